//! Pages: what they hold, and that they keep to themselves whatever an article brings.

use std::collections::BTreeSet;

use dom_query::Document;
use proptest::prelude::*;

use super::{any_version, followed, found, keep, sample};
use crate::render::Report;
use crate::render::html::{BEGINNING, render};
use crate::story::Metadata;

/// Words that would act in a page that let them.
const PAYLOADS: [&str; 6] = [
    "</p><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "https://evil.example/\" onmouseover=\"alert(1)",
    "</style></title><base href=//evil.example>\u{202e}",
    "</script><!--\u{0}<svg onload=alert(1)>",
];

/// Says what is wrong with a page: what could act or ask a server for something, links into nowhere, names given twice.
fn faults(page: &str) -> Vec<String> {
    let document = Document::from(page);
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    for node in document.select("[id]").iter() {
        let id = node.attr("id").unwrap_or_default().to_string();
        if !ids.insert(id.clone()) {
            faults.push(format!("two elements are called {id}"));
        }
    }
    for link in document.select("a[href]").iter() {
        let address = link.attr("href").unwrap_or_default().to_string();
        let leads = match address.strip_prefix('#') {
            Some(id) => ids.contains(id),
            None => address.to_ascii_lowercase().starts_with("http"),
        };
        if !leads {
            faults.push(format!("a link leads to {address}"));
        }
    }
    for (what, most) in [("script", 1), ("style", 1), ("base, iframe, object, embed, img, link, form[action]", 0)] {
        let count = document.select(what).length();
        if count > most {
            faults.push(format!("{count} of {what}"));
        }
    }
    for node in document.select("*").iter() {
        for attribute in node.attrs() {
            let name = attribute.name.local.to_string();
            if name.starts_with("on") || name == "src" {
                faults.push(format!("an element has {name}"));
            }
        }
    }
    if page.contains(|c: char| c.is_control() && c != '\n') || page.contains('\u{202e}') {
        faults.push("a character that cannot be seen".to_owned());
    }
    faults
}

#[test]
fn every_page_keeps_to_itself_and_its_links_lead_somewhere() {
    let mut pages = 0;
    for (name, report) in sample::all() {
        let page = render(&report);
        if page.is_empty() {
            continue;
        }
        assert!(page.starts_with(BEGINNING), "{name}");
        assert_eq!(faults(&page), [""; 0], "{name}");
        assert_eq!(page, render(&report), "{name}");
        pages += 1;
    }
    assert!(pages >= 10, "only {pages} reports have a page");
}

#[test]
fn a_story_as_a_page() {
    let page = render(&Report::Story(sample::whole_story()));
    let (_, content) = page.split_once("<main").expect("a page has its content");
    let mut content = content.split("</main>").next().unwrap_or_default().to_owned();
    // Laid out for the reader of the snapshot.
    for tag in ["<section", "<article", "<h2", "<h3", "<li", "<tr", "<p", "<dt", "<details", "<rect", "<text"] {
        content = content.replace(tag, &format!("\n{tag}"));
    }
    keep("story_as_page", &content);
}

proptest! {
    #[test]
    fn nothing_from_an_article_acts_in_a_page(
        body in prop_oneof![any::<String>(), prop::sample::select(&PAYLOADS[..]).prop_map(str::to_owned)],
        a in any::<usize>(),
        b in any::<usize>(),
    ) {
        let mut version = any_version(&body, a, b);
        let told = || Some(body.clone());
        version.version.metadata =
            Metadata { headline: told(), byline: told(), outlet: told(), url: told(), ..Metadata::default() };
        let mut story = sample::whole_story();
        story.log.story.title.clone_from(&body);
        story.latest = Some(version.clone());
        story.extractors[0].clone_from(&body);
        story.log.versions[1].metadata = version.version.metadata.clone();
        let step = &mut story.steps[0];
        step.old_speakers.iter_mut().chain(&mut step.new_speakers).for_each(|speaker| speaker.name.clone_from(&body));
        let edits = step.diff.edits.iter_mut();
        edits.flat_map(|edit| &mut edit.changes).for_each(|change| change.note.clone_from(&body));
        let mut audit = sample::audit();
        audit.audit.name.clone_from(&body);
        audit.audit.shifts.iter_mut().for_each(|shift| shift.why.clone_from(&body));
        let all = [Report::Show(version.clone()), Report::Story(story), Report::Audit(audit), followed(&version)];
        for report in all.into_iter().chain(found(&version)) {
            prop_assert_eq!(faults(&render(&report)), [""; 0]);
        }
    }
}
