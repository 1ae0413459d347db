//! Portcullis: watch a packet's ports, see which gate let it pass or stopped it, and why.
//!
//! The house, from the ground up; each layer imports only those before it:
//!
//! - [`net`]: the vocabulary of the wire.
//! - [`policy`]: one filter decides one packet and names the reason.
//! - [`sim`]: discrete events, and the trace they leave.
//! - [`scenario`]: the shared document: what a user draws, saves and links to.

pub mod net;
pub mod policy;
pub mod scenario;
pub mod sim;
