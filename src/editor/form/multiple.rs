//! What is said when several things are selected.

use crate::editor::selection::Selection;
use crate::editor::view::form::{FieldKind, FieldView, FormPart, FormView, ListView};
use crate::scenario::Scenario;
use crate::words;

/// Whether a thing is of a kind.
type Is = fn(&Selection) -> bool;

pub(super) fn form(scenario: &Scenario, selected: &[Selection]) -> FormView {
    let kinds: [(&str, Is); 6] = [
        ("host", |each| matches!(each, Selection::Host(_))),
        ("subnet", |each| matches!(each, Selection::Subnet(_))),
        ("VPC", |each| matches!(each, Selection::Vpc(_))),
        ("gateway", |each| matches!(each, Selection::Gateway(_))),
        ("network ACL", |each| matches!(each, Selection::Gate(_))),
        ("router", |each| matches!(each, Selection::Router(_))),
    ];
    let mut counts = Vec::new();
    for (word, is) in kinds {
        let count = selected.iter().filter(|each| is(each)).count();
        if count > 0 {
            counts.push(words::counted(count, word));
        }
    }
    let items = selected.iter().map(|target| {
        let (_, id) = target.name();
        let about = match target {
            Selection::Host(id) => scenario.host(id).and_then(|host| host.subnet.clone()),
            Selection::Subnet(id) => scenario.subnet(id).map(|subnet| subnet.cidr.to_string()),
            _ => None,
        };
        super::network::item(&id, about.unwrap_or_default(), target.clone())
    });
    let list = FieldView {
        label: "Selected".into(),
        kind: FieldKind::List(ListView {
            items: items.collect(),
            ..ListView::default()
        }),
        wide: true,
        ..FieldView::default()
    };
    FormView {
        kind: "Selection".into(),
        title: counts.join(", "),
        about: "Drag one to move them all; arrows nudge them.".into(),
        parts: vec![FormPart {
            fields: vec![list],
            ..FormPart::default()
        }],
        remove: "Delete".into(),
        ..FormView::default()
    }
}
