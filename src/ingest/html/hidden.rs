//! Takes out of a tree the text that a page shows to no eye: what is hidden by an attribute, by its style, or by one of
//! the class names that are for screen readers.
//!
//! It leaves the elements themselves, whose attributes may say something of the article, and never takes a story that a
//! page hides until its script shows it: that is shown.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use dom_query::{Document, NodeRef};

use super::chrome::{is_inline, name_words};
use crate::lexicon;

/// Elements whose text is never shown, or is shown only where a script did not do better.
const NEVER: [&str; 2] = ["template", "noscript"];
/// A text is a part of a paragraph, and no label, from this many characters on.
const LONG: usize = 60;
/// A hidden part with this share of the page's paragraphs, in per cent, is the story, or a part of it that unfolds.
const STORY: usize = 25;
/// All hidden parts together are the story from this share on, in per cent.
const MOST: usize = 50;

/// How many of an element's neighbours are looked at.
const NEAR: usize = 50;

static NAMES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("lists/hidden_names.txt")).collect());

/// Clears the body of text that nobody sees.
pub(super) fn clear(document: &Document) {
    let Some(body) = document.body() else { return };
    let mut parts = HiddenParts::default();
    let all = parts.visit(&body, false);
    let hidden: usize = parts.found.iter().filter(|part| !part.is_within).map(|part| part.prose).sum();
    let is_story = |part: &HiddenPart| {
        part.prose > 0
            && (part.prose * 100 >= all * STORY || !part.is_within && hidden * 100 > all * MOST)
            && !part.node.node_name().is_some_and(|tag| NEVER.contains(&tag.as_ref()))
    };
    for part in parts.found.iter().filter(|part| !is_story(part)) {
        let texts: Vec<NodeRef> = part.node.descendants_it().filter(NodeRef::is_text).collect();
        texts.iter().for_each(NodeRef::remove_from_parent);
    }
    // What is left is to be read, whoever asks again whether it is shown.
    document.select("[hidden], [aria-hidden], [style]").remove_attrs(&["hidden", "aria-hidden", "style"]);
}

/// An element that is hidden.
struct HiddenPart<'a> {
    node: NodeRef<'a>,
    /// How many characters of paragraphs it has.
    prose: usize,
    /// Whether it stands in another one.
    is_within: bool,
}

#[derive(Default)]
struct HiddenParts<'a> {
    found: Vec<HiddenPart<'a>>,
}

impl<'a> HiddenParts<'a> {
    /// Collects what is hidden; returns how many characters of paragraphs the node has.
    fn visit(&mut self, node: &NodeRef<'a>, is_within: bool) -> usize {
        if node.is_text() {
            return Some(node.text().trim().len()).filter(|length| *length >= LONG).unwrap_or(0);
        }
        let Some(tag) = node.node_name() else { return 0 };
        if matches!(tag.as_ref(), "script" | "style") {
            return 0;
        }
        let is_hidden = is_hidden(node, &tag);
        let prose = node.children_it(false).map(|child| self.visit(&child, is_within || is_hidden)).sum();
        let prose = if tag.as_ref() == "a" || NEVER.contains(&tag.as_ref()) { 0 } else { prose };
        if is_hidden {
            self.found.push(HiddenPart { node: *node, prose, is_within });
        }
        prose
    }
}

fn is_hidden(node: &NodeRef, tag: &str) -> bool {
    NEVER.contains(&tag)
        || node.attr("hidden").is_some_and(|value| value.as_ref() != "until-found")
        || is_styled_away(&node.attr_or("style", ""))
        || node.attr_or("class", "").split_whitespace().any(is_hidden_name)
        || node.attr_or("aria-hidden", "").as_ref() == "true" && !is_seen_alone(node, tag)
}

/// Returns whether an inline style hides its element.
fn is_styled_away(style: &str) -> bool {
    style.to_ascii_lowercase().split(';').filter_map(|declaration| declaration.split_once(':')).any(|(name, value)| {
        let value: String = value.replace("!important", "").split_whitespace().collect();
        match name.trim() {
            "display" => value == "none",
            "visibility" => value == "hidden" || value == "collapse",
            "clip" => value.starts_with("rect(0") || value.starts_with("rect(1px"),
            "clip-path" => value == "inset(50%)" || value == "inset(100%)" || value.starts_with("circle(0"),
            _ => false,
        }
    })
}

/// Returns whether a class is in the list, with or without the name of a house before it: `paper-visually-hidden`. What
/// holds for some widths or states alone (`sm:sr-only`), or says the contrary (`not-sr-only`), is not.
fn is_hidden_name(class: &str) -> bool {
    let words = name_words(class);
    let is_listed = |words: &[String]| NAMES.contains(words.join("-").as_str());
    !class.contains(':')
        && (is_listed(&words) || words.split_first().is_some_and(|(first, rest)| first != "not" && is_listed(rest)))
}

/// Returns whether an element is hidden from those alone who listen, and its letters belong to the line that it stands
/// in: a drop cap, a figure beside its long form. An icon's name is no such thing.
fn is_seen_alone(node: &NodeRef, tag: &str) -> bool {
    let is_icon = || {
        node.attr_or("class", "").split_whitespace().flat_map(name_words).any(|word| word == "icon" || word == "icons")
    };
    is_inline(tag)
        && has_text(node, char::is_alphanumeric)
        && !is_icon()
        && node.parent().is_some_and(|parent| {
            let mut near = parent.children_it(false).take(NEAR).filter(|sibling| sibling.id != node.id);
            near.any(|sibling| has_text(&sibling, |c| !c.is_whitespace()))
        })
}

/// Returns whether some character of a node's text is of a sort.
fn has_text(node: &NodeRef, is_such: fn(char) -> bool) -> bool {
    std::iter::once(*node).chain(node.descendants_it()).any(|part| part.is_text() && part.text().chars().any(is_such))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: &str) {
        let document = Document::from(format!("<body>{}", body.replace("<p", " <p")));
        clear(&document);
        let text = document.body().unwrap().text();
        assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{body}");
    }

    const STORY_TEXT: &str = "<p>The ferry to Port Ansel is back after a week of repairs, the port said on Monday.</p>";
    const STORY_SHOWN: &str = "The ferry to Port Ansel is back after a week of repairs, the port said on Monday.";

    #[test]
    fn what_nobody_sees_goes() {
        for open in [
            "<span hidden>",
            "<span class='visually-hidden'>",
            "<span class='t sr-only'>",
            "<span class='paper-u-visuallyHidden screen-reader-text'>",
            "<span style='display: none !important'>",
            "<span style='color:red; Visibility:hidden'>",
            "<span style='position:absolute;clip:rect(0 0 0 0)'>",
            "<span style='clip-path: inset(50%)'>",
            "<i class='icon-arrow' aria-hidden=true>",
        ] {
            check(
                &format!("<p>The <a href=/x>report{open} (opens new tab)</span></i></a> is out."),
                "The report is out.",
            );
        }
        check("<noscript><p>The ferry.</p></noscript><template><p>{name}</p></template>It is back.", "It is back.");
        check("Ferry <div aria-hidden=true>Menu</div>", "Ferry");
    }

    #[test]
    fn what_is_seen_stays() {
        check("<p><span aria-hidden=true>T</span>he ferry", "The ferry");
        check(
            "<p><span aria-hidden=true>$5m</span><span class=sr-only>5 million dollars</span> was lost",
            "$5m was lost",
        );
        check("<p class='not-sr-only md:sr-only'>Seen <b hidden=until-found>on request</b>", "Seen on request");
        check("<p style='overflow:hidden;display:block'>Seen", "Seen");
    }

    #[test]
    fn a_story_that_waits_for_its_script_stays() {
        check(&format!("<div style='display:none'>{STORY_TEXT}</div><p>Loading"), &format!("{STORY_SHOWN} Loading"));
        let parts = STORY_TEXT.replace("<p>", "<p hidden>").repeat(5);
        check(&parts, [STORY_SHOWN; 5].join(" ").as_str());
        let nested = format!("<main aria-hidden=true>{STORY_TEXT}<b class=sr-only>Advertisement</b></main>");
        check(&nested, STORY_SHOWN);
        check(
            &format!(
                "<p hidden>A word of the house: it is short, and still it has more than sixty characters.</p>{}",
                STORY_TEXT.repeat(4)
            ),
            [STORY_SHOWN; 4].join(" ").as_str(),
        );
    }
}
