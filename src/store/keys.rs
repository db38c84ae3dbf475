//! Wordings made comparable, for recognising a claim that returns.
//!
//! A key is compared and never shown.

use unicode_normalization::UnicodeNormalization;

use crate::claim::{Claim, Speaker};
use crate::lexicon::is_invisible;
pub(super) use crate::name::{name_key, surname_key};

use super::chain::Hash;

/// Returns the hash by which a claim that leaves and returns is recognised: kind, speaker's name, and content, each
/// without case, white space and style of marks. Unlike a name's key it keeps diacritics, signs and inner punctuation:
/// they can be the point.
pub(super) fn wording(claim: &Claim, speaker: Option<&Speaker>) -> String {
    let mut hash = Hash::new("onrecord.wording.v1");
    hash.text(claim.kind.name());
    hash.optional(speaker.map(|speaker| name_key(&speaker.name)).as_deref());
    let content: String =
        claim.content.text.nfkc().filter(|&c| !is_invisible(c)).map(mark).flat_map(char::to_lowercase).collect();
    hash.text(&content.split_whitespace().collect::<Vec<_>>().join(" "));
    hash.finish()
}

/// Makes quotation marks, apostrophes and dashes alike.
fn mark(c: char) -> char {
    match c {
        '’' | '‘' | '‚' | '‛' | 'ʼ' | '`' | '´' | '‹' | '›' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' => '-',
        _ => c,
    }
}
