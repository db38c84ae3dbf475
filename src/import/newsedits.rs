//! NewsEdits' dumps → items: SQLite databases with a table `entryversion`, which diffengine and NewsSniffer gathered.
//!
//! What they share: entry_id (some: article_id), summary (some: text) as paragraphs of HTML, title, created, url,
//! version. A dump in CSV has the same columns and is read as a table is.

use std::ops::ControlFlow;
use std::path::Path;

use super::{Error, Form, Item, Sink, Skipped, StoryKey, moment, sqlite};
use crate::story::Metadata;

/// The names that a column has in one dump or another, most usual first.
const ENTRY: [&str; 2] = ["entry_id", "article_id"];
const TEXT: [&str; 3] = ["summary", "text", "body"];
const CREATED: [&str; 3] = ["created", "date", "timestamp"];

/// Reads the versions of all articles.
///
/// # Errors
/// When the file is no such dump, or cannot be read.
pub fn read_file(path: &Path, sink: Sink<'_>) -> Result<ControlFlow<()>, Error> {
    const WHAT: &str = "a database of NewsEdits";
    let connection = sqlite::open(path, WHAT, &[("entryversion", &["title"])])?;
    let fault = |source| Error::Database { path: path.to_owned(), source };
    let columns = sqlite::columns(&connection, "entryversion").map_err(fault)?;
    let pick = |names: &[&'static str]| names.iter().copied().find(|name| columns.iter().any(|column| column == name));
    let need = |names: &[&'static str]| {
        let hint = || format!("its table entryversion has none of the columns {}", names.join(", "));
        pick(names).ok_or_else(|| Error::Form { path: path.to_owned(), what: WHAT, hint: hint() })
    };
    let (entry, text, created) = (need(&ENTRY)?, need(&TEXT)?, need(&CREATED)?);
    let url = pick(&["url", "archive_url"]).unwrap_or("NULL");
    let version = pick(&["version"]).unwrap_or("NULL");
    // All of these names are our own words.
    let sql = format!(
        "SELECT {entry}, title, {text}, {created}, {url}, {version} FROM entryversion ORDER BY {entry}, CAST({version} AS INTEGER), {created}, rowid"
    );
    let mut read = || {
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        // A story keeps the address of its first version, wherever it moved.
        let mut story: Option<(String, StoryKey)> = None;
        let mut number = 0;
        while let Some(row) = rows.next()? {
            number += 1;
            let [entry, title, text, created, url, version]: [Option<String>; 6] = [0, 1, 2, 3, 4, 5]
                .map(|at| sqlite::text(row, at))
                .into_iter()
                .collect::<Result<Vec<_>, _>>()?
                .try_into()
                .unwrap_or_default();
            let Some(entry) = entry else {
                if sink(Err(Skipped::fault(format!("{}, row {number}", path.display()), "without an article")))
                    .is_break()
                {
                    return Ok(ControlFlow::Break(()));
                }
                continue;
            };
            let origin = match &version {
                Some(version) => format!("{}, article {entry}, version {version}", path.display()),
                None => format!("{}, article {entry}, row {number}", path.display()),
            };
            let key = match &story {
                Some((of, key)) if *of == entry => key.clone(),
                _ => {
                    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                    let key = match &url {
                        Some(url) if url.starts_with("http") => StoryKey::Url(url.clone()),
                        _ => StoryKey::Name(format!("{stem} {entry}")),
                    };
                    story.insert((entry, key)).1.clone()
                }
            };
            let found = match (text, created.as_deref().map(moment::parse)) {
                (None, _) => Err(Skipped::other(origin, "without a text")),
                (_, Some(None)) => Err(Skipped::fault(origin, "without a time that can be read")),
                (Some(text), created) => Ok(Item {
                    origin,
                    story: key,
                    form: if text.contains("</") || text.contains("<p>") { Form::Fragment } else { Form::Text },
                    bytes: text.into_bytes(),
                    metadata: Metadata { headline: title, captured_at: created.flatten(), ..Metadata::default() },
                }),
            };
            if sink(found).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    };
    read().map_err(fault)
}
