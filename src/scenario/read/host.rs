//! Parses hosts, and the settings of the whole run.

use super::fields::Fields;
use super::{network, value};
use crate::net::OsPreset;
use crate::scenario::document::{Host, PortOverrides, Settings, Timeouts};
use crate::scenario::spelling;

pub(super) fn host(fields: &mut Fields<'_>) -> Host {
    Host {
        id: network::id(fields),
        subnet: fields.value("subnet", value::reference),
        ip: fields.value("ip", value::ipv4),
        ipv6: fields.value("ipv6", value::ipv6),
        public_ip: fields.value("public_ip", value::ipv4),
        groups: fields.list("groups", value::reference),
        listen: fields.list("listen", value::service).unwrap_or_default(),
        os: fields
            .choice("os", &OsPreset::ALL.map(|preset| (preset.name(), preset)))
            .unwrap_or_default(),
        ports: fields.object("ports", ports).unwrap_or_default(),
        nitro: fields.choice("nitro", &spelling::NITRO).unwrap_or_default(),
        timeouts: fields.object("timeouts", timeouts).unwrap_or_default(),
        position: fields.value("pos", value::position),
        unknown: fields.rest(),
    }
}

#[inline(never)]
fn ports(fields: &mut Fields<'_>) -> PortOverrides {
    PortOverrides {
        range: fields.value("range", value::port_range),
        algorithm: fields
            .choice("algorithm", &spelling::ALGORITHMS)
            .unwrap_or_default(),
        reserved: fields.list("reserved", value::any_port).unwrap_or_default(),
        time_wait: fields.value("time_wait", value::time),
        reuse_time_wait: fields
            .value("reuse_time_wait", value::flag)
            .unwrap_or_default(),
        unknown: fields.rest(),
    }
}

#[inline(never)]
pub(super) fn timeouts(fields: &mut Fields<'_>) -> Timeouts {
    Timeouts {
        tcp: fields.value("tcp", value::time),
        udp: fields.value("udp", value::time),
        udp_stream: fields.value("udp_stream", value::time),
        unknown: fields.rest(),
    }
}

#[inline(never)]
pub(super) fn settings(fields: &mut Fields<'_>) -> Settings {
    let default = Settings::default();
    Settings {
        latency: fields
            .value("latency", value::time)
            .unwrap_or(default.latency),
        non_syn: fields
            .choice("non_syn", &spelling::NON_SYN)
            .unwrap_or_default(),
        related_icmp: fields
            .choice("related_icmp", &spelling::RELATED_ICMP)
            .unwrap_or_default(),
        conntrack_max: fields.value("conntrack_max", value::amount),
        loss: fields.value("loss", value::share).unwrap_or_default(),
        unknown: fields.rest(),
    }
}
