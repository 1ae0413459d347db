//! The time of day.

/// Milliseconds since 1970.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number that is larger than nothing"
)]
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}
