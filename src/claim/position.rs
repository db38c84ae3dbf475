//! What a claim commits its speaker to.

use serde::{Deserialize, Serialize};

use super::Span;

/// What a claim commits its speaker to do or to think.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    Support,
    Oppose,
    Open,
    Refuse,
    Demand,
    Commit,
    Deny,
    Accuse,
    Doubt,
    Expect,
}

impl Stance {
    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Oppose => "oppose",
            Self::Open => "open",
            Self::Refuse => "refuse",
            Self::Demand => "demand",
            Self::Commit => "commit",
            Self::Deny => "deny",
            Self::Accuse => "accuse",
            Self::Doubt => "doubt",
            Self::Expect => "expect",
        }
    }

    /// Reads the contract's word.
    pub fn from_name(name: &str) -> Option<Self> {
        use Stance::*;
        [Support, Oppose, Open, Refuse, Demand, Commit, Deny, Accuse, Doubt, Expect]
            .into_iter()
            .find(|stance| stance.name() == name)
    }
}

/// A stance and what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Position {
    /// The attitude.
    pub stance: Stance,
    /// Its object, in the body's words.
    pub topic: String,
    /// The words that give the stance away ("ruled out").
    pub cue: Span,
}
