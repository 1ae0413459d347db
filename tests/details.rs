//! The tables and the sequence diagram of the Details, at the playhead.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use portcullis::editor::Editor;
use portcullis::editor::action::{Action, DocumentSource, PlayheadMove};
use portcullis::editor::selection::Selection;
use portcullis::editor::view::table::{Cell, Tab, TableView};

fn open(text: &str) -> Editor {
    let mut editor = Editor::default();
    let effects = editor.update(Action::OpenText {
        name: "drawing".into(),
        text: text.into(),
        origin: DocumentSource::File,
    });
    assert!(!format!("{effects:?}").contains("Refused"), "{effects:?}");
    editor.update(Action::Move(PlayheadMove::Start));
    editor
}

/// Rows as text, with `|` between cells.
fn rows(table: &TableView) -> Vec<String> {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Code(text, strong) => format!("{text}{strong}"),
        Cell::Tag(tag) => tag.text.clone(),
    };
    let row = |row: &portcullis::editor::view::table::Row| {
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        cells.join(" | ")
    };
    table.rows.iter().map(row).collect()
}

fn at_time(editor: &mut Editor, micros: u64) {
    editor.update(Action::SeekTime(micros));
}

#[test]
fn a_reply_in_flight_is_shown_in_every_table() {
    let mut editor = Editor::default();
    editor.update(Action::Move(PlayheadMove::Start));
    at_time(&mut editor, 20_000);
    let port = editor.packets(0, 1).rows[0].source.1.clone();
    let sockets = rows(&editor.table(Tab::Sockets));
    let laptop = sockets.iter().position(|row| row == "laptop").unwrap();
    assert!(
        sockets[laptop + 1].starts_with(&format!(
            "SYN-SENT | 203.0.113.10{port} | 198.51.100.20:22 | c1"
        )),
        "{sockets:#?}"
    );
    assert!(
        sockets
            .iter()
            .any(|row| row.starts_with("SYN-RECV | 10.0.1.20:22 | 203.0.113.10")),
        "{sockets:#?}"
    );
    let tracked = rows(&editor.table(Tab::Tracked));
    assert_eq!(tracked[0], "sftp, interface 10.0.1.20");
    assert!(
        tracked[1].starts_with(&format!("#1 | TCP | 203.0.113.10{port} | 10.0.1.20:22")),
        "{tracked:#?}"
    );
    let ports = rows(&editor.table(Tab::Ports));
    assert!(
        ports[0].starts_with("laptop picks from 32768–60999: 1 of 28232 ports"),
        "{ports:#?}"
    );
    let reach = rows(&editor.table(Tab::Reachability));
    assert_eq!(
        reach,
        ["laptop | sftp | tcp 22 | TIMED OUT | acl-public outbound *"]
    );
}

#[test]
fn stepping_back_shows_what_stepping_forward_showed() {
    for text in [
        include_str!("../public/scenarios/sftp.json"),
        include_str!("../public/scenarios/live.json"),
        include_str!("../public/scenarios/ephemeral.json"),
    ] {
        let mut editor = open(text);
        let look = |editor: &Editor| {
            let tables: Vec<Vec<String>> = Tab::ALL
                .iter()
                .map(|tab| rows(&editor.table(*tab)))
                .collect();
            (tables, editor.sequence(), editor.pills(), editor.lights())
        };
        let mut seen = vec![look(&editor)];
        for _ in 0..40 {
            editor.update(Action::Move(PlayheadMove::Forward));
            seen.push(look(&editor));
        }
        for before in seen.iter().rev().skip(1) {
            editor.update(Action::Move(PlayheadMove::Back));
            assert!(
                look(&editor) == *before,
                "at {:?}",
                editor.playhead_position()
            );
        }
    }
}

const THREE_PORTS: &str = r#"{"portcullis": 1,
    "hosts": [
        {"id": "client", "ip": "203.0.113.10", "ports": {"range": [50000, 50002]}},
        {"id": "server", "ip": "203.0.113.20", "listen": ["tcp 22", "tcp 443"]}],
    "script": [
        {"open": {"id": "ssh", "from": "client", "to": "server", "port": 22, "count": 4, "close": "never"}},
        {"at": 1, "open": {"id": "web", "from": "client", "to": "server", "port": 443, "close": "never"}}]}"#;

#[test]
fn the_fourth_connection_exhausts_three_ports_and_another_destination_reuses_them() {
    let mut editor = open(THREE_PORTS);
    editor.update(Action::Move(PlayheadMove::End));
    let ports = rows(&editor.table(Tab::Ports));
    assert!(
        ports[0].contains("exhausted: 1 flow found no free port"),
        "{ports:#?}"
    );
    let shared = ports
        .iter()
        .filter(|row| row.ends_with("same port, other 4-tuple"));
    assert_eq!(shared.count(), 2, "{ports:#?}");
    let next: Vec<&String> = ports.iter().filter(|row| row.contains("NEXT")).collect();
    assert_eq!(
        ports.len(),
        5 + next.len(),
        "four connections on three ports: {ports:#?}"
    );
    assert_eq!(
        *next[0],
        "none | 203.0.113.20:22 | NEXT |  | no port is free"
    );
    assert_eq!(editor.count(Tab::Ports), Some(4));
}

#[test]
fn a_flow_open_to_the_world_in_both_directions_is_untracked_and_the_table_says_why() {
    let text = include_str!("../public/scenarios/sftp.json").replace(
        "\"outbound\": [] }",
        "\"outbound\": [\"all to 0.0.0.0/0\"] }",
    );
    let mut editor = open(&text);
    at_time(&mut editor, 20_000);
    let tracked = rows(&editor.table(Tab::Tracked));
    assert!(
        tracked[1].contains("UNTRACKED") && tracked[1].contains("allow all traffic both ways"),
        "{tracked:#?}"
    );
    assert_eq!(editor.count(Tab::Tracked), Some(0));
    let mut editor = open(include_str!("../public/scenarios/sftp.json"));
    at_time(&mut editor, 20_000);
    let tracked = rows(&editor.table(Tab::Tracked));
    assert!(
        tracked[1].contains("yes: the rules don't allow"),
        "{tracked:#?}"
    );
    assert_eq!(editor.count(Tab::Tracked), Some(1));
}

const ONE_BY_ONE: &str = r#"{"portcullis": 1,
    "hosts": [
        {"id": "client", "ip": "203.0.113.10", "ports": {"range": [50000, 50006]}},
        {"id": "server", "ip": "203.0.113.20", "listen": ["tcp 22"]}],
    "script": [{"open": {"id": "ssh", "from": "client", "to": "server", "port": 22, "count": 8, "every": 0.1, "close": "never"}}]}"#;

#[test]
fn the_predicted_port_is_the_one_that_the_next_connection_gets() {
    let mut editor = open(ONE_BY_ONE);
    let mut told = Vec::new();
    for flow in 1..=7 {
        at_time(&mut editor, flow * 100_000 - 5_000);
        let ports = rows(&editor.table(Tab::Ports));
        let next = ports.iter().find(|row| row.contains("| NEXT |")).unwrap();
        if let Some(before) = told.last() {
            assert!(
                ports.iter().any(|row| row.starts_with(before)),
                "{before} was said to be next: {ports:#?}"
            );
        }
        told.push(next.split(" | ").next().unwrap().to_owned());
    }
    assert_eq!(told.pop().unwrap(), "none", "seven ports are held");
}

#[test]
fn a_range_of_a_table_equals_that_range_of_the_whole() {
    let mut editor = open(include_str!("../public/scenarios/ephemeral.json"));
    editor.update(Action::Move(PlayheadMove::End));
    for tab in Tab::ALL {
        let whole = editor.table(tab);
        assert_eq!(whole.total, whole.rows.len());
        for (first, last) in [(0, 3), (2, 7), (1, usize::MAX), (1_000_000, 1_000_001)] {
            let part = editor.table_part(tab, first..last);
            let from = first.min(whole.total);
            assert_eq!(part.total, whole.total);
            assert_eq!(part.first, from);
            assert_eq!(part.rows[..], whole.rows[from..last.min(whole.total)]);
        }
    }
}

#[test]
fn the_sequence_shows_swapped_ports_and_where_the_reply_was_dropped() {
    let mut editor = Editor::default();
    editor.update(Action::Move(PlayheadMove::End));
    let (ladder, _) = editor.sequence();
    let rails: Vec<&str> = ladder.rails.iter().map(|rail| rail.name.as_str()).collect();
    assert_eq!(rails, ["laptop", "acl-public", "sg-sftp", "sftp"]);
    let (syn, reply) = (&ladder.rungs[0], &ladder.rungs[1]);
    assert_eq!(
        (&syn.source_port, &syn.destination_port),
        (&reply.destination_port, &reply.source_port)
    );
    assert_eq!(reply.stopped.as_deref(), Some("rule * DENY all"));
    assert!(reply.from.x > reply.to.x && syn.from.x < syn.to.x);
    assert_eq!(
        ladder.silences[0].1, "silence: 0.98 s",
        "until the SYN is sent again"
    );
    editor.update(Action::ShowLadderGates(false));
    let (ladder, _) = editor.sequence();
    assert_eq!(ladder.rails.len(), 3, "the gate that stopped it stays");
}

#[test]
fn the_sequence_pages_through_all_packets() {
    let text = r#"{"portcullis": 1,
        "hosts": [{"id": "a", "ip": "203.0.113.10"}, {"id": "b", "ip": "203.0.113.20", "listen": ["udp 53"]}],
        "script": [{"send": {"id": "s", "from": "a", "to": "b", "port": 53, "count": 250, "every": 0.1, "request": 1}}]}"#;
    let mut editor = open(text);
    let first = |editor: &Editor| editor.sequence().0.rungs[0].packet;
    assert_eq!((first(&editor), editor.sequence_rest()), (1, (0, 130)));
    let mut seen = vec![1];
    while editor.sequence_rest().1 > 0 {
        editor.update(Action::PageSequence { later: true });
        seen.push(first(&editor));
    }
    assert_eq!(seen, [1, 61, 121, 181]);
    editor.update(Action::PageSequence { later: false });
    assert_eq!(first(&editor), 121);
    editor.update(Action::Move(PlayheadMove::Forward));
    assert_eq!(first(&editor), 1, "the playhead's packets again");
}

#[test]
fn clicking_a_row_selects_its_item() {
    let mut editor = Editor::default();
    at_time(&mut editor, 20_000);
    let tracked = editor.table(Tab::Tracked);
    let row = tracked
        .rows
        .iter()
        .find(|row| row.target.is_some())
        .unwrap();
    assert_eq!(row.target, Some(Selection::Packet(1)));
    editor.update(Action::Select(row.target.clone()));
    assert!(
        editor
            .table(Tab::Tracked)
            .rows
            .iter()
            .any(|row| row.selected)
    );
}

#[test]
fn the_filter_shows_packets_that_meet_all_conditions() {
    let mut editor = open(include_str!("../public/scenarios/ephemeral.json"));
    let all = editor.packets(0, 1_000).total;
    let mut count = |text: &str| {
        editor.update(Action::SetFilter(text.into()));
        let shown = editor.packets(0, 1_000);
        (shown.total, shown.rows, editor.filter().1)
    };
    let (blocked, rows, _) = count("blocked");
    assert!(blocked > 0 && blocked < all);
    assert_eq!(rows.len(), blocked);
    assert!(count("blocked syn").0 + count("passed").0 <= all);
    assert_eq!(count("port 1").0, 0);
    assert_eq!(count("tcp").0, all);
    let (kept, _, complaint) = count("nonsense");
    assert_eq!(kept, all, "what was shown before stays");
    assert!(complaint.is_some_and(|complaint| complaint.contains("nonsense")));
    assert_eq!(count("").0, all);
}

#[test]
fn a_packet_filters_the_table_by_its_flow() {
    let mut editor = open(include_str!("../public/scenarios/ephemeral.json"));
    let all = editor.packets(0, 1_000).total;
    editor.update(Action::Select(Some(Selection::Packet(1))));
    editor.update(Action::FollowFlow);
    assert!(editor.filter().0.starts_with("flow "));
    assert!(editor.packets(0, 1_000).total < all);
    editor.update(Action::FollowFlow);
    assert_eq!(editor.packets(0, 1_000).total, all);
}

#[test]
fn playback_pauses_at_the_chosen_events_and_loops_if_set() {
    use portcullis::editor::pause_points::PausePoint;
    let mut editor = open(include_str!("../public/scenarios/sftp.json"));
    let play = |editor: &mut Editor| {
        editor.update(Action::TogglePlaying);
        for _ in 0..2_000 {
            editor.update(Action::Advance {
                milliseconds: 100.0,
            });
            if !editor.transport().playing {
                break;
            }
        }
    };
    let at = editor
        .pause_points()
        .iter()
        .position(|point| *point == PausePoint::Drop);
    editor.update(Action::PauseAt(at.unwrap()));
    play(&mut editor);
    assert!(
        editor.moment().sentence.contains("Blocked"),
        "{:?}",
        editor.moment()
    );
    let first = editor.playhead_position();
    play(&mut editor);
    assert!(
        editor.playhead_position().entry > first.entry,
        "on to the next one"
    );
    editor.update(Action::Select(Some(Selection::Group("sg-sftp".into()))));
    let points = editor.pause_points();
    assert_eq!(points.last().unwrap().name(), "At sg-sftp");
    editor.update(Action::PauseAt(points.len() - 1));
    editor.update(Action::Move(PlayheadMove::Start));
    play(&mut editor);
    assert!(
        editor.moment().sentence.contains("sg-sftp"),
        "{:?}",
        editor.moment()
    );
    editor.update(Action::PauseAt(0));
    editor.update(Action::SetLooping(true));
    editor.update(Action::Move(PlayheadMove::End));
    editor.update(Action::TogglePlaying);
    let mut began = 0;
    for _ in 0..2_000 {
        let before = editor.playhead_position().entry;
        editor.update(Action::Advance {
            milliseconds: 100.0,
        });
        began += usize::from(editor.playhead_position().entry < before);
    }
    assert!(began > 1 && editor.transport().playing, "{began}");
}

#[test]
fn the_transcript_lists_each_event_and_the_outcomes() {
    let mut editor = open(include_str!("../public/scenarios/live.json"));
    let transcript = editor.transcript();
    let lines: Vec<&str> = transcript.lines().collect();
    assert_eq!(lines[0], "A rule removed under an open connection");
    let end = lines[lines.len() - 3..].join("\n");
    assert_eq!(
        end,
        "Outcomes:\n\
         login: broke: retransmitted data was never acknowledged\n\
         second-login: connection timed out"
    );
    // Stepping announces the same sentences in the same order.
    let mut rest = lines.iter();
    loop {
        let (sentence, before) = (editor.moment().sentence, editor.playhead_position());
        let is_end = sentence.starts_with("login: ") || sentence.starts_with("second-login: ");
        assert!(
            is_end || rest.any(|line| line.ends_with(&sentence)),
            "{sentence} is not told, or too late"
        );
        editor.update(Action::Move(PlayheadMove::Forward));
        if editor.playhead_position() == before {
            break;
        }
    }
}
