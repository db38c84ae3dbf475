//! The same answers for programs, in the shapes that the contract fixes.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::app::{App, in_turn};
use super::asked::Asked;
use super::parts::{self, Named, some};
use super::problem::Problem;
use super::{index, pages};
use crate::ask::{self, AuditQuestion};
use crate::audit::AuditQuery;
use crate::render::{Report, json};
use crate::report::{DecisionRow, DecisionsReport, SpeakersReport, StoriesReport};

fn json(report: &Report) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], json::render(report)).into_response()
}

pub async fn stories(asked: Asked) -> Response {
    asked
        .answer(move |app, history, _| {
            let stories = index::ready(app, history)?.stories.iter().map(|line| line.row.clone()).collect();
            Ok(json(&Report::Stories(StoriesReport { stories })))
        })
        .await
}

pub async fn log(asked: Asked, Path(name): Path<String>) -> Response {
    asked
        .answer(move |_, history, _| {
            let log = ask::log(history, parts::story(history, &name)?, Some(usize::MAX))?;
            Ok(json(&Report::Log(log)))
        })
        .await
}

pub async fn versions(asked: Asked, Path((name, versions)): Path<(String, String)>) -> Response {
    asked
        .answer(move |_, history, parameters| {
            let story = parts::story(history, &name)?;
            let report = match parts::named(&versions)? {
                Named::One(point) => {
                    let version = parts::version(history, &name, &story, point)?;
                    Report::Show(ask::report_of(version, true))
                }
                Named::Two(old, new) => {
                    let old = parts::version(history, &name, &story, old)?;
                    let new = parts::version(history, &name, &story, new)?;
                    Report::Diff(pages::compared(history, &old, &new, parameters)?)
                }
            };
            Ok(json(&report))
        })
        .await
}

pub async fn blame(asked: Asked, Path((name, version)): Path<(String, String)>) -> Response {
    asked
        .answer(move |_, history, _| {
            let story = parts::story(history, &name)?;
            let Named::One(point) = parts::named(&version)? else { return Err(Problem::nothing_here()) };
            let version = parts::version(history, &name, &story, point)?;
            Ok(json(&Report::Blame(ask::blame(history, version, &[])?)))
        })
        .await
}

pub async fn claim(asked: Asked, Path(claim): Path<String>) -> Response {
    asked
        .answer(move |_, history, _| {
            let lineage = claim.parse().map_err(|_| Problem::nothing_here())?;
            Ok(json(&Report::History(ask::life(history, lineage, None)?)))
        })
        .await
}

pub async fn speakers(asked: Asked) -> Response {
    asked
        .answer(move |app, history, _| {
            let speakers = index::ready(app, history)?.speakers.clone();
            Ok(json(&Report::Speakers(SpeakersReport { speakers })))
        })
        .await
}

pub async fn audit(asked: Asked, Path(name): Path<String>) -> Response {
    asked
        .answer(move |_, history, parameters| {
            let query = AuditQuery { topic: some(parameters, "topic").map(str::to_owned), ..AuditQuery::default() };
            let (report, _) = ask::audit(history, &AuditQuestion { name, query, as_of: None, in_part: false })?;
            Ok(json(&Report::Audit(report)))
        })
        .await
}

pub async fn topics(asked: Asked, Path(name): Path<String>) -> Response {
    asked
        .answer(move |_, history, parameters| {
            let limit = parts::number(parameters, "limit").unwrap_or(20);
            Ok(json(&Report::Topics(ask::topics(history, &name, limit)?)))
        })
        .await
}

pub async fn search(asked: Asked) -> Response {
    asked
        .answer(move |_, history, parameters| {
            if some(parameters, "q").or(some(parameters, "topic")).is_none() {
                return Err(Problem::new(StatusCode::BAD_REQUEST, "a search needs words").hint("give ?q=WORDS"));
            }
            Ok(json(&Report::Search(ask::search(history, &pages::search_question(parameters))?)))
        })
        .await
}

pub async fn quotes(asked: Asked) -> Response {
    asked
        .answer(move |_, history, parameters| {
            Ok(json(&Report::Quotes(ask::quotes(history, some(parameters, "q").unwrap_or_default())?)))
        })
        .await
}

pub async fn decisions(asked: Asked) -> Response {
    asked
        .answer(move |_, history, _| {
            let decisions = DecisionRow::list(&history.decisions()?);
            Ok(json(&Report::Decisions(DecisionsReport { decisions, made: false })))
        })
        .await
}

pub async fn watches(State(app): State<Arc<App>>) -> Response {
    let list = in_turn(Arc::clone(&app), |app| app.read(|history| Ok(json(&Report::Watches(ask::watches(history)?)))));
    list.await.unwrap_or_else(|problem| problem.respond(&app, true))
}

pub async fn watch_status(State(app): State<Arc<App>>) -> Response {
    let status = in_turn(Arc::clone(&app), |app| {
        app.read(|history| Ok(json(&Report::WatchStatus(ask::watch_status(history, false)?))))
    });
    status.await.unwrap_or_else(|problem| problem.respond(&app, true))
}
