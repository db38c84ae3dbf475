//! The words of a statement as the shifts ask about them: what negates, whose a verb is, what stands before one.

use std::ops::Range;

use crate::audit::object::{NounPhrase, object};
use crate::audit::tagged_text::TaggedWord;
use crate::lang::tag::Tag;
use crate::lexicon::COLLECTIVES;

const FIRST: [&str; 2] = ["i", "we"];
const BE: [&str; 9] = ["is", "are", "am", "was", "were", "be", "been", "being", "'s"];

pub(super) struct CommitmentReader<'a> {
    pub words: &'a [TaggedWord],
}

impl CommitmentReader<'_> {
    pub(super) fn is(&self, at: usize, options: &[&str]) -> bool {
        self.words.get(at).is_some_and(|word| word.is(options))
    }

    pub(super) fn tag(&self, at: usize) -> Tag {
        self.words.get(at).map_or(Tag::Other, |word| word.tag)
    }

    /// Walks back from a verb over its auxiliaries; returns where they start.
    fn verb_group(&self, verb: usize) -> usize {
        let helps = |word: &TaggedWord| {
            matches!(word.tag, Tag::FiniteAuxiliary | Tag::Auxiliary | Tag::Adverb)
                || word.is(&BE)
                || word.is(&["not", "never", "cannot"])
        };
        verb - self.words[..verb].iter().rev().take_while(|word| helps(word)).count()
    }

    /// Returns whether the word at `at` is a verb of which something or somebody else than the speaker is the subject.
    pub(super) fn is_of_others(&self, at: usize, sentence: &Range<usize>) -> bool {
        let tag = self.tag(at);
        (tag.is_verb() || tag.is_finite()) && self.has_other_subject(self.verb_group(at), sentence)
    }

    /// Returns whether a noun ends before `at` that is neither the speaker nor those for whom he speaks.
    fn has_other_subject(&self, at: usize, sentence: &Range<usize>) -> bool {
        let Some(mut last) = at.checked_sub(1).filter(|last| *last >= sentence.start) else { return false };
        while last > sentence.start && self.tag(last) == Tag::Adverb && !self.is(last, &["there"]) {
            last -= 1;
        }
        let word = &self.words[last];
        let owned = |back: usize| {
            last.checked_sub(back).is_some_and(|at| at >= sentence.start && self.is(at, &["my", "our", "this"]))
        };
        let own_body = COLLECTIVES.has(&word.lower) && (owned(1) || owned(2));
        // "I lead a government which will …"
        let related =
            word.is(&["which", "that", "who"]) && last > sentence.start && COLLECTIVES.has(&self.words[last - 1].lower);
        !word.is(&["there"])
            && !word.is(&FIRST)
            && !own_body
            && !related
            && self.noun_before(last + 1, sentence).is_some()
    }

    /// Reads the noun phrase that ends right before `at`.
    pub(super) fn noun_before(&self, at: usize, sentence: &Range<usize>) -> Option<(NounPhrase, Range<usize>)> {
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
        object(&self.words[..at], start).filter(|(_, range)| free && range.end == at)
    }
}
