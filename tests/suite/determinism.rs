//! The same stories give the same bytes: recorded again, and on any number of threads. `.ci/determinism` tries other
//! processors too.

use crate::environment::TestEnvironment;

const EXPORTS: [&str; 8] =
    ["claims", "edits", "audits", "claims --as csv", "schema-org", "annotations", "timemap harbour-fire", "git"];

/// Records two stories in a folder of their own, and returns all exports.
fn exports(model: &str, jobs: u32) -> Vec<String> {
    let environment = TestEnvironment::with_fixture("harbour_fire", [1, 2]);
    for number in [1, 2] {
        let text = std::fs::read(format!("tests/fixtures/walk_back/{number}.txt")).expect("a fixture");
        environment.file(&format!("walk_back/{number}.txt"), text);
    }
    environment.quietly(&format!("ingest --model {model} --jobs {jobs} harbour_fire walk_back"));
    EXPORTS.iter().map(|export| environment.quietly(&format!("export {export}"))).collect()
}

#[test]
fn the_same_stories_give_the_same_exports() {
    for model in ["fast", "accurate"] {
        let first = exports(model, 1);
        assert!(first.iter().all(|export| !export.is_empty()));
        for jobs in [1, 3] {
            for (nth, (export, expected)) in exports(model, jobs).iter().zip(&first).enumerate() {
                assert!(export == expected, "{model} on {jobs} threads: {} differ", EXPORTS[nth]);
            }
        }
    }
}
