//! diffengine's database → items.
//!
//! Its tables: `entry` (url), `entryversion` (title, url, summary, created, archive_url, entry_id), and `feedentry` and
//! `feed` (name), which say where an entry came from. A summary is the article as paragraphs of HTML; times are UTC.

use std::ops::ControlFlow;
use std::path::Path;

use super::{Error, Form, Item, Sink, Skipped, StoryKey, moment, sqlite};
use crate::story::Metadata;

const TABLES: [(&str, &[&str]); 4] = [
    ("entryversion", &["id", "title", "url", "summary", "created", "entry_id"]),
    ("entry", &["id", "url"]),
    ("feedentry", &["feed_id", "entry_id"]),
    ("feed", &["url", "name"]),
];

const VERSIONS: &str = "SELECT version.id, version.title, version.url, version.summary, version.created, entry.url, version.entry_id, \
    (SELECT feed.name FROM feedentry JOIN feed ON feed.url = feedentry.feed_id WHERE feedentry.entry_id = version.entry_id \
    ORDER BY feedentry.id LIMIT 1) \
    FROM entryversion AS version LEFT JOIN entry ON entry.id = version.entry_id ORDER BY version.entry_id, version.created, version.id";

/// Reads the versions of all entries.
///
/// # Errors
/// When the file is none of diffengine's, or cannot be read.
pub fn read_file(path: &Path, sink: Sink<'_>) -> Result<ControlFlow<()>, Error> {
    let connection = sqlite::open(path, "a database of diffengine", &TABLES)?;
    let mut read = || {
        let mut statement = connection.prepare(VERSIONS)?;
        let mut rows = statement.query([])?;
        // An entry keeps the address of its first version: the feed's own may be a detour, and later ones may have
        // moved.
        let mut story: Option<(i64, String)> = None;
        while let Some(row) = rows.next()? {
            let origin = format!("{}, version {}", path.display(), row.get::<_, i64>(0)?);
            let id: i64 = row.get(6)?;
            let [title, url, summary, created, entry, feed]: [Option<String>; 6] = [1, 2, 3, 4, 5, 7]
                .map(|at| sqlite::text(row, at))
                .into_iter()
                .collect::<Result<Vec<_>, _>>()?
                .try_into()
                .unwrap_or_default();
            if story.as_ref().is_none_or(|(of, _)| *of != id) {
                story = url.or(entry).map(|url| (id, url));
            }
            let found = match (&story, summary, created.as_deref().and_then(moment::parse)) {
                (None, ..) => Err(Skipped::fault(origin, "without a url")),
                (_, None, _) => Err(Skipped::other(origin, "without a text")),
                (_, _, None) => Err(Skipped::fault(origin, "without a time that can be read")),
                (Some((_, url)), Some(summary), captured_at) => Ok(Item {
                    origin,
                    story: StoryKey::Url(url.clone()),
                    bytes: summary.into_bytes(),
                    form: Form::Fragment,
                    metadata: Metadata { headline: title, outlet: feed, captured_at, ..Metadata::default() },
                }),
            };
            if sink(found).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    };
    read().map_err(|source: rusqlite::Error| Error::Database { path: path.to_owned(), source })
}
