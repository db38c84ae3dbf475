//! `onrecord serve`: what it answers, to whom, and that it gives the answers of the command line.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use serde_json::Value;

use crate::environment::TestEnvironment;

/// A web app that is gone with the test.
struct RunningApp {
    child: Child,
    host: String,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl RunningApp {
    fn start(session: &TestEnvironment, more: &str) -> Self {
        let mut command = session.command(&format!("serve --listen 127.0.0.1:0 {more}"));
        let mut child = command.stderr(Stdio::piped()).spawn().expect("the app starts");
        let mut said = String::new();
        BufReader::new(child.stderr.take().expect("stderr")).read_line(&mut said).expect("a line");
        let host = said.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let host = host.unwrap_or_else(|| panic!("no address: {said}")).to_owned();
        Self { child, host }
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.host).expect("the app listens");
        let host = headers.iter().find(|(name, _)| *name == "Host").map_or(self.host.as_str(), |(_, host)| host);
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        for (name, value) in headers.iter().filter(|(name, _)| *name != "Host") {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() {
            let length = body.len();
            request
                .push_str(&format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n"));
        }
        stream.write_all(format!("{request}\r\n{body}").as_bytes()).expect("the request is sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8(answer).expect("UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let is_chunked = head.to_lowercase().contains("transfer-encoding: chunked");
        let body = if is_chunked { joined(body) } else { body.to_owned() };
        Answer { status, head: head.to_owned(), body }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    #[track_caller]
    fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    #[track_caller]
    fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.page(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Returns the token that the forms of a page bring.
    #[track_caller]
    fn token(&self, path: &str) -> String {
        let page = self.page(path);
        let token = page.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        token.expect("a form").to_owned()
    }

    fn post(&self, path: &str, fields: &str) -> Answer {
        self.ask("POST", path, &[], fields)
    }
}

impl Drop for RunningApp {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// Joins the chunks of an answer that came while it was made.
fn joined(body: &str) -> String {
    let (mut rest, mut whole) = (body, String::new());
    while let Some((size, more)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).expect("the size of a chunk");
        whole.push_str(&more[..size]);
        rest = more.get(size + 2..).unwrap_or_default();
    }
    whole
}

fn recorded() -> TestEnvironment {
    let session = TestEnvironment::with_fixture("harbour_fire", 1..=5);
    session.quietly("ingest harbour_fire --story harbour-fire");
    session
}

#[test]
fn an_exhibit_is_saved_and_never_opened() {
    let session = recorded();
    session.file("page.html", "<script>alert(1)</script>");
    session.quietly("exhibits harbour-fire@v2 --add page.html");
    let app = RunningApp::start(&session, "");
    let link = "/stories/harbour-fire/v2/exhibits/1";
    assert!(app.page("/stories/harbour-fire").contains(&format!("<a href=\"{link}\">page.html (25 bytes)</a>")));
    let answer = app.get(link);
    assert_eq!((answer.status, answer.body.as_str()), (200, "<script>alert(1)</script>"));
    assert_eq!(answer.header("content-type"), Some("application/octet-stream"));
    let saved = "attachment; filename=\"harbour-fire-v2-1-page.html\"";
    assert_eq!(answer.header("content-disposition"), Some(saved));
    for nothing in ["/stories/harbour-fire/v2/exhibits/0", "/stories/harbour-fire/v1/exhibits/1"] {
        assert_eq!(app.get(nothing).status, 404, "{nothing}");
    }
}

#[test]
fn every_page_answers_and_lets_nothing_act() {
    let session = recorded();
    let app = RunningApp::start(&session, "");
    let check = |path: &str, expected: &str| {
        let answer = app.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body.contains(expected), "{path} has no {expected}: {}", answer.body);
        assert!(answer.body.ends_with("</html>"), "{path}");
        assert!(!answer.body.contains(" style=") && !answer.body.contains("<style"), "{path}");
        assert!(!answer.body.contains("<form method"), "{path} has a form that nobody hears");
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    };
    check("/", "Port Ansel terminal may stay shut");
    check("/?words=ansel&order=versions", "harbour-fire");
    check("/?words=nowhere", "0 of 1 story");
    check("/stories/harbour-fire", "Changed without a note");
    check("/stories/harbour-fire/v1", "Where its claims come from");
    check("/stories/harbour-fire/latest", "harbour-fire@v5");
    check("/stories/harbour-fire/v1..v5", "harbour-fire v1 → v5");
    check("/stories/harbour-fire/v1..v5?severity=cosmetic", "held back by the filter");
    check("/stories/harbour-fire/v5/blame", "brought by");
    check("/claims/1", "Brought");
    check("/speakers", "Tobias Harrowick");
    check("/speakers?words=harrowick&alike=yes", "Tobias Harrowick");
    check("/speakers/Harrowick", "By date");
    check("/speakers/Tobias%20Harrowick?topic=night+shift", "On the topic");
    check("/search", "Type some words");
    check("/search?q=terminal", "<mark class=\"hit\">terminal</mark>");
    check("/search?q=%22", "search");
    check("/quotes?q=eleven+minutes", "wording");
    check("/watches", "0 watches");
    check("/decisions", "0 decisions");
    for (path, status) in [("/nothing", 404), ("/stories/none", 404), ("/stories/harbour-fire/v9", 404)] {
        assert_eq!(app.get(path).status, status, "{path}");
    }
    assert!(app.get("/speakers/Nobody").body.contains("nobody called"));
    let page = app.page("/stories/harbour-fire/v1..v2");
    let card = page.split('"').find(|part| part.contains("/cards/")).expect("a picture").replace(".png", ".svg");
    assert!(app.page(&card).contains("12][came: 14"), "{card}");
    assert_eq!(app.get("/stories/harbour-fire/v1..v2/cards/0.svg").status, 404);
    let compare = app.get("/stories/harbour-fire/compare?old=2&new=4");
    assert_eq!((compare.status, compare.header("location")), (303, Some("/stories/harbour-fire/v2..v4")));
    let part = app.page("/search?q=terminal&part=found");
    assert!(part.starts_with("<p class=\"count\">") && !part.contains("<html"), "{part}");
    assert_eq!(app.ask("HEAD", "/", &[], "").body, "");
}

#[test]
fn the_api_answers_as_the_command_line_and_as_it_describes_itself() {
    let session = recorded();
    let app = RunningApp::start(&session, "");
    let description = app.json("/api/openapi.json");
    let paths = description["paths"].as_object().expect("paths");
    assert!(paths.len() > 10);
    for (path, operations) in paths {
        let operation = &operations["get"];
        let document = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        let format = document["properties"]["format"]["const"].as_str().expect("a format");
        let address = path
            .replace("{story}", "harbour-fire")
            .replace("{version}", "v2")
            .replace("{old}", "v1")
            .replace("{new}", "v2")
            .replace("{claim}", "1")
            .replace("{name}", "Harrowick");
        let wants_words = operation["parameters"].as_array().expect("a list").iter().any(|one| one["name"] == "q");
        let words = if path.ends_with("quotes") { "eleven+minutes" } else { "terminal" };
        let address = if wants_words { format!("{address}?q={words}") } else { address };
        assert_eq!(app.json(&address)["format"], format, "{address}");
    }
    let same = |path: &str, line: &str| assert_eq!(app.json(path), session.json(line), "{path}");
    same("/api/stories", "stories");
    same("/api/stories/harbour-fire", "log harbour-fire --changes=all");
    same("/api/stories/harbour-fire/v2", "show harbour-fire@v2");
    same("/api/stories/harbour-fire/v1..v5", "diff harbour-fire@v1..v5 --order text");
    same("/api/stories/harbour-fire/v1..v5?unnoted=yes", "diff harbour-fire@v1..v5 --order text --unnoted");
    same("/api/stories/harbour-fire/v5/blame", "blame harbour-fire");
    same("/api/claims/1", "history 1");
    same("/api/speakers", "speakers");
    same("/api/speakers/Harrowick", "audit Harrowick");
    same("/api/speakers/Harrowick/topics", "topics Harrowick");
    same("/api/search?q=terminal", "search terminal");
    same("/api/quotes?q=eleven+minutes", "quotes eleven minutes");
    same("/api/watches", "watch list");
    same("/api/decisions", "decisions");
    let missing = app.get("/api/stories/harbor-fire");
    assert_eq!((missing.status, missing.header("content-type")), (404, Some("application/json")));
    assert!(missing.body.contains("did you mean harbour-fire?"), "{}", missing.body);
    for path in ["/api/nothing", "/api/claims/x", "/api/stories/harbour-fire/5"] {
        assert_eq!(app.get(path).status, 404, "{path}");
    }
    assert_eq!(app.get("/api/search").status, 400);
    assert_eq!(app.get("/api/stories/harbour-fire/v1..v2?severity=grave").status, 400);
}

#[test]
fn feeds_are_those_of_the_command_line() {
    let session = recorded();
    let app = RunningApp::start(&session, "");
    let same = |path: &str, line: &str| {
        let line = format!("{line} --link http://{}", app.host);
        assert_eq!(app.page(path), session.quietly(&line), "{path}");
    };
    same("/feeds/all.atom", "feed");
    same("/feeds/all.json?severity=framing,cosmetic", "feed --severity framing,cosmetic --format json");
    same("/feeds/stories/harbour-fire.atom?unnoted=yes", "feed harbour-fire --unnoted");
    same("/feeds/speakers/Harrowick.json", "feed --speaker Harrowick --format json");
    same("/feeds/search.atom?q=injured", "feed --search injured");
    let feed = feed_rs::parser::parse(app.page("/feeds/all.atom").as_bytes()).expect("a feed");
    // Each entry leads to the edit itself.
    for entry in &feed.entries {
        let (page, anchor) = entry.links[0].href.split_once('#').expect("an anchor");
        let path = page.strip_prefix(&format!("http://{}", app.host)).expect("our own address");
        assert!(app.page(path).contains(&format!("id=\"{anchor}\"")), "{}", entry.links[0].href);
    }
    for path in ["/feeds/none.atom", "/feeds/all.rss", "/feeds/search.atom", "/feeds/stories/none.atom"] {
        assert_eq!(app.get(path).status, 404, "{path}");
    }
}

#[test]
fn only_its_own_names_are_answered() {
    let session = recorded();
    let app = RunningApp::start(&session, "--host archive.quay.example");
    let status = |host: &str| app.ask("GET", "/", &[("Host", host)], "").status;
    let port = app.host.rsplit(':').next().expect("a port");
    assert_eq!(status(&format!("localhost:{port}")), 200);
    assert_eq!(status(&format!("[::1]:{port}")), 200);
    assert_eq!(status("archive.quay.example"), 200);
    assert_eq!(status("ARCHIVE.quay.example:443"), 200);
    for host in ["evil.example", "", "localhost", "127.0.0.1:1", "archive.quay.example.evil.example", "[::1]"] {
        assert_eq!(status(host), 421, "{host}");
    }
    let open = session.run("serve --listen 0.0.0.0:0");
    assert!(open.code == 2 && open.err.contains("can be reached from other machines"), "{}", open.err);
    let taken = session.run(&format!("serve --listen {}", app.host));
    assert!(taken.code == 2 && taken.err.contains("--listen 127.0.0.1:0"), "{}", taken.err);
}

#[test]
fn nobody_writes_unless_the_app_was_told_to() {
    let session = recorded();
    let app = RunningApp::start(&session, "");
    for path in ["/rulings", "/people", "/watches", "/watches/remove", "/decisions/undo"] {
        assert_eq!(app.post(path, "token=x&url=https://quay.example/&number=1").status, 403, "{path}");
    }
    let writing = RunningApp::start(&session, "--write --author Ines");
    let token = writing.token("/watches");
    let fields = format!("token={token}&url=https%3A%2F%2Fquay.example%2Fferry");
    let foreign: [(&str, &str); 3] =
        [("Origin", "http://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Origin", "null")];
    for header in foreign {
        assert_eq!(writing.ask("POST", "/watches", &[header], &fields).status, 403, "{header:?}");
    }
    assert_eq!(writing.post("/watches", "url=https://quay.example/").status, 403, "no token");
    assert_eq!(writing.post("/watches", "token=0&url=https://quay.example/").status, 403, "another token");
    assert_eq!(writing.post("/watches", &format!("token={token}&url=file:///etc/passwd")).status, 400);
    assert_eq!(writing.post("/watches", &format!("token={token}")).status, 400);
    assert_eq!(session.json("watch list")["watches"].as_array().map(Vec::len), Some(0));
    let own = [("Origin", &*format!("http://{}", writing.host)), ("Sec-Fetch-Site", "same-origin")];
    assert_eq!(writing.ask("POST", "/watches", &own, &fields).status, 303);
    assert_eq!(session.json("watch list")["watches"][0]["url"], "https://quay.example/ferry");
    assert_eq!(writing.post("/watches/remove", &format!("token={token}&number=1")).status, 303);
    assert_eq!(session.json("watch list")["watches"].as_array().map(Vec::len), Some(0));
}

#[test]
fn what_readers_decide_stands_in_the_journal() {
    let session = recorded();
    let app = RunningApp::start(&session, "--write");
    let token = app.token("/stories/harbour-fire/v1..v2");
    let page = app.page("/stories/harbour-fire/v1..v2");
    let edit = page.split("name=\"edit\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an edit");
    let ruling = format!("token={token}&story=harbour-fire&versions=v1..v2&edit={edit}&note=the+desk+said+so");
    assert_eq!(app.post("/rulings", &format!("{ruling}&verdict=not-a-shift")).status, 400);
    assert_eq!(app.post("/rulings", &format!("{}&verdict=misread", ruling.replace(edit, "0000"))).status, 404);
    let ruled = app.post("/rulings", &format!("{ruling}&verdict=is-correction"));
    let expected = format!("/stories/harbour-fire/v1..v2#e-{}", &edit[..8]);
    assert_eq!((ruled.status, ruled.header("location")), (303, Some(expected.as_str())));
    assert!(app.page("/stories/harbour-fire/v1..v2").contains("the desk said so"));
    let journal = session.json("decisions");
    assert_eq!(journal["decisions"][0]["author"], "Ines Aldana");
    let merged = app.post("/people", &format!("token={token}&name=Harrowick&other=Ruda+Velmont&do=merge"));
    assert_eq!((merged.status, merged.header("location")), (303, Some("/speakers/Tobias%20Harrowick")));
    let speakers = app.page("/speakers");
    assert!(speakers.contains("also Ruda Velmont"), "what was decided shows at once: {speakers}");
    let again = app.post("/people", &format!("token={token}&name=Velmont&other=Harrowick&do=merge"));
    assert!(again.status == 404 && again.body.contains("are one speaker already"), "{}", again.body);
    assert_eq!(app.post("/people", &format!("token={token}&name=Nobody&other=Velmont&do=merge")).status, 404);
    assert_eq!(app.post("/decisions/undo", &format!("token={token}&number=2")).status, 303);
    assert_eq!(app.post("/decisions/undo", &format!("token={token}&number=2")).status, 404, "it stands no more");
    assert!(app.page("/decisions").contains("taken back by 3"));
}

#[test]
fn a_merged_story_is_found_at_its_old_addresses() {
    let session = TestEnvironment::new();
    for (nth, story) in [(1, "harbour"), (2, "harbour"), (3, "ferry"), (4, "ferry")] {
        session.file("text.txt", format!("---\ncaptured: 2031-04-0{nth}\n---\nThe port lost {nth}1 boats.\n"));
        session.quietly(&format!("ingest text.txt --story {story} --model rules"));
    }
    session.quietly("stories merge ferry harbour");
    session.quietly("ingest text.txt --story pier --model rules");
    session.quietly("stories move harbour@v2 pier");
    let app = RunningApp::start(&session, "");
    let reference = |path: &str| app.json(path)["version"]["ref"].clone();
    assert_eq!(reference("/api/stories/ferry/v2"), "harbour@v4", "a number means what it meant");
    assert_eq!(reference("/api/stories/harbour/v2"), "pier@v2");
    assert_eq!(reference("/api/stories/ferry/latest"), "harbour@v4");
    assert!(app.page("/stories/ferry").contains("v2 stands as pier@v2"));
    // The ways to the versions before and after lead past what stands elsewhere.
    let page = app.page("/stories/harbour/v3");
    assert!(page.contains("/stories/harbour/v1..v3") && page.contains("/stories/harbour/v4"), "{page}");
    assert!(!page.contains("/stories/harbour/v2\""), "{page}");
    assert!(app.page("/stories/harbour/v1..v3").contains("/stories/harbour/v3..v4"));
    assert!(app.page("/decisions").contains("stand in harbour"));
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let session = recorded();
    let app = RunningApp::start(&session, "");
    for path in ["/stories/harbour-fire/v1..v2", "/api/stories/harbour-fire", "/feeds/all.atom"] {
        let tag = app.get(path).header("etag").expect("a tag").to_owned();
        let again = app.ask("GET", path, &[("If-None-Match", &tag)], "");
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{path}");
        assert_eq!(app.ask("GET", path, &[("If-None-Match", "W/\"0\"")], "").status, 200, "{path}");
    }
    let path = "/api/stories";
    let tag = app.get(path).header("etag").expect("a tag").to_owned();
    session.file("ferry_1.txt", "The ferry is late, the port said on Monday.\n");
    session.quietly("ingest ferry_1.txt");
    // The lists learn of it within moments.
    let known = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        app.page("/").contains("ferry")
    });
    assert!(known);
    assert_eq!(app.ask("GET", path, &[("If-None-Match", &tag)], "").status, 200, "a story more");
    assert_eq!(app.get("/watches").header("etag"), None, "what changes with every look is never kept");
}

#[test]
fn a_reader_sees_what_is_new_since_the_last_look() {
    let session = TestEnvironment::with_fixture("harbour_fire", 1..=5);
    session.quietly("ingest harbour_fire/1.txt harbour_fire/2.txt --story harbour-fire");
    let app = RunningApp::start(&session, "");
    let first = app.get("/stories/harbour-fire");
    assert!(!first.body.contains("since you last looked"));
    let cookie = first.header("set-cookie").and_then(|cookie| cookie.split(';').next()).expect("a cookie").to_owned();
    assert_eq!(cookie, "seen=2");
    session.quietly("ingest harbour_fire/3.txt harbour_fire/4.txt --story harbour-fire");
    let next = app.ask("GET", "/stories/harbour-fire", &[("Cookie", &cookie)], "");
    assert!(next.body.contains("href=\"/stories/harbour-fire/v2..v4\">What changed since you last looked"));
}

#[test]
fn without_a_history_it_says_how_to_begin_and_shows_the_example() {
    let session = TestEnvironment::new();
    let app = RunningApp::start(&session, "");
    assert!(app.page("/").contains("onrecord ingest"));
    assert_eq!(app.post("/example", "token=0").status, 403);
    let opened = app.post("/example", &format!("token={}", app.token("/")));
    assert_eq!((opened.status, opened.header("location")), (303, Some("/")));
    let stories = app.page("/");
    assert!(stories.contains("harbour-fire") && stories.contains("the example that comes with the program"));
    assert!(app.page("/stories/harbour-fire/v1..v5").contains("number changed"));
    assert!(!session.path("history.db").exists(), "the example is never the user's history");
}

#[test]
fn no_address_makes_it_fail() {
    let session = recorded();
    let app = RunningApp::start(&session, "--write");
    let odd = [
        "%00",
        "%ff",
        "..%2f..%2fetc%2fpasswd",
        "v99999999999999",
        "v0",
        "-1",
        "%E2%80%AE",
        "a%2Fb",
        "%22",
        "***",
        "%",
    ];
    let places = [
        "/stories/{}",
        "/stories/harbour-fire/{}",
        "/stories/harbour-fire/{}..{}",
        "/stories/harbour-fire/{}/blame",
        "/stories/harbour-fire/v1..v2/cards/{}.png",
        "/stories/harbour-fire/compare?old={}&new={}",
        "/claims/{}",
        "/speakers/{}?topic={}",
        "/search?q={}&page={}",
        "/quotes?q={}",
        "/?words={}&order={}&page={}",
        "/feeds/{}.atom",
        "/feeds/stories/{}.json",
        "/feeds/search.atom?q={}&limit={}&min_confidence={}",
        "/api/stories/harbour-fire/{}?severity={}",
        "/api/search?q={}&limit={}",
        "/assets/{}",
    ];
    for place in places {
        for text in odd {
            let path = place.replace("{}", text);
            let status = app.get(&path).status;
            assert!((200..500).contains(&status), "{path}: {status}");
        }
    }
    assert_eq!(app.get("/").status, 200, "it answers after all of them");
}
