//! Whom a pronoun means anywhere in a text.
//!
//! **Finds** the only one in reach who fits: in what somebody is reported to say himself, in the outlet's words the one
//! whom the sentence or the sentences before it name, behind a name or a description "who". An "I" in quotation marks
//! is whoever speaks.
//! **Example**: "Ana Holt said she would sell her boat": both are Ana Holt, where no other woman comes between.
//! **Leaves alone** a pronoun that two may own, and one behind another whose owner is unknown.
//! **Known misses**: whatever takes knowledge of the world ("Holt told Reil that he was late").
//!
//! The sources of claims are resolved elsewhere, with less care: a claim without its speaker is lost. Here nothing is.

use std::ops::Range;

use super::{Graph, Place};
use crate::claim::SpeakerKind;
use crate::extract::speaker::lexicon::Gender;
use crate::extract::speaker::role::is_preposition;
use crate::extract::speaker::source;
use crate::lang::tag::Tag;
use crate::reading::MentionForm;
use crate::text::ParagraphKind;

/// How many sentences are looked back over.
const SENTENCES: usize = 3;
/// How many places are looked back over.
const PLACES: usize = 64;
/// Behind these an "it" is somebody's who acts ("it would close the yard").
const ACTS: [&str; 10] = ["would", "will", "had", "has", "could", "can", "does", "did", "plans", "intends"];
/// Behind these verbs it need not be anybody ("it would be", "it had seemed").
const IMPERSONAL: [&str; 10] = ["be", "been", "seem", "seemed", "appear", "appeared", "take", "taken", "make", "not"];

/// What a pronoun tells.
enum Sort {
    Of(Gender),
    It,
    They,
    Own,
    Who,
}

/// Whether somebody can be meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// The text says so.
    Sure,
    /// Nothing says otherwise.
    Maybe,
    No,
}

/// Those who may be meant in a stretch, the last one last.
#[derive(Default)]
struct Rivals {
    all: Vec<(usize, Fit)>,
    /// Somebody is among them whom nothing tells apart.
    unknown: bool,
}

impl Rivals {
    /// Returns the only one, if it is certain that he or she can be meant.
    fn only(&self) -> Option<usize> {
        match self.all[..] {
            [(entity, Fit::Sure)] if !self.unknown => Some(entity),
            _ => None,
        }
    }

    /// Returns whether nobody but `entity` is among them.
    fn none_but(&self, entity: usize) -> bool {
        !self.unknown && self.all.iter().all(|&(other, _)| other == entity)
    }
}

fn sort(word: &str) -> Option<Sort> {
    Some(match word {
        "he" | "him" | "his" | "himself" => Sort::Of(Gender::Male),
        "she" | "her" | "hers" | "herself" => Sort::Of(Gender::Female),
        "it" | "its" => Sort::It,
        "they" => Sort::They,
        "i" | "me" | "my" | "mine" | "myself" => Sort::Own,
        "who" | "whose" | "whom" => Sort::Who,
        _ => return None,
    })
}

impl Graph<'_> {
    /// Takes a pronoun down, its owner known or not; returns whether the token is one.
    pub(super) fn pronoun(&mut self, at: usize) -> bool {
        let words = self.from.words;
        // "US" is no pronoun, and "I" in a name is no speaker.
        let Some(sort) = sort(words.folded(at)).filter(|_| words.is_word(at)) else { return false };
        let mut gender = None;
        let entity = match sort {
            Sort::Of(of) => {
                gender = Some(of);
                self.of_gender(at, of)
            }
            Sort::It => self.body(at),
            Sort::They => self.reporter(at).filter(|&entity| self.opens_content(at) && self.is_several(entity)),
            Sort::Own => self.own(at),
            Sort::Who => self.who(at),
        };
        if entity.is_some() || gender.is_some() {
            self.places.push(Place { tokens: at..at + 1, entity, form: MentionForm::Pronoun, gender });
        }
        true
    }

    /// Returns whether a token stands in what somebody else has written, marks or none: behind a colon, or in another
    /// sentence than the words that attribute it.
    fn is_verbatim(&self, at: usize) -> bool {
        let document = self.from.words.document;
        let Some(told) = self.told[at] else { return false };
        let attribution = &self.from.attributions[told];
        let mut beside = attribution.cue.iter().chain(&attribution.source);
        !beside.any(|span| document.sentence_at(span.start) == Some(document.tokens[at].sentence))
    }

    /// Returns whose words a token stands in, as the attribution has it.
    fn reporter(&self, at: usize) -> Option<usize> {
        self.from.links[self.told[at]?]
    }

    fn of_gender(&self, at: usize, gender: Gender) -> Option<usize> {
        let words = self.from.words;
        let start = words.document.sentences[words.document.tokens[at].sentence].tokens.start;
        let quoted = words.quoted(at) || self.is_verbatim(at);
        let reporter = self.reporter(at);
        if quoted && reporter.is_none() {
            return None;
        }
        // Nobody is a "he" in his own words.
        let apart = reporter.filter(|_| quoted);
        let here = self.rivals(start..at, gender, apart);
        if here.unknown {
            return None;
        }
        if !quoted && let Some(reporter) = reporter {
            match self.fit(reporter, gender) {
                Fit::Sure if here.none_but(reporter) => {
                    let named_before = here.only() == Some(reporter);
                    let alone = named_before || self.before(at, gender, None).none_but(reporter);
                    return alone.then_some(reporter);
                }
                Fit::Sure | Fit::Maybe => return None,
                Fit::No => {}
            }
        }
        let before = self.before(at, gender, apart);
        if !here.all.is_empty() {
            let only = here.only()?;
            let safe = before.none_but(only) || !quoted && self.is_subject(only, start..at);
            return safe.then_some(only);
        }
        if let Some(only) = before.only() {
            return Some(only);
        }
        // Of several the subject of the sentence before, where the pronoun is a subject too.
        if quoted || !self.opens_sentence(at) {
            return None;
        }
        let sentence = words.document.tokens[at].sentence.checked_sub(1)?;
        let tokens = words.document.sentences[sentence].tokens.clone();
        let last = self.rivals(tokens.clone(), gender, None).only()?;
        self.is_subject(last, tokens).then_some(last)
    }

    /// Lists those who may be meant in the sentences before the one that holds a token, up to a heading.
    fn before(&self, at: usize, gender: Gender, apart: Option<usize>) -> Rivals {
        let document = self.from.words.document;
        let own = document.tokens[at].sentence;
        let heading = |sentence: usize| {
            document.paragraphs[document.sentences[sentence].paragraph].kind == ParagraphKind::Heading
        };
        let first = (own.saturating_sub(SENTENCES)..own).rev().take_while(|&sentence| !heading(sentence)).last();
        let first = first.map_or(document.sentences[own].tokens.start, |first| document.sentences[first].tokens.start);
        self.rivals(first..document.sentences[own].tokens.start, gender, apart)
    }

    /// Lists those who may be meant in a stretch, somebody left out.
    fn rivals(&self, tokens: Range<usize>, gender: Gender, apart: Option<usize>) -> Rivals {
        let mut rivals = Rivals::default();
        let near = self.places.iter().rev().take(PLACES).take_while(|place| place.tokens.end > tokens.start);
        for place in near.filter(|place| place.tokens.start < tokens.end) {
            let Some(entity) = place.entity else {
                rivals.unknown |= place.gender.is_none_or(|other| other == gender);
                continue;
            };
            let fit = if apart == Some(entity) { Fit::No } else { self.fit(entity, gender) };
            if fit != Fit::No && rivals.all.iter().all(|&(other, _)| other != entity) {
                rivals.all.push((entity, fit));
            }
        }
        rivals.all.reverse();
        rivals
    }

    fn fit(&self, entity: usize, gender: Gender) -> Fit {
        let entity = &self.cast.entities[entity];
        if entity.plural || entity.gender.is_some_and(|other| other != gender) {
            return Fit::No;
        }
        match entity.kind {
            SpeakerKind::Person if entity.sure || entity.gender.is_some() && entity.speaks => Fit::Sure,
            SpeakerKind::Person => Fit::Maybe,
            SpeakerKind::Anonymous => Fit::Sure,
            // "A spokesman for the ministry" speaks for it, and is still a he.
            SpeakerKind::Organization if entity.name.contains("spokes") => Fit::Sure,
            _ => Fit::No,
        }
    }

    /// Returns whether somebody is the subject of a stretch that starts a sentence: spoken of before the first finite
    /// verb, and behind no preposition.
    fn is_subject(&self, entity: usize, tokens: Range<usize>) -> bool {
        let (syntax, words) = (self.from.syntax, self.from.words);
        let verb = tokens.clone().find(|&at| syntax.tag(at).is_finite()).unwrap_or(tokens.end);
        let places = self.places.iter().rev().take(PLACES).take_while(|place| place.tokens.end > tokens.start);
        places.filter(|place| place.entity == Some(entity) && place.tokens.start < verb).any(|place| {
            let start = (tokens.start..place.tokens.start).rev().find(|&at| !words.is_word(at) || !self.is_beside(at));
            !start.is_some_and(|at| is_preposition(words.folded(at)) || syntax.tag(at) == Tag::Subordinator)
                && !words.possessive(place.tokens.end)
                && words.folded(place.tokens.end) != "and"
        })
    }

    /// Returns whether a word only goes before the noun that follows it.
    fn is_beside(&self, at: usize) -> bool {
        matches!(self.from.syntax.tag(at), Tag::Determiner | Tag::Adjective | Tag::Noun | Tag::Name | Tag::Number)
    }

    /// Returns whether a token is the subject that its sentence opens with.
    fn opens_sentence(&self, at: usize) -> bool {
        let document = self.from.words.document;
        let sentence = &document.sentences[document.tokens[at].sentence];
        let subject = matches!(self.from.words.folded(at), "he" | "she");
        subject && (sentence.tokens.start..at).all(|at| !self.from.words.is_word(at))
    }

    /// Returns whether a pronoun is the subject that a reported content opens with.
    fn opens_content(&self, at: usize) -> bool {
        let words = self.from.words;
        let Some(told) = self.told[at].filter(|_| !words.quoted(at)) else { return false };
        let attribution = &self.from.attributions[told];
        let first = attribution.content.first().map_or(at, |span| words.document.tokens_in(*span).start);
        let named = attribution.source.first().is_some_and(|source| source.start < words.span(at).start);
        named && (first..at).all(|at| !words.is_word(at) || words.folded(at) == "that")
    }

    fn is_several(&self, entity: usize) -> bool {
        let entity = &self.cast.entities[entity];
        entity.plural || matches!(entity.kind, SpeakerKind::Group | SpeakerKind::Organization)
    }

    /// Returns the body that an "it" or an "its" means.
    fn body(&self, at: usize) -> Option<usize> {
        let words = self.from.words;
        if words.folded(at) == "it" {
            let acts = ACTS.contains(&words.folded(at + 1)) && !IMPERSONAL.contains(&words.folded(at + 2));
            let reporter = self.reporter(at).filter(|_| acts && self.opens_content(at))?;
            return (self.cast.entities[reporter].kind == SpeakerKind::Organization).then_some(reporter);
        }
        // "The council cut its budget": nothing but the verb parts the two.
        let start = words.document.sentences[words.document.tokens[at].sentence].tokens.start;
        let last = self.places.last().filter(|place| place.tokens.start >= start && !words.quoted(at))?;
        let nominal = (last.tokens.end..at).any(|at| self.from.syntax.tag(at).is_nominal());
        let entity = last.entity.filter(|_| !nominal && words.is_word(last.tokens.end))?;
        let body = self.cast.entities[entity].kind == SpeakerKind::Organization;
        let named = !matches!(last.form, MentionForm::Demonym | MentionForm::Epithet);
        (body && named && self.is_subject(entity, start..at)).then_some(entity)
    }

    /// Returns whoever speaks where an "I" stands.
    fn own(&self, at: usize) -> Option<usize> {
        let words = self.from.words;
        if let Some(told) = self.told[at].filter(|_| words.quoted(at)) {
            // In a quotation within the quotation somebody else speaks.
            let quotation = words.document.tokens[at].quotation?;
            let outermost = words.document.quotations.get(quotation).is_some_and(|quotation| quotation.depth == 0);
            let speaker = self.from.links[told].filter(|_| outermost)?;
            return (!self.is_several(speaker)).then_some(speaker);
        }
        let stretch = self.from.voices.at(words.span(at).start).filter(|_| !words.quoted(at))?;
        stretch.voice.and_then(|voice| self.from.of_voice[voice])
    }

    /// Returns whom a "who" goes on from: whoever was spoken of right before.
    fn who(&self, at: usize) -> Option<usize> {
        let words = self.from.words;
        if let Some(name) = source::antecedent(words, self.from.names, at) {
            return self.cast.of_name[name].filter(|&entity| self.is_one(entity));
        }
        let end = if at > 0 && words.is_comma(at - 1) { at - 1 } else { at };
        let last = self.places.iter().rev().take(PLACES).find(|place| place.tokens.end <= end)?;
        let described = matches!(last.form, MentionForm::Role | MentionForm::Epithet) && last.tokens.end == end;
        last.entity.filter(|&entity| described && self.is_one(entity))
    }

    fn is_one(&self, entity: usize) -> bool {
        let entity = &self.cast.entities[entity];
        !entity.plural && matches!(entity.kind, SpeakerKind::Person | SpeakerKind::Anonymous | SpeakerKind::Unknown)
    }
}
