//! Field names of packet headers, as RFC 791, 8200, 9293, 768 and 792 call them.

use super::counted;

/// A field of an IP, TCP, UDP or ICMP header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderField {
    /// IP version.
    Version,
    /// IPv4 header length.
    HeaderLength,
    /// IPv4 type of service.
    Service,
    /// Length of the whole packet.
    TotalLength,
    /// IPv4 identification.
    Identification,
    /// Flags of TCP or IPv4.
    Flags,
    /// IPv4 fragment offset.
    FragmentOffset,
    /// IPv4 time to live.
    TimeToLive,
    /// IPv4 protocol.
    Protocol,
    /// IPv4 header checksum.
    HeaderChecksum,
    /// Source address.
    SourceAddress,
    /// Destination address.
    DestinationAddress,
    /// IPv6 traffic class.
    TrafficClass,
    /// IPv6 flow label.
    FlowLabel,
    /// IPv6 payload length.
    PayloadLength,
    /// IPv6 next header.
    NextHeader,
    /// IPv6 hop limit.
    HopLimit,
    /// Source port.
    SourcePort,
    /// Destination port.
    DestinationPort,
    /// Sequence number of TCP or echo.
    SequenceNumber,
    /// Acknowledgment number.
    AcknowledgmentNumber,
    /// Data offset.
    Offset,
    /// Reserved bits.
    Reserved,
    /// Window.
    Window,
    /// Checksum.
    Checksum,
    /// Urgent pointer.
    UrgentPointer,
    /// Kind of a TCP option.
    OptionKind,
    /// Length.
    Length,
    /// Maximum segment size.
    MaximumSegmentSize,
    /// ICMP type.
    Type,
    /// ICMP code.
    Code,
    /// ICMP identifier.
    Identifier,
    /// Unused.
    Unused,
}

impl HeaderField {
    /// The name, short where the field is narrow.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Version => "Ver.",
            Self::HeaderLength => "IHL",
            Self::Service => "Service",
            Self::TotalLength => "Total length",
            Self::Identification => "Identification",
            Self::Flags => "Flags",
            Self::FragmentOffset => "Fragment offset",
            Self::TimeToLive => "Time to live",
            Self::Protocol => "Protocol",
            Self::HeaderChecksum => "Header checksum",
            Self::SourceAddress => "Source address",
            Self::DestinationAddress => "Destination address",
            Self::TrafficClass => "Traffic class",
            Self::FlowLabel => "Flow label",
            Self::PayloadLength => "Payload length",
            Self::NextHeader => "Next header",
            Self::HopLimit => "Hop limit",
            Self::SourcePort => "Source port",
            Self::DestinationPort => "Destination port",
            Self::SequenceNumber => "Sequence number",
            Self::AcknowledgmentNumber => "Acknowledgment number",
            Self::Offset => "Offset",
            Self::Reserved => "Res.",
            Self::Window => "Window",
            Self::Checksum => "Checksum",
            Self::UrgentPointer => "Urgent pointer",
            Self::OptionKind => "Option",
            Self::Length => "Length",
            Self::MaximumSegmentSize => "Maximum segment size",
            Self::Type => "Type",
            Self::Code => "Code",
            Self::Identifier => "Identifier",
            Self::Unused => "Unused",
        }
    }
}

/// The title of a TCP header.
pub const TCP_HEADER: &str = "TCP header";
/// The title of a UDP header.
pub const UDP_HEADER: &str = "UDP header";
/// The title of an ICMP header.
pub const ICMP_HEADER: &str = "ICMP header";
/// The title of an IPv4 header.
pub const IPV4_HEADER: &str = "IPv4 header";
/// The title of an IPv6 header.
pub const IPV6_HEADER: &str = "IPv6 header";

/// A sequence number relative to the first of its connection.
#[must_use]
pub fn relative(number: u32) -> String {
    format!("relative {number}")
}

/// The quoted packet in an ICMP error.
#[must_use]
pub fn quoted(bytes: usize) -> String {
    format!("Quoted packet: first {}", counted(bytes, "byte"))
}

/// The data behind a header.
#[must_use]
pub fn data(bytes: usize) -> String {
    format!("Data: {}", counted(bytes, "byte"))
}
