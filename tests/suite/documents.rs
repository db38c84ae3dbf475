//! Documents in, texts out: Markdown, Word and e-mail, whole, damaged and meant to harm.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;

use onrecord::ingest::{Read, read_bytes, read_file};
use zip::write::SimpleFileOptions;

use crate::environment::TestEnvironment;

fn fixture(name: &str) -> Read {
    read_file(Path::new(&format!("tests/fixtures/documents/{name}"))).unwrap()
}

fn error(name: &str, bytes: &[u8]) -> String {
    read_bytes(name, bytes.to_vec()).unwrap_err().to_string()
}

/// Packs the parts of a document.
fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub fn document(inside: &str) -> Vec<u8> {
    let main = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\"><w:body>{inside}</w:body></w:document>");
    let core = "<cp:coreProperties><dc:title>Template 3</dc:title><dc:creator>Greta Hollin</dc:creator>\
                <dcterms:created>2020-01-01T00:00:00Z</dcterms:created>\
                <dcterms:modified>2031-04-02T08:00:00Z</dcterms:modified></cp:coreProperties>";
    pack(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", main.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
        ("../../outside.txt", b"never unpacked"),
    ])
}

pub const STATEMENT: &str = "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Ferry returns</w:t></w:r></w:p>\
    <w:p><w:r><w:t>The ferry will be back on </w:t></w:r><w:del><w:r><w:delText>Sunday</w:delText></w:r></w:del>\
    <w:ins><w:r><w:t>Monday</w:t></w:r></w:ins><w:r><w:t>, the port said.</w:t></w:r><w:r><w:footnoteReference/></w:r></w:p>";

#[test]
fn reads_a_message() {
    let read = fixture("release.eml");
    let metadata = &read.draft.metadata;
    assert_eq!(metadata.headline.as_deref(), Some("Ferry “Tolver” returns on Monday"));
    assert_eq!(metadata.byline.as_deref(), Some("Port of Ansel, Preß Office"));
    assert_eq!(metadata.outlet.as_deref(), Some("Port of Ansel"));
    assert_eq!(metadata.published_at.unwrap().to_rfc3339(), "2031-04-02T10:00:00+02:00");
    assert_eq!(
        read.draft.body,
        "The ferry will be back on Monday, said  Zoë Hollin, who runs the port.\n\n«Nobody will pay more.»"
    );
    assert_eq!(
        read.warnings,
        ["tests/fixtures/documents/release.eml is an e-mail; left out: attachments and other parts (1)"]
    );
}

#[test]
fn reads_markdown() {
    let read = fixture("notes.md");
    let metadata = &read.draft.metadata;
    assert_eq!(metadata.headline.as_deref(), Some("Ferry returns"));
    assert_eq!(metadata.byline.as_deref(), Some("Lena Ashcombe"));
    assert_eq!(metadata.outlet.as_deref(), Some("Port Ansel Courier"));
    assert_eq!(metadata.published_at.unwrap().to_rfc3339(), "2031-04-02T10:00:00+02:00");
    assert_eq!(
        read.draft.body,
        "The Tolver will be back on Monday, the port said.\n\n\"Nobody will pay more,\" said Greta Hollin.\n\n\
         Fare Crowns\n\nDay  15\n\nThe port had said Sunday before."
    );
    assert_eq!(
        read.warnings,
        [
            "tests/fixtures/documents/notes.md: of the front matter these keys are not used: tags",
            "tests/fixtures/documents/notes.md is Markdown; left out: addresses of links (1), pictures (1), struck-out passages (1)"
        ]
    );
}

#[test]
fn a_text_is_never_taken_for_markdown() {
    let text = "# Ferry *returns*\n\nIt is [back](https://quay.example).";
    assert_eq!(read_bytes("a.txt", text.into()).unwrap().draft.body, text);
    assert_eq!(read_bytes("standard input", text.into()).unwrap().draft.body, text);
    assert_eq!(read_bytes("a.MD", text.into()).unwrap().draft.body, "It is back.");
}

#[test]
fn reads_a_word_document_whatever_it_is_called() {
    let bytes = document(STATEMENT);
    for name in ["statement.docx", "standard input"] {
        let read = read_bytes(name, bytes.clone()).unwrap();
        let metadata = &read.draft.metadata;
        assert_eq!(metadata.headline.as_deref(), Some("Ferry returns"));
        assert_eq!(metadata.byline.as_deref(), Some("Greta Hollin"));
        assert_eq!(metadata.published_at, None, "when a file was made is not when it was published");
        assert_eq!(metadata.modified_at.unwrap().to_rfc3339(), "2031-04-02T08:00:00+00:00");
        assert_eq!(read.draft.body, "The ferry will be back on Monday, the port said.");
        assert_eq!(read.draft.capture, bytes);
        let left = format!(
            "{name} is a Word document; left out: deletions under tracked changes (1), footnotes and endnotes (1)"
        );
        assert_eq!(read.warnings, [left]);
    }
}

#[test]
fn damaged_documents_are_named() {
    let bytes = document(STATEMENT);
    assert_eq!(error("a.docx", &bytes[..bytes.len() / 2]), "a.docx is a Word document that is damaged");
    assert_eq!(error("a.docx", &document("<w:p><w:r><w:t>cut off</w:p>")), "a.docx is a Word document that is damaged");
    assert_eq!(error("a.docx", &document("<w:p/>")), "a.docx is a Word document without text");
    assert_eq!(error("a.docx", &pack(&[("a.txt", b"a")])), "a.docx is a Word document that is damaged");
    assert_eq!(
        error("a.zip", &pack(&[("a.txt", b"a")])),
        "a.zip is a ZIP archive or an office document, not plain text"
    );
    let head = "From: a\nDate: b\nMIME-Version: 1.0\n";
    assert_eq!(error("a", format!("{head}Content-Type: image/png\n\nx").as_bytes()), "a is an e-mail without text");
    let broken = format!("{head}Content-Transfer-Encoding: base64\n\n%%%%");
    assert_eq!(error("a.eml", broken.as_bytes()), "a.eml is an e-mail that is damaged");
    assert_eq!(error("a.md", b"![only](a.png)"), "a.md is a Markdown document without text");
    assert_eq!(
        error("a.md", b"Zo\xC3\xAB, \xC3\x85sa, \xC5\x81\xC3\xB3d\xC5\xBA \xFF"),
        "a.md is UTF-8, but byte 20 (0xFF) is damaged"
    );
}

#[test]
fn documents_that_mean_harm_do_none() {
    let read = fixture("hostile.md");
    assert_eq!(read.draft.metadata.headline.as_deref(), Some("Ferry  returns"));
    assert_eq!(read.draft.body, "The port said that nobody will pay.\n\nThe ferry is back.");

    let bomb = vec![b' '; 65 * 1024 * 1024];
    let bomb = pack(&[("word/document.xml", &bomb)]);
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(error("bomb.docx", &bomb), "bomb.docx is larger than 64 MiB when it is unpacked");

    let mut entities = "<!DOCTYPE d [<!ENTITY e0 \"ha\">".to_owned();
    for at in 1..30 {
        let _ = write!(entities, "<!ENTITY e{at} \"&e{};&e{};\">", at - 1, at - 1);
    }
    let entities = format!("{entities}]><w:d><w:p><w:r><w:t>&e29;</w:t></w:r></w:p></w:d>");
    let entities = pack(&[("word/document.xml", entities.as_bytes())]);
    assert_eq!(error("a.docx", &entities), "a.docx is a Word document that is damaged");
    assert!(read_bytes("a.docx", document(&"<w:p>".repeat(100_000))).is_err());

    let head = "From: a\nDate: b\nMIME-Version: 1.0\n";
    let mut nested = head.to_owned();
    for depth in 0..2000 {
        let _ = write!(nested, "Content-Type: multipart/mixed; boundary=b{depth}x\n\n--b{depth}x\n");
    }
    assert_eq!(error("deep.eml", nested.as_bytes()), "deep.eml is an e-mail that is damaged");
    let many = format!("{head}Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\n".repeat(100_000));
    assert_eq!(error("many.eml", many.as_bytes()), "many.eml is an e-mail that is damaged");

    for source in
        [">".repeat(20_000), "[".repeat(20_000), "*a_".repeat(20_000), "- ".repeat(5_000), "<a ".repeat(20_000)]
    {
        let _ = read_bytes("a.md", format!("The ferry is back.\n\n{source}x").into_bytes());
    }
}

#[test]
fn a_folder_of_documents_is_recorded_and_a_damaged_one_is_refused_with_advice() {
    let environment = TestEnvironment::new();
    environment.file("in/ferry.docx", document(STATEMENT)).file("scan.pdf", "%PDF-1.7");
    for name in ["release.eml", "notes.md"] {
        let bytes = std::fs::read(format!("tests/fixtures/documents/{name}")).unwrap();
        environment.file(&format!("in/{name}"), bytes);
    }
    environment.quietly("ingest in --model rules");
    let stories = environment.quietly("stories");
    assert!(["ferry", "notes", "release"].iter().all(|story| stories.contains(story)), "{stories}");
    let again = environment.quietly("reextract --model fast --format json");
    assert!(again.contains("\"other_text\":false") && !again.contains("\"other_text\":true"), "{again}");
    let told = environment.run("ingest scan.pdf");
    assert_eq!(told.code, 2);
    assert!(
        told.err.contains("scan.pdf is a PDF document that is damaged") && told.err.contains("save it again"),
        "{told}"
    );
}
