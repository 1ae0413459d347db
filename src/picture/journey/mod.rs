//! x
/// x
pub struct Journeys;
