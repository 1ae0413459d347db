//! What people do to a drawing, as functions on the document.
//!
//! Each takes the document, changes it whole, and leaves it to the editor to compile
//! it, to name the step and to remember the way back. None knows a screen; a place is
//! an argument. What AWS would refuse is not repeated here: the document's own
//! validation says it, with its reason.

pub(super) mod addresses;
pub(super) mod attach;
pub(super) mod connect;
pub(super) mod copy;
pub(super) mod hosts;
pub(super) mod ids;
pub(super) mod names;
pub(super) mod network;
pub(super) mod paste;
pub(super) mod remove;

/// The first example, for tests.
#[cfg(test)]
fn sftp() -> crate::scenario::Scenario {
    let text = include_str!("../../../public/scenarios/sftp.json");
    crate::scenario::Scenario::from_json(text)
        .expect("it is shipped")
        .scenario
}
