//! The camera: where the drawing is on the screen. It is nobody's but the visitor's.

use super::Editor;
use super::view::frame::CameraView;
use crate::picture::geometry::{Point, Rect};
use crate::picture::layout::Shape;

/// Narrower than this, the drawing stands upright.
const NARROW: f64 = 560.0;
const ZOOMS: std::ops::RangeInclusive<f64> = 0.05..=4.0;

/// The shape of a drawing on a screen of this width.
pub(super) fn shape_of(width: f64) -> Shape {
    if width < NARROW {
        Shape::Narrow
    } else {
        Shape::Wide
    }
}

impl Editor {
    /// What of the drawing is on the screen.
    #[must_use]
    pub fn seen(&self) -> Rect {
        let camera = self.camera();
        let corner = camera.to_drawing(Point::default());
        let (width, height) = (self.size.0 / camera.zoom, self.size.1 / camera.zoom);
        Rect::new(corner.x, corner.y, width, height)
    }

    /// Width and height of the drawing's place on the screen, in pixels.
    #[must_use]
    pub const fn size(&self) -> (f64, f64) {
        self.size
    }

    /// Whether the visitor sees but a part of the drawing. A narrow screen has no room to
    /// show the rest besides.
    #[must_use]
    pub fn is_larger(&self) -> bool {
        self.camera.is_some()
            && self.run_data.shape == Shape::Wide
            && !self.seen().holds(self.run_data.drawing.bounds)
    }

    pub(super) fn resize(&mut self, width: f64, height: f64) {
        let before = self.size;
        self.size = (width.max(1.0), height.max(1.0));
        // What was in the middle stays there.
        if let Some(camera) = &mut self.camera {
            camera.offset.x += (self.size.0 - before.0) / 2.0;
            camera.offset.y += (self.size.1 - before.1) / 2.0;
        }
        let shape = shape_of(width);
        if shape != self.run_data.shape {
            self.give_up_gesture();
            self.camera = None;
            self.run_data.relayout(&self.scenario, shape);
            // It was drawn for the other shape.
            self.ghost = None;
            self.changed_document();
        }
        self.revisions.camera += 1;
    }

    /// Leaves the camera where it was, though the whole drawing is another one now.
    pub(super) fn keep_camera(&mut self, seen: CameraView) {
        if self.camera() != seen {
            self.camera = Some(seen);
            self.revisions.camera += 1;
        }
    }

    /// Keeps the camera where it is, whatever is drawn from now on. A narrow drawing is laid
    /// out anew by itself, and stays fitted.
    pub(super) fn hold_camera(&mut self) {
        if self.run_data.shape == Shape::Wide {
            self.camera = Some(self.camera());
        }
    }

    pub(super) fn pan(&mut self, x: f64, y: f64) {
        let mut camera = self.camera();
        camera.offset = Point::new(camera.offset.x + x, camera.offset.y + y);
        self.camera = Some(camera);
        self.revisions.camera += 1;
    }

    #[inline(never)]
    pub(super) fn look_at(&mut self, place: Point) {
        let zoom = self.camera().zoom;
        let offset = Point::new(
            self.size.0 / 2.0 - place.x * zoom,
            self.size.1 / 2.0 - place.y * zoom,
        );
        self.camera = Some(CameraView { zoom, offset });
        self.revisions.camera += 1;
    }

    pub(super) fn zoom(&mut self, factor: f64, about: Option<Point>) {
        let old = self.camera();
        let about = about.unwrap_or(Point::new(self.size.0 / 2.0, self.size.1 / 2.0));
        let kept = old.to_drawing(about);
        let zoom = (old.zoom * factor).clamp(*ZOOMS.start(), *ZOOMS.end());
        let offset = Point::new(about.x - kept.x * zoom, about.y - kept.y * zoom);
        self.camera = Some(CameraView { zoom, offset });
        self.revisions.camera += 1;
    }
}
