//! Why an edit is one: which rule linked its claims, how alike they are, what came second, and what each label means.
//!
//! It decides nothing and is worked out only when somebody asks: the links and labels stand already.

use std::collections::BTreeSet;

use super::align::{Alignment, Step};
use super::compared::ComparedSide;
use super::holders::Holders;
use super::links::{Link, NEW, OLD};
use super::similarity::{self, Bag, Units, likeness};
use super::vocabulary::Vocabulary;
use super::{ChangeKind, Placed, SideName};
use crate::claim::Claim;

/// Words in more claims than this find no runner-up where another does: they would find everything.
const COMMON: usize = 48;

/// Why an edit is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// How its claims found each other.
    pub linking: Linking,
    /// How further claims came to a pair, where there are more than two.
    pub joining: Option<Joining>,
    /// How alike the words of the two sides are, each weighed by how rare it is, from 0 to 1, in hundredths; `None`
    /// where one side is empty.
    pub similarity: Option<f64>,
    /// The claim that it would have been linked with otherwise: the most alike of the old ones that are not in the
    /// edit, or, for a removed claim, of the new ones. `None` where no other shares a word with it that tells the two
    /// from the rest.
    pub runner_up: Option<RunnerUp>,
}

/// The second best.
#[derive(Clone, Debug, PartialEq)]
pub struct RunnerUp {
    /// The version that it stands in.
    pub side: SideName,
    pub claim: Claim,
    /// From 0 to 1, in hundredths.
    pub similarity: f64,
}

/// How two claims found each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linking {
    SameWords,
    KeptWords,
    Sentence,
    Likeness,
    Clause,
    Place,
    NoneAlike,
}

impl Linking {
    /// Returns the word that stands in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SameWords => "same_words",
            Self::KeptWords => "kept_words",
            Self::Sentence => "sentence",
            Self::Likeness => "likeness",
            Self::Clause => "clause",
            Self::Place => "place",
            Self::NoneAlike => "none_alike",
        }
    }

    /// Returns the rule in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::SameWords => "the same words, in sentences that are each other's",
            Self::KeptWords => "they hold most of the words that stayed in their sentences",
            Self::Sentence => "their sentences are each other's, and they are the longest claims left in these",
            Self::Likeness => "most alike of what no sentence paired, by words, speaker and place",
            Self::Clause => "a clause of each says that the same happens, to the same people or things",
            Self::Place => "it stands where the other stood, between the same neighbours, and tells of the same",
            Self::NoneAlike => "no claim of the other version is like enough and free",
        }
    }
}

/// How a further claim came to a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joining {
    Part,
    Sentences,
    Address,
}

impl Joining {
    /// Returns the word that stands in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Sentences => "sentences",
            Self::Address => "address",
        }
    }

    /// Returns the rule in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Part => "the further claims are parts: most of their words are in the other side's",
            Self::Sentences => "one sentence became several, or several one, with all of their claims",
            Self::Address => "the further claims only speak to the reader",
        }
    }
}

/// Returns in words by which rule a change is given its label.
pub const fn rule_of(kind: ChangeKind) -> &'static str {
    use ChangeKind::*;
    match kind {
        NumberChanged => "a number in the place of another differs in value, unit or exactness",
        DateChanged => "a date in the place of another is another day, month or year once both are resolved",
        NameChanged => "a name in the place of another is no form or spelling of it",
        NegationFlipped => "a word that negates stands on one side only",
        HedgeAdded => "a word that makes it less certain stands in the new version only",
        HedgeRemoved => "a word that makes it less certain stands in the old version only",
        QuoteAltered => "words inside the quotation marks differ, and the same utterance continues around them",
        QuoteTruncated => "words at an edge or an ellipsis of the quotation are gone, and the others are as they were",
        QuoteExtended => "words at an edge or an ellipsis of the quotation are new, and the others are as they were",
        Reattributed => "another speaker is named for it",
        SourceNamed => "the source had no name in the old version and has one in the new one",
        SourceAnonymised => "the source had a name in the old version and has none in the new one",
        AttributionAdded => "words that say who said it stand in the new version only",
        AttributionDropped => "words that say who said it stand in the old version only",
        PositionShifted => "the words that give the stance are of another stance",
        DetailAdded => "the new version says more, and no more exact rule explains it",
        DetailDropped => "the old version said more, and no more exact rule explains it",
        ContentChanged => "words that carry content differ, and no more exact rule explains them",
        RolesSwapped => "the same verb has the same people in each other's parts",
        EventUpdated => "the verb stands in another state, or the case is at another step",
        CueChanged => "the verb of saying is another",
        QuoteParaphrased => "words stood inside quotation marks and stand outside of them now",
        ParaphraseQuoted => "words stood outside of quotation marks and stand inside of them now",
        RoleChanged => "the words that say who or what somebody is differ, and nothing shows that it is somebody else",
        ToneChanged => "words that judge or stress differ, and none tells a fact",
        MovedToLede => "it is out of the order of the others, and stands in the first paragraph now",
        MovedFromLede => "it is out of the order of the others, and stood in the first paragraph before",
        Split => "the claims of one sentence stand in several now",
        Merged => "the claims of several sentences stand in one now",
        Reworded => "the words differ, and none carries another fact, number, name, hedge, negation or quoted word",
        Respelled => "one word, name or number in another spelling",
        Punctuation => "the words are the same, and the marks between them differ",
        Moved => "it is out of the order of the others",
    }
}

/// Returns of each link why it is one.
pub(super) fn whys(
    links: &[Placed],
    alignment: &Alignment,
    sides: [&ComparedSide; 2],
    vocabulary: &mut Vocabulary,
) -> Vec<Why> {
    let bags = similarity::bags(sides.map(Units::claims).each_ref(), vocabulary);
    let holders =
        bags.each_ref().map(|bags| Holders::new(bags.iter().map(|bag| bag.words.iter().map(|&(word, _)| word))));
    links.iter().map(|(link, _)| why(link, alignment, sides, &bags, &holders)).collect()
}

/// Lists the claims that share words with a bag: all that share a word that is not everywhere, or else its rarest.
fn rivals(bag: &Bag, holders: &Holders) -> BTreeSet<usize> {
    let mut shared: Vec<&[usize]> = bag.words.iter().map(|&(word, _)| holders.of(word)).collect();
    shared.retain(|claims| !claims.is_empty());
    shared.sort_by_key(|claims| claims.len());
    let mut rivals = BTreeSet::new();
    for claims in shared {
        if claims.len() > COMMON && !rivals.is_empty() {
            break;
        }
        rivals.extend(claims);
    }
    rivals
}

fn why(
    link: &Link,
    alignment: &Alignment,
    sides: [&ComparedSide; 2],
    bags: &[Vec<Bag>; 2],
    holders: &[Holders; 2],
) -> Why {
    let linked = [OLD, NEW].map(|side| together(&bags[side], link.side(side)));
    // What is looked for, and where.
    let (of, among) = if link.new.is_empty() { (OLD, NEW) } else { (NEW, OLD) };
    let runner_up = rivals(&linked[of], &holders[among])
        .into_iter()
        .filter(|claim| !link.side(among).contains(claim))
        .map(|claim| (claim, likeness(&linked[of], &bags[among][claim])))
        .filter(|&(_, similarity)| similarity > 0.0)
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        .map(|(claim, similarity)| RunnerUp {
            side: if among == OLD { SideName::Old } else { SideName::New },
            claim: sides[among].claims[claim].clone(),
            similarity: hundredths(similarity),
        });
    if link.old.is_empty() || link.new.is_empty() {
        return Why { linking: Linking::NoneAlike, joining: None, similarity: None, runner_up };
    }
    let steps = || [OLD, NEW].into_iter().flat_map(|side| link.side(side).iter().map(move |&at| (side, at)));
    let took = |step: Step| steps().any(|(side, at)| alignment.steps[side][at] == Some(step));
    let linking = if same_words(link, sides) {
        Linking::SameWords
    } else if took(Step::KeptWords) {
        Linking::KeptWords
    } else if took(Step::Sentence) {
        Linking::Sentence
    } else if took(Step::Clause) {
        Linking::Clause
    } else if took(Step::Place) {
        Linking::Place
    } else {
        Linking::Likeness
    };
    let joining = (link.old.len() + link.new.len() > 2).then(|| {
        if took(Step::Part) {
            Joining::Part
        } else if took(Step::Address) {
            Joining::Address
        } else {
            Joining::Sentences
        }
    });
    let similarity =
        Some(if linking == Linking::SameWords { 1.0 } else { hundredths(likeness(&linked[OLD], &linked[NEW])) });
    Why { linking, joining, similarity, runner_up }
}

fn same_words(link: &Link, sides: [&ComparedSide; 2]) -> bool {
    let words = |side: usize| {
        let compared = sides[side];
        let tokens = link.side(side).iter().flat_map(move |&claim| &compared.passages[claim].tokens);
        tokens.map(move |&token| &compared.tokens[token]).filter(|token| token.sort.is_word()).map(|token| token.fold)
    };
    words(OLD).eq(words(NEW))
}

/// Puts the words of several claims into one bag.
fn together(bags: &[Bag], claims: &[usize]) -> Bag {
    let mut whole = Bag::default();
    for (nth, &claim) in claims.iter().enumerate() {
        let Bag { words, plain, weight, quoted, place, speaker } = &bags[claim];
        if nth == 0 {
            whole = Bag {
                words: Vec::new(),
                plain: Vec::new(),
                weight: 0.0,
                quoted: *quoted,
                place: *place,
                speaker: *speaker,
            };
        }
        whole.words.extend(words);
        whole.plain.extend(plain);
        whole.weight += weight;
    }
    whole.words.sort_by_key(|&(word, _)| word);
    whole.words.dedup_by(|next, first| {
        let same = next.0 == first.0;
        if same {
            first.1 += next.1;
        }
        same
    });
    whole.plain.sort_unstable();
    whole.plain.dedup();
    whole
}

/// Rounds a likeness for a reader, down, so that only the same words have 1.
fn hundredths(likeness: f32) -> f64 {
    (f64::from(likeness) * 100.0).floor() / 100.0
}
