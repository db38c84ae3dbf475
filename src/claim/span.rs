//! Where words stand in a body, and the words themselves.

use serde::{Deserialize, Serialize};

use crate::work;

/// A stretch of a body, in **bytes** from 0, end-exclusive, always on character boundaries.
///
/// Inside the program all offsets are bytes; `render` alone turns them into code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Makes the span from `start` to `end` (bytes, end-exclusive).
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Returns how many bytes the span holds.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Returns whether the span holds nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Returns whether `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the text of `body` at this span.
    ///
    /// # Panics
    /// When the span was measured on another body.
    pub fn of(self, body: &str) -> &str {
        work::count(1);
        &body[self.start..self.end]
    }

    /// Returns the smallest span that holds both.
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// Words of a body with the place where they stand: `text` is the body at `spans`, joined by one space.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Excerpt {
    /// Where, in text order, none overlapping.
    pub spans: Vec<Span>,
    /// The words.
    pub text: String,
}

impl Excerpt {
    /// Reads the excerpt off a body; the spans are kept as given.
    pub fn new(body: &str, spans: Vec<Span>) -> Self {
        let text = spans.iter().map(|span| span.of(body)).collect::<Vec<_>>().join(" ");
        Self { spans, text }
    }

    /// Returns the smallest span that holds all of the excerpt; an empty span at 0 where there is none.
    pub fn hull(&self) -> Span {
        self.spans.iter().copied().reduce(Span::join).unwrap_or_default()
    }
}
