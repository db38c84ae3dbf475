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
    Metadata {
        headline,
        byline: byline::read(&page, said, outlet.as_deref()),
        speaker: None,
        url,
        published_at: published,
        modified_at: modified,
        captured_at: None,
        outlet,
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
pub(super) fn are_alike(a: &str, b: &str) -> bool {
    let (a, b) = (fold_line(a), fold_line(b));
    let a: std::collections::BTreeSet<&str> = a.split(' ').collect();
    let b: std::collections::BTreeSet<&str> = b.split(' ').collect();
    let shared = a.intersection(&b).count();
    shared * 2 >= a.len().min(b.len()) && shared > 0
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
