//! A notice → what a chat room or a mail shows: one file a form.
//!
//! What is from outside goes in as text, never as markup: it makes no link and mentions nobody.

mod plain;
mod slack;
mod teams;

pub use plain::plain;
pub use slack::slack;
pub use teams::teams;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Confidence, WordingOp, WordingPart};
    use crate::render::tests::{keep, sample};
    use crate::report::{Filter, Notice, NoticeEdit};

    #[test]
    fn a_notice_in_every_form() {
        let notice = Notice::new(&sample::diff(&Filter::default()), Confidence::default()).expect("a sure edit");
        let laid_out = |json: String| json.replace("},{", "},\n{");
        let forms = [plain(&notice), laid_out(slack(&notice)), laid_out(teams(&notice)), plain(&Notice::test())];
        keep("notices", &forms.join("\n---\n"));
    }

    #[test]
    fn words_from_outside_are_text() {
        let text = "<!channel> *bold* [a](https://evil.example) <https://evil.example|b>".to_owned();
        let wording = vec![WordingPart { op: WordingOp::Insert, text: text.clone() }];
        let edits = vec![NoticeEdit { title: text.clone(), wording }];
        let notice = Notice { title: text.clone(), about: text, edits, more: None, link: None };
        for json in [slack(&notice), teams(&notice)] {
            let value: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
            for kind in ["\"mrkdwn\"", "\"TextBlock\"", "\"Image\""] {
                assert!(!json.contains(kind), "{kind}");
            }
            assert!(value["text"].as_str().is_none_or(|text| !text.contains('<')), "{json}");
        }
    }
}
