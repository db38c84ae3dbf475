//! What readers have decided: rulings, and who is who.

use maud::html;

use super::AppPage;
use crate::render::html::site::Site;
use crate::render::html::text::{Theirs, time};
use crate::report::DecisionsReport;

/// Makes the page of the journal, the last decision first.
pub fn decisions(report: &DecisionsReport, site: Site<'_>) -> String {
    let content = html! {
        @if site.token.is_none() {
            p.explain {
                "The app shows the journal and writes nothing into it: it was started without " code { "--write" } "."
            }
        }
        @for row in report.decisions.iter().rev() {
            article.entry {
                p {
                    strong { (row.number) } ". "
                    @if row.undone_by.is_some() { del { (Theirs(&row.words())) } } @else { (Theirs(&row.words())) }
                }
                p.cited {
                    (Theirs(&row.entry.author)) ", " (time(row.entry.made_at))
                    @if let Some(mark) = row.mark() { " · " strong { (mark) } }
                }
                @if site.token.is_some() && row.undone_by.is_none() && row.undoes.is_none() {
                    form.decide method="post" action="/decisions/undo" {
                        (site.token_field())
                        input type="hidden" name="number" value=(row.number);
                        button { "Take it back" }
                    }
                }
            }
        }
    };
    let summary = report.headline();
    AppPage::new("/decisions", "What readers decided", "Rulings and who is who", &summary).around(&content)
}
