//! A stand-in for the editor, so that the page can be seen before there is one.
//! It answers with one fixed moment; it is removed when the editor exists.

#![allow(
    clippy::unused_self,
    clippy::cast_sign_loss,
    clippy::cast_possible_truncation,
    clippy::too_many_lines,
    clippy::float_cmp,
    clippy::cast_precision_loss,
    reason = "a stand-in with the editor's signatures"
)]

use crate::editor::action::{Action, Pointer, Step};
use crate::editor::effect::Effect;
use crate::editor::target::{Target, Way};
use crate::editor::view::Revisions;
use crate::editor::view::details::{PacketRow, PacketsView};
use crate::editor::view::frame::{CameraView, ExampleItem, HeaderView, SessionView};
use crate::editor::view::inspector::{
    ComplaintView, FlowLine, HeaderField, HostView, InspectorView, Offer, PacketView, PathStep,
    RuleList, RuleRow, RulesView, SummaryView,
};
use crate::editor::view::text::{Sentence, Tag, Tone};
use crate::editor::view::timeline::{
    MomentView, PlayheadView, SPEEDS, Silence, Tick, TrackView, TransportView,
};
use crate::picture::drawing::{
    Area, AreaKind, Caption, Drawing, Gate, HostCard, Inward, Node, NodeKind, Wire,
};
use crate::picture::geometry::{Point, Rect, along};
use crate::picture::light::{Callout, GateLight, HostLight, Light, Lights, Pill, Tint, Trail};

pub const EXAMPLES: [ExampleItem; 2] = [
    ExampleItem {
        id: "sftp",
        title: "SFTP through a network ACL that forgot the reply",
        about: "The SYN arrives, the answer dies on its way out.",
    },
    ExampleItem {
        id: "refused",
        title: "Refused is not dropped",
        about: "A closed port answers with RST; a missing rule answers with silence.",
    },
];

pub struct Editor {
    revisions: Revisions,
    place: f64,
    transport: TransportView,
    session: SessionView,
    selected: Option<Target>,
    size: (f64, f64),
    camera: Option<CameraView>,
    grabbed: Option<Point>,
    complaint: Option<ComplaintView>,
}

impl Default for Editor {
    fn default() -> Self {
        Self {
            revisions: Revisions::default(),
            place: 0.3667,
            transport: TransportView {
                playing: false,
                speed: 3,
                skip_idle: true,
            },
            session: SessionView::default(),
            selected: Some(Target::Packet(5)),
            size: (1036.0, 584.0),
            camera: None,
            grabbed: None,
            complaint: None,
        }
    }
}

impl Editor {
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        let before = (self.place * 40.0).floor();
        match action {
            Action::Advance { milliseconds } => {
                self.place += milliseconds / 20_000.0 * SPEEDS[self.transport.speed].0;
                if self.place >= 1.0 {
                    self.place = 1.0;
                    self.transport.playing = false;
                    self.revisions.session += 1;
                }
            }
            Action::TogglePlaying => {
                self.transport.playing = !self.transport.playing;
                self.revisions.session += 1;
            }
            Action::Move(Step::Start) => self.place = 0.0,
            Action::Move(Step::End) => self.place = 1.0,
            Action::Move(Step::Back | Step::BackInFlow) => {
                self.place = (self.place - 0.025).max(0.0);
            }
            Action::Move(_) => self.place = (self.place + 0.025).min(1.0),
            Action::Seek(place) => self.place = place,
            Action::SetSpeed(speed) => self.transport.speed = speed,
            Action::SetSkipIdle(skip) => self.transport.skip_idle = skip,
            Action::Select(target) => {
                self.selected = target;
                self.session.sheet = crate::editor::target::Sheet::Inspector;
            }
            Action::ChooseTool(tool) => self.session.tool = tool,
            Action::ShowSheet(sheet) => self.session.sheet = sheet,
            Action::Resize { width, height } => self.size = (width, height),
            Action::Fit => self.camera = None,
            Action::Zoom { factor, about } => {
                let old = self.camera();
                let about = about.unwrap_or(Point::new(self.size.0 / 2.0, self.size.1 / 2.0));
                let kept = old.to_drawing(about);
                let zoom = (old.zoom * factor).clamp(0.3, 4.0);
                self.camera = Some(CameraView {
                    zoom,
                    offset: Point::new(about.x - kept.x * zoom, about.y - kept.y * zoom),
                });
            }
            Action::Pan { x, y } => {
                let mut camera = self.camera();
                camera.offset = Point::new(camera.offset.x + x, camera.offset.y + y);
                self.camera = Some(camera);
            }
            Action::Pointer(Pointer::Down { at, on }) => {
                self.grabbed = on.is_none().then_some(at);
                if on.is_some() {
                    self.selected = on;
                    self.session.sheet = crate::editor::target::Sheet::Inspector;
                }
            }
            Action::Pointer(Pointer::Drag(at)) => {
                if let Some(grabbed) = self.grabbed {
                    let mut camera = self.camera();
                    camera.offset = Point::new(
                        camera.offset.x + (at.x - grabbed.x) * camera.zoom,
                        camera.offset.y + (at.y - grabbed.y) * camera.zoom,
                    );
                    self.camera = Some(camera);
                }
            }
            Action::Pointer(_) => self.grabbed = None,
            Action::TypeRule { way, text, .. } => {
                self.complaint = text.find("xyz").map(|at| ComplaintView {
                    way,
                    message: "found \"xyz\", expected an address such as 10.0.0.0/8".into(),
                    at,
                });
            }
            Action::ShareLink => {
                return vec![Effect::Copy {
                    text: "#".into(),
                    said: "Link copied".into(),
                }];
            }
            _ => {}
        }
        self.revisions.place += 1;
        self.revisions.session += 1;
        self.revisions.camera += 1;
        if (self.place * 40.0).floor() != before {
            self.revisions.moment += 1;
        }
        Vec::new()
    }

    pub fn revisions(&self) -> Revisions {
        self.revisions
    }

    pub fn header(&self) -> HeaderView {
        HeaderView {
            title: EXAMPLES[0].title.into(),
            edited: true,
            undo: Some("Undo: add rule 110".into()),
            redo: None,
        }
    }

    pub fn session(&self) -> SessionView {
        self.session
    }

    pub fn transport(&self) -> TransportView {
        self.transport
    }

    pub fn selected(&self) -> Option<Target> {
        self.selected.clone()
    }

    pub fn complaint(&self) -> Option<ComplaintView> {
        self.complaint.clone()
    }

    pub fn link(&self) -> String {
        String::new()
    }

    pub fn camera(&self) -> CameraView {
        self.camera.unwrap_or_else(|| {
            let bounds = self.drawing().bounds.grown(24.0);
            let zoom = (self.size.0 / bounds.width)
                .min(self.size.1 / bounds.height)
                .clamp(0.8, 1.4);
            let middle = bounds.center();
            CameraView {
                zoom,
                offset: Point::new(
                    self.size.0 / 2.0 - middle.x * zoom,
                    self.size.1 / 2.0 - middle.y * zoom,
                ),
            }
        })
    }

    pub fn playhead(&self) -> PlayheadView {
        let milliseconds = self.place * 2850.0;
        let text = format!(
            "{:02}.{:03}",
            milliseconds as u64 / 1000,
            milliseconds as u64 % 1000
        );
        PlayheadView {
            at: self.place,
            clock: format!("00:{}", &text[..3]),
            clock_fraction: text[3..].into(),
        }
    }

    pub fn moment(&self) -> MomentView {
        MomentView {
            sentence: "Reply dropped by acl-public, rule *".into(),
            tone: Tone::Deny,
            spoken: format!(
                "{} s, event 14 of 40",
                crate::picture::markup::decimal(self.place * 2.85)
            ),
        }
    }

    pub fn track(&self) -> TrackView {
        let tick = |at: f64, tone| Tick {
            at: at / 900.0,
            tone,
        };
        TrackView {
            ticks: vec![
                tick(40.0, Tone::Allow),
                tick(96.0, Tone::Allow),
                tick(108.0, Tone::State),
                tick(122.0, Tone::Deny),
                tick(214.0, Tone::Allow),
                tick(270.0, Tone::Allow),
                tick(282.0, Tone::State),
                tick(296.0, Tone::Deny),
                tick(560.0, Tone::Allow),
                tick(616.0, Tone::Allow),
                tick(628.0, Tone::State),
                tick(642.0, Tone::Deny),
            ],
            silences: vec![Silence {
                at: 0.48,
                text: "2 s idle".into(),
            }],
        }
    }

    pub fn drawing(&self) -> Drawing {
        let point = Point::new;
        let host = |id: &str,
                    frame,
                    address: &str,
                    public: Option<&str>,
                    system: &str,
                    chips: &[&str],
                    ephemeral,
                    groups: &[&str]| HostCard {
            id: id.into(),
            frame,
            address: address.into(),
            public_address: public.map(Into::into),
            system: system.into(),
            chips: chips.iter().map(|chip| (*chip).into()).collect(),
            ephemeral,
            groups: groups.iter().map(|group| (*group).into()).collect(),
            label: format!("host {id}, {address}"),
        };
        let gate = |subnet: &str, acl: &str, y| Gate {
            subnet: subnet.into(),
            acl: acl.into(),
            center: point(496.0, y),
            inward: Inward::Right,
            label: format!("network ACL {acl}, guarding {subnet}"),
        };
        let node = |id: &str, kind, x, name: &str, label: &str| Node {
            id: id.into(),
            kind,
            center: point(x, 190.0),
            name: name.into(),
            label: label.into(),
        };
        let wire = |points: Vec<Point>, dotted| Wire { points, dotted };
        Drawing {
            bounds: Rect::new(48.0, 34.0, 962.0, 520.0),
            captions: vec![Caption {
                at: point(48.0, 56.0),
                text: "Internet".into(),
            }],
            areas: vec![
                Area {
                    id: "vpc".into(),
                    kind: AreaKind::Vpc,
                    frame: Rect::new(342.0, 34.0, 668.0, 520.0),
                    name: "vpc".into(),
                    cidr: "10.0.0.0/16".into(),
                    label_at: point(362.0, 58.0),
                },
                Area {
                    id: "public-a".into(),
                    kind: AreaKind::PublicSubnet,
                    frame: Rect::new(496.0, 76.0, 490.0, 220.0),
                    name: "public-a".into(),
                    cidr: "10.0.1.0/24".into(),
                    label_at: point(530.0, 100.0),
                },
                Area {
                    id: "private-a".into(),
                    kind: AreaKind::PrivateSubnet,
                    frame: Rect::new(496.0, 322.0, 490.0, 208.0),
                    name: "private-a".into(),
                    cidr: "10.0.2.0/24".into(),
                    label_at: point(530.0, 346.0),
                },
            ],
            wires: vec![
                wire(vec![point(228.0, 190.0), point(664.0, 190.0)], false),
                wire(
                    vec![
                        point(420.0, 190.0),
                        point(420.0, 426.0),
                        point(664.0, 426.0),
                    ],
                    false,
                ),
                wire(
                    vec![
                        point(228.0, 430.0),
                        point(285.0, 430.0),
                        point(285.0, 190.0),
                        point(342.0, 190.0),
                    ],
                    true,
                ),
            ],
            nodes: vec![
                node(
                    "igw",
                    NodeKind::InternetGateway,
                    342.0,
                    "",
                    "internet gateway igw",
                ),
                node("router", NodeKind::Router, 420.0, "router", "router of vpc"),
            ],
            gates: vec![
                gate("public-a", "acl-public", 190.0),
                gate("private-a", "vpc.default-acl", 426.0),
            ],
            hosts: vec![
                host(
                    "laptop",
                    Rect::new(48.0, 152.0, 180.0, 76.0),
                    "203.0.113.10",
                    None,
                    "Linux",
                    &[],
                    Some((32768, 60999)),
                    &[],
                ),
                host(
                    "scanner",
                    Rect::new(48.0, 398.0, 180.0, 64.0),
                    "198.51.100.7",
                    None,
                    "Windows",
                    &[],
                    None,
                    &[],
                ),
                host(
                    "sftp",
                    Rect::new(664.0, 150.0, 208.0, 80.0),
                    "10.0.1.20",
                    Some("198.51.100.20"),
                    "Linux",
                    &[":22 ssh"],
                    None,
                    &["sg-sftp"],
                ),
                host(
                    "database",
                    Rect::new(664.0, 386.0, 208.0, 80.0),
                    "10.0.2.30",
                    None,
                    "Linux",
                    &[":5432 pgsql"],
                    None,
                    &["sg-db", "sg-admin"],
                ),
            ],
        }
    }

    pub fn lights(&self) -> Lights {
        let mut lights = Lights::default();
        lights.hosts.insert(
            "laptop".into(),
            HostLight {
                ports_in_use: vec![41820, 44822],
                state: Some("SYN-SENT, again in 0.9 s".into()),
                ..HostLight::default()
            },
        );
        lights.hosts.insert(
            "sftp".into(),
            HostLight {
                ring: Light::State,
                ..HostLight::default()
            },
        );
        lights.gates.insert(
            "public-a".into(),
            GateLight {
                inbound: Light::Rule,
                outbound: Light::Denied,
            },
        );
        lights.trails.push(Trail {
            points: vec![Point::new(228.0, 190.0), Point::new(496.0, 190.0)],
            tint: Tint::Connection(0),
        });
        lights.trails.push(Trail {
            points: vec![Point::new(496.0, 190.0), Point::new(664.0, 190.0)],
            tint: Tint::State,
        });
        lights.stamps.push(Point::new(476.0, 209.0));
        lights.callout = Some(Callout {
            frame: Rect::new(384.0, 246.0, 222.0, 56.0),
            anchor: Point::new(474.0, 216.0),
            title: "Blocked by acl-public, outbound".into(),
            detail: "* deny all to 0.0.0.0/0".into(),
        });
        lights
    }

    pub fn pills(&self) -> Vec<Pill> {
        let way = [Point::new(282.0, 169.0), Point::new(660.0, 169.0)];
        let (at, _) = along(&way, (self.place - 0.3667).max(0.0) * 4.0);
        vec![
            Pill {
                packet: 6,
                at,
                text: "SYN 41822→22".into(),
                tint: Tint::Connection(0),
                stopped: false,
                presence: 1.0,
                label: "packet 6, SYN from laptop, port 41822, to sftp, port 22".into(),
            },
            Pill {
                packet: 5,
                at: Point::new(584.0, 209.0),
                text: "SYN·ACK 22→41820".into(),
                tint: Tint::Denied,
                stopped: true,
                presence: 1.0,
                label: "packet 5, SYN ACK, dropped by acl-public".into(),
            },
        ]
    }

    pub fn packet_count(&self) -> usize {
        60
    }

    pub fn packets(&self, first: usize, count: usize) -> PacketsView {
        let all = 60;
        let first = first.min(all);
        let row = |index: usize| {
            let number = index as u64 + 1;
            let reply = index % 3 == 1;
            let end = |address: &str, port: &str| (address.to_owned(), port.to_owned());
            let (source, destination) = if reply {
                (end("10.0.1.20", ":22"), end("203.0.113.10", ":41820"))
            } else {
                (end("203.0.113.10", ":41820"), end("198.51.100.20", ":22"))
            };
            let tag = |tone, text: &str| Tag {
                tone,
                text: text.into(),
            };
            PacketRow {
                number,
                time: crate::picture::markup::decimal(index as f64 * 0.33),
                source,
                destination,
                protocol: "TCP".into(),
                info: if reply {
                    "SYN·ACK seq 0 ack 1".into()
                } else {
                    "SYN seq 0".into()
                },
                remark: if index > 1 {
                    "retransmission".into()
                } else {
                    String::new()
                },
                verdict: match (reply, index) {
                    (_, 5) => tag(Tone::Neutral, "in flight"),
                    (true, _) => tag(Tone::Deny, "acl-public out *"),
                    _ => tag(Tone::Allow, "delivered"),
                },
                selected: self.selected == Some(Target::Packet(number)),
                later: index > 5,
            }
        };
        PacketsView {
            total: all,
            first,
            rows: (first..(first + count).min(all)).map(row).collect(),
        }
    }

    pub fn inspector(&self) -> InspectorView {
        let text = Sentence::default;
        let tag = |tone, text: &str| Tag {
            tone,
            text: text.into(),
        };
        let field = |name: &str, value: &str| HeaderField {
            name: name.into(),
            value: value.into(),
            marked: name.contains("ephemeral"),
        };
        match &self.selected {
            None | Some(Target::Gateway(_)) => InspectorView::Nothing(SummaryView {
                title: EXAMPLES[0].title.into(),
                notes: vec![
                    "The server's group remembers the connection; the subnet's ACL does not."
                        .into(),
                ],
                flows: vec![FlowLine {
                    flow: "c1".into(),
                    outcome: tag(Tone::Deny, "timed out"),
                    between: "laptop → sftp, tcp 22".into(),
                }],
            }),
            Some(Target::Packet(number)) => InspectorView::Packet(PacketView {
                heading: format!("Packet {number}"),
                title: "SYN·ACK".into(),
                verdict: tag(Tone::Deny, "BLOCKED"),
                addresses: "10.0.1.20 → 203.0.113.10".into(),
                translation: Some(text().plain("Leaves the VPC as ").code("198.51.100.20")),
                fields: vec![
                    field("Source port", "22"),
                    field("Destination port (ephemeral)", "41820"),
                    field("Sequence", "0"),
                    field("Acknowledgment", "1"),
                    field("Flags", "SYN ACK"),
                    field("Window", "65160"),
                ],
                path: vec![
                    PathStep {
                        verdict: Tag::default(),
                        title: text().strong("sftp").plain(" replies from ").code(":22"),
                        about: text()
                            .plain("to the source port it saw in the SYN, ")
                            .code("41820"),
                        target: None,
                    },
                    PathStep {
                        verdict: tag(Tone::State, "TRACKED"),
                        title: text().strong("sg-sftp").plain(" outbound"),
                        about: text().plain("reply of a tracked connection: no rule is read"),
                        target: Some(Target::Group("sg-sftp".into())),
                    },
                    PathStep {
                        verdict: tag(Tone::Deny, "DENY"),
                        title: text().strong("acl-public").plain(" outbound"),
                        about: text()
                            .plain("stateless: rule 100 doesn't match ")
                            .code("tcp 41820")
                            .plain(", so rule ")
                            .code("*")
                            .plain(" does"),
                        target: Some(Target::Gate("public-a".into())),
                    },
                    PathStep {
                        verdict: Tag::default(),
                        title: text().plain("laptop never sees it, and sends SYN again after 2 s"),
                        about: text(),
                        target: None,
                    },
                ],
                offers: vec![Offer {
                    title: "Add one outbound rule to acl-public".into(),
                    about:
                        "The narrowest range that covers this client: Linux picks from 32768–60999."
                            .into(),
                    gate: "acl-public".into(),
                    way: Way::Outbound,
                    rule: "110 allow tcp 32768-60999 to 203.0.113.10/32".into(),
                    button: "Apply fix".into(),
                }],
            }),
            Some(Target::Host(id)) => InspectorView::Host(HostView {
                name: id.clone(),
                fields: vec![
                    field("Address", "10.0.1.20"),
                    field("Public address", "198.51.100.20"),
                    field("System", "Linux"),
                    field("Ports it picks from (ephemeral)", "32768–60999"),
                ],
                groups: vec!["sg-sftp".into()],
                listens: vec!["tcp 22".into()],
                connections: vec![(
                    tag(Tone::Neutral, "SYN-RCVD"),
                    ":22 ⇄ 203.0.113.10:41820".into(),
                )],
                removable: true,
            }),
            Some(Target::Gate(id) | Target::Group(id)) => {
                let rule = |rule: &str, about: &str, decided| RuleRow {
                    rule: rule.into(),
                    about: about.into(),
                    decided,
                };
                let list = |way, rows, closing: &str, decided| RuleList {
                    way,
                    rows,
                    closing: rule(closing, "", decided),
                    example: "110 allow tcp 32768-60999 to 203.0.113.10/32".into(),
                };
                InspectorView::Rules(RulesView {
                    gate: id.clone(),
                    kind: "Network ACL".into(),
                    about: "Stateless: nothing is remembered, so a reply needs its own rule."
                        .into(),
                    lists: vec![
                        list(
                            Way::Inbound,
                            vec![rule(
                                "100 allow tcp 22 from 0.0.0.0/0",
                                "SFTP for everybody",
                                true,
                            )],
                            "* deny all from 0.0.0.0/0",
                            false,
                        ),
                        list(
                            Way::Outbound,
                            vec![rule("100 allow tcp 443 to 0.0.0.0/0", "", false)],
                            "* deny all to 0.0.0.0/0",
                            true,
                        ),
                    ],
                })
            }
        }
    }
}
