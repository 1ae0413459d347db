//! Small maps and sets, as sorted lists.
//!
//! A standard library tree is compiled for each pair of types, about 5 kB each time; these
//! are a binary search in a list. An insertion moves all later entries, so use them for the
//! hundreds of items in a drawing, not for the many thousands of a run.

use std::borrow::Borrow;
use std::ops::Index;

/// A map in the order of its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedMap<Key, Value> {
    entries: Vec<(Key, Value)>,
}

/// A set in the order of its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedSet<Member> {
    members: SortedMap<Member, ()>,
}

impl<Key, Value> Default for SortedMap<Key, Value> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
        }
    }
}

impl<Key: Ord, Value> SortedMap<Key, Value> {
    /// An empty map.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
        }
    }

    /// The value of a key.
    pub fn get<Sought: Ord + ?Sized>(&self, key: &Sought) -> Option<&Value>
    where
        Key: Borrow<Sought>,
    {
        self.place(key).ok().map(|at| &self.entries[at].1)
    }

    /// The value of a key, mutable.
    pub fn get_mut<Sought: Ord + ?Sized>(&mut self, key: &Sought) -> Option<&mut Value>
    where
        Key: Borrow<Sought>,
    {
        self.place(key).ok().map(|at| &mut self.entries[at].1)
    }

    /// Whether the key has a value.
    pub fn contains_key<Sought: Ord + ?Sized>(&self, key: &Sought) -> bool
    where
        Key: Borrow<Sought>,
    {
        self.place(key).is_ok()
    }

    /// Sets the value of a key and returns the earlier one.
    pub fn insert(&mut self, key: Key, value: Value) -> Option<Value> {
        match self.place(&key) {
            Ok(at) => Some(std::mem::replace(&mut self.entries[at].1, value)),
            Err(at) => {
                self.entries.insert(at, (key, value));
                None
            }
        }
    }

    /// Removes a key and returns its value.
    pub fn remove<Sought: Ord + ?Sized>(&mut self, key: &Sought) -> Option<Value>
    where
        Key: Borrow<Sought>,
    {
        self.place(key).ok().map(|at| self.entries.remove(at).1)
    }

    /// The value of a key; inserts the result of `make` if it has none.
    pub fn or_insert_with(&mut self, key: Key, make: impl FnOnce() -> Value) -> &mut Value {
        let at = match self.place(&key) {
            Ok(at) => at,
            Err(at) => {
                self.entries.insert(at, (key, make()));
                at
            }
        };
        &mut self.entries[at].1
    }

    /// The value of a key; inserts this value if it has none.
    pub fn or_insert(&mut self, key: Key, value: Value) -> &mut Value {
        self.or_insert_with(key, || value)
    }

    /// The value of a key; inserts the type's default if it has none.
    pub fn or_default(&mut self, key: Key) -> &mut Value
    where
        Value: Default,
    {
        self.or_insert_with(key, Value::default)
    }

    /// Keys and values, in the order of the keys.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Key, &Value)> {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// The keys, in order.
    #[must_use]
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Key> {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys.
    #[must_use]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The number of keys.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the map is empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn place<Sought: Ord + ?Sized>(&self, key: &Sought) -> Result<usize, usize>
    where
        Key: Borrow<Sought>,
    {
        self.entries
            .binary_search_by(|(other, _)| other.borrow().cmp(key))
    }
}

impl<Key: Ord + Borrow<Sought>, Value, Sought: Ord + ?Sized> Index<&Sought>
    for SortedMap<Key, Value>
{
    type Output = Value;

    /// Panics if the key has no value, as the standard library's maps do.
    fn index(&self, key: &Sought) -> &Value {
        self.get(key)
            .expect("the caller knows that the key is there")
    }
}

impl<Key: Ord, Value> FromIterator<(Key, Value)> for SortedMap<Key, Value> {
    fn from_iter<Entries: IntoIterator<Item = (Key, Value)>>(entries: Entries) -> Self {
        let mut map = Self::new();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl<Member: Ord> FromIterator<Member> for SortedSet<Member> {
    fn from_iter<Members: IntoIterator<Item = Member>>(members: Members) -> Self {
        let mut set = Self::new();
        for member in members {
            set.insert(member);
        }
        set
    }
}

impl<Key, Value> IntoIterator for SortedMap<Key, Value> {
    type Item = (Key, Value);
    type IntoIter = std::vec::IntoIter<(Key, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<Member> Default for SortedSet<Member> {
    fn default() -> Self {
        Self {
            members: SortedMap::default(),
        }
    }
}

impl<Member: Ord> SortedSet<Member> {
    /// An empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            members: SortedMap::new(),
        }
    }

    /// Adds a member; true if it is new.
    pub fn insert(&mut self, member: Member) -> bool {
        self.members.insert(member, ()).is_none()
    }

    /// Removes a member; true if it was in the set.
    pub fn remove<Sought: Ord + ?Sized>(&mut self, member: &Sought) -> bool
    where
        Member: Borrow<Sought>,
    {
        self.members.remove(member).is_some()
    }

    /// The members, in order.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Member> {
        self.members.keys()
    }

    /// Whether this is a member.
    pub fn contains<Sought: Ord + ?Sized>(&self, member: &Sought) -> bool
    where
        Member: Borrow<Sought>,
    {
        self.members.contains_key(member)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_keeps_its_keys_in_order_and_once() {
        let mut map: SortedMap<String, u32> = [("b", 1), ("a", 2), ("b", 3)]
            .map(|(key, value)| (key.to_owned(), value))
            .into_iter()
            .collect();
        *map.or_default("c".into()) += 7;
        assert_eq!(map.remove("a"), Some(2));
        let entries: Vec<(&str, u32)> = map
            .iter()
            .map(|(key, value)| (key.as_str(), *value))
            .collect();
        assert_eq!(entries, [("b", 3), ("c", 7)]);
        assert_eq!((map.get("b"), map.get("z")), (Some(&3), None));
    }

    #[test]
    fn a_set_says_whether_a_member_is_new() {
        let mut set = SortedSet::new();
        assert!(set.insert("tcp") && !set.insert("tcp") && set.contains("tcp"));
    }
}
