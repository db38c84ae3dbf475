//! What a page says of its article in JSON-LD (schema.org).
//!
//! It reads what is there, and believes nothing that cannot be an article.

use std::collections::BTreeMap;

use dom_query::Document;
use serde_json::Value;

/// One entry of a live blog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LiveEntry {
    pub headline: Option<String>,
    pub published: Option<String>,
    pub body: Option<String>,
}

/// What JSON-LD says of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub headline: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub url: Option<String>,
    pub body: Option<String>,
    /// How many words it has.
    pub words: Option<usize>,
    /// Whether it, or a part of it, is not free to read.
    pub is_closed: bool,
    pub entries: Vec<LiveEntry>,
}

/// Kinds of things that are an article.
const ARTICLES: [&str; 14] = [
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "Report",
    "AdvertiserContentArticle",
    "TechArticle",
];
/// How many values are looked at in search of the article.
const MOST_VALUES: usize = 100_000;

/// Reads the article that the page's JSON-LD describes: the one that has the page's `address`, else the first. One in a
/// list is another page's, unless it has that address.
pub(super) fn read(document: &Document, address: Option<&str>) -> Option<Said> {
    let values: Vec<Value> =
        document.select("script[type*='ld+json']").nodes().iter().filter_map(|script| parse(&script.text())).collect();
    let mut found = Found::default();
    values.iter().for_each(|value| found.visit(value));
    let is_own = |article: &&&Value| address.is_some_and(|own| addresses(article).any(|other| is_same(own, other)));
    let article = found.articles.iter().chain(&found.listed).find(is_own).or_else(|| found.articles.first())?;
    Some(said(article, &found.named))
}

/// Parses a script; pages put comments around it and line breaks into its strings.
fn parse(script: &str) -> Option<Value> {
    let text =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim();
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::from_str(text.trim_end_matches(';').trim()).ok()
}

/// What is found in JSON-LD.
#[derive(Default)]
struct Found<'a> {
    articles: Vec<&'a Value>,
    /// Articles that a list names.
    listed: Vec<&'a Value>,
    /// What has a name, by its identifier: other parts refer to it.
    named: BTreeMap<&'a str, &'a Value>,
}

impl<'a> Found<'a> {
    /// Looks at a value level by level.
    fn visit(&mut self, value: &'a Value) {
        let mut level = vec![(value, false)];
        let mut seen = 0;
        while !level.is_empty() && seen <= MOST_VALUES {
            seen += level.len();
            let mut next = Vec::new();
            for (value, is_listed) in level {
                match value {
                    Value::Array(values) => next.extend(values.iter().map(|value| (value, is_listed))),
                    Value::Object(fields) => {
                        if is_article(value) {
                            if is_listed { &mut self.listed } else { &mut self.articles }.push(value);
                        }
                        if let (Some(Value::String(id)), Some(_)) = (fields.get("@id"), fields.get("name")) {
                            self.named.entry(id).or_insert(value);
                        }
                        let parts =
                            ["@graph", "mainEntity", "mainEntityOfPage"].iter().filter_map(|key| fields.get(*key));
                        next.extend(parts.map(|part| (part, is_listed)));
                        next.extend(fields.get("itemListElement").map(|part| (part, true)));
                    }
                    _ => {}
                }
            }
            level = next;
        }
    }
}

/// Returns the addresses that an article gives itself.
fn addresses(article: &Value) -> impl Iterator<Item = &str> {
    let page = article.get("mainEntityOfPage");
    [article.get("url"), article.get("@id"), page, page.and_then(|page| page.get("@id"))]
        .into_iter()
        .filter_map(|address| address?.as_str())
}

/// Returns whether two addresses are one page's, whatever scheme, parameters or part they name.
fn is_same(a: &str, b: &str) -> bool {
    let plain = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        let rest = rest.strip_prefix("www.").unwrap_or(rest);
        rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_ascii_lowercase()
    };
    plain(a) == plain(b)
}

fn is_article(value: &Value) -> bool {
    let is =
        |value: &Value| value.as_str().is_some_and(|kind| ARTICLES.contains(&kind.rsplit('/').next().unwrap_or(kind)));
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

fn said(article: &Value, named: &BTreeMap<&str, &Value>) -> Said {
    let names = |value: &Value| names(value, named);
    let url = article.get("url").and_then(text).or_else(|| {
        let page = article.get("mainEntityOfPage")?;
        text(page).or_else(|| page.get("@id").and_then(text))
    });
    let entries = match article.get("liveBlogUpdate") {
        Some(Value::Array(updates)) => updates.iter().map(entry).collect(),
        Some(update) => vec![entry(update)],
        None => Vec::new(),
    };
    Said {
        headline: article.get("headline").or_else(|| article.get("name")).and_then(text),
        authors: article.get("author").or_else(|| article.get("creator")).map(names).unwrap_or_default(),
        publisher: article.get("publisher").and_then(|publisher| names(publisher).into_iter().next()),
        published: article.get("datePublished").and_then(text),
        modified: article.get("dateModified").and_then(text),
        url,
        body: article.get("articleBody").and_then(text),
        words: article.get("wordCount").and_then(count),
        is_closed: is_closed(article) || parts(article).any(is_closed),
        entries,
    }
}

/// Lists the parts that an article says it has.
fn parts(article: &Value) -> impl Iterator<Item = &Value> {
    match article.get("hasPart") {
        Some(Value::Array(parts)) => parts.as_slice(),
        Some(part) => std::slice::from_ref(part),
        None => &[],
    }
    .iter()
}

/// Returns whether something is said not to be free to read (schema.org's `isAccessibleForFree`), in any spelling.
fn is_closed(value: &Value) -> bool {
    match value.get("isAccessibleForFree") {
        Some(Value::Bool(is_free)) => !is_free,
        Some(Value::String(word)) => {
            matches!(word.trim().rsplit('/').next().unwrap_or_default().to_ascii_lowercase().as_str(), "false" | "no")
        }
        _ => false,
    }
}

fn count(value: &Value) -> Option<usize> {
    match value {
        Value::String(digits) => digits.trim().parse().ok(),
        value => usize::try_from(value.as_u64()?).ok(),
    }
}

fn entry(update: &Value) -> LiveEntry {
    LiveEntry {
        headline: update.get("headline").and_then(text),
        published: update.get("datePublished").and_then(text),
        body: update.get("articleBody").and_then(text),
    }
}

fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::Array(values) => values.first()?.as_str()?,
        value => value.as_str()?,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Reads names off a string, a person, an organisation, what refers to one, or a list of these.
fn names(value: &Value, named: &BTreeMap<&str, &Value>) -> Vec<String> {
    match value {
        Value::Array(values) => values
            .iter()
            .take(50)
            .flat_map(|value| match value {
                Value::Array(_) => Vec::new(),
                value => names(value, named),
            })
            .collect(),
        Value::Object(fields) => {
            let referred = || named.get(fields.get("@id")?.as_str()?)?.get("name");
            match fields.get("name").or_else(referred) {
                Some(Value::Array(parts)) => parts.iter().filter_map(text).collect(),
                name => name.and_then(text).into_iter().collect(),
            }
        }
        value => text(value).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, headline: Option<&str>, authors: &[&str]) {
        let page = format!("<script type=application/ld+json>{json}</script>");
        let said = read(&Document::from(page), Some("https://www.quay.example/fares?id=1"));
        assert_eq!(said.as_ref().and_then(|said| said.headline.as_deref()), headline, "{json}");
        assert_eq!(said.map(|said| said.authors).unwrap_or_default(), authors, "{json}");
    }

    #[test]
    fn an_author_may_be_named_elsewhere() {
        let people = r##"{"@type":"Person","@id":"#hv","name":"Hanne Voll"}"##;
        let article = r##"{"@type":"NewsArticle","headline":"Fares","author":[{"@id":"#hv"},{"@id":"#none"}]}"##;
        check(&format!(r#"{{"@graph":[{article},{people}]}}"#), Some("Fares"), &["Hanne Voll"]);
    }

    #[test]
    fn the_article_is_the_page_s_own() {
        let article =
            |headline: &str, url: &str| format!(r#"{{"@type":"NewsArticle","headline":"{headline}","url":"{url}"}}"#);
        let (other, own) =
            (article("Pier", "https://quay.example/pier"), article("Fares", "http://quay.example/fares/"));
        check(&format!("[{other},{own}]"), Some("Fares"), &[]);
        check(&other, Some("Pier"), &[]);
        check(&format!(r#"{{"itemListElement":[{other}]}}"#), None, &[]);
        check(&format!(r#"{{"itemListElement":[{other},{own}]}}"#), Some("Fares"), &[]);
    }
}
