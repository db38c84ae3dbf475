//! Checks that no decision was changed, and none but the last is missing.

use super::super::error::Fault;
use super::super::{decisions, read};
use super::Check;

const NUMBERED: &str = "SELECT id, made_at, author, what, number FROM decision WHERE number > 0 ORDER BY number";

pub(super) fn check(check: &mut Check<'_>) -> Result<(), Fault> {
    let (connection, mut last) = (check.connection, 0_u64);
    read::each(connection, NUMBERED, [], |row| {
        let number: u64 = row.get(4)?;
        match number - last {
            1 => {}
            2 => check.report("decisions", format!("decision {} is missing", last + 1)),
            _ => check.report("decisions", format!("decisions {} to {} are missing", last + 1, number - 1)),
        }
        last = number;
        let entry = decisions::entry(row).map_err(|fault| match fault {
            Fault::Damaged(what) => Fault::Damaged(format!("decision {number}: {what}")),
            fault => fault,
        });
        if let Some(entry) = check.accept("decisions", entry)?
            && entry.hash() != entry.id
        {
            check.report("decisions", format!("decision {number} was changed"));
        }
        check.result.decisions += 1;
        Ok(())
    })
}
