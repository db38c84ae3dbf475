//! Returns whom a pronoun in a source means: the last one that fits and stands out.
//!
//! **Finds** the source of the sentence before, else its subject, sentence by sentence backwards, up to a few;
//! sentences that are all quotation are passed over.
//! **Example**: "Mr Arlow resigned on Monday. “I have had enough,” he said." is Mr Arlow.
//! **Leaves alone** a pronoun where two in one sentence claim it, or where somebody unnamed comes in between ("The
//! driver").
//! **Known misses**: pronouns whose owner comes later, unless right behind their clause ("When he left, Reil said …").
//!
//! It never links against a gender that the text gives away.

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

/// Whether a sentence tells.
enum Answer {
    Entity(usize),
    /// Somebody fits whom nothing tells apart, or who has no name.
    Unclear,
    Nothing,
}

impl Scene<'_> {
    /// Finds the entity that the pronoun at token `at` stands for.
    pub fn resolve(&self, pronoun: Pronoun, at: usize) -> Option<usize> {
        self.behind(pronoun, at).or_else(|| self.ahead(pronoun, at))
    }

    fn behind(&self, pronoun: Pronoun, at: usize) -> Option<usize> {
        let document = self.words.document;
        let own = document.tokens[at].sentence;
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
                Answer::Entity(entity) => return Some(entity),
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
                return Answer::Entity(known);
            }
            let sure = |&&entity: &&usize| self.is_person(entity);
            let clear = sole(sources.iter().copied())
                .or_else(|| sole(sources.iter().filter(sure).copied()).filter(|_| pronoun.gender().is_some()));
            return clear.map_or(Answer::Unclear, Answer::Entity);
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
        for (offset, name) in self.names[first..].iter().take(NAMES).enumerate() {
            if name.tokens.start >= tokens.end {
                break;
            }
            let Some(entity) = self.cast.of_name[first + offset] else { continue };
            let start = self.words.span(name.tokens.start).start;
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
        if personal && let Some((start, phrase)) = self.unnamed(pronoun, tokens.clone()) {
            let sooner = subject.is_none_or(|(named, _)| start < named);
            if sooner {
                return match self.cast.described(self.words, &phrase, self.words.span(start).start) {
                    Some(entity) if self.fits(pronoun, entity, true) => Answer::Entity(entity),
                    _ => Answer::Unclear,
                };
            }
        }
        match (subject, &others[..]) {
            // In one sentence with the pronoun, two that fit are one too many.
            (Some((_, entity)), others) if !own || others.iter().all(|&other| other == entity) => {
                Answer::Entity(entity)
            }
            (None, [only]) => Answer::Entity(*only),
            (None, []) => Answer::Nothing,
            (Some((_, entity)), _) if own && self.cast.entities[entity].is_neutral() => {
                self.of_gender(pronoun, tokens).map_or(Answer::Unclear, Answer::Entity)
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
        let token = self.words.document.tokens.partition_point(|token| token.span.end <= at);
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
        let sentence = &self.words.document.sentences[self.words.document.tokens[at].sentence];
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
