//! Other CIDR blocks for VPCs and subnets that have something in them already.
//!
//! A block that would leave hosts or subnets outside is refused with their names, and
//! with what would work: a block that holds them, or new addresses for them.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::{FormEdit, Made, Rejection, Suggestion, member};
use crate::editor::document_ops::addresses;
use crate::scenario::{GatewayKind, Id, Scenario};
use crate::words;

/// The prefix lengths that AWS takes.
const LENGTHS: std::ops::RangeInclusive<u8> = 16..=28;
/// More names than this are only counted.
const MOST_NAMED: usize = 3;

/// A subnet gets the block that was typed.
pub(super) fn subnet(scenario: &Scenario, id: &str, text: &str) -> Made {
    let name = format!("Give {id} the block {text}");
    let index = scenario.subnets.iter().position(|subnet| subnet.id == id);
    let place = format!("subnets[{}]", index.unwrap_or_default());
    let refused = match member::set(scenario, &place, "cidr", text) {
        Ok(next) => return Ok(FormEdit::new(name, next)),
        Err(message) => message,
    };
    let Ok(block) = text.parse::<Ipv4Net>().map(|block| block.trunc()) else {
        return Err(refused.into());
    };
    let stranded = stranded(scenario, id, block);
    let mut offers = Vec::new();
    if !stranded.is_empty() && LENGTHS.contains(&block.prefix_len()) {
        offers.extend(holding(scenario, id, block, &stranded));
        offers.extend(moved(scenario, id, block, "Give them new addresses"));
        let names: Vec<String> = stranded
            .iter()
            .map(|(id, ip)| format!("{id} ({ip})"))
            .collect();
        if !offers.is_empty() {
            let all_hosts = stranded.iter().all(|(id, _)| scenario.host(id).is_some());
            let word = if all_hosts { "host" } else { "thing" };
            let count = words::counted(stranded.len(), word);
            return Err(Rejection {
                message: format!("{count} would lie outside: {}", listed(&names)),
                offers,
            });
        }
    }
    // Too large or too small, outside the VPC, or over another subnet.
    let nearest = block.prefix_len().clamp(*LENGTHS.start(), *LENGTHS.end());
    let nearest = Ipv4Net::new(block.addr(), nearest).map(|near| near.trunc());
    let vpc = scenario.subnet(id).map(|subnet| subnet.vpc.clone());
    let free = vpc.and_then(|vpc| addresses::free_subnet_block(scenario, &vpc).ok());
    for block in nearest.into_iter().chain(free) {
        let plain = with_block(scenario, id, block).map(|next| Suggestion {
            text: format!("Use {block}"),
            change: FormEdit::new(format!("Give {id} the block {block}"), next),
        });
        let text = format!("Use {block}, with new addresses for what is in it");
        offers.extend(plain.or_else(|| moved(scenario, id, block, &text)));
    }
    offers.truncate(2);
    Err(Rejection {
        message: refused,
        offers,
    })
}

/// "a, b, c and 2 more".
fn listed(names: &[String]) -> String {
    let rest = names.len().saturating_sub(MOST_NAMED);
    let shown = names[..names.len() - rest].join(", ");
    if rest > 0 {
        format!("{shown} and {rest} more")
    } else {
        shown
    }
}

/// What has a written address in a subnet that its new block would not hold.
fn stranded(scenario: &Scenario, subnet: &str, block: Ipv4Net) -> Vec<(Id, Ipv4Addr)> {
    let hosts = scenario.hosts.iter().filter_map(|host| {
        let here = host.subnet.as_deref() == Some(subnet);
        here.then(|| Some((host.id.clone(), host.ip?))).flatten()
    });
    let gateways = scenario.gateways.iter().filter_map(|gateway| {
        let GatewayKind::Nat {
            subnet: home, ip, ..
        } = &gateway.kind
        else {
            return None;
        };
        let here = home == subnet;
        here.then(|| Some((gateway.id.clone(), (*ip)?))).flatten()
    });
    hosts
        .chain(gateways)
        .filter(|(_, ip)| !is_usable(block, *ip))
        .collect()
}

/// Whether a host of a subnet may have this address.
fn is_usable(block: Ipv4Net, ip: Ipv4Addr) -> bool {
    let (first, last) = (u32::from(block.network()), u32::from(block.broadcast()));
    (first.saturating_add(4)..last).contains(&u32::from(ip))
}

/// The smallest block around the typed one that holds what would lie outside.
fn holding(
    scenario: &Scenario,
    id: &str,
    block: Ipv4Net,
    stranded: &[(Id, Ipv4Addr)],
) -> Option<Suggestion> {
    (*LENGTHS.start()..block.prefix_len())
        .rev()
        .filter_map(|length| Some(Ipv4Net::new(block.addr(), length).ok()?.trunc()))
        .filter(|wider| stranded.iter().all(|(_, ip)| is_usable(*wider, *ip)))
        .find_map(|wider| {
            let next = with_block(scenario, id, wider)?;
            Some(Suggestion {
                text: format!("Use {wider}, which holds them"),
                change: FormEdit::new(format!("Give {id} the block {wider}"), next),
            })
        })
}

/// The document with another block for a subnet, if that is one.
fn with_block(scenario: &Scenario, id: &str, block: Ipv4Net) -> Option<Scenario> {
    let mut next = scenario.clone();
    let subnet = next.subnets.iter_mut().find(|subnet| subnet.id == id)?;
    subnet.cidr = block;
    next.compile().ok()?;
    Some(next)
}

/// The same, with new addresses for what would lie outside.
fn moved(scenario: &Scenario, id: &str, block: Ipv4Net, text: &str) -> Option<Suggestion> {
    let stranded = stranded(scenario, id, block);
    let mut next = scenario.clone();
    let subnet = next.subnets.iter_mut().find(|subnet| subnet.id == id)?;
    subnet.cidr = block;
    for (stranded, _) in stranded {
        let free = addresses::free_in_subnet(&next, id).ok()?;
        if let Some(host) = next.hosts.iter_mut().find(|host| host.id == stranded) {
            host.ip = Some(free);
        }
        for gateway in &mut next.gateways {
            if gateway.id == stranded
                && let GatewayKind::Nat { ip, .. } = &mut gateway.kind
            {
                *ip = Some(free);
            }
        }
    }
    next.compile().ok()?;
    Some(Suggestion {
        text: text.to_owned(),
        change: FormEdit::new(format!("Give {id} the block {block}"), next),
    })
}

/// A VPC gets the blocks that were typed.
pub(super) fn vpc(scenario: &Scenario, id: &str, text: &str) -> Made {
    let name = format!("Give {id} the blocks {}", text.trim());
    let index = scenario.vpcs.iter().position(|vpc| vpc.id == id);
    let place = format!("vpcs[{}]", index.unwrap_or_default());
    let refused = match member::set(scenario, &place, "cidrs", text) {
        Ok(next) => return Ok(FormEdit::new(name, next)),
        Err(message) => message,
    };
    let blocks: Result<Vec<Ipv4Net>, _> = text
        .split(',')
        .map(|block| block.trim().parse::<Ipv4Net>().map(|block| block.trunc()))
        .collect();
    let (Ok(blocks), Some(vpc)) = (blocks, scenario.vpc(id)) else {
        return Err(refused.into());
    };
    let outside = scenario.subnets.iter().filter(|subnet| {
        subnet.vpc == id && !blocks.iter().any(|block| block.contains(&subnet.cidr))
    });
    let names: Vec<String> = outside
        .map(|subnet| format!("{} ({})", subnet.id, subnet.cidr))
        .collect();
    if names.is_empty() {
        return Err(refused.into());
    }
    let mut offers = Vec::new();
    if let ([old], [new]) = (&*vpc.cidrs, &*blocks) {
        offers.extend(renumbered(scenario, id, *old, *new));
    }
    let kept: Vec<Ipv4Net> = blocks.iter().chain(&vpc.cidrs).copied().collect();
    let kept_words: Vec<String> = vpc.cidrs.iter().map(ToString::to_string).collect();
    offers.extend(with_blocks(scenario, id, kept).map(|next| Suggestion {
        text: format!("Keep {} beside it", kept_words.join(", ")),
        change: FormEdit::new(name, next),
    }));
    let count = words::counted(names.len(), "subnet");
    Err(Rejection {
        message: format!("{count} would lie outside: {}", listed(&names)),
        offers,
    })
}

fn with_blocks(scenario: &Scenario, id: &str, blocks: Vec<Ipv4Net>) -> Option<Scenario> {
    let mut next = scenario.clone();
    let vpc = next.vpcs.iter_mut().find(|vpc| vpc.id == id)?;
    vpc.cidrs = blocks;
    next.compile().ok()?;
    Some(next)
}

/// Everything in a VPC at the same distance from the beginning of its new block.
fn renumbered(scenario: &Scenario, id: &str, old: Ipv4Net, new: Ipv4Net) -> Option<Suggestion> {
    let (from, to) = (u32::from(old.network()), u32::from(new.network()));
    let along = |ip: Ipv4Addr| {
        let moved = u32::from(ip).checked_sub(from)?.checked_add(to)?;
        Some(Ipv4Addr::from(moved))
    };
    let mut next = scenario.clone();
    let vpc = next.vpcs.iter_mut().find(|vpc| vpc.id == id)?;
    vpc.cidrs = vec![new];
    let mut moved: Vec<Id> = Vec::new();
    for subnet in next.subnets.iter_mut().filter(|subnet| subnet.vpc == id) {
        let start = along(subnet.cidr.network())?;
        let block = Ipv4Net::new(start, subnet.cidr.prefix_len()).ok()?;
        if block != block.trunc() || !new.contains(&block) {
            return None;
        }
        subnet.cidr = block;
        moved.push(subnet.id.clone());
    }
    for host in &mut next.hosts {
        if host
            .subnet
            .as_ref()
            .is_some_and(|home| moved.contains(home))
            && let Some(ip) = host.ip
        {
            host.ip = Some(along(ip)?);
        }
    }
    for gateway in &mut next.gateways {
        if let GatewayKind::Nat {
            subnet,
            ip: Some(ip),
            ..
        } = &mut gateway.kind
            && moved.contains(subnet)
        {
            *ip = along(*ip)?;
        }
    }
    next.compile().ok()?;
    let count = words::counted(moved.len(), "subnet");
    Some(Suggestion {
        text: format!("Move its {count} along"),
        change: FormEdit::new(format!("Renumber {id} to {new}"), next),
    })
}
