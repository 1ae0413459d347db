//! A form in the Inspector: what can be changed about the thing that is selected.

use super::text::Tag;
use crate::editor::selection::Selection;

/// A thing, and its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormView {
    /// What it is about; none: the scenario.
    pub of: Option<Selection>,
    /// What that is, such as "Subnet".
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// What there is to know about it; may be empty.
    pub about: String,
    /// Its fields, in the order in which they are read.
    pub parts: Vec<FormPart>,
    /// What the button says that takes it out of the drawing; empty: there is none.
    pub remove: String,
    /// From when a change would hold; none: from the start.
    pub apply: Option<ApplyView>,
}

/// The choice from when edits hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplyView {
    /// Whether that is the moment of the playhead.
    pub is_now: bool,
    /// That moment, in seconds.
    pub now: String,
}

/// Fields that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormPart {
    /// Their heading; empty for the first.
    pub title: String,
    /// Whether they are shown only when asked for.
    pub folded: bool,
    /// The fields.
    pub fields: Vec<FieldView>,
}

/// One field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldView {
    /// What it is called in an action.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// How it is changed.
    pub kind: FieldKind,
    /// What it holds; what was typed, if that was refused.
    pub value: String,
    /// What holds while it is empty.
    pub placeholder: String,
    /// What to know about it; may be empty.
    pub hint: String,
    /// Whether it needs the whole width.
    pub wide: bool,
    /// Why what was typed is refused.
    pub complaint: Option<FieldComplaint>,
    /// What can be done about it with one press.
    pub buttons: Vec<FieldButton>,
}

/// How a field is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// A line is typed; these are suggested.
    #[default]
    Text,
    /// A line is typed; these are suggested.
    Suggested(Vec<String>),
    /// Several lines are typed.
    Area,
    /// One of these is chosen: what it is written as, and what people read.
    Choice(Vec<(String, String)>),
    /// It is on or off: "true" or empty.
    Switch,
    /// Some of these are chosen.
    Checks(Vec<CheckView>),
    /// Things are added and taken out.
    List(ListView),
    /// It is only read: a state, and a sentence.
    Facts(Vec<(Tag, String)>),
    /// It is only read.
    Fact,
}

/// One that may be chosen among several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckView {
    /// Its name.
    pub name: String,
    /// Whether it is chosen.
    pub on: bool,
    /// What may be selected from here.
    pub target: Option<Selection>,
}

/// Things in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListView {
    /// The things.
    pub items: Vec<ItemView>,
    /// The box for another one, if one can be typed.
    pub entry: Option<EntryView>,
    /// What stands in place of an empty list.
    pub empty: String,
}

/// One thing of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemView {
    /// The thing.
    pub text: String,
    /// What is said about it; may be empty.
    pub about: String,
    /// What may be selected from here.
    pub target: Option<Selection>,
    /// Whether it can be taken out here.
    pub removable: bool,
}

/// A box in which another thing of a list is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryView {
    /// Its name.
    pub label: String,
    /// An example.
    pub placeholder: String,
    /// What is suggested.
    pub suggestions: Vec<String>,
}

/// Why a field was refused, and what would work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldComplaint {
    /// What was found, and what to do.
    pub message: String,
    /// What each button says that does something that works.
    pub offers: Vec<String>,
}

/// A button beside a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldButton {
    /// What it says.
    pub text: String,
    /// What it is called in an action.
    pub press: String,
}
