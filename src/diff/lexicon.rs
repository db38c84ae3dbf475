//! The word lists that tell wording from substance, and what words have in common: spellings, meanings.
//!
//! All words come folded (lower case, straight apostrophes). It knows words only, never where they stand.

use std::sync::LazyLock;

use crate::lexicon::{self, Phrases, WordList, WordMap, entries, honorific, unaccent};
pub(super) use crate::lexicon::{act_of, base, calendar_name, is_negator, is_ordinal, numeral, ordinal, stem};

macro_rules! word_list {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub(super) static $name: WordList =
            WordList::new(|| entries(include_str!(concat!("lists/", $file, ".txt"))).collect());
    };
}

word_list!(
    /// Words that carry no fact of their own.
    FUNCTION, "function"
);
word_list!(
    /// Function words that say how things stand to each other.
    PREPOSITIONS, "prepositions"
);
word_list!(
    /// What somebody speaks through, and is no other source.
    MOUTHS, "mouths"
);
word_list!(
    /// What stands between two names of one.
    ALIAS_CUES, "alias_cues"
);
word_list!(
    /// What reports what others say.
    OUTLETS, "outlets"
);
word_list!(
    /// Words that say that somebody tells it, and not who.
    EVIDENTIALS, "evidentials"
);
word_list!(
    /// Words that say of an event that it is to come, and leave no doubt.
    SCHEDULED, "scheduled"
);
word_list!(
    /// Verbs that say of an act that it was not done.
    REFUSALS, "refusals"
);
word_list!(
    /// What speaks to the reader.
    TEASERS, "teasers"
);
word_list!(
    /// Verbs that leave it to their object what happens.
    LIGHT_VERBS, "light_verbs"
);
word_list!(
    /// Words that judge or stress and tell no fact.
    TONE, "tone"
);
word_list!(
    /// Words that stand for somebody.
    PRONOUNS, "pronouns"
);
word_list!(
    /// Words beside a number that say how exact it is.
    APPROXIMATORS, "approximators"
);
word_list!(
    /// Words that give a number without saying which.
    VAGUE, "vague"
);
word_list!(
    /// Words that make numbers larger or stand for one, beside the number words themselves.
    NUMERALS, "numerals"
);
word_list!(
    /// Words at the start of a name that make another place of the rest.
    PLACE_WORDS, "place_words"
);
word_list!(
    /// Words that say how often.
    FREQUENCIES, "frequencies"
);
word_list!(
    /// Adverbs of saying that tell a fact.
    MANNERS, "manners"
);
word_list!(
    /// Verbs for what goes on without coming to an end of its own.
    ACTIVITIES, "activities"
);
word_list!(
    /// Words that say that a number counts the dead.
    TOLL, "toll"
);
word_list!(
    /// Words behind a number that count somebody else than the dead.
    SURVIVORS, "survivors"
);
word_list!(
    /// Verbs of which each side does what the other does.
    RECIPROCALS, "reciprocals"
);
word_list!(
    /// Words that say how many of a group are meant.
    QUANTITIES, "quantities"
);
word_list!(
    /// Words in -ly that say when.
    TIMES, "times"
);
word_list!(
    /// What something is done or goes according to, and nobody says.
    RULES, "rules"
);
word_list!(
    /// Words that make up an office or a relation.
    ROLES, "roles"
);

word_list!(
    /// Words so near to another word that one is not the other mistyped.
    NEAR, "near_words"
);

/// Units that a number is measured in.
pub(super) static MEASURES: WordList =
    WordList::new(|| lexicon::labelled(lexicon::MEASURES).map(|(_, measure)| measure).collect());

/// Groups of words that may stand for each other; a word may be in several.
struct Groups(LazyLock<WordMap<&'static str, Vec<u16>>>);

impl Groups {
    /// Returns whether some group holds both.
    fn share(&self, a: &str, b: &str) -> bool {
        match (self.0.get(a), self.0.get(b)) {
            (Some(a), Some(b)) => a.iter().any(|group| b.contains(group)),
            _ => false,
        }
    }
}

static SYNONYMS: Groups = Groups(LazyLock::new(|| groups(include_str!("lists/synonyms.txt"))));
/// The same groups by what the forms of their words have in common: "closed" and "shut".
static SYNONYM_STEMS: LazyLock<WordMap<String, Vec<u16>>> = LazyLock::new(|| {
    let mut stems: WordMap<String, Vec<u16>> = WordMap::default();
    for (word, groups) in SYNONYMS.0.iter() {
        stems.entry(stem(word)).or_default().extend(groups);
    }
    stems
});
static SWAPS: Groups = Groups(LazyLock::new(|| groups(include_str!("lists/swaps.txt"))));
static OPPOSITES: Groups = Groups(LazyLock::new(|| groups(include_str!("lists/opposites.txt"))));
static VARIANTS: Groups = Groups(LazyLock::new(|| groups(include_str!("lists/variants.txt"))));

/// Name → the number of its group.
static NAME_ALIASES: LazyLock<WordMap<&'static str, u16>> = LazyLock::new(|| {
    let groups = (0u16..).zip(entries(include_str!("lists/name_aliases.txt")));
    groups.flat_map(|(group, line)| line.split('|').map(move |name| (name, group))).collect()
});

/// Paraphrases by the stems of their words, each with the number of its group.
static PARAPHRASES: LazyLock<Phrases<u16>> = LazyLock::new(|| {
    let groups = (0u16..).zip(entries(include_str!("lists/paraphrases.txt")));
    let phrases = groups.flat_map(|(group, line)| line.split('|').map(move |phrase| (phrase, group)));
    Phrases::new(phrases.map(|(phrase, group)| (phrase.split_whitespace().map(stem).collect(), group)))
});

static CONNECTIVES: LazyLock<Phrases<()>> = LazyLock::new(|| {
    let phrases = entries(include_str!("lists/connectives.txt"));
    Phrases::new(phrases.map(|phrase| (phrase.split_whitespace().map(str::to_owned).collect(), ())))
});

/// Base form of a cue → its strength, as an index into the list's lines and by name.
static CUES: LazyLock<WordMap<String, &'static str>> = LazyLock::new(|| by_stem(include_str!("lists/cues.txt")));

static LEGAL_STEPS: LazyLock<WordMap<String, &'static str>> =
    LazyLock::new(|| by_stem(include_str!("lists/legal_steps.txt")));

/// Reads lines of a name and the words that it stands for; the words by their stems.
fn by_stem(list: &'static str) -> WordMap<String, &'static str> {
    let mut names = WordMap::default();
    for line in entries(list) {
        let mut words = line.split_whitespace();
        let Some(name) = words.next() else { continue };
        for word in words {
            names.entry(stem(word)).or_insert(name);
        }
    }
    names
}

/// Stem of a word → the prepositions that stand for each other behind it.
static COMPLEMENTS: LazyLock<WordMap<String, Vec<Vec<&'static str>>>> = LazyLock::new(|| {
    let mut complements: WordMap<String, Vec<Vec<&'static str>>> = WordMap::default();
    for line in entries(include_str!("lists/complements.txt")) {
        let mut words = line.split_whitespace();
        let Some(word) = words.next() else { continue };
        complements.entry(stem(word)).or_default().push(words.collect());
    }
    complements
});

/// Stem of a verb → the side that it takes.
static SIDES: LazyLock<WordMap<String, bool>> = LazyLock::new(|| {
    let sides = entries(include_str!("lists/stances.txt")).filter_map(|line| line.split_once(' '));
    sides.flat_map(|(side, verbs)| verbs.split_whitespace().map(move |verb| (stem(verb), side == "for"))).collect()
});

static PREFIXES: LazyLock<Vec<&'static str>> = LazyLock::new(|| entries(include_str!("lists/prefixes.txt")).collect());

fn groups(list: &'static str) -> WordMap<&'static str, Vec<u16>> {
    let mut groups: WordMap<_, Vec<u16>> = WordMap::default();
    for (group, line) in (0u16..).zip(entries(list)) {
        for word in line.split_whitespace() {
            groups.entry(word).or_default().push(group);
        }
    }
    groups
}

/// Returns whether a list of base forms holds that of a word.
pub(super) fn has_form(list: &WordList, word: &str) -> bool {
    let base = base(word);
    // "Declined" may be a form of "declin" as well as of "decline".
    list.has(&base) || list.has(&format!("{base}e"))
}

/// Returns whether a word is a number, or makes one larger.
pub(super) fn is_numeral(word: &str) -> bool {
    numeral(word).is_some() || NUMERALS.has(word)
}

/// Returns whether two words mean the same, in any of their forms.
pub(super) fn synonyms(a: &str, b: &str) -> bool {
    let stems = || match (SYNONYM_STEMS.get(&stem(a)), SYNONYM_STEMS.get(&stem(b))) {
        (Some(a), Some(b)) => a.iter().any(|group| b.contains(group)),
        _ => false,
    };
    SYNONYMS.share(a, b) || stems()
}

/// Returns whether a word before a name is a title or an office, and no part of the name.
pub(super) fn is_title(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    honorific(&word).is_some() || matches!(&*word, "rep" | "sen") || ROLES.has(&word)
}

/// Returns whether a word in small letters is a title that tells no office: "mr.", "ms".
pub(super) fn is_plain_title(word: &str) -> bool {
    honorific(word.trim_end_matches('.')).is_some_and(|honorific| honorific.plain)
}

/// Returns whether two names, in small letters, are one country, people or body by convention: "us", "united states".
pub(super) fn name_aliases(a: &str, b: &str) -> bool {
    let group = |name: &str| NAME_ALIASES.get(name.trim_end_matches('.'));
    matches!((group(a), group(b)), (Some(a), Some(b)) if a == b)
}

/// Lists the paraphrases that start here, the longest first, each with its group and its number of words; `stem` gives
/// the stem of a word by its distance from here.
pub(super) fn phrases<'w>(stem: impl Fn(usize) -> Option<&'w str>) -> Vec<(u16, usize)> {
    let starting =
        stem(0).into_iter().flat_map(|first| PARAPHRASES.all(first, |ahead, word| stem(ahead) == Some(word)));
    starting.map(|(length, group)| (group, length)).collect()
}

/// Returns whether a determiner points to what is known: "the", "this".
pub(super) fn points_back(word: &str) -> bool {
    matches!(word, "the" | "this" | "that" | "these" | "those")
}

/// Returns how many words the connective has that stands at the start of `words` ("for example"); 0 where none does.
pub(super) fn connective<'w>(mut words: impl Iterator<Item = &'w str> + Clone) -> usize {
    let all = words.clone();
    let longest = |first| CONNECTIVES.longest(first, |nth, word| all.clone().nth(nth) == Some(word));
    words.next().and_then(longest).map_or(0, |(len, ())| len)
}

/// Returns whether two function words may take each other's place.
pub(super) fn may_swap(a: &str, b: &str) -> bool {
    SWAPS.share(a, b)
}

/// Returns whether a word may have either preposition behind it in one sense: "compared to", "compared with".
pub(super) fn complements(word: &str, a: &str, b: &str) -> bool {
    let groups = COMPLEMENTS.get(&stem(word));
    groups.is_some_and(|groups| groups.iter().any(|group| group.contains(&a) && group.contains(&b)))
}

/// Returns whether two words, in either number, tell two sources apart.
pub(super) fn opposites(a: &str, b: &str) -> bool {
    let bases = [base(a), base(b)];
    bases[0] != bases[1] && (OPPOSITES.share(a, b) || OPPOSITES.share(&bases[0], &bases[1]))
}

/// Returns how far the outlet stands behind what a cue introduces, in one word; `None` for a cue that no list holds.
pub(super) fn cue_strength(cue: &str) -> Option<&'static str> {
    CUES.get(&stem(cue)).copied()
}

/// Returns the step of a case at law that a verb tells, by its name; `None` for a verb that tells none.
pub(super) fn legal_step(verb: &str) -> Option<&'static str> {
    LEGAL_STEPS.get(&stem(verb)).copied()
}

/// Returns which side a verb takes: `true` for it, `false` against it; `None` for a verb that takes none.
pub(super) fn side_taken(verb: &str) -> Option<bool> {
    SIDES.get(&stem(verb)).copied()
}

/// Returns whether one word is the other's denial by a prefix ("able", "unable").
pub(super) fn denies(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.len() >= 3 && PREFIXES.iter().any(|prefix| long.strip_prefix(prefix) == Some(short))
}

/// Returns whether two words are one word spelled in two ways: of two countries, two transliterations, two writings.
pub(super) fn spelling_variants(a: &str, b: &str) -> bool {
    if VARIANTS.share(a, b) || VARIANTS.share(&base(a), &base(b)) {
        return true;
    }
    let plain = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).map(unaccent).collect::<String>();
    let (a, b) = (plain(a), plain(b));
    a == b || (a.len() > 3 && b.len() > 3 && regional(&a) == regional(&b))
}

/// Returns whether two names are one name in two transliterations, or with a letter doubled ("Zelensky", "Zelenskyy").
pub(super) fn name_variants(a: &str, b: &str) -> bool {
    if spelling_variants(a, b) {
        return true;
    }
    let (a, b) = (transliteration(a), transliteration(b));
    a.len() > 2 && a == b
}

/// Drops what tells the spellings of English apart.
pub(super) fn regional(word: &str) -> String {
    let mut word: String = word.chars().map(unaccent).collect();
    for (from, to) in [
        ("isation", "ization"),
        ("ise", "ize"),
        ("ising", "izing"),
        ("yse", "yze"),
        ("ysing", "yzing"),
        ("ogue", "og"),
        ("our", "or"),
        ("tre", "ter"),
        ("bre", "ber"),
        ("ae", "e"),
        ("oe", "e"),
        ("ll", "l"),
        ("ement", "ment"),
    ] {
        // Most words have none of these.
        if word.contains(from) {
            word = word.replace(from, to);
        }
    }
    word
}

/// Drops what transliterations and doubled letters make of a name.
fn transliteration(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).map(unaccent).collect();
    letters.dedup();
    let mut name: String = letters.into_iter().collect();
    for (from, to) in [
        ("tsch", "ch"),
        ("tch", "ch"),
        ("sch", "sh"),
        ("kh", "h"),
        ("gh", "g"),
        ("dzh", "j"),
        ("zh", "j"),
        ("dj", "j"),
        ("ph", "f"),
        ("ck", "k"),
        ("q", "k"),
        ("w", "v"),
        ("iy", "y"),
        ("ij", "y"),
        ("yi", "y"),
        ("ei", "ey"),
        ("ai", "ay"),
        ("ie", "e"),
        ("ye", "e"),
        ("yo", "e"),
        ("ou", "u"),
        ("ks", "x"),
        ("i", "y"),
    ] {
        name = name.replace(from, to);
    }
    let mut letters: Vec<char> = name.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Returns whether one word looks like the other mistyped: one letter doubled, dropped, added or another, or two
/// swapped.
///
/// **Leaves alone** words that are both words ("statue", "statute"), and short ones, save for letters swapped ("adn").
pub(super) fn mistyped(a: &str, b: &str) -> bool {
    let letters = |word: &str| word.chars().count();
    let short = letters(a).min(letters(b));
    let plain = |word: &str| word.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '-');
    if a == b || short < 3 || !plain(a) || !plain(b) || (NEAR.has(a) && NEAR.has(b)) || strsim::osa_distance(a, b) != 1
    {
        return false;
    }
    let swapped = letters(a) == letters(b) && strsim::levenshtein(a, b) == 2;
    swapped || (short >= 5 && a.chars().next() == b.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_told_from_words() {
        for (a, b) in [
            ("colour", "color"),
            ("organise", "organize"),
            ("organisations", "organizations"),
            ("centre", "center"),
            ("cancelled", "canceled"),
            ("grey", "gray"),
            ("naïve", "naive"),
            ("co-operate", "cooperate"),
            ("dialogue", "dialog"),
        ] {
            assert!(spelling_variants(a, b), "{a} {b}");
        }
        for (a, b) in [("four", "for"), ("three", "tree"), ("safe", "save"), ("rise", "rose"), ("north", "south")] {
            assert!(!spelling_variants(a, b), "{a} {b}");
        }
    }

    #[test]
    fn transliterations_are_told_from_names() {
        for (a, b) in [
            ("zelensky", "zelenskyy"),
            ("zelensky", "zelenskiy"),
            ("kharkov", "kharkiv"),
            ("gorodetsky", "gorodetskii"),
            ("muhammad", "mohammed"),
            ("vermeer", "veermeer"),
        ] {
            assert!(name_variants(a, b), "{a} {b}");
        }
        for (a, b) in [("lena", "lina"), ("smith", "smythe"), ("reil", "real"), ("karin", "karen"), ("iran", "iraq")] {
            assert!(!name_variants(a, b), "{a} {b}");
        }
    }

    #[test]
    fn typing_errors_are_told_from_words() {
        for (a, b) in [
            ("railss", "rails"),
            ("goverment", "government"),
            ("acommodation", "accommodation"),
            ("adn", "and"),
            ("minsiter", "minister"),
        ] {
            assert!(mistyped(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("report", "reporter"),
            ("north", "south"),
            ("killed", "billed"),
            ("will", "well"),
            ("now", "not"),
            ("form", "from"),
            ("hosted", "hoisted"),
            ("later", "latter"),
            ("prevented", "presented"),
            ("production", "protection"),
        ] {
            assert!(!mistyped(a, b), "{a} {b}");
        }
    }

    #[test]
    fn synonyms_are_known_in_every_form() {
        assert!(synonyms("closed", "shut") && synonyms("purchased", "bought") && !synonyms("closed", "bought"));
    }

    #[test]
    fn verbs_are_known_in_every_form() {
        assert!(["declined", "declines", "refusing", "fail"].into_iter().all(|word| has_form(&REFUSALS, word)));
        assert!(["faces", "issued", "held", "making"].into_iter().all(|word| has_form(&LIGHT_VERBS, word)));
        assert!(!has_form(&REFUSALS, "inclined"));
    }

    #[test]
    fn some_prepositions_stand_for_each_other_behind_a_word() {
        assert!(complements("compared", "to", "with") && complements("draws", "against", "with"));
        assert!(!complements("compared", "to", "from") && !complements("opened", "to", "with"));
    }

    #[test]
    fn opposites_are_known_in_either_number() {
        for (a, b) in [("tenants", "landlord"), ("victims", "suspects"), ("wives", "husbands"), ("women", "men")] {
            assert!(opposites(a, b) && opposites(b, a), "{a} {b}");
        }
        assert!(!opposites("tenant", "tenants") && !opposites("north", "east"));
    }

    #[test]
    fn words_deny_by_prefix() {
        assert!(denies("able", "unable") && denies("illegal", "legal") && !denies("able", "table"));
    }

    #[test]
    fn cues_have_a_strength() {
        assert_eq!(cue_strength("said"), Some("neutral"));
        assert_eq!(cue_strength("claimed"), Some("doubtful"));
        assert_eq!(cue_strength("admitted"), Some("yielding"));
        assert_eq!(cue_strength("mused"), None);
    }
}
