//! Who acts in the clauses around a word, by the tree of its sentence.
//!
//! **Example**: in "Holt said the mill would keep its men", the mill and Holt around "its", the innermost first.
//!
//! It says nothing where a text has no trees, and never whom a pronoun means.

use super::{Graph, Place};
use crate::syntax::relation::Relation;

/// How far up a tree is looked.
const DEPTH: usize = 24;
/// What is done to somebody in a clause, or for him, is not done by himself.
const OBJECTS: [Relation; 4] = [Relation::Object, Relation::IndirectObject, Relation::Oblique, Relation::Agent];

/// A subject of a clause around a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Actor {
    /// The word that heads it.
    pub token: usize,
    /// It acts on the word in its own clause: "Holt met *him*".
    pub barred: bool,
}

impl Graph<'_> {
    /// Lists those who act in the clauses around a token that is no part of them, the innermost first.
    pub(super) fn actors(&self, at: usize) -> Vec<Actor> {
        let Some(trees) = self.from.syntax.trees() else { return Vec::new() };
        let object = OBJECTS.contains(&trees.relation(at)) && !self.from.words.folded(at).ends_with("self");
        let mut actors: Vec<Actor> = Vec::new();
        let mut below = at;
        for predicate in trees.upwards(at).skip(1).take(DEPTH) {
            let subject = trees.subject(predicate).filter(|&subject| subject != below);
            if let Some(token) = subject {
                actors.push(Actor { token, barred: object && actors.is_empty() });
            }
            below = predicate;
        }
        actors
    }

    /// Returns the place that a token is the noun or the name of.
    pub(super) fn place_of(&self, token: usize) -> Option<&Place> {
        const NEAR: usize = 96;
        let head = self.from.syntax.trees().and_then(|trees| trees.head(token));
        let heads =
            |place: &&Place| place.tokens.contains(&token) && !head.is_some_and(|at| place.tokens.contains(&at));
        self.places.iter().rev().take(NEAR).find(heads)
    }

    /// Returns whether a noun is one of several that are joined: "Holt and Reil".
    pub(super) fn is_joined(&self, token: usize) -> bool {
        self.from.syntax.trees().is_some_and(|trees| trees.child(token, &[Relation::Conjunct]).is_some())
    }

    /// Lists those who act in the main clause of a sentence, or tell it: "It is late, *Holt* said".
    pub(super) fn main_actors(&self, sentence: usize) -> Vec<usize> {
        let Some(trees) = self.from.syntax.trees() else { return Vec::new() };
        let main = |&token: &usize| matches!(trees.relation(token), Relation::Root | Relation::Parataxis);
        let tokens = self.from.words.document.sentences[sentence].tokens.clone();
        tokens.filter(main).filter_map(|token| trees.subject(token)).collect()
    }

    /// Returns whether a token is the subject of a clause; without a tree nobody knows.
    pub(super) fn acts(&self, at: usize) -> bool {
        let relation = self.from.syntax.trees().map(|trees| trees.relation(at));
        matches!(relation, Some(Relation::Subject | Relation::PassiveSubject))
    }

    /// Returns whether a pronoun says whose a subject is: "*her* boat sank".
    pub(super) fn belongs_to_subject(&self, at: usize) -> bool {
        let Some(trees) = self.from.syntax.trees() else { return false };
        trees.relation(at) == Relation::Possessive && trees.head(at).is_some_and(|noun| self.acts(noun))
    }

    /// Returns the noun that a relative clause with this pronoun tells of: "a *driver* who"; of "Holt is a driver who"
    /// Holt where the driver is no place.
    pub(super) fn related(&self, at: usize) -> Option<usize> {
        let trees = self.from.syntax.trees()?;
        // The pronoun, its verb, and the verb that this one is joined to.
        let clause = trees.upwards(at).take(3).find(|&word| trees.relation(word) == Relation::RelativeClause)?;
        let noun = trees.head(clause).filter(|&noun| noun < at)?;
        let said_of = trees.child(noun, &[Relation::Copula]).and_then(|_| trees.subject(noun));
        match self.place_of(noun) {
            Some(_) => Some(noun),
            None => said_of,
        }
    }

    /// Returns whether a word behind a noun belongs to it: "the driver *in the yard*"; `None` without a tree.
    pub(super) fn is_modified(&self, noun: usize) -> Option<bool> {
        const BEHIND: [Relation; 3] = [Relation::NounModifier, Relation::RelativeClause, Relation::NounClause];
        let trees = self.from.syntax.trees()?;
        Some(trees.with(noun, &BEHIND).any(|behind| behind > noun))
    }
}
