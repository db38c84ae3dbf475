//! The records of a WARC or ARC file, gzipped member by member or as a whole, or as they are.
//!
//! No length that a record declares is trusted, and a member's check sum is looked at before its record is handed out.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use super::super::encoded;
use super::arc;
use crate::ingest::LIMIT;

/// More than the headers of any record take.
const MOST_HEADERS: u64 = 64 * 1024;

/// What is read past inside one compressed member before it is given up; what is larger is a bomb, not a page.
const MOST_PASSED: u64 = 1 << 30;

/// What is kept of a member in case that it is broken, in bytes; behind a longer one the search continues where it was
/// left.
const MOST_AGAIN: usize = 1 << 20;

/// The types of records that hold a capture.
pub(super) const HOLDERS: [&str; 3] = ["response", "resource", "revisit"];

/// One record.
pub(super) struct Record {
    headers: Vec<(String, String)>,
    /// Why it could not be read, else.
    pub(super) block: Result<Vec<u8>, String>,
}

impl Record {
    /// Returns the value of a header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Where records come from.
pub(super) enum Stream<R: BufRead> {
    Plain(R),
    Gzip(Box<BufReader<Members<R>>>),
}

impl<R: BufRead> Stream<R> {
    /// Looks whether a stream is gzipped.
    pub(super) fn new(mut from: R) -> Self {
        match from.fill_buf().is_ok_and(encoded::is_gzip) {
            true => Self::Gzip(Box::new(BufReader::new(Members::start(Again::new(from))))),
            false => Self::Plain(from),
        }
    }

    /// Returns whether an end is that of the whole stream.
    fn is_over(&self) -> bool {
        match self {
            Self::Plain(_) => true,
            Self::Gzip(from) => from.get_ref().0.is_none(),
        }
    }

    fn buffer(&mut self) -> &mut dyn BufRead {
        match self {
            Self::Plain(from) => from,
            Self::Gzip(from) => from,
        }
    }
}

/// The members of a gzip file, one after the other; between two of them stands an end.
pub(super) struct Members<R: BufRead>(Option<GzDecoder<Again<R>>>);

impl<R: BufRead> Members<R> {
    /// Starts a member where the stream stands; none at the end of it.
    fn start(mut from: Again<R>) -> Self {
        from.mark();
        let is_over = from.fill_buf().is_ok_and(<[u8]>::is_empty);
        Self((!is_over).then(|| GzDecoder::new(from)))
    }

    /// Goes on to where the next member may start. A broken one may have been read far past its end, so that it is
    /// searched from its own start.
    fn skip(&mut self) -> io::Result<()> {
        let Some(member) = self.0.take() else { return Ok(()) };
        let mut from = member.into_inner();
        from.rewind();
        let mut first = 1;
        loop {
            let buffer = from.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            // At the end of the buffer a first byte has to do.
            let starts = |at: &usize| [0x1f, 0x8b, 8].iter().zip(&buffer[*at..]).all(|(one, other)| one == other);
            let (found, end) = ((first.min(buffer.len())..buffer.len()).find(starts), buffer.len());
            from.consume(found.unwrap_or(end));
            if found.is_some() {
                *self = Self::start(from);
                return Ok(());
            }
            first = 0;
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    /// Reads on in the present member; nothing at its end, once, where its check sum has been found right.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(member) = &mut self.0 else { return Ok(0) };
        let count = member.read(into)?;
        if count == 0
            && !into.is_empty()
            && let Some(member) = self.0.take()
        {
            *self = Self::start(member.into_inner());
        }
        Ok(count)
    }
}

/// A stream that can be taken back to a mark, as far as it is kept.
pub(super) struct Again<R> {
    from: R,
    /// What was read since the mark, up to [`MOST_AGAIN`].
    kept: Vec<u8>,
    /// How far in this it has been read again.
    at: usize,
}

impl<R> Again<R> {
    fn new(from: R) -> Self {
        Self { from, kept: Vec::new(), at: 0 }
    }

    fn mark(&mut self) {
        self.kept.drain(..self.at);
        self.at = 0;
    }

    fn rewind(&mut self) {
        self.at = 0;
    }
}

impl<R: BufRead> BufRead for Again<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.kept.len() { Ok(&self.kept[self.at..]) } else { self.from.fill_buf() }
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.kept.len() {
            self.at = (self.at + count).min(self.kept.len());
            return;
        }
        if self.kept.len() + count <= MOST_AGAIN {
            // What is consumed was in the buffer, so that it is there without reading.
            let buffer = self.from.fill_buf().unwrap_or_default();
            self.kept.extend_from_slice(&buffer[..count.min(buffer.len())]);
            self.at = self.kept.len();
        } else {
            self.kept.clear();
            self.at = 0;
        }
        self.from.consume(count);
    }
}

impl<R: BufRead> Read for Again<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

/// The records of a stream.
pub(super) struct Records<R: BufRead> {
    from: Stream<R>,
    /// The first line of the next record, where it was read in search of one.
    ahead: Option<Vec<u8>>,
    is_over: bool,
}

impl<R: BufRead> Records<R> {
    /// Makes a reader of a stream.
    pub(super) fn new(from: Stream<R>) -> Self {
        Self { from, ahead: None, is_over: false }
    }

    /// Reads the next record, or says in words why it cannot be read; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Result<Record, String>> {
        if self.is_over {
            return None;
        }
        let found = self.record();
        if let Err(why) = &found {
            let why = why.clone();
            self.recover();
            return Some(Err(why));
        }
        found.transpose()
    }

    fn record(&mut self) -> Result<Option<Record>, String> {
        let first = loop {
            let line = match self.ahead.take() {
                Some(line) => line,
                None => self.line()?,
            };
            if line.is_empty() && self.from.is_over() {
                self.is_over = true;
                return Ok(None);
            }
            if !line.trim_ascii().is_empty() {
                break line;
            }
        };
        if let Some((headers, length)) = arc::headers(&first) {
            return self.block(headers, length, b"\n").map(Some);
        }
        if !first.starts_with(b"WARC/") {
            return Err("does not start as a WARC record".to_owned());
        }
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut size = 0;
        loop {
            let line = self.line()?;
            size += line.len() as u64;
            if line.is_empty() || size > MOST_HEADERS {
                return Err(if line.is_empty() { "ends too early" } else { "with too long headers" }.to_owned());
            }
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            match (text.split_once(':'), headers.last_mut()) {
                _ if text.is_empty() => break,
                (_, Some((_, value))) if text.starts_with([' ', '\t']) => value.push_str(&text),
                (Some((name, value)), _) => headers.push((name.trim().to_owned(), value.trim().to_owned())),
                (None, _) => return Err("with a header that is none".to_owned()),
            }
        }
        let is_length = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("Content-Length");
        let length = headers.iter().find(is_length).and_then(|(_, length)| length.parse().ok());
        let length = length.ok_or_else(|| "without a Content-Length".to_owned())?;
        self.block(headers, length, b"\r\n\r\n").map(Some)
    }

    /// Reads what follows the headers of a record, and its end.
    fn block(&mut self, headers: Vec<(String, String)>, length: u64, end: &[u8]) -> Result<Record, String> {
        let mut record = Record { headers, block: Ok(Vec::new()) };
        let is_holder =
            record.header("WARC-Type").is_some_and(|kind| HOLDERS.contains(&kind.to_ascii_lowercase().as_str()));
        if is_holder && length <= LIMIT {
            let block = encoded::bounded(self.from.buffer().take(length), LIMIT)?;
            if block.len() as u64 != length {
                return Err("ends too early".to_owned());
            }
            self.check(end)?;
            record.block = Ok(block);
        } else {
            self.pass(length)?;
            record.block = Err(format!("larger than {} MiB", LIMIT / (1024 * 1024)));
        }
        Ok(record)
    }

    /// Reads a line with its end; empty at the end of the stream.
    fn line(&mut self) -> Result<Vec<u8>, String> {
        let mut line = Vec::new();
        let mut from = self.from.buffer().take(MOST_HEADERS);
        from.read_until(b'\n', &mut line).map_err(|error| format!("damaged: {error}"))?;
        Ok(line)
    }

    /// Reads the end of a record (of WARC two line breaks, of ARC one), and at the end of a member its check sum. Other
    /// bytes there say that the record is not what it declares.
    fn check(&mut self, end: &[u8]) -> Result<(), String> {
        let from = self.from.buffer();
        let damaged = |error: io::Error| format!("damaged: {error}");
        for byte in end {
            match from.fill_buf().map_err(damaged)?.first() {
                None => return Ok(()),
                Some(found) if found == byte => from.consume(1),
                Some(_) => return Err("damaged: it does not end where it says".to_owned()),
            }
        }
        from.fill_buf().map_err(damaged).map(|_| ())
    }

    /// Reads past a block.
    fn pass(&mut self, length: u64) -> Result<(), String> {
        if let Stream::Gzip(_) = self.from
            && length > MOST_PASSED
        {
            return Err(format!("says that it holds {length} bytes"));
        }
        let passed = io::copy(&mut self.from.buffer().take(length), &mut io::sink())
            .map_err(|error| format!("damaged: {error}"))?;
        if passed == length { Ok(()) } else { Err("ends too early".to_owned()) }
    }

    /// Goes on to where the next record may start.
    fn recover(&mut self) {
        match &mut self.from {
            Stream::Gzip(_) => loop {
                let Stream::Gzip(members) = &mut self.from else { return };
                let buffered = members.buffer().len();
                members.consume(buffered);
                self.is_over = members.get_mut().skip().is_err() || members.get_ref().0.is_none();
                if self.is_over {
                    return;
                }
                // What starts as a member inside a broken one is not another record.
                if let Ok(line) = self.line()
                    && starts_record(&line)
                {
                    self.ahead = Some(line);
                    return;
                }
            },
            Stream::Plain(_) => loop {
                match self.line() {
                    Ok(line) if starts_record(&line) => {
                        self.ahead = Some(line);
                        return;
                    }
                    Ok(line) if !line.is_empty() => {}
                    _ => {
                        self.is_over = true;
                        return;
                    }
                }
            },
        }
    }
}

/// Returns whether a line is the first one of a record.
fn starts_record(line: &[u8]) -> bool {
    line.starts_with(b"WARC/") || arc::headers(line).is_some()
}
