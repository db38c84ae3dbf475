//! Terminal output → a picture of a terminal: one self-contained SVG, light or dark as its reader prefers.
//!
//! It reads the styles that the terminal's own table writes and no other escape sequences. It brings no font, no script
//! and no link, so that it can stand in a README.

use std::fmt::Write;

use textwrap::core::display_width;

use super::escape;
use crate::report::words::edges;

/// Size of a character cell, in tenths of a pixel, so that no float is printed.
const CELL: usize = 84;
/// Distance between lines, in pixels.
const LINE: usize = 20;
/// Space around the text, in pixels.
const MARGIN: usize = 16;
/// Height of the window's bar, in pixels.
const BAR: usize = 30;

/// Colours by meaning: class, light, dark.
const COLORS: [(&str, &str, &str); 6] = [
    ("red", "#b3261e", "#ff8a80"),
    ("green", "#1b6e2c", "#7ee08a"),
    ("yellow", "#7a5300", "#f2c55c"),
    ("blue", "#1f4fa3", "#8ab4ff"),
    ("magenta", "#8a2a7c", "#f29be5"),
    ("cyan", "#006a75", "#6fdbe8"),
];

/// What the codes so far have switched on.
#[derive(Clone, Copy, Default)]
struct Ink {
    bold: bool,
    dim: bool,
    italic: bool,
    struck: bool,
    color: Option<&'static str>,
}

/// Draws `output`, coloured terminal output of this program, as an SVG; `title` names the picture, and says what it
/// shows to those who cannot see it.
pub fn picture(output: &str, title: &str) -> String {
    let lines: Vec<Vec<(Ink, String)>> = lines(output);
    let columns = lines.iter().map(|line| line.iter().map(|(_, text)| display_width(text)).sum()).max().unwrap_or(0);
    let width = (columns.max(20) * CELL).div_ceil(10) + 2 * MARGIN;
    let height = BAR + lines.len() * LINE + 2 * MARGIN;
    let mut svg = String::new();
    // Writing to a string cannot fail, here and below.
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"title\" xml:space=\"preserve\">"
    );
    let _ = writeln!(svg, "<title id=\"title\">{}</title>", escape::xml(title));
    svg.push_str(&styles());
    let _ = writeln!(
        svg,
        "<rect class=\"paper\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\"/>",
        width - 1,
        height - 1
    );
    for (nth, class) in ["red", "yellow", "green"].into_iter().enumerate() {
        let _ = writeln!(
            svg,
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"5\"/>",
            MARGIN + 6 + nth * 18,
            BAR / 2 + 2
        );
    }
    for (row, line) in lines.iter().enumerate() {
        let y = BAR + MARGIN + row * LINE + LINE / 2;
        let mut column = 0;
        for (ink, text) in line {
            // White space is not drawn: the words are put where they stand.
            let (before, words, _) = edges(text);
            if !words.is_empty() {
                let _ = writeln!(
                    svg,
                    "<text x=\"{}\" y=\"{y}\" textLength=\"{}\"{}>{}</text>",
                    tenths(MARGIN * 10 + (column + display_width(before)) * CELL),
                    tenths(display_width(words) * CELL),
                    ink.class(),
                    escape::xml(words)
                );
            }
            column += display_width(text);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn styles() -> String {
    let mut css = String::from(
        "<style>\ntext { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, \"DejaVu Sans Mono\", monospace; \
         fill: #1f2328; white-space: pre; dominant-baseline: middle; }\n\
         .paper { fill: #ffffff; stroke: #d0d7de; }\n.bold { font-weight: 700; }\n.dim { opacity: 0.7; }\n\
         .italic { font-style: italic; }\n.struck { text-decoration: line-through; }\n",
    );
    for (class, light, _) in COLORS {
        let _ = writeln!(css, ".{class} {{ fill: {light}; }}");
    }
    css.push_str(
        "@media (prefers-color-scheme: dark) {\ntext { fill: #e6edf3; }\n.paper { fill: #0d1117; stroke: #30363d; }\n",
    );
    for (class, _, dark) in COLORS {
        let _ = writeln!(css, ".{class} {{ fill: {dark}; }}");
    }
    css.push_str("}\n</style>\n");
    css
}

fn tenths(n: usize) -> String {
    if n.is_multiple_of(10) { (n / 10).to_string() } else { format!("{}.{}", n / 10, n % 10) }
}

impl Ink {
    fn class(self) -> String {
        let flags = [(self.bold, "bold"), (self.dim, "dim"), (self.italic, "italic"), (self.struck, "struck")];
        let mut classes: Vec<&str> = flags.into_iter().filter(|(on, _)| *on).map(|(_, class)| class).collect();
        classes.extend(self.color);
        if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) }
    }

    /// Sets one code of a style; codes that no style of ours writes change nothing.
    fn set(&mut self, code: &str) {
        match code {
            "" | "0" => *self = Self::default(),
            "1" => self.bold = true,
            "2" => self.dim = true,
            "3" => self.italic = true,
            "9" => self.struck = true,
            "31" => self.color = Some("red"),
            "32" => self.color = Some("green"),
            "33" => self.color = Some("yellow"),
            "34" => self.color = Some("blue"),
            "35" => self.color = Some("magenta"),
            "36" => self.color = Some("cyan"),
            _ => {}
        }
    }
}

/// Reads output into lines of text with their ink.
fn lines(output: &str) -> Vec<Vec<(Ink, String)>> {
    let mut ink = Ink::default();
    let mut lines = Vec::new();
    for line in output.lines() {
        let mut runs: Vec<(Ink, String)> = Vec::new();
        let mut pieces = line.split("\u{1b}[");
        // What stands before the first code.
        runs.extend(pieces.next().map(|text| (ink, text.to_owned())));
        for piece in pieces {
            match piece.split_once('m') {
                Some((codes, text)) if codes.chars().all(|c| c.is_ascii_digit() || c == ';') => {
                    codes.split(';').for_each(|code| ink.set(code));
                    runs.push((ink, text.to_owned()));
                }
                _ => runs.push((ink, piece.to_owned())),
            }
        }
        runs.retain(|(_, text)| !text.is_empty());
        lines.push(runs);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::terminal::{Meaning, style};

    #[test]
    fn styles_become_classes_and_text_is_escaped() {
        let style = style(Meaning::Deleted);
        let svg = picture(&format!("a {style}<b> & c{style:#} d\n"), "A \"diff\"");
        assert!(svg.contains("class=\"struck red\">&lt;b&gt; &amp; c</text>"), "{svg}");
        assert!(svg.contains("<title id=\"title\">A &quot;diff&quot;</title>"), "{svg}");
        assert!(!svg.contains('\u{1b}'));
    }

    #[test]
    fn columns_are_kept() {
        let svg = picture("ab  cd\n    ef\n", "t");
        assert!(svg.contains("<text x=\"16\" y=\"56\" textLength=\"50.4\">ab  cd</text>"), "{svg}");
        assert!(svg.contains("<text x=\"49.6\" y=\"76\" textLength=\"16.8\">ef</text>"), "{svg}");
    }

    #[test]
    fn every_meaning_has_its_look() {
        use Meaning::*;
        for meaning in [
            Heading,
            Dim,
            Added,
            Removed,
            Changed,
            Deleted,
            Inserted,
            Speaker,
            Quote,
            Reported,
            Source,
            Cue,
            Substantive,
            Framing,
            Cosmetic,
            Warning,
        ] {
            let style = style(meaning);
            let svg = picture(&format!("{style}word{style:#}"), "t");
            assert!(svg.contains(" class=\"") && svg.contains("\">word</text>"), "{meaning:?}: {svg}");
        }
    }
}
