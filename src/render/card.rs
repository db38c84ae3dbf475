//! A card of one edit as a picture, SVG or PNG, for a message or a slide.
//!
//! It brings its own letters: as outlines in SVG, so that it looks the same wherever it is shown. What went is struck
//! out and what came underlined, so that nothing hangs on colour; what it says stands in its description too.

use maud::{Markup, html};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, WriteOptions, fontdb};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::escape;
use crate::diff::{Severity, WordingOp, WordingPart};
use crate::report::CardReport;
use crate::report::words::edges;

/// The card, in pixels: what services show of a link.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;
/// The space at the sides.
const EDGE: f32 = 64.0;
/// Where the words may stand, and the sizes at which they are tried, in pixels.
const TOP: f32 = 190.0;
const BOTTOM: f32 = 480.0;
const SIZES: [f32; 6] = [44.0, 38.0, 33.0, 29.0, 25.0, 22.0];

const FAMILY: &str = "DejaVu Serif, DejaVu Sans";

/// Draws a card as SVG, with its letters as outlines.
pub fn svg(report: &CardReport) -> String {
    let written =
        tree(report).map(|tree| tree.to_string(&WriteOptions { coordinates_precision: 3, ..WriteOptions::default() }));
    let description = escape::xml(&report.alternative);
    let title = format!("<title>{}</title><desc>{description}</desc>", escape::xml(&report.labels));
    // Outlines say nothing to those who cannot see them.
    written.unwrap_or_default().replacen("xmlns=", "role=\"img\" xmlns=", 1).replacen('>', &format!(">{title}"), 1)
        + "\n"
}

/// Draws a card as PNG; empty where there is no room for the picture in memory.
pub fn png(report: &CardReport) -> Vec<u8> {
    let drawn = tree(report).zip(Pixmap::new(WIDTH, HEIGHT)).map(|(tree, mut pixels)| {
        resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
        pixels.encode_png().unwrap_or_default()
    });
    drawn.unwrap_or_default()
}

fn tree(report: &CardReport) -> Option<Tree> {
    let mut fonts = fontdb::Database::new();
    for font in [dejavu::serif::regular(), dejavu::serif::bold(), dejavu::sans::regular()] {
        fonts.load_font_data(font.to_vec());
    }
    let options = Options { fontdb: std::sync::Arc::new(fonts), ..Options::default() };
    // What is drawn is our own; text from outside is escaped.
    Tree::from_str(&drawing(report).into_string(), &options).ok()
}

fn drawing(report: &CardReport) -> Markup {
    let measure = Measure::new();
    let text = |x: f32, y: f32, size: f32, fill: &str, bold: bool, words: &str| {
        let weight = if bold { "bold" } else { "normal" };
        html! {
            text x=(x) y=(y) font-family=(FAMILY) font-size=(size) font-weight=(weight) fill=(fill) {
                (maud::PreEscaped(escape::xml(words)))
            }
        }
    };
    let color = match report.severity {
        Severity::Substantive => "#98161b",
        Severity::Framing => "#6f4a00",
        Severity::Cosmetic => "#3c5266",
    };
    let within = f32::from(WIDTH as u16) - 2.0 * EDGE;
    let (size, lines) = measure.fitted(&report.wording, within);
    let note = report.note.map(|note| format!(", {note}")).unwrap_or_default();
    let headline = report.headline.as_deref().unwrap_or_default();
    let fill = |op| match op {
        WordingOp::Equal => "#1c1b19",
        WordingOp::Delete => "#8a1b17",
        WordingOp::Insert => "#0d5524",
    };
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(HEIGHT) viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } {
            rect width=(WIDTH) height=(HEIGHT) fill="#fdfcf8" {}
            rect x=(EDGE) y="40" width=(within) height="6" fill="#1c1b19" {}
            (text(EDGE, 84.0, 22.0, "#595549", false, &measure.cut(&report.place, 22.0, within)))
            (text(EDGE, 122.0, 26.0, "#1c1b19", true, &measure.cut(headline, 26.0, within)))
            (text(EDGE, 164.0, 24.0, "#1c1b19", true, &measure.cut(&report.who, 24.0, within)))
            @for (nth, line) in lines.iter().enumerate() {
                @let y = TOP + size + (nth as f32) * size * 1.4;
                @for (nth, word) in line.iter().enumerate() {
                    (marked(word, line.get(nth + 1), y, size, &measure))
                    (text(EDGE + word.x, y, size, fill(word.op), false, &word.text))
                }
            }
            rect x=(EDGE) y="504" width=(within) height="2" fill="#1c1b19" {}
            (text(EDGE, 542.0, 22.0, color, true, &measure.cut(&format!("{}{note}", report.labels), 22.0, within)))
            (text(EDGE, 574.0, 18.0, "#595549", false, &measure.cut(&report.between, 18.0, within)))
            (text(EDGE, 602.0, 18.0, "#595549", false, &format!("onrecord · edit {}", report.id)))
        }
    }
}

/// Draws what stands behind a word, and the line through it or under it, up to the next one where that went or came
/// too.
fn marked(word: &PlacedWord, next: Option<&PlacedWord>, y: f32, size: f32, measure: &Measure<'_>) -> Markup {
    let x = EDGE + word.x;
    let width = match next.filter(|next| next.op == word.op) {
        Some(next) => next.x - word.x,
        None => measure.width(&word.text, size),
    };
    let (paper, ink, line) = match word.op {
        WordingOp::Equal => return html! {},
        WordingOp::Delete => ("#fae4e1", "#8a1b17", y - size * 0.28),
        WordingOp::Insert => ("#e0f2e2", "#0d5524", y + size * 0.14),
    };
    html! {
        rect x=(x - 3.0) y=(y - size * 0.95) width=(width + 6.0) height=(size * 1.25) rx="4" fill=(paper) {}
        rect x=(x) y=(line) width=(width) height=(size / 16.0) fill=(ink) {}
    }
}

/// A word of a line, and where it begins.
#[derive(Clone, Debug)]
struct PlacedWord {
    op: WordingOp,
    x: f32,
    text: String,
}

/// Measures words in the letters of the card.
struct Measure<'a> {
    font: Option<FontRef<'a>>,
}

impl Measure<'_> {
    fn new() -> Self {
        Self { font: FontRef::new(dejavu::serif::regular()).ok() }
    }

    /// Returns the width of some words, in pixels.
    fn width(&self, words: &str, size: f32) -> f32 {
        let Some(font) = &self.font else { return words.chars().count() as f32 * size * 0.6 };
        let (letters, metrics) = (font.charmap(), font.glyph_metrics(Size::new(size), LocationRef::default()));
        // A letter that the font has not is as wide as most.
        let advance = |c| letters.map(c).and_then(|glyph| metrics.advance_width(glyph)).unwrap_or(size * 0.6);
        words.chars().map(advance).sum()
    }

    /// Cuts words to a width, with an ellipsis where something is left out. Bold letters are a little wider.
    fn cut(&self, words: &str, size: f32, within: f32) -> String {
        let words = escape::line(words);
        let fits = |words: &str| self.width(words, size) * 1.12 <= within;
        if fits(&words) {
            return words;
        }
        let ends = words.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
        let kept = ends.partition_point(|&end| fits(&format!("{}…", &words[..end]))).saturating_sub(1);
        format!("{}…", &words[..ends.get(kept).copied().unwrap_or(0)])
    }

    /// Sets words in lines, as large as they fit; at the smallest size, what does not fit is cut with an ellipsis.
    fn fitted(&self, wording: &[WordingPart], within: f32) -> (f32, Vec<Vec<PlacedWord>>) {
        let rows = |size: f32| ((BOTTOM - TOP) / (size * 1.4)).floor() as usize;
        let smallest = SIZES[SIZES.len() - 1];
        for size in SIZES {
            let lines = self.lines(wording, size, within);
            if lines.len() <= rows(size) {
                return (size, lines);
            }
        }
        let mut lines = self.lines(wording, smallest, within);
        lines.truncate(rows(smallest));
        if let Some(last) = lines.last_mut().and_then(|line| line.last_mut()) {
            last.text = "…".to_owned();
        }
        (smallest, lines)
    }

    /// Breaks words into lines at spaces.
    fn lines(&self, wording: &[WordingPart], size: f32, within: f32) -> Vec<Vec<PlacedWord>> {
        let (mut lines, mut line, mut x) = (Vec::new(), Vec::new(), 0.0);
        let space = self.width(" ", size);
        let mut is_apart = false;
        for WordingPart { op, text } in wording {
            let (before, core, after) = edges(text);
            is_apart |= !before.is_empty();
            for word in core.split_whitespace() {
                let word = escape::line(word);
                let width = self.width(&word, size);
                let gap = if is_apart && !line.is_empty() { space } else { 0.0 };
                if x + gap + width > within && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    x = 0.0;
                } else {
                    x += gap;
                }
                line.push(PlacedWord { op: *op, x, text: word });
                x += width;
                is_apart = true;
            }
            is_apart = !after.is_empty() || (core.is_empty() && is_apart);
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(text: &str) -> CardReport {
        CardReport {
            place: "The Quay Ledger · pier".into(),
            headline: Some("Pier shut".into()),
            who: "Mara Voss".into(),
            wording: vec![
                WordingPart { op: WordingOp::Equal, text: format!("{text} ") },
                WordingPart { op: WordingOp::Delete, text: "twelve".into() },
                WordingPart { op: WordingOp::Insert, text: "thirty".into() },
                WordingPart { op: WordingOp::Equal, text: " boats.".into() },
            ],
            severity: Severity::Substantive,
            labels: "substantive edit: number changed".into(),
            note: Some("no note found"),
            between: "v1, 5 May 2031, 08:00 UTC → v2, 6 May 2031, 08:00 UTC".into(),
            id: "3fa9c1d2".into(),
            alternative: "Mara Voss: the pier lost [went: twelve][came: thirty] boats.".into(),
        }
    }

    #[test]
    fn a_card_is_a_picture_of_its_size_and_says_what_it_shows() {
        let report = card("The pier lost");
        let svg = svg(&report);
        assert!(svg.starts_with("<svg") && svg.contains("<desc>Mara Voss: the pier lost"), "{}", &svg[..400]);
        assert!(svg.contains("<path") && !svg.contains("<text"), "its letters are outlines");
        assert!(Tree::from_str(&svg, &Options::default()).is_ok());
        let png = png(&report);
        let read = resvg::tiny_skia::Pixmap::decode_png(&png).expect("a PNG");
        assert_eq!((read.width(), read.height()), (WIDTH, HEIGHT));
        assert_eq!(super::png(&report), png, "the same bytes each time");
    }

    #[test]
    fn every_word_stands_inside() {
        let measure = Measure::new();
        for text in ["short", &"a longer line of words ".repeat(30), &"x".repeat(500), "\u{202e}<b>&"] {
            let report = card(text);
            let (size, lines) = measure.fitted(&report.wording, 1000.0);
            assert!(lines.len() as f32 * size * 1.4 <= BOTTOM - TOP + 0.1, "{text}");
            for line in &lines {
                for (nth, word) in line.iter().enumerate() {
                    assert!(nth == 0 || word.x + measure.width(&word.text, size) <= 1000.1, "{word:?}");
                }
            }
            assert!(!svg(&report).contains('\u{202e}') && !png(&report).is_empty());
        }
        assert_eq!(measure.cut("short", 20.0, 500.0), "short");
        let cut = measure.cut(&"long words ".repeat(50), 20.0, 500.0);
        assert!(cut.ends_with('…') && measure.width(&cut, 20.0) <= 500.0, "{cut}");
    }
}
