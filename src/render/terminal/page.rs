//! Styled text laid out in columns: runs, lines, wrapping, tables. Nothing is cut.
//!
//! It knows nothing of claims. Text from outside comes in through [`StyledText::theirs`], which makes it safe.

use chrono::{DateTime, Utc};
use textwrap::WordSeparator;
use textwrap::core::{break_words, display_width};
use textwrap::wrap_algorithms::wrap_first_fit;

use super::style::{Meaning, style};
use crate::render::{TerminalLayout, escape};

/// Text of one meaning, safe to print, without line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyledText {
    pub meaning: Meaning,
    pub text: String,
}

impl StyledText {
    /// Makes a run of the program's own words.
    pub fn ours(meaning: Meaning, text: impl Into<String>) -> Self {
        Self { meaning, text: text.into() }
    }

    /// Makes a run of words from outside.
    pub fn theirs(meaning: Meaning, text: &str) -> Self {
        Self { meaning, text: escape::line(text) }
    }
}

/// The blank columns between two of a table.
const GAP: usize = 2;

/// Output under way.
pub struct TerminalPage<'a> {
    pub layout: &'a TerminalLayout,
    pub width: usize,
    out: String,
}

impl<'a> TerminalPage<'a> {
    /// Starts an empty page.
    pub fn new(layout: &'a TerminalLayout) -> Self {
        // Narrower than this, nothing can be read anyhow.
        Self { layout, width: layout.width.max(24), out: String::new() }
    }

    /// Prints one line as it is.
    pub fn line(&mut self, runs: &[StyledText]) {
        let mut printed = runs.to_vec();
        while let Some(last) = printed.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            printed.pop();
        }
        for run in &printed {
            let style = style(run.meaning);
            if self.layout.color && !run.text.is_empty() && run.meaning != Meaning::Plain {
                self.out.push_str(&format!("{style}{}{style:#}", run.text));
            } else {
                self.out.push_str(&run.text);
            }
        }
        self.out.push('\n');
    }

    /// Prints a paragraph wrapped to the width, `first` in front of its first line, the other lines indented as far.
    pub fn paragraph(&mut self, first: &[StyledText], runs: &[StyledText]) {
        hanging(first, runs, self.width).iter().for_each(|line| self.line(line));
    }

    /// Prints lines beside each other: those on the left in so many columns, then what stands between, then the others.
    pub fn beside(&mut self, left: &[Vec<StyledText>], width: usize, between: &str, right: &[Vec<StyledText>]) {
        for row in 0..left.len().max(right.len()) {
            let mut line = left.get(row).cloned().unwrap_or_default();
            let used: usize = line.iter().map(|run| display_width(&run.text)).sum();
            line.push(StyledText::ours(Meaning::Plain, " ".repeat(width.saturating_sub(used))));
            line.push(StyledText::ours(Meaning::Dim, between));
            line.extend(right.get(row).cloned().unwrap_or_default());
            self.line(&line);
        }
    }

    /// Prints an empty line, unless there is one already or nothing before it.
    pub fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Prints a table, and cuts nothing: a column is as wide as its cells ask for, and those that ask for too much are
    /// wrapped. `flexible` takes what the others leave, and stands beneath its row where that is no readable width. A
    /// column with nothing in it is left out. The rows are gone through twice, so that they need not all be there.
    pub fn table<R: AsRef<[StyledText]>>(
        &mut self,
        header: &[&str],
        rows: impl Iterator<Item = R> + Clone,
        flexible: usize,
    ) {
        const BENEATH: &str = "    ";
        let (columns, is_beside) = columns(header, rows.clone(), flexible, self.width);
        let header: Vec<StyledText> = header.iter().map(|name| StyledText::ours(Meaning::Dim, *name)).collect();
        self.row(&header, &columns);
        for row in rows {
            let row = row.as_ref();
            self.row(row, &columns);
            if !is_beside && !row[flexible].text.is_empty() {
                self.paragraph(&[StyledText::ours(Meaning::Plain, BENEATH)], std::slice::from_ref(&row[flexible]));
            }
        }
    }

    /// Prints the cells of a row beside each other, each wrapped to its column.
    fn row(&mut self, row: &[StyledText], columns: &[Option<usize>]) {
        let shown = row.iter().zip(columns).filter_map(|(cell, width)| Some((cell, (*width)?)));
        let cells: Vec<_> = shown.map(|(cell, width)| (wrap(std::slice::from_ref(cell), width), width)).collect();
        for nth in 0..cells.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0) {
            let mut line = Vec::new();
            for (lines, width) in &cells {
                let runs = lines.get(nth).map_or(&[][..], Vec::as_slice);
                let used: usize = runs.iter().map(|run| display_width(&run.text)).sum();
                line.extend(runs.iter().cloned());
                line.push(StyledText::ours(Meaning::Plain, " ".repeat(width.saturating_sub(used) + GAP)));
            }
            self.line(&line);
        }
    }

    /// Writes a time at the reader's offset, in a form that is read back as the same time: "2025-08-20 14:05 UTC",
    /// "2025-08-20 16:05 +02:00".
    pub fn time(&self, time: DateTime<Utc>) -> String {
        let offset = (self.layout.offset)(time);
        let zone = if offset.local_minus_utc() == 0 { "UTC".to_owned() } else { offset.to_string() };
        format!("{} {zone}", time.with_timezone(&offset).format("%Y-%m-%d %H:%M"))
    }

    /// Ends the page.
    pub fn finish(self) -> String {
        self.out
    }
}

/// Returns the width of each column of a table, `None` for one that is not among them, and whether `flexible` is.
fn columns<R: AsRef<[StyledText]>>(
    header: &[&str],
    rows: impl Iterator<Item = R>,
    flexible: usize,
    page: usize,
) -> (Vec<Option<usize>>, bool) {
    /// The narrowest that `flexible` stands beside the others, and the widest that one of these is where room is short.
    const READABLE: usize = 40;
    const WIDE: usize = 24;
    let longest_word = |text: &str| text.split(' ').map(display_width).max().unwrap_or(0);
    let mut widest: Vec<usize> = header.iter().map(|name| display_width(name)).collect();
    let mut least: Vec<usize> = header.iter().map(|name| longest_word(name)).collect();
    let mut is_filled = vec![false; header.len()];
    for row in rows {
        for (column, cell) in row.as_ref().iter().enumerate().take(header.len()) {
            widest[column] = widest[column].max(display_width(&cell.text));
            least[column] = least[column].max(longest_word(&cell.text));
            is_filled[column] |= !cell.text.is_empty();
        }
    }
    let mut columns: Vec<Option<usize>> =
        widest.into_iter().zip(is_filled).map(|(width, is_filled)| is_filled.then_some(width)).collect();
    let total = |columns: &[Option<usize>]| columns.iter().flatten().map(|width| width + GAP).sum::<usize>();
    if total(&columns) <= page + GAP {
        return (columns, true);
    }
    let asked = columns[flexible].take().unwrap_or(0);
    for (width, least) in columns.iter_mut().zip(&least) {
        *width = width.map(|width| width.min(WIDE.max(*least)));
    }
    let left = page.saturating_sub(total(&columns));
    if asked > 0 && left >= READABLE.min(asked).max(least[flexible]) {
        columns[flexible] = Some(left.min(asked));
        return (columns, true);
    }
    // Narrower still, the widest first, as long as no word has to be broken.
    while total(&columns) > page + GAP {
        let can_shrink =
            |(column, width): &(usize, &mut Option<usize>)| width.is_some_and(|width| width > least[*column]);
        let widest = columns.iter_mut().enumerate().filter(can_shrink).max_by_key(|(_, width)| **width);
        let Some((_, Some(width))) = widest else { break };
        *width -= 1;
    }
    (columns, false)
}

/// Breaks runs into lines, `first` in front of the first one, the others indented as far.
pub fn hanging(first: &[StyledText], runs: &[StyledText], width: usize) -> Vec<Vec<StyledText>> {
    let indent = first.iter().map(|run| display_width(&run.text)).sum::<usize>();
    let mut lines = wrap(runs, width.saturating_sub(indent).max(12));
    for (nth, line) in lines.iter_mut().enumerate() {
        let before = if nth == 0 { first } else { &[StyledText::ours(Meaning::Plain, " ".repeat(indent))] };
        line.splice(..0, before.iter().cloned());
    }
    lines
}

/// Breaks runs into lines of at most `width` columns, at spaces; only a word longer than a line is broken.
pub fn wrap(runs: &[StyledText], width: usize) -> Vec<Vec<StyledText>> {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let words = break_words(WordSeparator::AsciiSpace.find_words(&text), width);
    let mut pieces = Pieces { runs, run: 0, at: 0 };
    let mut lines = Vec::new();
    for line in wrap_first_fit(&words, &[width as f64]) {
        let mut out = Vec::new();
        for (nth, word) in line.iter().enumerate() {
            pieces.advance(word.word.len(), Some(&mut out));
            // The white space at a line's end is not printed.
            pieces.advance(word.whitespace.len(), (nth + 1 < line.len()).then_some(&mut out));
        }
        lines.push(out);
    }
    lines
}

/// Reads runs off in pieces of so many bytes.
struct Pieces<'a> {
    runs: &'a [StyledText],
    run: usize,
    at: usize,
}

impl Pieces<'_> {
    fn advance(&mut self, mut bytes: usize, mut into: Option<&mut Vec<StyledText>>) {
        while bytes > 0 {
            let Some(run) = self.runs.get(self.run) else { return };
            let left = &run.text[self.at..];
            let taken = left.len().min(bytes);
            if let Some(out) = into.as_deref_mut() {
                match out.last_mut() {
                    Some(last) if last.meaning == run.meaning => last.text.push_str(&left[..taken]),
                    _ => out.push(StyledText { meaning: run.meaning, text: left[..taken].to_owned() }),
                }
            }
            bytes -= taken;
            self.at += taken;
            if self.at == run.text.len() {
                (self.run, self.at) = (self.run + 1, 0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text_of(lines: &[Vec<StyledText>]) -> Vec<String> {
        lines.iter().map(|line| line.iter().map(|run| run.text.as_str()).collect()).collect()
    }

    fn printed(width: usize, rows: &[&[&str]]) -> String {
        let layout = TerminalLayout {
            width,
            color: false,
            side_by_side: false,
            marks: false,
            offset: |_| chrono::Offset::fix(&Utc),
        };
        let mut page = TerminalPage::new(&layout);
        let cell = |text: &&str| StyledText::theirs(Meaning::Plain, text);
        let rows: Vec<Vec<StyledText>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        page.table(&["id", "speaker", "claim", "none"], rows.iter(), 2);
        page.finish()
    }

    #[test]
    fn a_table_is_wrapped_and_never_cut() {
        let rows: [&[&str]; 2] = [
            &["1", "the harbour master of Port Ansel", "The ferry is back at the northern quay.", ""],
            &["2", "", "", ""],
        ];
        let wide = "id  speaker                           claim\n\
                    1   the harbour master of Port Ansel  The ferry is back at the northern quay.\n\
                    2\n";
        assert_eq!(printed(80, &rows), wide);
        let wrapped = "id  speaker                   claim\n\
                       1   the harbour master of     The ferry is back at the northern quay.\n    Port Ansel\n\
                       2\n";
        assert_eq!(printed(70, &rows), wrapped);
        let narrow = "id  speaker\n\
                      1   the harbour master of\n    Port Ansel\n    The ferry is back at the\n    northern quay.\n\
                      2\n";
        assert_eq!(printed(30, &rows), narrow);
    }

    #[test]
    fn meanings_survive_the_wrapping() {
        let runs = [
            StyledText::ours(Meaning::Plain, "The toll rose to "),
            StyledText::ours(Meaning::Inserted, "twenty-one people"),
            StyledText::ours(Meaning::Plain, "."),
        ];
        let lines = wrap(&runs, 28);
        assert_eq!(text_of(&lines), ["The toll rose to twenty-one", "people."]);
        assert_eq!(lines[1][0].meaning, Meaning::Inserted);
    }

    proptest! {
        #[test]
        fn a_table_loses_no_word(a in "[a-z]{1,30}( [a-z]{1,9}){0,9}", b in "( ?[a-z]{1,12}){0,20}", width in 24usize..120) {
            let text = printed(width, &[&["1", &a, &b, ""]]);
            for word in a.split(' ').chain(b.split(' ')) {
                prop_assert!(text.contains(word) || word.len() + 4 > width, "{word} {text}");
            }
        }

        #[test]
        fn wrapping_loses_no_word_and_keeps_the_width(a in any::<String>(), b in any::<String>(), width in 12usize..60) {
            let runs = [StyledText::theirs(Meaning::Plain, &a), StyledText::theirs(Meaning::Cue, &b)];
            let lines = text_of(&wrap(&runs, width));
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&lines.concat()), bare(&format!("{}{}", runs[0].text, runs[1].text)));
            for line in &lines {
                prop_assert!(display_width(line) <= width, "{line:?}");
            }
        }
    }
}
