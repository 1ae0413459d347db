//! The Connection tool: from a client to a server, then which service.

use super::prompt::{Pick, Prompt};
use crate::editor::Editor;
use crate::editor::document_ops::connect::{self, Wish};
use crate::editor::effect::Effect;
use crate::editor::selection::{Selection, Tool};
use crate::editor::view::prompt::ChoiceOption;
use crate::net::{Service, Transport};
use crate::words::tools;

/// Services that are offered though nobody listens on them yet.
const USUAL: [(Transport, u16); 6] = [
    (Transport::Tcp, 22),
    (Transport::Tcp, 443),
    (Transport::Tcp, 80),
    (Transport::Tcp, 5432),
    (Transport::Udp, 53),
    (Transport::Udp, 123),
];

impl Editor {
    /// Enter or a tap: on the client first, then on the server.
    pub(super) fn connect_by_turns(&mut self, on: Option<Selection>) -> Vec<Effect> {
        let Some(Selection::Host(id)) = on else {
            return vec![Effect::Toast(tools::CONNECTION_NEEDS_HOSTS.into())];
        };
        if self.link_source == Some(Selection::Host(id.clone())) {
            return vec![Effect::Toast(tools::connection_to_itself(&id))];
        }
        match self.link_source.take() {
            Some(from) if from != Selection::Host(id.clone()) => {
                self.connect(&from, &Selection::Host(id))
            }
            _ => {
                self.set_link_source(Selection::Host(id.clone()));
                vec![Effect::Announce(tools::connection_from(&id))]
            }
        }
    }

    /// Asks which service, unless the server has just one.
    pub(super) fn connect(&mut self, from: &Selection, to: &Selection) -> Vec<Effect> {
        self.link_source = None;
        let (Selection::Host(from), Selection::Host(to)) = (from, to) else {
            return vec![Effect::Toast(tools::CONNECTION_NEEDS_HOSTS.into())];
        };
        let listened = self
            .scenario
            .host(to)
            .map(|host| host.listen.clone())
            .unwrap_or_default();
        let wish = |wish| Pick::Connect(from.clone(), to.clone(), wish);
        let mut options = Vec::new();
        for service in &listened {
            let name = service.well_known_name().unwrap_or_default();
            options.push((
                option(format!("{service} {name}").trim_end(), tools::LISTENS),
                wish(Wish::Service(*service)),
            ));
        }
        options.push((option(tools::PING, tools::PING_ABOUT), wish(Wish::Ping)));
        for ((transport, port), name) in USUAL.into_iter().zip(tools::COMMON_SERVICES) {
            let service = Service { transport, port };
            if !listened.contains(&service) {
                options.push((
                    option(format!("{service} {name}").as_str(), tools::WILL_LISTEN),
                    wish(Wish::Service(service)),
                ));
            }
        }
        self.prompt = Some(Prompt::new(
            tools::which_service(from, to),
            String::new(),
            options,
            Some((
                tools::ANOTHER_PORT.into(),
                tools::ANOTHER_PORT_EXAMPLE.into(),
            )),
        ));
        self.typed_for = Some((from.clone(), to.clone()));
        self.revisions.session += 1;
        Vec::new()
    }

    /// Adds the connection to the script, and plays.
    pub(super) fn open(&mut self, from: &str, to: &str, wish: Wish) -> Vec<Effect> {
        let mut next = self.scenario.clone();
        let id = connect::add(&mut next, from, to, wish);
        let name = tools::connected(from, to);
        let effects = self.make_new(&name, next, Selection::Flow(id));
        self.session.tool = Tool::Select;
        effects
    }
}

fn option(text: &str, about: &str) -> ChoiceOption {
    ChoiceOption {
        text: text.to_owned(),
        about: about.to_owned(),
        chosen: false,
    }
}
