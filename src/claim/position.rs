//! What a claim commits its speaker to.

use chrono::NaiveDate;
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

    /// Returns on which side of its object who takes it is.
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::Support | Self::Demand | Self::Commit => Some(Side::For),
            Self::Oppose | Self::Refuse | Self::Deny | Self::Accuse | Self::Doubt => Some(Side::Against),
            Self::Open | Self::Expect => None,
        }
    }

    /// Returns how firmly it binds where nothing else says so.
    pub const fn strength(self) -> Strength {
        match self {
            Self::Commit | Self::Refuse | Self::Deny => Strength::Firm,
            Self::Support | Self::Oppose | Self::Demand | Self::Accuse => Strength::Planned,
            Self::Doubt | Self::Open | Self::Expect => Strength::Tentative,
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

/// Whether somebody wants a thing or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    For,
    Against,
}

impl Side {
    /// Returns the contract's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
        }
    }

    /// Returns the other one.
    pub const fn turned(self) -> Self {
        match self {
            Self::For => Self::Against,
            Self::Against => Self::For,
        }
    }
}

/// How firmly a position binds, least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// "may", "open to", "no plans to", "not now"
    Tentative,
    /// "is the right thing to do", "won't work"
    Judged,
    /// "plans to", "should", "supports"
    #[default]
    Planned,
    /// "will", "never", "ruled out"
    Firm,
}

impl Strength {
    /// Returns its name in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tentative => "tentative",
            Self::Judged => "judged",
            Self::Planned => "planned",
            Self::Firm => "firm",
        }
    }
}

/// A stance and what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Position {
    /// The attitude.
    pub stance: Stance,
    /// Its object, in the body's words.
    pub topic: String,
    /// Where these stand.
    #[serde(default)]
    pub about: Span,
    /// The words that give the stance away ("ruled out").
    pub cue: Span,
    /// For or against the thing that the topic names, acts that end or hinder it seen through: who demands the repeal
    /// of a law is against the law. `None` where neither is said ("expects rain").
    #[serde(default)]
    pub side: Option<Side>,
    /// How firmly it binds.
    #[serde(default)]
    pub strength: Strength,
    /// The words that it depends on ("if the union agrees").
    #[serde(default)]
    pub condition: Option<Span>,
    /// The words that say by when or from when ("by Monday").
    #[serde(default)]
    pub deadline: Option<Span>,
    /// The last day of the time that these mean; `None` where that is not known.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// What it is about: a thing and what is to be done to it; several where acts or things are joined, none where the
    /// words name no thing ("it").
    #[serde(default)]
    pub objects: Vec<Object>,
}

/// A thing that a position is on, and what is to be done to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Object {
    /// The words for what is done ("bring down", "the sale of"); `None` where the thing itself is wanted or judged.
    pub act: Option<Span>,
    /// The thing, without the clauses that hang on it ("the company tax rate").
    pub thing: Span,
    /// The word that its others belong to ("rate").
    pub head: Span,
    /// What is wanted is that it is not done ("decided to | not proceed with").
    pub is_negated: bool,
    /// More words than those of the thing say which it is: "a bill *that ends the toll*".
    pub is_narrowed: bool,
    /// Nothing but names.
    pub is_name: bool,
}

impl Position {
    /// Makes a position of a stance alone.
    pub fn of_stance(stance: Stance, topic: String, cue: Span) -> Self {
        let (side, strength) = (stance.side(), stance.strength());
        Self {
            stance,
            topic,
            about: cue,
            cue,
            side,
            strength,
            condition: None,
            deadline: None,
            until: None,
            objects: Vec::new(),
        }
    }
}
