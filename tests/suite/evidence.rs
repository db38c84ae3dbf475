//! `onrecord backup`, `restore`, `merge`, `seal`: a history survives its machine, its keeper and a forger.

use std::fs;
use std::process::Command;

use rusqlite::Connection;
use serde_json::Value;

use crate::environment::{Outcome, TestEnvironment};

/// A history with two versions of a story and a decision.
fn history() -> TestEnvironment {
    let environment = TestEnvironment::wide();
    ingest(&environment, "history.db", "lock", 1, "The canal lock will open in May, Petra Hald said.");
    ingest(&environment, "history.db", "lock", 2, "The canal lock may open in June, Petra Hald said.");
    environment.quietly("stories rename lock canal-lock");
    environment
}

fn ingest(environment: &TestEnvironment, db: &str, story: &str, day: u32, text: &str) {
    let name = format!("{story}-{day}.txt");
    environment.file(&name, format!("---\ncaptured: 2031-03-0{day}T09:00Z\n---\n{text}\n"));
    environment.quietly(&["ingest", "--model", "rules", "--story", story, "--db", db, &name]);
}

/// What is told of a history, whatever its file: stories, versions, differences, decisions.
fn told(environment: &TestEnvironment, db: &str) -> Vec<Value> {
    ["stories", "log lock", "diff lock@v1 lock@v2", "decisions"]
        .iter()
        .map(|line| environment.json(&format!("{line} --db {db}")))
        .collect()
}

#[test]
fn a_backup_is_the_history_and_becomes_it_again() {
    let environment = history();
    let before = told(&environment, "history.db");
    let head = environment.json("verify")["head"].clone();
    let copied = environment.json("backup copies/one.db");
    assert_eq!((&copied["sound"], &copied["head"], &copied["versions"]), (&Value::Bool(true), &head, &2.into()));
    assert_eq!(told(&environment, "copies/one.db"), before);
    assert!(!environment.path("copies/one.db-wal").exists(), "it is one file");

    let Outcome { err, code, .. } = environment.run("backup copies/one.db");
    assert!(code == 2 && err.contains("one.db is there already"), "{err}");
    let Outcome { err, code, .. } = environment.run("restore copies/one.db");
    assert!(code == 2 && err.contains("there is a history at") && err.contains("onrecord merge"), "{err}");

    fs::remove_file(environment.path("history.db")).expect("the history can be lost");
    assert_eq!(environment.json("restore copies/one.db")["head"], head);
    assert_eq!(told(&environment, "history.db"), before);
    ingest(&environment, "history.db", "lock", 3, "The canal lock is open, Petra Hald said.");
    environment.quietly("verify");
}

#[test]
fn a_backup_is_one_moment_while_others_write() {
    let environment = history();
    let writer = Connection::open(environment.path("history.db")).expect("a database");
    writer
        .execute_batch("BEGIN IMMEDIATE; INSERT INTO watch (url, patterns, added_at) VALUES ('u', '[]', 't')")
        .unwrap();
    assert_eq!(environment.json("backup copy.db")["sound"], true);
    writer.execute_batch("COMMIT").expect("a commit");
    let copy = Connection::open(environment.path("copy.db")).expect("a database");
    assert_eq!(copy.query_row("SELECT count(*) FROM watch", [], |row| row.get::<_, i64>(0)).expect("a count"), 0);
}

#[cfg(unix)]
#[test]
fn a_backup_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let environment = history();
    environment.quietly("backup copies/one.db");
    let mode = |name: &str| fs::metadata(environment.path(name)).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode("copies/one.db"), mode("copies")), (0o600, 0o700));
}

#[test]
fn what_is_not_sound_is_not_restored() {
    let environment = history();
    environment.quietly("backup copy.db");
    let copy = Connection::open(environment.path("copy.db")).expect("a database");
    copy.execute_batch("DROP TRIGGER body_fixed; UPDATE body SET text = replace(text, 'May', 'Mai')")
        .expect("a change");
    drop(copy);
    let Outcome { err, code, .. } = environment.run("restore copy.db --db other.db");
    assert!(code == 2 && err.contains("copy.db: the history is not sound") && err.contains("lock@v1"), "{err}");
    assert!(!environment.path("other.db").exists());
    let Outcome { err, code, .. } = environment.run("restore lock-1.txt --db other.db");
    assert!(code == 2 && err.contains("lock-1.txt"), "{err}");
}

#[test]
fn two_histories_become_one() {
    let environment = history();
    // A colleague has the second version too, a third one, and another story.
    ingest(&environment, "ben.db", "lock", 2, "The canal lock may open in June, Petra Hald said.");
    ingest(&environment, "ben.db", "lock", 3, "The canal lock is open, Petra Hald said.");
    ingest(&environment, "ben.db", "mill", 1, "The mill burned for two days.");
    environment.quietly("--db ben.db stories rename mill mill-fire");
    let Outcome { out, err, code } = environment.run("merge --model rules ben.db --format json");
    let merged: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &merged["stored"], &merged["held"]), (0, &2.into(), &1.into()), "{out}{err}");
    assert!(err.contains("1 of its 1 decisions are new here"), "{err}");
    let versions = environment.json("log lock")["versions"].as_array().map(Vec::len);
    assert_eq!((versions, environment.json("decisions")["decisions"].as_array().map(Vec::len)), (Some(3), Some(2)));
    assert!(environment.quietly("show mill@v1").contains("The mill burned for two days."));
    environment.quietly("verify");

    let before = told(&environment, "history.db");
    let again = environment.json("merge --model rules ben.db");
    assert_eq!((&again["stored"], &again["held"]), (&0.into(), &3.into()), "it can be made again");
    assert_eq!(told(&environment, "history.db"), before);

    let Outcome { err, code, .. } = environment.run("merge history.db");
    assert!(code == 2 && err.contains("history.db is this history itself"), "{err}");
}

#[test]
fn what_is_kept_beside_versions_is_merged_with_them() {
    let environment = history();
    const TEXT: &str = "The canal lock may open in June, Petra Hald said.";
    // A colleague saw the second version a day later, once more without a time, and made a picture of it.
    ingest(&environment, "ben.db", "lock", 3, TEXT);
    ingest(&environment, "ben.db", "lock", 4, TEXT);
    environment.file("lock.txt", format!("{TEXT}\n"));
    environment.quietly("ingest --model rules --story lock --db ben.db lock.txt");
    environment.file("picture.png", "not really a picture");
    environment.quietly("exhibits lock@v1 --add picture.png --db ben.db");
    let Outcome { err, code, .. } = environment.run("merge --model rules ben.db");
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("2 of its 2 captures that showed a text again are new here"), "{err}");
    assert!(err.contains("1 of its 1 exhibits are new here"), "{err}");
    let listed = environment.quietly("exhibits lock@v2");
    assert!(listed.contains("picture.png") && listed.contains("added by hand"), "{listed}");
    let checked = environment.json("verify");
    assert_eq!((&checked["recaptures"], &checked["exhibits"], &checked["sound"]), (&2.into(), &1.into(), &true.into()));

    let Outcome { err, .. } = environment.run("merge --model rules ben.db");
    assert!(!err.contains("new here"), "{err}");
    environment.quietly("backup copy.db");
    let Outcome { err, .. } = environment.run("merge --model rules copy.db");
    assert!(!err.contains("new here"), "a copy has nothing new: {err}");
    let Outcome { err, .. } = environment.run("merge --model rules history.db --db ben.db");
    assert!(!err.contains("captures that showed") && !err.contains("exhibits"), "nor has what came from there: {err}");

    let ben = Connection::open(environment.path("ben.db")).expect("a database");
    ben.execute_batch("DROP TRIGGER capture_fixed; UPDATE capture SET bytes = CAST('not really a figure!' AS BLOB) WHERE bytes LIKE '%picture'")
        .expect("a change");
    drop(ben);
    let Outcome { err, code, .. } = environment.run("merge --model rules ben.db --db new.db");
    assert!(code == 0 && err.contains("1 of its 1 exhibits were changed since they were stored"), "{err}");
}

#[test]
fn stories_that_only_share_a_name_are_told_and_left_apart() {
    let environment = TestEnvironment::wide();
    for (db, host) in [("history.db", "quay.example"), ("ben.db", "echo.example")] {
        environment.file("a.txt", format!("---\nurl: https://{host}/ferry\n---\nThe ferry of {host} is late.\n"));
        environment.quietly(&["ingest", "--model", "rules", "--story", "ferry", "--db", db, "a.txt"]);
    }
    let Outcome { out, err, code } = environment.run("merge --model rules ben.db");
    assert!(code == 2 && err.contains("ferry: another story has this name here"), "{out}{err}");
    assert_eq!(environment.json("log ferry")["versions"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_seal_tells_whether_the_history_goes_on_from_it() {
    let environment = history();
    environment.quietly("seal -o seal.txt --time-stamp-request");
    assert!(environment.quietly("seal").starts_with("onrecord seal, version 1\nsealed_at "));
    let Outcome { err, code, .. } = environment.run("seal -o seal.txt");
    assert!(code == 2 && err.contains("cannot make seal.txt"), "{err}");
    ingest(&environment, "history.db", "lock", 3, "The canal lock is open, Petra Hald said.");
    let holds = environment.json("verify --seal seal.txt");
    assert_eq!(holds["seals"][0]["holds"], true);
    assert_eq!((&holds["seals"][0]["versions_since"], &holds["seals"][0]["time_stamp"]), (&1.into(), &Value::Null));

    // A forger makes a whole history anew, sound in itself, with another word in it.
    ingest(&environment, "forged.db", "lock", 1, "The canal lock will open in May, Petra Hald said.");
    ingest(&environment, "forged.db", "lock", 2, "The canal lock will open in June, Petra Hald said.");
    environment.quietly("verify --db forged.db");
    let Outcome { out, code, .. } = environment.run("verify --db forged.db --seal seal.txt");
    assert!(code == 2 && out.contains("the first 2 versions are not those that were sealed"), "{out}");
    assert!(out.contains("the history has not the 1 decisions that were sealed"), "{out}");

    environment.file("seal.txt.tsr", b"another's stamp");
    let Outcome { out, err, code } = environment.run("verify --seal seal.txt");
    assert!(code == 2 && out.contains("! seal.txt.tsr: the time stamp is not good: it is no answer"), "{out}");
    assert!(err.starts_with("error: the seal is not proved; something is wrong in: seal.txt.tsr"), "{err}");
    fs::remove_file(environment.path("seal.txt.tsr")).expect("the stamp can be taken away");
    let Outcome { err, code, .. } = environment.run("verify --seal lock-1.txt");
    assert!(code == 2 && err.contains("lock-1.txt is no seal"), "{err}");
}

/// OpenSSL reads the request, where it is there.
#[test]
fn the_request_for_a_time_stamp_is_one_to_others() {
    let environment = history();
    environment.quietly("seal -o seal.txt --time-stamp-request");
    let mut openssl = Command::new("openssl");
    openssl.args(["ts", "-query", "-text", "-in"]).arg(environment.path("seal.txt.tsq"));
    let Ok(read) = openssl.output() else { return };
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    assert!(read.status.success() && text.contains("Hash Algorithm: sha256"), "{text}");
    assert!(text.contains("Certificate required: yes"), "{text}");
}

/// OpenSSL stamps a seal as a service would, where it is there.
#[test]
fn a_time_stamp_gives_its_time_to_its_seal_alone() {
    let environment = history();
    let openssl = |line: &str| {
        let mut openssl = Command::new("openssl");
        openssl.args(line.split(' ')).current_dir(environment.folder());
        openssl.output().is_ok_and(|output| output.status.success())
    };
    if !openssl("version") {
        return;
    }
    environment.file(
        "tsa.cnf",
        "[tsa]\ndefault_tsa = one\n[one]\nserial = serial\nsigner_cert = tsa.pem\nsigner_key = tsa.key\n\
         default_policy = 1.2.3\ndigests = sha256\nsigner_digest = sha256\n\
         [req]\ndistinguished_name = name\n[name]\n[v3]\nextendedKeyUsage = critical,timeStamping\n",
    );
    environment.file("serial", "01");
    let key =
        "req -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.pem -subj /CN=tsa -config tsa.cnf -extensions v3";
    assert!(openssl(key), "a service can be set up");
    for seal in ["one.txt", "two.txt"] {
        environment.quietly(&format!("seal -o {seal} --time-stamp-request"));
        assert!(openssl(&format!("ts -reply -config tsa.cnf -queryfile {seal}.tsq -out {seal}.tsr")), "a stamp");
        let found = environment.json(&format!("verify --seal {seal}"))["seals"][0].clone();
        assert_eq!(found["time_stamp"], true);
        let apart = |field: &str| {
            let time = found[field].as_str().and_then(|time| chrono::DateTime::parse_from_rfc3339(time).ok());
            time.expect("a time").timestamp()
        };
        assert!((apart("stamped_at") - apart("sealed_at")).abs() < 60, "{found}");
    }
    assert!(environment.quietly("verify --seal one.txt").contains("; stamped with 20"));
    ingest(&environment, "history.db", "lock", 3, "The canal lock is open, Petra Hald said.");
    environment.quietly("seal -o three.txt");
    fs::copy(environment.path("one.txt.tsr"), environment.path("three.txt.tsr")).expect("a copy");
    let Outcome { out, code, .. } = environment.run("verify --seal three.txt");
    assert!(code == 2 && out.contains("! three.txt.tsr: the time stamp is not good: it is of another file"), "{out}");
}

/// Writes a password where nobody else can read it.
fn password(environment: &TestEnvironment, name: &str, text: &str) {
    environment.file(name, text);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(environment.path(name), fs::Permissions::from_mode(0o600)).expect("a private file");
    }
}

#[test]
fn a_seal_is_signed_and_what_is_not_signed_so_is_told() {
    let environment = history();
    password(&environment, "word", "lantern\n");
    password(&environment, "wrong", "candle");
    environment.quietly("seal --new-key desk.key --password-file word");
    environment.quietly("seal --new-key other.key --password-file word");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(environment.path("desk.key")).expect("the key").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let fails = |call: &str, why: &str| {
        let Outcome { err, code, .. } = environment.run(call);
        assert!(code == 2 && err.contains(why), "{call}: {err}");
    };
    fails("seal --new-key desk.key --password-file word", "cannot make desk.key: it is there already");
    fails("seal -o seal.txt --key desk.key --password-file wrong", "the password is not that of the key");
    fails("seal -o seal.txt --key desk.key", "the key has a password, and nobody is here to ask");
    fails("seal -o seal.txt --key desk.key.pub", "it is no secret key of minisign");
    fails("seal -o seal.txt --key none.key", "cannot read none.key");
    fails("seal -o seal.txt --password-file word", "the following required arguments were not provided");
    assert!(!environment.path("seal.txt").exists(), "what cannot be signed is not sealed");

    environment.quietly("seal -o seal.txt --key desk.key --password-file word");
    let key = environment.quietly("verify --seal seal.txt --public-key desk.key.pub");
    assert!(key.contains("; signed with the key given, which says: timestamp:"), "{key}");
    let seal = environment.json("verify --seal seal.txt --public-key desk.key.pub")["seals"][0].clone();
    assert_eq!(seal["signature"], "good");
    assert!(seal["signature_comment"].as_str().expect("a comment").ends_with("\tfile:seal.txt\thashed"), "{seal}");
    assert_eq!(environment.json("verify --seal seal.txt")["seals"][0]["signature"], "unchecked");
    assert!(environment.quietly("verify --seal seal.txt").contains("; its signature was not checked"));
    let public = fs::read_to_string(environment.path("desk.key.pub")).expect("the public key");
    let public = public.lines().nth(1).expect("a key");
    environment.quietly(&format!("verify --seal seal.txt --public-key {public}"));
    fails(&format!("verify --seal seal.txt --public-key {public}x"), "it is no public key of minisign");

    let Outcome { out, err, code } = environment.run("verify --seal seal.txt --public-key other.key.pub");
    assert!(
        code == 2 && out.contains("! seal.txt.minisig: the signature is not good: it was made with another"),
        "{out}"
    );
    assert!(err.starts_with("error: the seal is not proved; something is wrong in: seal.txt.minisig"), "{err}");
    environment.quietly("seal -o bare.txt");
    let Outcome { out, code, .. } = environment.run("verify --seal bare.txt --public-key desk.key.pub");
    assert!(code == 2 && out.contains("! bare.txt.minisig: the signature that was to be checked is missing"), "{out}");
    // Somebody moves the seal's time.
    let text = fs::read_to_string(environment.path("seal.txt")).expect("the seal");
    environment.file("seal.txt", text.replace("sealed_at 2", "sealed_at 1"));
    let Outcome { out, code, .. } = environment.run("verify --seal seal.txt --public-key desk.key.pub");
    assert!(code == 2 && out.contains("it is not of this file: one of the two was changed"), "{out}");
}

#[cfg(unix)]
#[test]
fn a_password_that_others_can_read_is_not_taken() {
    use std::os::unix::fs::PermissionsExt;
    let environment = history();
    environment.file("word", "lantern\n");
    fs::set_permissions(environment.path("word"), fs::Permissions::from_mode(0o644)).expect("a file for all");
    let Outcome { err, code, .. } = environment.run("seal --new-key desk.key --password-file word");
    assert!(code == 2 && err.contains("cannot take the password from word: others may read it"), "{err}");
    password(&environment, "word", "\n");
    let Outcome { err, code, .. } = environment.run("seal --new-key desk.key --password-file word");
    assert!(code == 2 && err.contains("a key without a password signs for whoever finds it"), "{err}");
    assert!(!environment.path("desk.key").exists() && !environment.path("desk.key.pub").exists());
}

/// minisign checks what is signed here, and signs what is checked here, where it is there.
#[test]
fn minisign_and_the_program_check_each_other() {
    let environment = history();
    let minisign = |line: &str| {
        let mut minisign = Command::new("minisign");
        minisign.args(line.split(' ')).current_dir(environment.folder()).stdin(std::process::Stdio::null());
        minisign.output().map(|output| output.status.success())
    };
    if minisign("-v").is_err() {
        return;
    }
    let good = |line: &str| minisign(line).expect("minisign runs");
    assert!(good("-G -W -p theirs.pub -s theirs.key"), "minisign makes a key");
    environment.quietly("seal -o one.txt --key theirs.key");
    assert!(good("-Vm one.txt -p theirs.pub"), "minisign checks what is signed here");
    for (seal, options) in [("two.txt", "-S"), ("three.txt", "-S -l")] {
        environment.quietly(&format!("seal -o {seal}"));
        assert!(good(&format!("{options} -s theirs.key -m {seal}")), "minisign signs");
        environment.quietly(&format!("verify --seal {seal} --public-key theirs.pub"));
    }
    password(&environment, "word", "lantern");
    environment.quietly("seal --new-key ours.key --password-file word");
    environment.quietly("seal -o four.txt --key ours.key --password-file word");
    assert!(good("-Vm four.txt -p ours.key.pub") && !good("-Vm four.txt -p theirs.pub"), "minisign reads the new key");
}

#[test]
fn no_character_of_an_address_or_a_name_acts_on_the_terminal() {
    let environment = TestEnvironment::wide();
    let Outcome { err, .. } = environment.run(&["ingest", "gone\u{202e}txt\u{200b}\u{9b}31m.txt"]);
    assert!(err.contains("gone‹U+202E›txt‹U+200B›‹U+009B›31m.txt"), "{err}");
    environment.file("a.txt", "The \u{9b}31m ferry\u{7f} is \u{202e}late, Petra Hald said.\n");
    environment.quietly("ingest --model rules --story ferry\u{3164}two a.txt");
    let json = environment.quietly("claims ferry-two@v1 --format json");
    assert!(!json.contains(['\u{9b}', '\u{7f}', '\u{202e}']) && json.contains("\\u202e"), "{json}");
}

#[test]
fn a_story_that_holds_another_is_bundled_exported_and_checked_whole() {
    let environment = history();
    ingest(&environment, "history.db", "mill", 1, "The mill burned for two days.");
    ingest(&environment, "history.db", "mill", 2, "The mill burned for three days.");
    ingest(&environment, "history.db", "pier", 1, "The pier is shut.");
    environment.quietly("stories merge mill lock");
    environment.quietly("stories move lock@v1 pier");
    environment.quietly("bundle lock -o evidence.zip");
    let checked = environment.json("verify evidence.zip");
    assert_eq!((&checked["sound"], &checked["versions"]), (&Value::Bool(true), &3.into()), "{checked}");
    let said = environment.quietly("export claims lock");
    assert!(said.lines().count() == 3 && said.contains("three days"), "{said}");
    let edits = environment.quietly("export edits lock");
    assert!(edits.contains("three days") && !edits.contains("in May"), "{edits}");
    environment.quietly("verify");
    environment.quietly("backup copy.db");
    assert_eq!(told(&environment, "copy.db"), told(&environment, "history.db"));
}
