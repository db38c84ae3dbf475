//! Whether what is attributed to somebody is reported as said, and through whom.

use serde::{Deserialize, Serialize};

use super::{Excerpt, SpeakerId};

/// Whether the text reports that the speaker has said it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speech {
    /// It does; also where nobody is named.
    #[default]
    Said,
    /// It reports that it was not said: "did not say that", "declined to say whether".
    NotSaid,
    /// It supposes, asks or expects that it be said: "if she says", "would say", "did she say …?".
    Hypothetical,
    /// It leaves open or denies that the words are the speaker's: "purportedly said", "a fake post claimed that he had
    /// said".
    Disputed,
}

impl Speech {
    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::NotSaid => "not_said",
            Self::Hypothetical => "hypothetical",
            Self::Disputed => "disputed",
        }
    }
}

/// A source through which the text knows what a speaker has said: "according to the police, Vance said".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outer {
    /// "according to"
    pub cue: Excerpt,
    /// "the police"
    pub source: Excerpt,
    /// Who that is.
    pub speaker: Option<SpeakerId>,
}
