//! Which language a text is in, and whether that is English.
//!
//! A text counts as English unless there is evidence against it: most of its letters are of another script, or the identifier is sure
//! of another language and the small words of the text are not English ones. Short texts, names of people and places of elsewhere, and
//! single sentences in another language are not enough. Invariant: what is said never depends on anything but the text.

/// What the text of a document says of its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// It is English, or mostly.
    English,
    /// It is in another language, with its ISO 639-1 code if it is known.
    Other(Option<&'static str>),
    /// There is too little of it.
    Unsure,
}

/// Fewer letters of another script than this are a name.
const LEAST_LETTERS: usize = 12;
/// A text with fewer bytes tells no language by its letters alone: single words are told apart by chance.
const LEAST_BYTES: usize = 40;
/// In a longer text the identifier is right without the support of small words.
const PLENTY_BYTES: usize = 400;
/// Of English prose, one word in five and more is one of [`ENGLISH`]; a headline may have none.
const ENGLISH_SHARE: f64 = 0.1;
/// Of prose in the languages of [`OTHERS`], one word in four and more is one of them.
const OTHER_SHARE: f64 = 0.12;

/// The language of a text; `least` is the confidence that the identifier must have.
pub(super) fn identify(text: &str, least: f64) -> Found {
    if is_plainly_english(text) {
        return Found::English;
    }
    let (mut latin, mut other) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if is_latin(c) { latin += 1 } else { other += 1 }
    }
    let detected = || whatlang::detect(text);
    if other >= LEAST_LETTERS && other > latin {
        // A line of mixed scripts has the language of most of it.
        return Found::Other(
            detected().map(|info| info.lang()).filter(|lang| !is_of_latin(*lang)).and_then(iso_639_1),
        );
    }
    let Some(info) = detected().filter(|_| text.len() >= LEAST_BYTES) else { return Found::Unsure };
    let words = SmallWords::of(text);
    let sure = info.confidence() >= least;
    if info.lang() == whatlang::Lang::Eng {
        // Small words of another language throughout, and none of English.
        let foreign =
            words.others >= 4 && words.english == 0 && words.share(words.others) >= 2.0 * OTHER_SHARE;
        return match (foreign, sure || words.share(words.english) >= ENGLISH_SHARE) {
            (true, _) => Found::Other(None),
            (false, true) => Found::English,
            (false, false) => Found::Unsure,
        };
    }
    if words.share(words.english) >= ENGLISH_SHARE && words.english >= words.others {
        return Found::English;
    }
    let supported =
        words.others >= 2 && words.share(words.others) >= OTHER_SHARE && words.others > words.english;
    // Letters that English does without: of names there are a few, of such a language there are many.
    let accented = words.accented >= 3 && words.share(words.accented) >= 0.2;
    if supported && (sure || words.share(words.others) >= 2.0 * OTHER_SHARE)
        || sure && words.english <= words.others && (accented || text.len() >= PLENTY_BYTES)
    {
        return Found::Other(iso_639_1(info.lang()));
    }
    Found::Unsure
}

/// Whether a letter is of the Latin script. Modifiers and the letters of phonetics count as Latin: they stand in names.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{36f}' | '\u{1d00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' | '\u{fb00}'..='\u{fb06}' | '\u{ff21}'..='\u{ff5a}')
}

/// Whether a language is written in Latin letters.
fn is_of_latin(lang: whatlang::Lang) -> bool {
    whatlang::Script::Latin.langs().contains(&lang)
}

/// How many small words a text has. Words with a capital do not count: *Los Angeles*, *Der Spiegel*.
struct SmallWords {
    all: usize,
    english: usize,
    others: usize,
    accented: usize,
}

impl SmallWords {
    fn of(text: &str) -> Self {
        let mut counts = SmallWords { all: 0, english: 0, others: 0, accented: 0 };
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')) {
            if !word.starts_with(char::is_alphabetic) {
                continue;
            }
            counts.all += 1;
            if word.starts_with(char::is_uppercase) {
                // "The" and "This" begin sentences as no name does.
                counts.english += usize::from(matches!(word, "The" | "This" | "It" | "They" | "But" | "And"));
                continue;
            }
            counts.english += usize::from(ENGLISH.binary_search(&word).is_ok());
            counts.others += usize::from(OTHERS.binary_search(&word).is_ok());
            counts.accented += usize::from(!word.is_ascii() && !word.contains('’'));
        }
        counts
    }

    fn share(&self, count: usize) -> f64 {
        count as f64 / self.all.max(1) as f64
    }
}

/// Small words of English that are not words of other languages in Latin letters, sorted.
const ENGLISH: [&str; 76] = [
    "about", "after", "and", "are", "as", "be", "because", "been", "before", "but", "by", "could", "did",
    "does", "from", "had", "has", "have", "he", "her", "his", "how", "if", "into", "is", "it", "its", "more",
    "most", "new", "not", "of", "off", "on", "one", "or", "other", "our", "out", "over", "said", "says",
    "she", "should", "since", "some", "than", "that", "the", "their", "them", "then", "there", "these",
    "they", "this", "to", "two", "up", "was", "we", "were", "what", "when", "where", "which", "while", "who",
    "why", "will", "with", "without", "would", "year", "you", "your",
];

/// Small words of the commonest other languages in Latin letters that are not words of English, sorted.
const OTHERS: [&str; 325] = [
    "aan", "adalah", "af", "aj", "akan", "ako", "ale", "alla", "amb", "anche", "ang", "ao", "apie", "ar",
    "arī", "att", "até", "au", "auch", "auf", "aus", "aux", "av", "avec", "ay", "az", "azt", "bei", "bet",
    "bij", "bija", "bil", "bio", "bir", "ble", "blev", "bolo", "bu", "buvo", "byla", "ca", "care", "ce",
    "cette", "cha", "che", "cho", "com", "como", "con", "csak", "cu", "các", "có", "của", "da", "daha",
    "dal", "dalam", "dan", "dans", "dari", "das", "dass", "dat", "de", "dedi", "dei", "del", "della",
    "delle", "dem", "den", "dengan", "der", "desde", "det", "deze", "di", "din", "dla", "dos", "du", "dėl",
    "een", "efter", "egy", "ei", "ein", "eine", "einer", "el", "elle", "eller", "els", "em", "en", "entre",
    "er", "est", "este", "está", "ett", "että", "ez", "foi", "fost", "från", "fue", "för", "für", "gibi",
    "gli", "han", "har", "hasta", "heeft", "het", "hii", "hindi", "hogy", "hän", "ich", "ikke", "ikkje",
    "il", "ile", "im", "ini", "inte", "ir", "ist", "ito", "itu", "iz", "için", "iš", "ja", "jak", "je",
    "jego", "jest", "joka", "jsou", "juga", "ka", "kad", "kadar", "kako", "kas", "katika", "kay", "ke",
    "không", "ki", "koji", "kot", "který", "kui", "kun", "kwa", "la", "lakini", "las", "le", "les", "leur",
    "lo", "los", "lui", "là", "maar", "mai", "mais", "med", "meg", "met", "mga", "mit", "mutta", "myös",
    "már", "más", "một", "na", "naar", "nach", "nel", "nella", "nem", "není", "ng", "người", "những", "ni",
    "nicht", "nie", "niet", "nije", "ning", "noch", "nog", "non", "nous", "nu", "này", "não", "och", "od",
    "oder", "og", "også", "olan", "olarak", "oleh", "oli", "om", "oma", "ont", "ook", "op", "oraz", "os",
    "ovat", "où", "pada", "para", "pas", "pe", "pela", "pelo", "pentru", "pero", "pia", "più", "po", "podle",
    "por", "pre", "pri", "przed", "przez", "på", "que", "qui", "sau", "se", "see", "sen", "sich", "sind",
    "się", "ska", "sobre", "som", "sono", "sonra", "sont", "stato", "su", "sur", "sus", "são", "són", "sú",
    "ta", "také", "también", "também", "tas", "te", "telah", "tidak", "tika", "til", "till", "trong", "tudi",
    "uit", "um", "uma", "un", "una", "und", "une", "untuk", "uz", "van", "var", "ve", "ved", "vil", "vir",
    "volt", "von", "voor", "vous", "và", "være", "với", "wa", "werd", "werden", "wird", "wordt", "wurde",
    "yang", "yra", "za", "zijn", "został", "zu", "zum", "zur", "är", "çok", "és", "été", "în", "đã", "được",
    "što", "że", "že", "și",
];

/// Whether the commonest words of English make up as much of a text as they do in English; saves the
/// identifier, which reads a few megabytes a second, on most of a collection.
fn is_plainly_english(sample: &str) -> bool {
    let (mut words, mut english, mut the) = (0u32, 0u32, 0u32);
    for word in sample.split_ascii_whitespace().take(150) {
        words += 1;
        match word {
            "the" | "The" => (english, the) = (english + 1, the + 1),
            "of" | "and" | "to" | "that" | "with" | "was" | "were" | "for" | "said" | "from" | "which"
            | "have" | "has" | "had" | "his" | "her" | "they" | "their" | "who" | "this" | "been" => {
                english += 1
            }
            _ => {}
        }
    }
    words >= 40 && english * 8 >= words && the >= 2
}

fn iso_639_1(lang: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang;
    Some(match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        _ => return None,
    })
}

#[cfg(test)]
#[path = "language_tests.rs"]
mod tests;
