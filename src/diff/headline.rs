//! The headline as a claim: what differs between two headlines, labelled as the differences of a claim are.
//!
//! Its claims are all taken for one, so that no part of it counts as added or removed.

use super::align;
use super::compared::{self, ComparedSide};
use super::joined::JoinedEntities;
use super::links::Link;
use super::vocabulary::Vocabulary;
use super::{Edit, Side};
use crate::reading::HeadlineReading;

/// Labels what differs between the headlines; `None` where one is missing or holds no word, or where they are the same.
pub(super) fn edit(old: Side, new: Side) -> Option<Edit> {
    let (was, is) = (headline(old)?, headline(new)?);
    if was.0 == is.0 {
        return None;
    }
    let mut vocabulary = Vocabulary::default();
    let mut sides =
        [was, is].map(|(text, read)| ComparedSide::new(text, &read.extraction, &read.text, &mut vocabulary));
    let [one, other] = &mut sides;
    compared::mark_names([&mut *one, &mut *other], &vocabulary);
    // What the two readings make of the words that stayed is settled on the way.
    let joined = JoinedEntities::new([was, is].map(|(text, read)| (&read.text.entities, text)));
    align::align(one, other, &joined, &mut vocabulary);
    let link = Link { old: (0..one.claims.len()).collect(), new: (0..other.claims.len()).collect() };
    let both = !link.old.is_empty() && !link.new.is_empty();
    both.then(|| super::edit(&link, None, [&*one, &*other], &joined, &mut vocabulary))
}

/// Returns a side's headline, and what was read off it.
fn headline<'a>(side: Side<'a>) -> Option<(&'a str, &'a HeadlineReading)> {
    Some((side.metadata.headline.as_deref()?, side.reading.headline.as_ref()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{ChangeKind, EditKind};
    use crate::extract::{self, Method};
    use crate::story::Metadata;

    /// Labels the change of a headline over an empty text.
    fn between(old: Option<&str>, new: Option<&str>) -> Option<Edit> {
        let titled = |headline: Option<&str>| Metadata { headline: headline.map(str::to_owned), ..Metadata::default() };
        let metadata = [titled(old), titled(new)];
        let [was, is] = metadata.each_ref().map(|titled| extract::analyse("", titled, Method::Rules));
        edit(Side::new(&metadata[0], "", &was), Side::new(&metadata[1], "", &is))
    }

    fn labels(old: &str, new: &str) -> Vec<(ChangeKind, String)> {
        let changes = between(Some(old), Some(new)).into_iter().flat_map(|edit| edit.changes);
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
    fn who_did_what_to_whom_is_read_off_headlines() {
        let accurate = |old: &str, new: &str| {
            let titled = |headline: &str| Metadata { headline: Some(headline.to_owned()), ..Metadata::default() };
            let metadata = [titled(old), titled(new)];
            let [was, is] = metadata.each_ref().map(|titled| extract::analyse("", titled, Method::Accurate));
            let edit = edit(Side::new(&metadata[0], "", &was), Side::new(&metadata[1], "", &is));
            edit.into_iter().flat_map(|edit| edit.changes).map(|change| change.kind).collect::<Vec<_>>()
        };
        for (old, new) in [
            ("Dunne blames Kroll for flood", "Kroll blames Dunne for flood"),
            ("Union sues mill over wages", "Mill sues union over wages"),
        ] {
            assert_eq!(accurate(old, new), [ChangeKind::RolesSwapped], "{old}");
        }
        assert_eq!(accurate("Mill closes in May", "Mill to close in May").first(), Some(&ChangeKind::EventUpdated));
        // Of two headlines written anew, the number of the dead is compared.
        let toll = accurate("At least 21 dead after ferry capsizes off Reil", "Ferry toll rises to 34 off Reil");
        assert_eq!(toll.first(), Some(&ChangeKind::NumberChanged));
        let hurt =
            accurate("At least 21 dead after ferry capsizes off Reil", "34 hurt as ferry toll is counted in Reil");
        assert!(!hurt.contains(&ChangeKind::NumberChanged));
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
        assert_eq!(between(Some("Ferry sails"), Some("Ferry sails")), None);
        assert_eq!(between(Some("…"), Some("Ferry sails")), None);
        assert_eq!(between(None, Some("Ferry sails")), None);
        let spaced = between(Some("Ferry  sails"), Some("Ferry sails"));
        assert_eq!(spaced.map(|edit| edit.kind), Some(EditKind::Unchanged));
    }
}
