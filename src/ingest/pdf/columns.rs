//! A page's runs → the parts that are read one after the other: columns, and what stands across them.
//!
//! From the top, what stands beside each other is put into bands as long as the same gaps run through them. A band is
//! columns where at least two of its stretches look like text: lines that follow each other closely and fill their
//! width. **Leaves alone** tables, lists with labels beside them, and pages without columns: there the order in which
//! the page prints is kept.

use super::direction;
use super::lines::LEVEL;
use super::page::PrintedRun;

/// How wide a gap between columns is, in parts of the font's size.
const GUTTER: f32 = 0.5;
/// How wide a column is, in parts of the font's size; and of how many lines.
const WIDTH: f32 = 12.0;
const LINES: usize = 4;
/// Which part of a column's width its lines fill.
const FILL: f32 = 0.5;
/// How far one line of a column is from the next, in parts of the font's size.
const STEP: f32 = 2.0;
/// What has more stretches beside each other is a table.
const MOST: usize = 8;
/// How high letters are, in parts of the font's size.
const HEIGHT: f32 = 0.7;

/// A part of a page.
#[derive(Debug, Default)]
pub(super) struct PagePart<'a> {
    pub(super) runs: Vec<&'a PrintedRun>,
    /// Whether something stands beside it.
    pub(super) is_column: bool,
}

/// What stands beside each other, and below each other with the same gaps.
#[derive(Debug, Default)]
struct Band {
    /// Places in the page's runs.
    runs: Vec<usize>,
    /// The stretches that are printed on, from left to right.
    stretches: Vec<(f32, f32)>,
    rows: usize,
}

/// Divides a page.
pub(super) fn parts(runs: &[PrintedRun]) -> Vec<PagePart<'_>> {
    let bands = bands(runs);
    let own: Vec<Vec<f32>> = bands.iter().map(|band| cuts(band, runs)).collect();
    let of_page: Vec<f32> = own.iter().flatten().copied().collect();
    if of_page.is_empty() {
        return vec![PagePart { runs: runs.iter().collect(), is_column: false }];
    }
    let mut part_of = vec![None; runs.len()];
    let mut parts: Vec<PagePart<'_>> = Vec::new();
    for (band, own) in bands.iter().zip(own) {
        // A few last lines are columns where those above them are.
        let cuts = if own.is_empty() { through(band, &of_page) } else { own };
        let goes_on = cuts.is_empty() && parts.last().is_some_and(|part| !part.is_column);
        let first = parts.len() - usize::from(goes_on);
        parts.resize_with(first + cuts.len() + 1, || PagePart { runs: vec![], is_column: !cuts.is_empty() });
        let of_left = band.runs.iter().filter(|at| direction::runs_left(&runs[**at].text)).count();
        for at in &band.runs {
            let middle = (runs[*at].x + runs[*at].end) / 2.0;
            let column = cuts.iter().filter(|cut| middle > **cut).count();
            part_of[*at] = Some(first + if of_left * 2 > band.runs.len() { cuts.len() - column } else { column });
        }
    }
    // White space stands with what is printed before it.
    let mut before = 0;
    for (run, part) in runs.iter().zip(part_of) {
        before = part.unwrap_or(before);
        parts[before].runs.push(run);
    }
    parts
}

/// Finds the bands of a page, from the top.
fn bands(runs: &[PrintedRun]) -> Vec<Band> {
    let mut order: Vec<usize> = (0..runs.len()).filter(|at| !runs[*at].text.trim().is_empty()).collect();
    order.sort_by(|one, other| runs[*other].y.total_cmp(&runs[*one].y));
    let mut sizes: Vec<f32> = order.iter().map(|at| runs[*at].size).collect();
    sizes.sort_by(f32::total_cmp);
    let gutter = GUTTER * sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let mut bands: Vec<Band> = Vec::new();
    let mut rest = order.as_slice();
    while let Some(first) = rest.first() {
        let mut low = runs[*first].y;
        let length = rest.iter().take_while(|at| {
            let is_beside = runs[**at].y + HEIGHT * runs[**at].size > low;
            low = low.min(runs[**at].y);
            is_beside
        });
        let (row, after) = rest.split_at(length.count().max(1));
        rest = after;
        let stretches = stretches(row.iter().map(|at| (runs[*at].x, runs[*at].end)).collect(), gutter);
        match bands.last_mut().and_then(|band| Some((band.with(&stretches, gutter)?, band))) {
            Some((both, band)) => {
                band.stretches = both;
                band.runs.extend(row);
                band.rows += 1;
            }
            None => bands.push(Band { runs: row.to_vec(), stretches, rows: 1 }),
        }
    }
    bands
}

impl Band {
    /// Returns the stretches of the band with a further row; `None` where the row closes a gap of the band, or has one
    /// that the band lacks.
    fn with(&self, row: &[(f32, f32)], gutter: f32) -> Option<Vec<(f32, f32)>> {
        let both = stretches([&self.stretches, row].concat(), gutter);
        // A gap in a row or two may be a wide one between words.
        let needed = match (self.stretches.len(), row.len()) {
            (1, 1) => 1,
            (here, _) if self.rows > 2 => here.max(2),
            _ => 2,
        };
        (both.len() >= needed).then_some(both)
    }
}

/// Joins stretches that are not a gutter apart.
fn stretches(mut all: Vec<(f32, f32)>, gutter: f32) -> Vec<(f32, f32)> {
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut joined: Vec<(f32, f32)> = Vec::new();
    for (from, to) in all {
        match joined.last_mut().filter(|last| from - last.1 < gutter) {
            Some(last) => last.1 = last.1.max(to),
            None => joined.push((from, to)),
        }
    }
    if joined.len() > MOST {
        joined = joined.first().zip(joined.last()).map(|(first, last)| (first.0, last.1)).into_iter().collect();
    }
    joined
}

/// Returns where a band divides into columns: before each stretch that looks like text, but for the first.
fn cuts(band: &Band, runs: &[PrintedRun]) -> Vec<f32> {
    if band.stretches.len() < 2 {
        return Vec::new();
    }
    let mut of_stretch: Vec<Vec<&PrintedRun>> = vec![Vec::new(); band.stretches.len()];
    for at in &band.runs {
        let nth = band.stretches.iter().take_while(|stretch| stretch.0 <= runs[*at].x).count();
        of_stretch[nth.saturating_sub(1)].push(&runs[*at]);
    }
    let texts = (0..of_stretch.len()).filter(|nth| is_text(&of_stretch[*nth], band.stretches[*nth]));
    texts.skip(1).map(|nth| (band.stretches[nth - 1].1 + band.stretches[nth].0) / 2.0).collect()
}

/// Returns whether runs, from the top, look like the lines of a text.
fn is_text(runs: &[&PrintedRun], (from, to): (f32, f32)) -> bool {
    let mut lines: Vec<(f32, f32, f32)> = Vec::new();
    let mut near = 0;
    for run in runs {
        match lines.last_mut() {
            Some((y, x, end)) if *y - run.y <= LEVEL * run.size => (*x, *end) = (x.min(run.x), end.max(run.end)),
            last => {
                near += usize::from(last.is_some_and(|(y, ..)| *y - run.y <= STEP * run.size));
                lines.push((run.y, run.x, run.end));
            }
        }
    }
    let size = runs.iter().map(|run| run.size).sum::<f32>() / runs.len().max(1) as f32;
    let filled: f32 = lines.iter().map(|(_, x, end)| end - x).sum();
    lines.len() >= LINES
        && near * 2 >= lines.len()
        && to - from >= WIDTH * size
        && filled >= FILL * (to - from) * lines.len() as f32
}

/// Returns those of the page's cuts that go through gaps of a band.
fn through(band: &Band, cuts: &[f32]) -> Vec<f32> {
    let gaps = band.stretches.windows(2).map(|two| (two[0].1, two[1].0));
    gaps.filter_map(|(from, to)| cuts.iter().copied().find(|cut| from < *cut && *cut < to)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, x: f32, y: f32, width: f32) -> PrintedRun {
        PrintedRun { text: text.to_owned(), x, y, end: x + width, size: 10.0 }
    }

    /// Prints rows from the top, each with texts at left edges and of widths.
    fn check(rows: &[&[(&str, f32, f32)]], expected: &[&str]) {
        let mut runs = Vec::new();
        for (nth, row) in rows.iter().enumerate() {
            runs.extend(row.iter().map(|(text, x, width)| run(text, *x, 700.0 - 12.0 * nth as f32, *width)));
        }
        let texts = |part: PagePart<'_>| part.runs.iter().map(|run| run.text.as_str()).collect::<String>();
        assert_eq!(parts(&runs).into_iter().map(texts).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn columns_are_read_one_by_one_and_what_stands_across_them_between() {
        let two: &[(&str, f32, f32)] = &[("l", 70.0, 220.0), ("r", 310.0, 220.0)];
        let across: &[(&str, f32, f32)] = &[("A", 70.0, 460.0)];
        check(&[across, two, two, two, two, two, across, two, two], &["A", "lllll", "rrrrr", "A", "ll", "rr"]);
        // One column may be longer, and lines may end early.
        let left: &[(&str, f32, f32)] = &[("l", 70.0, 220.0)];
        let short: &[(&str, f32, f32)] = &[("l", 70.0, 40.0), ("r", 310.0, 220.0)];
        check(&[left, two, short, two, two, left], &["llllll", "rrrr"]);
    }

    #[test]
    fn tables_and_labels_are_read_line_by_line() {
        let row: &[(&str, f32, f32)] = &[("a", 70.0, 60.0), ("1", 200.0, 20.0), ("2", 300.0, 20.0)];
        check(&[row; 9], &["a12a12a12a12a12a12a12a12a12"]);
        let label: &[(&str, f32, f32)] = &[("n", 70.0, 60.0), ("t", 150.0, 380.0)];
        check(&[label; 5], &["ntntntntnt"]);
        let words: &[(&str, f32, f32)] = &[("a", 70.0, 200.0), ("b", 280.0, 250.0)];
        let others: &[(&str, f32, f32)] = &[("c", 70.0, 230.0), ("d", 308.0, 222.0)];
        check(&[words, others, words, others, words, others, words, others], &["abcdabcdabcdabcd"]);
    }

    #[test]
    fn of_many_scattered_letters_none_is_lost() {
        let runs: Vec<PrintedRun> =
            (0..60_000u16).map(|nth| run("x", f32::from(nth % 997) * 11.0, f32::from(nth / 7) * 13.0, 2.0)).collect();
        assert_eq!(parts(&runs).iter().map(|part| part.runs.len()).sum::<usize>(), runs.len());
    }
}
