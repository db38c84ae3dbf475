//! Small repairs on strings of a page: white space, characters that nobody sees, entities that were escaped twice.
//!
//! It changes no letter.

/// Makes one line of a text: white space collapsed, what has no width left out.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for c in text.chars().filter(|c| !is_without_width(*c)) {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Returns whether a character is seen by nobody and changes nothing: soft hyphens, zero-width spaces, marks of
/// direction, controls.
pub(super) fn is_without_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && !c.is_whitespace())
}

/// Resolves the entities that are left in a text which was escaped twice: `&amp;#8217;` came as `&#8217;`.
pub(super) fn unescape(text: &str) -> String {
    replace_references(text, 9, |name| entity(name).filter(|c| !c.is_control()))
}

/// Replaces the character references whose names have at most `longest` bytes; what `resolve` does not know stays as it
/// stands.
pub(crate) fn replace_references(text: &str, longest: usize, resolve: impl Fn(&str) -> Option<char>) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        whole.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end <= longest + 1);
        let (c, length) = end.and_then(|end| Some((resolve(&rest[1..end])?, end + 1))).unwrap_or(('&', 1));
        whole.push(c);
        rest = &rest[length..];
    }
    whole + rest
}

/// Returns the character of a reference's name: "amp", "#8217", "#x2019".
pub(crate) fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        _ => return None,
    })
}
