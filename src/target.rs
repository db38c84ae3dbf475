//! The vocabulary of watching: what a user asked to watch, and the addresses that are looked at for it. Plain data.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::story::Slug;

/// What a user asked to watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    pub id: i64,
    pub url: String,
    /// How often a young story is looked at, where the user said.
    pub every: Option<Duration>,
    /// Which items of a feed are watched; none means all.
    pub patterns: Vec<String>,
    /// The story that the page's versions go into, where the user said.
    pub story: Option<Slug>,
}

/// What an address turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    Page,
    /// A feed or a sitemap.
    List,
}

impl TargetKind {
    /// Returns the word that the database has for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::List => "list",
        }
    }
}

/// An address that is looked at, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub id: i64,
    pub url: String,
    pub kind: Option<TargetKind>,
    /// The story that its versions went into.
    pub story: Option<Slug>,
    pub noted_at: DateTime<Utc>,
    /// The latest time that a list gave for it.
    pub dated_at: Option<DateTime<Utc>>,
    /// When it last answered.
    pub checked_at: Option<DateTime<Utc>>,
    /// When it last brought a version.
    pub changed_at: Option<DateTime<Utc>>,
    /// When it is looked at next; `None` while it is at rest.
    pub due_at: Option<DateTime<Utc>>,
    /// How often it has failed in a row.
    pub failures: u32,
    /// What was wrong the last time.
    pub problem: Option<String>,
}
