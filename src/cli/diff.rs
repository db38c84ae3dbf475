//! `onrecord diff`: two versions, or two files, compared claim by claim.
//!
//! Two files touch no database.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::args::{JobsArgs, MetadataArgs, MethodArgs, confidence, kind, severity, story};
use super::context::Context;
use super::failure::Failure;
use super::{DIFFERENT, input, jsonl};
use crate::ask::reference::{self, Reference};
use crate::ask::{self, stored_info};
use crate::claim::Extraction;
use crate::compare;
use crate::curation::Ruled;
use crate::diff::{self, ChangeKind, Confidence, Severity, Side};
use crate::extract::{self, Method};
use crate::import::object;
use crate::lang::cache::Cache;
use crate::lookup;
use crate::reading::Analysis;
use crate::render::{Format, Report};
use crate::report::{DiffReport, Filter, Order, VersionInfo, phrases};
use crate::store::{History, StoredVersion};
use crate::story::{Slug, Story, VersionNumber};

/// The narrowest terminal that shows two texts side by side, in columns.
const SIDE_BY_SIDE: usize = 100;

/// Compare two versions claim by claim
///
/// Shows which claims came, went and changed, who said them, and why each label was given. OLD and NEW are versions of
/// a recorded story, or files; files are compared without storing anything. What reads as a version is one, even where
/// a file is called so: write ./v1 for a file called v1. A range, v1..v5, stands for both: what its last version is
/// against its first, or, with --each, every step from one to the other.
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{}

Severities and their kinds of change:
  substantive   {}
  framing       {}
  cosmetic      {}
Claims that were added or removed are substantive. A filter never hides in silence: the report says how
many edits it holds back. A change of the headline has kinds and severities too; the headline itself is
always shown.

Examples:
  onrecord diff v1 v2
  onrecord diff v1..v5                  what v5 changed since v1
  onrecord diff kremlin-talks@v1..v5 --each --stat
                                        step by step: v1 to v2, v2 to v3, …
  onrecord diff v1..@latest --unnoted   what was changed without a word to the reader
  onrecord diff v1 v2 --min-confidence 0.8
                                        only what a careful editor would most likely sign
  onrecord diff v1 v2 --why --order text
  onrecord diff kremlin-talks@v-1 @latest
  onrecord diff kremlin-talks@2025-08-20 kremlin-talks@2025-08-21 --severity substantive
  onrecord diff old.txt new.txt --exit-code --stat
  onrecord diff --jsonl pairs.jsonl > diffs.jsonl
                                        a pair a line, each of the two as for extract --jsonl",
  super::help::REFERENCES, kinds(Severity::Substantive), kinds(Severity::Framing), kinds(Severity::Cosmetic)))]
#[command(mut_arg("jobs", |jobs| jobs.requires("jsonl")))]
pub struct Args {
    /// The earlier version, or a file; - is standard input; or a range of versions: v1..v5, STORY@v1..v5
    #[arg(required_unless_present = "jsonl")]
    old: Option<String>,
    /// The later version, or a file; none after a range
    new: Option<String>,
    /// Read a pair a line from OLD, a file, or standard input, and print one line of JSON for each, in their order: an
    /// object with old and new, each as onrecord extract --jsonl takes it, and id (any value, which is handed through).
    /// A blank line is passed over; a line that cannot be read gets an object with error and its line number, and the
    /// exit code stays 0
    #[arg(long, conflicts_with_all = ["new", "each", "story", "unruled", "side_by_side", "exit_code"])]
    jsonl: bool,
    /// Compare each version from OLD to NEW with the one before it
    #[arg(long)]
    each: bool,
    /// The story that v1, @latest, … are versions of [default: the only story]
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
    /// Show only edits of these severities: substantive, framing, cosmetic
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = severity)]
    severity: Vec<Severity>,
    /// Show only edits with a change of these kinds
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = kind)]
    kind: Vec<ChangeKind>,
    /// Show only edits of claims by this speaker: any part of the name, or whatever onrecord speakers has joined to it
    #[arg(long, value_name = "NAME")]
    speaker: Vec<String>,
    /// Show only the stealth edits: substantive ones that no correction note owns up to
    #[arg(long)]
    unnoted: bool,
    /// Show only edits that are at least so sure: their gravest change has this confidence, from 0 to 1
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = confidence)]
    min_confidence: Option<Confidence>,
    /// Show only edits that nobody has ruled on: see onrecord rule
    #[arg(long)]
    unruled: bool,
    /// Show for each edit the rule that linked its claims, their similarity and the runner-up, and for each label its
    /// rule and its confidence
    #[arg(long, conflicts_with = "stat")]
    why: bool,
    /// In which order: severity (most serious first, and of these the sure ones first) or text
    /// [default: severity; text on a page]
    #[arg(long, value_name = "ORDER", value_parser = order)]
    order: Option<Order>,
    /// Show counts alone
    #[arg(long)]
    stat: bool,
    /// Show old and new beside each other; needs 100 columns
    #[arg(long, conflicts_with = "stat")]
    side_by_side: bool,
    /// Exit with 1 when edits or a headline's change are shown, or, without a filter, when other metadata differ
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    method: MethodArgs,
    #[command(flatten)]
    jobs: JobsArgs,
}

fn order(text: &str) -> Result<Order, String> {
    match text {
        "severity" => Ok(Order::Severity),
        "text" => Ok(Order::Text),
        _ => Err("one of severity, text".to_owned()),
    }
}

/// Lists the kinds of one severity, wrapped for the help.
fn kinds(severity: Severity) -> String {
    let kinds = ChangeKind::ALL.into_iter().filter(|kind| kind.severity() == severity);
    let names: Vec<&str> = kinds.map(ChangeKind::name).collect();
    textwrap::wrap(&names.join(", "), 84).join("\n                ")
}

/// One side, wherever it came from.
struct Loaded {
    /// Where it stands; `None` for a file.
    version: Option<LoadedPlace>,
    info: VersionInfo,
    analysis: Analysis,
    /// What made the analysis.
    extractor: String,
}

/// Where a version stands.
struct LoadedPlace {
    story: Story,
    number: VersionNumber,
    /// The name under which it was recorded.
    origin: Slug,
}

impl Loaded {
    /// Returns what is known of a version of a story.
    fn as_stored(&self) -> Option<(&Slug, &VersionInfo, &Extraction)> {
        Some((&self.version.as_ref()?.story.slug, &self.info, &self.analysis.extraction))
    }

    fn stored(version: StoredVersion) -> Result<Self, Failure> {
        let (info, reading) = (stored_info(&version), version.reading()?);
        let StoredVersion { story, number, origin, extraction, extractor, .. } = version;
        let place = LoadedPlace { story, number, origin };
        Ok(Self { version: Some(place), info, analysis: Analysis { extraction, reading }, extractor })
    }
}

/// What an argument names.
enum DiffArgument {
    Version(Reference),
    File(PathBuf),
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    if args.jsonl {
        return stream(context, args);
    }
    let (old, new) = sides(context, args)?;
    let is_stdin = |side: &DiffArgument| matches!(side, DiffArgument::File(path) if input::is_stdin(path));
    if is_stdin(&old) && is_stdin(&new) {
        return Err(Failure::new("standard input can be only one of the two sides").hint("save one side in a file"));
    }
    let history = match (&old, &new) {
        (DiffArgument::File(_), DiffArgument::File(_)) => None,
        _ => Some(context.open()?),
    };
    // A story named on one side goes without saying on the other.
    let story_of = |named: &DiffArgument| match named {
        DiffArgument::Version(reference) => reference.story.clone(),
        DiffArgument::File(_) => None,
    };
    let old_story = story_of(&old).or_else(|| args.story.clone()).or_else(|| story_of(&new));
    let new_story = story_of(&new).or_else(|| args.story.clone()).or_else(|| story_of(&old));
    let method = args.method.method;
    let old = load(context, history.as_ref(), old, old_story.as_ref(), method)?;
    let new = load(context, history.as_ref(), new, new_story.as_ref(), method)?;
    let mut versions = if args.each { steps(history.as_ref(), old, new)? } else { vec![old, new] };
    by_one_extractor(context, history.as_ref(), &mut versions, method)?;

    let mut filter = args.filter();
    if let Some(history) = &history {
        let stored = versions.iter().filter_map(Loaded::as_stored);
        filter.speakers = ask::with_joined(&lookup::people(history)?, stored, &args.speaker);
    }
    let rulings = match &history {
        Some(history) => Ruled::all(&history.decisions()?),
        None => BTreeMap::new(),
    };
    let usual = if context.format() == Format::Html { Order::Text } else { Order::Severity };
    let order = args.order.unwrap_or(usual);
    let compared =
        versions.windows(2).map(|pair| DiffReport { order, ..compare(&pair[0], &pair[1], args.why, &filter) });
    let mut reports: Vec<DiffReport> = compared.map(|report| report.with_rulings(&rulings, args.unruled)).collect();
    reports.iter().filter_map(|report| stray(report, &rulings)).for_each(|note| context.note(&note));
    let differ = reports.iter().any(|report| is_different(report, &filter));
    let fits = context.width >= SIDE_BY_SIDE;
    if args.side_by_side && !fits {
        let width = context.width;
        context.note(&format!("{width} columns are too narrow for --side-by-side, which needs {SIDE_BY_SIDE}"));
    }
    let report = match (args.each, args.stat) {
        (true, true) => Report::DiffStats(reports),
        (true, false) => Report::Diffs(reports),
        (false, stat) => {
            // Two versions make one pair.
            let report = reports.remove(0);
            if stat { Report::DiffStat(report) } else { Report::Diff(report) }
        }
    };
    context.show_side_by_side(&report, args.side_by_side && fits)?;
    Ok(if args.exit_code && differ { DIFFERENT } else { 0 })
}

impl Args {
    /// Returns what is shown, as far as no history joins names.
    fn filter(&self) -> Filter {
        Filter {
            severities: self.severity.clone(),
            kinds: self.kind.clone(),
            speakers: self.speaker.clone(),
            unnoted: self.unnoted,
            min_confidence: self.min_confidence,
        }
    }
}

/// Compares a pair a line.
fn stream(context: &Context, args: &Args) -> Result<u8, Failure> {
    #[derive(Deserialize)]
    struct Pair<'a> {
        #[serde(borrow)]
        old: Option<&'a RawValue>,
        new: Option<&'a RawValue>,
    }
    let (method, why, stat, filter) = (args.method.method, args.why, args.stat, args.filter());
    let order = args.order.unwrap_or_default();
    let load = move |name: &str, json: Option<&RawValue>, cache: &mut Cache| {
        let json = json.ok_or_else(|| format!("without \"{name}\""))?;
        let read = object::read(json.get()).map_err(|why| format!("{name}: {why}"))?;
        let analysis = extract::analyse_cached(&read.draft.body, &read.draft.metadata, method, cache);
        let info = input::version_info(Path::new(name), read.draft);
        let notes: Vec<String> = read.warnings.iter().map(|warning| format!("{name}: {warning}")).collect();
        Ok::<_, String>((Loaded { version: None, info, analysis, extractor: method.extractor() }, notes))
    };
    let path = args.old.as_deref().map(Path::new);
    jsonl::filter(context, path, args.jobs.count(), move |json, cache| {
        let pair: Pair<'_> = object::fields(json)?;
        let (old, mut notes) = load("old", pair.old, cache)?;
        let (new, of_new) = load("new", pair.new, cache)?;
        notes.extend(of_new);
        let report = DiffReport { order, ..compare(&old, &new, why, &filter) };
        Ok((if stat { Report::DiffStat(report) } else { Report::Diff(report) }, notes))
    })
}

/// Reads what is to be compared off the arguments: two of them, or a range.
fn sides(context: &Context, args: &Args) -> Result<(DiffArgument, DiffArgument), Failure> {
    // Without it there is no call.
    let old = args.old.as_deref().unwrap_or_default();
    let Some(new) = &args.new else {
        return match reference::range(old) {
            Some((old, new)) => Ok((DiffArgument::Version(old), DiffArgument::Version(new))),
            None if old.contains("..") && !old.contains(['/', '\\']) => {
                let failure = Failure::new(format!("\"{old}\" is no range of versions"));
                Err(failure.hint("ranges are v1..v5, v1..@latest or STORY@v1..v5"))
            }
            None => {
                let failure = Failure::new(format!("{old} is one side; which is the other?"));
                Err(failure.hint("name two versions or files (onrecord diff v1 v2) or a range (onrecord diff v1..v5)"))
            }
        };
    };
    for text in [old, new] {
        if reference::range(text).is_some() {
            return Err(Failure::new(format!("{text} is a range, which names both sides"))
                .hint(format!("give it alone: onrecord diff {text}")));
        }
    }
    let named = (named(old)?, named(new)?);
    for (text, named) in [(old, &named.0), (new.as_str(), &named.1)] {
        if matches!(named, DiffArgument::Version(_)) && Path::new(text).exists() {
            context.note(&format!("{text} is read as a version; the file of that name is ./{text}"));
        }
    }
    Ok(named)
}

/// Loads what lies between two versions of one story, and puts all in a row, in the direction that was asked for.
fn steps(history: Option<&History>, old: Loaded, new: Loaded) -> Result<Vec<Loaded>, Failure> {
    let (Some(history), Some(first), Some(last)) = (history, &old.version, &new.version) else {
        return Err(Failure::new("--each goes from version to version, and a file is none")
            .hint("record the files first: onrecord ingest FILE... --story NAME"));
    };
    let (LoadedPlace { story, number: from, .. }, LoadedPlace { story: other, number: to, .. }) = (first, last);
    if story.slug != other.slug {
        return Err(Failure::new(format!(
            "--each goes through the versions of one story, and these are of {} and {}",
            story.slug, other.slug
        )));
    }
    if from == to {
        return Err(Failure::new(format!("there is no step from v{from} to v{to}"))
            .hint(format!("see the versions: onrecord log {}", story.slug)));
    }
    let mut between = history.version_numbers(&story.slug)?;
    between.retain(|number| (from < number && number < to) || (to < number && number < from));
    if from > to {
        between.reverse();
    }
    let mut row = Vec::with_capacity(between.len() + 2);
    for number in between {
        row.push(Loaded::stored(history.listed_version(&story.slug, number)?)?);
    }
    row.insert(0, old);
    row.push(new);
    Ok(row)
}

/// Reads all anew where two extractors read them: what these read differently is no edit by the outlet.
fn by_one_extractor(
    context: &Context,
    history: Option<&History>,
    versions: &mut [Loaded],
    method: Method,
) -> Result<(), Failure> {
    let mut extractors: Vec<&str> = Vec::new();
    for version in &*versions {
        if !extractors.contains(&version.extractor.as_str()) {
            extractors.push(&version.extractor);
        }
    }
    if extractors.len() < 2 {
        return Ok(());
    }
    let (all, extractors) = (if versions.len() == 2 { "both" } else { "all" }, extractors.join(" and "));
    context.note(&format!("the sides were read by {extractors}; {all} are read anew by {}", method.extractor()));
    for version in versions {
        let VersionInfo { body, metadata, .. } = &version.info;
        version.analysis = match history {
            Some(history) => compare::analyse_with_history(history, body, metadata, method)?,
            None => extract::analyse(body, metadata, method),
        };
    }
    Ok(())
}

/// Compares two sides; `why` says whether with the reasons.
fn compare(old: &Loaded, new: &Loaded, why: bool, filter: &Filter) -> DiffReport {
    let (diff, whys) =
        if why { diff::explained(side(old), side(new)) } else { (diff::diff(side(old), side(new)), Vec::new()) };
    let places = old.version.as_ref().zip(new.version.as_ref());
    let places = places.filter(|(old, new)| old.story.slug == new.story.slug);
    let story = places.map(|(old, new)| ask::compared_story(&new.story, [&old.origin, &new.origin]));
    let shown = |loaded: &Loaded| (loaded.info.clone(), loaded.analysis.extraction.speakers.clone());
    let (old, new) = (shown(old), shown(new));
    DiffReport { whys, ..DiffReport::new(story, old, new, diff, filter).within_story() }
}

/// Returns how many rulings on a comparison are on none of its edits as they are read now.
fn stray(report: &DiffReport, rulings: &BTreeMap<String, Ruled>) -> Option<String> {
    let is_on = |ruled: &&Ruled| {
        let subject = &ruled.ruling.subject;
        subject.old == report.old.sha256 && subject.new == report.new.sha256
    };
    let strays = rulings.values().filter(is_on).filter(|ruled| !report.rulings.contains_key(&ruled.ruling.on)).count();
    let rulings = phrases::count(strays, "ruling is", "rulings are");
    (strays > 0 && report.story.is_some())
        .then(|| format!("{rulings} on no edit as the texts are read now; see onrecord decisions"))
}

/// Returns whether `--exit-code` tells of differences. When a version was captured is no difference of the story.
fn is_different(report: &DiffReport, filter: &Filter) -> bool {
    let edits = report.shown.iter().any(|&index| report.diff.edits[index].kind != diff::EditKind::Unchanged);
    edits
        || report.headline_shown
        || (filter.is_empty() && report.diff.metadata.iter().any(|change| change.field != "captured_at"))
}

fn side(loaded: &Loaded) -> Side<'_> {
    Side::new(&loaded.info.metadata, &loaded.info.body, &loaded.analysis)
}

/// Tells versions from files.
fn named(text: &str) -> Result<DiffArgument, Failure> {
    if let Some(reference) = Reference::parse(text) {
        return Ok(DiffArgument::Version(reference));
    }
    let path = PathBuf::from(text);
    let looks_like_a_file = input::is_stdin(&path) || text.contains(['/', '\\', '.']) || path.exists();
    if looks_like_a_file {
        return Ok(DiffArgument::File(path));
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
    named: DiffArgument,
    story: Option<&Slug>,
    method: Method,
) -> Result<Loaded, Failure> {
    match (named, history) {
        (DiffArgument::Version(reference), Some(history)) => {
            let chosen = reference::choose_story(history, story, "STORY@latest, or --story STORY")?;
            let version = reference::resolve(history, story, &chosen, reference.point)?;
            if let Some(note) = reference::stands_elsewhere(history, story, reference.point, &version)? {
                context.note(&note);
            }
            Loaded::stored(version)
        }
        (DiffArgument::Version(reference), None) => {
            unreachable!("a history is open wherever there is a reference: {reference}")
        }
        (DiffArgument::File(path), _) => file(context, &path, method),
    }
}

fn file(context: &Context, path: &Path, method: Method) -> Result<Loaded, Failure> {
    let read = input::read(path, &MetadataArgs::default())?;
    for warning in &read.warnings {
        context.warn(warning);
    }
    let analysis = extract::analyse(&read.draft.body, &read.draft.metadata, method);
    Ok(Loaded { version: None, info: input::version_info(path, read.draft), analysis, extractor: method.extractor() })
}
