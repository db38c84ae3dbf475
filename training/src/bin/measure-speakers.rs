//! `measure-speakers`: how often the sources of annotated articles are given the right speaker.
//!
//! `measure-speakers FOLDER GOLD [all]` resolves the annotated sources of a PolNeAR folder, so that nothing depends on
//! which attributions a model finds, and compares them with a list of who they are (`training/speakers-dev.tsv` says
//! how it is written). `all` prints every source that is not right. It marks nothing itself.
//!
//! A source is *right* where its speaker is known by the name that the list gives, or, for somebody unnamed, where it
//! shares its speaker with his first mention and nobody else's; *wrong* where its speaker is somebody else; *unknown*
//! otherwise: it has no speaker, or stays by itself.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::PathBuf;

use onrecord::claim::{ClaimKind, Rule, Span, Speaker, SpeakerId};
use onrecord::extract::attribution::Attribution;
use onrecord::extract::speaker;
use onrecord::text;
use onrecord_training::corpus;

/// What a source's speaker turned out to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Right,
    Wrong,
    Unknown,
}

/// One line of the list.
struct Mark<'a> {
    spans: Vec<Span>,
    kinds: Vec<&'a str>,
    form: &'a str,
    who: &'a str,
}

/// Counts of one form of mention.
#[derive(Default)]
struct Count {
    right: usize,
    wrong: usize,
    unknown: usize,
    kinds: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (folder, list, all) = match &arguments[..] {
        [folder, list] => (folder, list, false),
        [folder, list, all] if all.as_os_str() == "all" => (folder, list, true),
        _ => return Err("usage: measure-speakers FOLDER GOLD [all]".into()),
    };
    let list = std::fs::read_to_string(list)?;
    let mut lines = corpus::marks(&list)?;
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for article in corpus::read(folder)? {
        let Some(lines) = lines.remove(article.name.as_str()) else { continue };
        let marks: Vec<Mark> = lines.iter().filter_map(|line| mark(&article.body, line)).collect();
        let document = text::parse(&article.body);
        let attributions: Vec<Attribution> = article
            .attributions
            .iter()
            .map(|marked| Attribution {
                kind: ClaimKind::Statement,
                content: marked.content.clone(),
                cue: marked.cue.clone(),
                source: marked.source.clone(),
                continues: None,
                confidence: 1.0,
                rule: Rule::Tagged,
            })
            .collect();
        let (speakers, links) = speaker::resolve(&document, &attributions);
        let linked: HashMap<&[Span], Option<SpeakerId>> =
            attributions.iter().zip(&links).map(|(one, link)| (one.source.as_slice(), *link)).collect();
        let link =
            |mark: &Mark| linked.get(mark.spans.as_slice()).copied().flatten().map(|id| &speakers[id.0 as usize]);
        for mark in marks.iter().filter(|mark| mark.who != "-") {
            let found = link(mark);
            let verdict = verdict(mark, found, &marks, &link);
            let kind = found.is_some_and(|speaker| mark.kinds.contains(&speaker.kind.name()));
            for form in [mark.form, "total"] {
                let count = counts.entry(form).or_default();
                count.kinds += usize::from(kind);
                *match verdict {
                    Verdict::Right => &mut count.right,
                    Verdict::Wrong => &mut count.wrong,
                    Verdict::Unknown => &mut count.unknown,
                } += 1;
            }
            if all && (verdict != Verdict::Right || !kind) {
                let word = match verdict {
                    Verdict::Right => "right",
                    Verdict::Wrong => "WRONG",
                    Verdict::Unknown => "unknown",
                };
                let source: Vec<&str> = mark.spans.iter().map(|span| span.of(&article.body)).collect();
                let found = found.map_or("nobody".to_owned(), |one| format!("{} ({})", one.name, one.kind.name()));
                println!(
                    "{word} {} {}: {} = {} ({}), found {found}",
                    &article.name[..article.name.len().min(24)],
                    mark.spans[0].start,
                    source.join(" "),
                    mark.who,
                    mark.kinds.join("/")
                );
            }
        }
    }
    println!("{:<12} {:>5} {:>6} {:>6} {:>8} {:>11}", "mention", "all", "right", "wrong", "unknown", "kind right");
    for (form, count) in counts {
        let all = count.right + count.wrong + count.unknown;
        println!("{form:<12} {all:>5} {:>6} {:>6} {:>8} {:>11}", count.right, count.wrong, count.unknown, count.kinds);
    }
    Ok(())
}

/// Reads a line, its article left out; `None` where it is malformed.
fn mark<'a>(body: &str, line: &'a str) -> Option<Mark<'a>> {
    let [spans, kinds, form, who] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
    let at = |offset: &str| {
        let offset = offset.parse::<usize>().ok()?;
        Some(body.char_indices().nth(offset).map_or(body.len(), |(at, _)| at))
    };
    let spans: Option<Vec<Span>> = spans
        .split(';')
        .map(|span| {
            let (start, end) = span.split_once('-')?;
            Some(Span::new(at(start)?, at(end)?))
        })
        .collect();
    Some(Mark { spans: spans?, kinds: kinds.split('/').collect(), form, who })
}

fn verdict<'s>(
    mark: &Mark,
    found: Option<&'s Speaker>,
    marks: &[Mark],
    link: &impl Fn(&Mark) -> Option<&'s Speaker>,
) -> Verdict {
    let Some(found) = found else { return Verdict::Unknown };
    let best = marks.iter().map(|mark| likeness(mark.who, &found.name)).max().filter(|&best| best > 0);
    let named: Vec<&str> =
        marks.iter().map(|mark| mark.who).filter(|who| Some(likeness(who, &found.name)) == best).collect();
    if let Some(first) = named.first().filter(|first| named.iter().all(|who| who == *first)) {
        return if *first == mark.who { Verdict::Right } else { Verdict::Wrong };
    }
    // A name that two share, and that is his too, says nothing.
    if named.contains(&mark.who) {
        return Verdict::Unknown;
    }
    // Otherwise it is whoever it stands for first.
    let first = marks.iter().find(|mark| {
        mark.form != "pronoun"
            && mark.spans.iter().any(|span| found.mentions.first().is_some_and(|at| span.overlaps(*at)))
    });
    match first {
        Some(first) if first.who != mark.who => Verdict::Wrong,
        None => Verdict::Wrong,
        Some(_) => {
            let own = marks.iter().find(|other| other.who == mark.who && link(other).is_some()).and_then(link);
            let main = own.is_some_and(|own| own.id == found.id);
            if main && mark.who.starts_with('~') { Verdict::Right } else { Verdict::Unknown }
        }
    }
}

/// Returns how well a speaker's name fits the names of the list's entry: 3 the same words, 2 all words of the shorter
/// stand in the longer, the last in its place, 1 the same of a single word and the first, 0 not. A description
/// ("spokeswoman for Ana Holt") and joined names are no longer names of theirs.
fn likeness(who: &str, name: &str) -> u8 {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-')
            .map(|word| word.replace('.', "").to_lowercase())
            .filter(|word| !word.is_empty() && word != "the" && word != "s" && word != "jr")
            .collect()
    };
    if who.starts_with(['~', '-']) {
        return 0;
    }
    let described = name.starts_with(char::is_lowercase) || name.contains(" and ");
    let name = words(name);
    let fit = |who: Vec<String>| {
        let (short, long) = if who.len() <= name.len() { (&who, &name) } else { (&name, &who) };
        match () {
            () if who == name => 3,
            () if described || short.is_empty() || !short.iter().all(|word| long.contains(word)) => 0,
            () if short.last() == long.last() => 2,
            () => u8::from(name.len() == 1 && short.first() == long.first()),
        }
    };
    who.split('/').map(words).map(fit).max().unwrap_or(0)
}
