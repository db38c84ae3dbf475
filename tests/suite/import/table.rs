//! JSON lines and CSV, with columns guessed and named.

use super::{failures, name};
use crate::environment::{Outcome, TestEnvironment};

#[test]
fn columns_are_guessed_and_told() {
    let desk = TestEnvironment::wide();
    let csv = "ts,article,title,text\n\
        1932973200,7,Ferry returns,\"It sails on Friday, the port said.\"\n\
        1932886800,7,Ferry returns,\"It sails on Monday, the port said.\"\n\
        1932886800,8,Mill,\n\
        noon,8,Mill,The mill burns.\n";
    let path = desk.saved("quay.csv", csv);
    let (_, said) = desk.import(&["table", name(&path)], 2, "2 versions of 1 story stored, 1 passed over, 1 failed");
    assert!(
        said.contains("taken by the columns' names: story=article, body=text, headline=title, captured=ts"),
        "{said}"
    );
    assert_eq!(failures(&said).len(), 1, "{said}");
    assert_eq!(
        desk.versions("quay-7"),
        [
            "2031-04-02T09:00:00Z It sails on Monday, the port said.",
            "2031-04-03T09:00:00Z It sails on Friday, the port said."
        ]
    );
    desk.import(&["table", name(&path)], 2, "0 versions stored, 2 there already, 1 passed over, 1 failed");
}

#[test]
fn columns_can_be_named() {
    let desk = TestEnvironment::wide();
    let rows = "{\"a\": \"ferry-returns\", \"b\": \"<p>It sails.</p><p>On Monday.</p>\", \"c\": \"2031-04-02T09:00:00+02:00\"}\n{\"a\": \n[]\n";
    let path = desk.saved("rows.jsonl", rows);
    desk.import(
        &["table", name(&path), "--map", "story=a,body=b,captured=c"],
        2,
        "1 version of 1 story stored, 2 failed",
    );
    assert_eq!(desk.versions("ferry-returns"), ["2031-04-02T07:00:00Z It sails. On Monday."]);
    let Outcome { code, err: said, .. } = desk.run(&["import", "table", name(&path), "--map", "text=b"]);
    assert_eq!(code, 2);
    assert!(said.contains("no field is called \"text\""), "{said}");
    let (_, said) = desk.import(&["table", name(&path), "--map", "captured=c"], 2, "0 versions stored, 1 failed");
    assert!(said.contains("name the column with the text, --map body=COLUMN; there are a, b, c"), "{said}");
}

#[test]
fn rows_without_times_keep_their_order_and_come_once() {
    let desk = TestEnvironment::wide();
    let rows = |texts: &[&str]| {
        texts.iter().map(|text| format!("{{\"text\": \"It sails on {text}, the port said.\"}}\n")).collect::<String>()
    };
    let path = desk.saved("ferry.jsonl", rows(&["Monday", "Friday", "Friday", "Monday"]));
    desk.import(&["table", name(&path)], 0, "3 versions of 1 story stored, 1 there already");
    desk.import(&["table", name(&path)], 0, "0 versions stored, 4 there already");
    desk.file("ferry.jsonl", rows(&["Monday", "Friday", "Monday", "Sunday"]));
    desk.import(&["table", name(&path)], 0, "1 version of 1 story stored, 3 there already");
    assert_eq!(desk.versions("ferry").len(), 4);
}

#[test]
fn the_report_in_json() {
    let desk = TestEnvironment::wide();
    let path = desk.saved("ferry.jsonl", "{\"text\": \"It sails on Monday, the port said.\", \"ts\": 1932886800}\n");
    let Outcome { code, out, .. } = desk.run(&["import", "table", name(&path), "--model", "rules", "--format", "json"]);
    assert_eq!(code, 0);
    assert_eq!(
        out,
        "{\"format\":\"onrecord.import.v1\",\"source\":\"table\",\"stored\":1,\"stories\":1,\"held\":0,\"late\":[],\"passed\":[],\"failed\":0}\n"
    );
}

#[test]
fn many_versions_do_not_depend_on_the_number_of_threads() {
    let row = |n: u32| {
        let (story, at) = (n % 7, 1_932_886_800 + n * 60);
        format!(
            "{{\"story\": \"pier {story}\", \"ts\": {at}, \"text\": \"The pier of boat {n} stays open until spring, Ana Holt said.\"}}\n"
        )
    };
    let rows: String = (0..400).map(row).collect();
    let [one, many] = ["1", "4"].map(|jobs| {
        let desk = TestEnvironment::wide();
        let path = desk.saved("rows.jsonl", &rows);
        desk.import(&["table", name(&path), "--jobs", jobs], 0, "400 versions of 7 stories stored");
        (0..7).map(|story| desk.versions(&format!("pier-{story}"))).collect::<Vec<_>>()
    });
    assert_eq!(one, many);
}
