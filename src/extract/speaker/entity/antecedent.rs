//! Whom a pronoun takes up from the clauses around it, or from the sentence before.
//!
//! **Finds** the subject of a clause around it, where nobody else who fits stands between; the subject behind it ("In
//! her speech, Holt said"); whom the sentence before is about.
//! **Example**: in "Reil called Holt after she had sold her boat", "her" is whoever "she" is.
//! **Leaves alone** one whom nothing but his place speaks for: "Holt met Reil's brother, and he".
//! **Known misses**: subjects of whom the text tells no gender.

use super::rivals::{Fit, Number, is_unknown};
use super::{Graph, Place};
use crate::extract::speaker::cast::sole;
use crate::lang::tag::Tag;

/// Whether somebody around a pronoun is whom it means.
pub(super) enum Taken {
    By(usize),
    /// One of whom nobody knows who he is.
    Unclear,
    Nobody,
}

impl Graph<'_> {
    /// Returns whom a pronoun takes up from those who act in the clauses around it, where nobody else who fits stands
    /// between: "Reil called Holt after *she* had sold *her* boat".
    pub(super) fn of_clauses(&self, at: usize, number: Number, apart: Option<usize>) -> Taken {
        let words = self.from.words;
        for actor in self.actors(at) {
            // Another speaks inside quotation marks than outside.
            if words.quoted(actor.token) != words.quoted(at) {
                break;
            }
            let Some(place) = self.place_of(actor.token) else {
                // "In her speech, Holt said"
                match self.named_ahead(actor.token, at, number) {
                    Some(entity) => return Taken::By(entity),
                    // Any thing may be an "it", and any things a "they".
                    None if !matches!(number, Number::Of(_)) => return Taken::Nobody,
                    None => continue,
                }
            };
            if is_unknown(place, number) && !actor.barred {
                return Taken::Unclear;
            }
            let Some(entity) = place.entity else { continue };
            if apart == Some(entity) || actor.barred {
                continue;
            }
            match self.fit(entity, number) {
                Fit::No => {}
                Fit::Maybe => return Taken::Nobody,
                Fit::Sure => {
                    let between = self.rivals(place.tokens.end..at, number, apart.as_slice());
                    let behind = place.tokens.end..at;
                    let alike = (number == Number::They) == self.is_plural(actor.token)
                        && !behind.into_iter().any(|thing| self.is_thing(thing, number));
                    let clear = alike && between.none_but(entity) && !self.is_outdone(entity, at, number);
                    return if clear { Taken::By(entity) } else { Taken::Nobody };
                }
            }
        }
        Taken::Nobody
    }

    /// Returns whether a noun that is nobody's may as well be meant: "the mayors signed the *papers* before they".
    fn is_thing(&self, token: usize, number: Number) -> bool {
        let noun = self.from.syntax.tag(token) == Tag::Noun && self.place_of(token).is_none();
        match number {
            Number::Of(_) => false,
            Number::It => noun,
            Number::They => noun && self.from.words.folded(token).ends_with('s'),
        }
    }

    /// Returns whether somebody just spoken of is known to be what a pronoun says, and `entity` is not: "Ms Holt is ill. B.
    /// Reil said *she* was tired".
    pub(super) fn is_outdone(&self, entity: usize, at: usize, number: Number) -> bool {
        let Number::Of(gender) = number else { return false };
        let known = |entity: usize| self.cast.entities[entity].gender == Some(gender);
        !known(entity) && self.before(at, number, &[entity]).all.iter().any(|&(other, _)| known(other))
    }

    /// Returns whether the words around the head of a subject mean several: "Holt and Reil", "the mayors".
    fn is_plural(&self, token: usize) -> bool {
        let entity = self.place_of(token).and_then(|place| place.entity);
        self.is_joined(token) || entity.is_some_and(|entity| self.fit(entity, Number::They) == Fit::Sure)
    }

    /// Returns whom the subject behind a pronoun names, where nobody who fits stands before the pronoun.
    fn named_ahead(&self, token: usize, at: usize, number: Number) -> Option<usize> {
        let names = self.from.names;
        let index = names.partition_point(|name| name.tokens.end <= token);
        let named = names.get(index).is_some_and(|name| name.tokens.contains(&token) && !name.possessive);
        let entity = self.cast.of_name.get(index).copied().flatten().filter(|_| named && token > at)?;
        let document = self.from.words.document;
        let start = document.sentences[document.tokens.at(at).sentence].tokens.start;
        let sure = self.fit(entity, number) == Fit::Sure && !self.is_joined(token);
        (sure && self.rivals(start..at, number, &[]).none_but(entity)).then_some(entity)
    }

    /// Returns the one whom the nearest sentence before that speaks of anybody who fits is about: its subject, where the
    /// pronoun belongs to one too, or nobody else fits there.
    pub(super) fn carried_on(&self, at: usize, number: Number, apart: &[usize]) -> Option<usize> {
        let document = self.from.words.document;
        let own = document.tokens.at(at).sentence;
        let stretch = |sentence: usize| document.sentences[sentence].tokens.clone();
        let last = self.before_sentences(own).find(|&sentence| {
            let rivals = self.rivals(stretch(sentence), number, apart);
            rivals.unknown || !rivals.all.is_empty()
        })?;
        let rivals = self.rivals(stretch(last), number, apart);
        let parallel = self.acts(at) || self.opens_sentence(at) || self.belongs_to_subject(at);
        // What somebody says goes on with what he said, and not with what was told of it.
        let told_alike = |&token: &usize| document.tokens.at(token).quotation == document.tokens.at(at).quotation;
        let actors = self.main_actors(last).into_iter().filter(told_alike);
        let main: Vec<&Place> = actors.filter_map(|token| self.place_of(token)).collect();
        if main.iter().any(|place| is_unknown(place, number)) {
            return None;
        }
        let fitting = main.iter().filter_map(|place| place.entity);
        match sole(fitting.filter(|&entity| !apart.contains(&entity) && self.fit(entity, number) != Fit::No)) {
            Some(entity) => {
                let clear = parallel || rivals.only() == Some(entity);
                (clear && self.fit(entity, number) == Fit::Sure).then_some(entity)
            }
            None if self.from.words.quoted(at) || !parallel => None,
            None => rivals.only().filter(|&only| self.is_subject(only, stretch(last))),
        }
    }
}
