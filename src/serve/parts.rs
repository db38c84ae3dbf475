//! What requests are made of: the parameters of an address, the names of versions, and the files of the app's own.

use std::collections::HashMap;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use crate::ask::reference::{self, Point, Reference};
use crate::diff::{ChangeKind, Confidence, Severity};
use crate::render::html::app;
use crate::report::Filter;
use crate::store::{History, StoredVersion};
use crate::story::{Slug, Story};

/// The picture of the app: a page with a line struck out.
const ICON: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><rect x=\"2\" y=\"1\" width=\"12\" \
    height=\"14\" rx=\"1\" fill=\"#fdfcf8\" stroke=\"#1c1b19\"/><path d=\"M5 5h6M5 11h6\" stroke=\"#1c1b19\" \
    stroke-width=\"1.5\"/><path d=\"M4 8h8\" stroke=\"#98161b\" stroke-width=\"2\"/></svg>";

/// The parameters of an address, by name.
pub type Parameters = HashMap<String, String>;

/// Returns a parameter that says something.
pub fn some<'a>(parameters: &'a Parameters, name: &str) -> Option<&'a str> {
    parameters.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// Reads a parameter that is a number, from 1.
pub fn number(parameters: &Parameters, name: &str) -> Option<usize> {
    some(parameters, name)?.parse().ok().filter(|number| *number > 0)
}

/// Reads which edits are wanted.
///
/// # Errors
/// When a name is unknown.
pub fn filter(parameters: &Parameters) -> Result<Filter, Problem> {
    let names = |name: &str| some(parameters, name).unwrap_or_default().split(',').filter(|name| !name.is_empty());
    let unknown = |what: &str, name: &str| Problem::new(StatusCode::BAD_REQUEST, format!("{name} is no {what}"));
    let severity = |name: &str| {
        let found = Severity::ALL.into_iter().find(|severity| severity.name() == name);
        found.ok_or_else(|| unknown("severity: there are substantive, framing and cosmetic", name))
    };
    let kind = |name: &str| ChangeKind::from_name(name).ok_or_else(|| unknown("kind of change", name));
    let confidence = |text: &str| Confidence::parse(text).ok_or_else(|| unknown("number from 0 to 1", text));
    Ok(Filter {
        severities: names("severity").map(severity).collect::<Result<_, _>>()?,
        kinds: names("kind").map(kind).collect::<Result<_, _>>()?,
        speakers: some(parameters, "speaker").map(str::to_owned).into_iter().collect(),
        unnoted: some(parameters, "unnoted").is_some(),
        min_confidence: some(parameters, "min_confidence").map(confidence).transpose()?,
    })
}

/// Finds a story by the name in an address.
///
/// # Errors
/// When there is none.
pub fn story(history: &History, name: &str) -> Result<Story, Problem> {
    let slug = Slug::from_text(name).ok_or_else(Problem::nothing_here)?;
    Ok(reference::choose_story(history, Some(&slug), "")?)
}

/// What the last part of a story's address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// `v3`, `latest`
    One(Point),
    /// `v1..v4`
    Two(Point, Point),
}

/// Reads the last part of a story's address.
///
/// # Errors
/// When it names no version.
pub fn named(text: &str) -> Result<Named, Problem> {
    let point = |text: &str| Reference::parse(&format!("@{text}")).map(|reference| reference.point);
    let named = match text.split_once("..") {
        Some((old, new)) => point(old).zip(point(new)).map(|(old, new)| Named::Two(old, new)),
        None => point(text).map(Named::One),
    };
    named.ok_or_else(|| {
        Problem::new(StatusCode::NOT_FOUND, format!("{text} names no version"))
            .hint("versions are v1, v-1, latest; two of them are v1..v4")
    })
}

/// Reads a version of a story, by the name of the story in an address.
///
/// # Errors
/// When the story has no such version.
pub fn version(history: &History, name: &str, story: &Story, point: Point) -> Result<StoredVersion, Problem> {
    Ok(reference::resolve(history, Slug::from_text(name).as_ref(), story, point)?)
}

/// Answers with HTML.
pub fn html(text: String) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response()
}

/// Answers with a file of the app's own.
pub async fn asset(Path(name): Path<String>) -> Response {
    let files = [
        (app::STYLE.0, "text/css; charset=utf-8", app::STYLE.1),
        (app::SCRIPT.0, "text/javascript; charset=utf-8", app::SCRIPT.1),
        ("/assets/icon.svg", "image/svg+xml", ICON),
    ];
    let found = files.into_iter().find(|(path, ..)| path.strip_prefix("/assets/") == Some(name.as_str()));
    match found {
        Some((_, kind, text)) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_off_addresses() {
        assert_eq!(named("v3").ok(), Some(Named::One(Point::Number(3))));
        assert_eq!(named("latest").ok(), Some(Named::One(Point::Latest)));
        assert_eq!(named("v1..latest").ok(), Some(Named::Two(Point::Number(1), Point::Latest)));
        for text in ["3", "v", "v1..", "..", "../v1", "compare"] {
            assert!(named(text).is_err(), "{text}");
        }
    }

    #[test]
    fn filters_are_read_off_addresses() {
        let parameters = |pairs: &[(&str, &str)]| -> Parameters {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let read = filter(&parameters(&[("severity", "substantive,framing"), ("min_confidence", "0.755")]));
        let read = read.expect("a filter");
        assert_eq!(read.severities, [Severity::Substantive, Severity::Framing]);
        assert_eq!(read.min_confidence, Some(Confidence::from_hundredths(76)));
        assert!(filter(&parameters(&[("kind", "nothing")])).is_err());
        assert!(filter(&parameters(&[("min_confidence", "2")])).is_err());
        assert!(filter(&parameters(&[("kind", "")])).expect("a filter").is_empty());
    }
}
