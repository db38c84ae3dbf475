//! When a claim was said: "on Tuesday", "last week", "the following day", against the publication date.

use chrono::NaiveDate;

use crate::claim::{SaidOn, Span};
use crate::text::Document;

/// A date that the text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// The words ("on Tuesday", "24 March", "in 2019").
    pub span: Span,
    /// What they mean; `None` where no publication date is known and the words need one.
    pub date: Option<(NaiveDate, crate::claim::Precision)>,
}

/// Finds every date that the text names, in text order; `published` is the day of publication.
///
/// `diff` compares dates through this, so "24 March" and "March 24" are the same day.
pub fn dates(document: &Document, published: Option<NaiveDate>) -> Vec<DateMention> {
    let _ = (document, published);
    Vec::new()
}

/// Picks the date on which a claim was said: one that belongs to the cue, not to what is asserted.
///
/// `mentions` is what [`dates`] found; `content`, `cue` and `source` are the claim's spans (bytes).
pub fn said_on(
    document: &Document,
    mentions: &[DateMention],
    content: &[Span],
    cue: &[Span],
    source: &[Span],
) -> Option<SaidOn> {
    let _ = (document, mentions, content, cue, source);
    None
}
