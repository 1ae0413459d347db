//! The tools that put something new on the drawing: host, subnet, VPC, gateway.

use super::{snapped, subnet_of, vpc_of};
use crate::editor::document_ops::{hosts, network};
use crate::editor::effect::Effect;
use crate::editor::selection::{GatewayTool, Selection, Tool};
use crate::editor::{Editor, arrange};
use crate::picture::geometry::{Point, Rect};
use crate::picture::layout::Shape;
use crate::scenario::{Position, Scenario};
use crate::words::tools;

/// A new card, as far as it is known before it is drawn.
const CARD: (f64, f64) = (202.0, 66.0);
/// A subnet and a VPC that were clicked, not drawn; and the least that holds a card.
const SUBNET: (f64, f64) = (490.0, 180.0);
const VPC: (f64, f64) = (680.0, 300.0);
const LEAST: (f64, f64) = (300.0, 140.0);
/// From a VPC's border to a subnet that it was drawn around.
const AROUND: (f64, f64) = (154.0, 42.0);

impl Editor {
    /// Adds a host: in the subnet that was meant, or on the internet.
    pub(super) fn add_host(&mut self, on: Option<&Selection>, at: Option<Point>) -> Vec<Effect> {
        let subnet = on.and_then(|on| subnet_of(&self.scenario, on));
        let inside_vpc = on.and_then(|on| vpc_of(&self.scenario, on));
        if let (None, Some(vpc)) = (&subnet, inside_vpc) {
            return vec![Effect::Toast(tools::host_needs_subnet(&vpc))];
        }
        // The middle of the new card is where the pointer is.
        let corner = at.map(|at| Point::new(at.x - CARD.0 / 2.0, at.y - CARD.1 / 2.0));
        let area = subnet
            .as_ref()
            .and_then(|id| self.frame_of(&Selection::Subnet(id.clone())));
        let position = self.wide(corner).map(|corner| match area {
            Some(area) => within(area, CARD.0, CARD.1, corner),
            None => snapped(corner),
        });
        let mut next = self.scenario.clone();
        match hosts::add(&mut next, subnet.as_deref(), position) {
            Ok(id) => self.make_new(&tools::added(&id), next, Selection::Host(id)),
            Err(message) => vec![Effect::Toast(message)],
        }
    }

    /// Adds a subnet to the VPC that was meant, or to a new one when there is none at all.
    pub(super) fn add_subnet(
        &mut self,
        on: Option<&Selection>,
        frame: Option<Rect>,
        at: Option<Point>,
    ) -> Vec<Effect> {
        let mut next = self.scenario.clone();
        let meant = on.and_then(|on| vpc_of(&self.scenario, on));
        let only = match &*self.scenario.vpcs {
            [only] => Some(only.id.clone()),
            _ => None,
        };
        let frame = self.container(frame, at, SUBNET);
        let vpc = match meant.or(only) {
            Some(vpc) => vpc,
            None if self.scenario.vpcs.is_empty() => network::add_vpc(&mut next, None),
            None => {
                return vec![Effect::Toast(tools::SUBNET_NEEDS_VPC.into())];
            }
        };
        match network::add_subnet(&mut next, &vpc, frame.map(arrange::place)) {
            Ok(id) => self.make_new(&tools::added(&id), next, Selection::Subnet(id)),
            Err(message) => vec![Effect::Toast(message)],
        }
    }

    /// Adds a VPC.
    pub(super) fn add_vpc(&mut self, frame: Option<Rect>, at: Option<Point>) -> Vec<Effect> {
        let frame = self.container(frame, at, VPC);
        let mut next = self.scenario.clone();
        let id = network::add_vpc(&mut next, frame.map(arrange::place));
        self.make_new(&tools::added(&id), next, Selection::Vpc(id))
    }

    /// Adds a gateway of the kind that is chosen.
    pub(super) fn add_gateway(&mut self, on: Option<&Selection>, at: Option<Point>) -> Vec<Effect> {
        match self.session.gateway {
            GatewayTool::Internet => self.add_internet_gateway(on),
            GatewayTool::Nat => self.add_nat_gateway(on, at),
            GatewayTool::Peering => self.peer_by_turns(on),
        }
    }

    /// Attaches an internet gateway to the VPC; pressed on a subnet, with a route from it.
    fn add_internet_gateway(&mut self, on: Option<&Selection>) -> Vec<Effect> {
        let Some(vpc) = self.meant_vpc(on) else {
            return vec![Effect::Toast(tools::INTERNET_GATEWAY_NEEDS_VPC.into())];
        };
        let mut next = self.scenario.clone();
        let id = network::add_internet_gateway(&mut next, &vpc, None);
        let subnet = on.and_then(|on| subnet_of(&self.scenario, on));
        let name = match subnet {
            Some(subnet) => {
                network::route_subnet(&mut next, &subnet, &id);
                tools::routed(&subnet, &id)
            }
            None => tools::gateway_attached(&id, &vpc),
        };
        if next == self.scenario {
            return vec![Effect::Toast(tools::gateway_exists(&vpc, &id))];
        }
        self.make_new(&name, next, Selection::Gateway(id))
    }

    fn add_nat_gateway(&mut self, on: Option<&Selection>, at: Option<Point>) -> Vec<Effect> {
        let Some(subnet) = on.and_then(|on| subnet_of(&self.scenario, on)) else {
            return vec![Effect::Toast(tools::NAT_GATEWAY_NEEDS_SUBNET.into())];
        };
        let corner = at.map(|at| Point::new(at.x - 24.0, at.y - 21.0));
        let position = self.wide(corner).map(snapped);
        let mut next = self.scenario.clone();
        match network::add_nat_gateway(&mut next, &subnet, position) {
            Ok(id) => self.make_new(&tools::added(&id), next, Selection::Gateway(id)),
            Err(message) => vec![Effect::Toast(message)],
        }
    }

    /// Joins two VPCs, one pressed after the other.
    fn peer_by_turns(&mut self, on: Option<&Selection>) -> Vec<Effect> {
        let Some(vpc) = on.and_then(|on| vpc_of(&self.scenario, on)) else {
            return vec![Effect::Toast(tools::PEERING_NEEDS_TWO_VPCS.into())];
        };
        match self.link_source.take() {
            Some(first) if vpc_of(&self.scenario, &first).as_ref() != Some(&vpc) => {
                self.peer(&first, &Selection::Vpc(vpc))
            }
            _ => {
                self.set_link_source(Selection::Vpc(vpc.clone()));
                vec![Effect::Announce(tools::peering_from(&vpc))]
            }
        }
    }

    pub(super) fn peer(&mut self, from: &Selection, to: &Selection) -> Vec<Effect> {
        self.link_source = None;
        let (one, other) = (vpc_of(&self.scenario, from), vpc_of(&self.scenario, to));
        let (Some(one), Some(other)) = (one, other) else {
            return vec![Effect::Toast(tools::PEERING_NEEDS_TWO_VPCS.into())];
        };
        if one == other {
            return vec![Effect::Toast(tools::peering_with_itself(&one))];
        }
        let mut next = self.scenario.clone();
        let id = network::add_peering(&mut next, [&one, &other]);
        let name = tools::peered(&one, &other);
        self.make_new(&name, next, Selection::Gateway(id))
    }

    /// Holds a thing as the first end of what is being drawn.
    pub(super) fn set_link_source(&mut self, target: Selection) {
        self.link_source = Some(target);
        self.revisions.gesture += 1;
        self.revisions.session += 1;
    }

    /// The VPC that was meant, or the only one.
    fn meant_vpc(&self, on: Option<&Selection>) -> Option<String> {
        on.and_then(|on| vpc_of(&self.scenario, on))
            .or_else(|| match &*self.scenario.vpcs {
                [only] => Some(only.id.clone()),
                _ => None,
            })
    }

    /// Makes the edit, and selects what it drew.
    pub(super) fn make_new(&mut self, name: &str, next: Scenario, new: Selection) -> Vec<Effect> {
        match self.apply(name, next) {
            Ok(effects) => self.drawn(effects, new),
            Err(message) => vec![Effect::Toast(message)],
        }
    }

    /// A place that the document keeps: only the wide shape has them.
    fn wide<T>(&self, place: Option<T>) -> Option<T> {
        place.filter(|_| self.run_data.shape == Shape::Wide)
    }

    /// The frame of a new container: as drawn, at least large enough for a card, or of its
    /// usual size around the pointer. The VPC that has to be drawn around it is laid out.
    fn container(&self, frame: Option<Rect>, at: Option<Point>, usual: (f64, f64)) -> Option<Rect> {
        let first = self.scenario.vpcs.is_empty() && self.session.tool == Tool::Subnet;
        let drawn = frame.map(|frame| {
            Rect::new(
                frame.x,
                frame.y,
                frame.width.max(LEAST.0),
                frame.height.max(LEAST.1),
            )
        });
        let clicked = at.map(|at| {
            let Position { x, y } = snapped(Point::new(at.x - usual.0 / 2.0, at.y - usual.1 / 2.0));
            Rect::new(f64::from(x), f64::from(y), usual.0, usual.1)
        });
        let frame = self.wide(drawn.or(clicked))?;
        // Room for the border of the VPC and its router.
        Some(if first {
            Rect::new(
                frame.x.max(AROUND.0),
                frame.y.max(AROUND.1),
                frame.width,
                frame.height,
            )
        } else {
            frame
        })
    }
}

/// The nearest place of the grid at which a card lies in an area with its ring.
pub(in crate::editor) fn within(area: Rect, width: f64, height: f64, corner: Point) -> Position {
    let most_x = (area.right() - width - 24.0).max(area.x + 44.0);
    let most_y = (area.bottom() - height - 24.0).max(area.y + 44.0);
    snapped(Point::new(
        corner.x.clamp(area.x + 44.0, most_x),
        corner.y.clamp(area.y + 44.0, most_y),
    ))
}
