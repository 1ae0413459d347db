//! The workload of the throughput bench as a program, so that wasm can run it too.
//!
//! It prints how many packets a second the engine carries; `cargo xtask bench` runs it
//! natively and in Node, and compares.

#[path = "../benches/workload/mod.rs"]
mod workload;

/// Clients in one run, and runs between two looks at the clock, which may be a coarse one.
const CLIENTS: u32 = 1_000;
const RUNS: u32 = 10;
const LOOKS: u32 = 15;

fn main() {
    let setup = workload::setup(CLIENTS);
    let packets = RUNS * workload::packets(&workload::run(&setup));
    let mut fastest = f64::INFINITY;
    for _ in 0..LOOKS {
        let start = seconds();
        for _ in 0..RUNS {
            workload::run(&setup);
        }
        fastest = fastest.min(seconds() - start);
    }
    say(&format!(
        "{:.0} packets a second",
        f64::from(packets) / fastest
    ));
}

#[cfg(target_arch = "wasm32")]
fn seconds() -> f64 {
    js_sys::Date::now() / 1_000.0
}

#[cfg(target_arch = "wasm32")]
fn say(line: &str) {
    web_sys::console::log_1(&line.into());
}

/// The time since the first call.
#[cfg(not(target_arch = "wasm32"))]
#[allow(
    clippy::disallowed_methods,
    reason = "a clock around a simulation, and natively"
)]
fn seconds() -> f64 {
    use std::{sync::OnceLock, time::Instant};
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64()
}

#[cfg(not(target_arch = "wasm32"))]
fn say(line: &str) {
    println!("{line}");
}
