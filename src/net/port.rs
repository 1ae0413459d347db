//! Port numbers: one inclusive range, and sets of ranges.

use std::fmt;

use thiserror::Error;

/// Consecutive ports from `low` to `high`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortRange {
    low: u16,
    high: u16,
}

/// A range whose end comes before its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the range {low}-{high} ends before it begins; write the lower port first")]
pub struct PortRangeError {
    /// The low end that was given.
    pub low: u16,
    /// The high end that was given.
    pub high: u16,
}

impl PortRange {
    /// All ports, including 0.
    pub const ALL: Self = Self {
        low: 0,
        high: u16::MAX,
    };

    /// The ports from `low` to `high`.
    ///
    /// # Errors
    ///
    /// [`PortRangeError`] when `high` is below `low`.
    pub const fn new(low: u16, high: u16) -> Result<Self, PortRangeError> {
        if low <= high {
            Ok(Self { low, high })
        } else {
            Err(PortRangeError { low, high })
        }
    }

    /// The range of one port.
    #[must_use]
    pub const fn single(port: u16) -> Self {
        Self {
            low: port,
            high: port,
        }
    }

    /// A range known at compile time.
    ///
    /// # Panics
    ///
    /// When `high` is below `low`; for constants this is a compile error.
    #[must_use]
    pub const fn fixed(low: u16, high: u16) -> Self {
        assert!(low <= high, "the lower port comes first");
        Self { low, high }
    }

    /// The first port.
    #[must_use]
    pub const fn low(self) -> u16 {
        self.low
    }

    /// The last port.
    #[must_use]
    pub const fn high(self) -> u16 {
        self.high
    }

    /// How many ports it has, 1 to 65 536.
    #[must_use]
    pub fn size(self) -> u32 {
        u32::from(self.high) - u32::from(self.low) + 1
    }

    /// How many ports it has in common with another range.
    #[must_use]
    pub fn overlap(self, other: Self) -> u32 {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        (u32::from(high) + 1).saturating_sub(u32::from(low))
    }

    /// Whether it contains `port`.
    #[must_use]
    pub const fn contains(self, port: u16) -> bool {
        self.low <= port && port <= self.high
    }
}

/// `22`, or `1024-65535`.
impl fmt::Display for PortRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.low == self.high {
            write!(formatter, "{}", self.low)
        } else {
            write!(formatter, "{}-{}", self.low, self.high)
        }
    }
}

/// A set of ports, kept as sorted ranges that neither touch nor overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PortSet {
    ranges: Vec<PortRange>,
}

impl PortSet {
    /// The ranges, in rising order.
    #[must_use]
    pub fn ranges(&self) -> &[PortRange] {
        &self.ranges
    }

    /// Adds the ports of `range`.
    pub fn insert(&mut self, range: PortRange) {
        let mut merged = range;
        self.ranges.retain(|&other| {
            let apart = u32::from(other.high) + 1 < u32::from(merged.low)
                || u32::from(merged.high) + 1 < u32::from(other.low);
            if !apart {
                merged.low = merged.low.min(other.low);
                merged.high = merged.high.max(other.high);
            }
            apart
        });
        let at = self.ranges.partition_point(|other| other.low < merged.low);
        self.ranges.insert(at, merged);
    }

    /// Whether `port` is in the set.
    #[must_use]
    pub fn contains(&self, port: u16) -> bool {
        let after = self.ranges.partition_point(|range| range.low <= port);
        after > 0 && self.ranges[after - 1].contains(port)
    }

    /// How many ports it has.
    #[must_use]
    pub fn size(&self) -> u32 {
        self.ranges.iter().map(|range| range.size()).sum()
    }
}

impl FromIterator<PortRange> for PortSet {
    fn from_iter<Ranges: IntoIterator<Item = PortRange>>(ranges: Ranges) -> Self {
        let mut set = Self::default();
        for range in ranges {
            set.insert(range);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_includes_both_its_ends() {
        let range = PortRange::fixed(1000, 2000);
        for (port, expected) in [(999, false), (1000, true), (2000, true), (2001, false)] {
            assert_eq!(range.contains(port), expected, "port {port}");
        }
        assert_eq!(PortRange::ALL.size(), 65_536);
        assert_eq!(
            PortRange::new(2, 1),
            Err(PortRangeError { low: 2, high: 1 })
        );
    }

    #[test]
    fn ranges_that_touch_become_one() {
        let set: PortSet = [(5, 9), (20, 30), (10, 10), (31, 65_535), (0, 0)]
            .into_iter()
            .map(|(low, high)| PortRange::fixed(low, high))
            .collect();
        let printed: Vec<String> = set.ranges().iter().map(ToString::to_string).collect();
        assert_eq!(printed, ["0", "5-10", "20-65535"]);
        assert!(set.contains(10) && !set.contains(11) && set.contains(65_535));
    }
}
