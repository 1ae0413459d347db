//! The drawing without a screen: shapes, their light at a moment, and their markup.
//!
//! The page and the exported picture read the same shapes and the same markup, so
//! they cannot differ. Colours are class names here; who shows the markup brings
//! the style.

pub mod drawing;
pub mod geometry;
pub mod journey;
pub mod ladder;
pub mod layout;
pub mod light;
pub mod markup;
mod playhead;
mod polyline;
pub mod svg;
mod wiring;

pub use journey::{Journeys, JourneysBuilder};
pub use layout::{Shape, drawing};
pub use playhead::Playhead;
