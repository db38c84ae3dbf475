//! `onrecord withhold`: words are taken out of the history, for good.

use super::args::{AuthorArgs, story};
use super::context::Context;
use super::decide;
use super::failure::Failure;
use crate::ask::reference::Reference;
use crate::render::Report;
use crate::report::{WithheldReport, WithholdStage};
use crate::store::History;
use crate::story::{Slug, VersionNumber};

/// The fewest digits of a SHA-256 that name a capture.
const DIGITS: usize = 8;

/// Take the words of a version, or the bytes of a capture, out of the history, for good
///
/// For what a court orders or somebody's safety needs. Of a VERSION go the text, headline, byline, claims and what was
/// read of them, and the bytes of its captures and exhibits; of a CAPTURE (its SHA-256, or the first 8 digits and more:
/// onrecord exhibits has those of exhibits, onrecord bundle in its chain.json all others) the bytes alone. What stays: the hashes, so that whoever has the
/// words can prove that they are the ones, the times, the address, who took them out, when and why. The version keeps
/// its number, its story goes on without it, verify and log tell it, and the same text is not taken in again.
///
/// This cannot be undone. Other versions of the story have their own words: withhold each that has what must go. Not
/// reached are copies (backups, bundles, exports, git), the name of the story, rulings and names that somebody typed,
/// and what a disk keeps of deleted data. The file is written anew at the end, which takes the time and the room of a
/// copy.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord withhold harbour-fire@v3 harbour-fire@v4 --reason 'order of 6 May 2031' --dry-run
  onrecord withhold harbour-fire@v3 harbour-fire@v4 --reason 'order of 6 May 2031' --yes
  onrecord withhold 9f86d081884c7d65 --reason 'a home address in the page, not in the story'
  onrecord withhold --list")]
pub struct Args {
    /// Versions (STORY@v3), and captures by the first digits of their SHA-256
    #[arg(value_name = "VERSION|CAPTURE", required_unless_present_any = ["list", "sweep"])]
    what: Vec<String>,
    /// The story that v1, @latest, … are versions of [default: the only story]
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
    /// Why: it stands in the history for all to read, so put no withheld word into it
    #[arg(long, value_name = "TEXT", value_parser = reason, required_unless_present_any = ["list", "sweep"])]
    reason: Option<String>,
    /// Show what would go, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Do not ask first; needed where nobody sits at a terminal
    #[arg(long)]
    yes: bool,
    /// List what is withheld
    #[arg(long, conflicts_with_all = ["what", "reason", "dry_run", "sweep"])]
    list: bool,
    /// Write the file anew once more, where another program kept that from being done
    #[arg(long, conflicts_with_all = ["what", "reason", "dry_run"])]
    sweep: bool,
    #[command(flatten)]
    author: AuthorArgs,
}

fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() { Err("a reason in words".to_owned()) } else { Ok(text.to_owned()) }
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    if args.list {
        let rows = context.open()?.withholdings()?;
        context.show(&Report::Withheld(WithheldReport { rows, stage: WithholdStage::Listed }))?;
        return Ok(0);
    }
    let mut history = decide::open(context)?;
    if let Some(reason) = &args.reason {
        let Chosen { versions, captures } = chosen(context, &history, args)?;
        let author = args.author.name()?;
        // Tried first and left: nobody is to wait for the answer to a question.
        let rows = history.write()?.withhold(&versions, &captures, &author, reason, context.now())?;
        let plan = WithheldReport { rows, stage: WithholdStage::Planned };
        if args.dry_run {
            context.show(&Report::Withheld(plan))?;
            return Ok(0);
        }
        if !args.yes {
            match context.ask(&format!("{}: {}?", plan.headline(), plan.names())) {
                Some(true) => {}
                Some(false) => return Err(Failure::new("nothing was withheld")),
                None => {
                    return Err(Failure::new("nothing was withheld: it cannot be undone, and nobody was there to ask")
                        .hint("look first with --dry-run, then say --yes"));
                }
            }
        }
        let mut writer = history.write()?;
        let rows = writer.withhold(&versions, &captures, &author, reason, context.now())?;
        writer.commit()?;
        context.show(&Report::Withheld(WithheldReport { rows, stage: WithholdStage::Done }))?;
    }
    let swept = history.sweep();
    swept.map_err(|error| {
        Failure::new(format!("the words are out of the history, but may stand in unused parts of the file: {error}"))
            .hint("end what else reads the history, then: onrecord withhold --sweep")
    })?;
    context.note("the file was written anew; copies of it (backups, bundles, exports) have what they had");
    Ok(0)
}

/// What is to be taken out.
#[derive(Default)]
struct Chosen {
    versions: Vec<(Slug, VersionNumber)>,
    /// Their SHA-256.
    captures: Vec<String>,
}

/// Finds the versions and captures that are meant.
fn chosen(context: &Context, history: &History, args: &Args) -> Result<Chosen, Failure> {
    let mut chosen = Chosen::default();
    for text in &args.what {
        if Reference::parse(text).is_some() {
            let version = context.stored(history, text, args.story.as_ref())?;
            chosen.versions.push((version.story.slug, version.number));
            continue;
        }
        if text.len() < DIGITS || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Failure::new(format!("{text} names neither a version nor a capture"))
                .hint("name a version (STORY@v3), or the first 8 digits and more of a capture's SHA-256"));
        }
        let found = history.captures_like(&text.to_ascii_lowercase())?;
        match &found[..] {
            [capture] => match history.withheld_capture(capture)? {
                None => chosen.captures.push(capture.clone()),
                Some(row) => return Err(Failure::new(row.line()).hint("see all: onrecord withhold --list")),
            },
            [] => {
                return Err(Failure::new(format!("there is no capture whose SHA-256 begins with {text}"))
                    .hint("see those of a story: onrecord bundle STORY, data/chain.json"));
            }
            _ => {
                return Err(Failure::new(format!("the SHA-256 of several captures begins with {text}"))
                    .hint("give more of its digits"));
            }
        }
    }
    Ok(chosen)
}
