//! What a word is to the word that governs it, as Universal Dependencies names it.

/// A relation of Universal Dependencies 2, with those subtypes that English news needs.
///
/// A model's file holds them by number: new ones go to the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Relation {
    /// No other: what no tree holds.
    #[default]
    Dependent,
    Root,
    Punctuation,
    Case,
    Subject,
    /// "was *told*"'s subject.
    PassiveSubject,
    ClausalSubject,
    Determiner,
    PreDeterminer,
    Adverb,
    Object,
    IndirectObject,
    Adjective,
    Oblique,
    /// Who did it: "by the court".
    Agent,
    /// Without a preposition: "on Monday" has one, "*last week*" has none.
    BareOblique,
    Conjunct,
    Compound,
    /// "give *up*"
    VerbParticle,
    Marker,
    NounModifier,
    Possessive,
    /// Without a preposition: "five *feet* tall", "*Monday* morning".
    BareNounModifier,
    /// A title or a description before a name.
    Description,
    Conjunction,
    /// "*both* A and B"
    PreConjunction,
    Auxiliary,
    PassiveAuxiliary,
    Copula,
    AdverbialClause,
    /// A clause without a subject of its own, which another gives: "wants *to go*".
    OpenClause,
    /// A clause that is said, thought, asked: "said that it *closed*".
    ClauseComplement,
    RelativeClause,
    /// Another clause or participle at a noun: "the plan *agreed* on Monday".
    NounClause,
    /// The further words of a name.
    Flat,
    /// Beside, without a conjunction: "it closed, she *said*".
    Parataxis,
    Number,
    Apposition,
    Discourse,
    List,
    /// "*there* is", "*it* seems that"
    Expletive,
    /// The further words of "because of", "as well as".
    Fixed,
    Vocative,
    GoesWith,
    Reparandum,
    Orphan,
    Dislocated,
}

/// Each relation and its name in a treebank.
const NAMES: [(Relation, &str); 47] = [
    (Relation::Dependent, "dep"),
    (Relation::Root, "root"),
    (Relation::Punctuation, "punct"),
    (Relation::Case, "case"),
    (Relation::Subject, "nsubj"),
    (Relation::PassiveSubject, "nsubj:pass"),
    (Relation::ClausalSubject, "csubj"),
    (Relation::Determiner, "det"),
    (Relation::PreDeterminer, "det:predet"),
    (Relation::Adverb, "advmod"),
    (Relation::Object, "obj"),
    (Relation::IndirectObject, "iobj"),
    (Relation::Adjective, "amod"),
    (Relation::Oblique, "obl"),
    (Relation::Agent, "obl:agent"),
    (Relation::BareOblique, "obl:unmarked"),
    (Relation::Conjunct, "conj"),
    (Relation::Compound, "compound"),
    (Relation::VerbParticle, "compound:prt"),
    (Relation::Marker, "mark"),
    (Relation::NounModifier, "nmod"),
    (Relation::Possessive, "nmod:poss"),
    (Relation::BareNounModifier, "nmod:unmarked"),
    (Relation::Description, "nmod:desc"),
    (Relation::Conjunction, "cc"),
    (Relation::PreConjunction, "cc:preconj"),
    (Relation::Auxiliary, "aux"),
    (Relation::PassiveAuxiliary, "aux:pass"),
    (Relation::Copula, "cop"),
    (Relation::AdverbialClause, "advcl"),
    (Relation::OpenClause, "xcomp"),
    (Relation::ClauseComplement, "ccomp"),
    (Relation::RelativeClause, "acl:relcl"),
    (Relation::NounClause, "acl"),
    (Relation::Flat, "flat"),
    (Relation::Parataxis, "parataxis"),
    (Relation::Number, "nummod"),
    (Relation::Apposition, "appos"),
    (Relation::Discourse, "discourse"),
    (Relation::List, "list"),
    (Relation::Expletive, "expl"),
    (Relation::Fixed, "fixed"),
    (Relation::Vocative, "vocative"),
    (Relation::GoesWith, "goeswith"),
    (Relation::Reparandum, "reparandum"),
    (Relation::Orphan, "orphan"),
    (Relation::Dislocated, "dislocated"),
];

/// How many relations there are.
pub const RELATIONS: usize = NAMES.len();

impl Relation {
    /// Returns whether a word with it tells more of the thing from which it hangs: "*tax* law", "the law *on taxes*".
    pub const fn describes(self) -> bool {
        use Relation::*;
        matches!(self, Adjective | Compound | NounModifier | BareNounModifier | Possessive | Apposition | Description)
    }

    /// Returns its number, below [`RELATIONS`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Returns the relation with a number.
    pub fn from_index(index: usize) -> Option<Self> {
        NAMES.get(index).map(|(relation, _)| *relation)
    }

    /// Returns its name in a treebank.
    pub fn name(self) -> &'static str {
        NAMES[self.index()].1
    }

    /// Returns the relation that a treebank names; a subtype that is not told apart is what it is a subtype of.
    pub fn from_name(name: &str) -> Self {
        let find = |name: &str| NAMES.iter().find(|(_, known)| *known == name).map(|(relation, _)| *relation);
        let broader = || name.split_once(':').and_then(|(broader, _)| find(broader));
        find(name).or_else(broader).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_agree() {
        for (index, (relation, name)) in NAMES.into_iter().enumerate() {
            assert_eq!(relation.index(), index, "{name}");
            assert_eq!(Relation::from_name(name), relation);
            assert_eq!(Relation::from_index(index).map(Relation::name), Some(name));
        }
        assert_eq!(Relation::from_index(RELATIONS), None);
        assert_eq!(Relation::from_name("nsubj:outer"), Relation::Subject);
        assert_eq!(Relation::from_name("advcl:relcl"), Relation::AdverbialClause);
        assert_eq!(Relation::from_name("what"), Relation::Dependent);
    }
}
