//! Operating system presets: ephemeral ports, SYN timing, TIME-WAIT.
//!
//! Linux was measured and read from its source. Windows, macOS and FreeBSD are partly
//! assumed: their port allocation and SYN timing have no stored source.
//! [`OsPreset::is_assumed`] reports it, and the page shows it.
//!
//! Sources: Linux `ip-sysctl`, IANA port registry, AWS "Network ACL rules"
//! (Windows range), FreeBSD `IPPORT_EPHEMERALFIRST`.

use std::fmt;

use super::{PortRange, SimTime};

/// An operating system's defaults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OsPreset {
    /// Linux before 6.5: the SYN timeout doubles from the start.
    #[default]
    Linux,
    /// Linux 6.5 and later: five SYNs a second apart, then doubling.
    Linux65,
    /// Windows Vista, Server 2008 and later.
    Windows,
    /// macOS.
    MacOs,
    /// FreeBSD.
    FreeBsd,
}

/// How a system chooses among free ports (RFC 6056, section 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PortAlgorithm {
    /// The port after the last one; starts at the low end.
    Sequential,
    /// The port after the last one; starts at a random port per host (assumed for Windows).
    SequentialRandomStart,
    /// Random start for each connection, then the next free one (algorithm 1).
    Random,
    /// Offset by a hash of the destination, one counter (algorithm 3).
    Hash,
    /// Offset by a hash of the destination, counters by a second hash (algorithm 4).
    DoubleHash,
    /// Random increments (algorithm 5).
    Increments,
    /// Algorithm 4 as Linux does it: parity of the low end first, steps of 2 to 16.
    LinuxDoubleHash,
}

/// When a SYN is retransmitted, and when the system gives up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SynSchedule {
    /// Seconds after the first SYN at which it is retransmitted.
    pub retries: &'static [u64],
    /// Seconds after the first SYN at which `connect()` fails.
    pub gives_up: u64,
}

const LINUX_SYN: SynSchedule = SynSchedule {
    retries: &[1, 3, 7, 15, 31, 63],
    gives_up: 127,
};
const LINUX_65_SYN: SynSchedule = SynSchedule {
    retries: &[1, 2, 3, 4, 5, 7, 11, 19, 35, 67],
    gives_up: 131,
};
const WINDOWS_SYN: SynSchedule = SynSchedule {
    retries: &[1, 3, 7, 15],
    gives_up: 31,
};
const BSD_SYN: SynSchedule = SynSchedule {
    retries: &[1, 2, 3, 4, 5, 7, 11, 19, 35, 67],
    gives_up: 75,
};

impl OsPreset {
    /// Every preset, in the order menus show them.
    pub const ALL: [Self; 5] = [
        Self::Linux,
        Self::Linux65,
        Self::Windows,
        Self::MacOs,
        Self::FreeBsd,
    ];

    /// The name scenario files use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Linux => "linux",
            Self::Linux65 => "linux-6.5",
            Self::Windows => "windows",
            Self::MacOs => "macos",
            Self::FreeBsd => "freebsd",
        }
    }

    /// The name people use.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Linux => "Linux",
            Self::Linux65 => "Linux 6.5",
            Self::Windows => "Windows",
            Self::MacOs => "macOS",
            Self::FreeBsd => "FreeBSD",
        }
    }

    /// The preset that scenario files call by this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.name() == name)
    }

    /// Its ephemeral port range.
    #[must_use]
    pub const fn ephemeral_range(self) -> PortRange {
        match self {
            Self::Linux | Self::Linux65 => PortRange::fixed(32_768, 60_999),
            Self::Windows | Self::MacOs => PortRange::fixed(49_152, 65_535),
            Self::FreeBsd => PortRange::fixed(10_000, 65_535),
        }
    }

    /// How it chooses an ephemeral port.
    #[must_use]
    pub const fn algorithm(self) -> PortAlgorithm {
        match self {
            Self::Linux | Self::Linux65 => PortAlgorithm::LinuxDoubleHash,
            Self::Windows => PortAlgorithm::SequentialRandomStart,
            Self::MacOs | Self::FreeBsd => PortAlgorithm::Random,
        }
    }

    /// When it retransmits a SYN.
    #[must_use]
    pub const fn syn_schedule(self) -> SynSchedule {
        match self {
            Self::Linux => LINUX_SYN,
            Self::Linux65 => LINUX_65_SYN,
            Self::Windows => WINDOWS_SYN,
            Self::MacOs | Self::FreeBsd => BSD_SYN,
        }
    }

    /// How long it keeps a closed connection in TIME-WAIT.
    #[must_use]
    pub const fn time_wait(self) -> SimTime {
        match self {
            Self::Linux | Self::Linux65 | Self::FreeBsd => SimTime::from_secs(60),
            Self::Windows => SimTime::from_secs(120),
            Self::MacOs => SimTime::from_secs(30),
        }
    }

    /// Whether part of this preset is an assumption rather than a measurement.
    #[must_use]
    pub const fn is_assumed(self) -> bool {
        !matches!(self, Self::Linux | Self::Linux65)
    }
}

impl fmt::Display for OsPreset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
