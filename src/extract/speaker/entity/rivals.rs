//! Who may be meant by a pronoun in a stretch of text.
//!
//! It lists them all, and never chooses one.

use std::ops::Range;

use super::{Graph, Place};
use crate::claim::SpeakerKind;
use crate::extract::speaker::lexicon::Gender;
use crate::extract::speaker::role::is_preposition;
use crate::lang::tag::Tag;
use crate::text::ParagraphKind;

/// How many sentences are looked back over.
const SENTENCES: usize = 3;
/// How many places are looked back over.
pub(super) const PLACES: usize = 64;

/// What a pronoun of the third person tells of whom it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// One person.
    Of(Gender),
    /// One body.
    It,
    /// Several.
    They,
}

/// Whether somebody can be meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// The text says so.
    Sure,
    /// Nothing says otherwise.
    Maybe,
    No,
}

/// Those who may be meant in a stretch, the last one last.
#[derive(Default)]
pub(super) struct Rivals {
    pub all: Vec<(usize, Fit)>,
    /// Somebody is among them whom nothing tells apart.
    pub unknown: bool,
}

impl Rivals {
    /// Returns the only one, if it is certain that he or she can be meant.
    pub fn only(&self) -> Option<usize> {
        match self.all[..] {
            [(entity, Fit::Sure)] if !self.unknown => Some(entity),
            _ => None,
        }
    }

    /// Returns whether nobody but `entity` is among them.
    pub fn none_but(&self, entity: usize) -> bool {
        !self.unknown && self.all.iter().all(|&(other, _)| other == entity)
    }
}

/// Returns whether a place is somebody's who may be meant, and nobody knows whose.
pub(super) fn is_unknown(place: &Place, number: Number) -> bool {
    let fits = |gender| place.gender.is_none_or(|other| other == gender);
    place.entity.is_none() && matches!(number, Number::Of(gender) if fits(gender))
}

impl Graph<'_> {
    /// Lists the sentences before one, the nearest first, up to a heading.
    pub(super) fn before_sentences(&self, own: usize) -> impl Iterator<Item = usize> + '_ {
        let document = self.from.words.document;
        let heading = |sentence: usize| {
            document.paragraphs[document.sentences[sentence].paragraph].kind == ParagraphKind::Heading
        };
        (own.saturating_sub(SENTENCES)..own).rev().take_while(move |&sentence| !heading(sentence))
    }

    /// Lists those who may be meant in the sentences before the one that holds a token, up to a heading.
    pub(super) fn before(&self, at: usize, number: Number, apart: &[usize]) -> Rivals {
        let document = self.from.words.document;
        let own = document.tokens.at(at).sentence;
        let first = self.before_sentences(own).last().unwrap_or(own);
        let start = document.sentences[first].tokens.start;
        self.rivals(start..document.sentences[own].tokens.start, number, apart)
    }

    /// Lists those who may be meant in a stretch, some left out.
    pub(super) fn rivals(&self, tokens: Range<usize>, number: Number, apart: &[usize]) -> Rivals {
        let mut rivals = Rivals::default();
        let near = self.places.iter().rev().take(PLACES).take_while(|place| place.tokens.end > tokens.start);
        for place in near.filter(|place| place.tokens.start < tokens.end) {
            rivals.unknown |= is_unknown(place, number);
            let Some(entity) = place.entity else { continue };
            let fit = if apart.contains(&entity) { Fit::No } else { self.fit(entity, number) };
            if fit != Fit::No && rivals.all.iter().all(|&(other, _)| other != entity) {
                rivals.all.push((entity, fit));
            }
        }
        rivals.all.reverse();
        rivals
    }

    /// Returns whether somebody can be meant by a pronoun.
    pub(super) fn fit(&self, entity: usize, number: Number) -> Fit {
        let of_place = self.cast.is_place(entity);
        let entity = &self.cast.entities[entity];
        let several = entity.plural || entity.kind == SpeakerKind::Group;
        let gender = match number {
            Number::They if several => return Fit::Sure,
            Number::They => return Fit::No,
            Number::It if several || of_place => return Fit::No,
            Number::It if entity.kind == SpeakerKind::Organization => return Fit::Sure,
            Number::It => return Fit::No,
            Number::Of(gender) => gender,
        };
        if entity.plural || entity.gender.is_some_and(|other| other != gender) {
            return Fit::No;
        }
        match entity.kind {
            SpeakerKind::Person if entity.sure => Fit::Sure,
            // "Jordan River" is nobody; who speaks, or goes by the surname alone, is.
            SpeakerKind::Person if entity.gender.is_some() && (entity.speaks || !entity.aliases.is_empty()) => {
                Fit::Sure
            }
            SpeakerKind::Person => Fit::Maybe,
            SpeakerKind::Anonymous => Fit::Sure,
            // "A spokesman for the ministry" speaks for it, and is still a he.
            SpeakerKind::Organization if entity.name.contains("spokes") => Fit::Sure,
            _ => Fit::No,
        }
    }

    /// Returns whether the text keeps somebody's name back, and tells no gender.
    pub(super) fn is_nameless(&self, entity: usize) -> bool {
        let entity = &self.cast.entities[entity];
        entity.kind == SpeakerKind::Anonymous && entity.gender.is_none()
    }

    /// Returns whether somebody is the subject of a stretch that starts a sentence: spoken of before the first finite
    /// verb, and behind no preposition.
    pub(super) fn is_subject(&self, entity: usize, tokens: Range<usize>) -> bool {
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
    pub(super) fn is_beside(&self, at: usize) -> bool {
        matches!(self.from.syntax.tag(at), Tag::Determiner | Tag::Adjective | Tag::Noun | Tag::Name | Tag::Number)
    }

    /// Returns whether somebody may say "we".
    pub(super) fn is_several(&self, entity: usize) -> bool {
        let entity = &self.cast.entities[entity];
        entity.plural || matches!(entity.kind, SpeakerKind::Group | SpeakerKind::Organization)
    }

    /// Returns whether somebody may be one person.
    pub(super) fn is_one(&self, entity: usize) -> bool {
        let entity = &self.cast.entities[entity];
        !entity.plural && matches!(entity.kind, SpeakerKind::Person | SpeakerKind::Anonymous | SpeakerKind::Unknown)
    }
}
