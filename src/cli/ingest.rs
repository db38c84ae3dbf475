//! `onrecord ingest`: texts into the history, few or many.
//!
//! One bad input does not stop the others; it is named, and the exit code tells.

use std::path::{Path, PathBuf};

use super::args::{JobsArgs, MetadataArgs, MethodArgs, NewStoryArgs, WebArgs, story};
use super::context::Context;
use super::failure::Failure;
use super::progress::Progress;
use super::recording::{Detail, InputText, ReadInput, Recording, RecordingCounts, Repeat, Unread};
use super::{FAILED, addresses, input, inputs, web};
use crate::ingest::Read;
use crate::record::naming::{self, FileName};
use crate::render::{Format, Report};
use crate::report::RecordingSummary;
use crate::story::Slug;

/// The most files of which each is told of without being asked to.
const FEW: usize = 20;

/// Record versions of stories
///
/// Reads plain text, saved pages, Markdown, Word (.docx) and PDF documents and e-mail (.eml), extracts the claims and
/// stores them as the story's next version; encodings other than UTF-8 are detected and converted, with a warning. The
/// same body under the same headline, byline and speaker, again right after itself, is no new version. A text may start
/// with front matter: a line ---, lines such as "headline: Talks resume" (headline, byline, speaker, outlet, url,
/// published, modified, captured), and a line ---. "speaker" names whoever says "I" in the text, in a speech, a press
/// release or an interview. Addresses (https://…) are fetched, after the files. Of a folder, all that ends in .txt,
/// .md, .html, .docx, .pdf or .eml in it and below is read, numbers in names by their value.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Which story:
  --story NAME        all files are versions of that story, in the given order
  else by URL         the last telling part of its path; the same page is the same story
  else by file name   without its extension and version marker: kremlin-v1.txt and kremlin_v2.txt are
                      both kremlin. Bare numbers (kremlin_1.txt kremlin_2.txt) count as markers only when
                      the files of one call count from 1 without a gap, or when the story is there
                      (kremlin_3.txt). Dates and longer numbers are kept.
                      A file called v1.txt takes its folder's name.

Times: 2025-08-20, 2025-08-20T14:05, with or without a zone (Z, +02:00); UTC where none is given.
A version that does not say when it was captured is captured now.

Again: a call that was stopped is simply made again, and a call that is made again changes nothing. A file
whose bytes and declared times its story has seen before is passed over, whether it brought a version then
or was unchanged; a text that comes back within one call is stored again. --again stores it in any case;
what standard input brings is always new. More than 20 files are only counted (--verbose lists them).

Examples:
  onrecord ingest v1.txt --story kremlin-talks
  onrecord ingest v1.txt v2.txt v3.txt --story kremlin-talks --outlet \"The Courier\"
  onrecord ingest saved-page.html
  onrecord ingest press-release.eml statement.docx --outlet \"Port of Ansel\"
  onrecord ingest https://portanselcourier.example/2025/03/harbour-fire --contact desk@paper.example
  onrecord ingest https://paper.example/story --cookies cookies.txt --archive
  onrecord ingest archive/ --model fast
  find archive -name '*.txt' -newer last-run | onrecord ingest --files-from -
  pbpaste | onrecord ingest - --story kremlin-talks --captured 2025-08-20T14:05Z
  shot-scraper html https://paper.example/story | onrecord ingest - --url https://paper.example/story")]
pub struct Args {
    /// Files of text, HTML, Markdown, Word or e-mail, folders of them, or addresses (https://…); - reads standard input
    #[arg(required_unless_present = "files_from", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Read the files that this file lists, one path a line; - reads the list from standard input
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    /// The story that they are versions of [default: from the URL or the file's name]
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
    #[command(flatten)]
    new: NewStoryArgs,
    /// Store a text again that an earlier version was read from: the outlet went back to it
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    jobs: JobsArgs,
    /// Say of each file what became of it, however many there are
    #[arg(long, short)]
    verbose: bool,
    #[command(flatten)]
    method: MethodArgs,
    #[command(flatten)]
    metadata: MetadataArgs,
    #[command(flatten)]
    web: WebArgs,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let stdin = args.files.iter().chain(&args.files_from).filter(|path| input::is_stdin(path)).count();
    if stdin > 1 {
        return Err(Failure::new("standard input can be read only once").hint("give - only once"));
    }
    let files = inputs::expand(context, &args.files, args.files_from.as_deref())?;
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let (addresses, paths): (Vec<&Path>, Vec<&Path>) = paths.into_iter().partition(|path| web::is_address(path));
    let story = args.new.chosen(context, args.story.as_ref())?;
    let mut status = 0;
    if !paths.is_empty() {
        status = record_files(context, args, story.clone(), &paths)?;
    }
    if !addresses.is_empty() {
        let recording = Recording::new(context, args.method.method, story, Detail::Each, Progress::new(1));
        status = status.max(addresses::record(recording, &args.metadata, &args.web, &addresses)?);
    }
    Ok(status)
}

/// Records files in their order. Returns the exit code.
fn record_files(context: &Context, args: &Args, story: Option<Slug>, paths: &[&Path]) -> Result<u8, Failure> {
    let is_each = args.verbose || paths.len() <= FEW || context.format() == Format::Json;
    let detail = if is_each { Detail::Each } else { Detail::Counted { names_passed: false } };
    let recording = Recording::new(context, args.method.method, story, detail, Progress::new(paths.len()));
    let names = naming::from_files(paths);
    let files = paths.iter().zip(names).map(|(path, name)| read_file(path, name, args));
    let RecordingCounts { stored, claims, unchanged, failed, late, kept, .. } =
        recording.record_all(files, args.jobs.count())?;
    for (slug, number) in late {
        context.warn(&format!(
            "{slug} v{number} was captured before an earlier version; v1, v2, … count in the order of storing, @DATE goes by capture"
        ));
    }
    for (extractor, count) in kept {
        context.note(&format!("{count} unchanged versions keep the claims of another extractor ({extractor}); onrecord reextract reads them again"));
    }
    if paths.len() > FEW && context.format() != Format::Json {
        let summary = RecordingSummary { files: paths.len(), stored, claims, unchanged, failed };
        context.print_while_open(&Report::Recording(summary))?;
    }
    Ok(if failed > 0 { FAILED } else { 0 })
}

/// Reads a file, or standard input.
fn read_file(path: &Path, name: FileName, args: &Args) -> ReadInput {
    let called = input::name(path);
    let is_stdin = input::is_stdin(path);
    let text = match input::read(path, &args.metadata) {
        Err(error) => Err(Unread::Failed(error.into())),
        Ok(Read { draft, warnings }) => Ok(InputText {
            url: draft.metadata.url.clone(),
            named: if is_stdin { FileName::default() } else { name },
            repeat: if args.again || is_stdin { Repeat::Never } else { Repeat::ByCapture },
            draft,
            warnings,
        }),
    };
    ReadInput { name: called, text }
}
