//! Rules that people want again and again.
//!
//! The ranges of ephemeral ports are those of the systems that the playground knows; AWS
//! names them in "Network ACLs", "Ephemeral ports".

/// A wish, and the rules that fulfil it.
#[derive(Debug)]
pub(in crate::editor) struct Preset {
    /// What it is called in an action.
    pub(in crate::editor) key: &'static str,
    /// What people read.
    pub(in crate::editor) name: &'static str,
    /// Protocol and ports of each rule.
    pub(in crate::editor) traffic: &'static [&'static str],
}

pub(in crate::editor) const PRESETS: [Preset; 10] = [
    Preset {
        key: "ssh",
        name: "SSH",
        traffic: &["tcp 22"],
    },
    Preset {
        key: "sftp",
        name: "SFTP",
        traffic: &["tcp 22"],
    },
    Preset {
        key: "https",
        name: "HTTPS",
        traffic: &["tcp 443"],
    },
    Preset {
        key: "http",
        name: "HTTP",
        traffic: &["tcp 80"],
    },
    Preset {
        key: "postgresql",
        name: "PostgreSQL",
        traffic: &["tcp 5432"],
    },
    Preset {
        key: "ping",
        name: "Ping",
        traffic: &["icmp 8"],
    },
    Preset {
        key: "dns",
        name: "DNS",
        traffic: &["udp 53", "tcp 53"],
    },
    Preset {
        key: "linux",
        name: "Ephemeral ports: Linux 32768-60999",
        traffic: &["tcp 32768-60999"],
    },
    Preset {
        key: "windows",
        name: "Ephemeral ports: Windows 49152-65535",
        traffic: &["tcp 49152-65535"],
    },
    Preset {
        key: "everybody",
        name: "Ephemeral ports: everybody 1024-65535",
        traffic: &["tcp 1024-65535"],
    },
];
