//! A question that a tool asks.

/// A question with its answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromptView {
    /// What is asked.
    pub title: String,
    /// What to know before answering; may be empty.
    pub about: String,
    /// The answers.
    pub options: Vec<ChoiceOption>,
    /// Label and example of a box for an answer in words.
    pub entry: Option<(String, String)>,
    /// What is wrong with the words in that box.
    pub complaint: String,
}

/// One answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChoiceOption {
    /// The answer.
    pub text: String,
    /// What it means; may be empty.
    pub about: String,
    /// Whether it is how things are.
    pub chosen: bool,
}
