//! The page of edits that other tools call nothing: for each kind of change, short pairs that differ by a word or two,
//! with what the program says of them.
//!
//! `ONRECORD_UPDATE=1 cargo test --test suite quiet_edits` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use onrecord::diff::{ChangeKind, Diff, EditKind, Severity, Side, diff};
use onrecord::extract::{Method, analyse};
use onrecord::report::phrases;
use onrecord::story::Metadata;

const PAGE: &str = "docs/quiet-edits.md";

const INTRODUCTION: &str = "\
# Quiet edits

Edits that change what a story says and hardly change how it looks. A tool that skips sentences which are nearly the same, or that hides small
edits as uninteresting, shows none of them. Below these stand edits of framing and polish, so that each kind of change has a pair at least. All
are invented. The column *alike* gives the share of characters that stayed; the last one is what `onrecord diff` says. A test keeps this page
as the program is.
";

/// For each kind, pairs that have it.
const PAIRS: &[(ChangeKind, &[(&str, &str)])] = {
    use ChangeKind::*;
    &[
        (
            NumberChanged,
            &[
                ("The fire on the ferry killed 12 people.", "The fire on the ferry killed 21 people."),
                ("The new quay will cost $1.5 million.", "The new quay will cost $15 million."),
                ("Police held the editor for 3 days.", "Police held the editor for 30 days."),
                ("Turnout in Osterby rose by 2 percent.", "Turnout in Osterby rose by 2 percentage points."),
                ("The storm sank about 40 boats.", "The storm sank 40 boats."),
            ],
        ),
        (
            DateChanged,
            &[
                ("The inquiry will open on March 24.", "The inquiry will open on April 7."),
                ("The ferry last sailed on Friday.", "The ferry last sailed on Monday."),
            ],
        ),
        (NameChanged, &[("The convoy left Osterby at dawn.", "The convoy left Halmby at dawn.")]),
        (
            NegationFlipped,
            &[
                ("The minister did not sign the order.", "The minister did sign the order."),
                ("The council has evidence of arson.", "The council has no evidence of arson."),
            ],
        ),
        (HedgeAdded, &[("The dam will hold until spring.", "The dam may hold until spring.")]),
        (HedgeRemoved, &[("The mill allegedly hid the report.", "The mill hid the report.")]),
        (
            QuoteAltered,
            &[(
                "“We will publish all of the letters,” said Ruda Velmont.",
                "“We will publish some of the letters,” said Ruda Velmont.",
            )],
        ),
        (
            QuoteTruncated,
            &[(
                "“The ferry will sail on time, if the wind allows it,” said Ruda Velmont.",
                "“The ferry will sail on time,” said Ruda Velmont.",
            )],
        ),
        (
            QuoteExtended,
            &[(
                "“Nobody knew about the leak,” said Hugh Calder.",
                "“Nobody knew about the leak, or nobody told me,” said Hugh Calder.",
            )],
        ),
        (
            Reattributed,
            &[("“The gate was open all night,” said Ruth Calder.", "“The gate was open all night,” said Hugh Calder.")],
        ),
        (
            SourceNamed,
            &[("The gate was open all night, an official said.", "The gate was open all night, Petra Vossberg said.")],
        ),
        (
            SourceAnonymised,
            &[("The books were kept twice, Anton Brill said.", "The books were kept twice, a former clerk said.")],
        ),
        (AttributionAdded, &[("The sludge is harmless.", "The sludge is harmless, the mill said.")]),
        (AttributionDropped, &[("The bridge was safe, the county said.", "The bridge was safe.")]),
        (PositionShifted, &[("The union ruled out talks with the port.", "The union is open to talks with the port.")]),
        (
            ContentChanged,
            &[
                ("The tank was safe, the company said.", "The tank had leaked for years, the company said."),
                ("The roof of the market fell in.", "The roof of the market was pulled down."),
            ],
        ),
        (DetailAdded, &[("The ferry struck the quay.", "The ferry struck the quay at full speed.")]),
        (DetailDropped, &[("The mayor owns a share of the mill.", "The mayor owns the mill.")]),
        (
            RolesSwapped,
            &[
                ("The ferry company sued the port.", "The port sued the ferry company."),
                ("The harbour master was offered a bribe.", "The harbour master offered a bribe."),
            ],
        ),
        (EventUpdated, &[("The town is closing the old quay.", "The town has closed the old quay.")]),
        (
            CueChanged,
            &[
                ("Ruda Velmont said that she had paid the bill.", "Ruda Velmont claimed that she had paid the bill."),
                (
                    "Ruda Velmont said that she had seen the letter.",
                    "Ruda Velmont admitted that she had seen the letter.",
                ),
            ],
        ),
        (
            QuoteParaphrased,
            &[(
                "Ruda Velmont said the plan was “a gamble with the town”.",
                "Ruda Velmont said the plan was a gamble with the town.",
            )],
        ),
        (
            ParaphraseQuoted,
            &[(
                "Hugh Calder said the harbour was a graveyard for boats.",
                "Hugh Calder said the harbour was “a graveyard for boats”.",
            )],
        ),
        (
            RoleChanged,
            &[(
                "The chief engineer, Halvard Quint, said that the lift was checked in May.",
                "The site engineer, Halvard Quint, said that the lift was checked in May.",
            )],
        ),
        (
            ToneChanged,
            &[("The fierce storm kept the ferry in the harbour.", "The storm kept the ferry in the harbour.")],
        ),
        (
            MovedToLede,
            &[(
                "The ferry returned on Monday.\n\nFlags hung along the quay in Osterby.\n\nThe company had ignored two warnings about the engine.",
                "The company had ignored two warnings about the engine.\n\nThe ferry returned on Monday.\n\nFlags hung along the quay in Osterby.",
            )],
        ),
        (
            MovedFromLede,
            &[(
                "The mayor owned shares in the quarry.\n\nThe council approved the quarry road on Tuesday.\n\nWork will begin before the first frost of the year.",
                "The council approved the quarry road on Tuesday.\n\nWork will begin before the first frost of the year.\n\nThe mayor owned shares in the quarry.",
            )],
        ),
        (
            Split,
            &[(
                "The barge lost its anchor and drifted for an hour before it struck the old pier.",
                "The barge lost its anchor and drifted for an hour. It struck the old pier.",
            )],
        ),
        (
            Merged,
            &[(
                "The barge lost its anchor in the night. It struck the old pier an hour later.",
                "The barge lost its anchor in the night and struck the old pier an hour later.",
            )],
        ),
        (Reworded, &[("The bridge was closed in the evening.", "In the evening the bridge was closed.")]),
        (
            Respelled,
            &[
                ("President Oleks Marensky left the hall.", "President Oleks Marenskyy left the hall."),
                ("The fog left a grey harbour behind.", "The fog left a gray harbor behind."),
            ],
        ),
        (Punctuation, &[("The town sent boats and blankets.", "The town sent boats, and blankets.")]),
        (
            Moved,
            &[(
                "The ferry returned on Monday.\n\nFlags hung along the quay in Osterby.\n\nNobody met the crew at the gate.\n\nA second boat is being built in Halmby.",
                "The ferry returned on Monday.\n\nNobody met the crew at the gate.\n\nA second boat is being built in Halmby.\n\nFlags hung along the quay in Osterby.",
            )],
        ),
    ]
};

#[test]
fn the_page_shows_every_kind_as_the_program_labels_it() {
    let kinds: Vec<ChangeKind> = PAIRS.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, ChangeKind::ALL, "each kind has its pairs, in the contract's order");
    let mut page = INTRODUCTION.to_owned();
    let mut missing = Vec::new();
    for severity in Severity::ALL {
        let _ = write!(page, "\n## {}\n\n", phrases::capital(severity.name()));
        page.push_str("| before | after | alike | what changed |\n| --- | --- | --- | --- |\n");
        for (kind, pairs) in PAIRS.iter().filter(|(kind, _)| kind.severity() == severity) {
            for (old, new) in *pairs {
                let answer = compare(old, new);
                let has = answer.edits.iter().flat_map(|edit| &edit.changes).any(|change| change.kind == *kind);
                missing.extend((!has).then_some((*kind, *old)));
                let alike = (similar::TextDiff::from_chars(*old, *new).ratio() * 100.0).round();
                let texts = [old, new].map(|text| text.replace("\n\n", "<br>"));
                let _ = writeln!(page, "| {} | {} | {alike} % | {} |", texts[0], texts[1], told(&answer));
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    if std::env::var_os("ONRECORD_UPDATE").is_some() {
        fs::write(&path, &page).expect("the page can be written");
    }
    assert!(missing.is_empty(), "these pairs are labelled otherwise: {missing:#?}");
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == page, "{PAGE} is out of date: ONRECORD_UPDATE=1 cargo test --test suite quiet_edits");
}

fn compare(old: &str, new: &str) -> Diff {
    let metadata = Metadata::default();
    let [was, is] = [old, new].map(|body| analyse(body, &metadata, Method::default()));
    diff(Side::new(&metadata, old, &was), Side::new(&metadata, new, &is))
}

/// Returns in one cell all that changed.
fn told(diff: &Diff) -> String {
    let mut lines: Vec<String> = Vec::new();
    for edit in &diff.edits {
        match edit.kind {
            EditKind::Added | EditKind::Removed => lines.push(format!("**{}**", edit.kind.name())),
            EditKind::Changed | EditKind::Unchanged => {}
        }
        for change in &edit.changes {
            lines.push(format!("**{}**: {}", phrases::label(change.kind.name()), phrases::why(change)));
        }
    }
    lines.join("<br>")
}
