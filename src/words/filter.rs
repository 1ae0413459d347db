//! Errors of the filter above the table of packets.

/// A word that takes a value stands alone.
#[must_use]
pub fn value_missing(word: &str, example: &str) -> String {
    format!("`{word}` needs a value: `{word} {example}`")
}

/// The value of `port` is no port.
#[must_use]
pub fn not_a_port(value: &str) -> String {
    format!("`{value}` is not a port; write 0 to 65535")
}

/// A word that the filter does not know.
#[must_use]
pub fn unknown_term(word: &str) -> String {
    format!(
        "`{word}` is not a filter term; write `port 22`, `host sftp`, `flow c1`, `blocked`, `passed`, `tcp`, `udp`, `icmp`, `icmpv6`, `syn`, `fin` or `rst`"
    )
}
