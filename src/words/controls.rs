//! Labels inside the Inspector: headings, table columns and buttons of forms and rules.

/// The scenario, as the Inspector's subject.
pub const SCENARIO: &str = "Scenario";
/// The heading of the list of outcomes.
pub const OUTCOMES: &str = "How the connections end";
/// Opens the form of the scenario.
pub const EDIT_SCENARIO: &str = "Edit scenario";
/// The Inspector while nothing is selected.
pub const SELECT_SOMETHING: &str = "Select a packet, a host or a gate to see what it did and why.";
/// Filters the table of packets by the selected packet's connection.
pub const ONLY_THIS_CONNECTION: &str = "Only this connection in the table";
/// The heading above a packet's checkpoints.
pub const DECISION_PATH: &str = "Decision path";
/// The heading above the rules that would let a dropped packet through.
pub const FIXES: &str = "What would let it through";
/// After the first rows of a packet's bytes.
pub const MORE_BYTES: &str = " more bytes of data";
/// Copies a packet's bytes as a hex dump.
pub const COPY_HEX: &str = "Copy hex";
/// Closes a form.
pub const DONE: &str = "Done";
/// Adds an item or a rule.
pub const ADD: &str = "Add";
/// Removes an item or a rule.
pub const REMOVE: &str = "Remove";
/// When edits apply: the label of the choice.
pub const EDITS_APPLY: &str = "Edits apply";
/// Edits apply from the start of the run.
pub const FROM_THE_START: &str = "From the start";
/// Edits apply at the playhead.
pub const AT_THIS_MOMENT: &str = "At this moment";
/// The tooltip of [`AT_THIS_MOMENT`].
pub const AT_THIS_MOMENT_TITLE: &str = "Recorded in the script at the playhead";
/// Before the time at which an edit is recorded.
pub const RECORDED_AT: &str = "recorded at ";

/// The rules of a gate.
pub const RULES: &str = "Rules";
/// One rule.
pub const RULE: &str = "Rule";
/// A gate that nothing uses.
pub const USED_BY_NOTHING: &str = "Not associated with anything yet";
/// The column of rule numbers, short.
pub const NUMBER_SHORT: &str = "No.";
/// The number of a rule.
pub const NUMBER: &str = "Number";
/// The protocol of a rule.
pub const PROTOCOL: &str = "Protocol";
/// The ports of a rule.
pub const PORTS: &str = "Ports";
/// The ICMP type of a rule.
pub const ICMP_TYPE: &str = "ICMP type";
/// The source of an inbound rule.
pub const SOURCE: &str = "Source";
/// The destination of an outbound rule.
pub const DESTINATION: &str = "Destination";
/// The comment of a rule.
pub const NOTE: &str = "Note";
/// The action of an ACL's rule.
pub const ALLOW_OR_DENY: &str = "Allow or deny";
/// A rule's type, in AWS's names.
pub const TYPE: &str = "Type";
/// The action of a rule that allows, as a tag.
pub const ALLOW_TAG: &str = "ALLOW";
/// The action of a rule that denies, as a tag.
pub const DENY_TAG: &str = "DENY";
/// The heading above the rules that the script changes.
pub const WHILE_PACKETS_FLOW: &str = "While packets flow";
/// Said of the rule that decided about the selected packet.
pub const DECIDED: &str = "this rule decided";
/// Said of a rule that the script has removed.
pub const REMOVED_NOW: &str = "removed at this moment";
/// Copies a rule.
pub const DUPLICATE: &str = "Duplicate";
/// Moves a rule up.
pub const MOVE_UP: &str = "Move up";
/// Moves a rule down.
pub const MOVE_DOWN: &str = "Move down";
/// The keys that move a rule, behind the name of the button.
pub const MOVE_KEYS: &str = " (Alt and an arrow)";
/// The box for an inbound rule.
pub const INBOUND_RULE: &str = "Inbound rule";
/// The box for an outbound rule.
pub const OUTBOUND_RULE: &str = "Outbound rule";
/// The placeholder of these boxes.
pub const TYPE_A_RULE: &str = "Type a rule";
/// The list of completions.
pub const COMPLETIONS: &str = "Completions";
/// Before an example of a rule.
pub const FOR_EXAMPLE: &str = "For example ";
/// The list of presets.
pub const ADD_COMMON_RULE: &str = "Add a common rule";
/// The first line of that list.
pub const ADD_COMMON_RULE_OPTION: &str = "Add a common rule …";

/// Opens the rules of a gate, for screen readers.
#[must_use]
pub fn rules_of(gate: &str) -> String {
    format!("Rules of {gate}")
}

/// Removes an item or a rule, for screen readers.
#[must_use]
pub fn remove(item: &str) -> String {
    format!("Remove {item}")
}
