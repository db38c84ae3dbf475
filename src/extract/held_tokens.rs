//! The words of a document that something holds: whether it holds any of some others is asked word by word, and not
//! span against span.

use crate::claim::Span;
use crate::text::Document;

/// The words that spans hold.
pub(super) struct HeldTokens<'d> {
    document: &'d Document<'d>,
    held: Vec<bool>,
}

impl<'d> HeldTokens<'d> {
    /// Makes the set of the words of spans.
    pub fn new(document: &'d Document<'d>, spans: impl Iterator<Item = Span>) -> Self {
        let mut held = Self { document, held: vec![false; document.tokens.len()] };
        held.add(spans);
        held
    }

    /// Adds the words of spans.
    pub fn add(&mut self, spans: impl Iterator<Item = Span>) {
        spans.for_each(|span| self.held[self.document.tokens_in(span)].fill(true));
    }

    /// Returns whether a span has any of the words.
    pub fn touches(&self, span: Span) -> bool {
        self.held[self.document.tokens_in(span)].contains(&true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    #[test]
    fn a_span_touches_what_shares_a_word_with_it() {
        let body = "The bridge is safe.";
        let document = parse(body);
        let mut held = HeldTokens::new(&document, std::iter::once(Span::new(4, 10)));
        assert!(held.touches(Span::new(0, 7)) && held.touches(Span::new(0, 19)));
        assert!(!held.touches(Span::new(0, 4)) && !held.touches(Span::new(10, 19)) && !held.touches(Span::default()));
        held.add(std::iter::once(Span::new(14, 18)));
        assert!(held.touches(Span::new(10, 19)));
    }
}
