//! Times a piece of work under criterion, and keeps what ratios are made of.
//!
//! Criterion says how a figure moved since the last run. What a person wants to know is
//! how two figures compare, so each bench prints its own lines. They are made of the
//! fastest sample, and of the time that the processor gave to this program where the
//! system tells (Linux does, to some milliseconds): a machine that does other things too
//! says almost the same as one that does not.

use std::cell::Cell;
use std::fs;
use std::time::{Duration, Instant};

use criterion::Criterion;

/// The fastest time of one run of `work`, with throwing away what it made; nothing when
/// criterion was told to leave it out.
pub(crate) fn fastest<Product>(
    criterion: &mut Criterion,
    name: &str,
    mut work: impl FnMut() -> Product,
) -> Option<Duration> {
    let best: Cell<Option<Duration>> = Cell::new(None);
    criterion.bench_function(name, |bencher| {
        bencher.iter_custom(|iterations| {
            let (start, given_before) = (now(), given());
            for _ in 0..iterations {
                std::hint::black_box(work());
            }
            let taken = start.elapsed();
            let of_processor = given_before
                .zip(given())
                .and_then(|(before, after)| after.checked_sub(before))
                // Less than this is told too coarsely.
                .filter(|time| *time > Duration::from_millis(100));
            let each = of_processor
                .unwrap_or(taken)
                .div_f64(u32::try_from(iterations).map_or(f64::MAX, f64::from));
            best.set(Some(best.get().map_or(each, |best| best.min(each))));
            taken
        });
    });
    best.get()
}

/// The time that the processor has given to this program so far.
fn given() -> Option<Duration> {
    let told = fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds = told.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds)).filter(|time| !time.is_zero())
}

#[allow(
    clippy::disallowed_methods,
    reason = "a bench is a clock around a simulation, and natively"
)]
fn now() -> Instant {
    Instant::now()
}
