//! What a page says of its article in JSON-LD (schema.org).
//!
//! It reads what is there, and believes nothing that cannot be an article.

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

/// Reads the first article that the page's JSON-LD describes.
pub(super) fn read(document: &Document) -> Option<Said> {
    document
        .select("script[type*='ld+json']")
        .nodes()
        .iter()
        .filter_map(|script| parse(&script.text()))
        .find_map(|value| find(&value).map(said))
}

/// Parses a script; pages put comments around it and line breaks into its strings.
fn parse(script: &str) -> Option<Value> {
    let text =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim();
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::from_str(text.trim_end_matches(';').trim()).ok()
}

/// Finds the article in a value, level by level.
fn find(value: &Value) -> Option<&Value> {
    let mut level = vec![value];
    let mut seen = 0;
    while !level.is_empty() {
        if let Some(article) = level.iter().find(|value| is_article(value)) {
            return Some(article);
        }
        seen += level.len();
        if seen > MOST_VALUES {
            return None;
        }
        level = level
            .into_iter()
            .flat_map(|value| -> Vec<&Value> {
                match value {
                    Value::Array(values) => values.iter().collect(),
                    Value::Object(fields) => ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"]
                        .iter()
                        .filter_map(|key| fields.get(*key))
                        .collect(),
                    _ => Vec::new(),
                }
            })
            .collect();
    }
    None
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

fn said(article: &Value) -> Said {
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
        entries,
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

/// Reads names off a string, a person, an organisation or a list of these.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values
            .iter()
            .take(50)
            .flat_map(|value| match value {
                Value::Array(_) => Vec::new(),
                value => names(value),
            })
            .collect(),
        Value::Object(fields) => fields
            .get("name")
            .map(|name| match name {
                Value::Array(parts) => parts.iter().filter_map(text).collect(),
                name => text(name).into_iter().collect(),
            })
            .unwrap_or_default(),
        value => text(value).into_iter().collect(),
    }
}
