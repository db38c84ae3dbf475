//! `onrecord reextract`: stored versions read anew by the present extractor.
//!
//! It changes no text and adds no version, and says so: what differs afterwards is the extractor's doing.

use chrono::{DateTime, Utc};

use super::args::{JobsArgs, MethodArgs, story, time};
use super::context::Context;
use super::failure::Failure;
use super::progress::Progress;
use crate::ask::reference;
use crate::import::gives_another;
use crate::record::reextract::{self, Plan, Reread};
use crate::render::Report;
use crate::report::{self, ReextractReport};
use crate::story::Slug;

/// The most versions of which each is told of without being asked to.
const FEW: usize = 40;

/// Read stored versions anew with the present extractor
///
/// For each version that another extractor has read, the claims are read off the stored text again and become those
/// that all commands show. Texts, versions and earlier extractions stay. What differs then comes from the extractor and
/// is told as such; diff, blame and audit never show it as an edit of the outlet's. Where a capture would give another
/// text to this program than the one that was stored, that is told, and the stored text stays: a version's text is what
/// its claims were quoted from.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A call that was stopped is simply made again: versions that it has read are not read twice.

Examples:
  onrecord reextract --dry-run
  onrecord reextract
  onrecord reextract ferry-returns harbour-fire --model fast
  onrecord reextract --since 2031-04-01")]
pub struct Args {
    /// The stories [default: all]
    #[arg(value_name = "STORY", value_parser = story)]
    stories: Vec<Slug>,
    /// Only versions captured since then; a story of which a part is read anew has two extractors' claims, and blame
    /// says where
    #[arg(long, value_name = "TIME", value_parser = time)]
    since: Option<DateTime<Utc>>,
    /// Say what would change, and store nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    jobs: JobsArgs,
    /// Tell of each version, however many there are
    #[arg(long, short)]
    verbose: bool,
    #[command(flatten)]
    method: MethodArgs,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    // A command that would change something creates no history for that.
    let mut history = context.open()?;
    let slugs = match args.stories.is_empty() {
        true => history.stories()?.into_iter().map(|story| story.slug).collect(),
        false => {
            let named = args.stories.iter().map(|slug| reference::choose_story(&history, Some(slug), ""));
            named.map(|story| Ok(story?.slug)).collect::<Result<Vec<_>, Failure>>()?
        }
    };
    let method = args.method.method;
    let (due, current) = reextract::due(&history, &slugs, args.since, method)?;
    if !args.dry_run && !due.is_empty() {
        history = context.open_or_create()?;
    }
    let mut report = ReextractReport {
        extractor: method.extractor(),
        is_dry: args.dry_run,
        current,
        is_listed: args.verbose || due.len() <= FEW,
        ..ReextractReport::default()
    };
    let mut progress = Progress::of("versions", due.len());
    let plan = Plan { method, jobs: args.jobs.count(), is_stored: !args.dry_run, gives_another, now: context.now() };
    let done =
        reextract::reextract(&mut history, &due, plan, |Reread { slug, number, before, changes, other_text }| {
            let reference = format!("{slug}@v{number}");
            report.versions.push(report::ReextractedVersion { reference, before, changes, other_text });
            progress.show(report.versions.len());
        });
    progress.clear();
    done?;
    context.show(&Report::Reextract(report))?;
    Ok(0)
}
