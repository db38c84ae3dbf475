//! `onrecord export`: what is on record, for other programs.
//!
//! It writes bit by bit, and a file is there whole or not at all.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::ValueEnum;

use super::args::{base, story};
use super::context::Context;
use super::failure::Failure;
use super::sink;
use crate::ask::reference;
use crate::export::{self, RowFormat, Scope};
use crate::import;
use crate::report::phrases;
use crate::store::History;
use crate::story::Slug;

/// Write claims, edits, audits or whole stories for other programs
///
/// Without a STORY all stories are written. The same history gives the same bytes, and a long one takes no more memory
/// than a short one. What each format keeps and loses is in docs/exports.md.
#[derive(Debug, clap::Args)]
#[command(
    disable_help_subcommand = true,
    after_help = "\
Examples:
  onrecord export claims -o claims.jsonl                       every claim of every version, a line each
  onrecord export edits harbour-fire --as csv -o edits.csv     for a spreadsheet
  onrecord export claims -o claims.parquet                     for DuckDB, pandas, Spark
  onrecord export audits --speaker Harrowick | jq .shifts
  onrecord export annotations harbour-fire > annotations.jsonld
  onrecord export git harbour-fire | git -C news fast-import   one commit a version
  onrecord export diffengine -o diffengine.db"
)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Claims of every version, a row each: JSON lines, CSV or Parquet
    ///
    /// A line is {"format": "onrecord.claim.v1", "version", "claim"}, both as onrecord claims --format json has them.
    Claims(RowArgs),
    /// Edits from each version to the next, a row each: JSON lines, CSV or Parquet
    ///
    /// A line is {"format": "onrecord.edit.v1", "story", "old", "new", "edit"}, each as onrecord diff --format json has
    /// it; where a headline or another detail of the page differs, "metadata" in the place of "edit". What stayed the
    /// same is left out.
    Edits(RowArgs),
    /// Audits, a line for each speaker: JSON lines or CSV
    ///
    /// A line is what onrecord audit NAME --format json prints. With a STORY, the audits of all who say something
    /// there; an audit is whole, whichever story is named. In CSV a row is a wording of a statement.
    Audits(RowArgs),
    /// Quotations and claims as linked data: schema.org in JSON-LD
    ///
    /// What a text does not report as said ("did not say that") is left out, and counted.
    SchemaOrg(DocumentArgs),
    /// Claims as annotations of their pages: W3C Web Annotation
    Annotations(DocumentArgs),
    /// The versions of a story as a Memento TimeMap: RFC 7089
    Timemap(TimemapArgs),
    /// Stories for git fast-import: a branch a story, a commit a version
    ///
    /// The author is the outlet, at the time at which the version stood; the committer is onrecord. The text stands
    /// below its headline, byline, outlet, address and times, as onrecord ingest reads them, so that onrecord import
    /// git REPO STORY.txt --rev STORY gives the same versions back. With -o FOLDER, a repository that is there, git is
    /// called to put it in.
    #[command(after_help = "\
Examples:
  git init news && onrecord export git harbour-fire -o news && git -C news log -p harbour-fire
  onrecord export git | git -C news fast-import
  onrecord export git -o stories.fast-import")]
    Git(StoriesArgs),
    /// Texts and claims for the annotation tool brat: STORY-v1.txt, STORY-v1.ann
    Brat(FolderArgs),
    /// Stories as a database of diffengine
    ///
    /// White space at the ends of lines and of the text, and blank lines beyond one, have no place in it.
    Diffengine(FileArgs),
}

#[derive(Debug, clap::Args)]
struct RowArgs {
    #[command(flatten)]
    of: DocumentArgs,
    /// How: jsonl, csv or parquet (where onrecord was built with it; audits have none)
    /// [default: what the file's name ends in, else jsonl]
    #[arg(id = "rows", long = "as", value_name = "FORMAT", hide_possible_values = true)]
    format: Option<Rows>,
}

#[derive(Debug, clap::Args)]
struct DocumentArgs {
    #[command(flatten)]
    of: StoriesArgs,
    /// Only what this speaker says: a whole name, a surname, or whatever onrecord speakers has joined to them
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
}

#[derive(Debug, clap::Args)]
struct StoriesArgs {
    /// The stories [default: all]
    #[arg(value_name = "STORY", value_parser = story)]
    stories: Vec<Slug>,
    /// Write to this file, in the place of what is there [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct TimemapArgs {
    /// The story [default: the only one]
    #[arg(value_name = "STORY", value_parser = story)]
    story: Option<Slug>,
    /// Where onrecord serve answers, as in http://127.0.0.1:8640: the versions are addresses there
    /// [default: names such as urn:onrecord:story:harbour-fire:v2]
    #[arg(long, value_name = "ADDRESS", value_parser = base)]
    link: Option<String>,
    /// Write to this file, in the place of what is there [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct FolderArgs {
    /// The stories [default: all]
    #[arg(value_name = "STORY", value_parser = story)]
    stories: Vec<Slug>,
    /// Write into this folder, in the place of what is there under the same names
    #[arg(short, long, value_name = "FOLDER", required = true)]
    output: PathBuf,
}

#[derive(Debug, clap::Args)]
struct FileArgs {
    /// The stories [default: all]
    #[arg(value_name = "STORY", value_parser = story)]
    stories: Vec<Slug>,
    /// Write this file, in the place of what is there
    #[arg(short, long, value_name = "FILE", required = true)]
    output: PathBuf,
}

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Rows {
    Jsonl,
    Csv,
    Parquet,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    match &args.what {
        What::Claims(args) if args.named() == Some(Rows::Parquet) => parquet::claims(&history, &args.of)?,
        What::Claims(args) => args.rows(&history, export::claims)?,
        What::Edits(args) if args.named() == Some(Rows::Parquet) => parquet::edits(&history, &args.of)?,
        What::Edits(args) => args.rows(&history, export::edits)?,
        What::Audits(args) => audits(context, &history, args)?,
        What::SchemaOrg(args) => {
            let left_out = args.write(&history, export::schema_org)?;
            if left_out > 0 {
                let claims = phrases::count(left_out, "claim is", "claims are");
                context.note(&format!("{claims} left out, since the text does not report them as said"));
            }
        }
        What::Annotations(args) => args.write(&history, export::annotations)?,
        What::Timemap(args) => {
            let story = reference::choose_story(&history, args.story.as_ref(), "onrecord export timemap STORY")?;
            sink::stream(args.output.as_deref(), |out| {
                Ok(export::timemap(&history, &story, args.link.as_deref(), out)?)
            })?;
        }
        What::Git(args) => {
            let scope = Scope::new(&history, &args.stories, None)?;
            let write = |out: &mut dyn Write| Ok(export::git(&history, &scope, out)?);
            match args.output.as_deref().filter(|path| path.is_dir()) {
                Some(folder) => into_repository(folder, write)?,
                None => sink::stream(args.output.as_deref(), write)?,
            }
        }
        What::Brat(args) => {
            let scope = Scope::new(&history, &args.stories, None)?;
            let versions = export::brat(&history, &scope, &args.output).map_err(|error| match error {
                export::Error::Write(error) => sink::unwritten(&args.output, &error),
                error => error.into(),
            })?;
            let versions = phrases::count(versions, "version", "versions");
            context.note(&format!("wrote {versions} into {}", args.output.display()));
        }
        What::Diffengine(args) => {
            let scope = Scope::new(&history, &args.stories, None)?;
            sink::whole(&args.output, |file| Ok(export::diffengine(&history, &scope, file.path())?))?;
        }
    }
    Ok(0)
}

fn audits(context: &Context, history: &History, args: &RowArgs) -> Result<(), Failure> {
    if args.named() == Some(Rows::Parquet) {
        return Err(Failure::new("audits are not written as Parquet").hint("write JSON lines: --as jsonl"));
    }
    let DocumentArgs { of, speaker } = &args.of;
    let left_out = sink::stream(of.output.as_deref(), |out| {
        Ok(export::audits(history, &of.stories, speaker.as_deref(), args.format(), out)?)
    })?;
    if !left_out.is_empty() {
        let names = reference::list(&left_out);
        context.note(&format!("left out, since several people are called so: {names}; see onrecord speakers split"));
    }
    Ok(())
}

/// Hands the stream to git, for a repository that is there.
fn into_repository(folder: &Path, write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["fast-import", "--quiet"]).env_remove("GIT_DIR").env("LC_ALL", "C");
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let unstarted = |source| Failure::from(import::Error::NoGit { source });
    let mut git = command.spawn().map_err(unstarted)?;
    let mut stream = BufWriter::new(git.stdin.take().ok_or_else(|| Failure::new("git takes no stream"))?);
    let written = write(&mut stream).and_then(|()| stream.flush().map_err(|error| Failure::output(&error)));
    // What is not written yet needs no reader any more.
    drop(stream.into_parts());
    let ended = git.wait_with_output().map_err(unstarted)?;
    if ended.status.success() {
        return written;
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    let said = said.lines().next().unwrap_or_default().trim_start_matches("fatal: ");
    Err(Failure::new(format!("git does not take the stream into {}: {said}", folder.display()))
        .hint("make a repository first: git init FOLDER"))
}

/// What a build with Parquet writes.
#[cfg(feature = "parquet")]
mod parquet {
    use super::{DocumentArgs, Failure, History, export};

    pub fn claims(history: &History, args: &DocumentArgs) -> Result<(), Failure> {
        args.write(history, export::parquet::claims)
    }

    pub fn edits(history: &History, args: &DocumentArgs) -> Result<(), Failure> {
        args.write(history, export::parquet::edits)
    }
}

/// What a build without Parquet says.
#[cfg(not(feature = "parquet"))]
mod parquet {
    use super::{DocumentArgs, Failure, History};

    pub fn claims(_: &History, _: &DocumentArgs) -> Result<(), Failure> {
        Err(Failure::new("this onrecord was built without Parquet").hint(
            "build it in: cargo install --path . --locked --features parquet; or write JSON lines, which DuckDB reads",
        ))
    }

    pub use self::claims as edits;
}

impl RowArgs {
    /// Returns how rows are to be written, where that is said.
    fn named(&self) -> Option<Rows> {
        let ending = self.of.of.output.as_ref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
        self.format.or_else(|| Rows::from_str(ending?, true).ok())
    }

    fn format(&self) -> RowFormat {
        if self.named() == Some(Rows::Csv) { RowFormat::Csv } else { RowFormat::Jsonl }
    }

    fn rows(
        &self,
        history: &History,
        write: fn(&History, &Scope, RowFormat, &mut dyn Write) -> Result<(), export::Error>,
    ) -> Result<(), Failure> {
        self.of.write(history, |history, scope, out| write(history, scope, self.format(), out))
    }
}

impl DocumentArgs {
    fn write<T>(
        &self,
        history: &History,
        write: impl FnOnce(&History, &Scope, &mut dyn Write) -> Result<T, export::Error>,
    ) -> Result<T, Failure> {
        let scope = Scope::new(history, &self.of.stories, self.speaker.as_deref())?;
        sink::stream(self.of.output.as_deref(), |out| Ok(write(history, &scope, out)?))
    }
}

impl From<export::Error> for Failure {
    fn from(error: export::Error) -> Self {
        match error {
            export::Error::Ask(error) => error.into(),
            export::Error::Write(error) => Self::output(&error),
            export::Error::Database(_) => {
                Self::from_error(&error).hint("check the disk, or name another file: -o FILE")
            }
        }
    }
}
