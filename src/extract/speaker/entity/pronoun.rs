//! Whom a pronoun means anywhere in a text.
//!
//! **Finds** the one who acts in the clauses around it, where nobody else who fits comes between; else the only one in
//! reach who fits: in what somebody is reported to say himself, in the outlet's words the one whom the sentence or the
//! sentences before it name; behind a name or a description "who". An "I" in quotation marks is whoever speaks.
//! **Example**: "Ana Holt said she would sell her boat": both are Ana Holt, where no other woman comes between.
//! **Leaves alone** a pronoun that two may own, and one behind another whose owner is unknown.
//! **Known misses**: whatever takes knowledge of the world ("Holt told Reil that he was late").
//!
//! The sources of claims are resolved elsewhere, with less care: a claim without its speaker is lost. Here nothing is.

use super::antecedent::Taken;
use super::rivals::{Fit, Number, PLACES};
use super::{Graph, Place};
use crate::claim::SpeakerKind;
use crate::extract::speaker::lexicon::Gender;
use crate::extract::speaker::source;
use crate::reading::MentionForm;

/// Without a tree, behind these an "it" is somebody's who acts ("it would close the yard").
const ACTS: [&str; 10] = ["would", "will", "had", "has", "could", "can", "does", "did", "plans", "intends"];
/// Behind these verbs it need not be anybody ("it would be", "it had seemed").
const IMPERSONAL: [&str; 10] = ["be", "been", "seem", "seemed", "appear", "appeared", "take", "taken", "make", "not"];

/// What a pronoun tells.
enum Sort {
    Third(Number),
    Own,
    Who,
}

fn sort(word: &str) -> Option<Sort> {
    Some(match word {
        "he" | "him" | "his" | "himself" => Sort::Third(Number::Of(Gender::Male)),
        "she" | "her" | "hers" | "herself" => Sort::Third(Number::Of(Gender::Female)),
        "it" | "its" | "itself" => Sort::Third(Number::It),
        "they" | "them" | "their" | "theirs" | "themselves" => Sort::Third(Number::They),
        "i" | "me" | "my" | "mine" | "myself" => Sort::Own,
        "who" | "whose" | "whom" => Sort::Who,
        _ => return None,
    })
}

impl Graph<'_> {
    /// Takes a pronoun down, its owner known or not; returns whether the token is one.
    pub(super) fn pronoun(&mut self, at: usize) -> bool {
        let words = self.from.words;
        // "US" is no pronoun, and "I" in a name is no speaker.
        let Some(sort) = sort(words.folded(at)).filter(|_| words.is_word(at)) else { return false };
        let mut gender = None;
        let entity = match sort {
            Sort::Third(Number::Of(of)) => {
                gender = Some(of);
                self.of_gender(at, of)
            }
            Sort::Third(Number::It) => self.body(at),
            Sort::Third(Number::They) => self.several(at),
            Sort::Own => self.own(at),
            Sort::Who => self.who(at),
        };
        if entity.is_some() || gender.is_some() {
            self.places.push(Place { tokens: at..at + 1, entity, form: MentionForm::Pronoun, gender });
        }
        true
    }

    /// Returns whether a token stands in what somebody else has written, marks or none: behind a colon, or in another
    /// sentence than the words that attribute it.
    fn is_verbatim(&self, at: usize) -> bool {
        let document = self.from.words.document;
        let Some(told) = self.told(at) else { return false };
        let attribution = &self.from.attributions[told];
        let mut beside = attribution.cue.iter().chain(&attribution.source);
        !beside.any(|span| document.sentence_at(span.start) == Some(document.tokens.at(at).sentence))
    }

    /// Returns whose words a token stands in, as the attribution has it.
    fn reporter(&self, at: usize) -> Option<usize> {
        self.from.links[self.told(at)?]
    }

    /// Returns the one person whom a "he" or a "she" means.
    fn of_gender(&self, at: usize, gender: Gender) -> Option<usize> {
        let words = self.from.words;
        let number = Number::Of(gender);
        let start = words.document.sentences[words.document.tokens.at(at).sentence].tokens.start;
        let quoted = words.quoted(at) || self.is_verbatim(at);
        let reporter = self.reporter(at);
        if quoted && reporter.is_none() {
            return None;
        }
        // Nobody is a "he" in his own words.
        let apart = reporter.filter(|_| quoted);
        match self.of_clauses(at, number, apart) {
            Taken::By(entity) => return Some(entity),
            Taken::Unclear => return None,
            Taken::Nobody => {}
        }
        // Nor has he met himself.
        let barred = self.actors(at).into_iter().filter(|actor| actor.barred);
        let barred = barred.filter_map(|actor| self.place_of(actor.token)?.entity);
        let apart: Vec<usize> = apart.into_iter().chain(barred).collect();
        let here = self.rivals(start..at, number, &apart);
        if here.unknown {
            return None;
        }
        if !quoted && let Some(reporter) = reporter.filter(|reporter| !apart.contains(reporter)) {
            match self.fit(reporter, number) {
                // "A source said that Ms Holt had left her car": nobody calls a source she.
                _ if self.is_nameless(reporter) && !here.all.is_empty() => {}
                Fit::Sure if here.none_but(reporter) => {
                    let named_before = here.only() == Some(reporter);
                    let alone = named_before || self.before(at, number, &[]).none_but(reporter);
                    return (alone && !self.is_outdone(reporter, at, number)).then_some(reporter);
                }
                Fit::Sure | Fit::Maybe => return None,
                Fit::No => {}
            }
        }
        let before = self.before(at, number, &apart);
        if !here.all.is_empty() {
            let only = here.only()?;
            // "Reil attacked Ms Holt for her speech": known to be a she, and the only one in the sentence.
            let known = self.cast.entities[only].gender == Some(gender);
            let safe = before.none_but(only) || !quoted && (known || self.is_subject(only, start..at));
            return safe.then_some(only);
        }
        before.only().or_else(|| self.carried_on(at, number, &apart))
    }

    /// Returns the several whom a "they" means: those who report it, those who act in the clauses around it, or those
    /// whom the sentence before is about.
    fn several(&self, at: usize) -> Option<usize> {
        if let Some(reporter) = self.reporter(at).filter(|&entity| self.opens_content(at) && self.is_several(entity)) {
            return Some(reporter);
        }
        match self.of_clauses(at, Number::They, None) {
            Taken::By(entity) => Some(entity),
            Taken::Unclear => None,
            Taken::Nobody => {
                let words = self.from.words;
                let start = words.document.sentences[words.document.tokens.at(at).sentence].tokens.start;
                let here = self.rivals(start..at, Number::They, &[]);
                here.all.is_empty().then(|| self.carried_on(at, Number::They, &[]))?
            }
        }
    }

    /// Returns whether a token is the subject that its sentence opens with.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        let document = self.from.words.document;
        let sentence = &document.sentences[document.tokens.at(at).sentence];
        let subject = matches!(self.from.words.folded(at), "he" | "she");
        subject && (sentence.tokens.start..at).all(|at| !self.from.words.is_word(at))
    }

    /// Returns whether a pronoun is the subject that a reported content opens with.
    fn opens_content(&self, at: usize) -> bool {
        let words = self.from.words;
        let Some(told) = self.told(at).filter(|_| !words.quoted(at)) else { return false };
        let attribution = &self.from.attributions[told];
        let first = attribution.content.first().map_or(at, |span| words.document.tokens_in(*span).start);
        let named = attribution.source.first().is_some_and(|source| source.start < words.span(at).start);
        named && (first..at).all(|at| !words.is_word(at) || words.folded(at) == "that")
    }

    /// Returns the body that an "it" or an "its" means.
    fn body(&self, at: usize) -> Option<usize> {
        let words = self.from.words;
        if words.folded(at) == "it" {
            let acts = match self.from.syntax.trees() {
                Some(trees) => self.acts(at) && trees.head(at).is_some_and(|verb| self.from.syntax.tag(verb).is_verb()),
                None => ACTS.contains(&words.folded(at + 1)),
            };
            let acts = acts && !(at + 1..at + 3).any(|at| IMPERSONAL.contains(&words.folded(at)));
            let reporter = self.reporter(at).filter(|_| acts && self.opens_content(at))?;
            return (self.cast.entities[reporter].kind == SpeakerKind::Organization).then_some(reporter);
        }
        if let Taken::By(entity) = self.of_clauses(at, Number::It, None)
            && !words.quoted(at)
        {
            return Some(entity);
        }
        // "The council cut its budget": nothing but the verb parts the two.
        let start = words.document.sentences[words.document.tokens.at(at).sentence].tokens.start;
        let last = self.places.last().filter(|place| place.tokens.start >= start && !words.quoted(at))?;
        let nominal = (last.tokens.end..at).any(|at| self.from.syntax.tag(at).is_nominal());
        let entity = last.entity.filter(|_| !nominal && words.is_word(last.tokens.end))?;
        let body = self.cast.entities[entity].kind == SpeakerKind::Organization;
        let named = !matches!(last.form, MentionForm::Demonym | MentionForm::Epithet);
        (body && named && self.is_subject(entity, start..at)).then_some(entity)
    }

    /// Returns whoever speaks where an "I" stands.
    fn own(&self, at: usize) -> Option<usize> {
        let words = self.from.words;
        if let Some(told) = self.told(at).filter(|_| words.quoted(at)) {
            // In a quotation within the quotation somebody else speaks.
            let quotation = words.document.tokens.at(at).quotation?;
            let outermost = words.document.quotations.get(quotation).is_some_and(|quotation| quotation.depth == 0);
            let speaker = self.from.links[told].filter(|_| outermost)?;
            return (!self.is_several(speaker)).then_some(speaker);
        }
        let stretch = self.from.voices.at(words.span(at).start).filter(|_| !words.quoted(at))?;
        stretch.voice.and_then(|voice| self.from.of_voice[voice])
    }

    /// Returns whom a "who" goes on from: whoever was spoken of right before.
    fn who(&self, at: usize) -> Option<usize> {
        let words = self.from.words;
        if let Some(name) = source::antecedent(words, self.from.names, at) {
            return self.cast.of_name[name].filter(|&entity| self.is_one(entity));
        }
        if let Some(place) = self.related(at).and_then(|noun| self.place_of(noun)) {
            return place.entity.filter(|&entity| self.is_one(entity) || self.is_several(entity));
        }
        let end = if at > 0 && words.is_comma(at - 1) { at - 1 } else { at };
        let last = self.places.iter().rev().take(PLACES).find(|place| place.tokens.end <= end)?;
        let described = matches!(last.form, MentionForm::Role | MentionForm::Epithet) && last.tokens.end == end;
        last.entity.filter(|&entity| described && self.is_one(entity))
    }
}
