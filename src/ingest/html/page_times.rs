//! When a page's article was published and last changed: what JSON-LD, meta elements, the page's face and its address
//! say, and which of them is believed.
//!
//! Signs that agree are believed before one that stands alone. It takes no date of another story, and makes none up.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use super::json_ld::Said;
use super::lone_day;
use super::metadata::MetadataReader;
use super::shown_times;
use super::written_time::{self, DateOrder};
use crate::lexicon;
use crate::time::{self, When};

/// What is known of an article's times.
pub(super) struct PageTimes {
    pub published: Option<DateTime<FixedOffset>>,
    pub modified: Option<DateTime<FixedOffset>>,
    /// The dates of publication that are more than a day off, each with who says so: "2018-11-02 by its address".
    pub others: Vec<String>,
}

/// One saying of when the article was published or changed.
#[derive(Clone, Copy)]
struct DateSign {
    when: When,
    /// Who says so: "its address".
    by: &'static str,
}

const PUBLISHED: [&str; 32] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datePublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "article.published",
    "published_at",
    "cxenseparse:recs:publishtime",
    "dcterms.issued",
    "dcterms.available",
    "date_published",
    "publication_date",
    "published-date",
    "published",
    "citation_publication_date",
    "citation_date",
    "article:post_date",
    "article_date_original",
    "originalpublicationdate",
    "og:pubdate",
    "bt:pubdate",
    "rnews:datepublished",
    "gentime",
];
const MODIFIED: [&str; 13] = [
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "dateModified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "article.updated",
    "updated_at",
    "last_modified",
    "date_modified",
    "article:modified",
];

/// Reads the times of an article.
pub(super) fn read(page: &MetadataReader, said: Option<&Said>, headline: Option<&str>, url: Option<&str>) -> PageTimes {
    let order = order(page);
    let of_meta = |names: &[&str]| names.iter().find_map(|name| moment(&page.meta(&[name])?, order));
    let of_said = |told: Option<&String>| told.and_then(|told| moment(told, order));
    let shown = shown_times::read(page.document, headline, order);
    let mut signs = gather([
        (of_said(said.and_then(|said| said.published.as_ref())), "its JSON-LD"),
        (of_meta(&PUBLISHED), "its meta elements"),
        (shown.published, "what it shows"),
        (url.and_then(of_address), "its address"),
    ]);
    if signs.is_empty() {
        signs.extend(gather([(lone_day::read(page.document, headline, order), "what it shows")]));
    }
    let published = believed(&signs);
    let changes = gather([
        (of_said(said.and_then(|said| said.modified.as_ref())), "its JSON-LD"),
        (of_meta(&MODIFIED), "its meta elements"),
        (shown.modified, "what it shows"),
    ]);
    let modified = believed(&changes)
        .map(|sign| sign.when)
        // Nothing is changed before it is there.
        .filter(|modified| {
            published.is_none_or(|sign| day(sign.when) <= day(*modified) || agree(sign.when, *modified))
        });
    let is_other = |sign: &&DateSign| {
        published.is_some_and(|published| !agree(published.when, sign.when))
            && modified.is_none_or(|modified| !agree(modified, sign.when))
    };
    PageTimes {
        published: published.map(|sign| sign.when.start()),
        modified: modified.map(When::start),
        others: signs.iter().filter(is_other).map(|sign| format!("{} by {}", day(sign.when), sign.by)).collect(),
    }
}

/// Puts together the signs that are there.
fn gather<const N: usize>(given: [(Option<When>, &'static str); N]) -> Vec<DateSign> {
    given.into_iter().filter_map(|(when, by)| Some(DateSign { when: when?, by })).collect()
}

/// Returns the first sign that another one agrees with, or else the first; of those that agree, one with a clock.
fn believed(signs: &[DateSign]) -> Option<DateSign> {
    let agreeing = |sign: &DateSign| signs.iter().filter(|other| agree(sign.when, other.when)).count() > 1;
    let first = *signs.iter().find(|sign| agreeing(sign)).or_else(|| signs.first())?;
    let with_clock = |sign: &&DateSign| matches!(sign.when, When::Instant(_)) && agree(first.when, sign.when);
    Some(signs.iter().find(with_clock).copied().unwrap_or(first))
}

/// Returns whether two times are of one day, or of two that follow each other: zones make one day of two.
pub(super) fn agree(a: When, b: When) -> bool {
    (day(a) - day(b)).num_days().abs() <= 1
}

/// Returns the day, in the zone of who says it.
fn day(when: When) -> NaiveDate {
    when.start().date_naive()
}

/// Reads a time as pages write them for programs.
pub(super) fn moment(text: &str, order: DateOrder) -> Option<When> {
    let text = text.trim();
    time::parse(text)
        .or_else(|| DateTime::parse_from_rfc2822(text).ok().map(When::Instant))
        .or_else(|| written_time::read(text, order))
        .filter(|when| (1980..2200).contains(&day(*when).year()))
}

/// The order of numbers in the page's dates: by its language.
fn order(page: &MetadataReader) -> DateOrder {
    let declared = page.document.select("html[lang]").nodes().first().and_then(|html| html.attr("lang"));
    let language = |text: &str| Some(text.to_owned()).filter(|text| text.contains(['-', '_']));
    let language = declared
        .as_deref()
        .and_then(language)
        .or_else(|| page.meta(&["og:locale", "content-language"]))
        .or_else(|| declared.map(|declared| declared.to_string()));
    DateOrder::of_language(language.as_deref().unwrap_or_default())
}

/// Reads the day that stands in an address's path: `/2018/10/29/`, `/2018/oct/29/`, `/2018-10-29/`, `/20181029/`.
fn of_address(url: &str) -> Option<When> {
    let path = url.split_once("://")?.1.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(1).filter(|part| part.len() <= 10).collect();
    let number = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        let is_number = lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<u32>().ok())?
    };
    let date = |year: &str, month: &str, day: &str| {
        let month = lexicon::month(&month.to_ascii_lowercase()).or_else(|| number(month, 1..=2))?;
        let year = i32::try_from(number(year, 4..=4)?).ok().filter(|year| (1980..2200).contains(year))?;
        NaiveDate::from_ymd_opt(year, month, number(day, 1..=2)?)
    };
    let of_one = |part: &&str| match part.len() {
        8 if part.is_ascii() => date(&part[..4], &part[4..6], &part[6..]),
        10 => part
            .split_once('-')
            .and_then(|(year, rest)| rest.split_once('-').and_then(|(month, day)| date(year, month, day))),
        _ => None,
    };
    let of_three = || parts.windows(3).find_map(|parts| date(parts[0], parts[1], parts[2]));
    of_three().or_else(|| parts.iter().find_map(of_one)).map(When::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_hold_a_day() {
        for (url, expected) in [
            ("https://quay.example/news/2018/10/29/ferry-back", "2018-10-29"),
            ("https://quay.example/2018/oct/9/ferry-back?id=20170101", "2018-10-09"),
            ("https://quay.example/2018-10-29/ferry", "2018-10-29"),
            ("https://quay.example/a/20181029/ferry.html", "2018-10-29"),
            ("https://quay.example/2018/10/ferry-back", "–"),
            ("https://quay.example/story/20189929/", "–"),
            ("https://quay.example/the-hearing-of-2018-10-29", "–"),
            ("https://quay.example/éééé/", "–"),
        ] {
            assert_eq!(of_address(url).map_or("–".to_owned(), |when| when.to_string()), expected, "{url}");
        }
    }

    #[test]
    fn signs_that_agree_are_believed() {
        let sign = |when: &str, by| DateSign { when: time::parse(when).unwrap(), by };
        let believed = |signs: &[DateSign]| believed(signs).unwrap().when.to_string();
        let told = sign("2018-11-20T08:00Z", "its JSON-LD");
        let (meta, address) = (sign("2018-10-29T23:30-04:00", "its meta elements"), sign("2018-10-30", "its address"));
        assert_eq!(believed(&[told, meta, address]), "2018-10-29T23:30:00-04:00");
        assert_eq!(believed(&[told, address]), "2018-11-20T08:00:00Z");
        assert_eq!(believed(&[address, meta]), "2018-10-29T23:30:00-04:00");
    }
}
