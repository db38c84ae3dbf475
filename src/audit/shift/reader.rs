//! Reads the clause around a cue: whose it is, whether it is negated, whether it is sure.
//!
//! It knows no cue: those stand in [`super::cues`].

use std::ops::Range;

use super::object::{NounPhrase, object};
use crate::audit::lexicon;
use crate::audit::tagged_text::TaggedWord;
use crate::lang::tag::Tag;
use crate::lexicon::COLLECTIVES;

const FIRST: [&str; 2] = ["i", "we"];
pub(super) const BE: [&str; 9] = ["is", "are", "am", "was", "were", "be", "been", "being", "'s"];
const CONDITIONS: [&str; 6] = ["if", "unless", "whether", "provided", "otherwise", "suppose"];
const SUPPOSED: [&str; 6] = ["would", "should", "when", "why", "where", "how"];

pub(super) struct CommitmentReader<'a> {
    pub words: &'a [TaggedWord],
    /// The words are the outlet's: "she would" is the speaker's "I will".
    pub reported: bool,
    /// The pronouns that may stand for the speaker, where the words are the outlet's.
    pub pronouns: &'static [&'static str],
}

/// Who or what will or will not.
pub(super) enum Actor {
    /// The speaker, or those for whom he or she speaks.
    Own,
    There,
    Thing(NounPhrase),
}

impl CommitmentReader<'_> {
    pub(super) fn is(&self, at: usize, options: &[&str]) -> bool {
        self.words.get(at).is_some_and(|word| word.is(options))
    }

    pub(super) fn tag(&self, at: usize) -> Tag {
        self.words.get(at).map_or(Tag::Other, |word| word.tag)
    }

    /// Steps over "not", "never" and adverbs; returns where they end, whether they negate, and whether they say
    /// "never".
    pub(super) fn negation(&self, from: usize) -> (usize, bool, bool) {
        let (mut at, mut negated, mut never) = (from, false, false);
        while let Some(word) = self.words.get(at) {
            if word.is(&["not"]) && self.is(at + 1, &["only", "just", "merely", "simply"]) {
                // "not only cutting"
            } else if word.is(&["not", "never"]) {
                negated = !negated;
                never |= word.lower == "never";
            } else if word.is(&["no"]) && self.is(at + 1, &["longer"]) {
                negated = true;
                at += 1;
            } else if word.tag != Tag::Adverb && !word.is(&["ever", "also", "just", "simply"]) {
                break;
            }
            at += 1;
        }
        (at, negated, never)
    }

    /// Walks back from a verb over its auxiliaries; returns where they start and whether they negate.
    pub(super) fn verb_group(&self, verb: usize) -> (usize, bool) {
        let (mut at, mut negated) = (verb, false);
        while at > 0 {
            let word = &self.words[at - 1];
            if word.is(&["not", "never"]) {
                negated = !negated;
            } else if !matches!(word.tag, Tag::FiniteAuxiliary | Tag::Auxiliary | Tag::Adverb)
                && !word.is(&BE)
                && !word.is(&["cannot"])
            {
                break;
            }
            negated ^= word.lower == "cannot";
            at -= 1;
        }
        (at, negated)
    }

    /// Returns something where the subject that ends before `at` is the speaker.
    pub(super) fn own(&self, at: usize, sentence: &Range<usize>) -> Option<()> {
        matches!(self.subject(at, sentence)?, Actor::Own).then_some(())
    }

    pub(super) fn subject(&self, at: usize, sentence: &Range<usize>) -> Option<Actor> {
        let mut last = at.checked_sub(1).filter(|last| *last >= sentence.start)?;
        while last > sentence.start && self.tag(last) == Tag::Adverb && !self.is(last, &["there"]) {
            last -= 1;
        }
        let word = &self.words[last];
        if word.is(&["there"]) {
            return Some(Actor::There);
        }
        if word.is(&FIRST) || self.reported && word.is(self.pronouns) {
            return Some(Actor::Own);
        }
        let owned = |back: usize| {
            last.checked_sub(back).is_some_and(|at| {
                at >= sentence.start && self.is(at, &["my", "our", "this"])
                    || self.reported && self.is(at, &["the", "his", "her", "its"])
            })
        };
        if COLLECTIVES.has(&word.lower) && (owned(1) || owned(2)) {
            return Some(Actor::Own);
        }
        // "I lead a government which will …"
        if word.is(&["which", "that", "who"]) && last > sentence.start && COLLECTIVES.has(&self.words[last - 1].lower) {
            let first = self.words[sentence.clone()].iter().find(|word| word.tag.is_nominal());
            return first.is_some_and(|first| first.is(&FIRST)).then_some(Actor::Own);
        }
        self.noun_before(last + 1, sentence).map(Actor::Thing)
    }

    /// Returns whether the word at `at` is a verb of which somebody or something else is the subject.
    pub(super) fn is_of_others(&self, at: usize, sentence: &Range<usize>) -> bool {
        let tag = self.tag(at);
        let verb = tag.is_verb() || tag.is_finite();
        verb && matches!(self.subject(self.verb_group(at).0, sentence), Some(Actor::Thing(_)))
    }

    /// Returns whether a thing belongs to others, or is one that is only pointed at.
    pub(super) fn is_others_thing(&self, object: &NounPhrase) -> bool {
        const THEIRS: [&str; 9] = ["their", "his", "her", "your", "its", "that", "this", "these", "those"];
        let first = object.range.start;
        [Some(first), first.checked_sub(1)].into_iter().flatten().any(|at| self.is(at, &THEIRS))
    }

    /// Reads the noun phrase that ends right before `at`.
    pub(super) fn noun_before(&self, at: usize, sentence: &Range<usize>) -> Option<NounPhrase> {
        let mut start = at;
        while start > sentence.start {
            let word = &self.words[start - 1];
            let inside = matches!(
                word.tag,
                Tag::Noun
                    | Tag::Name
                    | Tag::Adjective
                    | Tag::Determiner
                    | Tag::Number
                    | Tag::PastParticiple
                    | Tag::Particle
            ) || word.is(&["of", "on", "for", "our", "my", "-", "no"]);
            if !inside || word.is(&["not", "that", "which"]) {
                break;
            }
            start -= 1;
        }
        while start < at && (self.tag(start) == Tag::Adposition || self.tag(start) == Tag::Particle) {
            start += 1;
        }
        // A phrase that stands behind a preposition or a verb is no subject.
        let free = start == sentence.start
            || !matches!(self.tag(start - 1), Tag::Adposition | Tag::BareVerb | Tag::FiniteVerb | Tag::Ing);
        object(&self.words[..at], start).filter(|object| free && object.range.end == at)
    }

    /// Returns where the clause of the word at `at` ends, as far as marks and links tell.
    pub(super) fn clause_end(&self, at: usize, sentence: &Range<usize>) -> usize {
        let ends = |at: &usize| self.is(*at, &[",", ";", ":", "-", "and", "but"]);
        (at..sentence.end).find(ends).unwrap_or(sentence.end)
    }

    /// Returns whether a condition stands in the sentence, or the words only suppose.
    pub(super) fn is_conditional(&self, sentence: &Range<usize>, at: usize) -> bool {
        let words = &self.words[sentence.clone()];
        let before = at - sentence.start;
        // "We would say that we will": what is supposed reaches no further than its clause.
        let supposed = |word: &TaggedWord| word.is(&SUPPOSED) && !(self.reported && word.is(&["would"]));
        let mut clause = words[..before].iter().rev().take_while(|word| !word.is(&[",", ";", "-", "and", "but"]));
        // "Not because we are against it"
        let cause = words[..before].windows(2).any(|two| two[0].is(&["not"]) && two[1].is(&["because", "that"]));
        // "Vote for them and there will be no bridge": what others would do.
        let others = words.iter().enumerate().any(|(at, word)| {
            let after = words[at..].iter().skip(1).take(3);
            word.is(&["vote", "elect", "re-elect", "under"]) && after.into_iter().any(|word| word.tag == Tag::Name)
        });
        cause
            || others
            || words[..before].iter().any(|word| word.is(&CONDITIONS))
            || clause.any(supposed)
            || words[before..].iter().any(|word| word.is(&["if", "unless", "provided", "assuming"]))
    }

    /// Returns whether the speaker reports before `at` what he or she said: "I said that there would be no toll".
    pub(super) fn says_so(&self, at: usize, sentence: &Range<usize>) -> bool {
        (sentence.start..at).any(|verb| {
            self.is(verb, &["said", "promised", "pledged"]) && self.own(self.verb_group(verb).0, sentence).is_some()
        })
    }

    /// Returns whether another person than the speaker says, thinks or wants what follows.
    pub(super) fn is_others(&self, sentence: &Range<usize>, at: usize) -> bool {
        (sentence.start..at.max(sentence.start)).any(|verb| {
            let word = &self.words[verb];
            if !lexicon::is_attitude(word) || !(word.tag.is_verb() || word.tag.is_finite()) {
                return false;
            }
            let (start, _) = self.verb_group(verb);
            let own = start.checked_sub(1).is_some_and(|subject| {
                self.is(subject, &FIRST)
                    || self.reported && self.is(subject, self.pronouns)
                    || self.is(subject, &["to", "and"])
            });
            !own
        })
    }

    /// Returns the one year that the sentence names behind "by", "in", "until".
    pub(super) fn year(&self, sentence: &Range<usize>) -> Option<i32> {
        let mut years = (sentence.start + 1..sentence.end).filter_map(|at| {
            let digits = self.words[at].lower.get(..4).filter(|_| self.tag(at) != Tag::Name)?;
            let year: i32 = digits.parse().ok().filter(|year| (1900..2100).contains(year))?;
            self.is(at - 1, &["by", "in", "until", "before", "from", "end", "of"]).then_some(year)
        });
        let year = years.next();
        year.filter(|_| years.next().is_none())
    }
}
