//! Which words of a content stand in its main clause.
//!
//! The content is read as one run: what is said, thought or asked has a main clause of its own.

use crate::lang::tag::Tag;
use crate::lang::tag::clause::ClauseRole;

use super::syntax::Syntax;
use super::words::{Shape, Word};

/// Returns for each word whether it stands in a main clause; links stand in none. Each sentence is read for itself.
pub(super) fn main_clause(syntax: &Syntax, words: &[Word]) -> Vec<bool> {
    let tokens = &syntax.document.tokens;
    let mut main = Vec::with_capacity(words.len());
    for sentence in words.chunk_by(|one, other| tokens.at(one.token).sentence == tokens.at(other.token).sentence) {
        let roles = roles(syntax, sentence);
        main.extend(
            sentence.iter().zip(roles).map(|(word, role)| role != ClauseRole::Side && word.shape != Shape::Link),
        );
    }
    main
}

/// Returns the role of each word of one sentence.
fn roles(syntax: &Syntax, words: &[Word]) -> Vec<ClauseRole> {
    let mut tokens: Vec<usize> = words.iter().map(|word| word.token).collect();
    tokens.dedup();
    let mut roles = syntax.roles(tokens.iter().copied(), 0);
    // Without a verb in the main clause, and without a word that opens a side clause, the main clause has been taken
    // for one.
    let is_main_verb = |(&token, &role): (&usize, &ClauseRole)| {
        role != ClauseRole::Side && (syntax.tag(token).is_verb() || syntax.tag(token).is_finite())
    };
    let opens = |&token: &usize| syntax.tag(token) == Tag::Subordinator;
    if !tokens.iter().zip(&roles).any(is_main_verb) && !tokens.iter().any(opens) {
        roles.fill(ClauseRole::Main);
    }
    let mut at = 0;
    words
        .iter()
        .map(|word| {
            while tokens.get(at).is_some_and(|&token| token != word.token) {
                at += 1;
            }
            roles.get(at).copied().unwrap_or_default()
        })
        .collect()
}
