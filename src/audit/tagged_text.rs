//! A statement's words with their parts of speech, sentence by sentence.
//!
//! It reads one text by itself: what stands around it in the body does not matter here.

use std::ops::Range;

use crate::claim::{Excerpt, Span};
use crate::lang::tag::{self, Tag};
use crate::lexicon::{fold, stem};
use crate::text::{self, TokenKind};

/// A word, a number or a mark.
#[derive(Clone, Debug)]
pub(super) struct TaggedWord {
    /// In lower case, clitics in full: "n't" is "not", "'ll" is "will".
    pub lower: String,
    /// Without the endings of number and time.
    pub stem: String,
    pub tag: Tag,
    /// Bytes of the text.
    pub span: Span,
    /// Inside quotation marks that the text itself has: the words are another person's, or the speaker keeps a distance.
    pub quoted: bool,
}

/// The words of a text.
#[derive(Clone, Debug)]
pub(super) struct TaggedText {
    pub words: Vec<TaggedWord>,
    /// As ranges of `words`.
    pub sentences: Vec<Range<usize>>,
}

impl TaggedWord {
    pub fn is(&self, options: &[&str]) -> bool {
        options.contains(&self.lower.as_str())
    }

    /// Returns whether it is a word of letters or digits, not a mark.
    pub fn is_word(&self) -> bool {
        self.lower.starts_with(char::is_alphanumeric)
    }
}

impl TaggedText {
    /// Reads a text.
    pub fn new(text: &str) -> Self {
        let document = text::parse(text);
        let tags = tag::tags(&document, tag::embedded());
        let words = document.tokens.iter().zip(tags).map(|(token, tag)| {
            let lower = full(token.span.of(text));
            let quoted =
                token.quotation.is_some() && !matches!(token.kind, TokenKind::QuoteOpen | TokenKind::QuoteClose);
            TaggedWord { stem: stem(&lower), lower, tag, span: token.span, quoted }
        });
        let mut words: Vec<TaggedWord> = words.collect();
        for at in 1..words.len() {
            if words[at].lower == "not" {
                let before = match words[at - 1].lower.as_str() {
                    "wo" => "will",
                    "ca" => "can",
                    "sha" => "shall",
                    _ => continue,
                };
                words[at - 1].lower = before.to_owned();
            }
        }
        Self { words, sentences: document.layout.sentences.into_iter().map(|sentence| sentence.tokens).collect() }
    }

    /// Returns the bytes from the first to the last of these words.
    pub fn span(&self, words: Range<usize>) -> Span {
        let Some(held) = self.words.get(words).filter(|held| !held.is_empty()) else { return Span::default() };
        held[0].span.join(held[held.len() - 1].span)
    }
}

/// Writes a token in lower case, clitics in full.
fn full(token: &str) -> String {
    let lower = fold(token);
    match lower.as_str() {
        "n't" => "not".to_owned(),
        "'ll" => "will".to_owned(),
        "'re" | "'m" => "are".to_owned(),
        "'ve" => "have".to_owned(),
        "'d" => "would".to_owned(),
        _ => lower,
    }
}

/// Finds where a span of an excerpt's text stands in the body that the excerpt was read from.
pub(super) fn in_body(excerpt: &Excerpt, span: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut before = 0;
    for part in &excerpt.spans {
        let end = before + part.len();
        let (from, to) = (span.start.max(before), span.end.min(end));
        if from < to {
            found.push(Span::new(part.start + from - before, part.start + to - before));
        }
        // The parts are joined by one space.
        before = end + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clitics_are_written_in_full() {
        let wording = TaggedText::new("We won\u{2019}t sell, they\u{2019}ll see. I'm 'sure' of it.");
        let words: Vec<&str> = wording.words.iter().map(|word| word.lower.as_str()).collect();
        assert_eq!(words[..5], ["we", "will", "not", "sell", ","]);
        assert!(words.contains(&"are") && wording.sentences.len() == 2);
    }

    #[test]
    fn a_place_in_the_text_is_a_place_in_the_body() {
        let body = "“We will go,” she said, “at dawn.”";
        let parts = vec![Span::new(3, 13), Span::new(body.len() - 11, body.len() - 4)];
        let excerpt = Excerpt::new(body, parts);
        let start = excerpt.text.find("go").expect("a word of the text");
        let spans = in_body(&excerpt, Span::new(start, start + 5));
        let words: Vec<&str> = spans.iter().map(|span| span.of(body)).collect();
        assert_eq!(words, ["go", "at"], "{:?}", excerpt.text);
    }
}
