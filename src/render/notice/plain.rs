//! A notice as plain text, for mail and for what shows nothing else.
//!
//! What went stands as [-so-], what came as {+so+}.

use crate::diff::{WordingOp, WordingPart};
use crate::report::{Notice, words};

/// Writes a notice without its title.
pub fn plain(notice: &Notice) -> String {
    let mut text = format!("{}\n", notice.about);
    for edit in &notice.edits {
        let wording: String = edit.wording.iter().map(run).collect();
        text.push_str(&format!("\n- {}\n  {}\n", edit.title, wording.trim()));
    }
    for line in [&notice.more, &notice.link].into_iter().flatten() {
        text.push_str(&format!("\n{line}\n"));
    }
    text
}

fn run(part: &WordingPart) -> String {
    let (before, core, after) = words::edges(&part.text);
    match part.op {
        _ if core.is_empty() => part.text.clone(),
        WordingOp::Equal => part.text.clone(),
        WordingOp::Delete => format!("{before}[-{core}-]{after}"),
        WordingOp::Insert => format!("{before}{{+{core}+}}{after}"),
    }
}
