//! A notice for Slack, as an incoming webhook takes it.
//!
//! It uses blocks of rich text, in which text is text.

use serde_json::{Value, json};

use crate::diff::{WordingOp, WordingPart};
use crate::report::Notice;

/// Writes a notice as JSON.
pub fn slack(notice: &Notice) -> String {
    let mut sections = vec![section(vec![bold(&notice.title)]), section(vec![text(&notice.about)])];
    for edit in &notice.edits {
        sections.push(section(vec![text(&format!("• {}", edit.title))]));
        sections.push(json!({
            "type": "rich_text_quote",
            "elements": edit.wording.iter().filter(|part| !part.text.is_empty()).map(run).collect::<Vec<_>>(),
        }));
    }
    sections.extend(notice.more.iter().map(|more| section(vec![text(more)])));
    sections.extend(notice.link.iter().map(|link| section(vec![json!({"type": "link", "url": link})])));
    // What a telephone shows: markup of Slack's own, so that its three signs are written out.
    let short = notice.title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    json!({"text": short, "blocks": [{"type": "rich_text", "elements": sections}]}).to_string()
}

/// Writes a line of its own.
fn section(mut elements: Vec<Value>) -> Value {
    elements.push(text("\n"));
    json!({"type": "rich_text_section", "elements": elements})
}

fn text(text: &str) -> Value {
    json!({"type": "text", "text": text})
}

fn bold(text: &str) -> Value {
    json!({"type": "text", "text": text, "style": {"bold": true}})
}

fn run(part: &WordingPart) -> Value {
    match part.op {
        WordingOp::Equal => text(&part.text),
        WordingOp::Delete => json!({"type": "text", "text": part.text, "style": {"strike": true}}),
        WordingOp::Insert => bold(&part.text),
    }
}
