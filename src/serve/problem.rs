//! Why there is no answer: a status, a sentence and the next step, as a page or as JSON.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::app::App;
use crate::address;
use crate::ask;
use crate::render::html::{Site, app as pages};
use crate::store;

/// Why there is no answer.
#[derive(Debug)]
pub struct Problem {
    pub status: StatusCode,
    pub message: String,
    pub hint: Option<String>,
    /// Whether it is that there is no history yet.
    is_beginning: bool,
}

#[derive(Serialize)]
struct ProblemShape<'a> {
    error: &'a str,
    hint: Option<&'a str>,
}

impl Problem {
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), hint: None, is_beginning: false }
    }

    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// There is nothing at the address.
    pub fn nothing_here() -> Self {
        Self::new(StatusCode::NOT_FOUND, "there is no such page")
    }

    /// The app was not told to write.
    pub fn read_only() -> Self {
        Self::new(StatusCode::FORBIDDEN, "this app only reads").hint("start it with --write to decide things here")
    }

    /// Something is wrong with the program.
    pub fn bug() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "onrecord has a bug and gave no answer")
            .hint("nothing is half-written; please report what you asked for")
    }

    /// Writes it as a page, or for a program.
    pub fn respond(&self, app: &App, is_for_program: bool) -> Response {
        let Self { status, message, hint, .. } = self;
        if is_for_program {
            let shape = ProblemShape { error: message, hint: hint.as_deref() };
            // A plain struct has no way to fail.
            let text = serde_json::to_string(&shape).unwrap_or_default();
            return (*status, [(header::CONTENT_TYPE, "application/json")], text).into_response();
        }
        // To have no history yet is no failure of a page.
        let (status, page) = match self.is_beginning {
            true => {
                let site = Site { in_app: true, token: Some(app.token()) };
                (StatusCode::OK, pages::begin(&app.path().display().to_string(), site))
            }
            false => {
                let title = status.canonical_reason().unwrap_or("No answer");
                (*status, pages::failure(title, message, hint.as_deref()))
            }
        };
        (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        let (status, is_beginning) = match &error {
            store::Error::Missing { .. } => (StatusCode::NOT_FOUND, true),
            store::Error::Locked { .. } => (StatusCode::SERVICE_UNAVAILABLE, false),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, false),
        };
        Self { hint: error.hint(), is_beginning, ..Self::new(status, error.to_string()) }
    }
}

impl From<ask::Error> for Problem {
    fn from(error: ask::Error) -> Self {
        match error {
            ask::Error::Question { message, hint } => Self { hint, ..Self::new(StatusCode::NOT_FOUND, message) },
            ask::Error::Store(error) => error.into(),
        }
    }
}

impl From<address::AddressError> for Problem {
    fn from(error: address::AddressError) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error.to_string()).hint(error.hint())
    }
}
