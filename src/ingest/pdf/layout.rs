//! Lines → paragraphs, headers and footers left out.
//!
//! It joins words only where nothing else can be meant.

use std::collections::{HashMap, HashSet};

use super::columns;
use super::direction;
use super::lines::{self, PrintedLine};
use super::page::PrintedPage;

/// Lines above and below which a header or footer stands, on each page.
const EDGE: usize = 2;

/// The text of some pages.
#[derive(Debug, Default, PartialEq)]
pub(super) struct PageLayout {
    pub(super) body: String,
    /// Lines left out since they stand at the edge of several pages, or number them.
    pub(super) repeated: usize,
    /// Hyphens at the end of a line that were kept although they may only divide a word.
    pub(super) hyphens: usize,
    /// Marks of footnotes that are left out, of each page.
    pub(super) marks: Vec<usize>,
    /// Lines that run from right to left.
    pub(super) turned: usize,
}

/// Lays the text of the pages out in paragraphs.
pub(super) fn text(pages: &[PrintedPage]) -> PageLayout {
    let (lines, marks): (Vec<Vec<PrintedLine>>, Vec<usize>) =
        pages.iter().enumerate().map(|(nth, page)| lines(nth, page)).unzip();
    let edges = edges(&lines);
    let mut kept: Vec<PrintedLine> = Vec::new();
    let mut repeated = 0;
    for (page, lines) in lines.into_iter().enumerate() {
        for (nth, line) in lines.into_iter().enumerate() {
            if edges.contains(&(page, nth)) {
                repeated += 1;
            } else {
                kept.push(line);
            }
        }
    }
    let words: HashSet<String> = kept.iter().flat_map(|line| words(&line.text)).collect();
    let leading = leading(&kept);
    let right = kept.iter().map(|line| line.end).fold(f32::MIN, f32::max);
    let turned = kept.iter().filter(|line| direction::runs_left(&line.text)).count();
    let mut layout = PageLayout { repeated, marks, turned, ..PageLayout::default() };
    let mut before: Option<&PrintedLine> = None;
    for line in &kept {
        match before {
            Some(before) if goes_on(before, line, leading, right) => {
                layout.hyphens += usize::from(join(&mut layout.body, &line.text, &words));
            }
            Some(_) => {
                layout.body.push_str("\n\n");
                layout.body.push_str(&line.text);
            }
            None => layout.body.push_str(&line.text),
        }
        before = Some(line);
    }
    layout
}

/// Puts what a page prints into lines, part by part, and counts the marks of footnotes.
fn lines(nth: usize, page: &PrintedPage) -> (Vec<PrintedLine>, usize) {
    let (mut all, mut marks) = (Vec::new(), 0);
    for part in columns::parts(&page.runs) {
        let mut read = lines::read(nth, &part);
        all.append(&mut read.lines);
        marks += read.marks;
    }
    (all, marks)
}

/// Finds the lines that stand at the edge of several pages, or number one, as page and line.
fn edges(pages: &[Vec<PrintedLine>]) -> HashSet<(usize, usize)> {
    let mut times: HashMap<(String, i64), HashSet<usize>> = HashMap::new();
    let mut at_edge: Vec<(usize, usize)> = Vec::new();
    // Figures count as the same: they number the pages. So do heights within a point or two.
    let key = |line: &PrintedLine| {
        let text = line.text.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect::<String>();
        (text.replace("##", "#"), (line.y / 4.0).round() as i64)
    };
    for (page, lines) in pages.iter().enumerate() {
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by(|&one, &other| lines[other].y.total_cmp(&lines[one].y));
        let mut here: Vec<usize> = order.iter().take(EDGE).chain(order.iter().rev().take(EDGE)).copied().collect();
        here.sort_unstable();
        here.dedup();
        for nth in here {
            times.entry(key(&lines[nth])).or_default().insert(page);
            at_edge.push((page, nth));
        }
    }
    at_edge.retain(|&(page, nth)| {
        let line = &pages[page][nth];
        let pages_with_it = times.get(&key(line)).map_or(0, HashSet::len);
        is_page_number(&line.text) || (pages_with_it > 1 && pages_with_it * 2 >= pages.len())
    });
    at_edge.into_iter().collect()
}

/// "3", "- 3 -", "Page 3 of 9", "3/9".
fn is_page_number(text: &str) -> bool {
    let folded = text.to_lowercase();
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    match words.as_slice() {
        [one] => number(one) && text.chars().count() <= 8,
        ["page", one] => number(one),
        [one, "of", all] => number(one) && number(all),
        [one, all] => number(one) && number(all) && text.contains('/'),
        ["page", one, "of", all] => number(one) && number(all),
        _ => false,
    }
}

/// Returns the usual step from one line to the next, in parts of the font's size.
fn leading(lines: &[PrintedLine]) -> f32 {
    let mut steps: Vec<f32> = lines
        .windows(2)
        .filter(|two| two[0].page == two[1].page)
        .map(|two| (two[0].y - two[1].y) / two[1].size.max(1.0))
        .filter(|step| (0.5..3.0).contains(step))
        .collect();
    steps.sort_by(f32::total_cmp);
    // Most steps are within paragraphs; the lower half is, where there are many short ones.
    steps.get(steps.len() / 3).copied().unwrap_or(1.2)
}

/// Returns whether the next line continues with the paragraph.
fn goes_on(line: &PrintedLine, next: &PrintedLine, leading: f32, right: f32) -> bool {
    let size = line.size.max(next.size).max(1.0);
    if (line.size - next.size).abs() > 0.08 * size || is_item(&next.text) {
        return false;
    }
    let ended = ends_sentence(&line.text);
    let step = (line.y - next.y) / size;
    // The next column, or the next page: only in the middle of a sentence.
    if line.page != next.page || step <= 0.0 || step > 3.0 * leading {
        return !ended && next.text.starts_with(char::is_lowercase);
    }
    let near = step <= leading * 1.25 + 0.05;
    let right = line.right.unwrap_or(right);
    let indented = next.x > line.x + 0.8 * size && ended;
    let short = ended && line.end < right - (right - line.x) * 0.2;
    near && !indented && !short
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '\u{201d}', '\u{2019}', '\'', '»', ')', ']']);
    bare.ends_with(['.', '?', '!', '…', ':', '؟', '۔'])
}

fn is_item(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('•' | '‣' | '▪' | '◦' | '·' | '–' | '—' | '*')) && chars.next() == Some(' ')
}

/// Joins a line on, and says whether a hyphen was kept that may only divide a word: it goes where the word stands
/// undivided elsewhere.
fn join(body: &mut String, line: &str, known: &HashSet<String>) -> bool {
    if let Some(bare) = body.strip_suffix('\u{ad}') {
        body.truncate(bare.len());
        body.push_str(line);
        return false;
    }
    let divided = body.strip_suffix('-').filter(|bare| bare.ends_with(char::is_alphabetic));
    let Some(bare) = divided.filter(|_| line.starts_with(char::is_alphabetic)) else {
        body.push(' ');
        body.push_str(line);
        return false;
    };
    let head = bare.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    let tail = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let sure = tail.starts_with(char::is_lowercase)
        && known.contains(&format!("{head}{tail}"))
        && !known.contains(&format!("{head}-{tail}"));
    if sure {
        body.truncate(bare.len());
    }
    body.push_str(line);
    !sure && tail.starts_with(char::is_lowercase)
}

/// Lists the words of a line, the divided one at its end left out; hyphens within are theirs.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphabetic() && c != '-')
        .filter(|word| !word.is_empty() && !word.ends_with('-'))
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::page::PrintedRun;
    use super::*;

    /// Makes a page of lines, from the top, each at a left edge; 12 units high, steps of 14.
    fn page(lines: &[(f32, &str)]) -> PrintedPage {
        let mut y = 700.0;
        let mut page = PrintedPage::default();
        for (x, text) in lines {
            if !text.is_empty() {
                let end = x + text.chars().count() as f32 * 6.0;
                page.runs.push(PrintedRun { text: (*text).to_owned(), x: *x, y, end, size: 12.0 });
            }
            y -= 14.0;
        }
        page
    }

    fn check(pages: &[PrintedPage], body: &str, repeated: usize, hyphens: usize) {
        let marks = vec![0; pages.len()];
        assert_eq!(text(pages), PageLayout { body: body.to_owned(), repeated, hyphens, marks, turned: 0 });
    }

    #[test]
    fn lines_become_paragraphs() {
        check(
            &[page(&[
                (72.0, "The ferry will be back on Monday, the port of Ansel"),
                (72.0, "said. It had been at the yard for two weeks."),
                (72.0, ""),
                (72.0, "Nobody will pay more than they did before the repair."),
                (90.0, "The yard is paid by the county, which owns it, said"),
                (72.0, "the port."),
            ])],
            "The ferry will be back on Monday, the port of Ansel said. It had been at the yard for two weeks.\n\n\
             Nobody will pay more than they did before the repair.\n\nThe yard is paid by the county, which owns it, said the port.",
            0,
            0,
        );
    }

    #[test]
    fn hyphens_go_only_where_the_word_is_known() {
        check(
            &[page(&[
                (72.0, "The harbour commission and the harbour com-"),
                (72.0, "mission's well-known head met the contain-"),
                (72.0, "er firm."),
            ])],
            "The harbour commission and the harbour commission's well-known head met the contain-er firm.",
            0,
            1,
        );
    }

    #[test]
    fn what_repeats_at_the_edge_is_left_out() {
        let page = |number: &str, text: &str, more: &str| {
            page(&[
                (72.0, "Port of Ansel, press release"),
                (72.0, ""),
                (72.0, text),
                (72.0, more),
                (72.0, ""),
                (72.0, number),
            ])
        };
        check(
            &[
                page(
                    "Page 1 of 2",
                    "The ferry is back, and all who waited for",
                    "it at the quay went on board when the",
                ),
                page("Page 2 of 2", "gates were opened. It sails at nine on", "each day of the week."),
            ],
            "The ferry is back, and all who waited for it at the quay went on board when the gates were opened. \
             It sails at nine on each day of the week.",
            4,
            0,
        );
    }
}
