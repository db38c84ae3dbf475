//! No query of an ingest, and none about one story or name, reads a table from end to end.

use super::*;

/// Returns how SQLite would run a query.
fn plan(connection: &rusqlite::Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect(sql);
    for parameter in 1..=statement.parameter_count() {
        statement.raw_bind_parameter(parameter, 1).expect("a parameter");
    }
    let mut rows = statement.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next().expect("a step") {
        steps.push(row.get("detail").expect("a detail"));
    }
    steps
}

#[test]
fn nothing_is_scanned() {
    let place = TestHistory::new();
    let history = place.open();
    let queries = [
        write::QUERIES,
        held::QUERIES,
        recaptures::QUERIES,
        lineage::QUERIES,
        chain::QUERIES,
        evidence::QUERIES,
        exhibits::QUERIES,
        read::QUERIES,
        standing::QUERIES,
        joins::QUERIES,
        readings::QUERIES,
        windows::QUERIES,
        reread::QUERIES,
        appearances::QUERIES,
        changes::QUERIES,
        search::QUERIES,
    ]
    .concat();
    let queries =
        [queries, [watch::QUERIES, answers::QUERIES, deliveries::QUERIES].concat(), verify::QUERIES.concat()].concat();
    for sql in queries {
        let scans: Vec<String> = plan(&history.connection, sql)
            .into_iter()
            // `fit` are the speakers found; a head is the first row of a scan that stops there.
            .filter(|step| {
                step.starts_with("SCAN")
                    && step != "SCAN fit"
                    && !step.starts_with("SCAN json_each VIRTUAL")
                    && step != "SCAN CONSTANT ROW"
            })
            // A count that stops at its limit.
            .filter(|step| step != "SCAN (subquery-1)")
            // The index of words, which is asked for a phrase.
            .filter(|step| !step.starts_with("SCAN claim_words VIRTUAL TABLE INDEX"))
            .filter(|_| !sql.ends_with("ORDER BY id DESC LIMIT 1"))
            .collect();
        assert!(scans.is_empty(), "{sql}\n{:#?}", plan(&history.connection, sql));
    }
}

#[test]
fn the_conditions_of_triggers_scan_nothing() {
    let place = TestHistory::new();
    let history = place.open();
    let conditions: Vec<String> = history
        .connection
        .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%BEFORE INSERT%'")
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
        .expect("triggers");
    assert_eq!(conditions.len(), 15);
    for trigger in conditions {
        let (_, condition) = trigger.split_once("WHEN").expect("a condition");
        let (condition, _) = condition.split_once("BEGIN").expect("a body");
        let mut sql = format!("SELECT {condition}");
        for column in ["id", "story", "number", "extraction", "slug", "sha256", "rowid", "version", "capture"] {
            sql = sql.replace(&format!("new.{column}"), "?");
        }
        let steps = plan(&history.connection, &sql);
        assert!(
            steps.iter().all(|step| !step.starts_with("SCAN ") || step == "SCAN CONSTANT ROW"),
            "{trigger}\n{steps:#?}"
        );
    }
}
