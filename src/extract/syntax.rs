//! The syntax of a document: a tag for each token, and the clauses of any run of them.
//!
//! It is read once a document, and it knows no rule.

use std::ops::Range;

use crate::lang::fast::form::WordForm;
use crate::lang::tag::clause::{self, ClauseRole};
use crate::lang::tag::{self, Tag};
use crate::text::Document;

/// A document with its tags.
pub struct Syntax<'d> {
    pub document: &'d Document<'d>,
    forms: Vec<WordForm>,
    tags: Vec<Tag>,
}

impl<'d> Syntax<'d> {
    /// Tags a document.
    pub fn new(document: &'d Document<'d>) -> Self {
        let forms = tag::plain_forms(document);
        let tags = tag::tags(document, &forms, tag::embedded());
        Self { document, forms, tags }
    }

    /// Returns the tag of a token.
    pub fn tag(&self, token: usize) -> Tag {
        self.tags.get(token).copied().unwrap_or_default()
    }

    /// Returns of each of these tokens, read as one run, what it is to the clauses. A further main clause must score
    /// better than anything else by `sure`.
    pub(in crate::extract) fn roles(&self, tokens: impl Iterator<Item = usize>, sure: i32) -> Vec<ClauseRole> {
        let (forms, tags): (Vec<&WordForm>, Vec<Tag>) =
            tokens.filter_map(|token| Some((self.forms.get(token)?, *self.tags.get(token)?))).unzip();
        clause::roles(&forms, &tags, &tag::embedded().clauses, sure)
    }

    /// Returns whether a finite verb with a noun, name or pronoun before it stands in `tokens`, side clauses left out.
    pub(super) fn has_subject_and_verb(&self, tokens: Range<usize>, roles: &[ClauseRole]) -> bool {
        let main = tokens.zip(roles).filter(|(_, role)| **role != ClauseRole::Side).map(|(token, _)| self.tag(token));
        let mut tags = main.skip_while(|tag| !tag.is_nominal() && !tag.is_finite());
        tags.next().is_some_and(Tag::is_nominal) && tags.any(Tag::is_finite)
    }
}
