//! What was said in some words: in all stories, and the wordings of one utterance.

use maud::html;

use super::AppPage;
use crate::render::html::site::Site;
use crate::render::html::text::Theirs;
use crate::render::html::{quotes as shared_quotes, search as shared};
use crate::report::{QuotesReport, SearchReport, encoded};

/// Makes the page of a search; without a report it asks for words, or says what is wrong with them.
pub fn search(query: &str, report: Option<&SearchReport>, problem: Option<&str>, site: Site<'_>) -> String {
    let content = html! {
        p.explain {
            "Words stand for their forms: " code { "guarantee" } " finds guaranteed. "
            "In quotation marks they stand for themselves, in a row. "
            code { "word*" } " finds what begins so."
        }
        div #found aria-live="polite" { (maud::PreEscaped(found(query, report, problem, site))) }
    };
    let summary = report.map_or_else(|| "Type some words of what was said.".to_owned(), SearchReport::headline);
    let title = if query.is_empty() { "Search" } else { query };
    AppPage { query, ..AppPage::new("/search", "What was said", title, &summary) }.around(&content)
}

/// Writes what a search found, without the page around it.
pub fn found(query: &str, report: Option<&SearchReport>, problem: Option<&str>, site: Site<'_>) -> String {
    let page = |page: usize| format!("/search?q={}&page={page}", encoded(query));
    let found = html! {
        @if let Some(problem) = problem { p.notice { (Theirs(problem)) } }
        @if let Some(report) = report {
            p.count { (Theirs(&report.headline())) }
            (shared::content(report, site))
            @let here = report.skipped / report.limit.max(1) + 1;
            nav.pages aria-label="Pages" {
                @if here > 1 { a rel="prev" href=(page(here - 1)) { "← before" } }
                @if report.skipped + report.hits.len() < report.total {
                    a rel="next" href=(page(here + 1)) { "after →" }
                }
                a href={ "/feeds/search.atom?q=" (encoded(query)) } { "Changes of such claims, as a feed" }
                a href={ "/quotes?q=" (encoded(query)) } { "Wordings of one utterance" }
            }
        }
    };
    found.into_string()
}

/// Makes the page of the wordings of one utterance.
pub fn quotes(query: &str, report: &QuotesReport, site: Site<'_>) -> String {
    let summary = report.headline();
    AppPage { query, ..AppPage::new("/search", shared_quotes::KICKER, &report.asked, &summary) }
        .around(&shared_quotes::content(report, site))
}
