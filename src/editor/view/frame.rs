//! Header, tools, camera, and the page that explains a damaged link.

use crate::editor::ApplyMode;
use crate::editor::selection::{GatewayTool, Sheet, Tool};
use crate::editor::view::table::Tab;
use crate::picture::geometry::Point;

/// The header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderView {
    /// The scenario's title.
    pub title: String,
    /// Whether it differs from what was opened.
    pub edited: bool,
    /// What would be taken back, such as "Undo add rule"; none when there is nothing.
    pub undo: Option<String>,
    /// What would be done again.
    pub redo: Option<String>,
}

/// An example in the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExampleItem {
    /// Its file name without the ending.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it shows, in one sentence.
    pub about: &'static str,
}

/// What is being done, apart from the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SessionView {
    /// The tool in hand.
    pub tool: Tool,
    /// What the Gateway tool places.
    pub gateway: GatewayTool,
    /// The tab of the Details that is shown.
    pub tab: Tab,
    /// Whether gates have rails of their own in the sequence.
    pub ladder_gates: bool,
    /// The sheet that a narrow screen shows.
    pub sheet: Sheet,
    /// From when edits apply.
    pub apply: ApplyMode,
}

/// How the drawing is placed on the screen: `screen = drawing * zoom + offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CameraView {
    /// Pixels for a unit of the drawing.
    pub zoom: f64,
    /// Where the drawing's origin is, in pixels.
    pub offset: Point,
}

impl Default for CameraView {
    fn default() -> Self {
        Self {
            zoom: 1.0,
            offset: Point::default(),
        }
    }
}

impl CameraView {
    /// How many words there is room for: `all`, `most`, `few` or `none`.
    #[must_use]
    pub fn detail(self) -> &'static str {
        match self.zoom {
            zoom if zoom < 0.35 => "none",
            zoom if zoom < 0.65 => "few",
            zoom if zoom < 0.95 => "most",
            _ => "all",
        }
    }

    /// Whether packets are seen from so far away that their words would lie on one another.
    #[must_use]
    pub fn is_afar(self) -> bool {
        self.zoom < 0.5
    }

    /// Where a place of the drawing is on the screen.
    #[must_use]
    pub fn to_screen(self, place: Point) -> Point {
        Point::new(
            place.x * self.zoom + self.offset.x,
            place.y * self.zoom + self.offset.y,
        )
    }

    /// Which place of the drawing is at a point of the screen.
    #[must_use]
    pub fn to_drawing(self, pixel: Point) -> Point {
        Point::new(
            (pixel.x - self.offset.x) / self.zoom,
            (pixel.y - self.offset.y) / self.zoom,
        )
    }
}

/// A link that could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedLinkView {
    /// What is wrong and where.
    pub reason: String,
    /// As much of the drawing's JSON as could be read.
    pub salvaged: Option<String>,
}
