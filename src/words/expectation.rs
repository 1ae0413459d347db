//! Expectations: the line of `check` about one of them.

use crate::scenario::{BlockedBy, Checked, CheckedShare, Compared, ExpectedShare};

/// `c1: timed_out, blocked by acl-a outbound *; expected connected`.
///
/// Outcomes and gates are spelled as in the file, so that a reader can copy them there.
#[must_use]
pub fn checked(checked: &Checked) -> String {
    let name = &checked.flow;
    match &checked.compared {
        Compared::Outcome {
            expected,
            found,
            expected_drop,
            found_drop,
        } => {
            let by = |drop: &Option<BlockedBy>| match drop {
                Some(drop) => format!(", blocked by {drop}"),
                None => String::new(),
            };
            if checked.passed {
                return format!("{name}: {found}{}", by(expected_drop));
            }
            let found_drop = match found_drop {
                Some(_) => by(found_drop),
                None => ", no packet dropped".to_owned(),
            };
            let wanted = by(expected_drop);
            format!("{name}: {found}{found_drop}; expected {expected}{wanted}")
        }
        Compared::Shares {
            flows,
            undecided,
            shares,
        } => {
            if *undecided > 0 {
                let (undecided, flows) = (grouped(*undecided), grouped(*flows));
                return format!(
                    "{name}: {undecided} of {flows} undecided; expected an outcome for each"
                );
            }
            // Of shares that fail, those that hold would only distract.
            let shown = |share: &&CheckedShare| checked.passed || !share.passed;
            let parts: Vec<String> = shares
                .iter()
                .filter(shown)
                .map(|share| measured(share, *flows))
                .collect();
            format!("{name}: {}", parts.join("; "))
        }
    }
}

/// `connected 0.42 (11 848 of 28 232), expected 0.45 to 0.50`
fn measured(share: &CheckedShare, flows: usize) -> String {
    let CheckedShare {
        expected, count, ..
    } = share;
    format!(
        "{} {} ({} of {}), expected {}",
        expected.outcome,
        found_share(*count, flows, expected),
        grouped(*count),
        grouped(flows),
        bounds(expected),
    )
}

/// `connected 0.45 to 0.50, no port 0.50 to 0.55`
#[must_use]
pub fn expected_shares(shares: &[ExpectedShare]) -> String {
    let parts: Vec<String> = shares
        .iter()
        .map(|share| {
            let outcome = share.outcome.name().replace('_', " ");
            format!("{outcome} {}", bounds(share))
        })
        .collect();
    parts.join(", ")
}

/// `0.45 to 0.50`
fn bounds(expected: &ExpectedShare) -> String {
    let low = decimals(u64::from(expected.low));
    if expected.low == expected.high {
        return low;
    }
    format!("{low} to {}", decimals(u64::from(expected.high)))
}

/// The share found, with as few decimals as show on which side of the bounds it is: 0.504
/// is not 0.50 beside "expected 0.40 to 0.50".
fn found_share(count: usize, flows: usize, expected: &ExpectedShare) -> String {
    let whole = u64::from(ExpectedShare::WHOLE);
    let total = (flows as u64).max(1);
    let millionths = (count as u64 * whole + total / 2) / total;
    let is_inside =
        |share: u64| (u64::from(expected.low)..=u64::from(expected.high)).contains(&share);
    let truth = expected.contains(count, flows);
    for unit in [10_000, 1_000, 100, 10] {
        let rounded = (millionths + unit / 2) / unit * unit;
        if is_inside(rounded) == truth {
            return decimals(rounded);
        }
    }
    decimals(millionths)
}

/// Millionths as a decimal number with at least two decimals.
fn decimals(millionths: u64) -> String {
    let whole = u64::from(ExpectedShare::WHOLE);
    let decimals = format!("{:06}", millionths % whole);
    let (kept, rest) = decimals.split_at(2);
    format!(
        "{}.{kept}{}",
        millionths / whole,
        rest.trim_end_matches('0')
    )
}

/// `28 232`: thousands apart.
#[must_use]
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}
