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
    let mut hash = Hash::new("onrecord.wording.v1");
    hash.text(claim.kind.name());
    hash.optional(speaker.map(|speaker| name_key(&speaker.name)).as_deref());
    hash.text(&wording::comparable(&claim.content.text));
    hash.finish()
}
