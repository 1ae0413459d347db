//! The source or destination of a rule.

use std::net::IpAddr;

use ipnet::IpNet;

use super::error::{PeerProblem, RuleError, RuleProblem, means_every_address};
use super::syntax::{Field, RuleSyntax};
use crate::policy::{Direction, STALE};
use crate::scenario::document::Peer;
use crate::scenario::id::{check_id, shortened};
use crate::scenario::prefix;
use crate::scenario::problem::ValueProblem;

impl RuleSyntax<'_> {
    /// The peer of a security group rule.
    pub(super) fn group_peer(
        &self,
        direction: Direction,
        notes: &mut Vec<ValueProblem>,
    ) -> Result<Peer, RuleError> {
        let text = self.peer_text(direction)?;
        if text == "self" {
            return Ok(Peer::Itself);
        }
        if let Some(gone) = text.strip_prefix(STALE) {
            return match check_id(gone) {
                Ok(()) => Ok(Peer::Stale(gone.to_owned())),
                Err(problem) => {
                    let problem = RuleProblem::Peer(PeerProblem::StaleName(problem));
                    Err(self.error_in(Field::Peer, STALE.len(), problem))
                }
            };
        }
        if looks_like_address(text) {
            return self.cidr(notes).map(Peer::Cidr);
        }
        if check_id(text).is_ok() {
            return Ok(Peer::Named(text.to_owned()));
        }
        let found = shortened(text);
        Err(self.peer_error(if means_every_address(text) {
            PeerProblem::EveryAddress { found }
        } else {
            PeerProblem::Invalid { found }
        }))
    }

    /// The CIDR of a network ACL rule.
    pub(super) fn acl_peer(
        &self,
        direction: Direction,
        notes: &mut Vec<ValueProblem>,
    ) -> Result<IpNet, RuleError> {
        let text = self.peer_text(direction)?;
        if looks_like_address(text) {
            return self.cidr(notes);
        }
        let found = shortened(text);
        Err(self.peer_error(if means_every_address(text) {
            PeerProblem::EveryAddress { found }
        } else {
            PeerProblem::NameInAcl { found }
        }))
    }

    /// The text of the peer, if there is one peer.
    fn peer_text(&self, direction: Direction) -> Result<&str, RuleError> {
        let Some(span) = self.span(Field::Peer) else {
            let form = self.form;
            return Err(self.peer_error(PeerProblem::Missing { direction, form }));
        };
        let whole = &self.text[span.start..self.rest.unwrap_or(span).end];
        if let Some(comma) = whole.find(SEPARATORS) {
            let peers =
                whole.split(|letter: char| letter.is_whitespace() || SEPARATORS.contains(&letter));
            let peers: Vec<String> = peers
                .filter(|peer| !peer.is_empty())
                .map(shortened)
                .collect();
            if peers.len() > 1 {
                let problem = RuleProblem::Peer(PeerProblem::Several(peers));
                return Err(RuleError {
                    at: self.character(span.start + comma),
                    problem,
                });
            }
        }
        Ok(self.field(Field::Peer))
    }

    fn cidr(&self, notes: &mut Vec<ValueProblem>) -> Result<IpNet, RuleError> {
        let text = self.field(Field::Peer);
        let written =
            prefix::prefix(text).map_err(|problem| self.peer_error(PeerProblem::Cidr(problem)))?;
        notes.extend(written.note(text));
        Ok(written.prefix)
    }

    fn peer_error(&self, problem: PeerProblem) -> RuleError {
        self.error(Field::Peer, RuleProblem::Peer(problem))
    }
}

/// What people put between two peers.
const SEPARATORS: [char; 2] = [',', ';'];

/// An id has no `/` or `:`, and does not begin with a digit.
fn looks_like_address(text: &str) -> bool {
    text.contains(['/', ':'])
        || text.starts_with(|letter: char| letter.is_ascii_digit())
        || text.parse::<IpAddr>().is_ok()
}
