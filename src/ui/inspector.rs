//! The Inspector: what is selected, in words.

use super::rules;
use super::sentence::{sentence, tag};
use super::store::{Editor, Store};
use crate::editor::action::Action;
use crate::editor::target::Target;
use crate::editor::view::Slice;
use crate::editor::view::inspector::{
    HeaderField, HostView, InspectorView, Offer, PacketView, PathStep, SummaryView,
};
use crate::editor::view::text::{Tag, Tone};
use leptos::prelude::*;

pub fn inspector(store: Store) -> AnyView {
    let view = store.view(
        &[Slice::Document, Slice::Moment, Slice::Session],
        Editor::inspector,
    );
    // The box in which a rule is typed must outlive each moment, so a gate's panel is
    // built anew only for another gate.
    let gate = Memo::new(move |_| match &*view.read() {
        InspectorView::Rules(rules) => {
            Some((rules.gate.clone(), rules.kind.clone(), rules.about.clone()))
        }
        _ => None,
    });
    let content = move || match gate.get() {
        Some(about) => rules::rules(store, view, about),
        None => (move || match view.get() {
            InspectorView::Nothing(view) => summary(store, view),
            InspectorView::Packet(view) => packet(store, view),
            InspectorView::Host(view) => host(store, view),
            InspectorView::Rules(_) => ().into_any(),
        })
        .into_any(),
    };
    view! {
        <aside class="inspector" aria-label="Inspector" tabindex="-1">
            {content}
        </aside>
    }
    .into_any()
}

fn summary(store: Store, view: SummaryView) -> AnyView {
    let notes = view
        .notes
        .into_iter()
        .map(|note| view! { <p class="soft">{note}</p> });
    let flows = view.flows.into_iter().map(|line| {
        view! {
            <li>
                <span class="mono">{line.flow}</span>
                <span class="soft">{line.between}</span>
                {tag(line.outcome)}
            </li>
        }
    });
    let _ = store;
    view! {
        <section class="section">
            <h2>"Scenario"</h2>
            <p class="subject">{view.title}</p>
            {notes.collect_view()}
        </section>
        <section class="section">
            <h3>"Connections"</h3>
            <ul class="list">{flows.collect_view()}</ul>
        </section>
        <section class="section">
            <p class="soft">"Select a packet, a host or a gate to see what it did and why."</p>
        </section>
    }
    .into_any()
}

fn packet(store: Store, view: PacketView) -> AnyView {
    let translation = view
        .translation
        .map(|words| view! { <p class="translation">{sentence(words)}</p> });
    let path = view
        .path
        .into_iter()
        .enumerate()
        .map(|(index, step)| step_of_path(store, index == 0, step));
    let offers = (!view.offers.is_empty()).then(|| {
        let offers = view.offers.into_iter().map(|each| offer(store, each));
        view! {
            <section class="section">
                <h3>"What would let it through"</h3>
                {offers.collect_view()}
            </section>
        }
    });
    view! {
        <section class="section">
            <h2>{view.heading}</h2>
            <p class="subject">{view.title} {tag(view.verdict)}</p>
            <p class="addresses mono">{view.addresses}</p>
            {translation}
            {fields(view.fields)}
        </section>
        <section class="section">
            <h3>"Decision path"</h3>
            <ol class="path">{path.collect_view()}</ol>
        </section>
        {offers}
    }
    .into_any()
}

pub fn fields(fields: Vec<HeaderField>) -> AnyView {
    let fields = fields.into_iter().map(|field| {
        view! {
            <div class:marked=field.marked>
                <dt>{field.name}</dt>
                <dd>{field.value}</dd>
            </div>
        }
    });
    view! { <dl class="fields">{fields.collect_view()}</dl> }.into_any()
}

fn step_of_path(store: Store, first: bool, step: PathStep) -> AnyView {
    let mark = match step.verdict.tone {
        Tone::Allow => "M2 6.5l2.7 2.7L10 3",
        Tone::State => "M9.5 6a3.5 3.5 0 1 1-1-2.5M9.5 1.5v2.5H7",
        Tone::Deny => "M3 3l6 6M9 3l-6 6",
        Tone::Neutral | Tone::Warn if first => "M2.5 6h7M6.5 3l3 3-3 3",
        Tone::Neutral | Tone::Warn => "M3.5 6h5",
    };
    let quiet = !first && step.verdict.tone == Tone::Neutral;
    let class = format!("path-mark {}", step.verdict.tone.class());
    let title = match step.target {
        Some(target) => {
            let select = move |_| store.dispatch(Action::Select(Some(target.clone())));
            view! { <button class="path-title" type="button" on:click=select>{sentence(step.title)}</button> }.into_any()
        }
        None => sentence(step.title),
    };
    view! {
        <li class:quiet=quiet>
            <span class=class aria-hidden="true"><svg viewBox="0 0 12 12"><path d=mark></path></svg></span>
            {title} " " {tag(step.verdict)} <p>{sentence(step.about)}</p>
        </li>
    }
    .into_any()
}

fn offer(store: Store, offer: Offer) -> AnyView {
    let Offer {
        title,
        about,
        gate,
        way,
        rule,
        button,
    } = offer;
    let text = rule.clone();
    let apply = move |_| {
        store.dispatch(Action::AddRule {
            gate: gate.clone(),
            way,
            text: text.clone(),
        });
    };
    view! {
        <div class="offer">
            <b>{title}</b>
            <code>{rule}</code>
            <p>{about}</p>
            <div class="choices">
                <button class="button filled" type="button" on:click=apply>
                    {button}
                </button>
            </div>
        </div>
    }
    .into_any()
}

fn host(store: Store, view: HostView) -> AnyView {
    let groups = view.groups.into_iter().map(|group| {
        let target = Target::Group(group.clone());
        let select = move |_| store.dispatch(Action::Select(Some(target.clone())));
        view! {
            <li>
                <button class="link-button mono" type="button" on:click=select>
                    {group}
                </button>
            </li>
        }
    });
    let groups = groups.collect_view();
    let listens = view
        .listens
        .into_iter()
        .map(|service| view! { <li>{tag(Tag { tone: Tone::Allow, text: service })}</li> })
        .collect_view();
    let connections = view
        .connections
        .into_iter()
        .map(|(state, words)| view! { <li>{tag(state)} <span class="mono">{words}</span></li> });
    let part = |name: &'static str, list: AnyView, any: bool| {
        any.then(|| {
            view! {
                <section class="section">
                    <h3>{name}</h3>
                    <ul class="list">{list}</ul>
                </section>
            }
        })
    };
    let connections = connections.collect_view();
    let remove = view.removable.then(|| {
        view! {
            <section class="section">
                <button class="button outlined" type="button" on:click=move |_| store.dispatch(Action::Delete)>
                    "Remove host"
                </button>
            </section>
        }
    });
    let (any_group, any_service, any_connection) = (
        !groups.is_empty(),
        !listens.is_empty(),
        !connections.is_empty(),
    );
    view! {
        <section class="section">
            <h2>"Host"</h2>
            <p class="subject">{view.name}</p>
            {fields(view.fields)}
        </section>
        {part("Listens on", listens.into_any(), any_service)}
        {part("Security groups", groups.into_any(), any_group)}
        {part("Connections", connections.into_any(), any_connection)}
        {remove}
    }
    .into_any()
}
