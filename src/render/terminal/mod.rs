//! A report → text for reading in a terminal: a one-line summary first, then the matter, most serious first.
//!
//! Colour only repeats what signs, marks and words say, so that nothing is lost in a pipe. It computes nothing that a
//! reader sees, and every word from outside is made safe on its way in.

mod annotated;
mod audit;
mod changes;
mod claims;
mod curation;
mod diff;
mod evidence;
mod explain;
mod history;
mod import;
mod lineage;
mod page;
mod quotes;
mod search;
mod settings;
mod show;
mod style;
mod verify;
mod watch;

use super::{Report, TerminalLayout};
use page::TerminalPage;

pub use annotated::annotated;
pub use style::{Meaning, style};

/// Renders a report for a terminal.
pub fn render(report: &Report, layout: &TerminalLayout) -> String {
    let mut page = TerminalPage::new(layout);
    match report {
        Report::Extract(report) => claims::extract(&mut page, report),
        Report::Claims(report) => claims::claims(&mut page, report),
        Report::Explain(report) => explain::explain(&mut page, report),
        Report::Show(report) => show::show(&mut page, report),
        Report::Diff(report) => diff::diff(&mut page, report),
        Report::DiffStat(report) => diff::stat(&mut page, report),
        Report::Diffs(reports) => diff::each(&mut page, reports, diff::diff),
        Report::DiffStats(reports) => diff::each(&mut page, reports, diff::stat),
        Report::Log(report) => history::log(&mut page, report),
        Report::Story(report) => {
            history::log(&mut page, &report.log);
            page.blank();
            diff::each(&mut page, &report.steps, diff::diff);
        }
        Report::Changes(report) => changes::changes(&mut page, report),
        Report::Blame(report) => lineage::blame(&mut page, report),
        Report::History(report) => lineage::history(&mut page, report),
        Report::Audit(report) => audit::audit(&mut page, report),
        Report::Topics(report) => audit::topics(&mut page, report),
        Report::Search(report) => search::search(&mut page, report),
        Report::Quotes(report) => quotes::quotes(&mut page, report),
        Report::Stories(report) => history::stories(&mut page, report),
        Report::Speakers(report) => history::speakers(&mut page, report),
        Report::Suggestions(report) => curation::suggestions(&mut page, report),
        Report::Decisions(report) => curation::decisions(&mut page, report),
        Report::ImportedDecisions(report) => curation::imported(&mut page, report),
        Report::Verification(report) => verify::verification(&mut page, report),
        Report::Bundle(report) => verify::bundle(&mut page, report),
        Report::Exhibits(report) => evidence::exhibits(&mut page, report),
        Report::Withheld(report) => evidence::withheld(&mut page, report),
        Report::Info(report) => history::info(&mut page, report),
        Report::Settings(report) => settings::settings(&mut page, report),
        Report::RecordedInput(report) => history::ingest(&mut page, report),
        Report::Recording(report) => page.line(&[page::StyledText::ours(Meaning::Plain, report.headline())]),
        Report::Watches(report) => watch::watches(&mut page, report),
        Report::WatchStatus(report) => watch::status(&mut page, report),
        Report::WatchEvent(event) => watch::event(&mut page, event),
        Report::Import(report) => import::import(&mut page, report),
        Report::Reextract(report) => import::reextract(&mut page, report),
    }
    page.finish()
}
