//! A notice for Teams: an adaptive card, as a workflow's webhook takes it.
//!
//! It uses runs of text, in which text is text.

use serde_json::{Value, json};

use crate::diff::{WordingOp, WordingPart};
use crate::report::Notice;

/// Writes a notice as JSON.
pub fn teams(notice: &Notice) -> String {
    let mut body = vec![block(vec![bold(&notice.title)]), block(vec![text(&notice.about)])];
    for edit in &notice.edits {
        body.push(block(vec![text(&edit.title)]));
        body.push(block(edit.wording.iter().filter(|part| !part.text.is_empty()).map(run).collect()));
    }
    body.extend(notice.more.iter().map(|more| block(vec![text(more)])));
    let open = |link: &String| json!({"type": "Action.OpenUrl", "title": "Open the page", "url": link});
    let actions: Vec<Value> = notice.link.iter().map(open).collect();
    let card = json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": actions,
    });
    let content = "application/vnd.microsoft.card.adaptive";
    json!({"type": "message", "attachments": [{"contentType": content, "content": card}]}).to_string()
}

fn block(inlines: Vec<Value>) -> Value {
    json!({"type": "RichTextBlock", "inlines": inlines})
}

fn text(text: &str) -> Value {
    json!({"type": "TextRun", "text": text})
}

fn bold(text: &str) -> Value {
    json!({"type": "TextRun", "text": text, "weight": "Bolder"})
}

fn run(part: &WordingPart) -> Value {
    match part.op {
        WordingOp::Equal => text(&part.text),
        WordingOp::Delete => json!({"type": "TextRun", "text": part.text, "strikethrough": true}),
        WordingOp::Insert => bold(&part.text),
    }
}
