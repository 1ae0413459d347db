//! Taking what is selected out of the drawing. A group that is in use asks first.

use super::prompt::{Pick, Prompt};
use crate::editor::Editor;
use crate::editor::document_ops::remove;
use crate::editor::effect::Effect;
use crate::editor::selection::Selection;
use crate::editor::view::prompt::ChoiceOption;
use crate::scenario::{Scenario, implied_acl, implied_group, implied_route_table};
use crate::words;

impl Editor {
    /// Takes what is selected out, with what stands in it and what speaks of it.
    #[inline(never)]
    pub(in crate::editor) fn delete(&mut self) -> Vec<Effect> {
        let targets = self.selected.to_vec();
        if let [only] = &*targets
            && let Some(vpc) = self.owner_of_default(only)
        {
            let message = format!(
                "{} is what {vpc} has by itself and cannot be deleted; change its rules instead",
                only.name().1
            );
            return vec![Effect::Toast(message)];
        }
        if let [Selection::Group(id)] = &*targets
            && let Some(about) = self.use_of_group(id)
        {
            let option = |text: &str, about: &str| ChoiceOption {
                text: text.into(),
                about: about.into(),
                chosen: false,
            };
            self.choice = Some(Prompt::new(
                format!("Delete {id}?"),
                about,
                vec![
                    (
                        option("Delete it", "Undo brings it back"),
                        Pick::Remove(targets),
                    ),
                    (option("Keep it", ""), Pick::Nothing),
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
            [Selection::Gate(subnet)] => format!("Guard {subnet} with the default ACL"),
            [only] => format!("Remove {}", only.name().1),
            several => format!("Remove {}", counted(several)),
        };
        match self.make(&name, next) {
            Ok(effects) => {
                self.set_selection(Vec::new());
                effects
            }
            Err(message) => vec![Effect::Toast(message)],
        }
    }

    /// Who would miss a group, and what would become of them.
    fn use_of_group(&self, id: &str) -> Option<String> {
        let (wearers, naming) = remove::users_of_group(&self.scenario, id);
        let mut sentences = Vec::new();
        if !wearers.is_empty() {
            sentences.push(format!(
                "It is worn by {}. Whoever wears no other group gets the VPC's default group.",
                wearers.join(", ")
            ));
        }
        if !naming.is_empty() {
            sentences.push(format!(
                "Rules of {} name it, and go with it.",
                naming.join(", ")
            ));
        }
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }
}

/// "3 hosts", or "3 things" when they are of several kinds.
pub(in crate::editor) fn counted(targets: &[Selection]) -> String {
    let kinds = |kind: fn(&Selection) -> bool| targets.iter().all(kind);
    let word = if kinds(|target| matches!(target, Selection::Host(_))) {
        "host"
    } else if kinds(|target| matches!(target, Selection::Subnet(_))) {
        "subnet"
    } else {
        "thing"
    };
    words::counted(targets.len(), word)
}
