//! What the row that is pointed at in a table of rules belongs to on the drawing.

use crate::editor::Editor;
use crate::editor::target::Target;
use crate::picture::geometry::{Point, Rect};
use crate::picture::light::Pill;

impl Editor {
    /// The row of the table that is shown on the drawing, and the thing on the drawing that
    /// is shown on the table.
    #[must_use]
    pub fn pointing(&self) -> (Option<usize>, Option<Target>) {
        let row = self.table.pointed.map(|(_, index)| index);
        (row, self.table.pointed_back.clone())
    }

    /// What is framed while a row about a thing is pointed at: it, or the packet where it is now.
    #[must_use]
    #[inline(never)]
    pub fn around(&self, target: &Target) -> Option<Rect> {
        let Target::Packet(number) = target else {
            return self.frame_of(target).map(|frame| frame.grown(4.0));
        };
        let pills = self.pills();
        let pill = pills.iter().find(|pill| pill.packet == *number)?;
        let width = Pill::width(&pill.text);
        let corner = Point::new(pill.at.x - width / 2.0, pill.at.y - Pill::HEIGHT / 2.0);
        Some(Rect::new(corner.x, corner.y, width, Pill::HEIGHT).grown(5.0))
    }

    /// Whether a row is pointed at.
    #[must_use]
    pub const fn is_pointing(&self) -> bool {
        self.table.pointed.is_some()
    }

    /// The frames of the gates or rings to which the row belongs; none without a row.
    #[must_use]
    #[inline(never)]
    pub fn pointed(&self) -> Vec<Rect> {
        let table = &self.table;
        let shown = self.selected().is_some();
        if table.pointed.is_none() || !shown {
            return Vec::new();
        }
        let drawing = &self.played.drawing;
        let guarded = drawing.gates.iter().filter(|gate| {
            let subnet = self.scenario.subnet(&gate.subnet);
            subnet.is_some_and(|subnet| self.scenario.acl_of_subnet(subnet) == table.gate)
        });
        let worn = drawing.hosts.iter().filter(|card| {
            let host = self.scenario.host(&card.id);
            host.is_some_and(|host| self.scenario.groups_of_host(host).contains(&table.gate))
        });
        guarded
            .map(|gate| gate.frame().grown(5.0))
            .chain(worn.map(|card| card.ring().grown(5.0)))
            .collect()
    }
}
