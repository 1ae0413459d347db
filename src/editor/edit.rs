//! An edit: what left each part of the document, and what came in its place.
//!
//! Nobody writes one by hand. An edit is the difference between the document before
//! and after, so whatever changes a document can be taken back exactly, and a change
//! of one rule keeps one rule, not a second document.

use crate::scenario::{
    Expectation, Gateway, Host, NetworkAcl, PrefixList, RouteTable, Scenario, ScriptEntry,
    SecurityGroup, Settings, Subnet, Unknown, Vpc,
};

/// One change of the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edit {
    title: Option<String>,
    notes: Option<String>,
    seed: Option<u64>,
    settings: Option<Box<Settings>>,
    vpcs: Splice<Vpc>,
    subnets: Splice<Subnet>,
    gateways: Splice<Gateway>,
    route_tables: Splice<RouteTable>,
    hosts: Splice<Host>,
    security_groups: Splice<SecurityGroup>,
    network_acls: Splice<NetworkAcl>,
    prefix_lists: Splice<PrefixList>,
    script: Splice<ScriptEntry>,
    expect: Splice<Expectation>,
    unknown: Option<Unknown>,
}

/// A stretch of a list that is replaced.
#[derive(Clone, Debug, PartialEq)]
struct Splice<T> {
    at: usize,
    removed: usize,
    inserted: Vec<T>,
}

impl<T> Default for Splice<T> {
    fn default() -> Self {
        Self {
            at: 0,
            removed: 0,
            inserted: Vec::new(),
        }
    }
}

impl Edit {
    /// The edit that makes `before` into `after`.
    #[must_use]
    #[inline(never)]
    pub fn between(before: &Scenario, after: &Scenario) -> Self {
        fn changed<T: Clone + PartialEq>(before: &T, after: &T) -> Option<T> {
            (before != after).then(|| after.clone())
        }
        Self {
            title: changed(&before.title, &after.title),
            notes: changed(&before.notes, &after.notes),
            seed: changed(&before.seed, &after.seed),
            settings: changed(&before.settings, &after.settings).map(Box::new),
            vpcs: Splice::between(&before.vpcs, &after.vpcs),
            subnets: Splice::between(&before.subnets, &after.subnets),
            gateways: Splice::between(&before.gateways, &after.gateways),
            route_tables: Splice::between(&before.route_tables, &after.route_tables),
            hosts: Splice::between(&before.hosts, &after.hosts),
            security_groups: Splice::between(&before.security_groups, &after.security_groups),
            network_acls: Splice::between(&before.network_acls, &after.network_acls),
            prefix_lists: Splice::between(&before.prefix_lists, &after.prefix_lists),
            script: Splice::between(&before.script, &after.script),
            expect: Splice::between(&before.expect, &after.expect),
            unknown: changed(&before.unknown, &after.unknown),
        }
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Makes the edit, and gives the one that takes it back.
    #[must_use = "it is what takes the edit back"]
    #[inline(never)]
    pub fn apply(self, scenario: &mut Scenario) -> Self {
        Self {
            title: self
                .title
                .map(|title| std::mem::replace(&mut scenario.title, title)),
            notes: self
                .notes
                .map(|notes| std::mem::replace(&mut scenario.notes, notes)),
            seed: self
                .seed
                .map(|seed| std::mem::replace(&mut scenario.seed, seed)),
            settings: self.settings.map(|mut settings| {
                std::mem::swap(&mut *settings, &mut scenario.settings);
                settings
            }),
            vpcs: self.vpcs.apply(&mut scenario.vpcs),
            subnets: self.subnets.apply(&mut scenario.subnets),
            gateways: self.gateways.apply(&mut scenario.gateways),
            route_tables: self.route_tables.apply(&mut scenario.route_tables),
            hosts: self.hosts.apply(&mut scenario.hosts),
            security_groups: self.security_groups.apply(&mut scenario.security_groups),
            network_acls: self.network_acls.apply(&mut scenario.network_acls),
            prefix_lists: self.prefix_lists.apply(&mut scenario.prefix_lists),
            script: self.script.apply(&mut scenario.script),
            expect: self.expect.apply(&mut scenario.expect),
            unknown: self
                .unknown
                .map(|unknown| std::mem::replace(&mut scenario.unknown, unknown)),
        }
    }
}

impl<T: Clone + PartialEq> Splice<T> {
    fn between(before: &[T], after: &[T]) -> Self {
        let common = before.len().min(after.len());
        let start = (0..common)
            .find(|&at| before[at] != after[at])
            .unwrap_or(common);
        if start == before.len() && start == after.len() {
            return Self::default();
        }
        let end = (0..common - start)
            .find(|&back| before[before.len() - 1 - back] != after[after.len() - 1 - back])
            .unwrap_or(common - start);
        Self {
            at: start,
            removed: before.len() - end - start,
            inserted: after[start..after.len() - end].to_vec(),
        }
    }

    fn apply(self, list: &mut Vec<T>) -> Self {
        // A history is applied to the document it was made for; what does not fit is cut.
        let at = self.at.min(list.len());
        let end = (at + self.removed).min(list.len());
        let arrived = self.inserted.len();
        let removed: Vec<T> = list.splice(at..end, self.inserted).collect();
        Self {
            at,
            removed: arrived,
            inserted: removed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::SimTime;

    fn hosts(names: &str) -> Scenario {
        let host = |id: char| Host {
            id: id.to_string(),
            ..Host::default()
        };
        Scenario {
            hosts: names.chars().map(host).collect(),
            ..Scenario::default()
        }
    }

    #[test]
    fn an_edit_leads_there_and_back() {
        for (before, after) in [
            ("", "a"),
            ("a", ""),
            ("abc", "abc"),
            ("abc", "axc"),
            ("aab", "aaab"),
            ("abab", "ab"),
            ("abc", "cba"),
            ("abc", "xyzabc"),
        ] {
            let (before, after) = (hosts(before), hosts(after));
            let mut document = before.clone();
            let back = Edit::between(&before, &after).apply(&mut document);
            assert_eq!(document, after);
            let again = back.apply(&mut document);
            assert_eq!(document, before);
            let _ = again.apply(&mut document);
            assert_eq!(document, after);
        }
    }

    #[test]
    fn an_edit_keeps_only_what_changed() {
        let edit = Edit::between(&hosts("abcdef"), &hosts("abcxdef"));
        assert_eq!((edit.hosts.removed, edit.hosts.inserted.len()), (0, 1));
        assert!(Edit::between(&hosts("ab"), &hosts("ab")).is_empty());
        let mut late = hosts("ab");
        late.settings.latency = SimTime::from_millis(3);
        assert!(!Edit::between(&hosts("ab"), &late).is_empty());
    }
}
