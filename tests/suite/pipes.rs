//! Streams of JSON lines: an answer for each line, in their order, the same as for each text alone; what is bad costs
//! one line, and nothing piles up.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::environment::{Outcome, TestEnvironment};

/// Makes a call with these bytes on standard input.
fn pipe(session: &TestEnvironment, call: &str, input: impl AsRef<[u8]>) -> Outcome {
    let mut child = session.command(call);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    let writer = thread::spawn(move || stdin.write_all(&input));
    let outcome = child.wait_with_output().unwrap().into();
    writer.join().unwrap().expect("all of the input is read");
    outcome
}

/// Makes a call that must succeed and say nothing beside its answers.
#[track_caller]
fn answers(session: &TestEnvironment, call: &str, input: impl AsRef<[u8]>) -> Vec<Value> {
    let outcome = pipe(session, call, input);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    outcome.out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// Reads a text of the fixtures into an object, with all that is known of it.
fn object(file: &str) -> Value {
    let read = onrecord::ingest::read_file(&Path::new("tests/fixtures").join(file)).unwrap();
    let known = read.draft.metadata;
    json!({
        "text": read.draft.body, "headline": known.headline, "byline": known.byline, "speaker": known.speaker,
        "outlet": known.outlet, "url": known.url, "published": known.published_at, "modified": known.modified_at,
        "captured": known.captured_at, "of no interest": [1],
    })
}

fn lines(objects: &[Value]) -> String {
    objects.iter().map(|object| format!("{object}\n")).collect()
}

fn without(mut answer: Value, fields: &[&str]) -> Value {
    fields.iter().for_each(|field| drop(answer.as_object_mut().expect("an object").remove(*field)));
    answer
}

/// An invented text, as long as its number says.
fn text(number: usize) -> String {
    let said = |part| format!("“We counted {part} boats at pier {number},” said Ana Holt, who runs the port.\n\n");
    (0..number % 7 + 1).map(said).collect()
}

#[test]
fn a_text_is_read_as_it_is_alone() {
    let session = TestEnvironment::new();
    let fixtures = ["harbour_fire/1.txt", "harbour_fire/2.txt", "interview_transcript/1.txt", "not_said/1.txt"];
    for (model, files) in [("rules", &fixtures[..]), ("fast", &fixtures[..]), ("accurate", &fixtures[..2])] {
        let objects: Vec<Value> = files.iter().map(|file| object(file)).collect();
        let found = answers(&session, &format!("extract --jsonl --model {model} --with-text"), lines(&objects));
        assert_eq!(found.len(), files.len());
        for (file, found) in files.iter().zip(found) {
            session.file("text.txt", std::fs::read(Path::new("tests/fixtures").join(file)).unwrap());
            let alone = session.json(&format!("extract text.txt --model {model} --with-text"));
            assert_eq!(without(found, &["id"]), alone, "{file} by {model}");
        }
    }
    assert!(!session.path("history.db").exists(), "nothing is stored");
}

#[test]
fn a_pair_is_compared_as_it_is_alone() {
    let session = TestEnvironment::new();
    let files = ["harbour_fire/1.txt", "harbour_fire/2.txt", "harbour_fire/3.txt"];
    for file in files {
        session.file(file, std::fs::read(Path::new("tests/fixtures").join(file)).unwrap());
    }
    let pairs = [[0, 1], [1, 2]];
    let input = pairs.map(|[old, new]| json!({"id": old, "old": object(files[old]), "new": object(files[new])}));
    for options in ["--model accurate", "--model rules --why --severity substantive", "--model rules --stat"] {
        let found = answers(&session, &format!("diff --jsonl {options}"), lines(&input));
        assert_eq!(found.len(), pairs.len());
        for ([old, new], mut found) in pairs.into_iter().zip(found) {
            assert_eq!(found["id"], old);
            let mut alone = session.json(&format!("diff {} {} {options}", files[old], files[new]));
            for side in ["old", "new"] {
                assert_eq!(found[side]["ref"], side);
                for one in [&mut found, &mut alone] {
                    one[side]["ref"] = Value::Null;
                }
            }
            assert_eq!(without(found, &["id"]), alone, "{options}");
        }
    }
    assert!(!session.path("history.db").exists(), "nothing is stored");
}

#[test]
fn threads_change_neither_bytes_nor_order() {
    let session = TestEnvironment::new();
    let object = |id: usize| json!({"id": id, "text": text(id)});
    let input = lines(&(0..100).map(object).collect::<Vec<_>>());
    let read = |jobs: usize| pipe(&session, &format!("extract --jsonl --model rules --jobs {jobs}"), &input).out;
    let alone = read(1);
    assert!(alone.lines().enumerate().all(|(at, line)| line.starts_with(&format!("{{\"id\":{at},"))));
    assert_eq!(alone.lines().count(), 100);
    for jobs in [2, 9] {
        assert!(read(jobs) == alone, "{jobs} jobs");
    }
    // What one line has taught the model changes no other.
    let few: Vec<String> = [1, 1, 8, 2].map(|id| lines(&[object(id)])).into();
    let call = "extract --jsonl --model accurate";
    let apart: String = few.iter().map(|line| pipe(&session, call, line).out).collect();
    assert_eq!(pipe(&session, call, few.concat()).out, apart);
}

#[test]
fn a_bad_line_is_answered_and_the_others_go_on() {
    let session = TestEnvironment::new();
    let input = [
        &b"\xEF\xBB\xBF{\"id\": 1, \"text\": \"The ferry is back.\"}\r\n"[..],
        b"\n \t\r\n",
        b"{\"id\": 4, \"text\": \"The ferry\n",
        b"[\"The ferry is back.\"]\n",
        b"{\"id\": 6, \"text\": \"Caf\xE9\"}\n",
        b"{\"id\": 7}\n",
        b"{\"id\": {\"n\": 8}, \"text\": [\"The ferry is back.\"]}\n",
        b"{\"id\": 9, \"text\": \"The ferry is back.\", \"captured\": \"noon\"}\n",
        b"{\"text\": \"The ferry is back.\"}",
    ]
    .concat();
    let outcome = pipe(&session, "extract --jsonl --model rules", &input);
    let found: Vec<Value> = outcome.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<Value> = found.iter().map(|one| json!([one["id"], one["line"], one["error"]])).collect();
    assert_eq!(
        json!(told),
        json!([
            [1, null, null],
            [null, 4, "not a JSON object: EOF while parsing a string, column 28"],
            [null, 5, "not a JSON object"],
            [null, 6, "not UTF-8 from byte 22 on"],
            [7, 7, "without a text: give it as \"text\", or its page as \"html\""],
            [{"n": 8}, 8, "text is [\"The ferry is back.\"], which is no text"],
            [9, 9, "captured is noon, which is not a time"],
            [null, null, null],
        ])
    );
    assert!(
        found.iter().all(|one| one["format"]
            == ["onrecord.extraction.v1", "onrecord.error.v1"][usize::from(one["error"].is_string())])
    );
    assert_eq!(
        outcome.err,
        "warning: 6 of 8 lines could not be read, and are answered with an error; the first is line 4: not a JSON \
         object: EOF while parsing a string, column 28\n"
    );
    assert_eq!(outcome.code, 0);

    let input =
        "{\"id\": 1, \"old\": {\"text\": \"The ferry is back.\"}}\n{\"old\": {\"text\": \"One.\"}, \"new\": []}\n";
    let outcome = pipe(&session, "diff --jsonl --model rules", input);
    let told = ["without \\\"new\\\"", "new: not a JSON object"];
    assert!(outcome.out.lines().zip(told).all(|(line, told)| line.contains(told)), "{outcome}");
    assert_eq!(pipe(&session, "extract --jsonl", "").to_string(), "[exit 0]\n");
}

#[test]
fn ids_are_handed_through_as_they_stand() {
    let session = TestEnvironment::new();
    let ids = [
        "7",
        "-0.0",
        "1e400",
        "12345678901234567890123",
        "true",
        "null",
        "\"ferry-7\"",
        "\"\\ud800\"",
        "\"\"",
        "[1, [2, {}]]",
        "{\"a\": {\"b\": []}}",
    ];
    let input: String = ids.iter().map(|id| format!("{{\"text\": \"One.\", \"id\": {id} }}\n")).collect();
    let outcome = pipe(&session, "extract --jsonl --model rules", input);
    for (id, line) in ids.iter().zip(outcome.out.lines()) {
        assert!(line.starts_with(&format!("{{\"id\":{id},\"format\":")), "{line}");
    }
    assert_eq!(outcome.out.lines().count(), ids.len());
    // No program takes one answer for two lines, and nothing acts on a terminal.
    let input = "{\"id\": [1,\r\"\u{2028}\u{85}\u{202e}\"], \"text\": \"One.\"}\n{\"text\": \"Two.\"}\n";
    let out = pipe(&session, "extract --jsonl --model rules", input).out;
    assert!(out.starts_with("{\"id\":[1, \"\\u2028\\u0085\\u202e\"],"), "{out}");
    assert!(out.ends_with("}\n") && out.contains("\n{\"id\":null,") && !out.contains('\r'));
}

#[test]
fn pages_and_options_hold_for_each_line() {
    let session = TestEnvironment::new();
    let page = "<!DOCTYPE html><title>Ferry</title><article><p>The ferry is back, the port said on Monday, and it will \
                sail again in spring.</p></article>";
    let objects =
        [json!({"html": page, "outlet": "Quay"}), json!({"html": "<p>One.</p><p>Two.</p>", "outlet": "Tarn"})];
    let call = "extract pages.jsonl --jsonl --model rules --with-text --outlet Courier";
    session.file("pages.jsonl", lines(&objects));
    let found = answers(&session, call, "");
    assert_eq!(found[1]["text"], "One.\n\nTwo.\n");
    assert!(found[0]["text"].as_str().is_some_and(|text| text.starts_with("The ferry is back")));
    assert!(found.iter().all(|one| one["version"]["outlet"] == "Courier"));
    for wrong in [
        "extract --jsonl --format csv",
        "extract --jsonl --explain",
        "extract missing.jsonl --jsonl",
        "extract",
        "extract pages.jsonl --jobs 2",
        "diff --jsonl a b",
        "diff --jsonl --each",
        "diff",
    ] {
        let outcome = session.run(wrong);
        assert!(outcome.code == 2 && outcome.out.is_empty() && !outcome.err.is_empty(), "{wrong}: {outcome}");
    }
}

#[test]
fn an_answer_does_not_wait_for_the_next_line() {
    let session = TestEnvironment::new();
    let mut child = session.command("extract --jsonl --model rules");
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for id in 0..3 {
        stdin.write_all(lines(&[json!({"id": id, "text": "The ferry is back."})]).as_bytes()).unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        assert!(answer.starts_with(&format!("{{\"id\":{id},")), "{answer}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_goes_ends_it_quietly() {
    let session = TestEnvironment::new();
    let mut child = session.command("extract --jsonl --model rules");
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take());
    stdin.write_all(lines(&[json!({"text": "The ferry is back."})]).as_bytes()).unwrap();
    // The input stays open: nothing comes, and nobody waits for it.
    let outcome: Outcome = child.wait_with_output().unwrap().into();
    assert_eq!(outcome.to_string(), "[exit 0]\n");
    drop(stdin);
}

#[test]
fn nothing_is_read_that_nobody_takes() {
    let session = TestEnvironment::new();
    let mut child = session.command("extract --jsonl --model rules --jobs 2");
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let written = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&written);
    let line = lines(&[json!({"text": text(6)})]);
    let writer = thread::spawn(move || {
        while stdin.write_all(line.as_bytes()).is_ok() {
            counted.fetch_add(line.len(), Ordering::SeqCst);
        }
    });
    let mut last = 0;
    loop {
        thread::sleep(Duration::from_secs(1));
        let now = written.load(Ordering::SeqCst);
        // Lines under way, what is read ahead, and what the system keeps of a pipe.
        assert!(now < 1 << 20, "{now} bytes were taken");
        if now == last {
            break;
        }
        last = now;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    writer.join().unwrap();
}
