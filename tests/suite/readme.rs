//! What the documentation shows is what the program does: the command reference, the example of each label, and the
//! fields of the JSON.
//!
//! `ONRECORD_UPDATE=1 cargo test --test suite readme` writes the reference anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use onrecord::diff::ChangeKind;

const START: &str = "<!-- cli:start -->\n";
const END: &str = "<!-- cli:end -->";

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Compares a file with what it should hold, or writes it where the environment says so.
fn check(path: &Path, expected: &str) {
    if std::env::var_os("ONRECORD_UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        fs::write(path, expected).expect("the file can be written");
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(found == expected, "{} is out of date: ONRECORD_UPDATE=1 cargo test --test suite readme", path.display());
}

#[test]
fn the_command_line_reference_is_that_of_the_program() {
    let path = root("docs/reference.md");
    let chapter = fs::read_to_string(&path).expect("the chapter can be read");
    let (before, rest) = chapter.split_once(START).expect("the chapter has a place for the reference");
    let (_, after) = rest.split_once(END).expect("that place has an end");
    check(&path, &format!("{before}{START}{}{END}{after}", onrecord::cli::reference_markdown()));
}

#[test]
fn each_promise_of_security_names_tests_that_are_there() {
    let page = fs::read_to_string(root("SECURITY.md")).expect("the page can be read");
    let mut code = String::new();
    let mut folders = vec![root("src"), root("tests")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            match path.extension() {
                _ if path.ends_with("node_modules") => {}
                _ if path.is_dir() => folders.push(path),
                Some(extension) if extension == "rs" => code += &fs::read_to_string(&path).expect("a source"),
                _ => {}
            }
        }
    }
    let rows = page.lines().skip_while(|line| *line != "| promise | tests |").skip(2);
    let named: Vec<&str> =
        rows.take_while(|line| line.starts_with('|')).flat_map(|row| row.split('`').skip(1).step_by(2)).collect();
    assert!(named.len() > 30, "{named:?}");
    let missing: Vec<&&str> =
        named.iter().filter(|name| !code.contains(&format!("fn {name}(")) && !root(name).is_dir()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn each_label_has_an_example_that_the_program_labels_so() {
    let chapter = fs::read_to_string(root("docs/reading-a-diff.md")).expect("the chapter can be read");
    let (_, labels) = chapter.split_once("\n## The labels\n").expect("the chapter has a section on labels");
    let rows: Vec<Vec<&str>> = labels
        .split("\n## ")
        .next()
        .into_iter()
        .flat_map(str::lines)
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_matches('`')).collect())
        .collect();
    let labels: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(labels, ChangeKind::ALL.map(ChangeKind::name), "one row a label, in the contract's order");
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let differing: Vec<String> = rows.iter().filter_map(|row| difference(row, folder.path())).collect();
    assert!(differing.is_empty(), "the program says otherwise:\n{}", differing.join("\n"));
}

/// Compares the two texts of a row, and returns what the program says where it is not what the row says.
fn difference(row: &[&str], folder: &Path) -> Option<String> {
    let files = [("old.txt", row[1]), ("new.txt", row[2])].map(|(name, text)| {
        fs::write(folder.join(name), text.replace("<br>", "\n\n")).expect("the text can be written");
        name
    });
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    let output = command.args(["diff", "--format", "json"]).args(files).current_dir(folder).output();
    let printed = output.expect("the program can be run").stdout;
    let json: serde_json::Value = serde_json::from_slice(&printed).expect("the report is JSON");
    let edits = json["edits"].as_array().expect("a diff has edits");
    let changes: Vec<(&str, &str)> = edits
        .iter()
        .flat_map(|edit| edit["changes"].as_array().expect("an edit has changes"))
        .map(|change| (change["kind"].as_str().unwrap_or_default(), change["note"].as_str().unwrap_or_default()))
        .collect();
    (!changes.contains(&(row[0], row[3]))).then(|| format!("{}: {changes:?}", row[0]))
}

#[test]
fn the_json_chapter_names_every_field_that_is_printed() {
    let chapter = fs::read_to_string(root("docs/json.md")).expect("the chapter can be read");
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let run = |arguments: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(arguments.split(' ')).args(["--format", "json"]).current_dir(root(""));
        command.env("ONRECORD_DB", folder.path().join("fields.db")).env("ONRECORD_AUTHOR", "Ines Aldana");
        let output = command.output().expect("the program can be run");
        assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("the output is UTF-8")
    };
    let mut missing = BTreeSet::new();
    for arguments in JSON_COMMANDS {
        for line in run(arguments).lines().filter(|line| line.starts_with('{')) {
            let json = serde_json::from_str(line).expect("the report is JSON");
            undocumented(&json, &chapter, arguments, &mut missing);
        }
    }
    assert!(missing.is_empty(), "docs/json.md lacks these fields: {missing:#?}");
}

/// Commands that print each kind of report once.
const JSON_COMMANDS: &[&str] = &[
    "ingest tests/fixtures/harbour_fire tests/fixtures/ships_diverted tests/fixtures/night_shift",
    "extract tests/fixtures/odd_text/unclosed_mark.txt --explain",
    "show harbour-fire@v5",
    "diff harbour-fire@v1 harbour-fire@v5 --why",
    "diff harbour-fire@v1..v5 --each --stat",
    "log harbour-fire --changes=all",
    "blame harbour-fire",
    "history 1",
    "audit Harrowick --topic terminal",
    "topics Harrowick",
    "search terminal",
    "quotes eleven",
    "stories",
    "speakers",
    "speakers --suggest",
    "speakers alias Harrowick Tobias",
    "decisions",
    "decisions export",
    "watch add https://portanselcourier.example/feed.xml",
    "watch list",
    "watch status",
    "reextract --model rules --dry-run",
    "verify",
    "info",
];

/// Notes the fields of a report that the chapter does not name.
fn undocumented(json: &serde_json::Value, chapter: &str, command: &str, missing: &mut BTreeSet<String>) {
    match json {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                if !chapter.contains(&format!("`{name}`")) {
                    missing.insert(format!("{name} ({command})"));
                }
                undocumented(value, chapter, command, missing);
            }
        }
        serde_json::Value::Array(items) => {
            items.iter().for_each(|item| undocumented(item, chapter, command, missing));
        }
        _ => {}
    }
}
