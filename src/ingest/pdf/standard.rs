//! How wide the letters of the fonts are that every reader of PDF has, and whose widths a document need not say.
//!
//! Of ASCII alone, in thousandths of the font's size, by Adobe's published metrics. A slanted font goes by the upright
//! one.

/// The first character of the tables.
const FIRST: u32 = 32;

#[rustfmt::skip]
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
    556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
    556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
    500, 500, 500, 334, 260, 334, 584,
];

#[rustfmt::skip]
const HELVETICA_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722,
    611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556,
    611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778,
    556, 556, 500, 389, 280, 389, 584,
];

#[rustfmt::skip]
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722,
    611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444,
    500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722,
    500, 500, 444, 480, 200, 480, 541,
];

#[rustfmt::skip]
const TIMES_BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778,
    667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500,
    556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722,
    500, 500, 444, 394, 220, 394, 520,
];

/// Returns the widths of a font by its name, and the width of its other characters; `None` where it is another font.
pub(super) fn widths(name: &str) -> Option<(Vec<(u32, f32)>, f32)> {
    let is_bold = name.contains("Bold");
    let table = match name.split_once('+').map_or(name, |(_, name)| name) {
        name if name.starts_with("Courier") => return Some((Vec::new(), 600.0)),
        name if name.starts_with("Helvetica") || name.starts_with("Arial") => {
            if is_bold {
                &HELVETICA_BOLD
            } else {
                &HELVETICA
            }
        }
        name if name.starts_with("Times") => {
            if is_bold {
                &TIMES_BOLD
            } else {
                &TIMES
            }
        }
        _ => return None,
    };
    Some(((FIRST..).zip(table.iter().map(|width| f32::from(*width))).collect(), 500.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_known_by_their_names() {
        let width = |name: &str, c: char| {
            let (widths, otherwise) = widths(name)?;
            Some(widths.iter().find(|(code, _)| *code == u32::from(c)).map_or(otherwise, |(_, width)| *width))
        };
        assert_eq!(width("Helvetica", 'i'), Some(222.0));
        assert_eq!(width("ABCDEF+Times-BoldItalic", 'W'), Some(1000.0));
        assert_eq!(width("Courier", 'i'), Some(600.0));
        assert_eq!(width("Garamond", 'i'), None);
    }
}
