//! TIME-WAIT: what a closed connection leaves.

use portcullis::host::Side;
use portcullis::net::{SimTime, TcpState};

use super::{Held, TEN, entered, internet, is, open, outcome, outcomes};

pub(super) fn who_waits() -> Held {
    for (close, client, server) in [("client", 1, 0), ("server", 0, 1), ("reset", 0, 0)] {
        let more = format!(r#""port": 80, "close": "{close}""#);
        let run = internet("", &open("c", "0", "near", &more));
        let waits = |side| entered(&run, side, TcpState::TimeWait).len();
        let found = (close, waits(Side::Client), waits(Side::Server));
        is(found, (close, client, server))?;
    }
    Ok(())
}

pub(super) fn how_long() -> Held {
    let run = internet("", &open("c", "0", "near", r#""port": 80"#));
    let from = entered(&run, Side::Client, TcpState::TimeWait)[0];
    let to = entered(&run, Side::Client, TcpState::Closed)[0];
    is(to - from, SimTime::from_secs(60))
}

/// Ten connections that `a` closes, so that all its ports are in TIME-WAIT.
fn all_waiting() -> String {
    open("c", "0", "near", r#""port": 80, "count": 10"#)
}

pub(super) fn waiting_is_per_destination() -> Held {
    let script = [
        all_waiting(),
        open("same", "1", "near", r#""port": 80"#),
        open("other", "1", "far", r#""port": 80"#),
    ];
    let run = internet(TEN, &script.join(","));
    is(
        (outcome(&run, "same"), outcome(&run, "other")),
        ("no_port", "connected"),
    )
}

pub(super) fn reuse() -> Held {
    for (reuse, at, expected) in [
        (true, "0.5", "no_port"),
        (true, "1.5", "connected"),
        (false, "1.5", "no_port"),
        (false, "59", "no_port"),
        (false, "60.1", "connected"),
    ] {
        let script = [all_waiting(), open("next", at, "near", r#""port": 80"#)];
        let run = internet(
            &format!(r#"{TEN}, "reuse_time_wait": {reuse}"#),
            &script.join(","),
        );
        is((reuse, at, outcome(&run, "next")), (reuse, at, expected))?;
        // The connection whose port is reused keeps its outcome.
        is(outcome(&run, "c.1"), "connected")?;
    }
    Ok(())
}

pub(super) fn waiting_port_by_name() -> Held {
    let script = [
        open("c", "0", "near", r#""port": 80"#),
        open("same", "1", "far", r#""port": 80, "source_port": 40000"#),
    ];
    let run = internet(r#""range": [40000, 40000]"#, &script.join(","));
    is(
        (outcome(&run, "c"), outcome(&run, "same")),
        ("connected", "no_port"),
    )
}

pub(super) fn server_gives_way() -> Held {
    let script = [
        open(
            "c",
            "0",
            "near",
            r#""port": 80, "source_port": 40000, "close": "server""#,
        ),
        open("again", "1", "near", r#""port": 80, "source_port": 40000"#),
    ];
    let run = internet("", &script.join(","));
    is(
        outcomes(&run),
        vec![("c", "connected"), ("again", "connected")],
    )?;
    let ended = entered(&run, Side::Server, TcpState::Closed)[0];
    is(ended < SimTime::from_secs(2), true)
}
