//! What else shows how a version looked is kept with it, and found where it was changed.

use super::*;

#[test]
fn exhibits_are_kept_with_their_version() {
    let place = TestHistory::new();
    let mut history = place.open();
    add_bodies(&mut history, "ferry", &["One", "Two"]);
    let ferry = slug("ferry");
    let mut writer = history.write().expect("a write");
    for (number, bytes) in [(2, "a picture"), (1, "another"), (2, "a picture")] {
        writer.add_exhibit((&ferry, number), "page.png", bytes.as_bytes(), "camera", hour(9)).expect("an exhibit");
    }
    let error = writer.add_exhibit((&ferry, 3), "page.png", b"", "camera", hour(9)).expect_err("no such version");
    assert!(error.to_string().contains("ferry@v3 is missing"), "{error}");
    writer.commit().expect("a commit");
    let exhibits = history.exhibits(&ferry, 2).expect("exhibits");
    let [first, second] = &exhibits[..] else { panic!("{exhibits:?}") };
    assert_eq!((first.name.as_str(), first.size, first.tool.as_str()), ("page.png", 9, "camera"));
    assert_eq!((first, first.stored_at), (second, hour(9)), "their bytes are kept once");
    assert_eq!(history.bytes_of(&first.sha256).expect("bytes"), Some(b"a picture".to_vec()));
    assert_eq!(history.heads().expect("heads").exhibits.count, 3);
    let found = history.verify().expect("a check");
    assert_eq!((found.problems, found.exhibits), (Vec::new(), 3));
}

#[test]
fn a_file_s_name_is_safe_wherever_it_is_written() {
    let check = |name: &str, expected: &str| {
        let exhibit =
            Exhibit { name: name.into(), sha256: String::new(), size: 0, tool: String::new(), stored_at: hour(0) };
        assert_eq!(exhibit.file_name(2), expected);
    };
    check("page.png", "2-page.png");
    check("../../etc/passwd", "2-..-..-etc-passwd");
    check("ü\u{202e}gnp.exe", "2---gnp.exe");
    check(&format!("{}.html", "a".repeat(200)), &format!("2-{}.html", "a".repeat(75)));
}
