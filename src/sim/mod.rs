//! Discrete events: who sends what when, and what becomes of it.

mod outcome;

pub use outcome::Outcome;
