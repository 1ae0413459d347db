//! Numbers that stand for the things of one topology.
//!
//! They stay the same when a change makes the next topology, so a trace may keep them. It
//! keeps millions, so they have 32 bits.

use serde::{Deserialize, Serialize};

macro_rules! indices {
    ($($(#[$documentation:meta])* $name:ident)*) => {$(
        $(#[$documentation])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
        )]
        pub struct $name(u32);

        impl $name {
            /// The thing at this place of its list.
            ///
            /// # Panics
            ///
            /// Beyond 2³² things, which no document may have.
            #[must_use]
            pub const fn new(place: usize) -> Self {
                assert!(place <= u32::MAX as usize, "things are counted in 32 bits");
                #[allow(clippy::cast_possible_truncation, reason = "just looked at")]
                Self(place as u32)
            }

            /// Its place in the list.
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
