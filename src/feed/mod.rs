//! Feeds and sitemaps → the pages that they name: RSS, RDF, Atom, JSON Feed, sitemaps (of news too) and their indexes.
//!
//! It reads addresses, titles and dates, and no article: what a feed says of a page is not what the page says. A broken
//! feed is read as far as it goes, and what is lost is named. It fetches nothing and cannot fail.

mod date;
mod json;
mod xml;

use std::io::Read;

use chrono::{DateTime, Utc};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use flate2::read::MultiGzDecoder;

use crate::address::{Url, parse_url};

/// The most that a packed sitemap may hold, in bytes.
const LIMIT: u64 = 64 * 1024 * 1024;

/// What a feed or a sitemap names.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    pub kind: Kind,
    /// In its order, each address once.
    pub items: Vec<ListItem>,
    /// What could not be read: lowercase sentences.
    pub problems: Vec<String>,
}

/// What sort of list it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Feed,
    Sitemap,
    /// Its items are sitemaps.
    Index,
}

impl Kind {
    /// Names it: "feed".
    pub fn name(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Sitemap => "sitemap",
            Self::Index => "index of sitemaps",
        }
    }
}

/// A page, or a sitemap, that a list names.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    pub url: Url,
    pub title: Option<String>,
    pub published_at: Option<DateTime<Utc>>,
    pub updated_at: Option<DateTime<Utc>>,
}

impl ListItem {
    /// Returns the latest time that the list gives.
    pub fn dated(&self) -> Option<DateTime<Utc>> {
        self.published_at.max(self.updated_at)
    }
}

/// Reads a feed or a sitemap that was found at `base`; `None` where the bytes are something else, such as a page.
///
/// ```
/// let base = onrecord::address::parse_url("https://quay.example/feed.xml")?;
/// let feed = b"<rss><channel><item><title>Ferry returns</title><link>/ferry</link></item></channel></rss>";
/// let list = onrecord::feed::read(feed, None, &base).expect("a feed");
/// assert_eq!(list.items[0].url.as_str(), "https://quay.example/ferry");
/// # Ok::<(), onrecord::address::AddressError>(())
/// ```
pub fn read(bytes: &[u8], charset: Option<&str>, base: &Url) -> Option<List> {
    let text = match unpack(bytes) {
        Some(unpacked) => decode(&unpacked, charset),
        None => decode(bytes, charset),
    };
    let text = text.trim_start();
    let mut list = if text.starts_with('{') { json::read(text, base) } else { xml::read(text, base) }?;
    let mut seen = std::collections::HashSet::new();
    list.items.retain(|item| seen.insert(item.url.clone()));
    Some(list)
}

/// Unpacks a packed sitemap, as far as it can be; `None` where the bytes are not packed.
fn unpack(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.starts_with(b"\x1F\x8B") {
        return None;
    }
    let mut unpacked = Vec::new();
    // What comes before a break is kept; the reader of the text then finds that its end is missing.
    let _ = MultiGzDecoder::new(bytes).take(LIMIT).read_to_end(&mut unpacked);
    Some(unpacked)
}

/// Decodes a list. What is valid UTF-8 is read so, whatever is said of it: few other texts are by chance.
fn decode(bytes: &[u8], charset: Option<&str>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    let named = || charset.and_then(|name| Encoding::for_label(name.as_bytes()));
    let encoding = match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return text.to_owned(),
        _ => named().or_else(|| declared(bytes)).filter(|encoding| *encoding != UTF_8),
    };
    // A UTF-8 list with a few damaged bytes loses those alone.
    let damaged = |bytes: &[u8]| bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count() < 8;
    let fallback = if damaged(bytes) { UTF_8 } else { WINDOWS_1252 };
    encoding.unwrap_or(fallback).decode_without_bom_handling(bytes).0.into_owned()
}

/// Reads the encoding off an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let (_, value) = declaration.split_once("encoding")?;
    Encoding::for_label(value.trim_start_matches(['=', ' ', '"', '\'']).split(['"', '\'', ' ']).next()?.as_bytes())
}

/// Makes an item of what a list says, or says why it is none.
fn item(
    address: Option<&str>,
    base: &Url,
    title: Option<String>,
    published_at: Option<&str>,
    updated_at: Option<&str>,
) -> Result<ListItem, String> {
    let called = title.as_deref().map_or(String::new(), |title| format!(" (\"{}\")", shorten(title)));
    let address = address.map(str::trim).filter(|address| !address.is_empty());
    let address = address.ok_or_else(|| format!("an item{called} has no address"))?;
    let url = base.join(address).ok().and_then(|url| parse_url(url.as_str()).ok());
    let url = url.ok_or_else(|| format!("an item{called} leads to \"{}\", which is no page", shorten(address)))?;
    Ok(ListItem {
        url,
        title,
        published_at: published_at.and_then(date::parse),
        updated_at: updated_at.and_then(date::parse),
    })
}

fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests;
