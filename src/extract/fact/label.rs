//! Sentences that assert nothing: rules of dashes, the times of a live blog's entries, handles, the letters of
//! questions and answers, credits, ways to other pages, headings without a verb.
//!
//! **Finds** "___", "6:05 p.m.", "@ina_holt", "Q.", "(Reporting by Ina Holt; Editing by Tom Orr)", "Follow Ina Holt at
//! @ina_holt", "— letter, Monday" behind a quotation, "War and Peace" on a line of its own.
//! **Leaves alone** whatever has a verb, a number of anything but time, or more words than a heading; what stands in
//! somebody's turn ("No."); a text that is one sentence, as a headline is.
//! **Known misses**: bylines, captions, orders to the reader.

use std::ops::Range;

use crate::furniture::{self, FurnitureKind};
use crate::lang::tag::Tag;
use crate::text::{Document, TokenKind};

use crate::extract::syntax::Syntax;

/// The most words of a heading that asserts nothing.
const HEADING: usize = 4;

/// Returns whether the tokens of a sentence assert nothing.
pub(in crate::extract) fn asserts_nothing(syntax: &Syntax, sentence: usize, tokens: Range<usize>) -> bool {
    let document = syntax.document;
    let words: Vec<usize> = tokens.clone().filter(|&token| is_word(document, token)).collect();
    let text = |token: usize| document.word(token);
    if !words.iter().any(|&token| text(token).contains(char::is_alphanumeric)) {
        return true;
    }
    let Some(found) = document.sentences.get(sentence) else { return false };
    if document.turn_at(found.span.start).is_some() || document.sentences.len() == 1 {
        return false;
    }
    is_time(document, &words)
        || words.iter().all(|&token| document.tokens.at(token).kind == TokenKind::Link || text(token).starts_with('@'))
        || words.len() == 1 && matches!(text(words[0]).trim_end_matches('.'), "Q" | "A")
        || is_credit(found.span.of(document.body))
        || is_pointer(syntax, &words, tokens.clone())
        || is_origin(syntax, &words)
        || is_heading(syntax, sentence, &words, tokens)
}

fn is_word(document: &Document, token: usize) -> bool {
    matches!(document.tokens.at(token).kind, TokenKind::Word | TokenKind::Number | TokenKind::Link)
}

/// "05:45", "6:05 p.m. EDT", "Monday, 6 May": numbers, and at least one word or clock time that says when.
fn is_time(document: &Document, words: &[usize]) -> bool {
    let says_when = |&token: &usize| {
        let word: String = document.word(token).to_lowercase().chars().filter(|&c| c != '.').collect();
        furniture::is_date_word(&word)
    };
    let number = |token: &usize| document.word(*token).starts_with(|c: char| c.is_ascii_digit());
    let clock = |token: &usize| {
        let parts = document.word(*token).split_once(':');
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        parts.is_some_and(|(hour, minute)| {
            (1..=2).contains(&hour.len()) && minute.len() == 2 && digits(hour) && digits(minute)
        })
    };
    words.iter().any(|token| says_when(token) || clock(token))
        && words.iter().all(|token| says_when(token) || number(token))
}

/// "(Reporting by Ina Holt; Editing by Tom Orr)"
fn is_credit(text: &str) -> bool {
    let mut parts = text.split(';').map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()));
    parts.all(|part| furniture::kind_of(part) == Some(FurnitureKind::Credit))
}

/// "Follow Ina Holt on the net at @ina_holt", "More on the flood: https://…": where else to look, and no clause.
fn is_pointer(syntax: &Syntax, words: &[usize], tokens: Range<usize>) -> bool {
    let document = syntax.document;
    let leads_away =
        |&&token: &&usize| document.tokens.at(token).kind == TokenKind::Link || document.word(token).starts_with('@');
    let Some(&first) = words.iter().find(leads_away) else { return false };
    let before = first.checked_sub(1).filter(|before| tokens.contains(before)).map_or("", |at| document.word(at));
    matches!(before, ":" | "at" | "on" | "via")
        && words.last().is_some_and(|last| leads_away(&last))
        && !syntax.has_subject_and_verb(tokens.clone(), &syntax.roles(tokens, 0))
}

/// "— tweet, Tuesday": behind a dash, where the quotation before it comes from.
fn is_origin(syntax: &Syntax, words: &[usize]) -> bool {
    let document = syntax.document;
    let before = |back: usize| words[0].checked_sub(back);
    let dashed = before(1).is_some_and(|at| matches!(document.word(at), "-" | "–" | "—" | "--"));
    let quoted = before(2).is_some_and(|at| document.tokens.at(at).kind == TokenKind::QuoteClose);
    dashed && quoted && words.len() <= HEADING && !words.iter().any(|&word| syntax.tag(word).is_finite())
}

/// A few words on a line of their own, without a stop, a verb or a number. Only a tree tells "Mayor resigns" from one.
fn is_heading(syntax: &Syntax, sentence: usize, words: &[usize], tokens: Range<usize>) -> bool {
    let document = syntax.document;
    let paragraph = &document.paragraphs[document.sentences[sentence].paragraph];
    let alone = paragraph.sentences.len() == 1 && words.last().is_some_and(|last| last + 1 == tokens.end);
    let named = words.last().is_some_and(|&last| matches!(syntax.tag(last), Tag::Noun | Tag::Name));
    let verbless = |&token: &usize| {
        let tag = syntax.tag(token);
        !tag.is_verb() && !tag.is_finite() && document.tokens.at(token).kind == TokenKind::Word
    };
    syntax.trees().is_some() && alone && named && words.len() <= HEADING && words.iter().all(verbless)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::ParsedWord;
    use crate::syntax::trees::Trees;
    use crate::text::{Sentence, parse};

    /// Returns whether a line between two sentences asserts nothing, by its tags or, where `noun` says so, by a tree in
    /// which all words are nouns.
    fn nothing(line: &str, noun: bool) -> bool {
        let body = format!("The pier fell.\n\n{line}\n\nNobody was hurt.");
        let document = parse(&body);
        let word = ParsedWord { tag: Tag::Noun, ..ParsedWord::default() };
        let trees = noun.then(|| Trees::new(vec![word; document.tokens.len()]));
        let syntax = Syntax::new(&document, trees);
        let of_line = |sentence: &Sentence| sentence.span.of(&body) == line;
        let index = document.sentences.iter().position(of_line).expect("the line is a sentence");
        asserts_nothing(&syntax, index, document.sentences[index].tokens.clone())
    }

    #[test]
    fn what_labels_a_page_asserts_nothing() {
        for line in ["___", "6:05 p.m.", "05:45", "@ina_holt", "Q.", "More on the pier: https://tarn.example/pier"] {
            assert!(nothing(line, false), "{line}");
        }
        for line in ["No.", "Twelve hurt", "12 dead", "The pier closed in May.", "What now?", "Mayor resigns"] {
            assert!(!nothing(line, false), "{line}");
        }
    }

    #[test]
    fn where_a_quotation_comes_from_asserts_nothing() {
        let body = "“The pier is safe and sound for years to come.”\n\n— letter, Monday.\n\nThe pier fell in May.";
        let document = parse(body);
        let of_dash = |sentence: &Sentence| sentence.span.of(body).contains("letter");
        let index = document.sentences.iter().position(of_dash).expect("it is a sentence");
        assert!(asserts_nothing(&Syntax::tagged(&document), index, document.sentences[index].tokens.clone()));
    }

    #[test]
    fn a_heading_has_no_verb() {
        assert!(nothing("The Lantern Bearers", true));
        for line in ["12 dead", "The pier.", "Fire beside pier after long night"] {
            assert!(!nothing(line, true), "{line}");
        }
    }

    #[test]
    fn credits_name_those_who_made_it() {
        assert!(is_credit("(Reporting by Ina Holt; Editing by Tom Orr)"));
        assert!(!is_credit("Reporting by the river was banned; Holt said so"));
    }
}
