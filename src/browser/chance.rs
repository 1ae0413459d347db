//! Names that nobody else has.

/// Eight letters and digits by chance.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of 36 is a digit to that base"
)]
pub fn name() -> String {
    let digit = || char::from_digit((js_sys::Math::random() * 36.0) as u32, 36).unwrap_or('0');
    (0..8).map(|_| digit()).collect()
}
