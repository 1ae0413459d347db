//! Filters: each decides about one packet and gives a [`Reason`].
//!
//! A filter is a value. The state that it keeps between packets ([`ConnTrack`],
//! [`NatTable`]) is a value too, which the caller holds. Filters drop no packets themselves,
//! do not know who sent them, and make no sentences.

mod conntrack;
mod direction;
mod exempt;
mod nat_table;
mod near_miss;
mod network_acl;
mod reason;
mod rule_index;
mod security_group;
mod stateful;
mod traffic;
mod united_groups;

pub use conntrack::{ConnState, ConnTrack, ConntrackEntry, EntryKind, IdleTimeouts};
pub use direction::{Direction, NonSyn, RelatedIcmp};
pub use exempt::{Exempt, exempt, service_at};
pub use nat_table::{NatSession, NatTable, NatTranslation};
pub use near_miss::{Difference, NearMiss};
pub use network_acl::{AclAction, AclEntry, NetworkAcl};
pub use reason::{Code, GroupRuleRef, NotPublic, Reason, Tracking, translated};
pub use security_group::{GroupRule, Peer, STALE, SecurityGroup};
pub use stateful::{Interface, judge};
pub use traffic::{IcmpTypes, Traffic};
pub use united_groups::{UnitedGroups, Weight};
