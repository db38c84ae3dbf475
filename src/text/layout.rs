//! The layout of a body: where its paragraphs, sentences, tokens, quotations and turns begin and end.
//!
//! Plain data, without the body: it is what of a [`Document`](super::Document) can be kept.

use crate::claim::Span;
use crate::furniture::Furniture;

use super::tokens::Tokens;
use super::turn::Turn;

/// Where the parts of a body begin and end. Every list is in text order; spans are bytes of the body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Runs of text between line breaks that separate paragraphs, edges trimmed.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences, edges trimmed; none crosses a paragraph.
    pub sentences: Vec<Sentence>,
    /// Words, numbers and punctuation.
    pub tokens: Tokens,
    /// Stretches inside quotation marks, outer ones before the ones nested in them.
    pub quotations: Vec<Quotation>,
    /// The turns of a transcript; none where nobody takes turns. Each starts a paragraph.
    pub turns: Vec<Turn>,
    /// Lines that are the page's and not the story's: in no paragraph.
    pub furniture: Vec<Furniture>,
}

/// A paragraph: a stretch of lines without a break that a reader would see as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Edges trimmed.
    pub span: Span,
    /// Its sentences, as indexes into [`Layout::sentences`], end-exclusive.
    pub sentences: std::ops::Range<usize>,
    /// What sort of paragraph.
    pub kind: ParagraphKind,
}

/// What sort of paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParagraphKind {
    Prose,
    /// A short line without an end mark between longer ones.
    Heading,
    /// An item of a list: starts with a bullet, a dash or a number.
    Item,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Edges trimmed; closing quotation marks belong to the sentence that they close.
    pub span: Span,
    /// Index into [`Layout::paragraphs`].
    pub paragraph: usize,
    /// Its tokens, as indexes into [`Layout::tokens`], end-exclusive.
    pub tokens: std::ops::Range<usize>,
    /// The bytes of a dateline ("WASHINGTON (AP) —") at its start, dash included, where there is one.
    pub dateline: Option<Span>,
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
    /// Index into [`Layout::sentences`].
    pub sentence: usize,
    /// The innermost quotation that holds it (marks are not held), as an index into [`Layout::quotations`].
    pub quotation: Option<usize>,
}

/// What sort of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and the stops of abbreviations ("U.S.", "Mr.", "well-known").
    /// Clitics are tokens of their own, as in the Penn treebank: "did|n't", "Putin|'s", "we|'re".
    Word,
    /// Digits with inner separators ("1.5", "4,300", "24/7", "10:30"); currency signs and "%" stand apart.
    Number,
    /// An opening quotation mark.
    QuoteOpen,
    /// A closing quotation mark.
    QuoteClose,
    /// Any other mark, one mark a token; dots of an ellipsis and doubled dashes are one token.
    Punct,
    /// A URL, e-mail address, @name or #tag.
    Link,
}

/// A stretch inside quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing one, both held; where the closing mark is missing, to the paragraph's end.
    pub outer: Span,
    /// Without the marks.
    pub inner: Span,
    /// Whether a mark closes it in its own paragraph.
    pub closed: bool,
    /// How deep it is nested: 0 is outermost.
    pub depth: usize,
    /// The quotation that continues here from the paragraph before (each paragraph is reopened, only the last is
    /// closed), as an index into [`Layout::quotations`].
    pub continues: Option<usize>,
}

impl Layout {
    /// Returns the tokens that lie in `span`, as an index range.
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.tokens.count_while(|token| token.end <= span.start);
        let end = self.tokens.count_while(|token| token.start < span.end);
        start..end.max(start)
    }

    /// Returns the sentence that holds the byte `at`, or the last one before it.
    pub fn sentence_at(&self, at: usize) -> Option<usize> {
        self.sentences.partition_point(|sentence| sentence.span.start <= at).checked_sub(1)
    }

    /// Returns the turn that holds the byte `at`, its label included.
    pub fn turn_at(&self, at: usize) -> Option<usize> {
        let turn = self.turns.partition_point(|turn| turn.label.start <= at).checked_sub(1)?;
        (at < self.turns[turn].span().end).then_some(turn)
    }

    /// Returns the first token of a sentence that belongs to what it says: behind its dateline, or behind the label of
    /// its turn.
    pub fn opening(&self, sentence: usize) -> usize {
        let Sentence { span, tokens, dateline, .. } = &self.sentences[sentence];
        let label = self.turns[..self.turns.partition_point(|turn| turn.label.start < span.end)]
            .last()
            .filter(|turn| span.start <= turn.content.start && span.start < turn.label.end)
            .map(|turn| turn.content.start);
        let Some(start) = label.or(dateline.map(|dateline| dateline.end)) else { return tokens.start };
        self.tokens.count_while(|token| token.start < start).clamp(tokens.start, tokens.end)
    }
}
