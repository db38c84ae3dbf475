//! Databases and folders in the schemas of other tools, made here.

use std::process::Command;

use rusqlite::{Connection, params};

use super::{failures, is_there, name};
use crate::environment::TestEnvironment;

/// diffengine's tables, as its models make them.
pub const DIFFENGINE: &str = r#"
    CREATE TABLE "feed" ("url" VARCHAR(255) NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "created" DATETIME NOT NULL);
    CREATE TABLE "entry" ("id" INTEGER NOT NULL PRIMARY KEY, "url" VARCHAR(255) NOT NULL, "created" DATETIME NOT NULL,
        "checked" DATETIME NOT NULL);
    CREATE TABLE "feedentry" ("id" INTEGER NOT NULL PRIMARY KEY, "feed_id" VARCHAR(255) NOT NULL, "entry_id" INTEGER NOT NULL,
        "created" DATETIME NOT NULL, FOREIGN KEY ("feed_id") REFERENCES "feed" ("url"), FOREIGN KEY ("entry_id") REFERENCES "entry" ("id"));
    CREATE TABLE "entryversion" ("id" INTEGER NOT NULL PRIMARY KEY, "title" VARCHAR(255) NOT NULL, "url" VARCHAR(255) NOT NULL,
        "summary" VARCHAR(255) NOT NULL, "created" DATETIME NOT NULL, "archive_url" VARCHAR(255), "entry_id" INTEGER NOT NULL,
        FOREIGN KEY ("entry_id") REFERENCES "entry" ("id"));
    CREATE TABLE "diff" ("id" INTEGER NOT NULL PRIMARY KEY, "old_id" INTEGER NOT NULL, "new_id" INTEGER NOT NULL, "created" DATETIME NOT NULL,
        "tweeted" DATETIME, "blogged" DATETIME);
    INSERT INTO feed VALUES ('https://quay.example/feed', 'The Quay', '2031-04-01 00:00:00');
    INSERT INTO entry VALUES (1, 'https://quay.example/r/1', '2031-04-01 00:00:00', '2031-04-05 00:00:00'),
        (2, 'https://quay.example/mill', '2031-04-01 00:00:00', '2031-04-05 00:00:00');
    INSERT INTO feedentry VALUES (1, 'https://quay.example/feed', 1, '2031-04-01 00:00:00');
    INSERT INTO entryversion VALUES
        (1, 'Ferry returns', 'https://quay.example/ferry-returns', '<p>The ferry is back.</p><p>It sails on Monday, the port said.</p>',
            '2031-04-02 09:00:00.123456', NULL, 1),
        (2, 'Ferry returns', 'https://quay.example/ferry-returns-2', '<p>The ferry is back.</p><p>It sails on Friday, the port said.</p>',
            '2031-04-03 09:00:00.5', 'https://archive.example/1', 1),
        (3, 'Mill', 'https://quay.example/mill', '<p>The mill burns, residents said.</p>', '2031-04-02 09:00:00', NULL, 2),
        (4, 'Mill', 'https://quay.example/mill', '', '2031-04-03 09:00:00', NULL, 2),
        (5, 'Mill', 'https://quay.example/mill', '<p>The mill stands, residents said.</p>', 'yesterday', NULL, 2);
"#;

#[test]
fn diffengine() {
    let desk = TestEnvironment::wide();
    let path = desk.path("diffengine.db");
    Connection::open(&path).expect("a database").execute_batch(DIFFENGINE).expect("tables");
    let before = std::fs::read(&path).expect("a file");
    let (_, said) =
        desk.import(&["diffengine", name(&path)], 2, "3 versions of 2 stories stored, 1 passed over, 1 failed");
    assert!(failures(&said)[0].ends_with("version 5: without a time that can be read"), "{said}");
    assert_eq!(
        desk.versions("ferry-returns"),
        [
            "2031-04-02T09:00:00Z The ferry is back. It sails on Monday, the port said.",
            "2031-04-03T09:00:00Z The ferry is back. It sails on Friday, the port said."
        ]
    );
    let history = desk.history();
    let version =
        history.listed_version(&onrecord::story::Slug::from_text("ferry-returns").expect("a slug"), 2).expect("v2");
    assert_eq!(
        (version.metadata.headline.as_deref(), version.metadata.outlet.as_deref()),
        (Some("Ferry returns"), Some("The Quay"))
    );
    assert_eq!(version.body, "The ferry is back.\n\nIt sails on Friday, the port said.\n");
    desk.import(&["diffengine", name(&path)], 2, "0 versions stored, 3 there already, 1 passed over, 1 failed");
    assert_eq!(std::fs::read(&path).expect("a file"), before, "the other tool's file is only read");
}

#[test]
fn newsedits() {
    let desk = TestEnvironment::wide();
    let path = desk.path("newssniffer-quay.db");
    let connection = Connection::open(&path).expect("a database");
    connection
        .execute_batch(
            r#"CREATE TABLE entryversion ("index" INTEGER, id INTEGER, entry_id INTEGER, version INTEGER, title TEXT, created TEXT, url TEXT,
                archive_url TEXT, num_versions INTEGER, summary TEXT, joint_key TEXT)"#,
        )
        .expect("a table");
    let mut insert = connection
        .prepare("INSERT INTO entryversion (id, entry_id, version, title, created, url, num_versions, summary) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 2, ?7)")
        .expect("a statement");
    for (id, entry, version, created, url, text) in [
        (
            1,
            7,
            1,
            "2031-04-03 09:00:00",
            "https://quay.example/new-place",
            "<p>The ferry sails on Friday, the port said.</p>",
        ),
        (
            2,
            7,
            0,
            "2031-04-02 09:00:00",
            "https://quay.example/ferry",
            "<p>The ferry sails on Monday, the port said.</p>",
        ),
        (3, 8, 0, "2031-04-02 09:00:00", "", "<p>The mill burns, residents said.</p>"),
    ] {
        insert.execute(params![id, entry, version, "Title", created, url, text]).expect("a row");
    }
    drop(insert);
    connection.close().expect("it closes");
    desk.import(&["newsedits", name(&path)], 0, "3 versions of 2 stories stored");
    assert_eq!(desk.stories(), ["ferry", "newssniffer-quay-8"]);
    assert_eq!(
        desk.versions("ferry"),
        [
            "2031-04-02T09:00:00Z The ferry sails on Monday, the port said.",
            "2031-04-03T09:00:00Z The ferry sails on Friday, the port said."
        ]
    );
    desk.import(&["newsedits", name(&path)], 0, "0 versions stored, 3 there already");
    let csv = "index,entry_id,version,title,created,url,summary\n0,9,0,Mill,2031-04-02 09:00:00,https://quay.example/mill,<p>The mill burns.</p>\n";
    let csv = desk.saved("quay.csv", csv);
    desk.import(&["newsedits", name(&csv)], 0, "1 version of 1 story stored");
}

/// newsdiffs' tables, as Django makes them in SQLite.
const NEWSDIFFS: &str = r#"
    CREATE TABLE "Articles" ("id" integer NOT NULL PRIMARY KEY, "url" varchar(255) NOT NULL UNIQUE, "initial_date" datetime NOT NULL,
        "last_update" datetime NOT NULL, "last_check" datetime NOT NULL, "git_dir" varchar(255) NOT NULL);
    CREATE TABLE "version" ("id" integer NOT NULL PRIMARY KEY, "article_id" integer NOT NULL REFERENCES "Articles" ("id"),
        "v" varchar(255) NOT NULL UNIQUE, "title" varchar(255) NOT NULL, "byline" varchar(255) NOT NULL, "date" datetime NOT NULL,
        "boring" bool NOT NULL, "diff_json" varchar(255));
    INSERT INTO "Articles" VALUES (1, 'http://www.quay.example/ferry', '2031-04-02', '2031-04-03', '2031-04-03', '2031-04'),
        (2, 'http://www.quay.example/mill', '2031-04-02', '2031-04-03', '2031-04-03', '../../outside');
"#;

#[test]
fn newsdiffs() {
    if !is_there("git") {
        eprintln!("left out: git is not here");
        return;
    }
    let desk = TestEnvironment::wide();
    let folder = desk.path("articles/2031-04");
    std::fs::create_dir_all(&folder).expect("a folder");
    let git = |at: &str, args: &[&str]| {
        let output = Command::new("git")
            .arg("-C")
            .arg(&folder)
            .args(["-c", "user.name=newsdiffs", "-c", "user.email=n@quay.example", "-c", "commit.gpgSign=false"])
            .args(args)
            .env("GIT_AUTHOR_DATE", at)
            .env("GIT_COMMITTER_DATE", at)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .output()
            .expect("git runs");
        assert!(output.status.success(), "{args:?}");
        String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
    };
    git("", &["init", "-q"]);
    let connection = Connection::open(desk.path("newsdiffs.db")).expect("a database");
    connection.execute_batch(NEWSDIFFS).expect("tables");
    for (id, day, boring) in [(1, "Monday", 0), (2, "Friday", 0), (3, "Sunday", 1)] {
        desk.file(
            "articles/2031-04/www.quay.example/ferry",
            format!("April 2031\nFerry returns\nBy Ana Holt\nIt sails on {day}, the port said.\n"),
        );
        let at = format!("2031-04-0{id}T09:00:00-04:00");
        git(&at, &["add", "-A"]);
        git(&at, &["commit", "-q", "-m", "saved"]);
        let commit = git("", &["rev-parse", "HEAD"]);
        let sql =
            "INSERT INTO version VALUES (?1, 1, ?2, 'Ferry returns', 'By Ana Holt', '2031-04-02 05:00:00', ?3, NULL)";
        connection.execute(sql, params![id, commit, boring]).expect("a row");
    }
    let wrong = "INSERT INTO version VALUES (8, 1, '--help', 't', 'b', '2031', 0, NULL), (9, 2, 'abcdef0', 't', 'b', '2031', 0, NULL)";
    connection.execute_batch(wrong).expect("rows");
    connection.close().expect("it closes");
    let args = ["newsdiffs", "newsdiffs.db", "articles"];
    let (_, said) = desk.import(&args, 2, "2 versions of 1 story stored, 1 passed over, 2 failed");
    let said = failures(&said);
    assert_eq!(
        said,
        ["newsdiffs.db, version 8: without a commit", "newsdiffs.db, version 9: in a repository that is not there"]
    );
    assert_eq!(
        desk.versions("ferry"),
        [
            "2031-04-01T13:00:00Z It sails on Monday, the port said.",
            "2031-04-02T13:00:00Z It sails on Friday, the port said."
        ]
    );
    desk.import(&args, 2, "0 versions stored, 2 there already, 1 passed over, 2 failed");
}

#[test]
fn changedetection() {
    let desk = TestEnvironment::wide();
    let watches = r#"{"watching": {
        "5a0f": {"uuid": "5a0f", "url": "source:https://quay.example/ferry", "title": null, "tags": []},
        "77aa": {"uuid": "77aa", "url": "https://quay.example/never"},
        "../up": {"url": "https://quay.example/up"}}, "settings": {}}"#;
    desk.file("datastore/url-watches.json", watches);
    desk.file("datastore/secret.txt", "Not for you.");
    desk.file("datastore/5a0f/aa.txt", "It sails on Monday, the port said.\n");
    // Brotli, as it is written without compressing: 16 bits of window, one stored block, the end.
    let text = b"It sails on Friday, the port said.\n";
    let head = ((text.len() as u32 - 1) << 4 | 1 << 20).to_le_bytes();
    desk.file("datastore/5a0f/bb.txt.br", [&head[..3], text, &[3]].concat());
    desk.file("datastore/5a0f/cc.txt.br", "no brotli");
    let history = "1932886800,aa.txt\n1932973200,/old/place/5a0f/bb.txt\n1933059600,cc.txt.br\n1933146000,../secret.txt\nsoon,aa.txt\n1933146001,shot.png\n";
    desk.file("datastore/5a0f/history.txt", history);
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret.txt", desk.path("datastore/5a0f/secret.txt")).expect("a link");
    let (_, said) =
        desk.import(&["changedetection", "datastore"], 2, "2 versions of 1 story stored, 2 passed over, 4 failed");
    assert_eq!(failures(&said).len(), 4, "{said}");
    assert_eq!(
        desk.versions("ferry"),
        [
            "2031-04-02T09:00:00Z It sails on Monday, the port said.",
            "2031-04-03T09:00:00Z It sails on Friday, the port said."
        ]
    );
    desk.import(&["changedetection", "datastore"], 2, "0 versions stored, 2 there already, 2 passed over, 4 failed");
}

#[test]
fn changedetection_with_watches_kept_apart() {
    let desk = TestEnvironment::wide();
    desk.file("datastore/changedetection.json", "{}");
    desk.file("datastore/5a0f/watch.json", r#"{"url": "https://quay.example/ferry"}"#);
    desk.file("datastore/5a0f/history.txt", "1932886800,aa.txt\n");
    desk.file("datastore/5a0f/aa.txt", "It sails on Monday, the port said.\n");
    desk.import(&["changedetection", "datastore"], 0, "1 version of 1 story stored");
}

#[test]
fn what_is_of_another_tool_is_told() {
    let desk = TestEnvironment::wide();
    desk.file("text.db", "The ferry is back, and this is no database, however long it may be.".repeat(20));
    Connection::open(desk.path("other.db"))
        .expect("a database")
        .execute_batch("CREATE TABLE entry (id, url)")
        .expect("a table");
    let views = "CREATE TABLE t (x); CREATE VIEW entryversion AS SELECT x AS title, x AS entry_id, x AS summary, x AS created FROM t";
    Connection::open(desk.path("view.db")).expect("a database").execute_batch(views).expect("tables");
    std::fs::create_dir_all(desk.path("folder")).expect("a folder");
    for args in [
        ["diffengine", "text.db"],
        ["diffengine", "other.db"],
        ["newsedits", "view.db"],
        ["newsedits", "missing.db"],
        ["changedetection", "folder"],
    ] {
        let (_, said) = desk.import(&args, 2, "0 versions stored, 1 failed");
        assert_eq!(failures(&said).len(), 1, "{said}");
    }
    assert!(!desk.path("history.db").exists());
}
