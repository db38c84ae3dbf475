//! Pages in, articles out: fixtures of the shapes that pages come in, and pages that mean harm.

use std::cmp::Ordering;
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
    for name in ["semantic", "soup", "live", "accelerated", "told_only", "windows_1252", "hidden_text", "dates"] {
        snapshot(name, &fixture(&format!("{name}.html")));
    }
}

#[test]
fn a_text_that_may_not_be_all_is_told_with_its_version_and_each_comparison() {
    let environment = TestEnvironment::wide();
    let page = |said: &str, end: &str| {
        format!(
            "<!doctype html><title>Fares rise</title>\
             <script type=application/ld+json>{{\"@type\": \"NewsArticle\", \"headline\": \"Fares rise\"{said}}}</script>\
             <article><h1>Fares rise</h1>\
             <p>Fares on the Port Ansel ferry will rise by 10 percent in June, the port said on Monday.</p>\
             <p>Commuters keep their monthly pass at the old price until the end of the year{end}</p></article>"
        )
    };
    environment.file("a_v1.html", page("", "."));
    let closed = ", \"isAccessibleForFree\": \"False\", \"wordCount\": 400";
    environment.file("a_v2.html", page(closed, " or so, the port …"));
    environment.file("a_v3.html", page(", \"hasPart\": [{\"isAccessibleForFree\": false}]", "."));
    let said = environment.run("ingest --model rules --story fares a_v1.html a_v2.html a_v3.html");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("warning: a_v2.html: its text breaks off\n"), "{}", said.err);
    let quality = |number: u32| environment.json(&format!("show fares@v{number}"))["version"]["quality"].to_string();
    assert_eq!([1, 2, 3].map(quality), ["[]", "[\"cut\",\"paywall\"]", "[\"paywall\"]"]);
    assert!(environment.quietly("show fares@v2").contains("! its text breaks off"));
    let diff = environment.quietly("diff fares@v1 fares@v2");
    assert!(diff.contains("! v2: its text breaks off; its page says that it is not free to read"), "{diff}");
    assert_eq!(environment.json("diff fares@v1 fares@v2")["new"]["quality"][0], "cut");
    assert!(environment.json("verify")["sound"] == true);
    environment.quietly("bundle fares -o fares.zip");
    assert!(environment.json("verify fares.zip")["sound"] == true);
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

/// Returns the runs of four words of a text, in order.
fn runs(text: &str) -> Vec<Vec<&str>> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut runs: Vec<Vec<&str>> = words.windows(4).map(<[&str]>::to_vec).collect();
    runs.sort();
    runs
}

/// Returns how many of some runs are among others, counted once each.
fn shared(mut runs: Vec<Vec<&str>>, mut others: Vec<Vec<&str>>) -> usize {
    let mut shared = 0;
    while let (Some(run), Some(other)) = (runs.last(), others.last()) {
        match run.cmp(other) {
            Ordering::Greater => drop(runs.pop()),
            Ordering::Less => drop(others.pop()),
            Ordering::Equal => {
                shared += 1;
                runs.pop();
                others.pop();
            }
        }
    }
    shared
}

/// Each page of `pages/kinds` shows one kind of page; the text beside it says what is on it. A line of the list is one
/// that is read wrongly so far.
#[test]
fn each_kind_of_page_is_read() {
    let folder = Path::new("tests/fixtures/pages/kinds");
    let known = std::fs::read_to_string(folder.join("FIXME")).unwrap();
    let mut wrong = String::new();
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files.filter_map(|file| file.strip_suffix(".html").map(str::to_owned)).collect();
    names.sort();
    for name in names {
        let right = read_file(&folder.join(format!("{name}.txt"))).unwrap().draft;
        let read = read_file(&folder.join(format!("{name}.html"))).unwrap().draft;
        let (of_right, of_read) = (runs(&right.body), runs(&read.body));
        let both = of_right.len() + of_read.len();
        let likeness = 200 * shared(of_right, of_read) / both;
        if likeness < 97 {
            let _ = writeln!(wrong, "{name}: body, {likeness} percent alike");
        }
        let (right, read) = (right.metadata, read.metadata);
        let day = |time: Option<chrono::DateTime<chrono::FixedOffset>>| time.map(|time| time.date_naive().to_string());
        for (field, right, read) in [
            ("headline", right.headline, read.headline),
            ("byline", right.byline, read.byline),
            ("published", day(right.published_at), day(read.published_at)),
        ] {
            if right != read {
                let _ = writeln!(wrong, "{name}: {field}, {}", read.as_deref().unwrap_or("none"));
            }
        }
    }
    assert_eq!(wrong, known);
}

/// Whose a post or a block quotation is, its page says in its markup, and the text after a dash.
#[test]
fn words_of_others_are_signed_and_read_as_theirs() {
    let environment = TestEnvironment::wide();
    let folder = Path::new("tests/fixtures/pages/kinds");
    for (name, expected) in [
        ("embedded_post", &["Port Ansel Ferries"][..]),
        ("embedded_posts", &["Port Ansel Ferries", "Hanne Voll", "Ole Brandt"]),
        ("signed_quotations", &["Tess Calloway", "Hanne Voll", "Ole Brandt"]),
    ] {
        let right = read_file(&folder.join(format!("{name}.txt"))).unwrap().draft.body;
        let read = read_file(&folder.join(format!("{name}.html"))).unwrap();
        assert_eq!(read.draft.body.trim(), right.trim(), "{name}");
        environment.file("page.html", std::fs::read(folder.join(format!("{name}.html"))).unwrap());
        let extraction = environment.json("extract page.html --model rules");
        let claims = extraction["claims"].as_array().unwrap();
        let signed = claims.iter().filter(|claim| claim["cue"]["text"] == "—");
        let speakers = signed.map(|claim| {
            let id = claim["speaker"].clone();
            let speakers = extraction["speakers"].as_array().unwrap();
            speakers.iter().find(|speaker| speaker["id"] == id).unwrap()["name"].as_str().unwrap().to_owned()
        });
        assert_eq!(speakers.collect::<Vec<_>>(), expected, "{name}: {extraction}");
    }
    let told = read_file(&folder.join("embedded_posts.html")).unwrap().warnings;
    let left_out = "embeds posts that do not say who posted them; left out (1)";
    assert!(told.iter().any(|warning| warning.ends_with(left_out)), "{told:?}");
}

/// Reads a page with a story below what is given.
fn story(head: &str, above: &str) -> Read {
    let page = format!(
        "<!doctype html><html lang=en-US><head><title>Fares rise</title>{head}</head><body>{above}<h1>Fares rise</h1>\
         <p>Fares on the Port Ansel ferry will rise by 10 percent in June, the port said on Monday, and those who pay \
         by the month will keep the old price until the end of the year.</p><p>It is the first rise since 2019.</p>\
         <p>Published 3 March 2019: the last rise.</p></body></html>"
    );
    read_bytes("page.html", page.into_bytes()).unwrap()
}

#[test]
fn dates_that_agree_decide() {
    let check = |head: &str, expected: Option<&str>, warning: Option<&str>| {
        let read = story(head, "");
        let published = read.draft.metadata.published_at.map(|time| time.to_rfc3339());
        assert_eq!(published.as_deref(), expected, "{head}");
        assert_eq!(read.warnings.first().map(String::as_str), warning, "{head}");
    };
    let canonical = "<link rel=canonical href=https://quay.example/2031/10/29/fares>";
    let meta = "<meta property=article:published_time content='2031-10-29T14:05:00+01:00'>";
    let json =
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":\"November 20, 2031\"}</script>";
    check("", None, None);
    check(canonical, Some("2031-10-29T00:00:00+00:00"), None);
    check(&format!("{canonical}{meta}"), Some("2031-10-29T14:05:00+01:00"), None);
    check("<meta name=date content=10/11/2031>", Some("2031-10-11T00:00:00+00:00"), None);
    check(
        &format!("{json}{canonical}{meta}"),
        Some("2031-10-29T14:05:00+01:00"),
        Some("page.html was published on 2031-10-29, and on 2031-11-20 by its JSON-LD; the first counts"),
    );
    check(
        &format!("{json}{canonical}"),
        Some("2031-11-20T00:00:00+00:00"),
        Some("page.html was published on 2031-11-20, and on 2031-10-29 by its address; the first counts"),
    );
}

#[test]
fn no_date_is_taken_from_elsewhere() {
    for above in [
        "<div class=top>Today is <time datetime=2031-12-01>1 December 2031</time></div>",
        "<ul class=related-stories><li><time datetime=2030-01-05>5 January 2030</time> Ferry late</li></ul>",
        "<nav><time datetime=2031-12-01>1 December 2031</time></nav>",
        "<div class=post><h1>Fares rise</h1><p class=event-date>12 May 2031</p><p>Elsewhere</p></div>",
    ] {
        let read = story("", above);
        assert_eq!(read.draft.metadata.published_at, None, "{above}");
        assert_eq!(read.draft.metadata.modified_at, None, "{above}");
    }
}

#[test]
fn a_story_that_waits_for_its_script_is_read() {
    for hidden in ["style='display:none'", "hidden", "aria-hidden=true", "style='visibility: hidden'"] {
        let read = story("", &format!("<p>Loading</p><div {hidden}>"));
        assert!(read.draft.body.contains("those who pay by the month"), "{hidden}");
    }
}

#[test]
fn a_front_page_is_told() {
    let told = |url: &str| {
        let warnings = story(&format!("<link rel=canonical href={url}>"), "").warnings;
        warnings.iter().any(|warning| warning.contains("is a front page by its address"))
    };
    assert!(told("https://quay.example/") && told("https://www.quay.example"));
    assert!(!told("https://quay.example/fares") && !told("https://quay.example/?p=12"));
}

#[test]
fn a_story_that_may_not_be_all_there_is_told() {
    let other = |nth: usize| {
        format!(
            "<div class=s{nth}><div><section><h2>Another {nth}</h2><div><div><p>A storm that nobody had forecast kept \
             the fishing fleet in the harbour for a third day, and cod number {nth} cost twice as much as before, the \
             buyers said to those who asked.</p></div></div></section></div></div>"
        )
    };
    let below: String = (0..8).map(other).collect();
    let page = |below: &str| {
        let page = format!(
            "<!doctype html><title>Fares rise</title><div class=story><h1>Fares rise</h1><p>Fares on the Port Ansel \
             ferry will rise by 10 percent in June, the port said on Monday, and those who pay by the month will keep \
             the old price until the end of the year.</p><p>It is the first rise since 2019, when the second ship was \
             bought.</p><p>The last rise was in March 2019, and it was of 4 percent.</p></div>{below}"
        );
        read_bytes("page.html", page.into_bytes()).unwrap()
    };
    assert_eq!(page("").warnings, Vec::<String>::new());
    let read = page(&below);
    assert!(!read.draft.body.contains("cod"), "{}", read.draft.body);
    assert!(read.warnings[0].ends_with("see whether it is all there"), "{:?}", read.warnings);
}

#[test]
fn a_page_that_a_script_draws_is_told() {
    let read = |body: &str| {
        let page = format!("<!doctype html><title>Quay Ledger</title>{body}<script src=/app.js></script>");
        read_bytes("page.html", page.into_bytes()).map(|read| read.draft.body).map_err(|error| error.to_string())
    };
    let drawn = Err("page.html draws its text by script, and holds none without it".to_owned());
    assert_eq!(read("<div id=root></div><noscript>Please enable JavaScript.</noscript>"), drawn);
    assert_eq!(read("<p>You need to enable JavaScript to run this app.</p>"), drawn);
    assert_eq!(read("<p>The ferry is back, the port said."), Ok("The ferry is back, the port said.".to_owned()));
}

#[test]
fn what_a_browser_holds_can_be_piped() {
    let environment = TestEnvironment::new();
    let page = "<html lang=\"en\"><head><title>Fares rise</title></head><body><div id=\"root\"><h1>Fares rise</h1>\
                <p>Fares on the Port Ansel ferry will rise by 10 percent in June, the port said on Monday.</p></div>\
                </body></html>";
    environment.file("drawn.html", page);
    let mut piped = environment.command("ingest - --url https://quay.example/2031/fares-rise --story fares");
    piped.stdin(std::fs::File::open(environment.path("drawn.html")).unwrap());
    let outcome = crate::environment::outcome(&mut piped);
    assert!(outcome.to_string().contains("fares v1"), "{outcome}");
    let stored = environment.quietly("show fares --format json");
    assert!(stored.contains("https://quay.example/2031/fares-rise") && !stored.contains("<p>"), "{stored}");
}

#[test]
fn programs_that_save_pages_say_where_from() {
    for note in [
        "<!-- saved from url=(0034)https://quay.example/2031/fares-up -->",
        "<!--\n Page saved with SingleFile \n url: https://quay.example/2031/fares-up \n saved: 29 Oct 2031 -->",
        "<!-- Saved from https://quay.example/2031/fares-up at 2031-10-29T14:05:00Z using monolith v2.8.3 -->",
    ] {
        let read = story(note, "");
        assert_eq!(read.draft.metadata.url.as_deref(), Some("https://quay.example/2031/fares-up"), "{note}");
    }
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
        "<i aria-hidden=true>x</i> <i></i>".repeat(50_000),
        "<div class=date>".repeat(490) + &"<p>3 May 2031".repeat(20_000),
        "<div>".repeat(300) + &"<table><tr><td>x<td>y</table>".repeat(8000),
        "<div>".repeat(400) + &"<a class=author rel=author>Tess</a>".repeat(20_000),
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
