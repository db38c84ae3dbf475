//! A layout as bytes. A token takes two: what it is, and how long.

use std::ops::Range;

use crate::claim::Span;
use crate::text::LabelSort;

use super::wire::{MalformedReading, ReadingDecoder, ReadingEncoder};
use super::{
    Furniture, FurnitureKind, Layout, Paragraph, ParagraphKind, Quotation, Sentence, Token, TokenKind, Tokens, Turn,
};

/// The values of the enums, each at the place by which it is written. New ones go to the end.
const PARAGRAPHS: [ParagraphKind; 3] = [ParagraphKind::Prose, ParagraphKind::Heading, ParagraphKind::Item];
const TOKENS: [TokenKind; 6] = [
    TokenKind::Word,
    TokenKind::Number,
    TokenKind::QuoteOpen,
    TokenKind::QuoteClose,
    TokenKind::Punct,
    TokenKind::Link,
];
const TURNS: [LabelSort; 4] = [LabelSort::Asker, LabelSort::Answerer, LabelSort::Titled, LabelSort::Name];
const FURNITURE: [FurnitureKind; 6] = [
    FurnitureKind::Time,
    FurnitureKind::ReadingTime,
    FurnitureKind::Count,
    FurnitureKind::Control,
    FurnitureKind::Offer,
    FurnitureKind::Credit,
];

/// In a token's first byte, beside its kind: that it stands in another sentence, or another quotation, than the token
/// before, and how many bytes part the two. What the byte cannot say follows.
const OTHER_SENTENCE: u8 = 1 << 3;
const OTHER_QUOTATION: u8 = 1 << 4;
const GAP: u8 = 5;
const LONG_GAP: usize = 7;

/// What stands before the first token.
const START: Token = Token { span: Span::new(0, 0), kind: TokenKind::Word, sentence: 0, quotation: None };

/// Returns the place of a value among all.
pub(super) fn place<T: PartialEq>(values: &[T], value: &T) -> u8 {
    values.iter().position(|other| other == value).map_or(u8::MAX, |place| place as u8)
}

pub(super) fn encode(layout: &Layout, out: &mut ReadingEncoder) {
    let mut next = 0;
    out.list(&layout.paragraphs, |out, paragraph| {
        out.span(paragraph.span);
        out.byte(place(&PARAGRAPHS, &paragraph.kind));
        range(out, &paragraph.sentences, &mut next);
    });
    let (mut next, mut paragraph) = (0, 0);
    out.list(&layout.sentences, |out, sentence| {
        out.span(sentence.span);
        out.near(sentence.paragraph, std::mem::replace(&mut paragraph, sentence.paragraph));
        range(out, &sentence.tokens, &mut next);
        out.option(sentence.dateline, |out, dateline| {
            out.near(dateline.start, sentence.span.start);
            out.near(dateline.end, dateline.start);
        });
    });
    tokens(layout, out);
    out.list(&layout.quotations, |out, quotation| {
        out.span(quotation.inner);
        out.near(quotation.outer.start, quotation.inner.start);
        out.near(quotation.outer.end, quotation.inner.end);
        out.byte(quotation.closed.into());
        out.index(quotation.depth);
        out.option(quotation.continues, ReadingEncoder::index);
    });
    out.list(&layout.turns, |out, turn| {
        out.span(turn.label);
        out.option(turn.colon, ReadingEncoder::span);
        out.span(turn.content);
        out.bytes(turn.key.as_bytes());
        out.byte(place(&TURNS, &turn.sort));
    });
    out.list(&layout.furniture, |out, furniture| {
        out.span(furniture.span);
        out.byte(place(&FURNITURE, &furniture.kind));
    });
}

fn range(out: &mut ReadingEncoder, range: &Range<usize>, next: &mut usize) {
    out.near(range.start, *next);
    out.near(range.end, range.start);
    *next = range.end;
}

fn tokens(layout: &Layout, out: &mut ReadingEncoder) {
    let mut before = START;
    out.list(&layout.tokens, |out, token| {
        let gap = token.span.start.checked_sub(before.span.end).filter(|gap| *gap < LONG_GAP).unwrap_or(LONG_GAP);
        let mut head = place(&TOKENS, &token.kind) | (gap as u8) << GAP;
        if token.sentence != before.sentence {
            head |= OTHER_SENTENCE;
        }
        if token.quotation != before.quotation {
            head |= OTHER_QUOTATION;
        }
        out.byte(head);
        if gap == LONG_GAP {
            out.near(token.span.start, before.span.end);
        }
        out.near(token.span.end, token.span.start);
        if token.sentence != before.sentence {
            out.near(token.sentence, before.sentence);
        }
        if token.quotation != before.quotation {
            out.option(token.quotation, ReadingEncoder::index);
        }
        before = token;
    });
}

pub(super) fn decode(from: &mut ReadingDecoder) -> Result<Layout, MalformedReading> {
    let mut next = 0;
    let paragraphs = from.list(|from| {
        let span = from.span()?;
        Ok(Paragraph { span, kind: from.one_of(&PARAGRAPHS)?, sentences: take_range(from, &mut next)? })
    })?;
    let (mut next, mut paragraph) = (0, 0);
    let sentences = from.list(|from| {
        let span = from.span()?;
        paragraph = from.near(paragraph)?;
        let tokens = take_range(from, &mut next)?;
        let dateline = from.option(|from| {
            let start = from.near(span.start)?;
            Ok(Span::new(start, from.near(start)?))
        })?;
        Ok(Sentence { span, paragraph, tokens, dateline })
    })?;
    let tokens = take_tokens(from)?;
    let quotations = from.list(|from| {
        let inner = from.span()?;
        let outer = Span::new(from.near(inner.start)?, from.near(inner.end)?);
        let closed = from.one_of(&[false, true])?;
        Ok(Quotation { outer, inner, closed, depth: from.index()?, continues: from.option(ReadingDecoder::index)? })
    })?;
    let turns = from.list(|from| {
        let (label, colon, content) = (from.span()?, from.option(ReadingDecoder::span)?, from.span()?);
        Ok(Turn { label, colon, content, key: from.text()?, sort: from.one_of(&TURNS)? })
    })?;
    let furniture = from.list(|from| Ok(Furniture { span: from.span()?, kind: from.one_of(&FURNITURE)? }))?;
    Ok(Layout { paragraphs, sentences, tokens, quotations, turns, furniture })
}

fn take_range(from: &mut ReadingDecoder, next: &mut usize) -> Result<Range<usize>, MalformedReading> {
    let start = from.near(*next)?;
    *next = from.near(start)?;
    Ok(start..*next)
}

fn take_tokens(from: &mut ReadingDecoder) -> Result<Tokens, MalformedReading> {
    let mut before = START;
    let tokens = from.list(|from| {
        let head = from.byte()?;
        let kind = *TOKENS.get(usize::from(head & 7)).ok_or(MalformedReading)?;
        let start = match usize::from(head >> GAP) {
            LONG_GAP => from.near(before.span.end)?,
            gap => before.span.end.checked_add(gap).ok_or(MalformedReading)?,
        };
        let span = Span::new(start, from.near(start)?);
        let sentence = if head & OTHER_SENTENCE > 0 { from.near(before.sentence)? } else { before.sentence };
        let quotation = if head & OTHER_QUOTATION > 0 { from.option(ReadingDecoder::index)? } else { before.quotation };
        before = Token { span, kind, sentence, quotation };
        Ok(before)
    });
    Ok(tokens?.into_iter().collect())
}
