//! Which lines are the page's, and that no sentence about the world is.

use proptest::prelude::*;

use super::*;
use crate::text::parse;

#[test]
fn lines_of_the_page_are_told_from_the_story() {
    use FurnitureKind::*;
    for (kind, lines) in [
        (
            Time,
            &[
                "Updated 5 minutes ago",
                "UPDATED 5 MINUTES AGO",
                "Last updated 3 hours ago",
                "Last updated: an hour ago",
                "Updated just now",
                "Updated less than a minute ago.",
                "Updated 14:05 GMT, 3 May 2024",
                "Published 3 May 2024 | Updated 14:05",
                "First published on Fri 3 May 2024 06.00 BST",
                "Last modified on Tue 7 May 2024 11.12 CEST",
                "Published: May 3, 2024, 2:05 p.m. ET",
                "Updated 2:05pm",
                "Updated: 2024-05-03T14:05:00Z",
                "Posted 2d ago",
                "5 minutes ago",
                "3h ago",
            ][..],
        ),
        (
            ReadingTime,
            &[
                "3 min read",
                "5-minute read",
                "Reading time: 4 minutes",
                "Estimated reading time: 4 min",
                "12 mins listen",
            ],
        ),
        (
            Count,
            &[
                "1,204 shares",
                "12 comments",
                "1 comment",
                "1.2k shares",
                "Comments (12)",
                "View all 12 comments",
                "12 comments 1,204 shares",
                "Share 43",
                "12 Comments | 3 Shares",
            ],
        ),
        (
            Control,
            &[
                "Share",
                "Read more",
                "Advertisement",
                "ADVERTISEMENT",
                "Story continues below advertisement",
                "Listen to this article",
                "Listen to this article (4 min)",
                "Copy link",
                "Share Tweet Email",
                "Facebook Twitter WhatsApp",
                "No comments",
                "Skip to content",
                "Loading…",
            ],
        ),
        (
            Offer,
            &[
                "Sign up for our newsletter",
                "Sign up to our free daily newsletter here.",
                "Subscribe to our morning briefing",
                "Follow us on Facebook and Instagram",
                "Follow us on X @portanselcourier",
                "Download our app for the latest news",
                "Get the latest news straight to your inbox",
            ],
        ),
        (
            Credit,
            &[
                "Photograph: Lena Ashcombe/Port Ansel Courier",
                "Photo by Lena Ashcombe",
                "Photo by Lena ten Ashcombe",
                "Photo: Lena Ashcombe/Reuters",
                "Image: Getty Images",
                "Credit: Handout",
                "© 2031 Port Ansel Courier. All rights reserved.",
                "Copyright 2031 Port Ansel Courier",
            ],
        ),
    ] {
        for line in lines {
            assert_eq!(kind_of(line), Some(kind), "{line:?}");
        }
    }
}

#[test]
fn sentences_stay_in_the_story() {
    for line in [
        "Shares rose 3 per cent.",
        "Shares rose 3 per cent",
        "Shares 3 per cent up",
        "Shares 12%",
        "Shares: $12",
        "Shares 12.5",
        "£3m shares",
        "Updated figures show 12 dead.",
        "Updated figures",
        "UPDATED: 12 dead",
        "UPDATE: 12 dead",
        "Updated 2024",
        "Updated 12",
        "Update",
        "Updated on Sunday to correct the toll.",
        "This article was amended on 3 May 2024",
        "Correction: 3 May 2024",
        "Read more than 200 pages",
        "Read more: the mayor denies it",
        "Published in 2024, the report blames the port",
        "Posted 12 guards at the gate",
        "5 minutes",
        "5 minutes late",
        "12 people",
        "12 dead",
        "12 votes",
        "1,204 shares sold",
        "1,204 shares of the port",
        "Three shares",
        "12 comments.",
        "No comment",
        "No comment.",
        "Share of the vote: 12 per cent",
        "Share prices",
        "Comments made by the mayor",
        "Comments by the mayor drew 12 complaints",
        "“Share”",
        "'Advertisement'",
        "Advertisement rules were broken",
        "Listen to the mayor",
        "Listen to this article of faith",
        "Sign up for the army",
        "Sign up for our war",
        "Follow us, the mayor told the crowd",
        "Follow us on foot",
        "Subscribe to the theory",
        "Get the latest vaccine",
        "Photo: the bridge before its fall",
        "Photo: Bridge Collapses",
        "Photograph: two men at the gate",
        "Photograph: Twelve dead",
        "Image: Fire kills 12 / Reuters",
        "Copyright law was changed",
        "Copyright 2031 is the year of the reform",
        "Share:",
        "Question",
        "Q.",
        "3 May 2024",
        "10 years ago",
        "Years ago",
        "4 min",
        "3 minutes read",
        "",
        "…",
        "•",
    ] {
        let expected = if line == "3 minutes read" { Some(FurnitureKind::ReadingTime) } else { None };
        assert_eq!(kind_of(line), expected, "{line:?}");
    }
}

#[test]
fn a_line_that_ends_a_sentence_is_none_of_the_page() {
    let found = |body: &str| parse(body).furniture.iter().map(|line| line.span.of(body).to_owned()).collect::<Vec<_>>();
    assert_eq!(found("The mayor asked readers to\nsign up for our newsletter."), Vec::<String>::new());
    assert_eq!(
        found("The bridge is shut.\nSign up for our newsletter.\nNobody was hurt."),
        ["Sign up for our newsletter."]
    );
    assert_eq!(found("The bridge is shut\nAdvertisement\nNobody was hurt."), ["Advertisement"]);
    assert_eq!(
        found("Share\r\n\u{a0}12\u{a0}comments\u{200b}\r\nThe bridge is shut."),
        ["Share", "12\u{a0}comments\u{200b}"]
    );
}

#[test]
fn what_is_of_the_page_is_in_no_paragraph() {
    let body = "The bridge is\nAdvertisement\n\nshut. 12 comments were made.\nShare\n";
    let document = parse(body);
    let paragraphs: Vec<&str> = document.paragraphs.iter().map(|paragraph| paragraph.span.of(body)).collect();
    assert_eq!(paragraphs, ["The bridge is", "shut. 12 comments were made."]);
    assert_eq!(document.furniture.len(), 2);
}

/// What lines of a page begin with, and a sentence may too.
fn opening() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Updated",
        "Published",
        "Last updated",
        "Share",
        "Shares",
        "12 comments",
        "Comments",
        "Read more",
        "Sign up for our",
        "Follow us on",
        "3 min read",
        "Advertisement",
        "Copyright 2031",
        "5 minutes ago",
        "Listen to this article",
    ])
}

proptest! {
    #[test]
    fn a_verb_of_the_world_keeps_a_line_in_the_story(
        opening in opening(),
        verb in prop::sample::select(vec!["said", "shows", "rose", "were killed", "denied", "claims", "found", "will close", "fell"]),
        rest in "[a-z]{2,9}( [a-z]{2,9}){0,6}",
        stop in prop::sample::select(vec!["", ".", "!"]),
    ) {
        for line in [format!("{opening} {verb} {rest}{stop}"), format!("{opening} {rest} {verb}{stop}"), format!("{verb} {opening}")] {
            prop_assert_eq!(kind_of(&line), None, "{:?}", line);
        }
    }

    #[test]
    fn a_quotation_keeps_a_line_in_the_story(opening in opening(), marks in prop::sample::select(vec![("“", "”"), ("\"", "\""), ("«", "»"), ("‘", "’"), ("'", "'")])) {
        let quoted = format!("{}{opening}{}", marks.0, marks.1);
        prop_assert_eq!(kind_of(&quoted), None);
        prop_assert_eq!(kind_of(&format!("Share {quoted}")), None);
    }

    #[test]
    fn lines_of_the_page_stand_where_they_say(body in crate::text::tests::odd_text()) {
        let document = parse(&body);
        for line in &document.furniture {
            prop_assert_eq!(kind_of(line.span.of(&body)), Some(line.kind));
            prop_assert!(document.paragraphs.iter().all(|paragraph| !paragraph.span.overlaps(line.span)));
            prop_assert!(document.tokens.iter().all(|token| !token.span.overlaps(line.span)));
        }
    }
}
