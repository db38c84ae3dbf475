//! One lineage from the version that brought it to the latest: what it went through, and when.

use super::steps::Steps;
use super::{Life, LineageTurn, Moment, Note, Stretch, Versions};
use crate::store::{Error, History};
use crate::story::{Slug, VersionNumber};

/// Follows a lineage through the versions of its story; `None` where no version has it.
///
/// # Errors
/// When the history cannot be read.
pub fn life(history: &History, slug: &Slug, lineage: i64) -> Result<Option<Life>, Error> {
    let mut steps = Steps::new(history, slug)?;
    let latest = steps.latest();
    let Some(&first) = steps.places(lineage).first() else { return Ok(None) };
    let mut stretches: Vec<Stretch> = Vec::new();
    for number in steps.from(first) {
        let moment = steps.moment(number)?;
        let before = stretches.last().map(|stretch| stretch.turn);
        match stretch(&mut steps, lineage, moment, before)? {
            Some(stretch) => {
                stretches.last_mut().into_iter().for_each(|before| before.until = Some(moment.captured_at));
                stretches.push(stretch);
            }
            None => stretches.last_mut().into_iter().for_each(|before| before.last = moment),
        }
    }
    let mut versions = Versions::new();
    let named = stretches.iter().flat_map(|stretch| stretch.from.into_iter().chain([stretch.first.version]));
    for number in named {
        versions.insert(number, steps.version(number)?);
    }
    let latest = steps.moment(latest)?;
    Ok(Some(Life { lineage, stretches, latest, versions, readers: steps.readers(latest.version) }))
}

/// Returns what a version did to a lineage, which took the turn `last` before; `None` where it did nothing.
fn stretch(
    steps: &mut Steps<'_>,
    lineage: i64,
    moment: Moment,
    last: Option<LineageTurn>,
) -> Result<Option<Stretch>, Error> {
    let number = moment.version;
    let new = steps.claims_of(lineage, number);
    let Some(before) = steps.last_before(lineage, number) else {
        let notes = read_before(steps, number, &new)?;
        return Ok(Some(Stretch { notes, ..begun(steps, LineageTurn::Brought, moment, &new)? }));
    };
    let was_here = steps.before(number) == Some(before);
    if new.is_empty() {
        if !was_here {
            return Ok(None);
        }
        let turn = if steps.leaves(lineage, before)? { LineageTurn::Left } else { LineageTurn::Renumbered };
        let notes = read_on(steps, lineage, [before, number], turn)?;
        return Ok(Some(Stretch { from: Some(before), notes, ..begun(steps, turn, moment, &new)? }));
    }
    let step = steps.step(before, number)?;
    let old = steps.claims_of(lineage, before);
    let changes = step.changes(&old, &new);
    let is_less = new.len() < old.len() && step.removes_any(&old);
    if was_here && changes.is_empty() && !is_less {
        return Ok(None);
    }
    let turn = match last {
        _ if was_here => LineageTurn::Changed,
        Some(LineageTurn::Renumbered) => LineageTurn::Resumed,
        _ => LineageTurn::Returned,
    };
    let notes = if is_less { vec![Note::LostPart] } else { Vec::new() };
    Ok(Some(Stretch { from: Some(before), changes, notes, ..begun(steps, turn, moment, &new)? }))
}

/// Makes the stretch that begins with a version, in which the lineage has these claims.
fn begun(steps: &mut Steps<'_>, turn: LineageTurn, moment: Moment, claims: &[usize]) -> Result<Stretch, Error> {
    let version = steps.version(moment.version)?;
    let claims = claims.iter().filter_map(|&claim| version.extraction.claims.get(claim).cloned()).collect();
    let (from, changes, notes) = (None, Vec::new(), Vec::new());
    Ok(Stretch { turn, first: moment, last: moment, until: None, claims, from, changes, notes })
}

/// Returns what became of the claims of the version before, where a lineage begins with another extractor.
fn read_before(steps: &mut Steps<'_>, number: VersionNumber, new: &[usize]) -> Result<Vec<Note>, Error> {
    let Some(before) = steps.read_otherwise_before(number) else { return Ok(Vec::new()) };
    let step = steps.step(before, number)?;
    let is_new = step.adds(new);
    Ok(if is_new { Vec::new() } else { vec![Note::ReadBeforeAs(lineages(&step.old.lineages, &step.before(new)))] })
}

/// Returns where the words of a lineage went that a version does not have any more.
fn read_on(
    steps: &mut Steps<'_>,
    lineage: i64,
    [before, number]: [VersionNumber; 2],
    turn: LineageTurn,
) -> Result<Vec<Note>, Error> {
    let step = steps.step(before, number)?;
    let old = steps.claims_of(lineage, before);
    let into = lineages(&step.new.lineages, &step.after(&old));
    Ok(match turn {
        LineageTurn::Renumbered => vec![Note::ReadOnAs(into)],
        _ if into.is_empty() => Vec::new(),
        _ => vec![Note::MergedInto(into)],
    })
}

fn lineages(of: &[i64], claims: &[usize]) -> Vec<i64> {
    let mut lineages: Vec<i64> = claims.iter().filter_map(|&claim| of.get(claim).copied()).collect();
    lineages.sort_unstable();
    lineages.dedup();
    lineages
}
