//! Short pairs of every phenomenon that a careful editor would mark, each with what must be said of it, read by every
//! method.
//!
//! The laws stand in `laws.rs`, the page for readers in `quiet_edits.rs`.

use onrecord::diff::{Diff, EditKind, Side, diff};
use onrecord::extract::{Method, analyse};
use onrecord::story::Metadata;

/// Compares two texts and names what differs.
fn found(old: &str, new: &str, method: Method) -> Vec<&'static str> {
    let metadata = Metadata::default();
    let [was, is] = [old, new].map(|body| analyse(body, &metadata, method));
    let Diff { edits, .. } = diff(Side::new(&metadata, old, &was), Side::new(&metadata, new, &is));
    let mut found: Vec<&str> = Vec::new();
    for edit in &edits {
        match edit.kind {
            EditKind::Changed => found.extend(edit.changes.iter().map(|change| change.kind.name())),
            EditKind::Unchanged => {}
            kind => found.push(kind.name()),
        }
    }
    found.dedup();
    found
}

/// Each pair has just these labels, whatever method reads it.
fn check(pairs: &[(&str, &str, &[&str])]) {
    check_by(&Method::ALL, pairs);
}

/// Each pair has just these labels where the trees of both sides are known.
fn check_with_trees(pairs: &[(&str, &str, &[&str])]) {
    check_by(&[Method::Accurate], pairs);
}

fn check_by(methods: &[Method], pairs: &[(&str, &str, &[&str])]) {
    for &(old, new, expected) in pairs {
        for &method in methods {
            assert_eq!(found(old, new, method), expected, "{method:?}: {old} → {new}");
        }
    }
}

#[test]
fn denials() {
    let flipped: &[&str] = &["negation_flipped"];
    check(&[
        ("The lock keeper never opened the upper gate.", "The lock keeper opened the upper gate.", flipped),
        ("The bakery no longer sells rye bread.", "The bakery still sells rye bread.", flipped),
        ("Velt Rail did pay the fine.", "Velt Rail did not pay the fine.", flipped),
        ("The reservoir is full, the water board said.", "The reservoir isn't full, the water board said.", flipped),
        ("The hall was opened with a permit.", "The hall was opened without a permit.", flipped),
        ("Nobody saw the boat leave the harbour.", "Somebody saw the boat leave the harbour.", flipped),
        ("Neither bank took part in the sale.", "Both banks took part in the sale.", flipped),
    ]);
}

#[test]
fn hedges() {
    check(&[
        ("The glacier will vanish by 2050.", "The glacier could vanish by 2050.", &["hedge_added"]),
        ("The firm reportedly hid two invoices.", "The firm hid two invoices.", &["hedge_removed"]),
        ("The tanker appears to have struck a reef.", "The tanker struck a reef.", &["hedge_removed"]),
        ("The talks are expected to end on Friday.", "The talks will end on Friday.", &["hedge_removed"]),
    ]);
}

#[test]
fn numbers() {
    let changed: &[&str] = &["number_changed"];
    check(&[
        ("Half of the pupils were ill.", "A third of the pupils were ill.", changed),
        ("Two thirds of voters backed it.", "Three quarters of voters backed it.", changed),
        ("Between 20 and 30 sheep were lost.", "Between 20 and 300 sheep were lost.", changed),
        ("The bus carried 40 riders.", "The bus carried about 60 riders.", changed),
        ("The walk is 5 miles long.", "The walk is 5 kilometres long.", changed),
        ("The fund holds £2bn.", "The fund holds £2 billion.", &["respelled"]),
    ]);
}

#[test]
fn quotations() {
    check(&[
        (
            "“We will fix the roof and then the doors before winter,” said Tom Erle.",
            "“We will fix the roof … before winter,” said Tom Erle.",
            &["quote_truncated"],
        ),
        ("\"The roof leaks,\" said Tom Erle.", "“The roof leaks,” said Tom Erle.", &["punctuation"]),
        (
            "Tom Erle said the roof was “a national disgrace”.",
            "Tom Erle said the roof was a national disgrace.",
            &["quote_paraphrased"],
        ),
    ]);
}

#[test]
fn sources() {
    check(&[
        ("The plan is dead, Lena Moor said.", "The plan is dead, Piet Vance said.", &["reattributed"]),
        (
            "The plan is dead, Lena Moor said.",
            "The plan is dead, a person close to the talks said.",
            &["source_anonymised"],
        ),
        (
            "The plan is dead, treasurer Lena Moor said.",
            "The plan is dead, former treasurer Lena Moor said.",
            &["role_changed"],
        ),
        ("The wall is sound, the engineer said.", "The wall is sound, the engineer claimed.", &["cue_changed"]),
    ]);
}

#[test]
fn polish() {
    check(&[
        ("The plant closed in the evening.", "The plant shut in the evening.", &["reworded"]),
        ("They bought the house quickly.", "They purchased the house quickly.", &["reworded"]),
        ("The goverment closed the road.", "The government closed the road.", &["respelled"]),
    ]);
}

#[test]
fn one_source_under_two_names_is_reworded() {
    let reworded: &[&str] = &["reworded"];
    check_with_trees(&[
        (
            "Anton Brill, the head of the yard, spoke on Monday.\n\nHe said the crane had failed.",
            "Anton Brill, the head of the yard, spoke on Monday.\n\nMr. Brill said the crane had failed.",
            reworded,
        ),
        ("Mr. Holt said the quay would open in May.", "Anton Holt said the quay would open in May.", reworded),
        ("The officials said the lock was safe.", "The harbour officials said the lock was safe.", reworded),
        ("Sprinter Kalla Timon said the track was wet.", "Olympian Kalla Timon said the track was wet.", reworded),
        ("The US will send two ships to the bay.", "The United States will send two ships to the bay.", reworded),
    ]);
}

#[test]
fn another_source_is_told_where_two_are_shown_to_be_two() {
    let other: &[&str] = &["reattributed"];
    check_with_trees(&[
        ("The union said wages would fall.", "The ministry said wages would fall.", other),
        ("Holt's lawyer said the crane had failed.", "Holt said the crane had failed.", other),
        ("A lawyer for Holt said the crane had failed.", "Holt said the crane had failed.", other),
        ("A critic of the firm said the crane had failed.", "The firm said the crane had failed.", other),
        // A body speaks through its spokesman.
        ("The mayor's spokesman said the crane had failed.", "The mayor said the crane had failed.", &["role_changed"]),
    ]);
}

#[test]
fn a_source_that_gets_a_name() {
    let named: &[&str] = &["source_named"];
    check_with_trees(&[
        ("An official said the file was lost.", "The official, Karl Oster, said the file was lost.", named),
        ("A clerk said the file was lost.", "Karl Oster, a clerk, said the file was lost.", named),
        (
            "Ministry official Karl Oster said it was lost.",
            "A ministry official said it was lost.",
            &["source_anonymised"],
        ),
    ]);
}

#[test]
fn a_pronoun_that_means_somebody_else_now() {
    let farr = "Lidia Farr, the health secretary, called the ward a waste.";
    let amsel = "Greta Amsel, the head of the clinic, opened the new ward on Friday.";
    let plans = "“I drew up the plans myself,” she said.";
    let found =
        found(&format!("{amsel}\n\n{farr}\n\n{plans}\n"), &format!("{farr}\n\n{amsel}\n\n{plans}\n"), Method::Accurate);
    assert!(found.contains(&"reattributed"), "{found:?}");
}

#[test]
fn what_differs_is_called_no_more_than_it_is() {
    check_with_trees(&[
        // An attribution needs a verb of saying.
        (
            "The court has rejected a bid by three sailors who fled by helicopter.",
            "Three sailors fled by helicopter.",
            &["detail_dropped"],
        ),
        ("The mill employs over 40 people.", "The mill employs more than 40 people.", &["reworded"]),
        ("The mill employs over 40 people.", "The mill employs under 40 people.", &["number_changed"]),
        ("The ferry sailed on Sunday.", "The ferry sailed on Sunday afternoon.", &["content_changed"]),
        ("Lidia Farr alleges that the mayor lied.", "Lidia Farr says that the mayor lied.", &["cue_changed"]),
        ("Dr. Marta Domenick opened the ward.", "Dr. Marta Dominick opened the ward.", &["respelled"]),
        ("Police arrested Marian Holt in Vintry.", "Police arrested Marion Holt in Vintry.", &["name_changed"]),
        ("More than 300 people have evacuated.", "More than 300 people have been evacuated.", &["reworded"]),
        ("The club keeps its title.", "The club kept its title.", &["reworded"]),
    ]);
}

#[test]
fn another_word_in_brackets_is_no_wording() {
    let (old, new) =
        ("“[The bank] never paid us,” said Oskar Tamm.", "“[The council] never paid us,” said Oskar Tamm.");
    check_with_trees(&[(old, new, &["content_changed"])]);
}

#[test]
fn sentences_of_one_story_are_not_all_each_others() {
    let found = found(
        "Officials in two counties, where the couple lived, have not found the boat that left Osterby on Monday.",
        "The family moved to Osterby, a small port in the north, in the spring of last year.",
        Method::Accurate,
    );
    assert_eq!(found, ["removed", "added"]);
}

#[test]
fn one_meaning_in_other_words() {
    let reworded: &[&str] = &["reworded"];
    check(&[
        ("The council played down the damage.", "The council downplayed the damage.", reworded),
        ("The gale took place at the time of the fair.", "The gale happened at the time of the fair.", reworded),
        ("The fall was linked to the frost.", "The fall was connected with the frost.", reworded),
        ("The pilots take part in the drill.", "The pilots participate in the drill.", reworded),
        ("The blast broke two windows.", "The explosion broke two windows.", reworded),
        ("Two firms were probed by the board.", "Two firms were investigated by the board.", reworded),
    ]);
    check(&[
        ("The council played down the damage.", "The council played up the damage.", &["content_changed"]),
        ("The refugees reached the quay.", "The migrants reached the quay.", &["content_changed"]),
        ("The guard was killed at the gate.", "The guard was murdered at the gate.", &["content_changed"]),
    ]);
}

#[test]
fn what_the_text_tells_elsewhere() {
    let passed = "Parliament passed the tax law in May.\n\n";
    let story = |rest: &str| format!("{passed}{rest}");
    let (old, new) = (story("The tax law puts a levy on boats."), story("The law puts a levy on boats."));
    check_with_trees(&[
        (&old, &new, &["reworded"]),
        (&new, &old, &["reworded"]),
        // Nothing else says that it is a tax law.
        ("The tax law puts a levy on boats.", "The law puts a levy on boats.", &["detail_dropped"]),
    ]);
    // Which of two laws it is, "the law" does not tell.
    let two = |rest: &str| story(&format!("It passed the fishing law in June.\n\n{rest}"));
    let (old, new) = (two("The tax law puts a levy on boats."), two("The law puts a levy on boats."));
    check_with_trees(&[(&old, &new, &["detail_dropped"])]);
}

#[test]
fn tone() {
    let tone: &[&str] = &["tone_changed"];
    check_with_trees(&[
        ("The fierce storm closed the harbour.", "The storm closed the harbour.", tone),
        ("The storm closed the harbour.", "The terrible storm closed the harbour.", tone),
        // What the talks were is what is claimed.
        ("The talks were horrible.", "The talks were wonderful.", &["content_changed"]),
        ("The last ferry left the harbour.", "The ferry left the harbour.", &["detail_dropped"]),
    ]);
}

#[test]
fn a_claim_inside_a_longer_sentence_was_not_removed() {
    let old = "The harbour board fined a dredging firm from Osterby.\n\nTwo piers on the Lund quay are being \
               inspected by a safety panel.";
    let new = "The harbour board fined a dredging firm from Osterby that had worked on two piers of the Lund quay, \
               which a safety panel now inspects.";
    let found = found(old, new, Method::Accurate);
    assert!(!found.contains(&"removed"), "{found:?}");
    let old = "The harbour board fined a dredging firm from Osterby.\n\nTwo piers on the Lund quay were painted by \
               the pilots.";
    let found = self::found(old, new, Method::Accurate);
    assert!(found.contains(&"removed"), "{found:?}");
}

#[test]
fn what_is_supposed() {
    check_with_trees(&[
        ("The bill repeals the levy on boats.", "The bill would repeal the levy on boats.", &["hedge_added"]),
        ("The bill would repeal the levy on boats.", "The bill repeals the levy on boats.", &["hedge_removed"]),
        // Behind a verb of saying in the past, "will" becomes "would".
        ("The mayor said it will reopen.", "The mayor said it would reopen.", &["reworded"]),
    ]);
}

#[test]
fn a_source_in_other_words() {
    let quote = |source: &str| format!("“She is stable,” {source}.");
    check_with_trees(&[
        (&quote("the hospital said"), &quote("according to a statement from the hospital"), &["reworded"]),
        (&quote("the hospital said"), &quote("a nurse from the hospital said"), &["reattributed"]),
    ]);
}

#[test]
fn what_somebody_did_is_no_office() {
    check_with_trees(&[(
        "“It works,” said Ruth Calder.",
        "“It works,” said Ruth Calder, who had sold the crane to the port in May.",
        &["content_changed"],
    )]);
}

#[test]
fn a_name_that_goes_is_told() {
    let story = |rest: &str| format!("The pumps were made in Osterby Vale last year.\n\n{rest}");
    let (old, new) = (story("Nobody has sold one in Osterby Vale since May."), story("Nobody has sold one since May."));
    check_with_trees(&[(&old, &new, &["detail_dropped"])]);
}
