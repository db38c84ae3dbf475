//! The syntax of a document: a tag for each token, the tree of each sentence where a model parsed it, and the clauses
//! of any run of tokens.
//!
//! It is read once a document, and it knows no rule.

use std::ops::Range;

use crate::lang::tag::clause::{self, ClauseRole};
use crate::lang::tag::{self, Tag};
use crate::syntax::relation::Relation;
use crate::syntax::trees::Trees;
use crate::text::Document;

/// A document with its tags and trees.
pub struct Syntax<'d> {
    pub document: &'d Document<'d>,
    tags: Vec<Tag>,
    trees: Option<Trees>,
}

impl<'d> Syntax<'d> {
    /// Tags a document, for want of a model that parses it.
    pub fn tagged(document: &'d Document<'d>) -> Self {
        Self { document, tags: tag::tags(document, tag::embedded()), trees: None }
    }

    /// Takes the trees of a document, a word for each token; where there are none, tags it.
    pub fn new(document: &'d Document<'d>, trees: Option<Trees>) -> Self {
        let Some(trees) = trees else { return Self::tagged(document) };
        let tags = trees.words().iter().map(|word| word.tag).collect();
        Self { document, tags, trees: Some(trees) }
    }

    /// Returns the trees of the sentences, where a model has parsed them.
    pub fn trees(&self) -> Option<&Trees> {
        self.trees.as_ref()
    }

    /// Returns the trees alone.
    pub fn into_trees(self) -> Option<Trees> {
        self.trees
    }

    /// Returns the tag of a token.
    pub fn tag(&self, token: usize) -> Tag {
        self.tags.get(token).copied().unwrap_or_default()
    }

    /// Returns of each of these tokens, read as one run, what it is to the clauses. Without trees, a further main
    /// clause must score better than anything else by `sure`.
    pub(in crate::extract) fn roles(&self, tokens: impl Iterator<Item = usize>, sure: i32) -> Vec<ClauseRole> {
        if let Some(trees) = &self.trees {
            return tree_roles(trees, &tokens.collect::<Vec<_>>());
        }
        let tokens: Vec<usize> = tokens.filter(|&token| token < self.tags.len()).collect();
        let forms = tag::plain_forms(self.document, tokens.iter().copied());
        let tags: Vec<Tag> = tokens.iter().map(|&token| self.tags[token]).collect();
        clause::roles(&forms, &tags, &tag::embedded().clauses, sure)
    }

    /// Returns whether a finite verb with a noun, name or pronoun before it stands in `tokens`, side clauses left out.
    pub(super) fn has_subject_and_verb(&self, tokens: Range<usize>, roles: &[ClauseRole]) -> bool {
        let main = tokens.zip(roles).filter(|(_, role)| **role != ClauseRole::Side).map(|(token, _)| self.tag(token));
        let mut tags = main.skip_while(|tag| !tag.is_nominal() && !tag.is_finite());
        tags.next().is_some_and(Tag::is_nominal) && tags.any(Tag::is_finite)
    }
}

/// Reads off the trees what each of these tokens, ascending, is to the clauses of their run.
///
/// A word is in a side clause where one stands between it and the words that nothing in the run governs. A further main
/// clause starts with the first word of a conjunct that has its own subject and finite verb.
fn tree_roles(trees: &Trees, tokens: &[usize]) -> Vec<ClauseRole> {
    let inside = |word: usize| tokens.binary_search(&word).is_ok();
    let governor = |word: usize| trees.head(word).filter(|&head| inside(head));
    let opens_side = |word: usize| {
        matches!(
            trees.relation(word),
            Relation::AdverbialClause
                | Relation::RelativeClause
                | Relation::NounClause
                | Relation::ClauseComplement
                | Relation::ClausalSubject
        ) && governor(word).is_some()
    };
    let is_side = |word: usize| std::iter::successors(Some(word), |&word| governor(word)).any(opens_side);
    let starts: Vec<usize> = tokens
        .iter()
        .copied()
        .filter(|&word| matches!(trees.relation(word), Relation::Conjunct | Relation::Parataxis))
        .filter(|&word| governor(word).is_some() && trees.is_finite(word) && trees.subject(word).is_some())
        .filter(|&word| !is_side(word))
        .filter_map(|word| trees.below(word, |_| false).into_iter().find(|&first| inside(first)))
        .collect();
    let role = |&word: &usize| match (starts.contains(&word), is_side(word)) {
        (true, _) => ClauseRole::Start,
        (false, true) => ClauseRole::Side,
        (false, false) => ClauseRole::Main,
    };
    tokens.iter().map(role).collect()
}
