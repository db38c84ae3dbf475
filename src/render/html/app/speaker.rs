//! What one speaker has said, with the topics to choose from.

use maud::html;

use super::AppPage;
use crate::audit::topics::Topic;
use crate::render::html::audit;
use crate::render::html::site::Site;
use crate::render::html::text::Theirs;
use crate::report::{AuditReport, encoded};

/// Makes the page of a speaker: `asked` is the name, `topic` the topic that was asked for, `topics` are those to choose
/// from, if they were read; `note` says why nothing is found.
pub fn speaker(
    report: &AuditReport,
    asked: &str,
    topic: Option<&str>,
    topics: Option<&[Topic]>,
    note: Option<&str>,
    site: Site<'_>,
) -> String {
    let address = format!("/speakers/{}", encoded(asked));
    let content = html! {
        form.listing action=(address) {
            label {
                "On the topic "
                input type="search" name="topic" value=(Theirs(topic.unwrap_or_default())) autocomplete="off";
            }
            button { "Show" }
            @if topic.is_some() { a href=(address) { "all that was said" } }
        }
        @match topics {
            None => p { a href={ (address) "?topics=yes" } { "Topics to choose from" } },
            Some([]) => {}
            Some(topics) => nav.topics aria-label="Topics" {
                @for topic in topics {
                    a href={ (address) "?topic=" (encoded(&topic.phrase)) } {
                        (Theirs(&topic.phrase)) " " span.count { (topic.statements) }
                    }
                }
            },
        }
        @if let Some(note) = note { p.notice { (Theirs(note)) } }
        (audit::content(report, site))
        @if site.token.is_some() {
            details.decide {
                summary { "This is somebody else, too" }
                form method="post" action="/people" {
                    (site.token_field())
                    input type="hidden" name="name" value=(Theirs(&report.audit.name));
                    label {
                        "Another name of the same speaker "
                        input type="text" name="other" required autocomplete="off";
                    }
                    button name="do" value="merge" { "They are one" }
                    button name="do" value="part" { "They are two" }
                }
            }
        }
    };
    let (feed, summary) = (format!("/feeds/speakers/{}", encoded(asked)), report.headline());
    AppPage { feed: Some(&feed), ..AppPage::new("/speakers", audit::KICKER, &report.audit.name, &summary) }
        .around(&content)
}
