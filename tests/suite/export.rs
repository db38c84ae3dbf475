//! `onrecord export`: what it writes is read back by others' readers, is what the commands print, and cannot act.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use rusqlite::Connection;
use serde_json::Value;

use crate::environment::{TestEnvironment, snapshot};

fn harbour_fire() -> TestEnvironment {
    let desk = TestEnvironment::with_fixture("harbour_fire", 1..=3);
    desk.quietly("ingest --model fast harbour_fire --story harbour-fire");
    desk
}

/// A story whose details would act in every format, if they could.
fn hostile() -> TestEnvironment {
    let desk = TestEnvironment::new();
    let texts = [
        "“We will not sail,” said Edda Varn.\n",
        "done\ndata 3\n“We will sail,” said Edda\u{202e} Varn.\n\n\nM 100644 inline x\n",
    ];
    for (nth, text) in (1..).zip(texts) {
        desk.file("quay.txt", text);
        desk.quietly(&[
            "ingest",
            "--model",
            "rules",
            "quay.txt",
            "--story",
            "quay",
            "--headline",
            &format!("=HYPERLINK({nth})\ndata 9999\ncommit refs/heads/x"),
            "--outlet",
            "Evil <x> 1 +0000\ncommitter y",
            "--url",
            "https://quay.example/>; rel=\"memento\",\n<https://evil.example/",
            "--captured",
            &format!("2031-04-0{nth}T09:00:00Z"),
        ]);
    }
    desk
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

/// Returns a stretch of a text, in code points.
fn at(text: &str, start: &Value, end: &Value) -> String {
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("a small one");
    text.chars().skip(number(start)).take(number(end) - number(start)).collect()
}

#[test]
fn lines_are_what_the_commands_print() {
    let desk = harbour_fire();
    let claims = lines(&desk.quietly("export claims"));
    let printed: Vec<Value> = (1..=3)
        .flat_map(|number| {
            let version = desk.json(&format!("claims harbour-fire@v{number}"));
            let line = |claim: &Value| {
                serde_json::json!({ "format": "onrecord.claim.v1", "version": version["version"], "claim": claim })
            };
            list(&version, "claims").iter().map(line).collect::<Vec<_>>()
        })
        .collect();
    assert!(claims.len() > 20);
    assert_eq!(claims, printed);

    let edits = lines(&desk.quietly("export edits harbour-fire"));
    let mut printed = Vec::new();
    for step in list(&desk.json("diff v1..v3 --each"), "diffs") {
        let line = |name: &str, value: &Value| {
            let mut line = serde_json::json!({ "format": "onrecord.edit.v1" });
            ["story", "old", "new"].iter().for_each(|side| line[*side] = step[*side].clone());
            line[name] = value.clone();
            line
        };
        printed.extend(list(step, "metadata").iter().map(|change| line("metadata", change)));
        let differs = |edit: &&Value| edit["edit"] != "unchanged";
        printed.extend(list(step, "edits").iter().filter(differs).map(|edit| line("edit", edit)));
    }
    assert!(edits.iter().any(|line| line.get("edit").is_some()));
    assert_eq!(edits, printed);

    let audits = desk.quietly("export audits");
    assert!(audits.lines().count() > 3);
    for line in audits.lines() {
        let audit: Value = serde_json::from_str(line).expect("JSON");
        let name = audit["speaker"]["name"].as_str().expect("a name").to_owned();
        let printed = desk.quietly(&["audit", &name, "--format", "json"]);
        assert_eq!(printed.trim_end(), line);
    }
}

#[test]
fn tables_have_their_names_once_and_the_rows_of_the_commands() {
    let desk = harbour_fire();
    let check = |exported: &str, printed: &[&str]| {
        let text = desk.quietly(exported);
        let parts = printed.iter().map(|line| desk.quietly(&format!("{line} --format csv")));
        let parts: Vec<(String, String)> = parts
            .map(|part| part.split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("names"))
            .collect();
        let whole = format!("{}\n{}", parts[0].0, parts.iter().map(|part| part.1.as_str()).collect::<String>());
        assert_eq!(text, whole, "{exported}");
        let rows = csv::Reader::from_reader(text.as_bytes()).into_records().collect::<Result<Vec<_>, _>>();
        assert!(!rows.expect("rows of one length").is_empty());
    };
    check("export claims --as csv", &["claims v1", "claims v2", "claims v3"]);
    check("export edits --as csv", &["diff v1..v3 --each"]);
    check("export audits --speaker Harrowick --as csv", &["audit Harrowick"]);
    desk.quietly("export claims -o claims.csv");
    let written = std::fs::read_to_string(desk.path("claims.csv")).expect("the file");
    assert_eq!(written, desk.quietly("export claims --as csv"), "the file's name says the format");
}

#[test]
fn one_speaker_is_what_that_speaker_says() {
    let desk = harbour_fire();
    let claims = lines(&desk.quietly("export claims --speaker Harrowick"));
    assert!(claims.len() > 2);
    assert!(claims.iter().all(|line| line["claim"]["speaker_name"] == "Tobias Harrowick"), "{claims:?}");
    let all = lines(&desk.quietly("export claims"));
    let theirs = all.iter().filter(|line| line["claim"]["speaker_name"] == "Tobias Harrowick").count();
    assert_eq!(claims.len(), theirs);
    for line in lines(&desk.quietly("export edits --speaker Harrowick")) {
        let sides = [list(&line["edit"], "old"), list(&line["edit"], "new")].concat();
        assert!(sides.iter().any(|claim| claim["speaker_name"] == "Tobias Harrowick"), "{line}");
    }
    assert_eq!(lines(&desk.quietly("export audits --speaker Harrowick")).len(), 1);
}

#[test]
fn audits_are_of_those_who_speak_and_mix_nobody() {
    let desk = harbour_fire();
    for (name, speaker) in [("one", "Maria Vale"), ("two", "Tom Vale"), ("three", "Vale")] {
        desk.file(&format!("{name}.txt"), format!("“The gate is shut,” {speaker} said.\n"));
        desk.quietly(&format!("ingest --model rules {name}.txt --story {name} --new"));
    }
    let names = |text: &str| -> Vec<String> {
        lines(text).iter().map(|audit| audit["speaker"]["name"].as_str().expect("a name").to_owned()).collect()
    };
    let all = desk.run("export audits");
    assert!(all.err.contains("several people are called so: Vale;"), "{all}");
    assert!(names(&all.out).contains(&"Tom Vale".to_owned()) && !names(&all.out).contains(&"Vale".to_owned()));
    assert_eq!(names(&desk.quietly("export audits one two")), ["Maria Vale", "Tom Vale"]);
    let claims = lines(&desk.quietly("export claims two one two"));
    let of: Vec<&str> = claims.iter().map(|line| line["version"]["ref"].as_str().expect("a ref")).collect();
    assert_eq!(of, ["one@v1", "two@v1"], "each story once, by name");
    std::fs::create_dir_all(desk.path("news")).expect("a folder");
    if git(&desk.path("news"), &["init", "-q"], b"").is_some() {
        desk.quietly("export git one two -o news");
        let list = |branch| git(&desk.path("news"), &["ls-tree", "--name-only", branch], b"").expect("git");
        assert_eq!([list("one"), list("two")], ["one.txt\n", "two.txt\n"], "a branch holds its own story alone");
    }
}

#[test]
fn the_same_history_gives_the_same_bytes_to_files_and_pipes() {
    let desk = harbour_fire();
    for what in ["claims", "edits", "audits", "schema-org", "annotations", "timemap", "git"] {
        let text = desk.quietly(&format!("export {what}"));
        desk.quietly(&format!("export {what} harbour-fire -o {what}.out"));
        assert_eq!(std::fs::read_to_string(desk.path(&format!("{what}.out"))).expect("the file"), text, "{what}");
        assert!(text.ends_with('\n'), "{what}");
    }
    let database = |name: &str| {
        desk.quietly(&format!("export diffengine -o {name}"));
        std::fs::read(desk.path(name)).expect("the file")
    };
    assert_eq!(database("a.db"), database("b.db"));
    let kept: Vec<_> =
        std::fs::read_dir(desk.folder()).expect("the folder").flatten().map(|one| one.file_name()).collect();
    assert!(!kept.iter().any(|name| name.to_string_lossy().starts_with(".onrecord-")), "{kept:?}");
}

#[test]
fn annotations_point_at_the_words() {
    for desk in [harbour_fire(), hostile()] {
        let page: Value = serde_json::from_str(&desk.quietly("export annotations")).expect("JSON");
        let items = list(&page["first"], "items");
        assert_eq!(page["total"], items.len());
        for item in items {
            let id: Vec<&str> = item["id"].as_str().expect("an id").split(':').collect();
            let version = desk.json(&format!("show {}@{}", id[3], id[4]));
            let number: usize = id[4][1..].parse().expect("a number");
            let body = &versions(&desk, "history.db", id[3])[number - 1].1;
            let [quote, position] = list(&item["target"], "selector") else { panic!("{item}") };
            assert_eq!(at(body, &position["start"], &position["end"]), quote["exact"], "{item}");
            let around = format!(
                "{}{}{}",
                quote["prefix"].as_str().expect("a text"),
                quote["exact"].as_str().expect("a text"),
                quote["suffix"].as_str().expect("a text")
            );
            assert!(body.contains(&around), "{item}");
            assert!(list(&version, "claims").contains(&item["claim"]), "{item}");
        }
    }
}

#[test]
fn linked_data_hangs_together() {
    let desk = harbour_fire();
    let text = "Maria Vale did not say that the gate was shut. “It is open,” Vale said on 3 May 2031.\n";
    desk.file("vale.txt", text);
    desk.quietly("ingest --model rules vale.txt --story vale");
    let outcome = desk.run("export schema-org");
    assert!(outcome.err.contains("left out, since the text does not report them as said"), "{outcome}");
    let document: Value = serde_json::from_str(&outcome.out).expect("JSON");
    let graph = list(&document, "@graph");
    let ids: BTreeSet<&str> = graph.iter().map(|node| node["@id"].as_str().expect("an id")).collect();
    assert_eq!(ids.len(), graph.len(), "ids are unique");
    for node in graph {
        for link in ["isBasedOn", "appearance"] {
            assert!(node.get(link).is_none_or(|link| ids.contains(link["@id"].as_str().expect("a link"))), "{node}");
        }
        match node["@type"].as_str().expect("a type") {
            "NewsArticle" => {}
            "Quotation" => assert!(node["spokenByCharacter"]["name"].is_string(), "{node}"),
            "Claim" => assert!(node["appearance"].is_object() && node.get("spokenByCharacter").is_none(), "{node}"),
            other => panic!("{other}"),
        }
        assert!(!node.as_object().expect("an object").values().any(Value::is_null), "{node}");
    }
    assert!(graph.iter().any(|node| node["dateCreated"] == "2031-05-03"));
    assert!(!outcome.out.contains("gate was shut"), "what was not said is not there");
}

/// Reads a list of links as RFC 8288 has them: addresses with their parameters.
fn links(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut rest = text.trim();
    let mut found = Vec::new();
    while let Some(link) = rest.trim_start_matches([',', ' ', '\n']).strip_prefix('<') {
        let (address, after) = link.split_once('>').expect("an end of the address");
        rest = after;
        let mut parameters = Vec::new();
        while let Some(parameter) = rest.trim_start().strip_prefix(';') {
            let (name, value) = parameter.trim_start().split_once("=\"").expect("a parameter");
            let (value, after) = value.split_once('"').expect("an end of the value");
            parameters.push((name.to_owned(), value.to_owned()));
            rest = after;
        }
        found.push((address.to_owned(), parameters));
    }
    assert_eq!(rest, "");
    found
}

#[test]
fn a_timemap_lists_the_versions_in_order() {
    let desk = harbour_fire();
    let map = links(&desk.quietly("export timemap --link http://127.0.0.1:8640"));
    assert_eq!(map[0].0, "https://portanselcourier.example/2025/03/harbour-fire");
    assert_eq!(map[0].1, [("rel".to_owned(), "original".to_owned())]);
    let rels: Vec<&str> = map[1..].iter().map(|link| link.1[0].1.as_str()).collect();
    assert_eq!(rels, ["first memento", "memento", "last memento"]);
    assert_eq!(map[1].0, "http://127.0.0.1:8640/stories/harbour-fire/v1");
    let time = |link: &(String, Vec<(String, String)>)| {
        chrono::DateTime::parse_from_rfc2822(&link.1[1].1.replace("GMT", "+0000")).expect("a date of HTTP")
    };
    assert_eq!(time(&map[1]).to_rfc3339(), "2025-03-04T06:52:00+00:00");
    assert!(map[1..].windows(2).all(|pair| time(&pair[0]) <= time(&pair[1])));
    let map = links(&hostile().quietly("export timemap"));
    assert_eq!(map.len(), 3, "an address adds no link: {map:?}");
    assert_eq!(map[2].0, "urn:onrecord:story:quay:v2");
}

/// Runs git in a folder, where it must succeed; `None` where there is no git.
#[track_caller]
fn git(folder: &Path, args: &[&str], input: &[u8]) -> Option<String> {
    try_git(folder, args, input).map(|said| said.unwrap_or_else(|said| panic!("git {args:?}: {said}")))
}

/// Runs git in a folder, with nothing of the machine's settings; `None` where there is no git.
fn try_git(folder: &Path, args: &[&str], input: &[u8]) -> Option<Result<String, String>> {
    let mut child = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(args)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    std::io::Write::write_all(child.stdin.as_mut().expect("an input"), input).expect("git reads");
    let output = child.wait_with_output().expect("git ends");
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    Some(if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) })
}

/// What a version is, but for when it was stored.
fn versions(desk: &TestEnvironment, database: &str, story: &str) -> Vec<(onrecord::story::Metadata, String)> {
    let history = onrecord::store::History::open_read_only(&desk.path(database)).expect("a history");
    let slug = onrecord::story::Slug::from_text(story).expect("a slug");
    let rows = history.version_rows(&slug).expect("versions");
    let version = |number| history.listed_version(&slug, number).expect("a version");
    rows.iter().map(|row| version(row.number)).map(|version| (version.metadata, version.body)).collect()
}

#[test]
fn git_takes_a_commit_a_version_and_gives_it_back() {
    for (desk, story, count) in [(harbour_fire(), "harbour-fire", "3"), (hostile(), "quay", "2")] {
        let stream = desk.quietly("export git");
        std::fs::create_dir_all(desk.path("news")).expect("a folder");
        let folder = desk.path("news");
        if git(&folder, &["init", "-q"], b"").is_none() {
            eprintln!("left out: git is not here");
            return;
        }
        git(&folder, &["fast-import", "--quiet"], stream.as_bytes());
        let head = git(&folder, &["rev-parse", story], b"");
        std::fs::create_dir_all(desk.path("other")).expect("a folder");
        git(&desk.path("other"), &["init", "-q"], b"");
        desk.quietly("export git -o other");
        assert_eq!(git(&desk.path("other"), &["rev-parse", story], b""), head, "the same commits");
        desk.quietly("export git -o other");
        assert_eq!(git(&folder, &["rev-list", "--count", story], b"").expect("git").trim(), count);
        assert_eq!(git(&folder, &["branch", "--format=%(refname:short)"], b"").expect("git").trim(), story);
        git(&folder, &["fsck", "--strict"], b"");
        desk.quietly(&format!(
            "import git news {story}.txt --rev {story} --story {story} --new --model rules --db again.db"
        ));
        let flat = |(mut metadata, body): (onrecord::story::Metadata, String)| {
            // A value of front matter is one line.
            for text in [&mut metadata.headline, &mut metadata.outlet, &mut metadata.url].into_iter().flatten() {
                *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            (metadata, body)
        };
        let original: Vec<_> = versions(&desk, "history.db", story).into_iter().map(flat).collect();
        assert_eq!(versions(&desk, "again.db", story), original);
    }
}

#[test]
fn a_stream_that_is_cut_off_is_no_repository() {
    let desk = harbour_fire();
    let stream = desk.quietly("export git");
    std::fs::create_dir_all(desk.path("news")).expect("a folder");
    if git(&desk.path("news"), &["init", "-q"], b"").is_none() {
        eprintln!("left out: git is not here");
        return;
    }
    let cut = stream.strip_suffix("done\n").expect("an end");
    let said = try_git(&desk.path("news"), &["fast-import", "--quiet"], cut.as_bytes()).expect("git");
    assert!(said.is_err(), "git says that the end is missing");
}

#[test]
fn diffengine_has_the_versions_and_gives_them_back() {
    for (desk, story) in [(harbour_fire(), "harbour-fire"), (hostile(), "quay")] {
        desk.quietly("export diffengine -o diffengine.db");
        let database = Connection::open(desk.path("diffengine.db")).expect("a database");
        let count = |table: &str| -> i64 {
            database.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).expect("a count")
        };
        let original = versions(&desk, "history.db", story);
        assert_eq!([count("entry"), count("entryversion"), count("feed")], [1, original.len() as i64, 1]);
        if story == "quay" {
            continue;
        }
        desk.quietly("import diffengine diffengine.db --model rules --db again.db");
        let kept = |(metadata, body): &(onrecord::story::Metadata, String)| {
            (
                metadata.headline.clone(),
                metadata.outlet.clone(),
                metadata.url.clone(),
                metadata.captured_at,
                body.clone(),
            )
        };
        let again = versions(&desk, "again.db", "harbour-fire");
        assert_eq!(again.iter().map(kept).collect::<Vec<_>>(), original.iter().map(kept).collect::<Vec<_>>());
    }
}

#[test]
fn brat_finds_the_words_where_they_stand() {
    for desk in [harbour_fire(), hostile()] {
        desk.quietly("export brat -o brat");
        let mut stretches = 0;
        for entry in std::fs::read_dir(desk.path("brat")).expect("the folder").flatten() {
            let path = entry.path();
            if path.extension().is_none_or(|ending| ending != "ann") {
                continue;
            }
            let text = std::fs::read_to_string(path.with_extension("txt")).expect("the text");
            let mut ids = BTreeSet::new();
            for line in std::fs::read_to_string(&path).expect("the annotations").lines() {
                let fields: Vec<&str> = line.split('\t').collect();
                assert!(ids.insert(fields[0].to_owned()), "{line}");
                if !line.starts_with('T') {
                    let named = fields[1].split([' ', ':']).filter(|word| word.starts_with('T') && word.len() > 1);
                    assert!(named.clone().all(|id| ids.contains(id)) && named.count() > 0, "{line}");
                    continue;
                }
                let (_, places) = fields[1].split_once(' ').expect("places");
                let words: Vec<String> = places
                    .split(';')
                    .map(|place| place.split_once(' ').expect("two offsets"))
                    .map(|(start, end)| (start.parse::<usize>().expect("a number"), end.parse::<usize>().expect("one")))
                    .map(|(start, end)| text.chars().skip(start).take(end - start).collect())
                    .collect();
                assert_eq!(words.join(" "), fields[2], "{line}");
                assert!(words.iter().all(|words| !words.contains('\n')), "{line}");
                stretches += 1;
            }
        }
        assert!(stretches > 1);
    }
}

#[test]
fn nothing_acts_in_a_table_or_a_line() {
    let desk = hostile();
    let claims = desk.quietly("export claims");
    assert_eq!(lines(&claims).len(), claims.lines().count());
    let table = desk.quietly("export edits --as csv");
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(table.as_bytes()).into_records().collect::<Result<_, _>>().expect("rows");
    assert!(rows.iter().flatten().any(|cell| cell.starts_with("'=HYPERLINK")), "{table}");
    assert!(rows.iter().flatten().all(|cell| !cell.starts_with('=') && !cell.contains('\u{202e}')), "{table}");
}

#[test]
fn what_is_not_there_is_told() {
    let desk = harbour_fire();
    desk.run("export claims harbor-fire");
    desk.run("export claims --speaker Nobody");
    desk.run("export git -o missing/folder.stream");
    desk.run("export brat -o history.db");
    let run = desk.command("export git -o harbour_fire").env("GIT_CEILING_DIRECTORIES", desk.folder()).output();
    let run = crate::environment::Outcome::from(run.expect("the program runs"));
    assert!(run.code == 2 && run.err.starts_with("error: "), "{run}");
    desk.run("export diffengine");
    desk.check("refused");
}

#[test]
fn each_format_reads_like_this() {
    let desk = TestEnvironment::with_fixture("ships_diverted", 1..=2);
    desk.quietly("ingest --model rules ships_diverted --story ships-diverted");
    for what in ["claims", "edits", "audits"] {
        let one = desk.quietly(&format!("export {what} --as csv"));
        snapshot(&format!("{what}_csv"), &one);
    }
    let first = |text: String| text.lines().take(1).collect::<String>();
    snapshot("claims_jsonl", &first(desk.quietly("export claims")));
    snapshot("edits_jsonl", &first(desk.quietly("export edits")));
    let page: Value = serde_json::from_str(&desk.quietly("export annotations")).expect("JSON");
    let mut one = page["first"]["items"][3].clone();
    one["claim"] = "as in claims".into();
    snapshot("annotation", &serde_json::to_string_pretty(&one).expect("JSON"));
    for what in ["schema-org", "timemap", "git"] {
        let text = desk.quietly(&format!("export {what}"));
        snapshot(&what.replace('-', "_"), &text);
    }
    desk.quietly("export brat -o brat");
    let file = std::fs::read_to_string(desk.path("brat/ships-diverted-v2.ann")).expect("the annotations");
    snapshot("brat", &file);
    desk.quietly("export diffengine -o diffengine.db");
    let database = Connection::open(desk.path("diffengine.db")).expect("a database");
    let rows: Vec<String> = database
        .prepare("SELECT id || '|' || title || '|' || url || '|' || created || '|' || summary FROM entryversion")
        .and_then(|mut rows| rows.query_map([], |row| row.get(0))?.collect())
        .expect("rows");
    snapshot("diffengine", &rows.join("\n"));
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_has_the_rows_of_the_lines_and_no_column_that_is_always_empty() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    let desk = harbour_fire();
    desk.file("pier.txt", "The pier is shut, Ana Holt said on Tuesday.\n");
    desk.quietly("ingest --model rules pier.txt --published 2031-04-02");
    for what in ["claims", "edits"] {
        desk.quietly(&format!("export {what} -o rows.parquet"));
        let file = std::fs::File::open(desk.path("rows.parquet")).expect("the file is there");
        let reader = SerializedFileReader::new(file).expect("it is Parquet");
        let (mut found, mut empty, mut filled) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        for row in reader.get_row_iter(None).expect("it has rows") {
            for (name, field) in row.expect("a row").get_column_iter() {
                if matches!(field, Field::Null) { &mut empty } else { &mut filled }.insert(name.clone());
                if let ("json", Field::Str(line)) = (name.as_str(), field) {
                    found.push(format!("{line}\n"));
                }
            }
        }
        assert_eq!(found.concat(), desk.quietly(&format!("export {what}")));
        let never: Vec<&String> = empty.difference(&filled).collect();
        assert!(never.is_empty(), "{what}: {never:?}");
        assert!(empty.contains("speaker"), "a fact is nobody's: {empty:?}");
    }
}

#[test]
fn parquet_that_cannot_be_written_is_told() {
    let desk = harbour_fire();
    let written = desk.run("export claims -o claims.parquet");
    let is_built_in = cfg!(feature = "parquet");
    assert_eq!((written.code, desk.path("claims.parquet").exists()), if is_built_in { (0, true) } else { (2, false) });
    assert_eq!(written.err.contains("--features parquet"), !is_built_in, "{written}");
    let audits = desk.run("export audits --as parquet");
    assert!(audits.code == 2 && audits.err.contains("--as jsonl"), "{audits}");
}
