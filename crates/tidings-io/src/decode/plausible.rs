//! How strange a decoded text is: the evidence against an encoding that a page or its server names.
//!
//! A wrong encoding betrays itself by letters that no language writes side by side: "Ñòåíó" is all accents,
//! "naпve" and "powiedzia³em" mix what does not mix, and koi8-r read as windows-1251 makes capitals inside words. The
//! measure is a share of the characters that are not ASCII, and it is the same for every language, so that a right
//! declaration is safe whatever the statistics of its language are.

/// What is counted of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Strangeness {
    /// Characters that are not ASCII, but for typographic marks.
    letters: usize,
    /// Those of them that stand where no language has them.
    strange: usize,
    /// Capitals and small letters of Cyrillic.
    capitals: usize,
    small: usize,
}

impl Strangeness {
    /// Of a text with or without tags.
    pub(super) fn of(text: &str) -> Self {
        let mut found = Strangeness::default();
        let (mut before, mut last) = (' ', ' ');
        let mut run = Run::default();
        for c in text.chars().chain([' ']) {
            found.judge(before, last, c);
            if c.is_ascii() || !matches!(script(c), Script::Latin | Script::Sign | Script::Broken) {
                found.strange += std::mem::take(&mut run).strange();
            } else {
                run.add(c);
            }
            (before, last) = (last, c);
        }
        found
    }

    /// koi8-r read as windows-1251, and the reverse: small letters become capitals.
    fn is_capital(self) -> bool {
        self.capitals > 2 * self.small
    }

    /// Judges `c` between its neighbors.
    fn judge(&mut self, before: char, c: char, after: char) {
        if c.is_ascii() || is_typographic(c) {
            return;
        }
        self.letters += 1;
        let class = script(c);
        if class == Script::Cyrillic {
            self.capitals += usize::from(c.is_uppercase());
            self.small += usize::from(c.is_lowercase());
        }
        let odd = match class {
            Script::Broken => true,
            // "powiedzia³em": no sign stands inside a word, but for a script without spaces.
            Script::Sign => is_alphabet(script(before)) && is_alphabet(script(after)),
            // "naпve", and "оПХБЕР": a capital after a small letter.
            Script::Latin | Script::Greek | Script::Cyrillic | Script::Semitic | Script::Other => {
                is_alphabet(script(before)) && script(before) != class
                    || is_alphabet(script(after)) && script(after) != class
                    || class != Script::Latin && c.is_uppercase() && before.is_lowercase()
            }
            // A lone ideograph inside a Latin word.
            Script::Ideographic => script(before) == Script::Latin && script(after) == Script::Latin,
        };
        self.strange += usize::from(odd);
    }

    /// Whether the text cannot have been meant.
    pub(super) fn is_implausible(self) -> bool {
        self.letters >= FEWEST && self.strangest() * IMPLAUSIBLE > self.letters
    }

    /// With the capitals, where nearly all of a text is in capitals.
    fn strangest(self) -> usize {
        self.strange + if self.is_capital() { self.capitals } else { 0 }
    }

    /// The share of what is strange, of a thousand.
    pub(super) fn share(self) -> usize {
        self.strangest() * 1000 / self.letters.max(1)
    }

    /// Whether this text is so much less strange than `other` that it is to be read in its place.
    pub(super) fn is_far_better_than(self, other: Self) -> bool {
        // A text of capitals may be meant, but not where it becomes one of small letters.
        if other.strange * IMPLAUSIBLE <= other.letters && self.small <= self.capitals {
            return false;
        }
        self.letters > 0 && self.share() * BETTER <= other.share()
    }
}

/// Characters of one byte side by side that are not ASCII.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    letters: usize,
    others: usize,
}

impl Run {
    fn add(&mut self, c: char) {
        if script(c) == Script::Latin {
            self.letters += 1;
        } else if !is_typographic(c) && script(c) != Script::Broken {
            self.others += 1;
        }
    }

    /// How many of them no language writes like this.
    fn strange(self) -> usize {
        let all = self.letters + self.others;
        if self.letters > 1 && all >= LONGEST_RUN { all } else { 0 }
    }
}

/// So many accented letters and signs side by side are in no word of a Latin alphabet; Turkish has five in "ışığı".
const LONGEST_RUN: usize = 6;

/// Fewer characters prove nothing.
const FEWEST: usize = 8;

/// One character in so many may be strange.
const IMPLAUSIBLE: usize = 8;

/// So many times less strange is a text that replaces another.
const BETTER: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    /// Hebrew and Arabic.
    Semitic,
    /// Chinese, Japanese, Korean: written without spaces.
    Ideographic,
    /// Letters of other scripts.
    Other,
    Sign,
    /// What no text has: controls, U+FFFD, private use.
    Broken,
}

fn script(c: char) -> Script {
    match u32::from(c) {
        0x41..=0x5A | 0x61..=0x7A => Script::Latin,
        0x80..=0x9F | 0xFFFD | 0xE000..=0xF8FF => Script::Broken,
        // The ordinals, which stand after figures.
        0xAA | 0xBA | 0xB5 => Script::Sign,
        0xC0..=0x24F | 0x1E00..=0x1EFF if c.is_alphabetic() => Script::Latin,
        0x300..=0x36F => Script::Other,
        0x370..=0x3FF if c.is_alphabetic() => Script::Greek,
        0x400..=0x52F => Script::Cyrillic,
        0x590..=0x77F => Script::Semitic,
        0x1100..=0x11FF | 0x2E80..=0xA4CF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF => {
            Script::Ideographic
        }
        _ if c.is_alphabetic() => Script::Other,
        _ => Script::Sign,
    }
}

fn is_alphabet(script: Script) -> bool {
    matches!(script, Script::Latin | Script::Greek | Script::Cyrillic | Script::Semitic)
}

/// Marks that stand inside and between words of any script.
pub(super) fn is_typographic(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{AD}' | '·' | '´' | '«' | '»' | '\u{2000}'..='\u{206F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_implausible(text: &str) -> bool {
        Strangeness::of(text).is_implausible()
    }

    #[test]
    fn sound_text_is_plausible() {
        for text in [
            "Škola žije: příliš žluťoučký kůň úpěl ďábelské ódy – „ano“.",
            "Bağlılığı, ışığı ve çığlığı üşümüş, gürültülü öğüdün değeri büyüktür.",
            "Þórður Ásgeirsson sagði að höfnin yrði lokuð í ágúst, og það væri óvíst.",
            "L’été à Évry : « où êtes-vous ? » dit-il, déçu ; ça coûte 12 € l’unité.",
            "Стену начнут строить в августе, сообщил ЗАО «Порт», IT-компания из Москвы.",
            "Το λιμάνι άνοιξε το πρωί, είπε ο δήμαρχος της Θεσσαλονίκης.",
            "東京のCEOが港を開いた。A社とB社は水曜日に協議する。",
            "Người đàn ông đau bụng kéo dài được bác sĩ chẩn đoán ung thư.",
            "הנמל נפתח בבוקר, אמר ראש העיר ביום שני.",
        ] {
            assert!(!is_implausible(text), "{text} {:?}", Strangeness::of(text));
        }
    }

    #[test]
    fn text_in_the_wrong_encoding_is_not() {
        for text in [
            "Ñòåíó íà÷íóò ñòðîèòü â àâãóñòå, ñîîáùèë â ïîíåäåëüíèê",
            "яРЕМС МЮВМСР ЯРПНХРЭ Б ЮБЦСЯРЕ, ЯННАЫХК ЦНПНДЯЙНИ ЯНБЕР",
            "Prezydent powiedzia³ w œrodê, ¿e rozmowy bêd¹ trwa³y. ród³a zaprzeczaj¹, ¿e pójdŸ¹ d³u¿ej.",
            "Le pr\u{FFFD}sident a d\u{FFFD}clar\u{FFFD} que les n\u{FFFD}gociations dureraient: \u{FFFD}t\u{FFFD}, \u{FFFD}tat, for\u{FFFD}t, for\u{FFFD}ts, pr\u{FFFD}t, \u{FFFD}lu, \u{FFFD}cole",
            "Le prйsident a dйclarй que les nйgociations dureraient un йtй, les йlus, les йlиves, les mкmes forкts, la prйvision, le tйlйphone",
            "¸Ô°Ó¤ÏÄ«¤Ë³«¤¤¤¿¡£ Ç×±¸°¡ ¿ù¿äÀÏ ¾ÆÄ§¿¡ ´Ù½Ã ¿\u{AD}·È´Ù°í",
        ] {
            assert!(is_implausible(text), "{text} {:?}", Strangeness::of(text));
        }
    }

    #[test]
    fn a_few_characters_prove_nothing() {
        assert!(!is_implausible("x³y and naпve"));
    }
}
