//! Watching, against a server that changes between looks, and through kills.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::Utc;
use onrecord::extract::Method;
use onrecord::record::record_with;
use onrecord::store::History;
use onrecord::story::{Draft, Metadata, Slug};

use crate::environment::{Outcome, TestEnvironment, outcome};
use crate::server::{Reply, Request, Server};

/// Looks at everything once, due or not.
fn look(place: &TestEnvironment, more: &[&str]) -> Outcome {
    let line = ["watch", "run", "--once", "--all", "--model=rules", "--allow-private", "--delay=0s"];
    place.run(&[&line[..], more].concat())
}

/// Returns the events without their times.
fn events(said: &Outcome) -> Vec<String> {
    said.out.lines().map(|line| line[20..].split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn add(place: &TestEnvironment, line: &str) {
    let said = place.run(&format!("watch add {line}"));
    assert_eq!(said.code, 0, "{}", said.err);
}

fn story(hurt: u32) -> Reply {
    Reply::text(format!("---\nheadline: Harbour fire\n---\nA fire hurt {hurt} people, the port said.\n\nIt is out.\n"))
}

fn rss(items: &[String]) -> Reply {
    let items: String =
        items.iter().map(|url| format!("<item><title>Of {url}</title><link>{url}</link></item>")).collect();
    Reply::xml(format!("<rss><channel>{items}</channel></rss>"))
}

#[test]
fn a_feed_grows_between_looks() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let [fire, ferry] = ["/fire", "/ferry"].map(|path| server.url(path));
    server.in_turn("/feed", vec![rss(std::slice::from_ref(&fire)), rss(&[ferry, fire])]);
    server.in_turn("/fire", vec![story(3), story(4), story(4)]).on("/ferry", story(1));
    add(&place, &server.url("/feed"));
    let feed = server.url("/feed");
    assert_eq!(
        events(&look(&place, &[])),
        [
            format!("found {feed}: 1 new address"),
            "new fire v1, 2 claims (1 statement, 1 fact), 1 speaker".to_owned(),
            "done 2 addresses looked at: 1 new, 0 changed, 0 failed".to_owned(),
        ]
    );
    let second = events(&look(&place, &[]));
    assert!(second.contains(&"new ferry v1, 2 claims (1 statement, 1 fact), 1 speaker".to_owned()), "{second:?}");
    assert!(
        second.iter().any(|event| event.starts_with("changed fire v2: 1 claim changed (1 substantive)")),
        "{second:?}"
    );
    assert_eq!(events(&look(&place, &[])), ["done 3 addresses looked at: 0 new, 0 changed, 0 failed"]);
    // Without --all nothing is due for a while.
    let said = place.run("watch run --once --allow-private");
    assert_eq!(events(&said), ["done 0 addresses looked at: 0 new, 0 changed, 0 failed"]);
}

#[test]
fn only_what_matches_is_watched() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let [fire, ferry] = ["/news/fire", "/sport/ferry"].map(|path| server.url(path));
    server.on("/feed", rss(&[fire, ferry])).on("/news/fire", story(3)).on("/sport/ferry", story(4));
    add(&place, &format!("{} --match /NEWS/*re", server.url("/feed")));
    let said = events(&look(&place, &[]));
    assert_eq!(said[0], format!("found {}: 1 new address (1 without a match)", server.url("/feed")));
    assert!(server.requests("/sport/ferry").is_empty());
}

#[test]
fn sitemaps_lead_to_sitemaps_lead_to_pages() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.on("/sitemap.xml", Reply::xml("<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"));
    server.on(
        "/news.xml",
        Reply::xml(
            "<urlset><url><loc>/fire</loc></url><url><loc>/old</loc><lastmod>2001-01-01</lastmod></url></urlset>",
        ),
    );
    server.on("/fire", story(3));
    add(&place, &server.url("/sitemap.xml"));
    let said = events(&look(&place, &[]));
    assert_eq!(said.last().unwrap(), "done 3 addresses looked at: 1 new, 0 changed, 0 failed");
    assert!(
        said.contains(&format!("found {}: 1 new address (1 older than 30 days)", server.url("/news.xml"))),
        "{said:?}"
    );
    assert!(server.requests("/old").is_empty());
}

#[test]
fn a_list_of_old_pages_alone_says_so() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.on("/map.xml", Reply::xml("<urlset><url><loc>/old</loc><lastmod>2001-01-01</lastmod></url></urlset>"));
    add(&place, &server.url("/map.xml"));
    let said = events(&look(&place, &[]));
    let told = "it names 1 page older than 30 days, and none to watch; look for a newer list";
    assert!(said.iter().any(|line| line.starts_with("warning ") && line.ends_with(told)), "{said:?}");
    assert!(server.requests("/old").is_empty());
}

#[test]
fn a_broken_feed_is_read_as_far_as_it_goes_and_named_once() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.on("/feed", Reply::xml("<rss><item><link>/fire</link></item><item><link>/fer")).on("/fire", story(3));
    add(&place, &server.url("/feed"));
    let said = events(&look(&place, &[]));
    let feed = server.url("/feed");
    assert_eq!(
        said[1],
        format!(
            "warning {feed} is a feed with faults: the feed is broken (its end is missing); what stands before that was read"
        )
    );
    assert!(said[2].starts_with("new fire v1"), "{said:?}");
    assert_eq!(events(&look(&place, &[])).len(), 1, "the same fault is not told twice");
    assert!(place.run("watch status").out.contains("its end is missing"));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let tagged = |reply: Reply| {
        move |request: &Request| match request.header("if-none-match") {
            Some("\"a\"") => Reply::new(304, ""),
            _ => reply.clone().header("ETag", "\"a\""),
        }
    };
    server.answer("/feed", tagged(rss(&[server.url("/fire")]))).answer("/fire", tagged(story(3)));
    add(&place, &server.url("/feed"));
    assert_eq!(look(&place, &[]).code, 0);
    let again = look(&place, &[]);
    assert_eq!(events(&again), ["done 2 addresses looked at: 0 new, 0 changed, 0 failed"]);
    for path in ["/feed", "/fire"] {
        assert_eq!(server.requests(path)[1].header("if-none-match"), Some("\"a\""), "{path}");
    }
}

#[test]
fn a_page_that_is_gone_and_comes_back_is_told_of_once_each() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let gone = || Reply::new(410, "");
    let replies =
        vec![story(3), gone(), gone(), Reply::new(500, ""), Reply::new(200, wall(1)), gone(), story(4), story(4)];
    server.in_turn("/fire", replies);
    server.on("/ferry", Reply::new(404, ""));
    let fire = server.url("/fire");
    add(&place, &fire);
    let looked = || events(&look(&place, &[])).remove(0);
    assert!(looked().starts_with("new fire v1"));
    assert_eq!(looked(), format!("gone {fire} is gone (410)"));
    assert_eq!(looked(), format!("failed {fire} is gone (410)"));
    // Another fault is no sign that the page is back, and neither is a check for robots.
    let of_server = format!("{fire} is gone (410); {fire} answers with 500 (internal server error)");
    assert_eq!(looked(), format!("failed {of_server}"));
    assert!(place.quietly("watch status").contains(&of_server));
    assert!(looked().starts_with("exhibit "));
    assert_eq!(looked(), format!("failed {fire} is gone (410)"));
    let said = events(&look(&place, &[]));
    assert!(said[0].starts_with("changed fire v2"), "{said:?}");
    assert_eq!(said[1], format!("back {fire} is there again"));
    assert!(looked().starts_with("done"));
    // What was never there is not gone.
    add(&place, &server.url("/ferry"));
    assert!(look(&place, &[]).out.contains("failed"));
}

#[test]
fn a_failing_address_is_left_alone_as_long_as_it_asks() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.in_turn("/fire", vec![Reply::new(503, "").header("Retry-After", "86400"), story(3)]).on("/ferry", story(1));
    add(&place, &server.url("/fire"));
    add(&place, &server.url("/ferry"));
    let said = look(&place, &[]);
    assert_eq!(said.code, 2);
    assert!(events(&said).contains(&format!("failed {} answers with 503 (service unavailable)", server.url("/fire"))));
    assert_eq!(events(&said).last().unwrap(), "done 2 addresses looked at: 1 new, 0 changed, 1 failed");
    assert_eq!(server.requests("/fire").len(), 1);
    let status = place.run("watch status --failing --format json").out;
    assert!(
        status.contains("\"failures\":1,\"problem\":\"http://127.0.0.1:") && !status.contains("/ferry"),
        "{status}"
    );
    let said = look(&place, &[]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert!(place.run("watch status --failing").out.starts_with("0 addresses"));
}

#[cfg(unix)]
#[test]
fn a_change_is_told_once() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let hurt = Arc::new(AtomicUsize::new(3));
    let shared = hurt.clone();
    server.answer("/fire", move |_| story(shared.load(Ordering::SeqCst) as u32));
    server.in_turn("/hook", vec![Reply::new(500, ""), Reply::new(204, "")]);
    add(&place, &server.url("/fire"));
    let (hook, exec) = (server.url("/hook"), "cat >> told.json");
    let hooks = ["--exec", exec, "--webhook", &hook];
    assert_eq!(look(&place, &hooks).code, 0);
    assert!(!place.path("told.json").exists() && server.requests("/hook").is_empty(), "a first version is no change");
    hurt.store(4, Ordering::SeqCst);
    let said = look(&place, &hooks);
    assert_eq!(said.code, 2);
    assert!(events(&said).contains(&"delivered fire@v2 to --exec".to_owned()), "{}", said.out);
    assert!(
        said.out.contains("fire@v2 to --webhook: 127.0.0.1 answers with 500") && said.out.contains("tried again"),
        "{}",
        said.out
    );
    assert!(place.run("watch status").out.contains("1 delivery still to be made"));
    let said = look(&place, &hooks);
    assert_eq!((said.code, events(&said)[0].as_str()), (0, "delivered fire@v2 to --webhook"), "{}", said.out);
    look(&place, &hooks);
    let told = std::fs::read_to_string(place.path("told.json")).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(
        told.starts_with("{\"format\":\"onrecord.diff.v1\",\"story\":{\"slug\":\"fire\"")
            && told.contains("number_changed")
    );
    let posts = server.requests("/hook");
    assert_eq!(posts.len(), 2);
    assert_eq!((posts[0].method.as_str(), posts[0].body.as_str()), ("POST", told.as_str()));
    assert_eq!(posts[0].header("content-type"), Some("application/json"));
    let keys: Vec<_> = posts.iter().map(|post| post.header("idempotency-key").unwrap().to_owned()).collect();
    assert_eq!(keys[0], keys[1]);
}

#[cfg(unix)]
#[test]
fn what_is_not_substantive_is_not_told() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let page = |text: &str| Reply::text(format!("---\nheadline: Fire\n---\n{text}\n"));
    server.in_turn("/fire", vec![page("The fire is out, the port said."), page("The fire is out , the port said.")]);
    add(&place, &server.url("/fire"));
    look(&place, &["--exec", "cat >> told.json"]);
    let said = look(&place, &["--exec", "cat >> told.json"]);
    assert!(said.out.contains("fire v2"), "{}", said.out);
    assert!(!place.path("told.json").exists());
}

#[cfg(unix)]
#[test]
fn what_is_not_sure_enough_is_not_told_and_a_line_says_so() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.in_turn("/fire", vec![story(3), story(4), story(5)]);
    add(&place, &server.url("/fire"));
    let exec = ["--exec", "cat >> told.json", "--min-confidence"];
    let look_for = |least: &str| events(&look(&place, &[&exec[..], &[least]].concat()));
    look_for("1");
    let said = look_for("1");
    let held_back = "held back fire@v2 not to --exec: its substantive edits have confidence";
    assert!(said.iter().any(|event| event.starts_with(held_back)), "{said:?}");
    assert!(!place.path("told.json").exists());
    // What was passed over is not told later.
    let said = look_for("0.1");
    assert!(said.contains(&"delivered fire@v3 to --exec".to_owned()), "{said:?}");
    assert!(!said.iter().any(|event| event.contains("fire@v2")), "{said:?}");
    assert_eq!(std::fs::read_to_string(place.path("told.json")).unwrap().lines().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_kill_loses_no_change_and_repeats_none_that_was_told() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.in_turn("/fire", vec![story(3), story(4)]).on("/hook", Reply::new(200, ""));
    add(&place, &server.url("/fire"));
    let hook = server.url("/hook");
    // The command is told first, and kills the program: nobody knows whether it was told, and the webhook was not.
    let deadly = ["--exec", "cat >> told.json; test -e spared || kill -9 $PPID", "--webhook", &hook];
    assert_eq!(look(&place, &deadly).code, 0);
    assert_eq!(look(&place, &deadly).code, -1, "killed");
    assert!(server.requests("/hook").is_empty());
    place.file("spared", "");
    let said = look(&place, &deadly);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(events(&said)[..2], ["delivered fire@v2 to --exec", "delivered fire@v2 to --webhook"]);
    let said = look(&place, &deadly);
    assert_eq!(events(&said), ["done 1 address looked at: 0 new, 0 changed, 0 failed"]);
    let told = std::fs::read_to_string(place.path("told.json")).unwrap();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!((lines.len(), lines[0]), (2, lines[1]));
    assert_eq!(server.requests("/hook").len(), 1);
    assert!(place.run("log fire").out.starts_with("fire: 2 versions"));
}

/// Looks at what is due in two runs at the same time, and returns what they said.
fn look_twice(place: &TestEnvironment, more: &[&str]) -> Vec<Outcome> {
    let line = ["watch", "run", "--once", "--model=rules", "--allow-private", "--delay=0s"];
    let run = || {
        let mut command = place.command(&[&line[..], more].concat());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    [run(), run()].into_iter().map(|run| run.wait_with_output().unwrap().into()).collect()
}

#[cfg(unix)]
#[test]
fn two_runs_at_once_share_the_work() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let hurt = Arc::new(AtomicUsize::new(3));
    let pages: Vec<String> = (0..5).map(|nth| format!("/fire-{nth}")).collect();
    for page in &pages {
        let hurt = hurt.clone();
        server.answer(page, move |_| story(hurt.load(Ordering::SeqCst) as u32));
    }
    server.on("/hook", Reply::new(200, ""));
    let hook = server.url("/hook");
    let hooks = ["--exec", "cat >> told.json", "--webhook", &hook];
    for versions in 1..=3 {
        hurt.fetch_add(1, Ordering::SeqCst);
        // What is added is due at once; the third time all is made due by both runs.
        if versions < 3 {
            pages.iter().for_each(|page| add(&place, &server.url(page)));
        }
        let all: &[&str] = if versions < 3 { &[] } else { &["--all"] };
        for said in look_twice(&place, &[&hooks[..], all].concat()) {
            assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
        }
        for nth in 0..pages.len() {
            let log = place.run(&format!("log fire-{nth}")).out;
            assert!(log.starts_with(&format!("fire-{nth}: {versions} version")), "{log}");
        }
        // What one run left to the other is told by the next at the latest, and nothing twice.
        look(&place, &hooks);
        let told = std::fs::read_to_string(place.path("told.json")).unwrap_or_default();
        assert_eq!(told.lines().count(), pages.len() * (versions - 1), "{versions}");
        let keys: Vec<_> =
            server.requests("/hook").iter().map(|post| post.header("idempotency-key").unwrap().to_owned()).collect();
        let each: std::collections::BTreeSet<_> = keys.iter().collect();
        assert_eq!((keys.len(), each.len()), (pages.len() * (versions - 1), keys.len()), "{versions}");
    }
}

#[test]
fn a_host_is_asked_for_one_page_at_a_time() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    for n in 0..6 {
        let (now, most) = (now.clone(), most.clone());
        let path = format!("/fire-{n}");
        server.answer(&path, move |_| {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::sleep(std::time::Duration::from_millis(10));
            now.fetch_sub(1, Ordering::SeqCst);
            story(3)
        });
        add(&place, &server.url(&path));
    }
    assert_eq!(look(&place, &[]).code, 0);
    assert_eq!(most.load(Ordering::SeqCst), 1);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_after_what_is_under_way() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.on("/fire", story(3));
    add(&place, &server.url("/fire"));
    let line = ["watch", "run", "--model=rules", "--allow-private", "--delay=0s"];
    let mut child = place.command(&line).stdout(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut first).unwrap();
    assert!(first.contains("fire v1"), "{first}");
    let killed = std::process::Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status().unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let status = place.run("watch status --format json").out;
    assert!(status.contains("\"story\":\"fire\"") && status.contains("\"failures\":0"), "{status}");
}

#[test]
fn watches_are_listed_changed_and_taken_away() {
    let place = TestEnvironment::wide();
    add(&place, "https://courier.example/feed.xml --every 5m --match harbour --match ferry*");
    add(&place, "https://courier.example/fire --story harbour-fire");
    add(&place, "https://courier.example/fire#top --story fire");
    let listed: String =
        place.run("watch list").out.lines().skip(2).map(|line| line.trim().to_owned() + "\n").collect();
    let feed = "1. https://courier.example/feed.xml\nnot looked at yet · every 5 min · looked at: 1 · next ";
    assert!(listed.starts_with(feed), "{listed}");
    let second =
        "match \"harbour\", match \"ferry*\"\n\n2. https://courier.example/fire\nnot looked at yet · every 15 min";
    assert!(listed.contains(second), "{listed}");
    assert!(listed.ends_with("story fire\n"), "{listed}");
    // Other addresses of the page are the page's.
    let again = place.run("watch add http://www.courier.example/amp/fire/?utm_source=feed --story fire").out;
    assert!(again.contains("https://courier.example/fire is watched already; the options given now count"), "{again}");
    assert!(place.run("watch list").out.starts_with("2 watches"));
    assert_eq!(place.run("watch rm 7").code, 2);
    assert_eq!(place.run("watch rm http://m.courier.example/fire 1").code, 0);
    assert!(place.run("watch list").out.starts_with("0 watches"));
    let wrong = [
        "add courier.example",
        "add https://a.example/ --every 10s",
        "add https://a.example/ --every 15",
        "add https://a.example/ --match *",
    ];
    for line in wrong {
        assert_eq!(place.run(&format!("watch {line}")).code, 2, "{line}");
    }
    let events = place.run("watch add https://courier.example/a --format json").out;
    assert!(
        events.starts_with("{\"format\":\"onrecord.watch_event.v1\",\"at\":\"2")
            && events.contains("\"event\":\"added\""),
        "{events}"
    );
}

#[test]
fn a_secret_goes_to_the_host_that_the_user_named() {
    let (server, other, place) = (Server::new(), Server::new(), TestEnvironment::wide());
    // Another server, and the same one under another name.
    let named = server.url("/elsewhere").replace("127.0.0.1", "localhost");
    let pages = [server.url("/fire"), other.url("/ferry"), named, server.url("/moved")];
    server.on("/feed", rss(&pages)).on("/fire", story(3)).on("/elsewhere", story(4));
    server.on("/moved", Reply::redirect(302, other.url("/bridge")));
    other.on("/ferry", story(1)).on("/bridge", story(2));
    add(&place, &server.url("/feed"));
    place.file("cookies.txt", "127.0.0.1\tFALSE\t/\tFALSE\t0\tplan\tx\n");
    let said = look(&place, &["--header", "X-Key: secret", "--cookies", "cookies.txt"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let sent = |server: &Server, path: &str| {
        let requests = server.requests(path);
        assert!(!requests.is_empty(), "{path}");
        requests.iter().any(|request| request.header("x-key").is_some() || request.header("cookie").is_some())
    };
    assert!(sent(&server, "/feed") && sent(&server, "/fire") && sent(&server, "/moved"));
    assert!(!sent(&server, "/elsewhere") && !sent(&other, "/ferry") && !sent(&other, "/bridge"));
}

#[test]
fn of_several_hosts_a_header_names_one() {
    let (server, other, place) = (Server::new(), Server::new(), TestEnvironment::wide());
    server.on("/fire", story(3));
    other.on("/ferry", story(1));
    add(&place, &server.url("/fire"));
    add(&place, &other.url("/ferry"));
    let said = look(&place, &["--header", "X-Key: secret"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("2 hosts are watched; which of them gets the header x-key?"), "{}", said.err);
    assert!(!said.err.contains("secret") && server.requests("/fire").is_empty());
    // From a file and from the environment, where no list of processes shows them.
    place.file("headers.txt", format!("{} X-Key: filed\n", server.url("")));
    let line = ["watch", "run", "--once", "--all", "--model=rules", "--allow-private", "--delay=0s"];
    let mut command = place.command(&[&line[..], &["--headers-from", "headers.txt"]].concat());
    command.env("ONRECORD_HEADERS", format!("{} X-Token: kept", other.url("")));
    let said = outcome(&mut command);
    assert_eq!(said.code, 0, "{}", said.err);
    let sent = |server: &Server, path: &str| {
        let request = server.requests(path).remove(0);
        ["x-key", "x-token"].map(|name| request.header(name).map(str::to_owned))
    };
    assert_eq!(sent(&server, "/fire"), [Some("filed".to_owned()), None]);
    assert_eq!(sent(&other, "/ferry"), [None, Some("kept".to_owned())]);
}

#[test]
fn a_webhook_and_its_secret_may_come_from_the_environment() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.in_turn("/fire", vec![story(3), story(4)]).on("/hook", Reply::new(204, ""));
    add(&place, &server.url("/fire"));
    let hook = Server::new();
    hook.on("/hook", Reply::new(204, ""));
    for _ in 0..2 {
        let line = ["watch", "run", "--once", "--all", "--model=rules", "--allow-private", "--delay=0s"];
        let mut command = place.command(&[&line[..], &["--header", "X-Key: secret"]].concat());
        command.env("ONRECORD_WEBHOOK", hook.url("/hook"));
        command.env("ONRECORD_HEADERS", format!("{} X-Token: kept", hook.url("")));
        let said = outcome(&mut command);
        assert_eq!(said.code, 0, "{}", said.err);
    }
    let post = hook.requests("/hook").remove(0);
    assert_eq!((post.header("x-token"), post.header("x-key")), (Some("kept"), None));
    let page = server.requests("/fire").remove(0);
    assert_eq!((page.header("x-token"), page.header("x-key")), (None, Some("secret")));
}

#[test]
fn a_run_waits_for_another_writer() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.on("/fire", story(3));
    add(&place, &server.url("/fire"));
    let writer = rusqlite::Connection::open(place.path("history.db")).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let said = std::thread::scope(|scope| {
        let line = ["watch", "run", "--once", "--all", "--model=rules", "--allow-private", "--delay=0s"];
        let mut command = place.command(&line);
        let run = scope.spawn(move || outcome(&mut command));
        // Longer than a run waits without a word.
        std::thread::sleep(std::time::Duration::from_secs(2));
        writer.execute_batch("ROLLBACK").unwrap();
        run.join().unwrap()
    });
    assert_eq!((said.code, said.out.lines().count()), (0, 2), "{}{}", said.out, said.err);
    assert!(said.err.contains("waiting for another program to finish writing to the database"), "{}", said.err);
}

#[test]
fn what_stands_in_the_place_of_a_story_is_no_version() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let lines: String =
        (0..40).map(|nth| format!("<p>Berth{nth} of the harbour at Tarn was shut, said Pilot{nth}.</p>")).collect();
    let page = |title: &str, body: &str| {
        let page =
            format!("<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}");
        Reply::new(200, page).header("Content-Type", "text/html; charset=utf-8")
    };
    let replies = vec![
        page("Harbour shut", &lines),
        page("Just a moment...", "<p>The Ledger has to look at your connection first, which takes a few seconds.</p>"),
        page(
            "The Ledger",
            "<p>Choose which of our partners may measure how this website gets used. Agree or refuse.</p>",
        ),
        Reply::new(200, "{\"error\": \"busy\"}").header("Content-Type", "application/json"),
        Reply::redirect(302, "/"),
        page("Harbour shut", &lines),
    ];
    server.in_turn("/harbour", replies).on("/", page("The Ledger", &lines));
    let url = server.url("/harbour");
    add(&place, &url);
    assert!(events(&look(&place, &[]))[0].starts_with("new harbour v1"));
    for expected in [
        "shows a check for robots in the place of a story",
        "shows a text that is nothing like harbour v1",
        "is application/json, and no page",
        "leads to the front page",
    ] {
        let said = events(&look(&place, &[]));
        let is_told = |line: &String| line.starts_with("failed") && line.contains(expected);
        assert!(said.iter().any(is_told), "{expected}: {said:?}");
        assert!(place.quietly("watch status").contains(expected), "{expected}");
    }
    assert_eq!(events(&look(&place, &[])), ["done 1 address looked at: 0 new, 0 changed, 0 failed"]);
    let kept = place.json("exhibits harbour@v1")["exhibits"].clone();
    assert_eq!(kept.as_array().map(Vec::len), Some(1), "one for one streak: {kept}");
    assert_eq!(place.json("stories")["stories"][0]["versions"], 1);
    // Somebody who knows better may still record it.
    server.on("/odd", page("The Ledger", "<p>The pilots said that the berths are open again.</p>"));
    place.quietly(&format!("ingest {} --story harbour --allow-private", server.url("/odd")));
    assert_eq!(place.json("stories")["stories"][0]["versions"], 2);
}

/// A check for robots as a server sends it: no two have the same bytes.
fn wall(nonce: u32) -> String {
    format!(
        "<!doctype html><title>Just a moment...</title><body><p>Checking your browser.</p>\
         <script>{nonce}</script></body>"
    )
}

#[cfg(unix)]
#[test]
fn what_stands_in_the_place_of_a_story_is_kept_once_until_the_story_is_back() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let page = |nonce| Reply::new(200, wall(nonce)).header("Content-Type", "text/html; charset=utf-8");
    let replies =
        vec![page(0), story(3), page(1), page(2), Reply::new(500, ""), page(3), story(3), page(1), story(3), page(4)];
    server.in_turn("/fire", replies);
    add(&place, &server.url("/fire"));
    let mut kept = Vec::new();
    for nth in 0..10 {
        let said = look(&place, &["--exec", "cat >> told.json"]);
        if events(&said).iter().any(|event| event.starts_with("exhibit ")) {
            kept.push(nth);
        }
        let is_kept = place.quietly("watch status").contains("what it showed first is an exhibit of fire@v1");
        assert_eq!(is_kept, [2, 3, 5, 7, 9].contains(&nth), "{nth}: {}", said.out);
    }
    assert_eq!(kept, [2, 9], "not without a version, not again in a row, not the same bytes again");
    assert!(!place.path("told.json").exists(), "nobody is alerted");
    assert_eq!(place.json("stories")["stories"][0]["versions"], 1);

    let listed = place.json("exhibits fire@v1");
    let [first, second] = listed["exhibits"].as_array().expect("a list").as_slice() else { panic!("{listed}") };
    let name = first["name"].as_str().expect("a name");
    assert!(name.starts_with("instead-of-the-story-2") && name.ends_with("Z.html"), "{name}");
    let tool = format!("onrecord watch run: {} shows a check for robots in the place of a story", server.url("/fire"));
    assert_eq!((&first["tool"], &second["tool"]), (&tool.clone().into(), &tool.into()));
    place.quietly("exhibits fire@v1 --save kept");
    let saved = std::fs::read_to_string(place.path(&format!("kept/fire-v1-1-{name}"))).expect("a file");
    assert_eq!(saved, wall(1));
    assert!(place.quietly("log fire").contains(name), "{}", place.quietly("log fire"));
    assert!(place.run("verify").code == 0);
}

#[test]
fn a_page_of_a_merged_story_brings_versions_of_the_one_story() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    server.in_turn("/fire", vec![story(3), story(4), story(4), story(5), story(5)]).on("/blaze", story(1));
    for path in ["/blaze", "/fire"] {
        add(&place, &server.url(path));
    }
    look(&place, &[]);
    // Nobody hears of the change in time: what waits is told under the number that the version has by then.
    let failing = look(&place, &["--exec", "test -e ready && cat >> told.json"]);
    assert!(events(&failing).iter().any(|event| event.starts_with("undelivered fire@v2 to --exec")), "{}", failing.out);
    place.quietly("stories merge fire blaze");
    place.file("ready", "");
    let exec = ["--exec", "test -e ready && cat >> told.json"];
    let said = events(&look(&place, &exec));
    assert!(said.contains(&"delivered blaze@v3 to --exec".to_owned()), "{said:?}");
    let said = events(&look(&place, &exec));
    assert!(said.iter().any(|event| event.starts_with("changed blaze v4: 1 claim changed")), "{said:?}");
    assert!(said.contains(&"delivered blaze@v4 to --exec".to_owned()), "{said:?}");
    let said = events(&look(&place, &exec));
    assert_eq!(said, ["done 2 addresses looked at: 0 new, 0 changed, 0 failed"]);
    let told = std::fs::read_to_string(place.path("told.json")).expect("what was told");
    assert_eq!(told.matches("\"format\":\"onrecord.diff.v1\"").count(), 2, "{told}");
    assert_eq!(place.json("watch status")["deliveries"]["waiting"], 0);
}

/// A page as a server sends it: no two answers have the same bytes.
fn fire_page(nonce: u32, hurt: u32) -> String {
    format!(
        "<!doctype html><html><head><title>Harbour fire</title></head><body><article><h1>Harbour fire</h1>\
         <p>A fire at the grain terminal hurt {hurt} people on Monday, the port said, and the harbour is closed.</p>\
         <p>Nobody knows yet how it began, and the port will not say before the end of the week.</p>\
         </article><script>nonce = {nonce}</script></body></html>"
    )
}

/// A version was stored by a reader that found less of the page: what today's finds is no edit.
#[test]
fn what_only_this_program_reads_otherwise_is_no_change_of_the_page() {
    let (server, place) = (Server::new(), TestEnvironment::wide());
    let url = server.url("/fire");
    let body = "A fire at the grain terminal hurt 3 people on Monday, the port said, and the harbour is closed.\n";
    let metadata = Metadata { headline: Some("Harbour fire".into()), url: Some(url.clone()), ..Metadata::default() };
    let draft = Draft { metadata, body: body.into(), capture: fire_page(1, 3).into_bytes() };
    let mut history = History::open(&place.path("history.db")).expect("a history");
    let slug = Slug::from_text("fire").expect("a slug");
    record_with(&mut history, &slug, &draft, Method::Rules, Utc::now()).expect("a version");
    drop(history);
    let pages = [(2, 3), (3, 3), (4, 3), (5, 9)].map(|(nonce, hurt)| Reply::new(200, fire_page(nonce, hurt)));
    server.in_turn("/fire", pages.map(|page| page.header("content-type", "text/html; charset=utf-8")).to_vec());

    let said = place.run(&format!("ingest {url} --model rules --allow-private --delay 0s"));
    assert!(said.code == 0 && said.err.contains("is as it was for fire v1; only this program"), "{said}");
    add(&place, &format!("{url} --story fire"));
    let told = events(&look(&place, &[]));
    assert!(told[0].contains("is as it was for fire v1"), "{told:?}");
    assert_eq!(events(&look(&place, &[])), ["done 1 address looked at: 0 new, 0 changed, 0 failed"], "told once");
    let told = events(&look(&place, &[]));
    assert!(told.iter().any(|event| event.starts_with("changed fire v2")), "{told:?}");
}
