//! What the wording of a line or block says, in numbers: how long it is, how it ends, which sorts of words it has.
//!
//! The trained models of `clean.page` and `clean.boilerplate` look at the same numbers. They are counts of sorts of
//! words, never of the words themselves, so that a model cannot learn the topics of its training pages. All but the
//! sorts of words are the same in every language.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Words without a topic.
#[rustfmt::skip]
const STOP: &[&str] = &[
    "the", "a", "an", "and", "or", "but", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as", "is", "was",
    "are", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "it", "its", "this", "that", "these",
    "those", "there", "which", "who", "whom", "whose", "what", "when", "where", "how", "why", "not", "no", "will", "would",
    "can", "could", "should", "may", "might", "must", "if", "than", "then", "so", "such", "about", "into", "over", "after",
    "before", "between", "through", "during", "because", "while", "also", "more", "most", "other", "some", "any", "all",
    "they", "them", "their", "he", "him", "his", "she", "her", "up", "out", "only", "even", "just", "like",
];
/// Words by which people speak of themselves.
const FIRST: &[&str] = &["i", "me", "my", "mine", "myself", "im", "ive", "id", "ill"];
/// Words by which people speak to others or for a group.
const SECOND: &[&str] = &["you", "your", "yours", "we", "our", "us", "youre", "lets"];
/// Words of reports.
#[rustfmt::skip]
const REPORT: &[&str] = &[
    "said", "says", "told", "according", "announced", "reported", "officials", "spokesman", "spokeswoman", "statement",
];
/// Words of dates and ages.
#[rustfmt::skip]
const DATE: &[&str] = &[
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "am", "pm", "ago", "min",
    "mins", "hours", "updated", "published", "posted", "gmt", "est", "utc", "edt", "date",
];
/// Words of the controls and notices of pages.
#[rustfmt::skip]
const WEB: &[&str] = &[
    "subscribe", "newsletter", "newsletters", "cookies", "cookie", "login", "log", "sign", "share", "comment", "comments",
    "reply", "privacy", "email", "click", "copyright", "rights", "reserved", "follow", "related", "advertisement",
    "sponsored", "facebook", "twitter", "instagram", "linkedin", "pinterest", "whatsapp", "youtube", "reddit", "menu",
    "search", "contact", "terms", "policy", "download", "app", "print", "tweet", "password", "account", "register", "home",
    "skip", "tags", "categories", "archives", "sitemap", "faq", "careers", "powered", "wordpress", "account", "cart", "submit", "login",
    "browser", "javascript", "settings", "accept", "unsubscribe", "inbox", "signup", "subscribers", "flag", "report", "abuse", "replies",
    "permalink", "recommend", "upvote", "downvote", "views", "likes",
];
/// Words by which one text points to another.
#[rustfmt::skip]
const POINT: &[&str] = &[
    "read", "see", "watch", "listen", "more", "related", "next", "previous", "continue", "learn", "view", "check", "here", "latest",
    "popular", "trending", "recommended", "also", "top", "best",
];
/// Words of credits.
#[rustfmt::skip]
const CREDIT: &[&str] = &[
    "photo", "photos", "photograph", "image", "images", "courtesy", "credit", "getty", "reuters", "afp", "shutterstock", "unsplash",
    "istock", "picture", "pictured", "caption", "by", "author", "written", "editor", "writer", "reporter", "staff", "correspondent", "contributor",
    "illustration", "graphic",
];

/// The sorts of words that are counted; a word may be of several.
pub(crate) const SORTS: usize = 8;
static SORT_WORDS: [&[&str]; SORTS] = [STOP, FIRST, SECOND, REPORT, DATE, WEB, POINT, CREDIT];

/// By word: one for every sort that it is of.
static WORDS: LazyLock<FxHashMap<u128, [u16; SORTS]>> = LazyLock::new(|| {
    let mut words: FxHashMap<u128, [u16; SORTS]> = FxHashMap::default();
    for (sort, list) in SORT_WORDS.iter().enumerate() {
        for word in *list {
            let key = word.bytes().fold(0u128, |key, byte| key << 8 | u128::from(byte));
            words.entry(key).or_default()[sort] = 1;
        }
    }
    words
});

/// The marks at the ends of sentences, of all scripts that are written with some.
pub(crate) const SENTENCE_ENDS: [char; 15] =
    ['.', '!', '?', '…', '。', '！', '？', '．', '؟', '۔', '।', '॥', '։', '።', '｡'];
/// Marks that close a quotation or a parenthesis after the end of a sentence.
#[rustfmt::skip]
pub(crate) const CLOSERS: [char; 20] = [
    '"', '”', '“', '’', '‘', '\'', ')', ']', '»', '«', '›', '‹', '*', '_', '」', '』', '）', '】', '》', ' ',
];

/// Whether a text ends like a sentence.
pub(crate) fn is_closed(text: &str) -> bool {
    text.trim_end_matches(CLOSERS).ends_with(SENTENCE_ENDS)
}

/// The counts of a text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Prose {
    /// Words: runs of letters and digits, apostrophes inside them included. In scripts without spaces two
    /// characters are one.
    pub(crate) words: u32,
    /// Bytes in words.
    pub(crate) letters: u32,
    /// Words by sort, in the order of the tables.
    pub(crate) sorts: [u16; SORTS],
    /// Words that begin with a capital letter.
    pub(crate) capitals: u32,
    /// Words of two letters and more in capitals.
    pub(crate) shouted: u32,
    /// Words that begin with a digit.
    pub(crate) numbers: u32,
    /// Ends of sentences inside the text.
    pub(crate) stops: u32,
    pub(crate) commas: u32,
    pub(crate) quotes: u32,
    /// Bars, arrows, bullets, signs.
    pub(crate) signs: u32,
    /// Whether it ends like a sentence.
    pub(crate) closed: bool,
    /// Whether it ends with a colon.
    pub(crate) colon: bool,
    /// Whether it ends with a question mark.
    pub(crate) question: bool,
    /// Whether the first letter is a capital.
    pub(crate) opens: bool,
    /// Whether it begins with a digit.
    pub(crate) numbered: bool,
}

impl Prose {
    /// Counts.
    pub(crate) fn of(text: &str) -> Prose {
        let bytes = text.as_bytes();
        let mut prose = Prose::default();
        let mut at = 0;
        // Looked up once, not for every word.
        let table = &*WORDS;
        while at < bytes.len() {
            let byte = bytes[at];
            match byte {
                b' ' | b'\n' => at += 1,
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | 0x80.. => {
                    let start = at;
                    at = prose.word(text, at, table);
                    if at == start {
                        at = prose.sign(text, at);
                    }
                }
                b'.' | b'!' | b'?' => {
                    at += 1;
                    let ends = matches!(bytes.get(at), None | Some(b' ' | b'"' | b')' | b'\'' | 0x80..));
                    prose.stops += u32::from(ends && prose.words > 0);
                }
                b',' | b';' => {
                    prose.commas += 1;
                    at += 1;
                }
                b'"' => {
                    prose.quotes += 1;
                    at += 1;
                }
                b'|' | b'>' | b'<' | b'@' | b'/' | b'*' | b'=' | b'#' | b'+' | b'{' | b'}' | b'_' | b'\\'
                | b'^' => {
                    prose.signs += 1;
                    at += 1;
                }
                _ => at += 1,
            }
        }
        let end = text.trim_end_matches(CLOSERS);
        prose.closed = end.ends_with(SENTENCE_ENDS);
        prose.question = end.ends_with(['?', '？', '؟']);
        prose.colon = end.ends_with(':');
        prose
    }

    /// A word that begins at `at`; where it ends, or `at` if there is none.
    fn word(&mut self, text: &str, at: usize, table: &FxHashMap<u128, [u16; SORTS]>) -> usize {
        let bytes = text.as_bytes();
        let (mut key, mut len, mut upper, mut end, mut foreign) = (0u128, 0u32, 0u32, at, false);
        let mut unspaced = 0;
        while let Some(&byte) = bytes.get(end) {
            match byte {
                b'a'..=b'z' | b'0'..=b'9' => key = key << 8 | u128::from(byte),
                b'A'..=b'Z' => {
                    key = key << 8 | u128::from(byte | 0x20);
                    upper += 1;
                }
                b'\'' if end > at && bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic) => {
                    end += 1;
                    continue;
                }
                0x80.. => {
                    let Some(c) = text[end..].chars().next() else { break };
                    let inside =
                        c == '’' && end > at && bytes.get(end + 3).is_some_and(u8::is_ascii_alphabetic);
                    if !inside && !c.is_alphanumeric() {
                        break;
                    }
                    if !inside {
                        foreign = true;
                        len += 1;
                        upper += u32::from(c.is_uppercase());
                        unspaced += u32::from(is_written_without_spaces(c));
                    }
                    end += c.len_utf8();
                    continue;
                }
                _ => break,
            }
            len += 1;
            end += 1;
        }
        if end == at {
            return at;
        }
        let first = bytes[at];
        if self.words == 0 {
            self.opens = upper > 0 && (first.is_ascii_uppercase() || first >= 0x80);
            self.numbered = first.is_ascii_digit();
        }
        self.words += (unspaced / 2).max(1);
        self.letters += len;
        self.capitals += u32::from(first.is_ascii_uppercase() || first >= 0x80 && upper > 0);
        self.shouted += u32::from(len >= 2 && upper == len);
        self.numbers += u32::from(first.is_ascii_digit());
        if !foreign
            && len <= 16
            && let Some(sorts) = table.get(&key)
        {
            self.sorts.iter_mut().zip(sorts).for_each(|(count, one)| *count = count.saturating_add(*one));
        }
        end
    }

    /// A character beyond ASCII that is no letter.
    fn sign(&mut self, text: &str, at: usize) -> usize {
        let Some(c) = text[at..].chars().next() else { return at + 1 };
        match c {
            '“' | '”' | '«' | '»' | '„' | '「' | '」' | '『' | '』' => self.quotes += 1,
            '©' | '•' | '·' | '→' | '←' | '›' | '‹' | '►' | '▶' | '®' | '™' | '|' | '×' => {
                self.signs += 1
            }
            '、' | '，' | '؛' | '،' | '；' => self.commas += 1,
            '…' => self.stops += 1,
            '。' | '！' | '？' | '؟' | '۔' | '।' => self.stops += u32::from(self.words > 0),
            _ => {}
        }
        at + c.len_utf8()
    }

    /// The share of words of a sort, by its place in the tables.
    pub(crate) fn share(&self, sort: usize) -> f32 {
        f32::from(self.sorts[sort]) / self.words.max(1) as f32
    }

    /// Whether it has a word of pages, or speaks to the reader or for a group.
    pub(crate) fn speaks_of_the_page(&self) -> bool {
        self.sorts[2] > 0 || self.sorts[5] > 0
    }

    /// Whether it reads like a sentence or more of running text, in any language: long enough, ended or divided like
    /// sentences, and not mostly capitals and numbers as lists of names and links are.
    pub(crate) fn is_running(&self) -> bool {
        let divided = self.closed || self.stops > 0 || self.words >= 25 && self.commas > 0;
        self.words >= 10
            && divided
            && self.capitals * 10 <= self.words * 7
            && (self.shouted + self.numbers) * 2 <= self.words
    }

    /// Whether it reads like running text in English.
    pub(crate) fn is_running_english(&self) -> bool {
        self.words >= 10 && (self.closed || self.stops > 0 || self.words >= 25) && self.sorts[0] >= 2
    }
}

/// Whether a character belongs to a script without spaces between words: Thai, Lao, Khmer, kana, Han.
fn is_written_without_spaces(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_sorts_of_words() {
        let prose = Prose::of("“I don’t think the port will open,” she said. The BOARD met in May 2025.");
        assert_eq!(prose.words, 15);
        assert_eq!((prose.sorts[1], prose.sorts[3]), (1, 1));
        assert_eq!((prose.stops, prose.commas, prose.quotes), (2, 1, 2));
        assert_eq!((prose.shouted, prose.numbers), (1, 1));
        assert!(prose.closed && prose.opens && prose.is_running());
    }

    #[test]
    fn running_text_is_known_in_any_language() {
        for text in [
            "Der Hafen bleibt bis zum Frühjahr geschlossen, sagte die Behörde am Montag den Reportern.",
            "港は春まで閉鎖されると、港湾局が月曜日に記者団に語った。",
            "Порт останется закрытым до весны, сообщило в понедельник управление порта журналистам города.",
            "قال مجلس الميناء يوم الاثنين إن الرصيف الشمالي سيبقى مغلقا حتى الربيع، فهل يكفي ذلك؟",
        ] {
            assert!(Prose::of(text).is_running(), "{text}");
        }
        for text in [
            "Startseite Politik Wirtschaft Kultur Sport Wetter Meinung Reise Auto Wissen Karriere Jobs",
            "ニュース　スポーツ　天気",
            "2019 2020 2021 2022 2023 2024 2025 2026 2027 2028 2029 2030 2031.",
        ] {
            assert!(!Prose::of(text).is_running(), "{text}");
        }
    }

    #[test]
    fn odd_text_is_counted_too() {
        for text in ["", "…", "’", "é’a", "日本", "\u{301}", "| › ©", "a’"] {
            Prose::of(text);
        }
    }
}
