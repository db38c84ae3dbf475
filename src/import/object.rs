//! A version as a JSON object, such as a line of a stream, is read at once: its names are those of front matter.
//!
//! What an object holds beside them is not looked at. What stands in it is text: nothing is fetched, no path is opened.

use chrono::{DateTime, FixedOffset};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Form, Item, StoryKey, moment};
use crate::ingest::{self, is_page};
use crate::story::Metadata;

/// How much of a value is told, in characters.
const TOLD: usize = 40;

/// The fields of a version, as they stand there.
#[derive(Deserialize)]
struct Fields<'a> {
    #[serde(borrow)]
    text: Option<&'a RawValue>,
    html: Option<&'a RawValue>,
    headline: Option<&'a RawValue>,
    byline: Option<&'a RawValue>,
    speaker: Option<&'a RawValue>,
    outlet: Option<&'a RawValue>,
    url: Option<&'a RawValue>,
    #[serde(alias = "published_at")]
    published: Option<&'a RawValue>,
    #[serde(alias = "modified_at")]
    modified: Option<&'a RawValue>,
    #[serde(alias = "captured_at")]
    captured: Option<&'a RawValue>,
}

/// Reads a JSON object into a shape; what the shape does not name is left alone.
///
/// # Errors
/// Why it is no such object, as a lowercase sentence with the column in bytes.
pub fn fields<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, String> {
    // A list would be taken for the fields in their order.
    if !json.trim_ascii_start().starts_with('{') {
        return Err("not a JSON object".to_owned());
    }
    serde_json::from_str(json).map_err(|error| {
        let place = format!(" at line {} column {}", error.line(), error.column());
        let why = error.to_string();
        format!("not a JSON object: {}, column {}", why.strip_suffix(&place).unwrap_or(&why), error.column())
    })
}

/// Reads a version: its `text` as it stands or, where that is missing, its `html`, a whole page or paragraphs of one.
///
/// # Errors
/// What is wrong with it, as a lowercase sentence.
pub fn read(json: &str) -> Result<ingest::Read, String> {
    let fields: Fields<'_> = fields(json)?;
    let metadata = Metadata {
        headline: text("headline", fields.headline)?,
        byline: text("byline", fields.byline)?,
        speaker: text("speaker", fields.speaker)?,
        outlet: text("outlet", fields.outlet)?,
        url: text("url", fields.url)?,
        published_at: time("published", fields.published)?,
        modified_at: time("modified", fields.modified)?,
        captured_at: time("captured", fields.captured)?.map(|time| time.to_utc()),
        ..Metadata::default()
    };
    let (name, body, form) = match (text("text", fields.text)?, text("html", fields.html)?) {
        (Some(text), _) => ("text", text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned(), Form::Text),
        (None, Some(page)) if is_page(&page) => ("html", page, Form::Document),
        (None, Some(paragraphs)) => ("html", paragraphs, Form::Fragment),
        (None, None) => return Err("without a text: give it as \"text\", or its page as \"html\"".to_owned()),
    };
    let story = StoryKey::Name(String::new());
    let item = Item { origin: name.to_owned(), story, bytes: body.into_bytes(), form, metadata };
    item.decode().map_err(|skipped| format!("{name}: {}", skipped.why))
}

/// Reads a text; nothing where it is blank.
fn text(name: &str, value: Option<&RawValue>) -> Result<Option<String>, String> {
    let Some(value) = value else { return Ok(None) };
    let text: String = serde_json::from_str(value.get()).map_err(|error| match value.get().starts_with('"') {
        // Half of a pair of characters is no text.
        true => format!("{name} cannot be read: {}", error.to_string().split(" at line").next().unwrap_or_default()),
        false => format!("{name} is {}, which is no text", shortened(value.get())),
    })?;
    Ok(Some(text).filter(|text| !text.trim().is_empty()))
}

/// Reads a time as other tools write it.
fn time(name: &str, value: Option<&RawValue>) -> Result<Option<DateTime<FixedOffset>>, String> {
    let word = match value {
        Some(value) if !value.get().starts_with('"') => Some(value.get().to_owned()),
        value => text(name, value)?,
    };
    let read = |word: String| {
        moment::zoned(&word).ok_or_else(|| format!("{name} is {}, which is not a time", shortened(&word)))
    };
    word.map(read).transpose()
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(TOLD).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(json: &str, expected: Result<(&str, &str), &str>) {
        let found = read(json).map(|read| {
            let Metadata { headline, published_at, .. } = read.draft.metadata;
            let published = published_at.map(|time| time.to_rfc3339()).unwrap_or_default();
            (read.draft.body, format!("{} {published}", headline.unwrap_or_default()))
        });
        let found = found.as_ref().map(|(body, about)| (body.as_str(), about.trim())).map_err(String::as_str);
        assert_eq!(found, expected, "{json}");
    }

    #[test]
    fn a_text_stays_as_it_stands() {
        check(r#"{"text": "  One.\r\n\r\nTwo. </p>\n"}"#, Ok(("  One.\n\nTwo. </p>\n", "")));
        check("{\"text\": \"\u{feff}---\\nheadline: A\\n---\\nOne.\"}", Ok(("---\nheadline: A\n---\nOne.", "")));
        check(
            r#"{"version": 3, "headline": "Ferry returns", "text": "One.", "published": "2031-04-02T09:00+02:00"}"#,
            Ok(("One.", "Ferry returns 2031-04-02T09:00:00+02:00")),
        );
        check(r#"{"text": "One.", "published_at": 1932886800}"#, Ok(("One.", "2031-04-02T09:00:00+00:00")));
        check(r#"{"text": "One.", "headline": " ", "published": "", "url": null}"#, Ok(("One.", "")));
    }

    #[test]
    fn a_page_is_read_as_one() {
        let page = "<!DOCTYPE html><title>A</title><p>The ferry is back, the port said on Monday.</p>";
        let json = |html: &str| serde_json::json!({"text": null, "html": html, "headline": "Ferry"}).to_string();
        check(&json(page), Ok(("The ferry is back, the port said on Monday.", "Ferry")));
        check(&json("<p>One.</p><p>Two.</p>"), Ok(("One.\n\nTwo.\n", "Ferry")));
        check(&json("<html><p></p></html>"), Err("html: is a page, and no article was found in it"));
        check(&json("<p></p>"), Err("html: without a text"));
    }

    #[test]
    fn what_is_wrong_is_told() {
        for json in [r#"["One."]"#, "7", "null", "", "\"text\""] {
            check(json, Err("not a JSON object"));
        }
        check(r#"{"text": "One."#, Err("not a JSON object: EOF while parsing a string, column 14"));
        check(r#"{"text": "One."} {}"#, Err("not a JSON object: trailing characters, column 18"));
        check(r#"{"text": "One.", "text": "Two."}"#, Err("not a JSON object: duplicate field `text`, column 23"));
        check(r#"{"text": " "}"#, Err("without a text: give it as \"text\", or its page as \"html\""));
        check(r#"{"text": 5}"#, Err("text is 5, which is no text"));
        check(r#"{"text": "\ud800"}"#, Err("text cannot be read: unexpected end of hex escape"));
        check(r#"{"text": "One.", "captured": "noon"}"#, Err("captured is noon, which is not a time"));
        check(r#"{"text": "One.", "modified": [1]}"#, Err("modified is [1], which is not a time"));
    }

    proptest! {
        #[test]
        fn never_panics(json in r#"[{}\[\]",:a-z0-9\\u<>/ é-]{0,80}"#) {
            let _ = read(&json);
            let _ = read(&format!("{{\"html\": \"{json}\"}}"));
        }
    }
}
