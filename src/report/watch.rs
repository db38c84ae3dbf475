//! The reports of watching: what is watched, the state of each address, and what happens.
//!
//! Events are printed as they happen, one line each.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::phrases;
use crate::story::{Slug, VersionNumber};
use crate::target::{Target, TargetKind};

/// `watch list`: what the user asked to watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchesReport {
    pub watches: Vec<WatchRow>,
}

/// One watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchRow {
    pub number: i64,
    pub url: String,
    /// `None` before the first answer.
    pub kind: Option<TargetKind>,
    pub every: Duration,
    pub patterns: Vec<String>,
    /// The story that the user named.
    pub story: Option<Slug>,
    /// Addresses that are looked at for it, those at rest left out.
    pub looked_at: usize,
    pub at_rest: usize,
    pub failing: usize,
    /// When the next of its addresses is due.
    pub due_at: Option<DateTime<Utc>>,
}

/// `watch status`: every address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchStatusReport {
    pub targets: Vec<Target>,
    /// Changes that a command or a webhook has still to receive.
    pub waiting: u64,
    /// Changes that could not be delivered.
    pub given_up: u64,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchEvent {
    pub at: DateTime<Utc>,
    pub kind: EventKind,
    /// The address concerned.
    pub url: Option<String>,
    /// The version concerned.
    pub version: Option<(Slug, VersionNumber)>,
    /// What happened, in words.
    pub text: String,
}

/// What sort of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A watch was added.
    Added,
    /// A watch was taken away.
    Removed,
    /// A first version was stored.
    New,
    /// A further version was stored.
    Changed,
    /// A list named new pages.
    Found,
    /// A page that is on record is not there any more.
    Gone,
    /// A page that was gone is there again.
    Back,
    /// An address gave no answer that could be used.
    Failed,
    /// Something should be looked at: a list that is broken in part.
    Warning,
    /// A page is no longer looked at.
    AtRest,
    /// A command or a webhook received a change.
    Delivered,
    /// It could not be delivered.
    Undelivered,
    /// Nobody is told of a change that is not sure enough.
    HeldBack,
    /// A web archive has saved a page.
    Archived,
    /// A web archive has not saved a page.
    Unarchived,
    /// A tool of the user's has made something of a page, which is kept.
    Exhibit,
    /// It has not.
    NoExhibit,
    /// `--once` has come to its end.
    Done,
}

impl EventKind {
    /// Names it: "changed".
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::New => "new",
            Self::Changed => "changed",
            Self::Found => "found",
            Self::Gone => "gone",
            Self::Back => "back",
            Self::Failed => "failed",
            Self::Warning => "warning",
            Self::AtRest => "at_rest",
            Self::Delivered => "delivered",
            Self::Undelivered => "undelivered",
            Self::HeldBack => "held_back",
            Self::Archived => "archived",
            Self::Unarchived => "unarchived",
            Self::Exhibit => "exhibit",
            Self::NoExhibit => "no_exhibit",
            Self::Done => "done",
        }
    }
}

impl WatchesReport {
    /// Returns how many there are, in words.
    pub fn headline(&self) -> String {
        phrases::count(self.watches.len(), "watch", "watches")
    }
}

impl WatchRow {
    /// Returns what it is, in words: "feed or sitemap".
    pub fn what(&self) -> &'static str {
        match self.kind {
            None => "not looked at yet",
            Some(TargetKind::Page) => "page",
            Some(TargetKind::List) => "feed or sitemap",
        }
    }

    /// Returns how often its addresses are looked at, in words: "15 min".
    pub fn pause(&self) -> String {
        TimeDelta::from_std(self.every).ok().and_then(phrases::duration).unwrap_or_default()
    }

    /// Returns how many addresses are looked at for it, in words: "12, 30 at rest, 1 failing".
    pub fn pages(&self) -> String {
        let part = |count: usize, what: &str| if count == 0 { String::new() } else { format!(", {count} {what}") };
        format!("{}{}{}", self.looked_at, part(self.at_rest, "at rest"), part(self.failing, "failing"))
    }

    /// Returns what of it was asked for, in words: the story, the patterns.
    pub fn asked(&self) -> String {
        let story = self.story.iter().map(|story| format!("story {story}"));
        let patterns = self.patterns.iter().map(|pattern| format!("match \"{pattern}\""));
        story.chain(patterns).collect::<Vec<_>>().join(", ")
    }
}

impl WatchStatusReport {
    /// Returns the counts, in words: "12 addresses, 1 failing, 3 at rest; 2 deliveries wait".
    pub fn headline(&self) -> String {
        let mut text = phrases::count(self.targets.len(), "address", "addresses");
        let failing = self.targets.iter().filter(|target| target.failures > 0).count();
        let at_rest = self.targets.iter().filter(|target| target.due_at.is_none()).count();
        for (count, what) in [(failing, "failing"), (at_rest, "at rest")] {
            if count > 0 {
                text.push_str(&format!(", {count} {what}"));
            }
        }
        let deliveries = |n: u64| phrases::count(usize::try_from(n).unwrap_or(usize::MAX), "delivery", "deliveries");
        if self.waiting > 0 {
            text.push_str(&format!("; {} still to be made", deliveries(self.waiting)));
        }
        if self.given_up > 0 {
            text.push_str(&format!("; {} given up", deliveries(self.given_up)));
        }
        text
    }

    /// Returns what to say about an address beside its times: its problem, or that it is at rest.
    pub fn remark(target: &Target) -> String {
        match (&target.problem, target.due_at) {
            (Some(problem), _) if target.failures > 1 => format!("{problem} ({} times in a row)", target.failures),
            (Some(problem), _) => problem.clone(),
            (None, None) => "at rest".to_owned(),
            (None, Some(_)) => String::new(),
        }
    }
}
