//! Reasons: why a packet passed a gate or was dropped there, as data.
//!
//! The `words` layer makes sentences of them. Here a reason has only the rule name of the
//! scenario format and the code of AWS's Reachability Analyzer.
//!
//! Source: AWS, "Reachability Analyzer explanation codes". Codes that begin with
//! `SIM_` are this project's own, where AWS has none.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::IpAddr;

use ipnet::IpNet;

use super::{AclAction, Direction, Exempt};
use crate::net::{Flow, Packet, PacketNumber, is_private};

/// Why a gate passed or dropped a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Reason {
    /// AWS never filters this traffic.
    NotFiltered(Exempt),
    /// A group rule allows it.
    GroupRule {
        /// The first rule that matches.
        rule: GroupRuleRef,
        /// Whether the group tracks it.
        tracking: Tracking,
    },
    /// It belongs to a tracked flow; rules are not evaluated.
    Tracked {
        /// The packet that created the entry.
        from: PacketNumber,
    },
    /// An ICMP error about a tracked flow, and the setting lets those pass.
    Related {
        /// The packet that created the entry.
        from: PacketNumber,
    },
    /// An ICMP "packet too big" about an untracked or automatically tracked flow.
    PathMtu,
    /// No group rule matches.
    NoGroupRule {
        /// The host's groups have no rules in that direction.
        no_rules: bool,
    },
    /// A rule matches, but the packet neither opens a flow nor belongs to a tracked one.
    InvalidState,
    /// Its flow was untracked and a rule that it needs was removed: cut until a new SYN.
    Cut,
    /// It needs an entry, and the host's tracking table is full.
    TableFull,
    /// A numbered ACL rule matches.
    AclEntry {
        /// Its number.
        number: u16,
        /// Allow or deny.
        action: AclAction,
    },
    /// No numbered rule matches; the default rule `*` denies.
    AclDefault,
    /// The local route of the VPC.
    LocalRoute {
        /// The VPC's block.
        to: IpNet,
    },
    /// The longest matching route.
    Route {
        /// Its destination.
        to: IpNet,
    },
    /// No route matches, but it answers a NAT gateway of a peered VPC, which AWS returns to the
    /// sender.
    ReturnToSender,
    /// No route matches.
    NoRoute,
    /// The longest matching route is a blackhole: its target no longer exists.
    Blackhole {
        /// Its destination.
        to: IpNet,
    },
    /// The internet gateway translates between a private and a public address.
    Translated {
        /// Before.
        from: IpAddr,
        /// After.
        to: IpAddr,
    },
    /// The gateway forwards it unchanged (IPv6, peering).
    Forwarded,
    /// The source has no public address for the internet gateway to translate to.
    NoPublicAddress,
    /// The destination is not a public address of this VPC.
    UnknownAddress,
    /// The destination is a private or shared address, to which an internet gateway sends
    /// nothing.
    PrivateDestination(NotPublic),
    /// The source is a private or shared address, from which an internet gateway takes
    /// nothing.
    PrivateSource(NotPublic),
    /// The NAT gateway translates the address and port.
    PortTranslated {
        /// The address before.
        from: IpAddr,
        /// The port before.
        from_port: u16,
        /// The address after.
        to: IpAddr,
        /// The port after.
        to_port: u16,
    },
    /// The NAT gateway never had a session for this flow. It answers a segment from inside
    /// with RST, which AWS does not document.
    NoSession,
    /// The NAT gateway's session for this flow has expired: it was idle for 350 s. It answers
    /// a segment from inside with RST, which has the code `SIM_NAT_IDLE_RST`.
    SessionExpired,
    /// The routes beyond the NAT gateway lead back to it.
    RoutingLoop,
    /// The NAT gateway has no free port for that destination.
    NatPortsExhausted,
    /// The NAT gateway does not carry this protocol.
    NatProtocol,
    /// Source or destination is in neither of the two peered VPCs.
    NotInPeeredVpcs,
    /// No host has that address.
    NoHost,
    /// Lost at random (`settings.loss`).
    Lost,
}

/// The address ranges that an internet gateway refuses: those not routed on the internet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum NotPublic {
    /// RFC 1918: `10.0.0.0/8`, `172.16.0.0/12`, `192.168.0.0/16`.
    Private,
    /// RFC 6598: `100.64.0.0/10`.
    Shared,
}

impl NotPublic {
    /// The range that an address is in, if it is in one.
    #[must_use]
    pub const fn of(address: IpAddr) -> Option<Self> {
        match address {
            IpAddr::V4(v4) if v4.is_private() => Some(Self::Private),
            _ if is_private(address) => Some(Self::Shared),
            _ => None,
        }
    }
}

/// One rule of a security group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct GroupRuleRef {
    /// Which of the host's groups, counted from 0.
    pub group: u16,
    /// Which rule of that direction's list, counted from 0.
    pub position: u16,
}

/// Whether a group tracks the flow of a packet that a rule allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Tracking {
    /// A new entry: replies pass without a rule.
    NewEntry,
    /// A new entry for a packet that is not a SYN: Linux does it, AWS does not document it.
    PickedUp,
    /// Untracked, since rules allow all addresses in both directions: replies need a rule.
    Untracked,
    /// Not tracked, since an ICMP error opens no flow.
    None,
}

/// An explanation code for a drop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(
    missing_docs,
    reason = "each is a name given by AWS, or by the scenario format"
)]
pub enum Code {
    EniSgRulesMismatch,
    SgHasNoRules,
    SimConntrackInvalid,
    SimConntrackFull,
    SubnetAclRestriction,
    NoRouteToDestination,
    BadStateRoute,
    IgwPublicIpAssociationForEgress,
    IgwPrivateIpAssociationForIngress,
    IgwDestinationAddressNotInRfc1918Egress,
    IgwDestinationAddressNotInRfc6598Egress,
    IgwSourceAddressNotInRfc1918Ingress,
    IgwSourceAddressNotInRfc6598Ingress,
    SimNatNoSession,
    SimNatIdleRst,
    SimRoutingLoop,
    SimPortExhausted,
    ProtocolRestriction,
    PcxRequiresAddressInVpcCidr,
    UnknownDestination,
    SimLoss,
}

impl Reason {
    /// Whether the packet ends here. Only a NAT gateway without a session answers; other drops
    /// are silent.
    #[must_use]
    pub const fn is_drop(&self) -> bool {
        self.code().is_some()
    }

    /// Whether AWS does not document it: an assumption of this project.
    #[must_use]
    pub const fn is_assumed(&self) -> bool {
        matches!(
            self,
            Self::GroupRule {
                tracking: Tracking::PickedUp,
                ..
            } | Self::Related { .. }
                | Self::InvalidState
                | Self::Cut
        )
    }

    /// The code of a drop.
    #[must_use]
    pub const fn code(&self) -> Option<Code> {
        let code = match self {
            Self::NoGroupRule { no_rules: false } => Code::EniSgRulesMismatch,
            Self::NoGroupRule { no_rules: true } => Code::SgHasNoRules,
            Self::InvalidState | Self::Cut => Code::SimConntrackInvalid,
            Self::TableFull => Code::SimConntrackFull,
            Self::AclEntry {
                action: AclAction::Deny,
                ..
            }
            | Self::AclDefault => Code::SubnetAclRestriction,
            Self::NoRoute => Code::NoRouteToDestination,
            Self::Blackhole { .. } => Code::BadStateRoute,
            Self::NoPublicAddress => Code::IgwPublicIpAssociationForEgress,
            Self::UnknownAddress => Code::IgwPrivateIpAssociationForIngress,
            Self::PrivateDestination(NotPublic::Private) => {
                Code::IgwDestinationAddressNotInRfc1918Egress
            }
            Self::PrivateDestination(NotPublic::Shared) => {
                Code::IgwDestinationAddressNotInRfc6598Egress
            }
            Self::PrivateSource(NotPublic::Private) => Code::IgwSourceAddressNotInRfc1918Ingress,
            Self::PrivateSource(NotPublic::Shared) => Code::IgwSourceAddressNotInRfc6598Ingress,
            Self::NoSession | Self::SessionExpired => Code::SimNatNoSession,
            Self::RoutingLoop => Code::SimRoutingLoop,
            Self::NatPortsExhausted => Code::SimPortExhausted,
            Self::NatProtocol => Code::ProtocolRestriction,
            Self::NotInPeeredVpcs => Code::PcxRequiresAddressInVpcCidr,
            Self::NoHost => Code::UnknownDestination,
            Self::Lost => Code::SimLoss,
            Self::NotFiltered(_)
            | Self::GroupRule { .. }
            | Self::Tracked { .. }
            | Self::Related { .. }
            | Self::PathMtu
            | Self::AclEntry {
                action: AclAction::Allow,
                ..
            }
            | Self::LocalRoute { .. }
            | Self::Route { .. }
            | Self::ReturnToSender
            | Self::Translated { .. }
            | Self::Forwarded
            | Self::PortTranslated { .. } => return None,
        };
        Some(code)
    }

    /// The rule that decided, named as in the scenario format.
    #[must_use]
    pub fn rule(&self) -> String {
        match self {
            Self::NotFiltered(_) => "exempt".into(),
            Self::GroupRule { rule, .. } => (rule.position + 1).to_string(),
            Self::Tracked { .. } => "tracked".into(),
            Self::Related { .. } | Self::PathMtu => "related".into(),
            Self::NoGroupRule { .. } => "none".into(),
            Self::InvalidState | Self::Cut => "invalid".into(),
            Self::TableFull => "table_full".into(),
            Self::AclEntry { number, .. } => number.to_string(),
            Self::AclDefault => "*".into(),
            Self::LocalRoute { .. } => "local".into(),
            Self::Route { to } => to.to_string(),
            Self::ReturnToSender => "return_to_sender".into(),
            Self::NoRoute => "no_route".into(),
            Self::Blackhole { .. } => "blackhole".into(),
            Self::Translated { .. } | Self::PortTranslated { .. } => "translated".into(),
            Self::Forwarded => "forwarded".into(),
            Self::NoPublicAddress => "no_public_ip".into(),
            Self::UnknownAddress | Self::PrivateDestination(_) | Self::PrivateSource(_) => {
                "unknown_address".into()
            }
            Self::NoSession | Self::SessionExpired => "no_session".into(),
            Self::RoutingLoop => "loop".into(),
            Self::NatPortsExhausted => "no_port".into(),
            Self::NatProtocol => "protocol".into(),
            Self::NotInPeeredVpcs => "not_in_vpcs".into(),
            Self::NoHost => "no_host".into(),
            Self::Lost => "loss".into(),
        }
    }
}

/// The packet as it leaves a gate that passed it for this reason.
#[must_use]
pub fn translated(packet: &Packet, direction: Direction, reason: &Reason) -> Packet {
    let flow = packet.quoted_flow().map_or(packet.flow(), Flow::reversed);
    match (*reason, direction) {
        (Reason::Translated { to, .. }, Direction::Outbound) => {
            packet.with_source(to, flow.source_port)
        }
        (Reason::Translated { to, .. }, Direction::Inbound) => {
            packet.with_destination(to, flow.destination_port)
        }
        (Reason::PortTranslated { to, to_port, .. }, Direction::Outbound) => {
            packet.with_source(to, to_port)
        }
        (Reason::PortTranslated { to, to_port, .. }, Direction::Inbound) => {
            packet.with_destination(to, to_port)
        }
        _ => *packet,
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::EniSgRulesMismatch => "ENI_SG_RULES_MISMATCH",
            Self::SgHasNoRules => "SG_HAS_NO_RULES",
            Self::SimConntrackInvalid => "SIM_CONNTRACK_INVALID",
            Self::SimConntrackFull => "SIM_CONNTRACK_FULL",
            Self::SubnetAclRestriction => "SUBNET_ACL_RESTRICTION",
            Self::NoRouteToDestination => "NO_ROUTE_TO_DESTINATION",
            Self::BadStateRoute => "BAD_STATE_ROUTE",
            Self::IgwPublicIpAssociationForEgress => "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
            Self::IgwPrivateIpAssociationForIngress => "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
            Self::IgwDestinationAddressNotInRfc1918Egress => {
                "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"
            }
            Self::IgwDestinationAddressNotInRfc6598Egress => {
                "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS"
            }
            Self::IgwSourceAddressNotInRfc1918Ingress => {
                "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS"
            }
            Self::IgwSourceAddressNotInRfc6598Ingress => {
                "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS"
            }
            Self::SimNatNoSession => "SIM_NAT_NO_SESSION",
            Self::SimNatIdleRst => "SIM_NAT_IDLE_RST",
            Self::SimRoutingLoop => "SIM_ROUTING_LOOP",
            Self::SimPortExhausted => "SIM_PORT_EXHAUSTED",
            Self::ProtocolRestriction => "PROTOCOL_RESTRICTION",
            Self::PcxRequiresAddressInVpcCidr => "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
            Self::UnknownDestination => "UNKNOWN_DESTINATION",
            Self::SimLoss => "SIM_LOSS",
        })
    }
}
