//! Changes as a JSON Feed, version 1.1: its shape is that format's, with what is the program's own under `_onrecord`.

use serde::Serialize;

use super::history::{LogChangeShape, change};
use super::time;
use crate::render::escape;
use crate::render::html::change_content;
use crate::report::{ChangesReport, ListedChange};

#[derive(Serialize)]
pub struct FeedShape<'a> {
    version: &'static str,
    title: String,
    description: String,
    language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<String>,
    authors: [AuthorShape; 1],
    items: Vec<ItemShape<'a>>,
}

#[derive(Serialize)]
struct AuthorShape {
    name: &'static str,
}

#[derive(Serialize)]
struct ItemShape<'a> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<String>,
    title: String,
    content_html: String,
    date_published: String,
    tags: Vec<String>,
    _onrecord: OwnShape<'a>,
}

#[derive(Serialize)]
struct OwnShape<'a> {
    id: String,
    story: String,
    old_version: u32,
    new_version: u32,
    kind: &'static str,
    severity: &'static str,
    confidence: f64,
    noted: Option<bool>,
    speaker: String,
    changes: Vec<LogChangeShape<'a>>,
}

pub fn feed(report: &ChangesReport) -> FeedShape<'_> {
    let below = |path: String| report.base.as_ref().map(|base| format!("{base}{path}"));
    FeedShape {
        version: "https://jsonfeed.org/version/1.1",
        title: escape::line(&report.title()),
        description: escape::line(&report.about()),
        language: "en",
        home_page_url: below(report.page()),
        feed_url: below(report.address("json")),
        authors: [AuthorShape { name: "onrecord" }],
        items: report.changes.iter().map(|change| item(change, below(change.page()))).collect(),
    }
}

fn item(listed: &ListedChange, url: Option<String>) -> ItemShape<'_> {
    let edit = &listed.edit;
    ItemShape {
        id: listed.id(),
        url,
        external_url: listed.web_address().map(str::to_owned),
        title: escape::line(&listed.title()),
        content_html: change_content(listed),
        date_published: time(listed.at),
        tags: listed.categories(),
        _onrecord: OwnShape {
            id: edit.id.as_str().to_owned(),
            story: listed.story.to_string(),
            old_version: listed.versions[0],
            new_version: listed.versions[1],
            kind: edit.kind.name(),
            severity: edit.severity.name(),
            confidence: edit.confidence.as_f64(),
            noted: listed.noted,
            speaker: edit.who.clone(),
            changes: edit.changes.iter().map(change).collect(),
        },
    }
}
