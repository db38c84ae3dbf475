//! Paragraphs of HTML, as other tools keep articles → text.
//!
//! It knows tags and entities, and no layout: what is a page is read elsewhere. Odd markup becomes text, never an
//! error.

use crate::ingest::{entity, replace_references};

/// The elements that stand on lines of their own.
const BLOCKS: [&str; 17] = [
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
    "figcaption",
    "tr",
    "pre",
];

/// The elements that hold no text of the article.
const SILENT: [&str; 3] = ["script", "style", "noscript"];

/// Returns whether bytes are such a fragment: they start with a block of text, not with a page.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(64)]).trim_start().to_ascii_lowercase();
    ["<p>", "<p ", "<div>", "<div "].iter().any(|tag| start.starts_with(tag))
}

/// Returns the text: a blank line between blocks, a line break for `<br>`, everything else in one line.
pub(super) fn text(html: &str) -> String {
    let mut blocks = vec![String::new()];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push(&mut blocks, &rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let Some(end) = rest.find('>').filter(|_| is_tag) else {
            push(&mut blocks, "<");
            rest = &rest[1..];
            continue;
        };
        let tag = rest[1..end].trim_start_matches('/');
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let is_end = rest[1..].starts_with('/');
        rest = &rest[end + 1..];
        if BLOCKS.contains(&name.as_str()) {
            blocks.push(String::new());
        } else if name == "br" {
            blocks.last_mut().into_iter().for_each(|block| block.push('\n'));
        } else if SILENT.contains(&name.as_str()) && !is_end {
            let close = format!("</{name}");
            let at = rest.as_bytes().windows(close.len()).position(|part| part.eq_ignore_ascii_case(close.as_bytes()));
            rest = at.map_or("", |at| &rest[at..]);
        }
    }
    push(&mut blocks, rest);
    let lines =
        |block: &String| block.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let mut text = blocks.iter().map(lines).filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Adds words to the last block; white space in the source is one space.
fn push(blocks: &mut [String], raw: &str) {
    let Some(block) = blocks.last_mut() else { return };
    let mut is_space = block.is_empty() || block.ends_with(['\n', ' ']);
    for c in decode(raw).chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' | '\u{c}' if is_space => {}
            ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                block.push(' ');
                is_space = true;
            }
            _ => {
                block.push(c);
                is_space = false;
            }
        }
    }
}

/// Replaces character references; an unknown one stays as it stands.
fn decode(raw: &str) -> String {
    replace_references(raw, 10, character)
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "pound" => '£',
        "euro" => '€',
        "deg" => '°',
        "eacute" => 'é',
        "egrave" => 'è',
        "uuml" => 'ü',
        "ouml" => 'ö',
        "auml" => 'ä',
        "ccedil" => 'ç',
        "ntilde" => 'ñ',
        _ => return entity(name).filter(|c| !c.is_control() || *c == '\n'),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(text(html), expected, "{html:?}");
    }

    #[test]
    fn keeps_paragraphs() {
        check("<p>One\n  two.</p>\n<P class=x>Three</P>", "One two.\n\nThree\n");
        check("One<br/>two <b>three</b>", "One\ntwo three\n");
        check(
            "<p>&ldquo;Fish &amp; chips&rdquo; at 5&nbsp;p.m. &#8211; &bogus; &</p>",
            "“Fish & chips” at 5\u{a0}p.m. – &bogus; &\n",
        );
        check("", "");
    }

    #[test]
    fn leaves_out_what_is_no_text() {
        check("a<!-- b -->c<script>if (a < b) {}</script>d<style>p{}", "acd\n");
        check("5 < 6 and a <b", "5 < 6 and a <b\n");
    }

    proptest! {
        #[test]
        fn never_panics(html in "[<>/&;#xp!a-c é\n-]{0,60}") {
            let _ = text(&html);
        }

        #[test]
        fn plain_words_stay(words in "[a-zé]{1,8}( [a-zé]{1,8}){0,5}") {
            prop_assert_eq!(text(&words), format!("{words}\n"));
        }
    }
}
