//! Styled text laid out in columns: runs, lines, wrapping, cutting, tables.
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

    /// Prints a table: the columns are as wide as their cells ask for, `flexible` takes what is left and is cut to it.
    /// A column with nothing in it is left out.
    pub fn table(&mut self, header: &[&str], rows: &[Vec<StyledText>], flexible: usize) {
        let columns = self.columns(header, rows, flexible);
        for row in std::iter::once(&head(header)).chain(rows) {
            self.line(&cells(row, &columns));
        }
    }

    /// Prints a table as [`table`](Self::table) does, and cuts nothing off `flexible`: it is wrapped, and stands
    /// beneath its row where the others leave it no room.
    pub fn table_in_full(&mut self, header: &[&str], rows: &[Vec<StyledText>], flexible: usize) {
        const READABLE: usize = 40;
        const BENEATH: usize = 4;
        let mut columns = self.columns(header, rows, flexible);
        let asked = rows.iter().filter_map(|row| row.get(flexible)).map(|cell| display_width(&cell.text)).max();
        let is_beside = columns[flexible].is_some_and(|width| width >= READABLE.min(asked.unwrap_or(0)));
        let indent = columns[..flexible].iter().flatten().map(|width| width + GAP).sum();
        let width = columns[flexible].unwrap_or_default();
        if !is_beside {
            columns[flexible] = None;
        }
        self.line(&cells(&head(header), &columns));
        for row in rows {
            let cell = std::slice::from_ref(&row[flexible]);
            if !is_beside {
                self.line(&cells(row, &columns));
                self.paragraph(&[StyledText::ours(Meaning::Plain, " ".repeat(BENEATH))], cell);
                continue;
            }
            let mut lines = wrap(cell, width).into_iter();
            let mut first = row.clone();
            first[flexible].text = lines.next().iter().flatten().map(|run| run.text.as_str()).collect();
            self.line(&cells(&first, &columns));
            for line in lines {
                let mut runs = vec![StyledText::ours(Meaning::Plain, " ".repeat(indent))];
                runs.extend(line);
                self.line(&runs);
            }
        }
    }

    /// Returns the width of each column, `None` for one that is left out.
    fn columns(&self, header: &[&str], rows: &[Vec<StyledText>], flexible: usize) -> Vec<Option<usize>> {
        let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column));
        let mut columns: Vec<Option<usize>> = (0..header.len())
            .map(|column| {
                let shown = column == flexible || cells(column).any(|cell| !cell.text.is_empty());
                let widths = cells(column).map(|cell| display_width(&cell.text));
                shown.then(|| widths.fold(display_width(header[column]), usize::max))
            })
            .collect();
        let others: usize = columns.iter().flatten().map(|width| width + GAP).sum();
        if let Some(Some(width)) = columns.get_mut(flexible) {
            *width = (*width).min((self.width + *width + GAP).saturating_sub(others).max(20));
        }
        columns
    }

    /// Writes a time at the reader's offset: "2025-08-20 14:05".
    pub fn time(&self, time: DateTime<Utc>) -> String {
        time.with_timezone(&(self.layout.offset)(time)).format("%Y-%m-%d %H:%M").to_string()
    }

    /// Ends the page.
    pub fn finish(self) -> String {
        self.out
    }
}

fn head(header: &[&str]) -> Vec<StyledText> {
    header.iter().map(|name| StyledText::ours(Meaning::Dim, *name)).collect()
}

/// Lays out the cells of a row, each cut to its column.
fn cells(row: &[StyledText], columns: &[Option<usize>]) -> Vec<StyledText> {
    let mut line = Vec::with_capacity(row.len() * 2);
    for (cell, width) in row.iter().zip(columns).filter_map(|(cell, width)| Some((cell, (*width)?))) {
        let text = cut(&cell.text, width);
        let pad = width.saturating_sub(display_width(&text)) + GAP;
        line.push(StyledText { meaning: cell.meaning, text });
        line.push(StyledText::ours(Meaning::Plain, " ".repeat(pad)));
    }
    line
}

/// Cuts `text` to `width` columns, with an ellipsis where something is cut off.
pub fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += display_width(c.encode_utf8(&mut [0; 4]));
        if used > width {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
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

    #[test]
    fn long_lines_are_cut_with_an_ellipsis() {
        assert_eq!(cut("the whole sentence", 10), "the whole…");
        assert_eq!(cut("short", 10), "short");
        assert_eq!(cut("東京都庁", 5), "東京…");
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
