//! What readers decide by click. Each form brings the token of the app's own pages.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::app::{App, in_turn};
use super::parts::{Parameters, some};
use super::problem::Problem;
use crate::address::parse_url;
use crate::ask::{self, Destination};
use crate::curation::{Decision, Ruling, Verdict};
use crate::record::watching;
use crate::report::encoded;
use crate::store::History;
use crate::story::Slug;

type Fields = Form<HashMap<String, String>>;

/// Rules on an edit.
pub async fn rule(State(app): State<Arc<App>>, Form(fields): Fields) -> Response {
    post(app, fields, |app, fields| {
        let (story, versions) = (field(fields, "story")?, field(fields, "versions")?);
        let (edit, verdict) = (field(fields, "edit")?, field(fields, "verdict")?);
        let verdict = Verdict::ALL.into_iter().find(|known| known.name() == verdict && *known != Verdict::NotAShift);
        let verdict = verdict.ok_or_else(|| unfit("that is no verdict on an edit"))?;
        app.write(|history, author| {
            let found = ask::edits_with_id(history, edit, Some(&format!("{story}@{versions}")))?;
            let (on, subject) = found.into_iter().find(|(on, _)| on == edit).ok_or_else(|| {
                Problem::new(StatusCode::NOT_FOUND, "that edit is not there any more").hint("load its page anew")
            })?;
            let note = some(fields, "note").map(str::to_owned);
            let ruling = Ruling { on, subject, verdict, note };
            history.decide(author, app.now(), Decision::Rule(ruling))?;
            Ok(format!("/stories/{}/{}#e-{}", encoded(story), encoded(versions), &edit[..edit.len().min(8)]))
        })
    })
    .await
}

/// Says that two names are one speaker's, or two speakers'.
pub async fn people(State(app): State<Arc<App>>, Form(fields): Fields) -> Response {
    post(app, fields, |app, fields| {
        let (name, other) = (field(fields, "name")?, field(fields, "other")?);
        app.write(|history, author| {
            let address = format!("/speakers/{}", encoded(&ask::speaker_named(history, name)?));
            let decision = match field(fields, "do")? {
                "merge" => ask::one_speaker(history, name, other)?,
                "part" => ask::two_speakers(history, name, other)?,
                _ => return Err(unfit("names are one speaker's or two speakers'")),
            };
            history.decide(author, app.now(), decision)?;
            Ok(address)
        })
    })
    .await
}

/// Takes a decision back.
pub async fn undo(State(app): State<Arc<App>>, Form(fields): Fields) -> Response {
    post(app, fields, |app, fields| {
        let number: usize = field(fields, "number")?.parse().map_err(|_| unfit("that is no number"))?;
        app.write(|history, author| {
            let decision = ask::taking_back(&history.decisions()?, Some(number), |_| true)?;
            history.decide(author, app.now(), decision)?;
            Ok("/decisions".to_owned())
        })
    })
    .await
}

/// Adds an address to what is watched.
pub async fn watch(State(app): State<Arc<App>>, Form(fields): Fields) -> Response {
    post(app, fields, |app, fields| {
        let url = parse_url(field(fields, "url")?)?;
        let story = some(fields, "story")
            .map(|name| Slug::from_text(name).ok_or_else(|| unfit("a story's name needs a letter or a digit")));
        let story = story.transpose()?;
        let is_new = some(fields, "new").is_some();
        app.write(|history, _| {
            let story = match &story {
                Some(name) => Some(destination(history, name, is_new)?),
                None => None,
            };
            watching::add(history, &url, None, &[], story.as_ref(), app.now())?;
            Ok("/watches".to_owned())
        })
    })
    .await
}

/// Takes a watch away.
pub async fn unwatch(State(app): State<Arc<App>>, Form(fields): Fields) -> Response {
    post(app, fields, |app, fields| {
        let number: i64 = field(fields, "number")?.parse().map_err(|_| unfit("that is no number"))?;
        app.write(|history, _| {
            let mut writer = history.write()?;
            writer.unwatch(number)?;
            writer.commit()?;
            Ok("/watches".to_owned())
        })
    })
    .await
}

/// Does what a form asks for, and leads on to the page that shows it.
pub async fn post(
    app: Arc<App>,
    fields: Parameters,
    decide: impl FnOnce(&App, &Parameters) -> Result<String, Problem> + Send + 'static,
) -> Response {
    let done = in_turn(Arc::clone(&app), move |app| {
        let token = fields.get("token").map(String::as_str).unwrap_or_default();
        if !is_same(token, app.token()) {
            let refused = Problem::new(StatusCode::FORBIDDEN, "the form is not of this run of the app");
            return Err(refused.hint("load the page anew, and send the form again"));
        }
        decide(app, &fields)
    });
    match done.await {
        Ok(address) => Redirect::to(&address).into_response(),
        Err(problem) => problem.respond(&app, false),
    }
}

/// Compares without telling by the time how much is right.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

fn field<'a>(fields: &'a Parameters, name: &str) -> Result<&'a str, Problem> {
    some(fields, name).ok_or_else(|| unfit(&format!("the form says nothing for {name}")))
}

fn unfit(why: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, why)
}

/// Returns the story that a page is to go into; a name that is nearly a known one must be said to be new.
fn destination(history: &History, name: &Slug, is_new: bool) -> Result<Slug, Problem> {
    match ask::destination(history, name)? {
        Destination::Known(called) if is_new => Err(unfit(&format!("there is a story \"{called}\" already"))
            .hint("choose another name, or leave “a new story” out")),
        Destination::Known(called) => Ok(called),
        Destination::Slip(near) if !is_new => Err(unfit(&format!("there is no story \"{name}\""))
            .hint(format!("did you mean {}? To make a new story, tick “a new story”", near.join(" or ")))),
        Destination::Slip(_) | Destination::New(_) => Ok(name.clone()),
    }
}
