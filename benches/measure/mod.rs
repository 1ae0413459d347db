//! Times work under criterion and returns the figures for ratios.
//!
//! Criterion compares a figure with the last run. A reader wants to compare two figures of
//! one run, so each bench prints its own lines. They use the fastest sample, and CPU time
//! where the system reports it (Linux does, to a few milliseconds), so a busy machine gives
//! almost the same ratio as an idle one.

use std::cell::Cell;
use std::fs;
use std::time::{Duration, Instant};

use criterion::Criterion;

/// The fastest time of one run of `work`, including the drop of its result; `None` if
/// criterion's filter excludes it.
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
                // CPU time is too coarse for less than this.
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

/// The CPU time of this process so far.
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
