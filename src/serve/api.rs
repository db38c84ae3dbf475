//! The same answers for programs, in the shapes that the contract fixes.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::app::{App, answer, in_turn};
use super::parts::{self, Named, Parameters, some};
use super::problem::Problem;
use super::{index, pages};
use crate::ask::{self, AuditQuestion};
use crate::audit::AuditQuery;
use crate::render::{Report, json};
use crate::report::{DecisionRow, DecisionsReport, SpeakersReport, StoriesReport, VersionReport};

type TheApp = State<Arc<App>>;

fn json(report: &Report) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], json::render(report)).into_response()
}

pub async fn stories(State(app): TheApp, headers: HeaderMap, uri: Uri) -> Response {
    answer(app, headers, uri, |app, history| {
        let stories = index::ready(app, history)?.stories.iter().map(|line| line.row.clone()).collect();
        Ok(json(&Report::Stories(StoriesReport { stories })))
    })
    .await
}

pub async fn log(State(app): TheApp, headers: HeaderMap, uri: Uri, Path(name): Path<String>) -> Response {
    answer(app, headers, uri, move |_, history| {
        let log = ask::log(history, parts::story(history, &name)?, Some(usize::MAX))?;
        Ok(json(&Report::Log(log)))
    })
    .await
}

pub async fn versions(
    State(app): TheApp,
    headers: HeaderMap,
    uri: Uri,
    Path((name, versions)): Path<(String, String)>,
    Query(parameters): Query<Parameters>,
) -> Response {
    answer(app, headers, uri, move |_, history| {
        let story = parts::story(history, &name)?;
        let report = match parts::named(&versions)? {
            Named::One(point) => {
                let version = parts::version(history, &story, point)?;
                let info = ask::stored_info(&version);
                Report::Show(VersionReport { version: info, extraction: version.extraction, with_text: true })
            }
            Named::Two(old, new) => {
                let old = parts::version(history, &story, old)?;
                let new = parts::version(history, &story, new)?;
                Report::Diff(pages::compared(history, &old, &new, &parameters)?)
            }
        };
        Ok(json(&report))
    })
    .await
}

pub async fn blame(
    State(app): TheApp,
    headers: HeaderMap,
    uri: Uri,
    Path((name, version)): Path<(String, String)>,
) -> Response {
    answer(app, headers, uri, move |_, history| {
        let story = parts::story(history, &name)?;
        let Named::One(point) = parts::named(&version)? else { return Err(Problem::nothing_here()) };
        let version = parts::version(history, &story, point)?;
        Ok(json(&Report::Blame(ask::blame(history, version, &[])?)))
    })
    .await
}

pub async fn claim(State(app): TheApp, headers: HeaderMap, uri: Uri, Path(claim): Path<String>) -> Response {
    answer(app, headers, uri, move |_, history| {
        let lineage = claim.parse().map_err(|_| Problem::nothing_here())?;
        Ok(json(&Report::History(ask::life(history, lineage)?)))
    })
    .await
}

pub async fn speakers(State(app): TheApp, headers: HeaderMap, uri: Uri) -> Response {
    answer(app, headers, uri, |app, history| {
        let speakers = index::ready(app, history)?.speakers.clone();
        Ok(json(&Report::Speakers(SpeakersReport { speakers })))
    })
    .await
}

pub async fn audit(
    State(app): TheApp,
    headers: HeaderMap,
    uri: Uri,
    Path(name): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Response {
    answer(app, headers, uri, move |_, history| {
        let query = AuditQuery { topic: some(&parameters, "topic").map(str::to_owned), ..AuditQuery::default() };
        let (report, _) = ask::audit(history, &AuditQuestion { name, query, as_of: None, in_part: false })?;
        Ok(json(&Report::Audit(report)))
    })
    .await
}

pub async fn topics(
    State(app): TheApp,
    headers: HeaderMap,
    uri: Uri,
    Path(name): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Response {
    answer(app, headers, uri, move |_, history| {
        let limit = parts::number(&parameters, "limit").unwrap_or(20);
        Ok(json(&Report::Topics(ask::topics(history, &name, limit)?)))
    })
    .await
}

pub async fn search(
    State(app): TheApp,
    headers: HeaderMap,
    uri: Uri,
    Query(parameters): Query<Parameters>,
) -> Response {
    answer(app, headers, uri, move |_, history| {
        if some(&parameters, "q").or(some(&parameters, "topic")).is_none() {
            return Err(Problem::new(StatusCode::BAD_REQUEST, "a search needs words").hint("give ?q=WORDS"));
        }
        Ok(json(&Report::Search(ask::search(history, &pages::search_question(&parameters))?)))
    })
    .await
}

pub async fn quotes(
    State(app): TheApp,
    headers: HeaderMap,
    uri: Uri,
    Query(parameters): Query<Parameters>,
) -> Response {
    answer(app, headers, uri, move |_, history| {
        Ok(json(&Report::Quotes(ask::quotes(history, some(&parameters, "q").unwrap_or_default())?)))
    })
    .await
}

pub async fn decisions(State(app): TheApp, headers: HeaderMap, uri: Uri) -> Response {
    answer(app, headers, uri, |_, history| {
        let decisions = DecisionRow::list(&history.decisions()?);
        Ok(json(&Report::Decisions(DecisionsReport { decisions, made: false })))
    })
    .await
}

pub async fn watches(State(app): TheApp) -> Response {
    let list = in_turn(Arc::clone(&app), |app| app.read(|history| Ok(json(&Report::Watches(ask::watches(history)?)))));
    list.await.unwrap_or_else(|problem| problem.respond(&app, true))
}

pub async fn watch_status(State(app): TheApp) -> Response {
    let status = in_turn(Arc::clone(&app), |app| {
        app.read(|history| Ok(json(&Report::WatchStatus(ask::watch_status(history, false)?))))
    });
    status.await.unwrap_or_else(|problem| problem.respond(&app, true))
}
