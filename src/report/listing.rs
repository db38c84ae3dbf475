//! The lists of the web app, page by page: the stories and the speakers, as far as they fit what was typed.
//!
//! It says how many there are beside those that it shows.

use chrono::{DateTime, Utc};

use super::{StoryRow, phrases};
use crate::curation::SpeakerRow;
use crate::name::name_key;
use crate::story::VersionNumber;

/// How many rows make a page.
pub const ROWS: usize = 100;

/// A story in the list, with its last change that is substantive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryLine {
    pub row: StoryRow,
    pub last: LastChange,
}

/// The last step of a story with a substantive edit of which the program is sure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastChange {
    /// Nobody has looked yet.
    Unknown,
    None,
    Made {
        by: VersionNumber,
        at: DateTime<Utc>,
        /// How many such edits it made, and how many of them without a note.
        edits: usize,
        unnoted: usize,
    },
}

/// In which order stories stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StoryOrder {
    /// The last substantive change first.
    #[default]
    Changed,
    /// The last captured first.
    Captured,
    /// The most versions first.
    Versions,
    Name,
}

/// Which rows are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListingQuery {
    /// Words of which each must stand in the row; none for all.
    pub words: String,
    pub order: StoryOrder,
    /// From 1.
    pub page: usize,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<T> {
    pub query: ListingQuery,
    pub rows: Vec<T>,
    /// How many rows come before the first one here.
    pub skipped: usize,
    /// How many rows fit, and how many there are at all.
    pub fitting: usize,
    pub total: usize,
    /// How many rows are still to be looked at.
    pub unknown: usize,
}

impl StoryOrder {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Changed, Self::Captured, Self::Versions, Self::Name];

    /// Returns its name in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Captured => "captured",
            Self::Versions => "versions",
            Self::Name => "name",
        }
    }

    /// Says it in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Changed => "last substantive change",
            Self::Captured => "last captured",
            Self::Versions => "most versions",
            Self::Name => "name",
        }
    }
}

impl StoryLine {
    /// Returns when it last changed in substance.
    fn changed_at(&self) -> Option<DateTime<Utc>> {
        match self.last {
            LastChange::Made { at, .. } => Some(at),
            LastChange::Unknown | LastChange::None => None,
        }
    }
}

impl LastChange {
    /// Says how many edits the step made: "3 substantive edits, 2 without a note".
    pub fn words(&self) -> String {
        match self {
            Self::Unknown => "not looked at yet".to_owned(),
            Self::None => "none".to_owned(),
            Self::Made { edits, unnoted, .. } => {
                let edits = phrases::count(*edits, "substantive edit", "substantive edits");
                if *unnoted == 0 { edits } else { format!("{edits}, {unnoted} without a note") }
            }
        }
    }
}

impl Listing<StoryLine> {
    /// Lists stories.
    pub fn stories(all: &[StoryLine], query: ListingQuery) -> Self {
        let fits = matcher(&query.words);
        let mut fitting: Vec<&StoryLine> = all
            .iter()
            .filter(|line| {
                let StoryRow { story, outlet, .. } = &line.row;
                fits(&[story.slug.as_str(), &story.title, outlet.as_deref().unwrap_or_default()])
            })
            .collect();
        let captured = |line: &StoryLine| line.row.last_captured_at;
        match query.order {
            StoryOrder::Name => {}
            StoryOrder::Versions => fitting.sort_by_key(|line| std::cmp::Reverse(line.row.story.versions)),
            StoryOrder::Captured => fitting.sort_by_key(|line| std::cmp::Reverse(captured(line))),
            StoryOrder::Changed => {
                fitting.sort_by_key(|line| std::cmp::Reverse((line.changed_at(), captured(line))));
            }
        }
        let unknown = all.iter().filter(|line| line.last == LastChange::Unknown).count();
        Self { unknown, ..page(fitting, all.len(), query) }
    }

    /// Returns the counts in words: "12 of 340 stories".
    pub fn headline(&self) -> String {
        self.count("story", "stories")
    }
}

impl Listing<SpeakerRow> {
    /// Lists speakers, who come most claims first.
    pub fn speakers(all: &[SpeakerRow], query: ListingQuery) -> Self {
        let fits = matcher(&query.words);
        let is_wanted = |row: &&SpeakerRow| {
            let mut cells = vec![row.name.as_str(), row.role.as_deref().unwrap_or_default()];
            cells.extend(row.aliases.iter().map(String::as_str));
            fits(&cells)
        };
        page(all.iter().filter(is_wanted).collect(), all.len(), query)
    }

    /// Returns the counts in words: "12 of 340 speakers".
    pub fn headline(&self) -> String {
        self.count("speaker", "speakers")
    }
}

impl<T> Listing<T> {
    fn count(&self, one: &str, many: &str) -> String {
        let total = phrases::count(self.total, one, many);
        if self.fitting == self.total { total } else { format!("{} of {total}", self.fitting) }
    }

    /// Returns the number of the page before, and of the one after, where there are such.
    pub fn beside(&self) -> (Option<usize>, Option<usize>) {
        let page = self.query.page.max(1);
        ((page > 1).then(|| page - 1), (self.skipped + self.rows.len() < self.fitting).then_some(page + 1))
    }

    /// Says which rows stand here, where not all do: "101 to 200 of 340".
    pub fn here(&self) -> Option<String> {
        let shown = self.rows.len();
        (shown < self.fitting).then(|| match shown {
            0 => format!("this page is empty; {} rows come before it", self.fitting),
            _ => format!("{} to {} of {}", self.skipped + 1, self.skipped + shown, self.fitting),
        })
    }
}

/// Cuts a page out of the rows that fit.
fn page<T: Clone>(fitting: Vec<&T>, total: usize, query: ListingQuery) -> Listing<T> {
    let skipped = query.page.saturating_sub(1).saturating_mul(ROWS);
    let rows = fitting.iter().skip(skipped).take(ROWS).map(|row| (*row).clone()).collect();
    Listing { query, rows, skipped, fitting: fitting.len(), total, unknown: 0 }
}

/// Returns what tells whether each of some words stands in one of the cells, without regard to case and accents.
fn matcher(words: &str) -> impl Fn(&[&str]) -> bool + use<> {
    let words: Vec<String> = words.split_whitespace().map(name_key).filter(|word| !word.is_empty()).collect();
    move |cells| {
        words.is_empty() || {
            let cells: Vec<String> = cells.iter().map(|cell| name_key(cell)).collect();
            words.iter().all(|word| cells.iter().any(|cell| cell.contains(word)))
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;
    use crate::story::{Slug, Story};

    fn line(slug: &str, title: &str, versions: u32, last: LastChange) -> StoryLine {
        let at = Utc.with_ymd_and_hms(2031, 5, versions, 0, 0, 0).single().expect("a time");
        let slug = Slug::from_text(slug).expect("a name");
        let story = Story { recorded: slug.clone(), slug, title: title.into(), versions };
        StoryLine { row: StoryRow { story, outlet: None, first_captured_at: at, last_captured_at: at }, last }
    }

    fn made(day: u32) -> LastChange {
        let at = Utc.with_ymd_and_hms(2031, 6, day, 0, 0, 0).single().expect("a time");
        LastChange::Made { by: 2, at, edits: 3, unnoted: 2 }
    }

    #[test]
    fn stories_stand_in_the_order_that_is_asked_for() {
        let all = [
            line("amber", "Pier shut", 4, LastChange::None),
            line("basin", "Ferry late", 2, made(3)),
            line("crane", "Pier opens", 3, made(9)),
        ];
        let check = |words: &str, order, expected: &[&str]| {
            let query = ListingQuery { words: words.into(), order, page: 1 };
            let listing = Listing::stories(&all, query);
            let slugs: Vec<&str> = listing.rows.iter().map(|line| line.row.story.slug.as_str()).collect();
            assert_eq!(slugs, expected, "{words} {order:?}");
        };
        check("", StoryOrder::Changed, &["crane", "basin", "amber"]);
        check("", StoryOrder::Captured, &["amber", "crane", "basin"]);
        check("", StoryOrder::Versions, &["amber", "crane", "basin"]);
        check("", StoryOrder::Name, &["amber", "basin", "crane"]);
        check("PIER", StoryOrder::Name, &["amber", "crane"]);
        check("pier opens", StoryOrder::Name, &["crane"]);
        check("pier nowhere", StoryOrder::Name, &[]);
        assert_eq!(made(3).words(), "3 substantive edits, 2 without a note");
    }

    #[test]
    fn every_row_stands_on_one_page() {
        let all: Vec<StoryLine> = (0..250).map(|nth| line(&format!("s{nth:03}"), "", 1, LastChange::None)).collect();
        let mut seen = Vec::new();
        let mut page = Some(1);
        while let Some(number) = page {
            let query = ListingQuery { order: StoryOrder::Name, page: number, ..ListingQuery::default() };
            let listing = Listing::stories(&all, query);
            seen.extend(listing.rows.iter().map(|line| line.row.story.slug.clone()));
            assert!(listing.here().is_some());
            page = listing.beside().1;
        }
        let slugs: Vec<Slug> = all.iter().map(|line| line.row.story.slug.clone()).collect();
        assert_eq!(seen, slugs);
    }
}
