//! `onrecord exhibits`: what else shows how a version looked.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::story;
use super::context::Context;
use super::failure::Failure;
use super::new_file::make;
use crate::ingest::LIMIT;
use crate::render::Report;
use crate::report::ExhibitsReport;
use crate::store::{Exhibit, History, StoredVersion};
use crate::story::{Slug, sha256};

/// What is noted where a person added a file.
const BY_HAND: &str = "added by hand";

/// List, add or save what else shows how a version looked: screenshots, whole copies of its page
///
/// ingest and watch run --capture-with keep what a tool of yours makes of each page of which a version is stored; --add
/// keeps a file of your own with a version. watch run also keeps what an address shows in the place of its story, once
/// until the story is back. Each is in the history's chain with its hash, is checked by onrecord verify and packed by
/// onrecord bundle. onrecord opens none of them: what --save writes comes from a page, and is as trustworthy as that.
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{}
  STORY                       its latest version

Examples:
  onrecord exhibits harbour-fire@v2
  onrecord exhibits harbour-fire@v2 --save evidence/
  onrecord exhibits harbour-fire@v2 --add screenshot.png
  onrecord watch run --capture-with 'chromium --headless --screenshot --window-size=1280,4000 {{url}}'
  onrecord ingest https://paper.example/fire --capture-with 'single-file {{url}} page.html'", super::help::REFERENCES))]
pub struct Args {
    /// The version, or a story for its latest version [default: the latest version of the only story]
    #[arg(value_name = "VERSION", default_value = "@latest", hide_default_value = true)]
    version: String,
    /// The story that v1, @latest, … are versions of [default: the only story]
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
    /// Keep this file with the version; may be given again
    #[arg(long = "add", value_name = "FILE", conflicts_with = "save")]
    files: Vec<PathBuf>,
    /// Write the files into this folder, which is made where there is none; no file is replaced
    #[arg(long, value_name = "FOLDER")]
    save: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let mut history = context.open()?;
    let version = context.stored(&history, &args.version, args.story.as_ref())?;
    let (slug, number) = (&version.story.slug, version.number);
    if !args.files.is_empty() {
        let files = args.files.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
        drop(history);
        history = context.open_or_create()?;
        let mut writer = history.write()?;
        for (name, bytes) in &files {
            writer.add_exhibit((slug, number), name, bytes, BY_HAND, context.now())?;
        }
        writer.commit()?;
    }
    let exhibits = history.exhibits(slug, number)?;
    if let Some(folder) = &args.save {
        save(context, &history, &version, &exhibits, folder)?;
    }
    context.show(&Report::Exhibits(ExhibitsReport { version: format!("{slug}@v{number}"), exhibits }))?;
    Ok(0)
}

/// Reads a file that is to be kept, and its name.
fn read(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let fail = |error: std::io::Error| {
        Failure::new(format!("cannot read {}: {error}", path.display())).hint("check the path and its permissions")
    };
    if fs::metadata(path).map_err(fail)?.len() > LIMIT {
        return Err(Failure::new(format!("{} is larger than {} MiB", path.display(), LIMIT >> 20))
            .hint("keep it elsewhere, and its SHA-256 in a file that you add"));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, fs::read(path).map_err(fail)?))
}

/// Writes the exhibits of a version into a folder, each checked against its hash.
fn save(
    context: &Context,
    history: &History,
    version: &StoredVersion,
    exhibits: &[Exhibit],
    folder: &Path,
) -> Result<(), Failure> {
    const HINT: &str = "name a folder without these files: --save";
    fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format!("cannot make {}: {error}", folder.display())).hint(HINT))?;
    for (nth, exhibit) in (1..).zip(exhibits) {
        let Some(bytes) = history.bytes_of(&exhibit.sha256)? else {
            context.note(&format!("{} is withheld, and not saved", exhibit.name));
            continue;
        };
        if sha256(&bytes) != exhibit.sha256 {
            return Err(Failure::new(format!("{} was changed since it was stored", exhibit.name))
                .hint("keep this history as evidence: onrecord verify names each place"));
        }
        let path = folder.join(format!("{}-v{}-{}", version.story.slug, version.number, exhibit.file_name(nth)));
        make(&path, &bytes).map_err(|failure| failure.hint(HINT))?;
        context.note(&format!("saved {}", path.display()));
    }
    Ok(())
}
