//! Edits to subscribe to, as Atom or JSON Feed by the ending of the address.

use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use super::asked::Asked;
use super::parts::{self, Parameters, some};
use super::problem::Problem;
use crate::ask::{self, ChangesQuestion};
use crate::diff::Severity;
use crate::render::{Format, Report, TerminalLayout, render};
use crate::report::{ChangesReport, Filter, Followed};
use crate::story::Slug;

/// How many edits a feed has.
const EDITS: usize = 50;

pub async fn all_or_search(asked: Asked, Path(file): Path<String>) -> Response {
    feed(asked, file, |name, parameters| match (name, some(parameters, "q")) {
        ("all", _) => Some(Followed::Everything),
        ("search", Some(words)) => Some(Followed::Words(words.to_owned())),
        _ => None,
    })
    .await
}

pub async fn story(asked: Asked, Path(file): Path<String>) -> Response {
    feed(asked, file, |name, _| Some(Followed::Story(Slug::from_text(name)?))).await
}

pub async fn speaker(asked: Asked, Path(file): Path<String>) -> Response {
    feed(asked, file, |name, _| Some(Followed::Speaker(name.to_owned()))).await
}

async fn feed(asked: Asked, file: String, followed: fn(&str, &Parameters) -> Option<Followed>) -> Response {
    let base = base(&asked.headers);
    asked
        .answer(move |_, history, parameters| {
            let (name, format, kind) = match file.rsplit_once('.') {
                Some((name, "atom")) => (name, Format::Atom, "application/atom+xml; charset=utf-8"),
                Some((name, "json")) => (name, Format::Json, "application/feed+json"),
                _ => return Err(Problem::nothing_here()),
            };
            let followed = followed(name, parameters).ok_or_else(Problem::nothing_here)?;
            let mut filter = parts::filter(parameters)?;
            if filter.severities.is_empty() {
                filter.severities = vec![Severity::Substantive];
            }
            let filter = Filter { speakers: Vec::new(), ..filter };
            let limit = parts::number(parameters, "limit").unwrap_or(EDITS).min(500);
            let report = ask::changes(history, &ChangesQuestion { followed, filter, limit })?;
            let report = Report::Changes(ChangesReport { base: Some(base), ..report });
            Ok(([(header::CONTENT_TYPE, kind)], render(&report, format, &TerminalLayout::default())).into_response())
        })
        .await
}

/// Returns where the app answers for this reader; a server in front of it says whether its own side is encrypted.
fn base(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = if text("x-forwarded-proto") == Some("https") { "https" } else { "http" };
    format!("{scheme}://{}", text("host").unwrap_or_default())
}
