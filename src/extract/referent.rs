//! What the pronouns and bare nouns of a claim mean, for whoever reads the claim by itself.
//!
//! **Finds** in a claim's words, cue and source included, each pronoun and each role without a name whose bearer the
//! text names elsewhere. **Example**: in "she said the minister had lied" "she" is "Ana Holt", "the minister" "Paul
//! Dray".
//! **Leaves alone** whom the claim has named just before, "I" and "who", and whatever the graph is not sure of.

use crate::claim::{Claim, Referent, Span};
use crate::lang::tag::Tag;
use crate::reading::{Entities, EntityKind, Mention, MentionForm};

use super::syntax::Syntax;

/// Returns what needs a name in a claim, in text order.
pub(super) fn referents(syntax: &Syntax, entities: &Entities, named: &[bool], claim: &Claim) -> Vec<Referent> {
    let first = entities.mentions.partition_point(|mention| mention.span.start < claim.span.start);
    let inside = entities.mentions[first..].iter().take_while(|mention| mention.span.start < claim.span.end);
    let inside: Vec<&Mention> = inside.filter(|mention| claim.span.contains(mention.span)).collect();
    let mut referents = Vec::new();
    // Who has been named in the claim, each until somebody else comes between.
    let mut known: Vec<usize> = Vec::new();
    for (place, mention) in inside.iter().enumerate() {
        let entity = &entities.all[mention.entity];
        let is_known = known.contains(&mention.entity);
        let wanted = match mention.form {
            MentionForm::Name => false,
            MentionForm::Pronoun => stands_for(syntax, mention.span),
            MentionForm::Role => !is_title(&inside[place + 1..], mention),
            MentionForm::Epithet | MentionForm::Demonym => continue,
        };
        if entity.kind == EntityKind::Person {
            known.retain(|&other| entities.all[other].kind != EntityKind::Person || other == mention.entity);
        }
        if mention.form == MentionForm::Name || wanted && named[mention.entity] {
            known.push(mention.entity);
        }
        if wanted && named[mention.entity] && !is_known {
            referents.push(referent(syntax, mention.span, &entity.name));
        }
    }
    referents
}

/// Returns of each entity whether the text names it.
pub(super) fn named(entities: &Entities) -> Vec<bool> {
    let mut named = vec![false; entities.all.len()];
    for mention in entities.mentions.iter().filter(|mention| mention.form == MentionForm::Name) {
        named[mention.entity] = true;
    }
    named
}

/// Returns whether a role stands in front of the name of the one who has it.
fn is_title(behind: &[&Mention], role: &Mention) -> bool {
    let next = behind.iter().find(|mention| mention.form == MentionForm::Name && mention.span.start >= role.span.start);
    // "The director, Ana Holt": a comma may part the two.
    next.is_some_and(|name| name.entity == role.entity && name.span.start <= role.span.end + 2)
}

/// Returns whether a pronoun leaves open whom it means: "who" and "himself" are clear, and so is a speaker's "I".
fn stands_for(syntax: &Syntax, span: Span) -> bool {
    const OPEN: [&str; 9] = ["he", "him", "his", "she", "her", "hers", "it", "its", "they"];
    let word = span.of(syntax.document.body);
    OPEN.iter().any(|open| word.eq_ignore_ascii_case(open))
}

fn referent(syntax: &Syntax, span: Span, name: &str) -> Referent {
    let document = syntax.document;
    let next = document.tokens_in(span).end;
    let clitic = document.tokens.get(next).filter(|token| token.span.start == span.end);
    let clitic = clitic.filter(|token| matches!(token.span.of(document.body), "'s" | "\u{2019}s" | "'" | "\u{2019}"));
    let word = span.of(document.body).to_lowercase();
    let owns = match word.as_str() {
        "his" | "its" => true,
        // "Her boat", but "saw her there".
        "her" => matches!(
            syntax.tag(next),
            Tag::Noun | Tag::Adjective | Tag::Name | Tag::Number | Tag::Ing | Tag::PastParticiple
        ),
        // "He's late": he is.
        "he" | "she" | "it" | "they" => false,
        _ => clitic.is_some(),
    };
    let span = clitic.map_or(span, |clitic| span.join(clitic.span));
    let text = match (owns, name.ends_with('s')) {
        (false, _) => name.to_owned(),
        (true, true) => format!("{name}\u{2019}"),
        (true, false) => format!("{name}\u{2019}s"),
    };
    Referent { span, text }
}
