//! Who is who in small texts, and what holds in all.

use proptest::prelude::*;

use crate::extract::{Method, analyse};
use crate::reading::{Entities, MentionForm};
use crate::story::Metadata;
use crate::text::tests::odd_text;

fn entities(body: &str) -> Entities {
    analyse(body, &Metadata::default(), Method::Rules).reading.body.entities
}

/// Lists the words of the mentions of the entity that a name means.
fn mentions<'b>(body: &'b str, name: &str) -> Vec<&'b str> {
    mentions_in(body, &entities(body), name)
}

/// Lists them where the sentences have trees.
fn parsed_mentions<'b>(body: &'b str, name: &str) -> Vec<&'b str> {
    let analysis = analyse(body, &Metadata::default(), Method::Accurate);
    mentions_in(body, &analysis.reading.body.entities, name)
}

fn mentions_in<'b>(body: &'b str, entities: &Entities, name: &str) -> Vec<&'b str> {
    let entity = entities.all.iter().position(|entity| entity.name == name);
    let of_entity = entities.mentions.iter().filter(|mention| Some(mention.entity) == entity);
    of_entity.map(|mention| mention.span.of(body)).collect()
}

#[test]
fn a_name_its_roles_and_its_pronouns_are_one() {
    let body = "Finance Minister Paul Dray met Ana Holt, the port director, on Monday. Holt said she would leave. \
        The minister stayed.";
    assert_eq!(mentions(body, "Paul Dray"), ["Finance Minister", "Paul Dray", "The minister"]);
    assert_eq!(mentions(body, "Ana Holt"), ["Ana Holt", "port director", "Holt", "she"]);
}

#[test]
fn the_owner_of_a_thing_is_somebody() {
    let body = "Finance Minister Paul Dray spoke on Monday. The minister’s veto was lifted.";
    assert_eq!(mentions(body, "Paul Dray"), ["Finance Minister", "Paul Dray", "The minister"]);
}

#[test]
fn a_union_is_no_continent() {
    let body = "Europe is old. The EU met on Monday. A European storm came.";
    assert_eq!(mentions(body, "Europe"), ["Europe", "European"]);
}

#[test]
fn what_a_name_is_said_to_be_is_the_name() {
    let body = "Ana Holt is the mayor of Dunmore. The storm came at noon. The mayor left.";
    assert_eq!(mentions(body, "Ana Holt"), ["Ana Holt", "the mayor of Dunmore", "The mayor"]);
    let body = "Ana Holt is not the mayor of Dunmore. The mayor left.";
    assert_eq!(mentions(body, "Ana Holt"), ["Ana Holt"]);
}

#[test]
fn who_belongs_to_somebody_is_nobody_else() {
    for other in ["Tom Erle’s brother", "The owner of a kennel", "The man who shot Ina Rolle"] {
        let body = format!("Jan Orr was there. He left early. {other} stayed.");
        assert_eq!(mentions(&body, "Jan Orr"), ["Jan Orr", "He"], "{other}");
    }
    let body = "Jan Orr was there. He left early. His lawyer stayed.";
    assert_eq!(mentions(body, "Jan Orr"), ["Jan Orr", "He", "His"]);
}

#[test]
fn a_pronoun_that_two_may_own_is_nobodys() {
    let body = "Paul Dray met Tom Erle on Monday. The rain had stopped and he was tired.";
    let entities = entities(body);
    assert!(entities.mentions.iter().all(|mention| mention.form != MentionForm::Pronoun), "{entities:?}");
    let body = "Ana Holt met Tom Erle on Monday. The rain had stopped and he was tired.";
    assert_eq!(mentions(body, "Tom Erle"), ["Tom Erle", "he"]);
}

#[test]
fn a_pronoun_takes_up_who_acts_around_it() {
    let body = "Paul Dray lost the vote. Tom Erle sold his boat on Monday because he was tired.";
    assert_eq!(parsed_mentions(body, "Tom Erle"), ["Tom Erle", "his", "he"]);
    let body = "Paul Dray lost the vote. In his speech, Tom Erle praised the council.";
    assert_eq!(parsed_mentions(body, "Tom Erle"), ["his", "Tom Erle"]);
}

#[test]
fn nobody_meets_himself() {
    let body = "Paul Dray lost the vote. Tom Erle met him on Monday.";
    assert_eq!(parsed_mentions(body, "Tom Erle"), ["Tom Erle"]);
    assert_eq!(parsed_mentions(body, "Paul Dray"), ["Paul Dray", "him"]);
}

#[test]
fn several_are_a_they() {
    let body = "The ministers met on Monday and praised their staff. They left early.";
    assert_eq!(parsed_mentions(body, "ministers"), ["The ministers", "their", "They"]);
    let body = "The ministers signed the treaties before they expired.";
    assert_eq!(parsed_mentions(body, "ministers"), ["The ministers"]);
}

#[test]
fn what_one_has_is_told_by_its_owner() {
    let body = "Ana Holt ended her campaign in May. Tom Erle began his campaign in June. Ana Holt misses her campaign.";
    assert_eq!(parsed_mentions(body, "campaign"), ["her campaign", "her campaign"]);
}

#[test]
fn an_i_is_whoever_speaks() {
    let body = "“I have sold my boat,” Ana Holt said.";
    assert_eq!(mentions(body, "Ana Holt"), ["I", "my", "Ana Holt"]);
}

#[test]
fn letters_stand_for_the_only_name_that_has_them() {
    let body = "Milo bin Sadar spoke on Monday. MBS left for the coast.";
    assert_eq!(mentions(body, "Milo bin Sadar"), ["Milo bin Sadar", "MBS"]);
}

#[test]
fn a_place_and_its_adjective_are_one() {
    let body = "France signed the treaty. A French officer left.";
    assert_eq!(mentions(body, "France"), ["France", "French"]);
}

#[test]
fn a_list_makes_nobody_of_another() {
    let body = "The guests were Ana Holt, the mayor and a driver.";
    assert_eq!(mentions(body, "Ana Holt"), ["Ana Holt"]);
}

#[test]
fn a_firm_before_a_comma_is_not_who_works_there() {
    let body = "As a partner at a law firm, Ana Holt won often. A driver waited at the firm.";
    assert_eq!(mentions(body, "Ana Holt"), ["Ana Holt"]);
}

proptest! {
    #[test]
    fn each_speaker_is_an_entity(body in odd_text(), fast in any::<bool>()) {
        let method = if fast { Method::Fast } else { Method::Rules };
        let analysis = analyse(&body, &Metadata::default(), method);
        let entities = &analysis.reading.body.entities;
        for speaker in &analysis.extraction.speakers {
            let same: Vec<usize> =
                (0..entities.all.len()).filter(|&entity| entities.all[entity].speaker == Some(speaker.id)).collect();
            prop_assert_eq!(same.len(), 1);
            prop_assert_eq!(&entities.all[same[0]].name, &speaker.name);
        }
        let order = |pair: &[crate::reading::Mention]| pair[0].span.start <= pair[1].span.start;
        prop_assert!(entities.mentions.windows(2).all(order), "text order");
        for claim in &analysis.extraction.claims {
            prop_assert!(claim.referents.iter().all(|referent| claim.span.overlaps(referent.span)));
        }
    }
}
