//! What AWS rejects or normalises before any packet is sent.

use portcullis::scenario::{Scenario, usable_addresses};

use super::{Held, document, is};

pub(super) fn canonical_prefix() -> Held {
    let acl = r#""network_acls": [{ "id": "acl", "vpc": "vpc", "inbound": ["100 allow all from 100.68.0.18/18"] }],"#;
    let read = Scenario::from_json(&document(r#""inbound": []"#, acl)).unwrap();
    let printed = read.scenario.to_json_pretty();
    is(printed.contains("100 allow all from 100.68.0.0/18"), true)
}

pub(super) fn route_inside() -> Held {
    let table = r#""route_tables": [{ "id": "rtb", "vpc": "vpc", "routes": [{ "to": "10.0.2.0/24", "via": "igw" }] }],"#;
    refused(
        r#""inbound": []"#,
        table,
        "route_tables[0].routes[0].to: found 10.0.2.0/24, more specific than the local route",
    )
}

// The format has one Region, so a VPC without a peering to this one takes the other's part.
pub(super) fn group_elsewhere() -> Held {
    refused(
        r#""inbound": ["tcp 22 from elsewhere"]"#,
        "",
        "neither `vpc` nor peered with it; write its CIDR",
    )
}

pub(super) fn reserved_addresses() -> Held {
    for last in [0, 1, 2, 3, 255] {
        let address = format!("10.0.1.{last}");
        let text = document(r#""inbound": []"#, "").replace("10.0.1.10", &address);
        let message = match Scenario::from_json(&text) {
            Ok(_) => return Err(format!("{address} is not refused")),
            Err(errors) => errors.to_string(),
        };
        let says_why = message.contains("one of the five addresses that AWS reserves");
        is((last, says_why), (last, true))?;
    }
    Ok(())
}

pub(super) fn smallest_subnet() -> Held {
    let text = document(r#""inbound": []"#, "").replace("10.0.2.0/24", "10.0.2.0/28");
    let scenario = Scenario::from_json(&text).unwrap().scenario;
    is(usable_addresses(&scenario.subnets[1]), 11)
}

/// Checks that a document is rejected with these words.
fn refused(group: &str, more: &str, words: &str) -> Held {
    match Scenario::from_json(&document(group, more)) {
        Ok(_) => Err(format!("not rejected: {words}")),
        Err(errors) if errors.to_string().contains(words) => Ok(()),
        Err(errors) => Err(format!("expected {words}, found {errors}")),
    }
}
