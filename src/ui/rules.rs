//! The rules of a gate: its two lists, and a box to type another rule.

use super::icon::{self, icon};
use super::store::{Editor, Store};
use crate::editor::action::Action;
use crate::editor::target::Way;
use crate::editor::view::Slice;
use crate::editor::view::inspector::{InspectorView, RuleList, RuleRow};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub fn rules(
    store: Store,
    view: Memo<InspectorView>,
    (gate, kind, about): (String, String, String),
) -> AnyView {
    let lists = [Way::Inbound, Way::Outbound].map(|way| {
        let list = Memo::new(move |_| match &*view.read() {
            InspectorView::Rules(rules) => rules.lists.iter().find(|list| list.way == way).cloned(),
            _ => None,
        });
        list_of_rules(store, gate.clone(), way, list)
    });
    view! {
        <section class="section">
            <h2>{kind}</h2>
            <p class="subject">{gate}</p>
            <p class="translation">{about}</p>
        </section>
        {lists.into_iter().collect_view()}
    }
    .into_any()
}

fn list_of_rules(store: Store, gate: String, way: Way, list: Memo<Option<RuleList>>) -> AnyView {
    let name = match way {
        Way::Inbound => "Inbound",
        Way::Outbound => "Outbound",
    };
    let table = {
        let gate = gate.clone();
        move || {
            list.get().map(|list| {
                let rows = list.rows.into_iter().enumerate().map(|(index, rule)| {
                    let gate = gate.clone();
                    let remove = move |_| store.dispatch(Action::RemoveRule { gate: gate.clone(), way, index });
                    let label = format!("Remove {} {}", way.name(), rule.rule);
                    let button = view! {
                        <button class="button square" type="button" aria-label=label title="Remove" on:click=remove>
                            {icon(icon::CLOSE)}
                        </button>
                    };
                    row(rule, false, button.into_any())
                });
                let rows = rows.collect_view();
                let closing = row(list.closing, true, ().into_any());
                view! { <tbody>{rows} {closing}</tbody> }
            })
        }
    };
    view! {
        <section class="section">
            <table class="rules">
                <caption>{name}</caption>
                {table}
            </table>
            {entry(store, gate, way, list)}
        </section>
    }
    .into_any()
}

fn row(rule: RuleRow, closing: bool, button: AnyView) -> AnyView {
    let about = (!rule.about.is_empty()).then(|| view! { <span class="about">{rule.about}</span> });
    let decided = rule
        .decided
        .then(|| view! { <span class="unseen">"this rule decided"</span> });
    view! {
        <tr class:decided=rule.decided class:closing=closing>
            <td>{rule.rule} {about} {decided}</td>
            <td>{button}</td>
        </tr>
    }
    .into_any()
}

/// The box for a new rule. Its text lives in the box; the editor is told of it, and
/// answers with what is wrong.
fn entry(store: Store, gate: String, way: Way, list: Memo<Option<RuleList>>) -> AnyView {
    let input = NodeRef::<leptos::html::Input>::new();
    let complaint = Memo::new(move |_| {
        store.revision(Slice::Session).track();
        store
            .read(Editor::complaint)
            .filter(|complaint| complaint.way == way)
    });
    let typed = move || {
        input
            .get_untracked()
            .map(|input| input.value())
            .unwrap_or_default()
    };
    let type_rule = {
        let gate = gate.clone();
        move |_| {
            store.dispatch(Action::TypeRule {
                gate: gate.clone(),
                way,
                text: typed(),
            });
        }
    };
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        store.dispatch(Action::AddRule {
            gate: gate.clone(),
            way,
            text: typed(),
        });
        if complaint.get_untracked().is_none()
            && let Some(input) = input.get_untracked()
        {
            input.set_value("");
        }
    };
    let name = format!("New {} rule", way.name());
    let id = format!("complaint-{}", way.name());
    let described_by = id.clone();
    let example = move || list.get().map(|list| list.example);
    let below = move || match complaint.get() {
        Some(complaint) => {
            let pointer = format!("{}↑", " ".repeat(complaint.at));
            view! { <div class="complaint"><pre aria-hidden="true">{pointer}</pre>{complaint.message}</div> }.into_any()
        }
        None => view! { <p class="hint">"For example " <code>{example}</code></p> }.into_any(),
    };
    view! {
        <form class="rule-entry" on:submit=add>
            <input
                class="field"
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-label=name
                aria-describedby=described_by
                aria-invalid=move || complaint.get().is_some().to_string()
                placeholder="Type a rule"
                node_ref=input
                on:input=type_rule
            />
            <button class="button outlined" type="submit">
                "Add"
            </button>
            <div class="below" id=id>{below}</div>
        </form>
    }
    .into_any()
}
