//! Indices of a topology's VPCs, subnets, gateways and so on.
//!
//! A change of the network keeps them, so a trace may contain them. It contains millions, so
//! they have 32 bits.

use serde::{Deserialize, Serialize};

macro_rules! indices {
    ($($(#[$documentation:meta])* $name:ident)*) => {$(
        $(#[$documentation])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
        )]
        pub struct $name(u32);

        impl $name {
            /// The item at this position of its list.
            ///
            /// # Panics
            ///
            /// If the position is 2³² or more; no document is that large.
            #[must_use]
            pub const fn new(place: usize) -> Self {
                assert!(place <= u32::MAX as usize, "an index has 32 bits");
                #[allow(clippy::cast_possible_truncation, reason = "just looked at")]
                Self(place as u32)
            }

            /// Its position in the list.
            #[must_use]
            pub const fn place(self) -> usize {
                self.0 as usize
            }
        }
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
