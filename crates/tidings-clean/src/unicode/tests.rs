//! Tests of `clean.unicode`.

use proptest::prelude::*;
use tidings_core::{Document, Stage, StageType};

use super::{Unicode, UnicodeConfig};

fn run(text: &str) -> Document {
    let mut doc = Document::new("t", text).unwrap();
    Unicode::new(UnicodeConfig::default()).unwrap().process(&mut doc).unwrap();
    doc
}

fn check(text: &str, expected: &str) {
    assert_eq!(run(text).text(), expected, "{text:?}");
}

fn unchanged(text: &str) {
    check(text, text);
}

#[test]
fn mojibake_is_undone() {
    check("BRUSSELS â€” De Weverâ€™s â‚¬17 billion", "BRUSSELS — De Wever’s €17 billion");
    check("â€œWe have a plan,â€\u{9d} OrbÃ¡n", "“We have a plan,” Orbán");
    check("lost the last byte,â€ she said", "lost the last byte,” she said");
    check("NenadiÄ‡ and JanÅ¡a", "Nenadić and Janša");
    check("ÐšÐ¸Ñ—Ð²", "Київ");
    check("Â£5 and 10Â 000", "£5 and 10\u{a0}000");
    check("Nguyá»…n of Ä\u{90}Ã  Náºµng", "Nguyễn of Đà Nẵng");
    check("voilÃ  bien", "voilà bien");
}

#[test]
fn mojibake_of_mojibake_is_undone() {
    check("itÃ¢â‚¬â„¢s", "it’s");
    check("OrbÃƒÂ¡n", "Orbán");
}

#[test]
fn windows_1252_read_as_latin_1_is_undone() {
    check("it\u{92}s \u{93}fine\u{94}", "it’s “fine”");
}

#[test]
fn sound_text_stays() {
    unchanged("“Curly” ‘quotes’ – dashes — and … stay. Café, naïve, Ångström, São Paulo, Łódź.");
    unchanged("‘He said “Beyoncé’” and went to the café—… or “fiancé”…");
    unchanged("the “CAFÉ” and “À”, “Ñ” and “IRMÃ”");
    unchanged("à la carte, déjà vu, l’âme, Zürich, Übermut, Škoda, Ærø, Ísland");
    unchanged("Київ, Москва, Αθήνα, 東京, 한국어, العربية, हिन्दी");
    unchanged("AT&T; R&D, Marks & Spencer; 5 < 6");
    unchanged("👩\u{200d}🚀 می\u{200c}خواهم");
}

#[test]
fn references_are_resolved() {
    check("Q&amp;A &#8220;x&#8221; AT&amp;T&nbsp;Inc.", "Q&A “x” AT&T\u{a0}Inc.");
    check("it&amp;#39;s", "it's");
    check("&acirc;&#8364;&#8482;s", "’s");
}

#[test]
fn invisible_characters_and_odd_spaces() {
    // A soft hyphen that has broken a word shows.
    check("will start in Au\u{ad}\ngust or Sep\u{ad}\r\ntember", "will start in Au-\ngust or Sep-\ntember");
    check(
        "\u{feff}Euro\u{200b}clear wa\u{ad}ter U.S.\u{2011}backed 2.9\u{a0}million",
        "Euroclear water U.S.\u{2011}backed 2.9\u{a0}million",
    );
    check("a\u{200e}b\u{202f}c\u{200d}d", "ab\u{202f}cd");
}

#[test]
fn typography_is_made_plain_on_request() {
    let config = UnicodeConfig { spaces: true, hyphens: true, ..UnicodeConfig::default() };
    let mut doc = Document::new("t", "U.S.\u{2011}backed 2.9\u{a0}million, 5Â\u{a0}000 b\u{202f}c").unwrap();
    Unicode::new(config).unwrap().process(&mut doc).unwrap();
    assert_eq!(doc.text(), "U.S.-backed 2.9 million, 5 000 b c");
}

#[test]
fn line_ends_and_controls() {
    check("a\r\nb\rc\u{2028}d\u{0}e\u{1b}\tf", "a\nb\nc\nde\tf");
}

#[test]
fn composition() {
    check("Cafe\u{301} in Zu\u{308}rich a\u{323}\u{302}", "Café in Zürich ậ");
    unchanged("q\u{301}x");
}

#[test]
fn repairs_can_be_switched_off() {
    let text = "&amp; â€™ \u{a0}\u{ad}\u{2011}\r\n\u{1}e\u{301}";
    let off = UnicodeConfig {
        references: false,
        mojibake: false,
        invisible: false,
        spaces: false,
        hyphens: false,
        controls: false,
        line_ends: false,
        compose: false,
    };
    let mut doc = Document::new("t", text).unwrap();
    Unicode::new(off).unwrap().process(&mut doc).unwrap();
    assert_eq!(doc.text(), text);
}

#[test]
fn every_repair_leads_back() {
    let doc = run("a â€™ b");
    let repair = doc.get::<tidings_core::Repairs>().unwrap().iter().next().unwrap();
    assert_eq!(doc.source_slice(repair.source), "â€™");
    assert_eq!(repair.reason, "mojibake");
}

/// Cases as they turn up in the wild, and sound text that looks like them: kind, text, expected.
const CASES: &str = include_str!("../../tests/data/unicode_cases.tsv");

/// A field of the cases, in which odd characters are written as in Rust.
fn unescaped(field: &str) -> String {
    let (mut out, mut rest) = (String::new(), field);
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(number) = rest.strip_prefix("u{") {
            let (number, after) = number.split_once('}').expect("a closing brace");
            out.extend(char::from_u32(u32::from_str_radix(number, 16).expect("a number")));
            rest = after;
        } else {
            out.push(if rest.starts_with('n') { '\n' } else { '\\' });
            rest = &rest[1..];
        }
    }
    out + rest
}

#[test]
fn cases_from_the_wild() {
    let (mut repairs, mut sound, mut wrong) = (0, 0, Vec::new());
    for line in CASES.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, text, expected] = fields[..] else { panic!("not a case: {line}") };
        *(if kind == "sound" { &mut sound } else { &mut repairs }) += 1;
        let doc = run(&unescaped(text));
        if doc.text() != unescaped(expected) {
            wrong.push(format!("{text} -> {}", doc.text()));
        }
    }
    assert!(repairs >= 90 && sound >= 45);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

proptest! {
    #[test]
    fn any_text_is_safe_and_a_second_run_keeps_ascii(text in "\\PC*") {
        let once = run(&text);
        for run in once.alignment().runs().iter().filter(|run| run.kept) {
            prop_assert_eq!(once.slice(run.text), once.source_slice(run.source));
        }
    }

    #[test]
    fn plain_ascii_stays(text in "[a-zA-Z0-9 .,;:'\"!?()\\n-]*") {
        let doc = run(&text);
        prop_assert_eq!(doc.text(), text);
    }

    #[test]
    fn damage_is_undone(text in "([a-z]{1,4}[éüñçáíóöšćł]?[a-z]{0,3}[“”’—…]{0,2} ){0,12}") {
        // As the usual accident does it, with the undefined bytes as C1 characters.
        let damaged: String = text.bytes().map(crate::windows_1252::decode).collect();
        let doc = run(&damaged);
        prop_assert_eq!(doc.text(), text);
    }
}

/// A line without end is judged in parts, each of which looks no farther than it is long.
#[test]
fn a_long_damaged_line_takes_linear_time() {
    let time = |repeats: usize| {
        let text = "â€™Ã©".repeat(repeats);
        let start = std::time::Instant::now();
        assert_eq!(run(&text).text(), "’é".repeat(repeats));
        start.elapsed()
    };
    let (short, long) = (time(20_000), time(200_000));
    assert!(
        long < short * 30 + std::time::Duration::from_secs(1),
        "{short:?}, and {long:?} for ten times the length"
    );
}
