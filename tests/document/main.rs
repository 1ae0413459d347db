//! The scenario document from outside: what is read, printed, understood and refused.

#![cfg(not(target_arch = "wasm32"))]

mod defaults;
mod expectations;
mod generator;
mod printing;
mod properties;
#[path = "../property/mod.rs"]
mod property;
mod reading;
mod refusals;
mod rules;
mod samples;
mod warnings;
