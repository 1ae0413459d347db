//! Which packets are to be seen at an entry, without asking all of them.
//!
//! At some entries the answer is written down; from there on only packets sent since
//! need to be looked at.

use super::Journey;

/// How many answers are written down at most.
const ANSWERS: usize = 64;
/// The fewest entries between two answers.
const LEAST: usize = 256;

/// Which packets are to be seen when.
#[derive(Clone, Debug, Default)]
pub(super) struct Active {
    interval: usize,
    /// Packets to be seen at each multiple of the interval.
    answers: Vec<Vec<u32>>,
    /// For each answer, how many packets had been sent by then.
    sent: Vec<u32>,
}

/// From one written answer to the next.
pub(super) fn interval(entries: usize) -> usize {
    entries.div_ceil(ANSWERS).max(LEAST)
}

impl Active {
    pub(super) fn new(packets: &[Journey], entries: usize) -> Self {
        let interval = interval(entries);
        let (mut answers, mut sent) = (Vec::new(), Vec::new());
        let mut seen: Vec<u32> = Vec::new();
        let mut next: u32 = 0;
        for entry in (0..entries).step_by(interval) {
            while let Some(journey) = packets.get(next as usize) {
                if journey.first() > entry {
                    break;
                }
                seen.push(next);
                next += 1;
            }
            seen.retain(|&packet| packets[packet as usize].is_seen(entry));
            answers.push(seen.clone());
            sent.push(next);
        }
        Self {
            interval,
            answers,
            sent,
        }
    }

    /// The packets to be seen at an entry, in the order in which they were sent.
    pub(super) fn at<'a>(
        &'a self,
        packets: &'a [Journey],
        entry: usize,
    ) -> impl Iterator<Item = &'a Journey> {
        let answer = (entry / self.interval.max(1)).min(self.answers.len().saturating_sub(1));
        let written = self.answers.get(answer).map_or(&[][..], |answer| answer);
        let sent = self.sent.get(answer).map_or(0, |&sent| sent as usize);
        let since = packets[sent.min(packets.len())..]
            .iter()
            .take_while(move |journey| journey.first() <= entry);
        written
            .iter()
            .map(|&packet| &packets[packet as usize])
            .chain(since)
            .filter(move |journey| journey.is_seen(entry))
    }
}
