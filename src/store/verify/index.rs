//! Checks the search index: it holds the words of every claim, at their places, and none besides.
//!
//! The claims are indexed anew in memory, some thousands at a time, and both indexes summed up claim by claim.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::{Connection, params};

use super::super::error::Fault;
use super::super::read;
use super::Check;

/// How many claims are indexed at a time.
const BATCH: usize = 20_000;

/// As `claim_words` in `schema.sql`.
const FRESH: &str = "CREATE VIRTUAL TABLE fresh USING fts5 (content, content = '', \
    tokenize = \"unicode61 remove_diacritics 2\"); \
    CREATE VIRTUAL TABLE terms USING fts5vocab (fresh, instance);";
const OPEN: &str = "CREATE VIRTUAL TABLE temp.claim_terms USING fts5vocab (main, claim_words, instance)";
const CLOSE: &str = "DROP TABLE temp.claim_terms";
const HELD: &str = "SELECT doc, term, offset FROM temp.claim_terms";
const INDEXED: &str = "SELECT doc, term, offset FROM terms";
const CLAIMS: &str = "SELECT id, content FROM claim ORDER BY id";
const PLACE: &str = "SELECT called(story.slug) || '@v' || version.number FROM claim \
    JOIN extraction ON extraction.id = claim.extraction JOIN version ON version.id = extraction.version \
    JOIN story ON story.id = version.story WHERE claim.id = ?1";

/// The sum over the words of each claim, with their places.
type Sums = HashMap<i64, u64>;

pub(super) fn check(check: &mut Check<'_>) -> Result<(), Fault> {
    let connection = check.connection;
    let mut sums = held(connection)?;
    take_off(connection, &mut sums)?;
    let mut wrong: Vec<i64> = sums.into_iter().filter(|(_, sum)| *sum != 0).map(|(claim, _)| claim).collect();
    wrong.sort_unstable();
    let Some(&first) = wrong.first() else { return Ok(()) };
    let place: Option<String> = read::one(connection, PLACE, [first], |row| Ok(row.get(0)?))?;
    let place = place.map_or("an entry of no claim".to_owned(), |place| format!("a claim of {place}"));
    let count = wrong.len();
    check.report("search", format!("the index does not hold the words of {count} claims, the first {place}"));
    Ok(())
}

/// Sums up what the history's index holds.
fn held(connection: &Connection) -> Result<Sums, Fault> {
    // A look at an index is a table of this connection's own; the history is not written.
    let reads_only: bool = connection.pragma_query_value(None, "query_only", |row| row.get(0))?;
    connection.pragma_update(None, "query_only", false)?;
    let mut sums = Sums::new();
    let summed = connection
        .execute_batch(OPEN)
        .map_err(Fault::from)
        .and_then(|()| sum(connection, HELD, |claim, hash| add(&mut sums, claim, hash)));
    let closed = connection.execute_batch(CLOSE);
    connection.pragma_update(None, "query_only", reads_only)?;
    summed?;
    closed?;
    Ok(sums)
}

/// Takes off what an index of the claims as they stand holds.
fn take_off(connection: &Connection, sums: &mut Sums) -> Result<(), Fault> {
    let fresh = Connection::open_in_memory()?;
    fresh.execute_batch(FRESH)?;
    let mut flush = || {
        sum(&fresh, INDEXED, |claim, hash| add(sums, claim, hash.wrapping_neg()))?;
        Ok::<_, Fault>(fresh.execute_batch("INSERT INTO fresh (fresh) VALUES ('delete-all')")?)
    };
    let mut indexed = 0;
    read::each(connection, CLAIMS, [], |row| {
        let mut insert = fresh.prepare_cached("INSERT INTO fresh (rowid, content) VALUES (?1, ?2)")?;
        let content = String::from_utf8_lossy(row.get_ref(1)?.as_bytes().unwrap_or_default());
        insert.execute(params![row.get::<_, i64>(0)?, content])?;
        indexed += 1;
        if indexed % BATCH == 0 { flush() } else { Ok(()) }
    })?;
    flush()
}

fn add(sums: &mut Sums, claim: i64, hash: u64) {
    let sum = sums.entry(claim).or_default();
    *sum = sum.wrapping_add(hash);
}

/// Visits the words of an index, each as its claim and a hash of it and its place.
fn sum(connection: &Connection, sql: &str, mut visit: impl FnMut(i64, u64)) -> Result<(), Fault> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut hasher = DefaultHasher::new();
        let bytes = |at| Ok::<_, Fault>(row.get_ref(at)?.as_bytes().unwrap_or_default().to_vec());
        (bytes(1)?, row.get::<_, i64>(2)?).hash(&mut hasher);
        visit(row.get(0)?, hasher.finish());
    }
    Ok(())
}
