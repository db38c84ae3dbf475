//! Where paragraphs begin and end, and of what sort they are.
//!
//! A blank line always parts two paragraphs, and so does a line break, unless the line only ran over: its sentence goes
//! on in lower case, it stops after an abbreviation that wants a name, or the text is wrapped to a width. It never
//! looks inside a line: where a turn of a transcript starts it is told, and which lines are the page's: these part two
//! paragraphs and are in none.

use crate::claim::Span;

use super::abbreviation;
use super::{Furniture, Paragraph, ParagraphKind};

/// How wide, in characters, a text is that was wrapped to a width; other lines end where their writer ended them.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

/// Words that a heading has at most.
const HEADING_WORDS: usize = 12;

/// Cuts a body into paragraphs, `furniture` left out, and before each of `breaks`; both are in order. Their `sentences`
/// are left empty.
pub(super) fn paragraphs(body: &str, furniture: &[Furniture], breaks: &[usize]) -> Vec<Paragraph> {
    let mut spans = Vec::new();
    let mut block: Vec<Span> = Vec::new();
    let is_furniture = |line: &Span| furniture.binary_search_by_key(line, |one| one.span).is_ok();
    for line in lines(body) {
        if line.is_empty() {
            join_block(body, &block, furniture, &mut spans);
            block.clear();
        } else if !is_furniture(&line) {
            block.push(line);
        }
    }
    join_block(body, &block, furniture, &mut spans);
    let spans: Vec<Span> = spans.into_iter().flat_map(|span| cut(body, span, breaks)).collect();
    let kinds: Vec<_> = (0..spans.len()).map(|index| kind(body, &spans, index)).collect();
    spans.into_iter().zip(kinds).map(|(span, kind)| Paragraph { span, sentences: 0..0, kind }).collect()
}

/// Cuts a paragraph before each of the breaks in it.
fn cut(body: &str, span: Span, breaks: &[usize]) -> Vec<Span> {
    let inside = breaks.partition_point(|&at| at <= span.start)..breaks.partition_point(|&at| at < span.end);
    let mut parts = Vec::with_capacity(inside.len() + 1);
    let mut start = span.start;
    for &at in &breaks[inside] {
        parts.push(Span::new(start, start + body[start..at].trim_end().len()));
        start = at;
    }
    parts.push(Span::new(start, span.end));
    parts.retain(|part| !part.is_empty());
    parts
}

/// Lists the lines, edges trimmed; a blank one is an empty span.
pub(super) fn lines(body: &str) -> Vec<Span> {
    let mut start = 0;
    body.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'])
        .map(|line| {
            let trimmed = line.trim_start();
            let from = start + (line.len() - trimmed.len());
            // Every separator but the last two is one byte long; measure rather than assume.
            start += line.len();
            start += body[start..].chars().next().map_or(0, char::len_utf8);
            Span::new(from, from + trimmed.trim_end().len())
        })
        .collect()
}

/// Joins the lines of a block that only ran over.
fn join_block(body: &str, block: &[Span], furniture: &[Furniture], paragraphs: &mut Vec<Span>) {
    let parted = |line: Span, next: Span| {
        let behind = furniture.partition_point(|one| one.span < line);
        furniture.get(behind).is_some_and(|one| one.span < next)
    };
    let width = block.iter().map(|line| line.of(body).chars().count()).max().unwrap_or(0);
    // Wrapped to a width: some line breaks off in mid-sentence although it was nearly full.
    let wrapped = WRAP_WIDTHS.contains(&width)
        && block.windows(2).any(|pair| !ends_sentence(pair[0].of(body)) && was_full(body, pair[0], pair[1], width));
    let mut current: Option<Span> = None;
    for (index, &line) in block.iter().enumerate() {
        let goes_on =
            index > 0 && !parted(block[index - 1], line) && runs_over(body, block[index - 1], line, width, wrapped);
        match current.as_mut() {
            Some(paragraph) if goes_on => paragraph.end = line.end,
            _ => {
                paragraphs.extend(current.take());
                current = Some(line);
            }
        }
    }
    paragraphs.extend(current);
}

/// Returns whether the break between two lines stands inside a sentence or a wrapped paragraph.
fn runs_over(body: &str, line: Span, next: Span, width: usize, wrapped: bool) -> bool {
    let (text, following) = (line.of(body), next.of(body));
    if is_item(following) {
        return false;
    }
    if wrapped && was_full(body, line, next, width) {
        return true;
    }
    if !ends_sentence(text) {
        return following.chars().next().is_some_and(char::is_lowercase) && !text.ends_with(':');
    }
    let last = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let first = following.split(char::is_whitespace).next().unwrap_or("");
    last.ends_with('.') && abbreviation::wants_more(last, first)
}

/// Returns whether the next line's first word would not have fitted behind this line.
fn was_full(body: &str, line: Span, next: Span, width: usize) -> bool {
    let first = next.of(body).split(char::is_whitespace).next().unwrap_or("");
    line.of(body).chars().count() + 1 + first.chars().count() > width
}

/// Returns whether a line ends as a sentence does.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(is_closer).ends_with(['.', '?', '!', '…', ':'])
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\u{201d}' | '\u{2019}' | '\'' | '»' | ')' | ']')
}

fn kind(body: &str, spans: &[Span], index: usize) -> ParagraphKind {
    let text = spans[index].of(body);
    if is_item(text) {
        return ParagraphKind::Item;
    }
    let short = text.split_whitespace().take(HEADING_WORDS + 1).count() <= HEADING_WORDS;
    let longer_follows = spans.get(index + 1).is_some_and(|next| next.len() > text.len());
    if short && longer_follows && !ends_sentence(text) && !text.ends_with(is_closer) {
        ParagraphKind::Heading
    } else {
        ParagraphKind::Prose
    }
}

/// Returns the length in bytes of the bullet or number that a list item starts with, space included.
pub(super) fn item_mark(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    if matches!(first, '•' | '‣' | '▪' | '◦' | '·' | '*' | '-' | '–' | '—') {
        return chars.next().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8());
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = text[digits..].chars();
    let numbered = (1..=2).contains(&digits)
        && matches!(rest.next(), Some('.' | ')'))
        && rest.next().is_some_and(char::is_whitespace);
    numbered.then_some(digits + 2)
}

fn is_item(text: &str) -> bool {
    item_mark(text).is_some()
}
