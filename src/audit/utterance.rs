//! One utterance that several outlets report: it was said once, however many tell it.
//!
//! **Finds** statements of different stories within a day of each other in nearly the same words, with the same figures
//! and negations. **Leaves alone** short statements. **Known misses**: one utterance in other words.

use std::collections::{BTreeSet, HashMap};

use chrono::Duration;

use super::TimelineEntry;
use super::word::{are_alike, stems};

/// What share of the words of the shorter one both must have to be one utterance, and to be perhaps one.
const SAME: f64 = 0.8;
const PERHAPS: f64 = 0.6;
/// The fewest words that must be shared.
const WORDS: usize = 4;

/// The entries by a word, ascending.
type WordIndex<'a> = HashMap<&'a str, Vec<usize>>;

/// Ties each entry that reports what an earlier one of the list reports to that one.
///
/// Of two that share so much, the shorter one has one of its rarest words in the other (prefix filtering, Chaudhuri et
/// al. 2006): only such pairs are compared.
pub(super) fn tie(entries: &mut [TimelineEntry]) {
    let words: Vec<BTreeSet<String>> = entries.iter().map(|entry| stems(&entry.claim.content.text)).collect();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    words.iter().flatten().for_each(|word| *uses.entry(word).or_default() += 1);
    let (mut having, mut beginning): (WordIndex, WordIndex) = (HashMap::new(), HashMap::new());
    for at in 0..entries.len() {
        if words[at].len() < WORDS {
            continue;
        }
        let mut rarest: Vec<&str> = words[at].iter().map(String::as_str).collect();
        rarest.sort_by_key(|&word| (uses[word], word));
        rarest.truncate(rarest.len() + 1 - (SAME * rarest.len() as f64).ceil() as usize);
        let reports_the_same = |&&other: &&usize| {
            let (one, entry) = (&entries[other], &entries[at]);
            one.story != entry.story
                && are_near(one, entry)
                && are_alike(&words[other], &words[at], SAME, WORDS)
                && one.claim.polarity == entry.claim.polarity
                && one.claim.certainty.level == entry.claim.certainty.level
                && figures(one).eq(figures(entry))
                && !words[other].symmetric_difference(&words[at]).any(|word| word.starts_with(|c: char| c.is_numeric()))
        };
        // Entries stand by their day: what is far is not looked at again.
        let near = |&&other: &&usize| entries[other].said.day + Duration::days(7) >= entries[at].said.day;
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        let with_rarest = rarest.iter().filter_map(|&word| having.get(word));
        for of in with_rarest.chain(words[at].iter().filter_map(|word| beginning.get(word.as_str()))) {
            candidates.extend(of.iter().rev().take_while(near));
        }
        let found = candidates.iter().find(reports_the_same).copied();
        entries[at].same = found;
        // What is tied already ties no other.
        if found.is_none() {
            words[at].iter().for_each(|word| having.entry(word).or_default().push(at));
            rarest.into_iter().for_each(|word| beginning.entry(word).or_default().push(at));
        }
    }
}

/// Returns whether two entries may tell of one utterance in two outlets' words, so that what differs is theirs: they lie
/// a day apart at most, one of the days is the outlet's, and one of the wordings.
pub(super) fn may_be_one(one: &TimelineEntry, other: &TimelineEntry) -> bool {
    let either = |is: fn(&TimelineEntry) -> bool| is(one) || is(other);
    one.outlet != other.outlet
        && are_near(one, other)
        && either(|entry| entry.said.by.is_some())
        && either(|entry| !entry.claim.is_in_own_words())
        && are_alike(&stems(&one.claim.content.text), &stems(&other.claim.content.text), PERHAPS, WORDS)
}

/// Returns whether at most a day lies between two statements.
fn are_near(one: &TimelineEntry, other: &TimelineEntry) -> bool {
    let day = Duration::days(1);
    one.said.day <= other.said.last_day() + day && other.said.day <= one.said.last_day() + day
}

fn figures(entry: &TimelineEntry) -> impl Iterator<Item = f64> + '_ {
    entry.claim.figures.iter().map(|figure| figure.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::tests::seen;
    use crate::audit::{AuditQuery, audit};
    use crate::claim::ClaimKind;

    const SAID: &str = "the harbour wall will be finished by the end of the winter";

    /// Returns to which entry each is tied.
    fn ties(said: &[(&str, u32, &str)]) -> Vec<Option<usize>> {
        let sightings = said.iter().map(|(story, day, text)| seen(story, 1, 1, 1, *day, text)).collect();
        audit(sightings, &AuditQuery::default()).entries.iter().map(|entry| entry.same).collect()
    }

    #[test]
    fn one_utterance_in_several_stories_is_told_once() {
        let other = "The harbour wall would be finished before the end of winter";
        assert_eq!(ties(&[("a", 4, SAID), ("b", 4, other), ("c", 5, SAID)]), [None, Some(0), Some(0)]);
        // Said again weeks later, and a negation more, are statements of their own.
        assert_eq!(ties(&[("a", 4, SAID), ("b", 24, SAID)]), [None, None]);
        assert_eq!(
            ties(&[("a", 4, "12 boats lie in the old harbour"), ("b", 4, "14 boats lie in the old harbour")]),
            [None; 2]
        );
    }

    #[test]
    fn two_wordings_of_one_utterance_are_no_shift() {
        let mut quote = seen("a", 1, 1, 1, 4, "We will not open the old harbour to the ferries this year");
        quote.claim.kind = ClaimKind::Quote;
        quote.outlet = Some("Quay Courier".to_owned());
        let told = seen("b", 1, 1, 1, 5, "they would open the old harbour to the ferries this year");
        let entries = crate::audit::entries(vec![quote, told]).entries;
        assert!(may_be_one(&entries[0], &entries[1]));
        let later = seen("c", 1, 1, 1, 9, "they would open the old harbour to the ferries this year");
        let entries = crate::audit::entries(vec![seen("a", 1, 1, 1, 4, SAID), later]).entries;
        assert!(!may_be_one(&entries[0], &entries[1]));
    }
}
