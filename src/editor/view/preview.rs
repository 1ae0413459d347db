//! What a gesture shows on the drawing before it is an edit.

use crate::picture::geometry::{Point, Rect};

/// Shapes of the gesture that is going on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// The rectangle that is being drawn, or in which things are being selected.
    pub frame: Option<Rect>,
    /// The line that is being drawn.
    pub line: Option<(Point, Point)>,
    /// The border of what it would end on.
    pub over: Option<Rect>,
    /// The border of what it begins at, chosen before.
    pub link_source: Option<Rect>,
    /// Lines along which what is being moved is level with something else.
    pub guides: Vec<(Point, Point)>,
    /// Where things are held that cannot be put down there.
    pub ghost: Option<Rect>,
    /// What the container that is selected is resized by.
    pub handles: Vec<ResizeHandle>,
}

/// What a container is resized by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResizeHandle {
    /// Its middle.
    pub at: Point,
    /// Which borders it moves: -1 the left or upper one, 1 the right or lower one.
    pub borders: (i8, i8),
}
