//! Show time: how long a person sees each entry of a trace.
//!
//! A packet crosses in milliseconds and two gates decide within one microsecond, so
//! simulated time cannot be played as it is. Here each entry has a moment of show
//! time: a leg over a link takes 400 ms, a verdict 250 ms, a silence its real length
//! or, with "Skip idle", at most a second. Flows that act at once share the time. The
//! function is monotone, so playing, stepping and scrubbing are one thing.

use crate::net::SortedMap;

use crate::net::SimTime;
use crate::picture::Playhead;
use crate::sim::{Trace, TraceEntry, TraceEvent};

const LEG: f64 = 400.0;
const VERDICT: f64 = 250.0;
const LONGEST_IDLE: f64 = 1_000.0;
/// With more packets than these under way, each verdict has a smaller part of the time:
/// nobody follows each of a hundred, and all would wait for the one that is judged.
const FOLLOWED: usize = 4;
/// Shown after the last entry, so that it can be seen.
const END: f64 = 600.0;

/// The show time of a trace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// When each entry is shown, in milliseconds.
    shown: Vec<f64>,
    /// When the show ends.
    length: f64,
    /// Silences longer than a second: after which entry, and how long they are.
    silences: Vec<(usize, SimTime)>,
}

impl Timeline {
    /// The show time of a trace whose links take `latency`.
    #[must_use]
    pub fn new(trace: &Trace, latency: SimTime, skip_idle: bool) -> Self {
        let mut timeline = Self::default();
        let mut now = 0.0;
        let mut under_way = 0_usize;
        let mut entries = trace.entries.as_slice();
        while let Some(first) = entries.first() {
            let count = entries
                .iter()
                .take_while(|entry| entry.at == first.at)
                .count();
            let (group, rest) = entries.split_at(count);
            let length = VERDICT * verdicts_in_a_row(group) * share(under_way);
            for step in 0..count {
                timeline.shown.push(now + length * fraction(step, count));
            }
            now += length;
            for entry in group {
                match &entry.event {
                    TraceEvent::Sent { .. } => under_way += 1,
                    TraceEvent::Delivered { .. } | TraceEvent::Dropped(_) => {
                        under_way = under_way.saturating_sub(1);
                    }
                    _ => {}
                }
            }
            if let Some(next) = rest.first() {
                let gap = next.at - first.at;
                now += if under_way > 0 && latency > SimTime::ZERO {
                    LEG * milliseconds(gap) / milliseconds(latency)
                } else {
                    if gap > SimTime::from_secs(1) {
                        timeline.silences.push((timeline.shown.len() - 1, gap));
                    }
                    let real = milliseconds(gap);
                    if skip_idle {
                        real.min(LONGEST_IDLE)
                    } else {
                        real
                    }
                };
            }
            entries = rest;
        }
        timeline.length = now + END;
        timeline
    }

    /// How long the show is, in milliseconds.
    #[must_use]
    pub const fn length(&self) -> f64 {
        self.length
    }

    /// The show time of a place, in milliseconds.
    #[must_use]
    pub fn show(&self, place: Playhead) -> f64 {
        let Some(&start) = self.shown.get(place.entry) else {
            return 0.0;
        };
        start + (self.after(place.entry) - start) * place.fraction
    }

    /// The place at a show time.
    #[must_use]
    pub fn place(&self, show: f64) -> Playhead {
        let after = self.shown.partition_point(|&shown| shown <= show);
        let entry = after.saturating_sub(1);
        let start = self.shown.get(entry).copied().unwrap_or_default();
        let span = self.after(entry) - start;
        let fraction = if span > 0.0 {
            ((show - start) / span).clamp(0.0, 0.999_999)
        } else {
            0.0
        };
        Playhead { entry, fraction }
    }

    /// Where an entry stands on the track, from 0 to 1.
    #[must_use]
    pub fn on_track(&self, entry: usize) -> f64 {
        self.shown
            .get(entry)
            .map_or(0.0, |shown| shown / self.length)
    }

    /// The silences longer than a second: their middle on the track, and their length.
    pub fn silences(&self) -> impl Iterator<Item = (f64, SimTime)> {
        self.silences.iter().map(|&(entry, gap)| {
            let start = self.shown[entry];
            (f64::midpoint(start, self.after(entry)) / self.length, gap)
        })
    }

    fn after(&self, entry: usize) -> f64 {
        self.shown.get(entry + 1).copied().unwrap_or(self.length)
    }
}

/// The simulated time at a place: between two entries it passes evenly.
#[must_use]
pub(super) fn simulated(trace: &Trace, place: Playhead) -> SimTime {
    let at = |entry: usize| trace.entries.get(entry).map(|entry| entry.at);
    let Some(from) = at(place.entry) else {
        return SimTime::ZERO;
    };
    let to = at(place.entry + 1).unwrap_or(from);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of a span of microseconds, shown to a person"
    )]
    let passed = ((to - from).as_micros() as f64 * place.fraction) as u64;
    from + SimTime::from_micros(passed)
}

/// The most verdicts and deliveries that one flow has among entries of one time.
fn verdicts_in_a_row(group: &[TraceEntry]) -> f64 {
    let mut counts: SortedMap<u32, u32> = SortedMap::new();
    for entry in group {
        let flow = match &entry.event {
            TraceEvent::Passed { flow_index, .. } | TraceEvent::Delivered { flow_index, .. } => {
                *flow_index
            }
            TraceEvent::Dropped(drop) => drop.flow_index,
            TraceEvent::Changed { .. } => u32::MAX,
            TraceEvent::Sent { .. } | TraceEvent::Host { .. } | TraceEvent::Ended { .. } => {
                continue;
            }
        };
        *counts.or_default(flow) += 1;
    }
    counts.values().copied().max().unwrap_or_default().into()
}

/// Which part of its time a verdict has with so many packets under way.
fn share(under_way: usize) -> f64 {
    fraction(FOLLOWED, under_way.max(FOLLOWED))
}

#[allow(clippy::cast_precision_loss, reason = "spans are shown to a person")]
fn milliseconds(span: SimTime) -> f64 {
    span.as_micros() as f64 / 1_000.0
}

#[allow(
    clippy::cast_precision_loss,
    reason = "entries are far fewer than 2^52"
)]
fn fraction(step: usize, count: usize) -> f64 {
    step as f64 / count as f64
}
