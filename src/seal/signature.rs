//! Signatures of a seal, as minisign makes and checks them (Ed25519 over a BLAKE2b hash), and the keys for them.
//!
//! It opens no file and asks for no password. A secret key is never printed.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Utc};
use minisign::{KeyPair, SecretKeyBox};

/// Why a key is of no use.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// It is kept encrypted, and no password was given.
    #[error("the key is locked with a password")]
    Locked,
    #[error("the password is not that of the key")]
    Password,
    #[error("it is no secret key of minisign")]
    NotSecret,
    #[error("it is no public key of minisign")]
    NotPublic,
    /// What it signs is not what its public half checks.
    #[error("the key is damaged")]
    Damaged,
    #[error("no key can be made: {0}")]
    Unmade(String),
}

/// A key that signs.
pub struct SecretKey(minisign::SecretKey);

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(..)")
    }
}

/// The files of a new key.
#[derive(Clone)]
pub struct KeyFiles {
    /// The secret half, locked with the password.
    pub secret: String,
    pub public: String,
}

impl SecretKey {
    /// Makes a new key, locked with a password.
    ///
    /// # Errors
    /// When the system has no random numbers or too little memory.
    pub fn make(password: &str) -> Result<KeyFiles, KeyError> {
        let make = || {
            let KeyPair { pk, sk } = KeyPair::generate_encrypted_keypair(Some(password.to_owned()))?;
            let secret = sk.to_box(Some("secret key for onrecord seal, of minisign's kind"))?;
            Ok(KeyFiles { secret: secret.into_string(), public: pk.to_box()?.into_string() })
        };
        make().map_err(|error: minisign::PError| KeyError::Unmade(error.to_string()))
    }

    /// Reads the text of a file that `minisign -G` or [`SecretKey::make`] has made.
    ///
    /// # Errors
    /// When it is none, when it is locked and no password is given, and when the password is wrong.
    pub fn read(text: &str, password: Option<&str>) -> Result<Self, KeyError> {
        // What it is signed with, what it is locked with, what its sum is made with; then its locked parts.
        const LENGTH: usize = 158;
        let line = text.lines().nth(1).ok_or(KeyError::NotSecret)?;
        let bytes = BASE64_STANDARD.decode(line.trim()).map_err(|_| KeyError::NotSecret)?;
        if bytes.len() != LENGTH || !bytes.starts_with(b"Ed") {
            return Err(KeyError::NotSecret);
        }
        match (&bytes[2..4], password) {
            // Minisign keeps no sum of a key that is not locked.
            ([0, 0], _) => minisign::SecretKey::from_bytes(&bytes).map(Self).map_err(|_| KeyError::NotSecret),
            (b"Sc", None) => Err(KeyError::Locked),
            (b"Sc", Some(password)) => {
                let key = SecretKeyBox::from(text.to_owned()).into_secret_key(Some(password.to_owned()));
                key.map(Self).map_err(|error| match error.kind() {
                    minisign::ErrorKind::Verify => KeyError::Password,
                    _ => KeyError::NotSecret,
                })
            }
            _ => Err(KeyError::NotSecret),
        }
    }

    /// Signs bytes; returns the text of the signature's file. It says also when, and what the file is called.
    ///
    /// # Errors
    /// When the key does not fit its public half.
    pub fn sign(&self, bytes: &[u8], name: &str, at: DateTime<Utc>) -> Result<String, KeyError> {
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        let comment = format!("timestamp:{}\tfile:{name}\thashed", at.timestamp());
        let sign = || {
            let signature =
                minisign::sign(None, &self.0, bytes, Some(&comment), Some("signature of an onrecord seal"))?;
            Ok((signature.into_string(), minisign::PublicKey::from_secret_key(&self.0)?.to_base64()))
        };
        let (signature, public) = sign().map_err(|_: minisign::PError| KeyError::Damaged)?;
        let checked = PublicKey::read(&public)?.check(bytes, &signature);
        checked.map(|_| signature).map_err(|_| KeyError::Damaged)
    }
}

/// A key that checks what its secret half has signed.
#[derive(Clone, Debug)]
pub struct PublicKey(minisign_verify::PublicKey);

impl PublicKey {
    /// Reads a public key: the text of its file, or the key alone.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        let mut lines = text.lines().map(str::trim);
        let key = lines.find(|line| !line.is_empty() && !line.starts_with("untrusted comment:"));
        let key = minisign_verify::PublicKey::from_base64(key.unwrap_or_default());
        key.map(Self).map_err(|_| KeyError::NotPublic)
    }

    /// Checks that a signature is one of these bytes with this key, and returns what is said in it, under it too: when
    /// it was made, and of which file.
    ///
    /// # Errors
    /// With what is wrong, in words.
    pub fn check(&self, bytes: &[u8], signature: &str) -> Result<String, String> {
        use minisign_verify::{Error, Signature};
        let check = || {
            let signature = Signature::decode(signature)?;
            self.0.verify(bytes, &signature, true)?;
            Ok(signature.trusted_comment().to_owned())
        };
        check().map_err(|error| match error {
            Error::InvalidSignature => "it is not of this file: one of the two was changed".to_owned(),
            Error::UnexpectedKeyId => "it was made with another key".to_owned(),
            _ => "it is no signature of minisign".to_owned(),
        })
    }
}
