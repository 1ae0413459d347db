//! The scenario document from outside: what is read, printed, understood and refused.

mod defaults;
mod generator;
mod printing;
mod properties;
mod reading;
mod refusals;
mod rules;
mod samples;
mod warnings;
