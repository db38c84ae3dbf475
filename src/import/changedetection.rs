//! changedetection.io's data folder → items: a story for each watch.
//!
//! The folder has `url-watches.json` (watches by id, under `watching`), or, since watches are kept apart, a
//! `watch.json` in each; each watch has a folder of its id with `history.txt` (a line a snapshot: seconds, file) and
//! the snapshots, which are texts, some in brotli. Nothing outside a watch's own folder is opened, whatever its history
//! says, and no link is followed.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use chrono::DateTime;
use serde::Deserialize;

use super::{Error, Form, Item, Sink, Skipped, StoryKey, encoded};
use crate::ingest::LIMIT;
use crate::story::Metadata;

/// What is read of a watch.
#[derive(Clone, Debug, Default, Deserialize)]
struct WatchEntry {
    #[serde(default)]
    url: Option<String>,
}

#[derive(Deserialize)]
struct Watches {
    #[serde(default)]
    watching: BTreeMap<String, WatchEntry>,
}

/// Reads the snapshots of all watches, each watch's oldest first.
///
/// # Errors
/// When the folder is none of changedetection.io's, or cannot be read.
pub fn read_folder(folder: &Path, sink: Sink<'_>) -> Result<ControlFlow<()>, Error> {
    let form = |hint: &str| Error::Form {
        path: folder.to_owned(),
        what: "a folder of changedetection.io",
        hint: hint.to_owned(),
    };
    let mut watches = BTreeMap::new();
    let list = folder.join("url-watches.json");
    let has_list = list.is_file();
    if has_list {
        let bytes = read_plain_file(&list).map_err(|why| form(&format!("url-watches.json is {why}")))?;
        let listed: Watches = serde_json::from_slice(&bytes)
            .map_err(|error| form(&format!("url-watches.json cannot be read: {error}")))?;
        watches = listed.watching;
    }
    let entries = fs::read_dir(folder).map_err(|source| Error::Open { path: folder.to_owned(), source })?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let own = entry.path().join("watch.json");
        if own.is_file() && !watches.contains_key(&name) {
            let watch = read_plain_file(&own).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
            watches.insert(name, watch.unwrap_or_default());
        }
    }
    if watches.is_empty() && !has_list {
        return Err(form("it holds neither url-watches.json nor folders with a watch.json"));
    }
    for (id, watch) in watches {
        if id.contains(['/', '\\']) || id.starts_with('.') {
            if sink(Err(Skipped::fault(format!("watch {id}"), "under a name that is no watch's"))).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            continue;
        }
        let flow = snapshots(&folder.join(&id), &id, &watch, sink);
        if flow.is_break() {
            return Ok(flow);
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn snapshots(folder: &Path, id: &str, watch: &WatchEntry, sink: Sink<'_>) -> ControlFlow<()> {
    let about = format!("watch {id}");
    let history = folder.join("history.txt");
    if !history.is_file() {
        return sink(Err(Skipped::other(about, "without a history")));
    }
    let url =
        watch.url.as_deref().map(|url| url.strip_prefix("source:").unwrap_or(url)).filter(|url| url.contains("://"));
    let story = url.map_or_else(|| StoryKey::Name(id.to_owned()), |url| StoryKey::Url(url.to_owned()));
    let lines = match read_plain_file(&history) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(why) => return sink(Err(Skipped::fault(about, format!("has a history that is {why}")))),
    };
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let (seconds, name) = line.trim().split_once(',').unwrap_or((line, ""));
        // Older histories have whole paths, of wherever the folder stood.
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let origin = format!("{about}, {}", if name.is_empty() { line } else { name });
        let captured = seconds.trim().parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        let found = match captured {
            None => Err(Skipped::fault(origin, "without a time that can be read")),
            Some(captured) => match snapshot(folder, name) {
                Ok(bytes) => Ok(Item {
                    origin,
                    story: story.clone(),
                    bytes,
                    form: Form::Text,
                    metadata: Metadata { captured_at: Some(captured), ..Metadata::default() },
                }),
                Err(why) => Err(Skipped { origin, is_fault: !why.starts_with("no text"), why }),
            },
        };
        sink(found)?;
    }
    ControlFlow::Continue(())
}

/// Reads a snapshot, from the brotli beside it where there is one.
fn snapshot(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    let stem = name.strip_suffix(".br").unwrap_or(name);
    if [".png", ".jpg", ".jpeg", ".pdf", ".webp"].iter().any(|end| stem.ends_with(end)) {
        return Err("no text, but a picture or a document".to_owned());
    }
    if stem.is_empty() || stem == "." || stem == ".." {
        return Err("without a file".to_owned());
    }
    let packed = folder.join(format!("{stem}.br"));
    match read_plain_file(&packed) {
        Ok(bytes) => encoded::brotli(&bytes),
        Err(why) if why == MISSING => read_plain_file(&folder.join(stem)),
        Err(why) => Err(why),
    }
}

const MISSING: &str = "missing";

/// Reads a file that is one, and no link to another.
fn read_plain_file(path: &Path) -> Result<Vec<u8>, String> {
    let metadata = fs::symlink_metadata(path).map_err(|_| MISSING.to_owned())?;
    if !metadata.is_file() {
        return Err("no file, but a link or a folder".to_owned());
    }
    let file = fs::File::open(path).map_err(|error| format!("not to be read: {error}"))?;
    encoded::bounded(file, LIMIT)
}
