//! Speakers of two names who are likely one, each pair with what speaks for it and against it.
//!
//! **Finds** spellings and transliterations of one name ("Sergei Marsk", "Sergey Marsk"), initials ("M. Lindqvist"),
//! first names that differ in a letter, further names ("Mara Elin Lindqvist"), a bare surname beside its only bearer,
//! and organizations of the same words ("Ministry of Harbours", "the Harbours Ministry").
//! **Example**: "Lindkvist" for "Mara Lindqvist", both "harbour minister", both in The Gazette.
//! **Leaves alone** a bare surname that several people bear, and two people that a decision keeps apart or has joined.
//! **Known misses**: names changed in full, as by marriage; offices; short forms that share no beginning ("Bill",
//! "William").
//!
//! It decides nothing: each pair is the user's to accept.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::people::People;
use crate::claim::SpeakerKind;
use crate::name::{name_key, surname_key};

/// What is known of a speaker across stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownSpeaker {
    pub name: String,
    pub kind: SpeakerKind,
    pub claims: u64,
    pub roles: BTreeSet<String>,
    pub outlets: BTreeSet<String>,
    /// The texts that he or she speaks in.
    pub texts: BTreeSet<i64>,
}

/// Two speakers who are likely one.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The fuller name, or the one with more claims.
    pub name: String,
    pub other: String,
    /// From 0 to 1; a measure of the evidence below, not a probability.
    pub score: f64,
    pub speaks_for: Vec<String>,
    pub against: Vec<String>,
}

/// The lowest score that is worth a look.
const WORTH: f64 = 0.5;
/// How alike two first names must be to be one misspelt.
const ALIKE: f64 = 0.9;
/// The most speakers who are compared for sharing one trait; a trait that more share says nothing.
const CROWD: usize = 200;

/// A speaker prepared for comparison.
struct ComparedSpeaker<'a> {
    known: &'a KnownSpeaker,
    /// The words of the name, article and "of" left out, each without case and accents.
    words: Vec<String>,
    /// The same, spelt as they sound.
    sounds: Vec<String>,
    is_person: bool,
}

/// Lists likely merges, the likeliest first.
pub fn suggest(speakers: &[KnownSpeaker], people: &People) -> Vec<Suggestion> {
    let readings: Vec<ComparedSpeaker<'_>> = speakers.iter().filter_map(ComparedSpeaker::new).collect();
    let mut blocks: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (nth, reading) in readings.iter().enumerate() {
        for trait_ in reading.traits() {
            blocks.entry(trait_).or_default().insert(nth);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for block in blocks.values().filter(|block| block.len() <= CROWD) {
        pairs.extend(block.iter().flat_map(|&one| block.range(one + 1..).map(move |&other| (one, other))));
    }
    let mut found: Vec<Suggestion> = pairs
        .into_iter()
        .map(|(one, other)| (&readings[one], &readings[other]))
        .filter(|(one, other)| !people.are_one(&one.known.name, &other.known.name))
        .filter(|(one, other)| !people.are_two(&one.known.name, &other.known.name))
        .filter_map(|(one, other)| compare(one, other, &readings))
        .filter(|suggestion| suggestion.score >= WORTH)
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| (&a.name, &a.other).cmp(&(&b.name, &b.other))));
    found
}

impl<'a> ComparedSpeaker<'a> {
    fn new(known: &'a KnownSpeaker) -> Option<Self> {
        let is_person = match known.kind {
            SpeakerKind::Person | SpeakerKind::Unknown => surname_key(&known.name, SpeakerKind::Person).is_some(),
            SpeakerKind::Organization | SpeakerKind::Group => false,
            SpeakerKind::Document | SpeakerKind::Anonymous => return None,
        };
        // A person without a name is an office, and who holds it is the user's to say.
        if !is_person && matches!(known.kind, SpeakerKind::Person | SpeakerKind::Unknown) {
            return None;
        }
        let key = name_key(&known.name);
        let words = key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<String> =
            words.filter(|word| !matches!(*word, "the" | "of" | "for")).map(str::to_owned).collect();
        let sounds: Vec<String> = words.iter().map(|word| sound(word)).collect();
        (!words.is_empty()).then_some(Self { known, words, sounds, is_person })
    }

    /// What two names must share one of to be compared.
    fn traits(&self) -> Vec<String> {
        if !self.is_person {
            let sorted: BTreeSet<&String> = self.sounds.iter().collect();
            return vec![format!("words {sorted:?}")];
        }
        let (first, last) = (&self.words[0], self.surname());
        let mut traits = vec![format!("surname {}", skeleton(last))];
        if self.words.len() > 1 {
            let start = last.chars().next().unwrap_or_default();
            traits.push(format!("first {first} {start}"));
        }
        traits
    }

    /// Returns the sound of the family name.
    fn surname(&self) -> &str {
        self.sounds.last().map_or("", String::as_str)
    }

    fn first(&self) -> Option<&str> {
        (self.words.len() > 1).then(|| self.words[0].as_str())
    }
}

fn compare(one: &ComparedSpeaker<'_>, other: &ComparedSpeaker<'_>, all: &[ComparedSpeaker<'_>]) -> Option<Suggestion> {
    if one.is_person != other.is_person {
        return None;
    }
    let (mut speaks_for, mut against) = (Vec::new(), Vec::new());
    let mut score = match one.is_person {
        true => by_name(one, other, all, &mut speaks_for, &mut against)?,
        false => {
            speaks_for.push("the same words".to_owned());
            0.7
        }
    };
    let (a, b) = (one.known, other.known);
    let (same_role, other_role) = roles(a, b);
    if let Some(role) = same_role {
        speaks_for.push(format!("both {role}"));
        score += 0.2;
    } else if let Some((role, others)) = other_role {
        against.push(format!("{role}, and {others}"));
        score -= 0.15;
    }
    if let Some(outlet) = a.outlets.intersection(&b.outlets).next() {
        speaks_for.push(format!("both in {outlet}"));
        score += 0.05;
    }
    let together = a.texts.intersection(&b.texts).count();
    if together > 0 {
        let texts = if together == 1 { "one text names".to_owned() } else { format!("{together} texts name") };
        against.push(format!("{texts} both, as two speakers"));
        score -= 0.35;
    }
    let (name, other) = if rank(one) >= rank(other) { (a, b) } else { (b, a) };
    let score = (score.clamp(0.0, 1.0) * 100.0).round() / 100.0;
    Some(Suggestion { name: name.name.clone(), other: other.name.clone(), score, speaks_for, against })
}

/// Which of two names should stay: the fuller one, then the one with more claims, then the first by alphabet.
fn rank<'a>(reading: &'a ComparedSpeaker<'_>) -> (usize, usize, u64, Reverse<&'a str>) {
    let full = reading.words.iter().filter(|word| word.chars().count() > 1).count();
    (full.min(2), usize::from(reading.is_person), reading.known.claims, Reverse(&reading.known.name))
}

/// Scores the names of two people; `None` where they are plainly two.
fn by_name(
    one: &ComparedSpeaker<'_>,
    other: &ComparedSpeaker<'_>,
    all: &[ComparedSpeaker<'_>],
    speaks_for: &mut Vec<String>,
    against: &mut Vec<String>,
) -> Option<f64> {
    if one.sounds == other.sounds {
        speaks_for.push(
            if one.words == other.words { "the same name" } else { "the same name in another spelling" }.to_owned(),
        );
        return Some(0.75);
    }
    let same_surname = one.surname() == other.surname();
    let near_surname = strsim::damerau_levenshtein(one.surname(), other.surname()) == 1
        && one.surname().chars().count().min(other.surname().chars().count()) >= 5;
    if !same_surname && !near_surname {
        return None;
    }
    match same_surname {
        true => speaks_for.push("the same surname".to_owned()),
        false => speaks_for.push("surnames that differ in a letter".to_owned()),
    }
    let base = if same_surname { 0.0 } else { -0.15 };
    let (Some(first), Some(others)) = (one.first(), other.first()) else {
        return bare(one, other, all, speaks_for).map(|score| score + base);
    };
    let is_initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    let same_first = sound(first) == sound(others);
    let score = if same_first {
        speaks_for.push("the same first name".to_owned());
        match one.words.len() == 2 && other.words.len() == 2 {
            true => 0.75,
            false => {
                middle(one, other, against)?;
                0.6
            }
        }
    } else if is_initial(first, others) || is_initial(others, first) {
        speaks_for.push("an initial that fits".to_owned());
        0.55
    } else if strsim::jaro_winkler(first, others) >= ALIKE {
        speaks_for.push("first names that differ in a letter or two".to_owned());
        0.45
    } else {
        return None;
    };
    Some(score + base)
}

/// Scores a bare surname beside a full name: nothing where more than one bears it.
fn bare(
    one: &ComparedSpeaker<'_>,
    other: &ComparedSpeaker<'_>,
    all: &[ComparedSpeaker<'_>],
    speaks_for: &mut Vec<String>,
) -> Option<f64> {
    let firsts: BTreeSet<String> = all
        .iter()
        .filter(|reading| reading.is_person && [one.surname(), other.surname()].contains(&reading.surname()))
        .filter_map(|reading| reading.first().map(sound))
        .collect();
    if firsts.len() > 1 {
        return None;
    }
    speaks_for.push("nobody else of that surname on record".to_owned());
    Some(0.5)
}

/// Returns what the further names of two people of one first name and surname tell; `None` where they differ.
fn middle(one: &ComparedSpeaker<'_>, other: &ComparedSpeaker<'_>, against: &mut Vec<String>) -> Option<()> {
    let inner = |reading: &ComparedSpeaker<'_>| reading.sounds[1..reading.sounds.len() - 1].to_vec();
    let (a, b) = (inner(one), inner(other));
    if !a.is_empty() && !b.is_empty() && !a[0].starts_with(&b[0]) && !b[0].starts_with(&a[0]) {
        return None;
    }
    against.push("one has a further name".to_owned());
    Some(())
}

/// Returns a role that both have, or one of each where both have some and none is shared.
fn roles(one: &KnownSpeaker, other: &KnownSpeaker) -> (Option<String>, Option<(String, String)>) {
    let keys = |known: &KnownSpeaker| {
        known.roles.iter().map(|role| (name_key(role), role.clone())).collect::<BTreeMap<_, _>>()
    };
    let (one, other) = (keys(one), keys(other));
    let holds = |a: &str, b: &str| b.split(' ').all(|word| a.split(' ').any(|other| other == word));
    for (key, role) in &one {
        if other.keys().any(|others| holds(key, others) || holds(others, key)) {
            return (Some(role.clone()), None);
        }
    }
    (None, one.values().next().cloned().zip(other.values().next().cloned()))
}

/// Spells a word as it sounds, roughly, so that transliterations of one name are alike.
fn sound(word: &str) -> String {
    const SAME: [(&str, &str); 22] = [
        ("tsch", "ch"),
        ("tch", "ch"),
        ("sch", "sh"),
        ("shch", "sh"),
        ("kh", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("ck", "k"),
        ("qu", "kv"),
        ("dj", "j"),
        ("zh", "j"),
        ("iya", "ia"),
        ("eyi", "ei"),
        ("yy", "i"),
        ("iy", "i"),
        ("ij", "i"),
        ("ei", "i"),
        ("ey", "i"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
    ];
    let mut sound = word.to_owned();
    for (from, to) in SAME {
        sound = sound.replace(from, to);
    }
    let mut out = String::with_capacity(sound.len());
    for c in sound.chars() {
        let c = match c {
            'y' | 'j' => 'i',
            'w' => 'v',
            'q' | 'c' => 'k',
            'z' => 's',
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Returns the consonants of a word.
fn skeleton(sound: &str) -> String {
    let consonants: String = sound.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')).collect();
    if consonants.is_empty() { sound.to_owned() } else { consonants }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, role: Option<&str>, text: i64) -> KnownSpeaker {
        KnownSpeaker {
            name: name.into(),
            kind: SpeakerKind::Person,
            claims: 1,
            roles: role.map(Into::into).into_iter().collect(),
            outlets: BTreeSet::from(["The Gazette".to_owned()]),
            texts: BTreeSet::from([text]),
        }
    }

    /// Suggests among people of these names and roles, each in a text of his or her own.
    fn check(people: &[(&str, Option<&str>)], expected: &[(&str, &str)]) {
        let known: Vec<KnownSpeaker> =
            (0..).zip(people).map(|(text, (name, role))| person(name, *role, text)).collect();
        let found = suggest(&known, &People::default());
        let found: Vec<(&str, &str)> = found.iter().map(|pair| (pair.name.as_str(), pair.other.as_str())).collect();
        assert_eq!(found, expected, "{people:?}");
    }

    #[test]
    fn one_name_in_two_spellings() {
        check(&[("Sergei Marsk", None), ("Sergey Marsk", None)], &[("Sergei Marsk", "Sergey Marsk")]);
        check(&[("Olena Zarensky", None), ("Olena Zarenskyy", None)], &[("Olena Zarensky", "Olena Zarenskyy")]);
        check(&[("Mara Lindqvist", None), ("Mara Lindkvist", None)], &[("Mara Lindkvist", "Mara Lindqvist")]);
        check(&[("Mara Lindqvist", None), ("Mara Lindqist", None)], &[("Mara Lindqist", "Mara Lindqvist")]);
        check(&[("Dmitri Walenko", None), ("Dmitry Valenko", None)], &[("Dmitri Walenko", "Dmitry Valenko")]);
    }

    #[test]
    fn initials_and_bare_surnames() {
        check(&[("M. Lindqvist", None), ("Mara Lindqvist", None)], &[("Mara Lindqvist", "M. Lindqvist")]);
        check(&[("Lindqvist", None), ("Mara Lindqvist", None)], &[("Mara Lindqvist", "Lindqvist")]);
        check(&[("Lindqvist", None), ("Mara Lindqvist", None), ("Tomas Lindqvist", None)], &[]);
        check(&[("Mara Elin Lindqvist", None), ("Mara Lindqvist", None)], &[("Mara Elin Lindqvist", "Mara Lindqvist")]);
    }

    #[test]
    fn roles_speak_for_and_against() {
        let (minister, baker) = (Some("harbour minister"), Some("baker"));
        check(&[("Mara Lindqvist", None), ("Marla Lindqvist", None)], &[("Mara Lindqvist", "Marla Lindqvist")]);
        check(&[("Mara Lindqvist", minister), ("Marla Lindqvist", baker)], &[]);
        let pair = [("Mara Lindqvist", "Marla Lindqvist")];
        check(&[("Mara Lindqvist", minister), ("Marla Lindqvist", Some("minister"))], &pair);
    }

    #[test]
    fn two_in_one_text_are_two() {
        let together = [person("Mara Lindqvist", None, 1), person("M. Lindqvist", None, 1)];
        assert_eq!(suggest(&together, &People::default()), []);
    }

    #[test]
    fn organizations_go_by_their_words() {
        let named = |name: &str| KnownSpeaker { kind: SpeakerKind::Organization, ..person(name, None, 0) };
        let known = [
            named("Ministry of Harbours"),
            KnownSpeaker { texts: BTreeSet::from([9]), ..named("the Harbours Ministry") },
        ];
        let found = suggest(&known, &People::default());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].speaks_for, ["the same words", "both in The Gazette"]);
    }
}
