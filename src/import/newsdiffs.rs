//! newsdiffs' database and repositories → items.
//!
//! Its tables, in SQLite: `Articles` (url, git_dir) and `version` (article_id, v, title, byline, date, boring). The
//! texts stand in git: `v` is the commit, the address without its scheme the path, and the first three lines of a text
//! are date, headline and byline. The database's dates have no zone, so that a version is dated by its commit, which
//! has one. Versions that newsdiffs calls boring are kept out, as there.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Component, Path, PathBuf};

use chrono::{DateTime, Utc};

use super::git::{Contents, GitObject, Repository};
use super::{Error, Form, Item, Sink, Skipped, StoryKey, sqlite};
use crate::story::Metadata;

const TABLES: [(&str, &[&str]); 2] =
    [("articles", &["id", "url"]), ("version", &["id", "article_id", "v", "title", "byline", "date", "boring"])];

/// A version as its row has it.
struct Row {
    id: i64,
    url: Option<String>,
    folder: Option<String>,
    commit: Option<String>,
    title: Option<String>,
    byline: Option<String>,
    is_boring: bool,
}

/// Reads the versions of all articles; `articles` is the folder with the repositories, or the one repository.
///
/// # Errors
/// When the file is none of newsdiffs', git is not there, or either cannot be read.
pub fn read_file(path: &Path, articles: &Path, sink: Sink<'_>) -> Result<ControlFlow<()>, Error> {
    let connection = sqlite::open(path, "a database of newsdiffs", &TABLES)?;
    let fault = |source| Error::Database { path: path.to_owned(), source };
    let has_folder = sqlite::columns(&connection, "articles").map_err(fault)?.iter().any(|column| column == "git_dir");
    let folder = if has_folder { "article.git_dir" } else { "NULL" };
    let sql = format!(
        "SELECT version.id, article.url, {folder}, version.v, version.title, version.byline, version.boring FROM version \
         LEFT JOIN Articles AS article ON article.id = version.article_id ORDER BY version.article_id, version.date, version.id"
    );
    let mut statement = connection.prepare(&sql).map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    let mut repositories: BTreeMap<PathBuf, Contents> = BTreeMap::new();
    while let Some(row) = rows.next().map_err(fault)? {
        let read = || {
            Ok(Row {
                id: row.get(0)?,
                url: sqlite::text(row, 1)?,
                folder: sqlite::text(row, 2)?,
                commit: sqlite::text(row, 3)?,
                title: sqlite::text(row, 4)?,
                byline: sqlite::text(row, 5)?,
                is_boring: sqlite::text(row, 6)?.is_some_and(|boring| boring != "0"),
            })
        };
        let row = read().map_err(fault)?;
        let origin = format!("{}, version {}", path.display(), row.id);
        let found = match item(row, articles, origin, &mut repositories) {
            Ok(item) => Ok(item),
            Err(NoItem::Row(skipped)) => Err(skipped),
            Err(NoItem::Source(error)) => return Err(error),
        };
        if sink(found).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Why a row gave no item.
enum NoItem {
    Row(Skipped),
    /// Nothing more can be read.
    Source(Error),
}

impl From<Error> for NoItem {
    fn from(error: Error) -> Self {
        Self::Source(error)
    }
}

fn item(
    row: Row,
    articles: &Path,
    origin: String,
    repositories: &mut BTreeMap<PathBuf, Contents>,
) -> Result<Item, NoItem> {
    if row.is_boring {
        return Err(NoItem::Row(Skipped::other(origin, "marked as boring")));
    }
    let Some(url) = row.url else { return Err(NoItem::Row(Skipped::fault(origin, "without an article"))) };
    let commit = row.commit.unwrap_or_default();
    if !(7..=64).contains(&commit.len()) || !commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(NoItem::Row(Skipped::fault(origin, "without a commit")));
    }
    let Some(folder) = repository(articles, row.folder.as_deref()) else {
        return Err(NoItem::Row(Skipped::fault(origin, "in a repository that is not there")));
    };
    let contents = match repositories.get_mut(&folder) {
        Some(contents) => contents,
        None => repositories.entry(folder.clone()).or_insert(Repository::open(&folder)?.contents()?),
    };
    let path = url.split_once("://").map_or(url.as_str(), |(_, path)| path).trim_end_matches('/');
    let captured_at = match contents.get(&commit)? {
        GitObject::Bytes(bytes) => committed_at(&String::from_utf8_lossy(&bytes)),
        GitObject::Unreadable(why) => return Err(NoItem::Row(Skipped::fault(origin, why))),
    };
    let bytes = match contents.get(&format!("{commit}:{path}"))? {
        GitObject::Bytes(bytes) => body(&bytes, row.title.as_deref()),
        GitObject::Unreadable(why) => return Err(NoItem::Row(Skipped::fault(origin, why))),
    };
    Ok(Item {
        origin,
        story: StoryKey::Url(url),
        bytes,
        form: Form::Text,
        metadata: Metadata { headline: row.title, byline: row.byline, captured_at, ..Metadata::default() },
    })
}

/// Finds an article's repository: a folder of this name in `articles`, and never anything outside it.
fn repository(articles: &Path, name: Option<&str>) -> Option<PathBuf> {
    let name = name.unwrap_or("old");
    let mut parts = Path::new(name).components();
    let is_plain = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
    let folder = articles.join(name);
    if is_plain && folder.is_dir() {
        return Some(folder);
    }
    // Before there were several, the folder itself was the repository.
    (is_plain && (articles.join(".git").exists() || articles.join("HEAD").is_file())).then(|| articles.to_owned())
}

/// Reads the committer's time off a commit.
fn committed_at(commit: &str) -> Option<DateTime<Utc>> {
    let line = commit.lines().take_while(|line| !line.is_empty()).find(|line| line.starts_with("committer "))?;
    let seconds = line.rsplit(' ').nth(1)?.parse().ok()?;
    DateTime::from_timestamp(seconds, 0)
}

/// Takes the three lines before the article off, where they are those that newsdiffs writes.
fn body(bytes: &[u8], title: Option<&str>) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.splitn(4, '\n');
    match (lines.next(), lines.next(), lines.next(), lines.next()) {
        (Some(_), Some(second), Some(_), Some(rest)) if title.is_some_and(|title| title.trim() == second.trim()) => {
            rest.as_bytes().to_vec()
        }
        _ => bytes.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_head_off_where_it_is_one() {
        assert_eq!(
            body(b"2 April\nFerry returns\nBy Ana Holt\nThe ferry is back.\n", Some("Ferry returns")),
            b"The ferry is back.\n"
        );
        assert_eq!(body(b"The ferry\nis back.\n", Some("Ferry returns")), b"The ferry\nis back.\n");
    }

    #[test]
    fn never_leaves_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("articles/old")).unwrap();
        std::fs::create_dir_all(folder.path().join("secret")).unwrap();
        let articles = folder.path().join("articles");
        assert_eq!(repository(&articles, None), Some(articles.join("old")));
        for name in ["../secret", "..", ".", "/", "old/../../secret", ""] {
            assert_eq!(repository(&articles, Some(name)), None, "{name:?}");
        }
    }

    #[test]
    fn dates_by_the_commit() {
        let commit = "tree a\nauthor A <a@quay.example> 100 +0000\ncommitter B C <b@quay.example> 1932886800 -0400\n\ncommitter x 1 +0000\n";
        assert_eq!(committed_at(commit).map(|time| time.timestamp()), Some(1_932_886_800));
        assert_eq!(committed_at("tree a\n"), None);
    }
}
