//! Returns whom a pronoun in a source means: the last one that fits and stands out.
//!
//! **Finds** the subject of the clause that the pronoun stands behind, else the source of the sentence before, else its
//! subject, sentence by sentence backwards, up to a few; sentences that are all quotation are passed over.
//! **Example**: "Mr Arlow resigned on Monday. “I have had enough,” he said." is Mr Arlow.
//! **Leaves alone** a pronoun where two in one sentence claim it, or where somebody unnamed comes in between ("The
//! driver").
//! **Known misses**: pronouns whose owner comes later, unless right behind their clause ("When he left, Reil said …").
//!
//! It never links against a gender that the text gives away.

mod subject;

use std::ops::Range;

use crate::claim::{Span, SpeakerKind};
use crate::text::ParagraphKind;

use super::cast::{Cast, sole};
use super::lexicon::Gender;
use super::name::Name;
use super::phrase::{Phrase, person_noun, phrase};
use super::role::{is_determiner, is_preposition};
use super::source::Pronoun;
use super::words::FoldedWords;

/// How many sentences with words outside quotation marks are looked back over.
const SENTENCES: usize = 3;
/// How many sentences are looked back over in all.
const REACH: usize = 16;
/// How many words lead from the comma behind a description to the name that it describes.
const APPOSED: usize = 4;
/// How many words a clause may go on behind its pronoun before the subject comes.
const CLAUSE: usize = 10;
/// How many names and tokens of one sentence are looked at.
const NAMES: usize = 48;
const TOKENS: usize = 160;

/// A source that is known already: where it stands, who it is, and whether another's words hold it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub at: usize,
    pub entity: usize,
    pub inner: bool,
}

/// What a pronoun is resolved against.
pub(super) struct Scene<'a> {
    pub words: &'a FoldedWords<'a>,
    pub names: &'a [Name],
    pub cast: &'a Cast,
    /// The sources resolved so far, by sentence, in text order.
    pub sources: &'a [Vec<Known>],
    /// What the pronoun's owner is said to say.
    pub content: &'a [Span],
}

/// Whom a pronoun means.
pub(super) enum Owner {
    Entity(usize),
    /// Somebody unnamed whom the text tells apart by whose he is ("Tom Erle's brother"), not met as a source before.
    Unnamed(Box<Phrase>),
}

/// Whether a sentence tells.
enum Answer {
    Owner(Owner),
    /// Somebody fits whom nothing tells apart, or who has no name.
    Unclear,
    Nothing,
}

impl Answer {
    fn of(entity: usize) -> Self {
        Self::Owner(Owner::Entity(entity))
    }
}

impl Scene<'_> {
    /// Finds whom the pronoun at token `at` stands for.
    pub fn resolve(&self, pronoun: Pronoun, at: usize) -> Option<Owner> {
        match self.of_own_clause(pronoun, at) {
            Answer::Owner(owner) => return Some(owner),
            Answer::Unclear => return None,
            Answer::Nothing => {}
        }
        self.behind(pronoun, at).or_else(|| self.ahead(pronoun, at).map(Owner::Entity))
    }

    fn behind(&self, pronoun: Pronoun, at: usize) -> Option<Owner> {
        let document = self.words.document;
        let own = document.tokens.at(at).sentence;
        let mut looked = 0;
        for back in 0..REACH {
            let index = own.checked_sub(back)?;
            let sentence = &document.sentences[index];
            if document.paragraphs[sentence.paragraph].kind == ParagraphKind::Heading {
                return None;
            }
            let limit = if back == 0 { at } else { sentence.tokens.end };
            let tokens = sentence.tokens.start..limit;
            match self.look(pronoun, index, tokens.clone(), back == 0) {
                Answer::Owner(owner) => return Some(owner),
                Answer::Unclear => return None,
                Answer::Nothing => {}
            }
            let own_words = tokens.take(TOKENS).any(|token| self.words.is_word(token) && !self.words.quoted(token));
            if back > 0 && own_words {
                looked += 1;
            }
            let reach = if matches!(pronoun, Pronoun::He | Pronoun::She) { SENTENCES } else { SENTENCES - 1 };
            if looked >= reach {
                return None;
            }
        }
        None
    }

    fn fits(&self, pronoun: Pronoun, entity: usize, source: bool) -> bool {
        let entity = &self.cast.entities[entity];
        match pronoun {
            Pronoun::He | Pronoun::She => {
                let person = match entity.kind {
                    SpeakerKind::Person => entity.sure || source,
                    SpeakerKind::Anonymous | SpeakerKind::Unknown => source,
                    // "A spokesman for the ministry" speaks for it, and is still a he.
                    SpeakerKind::Organization => entity.gender.is_some() || source && entity.name.contains("spokes"),
                    _ => false,
                };
                person && (entity.gender.is_none() || entity.gender == pronoun.gender())
            }
            Pronoun::It => match entity.kind {
                SpeakerKind::Organization | SpeakerKind::Document => true,
                SpeakerKind::Unknown => source,
                _ => false,
            },
            Pronoun::They => match entity.kind {
                SpeakerKind::Group => true,
                SpeakerKind::Organization | SpeakerKind::Anonymous => source,
                _ => source && entity.plural,
            },
        }
    }

    /// Looks for the pronoun's owner in one sentence, or in the part of its own sentence that stands before it.
    fn look(&self, pronoun: Pronoun, sentence: usize, tokens: Range<usize>, own: bool) -> Answer {
        if tokens.is_empty() {
            return Answer::Nothing;
        }
        let limit = self.words.span(tokens.end - 1).end;
        let known = self.sources.get(sentence).map_or(&[][..], Vec::as_slice);
        let mut outer = known.iter().filter(|known| known.at < limit && !known.inner).map(|known| known.entity);
        let sources: Vec<usize> = known
            .iter()
            .take(NAMES)
            .filter(|known| known.at < limit && !known.inner && self.fits(pronoun, known.entity, true))
            .filter(|known| !(own && (self.is_agent(known.at) || self.told(known.at))))
            .map(|known| known.entity)
            .collect();
        if !sources.is_empty() {
            // "Chris Reil called Ms Holt a fool after she had gone": whoever is known to be a she is her before whoever
            // may be.
            let known = own.then(|| self.of_gender(pronoun, tokens)).flatten();
            let neutral = |&entity: &usize| self.cast.entities[entity].is_neutral();
            if let Some(known) = known.filter(|_| sources.iter().all(neutral)) {
                return Answer::of(known);
            }
            let sure = |&&entity: &&usize| self.is_person(entity);
            let clear = sole(sources.iter().copied())
                .or_else(|| sole(sources.iter().filter(sure).copied()).filter(|_| pronoun.gender().is_some()));
            return clear.map_or(Answer::Unclear, Answer::of);
        }
        let personal = matches!(pronoun, Pronoun::He | Pronoun::She);
        // Somebody else has just spoken, and a "they" or "it" may be anybody in his words.
        if !personal && outer.next().is_some() {
            return Answer::Nothing;
        }
        let first = self.names.partition_point(|name| name.tokens.start < tokens.start);
        let mut subject = None;
        let mut others = Vec::new();
        // "Reil's colleague Ann Holt": the owner is no rival of hers.
        let mut owner = None;
        // "She met Tom Erle's brother": a "he" is as likely the brother as anybody before.
        let mut relative_named = false;
        let mut unnamed = personal.then(|| self.unnamed(pronoun, tokens.clone())).flatten();
        for (offset, name) in self.names[first..].iter().take(NAMES).enumerate() {
            if name.tokens.start >= tokens.end {
                break;
            }
            let start = self.words.span(name.tokens.start).start;
            if personal
                && !name.quoted
                && !(own && self.told(start))
                && let Some(phrase) = self.owned_person(first + offset, tokens.end)
                && fits_gender(phrase.gender, pronoun.gender())
            {
                let before = name.whole.start.saturating_sub(1);
                let governed = before >= tokens.start && is_preposition(self.words.folded(before));
                if !governed && unnamed.as_ref().is_none_or(|(at, _)| name.whole.start < *at) {
                    unnamed = Some((name.whole.start, phrase));
                }
                relative_named = true;
                continue;
            }
            let Some(entity) = self.cast.of_name[first + offset] else { continue };
            if name.quoted || own && self.told(start) || !self.fits(pronoun, entity, false) {
                continue;
            }
            let before = self.words.folded(name.whole.start.wrapping_sub(1));
            let article = is_determiner(before);
            let before = if article { self.words.folded(name.whole.start.wrapping_sub(2)) } else { before };
            if own && before == "by" {
                continue;
            }
            let starts = name.whole.start <= tokens.start + usize::from(article);
            let governed = !starts && is_preposition(before);
            if !name.possessive && !governed && subject.is_none() && others.is_empty() {
                subject = Some((name.whole.start, entity));
                owner = owner.filter(|&(end, _)| end + APPOSED < name.whole.start);
            } else if name.possessive && subject.is_none() && others.is_empty() && owner.is_none() {
                owner = Some((name.tokens.end, entity));
            } else if !others.contains(&entity) {
                others.push(entity);
            }
        }
        if let Some((_, owner)) = owner
            && !others.contains(&owner)
        {
            others.push(owner);
        }
        if let Some((start, phrase)) = unnamed {
            let sooner = subject.is_none_or(|(named, _)| start < named);
            if sooner {
                return match self.cast.described(self.words, &phrase, self.words.span(start).start) {
                    Some(entity) if self.fits(pronoun, entity, true) => Answer::of(entity),
                    None if phrase.owned || phrase.tokens.clone().any(|at| self.words.folded(at) == "of") => {
                        Answer::Owner(Owner::Unnamed(Box::new(phrase)))
                    }
                    _ => Answer::Unclear,
                };
            }
        }
        match (subject, &others[..]) {
            // In one sentence with the pronoun, two that fit are one too many.
            (Some((_, entity)), others) if !own || others.iter().all(|&other| other == entity) => Answer::of(entity),
            (None, [only]) => Answer::of(*only),
            (None, []) if relative_named => Answer::Unclear,
            (None, []) => Answer::Nothing,
            (Some((_, entity)), _) if own && self.cast.entities[entity].is_neutral() => {
                self.of_gender(pronoun, tokens).map_or(Answer::Unclear, Answer::of)
            }
            _ => Answer::Unclear,
        }
    }

    /// Returns whether somebody is known to be what the pronoun says.
    fn is_of(&self, pronoun: Pronoun, entity: usize) -> bool {
        pronoun.gender().is_some() && self.cast.entities[entity].gender == pronoun.gender()
    }

    /// Returns whether a source is the agent of a passive: "Asked by Reil, he said" is not Reil.
    fn is_agent(&self, at: usize) -> bool {
        let token = self.words.document.tokens.count_while(|token| token.end <= at);
        token > 0 && self.words.folded(token - 1) == "by"
    }

    /// Returns whether the words at a byte are the owner's own: "The nominee, he said, slept" is about somebody else.
    fn told(&self, at: usize) -> bool {
        self.content.iter().any(|span| span.start <= at && at < span.end)
    }

    fn is_person(&self, entity: usize) -> bool {
        self.cast.entities[entity].kind == SpeakerKind::Person && self.cast.entities[entity].sure
    }

    /// Finds the only one named in a stretch who is known to be what the pronoun says.
    fn of_gender(&self, pronoun: Pronoun, tokens: Range<usize>) -> Option<usize> {
        let first = self.names.partition_point(|name| name.tokens.start < tokens.start);
        let named = self.names[first..].iter().zip(&self.cast.of_name[first..]).take(NAMES);
        let inside = named.take_while(|(name, _)| name.tokens.start < tokens.end);
        let told = |name: &Name| self.told(self.words.span(name.tokens.start).start);
        let fitting = inside.filter(|(name, _)| !name.quoted && !told(name)).filter_map(|(_, entity)| *entity);
        sole(fitting.filter(|&entity| self.is_of(pronoun, entity) && self.is_person(entity)))
    }

    /// Finds the subject behind the clause that the pronoun stands in: "When he left, Reil said …".
    fn ahead(&self, pronoun: Pronoun, at: usize) -> Option<usize> {
        let sentence = &self.words.document.sentences[self.words.document.tokens.at(at).sentence];
        let before = at.checked_sub(1).map_or("", |at| self.words.folded(at));
        let opened = at > sentence.tokens.start
            && matches!(
                before,
                "when"
                    | "while"
                    | "as"
                    | "after"
                    | "before"
                    | "although"
                    | "though"
                    | "if"
                    | "since"
                    | "because"
                    | "once"
            );
        let comma = (at..sentence.tokens.end.min(at + CLAUSE)).find(|&at| self.words.is_comma(at))?;
        let index = self.names.partition_point(|name| name.tokens.end <= comma);
        let name = self.names.get(index).filter(|name| name.whole.start == comma + 1 && !name.possessive)?;
        let owner = self.cast.of_name[index].filter(|_| opened && !name.quoted && !self.words.quoted(at))?;
        (pronoun.gender().is_some() && self.fits(pronoun, owner, false)).then_some(owner)
    }

    /// Reads the person who belongs to the owner of a possessive name and has no name: "Tom Erle's younger brother".
    fn owned_person(&self, name: usize, limit: usize) -> Option<Phrase> {
        let owner = self.names.get(name).filter(|name| name.possessive)?;
        let next = self.names.get(name + 1).map_or(usize::MAX, |next| next.tokens.start);
        self.relative(owner.tokens.start, owner.tokens.end + 1, next, limit)
    }

    /// Reads the person at `head` who is told apart by somebody else, as a description from token `at` on: "the father
    /// of Nils Ahern", "the secretary's driver".
    fn person_of(&self, at: usize, head: usize, limit: usize) -> Option<Phrase> {
        let index = self.names.partition_point(|name| name.tokens.end <= head);
        let next = self.names.get(index);
        if self.words.possessive(head + 1) {
            return self.relative(at, head + 2, next.map_or(usize::MAX, |next| next.tokens.start), limit);
        }
        let name = next.filter(|name| self.words.folded(head + 1) == "of" && name.whole.start == head + 2)?;
        let is_person = name.kind == Some(SpeakerKind::Person)
            || self.cast.of_name[index].is_some_and(|entity| self.is_person(entity));
        // "The father of Nils Ahern, Jan Ahern, …" has a name.
        let apposed = self.words.is_comma(name.tokens.end)
            && self.names.get(index + 1).is_some_and(|next| next.whole.start <= name.tokens.end + 1 + APPOSED);
        let one = is_person && !name.possessive && !apposed && self.is_alive(name.tokens.end);
        one.then(|| phrase(self.words, at..name.tokens.end)).flatten()
    }

    /// Reads the noun for a person in the words from `from` on, behind a possessor that starts at `at`; none where he
    /// is named himself at `next`, the start of the name that follows.
    fn relative(&self, at: usize, from: usize, next: usize, limit: usize) -> Option<Phrase> {
        let plain = |at: usize| {
            let word = self.words.folded(at);
            self.words.is_word(at) && !self.words.quoted(at) && !is_preposition(word) && !is_determiner(word)
        };
        let words = (from..limit.min(from + APPOSED)).take_while(|&at| plain(at));
        let head = words
            .take_while(|&at| !self.words.folded(at).ends_with("ed"))
            .find(|&at| person_noun(self.words.folded(at)) && !person_noun(self.words.folded(at + 1)))?;
        let behind = head + 1;
        let named = next <= behind || self.words.is_comma(behind) && next <= behind + 1 + APPOSED;
        if named || self.words.possessive(behind) || !self.is_alive(behind) {
            return None;
        }
        phrase(self.words, at..behind)
    }

    /// Returns whether the verb from token `at` on says no death: the dead do not speak, and "he" is then their kin.
    fn is_alive(&self, at: usize) -> bool {
        !(at..at + 3).any(|at| matches!(self.words.folded(at), "died" | "dead" | "killed" | "murdered" | "drowned"))
    }

    /// Finds the first description of one person outside quotation marks and outside names ("the driver").
    fn unnamed(&self, pronoun: Pronoun, tokens: Range<usize>) -> Option<(usize, Phrase)> {
        let mut at = tokens.start;
        let end = tokens.end.min(tokens.start + TOKENS);
        while at < end {
            if !is_determiner(self.words.folded(at)) || self.words.quoted(at) {
                at += 1;
                continue;
            }
            // "He serves as the envoy", "Ms Holt was a nurse": that is no other than the subject.
            let before = if at > tokens.start { self.words.folded(at - 1) } else { "" };
            let governed = is_preposition(before)
                || matches!(
                    before,
                    "as" | "is" | "are" | "was" | "were" | "be" | "been" | "being" | "became" | "become"
                );
            let told = self.told(self.words.span(at).start);
            let mut stop = at + 1;
            let mut head = None;
            while stop < end
                && stop < at + 6
                && self.words.is_word(stop)
                && !is_preposition(self.words.folded(stop))
                && !is_determiner(self.words.folded(stop))
            {
                if person_noun(self.words.folded(stop)) {
                    head = Some(stop);
                }
                stop += 1;
            }
            let Some(head) = head.filter(|_| !governed && !told) else {
                at += 1;
                continue;
            };
            if let Some(phrase) = self.person_of(at, head, end)
                && fits_gender(phrase.gender, pronoun.gender())
            {
                return Some((at, phrase));
            }
            let index = self.names.partition_point(|name| name.whole.end.max(name.tokens.end) <= head);
            let in_name = self.names.get(index).is_some_and(|name| name.whole.start <= head + 2);
            // "His guest, the singer Ana Holt, …": what the comma continues to is the name.
            let apposed = self.words.is_comma(head + 1)
                && self.names.iter().skip(index).take(1).any(|name| name.whole.start <= head + 2 + APPOSED);
            let in_name = in_name || apposed;
            let owned = self.words.possessive(head + 1);
            if !in_name
                && !owned
                && let Some(phrase) = phrase(self.words, at..head + 1)
                && fits_gender(phrase.gender, pronoun.gender())
            {
                return Some((at, phrase));
            }
            at = head + 1;
        }
        None
    }
}

fn fits_gender(one: Option<Gender>, other: Option<Gender>) -> bool {
    one.is_none() || one == other
}
