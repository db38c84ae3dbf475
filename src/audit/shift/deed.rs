//! What is done to a thing, as two commitments can be compared by it.
//!
//! **Example**: "scrap", "the abolition of" and "put an end to" end it; "export" and "sell" are one act, and "leave" undoes
//! "join". It knows verbs and their objects, and nobody's stance.

use crate::audit::lexicon::{self, Effect};
use crate::audit::word::{compounds, starts_with, stemmed};
use crate::claim::Object;
use crate::lexicon::{RESTRICTIONS, stem};

/// What a commitment does to its object; only the same can be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// The thing is to be, or not to be.
    Having,
    /// There is to be more of it, or less.
    Level,
    /// Something else, by the stem of a verb for it.
    Other(String),
}

/// What is done to a thing.
pub(super) struct Deed {
    pub act: Act,
    /// Whether who does it is for the act.
    pub with: bool,
    pub later: bool,
    pub verb: Option<String>,
}

impl Deed {
    /// Makes the deed of a verb that only its own kind can be compared with.
    pub fn other(verb: &str) -> Self {
        let verb = stem(verb);
        Self { act: Act::Other(verb.clone()), with: true, later: false, verb: Some(verb) }
    }

    pub fn ending() -> Self {
        Self { act: Act::Having, with: false, later: false, verb: Some("go".to_owned()) }
    }

    /// Reads the words for an act; `None` where they say too little by themselves.
    pub fn of(object: &Object, body: &str) -> Option<Self> {
        /// Verbs that put off a thing where its time is named behind them.
        const SHIFTING: [&str; 4] = ["extend", "push", "change", "move"];
        /// Particles that make another act of a verb: "turn back".
        const TURNING: [&str; 7] = ["back", "down", "out", "off", "up", "over", "away"];
        /// Light verbs by which there is what their object names, where it is one of a kind.
        const GIVING: [&str; 6] = ["put", "make", "give", "get", "do", "see"];
        /// What is held by being called.
        const VOTES: [&str; 6] = ["election", "elections", "by-election", "referendum", "plebiscite", "vote"];
        /// What who pays it has to bear.
        const CHARGES: [&str; 9] =
            ["charge", "tax", "levy", "toll", "fee", "duty", "tariff", "surcharge", "co-payment"];
        /// What an office pays.
        const PAYMENTS: [&str; 11] = [
            "bonus",
            "rebate",
            "benefit",
            "benefits",
            "allowance",
            "tranche",
            "instalment",
            "pension",
            "subsidy",
            "cut",
            "cuts",
        ];
        /// What a thing does that comes about, by the stems of the verbs.
        const COMING: [&str; 6] = ["start", "begin", "go", "come", "happen", "occur"];
        let Some(act) = object.act else {
            return Some(Self { act: Act::Having, with: true, later: false, verb: None });
        };
        let stems = stemmed(act.of(body));
        let first = stems.first()?;
        if SHIFTING.contains(&first.as_str()) && stems.len() > 2 {
            return Some(Self { act: Act::Having, with: true, later: true, verb: Some(first.clone()) });
        }
        // "The rebate stays unchanged"
        if ["unchang", "untouch", "unalter"].iter().any(|same| first.starts_with(same)) {
            let act = Act::Other("chang".to_owned());
            return Some(Self { act, with: false, later: false, verb: Some("chang".to_owned()) });
        }
        // "Call an early election"
        let votes = VOTES.iter().any(|vote| compounds(object.head.of(body)).any(|head| head == *vote));
        if *first == stem("call") && votes {
            return Some(Self { act: Act::Having, with: true, later: false, verb: Some(first.clone()) });
        }
        // "The sanctions will be lifted"
        let head_is = |of: &dyn Fn(&str) -> bool| compounds(object.head.of(body)).any(|head| of(&head));
        if ["lift", "ease", "relax"].iter().any(|verb| stem(verb) == *first) && head_is(&|head| RESTRICTIONS.has(head))
        {
            return Some(Self { act: Act::Having, with: false, later: false, verb: Some(first.clone()) });
        }
        // "Drivers will pay a toll", "the bonus will be paid": there is to be one.
        let is_one = starts_with(object.thing.of(body), &["a", "an"]);
        let charges = || is_one && head_is(&|head| CHARGES.contains(&head));
        if *first == stem("pay") && (charges() || head_is(&|head| PAYMENTS.contains(&head))) {
            return Some(Self { act: Act::Having, with: true, later: false, verb: Some(first.clone()) });
        }
        let kind = lexicon::kind_of_act(first);
        let with_particle = lexicon::kind_of_act(&stems.join(" "));
        let other = |verb: &str| {
            let kind = lexicon::kind_of_act(verb);
            let (verb, with) = kind.map_or((verb, true), |kind| (kind.verb.as_str(), !kind.is_opposite));
            Self { act: Act::Other(verb.to_owned()), with, later: false, verb: Some(verb.to_owned()) }
        };
        let noun = || lexicon::act_of(first).map(|verb| (verb.to_owned(), lexicon::effect_of(verb)));
        let (verb, effect) = match lexicon::effect_of_stems(&stems) {
            // "take refugees" says what is done to them, "take" alone does not.
            Some((_, Effect::Light)) if kind.is_some() => return Some(other(first)),
            // "The scheme will start", "the project won't go ahead"
            Some((_, Effect::Light)) if object.thing.end <= act.start && COMING.contains(&first.as_str()) => {
                return Some(Self { act: Act::Having, with: true, later: false, verb: Some(first.clone()) });
            }
            Some((1, Effect::Light)) | None
                if stems.len() == 2 && (TURNING.contains(&stems[1].as_str()) || with_particle.is_some()) =>
            {
                return Some(other(&stems.join(" ")));
            }
            // "Put a price on carbon": there is to be one.
            Some((1, Effect::Light)) if stems.len() == 1 && GIVING.contains(&first.as_str()) && is_one => {
                return Some(Self { act: Act::Having, with: true, later: false, verb: Some(first.clone()) });
            }
            Some((_, effect)) => (kind.map_or(first, |kind| &kind.verb).to_owned(), Some(effect)),
            None => noun().unwrap_or_else(|| (first.clone(), None)),
        };
        let Some(effect) = effect else { return Some(other(&verb)) };
        let (with, act) = match effect {
            // What is put off is still meant to be.
            Effect::For | Effect::Later => (true, Act::Having),
            Effect::Against => (false, Act::Having),
            Effect::Up => (true, Act::Level),
            Effect::Down => (false, Act::Level),
            Effect::Light => return None,
        };
        Some(Self { act, with, later: effect == Effect::Later, verb: Some(verb) })
    }
}
