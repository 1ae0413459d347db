//! Layout: places the shapes of a document.
//!
//! What has a position keeps it; the rest is put where it does not overlap. The same
//! document always gives the same drawing, and no document that validates fails to.
//!
//! Things stand in the document's order, so that an index of the topology finds them:
//! areas are VPCs then subnets, nodes are the VPCs' routers then the gateways.

mod card;
mod finish;
mod grid;
mod narrow;
mod order;
mod subnets;
mod wide;

use crate::net::SortedSet;

use super::drawing::{Drawing, HostCard};
use super::geometry::{Point, Rect};
use crate::scenario::{Addresses, Destination, Scenario, ScriptAction};

/// Which way the drawing is spread out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// The internet at the left, subnets at the right; positions of the document hold.
    #[default]
    Wide,
    /// From top to bottom, 390 units wide, for a phone; no position holds.
    Narrow,
}

/// The drawing of a document.
#[must_use]
pub fn drawing(scenario: &Scenario, shape: Shape) -> Drawing {
    let cast = Cast::new(scenario);
    let ground = match shape {
        Shape::Wide => wide::ground(&cast),
        Shape::Narrow => narrow::ground(&cast),
    };
    finish::drawing(&cast, ground, shape)
}

/// The document, with what several parts of the layout ask of it.
struct Cast<'a> {
    scenario: &'a Scenario,
    addresses: Addresses,
    /// Hosts that open connections from ports of their system's choice.
    openers: SortedSet<&'a str>,
    /// Hosts that the script names at all.
    busy: SortedSet<&'a str>,
    /// By subnet, the indices of its hosts and of its NAT gateways.
    inhabitants: Vec<(Vec<usize>, Vec<usize>)>,
}

/// Where everything stands, in the order of the document.
#[derive(Default)]
struct Ground {
    vpcs: Vec<Rect>,
    subnets: Vec<Rect>,
    /// Middles, one for each VPC.
    routers: Vec<Point>,
    /// Middles.
    gateways: Vec<Point>,
    cards: Vec<HostCard>,
    /// Where the word "Internet" begins.
    caption: Point,
}

impl<'a> Cast<'a> {
    fn new(scenario: &'a Scenario) -> Self {
        let mut openers = SortedSet::new();
        let mut busy = SortedSet::new();
        for entry in &scenario.script {
            let (from, to, chosen) = match &entry.action {
                ScriptAction::Open(open) => (&open.from, &open.to, open.source_port.is_none()),
                ScriptAction::Send(send) => (&send.from, &send.to, send.source_port.is_none()),
                ScriptAction::Ping(ping) => (&ping.from, &ping.to, false),
                _ => continue,
            };
            busy.insert(&**from);
            if let Destination::Host(host) = to {
                busy.insert(&**host);
            }
            if chosen {
                openers.insert(&**from);
            }
        }
        let inhabitants = scenario.subnets.iter().map(|subnet| {
            let hosts = indices(&scenario.hosts, |host| {
                host.subnet.as_ref() == Some(&subnet.id)
            });
            let gateways = indices(&scenario.gateways, |gateway| {
                matches!(&gateway.kind, crate::scenario::GatewayKind::Nat { subnet: home, .. } if *home == subnet.id)
            });
            (hosts, gateways)
        });
        Self {
            scenario,
            addresses: Addresses::of(scenario),
            openers,
            busy,
            inhabitants: inhabitants.collect(),
        }
    }

    /// Whether a host opens connections from ports of its system's choice.
    fn opens(&self, host: &str) -> bool {
        self.openers.contains(host)
    }

    /// The subnets of a VPC, by index.
    fn subnets_of(&self, vpc: usize) -> Vec<usize> {
        let id = &self.scenario.vpcs[vpc].id;
        indices(&self.scenario.subnets, |subnet| subnet.vpc == *id)
    }

    /// Whether packets from a subnet find an internet gateway.
    fn is_public(&self, subnet: usize) -> bool {
        use crate::scenario::{GatewayKind, RouteTarget};
        let table = self
            .scenario
            .route_table_of_subnet(&self.scenario.subnets[subnet]);
        let Some(table) = self.scenario.route_table(&table) else {
            return false;
        };
        table.routes.iter().any(|route| match &route.via {
            RouteTarget::Gateway(id) => self.scenario.gateways.iter().any(|gateway| {
                gateway.id == *id && matches!(gateway.kind, GatewayKind::Internet { .. })
            }),
            RouteTarget::Blackhole => false,
        })
    }

    /// The cards of all hosts, at the origin.
    fn cards(&self, widest: f64) -> Vec<HostCard> {
        let hosts = self.scenario.hosts.iter();
        hosts.map(|host| card::card(self, host, widest)).collect()
    }
}

/// The indices of the things that `is_one`.
fn indices<T>(things: &[T], is_one: impl Fn(&T) -> bool) -> Vec<usize> {
    let every = things.iter().enumerate();
    every
        .filter(|(_, thing)| is_one(thing))
        .map(|(index, _)| index)
        .collect()
}
