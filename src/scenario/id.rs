//! Ids: their form, the names generated from them, and near misses.

use super::limits;
use super::problem::IdProblem;

/// Words that mean something in rules.
const RESERVED: [&str; 3] = ["self", "all", "any"];

/// Checks the form of an id.
///
/// # Errors
///
/// What is wrong with it.
pub fn check_id(id: &str) -> Result<(), IdProblem> {
    if RESERVED.contains(&id) {
        return Err(IdProblem::RuleWord(id.to_owned()));
    }
    let length = id.chars().count();
    let limit = limits::ID_CHARACTERS;
    if length > limit {
        return Err(IdProblem::TooLong { length, limit });
    }
    let mut letters = id.chars();
    match letters.next() {
        None => return Err(IdProblem::Empty),
        Some(first) if !first.is_ascii_alphabetic() => {
            return Err(IdProblem::Start(shortened(id)));
        }
        Some(_) => {}
    }
    let odd = letters.find(|&letter| !letter.is_ascii_alphanumeric() && !"-_.".contains(letter));
    match odd {
        Some(character) => Err(IdProblem::Character {
            id: shortened(id),
            character,
        }),
        None => Ok(()),
    }
}

/// `c1.2` as `("c1", 2)`, if the number is written as generated names have it: no leading zero.
pub(super) fn split_generated(name: &str) -> Option<(&str, u32)> {
    let (id, number) = name.rsplit_once('.')?;
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number
        .parse()
        .ok()
        .filter(|_| digits && !number.starts_with('0'))?;
    Some((id, number))
}

/// Whether `name` is the flow `id`, or one of the flows that its `count` makes.
#[must_use]
pub fn is_of_flow(name: &str, id: &str) -> bool {
    name == id || split_generated(name).is_some_and(|(start, _)| start == id)
}

/// The most characters of a name that a message quotes.
const LONGEST: usize = 60;

/// The most names that a wrong name is compared with.
const MOST_COMPARED: usize = 1_000;

/// A text cut to the length that a message quotes.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// The name among `known` that was probably meant: the one with the fewest typing errors.
///
/// The search is bounded: a long name has no guess, and of very many known names only the
/// first are compared.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    if length > LONGEST {
        return None;
    }
    let allowed = (length / 3).clamp(1, 3);
    known
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= allowed)
        .take(MOST_COMPARED)
        .map(|candidate| (distance(name, candidate, allowed), candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The edit distance of two texts, case ignored: letters changed, added, removed or swapped
/// with their neighbour. Above `most` it is only some number above `most`.
fn distance(from: &str, to: &str, most: usize) -> usize {
    let from: Vec<char> = from.to_ascii_lowercase().chars().collect();
    let to: Vec<char> = to.to_ascii_lowercase().chars().collect();
    let mut above = vec![0; to.len() + 1];
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for line in 0..from.len() {
        // A cell further from the diagonal than `most` is above `most` anyway.
        let mut next = vec![from.len() + to.len(); to.len() + 1];
        next[0] = line + 1;
        for column in line.saturating_sub(most)..to.len().min(line + most + 1) {
            let change = row[column] + usize::from(from[line] != to[column]);
            let mut least = change.min(row[column + 1] + 1).min(next[column] + 1);
            let swapped = line > 0
                && column > 0
                && from[line] == to[column - 1]
                && from[line - 1] == to[column];
            if swapped {
                least = least.min(above[column - 1] + 1);
            }
            next[column + 1] = least;
        }
        above = std::mem::replace(&mut row, next);
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_letter_then_letters_digits_and_three_marks() {
        for good in ["a", "web-1", "sg_x", "prod.default", "Z9"] {
            assert_eq!(check_id(good), Ok(()), "{good}");
        }
        for bad in [
            "", "1a", "-a", "a b", "a/b", "self", "all", "any", "ä", "a#",
        ] {
            assert!(check_id(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        let known = ["web", "sg-web", "database"];
        for (given, expected) in [
            ("wen", Some("web")),
            ("wbe", Some("web")),
            ("sg-wbe", Some("sg-web")),
            ("Database", Some("database")),
            ("laptop", None),
        ] {
            assert_eq!(nearest(given, known.into_iter()), expected, "{given}");
        }
    }

    #[test]
    fn generated_names_are_an_id_and_a_number() {
        assert_eq!(split_generated("c1.2"), Some(("c1", 2)));
        for (name, expected) in [
            ("c1", true),
            ("c1.2", true),
            ("c1.a", false),
            ("c12", false),
        ] {
            assert_eq!(is_of_flow(name, "c1"), expected, "{name}");
        }
        for other in ["c1", "c1.", "c1.02", "c1.x", "c1.+2", "c1.99999999999"] {
            assert_eq!(split_generated(other), None, "{other}");
        }
    }
}
