//! Changes as an Atom feed (RFC 4287), for feed readers, chat rooms and mail digests.
//!
//! An entry is an edit; its id is made of the edit's own, so that it stays one entry however often the feed is read.

use std::io::Cursor;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::html::change_content;
use super::{escape, json};
use crate::report::{ChangesReport, ListedChange};

/// Renders a feed.
pub fn feed(report: &ChangesReport) -> String {
    let mut feed = AtomWriter(Writer::new_with_indent(Cursor::new(Vec::new()), b' ', 1));
    feed.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    feed.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "en")]);
    feed.text("id", &[], &report.id());
    feed.text("title", &[], &report.title());
    feed.text("subtitle", &[], &report.about());
    feed.text("updated", &[], &json::time(report.updated()));
    feed.open("author", &[]);
    feed.text("name", &[], "onrecord");
    feed.close("author");
    feed.text("generator", &[("version", env!("CARGO_PKG_VERSION"))], "onrecord");
    if let Some(base) = &report.base {
        feed.empty("link", &[("rel", "self"), ("href", &format!("{base}{}", report.address("atom")))]);
        feed.empty("link", &[("rel", "alternate"), ("href", &format!("{base}{}", report.page()))]);
    }
    for change in &report.changes {
        entry(&mut feed, report, change);
    }
    feed.close("feed");
    feed.finish()
}

fn entry(feed: &mut AtomWriter, report: &ChangesReport, change: &ListedChange) {
    feed.open("entry", &[]);
    feed.text("id", &[], &change.id());
    feed.text("title", &[], &change.title());
    feed.text("updated", &[], &json::time(change.at));
    if let Some(base) = &report.base {
        feed.empty("link", &[("rel", "alternate"), ("href", &format!("{base}{}", change.page()))]);
    }
    if let Some(url) = change.web_address() {
        feed.empty("link", &[("rel", "via"), ("href", url)]);
    }
    for category in change.categories() {
        feed.empty("category", &[("term", &category)]);
    }
    feed.text("content", &[("type", "html")], &change_content(change));
    feed.close("entry");
}

/// Writes into memory, which has no way to fail.
struct AtomWriter(Writer<Cursor<Vec<u8>>>);

impl AtomWriter {
    fn event(&mut self, event: Event<'_>) {
        let _ = self.0.write_event(event);
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(start(name, attributes)));
    }

    fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(start(name, attributes)));
    }

    fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        // What XML cannot hold is made visible, as everywhere.
        self.event(Event::Text(BytesText::from_escaped(escape::xml(text))));
        self.close(name);
    }

    fn finish(self) -> String {
        let mut text = String::from_utf8(self.0.into_inner().into_inner()).unwrap_or_default();
        text.push('\n');
        text
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, escape::line(value).as_str()));
    }
    start
}
