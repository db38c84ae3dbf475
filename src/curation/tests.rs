//! The laws of the journal.

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::name;
use crate::story::Slug;

fn moment(second: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2031, 5, 6, 7, 0, 0).single().expect("a time") + TimeDelta::seconds(second)
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Makes a journal of decisions, a second apart.
fn journal(decisions: impl IntoIterator<Item = Decision>) -> Vec<Entry> {
    (0..).zip(decisions).map(|(at, decision)| Entry::new(moment(at), "Ines".into(), decision)).collect()
}

fn merge(name: &str, other: &str) -> Decision {
    Decision::Merge { name: name.into(), other: other.into() }
}

fn part(name: &str, other: &str) -> Decision {
    Decision::Part { name: name.into(), other: other.into() }
}

fn of_story(story: &str) -> Scope {
    Scope { story: Slug::from_text(story), outlet: None }
}

fn undo(entry: &Entry) -> Decision {
    Decision::Undo { decision: entry.id.clone() }
}

/// Returns who a name of a story is.
fn who(people: &People, name: &str, story: &str) -> Option<String> {
    let place = Place { story, outlet: Some("The Gazette"), date: day("2031-05-06") };
    people.who(name, &place).map(str::to_owned)
}

#[track_caller]
fn check(decisions: impl IntoIterator<Item = Decision>, expected: &[(&str, &str, Option<&str>)]) {
    let people = People::new(&journal(decisions));
    for (name, story, called) in expected {
        assert_eq!(who(&people, name, story).as_deref(), *called, "{name} in {story}");
    }
}

#[test]
fn names_that_are_merged_are_one() {
    let decisions = [merge("Mara Lindqvist", "Mara Berg"), merge("Mara Berg", "M. Berg")];
    let mara = Some("Mara Lindqvist");
    check(decisions, &[("MARA BERG", "a", mara), ("M. Berg", "a", mara), ("Otto Berg", "a", None)]);
}

#[test]
fn what_was_merged_last_is_parted_with_all_that_came_with_it() {
    let joined = [merge("B", "C"), merge("A", "B")];
    let a = ("A", "s", Some("A"));
    check(joined.clone().into_iter().chain([part("A", "C")]), &[a, ("B", "s", Some("B")), ("C", "s", Some("B"))]);
    let side_by_side = [merge("R", "A"), merge("R", "B"), part("A", "B")];
    check(side_by_side, &[("A", "s", Some("R")), ("B", "s", Some("B"))]);
    check([merge("A", "B"), part("B", "A")], &[a, ("B", "s", Some("B"))]);
    let people = People::new(&journal([merge("A", "B"), part("A", "B")]));
    assert!(people.are_two("a", "b") && !people.are_one("A", "B"));
    let people = People::new(&journal([part("A", "B"), merge("A", "B")]));
    assert!(people.are_one("A", "B") && !people.are_two("A", "B"));
}

#[test]
fn one_name_can_be_two_peoples() {
    let called = "John Smith (pier)".to_owned();
    let split = Decision::Split { name: "John Smith".into(), called, scope: of_story("pier") };
    let (one, other) = (Some("John Smith"), Some("John Smith (pier)"));
    check([split.clone()], &[("John Smith", "quay", one), ("John Smith", "pier", other)]);
    let spelt = [merge("John Smith", "Jon Smith"), split.clone()];
    check(spelt, &[("Jon Smith", "quay", one), ("Jon Smith", "pier", other)]);
    let back = [split, merge("John Smith", "John Smith (pier)")];
    check(back, &[("John Smith", "quay", one), ("John Smith", "pier", one)]);
}

#[test]
fn an_alias_can_be_of_one_story() {
    let alias = |name: &str, scope| Decision::Alias { name: name.into(), alias: "Lindqvist".into(), scope };
    let decisions = [alias("Mara Lindqvist", Scope::default()), alias("Tomas Lindqvist", of_story("pier"))];
    let expected = [
        ("Lindqvist", "quay", Some("Mara Lindqvist")),
        ("Lindqvist", "pier", Some("Tomas Lindqvist")),
        ("Mara Lindqvist", "pier", Some("Mara Lindqvist")),
    ];
    check(decisions, &expected);
}

#[test]
fn a_new_name_stays_with_the_old_one() {
    let rename = Decision::Rename { name: "Mara Berg".into(), to: "Mara Lindqvist".into() };
    let called = Some("Mara Lindqvist");
    check([rename.clone()], &[("Mara Berg", "s", called), ("Mara Lindqvist", "s", called)]);
    let people = People::new(&journal([rename]));
    assert_eq!(people.names_of("Mara Lindqvist"), ["Mara Berg"]);
}

#[test]
fn an_office_is_held_for_a_time() {
    let role = |name: &str, from: Option<&str>, until: Option<&str>| Decision::Role {
        name: name.into(),
        role: "harbour minister".into(),
        from: from.map(day),
        until: until.map(day),
        scope: Scope::default(),
    };
    let office = "The Harbour Minister";
    check([role("Mara Lindqvist", Some("2031-05-06"), None)], &[(office, "s", Some("Mara Lindqvist"))]);
    check([role("Mara Lindqvist", None, Some("2031-05-06"))], &[(office, "s", Some("Mara Lindqvist"))]);
    check([role("Mara Lindqvist", Some("2031-05-07"), None)], &[(office, "s", None)]);
    check([role("Mara Lindqvist", None, Some("2031-05-05"))], &[(office, "s", None)]);
    let two = [role("Mara Lindqvist", None, None), role("Otto Brandt", Some("2031-05-06"), None)];
    check(two, &[(office, "s", None)]);
    let same =
        [role("Mara Berg", None, None), role("Mara Lindqvist", None, None), merge("Mara Lindqvist", "Mara Berg")];
    check(same, &[(office, "s", Some("Mara Lindqvist"))]);
    check([role("Mara Lindqvist", None, None)], &[("the deputy harbour minister", "s", None)]);
}

#[test]
fn a_lookup_finds_all_the_names_of_whom_it_means() {
    let split = Decision::Split { name: "John Ruiz".into(), called: "Young Ruiz".into(), scope: of_story("pier") };
    let role = Decision::Role {
        name: "Ana Ruiz".into(),
        role: "mayor".into(),
        from: None,
        until: None,
        scope: Scope::default(),
    };
    let people = People::new(&journal([merge("Ana Ruiz", "Ana Berg"), split, role]));
    let keys = |asked: &str| {
        let keys = people.lookup(asked).keys.into_iter().filter(|key| !key.starts_with("the "));
        keys.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(keys("Ana Ruiz"), "ana berg, ana ruiz, mayor");
    assert_eq!(keys("BERG"), "ana berg, ana ruiz, berg, mayor");
    assert_eq!(keys("the mayor"), "ana berg, ana ruiz, mayor");
    assert_eq!(keys("Young Ruiz"), "john ruiz, young ruiz");
    assert_eq!(keys("Otto Brandt"), "otto brandt");
    assert!(people.lookup("Ana Ruiz").keys.contains("the mayor"), "with the article and without");
}

#[test]
fn an_undo_can_be_undone() {
    let mut entries = journal([merge("A", "B")]);
    for (at, expected) in [(1, None), (2, Some("A")), (3, None)] {
        let last = entries.last().expect("an entry").clone();
        entries.push(Entry::new(moment(at), "Ines".into(), undo(&last)));
        assert_eq!(who(&People::new(&entries), "B", "s").as_deref(), expected, "{at}");
    }
}

#[test]
fn the_last_ruling_that_stands_counts() {
    let subject = Subject {
        place: "pier v1 → v2".into(),
        old: "0".into(),
        new: "1".into(),
        old_text: None,
        new_text: None,
        speaker: None,
    };
    let rule = |verdict| Decision::Rule(Ruling { on: "3fa9".into(), subject: subject.clone(), verdict, note: None });
    let mut entries = journal([rule(Verdict::IsCorrection), rule(Verdict::NotAChange)]);
    assert_eq!(Ruled::all(&entries)["3fa9"].ruling.verdict, Verdict::NotAChange);
    entries.push(Entry::new(moment(9), "Ines".into(), undo(&entries[1])));
    assert_eq!(Ruled::all(&entries)["3fa9"].ruling.verdict, Verdict::IsCorrection);
}

const NAMES: [&str; 6] =
    ["Mara Lindqvist", "Mara Berg", "Lindqvist", "Otto Brandt", "the mayor", "Mara Lindqvist (pier)"];
const STORIES: [&str; 2] = ["pier", "quay"];

/// A decision, or the place in the journal of the one that is taken back.
fn any_decision() -> impl Strategy<Value = Result<Decision, Index>> {
    let name = || select(NAMES.to_vec()).prop_map(str::to_owned);
    let scope = || select(vec![Scope::default(), of_story("pier"), of_story("quay")]);
    prop_oneof![
        (name(), name()).prop_map(|(name, other)| Ok(Decision::Merge { name, other })),
        (name(), name()).prop_map(|(name, other)| Ok(Decision::Part { name, other })),
        (name(), name(), scope()).prop_map(|(name, called, scope)| Ok(Decision::Split { name, called, scope })),
        (name(), name()).prop_map(|(name, to)| Ok(Decision::Rename { name, to })),
        (name(), name(), scope()).prop_map(|(name, alias, scope)| Ok(Decision::Alias { name, alias, scope })),
        (name(), scope()).prop_map(|(name, scope)| {
            Ok(Decision::Role { name, role: "mayor".into(), from: None, until: None, scope })
        }),
        any::<Index>().prop_map(Err),
    ]
}

fn any_journal() -> impl Strategy<Value = Vec<Entry>> {
    proptest::collection::vec(any_decision(), 0..12).prop_map(|decisions| {
        let mut entries: Vec<Entry> = Vec::new();
        for (at, decision) in (0..).zip(decisions) {
            let decision = match decision {
                Ok(decision) => decision,
                Err(_) if entries.is_empty() => continue,
                Err(which) => undo(which.get(&entries)),
            };
            entries.push(Entry::new(moment(at), "Ines".into(), decision));
        }
        entries
    })
}

/// All that can be asked about who is who.
fn view(people: &People) -> Vec<Option<String>> {
    NAMES.iter().flat_map(|name| STORIES.map(|story| who(people, name, story))).collect()
}

proptest! {
    #[test]
    fn with_all_taken_back_the_view_is_the_plain_one(entries in any_journal()) {
        let mut entries = entries;
        // From the last to the first, so that undos count again before what they undo is taken back.
        for at in (0..entries.len()).rev() {
            let target = entries[at].clone();
            if standing(&entries).iter().any(|entry| entry.id == target.id) {
                entries.push(Entry::new(moment(1_000 + entries.len() as i64), "Ines".into(), undo(&target)));
            }
        }
        let people = People::new(&entries);
        prop_assert_eq!(&people, &People::default());
    }

    #[test]
    fn the_order_in_which_entries_came_is_no_matter(entries in any_journal(), seed in any::<u64>()) {
        let mut shuffled = entries.clone();
        shuffled.sort_by_key(|entry| {
            let bytes = entry.id.bytes().map(u64::from);
            bytes.fold(seed, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte))
        });
        prop_assert_eq!(People::new(&shuffled), People::new(&entries));
    }

    #[test]
    fn an_undo_leaves_the_view_that_was_before(entries in any_journal(), decision in any_decision()) {
        let Ok(decision) = decision else { return Ok(()) };
        let before = People::new(&entries);
        let mut after = entries;
        let made = Entry::new(moment(500), "Ines".into(), decision);
        after.push(made.clone());
        after.push(Entry::new(moment(501), "Ines".into(), undo(&made)));
        prop_assert_eq!(People::new(&after), before);
    }

    #[test]
    fn one_name_is_one_persons(entries in any_journal()) {
        let people = People::new(&entries);
        for name in NAMES {
            for other in NAMES {
                let (one, two) = (people.are_one(name, other), people.are_two(name, other));
                prop_assert!(!(one && two));
                prop_assert_eq!(one, people.are_one(other, name));
                prop_assert_eq!(two, people.are_two(other, name));
            }
            // Whoever a name is, a lookup by what he or she is called finds the name.
            for story in STORIES {
                if let Some(called) = who(&people, name, story) {
                    let lookup = people.lookup(&called);
                    prop_assert!(lookup.keys.contains(&name::name_key(name)), "{} {} {:?}", name, called, lookup);
                    prop_assert!(people.is_meant(&lookup, Some(&called), false));
                }
            }
        }
        prop_assert_eq!(view(&people).len(), NAMES.len() * STORIES.len());
    }
}
