//! Texts of tests with their parts marked: the content `[so]`, the cue `{so}`, the source `<so>`.

use crate::claim::Span;

/// A text without its marks, and what they held.
pub(super) struct MarkedText {
    pub body: String,
    pub content: Vec<Span>,
    pub cue: Vec<Span>,
    pub source: Vec<Span>,
}

impl MarkedText {
    /// Takes the marks out; a part may stand within another.
    pub fn new(text: &str) -> Self {
        let mut marked = Self { body: String::new(), content: Vec::new(), cue: Vec::new(), source: Vec::new() };
        let mut open = Vec::new();
        for c in text.chars() {
            let end = marked.body.len();
            let mut close = || Span::new(open.pop().expect("each part that ends has begun"), end);
            match c {
                '[' | '{' | '<' => open.push(end),
                ']' => marked.content.push(close()),
                '}' => marked.cue.push(close()),
                '>' => marked.source.push(close()),
                _ => marked.body.push(c),
            }
        }
        marked
    }
}
