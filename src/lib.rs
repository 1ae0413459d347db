//! Portcullis: watch a packet's ports, see which gate let it pass or stopped it, and why.
//!
//! The house, from the ground up; each layer imports only those before it:
//!
//! - [`net`]: the vocabulary of the wire.
//! - [`policy`]: one filter decides one packet and names the reason.
//! - [`topology`]: the network compiled from the drawing; which checkpoint comes next.
//! - [`host`]: one host's stack: TCP, UDP, ICMP echo, ephemeral ports, timers.
//! - [`sim`]: discrete events, and the trace they leave.
//! - [`scenario`]: the shared document: what a user draws, saves and links to.
//! - [`words`]: every sentence, from data.
//! - [`picture`]: shapes of the drawing at a moment, without a screen.
//! - [`formats`]: other people's formats: flow logs, packets as bytes.
//! - [`editor`]: the application without a screen: actions in, views and effects out.
//! - `browser`: one web API a file, and none of ours (wasm32 only).
//! - `ui`: views that read slices and dispatch actions (wasm32 only).
//! - `cli`: the command line (native only).

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod editor;
pub mod formats;
pub mod host;
pub mod net;
pub mod picture;
pub mod policy;
pub mod scenario;
pub mod sim;
pub mod topology;
#[cfg(target_arch = "wasm32")]
pub mod ui;
pub mod words;
