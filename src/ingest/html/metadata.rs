//! What a page says about its article: JSON-LD, OpenGraph, meta elements, and what the reader sees.
//!
//! It makes nothing up: what no source gives stays empty.

use dom_query::Document;

use super::byline;
use super::json_ld::Said;
use super::page_times::{self, PageTimes};
use super::text::{one_line, unescape};
use crate::lexicon::fold_line;
use crate::story::Metadata;

/// Reads the metadata; warns of dates that contradict each other. `html` is the page's source, for the note that
/// browsers leave in a saved page.
pub(super) fn read(
    name: &str,
    document: &Document,
    html: &str,
    said: Option<&Said>,
    warnings: &mut Vec<String>,
) -> Metadata {
    let page = MetadataReader { document };
    let outlet = page
        .meta(&["og:site_name"])
        .or_else(|| said.and_then(|said| said.publisher.clone()))
        .or_else(|| page.meta(&["application-name", "dc.publisher", "copyright-holder"]))
        .map(|outlet| clean(&outlet))
        .filter(|outlet| !outlet.is_empty());
    let headline = headline(&page, said, outlet.as_deref());
    let url = address(document)
        .or_else(|| said.and_then(|said| said.url.clone()).filter(|url| is_address(url)))
        .or_else(|| saved_from(html).filter(|url| is_address(url)));
    let PageTimes { published, modified, others } = page_times::read(&page, said, headline.as_deref(), url.as_deref());
    if let (Some(published), false) = (published, others.is_empty()) {
        warnings.push(format!(
            "{name} was published on {}, and on {}; the first counts",
            published.format("%Y-%m-%d"),
            others.join(", on "),
        ));
    }
    let byline = byline::read(&page, said, headline.as_deref(), outlet.as_deref());
    Metadata {
        headline,
        byline,
        speaker: None,
        url,
        published_at: published,
        modified_at: modified,
        captured_at: None,
        outlet,
        doubts: Vec::new(),
    }
}

pub(super) struct MetadataReader<'a> {
    pub document: &'a Document,
}

impl MetadataReader<'_> {
    /// Returns the content of the first meta element that has one of the names, in the order of the names.
    pub(super) fn meta(&self, names: &[&str]) -> Option<String> {
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

    /// Returns the texts of the first elements that a selector finds.
    fn texts(&self, selector: &str) -> Vec<String> {
        let found = self.document.select(selector);
        found.nodes().iter().take(20).map(|node| clean(&node.text())).filter(|text| !text.is_empty()).collect()
    }
}

/// The headline: what the page shows, where its metadata agree that it is one.
///
/// A heading that is one of the declared titles, or a part of one, comes first, then one that is like the first of
/// them.
fn headline(page: &MetadataReader, said: Option<&Said>, outlet: Option<&str>) -> Option<String> {
    let told: Vec<String> = [
        said.and_then(|said| said.headline.clone()),
        page.meta(&["og:title"]),
        page.meta(&["twitter:title"]),
        page.meta(&["dc.title", "headline"]),
        page.text("head title").or_else(|| page.text("title")),
    ]
    .into_iter()
    .flatten()
    .map(|title| without_outlet(&clean(&title), outlet))
    .filter(|title| !title.is_empty())
    .collect();
    let is_outlet = |text: &str| outlet.is_some_and(|outlet| fold_line(outlet) == fold_line(text));
    let shown: Vec<String> = ["[itemprop=headline]", "article h1", "main h1", "h1", "article h2", "main h2", "h2"]
        .iter()
        .flat_map(|selector| page.texts(selector))
        .filter(|text| (5..=300).contains(&text.chars().count()) && !is_outlet(text))
        .collect();
    let parts: Vec<String> = told.iter().flat_map(|title| title_parts(title)).map(fold_line).collect();
    let is_told = |shown: &&String| is_long(shown) && parts.contains(&fold_line(shown));
    let glued = || shown.iter().find_map(|shown| told.iter().find(|told| is_long(told) && is_glued(shown, told)));
    let first = told.first();
    let like = || first.and_then(|told| shown.iter().find(|shown| are_alike(shown, told)));
    let headings = || page.texts("h1").into_iter().find(|text| !is_outlet(text));
    shown.iter().find(is_told).or_else(glued).or_else(like).or(first).cloned().or_else(headings)
}

/// Returns a title, and its parts between bars, dashes and colons.
fn title_parts(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    for bar in [" | ", " - ", " – ", " — ", " · ", " :: ", ": ", " « ", " » "] {
        for (at, _) in title.match_indices(bar) {
            parts.extend([title[..at].trim(), title[at + bar.len()..].trim()]);
        }
    }
    parts
}

/// Returns whether a text is more than a label: "Opinion".
fn is_long(text: &str) -> bool {
    text.split_whitespace().count() > 2 || text.chars().count() > 16 || !text.is_ascii()
}

/// Returns whether a heading is a title with another text glued to it: "ExclusiveFerry is back".
fn is_glued(shown: &str, told: &str) -> bool {
    let before = shown.strip_suffix(told).filter(|label| label.ends_with(char::is_alphanumeric));
    let after = shown.strip_prefix(told).filter(|label| label.starts_with(char::is_alphanumeric));
    before.or(after).is_some_and(|label| label.split_whitespace().count() <= 4)
}

/// Takes " | The Courier" off a title's end and "The Courier: " off its beginning, where the outlet is known, or what
/// follows a bar.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let plain = |text: &str| fold_line(text).replace(' ', "");
    let outlet = outlet.map(plain);
    let is_outlet = |text: &str| outlet.as_ref().is_some_and(|outlet| *outlet == plain(text));
    for bar in [" | ", " - ", " – ", " — ", " · ", " :: "] {
        if let Some((rest, last)) = title.rsplit_once(bar)
            && (is_outlet(last) || outlet.is_none() && bar == " | " && last.len() < rest.len())
        {
            return rest.trim().to_owned();
        }
    }
    let parted = [": ", " | ", " - ", " – "].iter().filter_map(|bar| title.split_once(bar));
    parted.into_iter().find(|(first, _)| is_outlet(first)).map_or(title, |(_, rest)| rest.trim()).to_owned()
}

/// Returns whether two titles share half of the words of the shorter; a label alone is like no title.
pub(super) fn are_alike(a: &str, b: &str) -> bool {
    let (a, b) = (fold_line(a), fold_line(b));
    let a: std::collections::BTreeSet<&str> = a.split(' ').collect();
    let b: std::collections::BTreeSet<&str> = b.split(' ').collect();
    let shared = a.intersection(&b).count();
    let (least, most) = (a.len().min(b.len()), a.len().max(b.len()));
    shared * 2 >= least && shared > usize::from(least <= 2 && most > 4)
}

/// The page's own address, as its canonical link or OpenGraph have it.
pub(super) fn address(document: &Document) -> Option<String> {
    let links = document.select("link[rel][href]");
    let canonical = links.nodes().iter().find_map(|link| {
        let is_canonical = link.attr_or("rel", "").split_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical"));
        is_canonical.then(|| link.attr_or("href", "").trim().to_owned())
    });
    canonical
        .filter(|url| is_address(url))
        .or_else(|| MetadataReader { document }.meta(&["og:url"]).filter(|url| is_address(url)))
}

fn is_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && url.len() > 11 && !url.contains(char::is_whitespace)
}

/// Reads the note that browsers and other programs leave in a page that they save:
/// `<!-- saved from url=(0042)https://… -->`, `<!-- Page saved with SingleFile url: https://… -->`,
/// `<!-- Saved from https://… at … using monolith -->`.
fn saved_from(html: &str) -> Option<String> {
    let end = html.char_indices().nth(4000).map_or(html.len(), |(at, _)| at);
    let mut notes = html[..end].split("<!--").skip(1).filter_map(|rest| rest.split("-->").next());
    notes.find_map(|note| {
        let said =
            ["saved from", "saved with singlefile"].iter().find_map(|said| note.to_ascii_lowercase().find(said))?;
        let at = said + note[said..].find("http")?;
        Some(note[at..].split_whitespace().next()?.to_owned())
    })
}

pub(super) fn clean(text: &str) -> String {
    one_line(&unescape(text))
}
