//! The tools that put a filter where it decides: groups around hosts, ACLs at subnets.

use super::prompt::{Pick, Prompt};
use super::subnet_of;
use crate::editor::Editor;
use crate::editor::document_ops::attach;
use crate::editor::effect::Effect;
use crate::editor::selection::Selection;
use crate::editor::view::prompt::ChoiceOption;
use crate::words;

impl Editor {
    /// Offers the groups of the host's VPC, and a new one.
    pub(super) fn offer_groups(&mut self, on: Option<&Selection>) -> Vec<Effect> {
        let Some(Selection::Host(id)) = on else {
            let message = "A security group surrounds a host: press on one";
            return vec![Effect::Toast(message.into())];
        };
        let host = self.scenario.host(id);
        let Some((host, vpc)) =
            host.and_then(|host| Some((host, self.scenario.vpc_of_host(host)?)))
        else {
            let message = format!(
                "{id} is on the internet, where there are no security groups; move it into a subnet first"
            );
            return vec![Effect::Toast(message)];
        };
        let worn = self.scenario.groups_of_host(host);
        let default = crate::scenario::implied_group(&vpc.id);
        let mut options = vec![(
            ChoiceOption {
                text: format!("New group sg-{id}"),
                about: "no inbound rule, everything outbound".into(),
                chosen: false,
            },
            Pick::NewGroup(id.clone()),
        )];
        for group in self.scenario.every_security_group() {
            if group.vpc != vpc.id {
                continue;
            }
            let chosen = worn.contains(&group.id);
            // The default group is what is left when all others are taken off.
            if chosen && group.id == default && host.groups.is_none() {
                continue;
            }
            let rules = words::counted(group.inbound.len(), "inbound rule");
            let pick = if chosen {
                Pick::TakeOff(id.clone(), group.id.clone())
            } else {
                Pick::PutOn(id.clone(), group.id.clone())
            };
            options.push((
                ChoiceOption {
                    text: group.id.clone(),
                    about: if chosen {
                        format!("{rules}; take it off")
                    } else {
                        rules
                    },
                    chosen,
                },
                pick,
            ));
        }
        self.choice = Some(Prompt::new(
            format!("Security groups of {id}"),
            format!("It has {} now.", worn.join(", ")),
            options,
            None,
        ));
        self.revisions.session += 1;
        Vec::new()
    }

    pub(super) fn put_on_new_group(&mut self, host: &str) -> Vec<Effect> {
        let mut next = self.scenario.clone();
        match attach::put_on_new(&mut next, host) {
            Ok(group) => {
                let name = format!("Put {group} on {host}");
                self.make_new(&name, next, Selection::Group(group))
            }
            Err(message) => vec![Effect::Toast(message)],
        }
    }

    /// Dragged from one host to another: the second gets the groups of the first too.
    pub(super) fn share_groups(&mut self, from: &Selection, to: &Selection) -> Vec<Effect> {
        let (Selection::Host(from), Selection::Host(to)) = (from, to) else {
            let message = "A security group surrounds a host: drag from one host to another";
            return vec![Effect::Toast(message.into())];
        };
        let groups = self
            .scenario
            .host(from)
            .and_then(|host| host.groups.clone())
            .unwrap_or_default();
        if groups.is_empty() {
            let message = format!("{from} has no security group of its own to share");
            return vec![Effect::Toast(message)];
        }
        let mut next = self.scenario.clone();
        for group in &groups {
            if let Err(message) = attach::put_on(&mut next, to, group) {
                return vec![Effect::Toast(message)];
            }
        }
        let name = format!("Put {} on {to}", groups.join(", "));
        self.make_new(&name, next, Selection::Host(to.clone()))
    }

    /// Offers the ACLs of the subnet's VPC, and a new one.
    pub(super) fn offer_acls(&mut self, on: Option<&Selection>) -> Vec<Effect> {
        let subnet = on.and_then(|on| subnet_of(&self.scenario, on));
        let Some(subnet) = subnet.and_then(|id| self.scenario.subnet(&id)) else {
            let message = "A network ACL guards a subnet: press on one";
            return vec![Effect::Toast(message.into())];
        };
        let id = subnet.id.clone();
        let guarding = self.scenario.acl_of_subnet(subnet);
        let mut options = vec![(
            ChoiceOption {
                text: format!("New ACL acl-{id}"),
                about: "denies everything until it has rules".into(),
                chosen: false,
            },
            Pick::NewAcl(id.clone()),
        )];
        for acl in self.scenario.every_network_acl() {
            if acl.vpc == subnet.vpc {
                let rules = words::counted(acl.inbound.len() + acl.outbound.len(), "rule");
                options.push((
                    ChoiceOption {
                        text: acl.id.clone(),
                        about: rules,
                        chosen: acl.id == guarding,
                    },
                    Pick::Guard(id.clone(), acl.id.clone()),
                ));
            }
        }
        self.choice = Some(Prompt::new(
            format!("Network ACL of {id}"),
            format!("{guarding} guards it now."),
            options,
            None,
        ));
        self.revisions.session += 1;
        Vec::new()
    }

    pub(super) fn guard_with_new_acl(&mut self, subnet: &str) -> Vec<Effect> {
        let mut next = self.scenario.clone();
        let Some(vpc) = self
            .scenario
            .subnet(subnet)
            .map(|subnet| subnet.vpc.clone())
        else {
            return Vec::new();
        };
        let acl = attach::new_acl(&mut next, &vpc, &format!("acl-{subnet}"));
        attach::guard(&mut next, subnet, Some(&acl));
        let name = format!("Guard {subnet} with {acl}");
        self.make_new(&name, next, Selection::Gate(subnet.to_owned()))
    }

    /// Dragged from one subnet to another: the same ACL guards both.
    pub(super) fn share_acl(&mut self, from: &Selection, to: &Selection) -> Vec<Effect> {
        let (from, to) = (
            subnet_of(&self.scenario, from),
            subnet_of(&self.scenario, to),
        );
        let acl = from
            .and_then(|from| self.scenario.subnet(&from).cloned())
            .map(|subnet| self.scenario.acl_of_subnet(&subnet));
        let (Some(acl), Some(to)) = (acl, to) else {
            let message = "A network ACL guards a subnet: drag from one subnet to another";
            return vec![Effect::Toast(message.into())];
        };
        let mut next = self.scenario.clone();
        attach::guard(&mut next, &to, Some(&acl));
        self.make_new(&format!("Guard {to} with {acl}"), next, Selection::Gate(to))
    }
}
