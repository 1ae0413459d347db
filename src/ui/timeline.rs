//! The timeline: transport, clock, track, pace.

use super::icon::{self, icon};
use super::store::{Editor, Store};
use crate::browser::location;
use crate::editor::action::{Action, Step};
use crate::editor::view::Slice;
use crate::editor::view::timeline::SPEEDS;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The track's slider counts from 0 to this.
const TRACK: f64 = 10_000.0;

pub fn timeline(store: Store) -> AnyView {
    let playhead = store.view(&[Slice::Document, Slice::Place], Editor::playhead);
    let moment = store.view(&[Slice::Document, Slice::Moment], Editor::moment);
    let sentence_class = move || format!("sentence {}", moment.get().tone.class());
    let start = if store.embedded {
        play(store).into_any()
    } else {
        transport(store)
    };
    let end = if store.embedded {
        way_out(store)
    } else {
        pace(store)
    };
    view! {
        <section class="timeline" aria-label="Timeline">
            {start}
            <span class="clock mono" aria-hidden="true">
                {move || playhead.get().clock}
                <b>{move || playhead.get().clock_fraction}</b>
            </span>
            {track(store)}
            <p class=sentence_class>{move || moment.get().sentence}</p>
            {end}
        </section>
    }
    .into_any()
}

fn transport(store: Store) -> AnyView {
    let button = move |name: &'static str, key: &'static str, path: &'static str, step: Step| {
        view! {
            <button class="button square" type="button" aria-label=name title=format!("{name} ({key})") on:click=move |_| store.dispatch(Action::Move(step))>
                {icon(path)}
            </button>
        }
    };
    view! {
        <div class="transport">
            {button("Restart", "Home", icon::RESTART, Step::Start)}
            {button("Step back", "left arrow", icon::BACK, Step::Back)} {play(store)}
            {button("Step forward", "right arrow", icon::FORWARD, Step::Forward)}
        </div>
    }
    .into_any()
}

/// One button that changes its name.
fn play(store: Store) -> AnyView {
    let transport = store.view(&[Slice::Session], Editor::transport);
    let name = move || {
        if transport.get().playing {
            "Pause"
        } else {
            "Play"
        }
    };
    view! {
        <button class="play" type="button" aria-label=name title=move || format!("{} (space)", name()) on:click=move |_| store.dispatch(Action::TogglePlaying)>
            <svg viewBox="0 0 18 18" aria-hidden="true">
                <path d=move || if transport.get().playing { icon::PAUSE } else { icon::PLAY }></path>
            </svg>
        </button>
    }
    .into_any()
}

fn track(store: Store) -> AnyView {
    let marks = store.view(&[Slice::Document], Editor::track);
    let playhead = store.view(&[Slice::Document, Slice::Place], Editor::playhead);
    let moment = store.view(&[Slice::Document, Slice::Moment], Editor::moment);
    let percent = move || format!("{:.3}%", playhead.get().at * 100.0);
    let ticks = move || {
        let ticks = marks.get().ticks.into_iter().map(|tick| {
            let style = format!("left:{:.3}%", tick.at * 100.0);
            view! { <i class=format!("tick {}", tick.tone.class()) style=style></i> }
        });
        ticks.collect_view()
    };
    let silences = move || {
        let silences = marks.get().silences.into_iter().map(|silence| {
            let style = format!("left:{:.3}%", silence.at * 100.0);
            view! { <span class="silence" style=style>{silence.text}</span> }
        });
        silences.collect_view()
    };
    let seek = move |event| {
        if let Ok(value) = event_target_value(&event).parse::<f64>() {
            store.dispatch(Action::Seek(value / TRACK));
        }
    };
    view! {
        <div class="track">
            <div class="rail">
                <div class="rail-done" style:width=percent></div>
            </div>
            <div class="ticks" aria-hidden="true">
                {ticks} {silences} <div class="ahead" style:left=percent></div>
            </div>
            <input
                class="playhead"
                type="range"
                min="0"
                max=TRACK
                step="1"
                aria-label="Playhead"
                aria-valuetext=move || moment.get().spoken
                prop:value=move || (playhead.get().at * TRACK).round()
                on:input=seek
                on:keydown=|event| keep_arrows_from_the_slider(&event)
            />
            <div class="ticks">
                <span class="knob" style:left=percent></span>
            </div>
        </div>
    }
    .into_any()
}

/// The slider's own arrows would move by pixels; the page's move by events.
fn keep_arrows_from_the_slider(event: &KeyboardEvent) {
    if matches!(
        event.key().as_str(),
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End"
    ) {
        event.prevent_default();
    }
}

fn pace(store: Store) -> AnyView {
    let transport = store.view(&[Slice::Session], Editor::transport);
    let options = SPEEDS.iter().enumerate().map(|(index, (_, text))| {
        view! {
            <option value=index.to_string() selected=move || transport.get().speed == index>
                {*text}
            </option>
        }
    });
    let choose = move |event| {
        if let Ok(index) = event_target_value(&event).parse() {
            store.dispatch(Action::SetSpeed(index));
        }
    };
    view! {
        <div class="pace">
            <select class="speed" aria-label="Speed" title="Speed" on:change=choose>
                {options.collect_view()}
            </select>
            <button
                class="button switch"
                type="button"
                role="switch"
                aria-label="Skip idle"
                aria-checked=move || transport.get().skip_idle.to_string()
                on:click=move |_| store.dispatch(Action::SetSkipIdle(!transport.get_untracked().skip_idle))
            >
                <span>"Skip idle"</span>
            </button>
        </div>
    }
    .into_any()
}

/// The way from an embedded page to the whole one, at the same moment.
fn way_out(store: Store) -> AnyView {
    let address = move || {
        store.revision(Slice::Moment).track();
        store.revision(Slice::Document).track();
        format!("{}#{}", location::base(), store.read(Editor::link))
    };
    view! {
        <a class="open-full" href=address target="_blank" rel="noopener">
            "Open in Portcullis"
        </a>
    }
    .into_any()
}
