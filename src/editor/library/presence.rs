//! Which other tabs have the same drawing open: what tabs say to each other.
//!
//! They say it by keeping it, each over what was said before: a browser tells all other
//! tabs of what is kept.
//!
//! ```text
//! who k3f9 id1     tab k3f9 shows id1 now; who else does?
//! here b07x id1    so does b07x
//! bye b07x id1     not any more
//! ```

/// What a tab knows of the others.
#[derive(Clone, Debug, Default)]
pub struct Presence {
    tab: String,
    shown: Option<String>,
    others: Vec<String>,
}

impl Presence {
    /// A tab that shows nothing yet.
    #[must_use]
    pub fn new(tab: String) -> Self {
        Self {
            tab,
            ..Self::default()
        }
    }

    /// In how many other tabs the same drawing is open.
    #[must_use]
    pub fn others(&self) -> usize {
        self.others.len()
    }

    /// What to say when this drawing, or none, is shown from now on.
    pub fn show(&mut self, id: Option<&str>) -> Vec<String> {
        if self.shown.as_deref() == id {
            return Vec::new();
        }
        let before = std::mem::replace(&mut self.shown, id.map(ToOwned::to_owned));
        self.others.clear();
        let bye = before.map(|id| self.message("bye", &id));
        let who = id.map(|id| self.message("who", id));
        bye.into_iter().chain(who).collect()
    }

    /// Hears what another tab says, and gives the answer.
    pub fn hear(&mut self, message: &str) -> Option<String> {
        let mut words = message.splitn(3, ' ');
        let (verb, tab, id) = (words.next()?, words.next()?, words.next()?);
        if self.shown.as_deref() != Some(id) || tab == self.tab {
            return None;
        }
        self.others.retain(|other| other != tab);
        if verb != "bye" {
            self.others.push(tab.to_owned());
        }
        (verb == "who").then(|| self.message("here", id))
    }

    fn message(&self, verb: &str, id: &str) -> String {
        format!("{verb} {} {id}", self.tab)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says something to all tabs, and then what they answer.
    fn say(tabs: &mut [Presence], speaker: usize, messages: Vec<String>) {
        for message in messages {
            for listener in 0..tabs.len() {
                if listener != speaker
                    && let Some(answer) = tabs[listener].hear(&message)
                {
                    say(tabs, listener, vec![answer]);
                }
            }
        }
    }

    #[test]
    fn tabs_on_one_drawing_know_of_each_other() {
        let mut tabs = ["a", "b", "c"].map(|tab| Presence::new(tab.into()));
        for (case, speaker, shown, expected) in [
            ("the first", 0, Some("one"), [0, 0, 0]),
            ("the second", 1, Some("one"), [1, 1, 0]),
            ("on another", 2, Some("two"), [1, 1, 0]),
            ("the third", 2, Some("one"), [2, 2, 2]),
            ("the same again", 2, Some("one"), [2, 2, 2]),
            ("one opens another", 0, Some("two"), [0, 1, 1]),
            ("one is closed", 1, None, [0, 0, 0]),
        ] {
            let messages = tabs[speaker].show(shown);
            say(&mut tabs, speaker, messages);
            assert_eq!(tabs.each_ref().map(Presence::others), expected, "{case}");
        }
        assert_eq!(tabs[0].hear("nonsense"), None);
    }
}
