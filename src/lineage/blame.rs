//! Which version brought each claim of a version, and which one last changed it.
//!
//! Each claim is followed back from version to version, no further than both are known.

use super::steps::Steps;
use super::{Blame, Blamed, Touch, Versions};
use crate::diff::Severity;
use crate::store::{Error, History, StoredVersion};

/// Returns where each claim of a version comes from. Only changes of the `severities` count as such; none means all.
///
/// # Errors
/// When the history cannot be read.
pub fn blame(history: &History, version: &StoredVersion, severities: &[Severity]) -> Result<Blame, Error> {
    let mut steps = Steps::new(history, &version.story.slug)?;
    let claims = (0..version.lineages.len()).map(|claim| blamed(&mut steps, version, claim, severities));
    let claims = claims.collect::<Result<Vec<_>, _>>()?;
    let mut versions = Versions::new();
    for touch in claims.iter().filter_map(|claim| claim.changed.as_ref()) {
        for number in [touch.from, touch.by.version] {
            versions.insert(number, steps.version(number)?);
        }
    }
    Ok(Blame { claims, versions, readers: steps.readers(version.number) })
}

fn blamed(
    steps: &mut Steps<'_>,
    version: &StoredVersion,
    claim: usize,
    severities: &[Severity],
) -> Result<Blamed, Error> {
    let mut lineage = version.lineages[claim];
    let (mut number, mut claims) = (version.number, vec![claim]);
    let mut blamed = Blamed {
        lineage,
        brought: steps.moment(number)?,
        is_older: false,
        earlier: Vec::new(),
        returned: None,
        changed: None,
    };
    let places = steps.places(lineage).to_vec();
    for pair in places.windows(2).rev().filter(|pair| pair[1] <= number) {
        if steps.before(pair[1]) != Some(pair[0]) && steps.leaves(lineage, pair[0])? {
            blamed.returned = Some(steps.moment(pair[1])?);
            break;
        }
    }
    let counts = |severity| severities.is_empty() || severities.contains(&severity);
    loop {
        let is_known = blamed.changed.is_some();
        let (before, next) = match steps.last_before(lineage, number) {
            // Only who brought it is still asked.
            Some(_) if is_known => {
                number = steps.places(lineage).first().copied().unwrap_or(number);
                claims = steps.claims_of(lineage, number);
                continue;
            }
            Some(before) => {
                let step = steps.step(before, number)?;
                let of_lineage = steps.claims_of(lineage, before);
                // Of a split claim, one part is followed.
                let mut parts = step.before(&claims);
                parts.retain(|claim| of_lineage.contains(claim));
                (before, if parts.is_empty() { of_lineage } else { parts })
            }
            None => {
                let Some(before) = steps.read_otherwise_before(number) else { break };
                let step = steps.step(before, number)?;
                let mut parts = step.before(&claims);
                let Some(earlier) = parts.first().and_then(|&first| step.old.lineages.get(first).copied()) else {
                    blamed.is_older = !step.adds(&claims);
                    break;
                };
                parts.retain(|&claim| step.old.lineages.get(claim) == Some(&earlier));
                lineage = earlier;
                blamed.earlier.push(earlier);
                (before, parts)
            }
        };
        if !is_known {
            let mut changes = steps.step(before, number)?.changes(&next, &claims);
            if changes.iter().any(|change| counts(change.kind.severity())) {
                changes.retain(|change| counts(change.kind.severity()));
                blamed.changed = Some(Touch { by: steps.moment(number)?, from: before, changes });
            }
        }
        (number, claims) = (before, next);
    }
    blamed.brought = steps.moment(number)?;
    Ok(blamed)
}
