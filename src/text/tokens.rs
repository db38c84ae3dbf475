//! The tokens of a body, packed: a text has one for every five bytes, one of marks for every byte.
//!
//! It packs and unpacks, and knows nothing of words.

use std::ops::Range;

use crate::claim::Span;

use super::{Token, TokenKind};

/// Stands for no quotation.
const NONE: u32 = u32::MAX;

/// A list of tokens in 17 bytes each.
///
/// Places and indexes are kept in 32 bits: a body is read up to [`Tokens::REACH`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    spans: Vec<[u32; 2]>,
    kinds: Vec<TokenKind>,
    sentences: Vec<u32>,
    quotations: Vec<u32>,
}

impl Tokens {
    /// How far into a body tokens can stand, in bytes.
    pub const REACH: usize = NONE as usize - 1;

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Returns a token.
    ///
    /// # Panics
    /// When there are not so many.
    pub fn at(&self, index: usize) -> Token {
        let quotation = self.quotations[index];
        Token {
            span: unpacked(self.spans[index]),
            kind: self.kinds[index],
            sentence: self.sentences[index] as usize,
            quotation: (quotation != NONE).then_some(quotation as usize),
        }
    }

    /// Returns a token; `None` where there are not so many.
    pub fn get(&self, index: usize) -> Option<Token> {
        (index < self.len()).then(|| self.at(index))
    }

    /// Returns the tokens of a range, as far as there are so many.
    pub fn range(&self, range: Range<usize>) -> Iter<'_> {
        Iter { tokens: self, left: range.start.min(self.len())..range.end.min(self.len()) }
    }

    /// Returns all tokens.
    pub fn iter(&self) -> Iter<'_> {
        self.range(0..self.len())
    }

    /// Returns how many tokens stand before the first whose span is not `before`, which holds of none behind that one.
    pub fn count_while(&self, before: impl Fn(Span) -> bool) -> usize {
        self.spans.partition_point(|&span| before(unpacked(span)))
    }

    /// Appends a token.
    pub fn push(&mut self, token: Token) {
        self.spans.push([packed(token.span.start), packed(token.span.end)]);
        self.kinds.push(token.kind);
        self.sentences.push(packed(token.sentence));
        self.quotations.push(token.quotation.map_or(NONE, packed));
    }

    /// Tells the tokens of a range which sentence is theirs.
    pub(super) fn set_sentence(&mut self, range: Range<usize>, sentence: usize) {
        self.sentences[range].fill(packed(sentence));
    }

    /// Tells a token which quotation holds it.
    pub(super) fn set_quotation(&mut self, index: usize, quotation: Option<usize>) {
        self.quotations[index] = quotation.map_or(NONE, packed);
    }
}

/// What is out of reach stands at its end.
fn packed(number: usize) -> u32 {
    number.min(Tokens::REACH) as u32
}

fn unpacked([start, end]: [u32; 2]) -> Span {
    Span::new(start as usize, end as usize)
}

impl FromIterator<Token> for Tokens {
    fn from_iter<I: IntoIterator<Item = Token>>(all: I) -> Self {
        let mut tokens = Self::default();
        all.into_iter().for_each(|token| tokens.push(token));
        tokens
    }
}

impl<'t> IntoIterator for &'t Tokens {
    type Item = Token;
    type IntoIter = Iter<'t>;

    fn into_iter(self) -> Iter<'t> {
        self.iter()
    }
}

/// The tokens of a range, one after the other.
#[derive(Clone, Debug)]
pub struct Iter<'t> {
    tokens: &'t Tokens,
    left: Range<usize>,
}

impl Iterator for Iter<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.left.next().map(|index| self.tokens.at(index))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Token> {
        self.left.next_back().map(|index| self.tokens.at(index))
    }
}

impl ExactSizeIterator for Iter<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_as_it_was() {
        let token = |start, quotation| Token {
            span: Span::new(start, start + 3),
            kind: TokenKind::Link,
            sentence: 70_000,
            quotation,
        };
        let all = [token(0, None), token(1 << 26, Some(0)), token(Tokens::REACH - 3, Some(1 << 26))];
        let tokens: Tokens = all.into_iter().collect();
        assert_eq!(tokens.iter().collect::<Vec<_>>(), all);
        assert_eq!(tokens.range(1..9).rev().collect::<Vec<_>>(), [all[2], all[1]]);
        assert_eq!((tokens.get(1), tokens.get(3)), (Some(all[1]), None));
        assert_eq!(tokens.count_while(|span| span.start < 1 << 26), 1);
    }
}
