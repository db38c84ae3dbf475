use super::*;

/// Lists the turns as "label|content".
fn found(body: &str) -> Vec<String> {
    let (turns, starts) = turns(body);
    assert_eq!(turns.len(), starts.len());
    turns.iter().map(|turn| format!("{}|{}", turn.label.of(body), turn.content.of(body))).collect()
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(found(body), expected, "{body}");
}

#[test]
fn labels_open_turns() {
    check("JOURNALIST: Why?\nPM: We must.\n\nThere is more.\n", &["JOURNALIST|Why?", "PM|We must.\n\nThere is more."]);
    check(
        "TOM REIL:\n\nWhy now?\n\nPRIME MINISTER: \n\nWell, Tom.",
        &["TOM REIL|Why now?", "PRIME MINISTER|Well, Tom."],
    );
    check("REIL: Why? HOLT: We must. REIL: Now? HOLT: Yes.", &["REIL|Why?", "HOLT|We must.", "REIL|Now?", "HOLT|Yes."]);
    check(
        "HOST: Thank you.PM: We will -\n\nHOST:You will- PM: Yes.",
        &["HOST|Thank you.", "PM|We will -", "HOST|You will-", "PM|Yes."],
    );
    check(
        "HOST: Thanks for joining AM.PM: We will-\n\nHOST: I...PM: Yes.",
        &["HOST|Thanks for joining AM.", "PM|We will-", "HOST|I...", "PM|Yes."],
    );
    check("Lake room. PM: Good morning.", &[]);
    check("Halden, the lake room\n\nPM: Good morning.", &["PM|Good morning."]);
    check("PM: Good morning. We will build it.", &["PM|Good morning. We will build it."]);
    check(
        "MR. REIL: In the U.S. we do. THE PRESIDENT: Yes. MR. REIL: Hm.",
        &["MR. REIL|In the U.S. we do.", "THE PRESIDENT|Yes.", "MR. REIL|Hm."],
    );
    check(
        "Q    Will you go?\n\nMR. REIL:  No.\n\nQ    Why (inaudible)?\n\nMR. REIL:  Ask him.",
        &["Q|Will you go?", "MR. REIL|No.", "Q|Why (inaudible)?", "MR. REIL|Ask him."],
    );
    check("Q.  Where?\nA.  At home.\nQ.  When?\nA.  At noon.", &["Q|Where?", "A|At home.", "Q|When?", "A|At noon."]);
    check("**Question:** Why?\n\n**Prime Minister**: We must.", &["Question|Why?", "Prime Minister|We must."]);
    check(
        "Question\n\nWhy?\n\nPrime Minister\n\nWe must.\n\nQuestion\n\nNow?",
        &["Question|Why?", "Prime Minister|We must.", "Question|Now?"],
    );
    check("[00:12] HOST: Why?\n[00:20] PM (ROE): We must.", &["HOST|Why?", "PM|We must."]);
    check(
        "Tom Reil: Why?\n\nAna Holt: We must.\n\nTom Reil: Now?\n\nAna Holt: Yes.",
        &["Tom Reil|Why?", "Ana Holt|We must.", "Tom Reil|Now?", "Ana Holt|Yes."],
    );
    check(
        "Tom Reil: Why?\n\nAna ten Holt: We must.\n\nTom Reil: Now?\n\nAna ten Holt: Yes.",
        &["Tom Reil|Why?", "Ana ten Holt|We must.", "Tom Reil|Now?", "Ana ten Holt|Yes."],
    );
}

#[test]
fn what_takes_no_turns_has_none() {
    for body in [
        "",
        "UPDATE: The bridge is open.\n\nThe mayor said: We go. NATO: no comment.",
        "Winner: Reil\nScore: 3\nWinner: Holt\nScore: 4",
        "A man was hurt. A woman was not.",
        "The minister was asked one thing: why? He said: no.",
        "HALDEN: The bridge is open.",
        "Call 10:30 or see https://quay.example/x: there.",
    ] {
        check(body, &[]);
    }
}

#[test]
fn an_article_ends_its_last_turn_with_the_line() {
    let lead = "The bridge was closed on Monday and nobody knew why. ".repeat(50);
    let body = format!("{lead}\n\nHOST: Why?\n\nPM: We must.\n\nThe bridge opens in May.");
    check(&body, &["HOST|Why?", "PM|We must."]);
}

#[test]
fn labels_of_records_end_in_a_stop() {
    check(
        "Mr. REIL of North Tarn. Madam Speaker, I rise.\n\nIt is late.\n\nMs. HOLT. I object.\n\nThe SPEAKER pro tempore \
         (Mr. PARK). The time has expired.\n\nMrs. O'DAY. No.",
        &[
            "Mr. REIL of North Tarn|Madam Speaker, I rise.\n\nIt is late.",
            "Ms. HOLT|I object.",
            "The SPEAKER pro tempore|The time has expired.",
            "Mrs. O'DAY|No.",
        ],
    );
    check("Lord HALDEN. I rise.\n\nMr. REIL. No.", &["Lord HALDEN|I rise.", "Mr. REIL|No."]);
    check("The COURT. Sit down.\n\nMr. REIL. Thank you.", &["The COURT|Sit down.", "Mr. REIL|Thank you."]);
    for body in [
        "Mr. Reil. He had come early.\n\nMs. Holt. She had not.",
        "The FBI. It came at noon.\n\nRain fell on Tarn.",
        "Rain fell.\n\nThe UNICEF. It came at noon.",
        "Mr. REIL said no.\n\nMs. HOLT was late.",
        "Lord Halden. He had come early.\n\nMr. Reil. He had not.",
    ] {
        check(body, &[]);
    }
}

#[test]
fn surnames_are_labels_where_one_is_asked() {
    check(
        "Ana Holt has run the ferry for years.\n\nCourier: Did you know?\n\nHolt: I did. It was old.",
        &["Courier|Did you know?", "Holt|I did. It was old."],
    );
    check(
        "Courier: Did you know?\nHolt: I did.\nCourier: And the crew?\nHolt: No.",
        &["Courier|Did you know?", "Holt|I did.", "Courier|And the crew?", "Holt|No."],
    );
    for body in [
        "The ferry stopped.\n\nQuery: Did it sink?\n\nVerdict: It did not.",
        "Ana Holt has run the ferry.\n\nPrice: 40 crowns\n\nHolt: the owner",
    ] {
        check(body, &[]);
    }
}
