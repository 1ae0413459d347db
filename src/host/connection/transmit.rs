//! Sending and retransmitting segments.

use super::{Connection, FourTuple, Moment, SYN_WINDOW, WINDOW};
use crate::host::output::{Output, Sending};
use crate::net::{Payload, Segment, SequenceNumber, SimTime, TcpFlags, TcpState};

impl Connection {
    /// Sends what the program has written and the window allows, and FIN after it.
    pub(super) fn transmit(&mut self, moment: &Moment<'_>, output: &mut Output) {
        if !matches!(self.state, TcpState::Established | TcpState::CloseWait) {
            return;
        }
        let end = self.end_of_data();
        while self.next != end {
            let room = u32::from(self.peer_window)
                .saturating_sub(self.next.relative_to(self.unacknowledged));
            let length = end
                .relative_to(self.next)
                .min(u32::from(self.segment_size))
                .min(room);
            if length == 0 {
                break;
            }
            let at = self.next;
            self.next = at.advanced(length);
            let last = self.next == end;
            self.send(
                if last {
                    TcpFlags::PSH | TcpFlags::ACK
                } else {
                    TcpFlags::ACK
                },
                at,
                length,
                output,
            );
            self.measure_from(moment.now);
        }
        // 3.10.4: FIN is queued behind the data; the state changes when it is sent.
        if self.program.closing && self.next == end {
            self.next = end.advanced(1);
            self.send(TcpFlags::FIN | TcpFlags::ACK, end, 0, output);
            self.measure_from(moment.now);
            let state = match self.state {
                TcpState::CloseWait => TcpState::LastAck,
                _ => TcpState::FinWait1,
            };
            self.enter(state, moment, output);
        }
        if self.unacknowledged != self.next && !self.timer_runs {
            self.set_timer(moment.now + self.timeout, moment, output);
        }
    }

    /// Starts to measure a round trip, unless one is being measured or older segments are lost.
    fn measure_from(&mut self, now: SimTime) {
        if self.recover.is_none() {
            self.measured.get_or_insert((now, self.next));
        }
    }

    pub(super) fn retry_syn(&mut self, moment: &Moment<'_>, output: &mut Output) {
        let schedule = moment.syn.retries;
        let sent = usize::from(self.retries);
        let Some(at) = schedule.get(sent).filter(|&&at| at < moment.syn.gives_up) else {
            self.give_up(moment, output);
            return;
        };
        self.retries += 1;
        self.measured = None;
        self.send(TcpFlags::SYN, self.initial_send, 0, output);
        let next = schedule
            .get(sent + 1)
            .copied()
            .unwrap_or(u64::MAX)
            .min(moment.syn.gives_up);
        self.set_timer(moment.now + SimTime::from_secs(next - at), moment, output);
    }

    pub(super) fn send_syn_ack(&mut self, moment: &Moment<'_>, output: &mut Output) {
        if self.syn_acks > 0 {
            self.measured = None;
        }
        self.send(TcpFlags::SYN | TcpFlags::ACK, self.initial_send, 0, output);
        self.syn_acks = self.syn_acks.saturating_add(1);
        self.set_timer(moment.now + self.timeout, moment, output);
    }

    /// Retransmits only the oldest segment that is not acknowledged.
    pub(super) fn repeat_oldest(&mut self, moment: &Moment<'_>, output: &mut Output) {
        let end = self.end_of_data();
        let at = self.unacknowledged;
        let data = if self.fin_is_sent() && at == end.advanced(1) {
            0
        } else {
            end.relative_to(at)
        };
        let length = data
            .min(u32::from(self.segment_size))
            .min(self.next.relative_to(at));
        if length == 0 {
            self.send(TcpFlags::FIN | TcpFlags::ACK, at, 0, output);
        } else {
            let last = at.advanced(length) == end;
            let flags = if last {
                TcpFlags::PSH | TcpFlags::ACK
            } else {
                TcpFlags::ACK
            };
            self.send(flags, at, length, output);
        }
        self.set_timer(moment.now + self.timeout, moment, output);
    }

    pub(super) const fn end_of_data(&self) -> SequenceNumber {
        self.initial_send.advanced(1).advanced(self.program.written)
    }

    pub(super) fn fin_is_sent(&self) -> bool {
        self.next == self.end_of_data().advanced(1)
    }

    pub(super) fn send(
        &mut self,
        flags: TcpFlags,
        sequence: SequenceNumber,
        length: u32,
        output: &mut Output,
    ) {
        let acknowledges = flags.contains(TcpFlags::ACK);
        if acknowledges {
            self.acknowledge = false;
        }
        let syn = flags.contains(TcpFlags::SYN);
        let segment = Segment {
            source_port: self.tuple.local_port,
            destination_port: self.tuple.remote_port,
            flags,
            sequence,
            acknowledgment: if acknowledges {
                self.receive_next
            } else {
                SequenceNumber(0)
            },
            initial_sequence: self.initial_send,
            initial_acknowledgment: if acknowledges {
                self.initial_receive
            } else {
                SequenceNumber(0)
            },
            window: match (syn, acknowledges) {
                _ if flags.contains(TcpFlags::RST) => 0,
                (true, false) => SYN_WINDOW,
                _ => WINDOW,
            },
            maximum_segment_size: syn.then_some(self.segment_size),
            length,
        };
        let retry = match (syn && acknowledges, segment.sequence_length()) {
            (true, _) => self.syn_acks,
            (false, 0) => 0,
            (false, _) => self.retries,
        };
        output.send(self.sending(segment, retry));
    }

    pub(super) const fn sending(&self, segment: Segment, retry: u8) -> Sending {
        Sending {
            flow_index: self.flow_index,
            source: self.tuple.local,
            destination: self.tuple.remote,
            payload: Payload::Tcp(segment),
            retry,
        }
    }
}

/// The RST that answers a segment for which there is no connection (RFC 9293, 3.10.7.1).
pub(in crate::host) fn reset_for(segment: &Segment, tuple: FourTuple) -> Segment {
    let acknowledges = segment.flags.contains(TcpFlags::ACK);
    let none = SequenceNumber(0);
    Segment {
        source_port: tuple.local_port,
        destination_port: tuple.remote_port,
        flags: if acknowledges {
            TcpFlags::RST
        } else {
            TcpFlags::RST | TcpFlags::ACK
        },
        sequence: if acknowledges {
            segment.acknowledgment
        } else {
            none
        },
        acknowledgment: if acknowledges {
            none
        } else {
            segment.sequence.advanced(segment.sequence_length())
        },
        initial_sequence: if acknowledges {
            segment.initial_acknowledgment
        } else {
            none
        },
        initial_acknowledgment: if acknowledges {
            none
        } else {
            segment.initial_sequence
        },
        window: 0,
        maximum_segment_size: None,
        length: 0,
    }
}
