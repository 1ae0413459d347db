//! A map keyed by flows, for the many thousands that a run can have.
//!
//! A hash table with open addressing: the slots hold positions in a list, and the list holds
//! flows and values. Removal leaves no tombstone; later entries of the probe sequence move
//! up. The search code is compiled once for all value types.
//!
//! Iteration order depends only on the order of insertions and removals, so it is the same in
//! two runs. It has no meaning, so output is sorted first ([`FlowMap::sorted`]).
//!
//! Not defended against: flows chosen to collide.

use std::net::IpAddr;

use super::chance::spread;
use super::{Flow, sort};

/// A map from flows to values.
#[derive(Clone, Debug)]
pub struct FlowMap<Value> {
    keys: Keys,
    /// The value of each flow, at the flow's position.
    values: Vec<Value>,
}

/// The flows and the hash table that finds them.
#[derive(Clone, Debug, Default)]
struct Keys {
    flows: Vec<Flow>,
    /// A power of two of slots, at most half of them used: 0, or a position counted from 1.
    slots: Vec<u32>,
}

impl<Value> Default for FlowMap<Value> {
    fn default() -> Self {
        Self {
            keys: Keys::default(),
            values: Vec::new(),
        }
    }
}

impl<Value> FlowMap<Value> {
    /// The value of a flow.
    #[must_use]
    pub fn get(&self, flow: &Flow) -> Option<&Value> {
        self.keys.place(flow).map(|place| &self.values[place])
    }

    /// The value of a flow, mutable.
    pub fn get_mut(&mut self, flow: &Flow) -> Option<&mut Value> {
        self.keys.place(flow).map(|place| &mut self.values[place])
    }

    /// Whether the flow has a value.
    #[must_use]
    pub fn contains_key(&self, flow: &Flow) -> bool {
        self.keys.place(flow).is_some()
    }

    /// How many flows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether the map is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Sets the value of a flow, replacing any earlier one.
    pub fn insert(&mut self, flow: Flow, value: Value) {
        if let Some(place) = self.keys.place(&flow) {
            self.values[place] = value;
        } else {
            self.add(flow, value);
        }
    }

    /// The value of a flow; inserts this value if it has none.
    pub fn or_insert(&mut self, flow: Flow, value: Value) -> &mut Value {
        let found = self.keys.place(&flow);
        let place = found.unwrap_or_else(|| self.add(flow, value));
        &mut self.values[place]
    }

    /// Removes a flow and returns its value.
    pub fn remove(&mut self, flow: &Flow) -> Option<Value> {
        let place = self.keys.place(flow)?;
        self.keys.remove(place);
        Some(self.values.swap_remove(place))
    }

    /// Flows and values, in arbitrary order.
    pub fn iter(&self) -> impl Iterator<Item = (&Flow, &Value)> {
        self.keys.flows.iter().zip(&self.values)
    }

    /// Flows and values, in the order of the flows.
    #[must_use]
    pub fn sorted(&self) -> Vec<(&Flow, &Value)> {
        let mut all: Vec<(&Flow, &Value)> = self.iter().collect();
        sort(&mut all, |(one, _), (other, _)| one.cmp(other));
        all
    }

    /// Adds a flow that is not in the map yet, and returns its position.
    fn add(&mut self, flow: Flow, value: Value) -> usize {
        if self.values.is_empty() {
            // Most maps hold one flow, and a new list reserves room for four.
            self.values.reserve_exact(1);
            self.keys.flows.reserve_exact(1);
        }
        self.keys.add(flow);
        self.values.push(value);
        self.values.len() - 1
    }
}

impl Keys {
    fn place(&self, flow: &Flow) -> Option<usize> {
        let mut slot = self.home(flow);
        loop {
            // A slot holds a position counted from 1; 0 is an empty slot.
            let place = (*self.slots.get(slot)? as usize).checked_sub(1)?;
            if self.flows[place] == *flow {
                return Some(place);
            }
            slot = self.after(slot);
        }
    }

    /// Adds a flow that is not in the table yet.
    fn add(&mut self, flow: Flow) {
        self.flows.push(flow);
        if 2 * self.flows.len() > self.slots.len() {
            self.slots = vec![0; (4 * self.flows.len()).next_power_of_two()];
            for place in 0..self.flows.len() {
                self.settle(place);
            }
        } else {
            self.settle(self.flows.len() - 1);
        }
    }

    /// Removes a flow; the last one moves to its position.
    fn remove(&mut self, place: usize) {
        let last = self.flows.len() - 1;
        let moved = self.slot_of(last);
        let mut gap = self.slot_of(place);
        self.slots[moved] = self.slots[gap];
        self.flows.swap_remove(place);
        // Entries that probed past the removed one move up.
        let mut slot = self.after(gap);
        while let Some(place) = (self.slots[slot] as usize).checked_sub(1) {
            let home = self.home(&self.flows[place]);
            let mask = self.slots.len() - 1;
            if slot.wrapping_sub(home) & mask >= slot.wrapping_sub(gap) & mask {
                self.slots[gap] = self.slots[slot];
                gap = slot;
            }
            slot = self.after(slot);
        }
        self.slots[gap] = 0;
    }

    /// Stores a position in the first free slot from its flow's home slot on.
    fn settle(&mut self, place: usize) {
        let mut slot = self.home(&self.flows[place]);
        while self.slots[slot] != 0 {
            slot = self.after(slot);
        }
        self.slots[slot] = u32::try_from(place + 1).expect("flows are counted in 32 bits");
    }

    fn slot_of(&self, place: usize) -> usize {
        let mut slot = self.home(&self.flows[place]);
        while self.slots[slot] as usize != place + 1 {
            slot = self.after(slot);
        }
        slot
    }

    const fn after(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "as many of the mixed bits as there are slots"
    )]
    fn home(&self, flow: &Flow) -> usize {
        let Flow {
            protocol,
            source,
            source_port,
            destination,
            destination_port,
        } = *flow;
        let one = end(source, source_port) ^ u64::from(protocol.0) << 48;
        let mixed =
            spread(one.wrapping_mul(ODD).rotate_left(32) ^ end(destination, destination_port));
        mixed as usize & self.slots.len().wrapping_sub(1)
    }
}

/// The golden ratio in 64 bits; any odd number without a pattern would do.
const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

#[allow(
    clippy::cast_possible_truncation,
    reason = "both halves of the address are taken"
)]
fn end(address: IpAddr, port: u16) -> u64 {
    let folded = match address {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => {
            let bits = address.to_bits();
            ((bits >> 64) as u64).wrapping_mul(ODD) ^ bits as u64
        }
    };
    folded.rotate_left(16) ^ u64::from(port)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::net::{Draw, Protocol};

    fn flow(number: u16) -> Flow {
        let [high, low] = number.to_be_bytes();
        let v6 = std::net::Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, number);
        Flow {
            protocol: Protocol::TCP,
            source: [10, 0, high, low].into(),
            source_port: number,
            destination: if number.is_multiple_of(3) {
                v6.into()
            } else {
                [10, 1, 0, 1].into()
            },
            destination_port: 443,
        }
    }

    #[test]
    fn it_holds_what_a_tree_holds_after_any_removals() {
        let (mut map, mut tree) = (FlowMap::default(), BTreeMap::new());
        for step in 0..20_000_u64 {
            let draw = |limit, purpose| Draw::new(3).below(limit, "", purpose, "", step);
            let flow = flow(u16::try_from(draw(700, "flow")).unwrap());
            match draw(5, "action") {
                0 | 1 => assert_eq!(map.remove(&flow), tree.remove(&flow)),
                2 => {
                    map.insert(flow, step);
                    tree.insert(flow, step);
                }
                _ => assert_eq!(map.or_insert(flow, step), tree.entry(flow).or_insert(step)),
            }
            assert_eq!(map.get(&flow), tree.get(&flow));
        }
        assert!(map.sorted().into_iter().eq(&tree));
        assert!(tree.len() > 200);
    }
}
