//! Wordings made comparable, for recognising a claim that returns.
//!
//! A key is compared and never shown.

use crate::claim::{Claim, Speaker};
pub(super) use crate::name::{name_key, surname_key};
use crate::wording;

use super::chain::Hash;

/// Returns the hash by which a claim that leaves and returns is recognised: kind, speaker's name, and content, each
/// without case, white space and style of marks. Unlike a name's key it keeps diacritics, signs and inner punctuation:
/// they can be the point.
pub(super) fn wording_key(claim: &Claim, speaker: Option<&Speaker>) -> String {
    wording_key_of(claim.kind.name(), speaker.map(|speaker| speaker.name.as_str()), &claim.content.text)
}

/// As [`wording_key`], of a claim as its row has it.
pub(super) fn wording_key_of(kind: &str, speaker: Option<&str>, content: &str) -> String {
    let mut hash = Hash::new("onrecord.wording.v1");
    hash.text(kind);
    hash.optional(speaker.map(name_key).as_deref());
    hash.text(&wording::comparable(content));
    hash.finish()
}
