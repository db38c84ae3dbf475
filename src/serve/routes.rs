//! Which address leads to which answer.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::Uri;
use axum::middleware;
use axum::response::Response;
use axum::routing::{get, post};

use super::app::App;
use super::problem::Problem;
use super::{api, example, exhibits, feeds, form, guard, openapi, pages, parts};

/// Makes the app's router.
pub fn router(app: Arc<App>) -> Router {
    let pages = Router::new()
        .route("/", get(pages::stories))
        .route("/stories/{story}", get(pages::story))
        .route("/stories/{story}/compare", get(pages::compare))
        .route("/stories/{story}/{versions}", get(pages::versions))
        .route("/stories/{story}/{version}/blame", get(pages::blame))
        .route("/stories/{story}/{versions}/cards/{file}", get(pages::card))
        .route("/stories/{story}/{version}/exhibits/{nth}", get(exhibits::exhibit))
        .route("/claims/{claim}", get(pages::claim))
        .route("/speakers", get(pages::speakers))
        .route("/speakers/{name}", get(pages::speaker))
        .route("/search", get(pages::search))
        .route("/quotes", get(pages::quotes))
        .route("/watches", get(pages::watches).post(form::watch))
        .route("/watches/remove", post(form::unwatch))
        .route("/decisions", get(pages::decisions))
        .route("/decisions/undo", post(form::undo))
        .route("/rulings", post(form::rule))
        .route("/people", post(form::people))
        .route("/example", post(example::open));
    let feeds = Router::new()
        .route("/feeds/stories/{file}", get(feeds::story))
        .route("/feeds/speakers/{file}", get(feeds::speaker))
        .route("/feeds/{file}", get(feeds::all_or_search));
    let api = Router::new()
        .route("/api/openapi.json", get(openapi::document))
        .route("/api/stories", get(api::stories))
        .route("/api/stories/{story}", get(api::log))
        .route("/api/stories/{story}/{versions}", get(api::versions))
        .route("/api/stories/{story}/{version}/blame", get(api::blame))
        .route("/api/claims/{claim}", get(api::claim))
        .route("/api/speakers", get(api::speakers))
        .route("/api/speakers/{name}", get(api::audit))
        .route("/api/speakers/{name}/topics", get(api::topics))
        .route("/api/search", get(api::search))
        .route("/api/quotes", get(api::quotes))
        .route("/api/watches", get(api::watches))
        .route("/api/watches/status", get(api::watch_status))
        .route("/api/decisions", get(api::decisions));
    let router = pages.merge(feeds).merge(api).route("/assets/{name}", get(parts::asset)).fallback(nothing);
    router.layer(middleware::from_fn_with_state(Arc::clone(&app), guard::check)).with_state(app)
}

async fn nothing(State(app): State<Arc<App>>, uri: Uri) -> Response {
    Problem::nothing_here().respond(&app, uri.path().starts_with("/api/"))
}
