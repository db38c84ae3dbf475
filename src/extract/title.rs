//! Which words in quotation marks are the title of a work: nobody's statement, whatever they seem to say.
//!
//! **Finds** "the film “Nobody Came Home”", "a novel, “The Governor Is a Fool”,", "an essay titled “Why we lost”", and
//! further titles in a row. **Leaves alone** what is not written as a title ("the song “you lied to me”"), and words on
//! banners and in messages, which somebody says.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lexicon::entries;
use crate::text::{Document, TokenKind};

static WORKS: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("lists/works.txt")).collect());

/// Words that give a work its title.
const TITLED: [&str; 6] = ["titled", "entitled", "subtitled", "headlined", "captioned", "retitled"];
/// Words of a title that may stay in small letters, by their length.
const SMALL: usize = 4;
/// The most words of a title.
const LONGEST: usize = 14;
/// The most titles in a row.
const ROW: usize = 12;

/// Returns whether the quotation at `index` is a title.
pub(super) fn is_title(document: &Document, index: usize) -> bool {
    let mut first = index;
    while first > 0 && index - first < ROW && is_joined(document, first) {
        first -= 1;
    }
    let Some(noun) = noun_before(document, first) else { return false };
    TITLED.contains(&noun.as_str()) && is_short(document, index)
        || WORKS.contains(noun.as_str()) && is_written_as_one(document, index)
}

/// Returns whether a quotation and the one before it stand in a row.
fn is_joined(document: &Document, index: usize) -> bool {
    let (before, here) = (document.quotations[index - 1].outer, document.quotations[index].outer);
    before.end <= here.start && matches!(document.body[before.end..here.start].trim(), "and" | "," | ", and" | "or")
}

/// Returns the word before a quotation, or before the comma or the "called" that leads to it.
fn noun_before(document: &Document, index: usize) -> Option<String> {
    let open = document.tokens_in(document.quotations[index].inner).start.checked_sub(1)?;
    let in_sentence = |token: &usize| document.tokens.at(*token).sentence == document.tokens.at(open).sentence;
    let word = |token: usize| document.word(token).to_lowercase();
    let before = |token: usize| token.checked_sub(1).filter(in_sentence);
    let nearest = before(open)?;
    let leads = matches!(word(nearest).as_str(), "," | "called" | "named");
    let noun = if leads { before(nearest)? } else { nearest };
    Some(word(noun))
}

fn words<'d>(document: &'d Document, index: usize) -> impl Iterator<Item = &'d str> {
    let tokens = document.tokens_in(document.quotations[index].inner);
    tokens.filter(|&token| document.tokens.at(token).kind == TokenKind::Word).map(|token| document.word(token))
}

fn is_short(document: &Document, index: usize) -> bool {
    document.quotations[index].closed && (1..=LONGEST).contains(&words(document, index).take(LONGEST + 1).count())
}

/// Returns whether all words but small ones have capitals.
fn is_written_as_one(document: &Document, index: usize) -> bool {
    let large = |word: &str| word.starts_with(char::is_uppercase);
    is_short(document, index)
        && words(document, index).next().is_some_and(large)
        && words(document, index).all(|word| word.len() < SMALL || large(word) || word.starts_with(['\'', '’']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    fn found(body: &str) -> Vec<String> {
        let document = parse(body);
        let titles = (0..document.quotations.len()).filter(|&index| is_title(&document, index));
        titles.map(|index| document.quotations[index].inner.of(body).to_owned()).collect()
    }

    #[test]
    fn works_have_titles() {
        for (body, expected) in [
            ("The film “No One Left” opens in June.", vec!["No One Left"]),
            ("Her novel, “The Mayor Is a Liar,” sold out.", vec!["The Mayor Is a Liar,"]),
            ("The songs “Never Again” and “I Will Go” were cut.", vec!["Never Again", "I Will Go"]),
            ("An essay titled “Why we lost” won a prize.", vec!["Why we lost"]),
            ("In the song “you lied to me” he cries.", vec![]),
            ("A banner read “Holt Must Go”.", vec![]),
            ("“Never Again,” Ana Holt said.", vec![]),
            ("He called the film “a disgrace to Tarn”.", vec![]),
        ] {
            assert_eq!(found(body), expected, "{body}");
        }
    }
}
