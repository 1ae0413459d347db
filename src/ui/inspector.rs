//! The Inspector: what is selected, in words. The lists of rules are in
//! [`rules`](super::rules), because a box that is typed in must not be made anew.

use super::store::Editor;
use super::{form, header, rules};
use crate::browser::element;
use crate::editor::selection::Selection;
use crate::editor::view::inspector::{
    InspectorView, PacketView, PathStep, SuggestedRule, SummaryView,
};
use crate::editor::view::text::{Sentence, Style, Tag, Tone};
use crate::picture::markup::{Markup, write_markup};
use crate::words::controls;

pub fn subject(editor: &Editor) -> String {
    let mut markup = Markup::default();
    match editor.inspector() {
        InspectorView::Nothing(view) => summary(&mut markup, view),
        InspectorView::Packet(view) => packet(editor, &mut markup, view),
        InspectorView::Form(view) => form::form(&mut markup, &view),
        InspectorView::Rules(view) => rules::gate(editor, &mut markup, &view),
    }
    markup.into_string()
}

/// A word in a coloured box; nothing when there is no word.
pub fn tag(markup: &mut Markup, tag: &Tag) {
    if !tag.text.is_empty() {
        write_markup!(markup, "<span class='tag " (tag.tone.class()) "'>" (&tag.text) "</span>");
    }
}

fn sentence(markup: &mut Markup, sentence: &Sentence) {
    for run in &sentence.0 {
        let (open, close) = match run.style {
            Style::Plain => ("", ""),
            Style::Strong => ("<b>", "</b>"),
            Style::Code => ("<span class='mono'>", "</span>"),
            Style::Struck => ("<s class='mono'>", "</s>"),
        };
        markup.raw(open).text(&run.text).raw(close);
    }
}

/// What a control that selects `target` has in `data-do`.
fn select(target: &Selection) -> String {
    let (kind, id) = target.name();
    format!("select {kind} {id}")
}

fn summary(markup: &mut Markup, view: SummaryView) {
    write_markup!(markup, "<section class='section'><h2>" (controls::SCENARIO) "</h2><p class='subject'>" (view.title) "</p>");
    for note in view.notes {
        write_markup!(markup, "<p class='soft'>" (note) "</p>");
    }
    if !view.flows.is_empty() {
        write_markup!(
            markup,
            "</section><section class='section'><h3>" (controls::OUTCOMES) "</h3>"
        );
    }
    write_markup!(markup, "<ul class='list'>");
    for line in view.flows {
        write_markup!(markup, "<li><span class='mono'>" (line.flow) "</span><span class='soft'>" (line.between) "</span>");
        tag(markup, &line.outcome);
        write_markup!(markup, "</li>");
    }
    write_markup!(
        markup,
        "</ul></section><section class='section'><button class='button outlined' type='button' id='edit-scenario' data-do='form open'>" (controls::EDIT_SCENARIO) "</button><p class='soft'>"
        (controls::SELECT_SOMETHING) "</p></section>"
    );
}

fn packet(editor: &Editor, markup: &mut Markup, view: PacketView) {
    write_markup!(markup, "<section class='section'><h2>" (view.heading) "</h2><p class='subject'>" (view.title) " ");
    tag(markup, &view.verdict);
    write_markup!(markup, "</p><p class='addresses mono'>" (view.addresses) "</p>");
    if let Some(words) = view.translation {
        write_markup!(markup, "<p class='translation'>");
        sentence(markup, &words);
        write_markup!(markup, "</p>");
    }
    // It is drawn with styles that come with the later part of the page.
    let headers = if element::is_whole() {
        editor.headers_of_selected()
    } else {
        None
    };
    if let Some((pictures, _)) = &headers {
        header::first(markup, pictures);
    }
    write_markup!(
        markup,
        "<button class='link-button follow' type='button' data-do='follow-flow'>" (controls::ONLY_THIS_CONNECTION) "</button></section><section class='section'><h3>" (controls::DECISION_PATH) "</h3><ol class='path'>"
    );
    for (index, step) in view.path.iter().enumerate() {
        step_of_path(markup, index == 0, step);
    }
    write_markup!(markup, "</ol></section>");
    if !view.offers.is_empty() {
        write_markup!(
            markup,
            "<section class='section'><h3>" (controls::FIXES) "</h3>"
        );
        for each in &view.offers {
            offer(markup, each);
        }
        write_markup!(markup, "</section>");
    }
    if let Some((pictures, bytes)) = &headers {
        header::folded(markup, pictures, bytes);
    }
}

fn step_of_path(markup: &mut Markup, first: bool, step: &PathStep) {
    let (mark, class) = match step.verdict.tone {
        Tone::Allow => ("M2 6.5l2.7 2.7L10 3", ""),
        Tone::State => ("M9.5 6a3.5 3.5 0 1 1-1-2.5M9.5 1.5v2.5H7", ""),
        Tone::Deny => ("M3 3l6 6M9 3l-6 6", ""),
        Tone::Neutral | Tone::Warn if first => ("M2.5 6h7M6.5 3l3 3-3 3", ""),
        Tone::Neutral | Tone::Warn => ("M3.5 6h5", "quiet"),
    };
    write_markup!(
        markup,
        "<li class='" (class) "'><span class='path-mark " (step.verdict.tone.class())
        "' aria-hidden='true'><svg viewBox='0 0 12 12'><path d='" (mark) "'/></svg></span>"
    );
    if let Some(target) = &step.target {
        write_markup!(markup, "<button class='path-title' type='button' data-do='" (select(target)) "'>");
        sentence(markup, &step.title);
        write_markup!(markup, "</button> ");
    } else {
        sentence(markup, &step.title);
        write_markup!(markup, " ");
    }
    tag(markup, &step.verdict);
    write_markup!(markup, "<p>");
    sentence(markup, &step.about);
    write_markup!(markup, "</p></li>");
}

fn offer(markup: &mut Markup, offer: &SuggestedRule) {
    write_markup!(
        markup,
        "<div class='offer'><b>" (&offer.title) "</b><code>" (&offer.rule) "</code><p>" (&offer.about)
        "</p><div class='choices'><button class='button filled' type='button' data-do='add-rule "
        (&offer.gate) " " (offer.direction.name()) " " (&offer.rule) "'>" (&offer.button) "</button></div></div>"
    );
}
