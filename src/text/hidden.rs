//! Characters that a reader cannot see but that change what is read: zero-width and direction-changing ones.
//!
//! It reports them and leaves them where they are.

use crate::claim::{Span, Warning, WarningKind};

/// Makes one warning of each run of hidden characters.
pub(super) fn hidden_characters(body: &str) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = Vec::new();
    let hidden = body.char_indices().filter(|&(_, c)| is_hidden(c));
    for (at, c) in hidden {
        let end = at + c.len_utf8();
        match warnings.last_mut() {
            Some(warning) if warning.span.end == at => warning.span.end = end,
            _ => warnings.push(Warning {
                kind: WarningKind::HiddenCharacters,
                span: Span::new(at, end),
                message: format!("an invisible character stands here (U+{:04X})", u32::from(c)).into(),
            }),
        }
    }
    warnings
}

/// Zero-width spaces and direction marks. Joiners are left alone: emoji and several scripts need them.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
