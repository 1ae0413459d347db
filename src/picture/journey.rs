//! Stub.
use super::Place;
use super::drawing::Drawing;
use super::light::{Lights, Pill};
use crate::scenario::Scenario;
use crate::sim::{Setup, Trace};
/// Stub.
#[derive(Clone, Debug, Default)]
pub struct Journeys;
#[allow(
    missing_docs,
    clippy::unused_self,
    clippy::must_use_candidate,
    reason = "stub"
)]
impl Journeys {
    pub fn new(_: &Scenario, _: &Drawing, _: &Setup, _: &Trace) -> Self {
        Self
    }
    pub fn lights(&self, _: usize) -> Lights {
        Lights::default()
    }
    pub fn pills(&self, _: Place) -> Vec<Pill> {
        Vec::new()
    }
}
