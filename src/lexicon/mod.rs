//! The words of English, for all rooms that look at words: the one folded form, the one stem, what numbers, days and
//! titles are called, and the lists that more than one room uses.
//!
//! It knows words alone: what a word is where it stands is for those to decide who ask. A list that one room uses stands
//! with that room, in the same form. The two models have forms of their own (`lang/fast/form.rs`, `lang/pieces.rs`),
//! which they were trained with, and the keys of names and claims (`name`, `store/keys.rs`) stay as histories hold them.

mod act;
mod calendar;
mod fold;
mod list;
mod number;
mod phrases;
mod stem;
mod title;

pub(crate) use act::{Effect, act_of, effect, effect_of, kind_of_act, nouns_of};
pub(crate) use calendar::{MONTHS, WEEKDAYS, calendar_name, is_calendar_name, month, weekday};
pub(crate) use fold::{fold, fold_line, fold_name, fold_name_into, folded, is_invisible, unaccent};
pub(crate) use list::{WordList, WordMap, WordSet, entries, labelled, words};
pub(crate) use number::{TENS, UNITS, is_ordinal, numeral, ordinal};
pub(crate) use phrases::Phrases;
pub(crate) use stem::{base, beginnings, forms, stem};
pub(crate) use title::{Gender, OFFICES, honorific, is_generation, is_name_suffix, is_title};

/// What negates: phrases in blocks by what they negate, with `/` between forms of one word.
pub(crate) const NEGATORS: &str = include_str!("lists/negators.txt");
/// Units that numbers are measured in, those in full and those in short in a block each.
pub(crate) const MEASURES: &str = include_str!("lists/measures.txt");

/// Words that say nothing about what a sentence is about, and that are never part of a name.
pub(crate) static FUNCTION_WORDS: WordList =
    WordList::new(|| words(include_str!("lists/function_words.txt")).collect());
/// Parts of surnames that have no capital: "van".
pub(crate) static PARTICLES: WordList = WordList::new(|| words(include_str!("lists/particles.txt")).collect());
/// Bodies for which their own people speak: "government", "team".
pub(crate) static COLLECTIVES: WordList = WordList::new(|| words(include_str!("lists/collectives.txt")).collect());
/// What stands in the way of something: "a ban".
pub(crate) static RESTRICTIONS: WordList = WordList::new(|| words(include_str!("lists/restrictions.txt")).collect());

/// Participles of what is told without anybody who tells it: "is believed to", "is known to".
pub(crate) static HEARSAY: WordList =
    WordList::new(|| labelled(include_str!("lists/hearsay.txt")).map(|(_, word)| word).collect());
/// Those of them that leave open whether it is true.
pub(crate) static DOUBTFUL: WordList = WordList::new(|| block(include_str!("lists/hearsay.txt"), "doubtful"));

static WORD_NEGATORS: WordList = WordList::new(|| labelled(NEGATORS).map(|(_, entry)| entry).collect());
static CLAUSE_NEGATORS: WordList = WordList::new(|| block(NEGATORS, "strong"));

/// Returns whether a folded word by itself negates something: a clause, or what stands behind it.
pub(crate) fn is_negator(word: &str) -> bool {
    word == "n't" || WORD_NEGATORS.has(word)
}

/// Returns whether a folded word by itself negates the clause that it stands in.
pub(crate) fn negates_clause(word: &str) -> bool {
    word == "n't" || CLAUSE_NEGATORS.has(word)
}

/// Returns whether a folded word is a form of "be" in full.
pub(crate) fn is_be(word: &str) -> bool {
    base(word) == "be"
}

fn block(list: &'static str, label: &str) -> WordSet {
    labelled(list).filter(|(of, _)| *of == Some(label)).map(|(_, entry)| entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negators_are_told_by_what_they_negate() {
        for (word, expected) in [
            ("not", (true, true)),
            ("n't", (true, true)),
            ("hardly", (true, true)),
            ("without", (true, false)),
            ("non", (true, false)),
            ("lack", (false, false)),
            ("note", (false, false)),
        ] {
            assert_eq!((is_negator(word), negates_clause(word)), expected, "{word}");
        }
    }

    #[test]
    fn what_is_known_is_hearsay_and_in_no_doubt() {
        for (word, expected) in [
            ("believed", (true, true)),
            ("known", (true, false)),
            ("denied", (false, false)),
            ("[known]", (false, false)),
        ] {
            assert_eq!((HEARSAY.has(word), DOUBTFUL.has(word)), expected, "{word}");
        }
    }

    #[test]
    fn forms_of_be_are_known() {
        assert!(["am", "been", "were"].into_iter().all(is_be) && !is_be("bee"));
    }

    #[test]
    fn lists_are_folded_already() {
        for list in [
            NEGATORS,
            MEASURES,
            include_str!("lists/acts.txt"),
            include_str!("lists/collectives.txt"),
            include_str!("lists/deverbal.txt"),
            include_str!("lists/function_words.txt"),
            include_str!("lists/hearsay.txt"),
            include_str!("lists/honorifics.txt"),
            include_str!("lists/irregular.txt"),
            include_str!("lists/name_suffixes.txt"),
            include_str!("lists/offices.txt"),
            include_str!("lists/particles.txt"),
            include_str!("lists/titles.txt"),
        ] {
            for word in words(list) {
                assert_eq!(fold(word), word);
            }
        }
    }
}
