//! **Explains** the sequence of tenses: what "will" be is what, in reported speech, "would" be.
//!
//! **Leaves alone** what stands in quotation marks, and what the outlet tells in its own voice.

use super::pair::{NEW, OLD, Pair};
use crate::claim::ClaimKind;
use crate::diff::compared::ClaimPart;

/// A modal verb, and its form behind a verb of saying in the past.
const SHIFTED: [(&str, &str); 4] = [("will", "would"), ("can", "could"), ("may", "might"), ("'ll", "would")];

/// Marks a modal of reported speech that stands in the other tense as wording.
pub(super) fn label(pair: &mut Pair) {
    let reports = |side: usize| {
        pair.sides[side].claims.iter().all(|claim| matches!(claim.kind, ClaimKind::Statement | ClaimKind::Mixed))
    };
    if !reports(OLD) || !reports(NEW) {
        return;
    }
    for hunk in 0..pair.hunks.len() {
        let ([old], [new]) = (&pair.open(hunk, OLD)[..], &pair.open(hunk, NEW)[..]) else { continue };
        let word = |side: usize, nth: usize| {
            let atom = &pair.sides[side].atoms[nth];
            let reported = atom.token.part == ClaimPart::Content && atom.token.quotation.is_none();
            reported.then(|| pair.word(atom))
        };
        let (Some(was), Some(is)) = (word(OLD, *old), word(NEW, *new)) else { continue };
        if SHIFTED.contains(&(was, is)) || SHIFTED.contains(&(is, was)) {
            let (old, new) = ([*old], [*new]);
            pair.explain(OLD, &old);
            pair.explain(NEW, &new);
            pair.wording = true;
        }
    }
}
