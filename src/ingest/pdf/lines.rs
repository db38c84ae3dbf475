//! Runs of text → printed lines, in the order in which they are printed.
//!
//! Raised marks of footnotes are left out and counted, so that no figure of a note becomes one of the text; an exponent
//! stays, as a raised character.

use super::columns::PagePart;
use super::direction;
use super::page::PrintedRun;

/// Two runs are of one line where they stand as far apart in height, in parts of the font's size.
pub(super) const LEVEL: f32 = 0.35;
/// A gap as wide, in parts of the font's size, stands for a space.
const SPACE: f32 = 0.18;
/// How large raised text is at most, how far it is raised, and how far from its word it may stand, in parts of the size
/// of the text beside it.
const SMALL: f32 = 0.92;
const RAISED: std::ops::RangeInclusive<f32> = 0.12..=0.8;
const CLOSE: f32 = 0.35;

/// A printed line.
#[derive(Clone, Debug)]
pub(super) struct PrintedLine {
    pub(super) text: String,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) end: f32,
    pub(super) size: f32,
    pub(super) page: usize,
    /// How far the lines of its column go; `None` where nothing stands beside it.
    pub(super) right: Option<f32>,
}

/// The lines of a page, or of a part of one.
#[derive(Debug, Default)]
pub(super) struct PrintedLines {
    pub(super) lines: Vec<PrintedLine>,
    /// How many marks of footnotes are left out.
    pub(super) marks: usize,
}

/// Puts the runs of a part of a page into lines.
pub(super) fn read(page: usize, part: &PagePart<'_>) -> PrintedLines {
    let mut read = PrintedLines::default();
    if part.runs.iter().any(|run| direction::runs_left(&run.text)) {
        let is_left = direction::mostly_left(part.runs.iter().map(|run| run.text.as_str()));
        for row in rows(&part.runs) {
            match row.iter().any(|run| direction::runs_left(&run.text)) {
                true => read.lines.push(turned(page, row, is_left)),
                false => read.add(page, &row),
            }
        }
    } else {
        read.add(page, &part.runs);
    }
    for line in &mut read.lines {
        line.text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    read.lines.retain(|line| !line.text.is_empty());
    let right = read.lines.iter().map(|line| line.end).fold(f32::MIN, f32::max);
    read.lines.iter_mut().for_each(|line| line.right = part.is_column.then_some(right));
    read
}

/// Divides runs into those that are printed one after the other on one height.
fn rows<'a>(runs: &[&'a PrintedRun]) -> Vec<Vec<&'a PrintedRun>> {
    let is_level = |one: &&PrintedRun, other: &&PrintedRun| (one.y - other.y).abs() <= LEVEL * one.size.max(other.size);
    runs.chunk_by(is_level).map(<[&PrintedRun]>::to_vec).collect()
}

/// Makes a line of a row with letters that are read from right to left. Where the text as a whole is, its places are
/// mirrored, so that it begins at its left.
fn turned(page: usize, mut row: Vec<&PrintedRun>, is_left: bool) -> PrintedLine {
    row.sort_by(|one, other| one.x.total_cmp(&other.x));
    let mut line = PrintedLine::of(page, row[0]);
    row.iter().skip(1).for_each(|run| line.push(run));
    let (x, end) = if is_left { (-line.end, -line.x) } else { (line.x, line.end) };
    PrintedLine { text: direction::reading_order(&line.text, is_left), x, end, ..line }
}

impl PrintedLines {
    /// Puts runs that stand on one height, and follow each other, into lines.
    fn add(&mut self, page: usize, runs: &[&PrintedRun]) {
        let first = self.lines.len();
        for (nth, run) in runs.iter().enumerate() {
            let last = if self.lines.len() > first { self.lines.last_mut() } else { None };
            let Some(line) = last else {
                self.lines.push(PrintedLine::of(page, run));
                continue;
            };
            let is_fraction = runs.get(nth + 1).is_some_and(|next| next.text.starts_with(['/', '\u{2044}']));
            if line.has_above(run) && is_mark(&run.text) && !is_fraction {
                line.end = line.end.max(run.end);
                match exponent(&line.text, run.text.trim()) {
                    Some(raised) => line.text.push_str(&raised),
                    None => self.marks += 1,
                }
            } else if is_mark(&line.text) && PrintedLine::of(page, run).follows_raised(line) {
                // The mark of a footnote stands before its text.
                self.marks += 1;
                *line = PrintedLine { x: line.x, ..PrintedLine::of(page, run) };
            } else if line.has_above(run) || line.is_level_with(run) {
                line.push(run);
            } else {
                self.lines.push(PrintedLine::of(page, run));
            }
        }
    }
}

impl PrintedLine {
    fn of(page: usize, run: &PrintedRun) -> Self {
        let PrintedRun { text, x, y, end, size } = run.clone();
        Self { text, x, y, end, size, page, right: None }
    }

    /// Adds a run to the end.
    fn push(&mut self, run: &PrintedRun) {
        let gap = run.x - self.end;
        if gap > SPACE * run.size && !self.text.ends_with(' ') && !run.text.starts_with(' ') {
            self.text.push(' ');
        }
        self.text.push_str(&run.text);
        self.end = self.end.max(run.end);
        self.size = self.size.max(run.size);
    }

    fn is_level_with(&self, run: &PrintedRun) -> bool {
        let size = self.size.max(run.size);
        (self.y - run.y).abs() <= LEVEL * size && run.x >= self.end - size
    }

    /// Returns whether a run is small and raised, and stands close to the line's end.
    fn has_above(&self, run: &PrintedRun) -> bool {
        run.size <= SMALL * self.size
            && RAISED.contains(&((run.y - self.y) / self.size))
            && (run.x - self.end).abs() <= CLOSE * self.size
    }

    /// Returns whether the line begins close to the end of another that is small and raised.
    fn follows_raised(&self, raised: &Self) -> bool {
        raised.size <= SMALL * self.size
            && RAISED.contains(&((raised.y - self.y) / self.size))
            && (self.x - raised.end).abs() <= 2.0 * CLOSE * self.size
    }
}

/// Returns whether a raised text is the mark of a footnote: figures or signs, alone or in brackets.
fn is_mark(text: &str) -> bool {
    let text = text.trim();
    let is_sign = |c: char| c.is_ascii_digit() || "*†‡§¶#".contains(c);
    text.contains(is_sign) && text.chars().count() <= 12 && text.chars().all(|c| is_sign(c) || " ,;-–[]()".contains(c))
}

/// Returns a raised figure as a raised character where it is an exponent: of a unit of length, or of ten.
fn exponent(before: &str, figure: &str) -> Option<String> {
    const UNITS: [&str; 8] = ["mm", "cm", "m", "km", "ft", "yd", "mi", "s"];
    const FIGURES: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let start = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let start = (start..before.len()).find(|at| before.is_char_boundary(*at))?;
    let (rest, word) = before.split_at(start);
    let is_unit = matches!(figure, "2" | "3") && UNITS.contains(&word.trim_start_matches(|c: char| c.is_ascii_digit()));
    let is_power = word == "10" && rest.trim_end().ends_with(['×', '·', 'x']);
    let raised = figure.chars().map(|c| c.to_digit(10).map(|digit| FIGURES[digit as usize]));
    raised.collect::<Option<String>>().filter(|_| is_unit || is_power)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads runs, each with its left edge, height over the line and size; a letter is half its size wide.
    fn check(runs: &[(&str, f32, f32, f32)], expected: &[&str], marks: usize) {
        let run = |&(text, x, y, size): &(&str, f32, f32, f32)| {
            let end = x + text.chars().count() as f32 * size / 2.0;
            PrintedRun { text: text.to_owned(), x, y: 500.0 + y, end, size }
        };
        let runs: Vec<PrintedRun> = runs.iter().map(run).collect();
        let read = read(0, &PagePart { runs: runs.iter().collect(), is_column: false });
        let texts: Vec<&str> = read.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!((texts.as_slice(), read.marks), (expected, marks));
    }

    #[test]
    fn marks_of_footnotes_are_no_part_of_a_number_or_a_word() {
        check(
            &[("killed 12", 70.0, 0.0, 10.0), ("3", 115.0, 3.6, 7.0), (" people", 118.5, 0.0, 10.0)],
            &["killed 12 people"],
            1,
        );
        check(&[("said.", 70.0, 0.0, 10.0), ("[4, 5]", 95.0, 4.0, 6.0)], &["said."], 1);
        check(&[("3", 70.0, 3.6, 7.0), ("Of the port.", 74.0, 0.0, 10.0)], &["Of the port."], 1);
    }

    #[test]
    fn other_raised_text_stays() {
        check(&[("5 km", 70.0, 0.0, 10.0), ("2", 90.0, 3.6, 7.0)], &["5 km²"], 0);
        check(&[("3 × 10", 70.0, 0.0, 10.0), ("12", 100.0, 3.6, 7.0)], &["3 × 10¹²"], 0);
        check(&[("the 5", 70.0, 0.0, 10.0), ("th", 95.0, 3.8, 7.0), (" day", 102.0, 0.0, 10.0)], &["the 5th day"], 0);
        check(&[("5", 70.0, 0.0, 10.0), ("1", 75.5, 3.0, 6.0), ("\u{2044}2", 78.5, 0.0, 6.0)], &["51\u{2044}2"], 0);
    }

    #[test]
    fn what_is_as_large_or_stands_apart_is_no_mark() {
        check(&[("killed 12", 70.0, 0.0, 10.0), ("3", 140.0, 3.0, 7.0)], &["killed 12 3"], 0);
        check(&[("Page", 70.0, 0.0, 10.0), ("3", 95.0, 0.0, 10.0)], &["Page 3"], 0);
    }

    #[test]
    fn a_row_that_is_read_from_right_to_left_is_put_together_by_place() {
        check(
            &[(".תבשב", 130.0, 0.0, 10.0), ("הגלפמה", 160.0, 0.0, 10.0), ("(2)", 110.0, 0.0, 10.0)],
            &["המפלגה בשבת. (2)"],
            0,
        );
    }
}
