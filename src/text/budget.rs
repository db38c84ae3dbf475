//! How much of a body is read: as much as writing of its length can be.
//!
//! Every sentence, quotation and mark costs memory. Texts that pile up more of them than anybody writes are read up to
//! where that shows, so that a body of any kind takes memory in proportion to its bytes.

use crate::claim::{Span, Warning, WarningKind};

use super::{Document, Layout, Tokens};

/// How many parts of a sort any text may have, however short they are: no book has so many sentences.
const FREE: usize = 100_000;

/// How many bytes stand for one more sentence or quotation.
const PART: usize = 24;

/// How many bytes stand for one more token. A word of one letter and its blank are two.
const TOKEN: usize = 2;

/// Returns how far into a body tokens can stand, in bytes.
pub(super) fn reach(body: &str) -> usize {
    let most = body.len().min(Tokens::REACH);
    (0..=most).rev().find(|&at| body.is_char_boundary(at)).unwrap_or(0)
}

/// Returns up to where a document is read, in bytes: before the first sentence or token that is too many.
pub(super) fn end(document: &Document) -> usize {
    let Document { body, layout: Layout { sentences, quotations, tokens, .. }, .. } = document;
    let (parts, most) = (FREE + body.len() / PART, FREE + body.len() / TOKEN);
    let parts_before =
        |sentence: usize| sentence + quotations.partition_point(|one| one.outer.start < sentences[sentence].span.end);
    let is_beyond = sentences.len() + quotations.len() > parts;
    let sentence = (0..sentences.len()).find(|&sentence| is_beyond && parts_before(sentence) >= parts);
    let ends = [sentence.map(|sentence| sentences[sentence].span), tokens.get(most).map(|token| token.span)];
    ends.into_iter().flatten().map(|span| span.start).min().unwrap_or(body.len())
}

/// Says what is not read.
pub(super) fn warning(body: &str, end: usize) -> Warning {
    let message = "this text has more sentences, quotations or marks than any writing of its length; from here on it is \
                   not read";
    let rest = end + (body[end..].len() - body[end..].trim_start().len());
    let span = Span::new(rest, rest + body[rest..].trim_end().len());
    Warning { kind: WarningKind::Unread, span, message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    /// Parts of many texts: what is repeated, and whether a long text of it is read to its end.
    #[test]
    fn writing_is_read_to_its_end_and_heaps_of_marks_are_not() {
        let check = |unit: &str, is_read: bool| {
            let body = unit.repeat(1_000_000 / unit.len());
            let document = parse(&body);
            let unread: Vec<_> =
                document.warnings.iter().filter(|warning| warning.kind == WarningKind::Unread).collect();
            assert_eq!(unread.is_empty(), is_read, "{unit}");
            let last = document.tokens.iter().next_back().map_or(0, |token| token.span.end);
            match unread[..] {
                [] => assert_eq!(last, body.trim_end().len(), "{unit}"),
                [warning] => {
                    assert!(last <= warning.span.start && warning.span.end == body.trim_end().len(), "{unit}");
                    assert!(document.sentences.len() + document.quotations.len() <= FREE + body.len() / PART);
                    assert!(document.tokens.len() <= FREE + body.len() / TOKEN);
                }
                _ => panic!("one warning: {unit}"),
            }
        };
        check("The ferry is late again, said Mr. Holt. It rained.\n", true);
        check("Q. Did you see the ferry that night?\nA. No.\n", true);
        check("“Go,” she said. “It is late.” He went.\n", true);
        check("Red rust,\nGrey sea,\nAnd no one there to see.\n\n", true);
        check("a b c d ", true);
        check("A b. ", false);
        check("\"a\" ", false);
        check("(", false);
        check("A\t1\n", false);
    }

    #[test]
    fn short_texts_may_be_of_anything() {
        for unit in ["Go. ", "“a” ", "("] {
            let body = unit.repeat(FREE / 2);
            assert!(parse(&body).warnings.iter().all(|warning| warning.kind != WarningKind::Unread), "{unit}");
        }
    }
}
