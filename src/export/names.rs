//! How stories, versions and claims are called outside: by `urn:onrecord:…`, by an address of the web app, by files.
//!
//! A name is made of what a story was recorded as, which never changes, and nothing in it can act.

use crate::report::encoded;
use crate::store::StoredVersion;
use crate::story::{Slug, Story, VersionNumber};

/// Names a story: `urn:onrecord:story:harbour-fire`.
pub(super) fn story(story: &Story) -> String {
    format!("urn:onrecord:story:{}", encoded(story.recorded.as_str()))
}

/// Names a version: `urn:onrecord:story:harbour-fire:v2`.
pub(super) fn version(of: &Story, number: VersionNumber) -> String {
    format!("{}:v{number}", story(of))
}

/// Names a claim of a version: `urn:onrecord:story:harbour-fire:v2:c3`.
pub(super) fn claim(of: &StoredVersion, id: impl std::fmt::Display) -> String {
    format!("{}:{id}", version(&of.story, of.number))
}

/// Returns the name of a story's file: letters, digits and hyphens, whatever a foreign database calls the story.
pub(super) fn file(story: &Story) -> String {
    Slug::from_text(story.slug.as_str()).map_or_else(|| "story".to_owned(), |slug| slug.to_string())
}

/// Makes an address safe in any list of addresses: what no address may have in it is percent-encoded.
pub(super) fn address(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '\\' | '^' | '`' | '{' | '|' | '}');
    text.trim().chars().map(|c| if is_plain(c) { c.to_string() } else { encoded(&c.to_string()) }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_stay_addresses() {
        assert_eq!(address("https://quay.example/a,b;c?x=1&y=%20#z"), "https://quay.example/a,b;c?x=1&y=%20#z");
        assert_eq!(
            address(" https://quay.example/>; rel=\"memento\"\n"),
            "https://quay.example/%3E;%20rel=%22memento%22"
        );
        assert_eq!(address("https://quay.example/fährt"), "https://quay.example/f%C3%A4hrt");
    }

    proptest! {
        #[test]
        fn no_address_ends_before_its_end(text in any::<String>()) {
            let address = address(&text);
            prop_assert!(address.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"')), "{}", address);
        }
    }
}
