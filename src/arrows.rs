//! Holds the map in `lib.rs`: a room uses the rooms that its row names, and no others.
//!
//! It reads the table and the paths of all files, tests aside.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Arrows that are still to be turned round, with what does it. This list may only shrink.
const KNOWN: [(&str, &str, &str); 3] = [
    ("audit", "lang", "parts of speech, which the stored reading is to hold"),
    ("audit", "text", "words and sentences, which the stored reading is to hold"),
    ("report", "text", "the page's lines, which the stored reading is to hold"),
];

/// Other people's crates that one room owns.
const OWNED: [(&str, &[&str]); 5] = [
    ("clap", &["cli"]),
    ("ureq", &["fetch"]),
    ("rusqlite", &["sqlite_file", "store", "import", "export"]),
    ("lettre", &["notify"]),
    ("minisign", &["seal"]),
];

type Arrows = BTreeMap<String, BTreeSet<String>>;

#[test]
fn rooms_use_what_the_map_allows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let map = table(&std::fs::read_to_string(root.join("lib.rs")).expect("the crate's own source"));
    let mut used = Arrows::new();
    let mut wrong = Vec::new();
    for (room, code) in files(&root, None) {
        for (owned, owners) in OWNED {
            if code.contains(&format!("{owned}::")) && !owners.contains(&room.as_str()) {
                wrong.push(format!("{room} uses {owned}, which belongs to {owners:?}"));
            }
        }
        used.entry(room).or_default().extend(targets(&code));
    }
    let known: Vec<(&str, &str)> = KNOWN.iter().map(|&(from, to, _)| (from, to)).collect();
    for (room, targets) in &used {
        let Some(allowed) = map.get(room) else {
            wrong.push(format!("{room} has no row in the map"));
            continue;
        };
        for target in targets.iter().filter(|target| *target != room && map.contains_key(*target)) {
            match (allowed.contains(target), known.contains(&(room, target))) {
                (true, true) => wrong.push(format!("{room} → {target} is allowed: take it off KNOWN")),
                (false, false) => wrong.push(format!("{room} → {target} is not allowed by the map")),
                _ => {}
            }
        }
    }
    let is_used = |from: &str, to: &str| used.get(from).is_some_and(|targets| targets.contains(to));
    wrong.extend(
        known.iter().filter(|(a, b)| !is_used(a, b)).map(|(a, b)| format!("{a} → {b} is gone: take it off KNOWN")),
    );
    wrong.extend(map.keys().filter(|room| !used.contains_key(*room)).map(|room| format!("{room} is no room")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Reads the table: each room with the rooms that it may use, which all stand above it.
fn table(lib: &str) -> Arrows {
    let names = |cell: &str| -> BTreeSet<String> {
        cell.replace(['`', '[', ']'], "").split(',').map(|name| name.trim().to_owned()).collect()
    };
    let mut map = Arrows::new();
    for row in lib.lines().filter_map(|line| line.strip_prefix("//! | ")).skip(1) {
        let cells: Vec<&str> = row.split('|').collect();
        let above: BTreeSet<String> = map.keys().cloned().collect();
        let written = names(cells[2]);
        let mut allowed: BTreeSet<String> = if written.contains("above") { above.clone() } else { BTreeSet::new() };
        for name in written.iter().filter(|name| !name.is_empty() && *name != "above") {
            match name.strip_prefix("not ") {
                Some(not) => assert!(allowed.remove(not), "{not} is not above: {row}"),
                None => assert!(above.contains(name) && allowed.insert(name.clone()), "{name} is not above: {row}"),
            }
        }
        map.extend(names(cells[0]).into_iter().map(|room| (room, allowed.clone())));
    }
    map
}

/// Lists the files of the rooms, each with its room and its code without tests and comments.
fn files(folder: &Path, room: Option<&str>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry of the folder").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a plain name");
        let is_top = room.is_none() && ["arrows", "lib", "main"].contains(&name);
        if name == "tests" || is_top {
            continue;
        }
        let room = room.unwrap_or(name);
        if path.is_dir() {
            found.extend(files(&path, Some(room)));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source file");
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            found.push((room.to_owned(), lines.collect::<Vec<_>>().join("\n")));
        }
    }
    found
}

/// Lists the rooms that the paths of a file start with: `claim` of `crate::claim::Span`.
fn targets(code: &str) -> impl Iterator<Item = String> {
    code.split("crate::").skip(1).map(|path| {
        let name: String = path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        assert!(!name.is_empty(), "write a `use` for each room: crate::{}", path.lines().next().unwrap_or_default());
        name
    })
}
