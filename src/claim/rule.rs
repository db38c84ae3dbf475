//! The rules that can decide that there is a claim.

use serde::{Deserialize, Serialize};

/// What decided that there is a claim: one variant a rule, and one for the learned models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A quotation with cue and source beside it in the same sentence.
    DirectQuote,
    /// A quotation that continues the speaker of the one before.
    ContinuedQuote,
    /// A quotation introduced by the sentence before ("He was blunt: …").
    IntroducedQuote,
    /// A quotation that nobody in reach can be credited with.
    UnattributedQuote,
    /// Paraphrase with quoted words in it.
    MixedQuote,
    /// "X said (that) …".
    SaidThat,
    /// "…, X said".
    TrailingCue,
    /// "according to X".
    AccordingTo,
    /// A learned model labelled cue, source and content.
    Tagged,
    /// The outlet tells that somebody takes a position ("X stands by …").
    PositionTold,
    /// A speaker's words in a turn of a transcript.
    Turn,
    /// A turn that plays back what was said before.
    Recording,
    /// The author's own words in a speech or a release.
    OwnWords,
    /// A sentence in the outlet's own voice.
    OwnVoice,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 14] = [
        Self::DirectQuote,
        Self::ContinuedQuote,
        Self::IntroducedQuote,
        Self::UnattributedQuote,
        Self::MixedQuote,
        Self::SaidThat,
        Self::TrailingCue,
        Self::AccordingTo,
        Self::Tagged,
        Self::PositionTold,
        Self::Turn,
        Self::Recording,
        Self::OwnWords,
        Self::OwnVoice,
    ];

    /// Returns the word that stands in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DirectQuote => "direct_quote",
            Self::ContinuedQuote => "continued_quote",
            Self::IntroducedQuote => "introduced_quote",
            Self::UnattributedQuote => "unattributed_quote",
            Self::MixedQuote => "mixed_quote",
            Self::SaidThat => "said_that",
            Self::TrailingCue => "trailing_cue",
            Self::AccordingTo => "according_to",
            Self::Tagged => "tagged",
            Self::PositionTold => "position_told",
            Self::Turn => "turn",
            Self::Recording => "recording",
            Self::OwnWords => "own_words",
            Self::OwnVoice => "own_voice",
        }
    }
}
