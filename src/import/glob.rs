//! Patterns over addresses and paths: `*` stands for any characters.

/// A pattern; without a `*` it fits what contains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// Makes a pattern.
    pub fn new(pattern: &str) -> Self {
        Self(pattern.to_owned())
    }

    /// Says whether it fits `text`.
    pub fn fits(&self, text: &str) -> bool {
        let mut parts = self.0.split('*');
        let (first, last) = match (parts.next(), parts.next_back()) {
            (Some(first), Some(last)) => (first, last),
            _ => return text.contains(&self.0),
        };
        let Some(mut rest) = text.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else { return false };
        // The first place is the best one: what is left is longest.
        for part in parts {
            match rest.split_once(part) {
                Some((_, after)) => rest = after,
                None => return false,
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits_what_it_should() {
        let check = |pattern: &str, text: &str, expected: bool| {
            assert_eq!(Pattern::new(pattern).fits(text), expected, "{pattern} {text}")
        };
        check("/news/", "https://quay.example/news/1", true);
        check("/news/", "https://quay.example/sport/1", false);
        check("https://quay.example/*", "https://quay.example/news/1", true);
        check("*/news/*.html", "https://quay.example/news/1.html", true);
        check("*/news/*.html", "https://quay.example/news/1.htm", false);
        check("a*a", "a", false);
        check("*", "", true);
        check("a**b", "ab", true);
    }
}
