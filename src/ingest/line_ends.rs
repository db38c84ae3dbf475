//! One way to end a line: LF.
//!
//! It changes nothing but what stands before an LF; a CR by itself stays.

/// Returns the text with its lines ended by LF alone, however many CRs stand before one: two programs, one after the
/// other, make "CR CR LF" of a line's end.
pub fn with_line_feeds(text: String) -> String {
    if !text.contains("\r\n") {
        return text;
    }
    let last = text.rfind('\n').map_or(0, |at| at + 1);
    let mut ended = String::with_capacity(text.len());
    for line in text[..last].split_inclusive('\n') {
        ended.push_str(line.trim_end_matches('\n').trim_end_matches('\r'));
        ended.push('\n');
    }
    ended + &text[last..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_once() {
        for (text, expected) in [
            ("One.\r\nTwo.\r\r\n\r\n\r\rThree.\rFour.\r", "One.\nTwo.\n\n\r\rThree.\rFour.\r"),
            ("\r\r\r\n", "\n"),
            ("One.\nTwo.", "One.\nTwo."),
            ("", ""),
        ] {
            assert_eq!(with_line_feeds(text.to_owned()), expected);
            assert_eq!(with_line_feeds(expected.to_owned()), expected);
        }
    }
}
