//! The characters that may be quotation marks, and what stands beside each.
//!
//! It pairs none.

use crate::claim::Span;

/// A character, or a doubled one, that may be a quotation mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub span: Span,
    pub shape: Shape,
    /// The character before and the one behind.
    pub before: Option<char>,
    pub after: Option<char>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `"`, and two apostrophes typed for it
    Straight,
    /// `“`, two back-ticks
    Open,
    /// `”`
    Close,
    /// `„`
    Low,
    /// `«`
    LeftAngle,
    /// `»`
    RightAngle,
    /// `‘`
    SingleOpen,
    /// `’`
    SingleClose,
    /// `'`
    SingleStraight,
}

/// Finds all the characters of a paragraph that may be quotation marks.
pub(super) fn marks(body: &str, paragraph: Span) -> Vec<Mark> {
    let text = paragraph.of(body);
    let mut marks = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut before = None;
    while let Some((at, c)) = chars.next() {
        let doubled = chars.peek().is_some_and(|&(_, next)| next == c);
        let shape = match c {
            '"' | '\u{ff02}' => Some(Shape::Straight),
            '\'' | '\u{2019}' if doubled => Some(Shape::Straight),
            '`' | '\u{2018}' if doubled => Some(Shape::Open),
            '\u{201c}' => Some(Shape::Open),
            '\u{201d}' => Some(Shape::Close),
            '„' => Some(Shape::Low),
            '«' => Some(Shape::LeftAngle),
            '»' => Some(Shape::RightAngle),
            '\u{2018}' => Some(Shape::SingleOpen),
            '\u{2019}' => Some(Shape::SingleClose),
            '\'' => Some(Shape::SingleStraight),
            _ => None,
        };
        let mut end = at + c.len_utf8();
        if let Some(shape) = shape {
            if doubled && matches!(c, '\'' | '\u{2019}' | '`' | '\u{2018}') {
                chars.next();
                end += c.len_utf8();
            }
            let span = Span::new(paragraph.start + at, paragraph.start + end);
            marks.push(Mark { span, shape, before, after: text[end..].chars().next() });
        }
        before = Some(c);
    }
    marks
}

impl Mark {
    /// Nothing, a space or an opening sign stands before it, and text behind it.
    pub fn looks_opening(&self) -> bool {
        self.before.is_none_or(|c| c.is_whitespace() || is_opener(c)) && self.after.is_some_and(|c| !c.is_whitespace())
    }

    /// Text stands before it, and no letter or digit behind it.
    pub fn looks_closing(&self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace()) && self.after.is_none_or(|c| !c.is_alphanumeric())
    }

    pub fn is_double(&self) -> bool {
        matches!(self.shape, Shape::Straight | Shape::Open | Shape::Close)
    }
}

fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '-' | '–' | '—' | '/' | '"' | '\'' | '\u{201c}' | '\u{2018}' | '«' | '„' | '`' | '…')
}
