//! The file of settings: what goes before what, how it is changed, and how a slip in it is told.

use crate::environment::{Outcome, TestEnvironment, outcome};

/// Where the file lies in a test's folder.
const FILE: &str = ".config/onrecord/config.toml";

/// Makes a call without the variables that the environment of the tests sets.
fn bare(place: &TestEnvironment, line: &str) -> Outcome {
    let mut command = place.command(line);
    command.env_remove("ONRECORD_DB").env_remove("ONRECORD_AUTHOR").env("XDG_CONFIG_HOME", place.path(".config"));
    outcome(&mut command)
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_set_is_shown_with_its_source() {
    let place = TestEnvironment::new();
    place.file(FILE, "# The desk's own.\ncontact = \"desk@paper.example\"\ncolor = 'never'\nutc = true\n");
    place.run("config");
    place.run("config path");
    place.run("config --format json");
    place.run("info");
    place.check("settings");
}

#[cfg(target_os = "linux")]
#[test]
fn an_option_goes_before_the_environment_and_that_before_the_file() {
    let place = TestEnvironment::wide();
    place.file(FILE, "author = \"Mo Ferrand\"\ndatabase = \"kept.db\"\nmodel = \"rules\"\nutc = true\n");
    place.file("a.txt", "The port is open, Ruda Velmont said.\n");
    let said = bare(&place, "ingest a.txt");
    assert_eq!(said.code, 0, "{}", said.err);
    let history = place.path(".config/onrecord/kept.db");
    assert!(history.exists());
    let info = bare(&place, "info").out;
    assert!(info.contains("kept.db (chosen by settings)") && info.contains("extractors rules-"), "{info}");
    let decide = |line: &str| {
        let said = bare(&place, &format!("speakers rename Velmont \"R. Velmont\" {line}"));
        assert_eq!(said.code, 0, "{}", said.err);
        said.out
    };
    assert!(decide("").contains("Mo Ferrand"));
    assert!(decide("--author \"Ines Aldana\"").contains("Ines Aldana"));
    let mut command = place.command("speakers rename Velmont \"R. Velmont\"");
    let said = outcome(command.env("ONRECORD_DB", &history).env("ONRECORD_AUTHOR", "Bela Stroud"));
    assert!(said.out.contains("Bela Stroud"), "{}{}", said.out, said.err);
    // A flag of the file is taken back by the option.
    let log = |options: &str| {
        let mut command = place.command(&format!("log {options}"));
        outcome(command.env("ONRECORD_DB", &history).env("TZ", "Etc/GMT-3")).out
    };
    assert!(log("").contains(" UTC") && log("--utc=false").contains("+03:00"), "{}", log("--utc=false"));
}

#[cfg(unix)]
#[test]
fn who_decides_is_known_to_the_system() {
    let place = TestEnvironment::wide();
    place.file("a.txt", "The port is open, Ruda Velmont said.\n");
    place.quietly("ingest a.txt --model rules");
    let user = std::process::Command::new("id").arg("-un").output().expect("id runs");
    let user = String::from_utf8(user.stdout).expect("a name");
    let mut command = place.command("speakers rename Velmont \"R. Velmont\"");
    let said = outcome(command.env_remove("ONRECORD_AUTHOR"));
    assert!(said.out.contains(user.trim()), "{}{}", said.out, said.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_line_is_changed_and_the_others_stay() {
    let place = TestEnvironment::wide();
    let set = |line: &str| {
        let said = place.run(&format!("config {line}"));
        assert_eq!((said.code, said.out.as_str()), (0, ""), "{line}: {}", said.err);
        std::fs::read_to_string(place.path(FILE)).expect("the file is there")
    };
    assert_eq!(set("set color never"), "color = \"never\"\n");
    place.file(FILE, "# Ours.\ncolor = 'never'  # for the log\nutc = false\n");
    assert_eq!(set("set color always"), "# Ours.\ncolor = \"always\"  # for the log\nutc = false\n");
    assert_eq!(set("set utc true"), "# Ours.\ncolor = \"always\"  # for the log\nutc = true\n");
    assert_eq!(set("unset utc"), "# Ours.\ncolor = \"always\"  # for the log\n");
    let said = set("set database news.db");
    assert!(said.ends_with("news.db\"\n") && !said.contains("\"news.db"), "{said}");
    // Nothing is written where the value is wrong.
    for line in ["set color purple", "set colour never", "set utc yes", "set listen here", "unset pager"] {
        assert_eq!(place.run(&format!("config {line}")).code, 2, "{line}");
    }
    assert_eq!(std::fs::read_to_string(place.path(FILE)).unwrap(), said);
}

#[test]
fn a_slip_is_told_with_its_line() {
    let place = TestEnvironment::new();
    for text in [
        "color = \"auto\"\n\ncontcat = \"desk@paper.example\"\n",
        "color = \"purple\"\n",
        "utc = \"yes\"\n",
        "contact = desk@paper.example\n",
        "[watch]\nevery = \"5m\"\n",
    ] {
        place.file("mine.toml", text);
        place.run("stories --config mine.toml");
    }
    place.run("config set contact desk@paper.example --config mine.toml");
    place.run("config unset watch --config mine.toml");
    place.run("config --config mine.toml --format markdown");
    place.run("stories --config none.toml");
    place.check("slips");
}

#[cfg(unix)]
#[test]
fn a_new_file_is_its_owners_and_an_old_one_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let place = TestEnvironment::new();
    let mode = || std::fs::metadata(place.path("mine.toml")).unwrap().permissions().mode() & 0o777;
    place.quietly("config set utc true --config mine.toml");
    assert_eq!(mode(), 0o600);
    std::fs::set_permissions(place.path("mine.toml"), std::fs::Permissions::from_mode(0o640)).unwrap();
    place.quietly("config set utc false --config mine.toml");
    assert_eq!(mode(), 0o640);
}
