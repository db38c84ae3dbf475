//! What a cue is about: a thing, or an act and its object.
//!
//! "Rule out | raising fares" is against there being more of {fares}; "rule out | a toll" is against there being {toll}.

use std::ops::Range;

use super::commitment::{Act, Commitment, Cue, Strength};
use super::object::object;
use super::reader::Reader;
use crate::audit::lexicon::{self, Effect};
use crate::lang::tag::Tag;

impl Reader<'_> {
    /// Reads what a cue is about, from `at` on: a thing, or an act and its object.
    pub(super) fn complement(&self, at: usize, end: usize, cue_words: Range<usize>, cue: Cue) -> Option<Commitment> {
        let mut at = at;
        while at < end
            && (self.is(at, &["to", "that", "the", "a", "any", "ever", "for", "about", "into", "towards"])
                || self.tag(at) == Tag::Adverb && !self.is(at, &["not", "never"]))
        {
            let possible = self.is(at, &["the", "a", "any"])
                && self.is(at + 1, &["possibility", "prospect", "idea", "option", "need"])
                && self.is(at + 2, &["of"]);
            at += if possible { 3 } else { 1 };
        }
        let (mut at, cue) = match self.negation(at) {
            (after, true, _) => (after, Cue { is_for: !cue.is_for, negated: !cue.negated, ..cue }),
            _ => (at, cue),
        };
        if !matches!(self.tag(at), Tag::BareVerb | Tag::Ing | Tag::FiniteVerb | Tag::PastParticiple) {
            return self.having(at, cue_words, cue);
        }
        let mut strength = cue.strength;
        // "will consider", "will look at": not yet a promise.
        if self.is(at, &["consider", "considering"]) {
            strength = if cue.negated { cue.strength } else { Strength::Tentative };
            return self.complement_of(at + 1, end, cue_words, Cue { strength, ..cue });
        }
        if self.is(at, &["seek", "try", "want", "continue", "need"]) && self.is(at + 1, &["to"]) {
            at += 2;
            strength = strength.min(Strength::Planned);
        }
        if self.is(at, &["support", "back", "oppose", "reject"]) {
            strength = strength.min(Strength::Planned);
        }
        self.complement_of(at, end, cue_words, Cue { strength, ..cue })
    }

    pub(super) fn complement_of(&self, at: usize, end: usize, cue_words: Range<usize>, cue: Cue) -> Option<Commitment> {
        if !self.tag(at).is_verb() {
            return self.having(at, cue_words, cue);
        }
        // "rule out raising", "rule in": a refusal within.
        if self.is(at, &["rule", "ruling"]) && self.is(at + 1, &["out"]) {
            let inner = Cue {
                is_for: !cue.is_for,
                negated: !cue.negated,
                strength: if cue.negated { Strength::Tentative } else { cue.strength },
                ..cue
            };
            return self.complement(at + 2, end, cue_words.start..at + 2, inner);
        }
        let (len, effect) = match lexicon::effect(self.words.get(at..end)?) {
            Some((_, Effect::Light)) => return None,
            Some(found) => (found.0, Some(found.1)),
            None => (1, None),
        };
        let mut after = at + len;
        // "talk to", "agree with"
        if effect.is_none() && self.tag(after) == Tag::Adposition {
            after += 1;
        }
        let object = object(&self.words[..end], after)?;
        let verb = self.words[at].stem.clone();
        let (with, act) = match effect.and_then(of_effect) {
            Some(found) => found,
            None => (true, Act::Other(verb.clone())),
        };
        Some(Commitment {
            act,
            is_for: with == cue.is_for,
            strength: cue.strength,
            negated: cue.negated,
            later: effect == Some(Effect::Later) && cue.is_for,
            for_now: false,
            ends: false,
            past: cue.past,
            evidence: cue_words.start..object.range.end,
            cue: cue_words.start..at + len,
            object,
            verb: Some(verb),
            year: None,
        })
    }

    pub(super) fn having(&self, at: usize, cue_words: Range<usize>, cue: Cue) -> Option<Commitment> {
        let object = object(self.words, at)?;
        Some(Commitment {
            act: Act::Having,
            is_for: cue.is_for,
            strength: cue.strength,
            negated: cue.negated,
            later: false,
            for_now: false,
            ends: false,
            past: cue.past,
            evidence: cue_words.start..object.range.end,
            cue: cue_words,
            object,
            verb: None,
            year: None,
        })
    }
}

/// Says whether an act is for its object, and of what sort it is.
pub(super) fn of_effect(effect: Effect) -> Option<(bool, Act)> {
    Some(match effect {
        Effect::For => (true, Act::Having),
        Effect::Against => (false, Act::Having),
        Effect::Up => (true, Act::Level),
        Effect::Down => (false, Act::Level),
        // What is put off is still meant to be.
        Effect::Later => (true, Act::Having),
        Effect::Light => return None,
    })
}
