//! Relative times: `5 minutes ago`.

use super::counted;

/// `just now`, `5 minutes ago`, `yesterday`, from milliseconds.
#[must_use]
pub fn ago(milliseconds: u64) -> String {
    let minutes = milliseconds / 60_000;
    let hours = minutes / 60;
    let days = hours / 24;
    let (count, unit) = match (days, hours, minutes) {
        (0, 0, 0) => return "just now".into(),
        (0, 0, _) => (minutes, "minute"),
        (0, _, _) => (hours, "hour"),
        (1, _, _) => return "yesterday".into(),
        (2..=60, _, _) => (days, "day"),
        (61..=729, _, _) => (days / 30, "month"),
        _ => (days / 365, "year"),
    };
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    format!("{} ago", counted(count, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_has_passed_is_told_in_its_largest_unit() {
        const MINUTE: u64 = 60_000;
        const DAY: u64 = 24 * 60 * MINUTE;
        for (milliseconds, expected) in [
            (0, "just now"),
            (MINUTE - 1, "just now"),
            (MINUTE, "1 minute ago"),
            (59 * MINUTE, "59 minutes ago"),
            (60 * MINUTE, "1 hour ago"),
            (DAY - 1, "23 hours ago"),
            (DAY, "yesterday"),
            (2 * DAY, "2 days ago"),
            (60 * DAY, "60 days ago"),
            (61 * DAY, "2 months ago"),
            (729 * DAY, "24 months ago"),
            (730 * DAY, "2 years ago"),
        ] {
            assert_eq!(ago(milliseconds), expected, "{milliseconds} ms");
        }
    }
}
