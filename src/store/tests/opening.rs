//! What is opened, what is created, what is refused and left alone.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::error::Fault;
use super::*;

/// Lists the files of a folder.
fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Says that a file is refused both ways, with a hint, and left as it is.
#[track_caller]
fn check_refused(content: &[u8], refused: impl Fn(&Error) -> bool) {
    let place = TestHistory::new();
    fs::write(place.file(), content).expect("a file");
    for result in [History::open(&place.file()), History::open_read_only(&place.file())] {
        let error = result.expect_err("a refusal");
        assert!(refused(&error), "{error:?}");
        assert!(error.to_string().contains("onrecord.db"), "{error}");
        assert!(error.hint().is_some());
        assert_eq!(fs::read(place.file()).expect("the file"), content);
        assert_eq!(files(place.folder.path()), ["onrecord.db"]);
    }
}

/// Makes a database by SQL and returns its bytes.
fn database(sql: &str) -> Vec<u8> {
    let place = TestHistory::new();
    place.raw().execute_batch(sql).expect("a database");
    fs::read(place.file()).expect("the file")
}

#[test]
fn what_is_not_ours_is_refused_and_left_alone() {
    let not_ours = |error: &Error| matches!(error, Error::NotOurs { .. });
    check_refused(b"x", not_ours);
    check_refused(&b"Some notes on the harbour story. ".repeat(40), not_ours);
    check_refused(&[0; 8192], not_ours);
    check_refused(&database("CREATE TABLE t (x)"), not_ours);
    check_refused(&database("PRAGMA journal_mode = WAL; CREATE TABLE t (x)"), not_ours);
    check_refused(&database("PRAGMA application_id = 77; PRAGMA user_version = 1; CREATE TABLE t (x)"), not_ours);
}

#[test]
fn a_newer_one_is_refused_and_left_alone() {
    let newer =
        format!("PRAGMA application_id = {}; PRAGMA user_version = 9; CREATE TABLE t (x)", open::APPLICATION_ID);
    check_refused(&database(&newer), |error| matches!(error, Error::Newer { found: 9, known: SCHEMA, .. }));
}

#[test]
fn a_folder_is_refused() {
    let place = TestHistory::new();
    for result in [History::open(place.folder.path()), History::open_read_only(place.folder.path())] {
        assert!(matches!(result, Err(Error::Folder { .. })), "{result:?}");
    }
}

#[test]
fn reading_creates_nothing() {
    let place = TestHistory::new();
    let below = place.folder.path().join("below").join("onrecord.db");
    assert!(matches!(History::open_read_only(&below), Err(Error::Missing { .. })));
    fs::write(place.file(), b"").expect("a file");
    assert!(matches!(History::open_read_only(&place.file()), Err(Error::Missing { .. })));
    assert_eq!(files(place.folder.path()), ["onrecord.db"]);
    assert_eq!(fs::read(place.file()).expect("the file"), b"");
}

#[test]
fn a_missing_folder_and_an_empty_file_become_a_history() {
    let place = TestHistory::new();
    let below = place.folder.path().join("a").join("b").join("onrecord.db");
    assert_eq!(History::open(&below).expect("a history").stories().expect("a list"), []);
    fs::write(place.file(), b"").expect("a file");
    assert_eq!(place.open().stories().expect("a list"), []);
    let header = fs::read(&below).expect("the file");
    assert_eq!(header[68..72], open::APPLICATION_ID.to_be_bytes());
}

/// A power cut while a history was made leaves half of it, and a journal by which it is nothing again.
#[test]
fn a_making_that_was_cut_off_begins_again() {
    let (place, making) = (TestHistory::new(), TestHistory::new());
    let raw = making.raw();
    let begun = "PRAGMA cache_size = 1; BEGIN; PRAGMA application_id = 77; CREATE TABLE t (x); \
                 INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) \
                 SELECT randomblob(400) FROM n;";
    raw.execute_batch(begun).expect("a write that goes on");
    let journal = |place: &TestHistory| place.folder.path().join("onrecord.db-journal");
    let leave = || {
        fs::copy(making.file(), place.file()).expect("what stands on the disk");
        fs::copy(journal(&making), journal(&place)).expect("its journal");
    };
    leave();
    assert!(fs::metadata(place.file()).expect("the file").len() > 100_000, "pages were written");
    assert!(matches!(History::open_read_only(&place.file()), Err(Error::Missing { .. })));
    assert_eq!(place.open().stories().expect("a list"), []);
    assert!(place.open().verify().expect("a check").is_sound());

    // A file that held something before it was written to is somebody else's, whatever its journal.
    raw.execute_batch("ROLLBACK; CREATE TABLE theirs (x);").expect("a database");
    raw.execute_batch(begun).expect("a write that goes on");
    leave();
    let before = fs::read(place.file()).expect("the file");
    assert!(matches!(History::open(&place.file()), Err(Error::NotOurs { .. })));
    assert_eq!(fs::read(place.file()).expect("the file"), before);
}

#[test]
fn odd_names_are_names_of_files() {
    let place = TestHistory::new();
    for name in ["file:x?mode=memory", ":memory:", "a b%20ü#?.db"] {
        let file = place.folder.path().join(name);
        History::open(&file).expect("a history");
        assert!(file.is_file(), "{name}");
        History::open(&file).expect("the same history");
        History::open_read_only(&file).expect("the same history");
    }
}

#[test]
fn a_history_is_written_ahead_in_full_and_tidied_up() {
    let place = TestHistory::new();
    let history = place.open();
    let pragma = |name: &str| -> String {
        let sql = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
        history.connection.query_row(&sql, [], |row| row.get(0)).expect("a pragma")
    };
    assert_eq!(pragma("journal_mode"), "wal");
    assert_eq!(["synchronous", "foreign_keys", "recursive_triggers"].map(pragma), ["2", "1", "1"]);
    drop(history);
    drop(History::open_read_only(&place.file()).expect("a history"));
    assert_eq!(files(place.folder.path()), ["onrecord.db"]);
}

#[test]
fn many_may_create_at_once() {
    let place = TestHistory::new();
    let file = place.file();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|nth| {
                let file = &file;
                scope.spawn(move || {
                    let mut history = History::open(file).expect("a history");
                    add(&mut history, &format!("story {nth}"), &draft("One"), &facts("One"), hour(nth));
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().expect("a thread that ends well"));
    });
    let history = place.open();
    assert_eq!(history.stories().expect("a list").len(), 8);
    assert_eq!(history.verify().expect("a check").problems, []);
}

#[test]
fn a_second_writer_gets_an_error_in_the_end() {
    let place = TestHistory::new();
    let (mut one, two) = (place.open(), place.open());
    let writer = one.write().expect("a writer");
    let [silence, patience] = [20, 60].map(Duration::from_millis);
    let refused = waiting::begin_within(&two.connection, &two.notice, silence, patience).map(drop);
    let error = Fault::from(refused.expect_err("a lock")).at(two.path());
    assert!(matches!(error, Error::Locked { .. }), "{error:?}");
    assert!(error.to_string().contains("onrecord.db") && error.hint().is_some());
    assert_eq!(two.stories().expect("reading continues"), []);
    assert_eq!(History::open_read_only(&place.file()).expect("opening continues").stories().expect("a list"), []);
    History::open(&place.file()).expect("opening continues");
    drop(writer);
    waiting::begin_within(&two.connection, &two.notice, silence, patience).expect("a writer");
}

#[test]
fn a_second_writer_waits_and_says_so_once() {
    let place = TestHistory::new();
    let (mut one, mut two) = (place.open(), place.open());
    let notices = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&notices);
    two.on_wait(move || {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    two.write().expect("a writer at once");
    assert_eq!(notices.load(Ordering::Relaxed), 0);
    let writer = one.write().expect("a writer");
    std::thread::scope(|scope| {
        let second = scope.spawn(|| two.write().map(drop));
        while notices.load(Ordering::Relaxed) == 0 && !second.is_finished() {
            std::thread::sleep(Duration::from_millis(20));
        }
        drop(writer);
        second.join().expect("a thread").expect("a writer, after a while");
    });
    assert_eq!(notices.load(Ordering::Relaxed), 1);
}

#[cfg(unix)]
#[test]
fn what_is_made_is_for_its_owner_alone_and_what_is_there_stays() {
    use std::os::unix::fs::PermissionsExt;

    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a change");
    let place = TestHistory::new();
    set(place.folder.path(), 0o755);
    let folder = place.folder.path().join("a").join("b");
    let mut history = History::open(&folder.join("onrecord.db")).expect("a history");
    add_bodies(&mut history, "pier", &["One"]);
    for file in ["onrecord.db", "onrecord.db-wal", "onrecord.db-shm"] {
        assert_eq!(mode(&folder.join(file)), 0o600, "{file}");
    }
    assert_eq!([&folder, folder.parent().expect("a folder"), place.folder.path()].map(mode), [0o700, 0o700, 0o755]);

    let shared = place.folder.path().join("shared.db");
    fs::write(&shared, b"").expect("a file");
    set(&shared, 0o640);
    let mut history = History::open(&shared).expect("a history");
    add_bodies(&mut history, "pier", &["One"]);
    assert_eq!(mode(&shared), 0o640);
    assert_eq!(mode(&place.folder.path().join("shared.db-wal")), 0o640);
}

#[test]
fn a_reader_does_not_write() {
    let place = TestHistory::new();
    add_bodies(&mut place.open(), "s", &["One"]);
    let mut reader = History::open_read_only(&place.file()).expect("a history");
    assert!(matches!(reader.write(), Err(Error::ReadOnly { .. })));
    assert!(reader.connection.execute("INSERT INTO story (slug) VALUES ('x')", []).is_err());
}

#[test]
fn a_kill_between_writes_leaves_whole_versions() {
    let place = TestHistory::new();
    let copy = TestHistory::new();
    let mut history = place.open();
    add_bodies(&mut history, "s", &["One", "Two"]);
    let mut writer = history.write().expect("a writer");
    writer
        .add(&slug("s"), &draft("Three"), &unread(&facts("Three")), &[Origin::Enters], "hand-1", hour(9))
        .expect("v3");
    // What a kill leaves behind is what lies on the disk now.
    for name in files(place.folder.path()).iter().filter(|name| !name.ends_with("-shm")) {
        fs::copy(place.folder.path().join(name), copy.folder.path().join(name)).expect("a copy");
    }
    let history = History::open_read_only(&copy.file()).expect("a history");
    assert_eq!(history.story(&slug("s")).expect("a read").expect("a story").versions, 2);
    assert_eq!(history.verify().expect("a check").problems, []);
}

#[cfg(unix)]
#[test]
fn a_read_only_place_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let place = TestHistory::new();
    add_bodies(&mut place.open(), "s", &["One", "Two"]);
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    mode(&place.file(), 0o444);
    // Root may write anywhere, and so has nothing to be told here.
    let root = fs::OpenOptions::new().append(true).open(place.file()).is_ok();
    for (file, folder) in [(0o444, 0o555), (0o444, 0o755), (0o644, 0o555)] {
        mode(&place.file(), file);
        mode(place.folder.path(), folder);
        let history = History::open_read_only(&place.file()).expect("a history");
        assert_eq!(history.version_rows(&slug("s")).expect("a list").len(), 2);
        assert!(history.verify().expect("a check").is_sound());
        drop(history);
        let written = History::open(&place.file()).and_then(|mut history| history.write().map(|_| ()));
        mode(place.folder.path(), 0o755);
        mode(&place.file(), 0o644);
        if !root {
            let error = written.expect_err("a read-only place");
            assert!(matches!(error, Error::ReadOnly { .. } | Error::Unreadable { .. }), "{error:?}");
            assert!(error.hint().is_some());
            assert_eq!(files(place.folder.path()), ["onrecord.db"]);
        }
    }
}

#[test]
fn a_snapshot_is_the_history_in_memory() {
    let place = TestHistory::new();
    add_bodies(&mut place.open(), "s", &["One", "Two"]);
    let connection = open::snapshot(&place.file()).expect("a snapshot");
    let history = History::on(connection, place.file(), false).expect("a history");
    add_bodies(&mut place.open(), "t", &["Three"]);
    assert_eq!(history.stories().expect("a list").len(), 1);
    assert!(history.verify().expect("a check").is_sound());
    assert!(history.connection.execute("DROP TABLE claim", []).is_err());
}

#[test]
fn a_snapshot_waits_for_no_writer() {
    let place = TestHistory::new();
    let mut history = place.open();
    add_bodies(&mut history, "s", &["One"]);
    // The version still lies in the journal beside the file: the file alone would lack it.
    assert!(matches!(open::snapshot(&place.file()), Err(Error::Locked { .. })));
}

#[test]
fn a_history_cut_short_is_damaged() {
    let place = TestHistory::new();
    add_bodies(&mut place.open(), "s", &["One"]);
    let whole = fs::read(place.file()).expect("the file");
    for length in [whole.len() - 4096, 4096, 2000, 99] {
        fs::write(place.file(), &whole[..length]).expect("a file");
        for result in [History::open(&place.file()), History::open_read_only(&place.file())] {
            let error = result.and_then(|history| history.verify().map(|_| ())).expect_err("an error");
            assert!(matches!(error, Error::Damaged { .. }), "{length}: {error:?}");
        }
        assert_eq!(fs::read(place.file()).expect("the file"), &whole[..length]);
    }
}

/// An invented schema, and the one after it with the step that leads there.
const INVENTED: open::Schemas<'_> = open::Schemas {
    fresh: "CREATE TABLE story (id INTEGER PRIMARY KEY, slug TEXT NOT NULL, outlet TEXT); \
            CREATE INDEX story_by_outlet ON story (outlet); PRAGMA user_version = 4",
    first: 3,
    steps: &["ALTER TABLE story ADD COLUMN outlet TEXT; CREATE INDEX story_by_outlet ON story (outlet); \
              PRAGMA user_version = 4"],
};
const INVENTED_BEFORE: &str =
    "CREATE TABLE story (id INTEGER PRIMARY KEY, slug TEXT NOT NULL); PRAGMA user_version = 3";

fn in_memory() -> rusqlite::Connection {
    rusqlite::Connection::open_in_memory().expect("a database")
}

fn schema_of(connection: &rusqlite::Connection) -> u32 {
    connection.query_row("SELECT user_version FROM pragma_user_version", [], |row| row.get(0)).expect("a version")
}

#[test]
fn an_upgraded_history_is_as_a_fresh_one() {
    let (fresh, upgraded) = (in_memory(), in_memory());
    INVENTED.migrate(&fresh, None).expect("a schema");
    upgraded.execute_batch(INVENTED_BEFORE).expect("the schema before");
    upgraded.execute("INSERT INTO story (slug) VALUES ('ferry')", []).expect("a story");
    INVENTED.migrate(&upgraded, Some(3)).expect("a migration");
    assert_eq!((schema_of(&fresh), schema_of(&upgraded)), (INVENTED.last(), INVENTED.last()));
    assert_eq!(verify::objects(&upgraded).expect("objects"), verify::objects(&fresh).expect("objects"));
    let kept: String = upgraded.query_row("SELECT slug FROM story", [], |row| row.get(0)).expect("the story");
    assert_eq!(kept, "ferry");
    // Nothing is left to do for a history of the last schema.
    INVENTED.migrate(&upgraded, Some(4)).expect("no migration");
}

/// The schema of the first release.
const FIRST: &str = include_str!("../../../tests/fixtures/schema-7.sql");

#[test]
fn a_history_of_the_first_release_is_upgraded_to_a_fresh_one() {
    let (fresh, upgraded) = (in_memory(), in_memory());
    open::SCHEMAS.migrate(&fresh, None).expect("the schema");
    upgraded.execute_batch(FIRST).expect("the first schema");
    open::SCHEMAS.migrate(&upgraded, Some(open::SCHEMAS.first)).expect("a migration");
    assert_eq!((schema_of(&fresh), schema_of(&upgraded)), (SCHEMA, SCHEMA));
    assert_eq!(verify::objects(&upgraded).expect("objects"), verify::objects(&fresh).expect("objects"));
}

#[test]
fn a_history_of_the_first_release_is_read_as_it_stands_and_upgraded_by_a_write() {
    let place = TestHistory::new();
    add_bodies(&mut place.open(), "ferry", &["One", "Two"]);
    let old = TestHistory::new();
    let raw = old.raw();
    raw.execute_batch(FIRST).expect("the first schema");
    let triggers: Vec<String> = raw
        .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
        .expect("triggers");
    drop_triggers(&raw);
    raw.pragma_update(None, "foreign_keys", false).expect("a pragma");
    raw.execute("ATTACH ?1 AS new", [place.file().to_str()]).expect("the other history");
    for table in ["story", "body", "capture", "extraction", "lineage", "wording", "claim", "reading"] {
        raw.execute_batch(&format!("INSERT INTO main.{table} SELECT * FROM new.{table}")).expect(table);
    }
    let columns = "id, story, number, headline, byline, outlet, url, published_at, modified_at, captured_at, stored_at, \
        body, capture, speaker, chain";
    raw.execute_batch(&format!("INSERT INTO main.version ({columns}) SELECT {columns} FROM new.version"))
        .expect("rows");
    raw.execute_batch("INSERT INTO claim_words (claim_words) VALUES ('rebuild'); DETACH new").expect("an index");
    triggers.iter().for_each(|sql| raw.execute_batch(sql).expect("a trigger"));
    drop(raw);
    let whole = fs::read(old.file()).expect("the file");
    let read = History::open_read_only(&old.file()).expect("a history");
    assert_eq!(read.version_numbers(&slug("ferry")).expect("numbers"), [1, 2]);
    assert_eq!(read.verify().expect("a check").problems, []);
    drop(read);
    assert_eq!(fs::read(old.file()).expect("the file"), whole, "whoever reads changes nothing");
    add_bodies(&mut old.open(), "ferry", &["Three"]);
    assert_eq!(schema_of(&old.raw()), SCHEMA);
    assert_eq!(old.open().verify().expect("a check").problems, []);
}

#[test]
fn the_schema_says_its_number() {
    let fresh = in_memory();
    open::SCHEMAS.migrate(&fresh, None).expect("the schema");
    assert_eq!(schema_of(&fresh), SCHEMA);
}

#[test]
fn a_history_from_before_the_first_release_is_left_as_it_is() {
    let place = TestHistory::new();
    add_bodies(&mut place.open(), "s", &["One"]);
    place.raw().execute_batch("PRAGMA user_version = 6; PRAGMA wal_checkpoint(TRUNCATE)").expect("an old number");
    let before = fs::read(place.file()).expect("the file");
    for result in [History::open(&place.file()), History::open_read_only(&place.file())] {
        let error = result.map(|_| ()).expect_err("an error");
        assert!(matches!(error, Error::Unreleased { found: 6, .. }), "{error:?}");
        assert!(error.hint().is_some());
    }
    assert_eq!(fs::read(place.file()).expect("the file"), before);
}
