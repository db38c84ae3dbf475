//! From a body to a [`Document`]: paragraphs, sentences, tokens and quotations.
//!
//! It reads no meaning: it says where things begin and end. It never fails, whatever the text; what is odd
//! about the text becomes a warning. All spans are bytes of the body.

mod abbreviation;
mod budget;
mod hidden;
mod layout;
mod page_lines;
mod paragraph;
mod quotation;
mod sentence;
mod stop;
mod token;
mod tokens;
mod turn;

use std::ops::Deref;

use crate::claim::Warning;

pub use crate::furniture::{Furniture, FurnitureKind};
pub use layout::{Layout, Paragraph, ParagraphKind, Quotation, Sentence, Token, TokenKind};
pub use tokens::Tokens;
pub use turn::{LabelSort, Turn};

/// A body cut into its parts. Its layout's lists and look-ups are its own: `document.tokens`.
#[derive(Clone, Debug, PartialEq)]
pub struct Document<'a> {
    /// The body itself.
    pub body: &'a str,
    /// Where its parts begin and end.
    pub layout: Layout,
    /// Unclosed and stray marks, hidden characters.
    pub warnings: Vec<Warning>,
}

impl Deref for Document<'_> {
    type Target = Layout;

    fn deref(&self) -> &Layout {
        &self.layout
    }
}

impl<'a> Document<'a> {
    /// Returns the text of a token.
    pub fn word(&self, token: usize) -> &'a str {
        self.tokens.at(token).span.of(self.body)
    }
}

/// Cuts a body into its parts. One with more parts than any writing of its length is read up to where it has them, with
/// a warning.
///
/// ```
/// let document = onrecord::text::parse("\u{201c}We won\u{2019}t go,\u{201d} Mr. Holt said. It rained.");
/// assert_eq!(document.sentences.len(), 2);
/// assert_eq!(document.quotations[0].inner.of(document.body), "We won\u{2019}t go,");
/// ```
pub fn parse(body: &str) -> Document<'_> {
    let reach = budget::reach(body);
    let document = parse_whole(&body[..reach]);
    let end = budget::end(&document);
    if end == body.len() {
        return document;
    }
    drop(document);
    let mut document = parse_whole(&body[..end]);
    document.warnings.push(budget::warning(body, end));
    document
}

fn parse_whole(body: &str) -> Document<'_> {
    let (turns, starts) = turn::turns(body);
    let furniture = page_lines::page_lines(body);
    let mut paragraphs = paragraph::paragraphs(body, &furniture, &starts);
    let (quotations, mut warnings) = quotation::quotations(body, &paragraphs);
    let mut tokens = token::tokens(body, &paragraphs, &quotations);
    let (sentences, long) = sentence::sentences(body, &mut paragraphs, &mut tokens);
    warnings.extend(long);
    warnings.extend(hidden::hidden_characters(body));
    warnings.sort_by_key(|warning| warning.span);
    Document { body, layout: Layout { paragraphs, sentences, tokens, quotations, turns, furniture }, warnings }
}

/// Finds the lines of a body that are the page's, as [`parse`] does: "Updated 5 minutes ago", "1,204 shares".
pub fn furniture(body: &str) -> Vec<Furniture> {
    page_lines::page_lines(body)
}

#[cfg(test)]
pub(crate) mod tests;
