//! The position that a claim commits its speaker to: a stance and its topic.

use crate::claim::{Position, Span};
use crate::text::Document;

/// Reads the position that `content` states, or that the `cue` gives it ("denied", "vowed").
pub fn position(document: &Document, content: &[Span], cue: &[Span]) -> Option<Position> {
    let _ = (document, content, cue);
    None
}
