//! How long each command takes that reads a history, as a user waits for it: the program is started anew each time, on
//! a history of a million claims that the system holds in memory.
//!
//! `cargo bench --bench million` makes the history, which takes minutes; `cargo bench --bench million -- FILE` keeps it
//! in FILE, or takes the one that is there; `-- FILE STORIES` makes a smaller one. The news is made up: drawn from some
//! hundred words and some thousand rare ones, the same on every run, some more often than others. One speaker has about
//! 10,000 claims, another about 300; more than a thousand others share the rest.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use onrecord::extract::{Method, analyse};
use onrecord::reading::Analysis;
use onrecord::store::{History, Origin};
use onrecord::story::{Draft, Metadata, Slug};

/// The versions of a story, each with what was read off it.
type Versions = Vec<(Draft, Analysis)>;

/// How many stories make a million claims.
const STORIES: u64 = 14_600;
/// How many stories are read before they are stored.
const BATCH: u64 = 200;
const SENTENCES: u64 = 34;
/// How often a command is run; the quickest counts.
const RUNS: usize = 5;

const OFTEN: &str = "Ana Holt";
const SELDOM: &str = "Berit Sandoval";
const COMMANDS: [&[&str]; 14] = [
    &["audit", SELDOM],
    &["audit", SELDOM, "--topic", "harbour toll"],
    &["audit", SELDOM, "--format", "json"],
    &["audit", OFTEN],
    &["audit", OFTEN, "--topic", "harbour toll"],
    &["audit", OFTEN, "--all"],
    &["topics", SELDOM],
    &["topics", OFTEN],
    &["search", "harbour toll"],
    &["search", "council"],
    &["search", "toll", "--speaker", OFTEN],
    &["quotes", "what lay in the sheds"],
    &["speakers"],
    &["stories"],
];

const FIRST_NAMES: [&str; 30] = [
    "Ada", "Ben", "Carla", "Dov", "Elin", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaja", "Liam", "Mara", "Nils",
    "Olga", "Pavel", "Quinn", "Rosa", "Sven", "Tessa", "Udo", "Vera", "Walid", "Xenia", "Yann", "Zora", "Bruno",
    "Dina", "Emil", "Frida",
];
const SURNAMES: [&str; 40] = [
    "Abram",
    "Brandt",
    "Castell",
    "Dorning",
    "Ekholm",
    "Farrow",
    "Gellert",
    "Harwick",
    "Ibsley",
    "Jarvik",
    "Kessel",
    "Lorrimer",
    "Marchetti",
    "Norling",
    "Okoro",
    "Pellerin",
    "Quist",
    "Rosendal",
    "Sarkis",
    "Tolland",
    "Ulvang",
    "Varley",
    "Wexham",
    "Yardley",
    "Zeller",
    "Ashdown",
    "Belmont",
    "Corrigan",
    "Delacourt",
    "Engstrom",
    "Fenwick",
    "Grimaldi",
    "Hollis",
    "Ingram",
    "Jessop",
    "Kalman",
    "Lindahl",
    "Moreau",
    "Nyberg",
    "Ostrander",
];
const KINDS: [&str; 24] = [
    "harbour", "night", "river", "border", "city", "school", "coal", "water", "market", "island", "valley", "coast",
    "freight", "timber", "winter", "railway", "cattle", "salt", "wind", "canal", "hospital", "student", "parking",
    "tourist",
];
const THINGS: [&str; 24] = [
    "toll", "ferry", "bridge", "tax", "wall", "tunnel", "permit", "fund", "ban", "plan", "fee", "line", "depot",
    "subsidy", "quota", "terminal", "inquiry", "treaty", "lease", "pension", "grant", "tram", "levy", "archive",
];
const PLACES: [&str; 24] = [
    "Port Ansel",
    "Velm",
    "Tarn",
    "Kestrel Bay",
    "Norland",
    "Osterby",
    "Lower Quay",
    "Granholm",
    "Saltmere",
    "Elmstead",
    "Corvane",
    "Dunmarrow",
    "Fallow Hill",
    "Harrowgate",
    "Ilverton",
    "Jarrow Sound",
    "Kilmore",
    "Lundby",
    "Marlow Reach",
    "Nettlefield",
    "Orrin",
    "Penhallow",
    "Quarrington",
    "Ravensea",
];
const ACTS: [&str; 12] =
    ["close", "build", "keep", "scrap", "support", "introduce", "sell", "repair", "widen", "delay", "fund", "review"];
const OUTLETS: [&str; 6] =
    ["Port Ansel Courier", "Kestrel Bay Herald", "Norland Times", "Tarn Gazette", "Osterby Post", "The Velm Observer"];
const SYLLABLES: [&str; 20] = [
    "ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "wo", "za", "bri", "tol", "nar",
    "mel", "sto",
];
/// What several outlets quote, in full and in part.
const SAID: [&str; 2] = [
    "“Nobody told us what lay in the sheds until the ferry had sailed,” said {who}.",
    "“Nobody told us what lay in the sheds,” said {who}.",
];
/// What is told in the outlet's own voice; `{rare}` is a word that few texts have.
const FACTS: [&str; 9] = [
    "The {kind} {thing} in {place} has cost {number} million since the spring.",
    "Work on the {kind} {thing} began in {place} after {number} families had complained.",
    "About {number} people wrote to the board of {place} about the {kind} {thing}.",
    "The council of {place} meets again in {number} days, and the {kind} {thing} is on its list.",
    "Nobody in {place} could say who had paid for the {kind} {thing}.",
    "Shops near the {kind} {thing} in {place} lost {number} per cent of their trade.",
    "A {rare} was found near {place} after {number} days, {rare} and all.",
    "The {rare} office counted {number} lorries on the road from {place}.",
    "In {place} the price of {rare} rose by {number} crowns.",
];
/// What `{who}` says.
const STATEMENTS: [&str; 12] = [
    "“We will {act} the {kind} {thing} in {place},” said {who}.",
    "“We will not {act} the {kind} {thing},” {who} told reporters in {place}.",
    "{who} said that the board would {act} the {kind} {thing} of {place} within {number} days.",
    "“The {kind} {thing} is a mistake, and {number} families in {place} pay for it,” {who} said.",
    "{who} denied that {place} had paid {number} million for the {kind} {thing}.",
    "“There should be no {kind} {thing} in {place},” said {who}.",
    "{who} said that {number} letters about the {kind} {thing} had come from {place}.",
    "“Everybody in {place} knows what the {kind} {thing} is worth,” said {who}, “and I am for it.”",
    "{who} called on {place} to {act} the {kind} {thing}.",
    "{who} expects the {kind} {thing} to cost {place} another {number} million.",
    "“We have heard of the {rare} from {place} and of nothing else,” said {who}.",
    "{who} told the {rare} committee that {number} boats had left {place}.",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo test --benches` starts it too, and wants no figures.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return;
    }
    let mut own = arguments.into_iter().filter(|argument| !argument.starts_with("--"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = own.next().map_or_else(|| folder.path().join("onrecord.db"), PathBuf::from);
    let stories = own.next().map_or(STORIES, |stories| stories.parse().expect("a number of stories"));
    if !path.exists() {
        make(&path, stories);
    }
    let facts = History::open_read_only(&path).and_then(|history| history.facts()).expect("a history");
    println!("{} stories, {} versions, {} claims", facts.stories, facts.versions, facts.claims);
    for command in COMMANDS {
        let times: Vec<Duration> = (0..RUNS).map(|_| run(&path, command)).collect();
        let quickest = times.iter().min().expect("a run");
        println!("{:>6} ms  onrecord {}", quickest.as_millis(), command.join(" "));
    }
}

/// Runs a command and tells how long it took.
fn run(path: &Path, command: &[&str]) -> Duration {
    let started = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(command)
        .env("ONRECORD_DB", path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the program runs");
    assert!(status.success(), "{command:?}");
    started.elapsed()
}

/// Makes a history.
fn make(path: &Path, stories: u64) {
    let mut history = History::open(path).expect("a history");
    let workers = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
    for first in (0..stories).step_by(BATCH as usize) {
        let last = stories.min(first + BATCH);
        let mut read: Vec<(u64, Versions)> = std::thread::scope(|scope| {
            let share = |of: u64| (first..last).filter(move |nth| nth % workers == of).map(|nth| (nth, story(nth)));
            let threads: Vec<_> = (0..workers).map(|of| scope.spawn(move || share(of).collect::<Vec<_>>())).collect();
            threads.into_iter().flat_map(|thread| thread.join().expect("the stories")).collect()
        });
        read.sort_by_key(|(nth, _)| *nth);
        let mut writer = history.write().expect("a write");
        for (nth, versions) in &read {
            let slug = Slug::from_text(&format!("story {nth}")).expect("a slug");
            let mut before = 0;
            for (draft, analysis) in versions {
                let claims = analysis.extraction.claims.len();
                let goes_on = |claim| if claim < before { Origin::Continues(claim) } else { Origin::Enters };
                let origins: Vec<Origin> = (0..claims).map(goes_on).collect();
                writer.add(&slug, draft, analysis, &origins, "rules", Utc::now()).expect("a version");
                before = claims;
            }
        }
        writer.commit().expect("a commit");
        eprint!("\r{last} of {stories} stories");
    }
    eprintln!();
}

/// Makes the versions of a story, one to three of them; each changes a sentence of the one before.
fn story(nth: u64) -> Versions {
    let mut draw = Draw(nth.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d);
    let mut speakers: Vec<String> =
        (0..3).map(|_| format!("{} {}", draw.of(&FIRST_NAMES), draw.of(&SURNAMES))).collect();
    if nth % 10 == 3 {
        speakers[0] = OFTEN.to_owned();
    }
    if nth % 330 == 7 {
        speakers[0] = SELDOM.to_owned();
    }
    let mut sentences: Vec<String> = (0..SENTENCES)
        .map(|at| match at % 3 {
            0 => draw.sentence(&STATEMENTS, &speakers[(at / 3 % 3) as usize]),
            _ => draw.sentence(&FACTS, ""),
        })
        .collect();
    if nth % 2_000 == 11 {
        sentences[3] = SAID[(nth / 2_000 % 2) as usize].replace("{who}", &speakers[1]);
    }
    let published = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(12_000) + TimeDelta::hours(nth as i64 * 7);
    let outlet = draw.of(&OUTLETS);
    let headline = draw.sentence(&FACTS[..1], "");
    (0..=draw.below(3))
        .map(|version| {
            if version > 0 {
                let at = draw.below(SENTENCES / 3) * 3 + 1;
                sentences[at as usize] = draw.sentence(&FACTS, "");
            }
            let body = sentences.chunks(3).map(|paragraph| paragraph.join(" ")).collect::<Vec<_>>().join("\n\n");
            let metadata = Metadata {
                headline: Some(headline.clone()),
                outlet: Some(outlet.to_owned()),
                published_at: Some(published.fixed_offset()),
                captured_at: Some(published + TimeDelta::hours(version as i64 + 1)),
                ..Metadata::default()
            };
            let analysis = analyse(&body, &metadata, Method::Rules);
            (Draft { capture: body.clone().into_bytes(), body, metadata }, analysis)
        })
        .collect()
}

/// A linear congruential generator: the same story on every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// Draws a word, the first ones more often than the last.
    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let len = words.len() as u64;
        let at = self.below(len).min(self.below(len));
        words[at as usize]
    }

    fn sentence(&mut self, forms: &[&str], who: &str) -> String {
        let form = forms[self.below(forms.len() as u64) as usize];
        let rare: String = (0..3).map(|_| self.of(&SYLLABLES)).collect();
        form.replace("{rare}", &rare)
            .replace("{act}", self.of(&ACTS))
            .replace("{kind}", self.of(&KINDS))
            .replace("{thing}", self.of(&THINGS))
            .replace("{place}", self.of(&PLACES))
            .replace("{number}", &(self.below(900) + 12).to_string())
            .replace("{who}", who)
    }
}
