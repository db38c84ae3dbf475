//! A file system that locks no files is named, and not taken for one on which another program writes.

#![cfg(all(target_os = "linux", target_env = "gnu"))]

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::environment::{Outcome, TestEnvironment, outcome};

/// Stands before the system's own function, and refuses every lock with the error that the environment names.
const REFUSER: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>

static int call(const char *name, int file, int command, void *argument) {
    if (command == F_SETLK || command == F_SETLKW || command == F_GETLK) {
        errno = atoi(getenv("LOCKS_FAIL_WITH"));
        return -1;
    }
    return ((int (*)(int, int, ...))dlsym(RTLD_NEXT, name))(file, command, argument);
}

#define STAND_BEFORE(name) \
    int name(int file, int command, ...) { \
        va_list arguments; \
        va_start(arguments, command); \
        void *argument = va_arg(arguments, void *); \
        va_end(arguments); \
        return call(#name, file, command, argument); \
    }

#undef fcntl
#undef fcntl64
STAND_BEFORE(fcntl)
STAND_BEFORE(fcntl64)
"#;

/// Builds it; `None` where there is no compiler.
fn refuser(environment: &TestEnvironment) -> Option<PathBuf> {
    let library = environment.path("refuser.so");
    let source = environment.saved("refuser.c", REFUSER);
    let built =
        Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(source).arg("-ldl").status().ok()?;
    assert!(built.success(), "it can be built");
    Some(library)
}

#[test]
fn a_file_system_without_locks_is_named() {
    let environment = TestEnvironment::wide();
    let Some(library) = refuser(&environment) else {
        eprintln!("left out: there is no C compiler here");
        return;
    };
    environment.file("a.txt", "The ferry is late, Petra Hald said.\n");
    environment.quietly("ingest --model rules --story ferry a.txt");
    const ENOLCK: i32 = 37;
    const EOPNOTSUPP: i32 = 95;
    for error in [ENOLCK, EOPNOTSUPP] {
        for call in ["ingest --model rules --story mill a.txt", "stories", "ingest --model rules a.txt --db new.db"] {
            let started = Instant::now();
            let mut command = environment.command(call);
            command.env("LD_PRELOAD", &library).env("LOCKS_FAIL_WITH", error.to_string());
            let Outcome { err, code, .. } = outcome(&mut command);
            assert!(
                code == 2 && err.contains("lies on a file system that does not lock files"),
                "{error} {call}: {err}"
            );
            assert!(err.contains("keep it on a disk of this machine") && !err.contains("another program"), "{err}");
            assert!(started.elapsed() < Duration::from_secs(15), "nobody waits for a lock that never comes");
        }
    }
    let left = std::fs::read_dir(environment.folder()).expect("the folder").flatten();
    assert!(left.into_iter().all(|file| !file.file_name().to_string_lossy().starts_with(".onrecord-")));
    environment.quietly("verify");
}
