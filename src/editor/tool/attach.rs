//! Security group and Network ACL tools: associate a group with a host, an ACL with a subnet.

use super::prompt::{Pick, Prompt};
use super::subnet_of;
use crate::editor::Editor;
use crate::editor::document_ops::attach;
use crate::editor::effect::Effect;
use crate::editor::selection::Selection;
use crate::editor::view::prompt::ChoiceOption;
use crate::words::tools;

impl Editor {
    /// Offers the groups of the host's VPC, and a new one.
    pub(super) fn offer_groups(&mut self, on: Option<&Selection>) -> Vec<Effect> {
        let Some(Selection::Host(id)) = on else {
            return vec![Effect::Toast(tools::GROUP_NEEDS_HOST.into())];
        };
        let host = self.scenario.host(id);
        let Some((host, vpc)) =
            host.and_then(|host| Some((host, self.scenario.vpc_of_host(host)?)))
        else {
            return vec![Effect::Toast(tools::no_groups_on_internet(id))];
        };
        let worn = self.scenario.groups_of_host(host);
        let default = crate::scenario::implied_group(&vpc.id);
        let mut options = vec![(
            ChoiceOption {
                text: tools::new_group(id),
                about: tools::NEW_GROUP_ABOUT.into(),
                chosen: false,
            },
            Pick::NewGroup(id.clone()),
        )];
        for group in self.scenario.every_security_group() {
            if group.vpc != vpc.id {
                continue;
            }
            let chosen = worn.contains(&group.id);
            // A host without any other group has the default group; it can't be detached.
            if chosen && group.id == default && host.groups.is_none() {
                continue;
            }
            let pick = if chosen {
                Pick::TakeOff(id.clone(), group.id.clone())
            } else {
                Pick::PutOn(id.clone(), group.id.clone())
            };
            options.push((
                ChoiceOption {
                    text: group.id.clone(),
                    about: tools::group_rules(group.inbound.len(), chosen),
                    chosen,
                },
                pick,
            ));
        }
        self.prompt = Some(Prompt::new(
            tools::groups_of(id),
            tools::groups_now(&worn),
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
                let name = tools::group_attached(&group, host);
                self.make_new(&name, next, Selection::Group(group))
            }
            Err(message) => vec![Effect::Toast(message)],
        }
    }

    /// Dragged from one host to another: adds the groups of the first to the second.
    pub(super) fn share_groups(&mut self, from: &Selection, to: &Selection) -> Vec<Effect> {
        let (Selection::Host(from), Selection::Host(to)) = (from, to) else {
            return vec![Effect::Toast(tools::GROUPS_BETWEEN_HOSTS.into())];
        };
        let groups = self
            .scenario
            .host(from)
            .and_then(|host| host.groups.clone())
            .unwrap_or_default();
        if groups.is_empty() {
            return vec![Effect::Toast(tools::no_group_to_share(from))];
        }
        let mut next = self.scenario.clone();
        for group in &groups {
            if let Err(message) = attach::put_on(&mut next, to, group) {
                return vec![Effect::Toast(message)];
            }
        }
        let name = tools::group_attached(&groups.join(", "), to);
        self.make_new(&name, next, Selection::Host(to.clone()))
    }

    /// Offers the ACLs of the subnet's VPC, and a new one.
    pub(super) fn offer_acls(&mut self, on: Option<&Selection>) -> Vec<Effect> {
        let subnet = on.and_then(|on| subnet_of(&self.scenario, on));
        let Some(subnet) = subnet.and_then(|id| self.scenario.subnet(&id)) else {
            return vec![Effect::Toast(tools::ACL_NEEDS_SUBNET.into())];
        };
        let id = subnet.id.clone();
        let guarding = self.scenario.acl_of_subnet(subnet);
        let mut options = vec![(
            ChoiceOption {
                text: tools::new_acl(&id),
                about: tools::NEW_ACL_ABOUT.into(),
                chosen: false,
            },
            Pick::NewAcl(id.clone()),
        )];
        for acl in self.scenario.every_network_acl() {
            if acl.vpc == subnet.vpc {
                let rules = tools::acl_rules(acl.inbound.len() + acl.outbound.len());
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
        self.prompt = Some(Prompt::new(
            tools::acl_of(&id),
            tools::acl_now(&guarding),
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
        let name = tools::acl_associated(&acl, subnet);
        self.make_new(&name, next, Selection::Gate(subnet.to_owned()))
    }

    /// Dragged from one subnet to another: associates the ACL of the first with the second.
    pub(super) fn share_acl(&mut self, from: &Selection, to: &Selection) -> Vec<Effect> {
        let (from, to) = (
            subnet_of(&self.scenario, from),
            subnet_of(&self.scenario, to),
        );
        let acl = from
            .and_then(|from| self.scenario.subnet(&from).cloned())
            .map(|subnet| self.scenario.acl_of_subnet(&subnet));
        let (Some(acl), Some(to)) = (acl, to) else {
            return vec![Effect::Toast(tools::ACL_BETWEEN_SUBNETS.into())];
        };
        let mut next = self.scenario.clone();
        attach::guard(&mut next, &to, Some(&acl));
        self.make_new(&tools::acl_associated(&acl, &to), next, Selection::Gate(to))
    }
}
