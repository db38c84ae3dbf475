//! The times that a page shows with its article: between the headline and the first long paragraph, or marked as the
//! article's own.
//!
//! It takes no time from links to other stories, comments and what frames the page.

use dom_query::{Document, NodeId, NodeRef};

use super::chrome::name_words;
use super::furniture::{self, is_date_line};
use super::heading;
use super::metadata::clean;
use super::page_times::moment;
use super::written_time::DateOrder;
use crate::lexicon::fold_line;
use crate::time::When;

/// The times that are shown.
#[derive(Default)]
pub(super) struct ShownTimes {
    pub published: Option<When>,
    pub modified: Option<When>,
}

/// A line that says when is not longer, in characters.
const LINE: usize = 120;
/// The article begins with a paragraph of as many.
const PARAGRAPH: usize = 160;
/// How much short text may stand between the headline and the time.
const FAR: usize = 1500;
/// Elements that are about something else.
const ELSEWHERE: [&str; 11] =
    ["aside", "nav", "footer", "form", "figure", "script", "style", "noscript", "template", "select", "button"];
/// Words of the names that such parts have.
const OTHERS: [&str; 16] = [
    "related",
    "recommended",
    "recirc",
    "trending",
    "popular",
    "teaser",
    "teasers",
    "promo",
    "card",
    "sidebar",
    "comment",
    "comments",
    "masthead",
    "newsletter",
    "tweet",
    "tweets",
];
/// Words of the names that lines of time have.
const TIMES: [&str; 15] = [
    "date",
    "dateline",
    "datetime",
    "time",
    "timestamp",
    "pubdate",
    "published",
    "posted",
    "updated",
    "modified",
    "byline",
    "datum",
    "fecha",
    "data",
    "publication",
];
/// Words of the names that other times have.
const OTHER_TIMES: [&str; 5] = ["event", "birth", "expiry", "deadline", "reading"];

/// Reads the times that belong to the article with the headline.
pub(super) fn read(document: &Document, headline: Option<&str>, order: DateOrder) -> ShownTimes {
    let mut reader = ShownReader { order, start: start(document, headline), ..ShownReader::default() };
    if let Some(body) = document.body() {
        reader.visit(&body);
    }
    let marked = |selector: &str| {
        let found = document.select(selector);
        let own = found.nodes().iter().take(20).find(|node| !is_within_other(document, node))?;
        reader.written(own)
    };
    let published = marked("[itemprop=datePublished], time[pubdate]").or(reader.times.published);
    let modified = marked("[itemprop=dateModified]").or(reader.times.modified);
    match published {
        Some(_) => ShownTimes { published, modified: modified.or(reader.called_updated) },
        None => ShownTimes { published: reader.called_updated, modified },
    }
}

/// Finds where to begin: at the article that has the headline, or at the headline, or at the page's only article.
fn start<'a>(document: &'a Document, headline: Option<&str>) -> Option<NodeRef<'a>> {
    heading::find(document, headline).map(|heading| heading::article_of(&heading).unwrap_or(heading)).or_else(|| {
        let articles = document.select("article");
        let articles = articles.nodes();
        articles.first().copied().filter(|_| articles.len() == 1)
    })
}

#[derive(Default)]
struct ShownReader<'a> {
    order: DateOrder,
    start: Option<NodeRef<'a>>,
    has_begun: bool,
    has_ended: bool,
    /// How much text was passed since the beginning.
    passed: usize,
    times: ShownTimes,
    /// A time of the class "updated", which many pages give to the time of publication where it stands alone.
    called_updated: Option<When>,
}

impl ShownReader<'_> {
    fn visit(&mut self, node: &NodeRef) {
        let is_start = self.start.is_some_and(|start| start.id == node.id);
        self.has_begun |= is_start;
        if self.has_ended || self.has_begun && self.reads(node) {
            return;
        }
        node.children_it(false).for_each(|child| self.visit(&child));
        self.has_ended |= is_start && heading::has_story(node);
    }

    /// Reads a node where it says when, or is none to look into.
    fn reads(&mut self, node: &NodeRef) -> bool {
        if node.is_text() {
            let length = node.text().trim().len();
            self.passed += length;
            self.has_ended |= length >= PARAGRAPH || self.passed > FAR;
            return true;
        }
        let Some(tag) = node.node_name() else { return false };
        if is_elsewhere(node) || has_other_time(node) && short_text(node, LINE).is_some() {
            return true;
        }
        if tag.as_ref() == "time" {
            let when = self.written(node);
            let class = node.attr_or("class", "");
            let field = if says_changed(&before(node)) || says_changed(&node.text()) {
                &mut self.times.modified
            } else if says_changed(&class) && !class.contains("published") {
                &mut self.called_updated
            } else {
                &mut self.times.published
            };
            *field = field.or(when);
            return true;
        }
        match short_text(node, PARAGRAPH) {
            Some(text) => {
                let is_line = text.chars().count() <= LINE && (is_named_time(node) || is_date_line(&fold_line(&text)));
                let has_time = || node.descendants_it().any(|node| node.has_name("time"));
                is_line && !has_time() && self.line(&text)
            }
            None => {
                self.has_ended |= tag.as_ref() == "p";
                self.has_ended
            }
        }
    }

    /// Reads a line, part by part: "Published 29 October 2018 | Updated 30 October 2018". Returns whether it says when.
    fn line(&mut self, text: &str) -> bool {
        let mut parts = vec![String::new()];
        for word in text.split_whitespace() {
            if furniture::is_time_label(&fold_line(word)) {
                parts.push(String::new());
            }
            let part = parts.last_mut().expect("there is always a last part");
            part.push_str(word);
            part.push(' ');
        }
        let mut has_time = false;
        for part in parts {
            let when = moment(&part, self.order);
            let field = if says_changed(&part) { &mut self.times.modified } else { &mut self.times.published };
            *field = field.or(when);
            has_time |= when.is_some();
        }
        has_time
    }

    /// Reads an element's time: as it is written for programs, or as it is shown.
    fn written(&self, node: &NodeRef) -> Option<When> {
        ["datetime", "content"]
            .iter()
            .find_map(|key| moment(&node.attr(key)?, self.order))
            .or_else(|| moment(&short_text(node, LINE)?, self.order))
    }
}

/// Returns whether an element stands in a part that is about something else than the article. What holds the page's
/// first heading is not such a part, whatever it is called.
pub(super) fn is_within_other(document: &Document, node: &NodeRef) -> bool {
    let heading = document.select_single("h1");
    let holds: Vec<NodeId> =
        heading.nodes().iter().flat_map(|heading| heading.ancestors(None)).map(|node| node.id).collect();
    node.ancestors_it(None).take_while(|above| !holds.contains(&above.id)).any(|above| is_elsewhere(&above))
}

/// Returns whether an element is about something else than the article.
pub(super) fn is_elsewhere(node: &NodeRef) -> bool {
    let Some(tag) = node.node_name() else { return false };
    ELSEWHERE.contains(&tag.as_ref())
        || !matches!(tag.as_ref(), "html" | "body" | "main" | "article") && has_word(node, &OTHERS)
}

/// Returns whether an element is named for a time.
pub(super) fn is_named_time(node: &NodeRef) -> bool {
    has_word(node, &TIMES)
}

/// Returns whether an element is named for a time that is not the story's.
pub(super) fn has_other_time(node: &NodeRef) -> bool {
    has_word(node, &OTHER_TIMES)
}

fn has_word(node: &NodeRef, words: &[&str]) -> bool {
    ["class", "id", "itemprop", "data-testid"].iter().any(|key| {
        node.attr_or(key, "").split_whitespace().flat_map(name_words).any(|word| words.contains(&word.as_str()))
    })
}

/// Returns whether a text says that something was changed.
pub(super) fn says_changed(text: &str) -> bool {
    fold_line(text).split(' ').any(|word| {
        ["updated", "update", "modified", "edited", "changed"].contains(&word) || furniture::says_changed(word)
    })
}

/// Returns the short text that stands right before a node and says what it is.
fn before(node: &NodeRef) -> String {
    node.prev_sibling().and_then(|before| short_text(&before, 40)).unwrap_or_default()
}

/// Returns a node's text in one line; `None` where it is longer.
pub(super) fn short_text(node: &NodeRef, longest: usize) -> Option<String> {
    let mut text = String::new();
    for part in std::iter::once(*node).chain(node.descendants_it()).filter(NodeRef::is_text) {
        text.push_str(&part.text());
        text.push(' ');
        if text.len() > 8 * longest {
            return None;
        }
    }
    Some(clean(&text)).filter(|text| text.chars().count() <= longest)
}
