//! A request for what the history holds, as every page, feed and document of the app gets it, and the one way to answer
//! it: without any work where the browser has the answer already.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::app::{App, in_turn};
use super::parts::Parameters;
use super::problem::Problem;
use crate::store::{Error, History};

/// What was asked, and of whom.
pub struct Asked {
    app: Arc<App>,
    pub headers: HeaderMap,
    uri: Uri,
}

impl FromRequestParts<Arc<App>> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        Ok(Self { app: Arc::clone(app), headers: parts.headers.clone(), uri: parts.uri.clone() })
    }
}

impl Asked {
    /// Answers with what `make` makes of the history and of the parameters of the address.
    pub async fn answer(
        self,
        make: impl FnOnce(&Arc<App>, &History, &Parameters) -> Result<Response, Problem> + Send + 'static,
    ) -> Response {
        let Self { app, headers, uri } = self;
        let Ok(Query(parameters)) = Query::<Parameters>::try_from_uri(&uri) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        let is_for_program = uri.path().starts_with("/api/");
        let worked = in_turn(Arc::clone(&app), move |app| {
            app.read(|history| {
                let tag = tag(app, history, &headers, &uri)?;
                let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
                let mut response = match known.unwrap_or_default().split(',').any(|known| known.trim() == tag) {
                    true => StatusCode::NOT_MODIFIED.into_response(),
                    false => make(app, history, &parameters)?,
                };
                response.headers_mut().extend(HeaderValue::from_str(&tag).map(|tag| (header::ETAG, tag)));
                Ok(response)
            })
        });
        worked.await.unwrap_or_else(|problem: Problem| problem.respond(&app, is_for_program))
    }
}

/// Names an answer by all that it depends on: what is recorded and decided, the address, the reader's cookie and way to
/// the app; the list of stories, how far the index is.
fn tag(app: &App, history: &History, headers: &HeaderMap, uri: &Uri) -> Result<String, Error> {
    let (uri, stamp) = (uri.to_string(), history.stamp()?);
    let looked_at = if uri.starts_with("/?") || uri == "/" { app.index().looked_at() } else { 0 }.to_string();
    let of = |name: &str| headers.get(name).map_or(&[][..], HeaderValue::as_bytes);
    let told = [app.token(), &stamp, &looked_at, &uri, env!("CARGO_PKG_VERSION")].map(str::as_bytes);
    let mut hash = Sha256::new();
    for field in told.into_iter().chain(["cookie", "host", "x-forwarded-proto"].map(of)) {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field);
    }
    let letters: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("W/\"{letters}\""))
}
