//! Limits on the size of a document.
//!
//! A link or a file can come from anybody. These limits keep it from using all of the
//! page's memory or time. They are far above what a readable drawing needs.

/// Bytes of a scenario's JSON text, of a link's text, and of what a link inflates to.
pub const TEXT_BYTES: usize = 4_000_000;
/// Characters of an id. AWS has the same limit for the name of a security group.
pub const ID_CHARACTERS: usize = 255;
/// Characters of a title.
pub const TITLE_CHARACTERS: usize = 1_000;
/// Characters of the notes.
pub const NOTES_CHARACTERS: usize = 200_000;
/// Entries in each list of the drawing: hosts, subnets, groups …
pub const ENTRIES: usize = 2_500;
/// Rules in one list of a group or an ACL, and prefixes in one prefix list.
pub const RULES: usize = 1_000;
/// Routes in one route table, and blocks of one VPC.
pub const ROUTES: usize = 1_000;
/// Groups, services and reserved ports of one host.
pub const PER_HOST: usize = 1_000;
/// Entries of the script, and expectations.
pub const SCRIPT_ENTRIES: usize = 10_000;
/// Connections, datagrams and pings in one run, each `count` included.
pub const FLOWS: u64 = 100_000;
/// Bytes of one request, response or scripted data.
pub const BYTES: u32 = 100_000_000;
/// Bytes of data in one run, over all flows.
pub const TOTAL_BYTES: u64 = 1_000_000_000;
/// Seconds in any time of a document: about thirty years.
pub const SECONDS: u64 = 1_000_000_000;
/// Entries of one run's trace. A longer run is stopped there, with a warning.
pub const TRACE_ENTRIES: usize = 5_000_000;
/// The same in the page, which keeps the whole trace in memory.
pub const SHOWN_ENTRIES: usize = 1_000_000;
/// Entries that the page simulates within a frame. A worker simulates a longer run.
pub const ENTRIES_AT_ONCE: usize = 20_000;
