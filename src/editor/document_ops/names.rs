//! Names: free ones for what is new, and new ones for what has a name already.

use super::ids::every_id;
use crate::scenario::{
    Id, Scenario, check_id, implied_acl, implied_group, implied_route_table, is_of_flow,
};

/// `host-1`, or the first number after `stem` that makes a name nothing has.
pub(in crate::editor) fn free(scenario: &Scenario, stem: &str) -> Id {
    first_free(&taken(scenario), stem)
}

/// `name` itself, or with the first number behind it that makes it free: `sftp-2`.
pub(in crate::editor) fn free_like(scenario: &Scenario, name: &str) -> Id {
    let taken = taken(scenario);
    if !taken.iter().any(|other| other == name) {
        return name.to_owned();
    }
    let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let stem = if stem.len() < name.len() && stem.ends_with(['-', '_']) {
        stem.to_owned()
    } else {
        format!("{name}-")
    };
    (2..=u32::MAX)
        .map(|number| format!("{stem}{number}"))
        .find(|name| !taken.contains(name))
        .unwrap_or(stem)
}

fn first_free(taken: &[Id], stem: &str) -> Id {
    (1..=u32::MAX)
        .map(|number| format!("{stem}{number}"))
        .find(|name| !taken.contains(name))
        .unwrap_or_else(|| stem.to_owned())
}

/// Every name in the document, of things and to things.
fn taken(scenario: &Scenario) -> Vec<Id> {
    let mut names = Vec::new();
    let mut copy = scenario.clone();
    every_id(&mut copy, &mut |id| names.push(id.clone()));
    names
}

/// Gives a thing another name, wherever the document speaks of it: also in the names that
/// follow from it, as `prod.default` does from a VPC and `c1.2` from a flow.
///
/// # Errors
///
/// A sentence when the name is none, or when something has it.
pub(in crate::editor) fn rename(
    scenario: &mut Scenario,
    from: &str,
    to: &str,
) -> Result<(), String> {
    check_id(to).map_err(|problem| problem.to_string())?;
    if from == to {
        return Ok(());
    }
    if taken(scenario).iter().any(|name| name == to) {
        return Err(format!(
            "`{to}` is the name of something else; choose another"
        ));
    }
    let is_vpc = scenario.vpc(from).is_some();
    let follows = |id: &str| {
        if is_vpc {
            id == implied_group(from) || id == implied_acl(from) || id == implied_route_table(from)
        } else {
            is_of_flow(id, from)
        }
    };
    every_id(scenario, &mut |id| {
        if id == from || follows(id) {
            *id = format!("{to}{}", &id[from.len()..]);
        }
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::sftp;
    use super::*;

    #[test]
    fn a_new_name_is_written_wherever_the_old_one_was() {
        for (from, to) in [
            ("sftp", "server"),
            ("laptop", "notebook"),
            ("sg-sftp", "sg-files"),
            ("acl-public", "edge"),
            ("rtb-public", "routes"),
            ("igw", "door"),
            ("public-a", "dmz"),
            ("vpc", "prod"),
            ("c1", "upload"),
        ] {
            let mut renamed = sftp();
            rename(&mut renamed, from, to).expect("the name is free");
            let text = renamed.to_json_compact();
            assert!(!text.contains(&format!(":\"{from}\"")), "{from}: {text}");
            let read = Scenario::from_json(&text).map(|parsed| parsed.scenario);
            assert_eq!(read.as_ref().ok(), Some(&renamed), "{from}: {read:?}");
            rename(&mut renamed, to, from).expect("and it is free again");
            assert_eq!(renamed, sftp());
        }
    }

    #[test]
    fn a_name_that_is_none_or_taken_is_refused() {
        for to in ["", "1st", "all", "laptop", "sg-sftp", "c1"] {
            assert!(rename(&mut sftp(), "sftp", to).is_err(), "{to}");
        }
    }

    #[test]
    fn names_are_counted_on() {
        let scenario = sftp();
        for (given, expected) in [("sftp", "sftp-2"), ("new", "new"), ("c1", "c1-2")] {
            assert_eq!(free_like(&scenario, given), expected);
        }
        assert_eq!(free(&scenario, "host-"), "host-1");
        assert_eq!(free(&scenario, "c"), "c2");
    }
}
