//! The key that signs a seal: its file, its password, and a new one.
//!
//! A password comes from the terminal or from a file that nobody else may read, never from the command line, which
//! other users of the machine can see.

use std::fs;
use std::path::Path;

use super::context::Context;
use super::failure::Failure;
use super::new_file::{make, make_private, refuse_taken};
use crate::seal::{KeyError, SecretKey, beside};

const NO_KEY: &str = "name the secret key that onrecord seal --new-key KEYFILE or minisign -G has made";

/// Reads the secret key in a file, and its password where it is locked.
pub(super) fn read(context: &Context, path: &Path, password_file: Option<&Path>) -> Result<SecretKey, Failure> {
    let fail = |error: KeyError| {
        let failure = Failure::new(format!("cannot sign with {}: {error}", path.display()));
        match error {
            KeyError::Password => failure.hint("run the command again with the password of this key"),
            _ => failure.hint(NO_KEY),
        }
    };
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())).hint(NO_KEY))?;
    match SecretKey::read(&text, None) {
        Err(KeyError::Locked) => {
            let password = password(context, &format!("Password of {}: ", path.display()), password_file)?;
            SecretKey::read(&text, Some(&password)).map_err(fail)
        }
        key => key.map_err(fail),
    }
}

/// Makes a secret key in a file that only its owner may read, and its public half beside it.
pub(super) fn make_key(context: &Context, path: &Path, password_file: Option<&Path>) -> Result<(), Failure> {
    let public = beside(path, "pub");
    refuse_taken(path)?;
    refuse_taken(&public)?;
    let question = format!("Password for {}: ", path.display());
    let password = password(context, &question, password_file)?;
    if password.is_empty() {
        return Err(Failure::new("a key without a password signs for whoever finds it").hint("give it a password"));
    }
    if password_file.is_none() && password != self::password(context, "The same again: ", None)? {
        return Err(Failure::new("the passwords differ").hint("run the command again"));
    }
    let files = SecretKey::make(&password).map_err(|error| Failure::new(error.to_string()))?;
    make_private(path, files.secret.as_bytes())?;
    make(&public, files.public.as_bytes())?;
    context.note(&format!(
        "wrote {} (keep it, and its password, to yourself) and {} (let everybody have it)",
        path.display(),
        public.display()
    ));
    Ok(())
}

/// Reads a password: the first line of the file, else what the user types.
fn password(context: &Context, question: &str, file: Option<&Path>) -> Result<String, Failure> {
    let Some(path) = file else {
        let Some(answer) = context.ask_secret(question) else {
            return Err(Failure::new("the key has a password, and nobody is here to ask")
                .hint("name a file whose first line it is: --password-file FILE"));
        };
        return answer.map_err(|error| Failure::new(format!("cannot read the password: {error}")));
    };
    let fail = |why: String| {
        Failure::new(format!("cannot take the password from {}: {why}", path.display()))
            .hint("keep it in a file that only you may read: chmod 600 FILE")
    };
    if is_open_to_others(path) {
        return Err(fail("others may read it".into()));
    }
    let text = fs::read_to_string(path).map_err(|error| fail(error.to_string()))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// Returns whether other users of the machine may read a file.
#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o077 != 0)
}

/// Elsewhere than on Unix the rules of the folder hold.
#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> bool {
    false
}
