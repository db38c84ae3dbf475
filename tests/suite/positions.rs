//! What sentences commit their speaker to, as the accurate model's trees tell it.

use onrecord::claim::Side;
use onrecord::extract::{Method, extract_with};
use onrecord::story::Metadata;

/// Reads the positions of words that are all one minister's: "stance, side: topic", side "?" where neither is told.
fn own(text: &str) -> Vec<String> {
    let metadata = Metadata { speaker: Some("Minister Ida Roe".to_owned()), ..Metadata::default() };
    read(&format!("I am glad to be here. {text}"), &metadata)
}

/// Reads those of a report.
fn reported(text: &str) -> Vec<String> {
    read(text, &Metadata::default())
}

fn read(text: &str, metadata: &Metadata) -> Vec<String> {
    let found = extract_with(text, metadata, Method::Accurate);
    let positions = found.claims.iter().flat_map(|claim| &claim.positions);
    let told = positions.map(|position| {
        let side = position.side.map_or("?", Side::name);
        format!("{}, {side}: {}", position.stance.name(), position.topic)
    });
    told.collect()
}

#[track_caller]
fn check(found: &[String], expected: &str, text: &str) {
    match expected {
        "" => assert!(found.is_empty(), "{text}: {found:?}"),
        _ => assert!(found.iter().any(|one| one == expected), "{text}: {found:?}"),
    }
}

#[test]
fn a_speaker_takes_positions() {
    for (text, expected) in [
        // Words that take one.
        ("We're open to talks with the union.", "open, ?: talks with the union"),
        ("I'm not prepared to wait.", "refuse, against: wait"),
        ("Our opposition to the levy rests on its cost.", "oppose, against: the levy"),
        ("We want to scrap the harbour levy.", "demand, against: scrap the harbour levy"),
        ("There is no need for a second gate.", "oppose, against: a second gate"),
        ("We're fighting for a bridge.", "demand, for: a bridge"),
        ("I see no merit in the levy.", "oppose, against: the levy"),
        ("I'm no fan of the levy.", "oppose, against: the levy"),
        ("I am all for the levy.", "support, for: the levy"),
        ("I'm not convinced that the levy is legal.", "doubt, against: the levy is legal"),
        ("I make no apology for the levy.", "support, for: the levy"),
        ("There is no way that we will sell the ferry.", "refuse, against: we will sell the ferry"),
        ("I cannot support the levy.", "oppose, against: the levy"),
        ("I ask the parliament to pass the bill.", "demand, for: the parliament to pass the bill"),
        ("I want to thank the firemen.", ""),
        ("I can't guarantee that no boat will be sold.", "doubt, against: no boat will be sold"),
        ("No decision has been made on the levy.", "open, ?: the levy"),
        ("I haven't ruled a levy in or out.", "open, ?: a levy"),
        ("I don't see any need for a levy.", "oppose, against: a levy"),
        ("There is no truth in the claim of a sale.", "deny, against: the claim of a sale"),
        ("We condemn in the strongest terms the attack on the pier.", "oppose, against: the attack on the pier"),
        ("I want to make a couple of points about the ferry.", ""),
        ("I have to pay a special tribute to the crew.", ""),
        ("I want to make it clear that we will keep the ferry.", "commit, for: keep the ferry"),
        // What is set apart.
        ("What we want is a fair system.", "demand, for: a fair system"),
        ("What we won't do is sell the ferry.", "refuse, against: sell the ferry"),
        ("The last thing we should do is sell the ferry.", "oppose, against: sell the ferry"),
        ("Our aim is to keep the ferry.", "commit, for: keep the ferry"),
        ("Our policy is no tolls.", "refuse, against: tolls"),
        ("The answer is not a levy.", "oppose, against: a levy"),
        // What stands in front and turns it.
        ("Under no circumstances will we sell the ferry.", "refuse, against: sell the ferry"),
        ("In no way do we support the levy.", "oppose, against: the levy"),
        ("I don't think that we should close the mill.", "oppose, for: close the mill"),
        // What ought to be.
        ("The old pier should be shut.", "demand, against: The old pier"),
        ("No one should have to wait for a boat.", "oppose, against: No one should have to wait for a boat"),
        ("We need to rebuild the sea wall.", "demand, for: rebuild the sea wall"),
        ("We will need to provide more boats.", "demand, for: provide more boats"),
        ("We need a new bridge.", "demand, for: a new bridge"),
        ("The point is that we need a bridge.", "demand, for: a bridge"),
        ("The levy must go.", "demand, against: The levy"),
        ("Don't sell the ferry.", "oppose, against: sell the ferry"),
        ("Don't worry about the ferry.", ""),
        ("Let's not forget that he was mayor for ten years.", ""),
        ("You need to ask the mayor about the ferry.", ""),
        ("Harbour Minister Vale must resign.", "demand, for: Harbour Minister Vale must resign"),
        ("The answer is that I don't know.", ""),
        ("Our job is not easy.", ""),
        ("The question is whether the ferry will sail.", ""),
        ("I was told that the levy would go.", ""),
        ("We can never allow that to happen again.", "oppose, against: allow that to happen again"),
        // What is promised, and by whom.
        ("We won't raise the ferry fares.", "refuse, against: raise the ferry fares"),
        ("The new gate will be built by June.", "commit, for: The new gate"),
        ("There will be no harbour levy.", "refuse, against: harbour levy"),
        ("I can guarantee there will be no levy.", "refuse, against: levy"),
        ("You can be sure that we will keep the ferry.", "commit, for: keep the ferry"),
        ("The levy will not be abolished.", "commit, for: The levy"),
        ("I'm not going to comment on the levy.", ""),
        ("We will not stand by while boats sink.", ""),
        ("The levy will cost the port a hundred jobs.", "expect, ?: The levy will cost the port a hundred jobs"),
        ("We will seek to repeal the harbour act.", "commit, against: seek to repeal the harbour act"),
        ("We'll begin to mend it by the end of the year.", "commit, for: begin to mend it by the end of the year"),
        ("We have scrapped the night ferry.", "refuse, against: the night ferry"),
        ("No cuts to schools, no change to pensions.", "refuse, against: change to pensions"),
        ("No gate will be closed.", "refuse, for: gate"),
        ("Our boats will stay in the bay.", "commit, for: Our boats will stay in the bay"),
        ("It is unlikely that there will be a levy.", "doubt, against: a levy"),
        ("The old mill will close.", "commit, against: The old mill will close"),
        ("I will come back to you on that.", ""),
        ("The harbour levy stays.", "commit, for: The harbour levy stays"),
        ("Our position on the levy has not changed.", "commit, for: Our position on the levy"),
        ("First and foremost we will sell the pier.", "commit, for: sell the pier"),
        // What is done, or has been done.
        ("We introduced the harbour levy.", "support, for: the harbour levy"),
        ("I have signed the treaty on fish.", "support, for: the treaty on fish"),
        ("I have signed the letter.", ""),
        ("The old gate is being reopened.", "commit, for: The old gate"),
        ("The tunnel has been scrapped.", "refuse, against: The tunnel"),
        ("I am announcing an inquiry into the pumps.", "commit, for: an inquiry into the pumps"),
        ("I apologise to the sailors.", "commit, for: apologise to the sailors"),
        ("I am pleased to announce a ban on drift nets.", "commit, against: a ban on drift nets"),
        ("We have lifted the ban on drift nets.", "refuse, for: the ban on drift nets"),
        // What is said of a thing.
        ("The night ferry is a bad idea.", "oppose, against: The night ferry"),
        ("It's not true that the pumps failed.", "deny, against: the pumps failed"),
        ("The plan makes no sense.", "oppose, against: The plan"),
        ("There is a strong case for the levy.", "support, for: the levy"),
        ("The levy is dead.", "refuse, against: The levy"),
        ("The ferry is not for sale.", "refuse, against: The ferry"),
        ("A sale is not an option.", "refuse, against: A sale"),
        ("All options are on the table.", "open, ?: All options"),
        ("An inquiry is not warranted.", "oppose, against: An inquiry"),
        ("Harbour master Finch has my full confidence.", "support, for: Harbour master Finch"),
        ("The right thing to do is to repair the pier.", "support, for: repair the pier"),
    ] {
        check(&own(text), expected, text);
    }
}

#[test]
fn an_outlet_tells_positions() {
    for (text, expected) in [
        ("The union has been critical of the levy.", "oppose, against: the levy"),
        ("Ida Roe plans to release the report.", "commit, for: release the report"),
        ("The board voiced concern about the pumps on Monday.", "oppose, against: the pumps"),
        ("Roe called Friday for closing the old pier.", "demand, against: closing the old pier"),
        ("“We will publish the report,” Ida Roe said.", "commit, for: publish the report"),
        ("Orrin Vale said he would repair the crane by Friday.", "commit, for: repair the crane"),
        ("Ida Roe called the levy “a betrayal”.", "oppose, against: the levy"),
        ("Ida Roe came out against the levy.", "oppose, against: the levy"),
        ("Ida Roe vowed never to sell the ferry.", "refuse, against: sell the ferry"),
        ("Ida Roe backed away from the levy on Monday.", "refuse, against: the levy"),
        ("The board has dropped its plan to sell the ferry.", "refuse, against: sell the ferry"),
        ("Ida Roe seemed to favor a levy on fuel.", "support, for: a levy on fuel"),
        ("Ida Roe stopped short of endorsing the levy.", "refuse, against: the levy"),
        ("Ida Roe announced plans to build a bridge.", "commit, for: build a bridge"),
        ("Ida Roe said that the mayor had to go.", "demand, against: the mayor"),
        ("Ida Roe said that the levy does not go far enough.", "oppose, against: the levy"),
        ("Mayor Ida Roe stands by the harbour master.", "support, for: the harbour master"),
        ("Mayor Ida Roe accepted the ceasefire.", "support, for: the ceasefire"),
        ("The board is to close the old mill, Ida Roe said.", "commit, against: close the old mill"),
        ("Ida Roe said that she had asked the board to resign.", "demand, for: the board to resign"),
    ] {
        check(&reported(text), expected, text);
    }
}

#[test]
fn others_take_their_own() {
    for text in [
        "Will we close the mill?",
        "Orrin Vale says that the mill should be closed.",
        "There was a view in the town that the levy was a bad idea.",
        "The boats left the quay at noon.",
        "Vote for the Greys and there will be a harbour levy.",
    ] {
        let of_roe: Vec<String> = {
            let metadata = Metadata { speaker: Some("Minister Ida Roe".to_owned()), ..Metadata::default() };
            let found = extract_with(&format!("I am glad to be here. {text}"), &metadata, Method::Accurate);
            let own = found
                .claims
                .iter()
                .filter(|claim| found.speaker_of(claim).is_some_and(|speaker| speaker.name == "Ida Roe"));
            own.flat_map(|claim| &claim.positions).map(|position| position.topic.clone()).collect()
        };
        check(&of_roe, "", text);
    }
}
