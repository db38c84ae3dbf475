//! The pages: what each shows of the history.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::stream;
use tokio::sync::mpsc;

use super::app::{App, in_turn};
use super::asked::Asked;
use super::index;
use super::parts::{self, Named, Parameters, html, some};
use super::problem::Problem;
use crate::ask::{self, AuditQuestion, SearchQuestion};
use crate::audit::AuditQuery;
use crate::curation::{Ruled, suggest};
use crate::lookup;
use crate::render::card as picture;
use crate::render::html::app as templates;
use crate::report::{
    CardReport, DecisionRow, DecisionsReport, DiffReport, Listing, ListingQuery, Order, StoryOrder, encoded,
};
use crate::store::{History, StoredVersion};
use crate::story::{Slug, Story, VersionNumber};

/// How many hits make a page, topics stand above an audit, and pairs of names below the speakers.
const HITS: usize = 20;
const TOPICS: usize = 24;
const PAIRS: usize = 10;

/// Up to how many statements the topics stand above an audit unasked: they are read off all of them.
const FEW: usize = 500;

/// How much of a long page is sent at once, in bytes.
const CHUNK: usize = 16 * 1024;

/// How long a browser remembers which version its reader has seen, in seconds.
const REMEMBERED: u32 = 365 * 24 * 60 * 60;

pub async fn stories(asked: Asked) -> Response {
    asked
        .answer(move |app, history, parameters| {
            let listing = Listing::stories(&index::ready(app, history)?.stories, listing_query(parameters));
            Ok(html(templates::stories(&listing, app.is_example())))
        })
        .await
}

pub async fn speakers(asked: Asked) -> Response {
    asked
        .answer(move |app, history, parameters| {
            let query = listing_query(parameters);
            let listing = Listing::speakers(&index::ready(app, history)?.speakers, query);
            // Only where somebody may say so, and only where it is asked for: it compares everybody with everybody.
            let mut pairs = match some(parameters, "alike") {
                Some(_) => suggest(&lookup::known_speakers(history)?, &lookup::people(history)?),
                None => Vec::new(),
            };
            pairs.truncate(PAIRS);
            Ok(html(templates::speakers(&listing, &pairs, app.site())))
        })
        .await
}

fn listing_query(parameters: &Parameters) -> ListingQuery {
    let order = some(parameters, "order").unwrap_or_default();
    ListingQuery {
        words: some(parameters, "words").unwrap_or_default().to_owned(),
        order: StoryOrder::ALL.into_iter().find(|known| known.name() == order).unwrap_or_default(),
        page: parts::number(parameters, "page").unwrap_or(1),
    }
}

pub async fn story(asked: Asked, Path(name): Path<String>) -> Response {
    let seen = seen(&asked.headers);
    asked
        .answer(move |app, history, _| {
            let report = ask::story(history, parts::story(history, &name)?)?;
            let (slug, latest) = (&report.log.story.slug, report.log.story.versions);
            let mut response = html(templates::story(&report, seen, app.site()));
            let path = format!("/stories/{}", encoded(slug.as_str()));
            let cookie = format!("seen={latest}; Path={path}; Max-Age={REMEMBERED}; HttpOnly; SameSite=Strict");
            response.headers_mut().extend(cookie.parse().map(|cookie| (header::SET_COOKIE, cookie)));
            Ok(response)
        })
        .await
}

/// Returns the version that a reader saw last, as his or her browser remembers.
fn seen(headers: &HeaderMap) -> Option<VersionNumber> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix("seen=")?.parse().ok())
}

/// Leads from the form that names two versions to their comparison.
pub async fn compare(Path(name): Path<String>, Query(parameters): Query<Parameters>) -> Response {
    let number = |name| parts::number(&parameters, name).unwrap_or(1);
    Redirect::to(&format!("/stories/{}/v{}..v{}", encoded(&name), number("old"), number("new"))).into_response()
}

/// One version, or two of them compared.
pub async fn versions(asked: Asked, Path((name, versions)): Path<(String, String)>) -> Response {
    asked
        .answer(move |app, history, parameters| {
            let story = parts::story(history, &name)?;
            match parts::named(&versions)? {
                Named::One(point) => {
                    let version = parts::version(history, &name, &story, point)?;
                    version_page(app, history, version).map(html)
                }
                Named::Two(old, new) => {
                    let old = parts::version(history, &name, &story, old)?;
                    let new = parts::version(history, &name, &story, new)?;
                    let report = compared(history, &old, &new, parameters)?;
                    let numbers = history.version_numbers(&new.story.slug)?;
                    Ok(streamed(Arc::clone(app), report, new.story, numbers, [old.number, new.number]))
                }
            }
        })
        .await
}

fn version_page(app: &App, history: &History, version: StoredVersion) -> Result<String, Problem> {
    let (story, number) = (version.story.clone(), version.number);
    let numbers = history.version_numbers(&story.slug)?;
    Ok(templates::version(&ask::report_of(version, true), &story, &numbers, number, app.site()))
}

/// Compares two versions in the order of the text.
pub fn compared(
    history: &History,
    old: &StoredVersion,
    new: &StoredVersion,
    parameters: &Parameters,
) -> Result<DiffReport, Problem> {
    let rulings = Ruled::all(&history.decisions()?);
    let step = ask::step(history, old, new, &rulings, &parts::filter(parameters)?)?;
    Ok(DiffReport { order: Order::Text, ..step.within_story() })
}

/// Sends a comparison while its page is made.
fn streamed(
    app: Arc<App>,
    report: DiffReport,
    story: Story,
    numbers: Vec<VersionNumber>,
    versions: [VersionNumber; 2],
) -> Response {
    let (sender, receiver) = mpsc::channel::<String>(4);
    tokio::task::spawn_blocking(move || {
        let mut chunk = String::new();
        for part in templates::diff(&report, &story, &numbers, versions, app.site()) {
            chunk.push_str(&part);
            // The reader has gone where nobody takes it.
            if chunk.len() >= CHUNK && sender.blocking_send(std::mem::take(&mut chunk)).is_err() {
                return;
            }
        }
        let _ = sender.blocking_send(chunk);
    });
    let chunks = stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|chunk| (Ok::<Bytes, std::convert::Infallible>(chunk.into()), receiver))
    });
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], Body::from_stream(chunks)).into_response()
}

/// The picture of an edit, named by its id.
pub async fn card(asked: Asked, Path((name, versions, file)): Path<(String, String, String)>) -> Response {
    asked
        .answer(move |_, history, _| {
            let story = parts::story(history, &name)?;
            let Named::Two(old, new) = parts::named(&versions)? else { return Err(Problem::nothing_here()) };
            let (old, new) =
                (parts::version(history, &name, &story, old)?, parts::version(history, &name, &story, new)?);
            let report = compared(history, &old, &new, &Parameters::new())?;
            let (id, ending) = file.rsplit_once('.').ok_or_else(Problem::nothing_here)?;
            let is_meant = |index: &usize| report.id(*index).is_some_and(|found| found.as_str() == id);
            let edit = (0..report.diff.edits.len()).find(is_meant).and_then(|index| CardReport::new(&report, index));
            let edit = edit.ok_or_else(Problem::nothing_here)?;
            match ending {
                "png" => Ok(([(header::CONTENT_TYPE, "image/png")], picture::png(&edit)).into_response()),
                "svg" => Ok(([(header::CONTENT_TYPE, "image/svg+xml")], picture::svg(&edit)).into_response()),
                _ => Err(Problem::nothing_here()),
            }
        })
        .await
}

pub async fn blame(asked: Asked, Path((name, version)): Path<(String, String)>) -> Response {
    asked
        .answer(move |app, history, _| {
            let story = parts::story(history, &name)?;
            let Named::One(point) = parts::named(&version)? else { return Err(Problem::nothing_here()) };
            let version = parts::version(history, &name, &story, point)?;
            let (number, numbers) = (version.number, history.version_numbers(&version.story.slug)?);
            Ok(html(templates::blame(&ask::blame(history, version, &[])?, &numbers, number, app.site())))
        })
        .await
}

pub async fn claim(asked: Asked, Path(claim): Path<String>) -> Response {
    asked
        .answer(move |app, history, _| {
            let lineage = claim.parse().map_err(|_| Problem::nothing_here())?;
            Ok(html(templates::claim(&ask::life(history, lineage, None)?, app.site())))
        })
        .await
}

pub async fn speaker(asked: Asked, Path(name): Path<String>) -> Response {
    asked
        .answer(move |app, history, parameters| {
            let topic = some(parameters, "topic");
            let question = AuditQuestion {
                name: name.clone(),
                query: AuditQuery { topic: topic.map(str::to_owned), ..AuditQuery::default() },
                as_of: None,
                in_part: some(parameters, "all").is_none(),
            };
            let (report, note) = ask::audit(history, &question)?;
            let is_asked = some(parameters, "topics").is_some();
            let topics = match is_asked || report.audit.entries.len() <= FEW {
                true => Some(ask::topics(history, &name, TOPICS)?.topics),
                false => None,
            };
            Ok(html(templates::speaker(&report, &name, topic, topics.as_deref(), note.as_deref(), app.site())))
        })
        .await
}

pub async fn search(asked: Asked) -> Response {
    asked
        .answer(move |app, history, parameters| {
            let query = some(parameters, "q").unwrap_or_default();
            let (report, problem) = match query.is_empty() {
                true => (None, None),
                false => match ask::search(history, &search_question(parameters)) {
                    Ok(report) => (Some(report), None),
                    // Half-typed words are no failure of the page.
                    Err(ask::Error::Question { message, hint }) => {
                        (None, Some(hint.map_or(message.clone(), |hint| format!("{message}; {hint}"))))
                    }
                    Err(error) => return Err(error.into()),
                },
            };
            let page = match some(parameters, "part") {
                Some("found") => templates::found,
                _ => templates::search,
            };
            Ok(html(page(query, report.as_ref(), problem.as_deref(), app.site())))
        })
        .await
}

/// Reads a search off an address.
pub fn search_question(parameters: &Parameters) -> SearchQuestion {
    let owned = |name: &str| some(parameters, name).map(str::to_owned);
    let limit = parts::number(parameters, "limit").unwrap_or(HITS).min(1000);
    SearchQuestion {
        words: owned("q").unwrap_or_default(),
        topic: owned("topic"),
        speaker: owned("speaker"),
        story: some(parameters, "story").and_then(Slug::from_text),
        outlet: owned("outlet"),
        skip: (parts::number(parameters, "page").unwrap_or(1) - 1).saturating_mul(limit),
        limit,
        ..SearchQuestion::default()
    }
}

pub async fn quotes(asked: Asked) -> Response {
    asked
        .answer(move |app, history, parameters| {
            let query = some(parameters, "q").unwrap_or_default();
            Ok(html(templates::quotes(query, &ask::quotes(history, query)?, app.site())))
        })
        .await
}

pub async fn decisions(asked: Asked) -> Response {
    asked
        .answer(move |app, history, _| {
            let decisions = DecisionRow::list(&history.decisions()?);
            Ok(html(templates::decisions(&DecisionsReport { decisions, made: false }, app.site())))
        })
        .await
}

/// What is watched changes with every look, so that nothing is kept by the browser.
pub async fn watches(State(app): State<Arc<App>>) -> Response {
    let page = in_turn(Arc::clone(&app), |app| {
        app.read(|history| {
            let (watches, status) = (ask::watches(history)?, ask::watch_status(history, false)?);
            Ok(html(templates::watches(&watches, &status, app.site())))
        })
    });
    page.await.unwrap_or_else(|problem| problem.respond(&app, false))
}
