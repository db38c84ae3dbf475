//! Tables of versions, a row each, in JSON lines, CSV or TSV, gzipped or not → items.
//!
//! Which column is what is guessed by name, and can be said: `body=text,captured=ts`. What was guessed is told.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;

use super::{Error, Form, Item, Sink, Skipped, StoryKey, encoded, moment};
use crate::ingest::LIMIT;
use crate::story::Metadata;

/// What a column can be, with the names that mean it, most telling first.
pub const FIELDS: [(&str, &[&str]); 10] = [
    ("story", &["story", "story_id", "entry_id", "article_id", "article", "doc_id", "slug"]),
    ("body", &["body", "text", "content", "article_text", "full_text", "summary", "maintext"]),
    ("url", &["url", "link", "canonical_url", "address"]),
    ("headline", &["headline", "title"]),
    ("byline", &["byline", "author", "authors"]),
    ("speaker", &["speaker"]),
    ("outlet", &["outlet", "source", "publication", "publisher", "newspaper", "domain"]),
    (
        "captured",
        &[
            "captured",
            "captured_at",
            "ts",
            "timestamp",
            "created",
            "created_at",
            "crawled_at",
            "fetched_at",
            "version_date",
        ],
    ),
    ("published", &["published", "published_at", "date", "publish_date", "pub_date"]),
    ("modified", &["modified", "modified_at", "updated", "updated_at"]),
];

/// Which column is which field, in the order of [`FIELDS`]; `None` where none is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map([Option<String>; FIELDS.len()]);

impl Map {
    /// Reads `body=text,captured=ts`.
    ///
    /// # Errors
    /// What is wrong with it, as a lowercase sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut map = Self::default();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let (field, column) = part.split_once('=').ok_or_else(|| format!("\"{part}\" is not field=column"))?;
            let at = FIELDS.iter().position(|(name, _)| *name == field.trim());
            let at = at.ok_or_else(|| {
                format!("no field is called \"{}\": {}", field.trim(), FIELDS.map(|(name, _)| name).join(", "))
            })?;
            map.0[at] = Some(column.trim().to_owned());
        }
        Ok(map)
    }

    /// Adds what the names of the columns tell, and returns that in words: "body=text, captured=ts".
    fn guess(&mut self, columns: &[String]) -> String {
        let mut guessed = Vec::new();
        for (at, (field, names)) in FIELDS.into_iter().enumerate() {
            if self.0[at].is_none() {
                let column = names
                    .iter()
                    .find_map(|name| columns.iter().find(|column| column.trim().eq_ignore_ascii_case(name)));
                if let Some(column) = column.filter(|column| !self.0.iter().flatten().any(|taken| taken == *column)) {
                    guessed.push(format!("{field}={column}"));
                    self.0[at] = Some(column.clone());
                }
            }
        }
        guessed.join(", ")
    }

    /// Checks that the columns are there, as far as they were named, and that one holds the text.
    fn check(&self, columns: &[String], shape: TableFormat) -> Result<(), String> {
        let there = || columns.join(", ");
        // An object may leave out what the next one has.
        let missing = self.0.iter().flatten().find(|column| !columns.contains(column));
        if let Some(missing) = missing.filter(|_| shape != TableFormat::Json) {
            return Err(format!("there is no column {missing}; there are {}", there()));
        }
        match self.0[1] {
            None => Err(format!("name the column with the text, --map body=COLUMN; there are {}", there())),
            Some(_) => Ok(()),
        }
    }
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TableFormat {
    Json,
    Separated(u8),
}

/// Reads a table. `guessed` is told which columns were taken for what.
///
/// # Errors
/// When it cannot be opened, or has no column with a text.
pub fn read_file(
    path: &Path,
    mut map: Map,
    guessed: &mut dyn FnMut(&str),
    sink: Sink<'_>,
) -> Result<ControlFlow<()>, Error> {
    let open = |source| Error::Open { path: path.to_owned(), source };
    let form = |hint: String| Error::Form { path: path.to_owned(), what: "a table of versions", hint };
    let file = File::open(path).map_err(open)?;
    if file.metadata().map_err(open)?.is_dir() {
        return Err(open(io::ErrorKind::IsADirectory.into()));
    }
    let mut raw = BufReader::new(file);
    let is_gzip = encoded::is_gzip(raw.fill_buf().map_err(open)?);
    let inner: Box<dyn Read> = if is_gzip { Box::new(MultiGzDecoder::new(raw)) } else { Box::new(raw) };
    let mut from = BufReader::with_capacity(1 << 16, inner);
    let shape = shape(path, from.fill_buf().map_err(open)?);
    let mut rows = match shape {
        TableFormat::Json => Rows::Json(from),
        TableFormat::Separated(by) => {
            Rows::separated(from, by).map_err(|why| form(format!("its first line cannot be read: {why}")))?
        }
    };
    let mut number = 0;
    let mut is_first = true;
    while let Some(row) = rows.next() {
        number += 1;
        let origin = format!("{}, row {number}", path.display());
        let found = match row {
            Err(Broken { why, is_end }) => {
                let flow = sink(Err(Skipped::fault(origin, why)));
                if flow.is_break() || is_end {
                    return Ok(flow);
                }
                continue;
            }
            Ok(row) => {
                if std::mem::take(&mut is_first) {
                    let columns: Vec<String> = row.iter().map(|(name, _)| name.clone()).collect();
                    guessed(&map.guess(&columns));
                    map.check(&columns, shape).map_err(form)?;
                }
                item(path, origin, &row, &map)
            }
        };
        if sink(found).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Tells how a table is written, by its name and its first byte.
fn shape(path: &Path, start: &[u8]) -> TableFormat {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("tsv" | "tab") => TableFormat::Separated(b'\t'),
        Some("csv") => TableFormat::Separated(b','),
        _ if start.trim_ascii_start().starts_with(b"{") => TableFormat::Json,
        _ => TableFormat::Separated(b','),
    }
}

/// Names and values of one row, in the order of the columns.
type Row = Vec<(String, String)>;

/// Why a row could not be read.
struct Broken {
    why: String,
    /// Nothing can be read after it.
    is_end: bool,
}

enum Rows<R: Read> {
    Json(BufReader<R>),
    Separated { rows: Box<csv::Reader<LimitedRead<BufReader<R>>>>, header: Vec<String>, left: Rc<Cell<u64>> },
}

impl<R: Read> Rows<R> {
    fn separated(from: BufReader<R>, by: u8) -> Result<Self, csv::Error> {
        let left = Rc::new(Cell::new(LIMIT));
        let counted = LimitedRead { from, left: Rc::clone(&left) };
        let mut rows = csv::ReaderBuilder::new().delimiter(by).flexible(true).from_reader(counted);
        let header = rows.byte_headers()?;
        let text = |field: &[u8]| String::from_utf8_lossy(field).trim_start_matches('\u{feff}').to_owned();
        let header = header.iter().map(text).collect();
        Ok(Self::Separated { rows: Box::new(rows), header, left })
    }

    fn next(&mut self) -> Option<Result<Row, Broken>> {
        let over = |why: String| Some(Err(Broken { why, is_end: true }));
        match self {
            Self::Json(from) => loop {
                let mut line = Vec::new();
                match from.take(LIMIT).read_until(b'\n', &mut line) {
                    Err(error) => return over(format!("damaged: {error}")),
                    Ok(0) => return None,
                    Ok(read) if read as u64 == LIMIT => {
                        return over(format!("larger than {} MiB", LIMIT / (1024 * 1024)));
                    }
                    Ok(_) if line.trim_ascii().is_empty() => {}
                    Ok(_) => {
                        let row = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&line);
                        let row = row.map(|row| row.into_iter().map(|(name, value)| (name, word(value))).collect());
                        return Some(
                            row.map_err(|error| Broken { why: format!("not a JSON object ({error})"), is_end: false }),
                        );
                    }
                }
            },
            Self::Separated { rows, header, left } => {
                // What is read ahead is a buffer at most.
                left.set(LIMIT);
                let mut record = csv::ByteRecord::new();
                match rows.read_byte_record(&mut record) {
                    Ok(false) => None,
                    Ok(true) => {
                        let value =
                            |at: usize| String::from_utf8_lossy(record.get(at).unwrap_or_default()).into_owned();
                        Some(Ok(header.iter().enumerate().map(|(at, name)| (name.clone(), value(at))).collect()))
                    }
                    Err(error) => over(format!("damaged: {error}")),
                }
            }
        }
    }
}

/// Writes a value as a cell would have it.
fn word(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text,
        serde_json::Value::Array(values) if values.iter().all(serde_json::Value::is_string) => {
            values.into_iter().map(word).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// Refuses to read on where one row takes too much.
struct LimitedRead<R> {
    from: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for LimitedRead<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(into)?;
        match self.left.get().checked_sub(count as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other(format!("a row is larger than {} MiB", LIMIT / (1024 * 1024)))),
        }
        Ok(count)
    }
}

fn item(path: &Path, origin: String, row: &Row, map: &Map) -> Result<Item, Skipped> {
    let mut values = map.0.each_ref().map(|column| {
        let value = column.as_ref().and_then(|column| row.iter().find(|(name, _)| name == column));
        value.map(|(_, value)| value.clone()).filter(|value| !value.trim().is_empty())
    });
    let [story, body, url, headline, byline, speaker, outlet, captured, published, modified] =
        values.each_mut().map(Option::take);
    let Some(body) = body else { return Err(Skipped::other(origin, "without a text")) };
    let mut times = [captured, published, modified].map(|time| time.map(|time| (moment::zoned(&time), time)));
    if let Some((_, time)) = times.iter().flatten().find(|(time, _)| time.is_none()) {
        let time: String = time.chars().take(40).collect();
        return Err(Skipped::fault(origin, format!("with a time that cannot be read: {time}")));
    }
    let [captured_at, published_at, modified_at] = times.each_mut().map(|time| time.take().and_then(|(time, _)| time));
    let captured_at = captured_at.map(|time| time.to_utc());
    let stem = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default().to_owned();
    let story = match (story, &url) {
        (Some(story), _) if story.contains("://") => StoryKey::Url(story),
        // A bare number says nothing outside its own table.
        (Some(story), _) if !story.chars().any(char::is_alphabetic) => StoryKey::Name(format!("{stem} {story}")),
        (Some(story), _) => StoryKey::Name(story),
        (None, Some(url)) => StoryKey::Url(url.clone()),
        (None, None) => StoryKey::Name(stem),
    };
    let form = if body.contains("</p>") || body.contains("</div>") { Form::Fragment } else { Form::Text };
    let times = Metadata { published_at, modified_at, captured_at, ..Metadata::default() };
    let metadata = Metadata { headline, byline, speaker, outlet, url, ..times };
    Ok(Item { origin, story, bytes: body.into_bytes(), form, metadata })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, bytes: &[u8], map: &str) -> (String, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let (mut told, mut found) = (String::new(), Vec::new());
        let mut sink = |item: Result<Item, Skipped>| {
            found.push(match item {
                Ok(item) => format!(
                    "{:?} {} {:?}",
                    item.story,
                    String::from_utf8_lossy(&item.bytes),
                    item.metadata.captured_at.map(|time| time.timestamp())
                ),
                Err(skipped) => skipped.why,
            });
            ControlFlow::Continue(())
        };
        let result = read_file(&path, Map::parse(map).unwrap(), &mut |guessed| told = guessed.to_owned(), &mut sink);
        if let Err(Error::Form { hint, .. }) = result {
            found.push(hint);
        }
        (told, found)
    }

    #[test]
    fn guesses_columns_and_tells() {
        let (told, found) = read("ferry.csv", b"ts,article_id,Text\n100,7,\"The ferry, she said, is back.\"\n", "");
        assert_eq!(told, "story=article_id, body=Text, captured=ts");
        assert_eq!(found, ["Name(\"ferry 7\") The ferry, she said, is back. Some(100)"]);
        let (told, found) = read(
            "a.jsonl",
            b"{\"b\": \"Back.\", \"url\": \"https://quay.example/x\"}\n\n{\"b\": 1\n{\"b\": null}\n",
            "body=b",
        );
        assert_eq!(told, "url=url");
        assert_eq!(found[0], "Url(\"https://quay.example/x\") Back. None");
        assert!(found[1].starts_with("not a JSON object"), "{found:?}");
        assert_eq!(found[2], "without a text");
    }

    #[test]
    fn says_which_columns_there_are() {
        assert_eq!(
            read("a.csv", b"x,y\n1,2\n", "").1,
            ["name the column with the text, --map body=COLUMN; there are x, y"]
        );
        assert_eq!(read("a.csv", b"x,text\n1,2\n", "captured=when").1, ["there is no column when; there are x, text"]);
        assert_eq!(
            Map::parse("boddy=x").unwrap_err(),
            format!("no field is called \"boddy\": {}", FIELDS.map(|(name, _)| name).join(", "))
        );
        assert_eq!(Map::parse("x").unwrap_err(), "\"x\" is not field=column");
    }

    #[test]
    fn rows_of_any_length_and_bad_times() {
        let (_, found) = read("a.tsv", b"\xef\xbb\xbftext\tts\nBack.\nLate.\tnoon\nOn.\t100\tx\n", "");
        assert_eq!(
            found,
            ["Name(\"a\") Back. None", "with a time that cannot be read: noon", "Name(\"a\") On. Some(100)"]
        );
    }
}
