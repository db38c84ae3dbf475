//! The margin of a version's text: who makes the claims that end in a paragraph.

use super::{VersionReport, words};
use crate::claim::{Claim, ClaimId, ClaimKind};

/// A note beside a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarginNote {
    /// The claim that it is on; the outlet's own claims share one note.
    pub claims: Vec<ClaimId>,
    /// Who makes the claim; `None` for the outlet itself.
    pub who: Option<String>,
    /// Whether that is a speaker's name, and not the words that name a source.
    pub is_speaker: bool,
    /// "quote, refuse, negated", "in the outlet’s own voice"
    pub what: String,
}

impl VersionReport {
    /// Returns who makes the claims that end in a paragraph; the outlet's own stand together, last.
    pub fn margin(&self, ended: impl Iterator<Item = ClaimId>) -> Vec<MarginNote> {
        let claims = ended.filter_map(|id| self.extraction.claims.get(id.0 as usize));
        let (own, others): (Vec<&Claim>, Vec<&Claim>) = claims.partition(|claim| claim.kind == ClaimKind::Fact);
        let note = |claim: &Claim| MarginNote {
            claims: vec![claim.id],
            who: Some(words::voice(claim, &self.extraction.speakers).to_owned()),
            is_speaker: self.extraction.speaker_of(claim).is_some(),
            what: [vec![claim.kind.name()], words::flags(claim)].concat().join(", "),
        };
        let mut notes: Vec<MarginNote> = others.into_iter().map(note).collect();
        if !own.is_empty() {
            let claims = own.iter().map(|claim| claim.id).collect();
            let what = "in the outlet’s own voice".to_owned();
            notes.push(MarginNote { claims, who: None, is_speaker: false, what });
        }
        notes
    }
}
