//! Benchmark of the engine: packets per second, and memory per packet.
//!
//! `workload` describes the workload. The time includes filters, TCP, the event queue and
//! the whole trace, and excludes compiling the scenario.

mod formats;
#[path = "../measure/mod.rs"]
mod measure;
#[path = "../workload/mod.rs"]
mod workload;

use std::fs;
use std::rc::Rc;

use criterion::{Criterion, criterion_group, criterion_main};
use portcullis::sim::{Simulation, TraceEntry};

/// The rate of exchanges: a connection, a request, a response, a close.
#[derive(Clone, Copy)]
struct Measured {
    exchanges: u32,
    packets: u32,
    seconds: f64,
}

impl Measured {
    fn packets_a_second(self) -> f64 {
        f64::from(self.packets) / self.seconds
    }

    fn exchanges_a_second(self) -> f64 {
        f64::from(self.exchanges) / self.seconds
    }

    fn packets_an_exchange(self) -> f64 {
        f64::from(self.packets) / f64::from(self.exchanges)
    }
}

fn carry(criterion: &mut Criterion) {
    memory();
    let [few, some, many] = [100, 1_000, 10_000].map(|count| ours(criterion, count));
    let theirs = smoltcp(criterion, 1_000);
    println!();
    for measured in [few, some, many].into_iter().flatten() {
        println!(
            "throughput, {} clients: {:.2} million packets a second",
            measured.exchanges,
            measured.packets_a_second() / 1e6
        );
    }
    if let (Some(few), Some(many)) = (few, many) {
        println!(
            "throughput, 10 000 clients: {:.2}x of 100 clients",
            many.packets_a_second() / few.packets_a_second()
        );
    }
    if let (Some(ours), Some(theirs)) = (some, theirs) {
        println!(
            "throughput, 1 000 clients: {:.2}x of smoltcp in packets, {:.2}x in exchanges ({:.1} packets an exchange, {:.1} in smoltcp)",
            ours.packets_a_second() / theirs.packets_a_second(),
            ours.exchanges_a_second() / theirs.exchanges_a_second(),
            ours.packets_an_exchange(),
            theirs.packets_an_exchange()
        );
    }
}

fn ours(criterion: &mut Criterion, exchanges: u32) -> Option<Measured> {
    let setup = workload::setup(exchanges);
    let packets = workload::packets(&workload::run(&setup));
    let name = format!("{exchanges} clients");
    let time = measure::fastest(criterion, &name, || workload::run(&setup))?;
    Some(Measured {
        exchanges,
        packets,
        seconds: time.as_secs_f64(),
    })
}

fn smoltcp(criterion: &mut Criterion, exchanges: u32) -> Option<Measured> {
    let packets = formats::run(exchanges);
    let name = format!("{exchanges} exchanges in smoltcp");
    let time = measure::fastest(criterion, &name, || formats::run(exchanges))?;
    Some(Measured {
        exchanges,
        packets,
        seconds: time.as_secs_f64(),
    })
}

/// The memory of a run, from the resident size of this process.
fn memory() {
    const CLIENTS: u32 = 10_000;
    let setup = workload::setup(CLIENTS);
    let Some(before) = resident() else { return };
    let mut trace: Vec<TraceEntry> = Vec::new();
    let mut simulation = Simulation::new(Rc::clone(&setup));
    while simulation.next_at().is_some() {
        simulation.step(&mut trace);
    }
    let Some(after) = resident() else { return };
    let of_trace = size_of_val(trace.as_slice());
    let rest = (after - before).saturating_sub(of_trace);
    println!(
        "memory: {} bytes a trace entry, {} entries and {} bytes of them a connection, {} bytes a connection beside the trace",
        size_of::<TraceEntry>(),
        trace.len() / CLIENTS as usize,
        of_trace / CLIENTS as usize,
        rest / CLIENTS as usize
    );
    drop(simulation);
}

/// The resident size of this process, on Linux.
fn resident() -> Option<usize> {
    let pages = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: usize = pages.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4_096)
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = carry
}
criterion_main!(benches);
