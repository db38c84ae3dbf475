//! The words that commit: "will not", "rule out", "opposed to", "no plans to", "is off the table", "I never …".
//!
//! Each reads one sort of cue; what it is about is read by [`super::complement`].

use std::ops::Range;

use super::commitment::{Act, Commitment, CommitmentCue, Firmness};
use super::complement::of_effect;
use super::object::NounPhrase;
use super::reader::{Actor, BE, CommitmentReader};
use crate::audit::lexicon::{self, Effect};
use crate::lang::tag::Tag;

/// An auxiliary that speaks of what is to come: "will not", "is going to", "may".
struct FutureAuxiliary {
    /// The word behind it and its negation.
    next: usize,
    /// Whether it is denied by "never".
    never: bool,
    /// Whether it leaves open what will be: "may".
    maybe: bool,
    /// Whether it is a form of "be".
    be: bool,
    cue: CommitmentCue,
}

impl CommitmentReader<'_> {
    /// Reads the commitment whose cue starts at `at`.
    pub(super) fn at(&self, at: usize, sentence: &Range<usize>) -> Option<Commitment> {
        let word = &self.words[at];
        if word.quoted || !word.is_word() {
            return None;
        }
        let found = self
            .future(at, sentence)
            .or_else(|| self.ruled_out(at, sentence))
            .or_else(|| self.stance(at, sentence))
            .or_else(|| self.plans(at, sentence))
            .or_else(|| self.need(at, sentence))
            .or_else(|| self.valued(at, sentence))
            .or_else(|| self.ended(at, sentence))
            .or_else(|| self.deed(at, sentence))?;
        if self.is_conditional(sentence, at) || self.is_others(sentence, found.cue.start) {
            return None;
        }
        let for_now = found.negated && !found.past && lexicon::not_now(&self.words[at..self.clause_end(at, sentence)]);
        let strength = if for_now { Firmness::Tentative } else { found.strength };
        Some(Commitment { year: self.year(sentence), for_now, strength, ..found })
    }

    /// "will", "won't", "is going to", "may", "might", "could".
    fn future(&self, at: usize, sentence: &Range<usize>) -> Option<Commitment> {
        let auxiliary = self.auxiliary(at, sentence)?;
        let FutureAuxiliary { next, never, cue, .. } = auxiliary;
        match self.subject(at, sentence)? {
            Actor::There => self.there_will_be(at, next, never, cue),
            Actor::Own => {
                let is_ing = self.is(next, &["be"]) && self.tag(next + 1) == Tag::Ing;
                let next = next + usize::from(is_ing);
                self.complement(next, sentence.end, at..next, cue)
            }
            Actor::Thing(object) => self.thing_will(at, &auxiliary, object),
        }
    }

    /// Reads the auxiliary at `at`, where it speaks of what is to come.
    fn auxiliary(&self, at: usize, sentence: &Range<usize>) -> Option<FutureAuxiliary> {
        let word = &self.words[at];
        let ought = word.is(&["should", "must"]);
        let unable = word.is(&["cannot"]) || word.is(&["can"]) && self.is(at + 1, &["not"]);
        let modal = ought
            || unable
            || word.is(&["will", "shall"])
            || word.is(&["would"]) && (self.reported || self.says_so(at, sentence));
        let maybe = word.is(&["may", "might", "could"]) && word.tag == Tag::FiniteAuxiliary;
        let be = word.is(&["is", "are", "am", "'s"]) || self.reported && word.is(&["was", "were"]);
        if !(modal || maybe || be) || word.tag.is_nominal() {
            return None;
        }
        let (mut next, mut negated, never) = self.negation(at + 1);
        negated |= word.is(&["cannot"]);
        // "all we could to protect it"
        if self.is(next, &["to"]) {
            return None;
        }
        let mut strength = match (maybe, ought || unable) {
            (true, _) => Firmness::Tentative,
            (_, true) => Firmness::Planned,
            _ => Firmness::Firm,
        };
        if be {
            if self.is(next, &["going"]) && self.is(next + 1, &["to"]) {
                next += 2;
            } else if self.tag(next) == Tag::Ing
                && lexicon::effect(&self.words[next..]).is_some_and(|(_, effect)| effect != Effect::Light)
            {
                strength = Firmness::Firm;
            } else {
                return None;
            }
        }
        // "so that we could" tells a purpose.
        if maybe
            && (negated || self.words[sentence.start..at].iter().rev().take(4).any(|word| word.is(&["so", "that"])))
        {
            return None;
        }
        let cue = CommitmentCue { is_for: !negated, strength, negated, past: false };
        Some(FutureAuxiliary { next, never, maybe, be, cue })
    }

    /// "Fares will not be raised", "the levy will go ahead".
    fn thing_will(&self, at: usize, auxiliary: &FutureAuxiliary, object: NounPhrase) -> Option<Commitment> {
        let &FutureAuxiliary { next, maybe, be, cue, .. } = auxiliary;
        let passive = self.is(next, &["be"]) || be && self.is(next, &["being"]);
        let verb = if passive { self.negation(next + 1).0 } else { next };
        let (is_for, act) = if passive {
            if self.tag(verb) != Tag::PastParticiple {
                return None;
            }
            match lexicon::effect(&self.words[verb..]) {
                Some((_, effect)) => of_effect(effect)?,
                // "It could be moved" tells what can be done, not what is meant.
                None if maybe => return None,
                None => (true, Act::Other(self.words[verb].stem.clone())),
            }
        } else if self.is(verb, &["proceed", "begin", "start", "stay", "remain"])
            || self.is(verb, &["go"]) && self.is(verb + 1, &["ahead"])
        {
            (true, Act::Having)
        } else {
            return None;
        };
        let none =
            object.range.start > 0 && self.is(object.range.start - 1, &["no"]) || self.is(object.range.start, &["no"]);
        let negated = cue.negated != none;
        let cue = CommitmentCue { is_for: is_for != negated, negated, ..cue };
        let verb_stem = Some(self.words[verb].stem.clone());
        Some(Commitment { verb: verb_stem, ..Commitment::new(cue, at..verb + 1, act, object) })
    }

    /// "there will be no toll": `at` is the "will", `next` the word behind it and its negation.
    fn there_will_be(&self, at: usize, next: usize, never: bool, cue: CommitmentCue) -> Option<Commitment> {
        if !self.is(next, &["be"]) {
            return None;
        }
        let none = self.is(next + 1, &["no"]);
        if none && cue.negated {
            return None;
        }
        let negated = cue.negated || none;
        let words = at.saturating_sub(1)..next + 1 + usize::from(none);
        let mut found = self.having(next + 1, words, CommitmentCue { is_for: !negated, negated, ..cue })?;
        // "There will be a storm" commits nobody; "there will be no storm" hardly.
        found.strength = if never || negated { cue.strength } else { Firmness::Planned };
        Some(found)
    }

    /// "rule out", "ruled it out", "not ruling out".
    fn ruled_out(&self, at: usize, sentence: &Range<usize>) -> Option<Commitment> {
        if !self.is(at, &["rule", "rules", "ruled", "ruling"])
            || self.tag(at) == Tag::Noun
            || !self.is(at + 1, &["out"])
        {
            return None;
        }
        let (start, negated) = self.verb_group(at);
        self.own(start, sentence)?;
        let cue = CommitmentCue {
            is_for: negated,
            strength: if negated { Firmness::Tentative } else { Firmness::Firm },
            negated: !negated,
            past: false,
        };
        self.complement(at + 2, sentence.end, start..at + 2, cue)
    }

    /// "support", "oppose", "am against", "open to", "committed to".
    fn stance(&self, at: usize, sentence: &Range<usize>) -> Option<Commitment> {
        let (len, is_for, strength) = match self.words[at].lower.as_str() {
            "support" | "supports" | "back" | "backs" | "favour" | "favor" | "endorse" | "endorses"
                if matches!(self.tag(at), Tag::FiniteVerb | Tag::BareVerb) =>
            {
                (1, true, Firmness::Planned)
            }
            "oppose" | "opposes" | "reject" | "rejects" if matches!(self.tag(at), Tag::FiniteVerb | Tag::BareVerb) => {
                (1, false, Firmness::Planned)
            }
            "believe" | "believes" if self.is(at + 1, &["in"]) => (2, true, Firmness::Planned),
            "committed" if self.is(at + 1, &["to"]) => (2, true, Firmness::Firm),
            "opposed" if self.is(at + 1, &["to"]) => (2, false, Firmness::Planned),
            "against" if self.is(at.wrapping_sub(1), &BE) || self.tag(at.wrapping_sub(1)) == Tag::Adverb => {
                (1, false, Firmness::Planned)
            }
            "open" if self.is(at + 1, &["to"]) => (2, true, Firmness::Tentative),
            "considering" => (1, true, Firmness::Tentative),
            "in" if self.is(at + 1, &["favour", "favor"]) && self.is(at + 2, &["of"]) => (3, true, Firmness::Planned),
            _ => return None,
        };
        let (start, negated) = self.verb_group(at);
        self.own(start, sentence)?;
        if negated && strength == Firmness::Tentative {
            return None;
        }
        // Who does not oppose a thing need not be for it.
        let strength = if negated && !is_for { Firmness::Tentative } else { strength };
        let cue = CommitmentCue { is_for: is_for != negated, strength, negated, past: false };
        let found = self.complement(at + len, sentence.end, start..at + len, cue)?;
        // To be for it and to be against it is one thing to do to it.
        Some(Commitment { verb: found.verb.or_else(|| Some("stance".to_owned())), ..found })
    }

    /// "have no plans to", "plan to", "intend to", "no intention of".
    fn plans(&self, at: usize, sentence: &Range<usize>) -> Option<Commitment> {
        if self.is(at, &["have", "has", "had"])
            && self.is(at + 1, &["no"])
            && self.is(at + 2, &["plan", "plans", "intention", "intentions"])
        {
            let after = at + 3 + usize::from(self.is(at + 3, &["to", "of", "for", "whatsoever"]));
            self.own(at, sentence)?;
            let cue = CommitmentCue { is_for: false, strength: Firmness::Tentative, negated: true, past: false };
            return self.complement(after, sentence.end, at..after, cue);
        }
        if !self.is(
            at,
            &[
                "plan",
                "plans",
                "planning",
                "intend",
                "intends",
                "aim",
                "aims",
                "propose",
                "proposes",
                "proposing",
                "decide",
                "decides",
                "decided",
                "agreed",
            ],
        ) || self.tag(at) == Tag::Noun
        {
            return None;
        }
        let (start, negated) = self.verb_group(at);
        self.own(start, sentence)?;
        let proposes = self.words[at].lower.starts_with("propos");
        let (to, refused, _) = self.negation(at + 1);
        if !self.is(to, &["to"]) && !proposes {
            return None;
        }
        // "decided not to" binds, "do not plan to" does not.
        let strength = if negated { Firmness::Tentative } else { Firmness::Planned };
        let negated = negated != refused;
        let cue = CommitmentCue { is_for: !negated, strength, negated, past: false };
        let after = if self.is(to, &["to"]) { to + 1 } else { at + 1 };
        self.complement(after, sentence.end, start..after, cue)
    }

    /// "we need a toll", "we don't need a toll", "there is no need for a toll".
    fn need(&self, at: usize, sentence: &Range<usize>) -> Option<Commitment> {
        let is_verb = matches!(self.tag(at), Tag::FiniteVerb | Tag::BareVerb);
        if self.is(at, &["need", "want"]) && is_verb && !self.is(at + 1, &["to"]) {
            let (start, negated) = self.verb_group(at);
            self.own(start, sentence)?;
            // What is needed is seldom named so that it is the same again; what is not needed is.
            let cue = CommitmentCue { is_for: !negated, strength: Firmness::Valued, negated, past: false };
            return self.having(at + 1, start..at + 1, cue);
        }
        let none =
            self.is(at, &["no"]) && self.is(at + 1, &["need", "case", "place", "reason"]) && self.is(at + 2, &["for"]);
        if none {
            let verb = at.checked_sub(1).filter(|verb| *verb >= sentence.start)?;
            let has = self.is(verb, &BE) && matches!(self.subject(verb, sentence)?, Actor::There)
                || self.is(verb, &["see", "have"]) && self.own(self.verb_group(verb).0, sentence).is_some();
            let cue = CommitmentCue { is_for: false, strength: Firmness::Valued, negated: true, past: false };
            return has.then(|| self.having(at + 3, verb..at + 3, cue)).flatten();
        }
        None
    }

    /// "the toll is the wrong way", "a toll would not be fair", "a toll won't work".
    fn valued(&self, at: usize, sentence: &Range<usize>) -> Option<Commitment> {
        let would = self.is(at, &["will", "would", "does", "do"]);
        let is = self.is(at, &["is", "are", "'s"]) && self.tag(at) != Tag::Particle;
        let (mut next, mut negated, _) = self.negation(at + 1);
        let be = would && self.is(next, &["be"]);
        if be {
            let (after, again, _) = self.negation(next + 1);
            (next, negated) = (after, negated != again);
        }
        let works = would && negated && self.is(next, &["work"]);
        let (len, is_for) = match works {
            true => (1, true),
            false if is || be => lexicon::valued(self.words.get(next..sentence.end)?)?,
            false => return None,
        };
        // "is right to say", "is wrong on this": about somebody.
        let ends = self.words.get(next + len).is_none_or(|after| {
            !after.is_word() || after.is(&["and", "but", "for", "because", "now", "at", "when", "so", "as"])
        });
        // Nothing is for a thing in not being against it.
        if !ends || negated && !is_for {
            return None;
        }
        let object = self.noun_before(at, sentence)?;
        let cue = CommitmentCue { is_for: is_for != negated, strength: Firmness::Valued, negated, past: false };
        let is_own = !self.is_others_thing(&object);
        is_own.then(|| Commitment::new(cue, at..next + len, Act::Having, object))
    }

    /// "the levy is dead", "the scheme has been scrapped".
    fn ended(&self, at: usize, sentence: &Range<usize>) -> Option<Commitment> {
        if !self.is(at, &["is", "are", "'s", "has", "have"]) {
            return None;
        }
        let mut next = at + 1;
        if self.is(at, &["has", "have"]) {
            next += usize::from(self.is(next, &["now"]));
            if !self.is(next, &["been"]) {
                return None;
            }
            next += 1;
        }
        // "is, as I said yesterday, dead"
        if self.is(next, &[","])
            && let Some(comma) = (next + 1..sentence.end.min(next + 9)).find(|&at| self.is(at, &[","]))
        {
            next = comma + 1;
        }
        while self.is(next, &["now", "absolutely", "well", "and", "truly", "completely", "dead"])
            && lexicon::ended(&self.words[next..]).is_none()
        {
            next += 1;
        }
        let len = lexicon::ended(self.words.get(next..sentence.end)?)?;
        // "is over 30", "is gone from": something else.
        let ends = self
            .words
            .get(next + len)
            .is_none_or(|after| !after.is_word() || after.is(&["and", "for", "now", "but", "as"]));
        let subject = self.noun_before(at, sentence)?;
        let cue = CommitmentCue { is_for: false, strength: Firmness::Firm, negated: false, past: false };
        ends.then(|| Commitment { ends: true, ..Commitment::new(cue, at..next + len, Act::Having, subject) })
    }

    /// "I did not meet Brandt", "we have never met him", "I met Brandt".
    fn deed(&self, at: usize, sentence: &Range<usize>) -> Option<Commitment> {
        let (verb, negated) = if self.is(at, &["did", "have"]) || self.reported && self.is(at, &["has", "had"]) {
            let (verb, negated, _) = self.negation(at + 1);
            (verb, negated)
        } else if self.is(at, &["never"]) {
            (at + 1, true)
        } else if self.tag(at) == Tag::FiniteVerb && !self.verb_group(at).1 {
            (at, false)
        } else {
            return None;
        };
        let past = self.is(at, &["did"])
            || matches!(self.tag(verb), Tag::PastParticiple)
            || self.words.get(verb).is_some_and(|word| {
                word.lower.ends_with("ed") || word.stem != word.lower && !word.lower.ends_with('s')
            });
        if !past || !self.tag(verb).is_verb() || !matches!(self.subject(at, sentence)?, Actor::Own) {
            return None;
        }
        let cue = CommitmentCue { is_for: !negated, strength: Firmness::Firm, negated, past: true };
        let mut found = self.complement(verb, sentence.end, at..verb + usize::from(verb == at), cue)?;
        // What was done is compared verb by verb.
        found.act = Act::Other(self.words[verb].stem.clone());
        found.is_for = !negated;
        (!matches!(lexicon::effect(&self.words[verb..]), Some((_, Effect::Light)))).then_some(found)
    }
}
