//! Time stamps of a seal (RFC 3161): the request for one, and what the answer says.
//!
//! It checks that a stamp is of the seal, and reads its time. It knows no certificates: whether the service signed the
//! stamp, and may, is for a program that does.

use chrono::{DateTime, NaiveDateTime, Utc};
use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, ErrorKind, Reader, SliceReader, Tag, TagNumber, Tagged};
use sha2::{Digest, Sha256};

const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// What is wrong where something else stands than a stamp has there.
const ODD: ErrorKind = ErrorKind::Failed;

/// Makes the request for a time stamp of some bytes (section 2.4.1), in DER: of their SHA-256, with the stamp's
/// certificate asked for.
pub fn time_stamp_request(bytes: &[u8]) -> Vec<u8> {
    const ALGORITHM: [u8; 15] =
        [0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00];
    let hash = [&[0x04, 0x20], &Sha256::digest(bytes)[..]].concat();
    let imprint = sequence(&[&ALGORITHM, &hash[..]].concat());
    let (version, certificate) = ([0x02, 0x01, 0x01], [0x01, 0x01, 0xff]);
    sequence(&[&version, &imprint[..], &certificate].concat())
}

/// Wraps fewer than 128 bytes into a DER sequence.
fn sequence(content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).expect("a request is short");
    [&[0x30, length], content].concat()
}

/// Returns the time that a service's answer gives to some bytes.
///
/// # Errors
/// With what is wrong, in words: it is no stamp, the service refused, or the stamp is of other bytes.
pub fn time_of_stamp(answer: &[u8], bytes: &[u8]) -> Result<DateTime<Utc>, String> {
    let stamp = read(answer).map_err(|_| "it is no answer of a time-stamping service, in DER".to_owned())?;
    let Stamp { algorithm, hash, time } = match stamp {
        Answer::Stamp(stamp) => stamp,
        Answer::Refusal => return Err("the service gave no stamp".to_owned()),
    };
    if algorithm != SHA256 {
        return Err(format!("it stamps another hash than SHA-256 ({algorithm})"));
    }
    if hash != &Sha256::digest(bytes)[..] {
        return Err("it is of another file".to_owned());
    }
    let text = String::from_utf8_lossy(time);
    let time = NaiveDateTime::parse_from_str(&text, "%Y%m%d%H%M%S%.fZ");
    time.map(|time| time.and_utc()).map_err(|_| format!("its time, {text}, is none"))
}

/// What a service has answered.
enum Answer<'a> {
    Stamp(Stamp<'a>),
    Refusal,
}

/// What stands in a stamp of what it is and when it was given.
struct Stamp<'a> {
    algorithm: ObjectIdentifier,
    hash: &'a [u8],
    time: &'a [u8],
}

/// Reads a `TimeStampResp` (section 2.4.2) down to its `TSTInfo`.
fn read(answer: &[u8]) -> der::Result<Answer<'_>> {
    let [status, rest @ ..] = &parts(AnyRef::from_der(answer)?, Tag::Sequence)?[..] else { return Err(ODD.into()) };
    let granted = parts(*status, Tag::Sequence)?;
    let [token] = rest else { return Ok(Answer::Refusal) };
    if !matches!(granted.first().map(|status| status.value()), Some([0 | 1])) {
        return Ok(Answer::Refusal);
    }
    let signed = inside(*token, SIGNED_DATA)?;
    let [_, _, content, ..] = parts(signed, Tag::Sequence)?[..] else { return Err(ODD.into()) };
    let octets = inside(content, STAMP)?;
    octets.tag().assert_eq(Tag::OctetString)?;
    let info = parts(AnyRef::from_der(octets.value())?, Tag::Sequence)?;
    let [_, _, imprint, _, time, ..] = info[..] else { return Err(ODD.into()) };
    let [algorithm, hash] = parts(imprint, Tag::Sequence)?[..] else { return Err(ODD.into()) };
    let [algorithm, ..] = parts(algorithm, Tag::Sequence)?[..] else { return Err(ODD.into()) };
    hash.tag().assert_eq(Tag::OctetString)?;
    time.tag().assert_eq(Tag::GeneralizedTime)?;
    Ok(Answer::Stamp(Stamp { algorithm: algorithm.decode_as()?, hash: hash.value(), time: time.value() }))
}

/// Returns what a `ContentInfo` of that kind holds.
fn inside(content: AnyRef<'_>, kind: ObjectIdentifier) -> der::Result<AnyRef<'_>> {
    let [found, wrapped] = parts(content, Tag::Sequence)?[..] else { return Err(ODD.into()) };
    if found.decode_as::<ObjectIdentifier>()? != kind {
        return Err(ODD.into());
    }
    let [inside] = parts(wrapped, Tag::ContextSpecific { constructed: true, number: TagNumber(0) })?[..] else {
        return Err(ODD.into());
    };
    Ok(inside)
}

/// Lists what a value of that tag is made of.
fn parts(value: AnyRef<'_>, tag: Tag) -> der::Result<Vec<AnyRef<'_>>> {
    value.tag().assert_eq(tag)?;
    let mut reader = SliceReader::new(value.value())?;
    let mut parts = Vec::new();
    while !reader.is_finished() {
        parts.push(AnyRef::decode(&mut reader)?);
    }
    Ok(parts)
}
