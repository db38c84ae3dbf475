//! Pages in, articles out: fixtures of the shapes that pages come in, and pages that mean harm.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use onrecord::ingest::{Read, read_bytes, read_file};
use proptest::prelude::*;

use crate::environment::{TestEnvironment, snapshot};

/// Writes down what was read, for a person.
fn describe(read: &Read) -> String {
    let metadata = &read.draft.metadata;
    let mut text = String::new();
    for (key, value) in [
        ("headline", metadata.headline.clone()),
        ("byline", metadata.byline.clone()),
        ("outlet", metadata.outlet.clone()),
        ("url", metadata.url.clone()),
        ("published", metadata.published_at.map(|time| time.to_rfc3339())),
        ("modified", metadata.modified_at.map(|time| time.to_rfc3339())),
    ] {
        let _ = writeln!(text, "{key}: {}", value.as_deref().unwrap_or("–"));
    }
    for warning in &read.warnings {
        let _ = writeln!(text, "warning: {warning}");
    }
    text + "\n" + &read.draft.body
}

fn fixture(name: &str) -> String {
    describe(&read_file(Path::new(&format!("tests/fixtures/pages/{name}"))).unwrap())
}

#[test]
fn reads_the_article_off_a_page() {
    for name in ["semantic", "soup", "live", "accelerated", "told_only", "windows_1252"] {
        snapshot(name, &fixture(&format!("{name}.html")));
    }
}

#[test]
fn one_story_for_all_addresses_of_a_page() {
    let environment = TestEnvironment::new();
    let ingest = |name: &str, url: &str, fare: &str| {
        let html = format!(
            "<!doctype html><title>Fares rise</title><link rel=canonical href=\"{url}\"><article><h1>Fares rise</h1>\
             <p>Fares on the Port Ansel ferry will rise by {fare} percent in June, the port said on Monday.</p>\
             <p>Commuters keep their monthly pass at the old price until the end of the year.</p></article>"
        );
        environment.file(name, html).quietly(&format!("ingest {name}"));
    };
    ingest("a.html", "https://www.quay.example/2031/fares-rise?utm_source=front", "10");
    ingest("b.html", "http://m.quay.example/2031/fares-rise/amp/", "12");
    let stories = environment.quietly("stories --format json");
    assert_eq!(stories.matches("\"slug\"").count(), 1, "{stories}");
    let diff = environment.quietly("diff v1 v2 --format json");
    assert!(diff.contains("number_changed"), "{diff}");
}

#[test]
fn pages_that_mean_harm_end_soon() {
    let open = "<!doctype html><p>The ferry is back, the port said on Monday after a week of repairs.</p>";
    let pages = [
        "<div>".repeat(50_000),
        "<b>".repeat(1900) + &"<p>x</p>".repeat(20_000),
        (0..1900).map(|size| format!("<font size={size}>")).collect::<String>() + &"<p>x".repeat(20_000),
        "<svg>".to_owned() + &"<td>".repeat(50_000),
        "<table>".repeat(2000),
        "<a href=x>link</a> ".repeat(200_000),
        "<article class=live>".to_owned() + &"<div><time>10:00</time><p>words and more words</p></div>".repeat(3000),
        format!("<div {}>", (0..200_000).map(|at| format!("a{at}=1 ")).collect::<String>()),
        "<a href='".repeat(50_000),
        "<script>".repeat(20_000),
        "<!--".repeat(50_000),
    ];
    for page in pages {
        let started = Instant::now();
        match read_bytes("page.html", format!("{open}{page}").into_bytes()) {
            Ok(read) => assert!(read.draft.body.contains("The ferry is back")),
            Err(error) => assert!(error.to_string().starts_with("page.html is a page"), "{error}"),
        }
        assert!(started.elapsed() < Duration::from_secs(60), "{}", &page[..40]);
    }
}

/// Bits of markup that go wrong together.
fn soup() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class=related>",
        "</div>",
        "<table>",
        "<td>",
        "</table>",
        "<a href=x>",
        "</a>",
        "<b>",
        "</i>",
        "<time>",
        "<li>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "&nbsp;",
        "&#x110000;",
        "<article>",
        "<blockquote>",
        "<h1>",
        "<br>",
        "<svg>",
        "\u{ad}",
        "The port said on Monday that the ferry is back.",
        "<template>",
        "<select>",
        "<body>",
        "<frameset>",
        "\0",
        "é",
        "<script type=application/ld+json>{\"@type\":\"Article\",\"articleBody\":\"x\"}</script>",
        "<form>",
        "<figure>",
        "<",
        ">",
    ]);
    prop::collection::vec(bits, 0..60).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(crate::cases(400))]

    #[test]
    fn tag_soup_never_panics(soup in soup()) {
        let _ = read_bytes("soup.html", soup.into_bytes());
    }

    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_bytes("page.html", [b"<html>", bytes.as_slice()].concat());
    }
}
