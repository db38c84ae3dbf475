//! Histories that others kept, made in their own formats and taken in: what is stored, what is passed over, what a
//! second import does.
//!
//! All names and outlets are invented.

pub mod archives;
mod git;
pub mod peers;
mod reextract;
mod table;
mod wayback;

use std::path::Path;
use std::process::{Command, Stdio};

use onrecord::store::History;
use onrecord::story::Slug;

use crate::environment::{Outcome, TestEnvironment};

impl TestEnvironment {
    /// Imports, by rules alone; checks how it ended and the first line that it printed.
    #[track_caller]
    fn import(&self, args: &[&str], code: i32, headline: &str) -> (String, String) {
        let Outcome { code: ended, out, err: said } = self.run(&[&["import"], args, &["--model", "rules"]].concat());
        assert_eq!((ended, out.lines().next().unwrap_or_default()), (code, headline), "{out}\n{said}");
        (out, said)
    }

    fn history(&self) -> History {
        History::open_read_only(&self.path("history.db")).expect("a history")
    }

    /// Lists a story's versions: the time of each with its text in one line.
    #[track_caller]
    fn versions(&self, slug: &str) -> Vec<String> {
        let history = self.history();
        assert_eq!(history.verify().expect("a check").problems, []);
        let slug = Slug::from_text(slug).expect("a slug");
        let rows = history.version_rows(&slug).expect("versions");
        rows.iter()
            .map(|row| {
                let version = history.listed_version(&slug, row.number).expect("a version");
                let text = version.body.split_whitespace().collect::<Vec<_>>().join(" ");
                format!("{} {text}", row.captured_at.format("%Y-%m-%dT%H:%M:%SZ"))
            })
            .collect()
    }

    fn stories(&self) -> Vec<String> {
        self.history().stories().expect("stories").into_iter().map(|story| story.slug.to_string()).collect()
    }
}

/// Counts the lines that tell of a failure.
fn failures(said: &str) -> Vec<&str> {
    said.lines().filter_map(|line| line.strip_prefix("error: ")).collect()
}

/// Makes a page of one paragraph, long enough to be an article.
fn page(headline: &str, sentence: &str) -> String {
    let filler = "The harbour office said that the works at the old pier would go on until the end of the season, and that the board \
        had been told so in writing.";
    format!(
        "<!doctype html><html><head><title>{headline}</title></head><body><nav><a href=\"/\">Home</a></nav><article><h1>{headline}</h1>\
         <p>{sentence}</p><p>{filler}</p><p>Residents of the quarter said that they would wait for the council, which meets on Thursday, \
         before they decided what to do about the boats.</p></article></body></html>"
    )
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn name(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}
