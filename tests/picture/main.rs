//! The drawing and the journeys of packets, from documents and their runs.

#![cfg(not(target_arch = "wasm32"))]

mod journeys;
mod layout;
mod samples;
