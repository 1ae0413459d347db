//! Numbers that stand for the things of one topology.
//!
//! They stay the same when a change makes the next topology, so a trace may keep them.

macro_rules! indices {
    ($($(#[$documentation:meta])* $name:ident)*) => {$(
        $(#[$documentation])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);
    )*};
}

indices! {
    /// A VPC.
    VpcIndex
    /// A subnet.
    SubnetIndex
    /// A route table.
    TableIndex
    /// A gateway.
    GatewayIndex
    /// A host.
    HostIndex
    /// A security group.
    GroupIndex
    /// A network ACL.
    AclIndex
}
