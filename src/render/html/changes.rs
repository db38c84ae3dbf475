//! The content of a feed's entry: the words that changed, why the edit bears its labels, and where it was made.
//!
//! A feed reader has no style sheet of ours: struck out and underlined are `del` and `ins`, as everywhere.

use maud::html;

use super::text::{Theirs, address, time, wording};
use crate::report::{ListedChange, phrases};

/// Writes the content of an entry as HTML.
pub fn change_content(change: &ListedChange) -> String {
    let ListedChange { story, versions: [old, new], edit, .. } = change;
    let content = html! {
        p { strong { (Theirs(&edit.who)) } ": " (wording(&change.wording, None)) }
        @if !edit.changes.is_empty() {
            ul {
                @for change in &edit.changes {
                    @let why = phrases::why(change);
                    li {
                        (phrases::change_label(change)) @if !why.is_empty() { ": " (Theirs(&why)) }
                        " (confidence " (change.confidence) ")"
                    }
                }
            }
        }
        p {
            (Theirs(story.as_str())) " v" (old) " → v" (new) ", captured " (time(change.at))
            @if let Some(outlet) = &change.outlet { ", " (Theirs(outlet)) }
            ". " (phrases::capital(edit.severity.name())) @if let Some(note) = change.note() { ", " (note) } "."
            @if let Some(ruling) = &edit.ruling { " " (Theirs(&ruling.line())) }
        }
        @if let Some(headline) = &change.headline { p { (Theirs(headline)) } }
        @if let Some(url) = &change.url { p { (address(url)) } }
    };
    content.into_string()
}
