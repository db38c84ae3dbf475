//! `onrecord diff`: two versions, or two files, compared claim by claim.
//!
//! Two files touch no database.

use std::path::{Path, PathBuf};

use super::context::Context;
use super::failure::Failure;
use super::input::{self, MetadataArgs, MethodArgs};
use super::reference::{self, Reference};
use super::{DIFFERENT, ingest};
use crate::claim::Extraction;
use crate::diff::{self, ChangeKind, Severity, Side};
use crate::extract::{self, Method};
use crate::record;
use crate::render::Report;
use crate::report::{DiffReport, Filter, VersionInfo};
use crate::store::{History, StoredVersion};
use crate::story::{Slug, Story};

/// The narrowest terminal that shows two texts side by side, in columns.
const SIDE_BY_SIDE: usize = 100;

/// Compare two versions claim by claim
///
/// Shows which claims came, went and changed, who said them, and why each label was given. OLD and NEW are versions of a recorded
/// story, or files; files are compared without storing anything. What reads as a version is one, even where a file is called so:
/// write ./v1 for a file called v1.
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{}

Severities and their kinds of change:
  substantive   {}
  framing       {}
  cosmetic      {}
Claims that were added or removed are substantive. A filter never hides in silence: the report says how
many edits it holds back.

Examples:
  onrecord diff v1 v2
  onrecord diff kremlin-talks@v-1 @latest
  onrecord diff kremlin-talks@2025-08-20 kremlin-talks@2025-08-21 --severity substantive
  onrecord diff old.txt new.txt --exit-code --stat",
  super::help::REFERENCES, kinds(Severity::Substantive), kinds(Severity::Framing), kinds(Severity::Cosmetic)))]
pub struct Args {
    /// The earlier version, or a file; - is standard input
    old: String,
    /// The later version, or a file
    new: String,
    /// The story that v1, @latest, … are versions of [default: the only story]
    #[arg(long, value_name = "NAME", value_parser = ingest::slug)]
    story: Option<Slug>,
    /// Show only edits of these severities: substantive, framing, cosmetic
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = severity)]
    severity: Vec<Severity>,
    /// Show only edits with a change of these kinds
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = kind)]
    kind: Vec<ChangeKind>,
    /// Show only edits of claims by this speaker: any part of the name
    #[arg(long, value_name = "NAME")]
    speaker: Vec<String>,
    /// Show counts alone
    #[arg(long)]
    stat: bool,
    /// Show old and new beside each other; needs 100 columns
    #[arg(long, conflicts_with = "stat")]
    side_by_side: bool,
    /// Exit with 1 when edits are shown, or, without a filter, when the headline or other metadata differ
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    method: MethodArgs,
}

pub(super) fn severity(text: &str) -> Result<Severity, String> {
    let found = Severity::ALL.into_iter().find(|severity| severity.name() == text.trim().to_lowercase());
    found.ok_or_else(|| "one of substantive, framing, cosmetic".to_owned())
}

fn kind(text: &str) -> Result<ChangeKind, String> {
    let name = text.trim().to_lowercase().replace('-', "_");
    ChangeKind::from_name(&name).ok_or_else(|| {
        let names: Vec<String> = ChangeKind::ALL.iter().map(|kind| kind.name().to_owned()).collect();
        match super::nearest::nearest(&name, &names).as_slice() {
            [] => format!("one of {}", names.join(", ")),
            near => format!("did you mean {}?", near.join(" or ")),
        }
    })
}

/// Lists the kinds of one severity, wrapped for the help.
fn kinds(severity: Severity) -> String {
    let kinds = ChangeKind::ALL.into_iter().filter(|kind| kind.severity() == severity);
    let names: Vec<&str> = kinds.map(ChangeKind::name).collect();
    textwrap::wrap(&names.join(", "), 84).join("\n                ")
}

/// One side, wherever it came from.
struct Loaded {
    story: Option<Story>,
    info: VersionInfo,
    extraction: Extraction,
    /// What made the extraction.
    extractor: String,
}

/// What an argument names.
enum Named {
    Version(Reference),
    File(PathBuf),
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let (old, new) = (named(&args.old)?, named(&args.new)?);
    for (text, named) in [(&args.old, &old), (&args.new, &new)] {
        if matches!(named, Named::Version(_)) && Path::new(text).exists() {
            context.note(&format!("{text} is read as a version; the file of that name is ./{text}"));
        }
    }
    if matches!((&old, &new), (Named::File(old), Named::File(new)) if input::is_stdin(old) && input::is_stdin(new)) {
        return Err(Failure::new("standard input can be only one of the two sides").hint("save one side in a file"));
    }
    let history = match (&old, &new) {
        (Named::File(_), Named::File(_)) => None,
        _ => Some(context.open()?),
    };
    // A story named on one side goes without saying on the other.
    let story_of = |named: &Named| match named {
        Named::Version(reference) => reference.story.clone(),
        Named::File(_) => None,
    };
    let old_story = story_of(&old).or_else(|| args.story.clone()).or_else(|| story_of(&new));
    let new_story = story_of(&new).or_else(|| args.story.clone()).or_else(|| story_of(&old));
    let method = args.method.method;
    let mut old = load(context, history.as_ref(), old, old_story.as_ref(), method)?;
    let mut new = load(context, history.as_ref(), new, new_story.as_ref(), method)?;
    if old.extractor != new.extractor {
        // What two extractors read differently is no edit by the outlet.
        context.note(&format!(
            "the sides were read by {} and {}; both are read anew by {}",
            old.extractor,
            new.extractor,
            method.extractor()
        ));
        for side in [&mut old, &mut new] {
            let VersionInfo { body, metadata, .. } = &side.info;
            side.extraction = match &history {
                Some(history) => record::read(history, body, metadata, method)?,
                None => extract::extract_with(body, metadata, method),
            };
        }
    }
    let story = old.story.take().filter(|story| new.story.as_ref().is_some_and(|other| other.slug == story.slug));
    if let Some(story) = &story {
        let prefix = format!("{}@", story.slug);
        for info in [&mut old.info, &mut new.info] {
            info.reference = info.reference.trim_start_matches(&prefix).to_owned();
        }
    }

    let diff = diff::diff(side(&old), side(&new));
    let filter = Filter { severities: args.severity.clone(), kinds: args.kind.clone(), speakers: args.speaker.clone() };
    let report =
        DiffReport::new(story, (old.info, old.extraction.speakers), (new.info, new.extraction.speakers), diff, &filter);
    let is_different = is_different(&report, &filter);
    if args.stat {
        context.show(&Report::DiffStat(report))?;
    } else {
        let fits = context.width >= SIDE_BY_SIDE;
        if args.side_by_side && !fits {
            context.note(&format!(
                "{} columns are too narrow for --side-by-side, which needs {SIDE_BY_SIDE}",
                context.width
            ));
        }
        context.show_side_by_side(&Report::Diff(report), args.side_by_side && fits)?;
    }
    Ok(if args.exit_code && is_different { DIFFERENT } else { 0 })
}

/// Says whether `--exit-code` tells of differences. When a version was captured is no difference of the story.
fn is_different(report: &DiffReport, filter: &Filter) -> bool {
    let edits = report.shown.iter().any(|&index| report.diff.edits[index].kind != diff::EditKind::Unchanged);
    edits || (filter.is_empty() && report.diff.metadata.iter().any(|change| change.field != "captured_at"))
}

fn side(loaded: &Loaded) -> Side<'_> {
    Side { metadata: &loaded.info.metadata, body: &loaded.info.body, extraction: &loaded.extraction }
}

/// Tells versions from files.
fn named(text: &str) -> Result<Named, Failure> {
    if let Some(reference) = Reference::parse(text) {
        return Ok(Named::Version(reference));
    }
    let path = PathBuf::from(text);
    let looks_like_a_file = input::is_stdin(&path) || text.contains(['/', '\\', '.']) || path.exists();
    if looks_like_a_file {
        return Ok(Named::File(path));
    }
    let hint = match Slug::from_text(text.split('@').next().unwrap_or_default()) {
        Some(slug) => {
            format!("versions are v1, v-1, @latest, {slug}@v1 or {slug}@2025-08-20; see onrecord diff --help")
        }
        None => "versions are v1, v-1, @latest or STORY@v1; see onrecord diff --help".to_owned(),
    };
    Err(Failure::new(format!("\"{text}\" is neither a file nor a version")).hint(hint))
}

fn load(
    context: &Context,
    history: Option<&History>,
    named: Named,
    story: Option<&Slug>,
    method: Method,
) -> Result<Loaded, Failure> {
    match (named, history) {
        (Named::Version(reference), Some(history)) => {
            let story = reference::choose_story(history, story, "STORY@latest, or --story STORY")?;
            let version = reference::resolve(history, &story, reference.point)?;
            let info = stored_info(&version);
            Ok(Loaded { story: Some(story), info, extraction: version.extraction, extractor: version.extractor })
        }
        (Named::Version(reference), None) => {
            unreachable!("a history is open wherever there is a reference: {reference}")
        }
        (Named::File(path), _) => file(context, &path, method),
    }
}

fn file(context: &Context, path: &Path, method: Method) -> Result<Loaded, Failure> {
    let read = input::read(path, &MetadataArgs::default())?;
    for warning in &read.warnings {
        context.warn(warning);
    }
    let extraction = extract::extract_with(&read.draft.body, &read.draft.metadata, method);
    Ok(Loaded { story: None, info: input::version_info(path, &read), extraction, extractor: method.extractor() })
}

/// Tells where a stored version was read.
pub(super) fn stored_info(version: &StoredVersion) -> VersionInfo {
    let mut metadata = version.metadata.clone();
    metadata.captured_at = Some(version.captured_at);
    VersionInfo {
        reference: format!("{}@v{}", version.story.slug, version.number),
        metadata,
        body: version.body.clone(),
        sha256: version.sha256.clone(),
    }
}
