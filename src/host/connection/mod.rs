//! TCP connection: the state machine of one end.
//!
//! Segments are processed in the order of RFC 9293, section 3.10.7. Data is counted, not
//! carried: a program's writes are a number of bytes. If the program answers at once, its data
//! or FIN carries the acknowledgment; otherwise a bare ACK is sent without delay.
//!
//! Sources: RFC 9293; RFC 6582 for several losses in one window; Linux for timing: data is
//! retransmitted after the round trip plus 0.2 s, doubling up to 120 s, fifteen times;
//! SYN-ACK after 1 s, doubling, five times.
//!
//! Not modelled: congestion control, selective acknowledgment, urgent data, keepalive; a
//! program that has closed still reads, as after `shutdown()`, where Linux would send RST.

mod receive;
mod transmit;

use std::net::IpAddr;

pub(in crate::host) use transmit::reset_for;

use super::output::{HostEvent, Output, Timer};
use super::{Close, Exchange, Side};
use crate::net::{
    Flow, Protocol, Segment, SequenceNumber, SimTime, SynSchedule, TcpFlags, TcpState,
};

const INITIAL_TIMEOUT: SimTime = SimTime::from_secs(1);
const LONGEST_TIMEOUT: SimTime = SimTime::from_secs(120);
const TIMEOUT_MARGIN: SimTime = SimTime::from_millis(200);
const DATA_RETRIES: u8 = 15;
const SYN_ACK_RETRIES: u8 = 5;
/// Linux `tcp_fin_timeout`: how long a closed program waits for the other side's FIN.
const FIN_WAIT_2: SimTime = SimTime::from_secs(60);
const SYN_WINDOW: u16 = 64_240;
const WINDOW: u16 = 65_160;

/// Both ends of a connection, seen from this host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FourTuple {
    /// Our address.
    pub local: IpAddr,
    /// Our port.
    pub local_port: u16,
    /// Their address.
    pub remote: IpAddr,
    /// Their port.
    pub remote_port: u16,
}

impl FourTuple {
    /// The flow of the segments that this host sends.
    #[must_use]
    pub const fn flow(&self) -> Flow {
        Flow {
            protocol: Protocol::TCP,
            source: self.local,
            source_port: self.local_port,
            destination: self.remote,
            destination_port: self.remote_port,
        }
    }
}

/// A connection.
#[derive(Clone, Debug)]
pub struct Connection {
    /// The flow it belongs to.
    pub flow_index: u32,
    /// Which end of it this is.
    pub side: Side,
    /// Its ends.
    pub tuple: FourTuple,
    /// Its state.
    pub state: TcpState,
    /// When it entered that state.
    pub since: SimTime,
    /// Whether the system chose its port.
    pub ephemeral: bool,
    initial_send: SequenceNumber,
    unacknowledged: SequenceNumber,
    next: SequenceNumber,
    initial_receive: SequenceNumber,
    receive_next: SequenceNumber,
    program: Program,
    peer_window: u16,
    segment_size: u16,
    retries: u8,
    /// The timeout from the last measured round trip, and the one after doubling.
    base_timeout: SimTime,
    timeout: SimTime,
    /// How often the SYN-ACK was sent.
    syn_acks: u8,
    generation: u32,
    timer_runs: bool,
    /// The segment whose round trip is measured: when it left, and which number acknowledges it.
    measured: Option<(SimTime, SequenceNumber)>,
    acknowledge: bool,
    /// After a timeout: the last number sent before it, up to which data may be lost.
    recover: Option<SequenceNumber>,
    /// Segments out of order (3.10.7.4: "should be held for later processing").
    held: Vec<Segment>,
}

/// What the program at this end has done.
#[derive(Clone, Copy, Debug, Default)]
struct Program {
    /// Bytes it has written in all.
    written: u32,
    /// Bytes that it has received.
    received: u32,
    /// Whether, as the server, it has answered the request.
    answered: bool,
    /// Whether it has closed, so that FIN follows the data.
    closing: bool,
}

/// The circumstances of an event: time and settings.
#[derive(Clone, Copy, Debug)]
pub(in crate::host) struct Moment<'a> {
    pub(in crate::host) now: SimTime,
    /// The connection's index in its host, for timers.
    pub(in crate::host) connection: usize,
    pub(in crate::host) exchange: &'a Exchange,
    pub(in crate::host) syn: SynSchedule,
    pub(in crate::host) time_wait: SimTime,
}

impl Connection {
    /// A connection that is about to be opened; `initial_send` is its first sequence number.
    pub(in crate::host) fn new(
        flow_index: u32,
        side: Side,
        tuple: FourTuple,
        initial_send: SequenceNumber,
        segment_size: u16,
        now: SimTime,
    ) -> Self {
        Self {
            flow_index,
            side,
            tuple,
            state: TcpState::Closed,
            since: now,
            ephemeral: false,
            initial_send,
            unacknowledged: initial_send,
            next: initial_send,
            initial_receive: SequenceNumber::default(),
            receive_next: SequenceNumber::default(),
            program: Program::default(),
            peer_window: u16::MAX,
            segment_size,
            retries: 0,
            base_timeout: INITIAL_TIMEOUT,
            timeout: INITIAL_TIMEOUT,
            syn_acks: 0,
            generation: 0,
            timer_runs: false,
            measured: None,
            acknowledge: false,
            recover: None,
            held: Vec::new(),
        }
    }

    /// Sends the SYN (RFC 9293, 3.10.1).
    pub(in crate::host) fn open(&mut self, moment: &Moment<'_>, output: &mut Output) {
        self.enter(TcpState::SynSent, moment, output);
        self.next = self.initial_send.advanced(1);
        self.measured = Some((moment.now, self.next));
        self.send(TcpFlags::SYN, self.initial_send, 0, output);
        self.set_timer(
            moment.now + SimTime::from_secs(moment.syn.retries[0]),
            moment,
            output,
        );
    }

    /// Answers a SYN to a listener (3.10.7.2).
    pub(in crate::host) fn accept(
        &mut self,
        syn: &Segment,
        moment: &Moment<'_>,
        output: &mut Output,
    ) {
        self.take_initial(syn);
        self.enter(TcpState::SynReceived, moment, output);
        self.next = self.initial_send.advanced(1);
        self.measured = Some((moment.now, self.next));
        self.send_syn_ack(moment, output);
    }

    /// The program writes bytes; it cannot after it has closed (3.10.2).
    pub(in crate::host) fn write(&mut self, bytes: u32, moment: &Moment<'_>, output: &mut Output) {
        if self.program.closing {
            return;
        }
        self.program.written = self.program.written.saturating_add(bytes);
        self.transmit(moment, output);
    }

    /// The program closes: FIN follows what it has written (3.10.4).
    pub(in crate::host) fn close(&mut self, moment: &Moment<'_>, output: &mut Output) {
        if self.state == TcpState::SynSent {
            self.enter(TcpState::Closed, moment, output);
            return;
        }
        self.program.closing = true;
        self.transmit(moment, output);
    }

    /// The program aborts: sends RST and discards the connection (3.10.5).
    pub(in crate::host) fn abort(&mut self, moment: &Moment<'_>, output: &mut Output) {
        if matches!(
            self.state,
            TcpState::Closed | TcpState::SynSent | TcpState::TimeWait
        ) {
            self.enter(TcpState::Closed, moment, output);
            return;
        }
        self.send(TcpFlags::RST | TcpFlags::ACK, self.next, 0, output);
        self.enter(TcpState::Closed, moment, output);
    }

    /// Whether a timer of this generation is still set.
    pub(in crate::host) fn awaits(&self, generation: u32) -> bool {
        self.timer_runs && self.generation == generation
    }

    /// A timer has expired that is still set.
    pub(in crate::host) fn timer(&mut self, moment: &Moment<'_>, output: &mut Output) {
        self.timer_runs = false;
        match self.state {
            TcpState::TimeWait | TcpState::FinWait2 => {
                self.enter(TcpState::Closed, moment, output);
            }
            TcpState::SynSent => self.retry_syn(moment, output),
            TcpState::SynReceived if self.retries >= SYN_ACK_RETRIES => {
                self.give_up(moment, output);
            }
            TcpState::SynReceived => {
                self.retries += 1;
                self.timeout = self.timeout.times(2);
                self.send_syn_ack(moment, output);
            }
            _ if self.retries >= DATA_RETRIES => self.give_up(moment, output),
            _ => {
                self.retries += 1;
                self.measured = None;
                self.recover = Some(self.next);
                self.timeout = self.timeout.times(2).min(LONGEST_TIMEOUT);
                self.repeat_oldest(moment, output);
            }
        }
    }

    /// What the program does when the connection opens.
    fn begin_program(&mut self, moment: &Moment<'_>, output: &mut Output) {
        if self.side == Side::Client {
            self.program.written = self.program.written.saturating_add(moment.exchange.request);
        }
        self.run_program(moment, output);
    }

    /// What the program does with received data.
    fn run_program(&mut self, moment: &Moment<'_>, output: &mut Output) {
        let exchange = moment.exchange;
        let response = exchange.response.unwrap_or_default();
        let open = matches!(self.state, TcpState::Established | TcpState::CloseWait);
        if !open || self.program.closing && self.side == Side::Client {
            return;
        }
        match self.side {
            Side::Server if !self.program.answered && self.program.received >= exchange.request => {
                self.program.answered = true;
                self.program.written = self.program.written.saturating_add(response);
                self.program.closing |= exchange.close == Close::Server;
            }
            Side::Client if self.program.received >= response => match exchange.close {
                Close::Client => self.program.closing = true,
                Close::Reset if self.state == TcpState::Established => {
                    self.transmit(moment, output);
                    self.acknowledge = false;
                    self.abort(moment, output);
                }
                Close::Reset | Close::Server | Close::Never => {}
            },
            _ => {}
        }
    }

    fn give_up(&mut self, moment: &Moment<'_>, output: &mut Output) {
        let (flow_index, side, state) = (self.flow_index, self.side, self.state);
        output.event(HostEvent::GaveUp {
            flow_index,
            side,
            state,
        });
        self.enter(TcpState::Closed, moment, output);
    }

    fn wait_out(&mut self, moment: &Moment<'_>, output: &mut Output) {
        self.enter(TcpState::TimeWait, moment, output);
        self.set_timer(moment.now + moment.time_wait, moment, output);
    }

    fn enter(&mut self, state: TcpState, moment: &Moment<'_>, output: &mut Output) {
        let (flow_index, side, from) = (self.flow_index, self.side, self.state);
        if from == state {
            return;
        }
        output.event(HostEvent::State {
            flow_index,
            side,
            from,
            to: state,
        });
        self.state = state;
        self.since = moment.now;
        if state == TcpState::Established {
            self.retries = 0;
        }
        if matches!(
            state,
            TcpState::Closed | TcpState::Established | TcpState::TimeWait
        ) {
            self.stop_timer();
        }
    }

    fn set_timer(&mut self, at: SimTime, moment: &Moment<'_>, output: &mut Output) {
        self.generation += 1;
        self.timer_runs = true;
        let timer = Timer::Connection {
            connection: moment.connection,
            generation: self.generation,
        };
        output.timer(at, timer);
    }

    const fn stop_timer(&mut self) {
        self.timer_runs = false;
    }
}
