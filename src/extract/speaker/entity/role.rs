//! Whom a description means anywhere in a text.
//!
//! **Finds** the name between whose commas it stands, the subject of the "is" before it, the only one who is known to
//! be what it says. What it brings in is somebody new.
//! **Example**: "Ana Holt is the mayor of Dunmore. … The mayor" is Ana Holt.
//! **Leaves alone** "the mayor" where two are mayors, and a list ("Holt, the mayor and a driver").
//! **Known misses**: roles that nothing in the text joins to a name.
//!
//! "The owner of a kennel", "Tom Erle's brother", "his lawyer", "the man who shot Ina Rolle" are nobody else's.

use std::ops::Range;

use super::noun::{Description, Opening, Rest};
use super::{DESCRIPTIONS, Graph, Place};
use crate::claim::SpeakerKind;
use crate::extract::speaker::lexicon::lexicon;
use crate::extract::speaker::phrase::Phrase;
use crate::lang::tag::Tag;
use crate::reading::MentionForm;

/// How far behind what stands between commas an "and" makes a list of it.
const LIST: usize = 8;
/// Words behind which a description says what somebody is or might be, and brings nobody in.
const LIKENESSES: [&str; 15] = [
    "as", "like", "be", "been", "being", "become", "becomes", "became", "becoming", "is", "was", "are", "were", "than",
    "not",
];

impl Graph<'_> {
    /// Takes down the description that starts at a token; returns where it ends, or the token.
    pub(super) fn description(&mut self, at: usize, limit: usize) -> usize {
        if self.descriptions >= DESCRIPTIONS {
            return at;
        }
        let Some(description) = self.description_at(at, limit).or_else(|| self.owner_at(at, limit)) else { return at };
        self.descriptions += 1;
        let end = self.take(description);
        // "The minister's brother": the minister too.
        let words = self.from.words;
        if let Some(owner) = (at..end).find(|&at| words.possessive(at))
            && let Some(owner) = self.description_at(at, owner)
        {
            self.take(owner);
        }
        end
    }

    /// Takes down whom the owner of a possessive name has.
    pub(super) fn owned(&mut self, name: usize, limit: usize) {
        if self.descriptions < DESCRIPTIONS
            && let Some(description) = self.owned_by(name, limit)
        {
            self.descriptions += 1;
            self.take(description);
        }
    }

    fn take(&mut self, description: Description) -> usize {
        let end = description.tokens.end;
        let (entity, form) = match self.said_of(&description) {
            Some(entity) => (Some(entity), MentionForm::Epithet),
            None if self.is_likeness(description.tokens.start) => return end,
            None if description.phrase.plural => (self.meant(&description), MentionForm::Role),
            None => match self.beside(&description) {
                Beside::Name(name) => (self.cast.of_name[name], MentionForm::Role),
                Beside::Unclear => (None, MentionForm::Role),
                Beside::Nobody => (self.meant(&description), MentionForm::Role),
            },
        };
        let gender = description.phrase.gender;
        let person = description.phrase.kind != SpeakerKind::Organization && !description.phrase.plural;
        // A body whom nothing tells is no rival of anybody's "he".
        if entity.is_some() || person {
            self.places.push(Place { tokens: description.tokens, entity, form, gender });
        }
        end
    }

    /// Returns of whom a description is said: the name before its comma, or the subject of the "is" before it.
    fn said_of(&mut self, description: &Description) -> Option<usize> {
        let words = self.from.words;
        let start = description.tokens.start;
        let before = start.checked_sub(1)?;
        let last = self.places.last()?;
        let entity = last.entity?;
        let same_sort = {
            let organization = description.phrase.kind == SpeakerKind::Organization;
            let known = &self.cast.entities[entity];
            let person = matches!(known.kind, SpeakerKind::Person | SpeakerKind::Unknown);
            !known.plural && (organization && known.kind == SpeakerKind::Organization || !organization && person)
        };
        if !same_sort || description.phrase.plural {
            return None;
        }
        if words.is_comma(before) && last.tokens.end == before && last.form == MentionForm::Name {
            let closed = self.closes(description.tokens.end) && description.rest != Rest::Apart;
            let owned = description.opening == Opening::Owned;
            let alone = !self.listed(before, description.tokens.end) && !words.possessive(last.tokens.end);
            return (closed && alone && !owned).then_some(entity);
        }
        // "Holt is", "Holt has been", "Holt was also".
        let mut verb = before;
        while verb > last.tokens.end && self.from.syntax.tag(verb) == Tag::Adverb {
            verb -= 1;
        }
        let is = matches!(words.folded(verb), "is" | "was" | "became" | "remains");
        let been = words.folded(verb) == "been" && matches!(words.folded(verb.wrapping_sub(1)), "has" | "had");
        let subject_end = if been { verb - 1 } else { verb };
        let said = (is || been) && last.tokens.end == subject_end && self.opens_clause(last.tokens.clone());
        let negated = (last.tokens.end..start).any(|at| matches!(words.folded(at), "not" | "never" | "no"));
        if !said || negated {
            return None;
        }
        // What somebody is said to be by others may be wrong: it gives no role.
        if description.opening == Opening::Definite && self.told(start).is_none() && !words.quoted(start) {
            self.cast.learn(entity, &description.phrase);
        }
        Some(entity)
    }

    /// Returns whether a subject stands where a clause opens, so that it is all that the verb speaks of.
    fn opens_clause(&self, subject: Range<usize>) -> bool {
        let words = self.from.words;
        let title = self.from.names.partition_point(|name| name.tokens.end <= subject.start);
        let start = match self.from.names.get(title) {
            Some(name) if name.tokens.start == subject.start => name.whole.start,
            _ => subject.start,
        };
        let Some(before) = start.checked_sub(1) else { return true };
        let opened = words.document.tokens.at(before).sentence != words.document.tokens.at(start).sentence;
        opened || matches!(words.folded(before), "that" | "but" | "because") || words.initial(start)
    }

    /// Returns whether a stretch between commas is one of a list: an "and" or an "or" follows, or a name stands before.
    pub(super) fn listed(&self, comma: usize, end: usize) -> bool {
        let words = self.from.words;
        let and = |at: usize| matches!(words.folded(at), "and" | "or" | "&");
        let sentence = words.document.tokens.get(comma).map(|token| token.sentence);
        let inside = |at: &usize| words.document.tokens.get(*at).map(|token| token.sentence) == sentence;
        if and(end) {
            return true;
        }
        // "Holt, the mayor, a driver and a nurse": from comma to comma without a verb.
        let verb = |at: usize| self.from.syntax.tag(at).is_finite() || words.folded(at) == "who";
        let behind = (end..end + LIST).take_while(inside).take_while(|&at| !verb(at));
        words.is_comma(end) && behind.into_iter().any(and)
    }

    /// Returns whether what stands between commas ends at a token.
    fn closes(&self, end: usize) -> bool {
        let words = self.from.words;
        !words.is_word(end) && !words.number(end) && !words.possessive(end)
            || matches!(words.folded(end), "who" | "said" | "says")
    }

    fn is_likeness(&self, start: usize) -> bool {
        let words = self.from.words;
        let before = start.checked_sub(1).map_or("", |at| words.folded(at));
        LIKENESSES.contains(&before)
    }

    /// Looks for the name that a description stands before: "the port director, Lena Okafor,".
    fn beside(&self, description: &Description) -> Beside {
        let words = self.from.words;
        let end = description.tokens.end;
        // "Holt, the mayor and a driver": what stands behind the name may be somebody else.
        let before = description.tokens.start.wrapping_sub(1);
        let last = self.places.last().filter(|last| last.form == MentionForm::Name && last.tokens.end == before);
        if last.is_some() && words.is_comma(before) {
            return Beside::Unclear;
        }
        let comma = words.is_comma(end);
        let first = if comma { end + 1 } else { end };
        let index = self.from.names.partition_point(|name| name.tokens.start < first);
        let Some(name) = self.from.names.get(index).filter(|name| name.whole.start == first) else {
            return Beside::Nobody;
        };
        let person = matches!(name.kind, Some(SpeakerKind::Person) | None);
        let same_sort = person == (description.phrase.kind != SpeakerKind::Organization);
        let behind = name.tokens.end;
        let closed = !comma || self.closes(behind) && !words.possessive(behind) && !self.listed(end, behind);
        // "After meeting the mayor, Holt left": the comma may as well end the clause.
        match same_sort && closed && (comma || description.opening == Opening::Owned) {
            true => Beside::Name(index),
            false => Beside::Unclear,
        }
    }

    /// Returns whom a description means that stands by itself, somebody new where it brings one in.
    fn meant(&mut self, description: &Description) -> Option<usize> {
        let phrase = &description.phrase;
        let key = self.owner(description).map(|owner| (owner, phrase.plural, phrase.noun.clone()));
        let known = key.as_ref().and_then(|key| self.owned.get(key).copied());
        let meant = known.or_else(|| self.meant_by_words(description));
        if let (Some(key), Some(meant)) = (key, meant) {
            self.owned.insert(key, meant);
        }
        meant
    }

    fn meant_by_words(&mut self, description: &Description) -> Option<usize> {
        let words = self.from.words;
        let Description { tokens, phrase, opening, rest } = description;
        let at = words.span(tokens.start).start;
        let owner_named = *opening == Opening::Owned && phrase.owned;
        let apart = match rest {
            Rest::Nothing => *opening == Opening::Owned && !phrase.owned,
            Rest::Apart => true,
            Rest::Of(of) => !of.clone().any(|at| words.proper(at)),
        };
        if apart {
            return Some(self.cast.add_apart(phrase, at));
        }
        if *opening == Opening::Indefinite {
            return Some(self.cast.introduce(phrase, at));
        }
        let known = match rest {
            Rest::Of(of) => self.of_known(phrase, of.clone(), at),
            _ => self.cast.described(words, phrase, at).filter(|&known| self.cast.may_be_called(known, phrase)),
        };
        let known = known
            .filter(|&known| !owner_named || self.cast.is_described_so(known, phrase) || self.holds(known, phrase))
            .filter(|&known| !phrase.plural || self.is_several(known));
        match known {
            Some(known) => Some(known),
            None if owner_named || matches!(rest, Rest::Of(_)) => Some(self.cast.introduce(phrase, at)),
            // Where others are called so, it is one of them, and none for certain.
            None => (!self.cast.has_holder(phrase)).then(|| self.cast.introduce(phrase, at)),
        }
    }

    /// Returns who has somebody that has no other words but the noun: "*her* campaign", "*Holt's* wife".
    fn owner(&self, description: &Description) -> Option<usize> {
        let Description { tokens, opening, rest, .. } = description;
        let plain = *opening == Opening::Owned && *rest == Rest::Nothing;
        let before = self.places.iter().rev().find(|place| place.tokens.start <= tokens.start)?;
        let names_owner = matches!(before.form, MentionForm::Pronoun | MentionForm::Name);
        let end = before.tokens.end + usize::from(before.form == MentionForm::Name);
        // Nothing but the noun behind the owner: "her former campaign" is another.
        let bare = end + 1 == tokens.end && before.tokens.start >= tokens.start;
        before.entity.filter(|_| plain && names_owner && bare)
    }

    /// Returns whether all the words of an owned description are known of somebody: "Varland's president" of the
    /// Varlandian president.
    fn holds(&self, entity: usize, phrase: &Phrase) -> bool {
        phrase.words.iter().all(|word| self.cast.knows(entity, word))
    }

    /// Returns whom "the mayor of Dunmore" means: one who is known to be that.
    fn of_known(&self, phrase: &Phrase, of: Range<usize>, at: usize) -> Option<usize> {
        let words = self.from.words;
        let known = self.cast.described(words, phrase, at)?;
        let told = of.filter(|&at| words.proper(at)).all(|at| {
            let word = words.folded(at);
            self.cast.knows(known, lexicon().place(word).unwrap_or(word))
        });
        (told || self.cast.is_described_so(known, phrase)).then_some(known)
    }
}

/// What stands behind a description.
enum Beside {
    /// The name that it is the role of.
    Name(usize),
    /// A name that may be anybody's.
    Unclear,
    Nobody,
}
