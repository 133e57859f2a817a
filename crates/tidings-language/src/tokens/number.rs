//! Tokens that begin with a digit.

use tidings_core::TokenKind::{Number, Word};

use super::scan::Scanner;
use crate::bytes::{DIGIT, LETTER, is};

/// Groups of digits in a row that are looked at to tell a date or telephone number from a range.
const MAX_GROUPS: usize = 8;

impl Scanner<'_> {
    /// The number at `start`, or the word that begins with it (`4chan`, `5G`).
    pub(super) fn number(&mut self, start: usize) {
        let end = self.figures_end(start);
        if let Some(end) = self.ordinal_end(start, end) {
            return self.push(start, end, Number);
        }
        let letters = self.letters_end(end);
        let glued = letters > end && !self.is_unit(end, letters);
        if glued || letters == end && self.word_at(end) || self.extenders_end(end) > end {
            return self.word(start, end);
        }
        self.push(start, end, if is(self.byte(start), DIGIT) { Number } else { Word });
    }

    /// One past the digits and separators at `start`: `1,200.50`, `10:30`, `9/11`, `2025-12-28`.
    fn figures_end(&self, start: usize) -> usize {
        let mut at = self.digits_end(start);
        loop {
            let joined = match self.byte(at) {
                b'.' | b':' | b'/' => is(self.byte(at + 1), DIGIT),
                // `1,200`, `1,00,000`; but `2019,2020` is two numbers.
                b',' => match self.group(at) {
                    3 => true,
                    2 => self.group(at + 3) == 3 || self.group(at + 3) == 2 && self.group(at + 6) == 3,
                    _ => false,
                },
                _ => match self.hyphen(at) {
                    0 => false,
                    hyphen => match self.hyphenated_end(start, at, hyphen) {
                        Some(end) => return end,
                        None => false,
                    },
                },
            };
            if !joined {
                return at;
            }
            at = self.digits_end(at + 1);
        }
    }

    /// The number of digits after a comma at `at`, up to 4; 0 if there is no comma.
    fn group(&self, at: usize) -> usize {
        let digits = (at + 1..at + 5).take_while(|digit| is(self.byte(*digit), DIGIT));
        if self.byte(at) == b',' { digits.count() } else { 0 }
    }

    /// One past the groups of digits that a hyphen at `at` joins to the group `start..at`, if they
    /// are one number: three groups or more (a date, a telephone number), or `555-0134`. Two other
    /// groups are a range or a score.
    fn hyphenated_end(&self, start: usize, at: usize, hyphen: usize) -> Option<usize> {
        let first_end = self.digits_end(start);
        let (mut end, mut groups, mut last) = (at, 1, 0);
        while groups < MAX_GROUPS && self.byte(end) == self.byte(at) && self.hyphen(end) > 0 {
            let next = self.digits_end(end + hyphen);
            last = next - (end + hyphen);
            if last == 0 || is(self.byte(next), LETTER) {
                break;
            }
            end = next;
            groups += 1;
        }
        let telephone = groups == 2 && first_end == at && at - start == 3 && last == 4;
        (groups > 2 || telephone).then_some(end)
    }

    /// One past the ending of an ordinal or a decade: `20th`, `1970s`, `1970's`.
    fn ordinal_end(&self, start: usize, end: usize) -> Option<usize> {
        let apostrophe = self.apostrophe(end);
        if apostrophe > 0 {
            // A decade; `2024's` is a possessive.
            let decade = self.byte(end - 1) == b'0' && matches!(end - start, 2 | 4);
            let ending = end + apostrophe;
            return (decade && self.byte(ending) == b's' && !self.word_at(ending + 1)).then_some(ending + 1);
        }
        let letters = self.letters_end(end);
        let ending = matches!(
            self.slice(end, letters),
            b"st" | b"nd" | b"rd" | b"th" | b"s" | b"ST" | b"ND" | b"RD" | b"TH"
        );
        (ending && !self.word_at(letters)).then_some(letters)
    }

    /// Whether the letters `start..end` after a number are a unit, which is a word of its own.
    fn is_unit(&self, start: usize, end: usize) -> bool {
        if self.word_at(end) {
            return false;
        }
        match self.slice(start, end) {
            b"am" | b"pm" | b"AM" | b"PM" | b"m" | b"mm" | b"cm" | b"km" | b"g" | b"kg" | b"mg" | b"lb"
            | b"lbs" | b"oz" | b"ft" | b"yd" | b"yds" | b"mi" | b"mph" | b"kmh" | b"kph" | b"sq" | b"ha"
            | b"l" | b"ml" | b"k" | b"K" | b"M" | b"bn" | b"Bn" | b"mn" | b"tn" | b"trn" | b"b"
            | b"million" | b"billion" | b"trillion" | b"percent" | b"pc" | b"bps" | b"hr" | b"hrs" | b"h"
            | b"min" | b"mins" | b"sec" | b"secs" | b"ms" | b"yrs" | b"yr" | b"kW" | b"MW" | b"GW"
            | b"TW" | b"kWh" | b"MWh" | b"GWh" | b"TWh" | b"kV" | b"Hz" | b"kHz" | b"MHz" | b"GHz"
            | b"KB" | b"MB" | b"GB" | b"TB" | b"kt" | b"Mt" | b"x" | b"bbl" | b"bpd" | b"degrees" => true,
            // `10a.m.`
            b"a" | b"p" => self.byte(end) == b'.' && self.byte(end + 1) == b'm' && !self.word_at(end + 2),
            _ => false,
        }
    }
}
