//! What is written into a seal, how it is signed and stamped, and what is no seal, no signature and no stamp.
//!
//! The keys and signatures are made by minisign 0.11, the stamps by OpenSSL 3.0 with a service that nobody runs.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::TimeZone;
use proptest::prelude::*;

use super::*;

/// What is signed and stamped below: the seal of an empty history.
const SEALED: &str = "\
onrecord seal, version 1
sealed_at 2031-05-06T07:08:09Z
versions 0 -
recaptures 0 -
extractions 0 -
decisions 0 -
";

/// Locked with the password "lantern", by a minisign that could take little memory.
const LOCKED_KEY: &str = "untrusted comment: minisign encrypted secret key
RWRTY0Iy6fnh1VE7pFzlVwTSn1HGhZTB9c/cyRGeQVetZlUEHHcAABAAAAAAAAAAAAIAAAAALaZWO46r5kJA/RNkKsX86cbZq3/sPB90iQGsS5yivNuI6Sc6dhPJVNefVnpVj4grGbQf96zOZu6mgZR60U27v0eKmYtyuMxzEYwp19oVo6pm0lj9ZMKKdchZSKCZd8C/kd/8QG9VC/Q=
";
const PUBLIC_KEY: &str = "RWQ9vCCxGOQUmy/B+9wH1cBwqjc3UGR+U2RPP5ztoTuQADJvgyxCiym0";

/// Made by `minisign -G -W`, and its public half.
const OPEN_KEY: &str = "untrusted comment: minisign encrypted secret key
RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAxlQSazyYUGXoYnamo+vN/5YMX/nYwvm2fAS8Eyt9F7jIat0VaDgcy2/DBcCRLMtEHbmewten44YkrVTGXPhK/oTeeNUZxvnbAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
";
const OPEN_PUBLIC_KEY: &str = "untrusted comment: minisign public key 6550983C6B1254C6
RWTGVBJrPJhQZW/DBcCRLMtEHbmewten44YkrVTGXPhK/oTeeNUZxvnb
";

/// Made with [`LOCKED_KEY`] by `minisign -S`.
const SIGNATURE: &str = "untrusted comment: signature from minisign secret key
RUQ9vCCxGOQUm/KV18xPwKqeYD1zrZ+irzh34q6hch+a05tscTH9x5HUnLs3mdWA8M2tEEorsZA/kM110x6I2JX6mV12lhdVhAs=
trusted comment: made by hand
wyIKydXSWihZczHQzQYqeQjos8rPZQVPPdh0aV3nJtKuh4YKBrSon/xqX7qO954x/stNid7yYQuMyqGCFRrSAw==
";

/// The same by `minisign -S -l`.
const OLD_SIGNATURE: &str = "untrusted comment: signature from minisign secret key
RWQ9vCCxGOQUmz2pT6eXC5016lAeMA7DAj6XcZ9cPjT7envgZLJYEZ74SPLlj7CgcDV8NEba9IQnSYkOkAVUe6ePZ3tVQDQUQw8=
trusted comment: timestamp:1796115147	file:seal.txt
kpTHzJUXpH5nglMEuZQaaXWVXZrA9x8OEXO+noJBwBSAzHAewNcrOrL5paSVIJ8TZcW/++CkW9sPQpYCTnVSBQ==
";

/// A stamp of [`SEALED`], one of its SHA-512, and a refusal.
const STAMP: &str = "\
     MIIB8zADAgEAMIIB6gYJKoZIhvcNAQcCoIIB2zCCAdcCAQMxDzANBglghkgBZQMEAgEFADB2BgsqhkiG9w0BCRABBKBnBGUwYwIB\
     AQYEKgMEATAxMA0GCWCGSAFlAwQCAQUABCDzVPpsOyUYWFcuzbMzz2wTeIaGvycI2SQjlyFVZDk4mAIBAhgTMjAyNjEyMDEwODUy\
     MjcuNTMzWjADAgEBAggmJER7ULLYaTGCAUcwggFDAgEBMDIwGjEYMBYGA1UEAwwPSW52ZW50ZWQgc3RhbXBzAhQM+QwAYgq2CJ7D\
     qKIvGWIpapLY4TANBglghkgBZQMEAgEFAKCBpDAaBgkqhkiG9w0BCQMxDQYLKoZIhvcNAQkQAQQwHAYJKoZIhvcNAQkFMQ8XDTI2\
     MTIwMTA4NTIyN1owLwYJKoZIhvcNAQkEMSIEIOMNCn0KP5zgLpN2YSeZXH2KYSNynWZOdnMgcxF3YnEeMDcGCyqGSIb3DQEJEAIv\
     MSgwJjAkMCIEIBugdagun8ti3lNP8p4gm46/s7izcBS73c18xPM/tTFEMAoGCCqGSM49BAMCBEgwRgIhAIraRbJPhOJdsn+EEUEU\
     CyAD/D/DFGlyUQXdkNsshP7KAiEApQc8pPZKkzCXsaZFaE3wqwkXtH6Z1i1GpaZxByYGB+w=";
const OTHER_STAMP: &str = "\
     MIICFTADAgEAMIICDAYJKoZIhvcNAQcCoIIB/TCCAfkCAQMxDzANBglghkgBZQMEAgEFADCBmQYLKoZIhvcNAQkQAQSggYkEgYYw\
     gYMCAQEGBCoDBAEwUTANBglghkgBZQMEAgMFAARAyLsvvyFd1hTkuM298Ci9lCAdUOJJery/fUCiBFbPye4dmdv73GIMvWGVKVHi\
     fYgAsS9Awxwpx/7qXlo2JGa9WwIBAxgTMjAyNjEyMDEwODUyMjcuNTUxWjADAgEBAghIsFdes9FVQzGCAUUwggFBAgEBMDIwGjEY\
     MBYGA1UEAwwPSW52ZW50ZWQgc3RhbXBzAhQM+QwAYgq2CJ7DqKIvGWIpapLY4TANBglghkgBZQMEAgEFAKCBpDAaBgkqhkiG9w0B\
     CQMxDQYLKoZIhvcNAQkQAQQwHAYJKoZIhvcNAQkFMQ8XDTI2MTIwMTA4NTIyN1owLwYJKoZIhvcNAQkEMSIEIF5zR2xFcuiyCYZ+\
     DoYgdexhhKDB4vUd7SnI6pIf+/7QMDcGCyqGSIb3DQEJEAIvMSgwJjAkMCIEIBugdagun8ti3lNP8p4gm46/s7izcBS73c18xPM/\
     tTFEMAoGCCqGSM49BAMCBEYwRAIgAi/8cYZLESanfQeO+9cNCwRC0aORLlR0K77N0NsjEwwCIAvJVWI9LrKqnI3UVvT/PA9G0PSm\
     YEENjvf37ky7ixKo";
const REFUSAL: &str = "\
     MDcwNQIBAjAsDCpNZXNzYWdlIGRpZ2VzdCBhbGdvcml0aG0gaXMgbm90IHN1cHBvcnRlZC4DAgeA";

fn seal(counts: [u64; 6]) -> Seal {
    let mut heads = Heads::default();
    for (link, count) in heads.links_mut().into_iter().zip(counts) {
        *link = Link { count, hash: (count > 0).then(|| format!("{count:064x}")) };
    }
    Seal { sealed_at: Utc.with_ymd_and_hms(2031, 5, 6, 7, 8, 9).single().expect("a time"), heads }
}

#[test]
fn a_seal_is_a_few_lines() {
    let text = seal([2, 0, 3, 0, 1, 0]).to_text();
    let lines: Vec<&str> = text.lines().take(8).collect();
    let hash = |count: u64| format!("{count:064x}");
    let expected = [
        TITLE.to_owned(),
        "sealed_at 2031-05-06T07:08:09Z".to_owned(),
        format!("versions 2 {}", hash(2)),
        "recaptures 0 -".to_owned(),
        format!("extractions 3 {}", hash(3)),
        "decisions 0 -".to_owned(),
        format!("exhibits 1 {}", hash(1)),
        "withholdings 0 -".to_owned(),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn what_is_no_seal_is_told() {
    let check = |text: &str, why: &str| assert_eq!(Seal::from_text(text).expect_err(text), why);
    let text = seal([2, 0, 3, 0, 1, 0]).to_text();
    check("", &format!("it does not begin with “{TITLE}”"));
    check(&text.replace("recaptures", "captures"), "its line “recaptures” is missing");
    check(&text.replace("decisions 0 -", "decisions 1 -"), "its line “decisions” is no count and hash");
    check(&text.replace("2031", "soon"), "soon-05-06T07:08:09Z is no time");
    check(&format!("{text}versions 9 -\n"), "it has a line too many: versions 9 -");
}

// ---- signatures -----------------------------------------------------------------------------------------------------

fn time() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2031, 5, 6, 7, 8, 9).single().expect("a time")
}

#[test]
fn what_minisign_signed_is_checked() {
    let key = PublicKey::read(PUBLIC_KEY).expect("a public key");
    assert_eq!(key.check(SEALED.as_bytes(), SIGNATURE), Ok("made by hand".to_owned()));
    assert_eq!(key.check(SEALED.as_bytes(), OLD_SIGNATURE).as_deref(), Ok("timestamp:1796115147\tfile:seal.txt"));
    let fails = |text: &str, signature: &str, why: &str| {
        assert_eq!(key.check(text.as_bytes(), signature), Err(why.to_owned()));
    };
    for changed in [SEALED.replace("2031", "2030"), SEALED.trim_end().to_owned(), String::new()] {
        fails(&changed, SIGNATURE, "it is not of this file: one of the two was changed");
    }
    let forged = SIGNATURE.replace("made by hand", "made by Hand");
    fails(SEALED, &forged, "it is not of this file: one of the two was changed");
    for none in ["", SEALED, &SIGNATURE.replace("==", ""), &SIGNATURE.replace("trusted comment: m", "m")] {
        fails(SEALED, none, "it is no signature of minisign");
    }
    let other = PublicKey::read(OPEN_PUBLIC_KEY).expect("a public key");
    assert_eq!(other.check(SEALED.as_bytes(), SIGNATURE), Err("it was made with another key".to_owned()));
}

#[test]
fn a_seal_is_signed_with_the_keys_of_minisign() {
    for (key, password, public) in [(LOCKED_KEY, Some("lantern"), PUBLIC_KEY), (OPEN_KEY, None, OPEN_PUBLIC_KEY)] {
        let key = SecretKey::read(key, password).expect("a key");
        assert_eq!(format!("{key:?}"), "SecretKey(..)");
        let signature = key.sign(SEALED.as_bytes(), "se\nal.txt", time()).expect("a signature");
        let public = PublicKey::read(public).expect("a public key");
        let comment = "timestamp:1935817689\tfile:seal.txt\thashed";
        assert_eq!(public.check(SEALED.as_bytes(), &signature).as_deref(), Ok(comment));
        assert!(public.check(b"another", &signature).is_err());
    }
}

#[test]
fn a_key_that_is_none_is_told() {
    let check = |text: &str, password: Option<&str>, why: &str| {
        assert_eq!(SecretKey::read(text, password).expect_err(why).to_string(), why);
    };
    check(LOCKED_KEY, None, "the key is locked with a password");
    check(LOCKED_KEY, Some("lanterns"), "the password is not that of the key");
    for none in ["", SEALED, OPEN_PUBLIC_KEY, &OPEN_KEY.replace("RWQ", "RUQ"), &OPEN_KEY.replace("AAA=", "")] {
        check(none, Some("lantern"), "it is no secret key of minisign");
    }
    // The half that signs is changed, and the public half beside it is not.
    let damaged = SecretKey::read(&OPEN_KEY.replace("xlQSazyYUGXoYn", "xlQSazyYUGXoYm"), None).expect("a key");
    assert!(matches!(damaged.sign(b"", "seal.txt", time()), Err(KeyError::Damaged)));
    for none in ["", SEALED, SIGNATURE, &PUBLIC_KEY[1..]] {
        assert_eq!(PublicKey::read(none).expect_err(none).to_string(), "it is no public key of minisign");
    }
}

#[test]
fn a_new_key_signs_what_its_public_half_checks() {
    let files = SecretKey::make("lantern").expect("a key");
    assert!(matches!(SecretKey::read(&files.secret, Some("candle")), Err(KeyError::Password)));
    let key = SecretKey::read(&files.secret, Some("lantern")).expect("the key");
    let signature = key.sign(b"seal", "seal.txt", time()).expect("a signature");
    let public = PublicKey::read(&files.public).expect("its public half");
    assert!(public.check(b"seal", &signature).is_ok() && public.check(b"seals", &signature).is_err());
    assert_ne!(files.public, SecretKey::make("lantern").expect("another").public);
}

// ---- time stamps ----------------------------------------------------------------------------------------------------

fn bytes(text: &str) -> Vec<u8> {
    BASE64_STANDARD.decode(text).expect("base64")
}

#[test]
fn a_request_for_a_time_stamp_is_der() {
    let request = time_stamp_request(b"abc");
    assert_eq!(request.len(), 59);
    assert_eq!(&request[..9], [0x30, 57, 0x02, 0x01, 0x01, 0x30, 49, 0x30, 0x0d]);
    assert!(request.ends_with(&[0x01, 0x01, 0xff]));
}

#[test]
fn a_stamp_gives_its_time_to_what_was_stamped() {
    let time = time_of_stamp(&bytes(STAMP), SEALED.as_bytes()).expect("a stamp");
    assert_eq!(time.to_rfc3339_opts(SecondsFormat::AutoSi, true), "2026-12-01T08:52:27.533Z");
    let fails = |answer: &[u8], why: &str| assert_eq!(time_of_stamp(answer, SEALED.as_bytes()), Err(why.to_owned()));
    assert_eq!(time_of_stamp(&bytes(STAMP), b"another"), Err("it is of another file".to_owned()));
    fails(&bytes(OTHER_STAMP), "it stamps another hash than SHA-256 (2.16.840.1.101.3.4.2.3)");
    fails(&bytes(REFUSAL), "the service gave no stamp");
    let none = "it is no answer of a time-stamping service, in DER";
    for odd in [&b""[..], b"another's stamp", &time_stamp_request(SEALED.as_bytes()), &bytes(STAMP)[1..]] {
        fails(odd, none);
    }
    fails(&[bytes(STAMP), vec![0]].concat(), none);
    let later = |digit: &str| {
        let from = bytes(STAMP).windows(19).position(|window| window == b"20261201085227.533Z").expect("its time");
        let mut forged = bytes(STAMP);
        forged[from..from + digit.len()].copy_from_slice(digit.as_bytes());
        time_of_stamp(&forged, SEALED.as_bytes())
    };
    assert_eq!(later("2026129"), Err("its time, 20261291085227.533Z, is none".to_owned()));
}

proptest! {
    #[test]
    fn a_seal_reads_back(counts in prop::array::uniform6(0_u64..u64::MAX)) {
        prop_assert_eq!(Seal::from_text(&seal(counts).to_text()), Ok(seal(counts)));
    }

    #[test]
    fn no_text_makes_it_fail(text in ".{0,200}") {
        let _ = Seal::from_text(&text);
        let _ = Seal::from_text(&format!("{TITLE}\n{text}"));
        let _ = PublicKey::read(&text);
        let _ = SecretKey::read(&text, Some(""));
    }

    /// A signature with a change in it is none of the seal; where it still is one, it is the very same.
    #[test]
    fn no_changed_signature_is_good(at in 0..SIGNATURE.len(), byte in 0x20_u8..0x7f) {
        let key = PublicKey::read(PUBLIC_KEY).expect("a public key");
        let mut changed = SIGNATURE.as_bytes().to_vec();
        changed[at] = byte;
        let changed = String::from_utf8(changed).expect("text");
        if key.check(SEALED.as_bytes(), &changed).is_ok() {
            prop_assert!(changed.lines().skip(1).eq(SIGNATURE.lines().skip(1)), "{}", changed);
        }
        let _ = key.check(SEALED.as_bytes(), &SIGNATURE[..at]);
    }

    /// A stamp with a change or a cut in it makes nothing fail, and stamps no other file.
    #[test]
    fn no_changed_stamp_is_of_another_file(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut changed = bytes(STAMP);
        let at = at.index(changed.len());
        changed[at] = byte;
        prop_assert!(time_of_stamp(&changed, b"another").is_err());
        let _ = time_of_stamp(&changed, SEALED.as_bytes());
        changed.truncate(at);
        prop_assert!(time_of_stamp(&changed, SEALED.as_bytes()).is_err());
    }
}
