//! `onrecord bundle` and `onrecord verify FILE`: others' tools read the bundle, and nothing in it changes unseen.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use onrecord::bundle;
use onrecord::story::sha256;
use zip::write::SimpleFileOptions;

use crate::environment::TestEnvironment;

/// Two stories, so that the chain of one runs through the other, and a bundle of one of them.
pub fn bundled() -> TestEnvironment {
    let desk = TestEnvironment::wide();
    let texts = [
        ("lock", "The canal lock will open in May, Petra Hald said.\n"),
        ("mill", "The mill burned for two days.\n"),
        ("lock", "The canal lock may open in June, Petra Hald said.\n\n“It leaks,” she said.\n"),
        ("lock", "The canal lock will open in July, Petra Hald said.\n"),
    ];
    for (nth, (story, text)) in (1..).zip(texts) {
        desk.file("text.txt", format!("---\nheadline: The {story}\ncaptured: 2031-03-0{nth}T09:00Z\n---\n{text}"));
        desk.quietly(&["ingest", "--model", "rules", "--story", story, "text.txt"]);
    }
    desk.quietly("bundle lock -o evidence.zip");
    desk
}

/// Unpacks an archive as any program would; returns the bag's folder.
fn unpacked(desk: &TestEnvironment) -> PathBuf {
    let file = fs::File::open(desk.path("evidence.zip")).expect("the archive");
    let mut archive = zip::ZipArchive::new(file).expect("a zip file");
    for number in 0..archive.len() {
        let mut member = archive.by_index(number).expect("a member");
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).expect("its bytes");
        desk.saved(&format!("out/{}", member.name().expect("a name")), bytes);
    }
    desk.path("out/lock")
}

fn problems(path: &Path) -> Vec<String> {
    let check = bundle::check(path).expect("it can be read");
    check.problems.into_iter().map(|problem| format!("{}: {}", problem.place, problem.message)).collect()
}

#[test]
fn a_bundle_is_sound_packed_and_unpacked() {
    let desk = bundled();
    let found = desk.json("verify evidence.zip");
    assert_eq!((found["sound"].as_bool(), found["versions"].as_u64()), (Some(true), Some(3)));
    assert_eq!(found["head"], desk.json("verify")["head"]);
    let folder = unpacked(&desk);
    assert_eq!(problems(&folder), [""; 0]);
    assert!(desk.quietly("verify out/lock").contains("sound: nothing was changed"));
    for markdown in ["verify evidence.zip --format markdown", "verify evidence.zip"] {
        assert!(desk.quietly(markdown).contains(found["head"].as_str().expect("a head")));
    }
    let text = |path: &str| fs::read_to_string(folder.join(path)).expect("a file of the bag");
    assert_eq!(text("data/versions/3/body.txt"), "The canal lock will open in July, Petra Hald said.\n");
    assert!(text("data/versions/2/capture").starts_with("---\nheadline: The lock\n"));
    assert_eq!(text("data/versions/2/claims.json"), desk.quietly("claims lock@v2 --format json"));
    assert_eq!(text("data/versions/2/changes.json"), desk.quietly("diff lock@v1 lock@v2 --format json"));
    assert_eq!(text("data/report.html"), desk.quietly("report lock -o -"));
    assert!(!folder.join("data/versions/1/changes.json").exists());
    let rows: serde_json::Value = serde_json::from_str(&text("data/chain.json")).expect("JSON");
    assert_eq!([&rows["versions"][1]["place"], &rows["history_versions"]], [3, 4]);
}

#[test]
fn the_same_history_gives_the_same_bytes() {
    let desk = bundled();
    desk.quietly("bundle lock -o again.zip");
    let read = |name: &str| fs::read(desk.path(name)).expect("the archive");
    assert_eq!(read("evidence.zip"), read("again.zip"));
    let names: Vec<_> = fs::read_dir(desk.folder()).expect("a folder").flatten().map(|one| one.file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with(".onrecord-")), "{names:?}");
}

#[test]
fn sha256sum_agrees() {
    let desk = bundled();
    let folder = unpacked(&desk);
    for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        let output = Command::new("sha256sum").args(["-c", "--strict", manifest]).current_dir(&folder).output();
        match output {
            Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
            Err(_) => eprintln!("left out: sha256sum is not here"),
        }
    }
    let mut unzip = Command::new("unzip");
    let tested = unzip.args(["-tqq", "evidence.zip"]).current_dir(desk.folder()).stdout(Stdio::null());
    match tested.status() {
        Ok(status) => assert!(status.success()),
        Err(_) => eprintln!("left out: unzip is not here"),
    }
}

#[test]
fn no_byte_of_the_archive_changes_unseen() {
    let desk = bundled();
    let archive = fs::read(desk.path("evidence.zip")).expect("the archive");
    let path = desk.path("changed.zip");
    let damaged = |bytes: &[u8], what: &str| {
        fs::write(&path, bytes).expect("the archive can be written");
        assert!(!problems(&path).is_empty(), "{what}");
    };
    // All of the ends, where the lists of a zip file are, and a part of what is between.
    let ends = |at: &usize| *at < 200 || *at + 600 > archive.len() || at.is_multiple_of(61);
    for at in (0..archive.len()).filter(ends) {
        let mut changed = archive.clone();
        changed[at] ^= 1 << (at % 8);
        damaged(&changed, &format!("byte {at} of {}", archive.len()));
    }
    damaged(&archive[..archive.len() - 1], "the last byte is missing");
    damaged(&archive[1..], "the first byte is missing");
    damaged(&[&archive[..], b"\n"].concat(), "a byte too many at the end");
    damaged(&[b"\n", &archive[..]].concat(), "a byte too many at the beginning");
    let run = desk.run("verify changed.zip");
    assert!(run.code == 2 && run.err.contains("error: the bundle is not sound"), "{run}");
}

#[test]
fn what_was_changed_in_the_history_is_no_evidence() {
    let desk = bundled();
    let database = rusqlite::Connection::open(desk.path("history.db")).expect("a database");
    let change = "DROP TRIGGER body_fixed; UPDATE body SET text = replace(text, 'June', 'July')";
    database.execute_batch(change).expect("a change");
    let run = desk.run("bundle lock -o again.zip");
    assert!(run.code == 2 && run.err.starts_with("error: the history is not sound: "), "{run}");
    assert!(!desk.path("again.zip").exists());
}

fn files(folder: &Path, above: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = format!("{above}{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => found.extend(files(&entry.path(), &format!("{name}/"))),
            false => found.push(name),
        }
    }
    found.sort();
    found
}

#[test]
fn no_file_of_the_folder_changes_unseen() {
    let desk = bundled();
    let folder = unpacked(&desk);
    let all = files(&folder, "");
    assert_eq!(all.len(), 18, "{all:?}");
    for name in &all {
        let path = folder.join(name);
        let content = fs::read(&path).expect("a file");
        for at in [0, content.len() / 2, content.len() - 1] {
            let mut changed = content.clone();
            changed[at] ^= 0x20;
            fs::write(&path, changed).expect("it can be written");
            let found = problems(&folder);
            assert!(found.iter().any(|one| one.contains(name.as_str())), "{name}, byte {at}: {found:?}");
        }
        fs::remove_file(&path).expect("it can be removed");
        let found = problems(&folder);
        assert!(found.iter().any(|one| one.starts_with(name.as_str()) && one.contains("missing")), "{name}: {found:?}");
        fs::write(&path, content).expect("it can be written");
    }
    desk.file("out/lock/data/versions/3/more.txt", "One more.");
    assert_eq!(problems(&folder), ["data/versions/3/more.txt: it is not in manifest-sha256.txt"]);
}

/// Changes a file of a bag, and makes all its manifests anew.
fn forge(folder: &Path, name: &str, change: impl Fn(String) -> String) {
    let path = folder.join(name);
    let changed = change(fs::read_to_string(&path).expect("a text"));
    fs::write(&path, changed).expect("it can be written");
    let all = files(folder, "");
    let (payload, tags): (Vec<&String>, Vec<&String>) = all.iter().partition(|name| name.starts_with("data/"));
    let lines = |names: &[&String]| -> String {
        let line = |name: &&String| {
            let hash = sha256(&fs::read(folder.join(name)).expect("a file"));
            format!("{hash}  {name}\n")
        };
        names.iter().map(line).collect()
    };
    fs::write(folder.join("manifest-sha256.txt"), lines(&payload)).expect("it can be written");
    let tags: Vec<&String> = tags.into_iter().filter(|name| *name != "tagmanifest-sha256.txt").collect();
    fs::write(folder.join("tagmanifest-sha256.txt"), lines(&tags)).expect("it can be written");
}

#[test]
fn forged_manifests_do_not_hide_a_change() {
    let check = |name: &str, from: &str, to: &str, expected: &str| {
        let desk = bundled();
        let folder = unpacked(&desk);
        forge(&folder, name, |text| {
            assert!(text.contains(from), "{name}: {text}");
            text.replacen(from, to, 1)
        });
        let found = problems(&folder);
        assert!(found.iter().any(|one| one == expected), "{expected}: {found:?}");
    };
    let body = "data/versions/2/body.txt";
    check(body, "June", "July", "data/versions/2/body.txt: it is not what the chain covers");
    check(body, "June", "July", "data/versions/2/claims.json: c1 does not stand where it says");
    check("data/versions/1/capture", "May", "Mai", "data/versions/1/capture: it is not what the chain covers");
    check("data/chain.json", "\"The lock\"", "\"The Lock\"", "v1: its chain does not fit its fields");
    check("data/chain.json", "\"number\": 2", "\"number\": 4", "v2: its chain does not fit its fields");
    check("data/chain.json", "\"stands_as\": 2", "\"stands_as\": 4", "v4: the version before it is missing");
    check(
        "data/chain.json",
        "\"history_head\": \"",
        "\"history_head\": \"0",
        "v3: it is the last version of the history, and the head is another",
    );
    check("data/versions/3/claims.json", "[0,", "[1,", "data/versions/3/claims.json: c1 does not stand where it says");
    check("bagit.txt", "1.0", "9.9", "bagit.txt: it declares no bag of BagIt 1.0");
    check(
        "data/chain.json",
        "onrecord.chain.v1",
        "x",
        "data/chain.json: its format is x, and this program knows onrecord.chain.v1",
    );
    check("data/chain.json", "{", "x", "data/chain.json: it cannot be read: expected value at line 1 column 1");
}

/// Writes a zip file with these members.
fn archive(path: &Path, members: &[(&str, &[u8])]) {
    let mut zip = zip::ZipWriter::new(fs::File::create(path).expect("the archive can be made"));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a member");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.add_symlink("bag/link", "/etc/passwd", SimpleFileOptions::default()).expect("a link");
    zip.finish().expect("the archive can be finished");
}

#[test]
fn hostile_archives_get_nowhere() {
    let desk = TestEnvironment::wide();
    let path = desk.path("hostile.zip");
    let odd = [
        "../out.txt",
        "/etc/out.txt",
        "bag/../../out.txt",
        "bag//out.txt",
        "C:\\out.txt",
        "bag/a\\b",
        "bag/a\u{1b}[31m",
        "alone",
    ];
    let members: Vec<(&str, &[u8])> = odd.iter().map(|name| (*name, &b"x"[..])).collect();
    archive(&path, &members);
    let found = problems(&path);
    for name in odd.iter().chain(&["bag/link"]) {
        assert!(found.iter().any(|one| one.contains(name) && one.contains("no plain file")), "{name:?}: {found:?}");
    }
    let run = desk.run("verify hostile.zip");
    assert!(run.code == 2 && !run.out.contains('\u{1b}'), "{run}");
    archive(&path, &[("bag/bagit.txt", b"BagIt-Version: 1.0\n"), ("other/manifest-sha256.txt", b"x")]);
    let found = problems(&path);
    assert!(found.contains(&"manifest-sha256.txt: it lies outside of the bag's folder".to_owned()), "{found:?}");
    archive(&path, &[("bag/aaaa.txt", b"one"), ("bag/bbbb.txt", b"two")]);
    let twice = fs::read(&path).expect("the archive");
    let same: Vec<u8> = twice.iter().map(|byte| if *byte == b'b' { b'a' } else { *byte }).collect();
    fs::write(&path, same).expect("it can be written");
    let found = problems(&path);
    assert!(found.iter().any(|one| one.contains("does not say the same everywhere")), "{found:?}");
    let left: Vec<_> = fs::read_dir(desk.folder()).expect("a folder").flatten().map(|one| one.file_name()).collect();
    assert_eq!(left, ["hostile.zip"], "nothing is unpacked to disk");
}

#[test]
fn what_is_no_bundle_is_told() {
    let desk = bundled();
    desk.file("text.zip", "This is no zip file.").file("empty.zip", "").file("folder/bagit.txt", "x");
    desk.run("verify text.zip");
    desk.run("verify empty.zip");
    desk.run("verify folder");
    desk.run("verify missing.zip");
    desk.run("verify mill/");
    desk.run("bundle -o all.zip");
    desk.run("bundle lock -o missing/evidence.zip");
    desk.check("refused");
}
