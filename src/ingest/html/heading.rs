//! Where a page shows its story's headline, and which parts of the page are other stories.
//!
//! It judges no text: what it goes by are elements and where their headings stand.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::metadata::{are_alike, clean};

/// How many headings are looked at.
const MOST: usize = 50;
/// The story's own article has as much text outside links, in bytes.
const STORY: usize = 200;
/// How far above the headline the story's part of the page is looked for.
const ABOVE: usize = 8;
/// The story's part of the page has this share of its prose, in per cent.
const MOST_PROSE: usize = 60;

/// Finds the heading that shows the headline.
pub(super) fn find<'a>(document: &'a Document, headline: Option<&str>) -> Option<NodeRef<'a>> {
    let headline = headline?;
    let headings = document.select("h1, h2");
    headings.nodes().iter().take(MOST).find(|node| are_alike(&clean(&node.text()), headline)).copied()
}

/// Returns the article in which a heading stands.
pub(super) fn article_of<'a>(heading: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    heading.ancestors_it(None).find(|above| above.has_name("article"))
}

/// Returns whether an article has a story's text, and not its heading alone.
pub(super) fn has_story(article: &NodeRef) -> bool {
    article.has_name("article") && prose(article) >= STORY
}

/// Returns what holds a node.
pub(super) fn holders(node: Option<NodeRef>) -> HashSet<NodeId> {
    node.into_iter().flat_map(|node| node.ancestors_it(None).collect::<Vec<_>>()).map(|above| above.id).collect()
}

/// Takes the articles of other stories out of the tree: those beside the one that has the headline, and those whose
/// heading leads elsewhere.
pub(super) fn clear_others(document: &Document, headline: Option<&str>) {
    let Some(heading) = find(document, headline) else { return };
    let own = article_of(&heading).filter(has_story);
    let within = own.map(|own| own.descendants_it().map(|node| node.id).collect::<HashSet<_>>()).unwrap_or_default();
    let above = holders(Some(heading));
    let articles = document.select("article");
    let others = articles.nodes().iter().filter(|article| {
        let is_beside = own.is_some() && !within.contains(&article.id);
        !above.contains(&article.id) && (is_beside || leads_elsewhere(article))
    });
    others.for_each(NodeRef::remove_from_parent);
}

/// Returns whether the first heading of an article is a link, or stands in one.
fn leads_elsewhere(article: &NodeRef) -> bool {
    let is_heading = |node: &NodeRef| matches!(node.node_name().as_deref(), Some("h1" | "h2" | "h3" | "h4"));
    let Some(heading) = article.descendants_it().find(is_heading) else { return false };
    let words = clean(&heading.text());
    let links = |node: NodeRef| node.has_name("a") && node.attr("href").is_some();
    heading.ancestors_it(Some(6)).take_while(|above| above.id != article.id).any(links)
        || heading.descendants_it().any(|node| links(node) && clean(&node.text()) == words)
}

/// Finds the part of the page that has the headline and most of the prose; the whole page is none.
pub(super) fn part<'a>(document: &'a Document, headline: Option<&str>) -> Option<NodeRef<'a>> {
    let heading = find(document, headline)?;
    let all = prose(&document.body()?);
    let above = heading.ancestors_it(Some(ABOVE)).find(|node| prose(node) * 100 >= all * MOST_PROSE)?;
    (!matches!(above.node_name().as_deref(), Some("html" | "body"))).then_some(above)
}

/// Counts the text outside links, in bytes.
fn prose(node: &NodeRef) -> usize {
    if node.is_text() {
        return node.text().trim().len();
    }
    match node.node_name().as_deref() {
        Some("a" | "script" | "style" | "template") => 0,
        _ => node.children_it(false).map(|child| prose(&child)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<p>The ferry to Port Ansel is back after a week of repairs, the port said on Monday.</p>";

    fn check(html: &str, expected: usize) {
        let document = Document::from(html);
        clear_others(&document, Some("Ferry to Port Ansel is back"));
        assert_eq!(document.select("article").length(), expected, "{html}");
    }

    #[test]
    fn other_stories_go() {
        let own = format!("<article><h1>Ferry to Port Ansel is back</h1>{}</article>", TEXT.repeat(3));
        let other = format!("<article><h1>Rents rise</h1>{}</article>", TEXT.repeat(9));
        let teaser = "<article><a href=/r><h3>Rents rise</h3></a><p>For the sixth year.</p></article>";
        check(&format!("{other}{own}{other}"), 1);
        check(&format!("{teaser}{own}"), 1);
        check(&format!("{teaser}<h1>Ferry to Port Ansel is back</h1><article>{TEXT}</article>"), 1);
        check(&own.replace("</article>", &format!("{teaser}</article>")), 1);
    }

    #[test]
    fn the_story_s_own_parts_stay() {
        check(
            &format!("<article><h1>Ferry to Port Ansel is back</h1></article><article>{}</article>", TEXT.repeat(3)),
            2,
        );
        check(
            &format!("<article><article><h1>Ferry to Port Ansel is back</h1></article>{}</article>", TEXT.repeat(3)),
            2,
        );
        check(&format!("<article><h2>Rents rise</h2>{TEXT}</article>"), 1);
    }
}
