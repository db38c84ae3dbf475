//! Byte offsets of a body → code-point offsets, as the contract counts them.
//!
//! It looks up; it never searches a body twice.

use crate::claim::Span;

/// Bytes between two counted places.
const BLOCK: usize = 64;

/// An index of one body: how many code points begin before a byte.
///
/// Making it takes one pass over the body; a lookup takes constant time. A body of ASCII alone needs no index.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    body: &'a [u8],
    /// `before[i]` code points begin before byte `i * BLOCK`; empty for ASCII.
    before: Vec<usize>,
    total: usize,
}

impl<'a> CodePoints<'a> {
    /// Reads a body.
    pub fn new(body: &'a str) -> Self {
        let bytes = body.as_bytes();
        if bytes.is_ascii() {
            return Self { body: bytes, before: Vec::new(), total: bytes.len() };
        }
        let mut before = Vec::with_capacity(bytes.len() / BLOCK + 1);
        let mut total = 0;
        for block in bytes.chunks(BLOCK) {
            before.push(total);
            total += begun(block);
        }
        Self { body: bytes, before, total }
    }

    /// Returns how many code points the body has.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Returns how many code points begin before a byte; a byte past the end counts as the end.
    pub fn at(&self, byte: usize) -> usize {
        if byte >= self.body.len() {
            return self.total;
        }
        match self.before.get(byte / BLOCK) {
            Some(before) => before + begun(&self.body[byte - byte % BLOCK..byte]),
            None => byte,
        }
    }

    /// Turns a span in bytes into one in code points.
    pub fn span(&self, span: Span) -> [usize; 2] {
        [self.at(span.start), self.at(span.end)]
    }

    /// Turns spans in bytes into spans in code points.
    pub fn spans(&self, spans: &[Span]) -> Vec<[usize; 2]> {
        spans.iter().map(|&span| self.span(span)).collect()
    }
}

/// Counts the bytes that begin a code point: all but UTF-8's continuation bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_code_points_not_bytes() {
        let body = "“Ну да”, ok 👍🏽";
        let index = CodePoints::new(body);
        assert_eq!(index.total(), body.chars().count());
        assert_eq!(index.span(Span::new(3, 7)), [1, 3]);
        assert_eq!(CodePoints::new("").span(Span::new(0, 0)), [0, 0]);
    }

    proptest! {
        #[test]
        fn a_span_selects_the_same_text_by_code_points(body in any::<String>(), filler in 0usize..200, a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
            // The filler moves the body over the borders of blocks.
            let body = format!("{}{body}", "é".repeat(filler));
            let borders: Vec<usize> = (0..=body.len()).filter(|&at| body.is_char_boundary(at)).collect();
            let (a, b) = (*a.get(&borders), *b.get(&borders));
            let span = Span::new(a.min(b), a.max(b));
            let index = CodePoints::new(&body);
            let [start, end] = index.span(span);
            let selected: String = body.chars().skip(start).take(end - start).collect();
            prop_assert_eq!(selected, span.of(&body));
            prop_assert_eq!(index.total(), body.chars().count());
        }
    }
}
