//! What a cue is about: a thing, or an act and its object.
//!
//! "Rule out | raising fares" is against there being more of {fares}; "rule out | a toll" is against there being
//! {toll}.

use std::ops::Range;

use super::commitment::{Act, Commitment, CommitmentCue};
use super::reader::CommitmentReader;
use crate::audit::lexicon::{self, Effect};
use crate::audit::object::{NounPhrase, object};
use crate::claim::Strength;
use crate::lang::tag::Tag;

impl CommitmentReader<'_> {
    /// Reads what a cue is about, from `at` on: a thing, or an act and its object.
    pub(super) fn complement(
        &self,
        at: usize,
        end: usize,
        cue_words: Range<usize>,
        cue: CommitmentCue,
    ) -> Option<Commitment> {
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
            (after, true) => (after, CommitmentCue { is_for: !cue.is_for, negated: !cue.negated, ..cue }),
            _ => (at, cue),
        };
        if !matches!(self.tag(at), Tag::BareVerb | Tag::Ing | Tag::FiniteVerb | Tag::PastParticiple) {
            return self.having(at, cue_words, cue);
        }
        let mut strength = cue.strength;
        // "will consider", "will look at": not yet a promise.
        let looks = self.is(at, &["look", "looking"]) && self.is(at + 1, &["at", "into"]);
        if looks || self.is(at, &["consider", "considering", "explore", "exploring", "examine", "discuss"]) {
            strength = if cue.negated { cue.strength } else { Strength::Tentative };
            return self.complement_of(at + 1 + usize::from(looks), end, cue_words, CommitmentCue { strength, ..cue });
        }
        if self.is(at, &["seek", "try", "want", "continue", "need"]) && self.is(at + 1, &["to"]) {
            at += 2;
            strength = strength.min(Strength::Planned);
        }
        if self.is(at, &["support", "back", "oppose", "reject"]) {
            strength = strength.min(Strength::Planned);
        }
        self.complement_of(at, end, cue_words, CommitmentCue { strength, ..cue })
    }

    pub(super) fn complement_of(
        &self,
        at: usize,
        end: usize,
        cue_words: Range<usize>,
        cue: CommitmentCue,
    ) -> Option<Commitment> {
        if !self.tag(at).is_verb() {
            return self.having(at, cue_words, cue);
        }
        // "rule out raising", "rule in": a refusal within.
        if self.is(at, &["rule", "ruling"]) && self.is(at + 1, &["out"]) {
            let inner = CommitmentCue {
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
        if let Some(found) = self.later(at, end, &cue_words, cue) {
            return Some(found);
        }
        let object = object(&self.words[..end], after)?;
        let verb = lexicon::kind_of_act(&self.words[at].stem);
        let (with, act) = match effect.and_then(of_effect) {
            Some(found) => found,
            None => (true, Act::Other(verb.clone())),
        };
        let later = effect == Some(Effect::Later) && cue.is_for;
        let cue = CommitmentCue { is_for: with == cue.is_for, ..cue };
        let words = cue_words.start..at + len;
        // "deliver a tax cut": what is done is the cut.
        if act == Act::Having
            && !later
            && let Some(found) = self.deverbal(&object, &words, cue)
        {
            return Some(found);
        }
        Some(Commitment { later, verb: Some(verb), ..Commitment::new(cue, words, act, object) })
    }

    /// "extend the time for | the toll", "change the start date of | the toll": the thing is put off.
    fn later(&self, at: usize, end: usize, cue_words: &Range<usize>, cue: CommitmentCue) -> Option<Commitment> {
        const TIMES: [&str; 8] = ["time", "timeline", "timetable", "timeframe", "deadline", "date", "start", "period"];
        const STARTS: [&str; 5] = ["introduction", "implementation", "commencement", "start", "launch"];
        if !self.is(at, &["extend", "extending", "push", "pushing", "change", "changing"]) || !cue.is_for {
            return None;
        }
        let time = (at + 1..end.min(at + 6)).find(|at| self.is(*at, &TIMES) && self.is(at + 1, &["for", "of"]))?;
        let mut of = object(&self.words[..end], time + 2)?;
        let start = (of.range.start..of.range.end).find(|at| self.is(*at, &STARTS) && self.is(at + 1, &["of"]));
        if let Some(start) = start {
            of = object(&self.words[..end], start + 2)?;
        }
        Some(Commitment { later: true, ..Commitment::new(cue, cue_words.start..time + 1, Act::Having, of) })
    }

    /// "no cuts | to schools", "an increase | in fares": an act that is named by a noun is what the verb says of the
    /// thing behind it.
    fn deverbal(&self, of: &NounPhrase, cue_words: &Range<usize>, cue: CommitmentCue) -> Option<Commitment> {
        // "a tax cut"
        let head = of.range.end.checked_sub(1)?;
        if let Some((with, act)) = lexicon::act_of(&self.words.get(head)?.stem)
            .and_then(lexicon::effect_of)
            .and_then(of_effect)
            .filter(|_| of.range.end == head + 1 && self.words[head].stem == of.head && of.is_known_without_head())
        {
            let verb = lexicon::act_of(&of.head).map(str::to_owned);
            let mut thing = of.clone();
            thing.words.remove(&of.head);
            let cue = CommitmentCue { is_for: with == cue.is_for, ..cue };
            return Some(Commitment { verb, ..Commitment::new(cue, cue_words.clone(), act, thing) });
        }
        let link = (of.range.start..=of.range.end).find(|at| self.is(*at, &["to", "in", "of", "on"]))?;
        let noun = link.checked_sub(1)?;
        let verb = lexicon::act_of(&self.words.get(noun)?.stem)?;
        let object = object(self.words, link + 1)?;
        let (with, act) = match lexicon::effect_of(verb) {
            Some(effect) => of_effect(effect)?,
            None => (true, Act::Other(lexicon::kind_of_act(verb))),
        };
        let cue = CommitmentCue { is_for: with == cue.is_for, ..cue };
        let words = cue_words.start..link;
        Some(Commitment { verb: Some(verb.to_owned()), ..Commitment::new(cue, words, act, object) })
    }

    pub(super) fn having(&self, at: usize, cue_words: Range<usize>, cue: CommitmentCue) -> Option<Commitment> {
        let object = object(self.words, at)?;
        if let Some(found) = self.deverbal(&object, &cue_words, cue) {
            return Some(found);
        }
        Some(Commitment::new(cue, cue_words, Act::Having, object))
    }
}

/// Returns whether an act is for its object, and of what sort it is.
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
