//! Sentences with words set apart, and tags.

use crate::editor::view::text::{Sentence, Style, Tag};
use leptos::prelude::*;

pub fn sentence(sentence: Sentence) -> AnyView {
    let runs = sentence.0.into_iter().map(|run| match run.style {
        Style::Plain => run.text.into_any(),
        Style::Strong => view! { <b>{run.text}</b> }.into_any(),
        Style::Code => view! { <span class="mono">{run.text}</span> }.into_any(),
        Style::Struck => view! { <s class="mono">{run.text}</s> }.into_any(),
    });
    runs.collect_view().into_any()
}

/// A word in a coloured box; nothing when there is no word.
pub fn tag(tag: Tag) -> AnyView {
    if tag.text.is_empty() {
        return ().into_any();
    }
    let class = format!("tag {}", tag.tone.class());
    view! { <span class=class>{tag.text}</span> }.into_any()
}
