//! Network ACLs: the stateless filter at a subnet's edge.

/// What a network ACL entry does with packets that match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AclAction {
    /// Lets them pass.
    Allow,
    /// Drops them silently.
    Deny,
}
