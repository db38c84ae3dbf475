//! What is watched, how far each address has come, and the way to add one.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::AppPage;
use crate::render::html::site::Site;
use crate::render::html::text::{Theirs, address, time};
use crate::report::{WatchStatusReport, WatchesReport, encoded};

/// Makes the page of the watches.
pub fn watches(report: &WatchesReport, status: &WatchStatusReport, site: Site<'_>) -> String {
    let content = html! {
        @if site.token.is_some() {
            form.listing method="post" action="/watches" {
                (site.token_field())
                label {
                    "Watch the page or feed "
                    input type="url" name="url" required placeholder="https://…" autocomplete="off";
                }
                label {
                    "into the story "
                    input type="text" name="story" placeholder="named after the page" autocomplete="off";
                }
                label { input type="checkbox" name="new" value="yes"; " a new story" }
                button { "Add" }
            }
        }
        p.explain { "Addresses are looked at while " code { "onrecord watch run" } " runs." }
        section {
            h2 { "Asked for" }
            div.scroll tabindex="0" role="region" aria-label="Watches" {
                table {
                    thead { tr {
                        th scope="col" { "address" } th scope="col" { "what" } th scope="col" { "every" }
                        th scope="col" { "looked at" } th scope="col" { "next" } td {}
                    } }
                    tbody {
                        @for row in &report.watches {
                            tr {
                                th scope="row" { (address(&row.url)) span.beside { (Theirs(&row.asked())) } }
                                td { (row.what()) }
                                td { (row.pause()) }
                                td { (row.pages()) }
                                td { (maybe(row.due_at)) }
                                td {
                                    @if site.token.is_some() {
                                        form.decide method="post" action="/watches/remove" {
                                            (site.token_field())
                                            input type="hidden" name="number" value=(row.number);
                                            button { "Stop watching" }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        section {
            h2 { "Addresses" }
            p.summary { (status.headline()) }
            div.scroll tabindex="0" role="region" aria-label="Addresses" {
                table {
                    thead { tr {
                        th scope="col" { "address" } th scope="col" { "answered" } th scope="col" { "changed" }
                        th scope="col" { "next" } th scope="col" { "remark" }
                    } }
                    tbody {
                        @for target in &status.targets {
                            tr {
                                th scope="row" {
                                    (address(&target.url))
                                    @if let Some(story) = &target.story {
                                        span.beside { a href={ "/stories/" (encoded(story.as_str())) } { (story) } }
                                    }
                                }
                                td { (maybe(target.checked_at)) }
                                td { (maybe(target.changed_at)) }
                                td { (maybe(target.due_at)) }
                                td { (Theirs(&WatchStatusReport::remark(target))) }
                            }
                        }
                    }
                }
            }
        }
    };
    let summary = report.headline();
    AppPage::new("/watches", "Looked at for you", "Watches", &summary).around(&content)
}

fn maybe(at: Option<DateTime<Utc>>) -> Markup {
    html! { @match at { Some(at) => (time(at)), None => "–" } }
}
