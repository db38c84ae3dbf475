//! What a difference is called and how much it matters: the contract's words for edits, labels and severities.
//!
//! It holds the words and finds no difference.

use serde::{Deserialize, Serialize};

use super::Confidence;
use crate::claim::Excerpt;

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditKind {
    Added,
    Removed,
    Changed,
    Unchanged,
}

impl EditKind {
    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
        }
    }
}

/// How much a difference matters; most serious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Substantive,
    Framing,
    Cosmetic,
}

impl Severity {
    /// All severities, most serious first.
    pub const ALL: [Self; 3] = [Self::Substantive, Self::Framing, Self::Cosmetic];

    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Substantive => "substantive",
            Self::Framing => "framing",
            Self::Cosmetic => "cosmetic",
        }
    }
}

/// The label of one difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    NumberChanged,
    DateChanged,
    NameChanged,
    NegationFlipped,
    HedgeAdded,
    HedgeRemoved,
    QuoteAltered,
    QuoteTruncated,
    QuoteExtended,
    Reattributed,
    SourceNamed,
    SourceAnonymised,
    AttributionAdded,
    AttributionDropped,
    PositionShifted,
    ContentChanged,
    DetailAdded,
    DetailDropped,
    RolesSwapped,
    EventUpdated,
    CueChanged,
    QuoteParaphrased,
    ParaphraseQuoted,
    RoleChanged,
    ToneChanged,
    MovedToLede,
    MovedFromLede,
    Split,
    Merged,
    Reworded,
    Respelled,
    Punctuation,
    Moved,
}

impl ChangeKind {
    /// All kinds, in the contract's order.
    pub const ALL: [Self; 33] = {
        use ChangeKind::*;
        [
            NumberChanged,
            DateChanged,
            NameChanged,
            NegationFlipped,
            HedgeAdded,
            HedgeRemoved,
            QuoteAltered,
            QuoteTruncated,
            QuoteExtended,
            Reattributed,
            SourceNamed,
            SourceAnonymised,
            AttributionAdded,
            AttributionDropped,
            PositionShifted,
            ContentChanged,
            DetailAdded,
            DetailDropped,
            RolesSwapped,
            EventUpdated,
            CueChanged,
            QuoteParaphrased,
            ParaphraseQuoted,
            RoleChanged,
            ToneChanged,
            MovedToLede,
            MovedFromLede,
            Split,
            Merged,
            Reworded,
            Respelled,
            Punctuation,
            Moved,
        ]
    };

    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        use ChangeKind::*;
        match self {
            NumberChanged => "number_changed",
            DateChanged => "date_changed",
            NameChanged => "name_changed",
            NegationFlipped => "negation_flipped",
            HedgeAdded => "hedge_added",
            HedgeRemoved => "hedge_removed",
            QuoteAltered => "quote_altered",
            QuoteTruncated => "quote_truncated",
            QuoteExtended => "quote_extended",
            Reattributed => "reattributed",
            SourceNamed => "source_named",
            SourceAnonymised => "source_anonymised",
            AttributionAdded => "attribution_added",
            AttributionDropped => "attribution_dropped",
            PositionShifted => "position_shifted",
            ContentChanged => "content_changed",
            DetailAdded => "detail_added",
            DetailDropped => "detail_dropped",
            RolesSwapped => "roles_swapped",
            EventUpdated => "event_updated",
            CueChanged => "cue_changed",
            QuoteParaphrased => "quote_paraphrased",
            ParaphraseQuoted => "paraphrase_quoted",
            RoleChanged => "role_changed",
            ToneChanged => "tone_changed",
            MovedToLede => "moved_to_lede",
            MovedFromLede => "moved_from_lede",
            Split => "split",
            Merged => "merged",
            Reworded => "reworded",
            Respelled => "respelled",
            Punctuation => "punctuation",
            Moved => "moved",
        }
    }

    /// Returns whether it tells no more than that the content differs, or that one side says more.
    pub const fn is_content(self) -> bool {
        matches!(self, Self::ContentChanged | Self::DetailAdded | Self::DetailDropped)
    }

    /// Reads the contract's word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Returns how much a difference of this kind matters.
    pub const fn severity(self) -> Severity {
        use ChangeKind::*;
        match self {
            NumberChanged | DateChanged | NameChanged | NegationFlipped | HedgeAdded | HedgeRemoved | QuoteAltered
            | QuoteTruncated | QuoteExtended | Reattributed | SourceNamed | SourceAnonymised | AttributionAdded
            | AttributionDropped | PositionShifted | ContentChanged | DetailAdded | DetailDropped | RolesSwapped
            | EventUpdated => Severity::Substantive,
            CueChanged | QuoteParaphrased | ParaphraseQuoted | RoleChanged | ToneChanged | MovedToLede
            | MovedFromLede | Split | Merged => Severity::Framing,
            Reworded | Respelled | Punctuation | Moved => Severity::Cosmetic,
        }
    }
}

/// One labelled difference, with its evidence on each side where it has some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: ChangeKind,
    /// The words in the old body.
    pub old: Option<Excerpt>,
    /// The words in the new body.
    pub new: Option<Excerpt>,
    /// The difference in words: "12 → 21", "said → claimed".
    pub note: String,
    /// How likely a careful editor would sign the label.
    pub confidence: Confidence,
}

impl Change {
    /// Makes a change that is still to be rated: its confidence is 0.
    pub fn new(kind: ChangeKind, old: Option<Excerpt>, new: Option<Excerpt>, note: String) -> Self {
        Self { kind, old, new, note, confidence: Confidence::default() }
    }
}
