//! The one day that a story's part of the page names, or the page's scripts do, where no other sign says when the story
//! was published: above the headline, below the text, in the data that a script draws from.
//!
//! Where two days are named it takes none.

use dom_query::{Document, NodeRef};

use super::furniture::is_date_line;
use super::heading;
use super::page_times::{agree, moment};
use super::shown_times::{has_other_time, is_elsewhere, is_named_time, says_changed, short_text};
use super::written_time::DateOrder;
use crate::lexicon::fold_line;
use crate::time::When;

/// A line that says when is not longer, in characters.
const LINE: usize = 80;
/// What stands around a headline alone is not longer, in characters.
const NEAR: usize = 400;
/// What scripts call the time of publication.
const KEYS: [&str; 10] = [
    "datePublished",
    "publishedAt",
    "published_at",
    "publishDate",
    "publish_date",
    "publicationDate",
    "publication_date",
    "datePublication",
    "firstPublished",
    "publishedDate",
];

/// Reads the day.
pub(super) fn read(document: &Document, headline: Option<&str>, order: DateOrder) -> Option<When> {
    of_part(document, headline, order).or_else(|| of_scripts(document, order))
}

/// Reads the one day that lines of time name in the story's part of the page, or around the headline.
fn of_part(document: &Document, headline: Option<&str>, order: DateOrder) -> Option<When> {
    let part = heading::part(document, headline).or_else(|| surroundings(document, headline))?;
    let mut found = Vec::new();
    collect(&part, order, &mut found);
    one(&found)
}

/// Finds what stands around the headline and has little other text.
fn surroundings<'a>(document: &'a Document, headline: Option<&str>) -> Option<NodeRef<'a>> {
    let heading = heading::find(document, headline)?;
    heading.ancestors_it(Some(3)).take_while(|node| short_text(node, NEAR).is_some()).last()
}

/// Collects the times below a node.
fn collect(node: &NodeRef, order: DateOrder, found: &mut Vec<When>) {
    let Some(tag) = node.node_name() else { return };
    let line = short_text(node, LINE);
    if is_elsewhere(node) || has_other_time(node) && line.is_some() {
        return;
    }
    if let Some(line) = line.filter(|line| !says_changed(line)) {
        let is_line = |part: &str| is_date_line(&fold_line(part));
        let is_time = tag.as_ref() == "time" || is_named_time(node) || line.split(['|', '·', '•']).any(is_line);
        let when =
            if is_time { moment(&node.attr_or("datetime", ""), order).or_else(|| moment(&line, order)) } else { None };
        if let Some(when) = when {
            found.push(when);
            return;
        }
    }
    node.children_it(false).for_each(|child| collect(&child, order, found));
}

/// Reads the one day that the page's scripts give as that of publication.
fn of_scripts(document: &Document, order: DateOrder) -> Option<When> {
    let scripts = document.select("script");
    let texts: Vec<_> = scripts.nodes().iter().map(NodeRef::text).collect();
    let found: Vec<When> = texts.iter().flat_map(|text| KEYS.iter().flat_map(|key| of_key(text, key, order))).collect();
    one(&found)
}

/// Reads the times that a script gives by a key: `"datePublished":"2031-03-03"`, also with its marks escaped.
fn of_key(script: &str, key: &str, order: DateOrder) -> Vec<When> {
    let values = script.match_indices(key).filter_map(|(at, _)| {
        let rest = script[at + key.len()..].trim_start_matches(['\\', '"', '\'']).trim_start();
        let rest = rest.strip_prefix(':')?.trim_start().trim_start_matches(['\\', '"', '\'']);
        moment(rest.split(['"', '\'', '\\', ',', '}']).next()?, order)
    });
    values.collect()
}

/// Returns the day of times that all agree; of these the first.
fn one(found: &[When]) -> Option<When> {
    let first = *found.first()?;
    found.iter().all(|other| agree(first, *other)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<p>The ferry to Port Ansel is back after a week of repairs, the port said on Monday.</p>";

    fn check(html: &str, expected: Option<&str>) {
        let page = html.replace("{story}", &format!("<h1>Ferry back</h1>{TEXT}{TEXT}"));
        let day = read(&Document::from(page), Some("Ferry back"), DateOrder::DayFirst);
        assert_eq!(day.map(|day| day.to_string()).as_deref(), expected, "{html}");
    }

    #[test]
    fn one_day_is_taken() {
        check("<main><p>News · 3 March 2031</p>{story}</main>", Some("2031-03-03"));
        let apart = "<div><div><p>am 3. März 2031</p><h1>Ferry back</h1></div></div><div>";
        check(&format!("{apart}{TEXT}</div>"), Some("2031-03-03"));
        check("<main>{story}<p class=posted>Posted on 3 March 2031 in Harbour</p></main>", Some("2031-03-03"));
        check("{story}<script>x={\"datePublished\":\"2031-03-03T10:00:00Z\"}</script>", Some("2031-03-03T10:00:00Z"));
        check(r#"{story}<script>x="{\"publishedAt\":\"2031-03-03\"}"</script>"#, Some("2031-03-03"));
    }

    #[test]
    fn two_days_or_another_s_are_not() {
        check("<main><p>3 March 2031</p>{story}<p>5 March 2031</p></main>", None);
        check("<main>{story}<p class=event-date>3 March 2031</p></main>", None);
        check("<main>{story}<p>Updated 3 March 2031</p></main>", None);
        check("<p class=date>3 March 2031</p>{story}", None);
        check("{story}<script>x=[{publishedAt:'2031-03-03'},{publishedAt:'2031-04-03'}]</script>", None);
    }
}
