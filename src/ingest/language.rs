//! Tells of a text that is not English: claims are read off English alone.

use crate::language;

/// Warns of a text that is not English.
pub(super) fn judge(name: &str, body: &str, warnings: &mut Vec<String>) {
    if let Some(language) = language::foreign(body) {
        warnings.push(format!(
            "{name} is in {}, and claims are read off English texts alone: of what is read here, believe the \
             quotations; nothing is said of whose they are, and the rest is only there to be compared",
            language.name
        ));
    }
}
