//! The scenario document from outside: parsing, printing, defaults, problems and warnings.

#![cfg(not(target_arch = "wasm32"))]

mod defaults;
mod expectations;
mod foreign;
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
