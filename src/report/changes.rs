//! The report of a feed: edits of one story or of many, the last recorded first.
//!
//! It says which edits it holds back, and it judges none.

use chrono::{DateTime, Utc};

use super::{DiffReport, Filter, LogEdit, phrases};
use crate::address::is_web;
use crate::diff::{Edit, WordingOp, WordingPart};
use crate::story::{Slug, VersionNumber};

/// `feed`: edits to subscribe to.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangesReport {
    pub followed: Followed,
    pub filter: Filter,
    /// The last recorded step first; within a step the most serious first.
    pub changes: Vec<ListedChange>,
    /// Where the web app answers, without a slash at the end; `None` where it is not known.
    pub base: Option<String>,
}

/// Whose edits a feed has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Followed {
    Everything,
    Story(Slug),
    /// The name that was asked for.
    Speaker(String),
    /// Claims with these words.
    Words(String),
}

/// One edit of a feed.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedChange {
    pub story: Slug,
    /// The headline of the later version.
    pub headline: Option<String>,
    pub outlet: Option<String>,
    /// The page of the outlet.
    pub url: Option<String>,
    pub versions: [VersionNumber; 2],
    /// When the later version was captured.
    pub at: DateTime<Utc>,
    pub edit: LogEdit,
    /// The words with what went and what came.
    pub wording: Vec<WordingPart>,
    /// Whether a correction note owns up to a substantive edit.
    pub noted: Option<bool>,
}

impl ChangesReport {
    /// Returns the feed's name: "harbour-fire: substantive edits".
    pub fn title(&self) -> String {
        let edits = self.edits();
        match &self.followed {
            Followed::Everything => format!("All stories: {edits}"),
            Followed::Story(slug) => format!("{slug}: {edits}"),
            Followed::Speaker(name) => format!("{name}: {edits}"),
            Followed::Words(words) => format!("{words}: {edits}"),
        }
    }

    /// Says what the feed has and what it leaves out.
    pub fn about(&self) -> String {
        let whose = match &self.followed {
            Followed::Everything => "all stories on record".to_owned(),
            Followed::Story(slug) => format!("the story {slug}"),
            Followed::Speaker(name) => format!("what {name} is reported to have said"),
            Followed::Words(words) => format!("claims with the words {words}"),
        };
        let left_out = if self.filter.is_empty() { "" } else { "; other edits are left out" };
        format!("{} in {whose}, the last recorded first{left_out}.", phrases::capital(&self.edits()))
    }

    fn edits(&self) -> String {
        let Filter { severities, kinds, unnoted, min_confidence, .. } = &self.filter;
        let names = |names: Vec<&str>| names.join(" and ");
        let mut text = match (severities.is_empty(), unnoted) {
            (_, true) => "substantive edits".to_owned(),
            (true, _) => "all edits".to_owned(),
            _ => format!("{} edits", names(severities.iter().map(|severity| severity.name()).collect())),
        };
        if !kinds.is_empty() {
            let kinds: Vec<String> = kinds.iter().map(|kind| phrases::label(kind.name())).collect();
            text = format!("{text} ({})", kinds.join(", "));
        }
        if *unnoted {
            text.push_str(" without a note");
        }
        if let Some(least) = min_confidence {
            text = format!("{text} of confidence {least} or more");
        }
        text
    }

    /// Returns the time of the newest change.
    pub fn updated(&self) -> DateTime<Utc> {
        self.changes.iter().map(|change| change.at).max().unwrap_or_default()
    }

    /// Names the feed, the same wherever it is read.
    pub fn id(&self) -> String {
        format!("urn:onrecord:feed:{}", self.address("atom"))
    }

    /// Returns where the web app has the feed in a format ("atom", "json").
    pub fn address(&self, format: &str) -> String {
        let (path, words) = match &self.followed {
            Followed::Everything => ("all".to_owned(), None),
            Followed::Story(slug) => (format!("stories/{}", encoded(slug.as_str())), None),
            Followed::Speaker(name) => (format!("speakers/{}", encoded(name)), None),
            Followed::Words(words) => ("search".to_owned(), Some(words)),
        };
        let Filter { severities, kinds, unnoted, min_confidence, .. } = &self.filter;
        let mut query = Vec::new();
        query.extend(words.map(|words| format!("q={}", encoded(words))));
        if !severities.is_empty() {
            let names: Vec<&str> = severities.iter().map(|severity| severity.name()).collect();
            query.push(format!("severity={}", names.join(",")));
        }
        if !kinds.is_empty() {
            let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
            query.push(format!("kind={}", names.join(",")));
        }
        query.extend(unnoted.then(|| "unnoted=yes".to_owned()));
        query.extend(min_confidence.map(|least| format!("min_confidence={least}")));
        let mark = if query.is_empty() { "" } else { "?" };
        format!("/feeds/{path}.{format}{mark}{}", query.join("&"))
    }

    /// Returns where the feed's own page is, below where the web app answers.
    pub fn page(&self) -> String {
        match &self.followed {
            Followed::Everything => "/".to_owned(),
            Followed::Story(slug) => format!("/stories/{}", encoded(slug.as_str())),
            Followed::Speaker(name) => format!("/speakers/{}", encoded(name)),
            Followed::Words(words) => format!("/search?q={}", encoded(words)),
        }
    }
}

impl ListedChange {
    /// Lists the edits of a comparison that it shows and that `keep` lets through, most serious first; the headline's,
    /// where the comparison shows it and `with_headline` says so, before all others. `numbers` are those of the two
    /// versions.
    pub fn list(
        step: &DiffReport,
        versions: [VersionNumber; 2],
        with_headline: bool,
        keep: impl Fn(&Edit) -> bool,
    ) -> Vec<Self> {
        let Some(story) = &step.story else { return Vec::new() };
        let metadata = &step.new.metadata;
        let make = |edit: LogEdit, wording, noted| Self {
            story: story.slug.clone(),
            headline: metadata.headline.clone(),
            outlet: metadata.outlet.clone(),
            url: metadata.url.clone(),
            versions,
            at: metadata.captured_at.unwrap_or_default(),
            edit,
            wording,
            noted,
        };
        let mut listed = Vec::new();
        if let Some(edit) = step.diff.headline().filter(|_| with_headline && step.headline_shown) {
            let old = step.old.metadata.headline.clone().unwrap_or_default();
            let new = metadata.headline.clone().unwrap_or_default();
            let wording = [(WordingOp::Delete, old), (WordingOp::Insert, new.clone())];
            let severity = edit.severity().zip(edit.confidence()).zip(step.headline_id());
            listed.extend(severity.map(|((severity, confidence), id)| {
                let (kind, changes) = (edit.kind, edit.changes.clone());
                let edit = LogEdit {
                    id,
                    kind,
                    severity,
                    confidence,
                    who: "headline".into(),
                    text: new,
                    changes,
                    ruling: None,
                };
                make(edit, wording.map(|(op, text)| WordingPart { op, text }).to_vec(), step.headline_noted())
            }));
        }
        for group in step.groups() {
            for (_, index) in group.edits {
                let edit = &step.diff.edits[index];
                if let Some(logged) = LogEdit::new(step, index).filter(|_| keep(edit)) {
                    listed.push(make(logged, step.marked_words(edit), step.noted(index)));
                }
            }
        }
        listed
    }

    /// Returns the change in one line: "substantive, no note found: Maria Vale, number changed: 12 → 21".
    pub fn title(&self) -> String {
        let sure = if self.edit.confidence.is_sure() { "" } else { "possibly " };
        let note = self.note().map(|note| format!(", {note}")).unwrap_or_default();
        let told = match self.edit.changes.is_empty() {
            true => format!("{}: {}", self.edit.kind.name(), self.edit.text),
            false => phrases::labelled(&self.edit.changes),
        };
        format!("{sure}{}{note}: {}, {told}", self.edit.severity.name(), self.edit.who)
    }

    /// Names the change, the same wherever it is read.
    pub fn id(&self) -> String {
        format!("urn:onrecord:edit:{}", self.edit.id.as_str())
    }

    /// Returns where the edit was made: "harbour-fire v3 → v4".
    pub fn place(&self) -> String {
        let [old, new] = self.versions;
        format!("{} v{old} → v{new}", self.story)
    }

    /// Returns the outlet's page, where it is one of the web.
    pub fn web_address(&self) -> Option<&str> {
        self.url.as_deref().filter(|url| is_web(url))
    }

    /// Says whether a note owns up to a substantive edit.
    pub fn note(&self) -> Option<&'static str> {
        self.noted.map(|noted| if noted { "with a note" } else { "no note found" })
    }

    /// Returns the words by which a reader files the change: severity, note, kinds.
    pub fn categories(&self) -> Vec<String> {
        let kinds: Vec<&str> = match self.edit.changes.is_empty() {
            true => vec![self.edit.kind.name()],
            false => self.edit.changes.iter().map(|change| change.kind.name()).collect(),
        };
        let severity = [self.edit.severity.name()].into_iter();
        severity.chain(self.note()).chain(kinds).map(phrases::label).collect()
    }

    /// Returns where the edit's page is, below where the web app answers.
    pub fn page(&self) -> String {
        let [old, new] = self.versions;
        format!("/stories/{}/v{old}..v{new}#e-{}", encoded(self.story.as_str()), self.edit.id.short())
    }
}

/// Encodes text for one part of an address.
pub fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}
