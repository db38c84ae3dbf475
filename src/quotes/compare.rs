//! One wording of an utterance against the fullest one: the comparison of quotations that `diff` makes, on the quoted
//! words alone.

use super::{Relation, Wording};
use crate::claim::{Claim, ClaimKind, Excerpt, Extraction, Rule, Span};
use crate::diff::{self, ChangeKind, EditKind, Severity, Side, WordingOp};
use crate::extract;
use crate::name::may_be_one;
use crate::reading::{Analysis, Reading};
use crate::sighting::Sighting;
use crate::story::Metadata;

/// Compares a wording with the fullest one.
pub(super) fn wording(fullest: &Sighting, sighting: Sighting) -> Wording {
    let (mut relations, words) = match super::likeness::TellingWords::of(&sighting).quoted.is_empty() {
        true => (vec![Relation::Paraphrased], Vec::new()),
        false => words(&quoted(fullest), &quoted(&sighting)),
    };
    relations.extend(speaker(fullest, &sighting));
    if !sighting.claim.is_said() {
        relations.insert(0, Relation::NotSaid);
    }
    Wording { sighting, relations, words }
}

/// Returns the words inside the marks of a claim, or all where all are verbatim; stretches of them are parted by an
/// ellipsis.
pub(super) fn quoted(sighting: &Sighting) -> String {
    let Sighting { claim, body, .. } = sighting;
    let quotes: Vec<&str> = claim.quotes.iter().filter_map(|span| body.get(span.start..span.end)).collect();
    if quotes.is_empty() || claim.is_verbatim() { claim.content.text.clone() } else { quotes.join(" … ") }
}

/// Compares quoted words.
fn words(old: &str, new: &str) -> (Vec<Relation>, Vec<diff::WordingPart>) {
    let metadata = Metadata::default();
    let [(old, was), (new, is)] = [alone(old), alone(new)];
    let sides = [(&old, &was), (&new, &is)].map(|(body, analysis)| Side::new(&metadata, body, analysis));
    let edits = diff::diff(sides[0], sides[1]).edits;
    let mut relations: Vec<Relation> = Vec::new();
    let mut words = Vec::new();
    for edit in edits {
        match edit.kind {
            EditKind::Unchanged => {}
            EditKind::Changed => {
                let changes = edit.changes.iter().filter(|change| change.kind.severity() != Severity::Cosmetic);
                relations.extend(changes.map(|change| match change.kind {
                    ChangeKind::QuoteTruncated => Relation::Trimmed,
                    ChangeKind::QuoteExtended => Relation::Extended,
                    _ => Relation::Altered,
                }));
                words.extend(edit.wording);
            }
            // Too little stayed for one edit; so its words are shown side by side.
            EditKind::Removed | EditKind::Added => {
                let is_old = edit.kind == EditKind::Removed;
                relations.push(Relation::Altered);
                let op = if is_old { WordingOp::Delete } else { WordingOp::Insert };
                let text = if is_old { &old } else { &new };
                words.push(diff::WordingPart { op, text: text.clone() });
            }
        }
    }
    relations.sort_unstable();
    relations.dedup();
    if relations.is_empty() {
        return (vec![Relation::Same], Vec::new());
    }
    (relations, words)
}

/// Makes a text of quoted words alone, with the one claim in it. The words are put together here, so what they say is
/// read here: no stored reading is of this text.
fn alone(words: &str) -> (String, Analysis) {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let body = format!("“{words}”");
    let inner = Span::new('“'.len_utf8(), '“'.len_utf8() + words.len());
    let claim = Claim {
        kind: ClaimKind::Quote,
        quotes: vec![inner],
        rule: Rule::UnattributedQuote,
        ..Claim::bare(Excerpt::new(&body, vec![inner]))
    };
    let extraction = Extraction { claims: vec![claim], ..Extraction::default() };
    let reading = Reading { body: extract::text_reading(&body, None), headline: None };
    (body, Analysis { extraction, reading })
}

/// Returns whether another speaker is named, or none: two are the same where any of their names may be one.
fn speaker(fullest: &Sighting, other: &Sighting) -> Option<Relation> {
    let (ours, theirs) = (&fullest.names, &other.names);
    match (ours.is_empty(), theirs.is_empty()) {
        (true, _) => None,
        (_, true) => Some(Relation::NoSpeaker),
        _ => {
            let one = ours.iter().any(|name| theirs.iter().any(|other| may_be_one(name, other)));
            (!one).then_some(Relation::OtherSpeaker)
        }
    }
}
