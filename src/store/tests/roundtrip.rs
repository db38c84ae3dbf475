//! Whatever an extraction holds comes back from the history exactly.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// Any text, odd characters with it.
fn text() -> impl Strategy<Value = String> {
    vec(
        prop_oneof![any::<char>(), select(vec!['\0', '\n', '"', '\\', 'é', '\u{301}', '😀', '\u{202e}', 'a', ' '])],
        0..40,
    )
    .prop_map(String::from_iter)
}

/// A stretch of a body, from any two numbers.
fn span(body: &str, (a, b): (usize, usize)) -> Span {
    let bounds: Vec<usize> = body.char_indices().map(|(at, _)| at).chain([body.len()]).collect();
    let (a, b) = (bounds[a % bounds.len()], bounds[b % bounds.len()]);
    Span::new(a.min(b), a.max(b))
}

type Numbers = Vec<(usize, usize)>;

/// What a claim is made of, before there is a body to measure it on.
#[derive(Debug, Clone)]
struct Seed {
    kind: ClaimKind,
    rule: Rule,
    lists: (Numbers, Option<Numbers>, Option<Numbers>, Numbers, Numbers, Numbers),
    said_on: Option<(i32, Precision, Numbers)>,
    position: Option<(Stance, String)>,
    flags: (bool, CertaintyLevel),
    figures: Vec<((usize, usize), f64, Option<String>)>,
    confidence: f64,
    speaker: Option<u32>,
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>().prop_filter("a number", |n| !n.is_nan()),
        select(vec![0.1, 1e300, 5e-324, 12.0, f64::INFINITY])
    ]
}

fn seed() -> impl Strategy<Value = Seed> {
    use Stance::*;
    let spans = || vec(any::<(usize, usize)>(), 0..3);
    let stances = vec![Support, Oppose, Open, Refuse, Demand, Commit, Deny, Accuse, Doubt, Expect];
    let precisions = vec![Precision::Day, Precision::Week, Precision::Month, Precision::Year];
    let levels =
        vec![CertaintyLevel::Asserted, CertaintyLevel::Hedged, CertaintyLevel::Conditional, CertaintyLevel::Question];
    let words = (select(ClaimKind::ALL.to_vec()), select(Rule::ALL.to_vec()));
    let lists = (spans(), option::of(spans()), option::of(spans()), spans(), spans(), spans());
    let said_on = option::of((-800_000..4_000_000i32, select(precisions), spans()));
    let position = option::of((select(stances), text()));
    let figures = vec((any::<(usize, usize)>(), number(), option::of(text())), 0..3);
    let rest = ((any::<bool>(), select(levels)), figures, number(), option::of(0..3u32));
    (words, lists, said_on, position, rest).prop_map(|((kind, rule), lists, said_on, position, rest)| {
        let (flags, figures, confidence, speaker) = rest;
        Seed { kind, rule, lists, said_on, position, flags, figures, confidence, speaker }
    })
}

fn grow(body: &str, id: usize, seed: Seed) -> Claim {
    let spans = |numbers: Numbers| numbers.into_iter().map(|numbers| span(body, numbers)).collect::<Vec<_>>();
    let excerpt = |numbers| Excerpt::new(body, spans(numbers));
    let (content, cue, source, quotes, negations, cues) = seed.lists;
    let (cue, source) = (cue.map(excerpt), source.map(excerpt));
    let outer = cue.clone().zip(source.clone());
    Claim {
        id: ClaimId(id as u32),
        kind: seed.kind,
        span: span(body, (id, id + 7)),
        content: excerpt(content),
        speech: [Speech::Said, Speech::NotSaid, Speech::Hypothetical, Speech::Disputed][id % 4],
        speech_cue: cue.clone().map(Box::new),
        outer: outer.into_iter().map(|(cue, source)| Outer { cue, source, speaker: Some(SpeakerId(1)) }).collect(),
        cue,
        source,
        speaker: seed.speaker.map(SpeakerId),
        quotes: spans(quotes),
        said_on: seed.said_on.map(|(day, precision, words)| {
            let date = chrono::NaiveDate::from_num_days_from_ce_opt(day).expect("a day in range");
            Box::new(SaidOn { date, precision, words: excerpt(words) })
        }),
        positions: seed
            .position
            .map(|(stance, topic)| Position::of_stance(stance, topic, span(body, (id, 3))))
            .into_iter()
            .collect(),
        polarity: if seed.flags.0 { Polarity::Negated } else { Polarity::Affirmed },
        negations: spans(negations),
        certainty: Certainty { level: seed.flags.1, cues: spans(cues) },
        figures: seed
            .figures
            .into_iter()
            .map(|(numbers, value, unit)| {
                let span = span(body, numbers);
                Figure { span, text: span.of(body).into(), value, unit }
            })
            .collect(),
        referents: vec![Referent { span: span(body, (id, 2)), text: "Ana Holt".to_owned() }],
        confidence: seed.confidence,
        rule: seed.rule,
    }
}

fn speaker(
    id: u32,
    (name, kind, role, aliases): (String, SpeakerKind, Option<String>, Vec<String>),
    body: &str,
) -> Speaker {
    Speaker { id: SpeakerId(id), name, kind, role, aliases, mentions: vec![span(body, (id as usize, 9))] }
}

fn extraction(body: String) -> impl Strategy<Value = (String, Extraction)> {
    use SpeakerKind::*;
    let kinds = vec![Person, Organization, Group, Document, Anonymous, Unknown];
    let speakers = vec((text(), select(kinds), option::of(text()), vec(text(), 0..3)), 3);
    let warnings = vec![WarningKind::UnclosedQuote, WarningKind::StrayQuote, WarningKind::HiddenCharacters];
    let warnings = vec((select(warnings), any::<(usize, usize)>(), text()), 0..3);
    (speakers, vec(seed(), 0..5), warnings).prop_map(move |(speakers, seeds, warnings)| {
        let extraction = Extraction {
            speakers: (0..).zip(speakers).map(|(id, speaker_)| speaker(id, speaker_, &body)).collect(),
            claims: seeds.into_iter().enumerate().map(|(id, seed)| grow(&body, id, seed)).collect(),
            warnings: warnings
                .into_iter()
                .map(|(kind, numbers, message)| Warning { kind, span: span(&body, numbers), message: message.into() })
                .collect(),
        };
        (body.clone(), extraction)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_extraction_comes_back((body, extraction) in text().prop_flat_map(extraction), headline in option::of(text())) {
        let place = TestHistory::new();
        let mut history = place.open();
        let mut given = draft(&body);
        given.metadata.headline = headline;
        add(&mut history, "s", &given, &extraction, hour(1));
        let version = history.version(&slug("s"), 1).expect("a read").expect("a version");
        prop_assert_eq!(&version.body, &body);
        prop_assert_eq!(&version.metadata, &given.metadata);
        prop_assert_eq!(&version.extraction, &extraction);
        prop_assert_eq!(history.verify().expect("a check").problems, vec![]);
        for speaker in &extraction.speakers {
            let key = keys::name_key(&speaker.name);
            prop_assert_eq!(keys::name_key(&key), key.clone(), "a key is its own key");
            if !key.is_empty() {
                prop_assert!(!lookup::names(&history, &speaker.name).expect("names").is_empty());
            }
        }
    }
}

#[test]
fn a_confidence_that_is_no_number_comes_back_as_none() {
    let place = TestHistory::new();
    let mut history = place.open();
    let mut extraction = facts("One");
    extraction.claims[0].confidence = f64::NAN;
    add(&mut history, "s", &draft("One"), &extraction, hour(1));
    let version = history.version(&slug("s"), 1).expect("a read").expect("a version");
    assert!(version.extraction.claims[0].confidence.is_nan());
    assert!(history.verify().expect("a check").is_sound());
}

#[test]
fn the_words_of_the_vocabulary_are_those_of_the_columns() {
    // Columns are written with `name()` and read back by serde: the two must agree.
    for kind in ClaimKind::ALL {
        assert_eq!(serde_json::to_value(kind).expect("a word"), kind.name());
    }
    for rule in Rule::ALL {
        assert_eq!(serde_json::to_value(rule).expect("a word"), rule.name());
    }
}
