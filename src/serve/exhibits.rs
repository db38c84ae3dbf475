//! What else shows how a version looked, to be saved: a browser never opens it in the app's name.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::asked::Asked;
use super::parts::{self, Named};
use super::problem::Problem;

pub async fn exhibit(asked: Asked, Path((name, version, nth)): Path<(String, String, usize)>) -> Response {
    asked
        .answer(move |_, history, _| {
            let story = parts::story(history, &name)?;
            let Named::One(point) = parts::named(&version)? else { return Err(Problem::nothing_here()) };
            let version = parts::version(history, &name, &story, point)?;
            let exhibits = history.exhibits(&version.story.slug, version.number)?;
            let exhibit = nth.checked_sub(1).and_then(|at| exhibits.get(at)).ok_or_else(Problem::nothing_here)?;
            let bytes = history.bytes_of(&exhibit.sha256)?.ok_or_else(Problem::nothing_here)?;
            let file = format!("{}-v{}-{}", version.story.slug, version.number, exhibit.file_name(nth));
            let headers = [
                (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", plain(&file))),
            ];
            Ok((headers, bytes).into_response())
        })
        .await
}

/// Keeps of a story's name what a header can say.
fn plain(file: &str) -> String {
    file.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect()
}
