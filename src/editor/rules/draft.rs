//! A rule that is being changed field by field, before it is saved.
//!
//! Its fields are pieces of the rule's line; saving puts them together and gives the line
//! to the grammar, so a rule made of fields is the rule that would have been typed.

use crate::editor::Editor;
use crate::editor::view::rules::DraftView;
use crate::net::places;
use crate::policy::Direction;
use crate::scenario::{print_acl_entry, print_group_rule};

/// Kinds of traffic by name: the first that fits is shown.
pub(in crate::editor) const TYPES: [(&str, &str, &str); 13] = [
    ("All traffic", "all", ""),
    ("SSH", "tcp", "22"),
    ("HTTP", "tcp", "80"),
    ("HTTPS", "tcp", "443"),
    ("PostgreSQL", "tcp", "5432"),
    ("MySQL", "tcp", "3306"),
    ("RDP", "tcp", "3389"),
    ("DNS (UDP)", "udp", "53"),
    ("DNS (TCP)", "tcp", "53"),
    ("ICMP echo request", "icmp", "8"),
    ("ICMP echo reply", "icmp", "0"),
    ("All TCP", "tcp", ""),
    ("All UDP", "udp", ""),
];

/// A row in the making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::editor) struct Draft {
    pub(in crate::editor) index: usize,
    pub(in crate::editor) direction: Direction,
    /// The line of the rule as it was when the row was opened.
    pub(super) original: String,
    /// Number and action; none in a group.
    number: Option<(String, String)>,
    protocol: String,
    ports: String,
    peer: String,
    note: String,
    pub(in crate::editor) complaint: String,
}

impl Draft {
    /// The fields of a rule's line.
    fn of(line: &str, direction: Direction, index: usize, numbered: bool) -> Self {
        let (rule, note) = line.split_once('#').unwrap_or((line, ""));
        let mut words = rule.split_whitespace();
        let mut word = || words.next().unwrap_or_default().to_owned();
        let number = numbered.then(|| (word(), word()));
        let protocol = word();
        let mut ports = word();
        if ports == preposition(direction) {
            ports.clear();
        } else {
            // The preposition.
            word();
        }
        Self {
            index,
            direction,
            original: line.to_owned(),
            number,
            protocol,
            ports,
            peer: word(),
            note: note.trim().to_owned(),
            complaint: String::new(),
        }
    }

    pub(super) fn set(&mut self, field: &str, text: &str, block: &str) {
        let text = text.trim();
        match field {
            "number" => {
                if let Some((number, _)) = &mut self.number {
                    text.clone_into(number);
                }
            }
            "action" => {
                if let Some((_, action)) = &mut self.number {
                    text.clone_into(action);
                }
            }
            "type" => {
                let mut types = TYPES.iter();
                if let Some((_, protocol, ports)) = types.find(|(name, ..)| *name == text) {
                    (*protocol).clone_into(&mut self.protocol);
                    (*ports).clone_into(&mut self.ports);
                } else if let Some(protocol) = text.strip_prefix("Custom ") {
                    self.protocol = protocol.to_ascii_lowercase();
                    self.ports.clear();
                }
            }
            "protocol" => text.clone_into(&mut self.protocol),
            "ports" => self.ports = text.replace('–', "-"),
            "peer" if text == "vpc" => block.clone_into(&mut self.peer),
            "peer" => text.clone_into(&mut self.peer),
            // A note is all that follows a `#`, on one line.
            _ => self.note = text.replace(['\n', '\r'], " "),
        }
        self.complaint.clear();
    }

    /// The rule as it would be typed.
    pub(super) fn line(&self) -> String {
        let mut line = String::new();
        if let Some((number, action)) = &self.number {
            line = format!("{number} {action} ");
        }
        line.push_str(&self.protocol);
        let ports = if self.protocol == "all" || self.ports == "any" {
            ""
        } else {
            &self.ports
        };
        for word in [ports, preposition(self.direction), &self.peer] {
            if !word.is_empty() {
                line.push(' ');
                line.push_str(word);
            }
        }
        if !self.note.is_empty() {
            line.push_str(" # ");
            line.push_str(&self.note);
        }
        line
    }

    /// What is shown of it.
    pub(in crate::editor) fn view(&self, rows: usize) -> DraftView {
        let known = TYPES.iter().find(|(_, protocol, ports)| {
            *protocol == self.protocol && (*protocol == "all" || *ports == self.ports)
        });
        let custom = format!("Custom {}", self.protocol.to_ascii_uppercase());
        DraftView {
            index: self.index,
            number: self.number.as_ref().map(|(number, _)| number.clone()),
            deny: self
                .number
                .as_ref()
                .is_some_and(|(_, action)| action == "deny"),
            kind: known.map_or(custom, |(name, ..)| (*name).to_owned()),
            protocol: self.protocol.clone(),
            ports: self.ports.clone(),
            has_ports: self.protocol != "all",
            peer: self.peer.clone(),
            peers: Vec::new(),
            note: self.note.clone(),
            complaint: self.complaint.clone(),
            neighbours: [self.index > 0, self.index + 1 < rows],
        }
    }
}

impl Editor {
    /// A row of the table, to be changed.
    pub(super) fn draft(&self, gate: &str, direction: Direction, index: usize) -> Option<Draft> {
        let numbered = self.scenario.network_acl(gate).is_some();
        let line = self.line_at(gate, direction, index)?;
        Some(Draft::of(&line, direction, index, numbered))
    }

    /// Where the rule stands now that a row was opened for: rules may have come and gone.
    pub(super) fn place_of(&self, gate: &str, draft: &Draft) -> Option<usize> {
        let is_it = |index: &usize| {
            self.line_at(gate, draft.direction, *index).as_ref() == Some(&draft.original)
        };
        let rows = (0..).take_while(|index| self.line_at(gate, draft.direction, *index).is_some());
        Some(draft.index)
            .filter(is_it)
            .or_else(|| rows.into_iter().find(is_it))
    }

    /// The rule of a row, as a line.
    fn line_at(&self, gate: &str, direction: Direction, index: usize) -> Option<String> {
        if let Some(acl) = self.scenario.network_acl(gate) {
            let entries = match direction {
                Direction::Inbound => &acl.inbound,
                Direction::Outbound => &acl.outbound,
            };
            let order = places(entries.len(), &|one, other| {
                entries[one].number.cmp(&entries[other].number)
            });
            let entry = entries.get(*order.get(index)?)?;
            return Some(print_acl_entry(entry, direction));
        }
        let group = self.scenario.security_group(gate)?;
        let outbound = self.scenario.outbound_rules(&group);
        let rule = match direction {
            Direction::Inbound => group.inbound.get(index)?,
            Direction::Outbound => outbound.get(index)?,
        };
        Some(print_group_rule(rule, direction))
    }
}

const fn preposition(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "from",
        Direction::Outbound => "to",
    }
}
