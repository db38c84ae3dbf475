//! RSS, RDF, Atom and sitemaps, by one reader: they differ in the names of elements.
//!
//! It reads the direct children of items, so that what an item quotes (its source, its pictures) is not taken for the
//! item. It expands no entities but those of characters.

use quick_xml::Reader;
use quick_xml::escape::unescape_with;
use quick_xml::events::{BytesStart, Event};

use super::{Kind, List, item};
use crate::address::Url;

/// What is being read off an item.
#[derive(Default)]
struct OpenItem {
    /// How deep its element stands.
    depth: usize,
    base: Option<Url>,
    /// The address, and how well it is known to be the page's: a feed may give several.
    address: Option<(u8, String)>,
    title: Option<String>,
    published: Option<String>,
    updated: Option<String>,
}

/// Reads an XML list; `None` where the text is no such thing.
pub(super) fn read(text: &str, base: &Url) -> Option<List> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let mut list: Option<List> = None;
    let mut base = base.clone();
    let mut depth = 0usize;
    let mut current: Option<OpenItem> = None;
    let mut words = String::new();
    let broken = loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                depth += 1;
                let name = element.name().as_ref().to_owned();
                let Some(list) = &list else {
                    list = Some(List { kind: kind(&name)?, items: Vec::new(), problems: Vec::new() });
                    base = attribute(&element, "xml:base").and_then(|to| base.join(&to).ok()).unwrap_or(base);
                    continue;
                };
                match &mut current {
                    None if is_item(list.kind, &name) => current = Some(start(&element, &base, depth)),
                    Some(item) if is_field(item, depth, &name) => {
                        words.clear();
                        link(item, &name, &element);
                    }
                    _ => {}
                }
            }
            Ok(Event::End(element)) => {
                let name = element.name().as_ref().to_owned();
                if let (Some(list), Some(open)) = (&mut list, &mut current) {
                    if open.depth == depth {
                        let OpenItem { base: own, address, title, published, updated, .. } =
                            current.take().unwrap_or_default();
                        let address = address.map(|(_, address)| address);
                        let base = own.as_ref().unwrap_or(&base);
                        match item(address.as_deref(), base, title, published.as_deref(), updated.as_deref()) {
                            Ok(item) => list.items.push(item),
                            Err(problem) => list.problems.push(problem),
                        }
                    } else if is_field(open, depth, &name) {
                        field(open, &name, &words);
                    }
                }
                depth = depth.saturating_sub(1);
            }
            Ok(Event::Text(text)) => words.push_str(&text),
            Ok(Event::CData(text)) => words.push_str(&text),
            Ok(Event::GeneralRef(reference)) => words.push_str(&unescape(&format!("&{};", &*reference))),
            Ok(Event::Eof) if depth > 0 => break Some("its end is missing".to_owned()),
            Ok(Event::Eof) => break None,
            Ok(_) => {}
            Err(error) => break Some(error.to_string()),
        }
    };
    let mut list = list?;
    if let Some(why) = broken {
        let what = list.kind.name();
        list.problems.push(format!("the {what} is broken ({why}); what stands before that was read"));
    }
    Some(list)
}

/// Tells by the outermost element what a text is.
fn kind(root: &str) -> Option<Kind> {
    match root.rsplit(':').next()? {
        "rss" | "feed" | "RDF" => Some(Kind::Feed),
        "urlset" => Some(Kind::Sitemap),
        "sitemapindex" => Some(Kind::Index),
        _ => None,
    }
}

fn is_item(kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Feed => matches!(name, "item" | "entry" | "atom:entry"),
        Kind::Sitemap => name == "url",
        Kind::Index => name == "sitemap",
    }
}

fn start(element: &BytesStart<'_>, base: &Url, depth: usize) -> OpenItem {
    let own = attribute(element, "xml:base").and_then(|to| base.join(&to).ok());
    let address = attribute(element, "rdf:about").map(|address| (1, address));
    OpenItem { depth, base: own, address, ..OpenItem::default() }
}

/// Returns whether an element is a field of the item: a direct child, or one of a sitemap's news.
fn is_field(item: &OpenItem, depth: usize, name: &str) -> bool {
    depth == item.depth + 1 || depth == item.depth + 2 && name.starts_with("news:")
}

/// Takes the address off an Atom link.
fn link(item: &mut OpenItem, name: &str, element: &BytesStart<'_>) {
    if !matches!(name, "link" | "atom:link") {
        return;
    }
    let Some(to) = attribute(element, "href") else { return };
    let is_page = attribute(element, "type").is_none_or(|kind| kind.contains("html"));
    match attribute(element, "rel").as_deref() {
        None | Some("alternate") => offer(item, if is_page { 5 } else { 3 }, to),
        _ => {}
    }
}

/// Puts the words of an element where they belong.
fn field(item: &mut OpenItem, name: &str, words: &str) {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return;
    }
    match name.strip_prefix("atom:").unwrap_or(name) {
        "feedburner:origLink" => offer(item, 6, words),
        "link" | "loc" => offer(item, 4, words),
        // An identifier is an address only where it looks like one.
        "guid" | "id" if words.starts_with("http://") || words.starts_with("https://") => offer(item, 2, words),
        "title" | "news:title" => item.title = Some(words),
        "pubDate" | "published" | "issued" | "news:publication_date" => item.published = Some(words),
        "dc:date" => item.published = item.published.take().or(Some(words)),
        "updated" | "modified" | "lastmod" | "dcterms:modified" => item.updated = Some(words),
        _ => {}
    }
}

/// Takes an address that is better known than the one so far.
fn offer(item: &mut OpenItem, rank: u8, address: String) {
    if item.address.as_ref().is_none_or(|(best, _)| *best < rank) {
        item.address = Some((rank, address));
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.html_attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(unescape(&found.value))
}

/// Writes out the entities of characters; others stay as they are.
fn unescape(text: &str) -> String {
    let known = |name: &str| match name {
        "amp" => Some("&"),
        "lt" => Some("<"),
        "gt" => Some(">"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        "nbsp" => Some("\u{a0}"),
        _ => None,
    };
    unescape_with(text, known).map_or_else(|_| text.to_owned(), |text| text.into_owned())
}
