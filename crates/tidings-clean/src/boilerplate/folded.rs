//! The folded form of a line, in which cues are looked up.

/// Longest folded form, in bytes: a cue stands at the start of a line or makes up a short one.
const LONGEST: usize = 400;

/// A line in lower case, without punctuation except colons, each number as `0`, single spaces.
#[derive(Default)]
pub(crate) struct Folded {
    text: String,
    /// Whether the form holds the whole line.
    pub(crate) whole: bool,
    /// Words in the form.
    pub(crate) words: usize,
}

impl Folded {
    /// The form.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The words of the form, without colons.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split(' ').map(|word| word.trim_end_matches(':')).filter(|word| !word.is_empty())
    }

    /// Folds `line` in place of what was there.
    pub(crate) fn fold(&mut self, line: &str) {
        self.fold_start(line, LONGEST);
        self.words = self.words().count();
    }

    /// Folds the start of `line` to about `len` bytes, without counting words.
    pub(crate) fn fold_start(&mut self, line: &str, len: usize) {
        self.text.clear();
        self.whole = true;
        let mut gap = false;
        for c in line.chars() {
            if self.text.len() >= len {
                self.whole = false;
                break;
            }
            gap = self.push(c, gap);
        }
    }

    /// Adds a character; `gap` says whether a word has ended before it. Says so for the next.
    fn push(&mut self, c: char, gap: bool) -> bool {
        match c {
            '\'' | '’' | '‘' | '.' | '\u{AD}' | '\u{200B}' => gap,
            ':' => {
                if !self.text.is_empty() && !self.text.ends_with(':') {
                    self.text.push(':');
                }
                true
            }
            ',' if self.text.ends_with('0') && !gap => false,
            '0'..='9' => {
                let same = self.text.ends_with('0') && !gap;
                if !same {
                    self.space(gap);
                    self.text.push('0');
                }
                false
            }
            '@' | '©' | '|' => {
                self.space(true);
                self.text.push(c);
                c != '@'
            }
            _ if c.is_ascii_alphabetic() => {
                self.space(gap);
                self.text.push(c.to_ascii_lowercase());
                false
            }
            _ if c.is_alphabetic() => {
                self.space(gap);
                self.text.extend(c.to_lowercase());
                false
            }
            _ => true,
        }
    }

    fn space(&mut self, gap: bool) {
        if gap && !self.text.is_empty() {
            self.text.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        let mut folded = Folded::default();
        folded.fold(line);
        assert_eq!(folded.as_str(), expected);
    }

    #[test]
    fn case_punctuation_and_numbers_fold() {
        check("» Read More: Five Questions…", "read more: five questions");
        check("1,204 Comments ()", "0 comments");
        check("Don’t miss", "dont miss");
        check("5 min. read · 12:30", "0 min read 0: 0");
        check("(Source:www.example.org)", "source: wwwexampleorg");
        check("🔥", "");
    }
}
