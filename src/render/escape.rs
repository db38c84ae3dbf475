//! Text from outside → text that can do no harm where it is printed.
//!
//! Articles, names, paths and queries are hostile until shown otherwise: escape sequences, characters that turn the
//! reading direction, invisible characters, markup. Nothing is dropped without a trace: what cannot be seen is made
//! visible, as in ‹U+202E›. Only white space is folded, and soft hyphens, which a reader never sees, are left out.

use std::fmt::Write as _;
use std::io;

use serde_json::ser::Formatter;

/// What to print for a character.
enum Shown {
    Itself,
    Space,
    Nothing,
    /// As ‹U+…›.
    Named,
}

/// Folds `text` into one line that is safe in a terminal: white space and line breaks become one space each run,
/// invisible and controlling characters become visible.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !(matches!(shown(c), Shown::Space) && out.ends_with(' ')) {
            push(&mut out, c);
        }
    }
    out
}

/// Appends one character, made safe as by [`line()`], to `out`; white space becomes one space, wherever it stands.
pub fn push(out: &mut String, c: char) {
    match shown(c) {
        Shown::Itself => out.push(c),
        Shown::Space => out.push(' '),
        Shown::Nothing => {}
        // Writing to a string cannot fail.
        Shown::Named => {
            let _ = write!(out, "‹U+{:04X}›", u32::from(c));
        }
    }
}

/// Writes JSON of which no character acts where it is printed, nor ends a line for any program: those that would are
/// written as `\u202e`. It stands for the same value, since such characters are found within strings alone.
pub struct JsonFormatter;

impl Formatter for JsonFormatter {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        json(out, fragment)
    }

    fn write_raw_fragment<W: ?Sized + io::Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        json(out, fragment)
    }
}

fn json<W: ?Sized + io::Write>(out: &mut W, fragment: &str) -> io::Result<()> {
    // What a string may hold unescaped; line breaks and blanks stand between values only.
    let ends_a_line = |c: char| matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
    let acts = |c: char| c > '~' && (matches!(shown(c), Shown::Named) || ends_a_line(c));
    let mut written = 0;
    for (at, c) in fragment.char_indices().filter(|&(_, c)| acts(c)) {
        out.write_all(&fragment.as_bytes()[written..at])?;
        for unit in c.encode_utf16(&mut [0; 2]) {
            write!(out, "\\u{unit:04x}")?;
        }
        written = at + c.len_utf8();
    }
    out.write_all(&fragment.as_bytes()[written..])
}

/// Escapes `text` for Markdown, in one line: no markup, HTML, link, image, mention or reference of its own comes
/// through.
///
/// Where GitHub and its like act on plain text ("@name", "#12", addresses), a zero-width space after the first
/// character breaks it. A reference to a version or a claim ("ferry@v3#c7") they leave alone, and so does this, so that
/// it can be copied and pasted back.
pub fn markdown(text: &str) -> String {
    let text = line(text);
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map(|(_, next)| *next);
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '@' if is_before_version(&text[..at], &text[at + 1..]) => out.push('@'),
            '#' if is_before_claim(&text[..at], &text[at + 1..]) => out.push('#'),
            '@' => out.push_str("@&#8203;"),
            '#' if at == 0 => out.push_str("\\#"),
            '#' => out.push_str("#&#8203;"),
            ':' if text[at..].starts_with("://") => out.push_str(":&#8203;"),
            '.' if text[..at].to_ascii_lowercase().ends_with("www") => out.push_str(".&#8203;"),
            // What would open a list or underline a heading at the start of a line.
            '+' | '-' | '=' | ':' if at == 0 => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if next.is_none_or(|next| next == ' ') && is_number(&text[..at]) => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// Escapes `text` for XML and HTML, as text or inside a quoted attribute; every white-space character stays one space.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => push(&mut out, c),
        }
    }
    out
}

/// Returns whether an @ between two texts stands in a reference: behind a letter or digit, where nobody is mentioned,
/// and before a version's number, which is no server that mail goes to.
fn is_before_version(before: &str, after: &str) -> bool {
    let Some(rest) = after.strip_prefix('v') else { return false };
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let goes_on = behind.trim_start_matches(['.', '-', '_', '@']).starts_with(char::is_alphanumeric);
    before.ends_with(|c: char| c.is_ascii_alphanumeric()) && behind.len() < rest.len() && !goes_on
}

/// Returns whether a # between two texts stands in a reference: behind a version and before a claim's number.
fn is_before_claim(before: &str, after: &str) -> bool {
    let is_claim = after.strip_prefix('c').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let version = before.rsplit_once('@');
    is_claim && version.is_some_and(|(story, version)| is_before_version(story, version) && !version.contains(' '))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

fn shown(c: char) -> Shown {
    match c {
        '!'..='~' => Shown::Itself,
        ' ' | '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Shown::Space,
        // No-break, typographic and ideographic spaces.
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Shown::Space,
        '\u{ad}' => Shown::Nothing,
        c if c.is_control() || is_invisible(c) => Shown::Named,
        _ => Shown::Itself,
    }
}

/// Returns whether a character has no visible shape, or turns the direction of what follows. The variation selectors
/// for text and emoji (U+FE0E, U+FE0F) are ordinary in running text and are let through.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        // Private use: what a terminal's font draws here, nobody knows.
        | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Serialize as _;

    use super::*;

    #[test]
    fn json_stands_for_the_same_and_does_not_act() {
        let value = serde_json::json!({"a\u{9b}31m": ["\u{202e}txt", "\u{7f}\u{e0041}", "é\u{1b}\n“\u{85}\u{2028}"]});
        let mut json = Vec::new();
        value.serialize(&mut serde_json::Serializer::with_formatter(&mut json, JsonFormatter)).expect("memory");
        let json = String::from_utf8(json).expect("text");
        assert_eq!(json, r#"{"a\u009b31m":["\u202etxt","\u007f\udb40\udc41","é\u001b\n“\u0085\u2028"]}"#);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).expect("JSON"), value);
    }

    #[test]
    fn terminal_payloads_are_made_visible() {
        let check = |text: &str, expected: &str| assert_eq!(line(text), expected);
        check("\u{1b}[2J\u{1b}]0;owned\u{7}", "‹U+001B›[2J‹U+001B›]0;owned‹U+0007›");
        check("\u{9b}31m", "‹U+009B›31m");
        check("user\u{202e}txt.exe", "user‹U+202E›txt.exe");
        check("a\u{2066}b\u{2069}c\u{200f}", "a‹U+2066›b‹U+2069›c‹U+200F›");
        check("ze\u{200b}ro\u{feff}", "ze‹U+200B›ro‹U+FEFF›");
        check("tag\u{e0041}", "tag‹U+E0041›");
        check("one\r\n\ttwo", "one two");
        check("12\u{a0}000", "12 000");
        check("ac\u{ad}tion", "action");
        check("\u{8}\u{7f}", "‹U+0008›‹U+007F›");
        check("naïve – “quotes”, Ελλάδα, 東京, ❤\u{fe0f}", "naïve – “quotes”, Ελλάδα, 東京, ❤\u{fe0f}");
    }

    #[test]
    fn markdown_payloads_stay_text() {
        let check = |text: &str, expected: &str| assert_eq!(markdown(text), expected);
        check("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
        check("![x](https://evil.example/p.png)", "!\\[x\\](https:&#8203;//evil.example/p.png)");
        check("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))");
        check("# heading", "\\# heading");
        check("- item", "\\- item");
        check("1. item", "1\\. item");
        check("1.5 million", "1.5 million");
        check("===", "\\===");
        check("a | b\n\n---", "a \\| b ---");
        check("&lt;b&gt;", "&amp;lt;b&amp;gt;");
        check("@everyone see #12", "@&#8203;everyone see #&#8203;12");
        check("www.evil.example", "www.&#8203;evil.example");
        check("ferry@v3#c7, bell@v1–v2.", "ferry@v3#c7, bell@v1–v2.");
        check(
            "@v3 ferry@v3.example a@v3#12 a@v #c7",
            "@&#8203;v3 ferry@&#8203;v3.example a@v3#&#8203;12 a@&#8203;v #&#8203;c7",
        );
        check("-@v1 é@v1 a@v1@b", "\\-@&#8203;v1 é@&#8203;v1 a@&#8203;v1@&#8203;b");
        check("`code` *em* _em_ ~~del~~", "\\`code\\` \\*em\\* \\_em\\_ \\~\\~del\\~\\~");
        check("    indented", "indented");
        check("Said \"no\", twice.", "Said \"no\", twice.");
    }

    #[test]
    fn xml_payloads_stay_text() {
        assert_eq!(xml("</text><a href='x'>\u{0}"), "&lt;/text&gt;&lt;a href=&#39;x&#39;&gt;‹U+0000›");
    }

    proptest! {
        #[test]
        fn a_line_holds_no_control_and_nothing_invisible(text in any::<String>()) {
            let line = line(&text);
            prop_assert!(!line.chars().any(|c| c.is_control() || is_invisible(c)), "{line:?}");
        }

        #[test]
        fn markdown_leaves_no_open_markup(text in any::<String>()) {
            let out = markdown(&text);
            prop_assert!(!out.contains(['<', '>', '\n']));
            let mut chars = out.chars();
            while let Some(c) = chars.next() {
                if c == '\\' {
                    chars.next();
                } else {
                    prop_assert!(!matches!(c, '`' | '*' | '_' | '[' | ']' | '|' | '~'));
                }
            }
        }
    }
}
