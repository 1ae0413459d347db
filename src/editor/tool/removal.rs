//! Deletes the selection. A security group that is in use asks first.

use super::prompt::{Pick, Prompt};
use crate::editor::Editor;
use crate::editor::document_ops::remove;
use crate::editor::effect::Effect;
use crate::editor::selection::Selection;
use crate::editor::view::prompt::ChoiceOption;
use crate::scenario::{Scenario, implied_acl, implied_group, implied_route_table};
use crate::words::tools;

impl Editor {
    /// Deletes the selection, with everything in it and every reference to it.
    #[inline(never)]
    pub(in crate::editor) fn delete(&mut self) -> Vec<Effect> {
        let targets = self.selected.to_vec();
        if let [only] = &*targets
            && let Some(vpc) = self.owner_of_default(only)
        {
            return vec![Effect::Toast(tools::default_stays(&only.name().1, &vpc))];
        }
        if let [Selection::Group(id)] = &*targets
            && let Some(about) = self.use_of_group(id)
        {
            let option = |text: &str, about: &str| ChoiceOption {
                text: text.into(),
                about: about.into(),
                chosen: false,
            };
            self.prompt = Some(Prompt::new(
                tools::delete_question(id),
                about,
                vec![
                    (
                        option(tools::DELETE_IT, tools::UNDO_RESTORES),
                        Pick::Remove(targets),
                    ),
                    (option(tools::KEEP_IT, ""), Pick::Nothing),
                ],
                None,
            ));
            self.revisions.session += 1;
            return Vec::new();
        }
        let mut next = self.scenario.clone();
        for target in &targets {
            remove::remove(&mut next, target);
        }
        self.make_without(&targets, next)
    }

    /// The VPC of which a thing is the default: its group, its ACL, its main route table.
    fn owner_of_default(&self, target: &Selection) -> Option<String> {
        let mut vpcs = self.scenario.vpcs.iter();
        let vpc = vpcs.find(|vpc| match target {
            Selection::Group(id) => *id == implied_group(&vpc.id),
            Selection::Acl(id) => *id == implied_acl(&vpc.id),
            Selection::Routes(id) => *id == implied_route_table(&vpc.id),
            _ => false,
        });
        vpc.map(|vpc| vpc.id.clone())
    }

    /// Makes the edit that took `targets` out.
    pub(super) fn make_without(&mut self, targets: &[Selection], next: Scenario) -> Vec<Effect> {
        if next == self.scenario {
            return Vec::new();
        }
        let name = match targets {
            [Selection::Gate(subnet)] => tools::default_acl_associated(subnet),
            [only] => tools::deleted(&only.name().1),
            several => tools::deleted(&counted(several)),
        };
        match self.apply(&name, next) {
            Ok(effects) => {
                self.set_selection(Vec::new());
                effects
            }
            Err(message) => vec![Effect::Toast(message)],
        }
    }

    /// What deleting a group changes for the hosts and rules that use it.
    fn use_of_group(&self, id: &str) -> Option<String> {
        let (wearers, naming) = remove::users_of_group(&self.scenario, id);
        tools::use_of_group(&wearers, &naming)
    }
}

/// "3 hosts", or "3 items" when they are of several kinds.
pub(in crate::editor) fn counted(targets: &[Selection]) -> String {
    let kinds = |kind: fn(&Selection) -> bool| targets.iter().all(kind);
    let kind = if kinds(|target| matches!(target, Selection::Host(_))) {
        tools::Kind::Host
    } else if kinds(|target| matches!(target, Selection::Subnet(_))) {
        tools::Kind::Subnet
    } else {
        tools::Kind::Mixed
    };
    tools::several(targets.len(), kind)
}
