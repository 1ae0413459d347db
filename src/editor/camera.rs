//! The camera: where the drawing is on the screen. It is nobody's but the visitor's.

use super::Editor;
use super::view::frame::CameraView;
use crate::picture::geometry::Point;
use crate::picture::layout::Shape;

/// Narrower than this, the drawing stands upright.
const NARROW: f64 = 560.0;
const ZOOMS: std::ops::RangeInclusive<f64> = 0.05..=4.0;

impl Editor {
    pub(super) fn resize(&mut self, width: f64, height: f64) {
        self.size = (width.max(1.0), height.max(1.0));
        let shape = if width < NARROW {
            Shape::Narrow
        } else {
            Shape::Wide
        };
        if shape != self.played.shape {
            self.camera = None;
            self.played.draw(&self.scenario, shape);
            self.changed_document();
        }
        self.revisions.camera += 1;
    }

    pub(super) fn pan(&mut self, x: f64, y: f64) {
        let mut camera = self.camera();
        camera.offset = Point::new(camera.offset.x + x, camera.offset.y + y);
        self.camera = Some(camera);
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
