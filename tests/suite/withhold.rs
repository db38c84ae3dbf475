//! `onrecord withhold` and `onrecord exhibits`: what is taken out for good, and what is kept beside versions.

use std::fs;

use crate::environment::{Outcome, TestEnvironment};
use crate::server::{Reply, Server};

const REASON: &str = "order of 6 May 2031";

/// A story of three versions: the second has words that must go.
fn desk() -> TestEnvironment {
    let desk = TestEnvironment::wide();
    for (nth, text) in [
        "The lock will open in May, Petra Hald said.",
        "The lock will open in May, Petra Hald of 7 Quillfeather Lane said.",
        "The lock may open in June, Petra Hald said.",
    ]
    .into_iter()
    .enumerate()
    {
        let captured = format!("captured: 2031-03-0{}T09:00Z", nth + 1);
        desk.file(&format!("{nth}.txt"), format!("---\nheadline: Lock {nth}\n{captured}\n---\n{text}\n"));
        desk.quietly(&["ingest", "--model", "rules", "--story", "lock", &format!("{nth}.txt")]);
    }
    desk
}

fn withhold(desk: &TestEnvironment, what: &[&str]) -> Outcome {
    desk.run(&[&["withhold"], what, &["--reason", REASON, "--author", "Ines Aldana"]].concat())
}

#[test]
fn words_are_withheld_and_told_of() {
    let desk = desk();
    let said = withhold(&desk, &["lock@v2", "--dry-run"]);
    assert!(said.out.starts_with("would withhold 1 version and 1 capture, for good\n"), "{}{}", said.out, said.err);
    let said = withhold(&desk, &["lock@v2"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""), "nobody was there to ask");
    assert!(said.err.contains("nothing was withheld") && said.err.contains("--yes"), "{}", said.err);
    assert!(desk.quietly("show lock@v2").contains("Quillfeather"));
    let said = withhold(&desk, &["lock@v2", "--yes"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("lock@v2: text, headline, byline and claims"), "{}", said.out);
    // It is told wherever one would miss it, and nothing else changes.
    let said = desk.run("show lock@v2");
    assert_eq!(said.code, 2);
    assert!(said.err.contains(&format!("by Ines Aldana: {REASON}")), "{}", said.err);
    let log = desk.quietly("log lock");
    assert!(log.contains("v2 is withheld, since ") && log.contains("v3"), "{log}");
    let found = desk.json("verify");
    assert_eq!((found["sound"].as_bool(), found["withheld"][0]["version"].as_u64()), (Some(true), Some(2)));
    assert_eq!(desk.json("log lock")["withheld"][0]["reason"], REASON);
    assert_eq!(desk.json("withhold --list")["withheld"].as_array().map(Vec::len), Some(2));
    assert_eq!(desk.json("diff lock@v1 lock@v3")["old"]["ref"], "v1");
    assert_eq!(desk.run("search Quillfeather").code, 1, "nothing is found");
    for file in fs::read_dir(desk.folder()).expect("the folder") {
        let path = file.expect("a file").path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().contains(".db")) {
            let bytes = fs::read(&path).expect("its bytes");
            assert!(!bytes.windows(12).any(|window| window.eq_ignore_ascii_case(b"Quillfeather")), "{path:?}");
        }
    }
}

#[test]
fn a_withheld_text_does_not_come_back() {
    let desk = desk();
    desk.quietly(&["backup", "copy.db"]);
    assert_eq!(withhold(&desk, &["lock@v2", "--yes"]).code, 0);
    let said = desk.run("ingest --model rules --story lock 1.txt");
    assert_eq!(said.code, 2);
    assert!(said.err.contains(&format!("the text is that of lock@v2, which is withheld ({REASON})")), "{}", said.err);
    // Nor with another's history; all else of it is here already.
    let said = desk.run("merge copy.db --model rules");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("its text is withheld here"), "{}", said.out);
    assert_eq!(desk.json("log lock")["versions"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_bundle_tells_what_is_withheld_and_holds_exhibits() {
    let desk = desk();
    desk.file("page.png", "a picture");
    let said = desk.quietly("exhibits lock@v3 --add page.png");
    assert!(said.contains("lock@v3: 1 exhibit") && said.contains("page.png (9 bytes)"), "{said}");
    assert!(desk.quietly("log lock").contains("with v3 is kept: page.png (9 bytes)"));
    assert_eq!(withhold(&desk, &["lock@v2", "--yes"]).code, 0);
    desk.quietly("bundle lock -o evidence.zip");
    let found = desk.json("verify evidence.zip");
    assert_eq!((found["sound"].as_bool(), found["versions"].as_u64()), (Some(true), Some(2)));
    let mut archive = zip::ZipArchive::new(fs::File::open(desk.path("evidence.zip")).expect("a file")).expect("a zip");
    assert!(archive.by_name("lock/data/versions/3/exhibits/1-page.png").is_ok_and(|file| file.size() == 9));
    let chain = serde_json::from_reader::<_, serde_json::Value>(archive.by_name("lock/data/chain.json").expect("it"));
    let chain = chain.expect("JSON");
    assert_eq!(
        (chain["withheld"][0]["stands_as"].as_u64(), chain["elsewhere"].to_string()),
        (Some(2), "[]".to_owned())
    );
}

#[test]
fn exhibits_are_saved_under_safe_names_and_replace_nothing() {
    let desk = desk();
    desk.file("a b.html", "<p>whole</p>");
    desk.quietly(&["exhibits", "lock", "--add", "a b.html"]);
    let said = desk.run("exhibits lock --save out");
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(fs::read(desk.path("out/lock-v3-1-a-b.html")).expect("a file"), b"<p>whole</p>");
    let said = desk.run("exhibits lock --save out");
    assert!(said.code == 2 && said.err.contains("cannot make"), "{}", said.err);
    let sha256 = desk.json("exhibits lock")["exhibits"][0]["sha256"].as_str().expect("a hash").to_owned();
    assert_eq!(withhold(&desk, &[&sha256[..12], "--yes"]).code, 0);
    let said = desk.run("exhibits lock --save other");
    assert!(said.err.contains("a b.html is withheld, and not saved"), "{}", said.err);
    let said = withhold(&desk, &[&sha256[..12], "--yes"]);
    assert!(said.code == 2 && said.err.contains("is withheld, since"), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn a_tool_s_pictures_of_pages_are_kept() {
    let (server, desk) = (Server::new(), TestEnvironment::wide());
    server.on("/ferry", Reply::text("---\nheadline: Ferry\n---\nThe ferry is late, Ines Aldana said.\n"));
    let url = server.url("/ferry");
    let tool = "sh -c 'printf %s \"$1\" > page.txt' tool {url}";
    let fetch = ["--model=rules", "--allow-private", "--delay=0s", "--capture-with", tool];
    let said = desk.run(&[&["ingest", &url, "--story", "ferry"], &fetch[..]].concat());
    assert!(said.code == 0 && said.err.contains("note: kept page.txt with ferry@v1"), "{}", said.err);
    desk.quietly("exhibits ferry --save out");
    assert_eq!(fs::read_to_string(desk.path("out/ferry-v1-1-page.txt")).expect("a file"), url);
    assert_eq!(desk.json("exhibits ferry")["exhibits"][0]["tool"], tool);
    // A watch keeps one with each version; that the tool fails takes nothing away.
    server.on("/ferry", Reply::text("---\nheadline: Ferry\n---\nThe ferry is very late, Ines Aldana said.\n"));
    desk.quietly(&["watch", "add", &url, "--story", "ferry"]);
    let look = ["watch", "run", "--once", "--all", "--model=rules", "--allow-private", "--delay=0s", "--capture-with"];
    let said = desk.run(&[&look[..], &["sh -c 'exit 3'"]].concat());
    assert!(said.out.contains("no exhibit") && said.out.contains("exit status: 3"), "{}{}", said.out, said.err);
    assert_eq!(desk.json("log ferry")["versions"].as_array().map(Vec::len), Some(2));
    server.on("/ferry", Reply::text("---\nheadline: Ferry\n---\nThe ferry was late, Ines Aldana said.\n"));
    let said = desk.run(&[&look[..], &[tool]].concat());
    assert!(said.out.contains("page.txt with ferry@v3"), "{}{}", said.out, said.err);
    assert_eq!(desk.json("verify")["exhibits"], 2);
}
