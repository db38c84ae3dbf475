//! A filter over lines of JSON: an object a line in, a report a line out, in the order in which they came.
//!
//! A line that cannot be read is answered with why, and the others continue. What is under way is bounded, so that a
//! stream of any length takes the same memory; nothing is stored, and nothing is fetched.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::context::Context;
use super::failure::Failure;
use super::input;
use crate::import::object;
use crate::ingest::LIMIT;
use crate::lang::cache::Cache;
use crate::parallel::{self, Weighed};
use crate::render::json::{answer, refusal};
use crate::render::{Format, Report};
use crate::report::phrases;

/// How many lines in a row one thread reads, where so many are there already: versions of a story come one after the
/// other, and what a model has read in one it does not read again in the next.
const CHAIN: usize = 8;
/// How much is read ahead, in bytes.
const BUFFER: usize = 1 << 18;
/// How many bytes of lines may be under way, unless a single one is longer.
const UNDER_WAY: usize = LIMIT as usize;

/// What is said to a line: a report, and what is to be known of how its texts were read.
pub(super) type Answer = Result<(Report, Vec<String>), String>;

/// Answers each line of a file, or of standard input, by `respond` on `jobs` threads. A cache goes with each: what it
/// holds comes from the lines before.
///
/// # Errors
/// When the stream cannot be read to its end, or the output not written. Lines that cannot be read are none.
pub(super) fn filter(
    context: &Context,
    path: Option<&Path>,
    jobs: NonZeroUsize,
    respond: impl Fn(&str, &mut Cache) -> Answer + Send + Sync + 'static,
) -> Result<u8, Failure> {
    if !matches!(context.format(), Format::Terminal | Format::Json) {
        return Err(
            Failure::new("lines of JSON are answered in JSON alone").hint("choose --format json, or leave it out")
        );
    }
    let path = path.unwrap_or(Path::new("-"));
    let name = input::name(path);
    let unread = move |error: &io::Error| {
        Failure::new(format!("{name} cannot be read: {error}")).hint("check the path, or give - to read standard input")
    };
    let source: Box<dyn Read + Send> = match input::is_stdin(path) {
        true => Box::new(io::stdin()),
        false => Box::new(File::open(path).map_err(|error| unread(&error))?),
    };
    let mut lines = Lines { from: BufReader::with_capacity(BUFFER, source), number: 0, is_over: false };
    let work = move |chain: Chain| {
        let mut cache = Cache::default();
        let answers = chain.lines.iter().map(|line| line.answered(&respond, &mut cache)).collect();
        (answers, chain.broken)
    };
    let (mut count, mut bad, mut first) = (0, 0, None);
    let print = |(answers, broken): (Vec<Answered>, Option<io::Error>)| {
        let mut text = String::new();
        for answer in answers {
            count += 1;
            text += &answer.text;
            if let Some(why) = answer.refused {
                bad += 1;
                first.get_or_insert(why);
            }
        }
        context.write(&text)?;
        broken.map_or(Ok(()), |error| Err(unread(&error)))
    };
    parallel::stream(jobs, UNDER_WAY, move || lines.chain(), work, print)?;
    if let Some(first) = first {
        let lines = phrases::count(count, "line", "lines");
        context
            .warn(&format!("{bad} of {lines} could not be read, and are answered with an error; the first is {first}"));
    }
    Ok(0)
}

/// The lines of a stream.
struct Lines {
    from: BufReader<Box<dyn Read + Send>>,
    /// How many were read.
    number: u64,
    is_over: bool,
}

/// Lines in a row.
struct Chain {
    lines: Vec<Line>,
    /// Why there are no more.
    broken: Option<io::Error>,
}

struct Line {
    /// From 1.
    number: u64,
    /// `None` where it is too long.
    bytes: Option<Vec<u8>>,
}

impl Weighed for Chain {
    fn weight(&self) -> usize {
        self.lines.iter().filter_map(|line| line.bytes.as_ref()).map(Vec::len).sum()
    }
}

impl Lines {
    /// Waits for a line that is not blank, and returns it with those that are there already.
    fn chain(&mut self) -> Option<Chain> {
        let mut chain = Chain { lines: Vec::new(), broken: None };
        let is_there = |from: &BufReader<_>| from.buffer().contains(&b'\n');
        while !self.is_over && (chain.lines.is_empty() || (chain.lines.len() < CHAIN && is_there(&self.from))) {
            match self.line() {
                Ok(Some(line)) if line.is_blank() => {}
                Ok(Some(line)) => chain.lines.push(line),
                Ok(None) => self.is_over = true,
                Err(error) => (self.is_over, chain.broken) = (true, Some(error)),
            }
        }
        (!chain.lines.is_empty() || chain.broken.is_some()).then_some(chain)
    }

    /// Reads one line, without its end; no more of it than a line may have.
    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let length = (&mut self.from).take(LIMIT + 1).read_until(b'\n', &mut bytes)?;
        if length == 0 {
            return Ok(None);
        }
        self.number += 1;
        let is_whole = bytes.pop_if(|last| *last == b'\n').is_some();
        let is_long = !is_whole && length as u64 > LIMIT;
        if is_long {
            self.from.skip_until(b'\n')?;
        }
        Ok(Some(Line { number: self.number, bytes: (!is_long).then_some(bytes) }))
    }
}

/// What is printed for a line.
struct Answered {
    text: String,
    /// Which line it is and why it could not be read.
    refused: Option<String>,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.bytes.as_ref().is_some_and(|bytes| bytes.trim_ascii().is_empty())
    }

    /// Answers the line, whatever stands in it.
    fn answered(&self, respond: &impl Fn(&str, &mut Cache) -> Answer, cache: &mut Cache) -> Answered {
        let json = self.json();
        let handed = json.clone().and_then(object::fields::<Handed<'_>>);
        let id = handed.as_ref().ok().and_then(|handed| handed.id);
        match handed.and(json).and_then(|json| guarded(respond, json, cache)) {
            Ok((report, notes)) => Answered { text: answer(id, &notes, &report), refused: None },
            Err(why) => {
                let text = refusal(id, self.number, &why);
                Answered { text, refused: Some(format!("line {}: {why}", self.number)) }
            }
        }
    }

    fn json(&self) -> Result<&str, String> {
        let bytes = self.bytes.as_ref().ok_or_else(|| format!("longer than {} MiB", LIMIT / (1024 * 1024)))?;
        let text =
            std::str::from_utf8(bytes).map_err(|error| format!("not UTF-8 from byte {} on", error.valid_up_to()))?;
        Ok(if self.number == 1 { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text })
    }
}

/// What is handed through.
#[derive(Deserialize)]
struct Handed<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
}

/// Asks for an answer; a bug in it costs one line, and not the work of a night.
fn guarded(respond: &impl Fn(&str, &mut Cache) -> Answer, json: &str, cache: &mut Cache) -> Answer {
    catch_unwind(AssertUnwindSafe(|| respond(json, &mut *cache))).unwrap_or_else(|_| {
        *cache = Cache::default();
        Err("onrecord has a bug and read no more of this line; please report what it says on standard error".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: impl AsRef<[u8]>) -> Lines {
        let source = io::Cursor::new(bytes.as_ref().to_vec());
        Lines { from: BufReader::with_capacity(BUFFER, Box::new(source)), number: 0, is_over: false }
    }

    #[test]
    fn lines_that_are_there_go_together() {
        let mut lines = lines(format!("{}\n \r\nlast", "{}\n".repeat(CHAIN + 2)));
        let mut chain = || lines.chain().map(|chain| chain.lines.iter().map(|line| line.number).collect::<Vec<_>>());
        assert_eq!(chain(), Some((1..=CHAIN as u64).collect()));
        assert_eq!(chain(), Some(vec![CHAIN as u64 + 1, CHAIN as u64 + 2]));
        assert_eq!(chain(), Some(vec![CHAIN as u64 + 5]), "blank lines count, and what has no end is a line");
        assert_eq!((chain(), chain()), (None, None));
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped() {
        let long = "x".repeat(LIMIT as usize);
        let mut lines = lines(format!("{long}\n{long}x\n{long}xx\n{{}}"));
        let lengths = std::iter::from_fn(|| lines.line().expect("memory can be read"));
        let lengths: Vec<_> = lengths.map(|line| line.bytes.map(|bytes| bytes.len())).collect();
        assert_eq!(lengths, [Some(long.len()), None, None, Some(2)]);
    }

    #[test]
    fn a_bug_costs_one_line() {
        let respond = |json: &str, _: &mut Cache| -> Answer { panic!("on {json}") };
        let line = Line { number: 7, bytes: Some(b"{\"id\": [1,\r2]}".to_vec()) };
        let answered = line.answered(&respond, &mut Cache::default());
        assert!(
            answered.text.starts_with("{\"id\":[1, 2],\"format\":\"onrecord.error.v1\",\"line\":7,"),
            "{}",
            answered.text
        );
        assert!(answered.refused.is_some_and(|why| why.starts_with("line 7: onrecord has a bug")));
    }
}
