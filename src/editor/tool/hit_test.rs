//! What stands at a place of the drawing.

use crate::editor::Editor;
use crate::editor::selection::Selection;
use crate::picture::drawing::{Area, AreaKind, HostCard, Node, NodeKind};
use crate::picture::geometry::{Point, Rect};

impl Editor {
    /// The uppermost thing there.
    pub(in crate::editor) fn hit_test(&self, at: Point) -> Option<Selection> {
        let drawing = &self.run_data.drawing;
        let gates = drawing.gates.iter();
        let gate = gates
            .filter(|gate| gate.frame().contains(at))
            .map(|gate| Selection::Gate(gate.subnet.clone()));
        let hosts = drawing.hosts.iter();
        let host = hosts
            .filter(|host| host.outline().contains(at))
            .map(|host| Selection::Host(host.id.clone()));
        let nodes = drawing.nodes.iter();
        let node = nodes
            .filter(|node| node.frame().contains(at))
            .map(|node| match node.kind {
                NodeKind::Router => Selection::Router(node.id.clone()),
                _ => Selection::Gateway(node.id.clone()),
            });
        // Subnets stand behind VPCs in the list, and above them on the drawing.
        let areas = drawing.areas.iter().rev();
        let area = areas.filter(|area| area.frame.contains(at)).map(container);
        gate.chain(host).chain(node).chain(area).next()
    }

    /// The border of a thing on the drawing.
    pub(in crate::editor) fn frame_of(&self, target: &Selection) -> Option<Rect> {
        let drawing = &self.run_data.drawing;
        match target {
            Selection::Host(id) => {
                let mut hosts = drawing.hosts.iter();
                hosts.find(|host| host.id == *id).map(HostCard::outline)
            }
            Selection::Gate(id) => {
                let mut gates = drawing.gates.iter();
                gates
                    .find(|gate| gate.subnet == *id)
                    .map(|gate| gate.frame().grown(4.0))
            }
            Selection::Gateway(id) | Selection::Router(id) => {
                let is_router = matches!(target, Selection::Router(_));
                let mut nodes = drawing.nodes.iter();
                nodes
                    .find(|node| node.id == *id && (node.kind == NodeKind::Router) == is_router)
                    .map(Node::frame)
            }
            Selection::Subnet(id) | Selection::Vpc(id) => {
                let mut areas = drawing.areas.iter();
                areas.find(|area| area.id == *id).map(|area| area.frame)
            }
            _ => None,
        }
    }

    /// The middle of a thing on the drawing.
    pub(in crate::editor) fn middle(&self, target: &Selection) -> Option<Point> {
        self.frame_of(target).map(Rect::center)
    }
}

/// What an area is.
pub(super) fn container(area: &Area) -> Selection {
    match area.kind {
        AreaKind::Vpc => Selection::Vpc(area.id.clone()),
        _ => Selection::Subnet(area.id.clone()),
    }
}
