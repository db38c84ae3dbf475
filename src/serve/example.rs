//! The example that comes with the program: five versions of an invented story, recorded beside the user's history
//! where there is none yet.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::app::App;
use super::form::post;
use super::parts::Parameters;
use super::problem::Problem;
use crate::ingest;
use crate::record;
use crate::store::History;
use crate::story::Slug;

const STORY: &str = "harbour-fire";

/// The versions, oldest first.
const VERSIONS: [&str; 5] = [
    include_str!("../../tests/fixtures/harbour_fire/1.txt"),
    include_str!("../../tests/fixtures/harbour_fire/2.txt"),
    include_str!("../../tests/fixtures/harbour_fire/3.txt"),
    include_str!("../../tests/fixtures/harbour_fire/4.txt"),
    include_str!("../../tests/fixtures/harbour_fire/5.txt"),
];

/// Shows the example, where there is no history.
pub async fn open(State(app): State<Arc<App>>, Form(fields): Form<Parameters>) -> Response {
    post(app, fields, |app, _| {
        if !app.is_example() && !app.path().exists() {
            let folder = tempfile::tempdir().map_err(|error| unmade(&error))?;
            let mut history = History::open(&folder.path().join("example.db"))?;
            let slug = Slug::from_text(STORY).ok_or_else(Problem::bug)?;
            for (nth, text) in (1..).zip(VERSIONS) {
                let read = ingest::read_bytes(&format!("{nth}.txt"), text.as_bytes().to_vec());
                let draft = read.map_err(|error| unmade(&error))?.draft;
                record::record(&mut history, &slug, &draft, app.now())?;
            }
            drop(history);
            app.show_example(folder);
        }
        Ok("/".to_owned())
    })
    .await
}

fn unmade(error: &dyn std::error::Error) -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the example could not be made: {error}"))
}
