//! Words, times and addresses in a page: text from outside is escaped here, and only here.
//!
//! What is invisible or turns the reading direction is made visible; an address becomes a link only where a browser
//! asks a server for it.

use chrono::{DateTime, Utc};
use maud::{Markup, Render, html};

use crate::address::is_web;
use crate::diff::{WordingOp, WordingPart};
use crate::render::escape;
use crate::report::words;

/// Text from outside, as text or inside an attribute.
pub struct Theirs<'a>(pub &'a str);

impl Render for Theirs<'_> {
    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(&escape::xml(self.0));
    }
}

/// Writes a time as people read it, with its form for machines.
pub fn time(time: DateTime<Utc>) -> Markup {
    let exact = time.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    html! { time datetime=(exact) { (time.format("%-d %B %Y, %H:%M UTC").to_string()) } }
}

/// Writes an address: as a link where it is one of the web.
pub fn address(text: &str) -> Markup {
    html! {
        @if is_web(text) { a href=(Theirs(text)) rel="noopener noreferrer nofollow" { (Theirs(text)) } }
        @else { (Theirs(text)) }
    }
}

/// Writes the words of a changed edit; `only` leaves out what is neither equal nor this.
pub fn wording(wording: &[WordingPart], only: Option<WordingOp>) -> Markup {
    let is_shown = |run: &&WordingPart| run.op == WordingOp::Equal || only.is_none_or(|op| op == run.op);
    html! {
        @for WordingPart { op, text } in wording.iter().filter(is_shown) {
            @let (before, core, after) = words::edges(text);
            (space(before))
            @match op {
                _ if core.is_empty() => {}
                WordingOp::Equal => (Theirs(core)),
                WordingOp::Delete => del { (Theirs(core)) },
                WordingOp::Insert => ins { (Theirs(core)) },
            }
            (space(after))
        }
    }
}

fn space(text: &str) -> &'static str {
    if text.is_empty() { "" } else { " " }
}
