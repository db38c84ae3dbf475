//! One speaker over time in a page: the shifts, where the speaker stands topic by topic, and every statement by date.
//!
//! It judges nothing: status, order, sides and shifts are the audit's.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::Page;
use super::site::Site;
use super::text::Theirs;
use crate::audit::{Shift, Standpoint, Status, TimelineEntry};
use crate::claim::Side;
use crate::report::{self, AuditReport, CAVEAT, ListedEntry, standalone};

/// The size of a chart of sides and the space at its edges, in units of the picture.
const WIDTH: i64 = 320;
const HEIGHT: i64 = 44;
const EDGE: i64 = 8;

/// Makes the page of an audit.
pub fn page(report: &AuditReport) -> String {
    let content = content(report, Site::ALONE);
    Page { title: &report.audit.name, kicker: KICKER, summary: &report.headline() }.around(&content)
}

/// What sort of page it is.
pub const KICKER: &str = "What a speaker has said";

/// Writes an audit.
pub fn content(report: &AuditReport, site: Site<'_>) -> Markup {
    let audit = &report.audit;
    let notes = [report.held_back(), report.left_out(), report.dated_by().map(str::to_owned)];
    html! {
        @if !audit.aliases.is_empty() { p.explain { "also " (Theirs(&audit.aliases.join(", "))) } }
        @for asked in report.asked() { p.explain { (Theirs(&asked)) } }
        @for line in notes.into_iter().flatten() { p.explain { (line) } }
        nav.contents aria-label="Contents" {
            @if !audit.shifts.is_empty() { a href="#shifts" { "Shifts" } }
            @if !audit.standpoints.is_empty() { a href="#topics" { "By topic" } }
            a href="#statements" { "By date" }
        }
        @if !audit.shifts.is_empty() {
            section #shifts {
                h2 { "Shifts" }
                p.explain { (CAVEAT) }
                @for shift in &audit.shifts { (self::shift(report, shift, site)) }
            }
        }
        @if !audit.standpoints.is_empty() {
            section #topics {
                h2 { "By topic" }
                p.explain { "In each chart a dot for each position: above the line for, below it against, on it neither." }
                @for standpoint in &audit.standpoints { (topic(report, standpoint, site)) }
            }
        }
        section #statements {
            h2 { "By date" }
            @for month in report.months() {
                section.month {
                    h3 { (month.name) " " span.count { (month.count()) } }
                    @for listed in &month.entries { (entry(report, listed, site)) }
                }
            }
        }
    }
}

fn shift(report: &AuditReport, shift: &Shift, site: Site<'_>) -> Markup {
    let id = report.id(shift);
    let anchor = id.as_ref().map(|id| format!("s-{}", id.short()));
    html! {
        article.shift id=[anchor.as_deref()] {
            h3 {
                span.label { (shift.kind.name()) }
                @if !shift.topic.is_empty() { " on " (Theirs(&shift.topic)) }
                @if let Some(anchor) = &anchor { " " a.number href={ "#" (anchor) } title="A link to this shift" { "#" } }
            }
            ol.ends {
                @for (end, beside) in report.ends(shift) {
                    li {
                        p.words { (Theirs(&standalone::beside_name(&end.body, &end.claim))) }
                        @if let Some(words) = beside { p.reason { "rests on: " (Theirs(words)) } }
                        p.cited { (end.date()) " · " (cited(end, site)) }
                    }
                }
            }
            p.why { (Theirs(&shift.why)) " · confidence " (format!("{:.2}", shift.confidence)) }
            @if let Some(ruling) = report.ruling(shift) { p.ruling { (Theirs(&ruling.line())) } }
        }
    }
}

fn topic(report: &AuditReport, of: &Standpoint, site: Site<'_>) -> Markup {
    let stretches = report.stands(of);
    html! {
        article.topic {
            h3 { (Theirs(&of.topic)) }
            (chart(report, of))
            ol.stretches {
                @for line in &stretches {
                    li {
                        span.when { (line.when()) } " " span.stance { (line.stance()) }
                        p.words { (Theirs(&standalone::beside_name(&line.entry.body, &line.entry.claim))) }
                        p.cited { (cited(line.entry, site)) }
                    }
                }
            }
        }
    }
}

/// Writes where a statement stands.
fn cited(entry: &TimelineEntry, site: Site<'_>) -> Markup {
    site.version(&entry.story, entry.last_version, Some(entry.claim.id.0), &entry.cited())
}

/// Draws a speaker's side of a topic over time. The words beneath it say the same.
fn chart(report: &AuditReport, of: &Standpoint) -> Markup {
    let day = |entry: usize| report.audit.entries.get(entry).map(|entry| entry.said.day);
    let points: Vec<(NaiveDate, Option<Side>)> =
        of.points.iter().filter_map(|point| Some((day(point.entry)?, point.side))).collect();
    let (Some(&(first, _)), Some(&(last, _))) = (points.first(), points.last()) else { return html! {} };
    let days = (last - first).num_days().max(1);
    let x = |day: NaiveDate| EDGE + (day - first).num_days().clamp(0, days) * (WIDTH - 2 * EDGE) / days;
    let y = |side: Option<Side>| match side {
        Some(Side::For) => EDGE,
        None => HEIGHT / 2,
        Some(Side::Against) => HEIGHT - EDGE,
    };
    let path: Vec<String> = points.iter().map(|&(day, side)| format!("{},{}", x(day), y(side))).collect();
    let class = |side: Option<Side>| match side {
        Some(Side::For) => "for",
        None => "neither",
        Some(Side::Against) => "against",
    };
    html! {
        svg.sides-over-time xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } width=(WIDTH)
            height=(HEIGHT) role="img" aria-label={ "From " (first) " to " (last) ": " (of.chart()) }
        {
            line.axis x1="0" y1=(HEIGHT / 2) x2=(WIDTH) y2=(HEIGHT / 2) {}
            polyline.course points=(path.join(" ")) {}
            @for &(day, side) in &points { circle.(class(side)) cx=(x(day)) cy=(y(side)) r="4" {} }
        }
    }
}

fn entry(report: &AuditReport, listed: &ListedEntry<'_>, site: Site<'_>) -> Markup {
    let entry = listed.entry;
    let status = match entry.status {
        Status::Standing => None,
        Status::Altered => Some("altered".to_owned()),
        Status::Withdrawn => Some(format!("withdrawn after v{}", entry.last_version)),
    };
    let more = [entry.dated_otherwise().map(str::to_owned), report.original(entry)];
    html! {
        article.entry {
            p.words { (Theirs(&standalone::beside_name(&entry.body, &entry.claim))) }
            p.cited {
                (entry.date()) " · " (cited(entry, site)) " · " (entry.claim.kind.name())
                @for more in more.into_iter().flatten() { " · " (Theirs(&more)) }
                @if let Some(status) = status { " · " strong.status { (status) } }
            }
            @if !listed.repeated.is_empty() || !entry.earlier().is_empty() {
                ul.wordings {
                    @for other in &listed.repeated { li { "also " (Theirs(&report::told_again(entry, other))) } }
                    @for wording in entry.earlier() { li { (wording.stood()) ": " (Theirs(&wording.text)) } }
                }
            }
            @if let Some(more) = entry.more_wordings() { p.explain { (more) } }
        }
    }
}
