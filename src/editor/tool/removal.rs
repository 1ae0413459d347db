//! Taking what is selected out of the drawing. A group that is in use asks first.

use super::choice::{Choice, Pick};
use crate::editor::Editor;
use crate::editor::draw::remove;
use crate::editor::effect::Effect;
use crate::editor::target::Target;
use crate::editor::view::choice::ChoiceOption;
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
        if let [Target::Group(id)] = &*targets
            && let Some(about) = self.use_of_group(id)
        {
            let option = |text: &str, about: &str| ChoiceOption {
                text: text.into(),
                about: about.into(),
                chosen: false,
            };
            self.choice = Some(Choice::new(
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
    fn owner_of_default(&self, target: &Target) -> Option<String> {
        let mut vpcs = self.scenario.vpcs.iter();
        let vpc = vpcs.find(|vpc| match target {
            Target::Group(id) => *id == implied_group(&vpc.id),
            Target::Acl(id) => *id == implied_acl(&vpc.id),
            Target::Routes(id) => *id == implied_route_table(&vpc.id),
            _ => false,
        });
        vpc.map(|vpc| vpc.id.clone())
    }

    /// Makes the edit that took `targets` out.
    pub(super) fn make_without(&mut self, targets: &[Target], next: Scenario) -> Vec<Effect> {
        if next == self.scenario {
            return Vec::new();
        }
        let name = match targets {
            [Target::Gate(subnet)] => format!("Guard {subnet} with the default ACL"),
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
pub(in crate::editor) fn counted(targets: &[Target]) -> String {
    let kinds = |kind: fn(&Target) -> bool| targets.iter().all(kind);
    let word = if kinds(|target| matches!(target, Target::Host(_))) {
        "host"
    } else if kinds(|target| matches!(target, Target::Subnet(_))) {
        "subnet"
    } else {
        "thing"
    };
    words::counted(targets.len(), word)
}
