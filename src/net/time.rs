//! Simulated time.
//!
//! Scenario files write seconds with at most six decimals. A [`SimTime`] is a whole number of
//! microseconds, so that two runs are equal bit by bit.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use thiserror::Error;

/// A moment of a scenario, or the span between two, in whole microseconds.
///
/// Integers compare exactly: two packets that arrive at the same time do so on every machine,
/// and a rule decides their order, not a rounding error. The page chooses how fast this time
/// advances.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
)]
pub struct SimTime(u64);

impl SimTime {
    /// When the scenario begins.
    pub const ZERO: Self = Self(0);
    /// Later than anything that happens.
    pub const MAX: Self = Self(u64::MAX);

    /// A time in microseconds.
    #[must_use]
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// A time in milliseconds.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis * 1_000)
    }

    /// A time in whole seconds.
    #[must_use]
    pub const fn from_secs(seconds: u64) -> Self {
        Self(seconds * 1_000_000)
    }

    /// Whole microseconds.
    #[must_use]
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// The span from `earlier` to this time; zero when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Self {
        Self(self.0.saturating_sub(earlier.0))
    }

    /// This span times a factor; the latest possible time if that overflows.
    #[must_use]
    pub const fn times(self, factor: u64) -> Self {
        Self(self.0.saturating_mul(factor))
    }

    /// Milliseconds with three decimals, as traces print it: `1000.000`.
    #[must_use]
    pub fn to_milliseconds(self) -> String {
        format!("{}.{:03}", self.0 / 1_000, self.0 % 1_000)
    }
}

impl Add for SimTime {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for SimTime {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.since(other)
    }
}

/// Seconds as scenario files write them: no more decimals than needed (`0`, `0.02`, `127`).
impl fmt::Display for SimTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, micros) = (self.0 / 1_000_000, self.0 % 1_000_000);
        if micros == 0 {
            return write!(formatter, "{seconds}");
        }
        let decimals = format!("{micros:06}");
        write!(formatter, "{seconds}.{}", decimals.trim_end_matches('0'))
    }
}

/// Why a number is not a valid time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TimeError {
    /// Less than zero.
    #[error("a time is at least 0 seconds")]
    Negative,
    /// More than six decimals.
    #[error("times have microsecond precision: at most six decimals")]
    TooPrecise,
    /// Later than the latest possible time.
    #[error("a time is at most {} seconds", u64::MAX / 1_000_000)]
    TooLarge,
    /// Not a number.
    #[error("a time is a number of seconds, as 0.25")]
    NotANumber,
}

/// Parses decimal seconds exactly, without a float; accepts `2.5e-2` too.
impl FromStr for SimTime {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (
                mantissa,
                exponent.parse::<i64>().map_err(|_| TimeError::NotANumber)?,
            ),
            None => (text, 0),
        };
        let (negative, mantissa) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa),
        };
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = [whole, decimals].concat();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(TimeError::NotANumber);
        }
        let digits = digits.trim_start_matches('0');
        if digits.is_empty() {
            return Ok(Self::ZERO);
        }
        if negative {
            return Err(TimeError::Negative);
        }
        let decimals = i64::try_from(decimals.len()).map_err(|_| TimeError::TooPrecise)?;
        let shift = exponent.saturating_sub(decimals).saturating_add(6);
        let trimmed = digits.trim_end_matches('0');
        let zeros = i64::try_from(digits.len() - trimmed.len()).map_err(|_| TimeError::TooLarge)?;
        let shift = shift.saturating_add(zeros);
        if shift < 0 {
            return Err(TimeError::TooPrecise);
        }
        let value = trimmed.parse::<u64>().map_err(|_| TimeError::TooLarge)?;
        let scale = u32::try_from(shift)
            .ok()
            .and_then(|shift| 10_u64.checked_pow(shift));
        scale
            .and_then(|scale| value.checked_mul(scale))
            .map(Self)
            .ok_or(TimeError::TooLarge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_read_exactly_and_printed_without_needless_decimals() {
        for (given, micros, printed) in [
            ("0", 0, "0"),
            ("0.0", 0, "0"),
            ("0.02", 20_000, "0.02"),
            ("127.0", 127_000_000, "127"),
            ("1e-6", 1, "0.000001"),
            ("2.5E1", 25_000_000, "25"),
            ("0.1000000000", 100_000, "0.1"),
        ] {
            let time: SimTime = given.parse().unwrap();
            assert_eq!(
                (time.as_micros(), time.to_string().as_str()),
                (micros, printed),
                "{given}"
            );
        }
    }

    #[test]
    fn what_is_no_time_says_why() {
        for (given, expected) in [
            ("-1", TimeError::Negative),
            ("0.0000001", TimeError::TooPrecise),
            ("99999999999999999999", TimeError::TooLarge),
            ("1e99999", TimeError::TooLarge),
            ("soon", TimeError::NotANumber),
            ("", TimeError::NotANumber),
        ] {
            assert_eq!(given.parse::<SimTime>(), Err(expected), "{given}");
        }
    }
}
