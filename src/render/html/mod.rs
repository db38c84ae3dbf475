//! A report → one page of HTML that can be mailed, printed and kept: it asks no server for anything.
//!
//! It computes nothing that a reader sees. Nothing from an article can act in it: all text is escaped, and the page's
//! own policy lets no other script run than the one that stands in it. Without that script it reads as well; only the
//! filter is missing.

pub mod app;
mod article;
mod audit;
mod changes;
mod diff;
mod quotes;
mod search;
mod site;
mod story;
mod text;
mod timeline;

use base64::prelude::{BASE64_STANDARD, Engine};
use maud::{Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::Report;
pub use changes::change_content;
pub use site::Site;
use text::Theirs;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// What every page of this program begins with.
pub const BEGINNING: &str = "<!DOCTYPE html><!-- onrecord -->";

/// Renders a report as a page; empty where a report has no such form.
pub fn render(report: &Report) -> String {
    match report {
        Report::Story(report) => story::page(report),
        Report::Diff(report) => diff::page(std::slice::from_ref(report)),
        Report::Diffs(reports) => diff::page(reports),
        Report::Show(report) => article::page(report),
        Report::Audit(report) => audit::page(report),
        Report::Search(report) => search::page(report),
        Report::DiffStat(report) => diff::stats(std::slice::from_ref(report)),
        Report::DiffStats(reports) => diff::stats(reports),
        Report::Quotes(report) => quotes::page(report),
        _ => String::new(),
    }
}

/// What stands around the content of a page.
struct Page<'a> {
    /// What the page is about, and the sort of page that it is.
    title: &'a str,
    kicker: &'a str,
    /// What was found, in one sentence.
    summary: &'a str,
}

impl Page<'_> {
    /// Puts a page together.
    fn around(&self, content: &Markup) -> String {
        // Only what stands here may run, whatever an article brings.
        let script = BASE64_STANDARD.encode(Sha256::digest(SCRIPT));
        let policy = format!(
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'"
        );
        let page = html! {
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="generator" content=(concat!("onrecord ", env!("CARGO_PKG_VERSION")));
                    meta name="robots" content="noindex";
                    title { (Theirs(self.title)) ", " (self.kicker) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    a.skip href="#content" { "Skip to the content" }
                    header.masthead {
                        p.kicker { (self.kicker) }
                        h1 { (Theirs(self.title)) }
                        p.summary { (Theirs(self.summary)) }
                    }
                    main #content tabindex="-1" { (content) }
                    footer.colophon {
                        p {
                            "Made by onrecord " (env!("CARGO_PKG_VERSION")) ". It compares words and does not know what is true. "
                            "A label is the program’s reading: read the words before you rely on it."
                        }
                    }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        };
        format!("{BEGINNING}{}\n", page.into_string())
    }
}
