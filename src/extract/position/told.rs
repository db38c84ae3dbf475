//! What the outlet tells of somebody's position → a statement of who holds it.
//!
//! **Finds** main clauses that begin with a named holder and the words that take the position, where no attribution
//! holds them. **Example**: "Ida Roe stands by the harbour master" is a statement of Ida Roe's. **Leaves alone** deeds
//! ("signed the bill"), which are events, and holders in side clauses. **Known misses**: words before the holder ("On
//! Monday Roe …").

use crate::claim::{ClaimKind, Rule, Span};
use crate::lang::tag::Tag;
use crate::lexicon::{COLLECTIVES, OFFICES, is_title};
use crate::reading::Entities;

use super::super::attribution::Attribution;
use super::super::syntax::Syntax;
use super::content::{Content, Said};
use super::stance;

/// How sure it is that such words are somebody's: as that of a cue that lists know.
const CONFIDENCE: f64 = 0.8;

/// Reads the position that a fact with this content tells of its subject, as an attribution.
pub fn told(syntax: &Syntax, fact: &[Span]) -> Option<Attribution> {
    let &[span] = fact else { return None };
    let entities = Entities::default();
    let words = super::words_of(syntax.document, fact);
    let content = Content::new(syntax, &entities, Said::of_fact(fact), &words, &[], &[]);
    let (subject, cue) = stance::held(&content)?;
    let holder = &words[subject.words.clone()];
    let named = holder.iter().enumerate().any(|(at, word)| {
        content.tag(at) == Tag::Name
            || OFFICES.has(word.bare())
            || is_title(word.bare())
            || COLLECTIVES.has(word.bare())
    });
    let between = subject.words.end..cue.start;
    let helps = |at: usize| {
        matches!(content.tag(at), Tag::Auxiliary | Tag::FiniteAuxiliary | Tag::Adverb)
            || content.is(at, &["has", "have", "had", "is", "are", "was", "were", "been", "not", "never"])
    };
    if subject.words.start > 0 || !named || !between.clone().all(helps) || cue.end >= words.len() {
        return None;
    }
    let stretch = |from: usize, to: Span| words[from].span.join(to);
    let content_span = stretch(cue.end, words.last()?.span.join(Span::new(words[cue.end].span.start, span.end)));
    let quoted = syntax.document.tokens_in(content_span).any(|at| syntax.document.tokens.at(at).quotation.is_some());
    let attribution = Attribution {
        kind: if quoted { ClaimKind::Mixed } else { ClaimKind::Statement },
        content: vec![content_span],
        cue: vec![stretch(between.start, words[cue.end - 1].span)],
        source: vec![stretch(0, words[subject.words.end - 1].span)],
        continues: None,
        confidence: CONFIDENCE,
        rule: Rule::PositionTold,
    };
    // What is told as a statement must take the same position.
    let Attribution { content, cue, source, kind, .. } = &attribution;
    let said = Said { content, cue, source, kind: *kind, ..Said::of_fact(content) };
    (!super::positions(syntax, &entities, said).is_empty()).then_some(attribution)
}
