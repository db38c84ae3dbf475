//! What a page says about its article: JSON-LD, OpenGraph, meta elements, and what the reader sees.
//!
//! It makes nothing up: what no source gives stays empty.

use chrono::{DateTime, FixedOffset};
use dom_query::Document;

use super::json_ld::Said;
use super::text::{one_line, unescape};
use crate::lexicon::fold_line;
use crate::story::Metadata;
use crate::time;

/// Reads the metadata. `html` is the page's source, for the note that browsers leave in a saved page.
pub(super) fn read(document: &Document, html: &str, said: Option<&Said>) -> Metadata {
    let page = MetadataReader { document };
    let outlet = page
        .meta(&["og:site_name"])
        .or_else(|| said.and_then(|said| said.publisher.clone()))
        .or_else(|| page.meta(&["application-name", "dc.publisher", "copyright-holder"]))
        .map(|outlet| clean(&outlet))
        .filter(|outlet| !outlet.is_empty());
    Metadata {
        headline: headline(&page, said, outlet.as_deref()),
        byline: byline(&page, said, outlet.as_deref()),
        speaker: None,
        url: url(&page, html, said),
        published_at: page.published(said),
        modified_at: page.modified(said),
        captured_at: None,
        outlet,
    }
}

struct MetadataReader<'a> {
    document: &'a Document,
}

impl MetadataReader<'_> {
    /// Returns the content of the first meta element that has one of the names, in the order of the names.
    fn meta(&self, names: &[&str]) -> Option<String> {
        let metas = self.document.select("meta[content]");
        names.iter().find_map(|name| {
            metas.nodes().iter().find_map(|meta| {
                let is_named = ["property", "name", "itemprop"]
                    .iter()
                    .any(|key| meta.attr(key).is_some_and(|value| value.trim().eq_ignore_ascii_case(name)));
                is_named.then(|| meta.attr_or("content", "").trim().to_owned()).filter(|content| !content.is_empty())
            })
        })
    }

    fn text(&self, selector: &str) -> Option<String> {
        let node = *self.document.select(selector).nodes().first()?;
        Some(clean(&node.text())).filter(|text| !text.is_empty())
    }

    fn published(&self, said: Option<&Said>) -> Option<DateTime<FixedOffset>> {
        said.and_then(|said| instant(said.published.as_deref()?))
            .or_else(|| {
                self.time(&[
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
                ])
            })
            .or_else(|| {
                self.time_element(&[
                    "[itemprop=datePublished]",
                    "time[pubdate]",
                    "article header time",
                    "article time",
                    "time",
                ])
            })
    }

    fn modified(&self, said: Option<&Said>) -> Option<DateTime<FixedOffset>> {
        said.and_then(|said| instant(said.modified.as_deref()?))
            .or_else(|| {
                self.time(&[
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
                ])
            })
            .or_else(|| self.time_element(&["[itemprop=dateModified]"]))
    }

    fn time(&self, names: &[&str]) -> Option<DateTime<FixedOffset>> {
        names.iter().find_map(|name| instant(&self.meta(&[name])?))
    }

    fn time_element(&self, selectors: &[&str]) -> Option<DateTime<FixedOffset>> {
        selectors.iter().find_map(|selector| {
            self.document
                .select(selector)
                .nodes()
                .iter()
                .take(3)
                .find_map(|node| ["datetime", "content"].iter().find_map(|key| instant(&node.attr(key)?)))
        })
    }
}

/// Reads a time as pages write them.
pub(super) fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    time::parse(text)
        .map(time::When::start)
        .or_else(|| DateTime::parse_from_rfc2822(text).ok())
        .filter(|time| (1980..2200).contains(&chrono::Datelike::year(time)))
}

/// The headline: what the page shows, where its metadata agree that it is one.
fn headline(page: &MetadataReader, said: Option<&Said>, outlet: Option<&str>) -> Option<String> {
    let told = said
        .and_then(|said| said.headline.clone())
        .or_else(|| page.meta(&["og:title", "twitter:title", "dc.title", "headline"]))
        .or_else(|| page.text("head title"))
        .or_else(|| page.text("title"))
        .map(|title| without_outlet(&clean(&title), outlet));
    let shown: Vec<String> = ["[itemprop=headline]", "article h1", "main h1", "h1"]
        .iter()
        .filter_map(|selector| page.text(selector))
        .filter(|text| (5..=300).contains(&text.chars().count()))
        .collect();
    match told {
        Some(told) => Some(shown.into_iter().find(|shown| are_alike(shown, &told)).unwrap_or(told)),
        None => shown.into_iter().next(),
    }
    .filter(|headline| !headline.is_empty())
}

/// Takes " | The Courier" off a title, where the outlet is known, or what follows a bar.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let outlet = outlet.map(fold_line);
    for bar in [" | ", " - ", " – ", " — ", " · ", " :: "] {
        if let Some((rest, last)) = title.rsplit_once(bar) {
            let last = fold_line(last);
            let is_outlet = outlet
                .as_ref()
                .is_some_and(|outlet| *outlet == last || outlet.replace(' ', "") == last.replace(' ', ""));
            if is_outlet || (outlet.is_none() && bar == " | ") {
                return rest.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// Returns whether two titles share half of their words.
fn are_alike(a: &str, b: &str) -> bool {
    let (a, b) = (fold_line(a), fold_line(b));
    let a: std::collections::BTreeSet<&str> = a.split(' ').collect();
    let b: std::collections::BTreeSet<&str> = b.split(' ').collect();
    let shared = a.intersection(&b).count();
    shared * 2 >= a.len().min(b.len()) && shared > 0
}

fn byline(page: &MetadataReader, said: Option<&Said>, outlet: Option<&str>) -> Option<String> {
    let is_name = |name: &String| {
        !name.is_empty()
            && name.chars().count() <= 200
            && !name.contains("://")
            && !name.starts_with('@')
            && name.chars().any(char::is_alphabetic)
    };
    let mut names: Vec<String> = Vec::new();
    for name in said.iter().flat_map(|said| &said.authors).map(|name| without_by(&clean(name))).filter(is_name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if !names.is_empty() {
        return Some(names.join(", "));
    }
    let of_meta = page.meta(&[
        "author",
        "article:author_name",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "article:author",
    ]);
    let from_meta = of_meta.map(|name| without_by(&clean(&name))).filter(is_name);
    from_meta.filter(|name| outlet.is_none_or(|outlet| fold_line(outlet) != fold_line(name))).or_else(|| {
        [
            "[rel=author]",
            "[itemprop=author] [itemprop=name]",
            "[itemprop=author]",
            ".byline",
            ".author-name",
            "[class*=byline]",
            ".author",
        ]
        .iter()
        .find_map(|selector| {
            page.text(selector).map(|text| without_by(&text)).filter(is_name).filter(|text| text.chars().count() <= 80)
        })
    })
}

/// Takes "By" off a byline, and the date after it.
fn without_by(text: &str) -> String {
    let text = text.trim();
    let rest = ["by ", "By ", "BY ", "By: ", "Von ", "Por ", "Par "]
        .iter()
        .find_map(|by| text.strip_prefix(by))
        .unwrap_or(text);
    let end = rest.find(['|', '•', '·']).unwrap_or(rest.len());
    rest[..end].trim().trim_end_matches([',', '-', '–', '—']).trim().to_owned()
}

/// The page's own address: its canonical link, what OpenGraph or JSON-LD say, or where a browser saved it from.
fn url(page: &MetadataReader, html: &str, said: Option<&Said>) -> Option<String> {
    let is_address = |url: &String| {
        (url.starts_with("https://") || url.starts_with("http://"))
            && url.len() > 11
            && !url.contains(char::is_whitespace)
    };
    let links = page.document.select("link[rel][href]");
    let canonical = links.nodes().iter().find_map(|link| {
        let is_canonical = link.attr_or("rel", "").split_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical"));
        is_canonical.then(|| link.attr_or("href", "").trim().to_owned())
    });
    canonical
        .filter(is_address)
        .or_else(|| page.meta(&["og:url"]).filter(is_address))
        .or_else(|| said.and_then(|said| said.url.clone()).filter(is_address))
        .or_else(|| saved_from(html).filter(is_address))
}

/// Reads the note that browsers leave in a page that they save: `<!-- saved from url=(0042)https://… -->`.
fn saved_from(html: &str) -> Option<String> {
    let at = html.find("saved from url=(").filter(|at| *at < 2000)?;
    let (_, rest) = html[at..].split_once(')')?;
    let (address, _) = rest.split_once("-->")?;
    Some(address.trim().to_owned())
}

fn clean(text: &str) -> String {
    one_line(&unescape(text))
}
