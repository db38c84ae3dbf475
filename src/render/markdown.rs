//! A report → Markdown for an issue tracker or a content management system.
//!
//! It computes nothing, and every word from outside is escaped on its way in: an article cannot bring in markup, links,
//! images or mentions. Times are UTC.

mod audit;
mod changes;
mod curation;
mod evidence;
mod explain;
mod import;
mod lineage;
mod quotes;
mod search;
mod verify;
mod watch;

use chrono::{DateTime, Utc};

use super::Report;
use super::escape::markdown as esc;
use crate::claim::{Claim, ClaimKind, Speaker};
use crate::diff::{Change, Edit, EditKind, Severity, SideName, WordingOp, WordingPart};
use crate::report::{
    ClaimsReport, DiffReport, InfoReport, LogReport, Order, SettingsReport, SpeakersReport, StoriesReport, VersionInfo,
    VersionReport, phrases, standalone, words,
};

/// Renders a report as Markdown.
pub fn render(report: &Report) -> String {
    let mut page = MarkdownPage::default();
    match report {
        Report::Extract(report) => extract(&mut page, report),
        Report::Claims(report) => claims(&mut page, report),
        Report::Explain(report) => explain::explain(&mut page, report),
        Report::Show(report) => show(&mut page, report),
        Report::Diff(report) => diff(&mut page, report),
        Report::DiffStat(report) => stat(&mut page, report),
        Report::Diffs(reports) => reports.iter().for_each(|report| diff(&mut page, report)),
        Report::DiffStats(reports) => reports.iter().for_each(|report| stat(&mut page, report)),
        Report::Log(report) => log(&mut page, report),
        Report::Story(report) => {
            log(&mut page, &report.log);
            report.steps.iter().for_each(|step| diff(&mut page, step));
        }
        Report::Changes(report) => changes::changes(&mut page, report),
        Report::Blame(report) => lineage::blame(&mut page, report),
        Report::History(report) => lineage::history(&mut page, report),
        Report::Audit(report) => audit::audit(&mut page, report),
        Report::Topics(report) => audit::topics(&mut page, report),
        Report::Search(report) => search::search(&mut page, report),
        Report::Quotes(report) => quotes::quotes(&mut page, report),
        Report::Stories(report) => stories(&mut page, report),
        Report::Speakers(report) => speakers(&mut page, report),
        Report::Suggestions(report) => curation::suggestions(&mut page, report),
        Report::Decisions(report) => curation::decisions(&mut page, report),
        Report::ImportedDecisions(report) => curation::imported(&mut page, report),
        Report::Verification(report) => verify::verification(&mut page, report),
        Report::Bundle(report) => verify::bundle(&mut page, report),
        Report::Exhibits(report) => evidence::exhibits(&mut page, report),
        Report::Withheld(report) => evidence::withheld(&mut page, report),
        Report::Info(report) => info(&mut page, report),
        Report::Settings(report) => settings(&mut page, report),
        Report::RecordedInput(report) => page.item(&esc(&report.headline())),
        Report::Recording(report) => page.block(&report.headline()),
        Report::Watches(report) => watch::watches(&mut page, report),
        Report::WatchStatus(report) => watch::status(&mut page, report),
        Report::WatchEvent(event) => watch::event(&mut page, event),
        Report::Import(report) => import::import(&mut page, report),
        Report::Reextract(report) => import::reextract(&mut page, report),
    }
    page.finish()
}

/// Blocks, parted by empty lines; items of one list and rows of one table are not.
#[derive(Default)]
struct MarkdownPage {
    out: String,
    tight: bool,
}

impl MarkdownPage {
    fn block(&mut self, text: &str) {
        self.put(text, false);
    }

    fn item(&mut self, text: &str) {
        self.put(&format!("- {text}"), true);
    }

    fn item_below(&mut self, text: &str) {
        self.put(&format!("  - {text}"), true);
    }

    fn row(&mut self, cells: &[String]) {
        self.put(&format!("| {} |", cells.join(" | ")), true);
    }

    fn header(&mut self, names: &[&str]) {
        self.put(&format!("| {} |", names.join(" | ")), false);
        self.tight = true;
        self.row(&vec!["---".to_owned(); names.len()]);
    }

    fn put(&mut self, text: &str, tight: bool) {
        let joins = tight && self.tight;
        if !self.out.is_empty() && !joins {
            self.out.push('\n');
        }
        self.out.push_str(text);
        self.out.push('\n');
        self.tight = tight;
    }

    fn finish(self) -> String {
        self.out
    }
}

fn time(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%d %H:%M UTC").to_string()
}

fn version_head(page: &mut MarkdownPage, version: &VersionInfo, headline: &str) {
    let VersionInfo { reference, metadata, .. } = version;
    page.block(&format!("## {}", esc(reference)));
    page.block(&esc(headline));
    let named = [
        ("headline", &metadata.headline),
        ("byline", &metadata.byline),
        ("outlet", &metadata.outlet),
        ("address", &metadata.url),
    ];
    for (name, value) in named {
        if let Some(value) = value {
            page.item(&format!("{name}: {}", esc(value)));
        }
    }
    if let Some((what, at)) = version.dated() {
        page.item(&format!("{what}: {}", time(at)));
    }
    for doubt in &version.metadata.doubts {
        page.item(&format!("doubtful: {}", doubt.words()));
    }
}

fn warnings(page: &mut MarkdownPage, report: &VersionReport) {
    if report.extraction.warnings.is_empty() {
        return;
    }
    page.block("### Warnings");
    page.tight = false;
    for warning in &report.extraction.warnings {
        page.item(&esc(&warning.message));
    }
}

fn extract(page: &mut MarkdownPage, report: &VersionReport) {
    version_head(page, &report.version, &report.headline());
    claim_rows(page, report);
    warnings(page, report);
}

fn claims(page: &mut MarkdownPage, report: &ClaimsReport) {
    version_head(page, &report.version.version, &report.headline);
    claim_rows(page, &report.version);
    warnings(page, &report.version);
    if let Some(line) = report.held_back_line() {
        page.block(&line);
    }
}

fn claim_rows(page: &mut MarkdownPage, report: &VersionReport) {
    if !report.extraction.claims.is_empty() {
        page.header(&["id", "kind", "speaker", "content", "said on", "flags"]);
    }
    for claim in &report.extraction.claims {
        page.row(&claim_cells(claim, &report.extraction.speakers, &report.version.body));
    }
}

fn claim_cells(claim: &Claim, speakers: &[Speaker], body: &str) -> [String; 6] {
    let voice = if claim.kind == ClaimKind::Fact { "" } else { words::voice(claim, speakers) };
    let said_on = claim.said_on.as_ref().map(|on| phrases::said_on(on.date, on.precision)).unwrap_or_default();
    [
        claim.id.to_string(),
        claim.kind.name().to_owned(),
        esc(voice),
        esc(&standalone::beside_name(body, claim)),
        said_on,
        esc(&words::flags(claim).join(", ")),
    ]
}

fn show(page: &mut MarkdownPage, report: &VersionReport) {
    version_head(page, &report.version, &report.headline());
    for paragraph in report.version.body.split('\n').filter(|paragraph| !paragraph.trim().is_empty()) {
        page.block(&format!("> {}", esc(paragraph)));
    }
    if !report.extraction.claims.is_empty() {
        page.block("### Claims");
    }
    claim_rows(page, report);
    warnings(page, report);
}

fn diff_head(page: &mut MarkdownPage, report: &DiffReport) {
    page.block(&format!("## {}", esc(&report.title())));
    page.block(&esc(&report.headline()));
    for side in [&report.old, &report.new] {
        if let Some((what, at)) = side.dated() {
            let outlet = side.metadata.outlet.as_ref().map(|outlet| format!(", {}", esc(outlet))).unwrap_or_default();
            page.item(&format!("{} {what} {}{outlet}", esc(&side.reference), time(at)));
        }
        if let Some(line) = side.doubts_line() {
            page.item(&esc(&line));
        }
    }
    for change in &report.diff.metadata {
        let value =
            |value: &Option<String>| value.as_ref().map_or("none".to_owned(), |text| format!("“{}”", esc(text)));
        let mark = report.headline_mark().filter(|_| change.edit.is_some());
        let mark = mark.map(|mark| format!(" ({mark})")).unwrap_or_default();
        page.item(&format!("{}: {} → {}{mark}", phrases::label(change.field), value(&change.old), value(&change.new)));
        for change in change.edit.iter().flat_map(|edit| &edit.changes) {
            page.item_below(&reason(report, change));
        }
    }
}

fn diff(page: &mut MarkdownPage, report: &DiffReport) {
    diff_head(page, report);
    for group in report.groups() {
        let name = group.severity.map_or("in the order of the text", Severity::name);
        page.block(&format!("### {}, {}", phrases::capital(name), group.count()));
        for (number, index) in group.edits {
            edit(page, report, number, index);
        }
    }
    if !report.diff.corrections.is_empty() {
        page.block("### Correction notes");
    }
    for (number, note) in (1..).zip(&report.diff.corrections) {
        page.block(&format!("> {}", esc(&note.text)));
        let side = esc(&report.version(note.side).reference);
        page.block(&format!("Note {number}, {side}: {}", report.covered(note).phrase()));
    }
    noise(page, report);
    held_back(page, report);
}

fn edit(page: &mut MarkdownPage, report: &DiffReport, number: usize, index: usize) {
    let edit = &report.diff.edits[index];
    let severity = edit.severity().filter(|_| report.order == Order::Text);
    let severity = severity.map(|severity| format!(", {}", severity.name())).unwrap_or_default();
    let mark = report.note_mark(index).map(|mark| format!(" ({mark})")).unwrap_or_default();
    let (who, what, kind) = (esc(&report.who(edit)), report.what(edit), edit.kind.name());
    let id = report.id(index).map(|id| format!(" `{}`", id.short())).unwrap_or_default();
    page.block(&format!("**{number}.** **{who}**, {what} {kind}{severity}{mark}{id}"));
    page.block(&format!("> {}", edit_words(report, edit)));
    for change in &edit.changes {
        page.item(&reason(report, change));
    }
    if let Some(ruling) = report.ruling(index) {
        page.item(&format!("**{}**", esc(&ruling.line())));
    }
    for line in report.reasons(index) {
        page.item(&format!("*{}*", esc(&line)));
    }
}

/// Says why an edit bears a label.
fn reason(report: &DiffReport, change: &Change) -> String {
    let why = phrases::why(change);
    let why = if why.is_empty() { why } else { format!(": {}", esc(&why)) };
    let rule = if report.whys.is_empty() { String::new() } else { format!(" (*{}*)", phrases::rule(change)) };
    format!("{}{why}{rule}", phrases::change_label(change))
}

fn edit_words(report: &DiffReport, edit: &Edit) -> String {
    match edit.kind {
        EditKind::Changed => report.wording(edit).iter().map(wording).collect(),
        EditKind::Added | EditKind::Unchanged | EditKind::Removed => esc(&report.words(edit)),
    }
}

fn wording(run: &WordingPart) -> String {
    let (before, core, after) = words::edges(&run.text);
    let core = match run.op {
        _ if core.is_empty() => String::new(),
        WordingOp::Equal => esc(core),
        WordingOp::Delete => format!("<del>{}</del>", esc(core)),
        WordingOp::Insert => format!("<ins>{}</ins>", esc(core)),
    };
    let space = |text: &str| if text.is_empty() { "" } else { " " };
    format!("{}{core}{}", space(before), space(after))
}

fn stat(page: &mut MarkdownPage, report: &DiffReport) {
    diff_head(page, report);
    let rows = report.stat();
    if !rows.is_empty() {
        page.header(&["severity", "change", "edits"]);
    }
    for row in rows {
        page.row(&[row.severity.name().to_owned(), phrases::label(row.kind), row.count.to_string()]);
    }
    if let Some(line) = report.noise_line() {
        page.block(&line);
    }
    held_back(page, report);
}

/// Lists the lines of the page that differ.
fn noise(page: &mut MarkdownPage, report: &DiffReport) {
    let Some(line) = report.noise_line() else { return };
    page.block(&line);
    page.tight = false;
    for (side, text) in report.noise() {
        let mark = if side == SideName::Old { "del" } else { "ins" };
        page.item(&format!("<{mark}>{}</{mark}>", esc(text)));
    }
}

fn held_back(page: &mut MarkdownPage, report: &DiffReport) {
    if let Some(line) = report.held_back_line() {
        page.block(&line);
    }
}

fn log(page: &mut MarkdownPage, report: &LogReport) {
    page.block(&format!("## {}", esc(&report.story.title)));
    page.block(&format!(
        "{}: {}",
        esc(report.story.slug.as_str()),
        phrases::count(report.versions.len(), "version", "versions")
    ));
    page.header(&["version", "captured", "what changed", "headline"]);
    for entry in &report.versions {
        page.row(&[
            format!("v{}", entry.number),
            time(entry.captured_at),
            entry.headline(),
            esc(entry.metadata.headline.as_deref().unwrap_or_default()),
        ]);
    }
    for line in report.beside() {
        page.block(&esc(&line));
    }
    for entry in report.versions.iter().filter(|entry| !entry.shown().is_empty()) {
        page.block(&format!("### v{}", entry.number));
        page.tight = false;
        for edit in entry.shown() {
            let ruling =
                edit.ruling.as_ref().map(|ruling| format!("; **{}**", esc(&ruling.line()))).unwrap_or_default();
            let (id, labels) = (edit.id.short(), edit.labels());
            page.item(&format!("`{id}` **{labels}**, {}: {}{ruling}", esc(&edit.who), esc(&edit.note())));
        }
        if let Some(more) = entry.more(&report.story) {
            page.item(&esc(&more));
        }
    }
}

fn stories(page: &mut MarkdownPage, report: &StoriesReport) {
    page.block(&phrases::count(report.stories.len(), "story", "stories"));
    if !report.stories.is_empty() {
        page.header(&["story", "versions", "first captured", "last captured", "outlet", "title"]);
    }
    for row in &report.stories {
        page.row(&[
            esc(row.story.slug.as_str()),
            row.story.versions.to_string(),
            time(row.first_captured_at),
            time(row.last_captured_at),
            esc(row.outlet.as_deref().unwrap_or_default()),
            esc(&row.story.title),
        ]);
    }
}

fn speakers(page: &mut MarkdownPage, report: &SpeakersReport) {
    page.block(&phrases::count(report.speakers.len(), "speaker", "speakers"));
    if !report.speakers.is_empty() {
        page.header(&["speaker", "also", "claims", "stories", "kind", "role"]);
    }
    for row in &report.speakers {
        page.row(&[
            esc(&row.name),
            esc(&row.aliases.join(", ")),
            row.claims.to_string(),
            row.stories.to_string(),
            row.kind.name().to_owned(),
            esc(row.role.as_deref().unwrap_or_default()),
        ]);
    }
}

fn settings(page: &mut MarkdownPage, report: &SettingsReport) {
    page.block(&esc(&report.headline()));
    page.header(&["setting", "value", "from"]);
    for row in &report.settings {
        page.row(&[row.name.to_owned(), esc(&row.value()), row.set_by.told()]);
    }
}

fn info(page: &mut MarkdownPage, report: &InfoReport) {
    for (name, value) in report.lines() {
        page.item(&format!("{name}: {}", esc(&value)));
    }
}
