//! JSON Feed.
//!
//! One that is cut off is read item by item up to there.

use serde::Deserialize;
use serde_json::{Deserializer, Value};

use super::{Kind, List, item};
use crate::address::Url;

/// One item; what is of another type than the format says counts as not there.
#[derive(Default, Deserialize)]
#[serde(default)]
struct JsonItem {
    id: Value,
    url: Value,
    external_url: Value,
    title: Value,
    date_published: Value,
    date_modified: Value,
}

/// Reads a JSON feed; `None` where the text is no such thing.
pub(super) fn read(text: &str, base: &Url) -> Option<List> {
    if !text.contains("jsonfeed.org/version") {
        return None;
    }
    let mut list = List { kind: Kind::Feed, items: Vec::new(), problems: Vec::new() };
    let entries = match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(mut feed)) => match feed.remove("items") {
            Some(Value::Array(entries)) => entries,
            _ => {
                list.problems.push("the feed has no items".to_owned());
                Vec::new()
            }
        },
        Ok(_) => return None,
        Err(error) => {
            list.problems.push(format!("the feed is broken ({error}); what stands before that was read"));
            whole(text)
        }
    };
    for entry in entries {
        let entry: JsonItem = serde_json::from_value(entry).unwrap_or_default();
        let address = [&entry.url, &entry.external_url, &entry.id].into_iter().find_map(Value::as_str);
        let title = entry.title.as_str().map(str::to_owned);
        match item(address, base, title, entry.date_published.as_str(), entry.date_modified.as_str()) {
            Ok(item) => list.items.push(item),
            Err(problem) => list.problems.push(problem),
        }
    }
    Some(list)
}

/// Returns the items of a broken feed that are whole.
fn whole(text: &str) -> Vec<Value> {
    let items = text.split_once("\"items\"").and_then(|(_, rest)| rest.split_once('['));
    let mut rest = items.map_or("", |(_, rest)| rest);
    let mut entries = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c == ',' || c.is_ascii_whitespace());
        let mut values = Deserializer::from_str(rest).into_iter::<Value>();
        let Some(Ok(entry)) = values.next() else { return entries };
        rest = rest.get(values.byte_offset()..).unwrap_or_default();
        entries.push(entry);
    }
}
