//! Adds an address to what is watched: under whatever address a page is watched, it is one page.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::address::{Url, identity};
use crate::store::{Error, History};
use crate::story::Slug;

/// Adds a watch, or changes what was said of one. Returns the address under which the page is watched, and whether the
/// watch is new.
///
/// # Errors
/// When the history cannot be read or written.
pub fn add(
    history: &mut History,
    url: &Url,
    every: Option<Duration>,
    patterns: &[String],
    story: Option<&Slug>,
    now: DateTime<Utc>,
) -> Result<(String, bool), Error> {
    let mut writer = history.write()?;
    let watched = writer.watched()?;
    let is_one_page = |known: &&String| is_one_page(known, url.as_str());
    let known = watched.iter().find(|known| *known == url.as_str()).or_else(|| watched.iter().find(is_one_page));
    let url = known.map_or(url.as_str(), String::as_str).to_owned();
    let is_new = writer.watch(&url, every, patterns, story, now)?;
    writer.commit()?;
    Ok((url, is_new))
}

/// Returns whether two addresses are one page's.
pub fn is_one_page(one: &str, other: &str) -> bool {
    identity(one) == identity(other)
}
