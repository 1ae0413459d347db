//! A trace as bytes: how a run that is simulated beside the page comes to it.
//!
//! Both ends are of one release, so nothing here promises to be read by another.
//! A changed network is not encoded: the reader applies the change again.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::sim::{Command, FlowReport, Setup, TraceEntry, TraceEvent};
use crate::topology::Topology;

/// The content of one message.
#[derive(Debug, Deserialize, Serialize)]
pub enum Said {
    /// The next entries.
    Entries(Vec<TraceEntry>),
    /// That was all.
    End {
        /// The report of each flow, without its drops.
        flows: Vec<FlowReport>,
        /// Whether the run was stopped because its trace grew too long.
        is_cut: bool,
    },
}

/// Bytes that no release of this kind has written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the bytes are no part of a trace")]
pub struct NoTrace;

/// A message as bytes.
#[must_use]
#[inline(never)]
pub fn to_bytes(said: &Said) -> Vec<u8> {
    postcard::to_allocvec(said).expect("a list in memory has room for what is in memory")
}

/// A message from its bytes; changed networks are still to be made.
///
/// # Errors
///
/// [`NoTrace`] for bytes that are none.
#[inline(never)]
pub fn from_bytes(bytes: &[u8]) -> Result<Said, NoTrace> {
    postcard::from_bytes(bytes).map_err(|_| NoTrace)
}

/// Makes again what an entry changed, from the network in force before it; gives the one
/// that is in force then.
pub fn change_again(entry: &mut TraceEntry, setup: &Setup, now: &Rc<Topology>) -> Rc<Topology> {
    let TraceEvent::Changed { command, topology } = &mut entry.event else {
        return Rc::clone(now);
    };
    let change = setup.commands.get(*command);
    if let Some((_, Command::Change(change))) = change
        && let Ok(changed) = now.changed(change)
    {
        *topology = Rc::new(changed);
    } else {
        *topology = Rc::clone(now);
    }
    Rc::clone(topology)
}
