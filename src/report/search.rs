//! The report of a search: what was found, where it stands, and how much is held back.
//!
//! It ranks nothing: the order is the history's.

use super::{phrases, standalone, words};
use crate::sighting::{Hit, SaidDate, Sighting};
use crate::story::VersionNumber;
use crate::version_date::DateSource;

/// The longest that a statement is shown in full, and what is kept before the words found where it is longer, in
/// characters.
const WHOLE: usize = 360;
const BEFORE: usize = 120;

/// `search`: statements with some words.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchReport {
    /// What was typed.
    pub query: String,
    /// The filters, each with what was asked for.
    pub filters: Vec<(&'static str, String)>,
    /// How many statements there are.
    pub total: usize,
    /// How many of them come before the first one here.
    pub skipped: usize,
    /// How many make a page.
    pub limit: usize,
    pub hits: Vec<Hit>,
}

/// A stretch of a statement, and whether it was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedText {
    pub text: String,
    pub is_hit: bool,
}

impl SearchReport {
    /// Returns what was looked for: the words, else the topic.
    pub fn subject(&self) -> &str {
        let topic = self.filters.iter().find(|(name, _)| *name == "topic").map(|(_, topic)| topic.as_str());
        if self.query.is_empty() { topic.unwrap_or_default() } else { &self.query }
    }

    /// Returns what was found, in words: "134 statements with harbour gate; speaker Velmont".
    pub fn headline(&self) -> String {
        let filters: Vec<String> = self.filters.iter().map(|(name, value)| format!("; {name} {value}")).collect();
        let found = phrases::count(self.total, "statement", "statements");
        let words = if self.query.is_empty() { String::new() } else { format!(" with {}", self.query) };
        format!("{found}{words}{}", filters.concat())
    }

    /// Returns how many statements are not shown here; `None` where all are.
    pub fn held_back(&self) -> Option<String> {
        let shown = self.hits.len();
        if shown == self.total {
            return None;
        }
        if shown == 0 {
            return Some(format!("this page is empty: there are {} pages", self.total.div_ceil(self.limit.max(1))));
        }
        let (first, last) = (self.skipped + 1, self.skipped + shown);
        let here = if first == last { format!("{first}") } else { format!("{first} to {last}") };
        let next = match last < self.total {
            true => format!("; more: --page {}", last / self.limit.max(1) + 1),
            false => String::new(),
        };
        Some(format!("{here} of {}{next}", self.total))
    }
}

impl Hit {
    /// Returns the statement with the words found marked; of a long statement, what is around the first of them.
    pub fn stretches(&self) -> Vec<MarkedText> {
        let Sighting { claim, body, .. } = &self.sighting;
        let mut chars: Vec<(char, bool)> = Vec::new();
        for (nth, span) in standalone::stretches(body, claim).into_iter().enumerate() {
            if nth > 0 {
                chars.push((' ', false));
            }
            let text = body.get(span.start..span.end).unwrap_or_default();
            let is_hit = |at: usize| self.marks.iter().any(|mark| mark.start <= at && at < mark.end);
            for (at, c) in text.char_indices() {
                let at = span.start + at;
                chars.push((c, is_hit(at)));
                let bracket = standalone::bracket_behind(claim, at + c.len_utf8()).unwrap_or_default();
                chars.extend(bracket.chars().map(|c| (c, false)));
            }
        }
        let first = chars.iter().position(|(_, is_hit)| *is_hit).unwrap_or(0);
        let (mut from, mut to) = (0, chars.len());
        if chars.len() > WHOLE {
            let is_space = |at: &usize| chars[*at].0.is_whitespace();
            from = first.saturating_sub(BEFORE);
            to = (from + WHOLE).min(chars.len());
            // Not in the middle of a word, where there is a space.
            from = if from == 0 { 0 } else { (from..first).find(is_space).map_or(from, |at| at + 1) };
            to = if to == chars.len() { to } else { (first + 1..to).rev().find(is_space).unwrap_or(to) };
        }
        let around = standalone::around(body, claim);
        let before = format!("{}{}", around.before, if from > 0 { "… " } else { "" });
        let after = format!("{}{}", if to < chars.len() { " …" } else { "" }, around.behind);
        let mut stretches = vec![MarkedText { text: before, is_hit: false }];
        for &(c, is_hit) in &chars[from..to] {
            match stretches.last_mut() {
                Some(last) if last.is_hit == is_hit => last.text.push(c),
                _ => stretches.push(MarkedText { text: c.to_string(), is_hit }),
            }
        }
        match stretches.last_mut() {
            Some(last) if !last.is_hit => last.text.push_str(&after),
            _ => stretches.push(MarkedText { text: after, is_hit: false }),
        }
        stretches.retain(|stretch| !stretch.text.is_empty());
        stretches
    }

    /// Returns the versions that have the words: "v1–v3 of 5", "v1, v3 of 3", "v2, the latest".
    pub fn standing(&self) -> String {
        let mut runs: Vec<(VersionNumber, VersionNumber)> = Vec::new();
        for &version in &self.versions {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == version => *last = version,
                _ => runs.push((version, version)),
            }
        }
        let runs: Vec<String> = runs
            .into_iter()
            .map(|(first, last)| if first == last { format!("v{first}") } else { format!("v{first}–v{last}") })
            .collect();
        format!("{} of {}", runs.join(", "), self.sighting.latest)
    }
}

impl Sighting {
    /// Returns where it stands, as `history` takes it: "kremlin-talks@v3#c7".
    pub fn citation(&self) -> String {
        format!("{}@v{}#{}", self.story, self.version, self.claim.id)
    }

    /// Returns who says it: the speaker's name, "own voice" for a fact, else the words that name the source.
    pub fn voice(&self) -> &str {
        self.names.first().map_or_else(|| words::voice(&self.claim, &[]), String::as_str)
    }

    /// Says for a reader when it was said, and where that is from if the text does not say: "2025-08-19", "2025-08-19
    /// (published)".
    pub fn dated(&self) -> String {
        let SaidDate { day, precision, by } = self.said();
        let by = match by {
            None => "",
            Some(DateSource::Publication) => " (published)",
            Some(DateSource::Update) => " (updated)",
            Some(DateSource::Capture) => " (captured)",
        };
        format!("{}{by}", phrases::said_on(day, precision))
    }
}
