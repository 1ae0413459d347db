//! The status line.

use crate::editor::selection::GatewayTool;

/// What the tool in hand does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HintView {
    /// In a sentence or two.
    pub text: String,
    /// What can be chosen about the tool.
    pub options: Vec<HintOption>,
}

/// A choice about a tool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HintOption {
    /// Its name.
    pub text: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// The kind of gateway that its button chooses.
    pub kind: GatewayTool,
}
