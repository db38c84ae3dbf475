//! Whose the words are that a page sets apart: of a post that it embeds, or of a block quotation with a name below it.
//!
//! The markup says so in many ways: a footer, a `cite`, a caption, "A post shared by …". All are put as print has it,
//! on the line below the words, after a dash: "— Greta Hollin (@gretahollin)". What the frame of a post says of itself
//! is left out, and so is a post that names nobody: its words would stand there as the outlet's own.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::blocks::{self, Block};
use super::chrome::name_words;
use super::furniture::mostly_linked;
use super::text::one_line;

/// How a line begins that says whose the words above it are.
const SIGN: &str = "— ";
const DASHES: [char; 5] = ['—', '–', '―', '-', '~'];
/// A name with what stands beside it is not longer, in characters.
const LONGEST: usize = 120;
/// How many elements around a quotation that hold nothing else are looked at, and how many beside it.
const AROUND: usize = 6;
const BESIDE: usize = 20;

/// What the classes of embedded posts have among their words.
const NETWORKS: [&str; 14] = [
    "bluesky",
    "facebook",
    "fb",
    "instagram",
    "linkedin",
    "mastodon",
    "reddit",
    "telegram",
    "threads",
    "tiktok",
    "truth",
    "truthsocial",
    "tweet",
    "twitter",
];
/// What the frames of posts say.
const FRAMES: [&str; 11] = [
    "view this post on instagram",
    "sieh dir diesen beitrag auf instagram an",
    "ver esta publicación en instagram",
    "voir cette publication sur instagram",
    "view this profile on instagram",
    "view on bluesky",
    "view on mastodon",
    "view on threads",
    "view on x",
    "[image or embed]",
    "see more",
];
/// What stands before the name of who posted.
const OPENINGS: [&str; 7] = [
    "a post shared by ",
    "ein beitrag geteilt von ",
    "una publicación compartida por ",
    "une publication partagée par ",
    "posted by ",
    "gepostet von ",
    "post by ",
];

/// Puts below each quotation whose it is, and takes out posts that name nobody; returns how many these are.
pub(super) fn sign(document: &Document) -> usize {
    let is_outer = |quote: &NodeRef| !quote.ancestors_it(None).any(|above| above.has_name("blockquote"));
    let quotes: Vec<NodeRef> = document.select("blockquote").nodes().iter().copied().filter(is_outer).collect();
    quotes.iter().filter(|quote| !sign_one(quote)).count()
}

/// Returns whether a line below a quotation says whose it is.
pub(super) fn is_signature(block: &Block) -> bool {
    block.quotation.is_some() && block.text.starts_with(SIGN)
}

/// Returns the quotations below which it says whose they are.
pub(super) fn signed(blocks: &[Block]) -> HashSet<NodeId> {
    blocks.iter().filter(|block| is_signature(block)).filter_map(|block| block.quotation).collect()
}

/// Signs a quotation, where the page says whose it is; `false` where a post does not.
fn sign_one(quote: &NodeRef) -> bool {
    let is_post = is_post(quote);
    let marked = marked(quote, is_post);
    let read = blocks::read(quote);
    let lines = read.iter().flat_map(|block| block.text.split('\n')).map(one_line);
    let is_frame = |line: &String| is_post && FRAMES.contains(&line.to_lowercase().as_str());
    let mut words: Vec<String> = lines.filter(|line| !line.is_empty() && !is_frame(line)).collect();
    let name = marked.or_else(|| if is_post { last_name(&mut words) } else { None });
    let name = name.filter(|name| name.chars().any(char::is_alphabetic) && name.chars().count() <= LONGEST);
    match name {
        Some(name) if !words.is_empty() => {
            quote.remove_children();
            words.push(format!("{SIGN}{name}"));
            for line in words {
                quote.append_html("<p></p>");
                quote.last_child().iter().for_each(|paragraph| paragraph.set_text(line.as_str()));
            }
            stand_alone(quote, is_post);
            true
        }
        None if !is_post => true,
        _ => {
            quote.remove_from_parent();
            // A link to a profile or to a post holds no words of anybody.
            words.is_empty() || read.iter().all(mostly_linked)
        }
    }
}

/// Returns whether a quotation, or what holds it directly, is called by the name of a network.
fn is_post(quote: &NodeRef) -> bool {
    let is_called = |node: &NodeRef| {
        let class = node.attr_or("class", "");
        class.split_whitespace().any(|class| {
            class == "text-post-media" || name_words(class).iter().any(|word| NETWORKS.contains(&word.as_str()))
        })
    };
    is_called(quote) || quote.parent().is_some_and(|parent| is_called(&parent))
}

/// Takes the element out that says whose a quotation is, and returns what it says.
fn marked(quote: &NodeRef, is_post: bool) -> Option<String> {
    let last = |tag: &str| quote.descendants_it().filter(|node| node.has_name(tag)).last();
    let caption = || {
        let figure = quote.parent().filter(|parent| parent.has_name("figure"))?;
        figure.children_it(false).take(BESIDE).find(|child| child.has_name("figcaption"))
    };
    let footer = last("footer").or_else(|| if is_post { None } else { caption() });
    if let Some(node) = footer {
        return taken(&node);
    }
    // A `cite` among the words is the title of a work; one behind all of them is a name.
    let cite = last("cite")?;
    let whole = one_line(&quote.text());
    let name = one_line(&cite.text());
    let before = whole.strip_suffix(&name)?.trim_end();
    let stands_alone = cite.prev_element_sibling().is_some_and(|before| before.has_name("p") || before.has_name("br"))
        || cite.parent().is_some_and(|parent| one_line(&parent.text()).trim_start_matches(DASHES).trim() == name);
    if !stands_alone && !before.ends_with(DASHES) {
        return None;
    }
    if let Some(text) = cite.prev_sibling().filter(NodeRef::is_text) {
        let bare = text.text().trim_end().trim_end_matches(DASHES).to_owned();
        text.set_text(bare);
    }
    taken(&cite)
}

/// Takes an element out, and returns the name that it says, if it is short enough for one.
fn taken(node: &NodeRef) -> Option<String> {
    let name = bare(&node.text());
    if name.is_empty() || name.chars().count() > LONGEST {
        return None;
    }
    node.remove_from_parent();
    Some(name)
}

/// Takes the last line off the words of a post that says whose they are; where none does, one that is an account.
fn last_name(words: &mut Vec<String>) -> Option<String> {
    let is_account = |line: &String| line.starts_with('@') && !line.contains(' ');
    let signed = words.iter().rposition(|line| line.starts_with(DASHES) || opening(line).is_some());
    let at = signed.or_else(|| words.iter().position(is_account))?;
    let line = words.remove(at);
    let rest = opening(&line).map_or(line.as_str(), |length| &line[length..]);
    // "Posted by Greta Hollin on Monday": the day is no part of the name.
    Some(bare(rest).replacen(" on ", ", ", 1))
}

/// Returns how long the words are that stand before the name of who posted.
fn opening(line: &str) -> Option<usize> {
    let opens = |opening: &&str| line.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening));
    OPENINGS.iter().find(|opening| opens(opening)).map(|opening| opening.len())
}

fn bare(text: &str) -> String {
    one_line(text).trim_start_matches(DASHES).trim().to_owned()
}

/// Takes off a quotation what holds nothing but it and may be called a frame, so that it is not taken for one. What is
/// pulled out of the story is left: the story says it.
fn stand_alone(quote: &NodeRef, is_post: bool) {
    let is_called = |node: &NodeRef, word: &str| {
        node.attr_or("class", "").split_whitespace().flat_map(name_words).any(|name| name.starts_with(word))
    };
    let mut inner = quote.id;
    let holds_no_more = |node: &NodeRef| {
        let is_empty = |child: NodeRef| child.id == inner || is_blank(&child);
        let is_alone =
            node.children_it(false).take(BESIDE).all(is_empty) && node.children_it(false).nth(BESIDE).is_none();
        inner = node.id;
        is_alone && !["body", "main", "article"].iter().any(|name| node.has_name(name))
    };
    let around: Vec<NodeRef> = quote.ancestors_it(None).take(AROUND).take_while(holds_no_more).collect();
    let is_pulled = std::iter::once(quote).chain(&around).any(|node| is_called(node, "pull"));
    let is_figure = around.iter().any(|node| node.has_name("figure"));
    if let Some(outermost) = around.last().filter(|_| (is_post || is_figure) && !is_pulled) {
        outermost.insert_before(quote);
        outermost.remove_from_parent();
    }
    if is_post {
        quote.remove_all_attrs();
    }
}

/// Returns whether a node has no text.
fn is_blank(node: &NodeRef) -> bool {
    let is_empty = |node: NodeRef| !node.is_text() || node.text().trim().is_empty();
    is_empty(*node) && node.descendants_it().all(is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &[&str], left_out: usize) {
        let document = Document::from(format!("<body><p>The port said so.</p>{html}</body>"));
        assert_eq!(sign(&document), left_out, "{html}");
        let read = blocks::read(&document.body().expect("a body"));
        assert_eq!(read.iter().skip(1).map(|block| block.text.as_str()).collect::<Vec<_>>(), expected, "{html}");
    }

    #[test]
    fn posts_are_signed_as_their_networks_say() {
        let words = "The door is sound again.";
        check(
            "<blockquote class='twitter-tweet'><p>The door is <a>sound</a> again.</p>&mdash; \
             Ansel Ferries (@ansel) <a>May 3, 2031</a></blockquote>",
            &[words, "— Ansel Ferries (@ansel) May 3, 2031"],
            0,
        );
        check(
            "<figure class=social><div><blockquote class=bluesky-embed>\
             <p>The door is sound again.<br><br><a>[image or embed]</a></p>\
             &mdash; Bo (<a>@bo.social.example</a>) <a>May 3, 2031 at 9:30 AM</a></blockquote></div></figure>",
            &[words, "— Bo (@bo.social.example) May 3, 2031 at 9:30 AM"],
            0,
        );
        check(
            "<blockquote class=instagram-media><div><a>View this post on Instagram</a></div>\
             <p><a>The door is sound again.</a></p>\
             <p>A post shared by <a>Greta Hollin</a> (@greta) on <time>May 3, 2031</time></p></blockquote>",
            &[words, "— Greta Hollin (@greta), May 3, 2031"],
            0,
        );
        check(
            "<div class=fb-post><blockquote class=fb-xfbml-parse-ignore><p>The door is sound again.</p>\
             Posted by <a>Greta Hollin</a> \
             on&nbsp;<a>Monday, May 3, 2031</a></blockquote></div>",
            &[words, "— Greta Hollin, Monday, May 3, 2031"],
            0,
        );
    }

    #[test]
    fn a_post_is_signed_with_its_account_or_left_out() {
        check(
            "<blockquote class=tiktok-embed><section><a>@bo</a><p>The door is sound again.</p></section></blockquote>",
            &["The door is sound again.", "— @bo"],
            0,
        );
        check("<blockquote class=tiktok-embed><section>The door is sound again.</section></blockquote>", &[], 1);
        let frame = "<blockquote class=mastodon-embed><a>\
                     <div>Post by @bo@social.example</div><div>View on Mastodon</div></a></blockquote>";
        check(frame, &[], 0);
        check("<div class=fb-page><blockquote><a href=/ansel>Port Ansel Ferries</a></blockquote></div>", &[], 0);
    }

    #[test]
    fn block_quotations_are_signed() {
        let expected = ["We were eleven.", "— Tess Calloway, a parent"];
        for below in [
            "<footer>— Tess Calloway, a parent</footer>",
            "<footer><cite>Tess Calloway</cite>, a parent</footer>",
            "<cite>Tess Calloway, a parent</cite>",
            "<p>– <cite>Tess Calloway, a parent</cite></p>",
            "<p><cite>Tess Calloway, a parent</cite></p>",
        ] {
            check(&format!("<blockquote><p>We were eleven.</p>{below}</blockquote>"), &expected, 0);
        }
        check(
            "<figure><blockquote><p>We were eleven.</p></blockquote>\
             <figcaption>Tess Calloway, a parent</figcaption></figure>",
            &expected,
            0,
        );
        check("<blockquote>We were eleven. — <cite>Tess Calloway, a parent</cite></blockquote>", &expected, 0);
    }

    #[test]
    fn what_names_nobody_stays_as_it_is() {
        check("<blockquote><p>We were eleven.</p></blockquote>", &["We were eleven."], 0);
        check("<blockquote>As <cite>The Ledger</cite> had it.</blockquote>", &["As The Ledger had it."], 0);
        check("<blockquote><p>Read <cite>The Ledger</cite></p></blockquote>", &["Read The Ledger"], 0);
        let pulled = "<figure class=pullquote><blockquote><p>Eleven.</p><cite>Tess</cite></blockquote></figure>";
        let document = Document::from(pulled);
        sign(&document);
        assert!(document.select("figure > blockquote").exists());
    }
}
