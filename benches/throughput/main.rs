//! How many packets the engine carries in a second, and what they take in memory.
//!
//! The workload is described in `workload`. Compiling it is not timed; judging, TCP, the
//! queue and the whole trace are.

mod exchange;
#[path = "../measure/mod.rs"]
mod measure;
#[path = "../workload/mod.rs"]
mod workload;

use std::fs;
use std::rc::Rc;

use criterion::{Criterion, criterion_group, criterion_main};
use portcullis::sim::{Simulation, TraceEntry};

/// How many packets in a second.
type Rate = f64;

fn carry(criterion: &mut Criterion) {
    memory();
    let [few, some, many] = [100, 1_000, 10_000].map(|count| ours(criterion, count));
    let theirs = smoltcp(criterion, 1_000);
    println!();
    for (count, rate) in [(100, few), (1_000, some), (10_000, many)] {
        if let Some(rate) = rate {
            println!(
                "throughput, {count} clients: {:.2} million packets a second",
                rate / 1e6
            );
        }
    }
    if let (Some(few), Some(many)) = (few, many) {
        println!(
            "throughput, 10 000 clients: {:.2}x of 100 clients",
            many / few
        );
    }
    if let (Some(some), Some(theirs)) = (some, theirs) {
        println!(
            "throughput, 1 000 clients: {:.2}x of smoltcp ({:.2} million packets a second)",
            some / theirs,
            theirs / 1e6
        );
    }
}

fn ours(criterion: &mut Criterion, count: u32) -> Option<Rate> {
    let setup = workload::setup(count);
    let packets = workload::packets(&workload::run(&setup));
    let name = format!("{count} clients");
    let time = measure::fastest(criterion, &name, || workload::run(&setup))?;
    Some(Rate::from(packets) / time.as_secs_f64())
}

fn smoltcp(criterion: &mut Criterion, count: u32) -> Option<Rate> {
    let packets = exchange::run(count);
    let name = format!("{count} exchanges in smoltcp");
    let time = measure::fastest(criterion, &name, || exchange::run(count))?;
    Some(Rate::from(packets) / time.as_secs_f64())
}

/// What a run leaves in memory, by what the system says that this process has.
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

/// Bytes of this process in memory; Linux tells.
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
