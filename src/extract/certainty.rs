//! How sure a claim's wording is: "may", "reportedly", "if …", a question.

use crate::claim::{Certainty, Span};
use crate::text::Document;

/// Reads the certainty of the content at `content` (bytes, text order).
pub fn certainty(document: &Document, content: &[Span]) -> Certainty {
    let _ = (document, content);
    Certainty::default()
}
