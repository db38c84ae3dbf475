//! What is explained is what is extracted, and the reasons say what decided.

use proptest::prelude::*;

use super::*;

const BODY: &str =
    "Ana Holt runs the port. “We will not go,” she said. Residents fear a loss, and the ferry may sail on Friday.";

fn reasons(method: Method, about: Aspect) -> Vec<String> {
    let (_, explanation) = explain(BODY, &Metadata::default(), method);
    let all = explanation.claims.into_iter().flat_map(|claim| claim.reasons);
    all.filter(|reason| reason.about == about).map(|reason| reason.text).collect()
}

#[test]
fn reasons_say_what_decided() {
    let found = reasons(Method::Rules, Aspect::Found);
    assert_eq!(
        found[..2],
        [
            "nothing attributes these words: the outlet asserts them",
            "an utterance in quotation marks beside the cue “said”, its content to the left, its source “she” to the left"
        ]
    );
    let speaker = reasons(Method::Rules, Aspect::Speaker);
    assert_eq!(
        speaker[0],
        "Ana Holt: “she” goes to the last one whom it fits, mentioned as “Ana Holt” one sentence before"
    );
    assert!(reasons(Method::Rules, Aspect::Certainty).concat().contains("“may”"));
    assert!(reasons(Method::Rules, Aspect::Rules).is_empty(), "there is nothing to compare the rules with");
}

#[test]
fn labels_are_told_in_words() {
    let label = |name: &str| {
        let mut all = (0..labels::COUNT).map(Label::from_index);
        in_words(all.find(|label| label.name() == name).expect("a label's name"))
    };
    assert_eq!(label("O"), "outside");
    assert_eq!(label("B-cue"), "cue, first");
    assert_eq!(label("I-source>"), "source →");
    assert_eq!(label("B-content<"), "content ←, first");
}

/// Holds an explanation to the extraction that it explains.
fn check(body: &str, method: Method) {
    let (extraction, explanation) = explain(body, &Metadata::default(), method);
    assert_eq!(extraction, crate::extract::extract_with(body, &Metadata::default(), method));
    assert_eq!(explanation.extractor, method.extractor());
    let ids: Vec<ClaimId> = explanation.claims.iter().map(|claim| claim.id).collect();
    assert_eq!(ids, extraction.claims.iter().map(|claim| claim.id).collect::<Vec<_>>());
    for (at, sentence) in explanation.sentences.iter().enumerate() {
        assert_eq!(sentence.number, at + 1);
        assert_eq!(sentence.tokens.is_empty(), method == Method::Rules);
        assert_eq!(sentence.second.is_some(), method != Method::Rules);
        assert!(sentence.tokens.iter().all(|token| token.label != token.second && token.margin >= 0));
        if let Some(second) = &sentence.second {
            assert_eq!(Some(second.margin), sentence.tokens.iter().map(|token| token.margin).min());
            assert!(!second.changes.is_empty());
        }
    }
    for claim in &explanation.claims {
        assert!(explanation.sentences.iter().any(|sentence| sentence.claims.contains(&claim.id)));
    }
}

#[test]
fn what_is_explained_is_what_is_extracted() {
    Method::ALL.into_iter().for_each(|method| check(BODY, method));
}

proptest! {
    #[test]
    fn any_text_is_explained(body in text::tests::odd_text(), fast in any::<bool>()) {
        check(&body, if fast { Method::Fast } else { Method::Rules });
    }
}
