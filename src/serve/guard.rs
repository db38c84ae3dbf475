//! Who is heard: requests for a name that the app was told, and forms that a page of its own has sent.
//!
//! A page elsewhere can make a browser ask for an address on this machine, under a name of its own that leads here
//! (DNS rebinding), or send a form here. Neither gets through.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::app::App;
use super::problem::Problem;

/// What a browser may do with an answer: load style, script and pictures of the app's own, and send forms to it.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The names by which a machine calls itself.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Lets a request through, or says why not, and adds to every answer what a browser may do with it.
pub async fn check(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_for_program = request.uri().path().starts_with("/api/");
    let refusal = refusal(&app, request.method(), request.headers());
    let mut response = match refusal {
        Some(problem) => problem.respond(&app, is_for_program),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

fn refusal(app: &App, method: &Method, headers: &HeaderMap) -> Option<Problem> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    if !is_own(app, host) {
        let refused = Problem::new(StatusCode::MISDIRECTED_REQUEST, "this app does not answer under that name");
        return Some(refused.hint("start it with --host NAME for each name under which readers reach it"));
    }
    if matches!(*method, Method::GET | Method::HEAD) {
        return None;
    }
    // A browser says where a form comes from; what says nothing must still bring the token.
    let is_foreign = text(HeaderName::from_static("sec-fetch-site")).is_some_and(|site| site != "same-origin");
    let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    let is_other = headers.contains_key(header::ORIGIN) && origin != Some(host);
    (is_foreign || is_other).then(|| Problem::new(StatusCode::FORBIDDEN, "the form was sent from elsewhere"))
}

/// Returns whether a Host header names the app.
fn is_own(app: &App, host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
        _ => (host.as_str(), Some(80)),
    };
    let is_loopback = LOOPBACK.contains(&name) && port == Some(app.port);
    // Behind a proxy the port is the proxy's.
    is_loopback || app.hosts().iter().any(|known| known.eq_ignore_ascii_case(name) || known.eq_ignore_ascii_case(&host))
}
