//! Tests of declarations of the encoding: a right one is never overruled, a wrong one that makes nonsense always.

use encoding_rs::*;
use proptest::prelude::*;

use super::charset::{decode, decode_served};

/// A language, a text in it, and the encodings that it is written in.
const TEXTS: [(&str, &str, &[&Encoding]); 17] = [
    (
        "ru",
        "Стену начнут строить в августе, сообщил городской совет. Мы ждали два года, сказала глава совета.",
        &[WINDOWS_1251, KOI8_R, ISO_8859_5, IBM866],
    ),
    (
        "uk",
        "Порт знову відкрили в понеділок уранці, повідомила міська рада. Мешканці чекали на це понад два роки.",
        &[WINDOWS_1251, KOI8_U],
    ),
    (
        "bg",
        "Пристанището беше отворено отново в понеделник сутринта, съобщи общинският съвет на града.",
        &[WINDOWS_1251, ISO_8859_5],
    ),
    (
        "pl",
        "Prezydent powiedział w środę, że rozmowy będą trwały jeszcze tydzień. Źródła zaprzeczają, że pójdą dłużej.",
        &[WINDOWS_1250, ISO_8859_2],
    ),
    (
        "cs",
        "Přístav byl v pondělí ráno znovu otevřen, oznámila městská rada. Lidé na to čekali déle než dvě léta.",
        &[WINDOWS_1250, ISO_8859_2],
    ),
    (
        "hu",
        "A kikötőt hétfőn reggel nyitották meg újra, közölte a városi tanács. A lakók több mint két éve vártak erre.",
        &[WINDOWS_1250, ISO_8859_2],
    ),
    (
        "el",
        "Το λιμάνι άνοιξε ξανά τη Δευτέρα το πρωί, είπε η δήμαρχος της πόλης στους δημοσιογράφους.",
        &[WINDOWS_1253, ISO_8859_7],
    ),
    (
        "tr",
        "Liman pazartesi sabahı yeniden açıldı, diye açıkladı belediye. Başkan, değişikliğin süreceğini söyledi.",
        &[WINDOWS_1254],
    ),
    ("he", "הנמל נפתח מחדש ביום שני בבוקר, אמר ראש העיר. התושבים חיכו לכך יותר משנתיים.", &[WINDOWS_1255]),
    (
        "ar",
        "أعلن المجلس البلدي يوم الاثنين أن بناء الجدار سيبدأ في أغسطس، وقالت رئيسة المجلس ذلك.",
        &[WINDOWS_1256],
    ),
    (
        "lt",
        "Uostas vėl atidarytas pirmadienio rytą, pranešė miesto taryba. Žmonės šito laukė ilgiau nei dvejus metus, sakė ji.",
        &[WINDOWS_1257],
    ),
    (
        "fr",
        "Le port a été rouvert lundi matin, a annoncé la mairie. Les élus étaient prêts depuis l'été, déjà.",
        &[WINDOWS_1252, ISO_8859_15],
    ),
    (
        "is",
        "Höfnin var opnuð á ný á mánudagsmorgun, sagði bæjarráðið. Íbúarnir höfðu beðið þess í meira en tvö ár.",
        &[WINDOWS_1252],
    ),
    ("zh", "港口星期一早上重新开放，市议会宣布。居民已经等待了两年多，费用由县政府支付。", &[GBK, GB18030]),
    ("zh-TW", "港口星期一早上重新開放，市議會宣布。居民已經等待了兩年多，費用由縣政府支付。", &[BIG5]),
    (
        "ja",
        "港は月曜日の朝に再開されたと市議会が発表した。住民は二年以上待っていたという。",
        &[SHIFT_JIS, EUC_JP],
    ),
    (
        "ko",
        "항구가 월요일 아침에 다시 열렸다고 시의회가 발표했다. 주민들은 이 년 넘게 기다려 왔다.",
        &[EUC_KR],
    ),
];

fn page(language: &str, declared: &str, text: &str) -> String {
    let lang = if language.is_empty() { String::new() } else { format!(" lang=\"{language}\"") };
    format!(
        "<html{lang}><head><meta charset=\"{declared}\"><title>Port</title></head><body><p>{text}</p></body></html>"
    )
}

/// The page in an encoding, read back: the text, and what was corrected.
fn read(encoding: &'static Encoding, page: &str) -> (String, Option<(&'static str, &'static str)>) {
    let (bytes, _, lost) = encoding.encode(page);
    assert!(!lost, "{} cannot hold {page}", encoding.name());
    let decoded = decode(&bytes, None, true).expect("text");
    (decoded.text, decoded.corrected)
}

#[test]
fn a_right_declaration_is_never_overruled() {
    for (language, text, encodings) in TEXTS {
        for encoding in encodings {
            for (language, text) in [
                (language, text.to_owned()),
                ("", text.to_owned()),
                ("en", text.to_owned()),
                (language, text.to_uppercase()),
            ] {
                let page = page(language, encoding.name(), &text);
                if encoding.encode(&page).2 {
                    continue;
                }
                assert_eq!(read(encoding, &page), (page.clone(), None));
            }
        }
    }
}

#[test]
fn a_declaration_as_western_that_makes_nonsense_gives_way() {
    for (language, text, encodings) in
        TEXTS.into_iter().filter(|(language, ..)| !matches!(*language, "fr" | "is"))
    {
        for encoding in encodings {
            let page = page(language, "iso-8859-1", text);
            let (read, corrected) = read(encoding, &page);
            assert_eq!(read, page, "{}", encoding.name());
            assert!(corrected.is_some_and(|(declared, _)| declared == "windows-1252"), "{corrected:?}");
        }
    }
}

#[test]
fn it_does_so_without_the_language_where_the_letters_say_it() {
    for (_, text, encodings) in TEXTS
        .into_iter()
        .filter(|(language, ..)| matches!(*language, "ru" | "bg" | "el" | "pl" | "he" | "ar" | "zh" | "ko"))
    {
        let page = page("", "iso-8859-1", text);
        assert_eq!(read(encodings[0], &page).0, page);
    }
}

#[test]
fn a_declaration_of_another_alphabet_gives_way() {
    for (language, text, encoding, declared) in [
        ("fr", TEXTS[11].1, WINDOWS_1252, "windows-1251"),
        ("fr", TEXTS[11].1, WINDOWS_1252, "koi8-r"),
        ("ru", TEXTS[0].1, KOI8_R, "windows-1251"),
        ("ru", TEXTS[0].1, WINDOWS_1251, "koi8-r"),
        ("ko", TEXTS[16].1, EUC_KR, "gb2312"),
        ("tr", TEXTS[7].1, WINDOWS_1254, "iso-8859-2"),
        ("pl", TEXTS[3].1, ISO_8859_2, "windows-1250"),
    ] {
        let page = page(language, declared, text);
        let (read, corrected) = read(encoding, &page);
        assert_eq!(read, page, "{declared}");
        assert!(corrected.is_some(), "{declared}");
    }
}

#[test]
fn a_page_that_is_not_the_utf8_it_declares_is_guessed() {
    for (language, text, encodings) in TEXTS {
        let page = page(language, "utf-8", text);
        assert_eq!(read(encodings[0], &page).0, page, "{language}");
    }
}

#[test]
fn the_page_is_believed_where_the_server_makes_nonsense() {
    let page = page("", "windows-1251", TEXTS[0].1);
    let (bytes, ..) = WINDOWS_1251.encode(&page);
    let read = decode_served(&bytes, None, Some(WINDOWS_1252), true).expect("text");
    assert_eq!((read.text, read.corrected), (page.clone(), Some(("windows-1252", "windows-1251"))));
    let right = decode_served(&bytes, None, Some(WINDOWS_1251), true).expect("text");
    assert_eq!((right.text, right.corrected), (page, None));
}

#[test]
fn english_with_few_accents_keeps_its_declaration() {
    for declared in ["iso-8859-1", "windows-1252", "iso-8859-15"] {
        let encoding = Encoding::for_label(declared.as_bytes()).expect("a label");
        let page = page(
            "en",
            declared,
            "The café’s “naïve” owner, Zoë, paid £5 — or €6 – for 3×4 m² at 20 °C ® ©.".trim(),
        );
        let page = if encoding == ISO_8859_15 {
            page.replace(['’', '“', '”', '—', '–'], "'")
        } else {
            page
        };
        assert_eq!(read(encoding, &page), (page.clone(), None), "{declared}");
    }
}

proptest! {
    #[test]
    fn any_page_is_read(bytes in proptest::collection::vec(any::<u8>(), 0..300), language in "[a-z]{2}") {
        let mut page = format!("<html lang={language}><meta charset=iso-8859-1>").into_bytes();
        page.extend(bytes);
        let _ = decode(&page, None, true);
    }
}
