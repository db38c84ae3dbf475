//! PDF documents in, texts out: made here by hand, whole, damaged and meant to harm.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use onrecord::ingest::{Read, read_bytes};

use crate::environment::TestEnvironment;

const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

/// Writes a document: objects 1 and 2 are the catalogue and the page tree, 3 the font, and the pages follow.
fn pdf(font: &str, pages: &[Vec<u8>], more: &[&str], trailer: &str) -> Vec<u8> {
    let first = 4 + more.len();
    let kids: Vec<String> = (0..pages.len()).map(|nth| format!("{} 0 R", first + 2 * nth)).collect();
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Count {} /Kids [{}] >>", pages.len(), kids.join(" ")).into_bytes(),
        font.as_bytes().to_vec(),
    ];
    objects.extend(more.iter().map(|object| object.as_bytes().to_vec()));
    for (nth, content) in pages.iter().enumerate() {
        let number = first + 2 * nth;
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> /XObject << /Im 4 0 R >> >> >>",
            number + 1
        );
        objects.push(page.into_bytes());
        objects.push(content.clone());
    }
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (nth, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", nth + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = objects.len() + 1;
    bytes.extend(format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n").bytes());
    bytes
}

fn stream(content: &[u8], packed: bool) -> Vec<u8> {
    let (filter, bytes) = if packed {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(content).expect("memory");
        ("/Filter /FlateDecode ", packer.finish().expect("memory"))
    } else {
        ("", content.to_vec())
    };
    let head = format!("<< {filter}/Length {} >>\nstream\n", bytes.len());
    [head.as_bytes(), &bytes, b"\nendstream"].concat()
}

/// Prints lines from the top of a page, 14 points apart; an empty one is a gap.
fn page(lines: &[&str]) -> Vec<u8> {
    let mut content = "BT /F1 12 Tf 14 TL 72 720 Td\n".to_owned();
    for line in lines {
        let text = line.replace('(', "\\(").replace(')', "\\)");
        content.push_str(&if line.is_empty() { "T*\n".to_owned() } else { format!("({text}) Tj T*\n") });
    }
    stream(format!("{content}ET").as_bytes(), true)
}

pub fn release() -> Vec<u8> {
    let first = page(&[
        "Port of Ansel, press release",
        "",
        "The Tolver will be back on Monday, the port of Ansel said. The harbour",
        "commission had closed the line for two weeks, and the harbour com-",
        "mission pays for the repair.",
        "",
        "Nobody will pay more, said Greta Hollin, who runs the port, and",
        "",
        "1 of 2",
    ]);
    let second = page(&[
        "Port of Ansel, press release",
        "",
        "nobody will wait longer. \\223It sails at nine,\\224 she said.",
        "",
        "2 of 2",
    ]);
    let info = "<< /Title (Ferry returns on Monday) /Author (Press Office) /ModDate (D:20310402100000+02'00') >>";
    pdf(FONT, &[first, second], &[info], "/Info 4 0 R")
}

fn read(bytes: Vec<u8>) -> Read {
    read_bytes("release.pdf", bytes).expect("a document")
}

fn error(bytes: Vec<u8>) -> String {
    let error = read_bytes("release.pdf", bytes).expect_err("no document");
    format!("{error}; {}", error.hint())
}

#[test]
fn reads_a_release() {
    let read = read(release());
    assert_eq!(
        read.draft.body,
        "The Tolver will be back on Monday, the port of Ansel said. The harbour commission had closed the line for two weeks, and the \
         harbour commission pays for the repair.\n\nNobody will pay more, said Greta Hollin, who runs the port, and nobody will wait \
         longer. “It sails at nine,” she said."
    );
    let metadata = &read.draft.metadata;
    assert_eq!(metadata.headline.as_deref(), Some("Ferry returns on Monday"));
    assert_eq!(metadata.byline.as_deref(), Some("Press Office"));
    assert_eq!(metadata.modified_at.expect("a time").to_rfc3339(), "2031-04-02T10:00:00+02:00");
    assert_eq!(metadata.published_at, None);
    assert_eq!(
        read.warnings,
        [
            "release.pdf is a PDF document; left out: headers, footers and page numbers (4)",
            "release.pdf is a PDF document: its paragraphs and columns are inferred from where lines stand; tables may \
             have run into each other",
        ]
    );
}

#[test]
fn words_stand_apart_where_they_are_printed_apart() {
    let content = b"BT /F1 10 Tf 1 0 0 1 72 700 Tm [(The)-300(fer)20(ry)-250(is)] TJ 1 0 0 1 140 700 Tm (back.) Tj ET \
                    BT /F1 10 Tf 0 1 -1 0 40 300 Tm (DRAFT) Tj ET /Artifact BMC BT /F1 8 Tf 72 20 Td (printed on) Tj ET EMC";
    let read = read(pdf(FONT, &[stream(content, false)], &[], ""));
    assert_eq!(read.draft.body, "The ferry is back.");
    assert_eq!(
        read.warnings[0],
        "release.pdf is a PDF document; left out: headers, footers and page numbers (1), turned text on page 1 (1)"
    );
}

#[test]
fn fonts_say_what_their_characters_are() {
    let map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange \
               2 beginbfrange <0001> <0003> <0041> <0010> <0010> <00E9> endbfrange endcmap end";
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 4 0 R >>";
    let content = stream(b"BT /F1 10 Tf 72 700 Td <0001000200030010> Tj ET", false);
    let table = String::from_utf8(stream(map.as_bytes(), false)).expect("text");
    assert_eq!(read(pdf(font, std::slice::from_ref(&content), &[&table], "")).draft.body, "ABCé");
    // Without the table nobody knows.
    let mute = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H >>";
    assert_eq!(
        error(pdf(mute, &[content], &[], "")),
        "release.pdf is a PDF document whose fonts cannot be read, and so without text; what stands in pictures and attachments is not \
         read; save the text as a .txt file"
    );
}

#[test]
fn scans_are_told_from_texts() {
    let image = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /Length 1 >>\nstream\nx\nendstream";
    let scan = stream(b"q 612 0 0 792 0 0 cm /Im Do Q", false);
    assert!(
        error(pdf(FONT, std::slice::from_ref(&scan), &[image], ""))
            .starts_with("release.pdf is a PDF document without text; what stands in")
    );
    let read = read(pdf(FONT, &[page(&["The ferry is back, the port said."]), scan], &[image], ""));
    let left = "left out: pictures on page 2 (1), whatever is written without letters on page 2 (1)";
    assert!(read.warnings[0].ends_with(left), "{:?}", read.warnings);
}

#[test]
fn what_is_locked_or_damaged_is_said_so() {
    let key = "0".repeat(64);
    let lock = format!("<< /Filter /Standard /V 1 /R 2 /P -4 /O <{key}> /U <{key}> >>");
    let locked = pdf(FONT, &[page(&["The ferry is back."])], &[&lock], "/Encrypt 4 0 R /ID [<00> <00>]");
    assert!(error(locked).starts_with("release.pdf is encrypted: a password is needed to read it; open it with"), "");
    let secret = error(encrypted("secret"));
    assert!(secret.starts_with("release.pdf is encrypted: a password is needed to read it; open it with"), "{secret}");
    let foreign = "<< /Filter /Adobe.PubSec /V 4 /P -4 >>";
    let foreign = error(pdf(FONT, &[page(&["The ferry is back."])], &[foreign], "/Encrypt 4 0 R /ID [<00> <00>]"));
    let expected =
        "release.pdf is encrypted in a way that cannot be read here; open it where it can be read, and print or";
    assert!(foreign.starts_with(expected), "{foreign}");
    let lost = pdf(FONT, &[page(&["The ferry is back."])], &["<< /Filter /Standard >>"], "/Encrypt 4 0 R");
    assert!(error(lost).starts_with("release.pdf is a PDF document that is damaged; "));
    let whole = pdf(FONT, &[stream(b"BT /F1 10 Tf 72 700 Td (The ferry is back.) Tj ET", false)], &[], "");
    let cut = whole.windows(8).position(|part| part == b"The ferr").expect("the text");
    assert!(error(whole[..cut].to_vec()).starts_with("release.pdf is a PDF document that is damaged; "));
    assert!(error(b"%PDF-1.7\nnothing".to_vec()).starts_with("release.pdf is a PDF document that is damaged; "));
    let nested = pdf(FONT, &[stream(&b"[".repeat(200_000), false)], &["[".repeat(200_000).as_str()], "");
    assert!(error(nested).starts_with("release.pdf is a PDF document"));
}

/// Encrypts the release, so that it opens with a password.
fn encrypted(password: &str) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(&release()).expect("a document");
    let id = lopdf::Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: lopdf::Permissions::empty(),
    };
    let state = lopdf::EncryptionState::try_from(version).expect("a key");
    document.encrypt(&state).expect("encrypted");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory");
    bytes
}

#[test]
fn what_is_only_barred_from_being_changed_is_read() {
    let bytes = encrypted("");
    assert!(!bytes.windows(12).any(|part| part == b"Press Office"), "it is encrypted");
    assert_eq!(read(bytes).draft.body, read(release()).draft.body);
}

#[test]
fn figures_of_footnotes_stay_out_of_the_text() {
    let content = b"BT /F1 10 Tf 72 700 Td (The fire killed 12) Tj /F1 7 Tf 4 Ts (3) Tj /F1 10 Tf 0 Ts \
                    ( people in 5 km) Tj /F1 7 Tf 4 Ts (2) Tj /F1 10 Tf 0 Ts (, the port said.) Tj \
                    /F1 5 Tf 0 -60 Td 3 Ts (3) Tj /F1 8 Tf 0 Ts ( As of Monday.) Tj ET";
    let read = read(pdf(FONT, &[stream(content, false)], &[], ""));
    assert_eq!(read.draft.body, "The fire killed 12 people in 5 km\u{b2}, the port said.\n\nAs of Monday.");
    assert!(read.warnings[0].ends_with("left out: raised marks of footnotes on page 1 (2)"), "{:?}", read.warnings);
}

#[test]
fn columns_are_read_one_after_the_other_whatever_is_printed_first() {
    let left = [
        "The Tolver will be back on Monday, the port",
        "of Ansel said, after two weeks in the yard.",
        "Nobody will pay more than they did before,",
        "said Greta Hollin, who runs the port. The",
        "county pays for all of the repair, of the",
    ];
    let right = [
        "engine and of the doors, which were bent in",
        "the storm of March. The yard had asked for",
        "twice as much as that. It sails at nine on",
        "each day of the week and at noon on every",
        "Sunday.",
    ];
    let mut content =
        "BT /F1 16 Tf 1 0 0 1 72 720 Tm (Ferry returns on Monday after the storm) Tj /F1 8 Tf ".to_owned();
    for (nth, (left, right)) in left.iter().zip(right).enumerate() {
        let y = 690 - 10 * nth;
        content.push_str(&format!("1 0 0 1 72 {y} Tm ({left}) Tj 1 0 0 1 270 {y} Tm ({right}) Tj "));
    }
    let caption = "The Tolver in the yard of Ansel, as it was seen from the town's old quay on Friday";
    content.push_str(&format!("1 0 0 1 72 600 Tm ({caption}) Tj ET"));
    let read = read(pdf(FONT, &[stream(content.as_bytes(), false)], &[], ""));
    let text = [left, right].concat().join(" ");
    assert_eq!(read.draft.body, format!("Ferry returns on Monday after the storm\n\n{text}\n\n{caption}"));
}

#[test]
fn text_that_runs_from_right_to_left_is_put_in_the_order_of_reading() {
    // The Hebrew for "the ferry is back (on Monday) 12", as a page prints it from left to right.
    let map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange \
               2 beginbfrange <0020> <007e> <0020> <05d0> <05ea> <05d0> endbfrange endcmap end";
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 4 0 R \
                /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /DW 500 >>] >>";
    let hex = |text: &str| text.chars().map(|c| format!("{:04x}", u32::from(c))).collect::<String>();
    let content = format!(
        "BT /F1 10 Tf 1 0 0 1 300 700 Tm <{}> Tj 1 0 0 1 240 700 Tm <{}> Tj 1 0 0 1 225 700 Tm <{}> Tj ET",
        hex("תרבעמה"),
        hex("(ינש) הרזח"),
        hex("12"),
    );
    let table = String::from_utf8(stream(map.as_bytes(), false)).expect("text");
    let read = read(pdf(font, &[stream(content.as_bytes(), false)], &[&table], ""));
    assert_eq!(read.draft.body, "המעברת חזרה (שני) 12");
    let told = "lines that run from right to left are put in the order of reading by where their letters stand (1)";
    assert!(read.warnings.iter().any(|warning| warning.contains(told)), "{:?}", read.warnings);
}

#[test]
fn bombs_are_refused() {
    let bomb = stream(&vec![b' '; 80 * 1024 * 1024], true);
    assert!(error(pdf(FONT, &[bomb], &[], "")).starts_with("release.pdf is larger than 64 MiB when it is unpacked"));
}

#[test]
fn documents_are_ingested_and_read_again() {
    let environment = TestEnvironment::new();
    environment.file("release.pdf", release());
    assert!(environment.quietly(&["extract", "release.pdf", "--model", "rules"]).contains("Greta Hollin"));
    environment.quietly(&["ingest", "release.pdf", "--model", "rules"]);
    let again = environment.quietly(&["reextract", "--model", "fast", "--format", "json"]);
    assert!(again.contains("\"other_text\":false"), "{again}");
}
