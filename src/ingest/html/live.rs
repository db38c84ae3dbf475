//! Live blogs: entries kept apart, each below its time, in the page's order.
//!
//! It makes no entry out of a list of links, and turns no time into another zone.

use dom_query::{Document, NodeRef};

use super::blocks::{self, Block, BlockKind};
use super::furniture;
use super::json_ld::{LiveEntry, Said};
use super::{chrome, join, paragraphs};

/// Fewer posts with a time are no live blog.
const FEWEST: usize = 3;
/// An entry has as many characters outside its links, on average.
const PROSE: usize = 80;

/// Reads a live blog; `None` where the page is none. To be called before the times are stripped as frame.
pub(super) fn read(
    document: &Document,
    said: Option<&Said>,
    headline: Option<&str>,
    byline: Option<&str>,
) -> Option<String> {
    let told = said.map_or(&[][..], |said| &said.entries);
    let entries = find(document, !told.is_empty());
    if entries.len() < FEWEST {
        return (told.len() >= FEWEST).then(|| from_told(told)).filter(|body| !body.is_empty());
    }
    let times: Vec<Option<String>> = entries.iter().map(take_time).collect();
    chrome::strip(document, headline);
    let parent = entries[0].parent()?;
    let before = before(&parent, &entries[0]);
    let mut parts = vec![furniture::clear(before, headline, byline)];
    for (entry, time) in entries.iter().zip(times) {
        let mut blocks: Vec<Block> =
            time.map(|text| Block { kind: BlockKind::Time, text, linked: 0, quotation: None }).into_iter().collect();
        blocks.extend(furniture::clear(blocks::read(entry), None, None));
        if blocks.iter().any(|block| block.kind != BlockKind::Time) {
            parts.push(blocks);
        }
    }
    Some(join(&parts.concat()))
}

/// Finds the largest row of siblings that each have a time and prose of their own.
fn find<'a>(document: &'a Document, is_told: bool) -> Vec<NodeRef<'a>> {
    let mut best: Vec<NodeRef> = Vec::new();
    let mut seen = Vec::new();
    for time in document.select("time").nodes().iter().take(2000) {
        // The entry is the ancestor that has siblings of its kind.
        for entry in time.ancestors_it(Some(6)) {
            let Some(parent) = entry.parent() else { break };
            if !matches!(entry.node_name().as_deref(), Some("article" | "div" | "li" | "section"))
                || seen.contains(&parent.id)
            {
                continue;
            }
            let row: Vec<NodeRef> = parent
                .element_children()
                .into_iter()
                .filter(|node| {
                    node.node_name() == entry.node_name() && node.descendants_it().any(|node| node.has_name("time"))
                })
                .collect();
            seen.push(parent.id);
            if row.len() < FEWEST.max(best.len() + 1) {
                continue;
            }
            let prose: usize = row.iter().map(prose).sum();
            let is_blog = is_told || row.iter().any(is_named_live) || is_named_live(&parent);
            if prose >= PROSE * row.len() && is_blog {
                best = row;
            }
        }
    }
    best
}

/// Counts the characters in paragraphs outside links.
fn prose(entry: &NodeRef) -> usize {
    blocks::read(entry).iter().map(|block| block.text.chars().count().saturating_sub(block.linked)).sum()
}

/// Returns whether an element calls itself a live blog or a part of one.
fn is_named_live(node: &NodeRef) -> bool {
    std::iter::once(*node).chain(node.ancestors_it(Some(3))).any(|node| {
        ["class", "id", "itemprop", "itemtype"].iter().any(|key| {
            let name = node.attr_or(key, "").to_lowercase();
            ["live", "ticker", "minute-by-minute"].iter().any(|word| name.contains(word))
        })
    })
}

/// Takes an entry's time out of it, as the page shows it, or as it is written in the element where the page says "5
/// minutes ago".
fn take_time(entry: &NodeRef) -> Option<String> {
    let time = entry.descendants_it().find(|node| node.has_name("time"))?;
    time.remove_from_parent();
    let shown = super::text::one_line(&time.text());
    let is_clock =
        shown.chars().count() <= 40 && shown.contains(':') && shown.bytes().any(|byte| byte.is_ascii_digit());
    if is_clock { Some(shown) } else { time.attr("datetime").and_then(|written| clock(&written)) }
}

/// Takes hours and minutes off a written time, in its own zone.
fn clock(written: &str) -> Option<String> {
    let clock = written.trim().get(11..16)?;
    let is_clock =
        clock.bytes().enumerate().all(|(at, byte)| if at == 2 { byte == b':' } else { byte.is_ascii_digit() });
    is_clock.then(|| clock.to_owned())
}

/// Reads what stands before the entries in the part of the page that holds them: the summary.
fn before(parent: &NodeRef, first: &NodeRef) -> Vec<Block> {
    let mut part = *parent;
    while let Some(above) =
        part.parent().filter(|_| !matches!(part.node_name().as_deref(), Some("article" | "main" | "body")))
    {
        part = above;
    }
    blocks::read_until(&part, first)
}

/// Makes a body of the entries that JSON-LD lists.
fn from_told(entries: &[LiveEntry]) -> String {
    let parts: Vec<String> = entries
        .iter()
        .flat_map(|entry| {
            let time = entry.published.as_deref().and_then(clock);
            let headline = entry.headline.as_deref().map(paragraphs);
            let body = entry.body.as_deref().map(paragraphs);
            body.is_some().then_some([time, headline, body]).into_iter().flatten().flatten()
        })
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n\n")
}
