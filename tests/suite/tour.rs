//! The tour in the README works as it is printed: each command answers, and the excerpts are what it prints.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A command of the tour, with the lines that the README prints under it.
struct Step<'a> {
    line: &'a str,
    excerpt: Vec<&'a str>,
}

/// Lists the commands of the README's console blocks between the heading of the tour and the next one. In an excerpt,
/// a line `…` stands for lines that are left out.
fn steps(readme: &str) -> Vec<Step<'_>> {
    let (_, rest) = readme.split_once("\n## A tour").expect("the README has a tour");
    let tour = rest.split_once("\n## ").map_or(rest, |(tour, _)| tour);
    let mut steps: Vec<Step<'_>> = Vec::new();
    let mut is_console = false;
    for line in tour.lines() {
        match line.strip_prefix("$ ") {
            _ if line.starts_with("```") => is_console = line == "```console",
            Some(line) if is_console => steps.push(Step { line, excerpt: Vec::new() }),
            None if is_console && !line.trim().is_empty() && line.trim() != "…" => {
                steps.last_mut().expect("an excerpt follows a command").excerpt.push(line);
            }
            _ => {}
        }
    }
    steps
}

#[test]
fn the_tour_of_the_readme_answers_as_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("the README can be read");
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut environment: HashMap<&str, String> = HashMap::new();
    let mut ran = 0;
    for Step { line, excerpt } in steps(&readme) {
        if line.starts_with("cargo install ") {
            continue;
        }
        if let Some((name, _)) = line.strip_prefix("export ").and_then(|line| line.split_once('=')) {
            environment.insert(name, folder.path().join("tour.db").display().to_string());
            continue;
        }
        let mut arguments = words(line, root);
        assert_eq!(arguments.remove(0), "onrecord", "{line}");
        let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(&arguments)
            .args(["--utc", "--color", "never"])
            .current_dir(root)
            .env("COLUMNS", "100")
            .env("ONRECORD_AUTHOR", "Ines Aldana")
            .env_remove("ONRECORD_DB")
            .envs(&environment)
            .output()
            .expect("the program can be run");
        let printed = String::from_utf8(output.stdout).expect("the output is UTF-8");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {said}");
        assert!(!printed.trim().is_empty(), "{line} prints nothing: {said}");
        let first = printed.lines().next().unwrap_or_default();
        assert!(!first.starts_with("0 ") && !first.contains(": 0 "), "{line} finds nothing: {printed}");
        for expected in excerpt {
            assert!(printed.lines().any(|line| line.trim_end() == expected), "{line} lacks {expected:?}:\n{printed}");
        }
        ran += 1;
    }
    assert!(ran > 15, "the tour has only {ran} commands");
}

/// Splits a command line at spaces outside quotation marks, and expands `[1-5]` in the name of a file.
fn words(line: &str, root: &Path) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, ' ') => words.push(String::new()),
            (_, c) => words.last_mut().expect("there is a word from the start").push(c),
        }
    }
    words
        .into_iter()
        .flat_map(|word| match word.split_once("[1-5]") {
            Some((before, after)) => (1..=5).map(|number| format!("{before}{number}{after}")).collect(),
            None => vec![word],
        })
        .inspect(|word| assert!(!word.starts_with("tests/") || root.join(word).exists(), "{word} does not exist"))
        .collect()
}
