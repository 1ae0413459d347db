//! Exact decimals: parses JSON numbers without floating point.

/// Why a number is not a whole number of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DecimalError {
    /// It has a fraction of a unit.
    Fraction,
    /// It does not fit.
    TooLarge,
    /// It is not a JSON number.
    NotANumber,
}

/// A JSON number times ten to the power of `decimals`, if that is a whole number.
///
/// `0.25` with six decimals is 250 000; `1e3` with no decimals is 1 000, and so is `1000.0`.
pub(super) fn scaled(text: &str, decimals: u32) -> Result<i64, DecimalError> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
            let exponent: i32 = exponent.parse().map_err(|_| DecimalError::TooLarge)?;
            (mantissa, exponent)
        }
        None => (text, 0),
    };
    let (negative, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DecimalError::NotANumber);
    }
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return Ok(0);
    }
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    let shift =
        i64::from(exponent) + i64::from(decimals) + length(zeros)? - length(fraction.len())?;
    if shift < 0 {
        return Err(DecimalError::Fraction);
    }
    let magnitude = significant.parse::<i64>().ok();
    let scale = u32::try_from(shift)
        .ok()
        .and_then(|shift| 10_i64.checked_pow(shift));
    let value = magnitude
        .zip(scale)
        .and_then(|(magnitude, scale)| magnitude.checked_mul(scale))
        .ok_or(DecimalError::TooLarge)?;
    Ok(if negative { -value } else { value })
}

fn length(count: usize) -> Result<i64, DecimalError> {
    i64::try_from(count).map_err(|_| DecimalError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_scaled_without_rounding() {
        use DecimalError::{Fraction, NotANumber, TooLarge};
        for (text, decimals, expected) in [
            ("0", 0, Ok(0)),
            ("-0.0", 0, Ok(0)),
            ("48.0", 0, Ok(48)),
            ("1e3", 0, Ok(1000)),
            ("1E+2", 0, Ok(100)),
            ("-12", 0, Ok(-12)),
            ("1.5", 0, Err(Fraction)),
            ("0.25", 6, Ok(250_000)),
            ("1e-6", 6, Ok(1)),
            ("1e-7", 6, Err(Fraction)),
            ("99999999999999999999", 0, Err(TooLarge)),
            ("1e999999999999", 0, Err(TooLarge)),
            ("x", 0, Err(NotANumber)),
        ] {
            assert_eq!(scaled(text, decimals), expected, "{text}");
        }
    }
}
