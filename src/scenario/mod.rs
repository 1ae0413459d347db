//! The shared document, the only thing that is edited.

mod document;

pub use document::*;
