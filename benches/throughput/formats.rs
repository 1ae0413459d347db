//! The same exchanges in smoltcp: two interfaces joined by queues in memory.
//!
//! smoltcp writes and parses real headers, and has one host at each end and no filter. It
//! is still a useful yardstick: a small, trusted TCP, in the same profile. Checksums are
//! off, and acknowledgments are not delayed.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use smoltcp::iface::{Config, Interface, PollResult, SocketHandle, SocketSet};
use smoltcp::phy::{self, ChecksumCapabilities, Device, DeviceCapabilities, Medium};
use smoltcp::socket::tcp::{Socket, SocketBuffer, State};
use smoltcp::time::Instant;
use smoltcp::wire::{HardwareAddress, IpAddress, IpCidr};

use crate::workload::{REQUEST, RESPONSE};

const SERVER: IpAddress = IpAddress::v4(10, 0, 128, 10);
const PORT: u16 = 443;

type Link = Rc<RefCell<VecDeque<Vec<u8>>>>;

/// One end of a link.
struct Wire {
    inbox: Link,
    outbox: Link,
    sent: u32,
}

struct Received(Vec<u8>);

struct Sender<'a> {
    outbox: &'a Link,
    sent: &'a mut u32,
}

impl Device for Wire {
    type RxToken<'a> = Received;
    type TxToken<'a> = Sender<'a>;

    fn receive(&mut self, _: Instant) -> Option<(Received, Sender<'_>)> {
        let frame = self.inbox.borrow_mut().pop_front()?;
        let sender = Sender {
            outbox: &self.outbox,
            sent: &mut self.sent,
        };
        Some((Received(frame), sender))
    }

    fn transmit(&mut self, _: Instant) -> Option<Sender<'_>> {
        Some(Sender {
            outbox: &self.outbox,
            sent: &mut self.sent,
        })
    }

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ip;
        capabilities.max_transmission_unit = 9_001;
        capabilities.checksum = ChecksumCapabilities::ignored();
        capabilities
    }
}

impl phy::RxToken for Received {
    fn consume<Answer, Reader: FnOnce(&[u8]) -> Answer>(self, reader: Reader) -> Answer {
        reader(&self.0)
    }
}

impl phy::TxToken for Sender<'_> {
    fn consume<Answer, Writer: FnOnce(&mut [u8]) -> Answer>(
        self,
        length: usize,
        writer: Writer,
    ) -> Answer {
        let mut frame = vec![0; length];
        let answer = writer(&mut frame);
        self.outbox.borrow_mut().push_back(frame);
        *self.sent += 1;
        answer
    }
}

/// A host with one socket.
struct Machine {
    wire: Wire,
    interface: Interface,
    sockets: SocketSet<'static>,
    handle: SocketHandle,
}

impl Machine {
    fn new(address: IpAddress, inbox: &Link, outbox: &Link) -> Self {
        let mut wire = Wire {
            inbox: Rc::clone(inbox),
            outbox: Rc::clone(outbox),
            sent: 0,
        };
        let config = Config::new(HardwareAddress::Ip);
        let mut interface = Interface::new(config, &mut wire, Instant::ZERO);
        interface.update_ip_addrs(|addresses| {
            let address = IpCidr::new(address, 16);
            addresses.push(address).expect("room for one address");
        });
        let mut sockets = SocketSet::new(Vec::new());
        let handle = sockets.add(socket());
        Self {
            wire,
            interface,
            sockets,
            handle,
        }
    }

    fn poll(&mut self, now: Instant) -> bool {
        let Self {
            wire,
            interface,
            sockets,
            ..
        } = self;
        interface.poll(now, wire, sockets) == PollResult::SocketStateChanged
    }

    fn socket(&mut self) -> &mut Socket<'static> {
        self.sockets.get_mut(self.handle)
    }

    /// Closes its connection and is ready for the next.
    fn renew(&mut self) {
        self.sockets.remove(self.handle);
        self.handle = self.sockets.add(socket());
    }
}

fn socket() -> Socket<'static> {
    let buffer = || SocketBuffer::new(vec![0; 2_048]);
    let mut socket = Socket::new(buffer(), buffer());
    socket.set_ack_delay(None);
    socket
}

/// Runs exchanges one after another and counts their packets.
pub(crate) fn run(count: u32) -> u32 {
    let (there, back) = (Link::default(), Link::default());
    let mut client = Machine::new(IpAddress::v4(10, 0, 0, 4), &back, &there);
    let mut server = Machine::new(SERVER, &there, &back);
    let request = vec![7; REQUEST as usize];
    let response = vec![8; RESPONSE as usize];
    for number in 0..count {
        let now = Instant::from_millis(i64::from(number));
        let local = 32_768 + u16::try_from(number % 28_000).expect("below 28 000");
        server
            .socket()
            .listen(PORT)
            .expect("a fresh socket listens");
        let context = client.interface.context();
        let opening = client.sockets.get_mut::<Socket<'_>>(client.handle);
        opening
            .connect(context, (SERVER, PORT), local)
            .expect("a fresh socket connects");
        let (mut is_asked, mut is_answered) = (false, false);
        loop {
            let moved = client.poll(now) | server.poll(now);
            let asking = client.socket();
            if !is_asked && asking.can_send() {
                asking.send_slice(&request).expect("an open connection");
                is_asked = true;
            }
            if asking.recv_queue() == response.len() {
                asking.recv(|data| (data.len(), ())).expect("a response");
                asking.close();
            }
            let answering = server.socket();
            if !is_answered && answering.recv_queue() == request.len() {
                answering.recv(|data| (data.len(), ())).expect("a request");
                answering.send_slice(&response).expect("an open connection");
                is_answered = true;
            }
            if answering.state() == State::CloseWait {
                answering.close();
            }
            let is_quiet = there.borrow().is_empty() && back.borrow().is_empty();
            if !moved && is_quiet && is_answered && server.socket().state() == State::Closed {
                break;
            }
        }
        client.renew();
        server.renew();
    }
    client.wire.sent + server.wire.sent
}
