//! `--match`: which items of a feed are watched, which captures of an archive are taken in.
//!
//! It is no regular expression: words as a reader would type them, with `*` for anything.

/// Fits a text that has its parts in order, in any case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    parts: Vec<String>,
}

impl Pattern {
    /// Reads a pattern; `None` where it holds nothing to look for.
    pub fn new(text: &str) -> Option<Self> {
        let parts: Vec<String> = text.split('*').map(normalise).filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then(|| Self { text: text.to_owned(), parts })
    }

    /// Returns it as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether a text has the pattern in it.
    pub fn fits(&self, text: &str) -> bool {
        let text = normalise(text);
        let mut rest = text.as_str();
        self.parts.iter().all(|part| match rest.find(part.as_str()) {
            Some(at) => {
                rest = &rest[at + part.len()..];
                true
            }
            None => false,
        })
    }
}

/// Writes a text in lower case with single spaces; the ends keep theirs, so that "port *" needs a space.
fn normalise(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c.is_whitespace() {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_in_order() {
        let check = |pattern: &str, text: &str, expected: bool| {
            assert_eq!(Pattern::new(pattern).expect("a pattern").fits(text), expected, "{pattern} {text}");
        };
        check("port", "The Port of Ansel", true);
        check("ferry*port", "Ferry leaves  port", true);
        check("ferry*port", "The port has a ferry", false);
        check("/news/*.html", "https://quay.example/news/2031/a.html", true);
        check("tolver  grain", "Tolver\ngrain terminal", true);
        check("a*a", "a", false);
        assert_eq!(Pattern::new("**"), None);
        assert_eq!(Pattern::new(""), None);
    }
}
