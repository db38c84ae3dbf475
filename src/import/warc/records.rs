//! The records of a WARC file, gzipped member by member or as a whole, or as they are.
//!
//! No length that a record declares is trusted, and a member's check sum is looked at before its record is handed out.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use super::super::encoded;
use crate::ingest::LIMIT;

/// More than the headers of any record take.
const MOST_HEADERS: u64 = 64 * 1024;

/// What is read past inside one compressed member before it is given up; what is larger is a bomb, not a page.
const MOST_PASSED: u64 = 1 << 30;

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
            true => Self::Gzip(Box::new(BufReader::new(Members(Some(GzDecoder::new(from)))))),
            false => Self::Plain(from),
        }
    }

    /// Says whether an end is that of the whole stream.
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
pub(super) struct Members<R: BufRead>(Option<GzDecoder<R>>);

impl<R: BufRead> Members<R> {
    /// Goes on behind the present member, past anything that does not start as a member does.
    fn skip(&mut self) -> io::Result<()> {
        let Some(member) = self.0.take() else { return Ok(()) };
        let mut from = member.into_inner();
        loop {
            let buffer = from.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            // At the end of the buffer a first byte has to do.
            let starts = |at: &usize| [0x1f, 0x8b, 8].iter().zip(&buffer[*at..]).all(|(one, other)| one == other);
            let (passed, is_found) = match (0..buffer.len()).find(starts) {
                Some(at) => (at, true),
                None => (buffer.len(), false),
            };
            from.consume(passed);
            if is_found {
                self.0 = Some(GzDecoder::new(from));
                return Ok(());
            }
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    /// Reads on in the present member; nothing at its end, once, where its check sum has been found right.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(member) = &mut self.0 else { return Ok(0) };
        let count = member.read(into)?;
        if count == 0 && !into.is_empty() {
            let mut from = self.0.take().map(GzDecoder::into_inner);
            if let Some(from) = from.take_if(|from| from.fill_buf().is_ok_and(|buffer| !buffer.is_empty())) {
                self.0 = Some(GzDecoder::new(from));
            }
        }
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
        let mut record = Record { headers, block: Ok(Vec::new()) };
        let length: Option<u64> = record.header("Content-Length").and_then(|length| length.parse().ok());
        let length = length.ok_or_else(|| "without a Content-Length".to_owned())?;
        let is_holder =
            record.header("WARC-Type").is_some_and(|kind| HOLDERS.contains(&kind.to_ascii_lowercase().as_str()));
        if is_holder && length <= LIMIT {
            let block = encoded::bounded(self.from.buffer().take(length), LIMIT)?;
            if block.len() as u64 != length {
                return Err("ends too early".to_owned());
            }
            self.check()?;
            record.block = Ok(block);
        } else {
            self.pass(length)?;
            record.block = Err(format!("larger than {} MiB", LIMIT / (1024 * 1024)));
        }
        Ok(Some(record))
    }

    /// Reads a line with its end; empty at the end of the stream.
    fn line(&mut self) -> Result<Vec<u8>, String> {
        let mut line = Vec::new();
        let mut from = self.from.buffer().take(MOST_HEADERS);
        from.read_until(b'\n', &mut line).map_err(|error| format!("damaged: {error}"))?;
        Ok(line)
    }

    /// Reads to what follows a block: at the end of a member stands its check sum.
    fn check(&mut self) -> Result<(), String> {
        let from = self.from.buffer();
        for byte in *b"\r\n\r\n\0" {
            let buffer = from.fill_buf().map_err(|error| format!("damaged: {error}"))?;
            if buffer.first() != Some(&byte) {
                break;
            }
            from.consume(1);
        }
        Ok(())
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
            Stream::Gzip(members) => {
                let buffered = members.buffer().len();
                members.consume(buffered);
                self.is_over = members.get_mut().skip().is_err() || members.get_ref().0.is_none();
            }
            Stream::Plain(_) => loop {
                match self.line() {
                    Ok(line) if line.starts_with(b"WARC/") => {
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
