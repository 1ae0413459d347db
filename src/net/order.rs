//! Sorting with one compiled copy for all types.
//!
//! The standard library's sort is compiled for each type and key, about 4 kB each time, and
//! the page has a size budget. Here one copy sorts positions, and the items are then
//! reordered.

use std::cmp::Ordering;

/// Sorts a list; the sort is stable.
pub fn sort<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = places(items.len(), &|one, other| {
        compare(&items[one], &items[other])
    });
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| taken[place].take()));
}

/// The positions 0 to `count`, in the order of their items.
#[must_use]
pub fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|&one, &other| compare(one, other));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_compares_equal_keeps_its_order() {
        let mut words = vec!["bb", "a", "cc", "", "d"];
        sort(&mut words, |one, other| one.len().cmp(&other.len()));
        assert_eq!(words, ["", "a", "d", "bb", "cc"]);
    }
}
