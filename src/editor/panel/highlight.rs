//! What the row that is pointed at in a table of rules belongs to on the drawing.

use crate::editor::Editor;
use crate::editor::selection::Selection;
use crate::picture::geometry::Rect;
use crate::picture::light::Pill;

impl Editor {
    /// The row of the table that is shown on the drawing, and the thing on the drawing that
    /// is shown on the table.
    #[must_use]
    pub fn pointing(&self) -> (Option<usize>, Option<Selection>) {
        let row = self.table.pointed.map(|(_, index)| index);
        (row, self.table.pointed_back.clone())
    }

    /// What is framed while something about a thing is pointed at: the thing, wherever it
    /// is, or the packet where it is now.
    #[must_use]
    #[inline(never)]
    pub fn around(&self, target: &Selection) -> Vec<Rect> {
        match target {
            Selection::Packet(number) => {
                let pills = self.pills();
                let pill = pills.iter().find(|pill| pill.packet == *number);
                let frame = pill.map(|pill| {
                    let (width, height) = (Pill::width(&pill.text), Pill::HEIGHT);
                    let (x, y) = (pill.at.x - width / 2.0, pill.at.y - height / 2.0);
                    Rect::new(x, y, width, height).grown(5.0)
                });
                frame.into_iter().collect()
            }
            Selection::Group(id) | Selection::Acl(id) => self.belonging(id),
            other => {
                let frame = self.frame_of(other).map(|frame| frame.grown(4.0));
                frame.into_iter().collect()
            }
        }
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
        if self.table.pointed.is_none() || self.selected().is_none() {
            return Vec::new();
        }
        self.belonging(&self.table.gate)
    }

    /// The frames of the gates or rings where a network ACL or a security group is.
    fn belonging(&self, gate: &str) -> Vec<Rect> {
        let drawing = &self.run_data.drawing;
        let guarded = drawing.gates.iter().filter(|one| {
            let subnet = self.scenario.subnet(&one.subnet);
            subnet.is_some_and(|subnet| self.scenario.acl_of_subnet(subnet) == gate)
        });
        let worn = drawing.hosts.iter().filter(|card| {
            let host = self.scenario.host(&card.id);
            host.is_some_and(|host| {
                self.scenario
                    .groups_of_host(host)
                    .iter()
                    .any(|id| id == gate)
            })
        });
        guarded
            .map(|gate| gate.frame().grown(5.0))
            .chain(worn.map(|card| card.ring().grown(5.0)))
            .collect()
    }
}
