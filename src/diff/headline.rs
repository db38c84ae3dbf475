//! The headline as a claim: what differs between two headlines, labelled as the differences of a claim are.
//!
//! A headline is read by the rules alone, as a text of one sentence: the models have learned from sentences, not from
//! headlines. Its claims are all taken for one, so that no part of it counts as added or removed.

use super::align;
use super::links::Link;
use super::reading::{self, Reading};
use super::vocabulary::Vocabulary;
use super::{Edit, Side};
use crate::extract::{self, Method};
use crate::story::Metadata;

/// Labels what differs between the headlines; `None` where one is missing or holds no word, or where they are the same.
pub(super) fn edit(old: &Metadata, new: &Metadata) -> Option<Edit> {
    let (was, is) = (old.headline.as_deref()?, new.headline.as_deref()?);
    if was == is {
        return None;
    }
    let extractions = [(was, old), (is, new)].map(|(text, side)| extract::extract_with(text, side, Method::Rules));
    let mut vocabulary = Vocabulary::default();
    let mut read = |metadata, body, nth: usize| {
        Reading::new(Side { metadata, body, extraction: &extractions[nth] }, &mut vocabulary)
    };
    let mut readings = [read(old, was, 0), read(new, is, 1)];
    let [one, other] = &mut readings;
    reading::mark_names([&mut *one, &mut *other], &vocabulary);
    // What the two readings make of the words that stayed is settled on the way.
    align::align(one, other, &mut vocabulary);
    let link = Link { old: (0..one.claims.len()).collect(), new: (0..other.claims.len()).collect() };
    let both = !link.old.is_empty() && !link.new.is_empty();
    both.then(|| super::edit(&link, None, one, other, &mut vocabulary))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{ChangeKind, EditKind};

    fn labels(old: &str, new: &str) -> Vec<(ChangeKind, String)> {
        let titled = |headline: &str| Metadata { headline: Some(headline.to_owned()), ..Metadata::default() };
        let edit = edit(&titled(old), &titled(new));
        let changes = edit.into_iter().flat_map(|edit| edit.changes);
        changes
            .map(|change| {
                for (words, headline) in [(&change.old, old), (&change.new, new)] {
                    words.iter().flat_map(|words| &words.spans).for_each(|span| assert!(!span.of(headline).is_empty()));
                }
                (change.kind, change.note)
            })
            .collect()
    }

    #[test]
    fn headlines_are_labelled_as_claims_are() {
        use ChangeKind::*;
        assert_eq!(
            labels("12 dead in Osterby ferry fire", "21 dead in Osterby ferry fire"),
            [(NumberChanged, "12 dead → 21 dead".into())]
        );
        let kinds = |old: &str, new: &str| labels(old, new).into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
        assert_eq!(kinds("Mayor signed the permit", "Mayor did not sign the permit"), [NegationFlipped]);
        assert_eq!(kinds("Dam will hold, engineers say", "Dam may hold, engineers say"), [HedgeAdded]);
        assert_eq!(kinds("Bridge 'safe'", "Bridge “safe”"), [Punctuation]);
    }

    #[test]
    fn a_wholly_new_headline_is_one_change_of_content() {
        assert!(
            labels("Ferry sails again", "Council votes down harbour budget")
                .iter()
                .any(|(kind, _)| *kind == ChangeKind::ContentChanged)
        );
    }

    #[test]
    fn headlines_without_a_word_or_a_difference_are_none() {
        let titled = |headline: &str| Metadata { headline: Some(headline.to_owned()), ..Metadata::default() };
        assert_eq!(edit(&titled("Ferry sails"), &titled("Ferry sails")), None);
        assert_eq!(edit(&titled("…"), &titled("Ferry sails")), None);
        assert_eq!(edit(&Metadata::default(), &titled("Ferry sails")), None);
        let spaced = edit(&titled("Ferry  sails"), &titled("Ferry sails"));
        assert_eq!(spaced.map(|edit| edit.kind), Some(EditKind::Unchanged));
    }
}
