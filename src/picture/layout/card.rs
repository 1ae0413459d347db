//! A host's card: its text, and the size that the text needs.

use super::super::drawing::{HostCard, WornGroup};
use super::super::geometry::Rect;
use super::Cast;
use crate::net::{Service, Transport};
use crate::scenario::{Host, implied_group};
use crate::words::drawing::{DEFAULT, host_label};

/// Widths of one letter, in the faces that the markup uses.
const NAME_LETTER: f64 = 7.6;
const ADDRESS_LETTER: f64 = 6.9;
const SMALL_LETTER: f64 = 6.6;
/// Padding left and right of a card's text.
const PADDING: f64 = 16.0;
/// The least width of a card on the internet, and of one in a subnet.
const NARROWEST: [f64; 2] = [180.0, 196.0];

/// The card of a host, at the origin.
pub(super) fn card(cast: &Cast, host: &Host, widest: f64) -> HostCard {
    let scenario = cast.scenario;
    let addresses = cast.addresses.host(&host.id).unwrap_or_default();
    let v4 = addresses.ip.map(|address| address.to_string());
    let v6 = addresses.ipv6.map(|address| address.to_string());
    let address = v4.or(v6).unwrap_or_default();
    let public_address = addresses.public_ip.map(|address| address.to_string());
    let system = host.os.title().to_owned();
    let groups: Vec<WornGroup> = scenario
        .groups_of_host(host)
        .into_iter()
        .map(|id| worn(scenario.vpc_of_host(host).map(|vpc| &*vpc.id), id))
        .collect();
    let least = NARROWEST[usize::from(host.subnet.is_some())].min(widest);
    let wanted = [
        letters(&host.id) * NAME_LETTER + 10.0 + letters(&system) * SMALL_LETTER,
        letters(&address) * ADDRESS_LETTER
            + public_address
                .as_ref()
                .map_or(0.0, |address| 8.0 + letters(address) * SMALL_LETTER),
    ];
    let width = wanted
        .into_iter()
        .fold(least, |width, wanted| width.max(wanted + 2.0 * PADDING))
        .min(widest);
    let chips = chips(&host.listen, width - 2.0 * PADDING);
    let range = host.ports.range.unwrap_or(host.os.ephemeral_range());
    let ephemeral = cast.opens(&host.id).then(|| (range.low(), range.high()));
    let height = match (chips.is_empty(), ephemeral) {
        (true, None) => 64.0,
        (true, Some(_)) => 72.0,
        (false, None) => 76.0,
        (false, Some(_)) => 98.0,
    };
    HostCard {
        id: host.id.clone(),
        frame: Rect::new(0.0, 0.0, width, height),
        label: label(host, &address),
        address,
        public_address,
        system,
        chips,
        ephemeral,
        groups,
    }
}

/// As many services as there is room for, and how many more there are.
fn chips(services: &[Service], room: f64) -> Vec<String> {
    let mut chips = Vec::new();
    let mut used = 0.0;
    for (index, service) in services.iter().enumerate() {
        let chip = chip(*service);
        let width = letters(&chip) * SMALL_LETTER + 20.0;
        let rest = services.len() - index;
        let room = if rest > 1 { room - 48.0 } else { room };
        if used + width > room + 6.0 && !chips.is_empty() {
            chips.push(format!("+{rest}"));
            break;
        }
        used += width;
        chips.push(chip);
    }
    chips
}

/// `:22 ssh`; datagrams say so.
fn chip(service: Service) -> String {
    let port = match service.transport {
        Transport::Tcp => format!(":{}", service.port),
        Transport::Udp => format!("udp :{}", service.port),
    };
    match service.well_known_name() {
        Some(name) => format!("{port} {name}"),
        None => port,
    }
}

/// Its label for screen readers.
fn label(host: &Host, address: &str) -> String {
    let services: Vec<String> = host.listen.iter().map(Service::to_string).collect();
    host_label(&host.id, address, &services)
}

/// A VPC's default group is only called that.
fn worn(vpc: Option<&str>, id: String) -> WornGroup {
    let name = match vpc {
        Some(vpc) if id == implied_group(vpc) => DEFAULT.into(),
        _ => id.clone(),
    };
    WornGroup { id, name }
}

/// How many letters `text` has, as a length.
pub(super) fn letters(text: &str) -> f64 {
    f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX))
}
