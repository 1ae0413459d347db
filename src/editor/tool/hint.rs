//! The status line: what the tool in hand does, and its live keys.

use crate::editor::Editor;
use crate::editor::selection::{GatewayTool, Selection, Tool};
use crate::editor::view::hint::{HintOption, HintView};

impl Editor {
    /// What pointer and Enter do now.
    #[must_use]
    #[inline(never)]
    pub fn hint(&self) -> HintView {
        let armed = self.armed.as_ref().map(|armed| armed.name().1);
        let text = match (self.session.tool, armed) {
            (Tool::Select, _) => return self.hint_of_selection(),
            (Tool::Host, _) => {
                "Press in a subnet, or outside for a host on the internet. Enter puts one in the subnet that has the focus.".into()
            }
            (Tool::Subnet, _) => {
                "Draw a rectangle inside a VPC, or press. Enter adds one to the VPC that has the focus.".into()
            }
            (Tool::Vpc, _) => "Draw a rectangle, or press. Enter adds one.".into(),
            (Tool::Connection, None) => {
                "Drag from the client to the server, or press one, then the other. Enter does it for the host that has the focus.".into()
            }
            (Tool::Connection | Tool::Gateway, Some(from)) => {
                format!("From {from}. Now press the other end, or Enter on it. Escape gives up.")
            }
            (Tool::Group, _) => {
                "Press a host to choose its groups, or drag from one host to another to share them.".into()
            }
            (Tool::Acl, _) => {
                "Press a subnet to choose its ACL, or drag from one subnet to another to share it.".into()
            }
            (Tool::Gateway, None) => match self.session.gateway {
                GatewayTool::Internet => {
                    "Press a subnet to give it a way to the internet, or its VPC to attach the gateway alone.".into()
                }
                GatewayTool::Nat => {
                    "Press the public subnet in which the NAT gateway is to stand.".into()
                }
                GatewayTool::Peering => {
                    "Drag from one VPC to another, or press one, then the other.".into()
                }
            },
            (Tool::Note, _) => "Write the notes in the Inspector.".into(),
        };
        let options = if self.session.tool == Tool::Gateway {
            let option = |kind: GatewayTool| HintOption {
                text: kind.name().into(),
                chosen: self.session.gateway == kind,
                command: format!("gateway {}", kind.name()),
            };
            GatewayTool::ALL.into_iter().map(option).collect()
        } else {
            Vec::new()
        };
        HintView { text, options }
    }

    fn hint_of_selection(&self) -> HintView {
        let text = match &*self.selected {
            [] => {
                "Press to select, Shift to add, drag the ground to move about, Shift and drag to select what lies inside."
            }
            [Selection::Packet(_)] => "Shift with the arrow keys follows this packet's connection.",
            [Selection::Subnet(_) | Selection::Vpc(_)] => {
                "Drag to move it, drag a corner to resize it. Arrow keys move it, with Ctrl they resize it. Delete removes it with what stands in it."
            }
            [
                Selection::Group(_)
                | Selection::Gate(_)
                | Selection::Acl(_)
                | Selection::Routes(_)
                | Selection::Prefixes(_)
                | Selection::Router(_),
            ] => "What it decides by is in the Inspector.",
            [Selection::Flow(_)] => {
                "Its service, its times and its bytes are in the Inspector. Delete removes it."
            }
            _ => {
                "Drag it, also into a subnet or out of it; arrow keys move it. Ctrl+D duplicates, Delete removes."
            }
        };
        HintView {
            text: text.into(),
            options: Vec::new(),
        }
    }
}
