//! Stub.
use super::drawing::Drawing;
use crate::scenario::Scenario;
/// Stub.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "stub")]
pub enum Shape {
    #[default]
    Wide,
    Narrow,
}
/// Stub.
#[must_use]
pub fn drawing(_: &Scenario, _: Shape) -> Drawing {
    Drawing::default()
}
