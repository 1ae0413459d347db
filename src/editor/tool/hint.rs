//! The status line: what the current tool does, and its keys.

use crate::editor::Editor;
use crate::editor::selection::{GatewayTool, Selection, Tool};
use crate::editor::view::hint::{HintOption, HintView};
use crate::words::tools;

impl Editor {
    /// What pointer and Enter do now.
    #[must_use]
    #[inline(never)]
    pub fn hint(&self) -> HintView {
        let link_source = self
            .link_source
            .as_ref()
            .map(|link_source| link_source.name().1);
        let text = match (self.session.tool, link_source) {
            (Tool::Select, _) => return self.hint_of_selection(),
            (Tool::Host, _) => tools::HINT_HOST.into(),
            (Tool::Subnet, _) => tools::HINT_SUBNET.into(),
            (Tool::Vpc, _) => tools::HINT_VPC.into(),
            (Tool::Connection, None) => tools::HINT_CONNECTION.into(),
            (Tool::Connection | Tool::Gateway, Some(from)) => tools::hint_second_end(&from),
            (Tool::Group, _) => tools::HINT_GROUP.into(),
            (Tool::Acl, _) => tools::HINT_ACL.into(),
            (Tool::Gateway, None) => match self.session.gateway {
                GatewayTool::Internet => tools::HINT_INTERNET_GATEWAY.into(),
                GatewayTool::Nat => tools::HINT_NAT_GATEWAY.into(),
                GatewayTool::Peering => tools::HINT_PEERING.into(),
            },
            (Tool::Note, _) => tools::HINT_NOTE.into(),
        };
        let options = if self.session.tool == Tool::Gateway {
            let option = |kind: GatewayTool| HintOption {
                text: kind.name().into(),
                chosen: self.session.gateway == kind,
                kind,
            };
            GatewayTool::ALL.into_iter().map(option).collect()
        } else {
            Vec::new()
        };
        HintView { text, options }
    }

    fn hint_of_selection(&self) -> HintView {
        let text = match &*self.selected {
            [] => tools::HINT_NOTHING,
            [Selection::Packet(_)] => tools::HINT_PACKET,
            [Selection::Subnet(_) | Selection::Vpc(_)] => tools::HINT_CONTAINER,
            [
                Selection::Group(_)
                | Selection::Gate(_)
                | Selection::Acl(_)
                | Selection::Routes(_)
                | Selection::Prefixes(_)
                | Selection::Router(_),
            ] => tools::HINT_RULES,
            [Selection::Flow(_)] => tools::HINT_CONNECTION_SELECTED,
            [Selection::Host(_)] => tools::HINT_HOST_SELECTED,
            _ => tools::HINT_THING,
        };
        HintView {
            text: text.into(),
            options: Vec::new(),
        }
    }
}
