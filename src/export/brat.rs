//! Claims as annotations for the annotation tool brat: a text and its standoff a version.
//!
//! Offsets count code points. A stretch is cut at line breaks, as brat wants it. The folder holds what brat must know
//! of the words used, too.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::{Error, Scope, names};
use crate::claim::{CertaintyLevel, Claim, ClaimKind, Excerpt, Polarity, Span, Speech};
use crate::render::code_points::CodePoints;
use crate::render::escape;
use crate::store::{History, StoredVersion};

/// What brat must know of the words that are used.
const CONFIGURATION: &str = "\
[entities]
Quote
Mixed
Statement
Fact
Cue
Source
[relations]
HasCue\tArg1:<ENTITY>, Arg2:Cue
HasSource\tArg1:<ENTITY>, Arg2:Source
[events]
[attributes]
Speech\tArg:<ENTITY>, Value:not_said|hypothetical|disputed
Certainty\tArg:<ENTITY>, Value:hedged|conditional|question
Negated\tArg:<ENTITY>
";

/// Writes the versions in the scope into a folder, as `STORY-v1.txt` and `STORY-v1.ann`; returns how many there are.
pub fn brat(history: &History, scope: &Scope, folder: &Path) -> Result<usize, Error> {
    fs::create_dir_all(folder)?;
    let put = |name: String, text: &str| -> io::Result<()> { fs::write(folder.join(name), text) };
    put("annotation.conf".to_owned(), CONFIGURATION)?;
    let mut count = 0;
    scope.each_version(history, |version| {
        let name = format!("{}-v{}", names::file(&version.story), version.number);
        put(format!("{name}.txt"), &version.body)?;
        put(format!("{name}.ann"), &standoff(&version))?;
        count += 1;
        Ok(())
    })?;
    Ok(count)
}

/// Writes the claims of a version.
fn standoff(version: &StoredVersion) -> String {
    let mut file =
        Standoff { body: &version.body, index: CodePoints::new(&version.body), text: String::new(), used: [0; 4] };
    for claim in &version.extraction.claims {
        file.claim(claim, version.extraction.speaker_of(claim).map(|speaker| speaker.name.as_str()));
    }
    file.text
}

/// A file under way.
struct Standoff<'a> {
    body: &'a str,
    index: CodePoints<'a>,
    text: String,
    /// The last numbers given to stretches, relations, attributes and notes.
    used: [usize; 4],
}

impl Standoff<'_> {
    fn claim(&mut self, claim: &Claim, speaker: Option<&str>) {
        let kind = match claim.kind {
            ClaimKind::Quote => "Quote",
            ClaimKind::Mixed => "Mixed",
            ClaimKind::Statement => "Statement",
            ClaimKind::Fact => "Fact",
        };
        let Some(content) = self.stretch(kind, &claim.content) else { return };
        for (sort, relation, words) in [("Cue", "HasCue", &claim.cue), ("Source", "HasSource", &claim.source)] {
            if let Some(words) = words.as_ref().and_then(|words| self.stretch(sort, words)) {
                self.line(1, 'R', format_args!("{relation} Arg1:T{content} Arg2:T{words}"));
            }
        }
        if claim.speech != Speech::Said {
            self.line(2, 'A', format_args!("Speech T{content} {}", claim.speech.name()));
        }
        if claim.certainty.level != CertaintyLevel::Asserted {
            self.line(2, 'A', format_args!("Certainty T{content} {}", claim.certainty.level.name()));
        }
        if claim.polarity == Polarity::Negated {
            self.line(2, 'A', format_args!("Negated T{content}"));
        }
        if let Some(name) = speaker {
            self.line(3, '#', format_args!("AnnotatorNotes T{content}\t{}", escape::line(name)));
        }
    }

    /// Writes a stretch of the text; returns its number, or nothing where there are no words.
    fn stretch(&mut self, sort: &str, words: &Excerpt) -> Option<usize> {
        let lines: Vec<Span> = words.spans.iter().flat_map(|&span| lines(self.body, span)).collect();
        let places: Vec<String> =
            lines.iter().map(|&line| self.index.span(line)).map(|[a, b]| format!("{a} {b}")).collect();
        let texts: Vec<&str> = lines.iter().map(|line| line.of(self.body)).collect();
        let (places, texts) = (places.join(";"), texts.join(" "));
        (!lines.is_empty()).then(|| self.line(0, 'T', format_args!("{sort} {places}\t{texts}")))
    }

    fn line(&mut self, sort: usize, letter: char, rest: std::fmt::Arguments<'_>) -> usize {
        self.used[sort] += 1;
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{letter}{}\t{rest}", self.used[sort]);
        self.used[sort]
    }
}

/// Cuts a stretch at its line breaks; what is white space alone is left out.
fn lines(body: &str, span: Span) -> Vec<Span> {
    let (text, mut at, mut found) = (span.of(body), span.start, Vec::new());
    for line in text.split(['\n', '\r']) {
        let start = at + line.len() - line.trim_start().len();
        let end = start + line.trim().len();
        if start < end {
            found.push(Span::new(start, end));
        }
        at += line.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_cut_at_line_breaks() {
        let body = "It opens\n\n  on Monday, \nhe said.";
        let cut = lines(body, Span::new(3, body.len()));
        assert_eq!(cut.iter().map(|line| line.of(body)).collect::<Vec<_>>(), ["opens", "on Monday,", "he said."]);
        assert_eq!(lines(body, Span::new(8, 10)), []);
    }
}
