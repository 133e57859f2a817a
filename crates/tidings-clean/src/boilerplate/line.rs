//! What the form of a line says: how long it is, how it ends, whether it reads like running text.

use crate::prose::{CLOSERS, is_closed};
use tidings_core::Span;

use super::glued::Piece;

/// Lines longer than this are running text; their words are not counted one by one.
const LONG: usize = 600;

/// A line and its form.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    pub(crate) span: Span,
    /// Words; estimated for long lines.
    pub(crate) words: u32,
    /// Whether it ends like a sentence.
    pub(crate) closed: bool,
    /// Whether it ends with a colon: a list or a quotation follows.
    pub(crate) leads: bool,
    /// Whether it begins with a bullet.
    pub(crate) bullet: bool,
    /// Whether it begins with a number and a period or parenthesis.
    pub(crate) numbered: bool,
    /// Whether it was a part of a long line, and so of running text.
    pub(crate) glued: bool,
}

impl Line {
    pub(crate) fn new(text: &str, Piece { span, glued }: Piece) -> Self {
        let slice = span.slice(text).unwrap_or("");
        let words = if slice.len() > LONG { slice.len() / 6 } else { words(slice) } as u32;
        Line {
            span,
            words,
            closed: is_closed(slice),
            leads: slice.ends_with(':'),
            bullet: is_bullet(slice),
            numbered: is_numbered(slice),
            glued,
        }
    }

    /// Whether the line reads like a sentence or more of running text.
    pub(crate) fn is_body(&self) -> bool {
        self.glued || self.words >= 20 || (self.closed || self.leads) && self.words >= 6
    }

    /// Whether the line could be a headline or a heading by its form.
    pub(crate) fn is_headline(&self, text: &str) -> bool {
        let slice = self.span.slice(text).unwrap_or("");
        let start = slice.trim_start_matches(|c: char| !c.is_alphanumeric());
        let opens = start.starts_with(|c: char| !c.is_lowercase());
        !self.glued
            && (1..=25).contains(&self.words)
            && slice.len() <= 220
            && opens
            && !self.bullet
            && !ends_like_text(slice)
            && (!self.leads || self.words <= 6)
    }
}

/// How many words a line has: its gaps, since the lines have been repaired; in scripts that set no spaces between
/// words, one for every two characters.
fn words(line: &str) -> usize {
    let spaces = line.bytes().filter(|&byte| byte == b' ').count();
    // The first bytes of Chinese and Japanese characters, and of Thai ones.
    let wide = line.bytes().filter(|byte| (0xE3..=0xE9).contains(byte)).count();
    let thai = memchr::memmem::find_iter(line.as_bytes(), [0xE0, 0xB8].as_slice()).count();
    1 + spaces.max(wide / 2 + thai / 4)
}

/// Whether a line ends as no headline does; "in the U.S." is a possible end.
fn ends_like_text(line: &str) -> bool {
    let bare = line.trim_end_matches(CLOSERS);
    let mut last = bare.chars().rev();
    match last.next() {
        Some('.') => !(last.next().is_some_and(char::is_uppercase) && last.next() == Some('.')),
        Some(c) => matches!(c, ';' | ',' | '…' | '。' | '，' | '、' | '؛' | '،' | '।' | '۔'),
        None => true,
    }
}

/// How many bytes a bullet at the start of a line takes, with the space after it; 0 for none.
pub(crate) fn bullet_len(line: &str) -> usize {
    let rest =
        line.trim_start_matches(['*', '•', '-', '–', '‣', '▪', '·', '●', '◦', '○', '■', '–', '\u{F0B7}']);
    let marks = line[..line.len() - rest.len()].chars().count();
    if marks != 1 {
        return 0;
    }
    // A round bullet needs no space after it; the others also begin words and numbers.
    let sure = line.starts_with(['•', '‣', '▪', '●', '◦', '■', '\u{F0B7}']);
    let bare = rest.trim_start_matches([' ', '\t', '\u{A0}']);
    if bare.len() < rest.len() || sure { line.len() - bare.len() } else { 0 }
}

fn is_bullet(line: &str) -> bool {
    bullet_len(line) > 0
}

pub(crate) fn is_numbered(line: &str) -> bool {
    let bare = line.strip_prefix('(').unwrap_or(line);
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = bare.len() - rest.len();
    (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_sentences_of_other_scripts() {
        let line =
            |text: &str| Line::new(text, Piece { span: Span::new(0, text.len() as u32), glued: false });
        for text in [
            "港口管理委員會星期一表示，北碼頭將繼續關閉。",
            "Совет порта сказал в понедельник, что причал закрыт!",
            "قال مجلس الميناء يوم الاثنين إن الرصيف سيبقى مغلقا۔",
            "क्या बंदरगाह सोमवार को फिर से खुलेगा या नहीं।",
        ] {
            assert!(line(text).closed && line(text).is_body(), "{text}");
        }
        assert!(!line("港口關閉").is_body() && line("港口關閉").is_headline("港口關閉"));
        assert_eq!(line("ท่าเรือทางเหนือจะปิดต่อไปจนกว่าจะตรวจปั้นจั่นอีกครั้ง").words, 12);
    }
}
