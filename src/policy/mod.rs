//! One filter decides one packet, and names the reason.

mod direction;
mod network_acl;
mod traffic;

pub use direction::{Direction, NonSyn, RelatedIcmp};
pub use network_acl::AclAction;
pub use traffic::{IcmpTypes, Traffic};
