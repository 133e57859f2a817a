//! What a page says of its language, and which letters that language is written with.
//!
//! Two encodings of Latin letters often differ in a few letters that are plausible either way: "baþkan" is no word of
//! Turkish, but `plausible` cannot know that. The alphabet of the language that the page names can.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, ISO_8859_2, ISO_8859_5, ISO_8859_7, KOI8_R, KOI8_U, SHIFT_JIS,
    WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, WINDOWS_1258,
};

use super::plausible::is_typographic;

/// A language that Windows-1252 does not write.
pub(super) struct Language {
    code: &'static [u8],
    /// The domain of the country, which hints at the encoding.
    pub(super) country: &'static [u8],
    /// Encodings that it is written in, the commonest first.
    pub(super) encodings: &'static [&'static Encoding],
    letters: Letters,
}

/// The letters that are not ASCII.
enum Letters {
    /// By name, small.
    Of(&'static str),
    /// Blocks of Unicode: the first and the last number.
    Blocks(&'static [(u32, u32)]),
}

const CYRILLIC: Letters = Letters::Blocks(&[(0x400, 0x52F)]);
const ARABIC: Letters = Letters::Blocks(&[(0x600, 0x6FF)]);
const JAPANESE: Letters = Letters::Blocks(&[(0x2E80, 0xA4CF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF)]);
const CHINESE: Letters = Letters::Blocks(&[
    (0x2E80, 0x303F),
    (0x3100, 0x312F),
    (0x31A0, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFFEF),
]);
const KOREAN: Letters = Letters::Blocks(&[(0x3000, 0x303F), (0xAC00, 0xD7FF), (0xFF00, 0xFFEF)]);

macro_rules! language {
    ($code:literal, $country:literal, [$($encoding:ident),+], $letters:expr) => {
        Language { code: $code, country: $country, encodings: &[$($encoding),+], letters: $letters }
    };
}

static LANGUAGES: [Language; 27] = [
    language!(b"ar", b"eg", [WINDOWS_1256], ARABIC),
    language!(b"be", b"by", [WINDOWS_1251], CYRILLIC),
    language!(b"bg", b"bg", [WINDOWS_1251, ISO_8859_5], CYRILLIC),
    language!(b"cs", b"cz", [WINDOWS_1250, ISO_8859_2], Letters::Of("áčďéěíňóřšťúůýžäö")),
    language!(b"el", b"gr", [WINDOWS_1253, ISO_8859_7], Letters::Blocks(&[(0x370, 0x3FF)])),
    language!(b"et", b"ee", [WINDOWS_1257], Letters::Of("äõöüšž")),
    language!(b"fa", b"ir", [WINDOWS_1256], ARABIC),
    language!(b"he", b"il", [WINDOWS_1255], Letters::Blocks(&[(0x590, 0x5FF)])),
    language!(b"hr", b"hr", [WINDOWS_1250, ISO_8859_2], Letters::Of("čćđšž")),
    language!(b"hu", b"hu", [WINDOWS_1250, ISO_8859_2], Letters::Of("áéíóöőúüűä")),
    language!(b"ja", b"jp", [SHIFT_JIS, EUC_JP], JAPANESE),
    language!(b"ko", b"kr", [EUC_KR], KOREAN),
    language!(b"lt", b"lt", [WINDOWS_1257], Letters::Of("ąčęėįšųūž")),
    language!(b"lv", b"lv", [WINDOWS_1257], Letters::Of("āčēģīķļņšūžō")),
    language!(b"mk", b"mk", [WINDOWS_1251, ISO_8859_5], CYRILLIC),
    language!(b"pl", b"pl", [WINDOWS_1250, ISO_8859_2], Letters::Of("ąćęłńóśźż")),
    language!(b"ro", b"ro", [WINDOWS_1250, ISO_8859_2], Letters::Of("ăâîşţșț")),
    language!(b"ru", b"ru", [WINDOWS_1251, KOI8_R, ISO_8859_5], CYRILLIC),
    language!(b"sk", b"sk", [WINDOWS_1250, ISO_8859_2], Letters::Of("áäčďéíĺľňóôŕšťúýž")),
    language!(b"sl", b"si", [WINDOWS_1250, ISO_8859_2], Letters::Of("čšžćđ")),
    language!(b"th", b"th", [WINDOWS_874], Letters::Blocks(&[(0xE00, 0xE7F)])),
    language!(b"tr", b"tr", [WINDOWS_1254], Letters::Of("çğıöşüâîû")),
    language!(b"uk", b"ua", [WINDOWS_1251, KOI8_U], CYRILLIC),
    language!(
        b"vi",
        b"vn",
        [WINDOWS_1258],
        Letters::Blocks(&[(0xC0, 0x1B0), (0x300, 0x323), (0x1EA0, 0x1EF9)])
    ),
    // Of two codes that fit, the last is taken: the longer.
    language!(b"zh", b"cn", [GBK], CHINESE),
    language!(b"zh-tw", b"tw", [BIG5], CHINESE),
    language!(b"zh-hant", b"tw", [BIG5], CHINESE),
];

impl Language {
    /// The language of a code such as `pl` or `pl-PL`, in small letters.
    pub(super) fn of_code(code: &[u8]) -> Option<&'static Language> {
        let is = |known: &&Language| {
            code.strip_prefix(known.code)
                .is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphanumeric))
        };
        LANGUAGES.iter().rev().find(is)
    }

    /// How many of a thousand characters of the text that are not ASCII are letters of the language; `None` if there
    /// are too few to say.
    pub(super) fn fit(&self, text: &str) -> Option<usize> {
        const FEWEST: usize = 8;
        let (mut all, mut fitting) = (0, 0);
        for c in text.chars().filter(|&c| !c.is_ascii() && !is_typographic(c)) {
            all += 1;
            fitting += usize::from(self.has(c));
        }
        (all >= FEWEST).then(|| fitting * 1000 / all)
    }

    fn has(&self, c: char) -> bool {
        match self.letters {
            Letters::Of(letters) => {
                c.to_lowercase().next().is_some_and(|small| letters.contains(small)) || c == 'İ'
            }
            Letters::Blocks(blocks) => {
                blocks.iter().any(|&(first, last)| (first..=last).contains(&u32::from(c)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_name_languages() {
        let country = |code: &[u8]| Language::of_code(code).map(|language| language.country);
        assert_eq!(country(b"pl-pl"), Some(&b"pl"[..]));
        assert_eq!(country(b"zh-tw"), Some(&b"tw"[..]));
        assert_eq!(country(b"zh"), Some(&b"cn"[..]));
        assert_eq!(country(b"plain"), None);
        assert_eq!(country(b"en"), None);
    }

    #[test]
    fn a_text_fits_its_language() {
        let turkish = Language::of_code(b"tr").unwrap();
        assert_eq!(turkish.fit("Başkan, “değişikliği” yarın açıkladı"), Some(1000));
        assert!(turkish.fit("Baþkan, deðiþikliði yarýn açýkladý").is_some_and(|fit| fit < 300));
        assert_eq!(turkish.fit("açık"), None);
    }
}
