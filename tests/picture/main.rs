//! The drawing and the journeys of packets, from documents and their runs.

#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "another test program uses the rest of it")]
#[path = "../document/generator.rs"]
mod generator;
mod hosts;
mod journeys;
mod layout;
mod many;
#[path = "../property/mod.rs"]
mod property;
mod samples;
