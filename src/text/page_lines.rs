//! Where the lines stand that belong to the page and not to the story.
//!
//! [`furniture`] knows such a line by its words; here a line that continues a sentence of the story stays in it.

use crate::furniture::{self, Furniture};

use super::paragraph::{ends_sentence, lines};

/// Finds the lines of a body that belong to the page, in text order.
pub(super) fn page_lines(body: &str) -> Vec<Furniture> {
    let mut found = Vec::new();
    // The line before, where the next may continue its sentence.
    let mut before: Option<&str> = None;
    for span in lines(body) {
        let line = span.of(body);
        let alone = before.is_none_or(|before| {
            ends_sentence(before) || !(line.starts_with(char::is_lowercase) || line.ends_with(['.', '!']))
        });
        let kind = if alone { furniture::kind_of(line) } else { None };
        found.extend(kind.map(|kind| Furniture { span, kind }));
        before = (kind.is_none() && !line.is_empty()).then_some(line);
    }
    found
}
