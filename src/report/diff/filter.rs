//! Which edits a comparison shows.

use crate::claim::{Claim, Speaker};
use crate::diff::{ChangeKind, Confidence, Edit, Severity};

/// Which edits the reader asked for; an empty list means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Show only edits of these severities.
    pub severities: Vec<Severity>,
    /// Show only edits with a change of these kinds.
    pub kinds: Vec<ChangeKind>,
    /// Show only edits with a claim of one of these speakers (any part of the name, without case).
    pub speakers: Vec<String>,
    /// Show only substantive edits that no correction note owns up to.
    pub unnoted: bool,
    /// Show only edits that are at least so sure.
    pub min_confidence: Option<Confidence>,
}

impl Filter {
    /// Returns whether everything is let through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns whether what is no edit at all passes: where all does, or where what is cosmetic was asked for by its
    /// severity alone. It has no label that could be unsure.
    pub(super) fn wants_noise(&self) -> bool {
        let alone =
            Self { severities: self.severities.clone(), min_confidence: self.min_confidence, ..Self::default() };
        *self == alone && (self.severities.is_empty() || self.severities.contains(&Severity::Cosmetic))
    }

    /// Returns whether an edit is sure enough; what does not differ has nothing to be sure of.
    pub(super) fn is_sure_enough(&self, edit: &Edit) -> bool {
        self.min_confidence.is_none_or(|least| edit.confidence() >= Some(least))
    }

    /// Returns whether an edit passes, whoever speaks and however sure it is.
    pub(super) fn lets_through(&self, edit: &Edit, noted: bool) -> bool {
        if self.is_empty() {
            return true;
        }
        let Some(severity) = edit.severity() else { return false };
        let by_severity = self.severities.is_empty() || self.severities.contains(&severity);
        let by_kind = self.kinds.is_empty() || edit.changes.iter().any(|change| self.kinds.contains(&change.kind));
        let by_note = !self.unnoted || severity == Severity::Substantive && !noted;
        by_severity && by_kind && by_note
    }

    /// Returns whether one of the speakers who were asked for speaks in an edit.
    pub(super) fn names_one_of(&self, edit: &Edit, old_speakers: &[Speaker], new_speakers: &[Speaker]) -> bool {
        self.speakers.is_empty()
            || speakers_of(&edit.old, old_speakers).chain(speakers_of(&edit.new, new_speakers)).any(|speaker| {
                std::iter::once(&speaker.name).chain(&speaker.aliases).any(|name| {
                    let name = name.to_lowercase();
                    self.speakers.iter().any(|wanted| name.contains(&wanted.to_lowercase()))
                })
            })
    }
}

fn speakers_of<'a>(claims: &'a [Claim], speakers: &'a [Speaker]) -> impl Iterator<Item = &'a Speaker> {
    claims.iter().filter_map(|claim| speakers.get(claim.speaker?.0 as usize))
}
