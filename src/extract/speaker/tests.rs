//! Invented passages, each with who its sources are.

use proptest::prelude::*;

use super::*;
use crate::claim::{ClaimKind, Rule};
use crate::text::parse;

/// Takes the marks out of a passage whose sources stand in double square brackets.
fn unmark(marked: &str) -> (String, Vec<Attribution>) {
    let mut body = String::new();
    let mut sources = Vec::new();
    for (index, part) in marked.split("[[").enumerate() {
        if index == 0 {
            body.push_str(part);
            continue;
        }
        let (source, rest) = part.split_once("]]").expect("each mark is closed");
        sources.push(Span::new(body.len(), body.len() + source.len()));
        body.push_str(source);
        body.push_str(rest);
    }
    let attributions = sources.into_iter().map(attribution).collect();
    (body, attributions)
}

fn attribution(source: Span) -> Attribution {
    Attribution {
        kind: ClaimKind::Statement,
        content: Vec::new(),
        cue: Vec::new(),
        source: vec![source],
        continues: None,
        confidence: 1.0,
        rule: Rule::SaidThat,
    }
}

fn run(marked: &str) -> (Vec<Speaker>, Vec<Option<SpeakerId>>) {
    let (body, attributions) = unmark(marked);
    resolve(&parse(&body), &attributions)
}

/// Checks the speakers' names of the marked sources, `-` for none.
#[track_caller]
fn check(marked: &str, expected: &str) {
    let (speakers, links) = run(marked);
    let found: Vec<&str> =
        links.iter().map(|link| link.map_or("-", |id| speakers[id.0 as usize].name.as_str())).collect();
    assert_eq!(found.join(" | "), expected, "{marked}");
}

/// Checks the first speaker: name, kind, role, aliases.
#[track_caller]
fn check_first(marked: &str, expected: &str) {
    let (speakers, _) = run(marked);
    let found = speakers.first().map_or("-".to_owned(), |speaker| {
        let role = speaker.role.as_deref().unwrap_or("-");
        format!("{} | {} | {} | {}", speaker.name, speaker.kind.name(), role, speaker.aliases.join(", "))
    });
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn titles_and_roles_before_the_name() {
    check_first(
        "[[Varlandian Foreign Minister Sergei Orlov]] said no.",
        "Sergei Orlov | person | Varlandian Foreign Minister | ",
    );
    check_first("[[Russian President Ivan Orlov]] said no.", "Ivan Orlov | person | Russian President | ");
    check_first("Late in the day [[health secretary Paul Dray]] said no.", "Paul Dray | person | health secretary | ");
    check_first("[[Health secretary Paul Dray]] said no.", "Paul Dray | person | health secretary | ");
    check_first("\"No,\" [[port director Lena Okafor]] said.", "Lena Okafor | person | port director | ");
    check_first("[[Governor Ilse Maren]] said no.", "Ilse Maren | person | Governor | ");
    check_first("[[Acting governor Ilse Maren]] said no.", "Ilse Maren | person | acting governor | ");
    check_first("[[Acting Governor Ilse Maren]] said no.", "Ilse Maren | person | Acting Governor | ");
    check_first("\"No,\" said [[Gov. Ilse Maren]].", "Ilse Maren | person | Governor | ");
    check_first("\"No,\" said [[Sen. Ilse Maren, D-Ostland]].", "Ilse Maren | person | Senator | ");
    check_first("\"No,\" said [[Secretary of State Ilse Maren]].", "Ilse Maren | person | Secretary of State | ");
    check_first("\"No,\" said [[the historian Bea Tolland]].", "Bea Tolland | person | historian | ");
    check_first(
        "He told health secretary Paul Dray, and [[Dray]] said no.",
        "Paul Dray | person | health secretary | Dray",
    );
    check_first("[[Orlov's spokesman Dmitry Pesk]] said no.", "Dmitry Pesk | person | Orlov's spokesman | ");
    check_first("[[former prime minister Tony Arlow]] said no.", "Tony Arlow | person | former prime minister | ");
    check_first("[[Dr Bea Tolland]] said no.", "Bea Tolland | person | - | ");
    check_first("[[Police Chief Rob Hale]] said no.", "Rob Hale | person | Police Chief | ");
    check_first("[[Dunmore police Chief Rob Hale]] said no.", "Rob Hale | person | Dunmore police Chief | ");
    check_first("[[The late Rob Hale]] said no.", "Rob Hale | person | - | ");
}

#[test]
fn roles_behind_the_name() {
    check_first("[[Lena Okafor, the port director,]] said no.", "Lena Okafor | person | port director | ");
    check_first(
        "[[Priya Raman, the council's head of housing,]] said no.",
        "Priya Raman | person | council's head of housing | ",
    );
    check_first("[[Teresa Vance]], 62, a nurse, said no.", "Teresa Vance | person | nurse | ");
    check_first(
        "\"No,\" said [[Omar Haddad, spokesman for the ministry]].",
        "Omar Haddad | person | spokesman for the ministry | ",
    );
    check_first("\"No,\" said [[Teresa Vance, who lives beside the line]].", "Teresa Vance | person | - | ");
    check_first("[[Gareth Pell, who leads the opposition on the council,]] said no.", "Gareth Pell | person | - | ");
    check_first("[[The minister of the economy, Mr Hugo Vale,]] said no.", "Hugo Vale | person | - | ");
    check_first(
        "[[Hugo Vale, director of the very old Dunmore Harbour Trust and a judge,]] said no.",
        "Hugo Vale | person | director | ",
    );
    check_first("[[Hugo Vale, an expert on trade]], said no.", "Hugo Vale | person | expert | ");
    check_first("[[The union's leader, Joy Adeyemi,]] told a rally.", "Joy Adeyemi | person | union's leader | ");
    check_first("[[The operator, Midland Haulage,]] said no.", "Midland Haulage | organization | operator | ");
    check_first("[[Its director, Anna Quist,]] announced it.", "Anna Quist | person | director | ");
    check_first("They oppose it, [[their leader Tomas Reil]] said.", "Tomas Reil | person | leader | ");
}

#[test]
fn one_speaker_under_many_names() {
    check(
        "[[Varlandian Foreign Minister Sergei Orlov]] said no. [[Orlov]] said yes. [[Mr Orlov]] said maybe. \
         [[The foreign minister]] said later. [[He]] said never.",
        "Sergei Orlov | Sergei Orlov | Sergei Orlov | Sergei Orlov | Sergei Orlov",
    );
    check_first(
        "[[Varlandian Foreign Minister Sergei Orlov]] said no. [[Orlov]] said yes. [[The foreign minister]] said later.",
        "Sergei Orlov | person | Varlandian Foreign Minister | Orlov, the foreign minister",
    );
    check(
        "[[Orlov]] said no on Monday. A day later Sergei Orlov was gone. [[Mr. Orlov]] said yes.",
        "Sergei Orlov | Sergei Orlov",
    );
    check("The Russian president, Ivan Orlov, met Karl Brandt. [[The Russian president]] said no.", "Ivan Orlov");
    check("American President Anna Bell left. [[The US president]] said no.", "Anna Bell");
    check("Xi Baolin arrived. [[Xi]] said no.", "Xi Baolin");
    check("Zoë Ferrán spoke. [[Ferran]] said no.", "Zoë Ferrán");
    check("Erik ten Hoff spoke. [[Ten Hoff]] said no.", "Erik ten Hoff");
    check("Ana Maria de la Cruz spoke. [[De la Cruz]] said no.", "Ana Maria de la Cruz");
    check("J. Arlow came in. [[John Arlow]] said no.", "John Arlow");
}

#[test]
fn two_of_one_surname() {
    let both = "Jane Arlow and John Arlow ran the mill. ";
    check(&format!("{both}[[Arlow]] said no."), "Arlow");
    check(&format!("{both}[[Ms Arlow]] said no. [[Mr Arlow]] said yes."), "Jane Arlow | John Arlow");
    check(&format!("{both}[[Jane]] said no. [[John]] said yes."), "Jane Arlow | John Arlow");
    check("Jane Arlow ran the mill. [[Arlow]] said no. Later [[John Arlow]] came.", "Jane Arlow | John Arlow");
    check("[[Jane Arlow]] said no. [[John Arlow]] said yes. [[Arlow]] said maybe.", "Jane Arlow | John Arlow | Arlow");
    check(
        "Governor Jane Arlow met Senator John Arlow. [[Governor Arlow]] said no. [[Senator Arlow]] said yes.",
        "Jane Arlow | John Arlow",
    );
    check("[[Mr Arlow]] said no. [[Mrs Arlow]] said yes.", "Arlow | Mrs Arlow");
}

#[test]
fn pronouns() {
    check("[[Mr Arlow]] resigned. \"I have had enough of Mr Brandt,\" [[he]] said.", "Arlow | Arlow");
    check("[[Paul Dray]] said no. [[She]] said yes.", "Paul Dray | -");
    check("Anna Bell met Paul Dray. [[He]] said no. [[She]] said yes.", "Paul Dray | Anna Bell");
    check("Karl Brandt met Paul Dray in May. [[He]] said no.", "Karl Brandt");
    check("[[Karl Brandt]] said no, but [[Paul Dray]] said yes. [[He]] said more.", "Karl Brandt | Paul Dray | -");
    check("Karl Brandt spoke first. The driver was late. [[He]] said no.", "-");
    check("It was a bad day for Karl Brandt. \"One. Two. Three. Four. Five,\" [[he]] said.", "Karl Brandt");
    check("[[I]] said no. [[We]] said yes. [[You]] said so.", "- | - | -");
    check("[[He]] said no.", "-");
    check("[[Anna Bell]] left. \"No,\" [[said she]].", "Anna Bell | Anna Bell");
    check("[[The union]] said no. [[It]] said more.", "union | union");
    check("[[Residents]] said no. [[They]] said more.", "residents | residents");
    check("[[A senior official]] said no. [[He]] said more.", "senior official | senior official");
    check("[[Omar Haddad]], [[who]] said no, left.", "Omar Haddad | Omar Haddad");
    check("Omar Haddad left.\n\nRain fell.\n\nMore rain fell.\n\nIt went on and on.\n\n[[He]] said no.", "-");
}

#[test]
fn descriptions() {
    check_first("[[A senior council official]] said no.", "senior council official | anonymous | - | ");
    check_first("[[A government minister]] said no.", "government minister | anonymous | - | ");
    check_first("[[Sources]] said no.", "sources | anonymous | - | ");
    check_first("[[Officials who spoke on condition of anonymity]] said no.", "officials | anonymous | - | ");
    check_first("[[people familiar with the matter]] said no.", "people familiar with the matter | anonymous | - | ");
    check_first("[[A man]], who asked not to be named, said no.", "man | anonymous | - | ");
    check_first("[[A spokesman for the ministry]] said no.", "spokesman for the ministry | organization | - | ");
    check_first("[[a spokesman for her office]] said no.", "spokesman for her office | organization | - | ");
    check_first("[[An expert on the painter]] said no.", "expert on the painter | anonymous | - | ");
    check_first("[[The mayor of Dunmore]] said no.", "mayor of Dunmore | person | - | ");
    check_first("[[Residents]] said no.", "residents | group | - | ");
    check_first("[[Opposition lawmakers]] said no.", "opposition lawmakers | group | - | ");
    check_first("[[European leaders]] said no.", "European leaders | group | - | ");
    check_first("[[Investigators]] said no.", "investigators | group | - | ");
    check_first("[[Harbor officials]] said no.", "Harbor officials | group | - | ");
    check_first("[[two senior officials]] said no.", "two senior officials | anonymous | - | ");
    check_first("[[Republicans]] said no.", "Republicans | group | - | ");
    check_first(
        "[[A developer and spokeswoman for the yard]] said no.",
        "developer and spokeswoman for the yard | organization | - | ",
    );
    check_first("[[52 percent of voters]] said no.", "52 percent of voters | group | - | ");
    check_first("[[disparaging]] said no.", "-");
    check_first("[[sent the letter]] said no.", "-");
    check_first("[[Both Lee and Park]] said no.", "Lee and Park | group | - | ");
    check(
        "[[Paul Dray]] said no. [[One questioner]] said yes. [[He]] said more.",
        "Paul Dray | questioner | questioner",
    );
    check_first("[[Lee and Park]] said no.", "Lee and Park | group | - | ");
    check_first("[[Police and prosecutors]] said no.", "police and prosecutors | group | - | ");
    check_first("[[Mr Pell's lawyer]] said no.", "Mr Pell's lawyer | person | - | ");
}

#[test]
fn bodies_and_documents() {
    check_first("[[the port authority]] said no.", "port authority | organization | - | ");
    check_first("[[Police]] said no.", "police | organization | - | ");
    check_first("[[The Kremlin]] said no.", "Kremlin | organization | - | ");
    check_first("[[The White House]] said no.", "White House | organization | - | ");
    check_first("[[Gazprom]] said no.", "Gazprom | organization | - | ");
    check_first("[[the central bank of Varland]] said no.", "central bank of Varland | organization | - | ");
    check_first("[[Russia's foreign ministry]] said no.", "Russia's foreign ministry | organization | - | ");
    check_first("[[A local newspaper]] said no.", "local newspaper | organization | - | ");
    check_first("[[Midland Steel]] said no.", "Midland Steel | organization | - | ");
    check_first("[[The Supreme Court this month]] said no.", "Supreme Court | organization | - | ");
    check_first("[[the supreme court this month]] said no.", "supreme court | organization | - | ");
    check_first(
        "[[The Committee for a Better Harbour]] said no.",
        "Committee for a Better Harbour | organization | - | ",
    );
    check_first("[[The Refugee Processing Centre]] said no.", "Refugee Processing Centre | organization | - | ");
    check_first("[[The Dunmore Times]] said no.", "Dunmore Times | organization | - | ");
    check_first("[[a budget note]] said no.", "budget note | document | - | ");
    check_first("[[A complaint filed in May]] said no.", "complaint | document | - | ");
    check_first("[[Reports on Tuesday]] said no.", "reports | document | - | ");
    check_first("[[The report]] said no.", "report | document | - | ");
    check_first("[[court documents]] said no.", "court documents | document | - | ");
    check("[[The port authority]] said no. [[The authority]] said more.", "port authority | port authority");
    check(
        "[[The operator, Midland Haulage,]] said no. [[The company]] said more.",
        "Midland Haulage | Midland Haulage",
    );
    check(
        "[[The International Grain Agency]] said no. [[The IGA]] said more.",
        "International Grain Agency | International Grain Agency",
    );
    check("[[The Food and Drug Agency]] said no.", "Food and Drug Agency");
    check(
        "[[The health ministry]] met the trade ministry. [[The trade ministry]] said no.",
        "health ministry | trade ministry",
    );
}

#[test]
fn countries_parties_and_states() {
    check("President Ivan Orel of Ukraine met Ann Holt. [[The Ukrainian president]] said no.", "Ivan Orel");
    check("Ukrainian President Ivan Orel met Ann Holt. [[Ukraine's president]] said no.", "Ivan Orel");
    check(
        "Sen. Ann Holt (R-S.C.) met Sen. Karl Brandt (D-Vt.). [[The South Carolina senator]] said no. \
         [[The Vermont senator]] said yes. [[The senator]] said more.",
        "Ann Holt | Karl Brandt | senator",
    );
    check("Republican Ann Holt met Karl Brandt. [[The GOP nominee]] said no. [[She]] left.", "Ann Holt | Ann Holt");
    check("Republicans Ann Holt and Karl Brandt met. [[The Democrat]] said no.", "Democrat");
    check("Senator Ann Holt of Vermont, [[who]] said no, left.", "Ann Holt");
    check("Tomas Reil, a senior analyst at Jeffers, [[who]] said no, left.", "Tomas Reil");
}

#[test]
fn short_forms_of_names() {
    check("Robert Holt spoke. [[Bob Holt]] said no. [[Mr. Holt]] said yes.", "Robert Holt | Robert Holt");
    check("Robert Holt spoke. [[William Holt]] said no.", "William Holt");
    check_first("[[The S.E.C.]] said no.", "S.E.C. | organization | - | ");
    check("Kim Jong Un left. [[The U.N.]] said no.", "U.N.");
    check("Chasing Holt was Tomas Reil. Ann Holt came. [[Holt]] said no.", "Ann Holt");
}

#[test]
fn ages() {
    check("Teresa Vance, 62, met Karl Brandt, 44. [[The 62-year-old]] said no.", "Teresa Vance");
    check("The 62-year-old nurse Teresa Vance met Karl Brandt. [[The 62-year-old]] said no.", "Teresa Vance");
}

#[test]
fn several_and_parts_of_them() {
    check(
        "Sen. Ann Holt met Sen. Karl Brandt. [[Holt and Brandt]] said no. [[The two senators]] said more. [[They]] left. \
         [[Mr. Brandt and Ms. Holt]] agreed.",
        "Holt and Brandt | Holt and Brandt | Holt and Brandt | Holt and Brandt",
    );
    check_first("[[Tomas Reil (D) and Ann Holt (R)]] said no.", "Tomas Reil (D) and Ann Holt (R) | group | - | ");
    check_first("[[Holt, Reil and other libertarians]] said no.", "Holt, Reil and other libertarians | group | - | ");
    check_first("[[Tomas Reil, a nurse and writer,]] said no.", "Tomas Reil | person | nurse | ");
    check_first("[[Many of his supporters]] said no.", "many of his supporters | group | - | ");
    check_first("[[One of the lawyers]] said no.", "one of the lawyers | anonymous | - | ");
    check_first("[[One of the yard's lawyers, Ann Holt,]] said no.", "Ann Holt | person | - | ");
    check_first("[[A number of residents]] said no.", "number of residents | group | - | ");
    check_first("[[Supporters of his rival, Tomas Reil,]] said no.", "supporters of his rival | group | - | ");
    check("[[He and his allies]] said no.", "-");
}

#[test]
fn nouns_that_point_back() {
    check("The Dunmore Times broke the story. [[The newspaper]] said no.", "Dunmore Times");
    check("[[A source]] said no. [[Another source]] said yes.", "source | another source");
    check("A judge ruled. [[Judge Ann Holt]] said no. [[The judge]] said more.", "Ann Holt | Ann Holt");
    check("[[Holt's campaign]] said no. [[The campaign]] said more.", "Holt's campaign | Holt's campaign");
    check(
        "[[A spokesman for the port]] said no. [[The spokesman]] left.",
        "spokesman for the port | spokesman for the port",
    );
    let pause = "It rained. ".repeat(30);
    check(&format!("[[Holt's campaign]] said no. {pause}[[The campaign]] said more."), "Holt's campaign | campaign");
    check("Midland Haulage lost. {pause}Varland Oil won. [[The company]] said no.", "company");
    check("His daughter, Ellen Reil, [[a nurse]] at the school, said no.", "Ellen Reil");
    check("Karl Brandt left. In [[his eyes]] it was over. [[His]] answer was short.", "Karl Brandt | Karl Brandt");
}

#[test]
fn pronouns_of_the_speakers_own_words() {
    let (body, mut attributions) = unmark("Tomas Reil told a joke. The nominee, Karl Brandt, [[he]] said, slept.");
    let start = body.find("The nominee").expect("it stands there");
    attributions[0].content = vec![Span::new(start, start + 24)];
    let (speakers, links) = resolve(&parse(&body), &attributions);
    assert_eq!(links[0].map(|id| speakers[id.0 as usize].name.as_str()), Some("Tomas Reil"));
    check("Governor Chris Holt praised Ms Jane Reil after [[she]] spoke.", "Jane Reil");
    check("Asked by [[Tomas Reil]], [[his]] best answer was none.", "Tomas Reil | -");
    check("When [[he]] left, Karl Brandt said no.", "Karl Brandt");
    check("Karl Brandt left. He serves as the envoy. [[He]] said no.", "Karl Brandt");
    check("His guest, the singer Ann Holt, wept as [[she]] spoke.", "Ann Holt");
    check("Tomas Reil's colleague Karl Brandt wept when [[he]] spoke.", "Karl Brandt");
}

#[test]
fn the_possessor_does_not_speak_for_the_possessed() {
    check("Tomas Reil's brother was there. \"No,\" [[he]] said.", "Tomas Reil's brother");
    check("Tomas Reil's brother said no. [[He]] left.", "Tomas Reil's brother");
    check("[[Tomas Reil's brother]] said no. [[He]] left.", "Tomas Reil's brother | Tomas Reil's brother");
    check(
        "[[Karl Brandt]] left. Tomas Reil's elder sister stayed. \"No,\" [[she]] said.",
        "Karl Brandt | Tomas Reil's elder sister",
    );
    check(
        "[[Karl Brandt]] left. The secretary's driver stayed. \"No,\" [[he]] said.",
        "Karl Brandt | secretary's driver",
    );
    check("Ann Holt’s driver waited. \"No,\" [[she]] said.", "Ann Holt’s driver");
    check("The father of Tomas Reil stood there. \"No,\" [[he]] said.", "father of Tomas Reil");
    check("[[Karl Brandt]] met Tomas Reil's brother. \"No,\" [[he]] said.", "Karl Brandt | Karl Brandt");
    check("It rained on Tomas Reil's brother. \"No,\" [[he]] said.", "-");
    check(
        "Tomas Reil's lawyer was there. \"No,\" [[he]] said. \"Never,\" [[he]] added.",
        "Tomas Reil's lawyer | Tomas Reil's lawyer",
    );
    // What is somebody's is no other speaker, nor are the dead, nor those of the other sex.
    check("Tomas Reil's house burned. \"No,\" [[he]] said.", "Tomas Reil");
    check("Tomas Reil's wife stayed. \"No,\" [[he]] said.", "Tomas Reil");
    check("Tomas Reil's brother died in May. \"No,\" [[he]] said.", "Tomas Reil");
    check("Tomas Reil's brother, Bo Erle, was there. \"No,\" [[he]] said.", "Bo Erle");
    check("The mayor of Dunmore, Karl Brandt, left. \"No,\" [[he]] said.", "Karl Brandt");
    check("Tomas Reil's colleague Karl Brandt wept. \"No,\" [[he]] said.", "Karl Brandt");
}

#[test]
fn nicknames_belong_to_the_name() {
    check("[[Anton “Lamp” Reyer]] said no. [[Reyer]] left.", "Anton “Lamp” Reyer | Anton “Lamp” Reyer");
    check("[[Hedy (Lark) Sorn]] said no. [[Sorn]] left.", "Hedy (Lark) Sorn | Hedy (Lark) Sorn");
    check("[[Pavel ‘the Moth’ Zorn]] said no. [[Pavel Zorn]] left.", "Pavel ‘the Moth’ Zorn | Pavel ‘the Moth’ Zorn");
    check_first("[[Mayor Ina \"King\" Sorel]] said no.", "Ina \"King\" Sorel | person | Mayor | ");
    check("[[a courier known as “the Fox”]] said no.", "courier");
    check("[[a well-known lawyer]] said no.", "well-known lawyer");
    // No nickname: initials of a body or a party, and what is quoted.
    check("[[Tomas Reil (D) and Ann Holt (R)]] said no.", "Tomas Reil (D) and Ann Holt (R)");
    check("[[Tomas Reil]] (Halden) said no.", "Tomas Reil");
    check("Tomas Reil “Never” said. [[Reil]] left.", "Tomas Reil");
}

#[test]
fn names_like_words() {
    check("[[Jan Holm]] said no. [[Holm]] left.", "Jan Holm | Jan Holm");
    check("The prize went to Jan Holm. [[Holm]] said no.", "Jan Holm");
    check(
        "[[Sunday Okoro, a farmer,]] said no. Later Sunday Okoro left. [[Okoro]] wept.",
        "Sunday Okoro | Sunday Okoro",
    );
    check("[[Tony Early]] said no. [[Early]] left.", "Tony Early | Tony Early");
    check("[[Will Drake]] said no. [[Drake]] left.", "Will Drake | Will Drake");
    check("[[Rose May]] said no. [[April Lund]] left.", "Rose May | April Lund");
    check("[[Frank Best]] said no.", "Frank Best");
    // Days and months stay what they are.
    check("On Sunday [[Okoro]] said no.", "Okoro");
    check("In Jan [[Holm]] said no.", "Holm");
    check("“No,” he said Sunday. [[Okoro]] left.", "Okoro");
    check("The vote on May 6 was fair. [[Holm]] said no.", "Holm");
}

#[test]
fn wrong_links_are_avoided() {
    check("Foreign Minister Karl Brandt and Finance Minister Paul Dray met. [[The minister]] said no.", "minister");
    check("Deputy Minister Karl Brandt left. [[The minister]] said no.", "minister");
    check(
        "[[A senior official]] said no. [[A junior official]] said yes. [[The official]] said more.",
        "senior official | junior official | official",
    );
    check("Poor Mexico lost. Sad Mexico lost. [[Mexico]] said no.", "Mexico");
    check("Mayor Rules Out Sale Of Dunmore Water Works\n\nKarl Brandt spoke. [[Brandt]] said no.", "Karl Brandt");
    check("The Kremlin met Karl Brandt. [[A Kremlin spokesman]] said no.", "Kremlin spokesman");
}

#[test]
fn continued_attributions_take_the_speaker_over() {
    let (body, mut attributions) = unmark("[[Anna Bell]] said no. \"Never.\"");
    let mut next = attribution(Span::new(0, 0));
    next.source.clear();
    next.continues = Some(0);
    attributions.push(next);
    let (_, links) = resolve(&parse(&body), &attributions);
    assert_eq!(links, [Some(SpeakerId(0)), Some(SpeakerId(0))]);
}

#[test]
fn mentions_are_all_places() {
    let (body, attributions) = unmark("Anna Bell came. \"Bell lied,\" [[she]] said of the film on Ms Bell.");
    let (speakers, _) = resolve(&parse(&body), &attributions);
    let mentions: Vec<&str> = speakers[0].mentions.iter().map(|span| span.of(&body)).collect();
    assert_eq!(mentions, ["Anna Bell", "Bell", "she", "Bell"]);
}

proptest! {
    #[test]
    fn any_text(
        words in proptest::collection::vec(
            prop_oneof![
                Just("Anna".to_owned()), Just("Bell".to_owned()), Just("the".to_owned()), Just("minister".to_owned()), Just("of".to_owned()),
                Just("and".to_owned()), Just(",".to_owned()), Just(".".to_owned()), Just("he".to_owned()), Just("“".to_owned()), Just("”".to_owned()),
                Just("'s".to_owned()), Just("who".to_owned()), Just("62".to_owned()), Just("Mr.".to_owned()), Just("\n\n".to_owned()),
                "\\PC{0,6}", "[A-Z][a-zé]{0,5}",
            ],
            0..60,
        ),
        cuts in proptest::collection::vec((0usize..400, 0usize..40, proptest::option::of(0usize..8)), 0..10),
    ) {
        let body = words.join(" ");
        let edge = |at: usize| (0..=at.min(body.len())).rev().find(|&at| body.is_char_boundary(at)).unwrap_or(0);
        let attributions: Vec<Attribution> = cuts
            .iter()
            .map(|&(start, length, continues)| {
                let span = Span::new(edge(start), edge(start + length));
                Attribution { continues, source: if span.is_empty() { Vec::new() } else { vec![span] }, ..attribution(span) }
            })
            .collect();
        let document = parse(&body);
        let (speakers, links) = resolve(&document, &attributions);
        prop_assert_eq!(links.len(), attributions.len());
        prop_assert_eq!(&resolve(&document, &attributions), &(speakers.clone(), links.clone()));
        for link in links.iter().flatten() {
            prop_assert!((link.0 as usize) < speakers.len());
        }
        for (index, speaker) in speakers.iter().enumerate() {
            prop_assert_eq!(speaker.id.0 as usize, index);
            prop_assert!(!speaker.name.trim().is_empty());
            prop_assert!(!speaker.mentions.is_empty());
            prop_assert!(speaker.mentions.windows(2).all(|pair| pair[0].end <= pair[1].start));
            for mention in &speaker.mentions {
                prop_assert!(body.get(mention.start..mention.end).is_some_and(|text| !text.is_empty()));
            }
        }
    }
}

#[test]
fn somebody_told_apart_by_what_he_did_is_nobody_else() {
    check("Tom Erle was held. [[The man who shot Ina Rolle]] said so.", "man who shot Ina Rolle");
    check("Tom Erle was held. [[The man]] said so.", "Tom Erle");
}
