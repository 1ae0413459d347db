//! Receiving a segment, in the order of RFC 9293, section 3.10.7.

use super::transmit::reset_for;
use super::{
    Connection, FIN_WAIT_2, INITIAL_TIMEOUT, LONGEST_TIMEOUT, Moment, TIMEOUT_MARGIN, WINDOW,
};
use crate::host::output::{HostEvent, Output};
use crate::net::{Segment, SequenceNumber, SimTime, TcpFlags, TcpState};

impl Connection {
    /// A segment has arrived for this connection (3.10.7.3 and 3.10.7.4).
    pub(in crate::host) fn receive(
        &mut self,
        segment: &Segment,
        moment: &Moment<'_>,
        output: &mut Output,
    ) {
        if self.state == TcpState::SynSent {
            self.receive_in_syn_sent(segment, moment, output);
            return;
        }
        // 3.10.7.4, first: whether any of it is in the window, and that part only.
        let Some(segment) = self.in_window(segment) else {
            self.receive_unacceptable(segment, moment, output);
            return;
        };
        let flags = segment.flags;
        let is_next = segment.sequence == self.receive_next;
        // Second: a RST at exactly the next expected number resets the connection; another
        // one in the window is answered with a challenge ACK (RFC 5961).
        if flags.contains(TcpFlags::RST) {
            if is_next {
                self.handle_reset(moment, output);
            } else {
                self.send(TcpFlags::ACK, self.next, 0, output);
            }
            return;
        }
        // Fourth: a SYN is answered with a challenge ACK too.
        if flags.contains(TcpFlags::SYN) {
            self.send(TcpFlags::ACK, self.next, 0, output);
            return;
        }
        // Fifth.
        if !flags.contains(TcpFlags::ACK) || !self.take_acknowledgment(&segment, moment, output) {
            return;
        }
        // Seventh and eighth: data and FIN, in order. A segment out of order is held, and its
        // acknowledgment names the first missing byte.
        if is_next {
            self.take_in(&segment, moment, output);
            self.drain_buffered(moment, output);
        } else if segment.sequence_length() > 0 {
            self.hold(segment);
            self.acknowledge = true;
        }
        self.run_program(moment, output);
        self.transmit(moment, output);
        if std::mem::take(&mut self.acknowledge) {
            self.send(TcpFlags::ACK, self.next, 0, output);
        }
    }

    /// The part of a segment that is in the window, if any (3.4, 3.10.7.4).
    fn in_window(&self, segment: &Segment) -> Option<Segment> {
        let length = segment.sequence_length();
        let ahead = segment.sequence.relative_to(self.receive_next);
        if ahead < u32::from(WINDOW) {
            return Some(*segment);
        }
        // It starts before the expected number: that part is a duplicate.
        let old = self.receive_next.relative_to(segment.sequence);
        if old >= 1 << 31 || old >= length {
            return None;
        }
        let mut rest = *segment;
        rest.sequence = self.receive_next;
        let old_data = old - u32::from(segment.flags.contains(TcpFlags::SYN));
        rest.flags = segment.flags.without(TcpFlags::SYN);
        rest.length -= old_data.min(segment.length);
        Some(rest)
    }

    fn take_in(&mut self, segment: &Segment, moment: &Moment<'_>, output: &mut Output) {
        if segment.length > 0 && self.may_receive() {
            self.receive_next = self.receive_next.advanced(segment.length);
            self.program.received = self.program.received.saturating_add(segment.length);
            self.acknowledge = true;
        }
        if segment.flags.contains(TcpFlags::FIN) && self.state != TcpState::TimeWait {
            self.take_fin(moment, output);
        }
    }

    fn hold(&mut self, segment: Segment) {
        let known = |held: &Segment| {
            (held.sequence, held.length, held.flags)
                == (segment.sequence, segment.length, segment.flags)
        };
        if !self.held.iter().any(known) {
            self.held.push(segment);
        }
    }

    /// Processes held segments that are now in order.
    fn drain_buffered(&mut self, moment: &Moment<'_>, output: &mut Output) {
        let is_due = |next: SequenceNumber| move |held: &Segment| !held.sequence.is_after(next);
        while let Some(at) = self.held.iter().position(is_due(self.receive_next)) {
            let held = self.held.swap_remove(at);
            if let Some(rest) = self.in_window(&held) {
                self.take_in(&rest, moment, output);
            }
        }
    }

    fn handle_reset(&mut self, moment: &Moment<'_>, output: &mut Output) {
        let (flow_index, side, state) = (self.flow_index, self.side, self.state);
        output.event(HostEvent::Reset {
            flow_index,
            side,
            state,
        });
        self.enter(TcpState::Closed, moment, output);
    }

    fn receive_in_syn_sent(&mut self, segment: &Segment, moment: &Moment<'_>, output: &mut Output) {
        let flags = segment.flags;
        let acknowledges = flags.contains(TcpFlags::ACK);
        // 3.10.7.3, first: an ACK of something never sent is answered with RST.
        if acknowledges && segment.acknowledgment != self.next {
            if !flags.contains(TcpFlags::RST) {
                output.send(self.sending(reset_for(segment, self.tuple), 0));
            }
            return;
        }
        // Second: a RST that acknowledges our SYN refuses it.
        if flags.contains(TcpFlags::RST) {
            if acknowledges {
                self.handle_reset(moment, output);
            }
            return;
        }
        if !flags.contains(TcpFlags::SYN) {
            return;
        }
        // Fourth.
        self.take_initial(segment);
        if acknowledges {
            self.measure(segment.acknowledgment, moment.now);
            self.timeout = self.base_timeout;
            self.unacknowledged = segment.acknowledgment;
            self.enter(TcpState::Established, moment, output);
            self.send(TcpFlags::ACK, self.next, 0, output);
            self.begin_program(moment, output);
            self.transmit(moment, output);
        } else {
            // Simultaneous open (3.5, figure 7).
            self.enter(TcpState::SynReceived, moment, output);
            self.retries = 0;
            self.timeout = INITIAL_TIMEOUT;
            self.send_syn_ack(moment, output);
        }
    }

    /// A segment of which no part is in the window.
    fn receive_unacceptable(
        &mut self,
        segment: &Segment,
        moment: &Moment<'_>,
        output: &mut Output,
    ) {
        let flags = segment.flags;
        if flags.contains(TcpFlags::RST) {
            return;
        }
        let repeated_syn = flags.is_opening()
            && segment.sequence == self.initial_receive
            && self.state == TcpState::SynReceived;
        if repeated_syn {
            // Linux answers with the same SYN-ACK and restarts its timer.
            self.send_syn_ack(moment, output);
            return;
        }
        // A bare ACK is not answered: two ends that disagree would never stop. (Linux answers at
        // most twice a second.)
        if segment.sequence_length() == 0 {
            return;
        }
        if self.state == TcpState::TimeWait && flags.contains(TcpFlags::FIN) {
            // 3.10.7.4: the other side did not receive our last ACK; restart TIME-WAIT.
            self.set_timer(moment.now + moment.time_wait, moment, output);
        }
        self.send(TcpFlags::ACK, self.next, 0, output);
    }

    /// Processes the acknowledgment; true if the segment's data and FIN are to be processed.
    fn take_acknowledgment(
        &mut self,
        segment: &Segment,
        moment: &Moment<'_>,
        output: &mut Output,
    ) -> bool {
        let acknowledgment = segment.acknowledgment;
        let is_new = acknowledgment.is_after(self.unacknowledged);
        if acknowledgment.is_after(self.next) || self.state == TcpState::SynReceived && !is_new {
            if self.state == TcpState::SynReceived {
                output.send(self.sending(reset_for(segment, self.tuple), 0));
            } else {
                self.send(TcpFlags::ACK, self.next, 0, output);
            }
            return false;
        }
        self.peer_window = segment.window;
        if !is_new {
            return true;
        }
        self.measure(acknowledgment, moment.now);
        self.unacknowledged = acknowledgment;
        self.retries = 0;
        self.timeout = self.base_timeout;
        self.stop_timer();
        // 3.10.7.4, fifth: what an acknowledgment does in each state.
        if self.state == TcpState::SynReceived {
            self.enter(TcpState::Established, moment, output);
            self.begin_program(moment, output);
        }
        let recover = self.recover.filter(|&end| end.is_after(acknowledgment));
        self.recover = recover;
        if recover.is_some() {
            // RFC 6582: the next segment was lost too, and is retransmitted without a timeout.
            self.retries = 1;
            self.repeat_oldest(moment, output);
            self.retries = 0;
        } else if self.unacknowledged != self.next {
            self.set_timer(moment.now + self.timeout, moment, output);
        } else if self.fin_is_sent() {
            match self.state {
                TcpState::FinWait1 => {
                    self.enter(TcpState::FinWait2, moment, output);
                    self.set_timer(moment.now + FIN_WAIT_2, moment, output);
                }
                TcpState::Closing => self.wait_out(moment, output),
                TcpState::LastAck => {
                    self.enter(TcpState::Closed, moment, output);
                    return false;
                }
                _ => {}
            }
        }
        true
    }

    /// 3.10.7.4, eighth: what a FIN does in each state.
    fn take_fin(&mut self, moment: &Moment<'_>, output: &mut Output) {
        self.receive_next = self.receive_next.advanced(1);
        self.acknowledge = true;
        match self.state {
            TcpState::SynReceived | TcpState::Established => {
                self.enter(TcpState::CloseWait, moment, output);
                // The program closes when it reads the end of the stream.
                self.program.closing = true;
            }
            TcpState::FinWait1 => self.enter(TcpState::Closing, moment, output),
            TcpState::FinWait2 => self.wait_out(moment, output),
            _ => {}
        }
    }

    pub(super) fn take_initial(&mut self, segment: &Segment) {
        self.initial_receive = segment.sequence;
        self.receive_next = segment.sequence.advanced(1);
        self.peer_window = segment.window;
        if let Some(theirs) = segment.maximum_segment_size {
            self.segment_size = self.segment_size.min(theirs);
        }
    }

    /// Karn's rule: a retransmitted segment is not measured.
    fn measure(&mut self, acknowledgment: SequenceNumber, now: SimTime) {
        if let Some((sent, expected)) = self.measured
            && !expected.is_after(acknowledgment)
        {
            self.base_timeout = (now.since(sent) + TIMEOUT_MARGIN).min(LONGEST_TIMEOUT);
            self.measured = None;
        }
    }

    const fn may_receive(&self) -> bool {
        matches!(
            self.state,
            TcpState::Established | TcpState::FinWait1 | TcpState::FinWait2
        )
    }
}
