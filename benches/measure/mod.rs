//! Times a piece of work under criterion, and keeps what ratios are made of.
//!
//! Criterion says how a figure moved since the last run. What a person wants to know is
//! how two figures compare, so each bench prints its own lines. They are made of the
//! fastest sample: on a machine that does other things too, it is nearest to the time
//! that the work itself takes.

use std::cell::Cell;
use std::time::{Duration, Instant};

use criterion::Criterion;

/// The fastest time of one run of `work`; nothing when criterion was told to leave it out.
///
/// What `work` gives is thrown away after the clock has stopped.
pub(crate) fn fastest<Product>(
    criterion: &mut Criterion,
    name: &str,
    mut work: impl FnMut() -> Product,
) -> Option<Duration> {
    let best: Cell<Option<Duration>> = Cell::new(None);
    criterion.bench_function(name, |bencher| {
        bencher.iter_custom(|iterations| {
            let mut total = Duration::ZERO;
            for _ in 0..iterations {
                let start = now();
                let product = work();
                let taken = start.elapsed();
                drop(std::hint::black_box(product));
                best.set(Some(best.get().map_or(taken, |best| best.min(taken))));
                total += taken;
            }
            total
        });
    });
    best.get()
}

#[allow(
    clippy::disallowed_methods,
    reason = "a bench is a clock around a simulation, and natively"
)]
fn now() -> Instant {
    Instant::now()
}
