//! A story's versions as a picture: how much each changed, how grave it was, and where a note says so.
//!
//! Everything in it stands in words beside it; it has no links and no script.

use maud::{Markup, html};

use crate::diff::Severity;
use crate::report::{DiffReport, StoryReport, phrases};

/// Columns' width, the bars' greatest height, and the space above and below them, in units of the picture.
const COLUMN: usize = 84;
const BARS: usize = 96;
const ABOVE: usize = 34;
const BELOW: usize = 46;
/// How far above the axis the bars begin, so that a version's dot is seen.
const FOOT: usize = 8;

/// Draws the versions of a story, oldest first.
pub fn timeline(report: &StoryReport) -> Markup {
    let counts: Vec<[usize; 3]> =
        std::iter::once([0; 3]).chain(report.steps.iter().map(DiffReport::by_severity)).collect();
    let most = counts.iter().map(|counts| counts.iter().sum::<usize>()).max().unwrap_or(0).max(1);
    let (width, height) = (COLUMN * report.log.versions.len().max(1), ABOVE + BARS + FOOT + BELOW);
    let base = ABOVE + BARS + FOOT;
    let spoken = format!("Versions and their edits: {}.", report.headline());
    html! {
        div.timeline tabindex="0" role="region" aria-label="Timeline of versions" {
            svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height)
                role="img" aria-label=(spoken)
            {
                // A pattern tells the severities apart where colours do not.
                defs {
                    pattern #hatch width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                        rect.framing-bar width="2.5" height="5" {}
                    }
                }
                line.axis x1="0" y1=(base) x2=(width) y2=(base) {}
                @for (nth, (entry, counts)) in report.log.versions.iter().zip(&counts).enumerate() {
                    @let middle = COLUMN * nth + COLUMN / 2;
                    (bars(middle, base - FOOT, counts, most))
                    circle.version cx=(middle) cy=(base) r="4" {}
                    text.number x=(middle) y=(base + 20) { "v" (entry.number) }
                    text.when x=(middle) y=(base + 36) { (since(report, nth)) }
                    @if nth > 0 && !report.steps[nth - 1].diff.corrections.is_empty() {
                        text.noted x=(middle) y="14" { "note" }
                    }
                }
            }
        }
        p.key {
            span.swatch.substantive {} " substantive "
            span.swatch.framing {} " framing "
            span.swatch.cosmetic {} " cosmetic edits; beneath each version, the time since the one before"
        }
    }
}

/// Draws the edits of a version as bars on top of each other, the gravest at the bottom, and writes how many they are.
fn bars(middle: usize, base: usize, counts: &[usize; 3], most: usize) -> Markup {
    let total: usize = counts.iter().sum();
    let height = |count: usize| count * BARS / most;
    let mut below = 0;
    html! {
        @for (severity, &count) in Severity::ALL.into_iter().zip(counts) {
            @let of = height(count).max(usize::from(count > 0) * 3);
            @let y = base - below - of;
            ({ below += of; "" })
            @if count > 0 { rect.(severity.name()) x=(middle - 14) y=(y) width="28" height=(of) {} }
        }
        @if total > 0 { text.total x=(middle) y=((base - below).saturating_sub(5)) { (total) } }
    }
}

/// Returns the time since the version before; the day for the first.
fn since(report: &StoryReport, nth: usize) -> String {
    let at = |nth: usize| report.log.versions[nth].captured_at;
    match nth {
        0 => at(0).format("%-d %b %Y").to_string(),
        _ => phrases::duration(at(nth) - at(nth - 1)).map_or_else(|| "earlier".to_owned(), |time| format!("+{time}")),
    }
}
