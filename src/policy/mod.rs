//! One filter decides one packet, and names the reason.
//!
//! A filter is a value: rules in, a [`Reason`] out. What a filter remembers between
//! packets ([`ConnTrack`], [`NatTable`]) is a value too, held by the caller. Nothing
//! here drops a packet, knows who sent it, or makes a sentence.

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
pub use security_group::{GroupRule, Peer, SecurityGroup};
pub use stateful::{Interface, judge};
pub use traffic::{IcmpTypes, Traffic};
pub use united_groups::{UnitedGroups, Weight};
