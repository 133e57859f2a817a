//! Texts as the encoder reads them: tokens cut into the pieces of its vocabulary (WordPiece, lower case, without accents), with the shapes that
//! lower case hides, in windows of whole sentences of one document.

use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use rustc_hash::FxHashMap;
use tidings_core::{Document, Sentences, Tokens};
use tidings_learn::chain::Allowed;
use unicode_normalization::UnicodeNormalization;

/// Pieces of a window; a longer sentence is a window of its own.
const WINDOW: usize = 160;
/// Pieces of one token that are looked at.
const PIECES: usize = 12;
/// Pieces that the encoder has places for, without the marks of begin and end.
const PLACES: usize = 500;
/// Letters of the longest piece.
const LONGEST: usize = 20;

const UNKNOWN: &str = "[UNK]";
const BEGIN: &str = "[CLS]";
const END: &str = "[SEP]";

/// Shapes of a token at the beginning of its sentence begin here.
const FIRST: u8 = 11;
/// Shapes of a sentence.
const SENTENCE: u8 = 26;
/// Shapes of what is no token.
const MARK: [u8; 2] = [30, 31];

/// Pieces with the shapes of their tokens and sentences.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sequence {
    pub pieces: Vec<u32>,
    pub shapes: Vec<[u8; 2]>,
    /// The pieces of every token; never none.
    pub tokens: Vec<Range<u32>>,
}

/// Whole sentences of a document.
#[derive(Clone, Debug, Default)]
pub struct Window {
    /// The number of the document.
    pub document: usize,
    pub sequence: Sequence,
    /// The number of tokens of every sentence.
    pub sentences: Vec<usize>,
    /// The labels that every token may have.
    pub allowed: Vec<Allowed>,
}

/// The pieces that the encoder knows.
pub struct Vocabulary {
    numbers: FxHashMap<String, u32>,
    unknown: u32,
    begin: u32,
    end: u32,
}

impl Vocabulary {
    /// Reads a list, a piece a line.
    pub fn read(path: &Path) -> Result<Self> {
        let list =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::new(list.lines())
    }

    fn new<'l>(list: impl Iterator<Item = &'l str>) -> Result<Self> {
        let numbers: FxHashMap<String, u32> =
            list.enumerate().map(|(number, piece)| (piece.to_owned(), number as u32)).collect();
        let number =
            |piece| numbers.get(piece).copied().with_context(|| format!("the vocabulary lacks {piece}"));
        let (unknown, begin, end) = (number(UNKNOWN)?, number(BEGIN)?, number(END)?);
        Ok(Vocabulary { numbers, unknown, begin, end })
    }

    /// The number of pieces.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Adds the pieces of a token, at least one.
    fn cut(&self, token: &str, pieces: &mut Vec<u32>) {
        let first = pieces.len();
        let lower = token.to_lowercase();
        let plain = lower.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).map(|c| match c {
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            _ => c,
        });
        let letters: Vec<char> = plain.collect();
        for run in letters.chunk_by(|a, b| a.is_alphanumeric() && b.is_alphanumeric()) {
            if !run.iter().all(|c| c.is_whitespace() || c.is_control()) {
                self.word(run, pieces);
            }
        }
        if pieces.len() == first {
            pieces.push(self.unknown);
        }
        pieces.truncate(first + PIECES);
    }

    /// Adds the pieces of a word, the longest first; one unknown piece if a part is in no piece.
    fn word(&self, word: &[char], pieces: &mut Vec<u32>) {
        let (first, mut at) = (pieces.len(), 0);
        let mut piece = String::new();
        while at < word.len() {
            let found = (at + 1..=word.len().min(at + LONGEST)).rev().find_map(|end| {
                piece.clear();
                piece.push_str(if at > 0 { "##" } else { "" });
                piece.extend(&word[at..end]);
                Some((end, *self.numbers.get(&piece)?))
            });
            let Some((end, number)) = found else {
                pieces.truncate(first);
                pieces.push(self.unknown);
                return;
            };
            pieces.push(number);
            at = end;
        }
    }

    /// The windows of a document, with the labels that its tokens may have.
    pub fn windows(&self, number: usize, doc: &Document, allowed: &[Vec<Allowed>]) -> Result<Vec<Window>> {
        let (Some(tokens), Some(sentences)) = (doc.get::<Tokens>(), doc.get::<Sentences>()) else {
            return Ok(Vec::new());
        };
        ensure!(
            allowed.len() == sentences.0.len(),
            "labels of {} sentences of {}",
            allowed.len(),
            sentences.0.len()
        );
        let mut windows = Windows { vocabulary: self, done: Vec::new(), open: Window::default() };
        for (sentence, allowed) in sentences.0.iter().zip(allowed) {
            let spans = &tokens.spans()[sentence.tokens()];
            let words: Vec<&str> =
                spans.iter().map(|span| span.slice(doc.text()).unwrap_or_default()).collect();
            windows.add(number, self.sentence(&words), allowed);
        }
        Ok(windows.finish())
    }

    fn sentence(&self, words: &[&str]) -> Sequence {
        let kind = sentence_shape(words);
        let mut sequence = Sequence::default();
        for (at, word) in words.iter().enumerate() {
            let start = sequence.pieces.len();
            self.cut(word, &mut sequence.pieces);
            // What lies behind the last place shares the last piece.
            sequence.pieces.truncate(PLACES);
            let start = start.min(sequence.pieces.len() - 1);
            let shape = shape(word) + if at == 0 { FIRST } else { 0 };
            sequence.shapes.resize(sequence.pieces.len(), [shape, kind]);
            sequence.tokens.push(start as u32..sequence.pieces.len() as u32);
        }
        sequence
    }
}

/// Sentences gathered to windows.
struct Windows<'v> {
    vocabulary: &'v Vocabulary,
    done: Vec<Window>,
    open: Window,
}

impl Windows<'_> {
    fn add(&mut self, document: usize, sentence: Sequence, allowed: &[Allowed]) {
        let pieces = self.open.sequence.pieces.len();
        if pieces > 1 && pieces + sentence.pieces.len() + 1 > WINDOW {
            self.close();
        }
        let open = &mut self.open;
        if open.sequence.pieces.is_empty() {
            open.document = document;
            open.sequence.pieces.push(self.vocabulary.begin);
            open.sequence.shapes.push(MARK);
        }
        let base = open.sequence.pieces.len() as u32;
        open.sentences.push(sentence.tokens.len());
        open.sequence.tokens.extend(sentence.tokens.iter().map(|token| token.start + base..token.end + base));
        open.sequence.pieces.extend(sentence.pieces);
        open.sequence.shapes.extend(sentence.shapes);
        open.allowed.extend(allowed);
    }

    fn close(&mut self) {
        let mut window = std::mem::take(&mut self.open);
        if !window.sequence.tokens.is_empty() {
            window.sequence.pieces.push(self.vocabulary.end);
            window.sequence.shapes.push(MARK);
            self.done.push(window);
        }
    }

    fn finish(mut self) -> Vec<Window> {
        self.close();
        self.done
    }
}

/// What lower case hides of a token: whether and how it is capitalized, and whether it has digits.
fn shape(word: &str) -> u8 {
    let count = |of: fn(char) -> bool| word.chars().filter(|c| of(*c)).count();
    let (upper, lower) = (count(char::is_uppercase), count(char::is_lowercase));
    let digits = count(char::is_numeric) > 0;
    let first = word.chars().next().is_some_and(char::is_uppercase);
    match (upper, lower) {
        (0, 0) => u8::from(digits),
        (0, _) => 3 - u8::from(digits),
        (_, 0) if digits => 4,
        (1, 0) if word.chars().count() == 1 => 5,
        (1, 0) if word.chars().count() == 2 && word.ends_with('.') => 6,
        (_, 0) => 7,
        (1, _) if first => 8,
        _ if first => 9,
        _ => 10,
    }
}

/// How a sentence is capitalized: as usual, not at all, as a headline, throughout.
fn sentence_shape(words: &[&str]) -> u8 {
    let shapes: Vec<u8> = words.iter().map(|word| shape(word)).collect();
    let count = |of: &dyn Fn(u8) -> bool| shapes.iter().filter(|shape| of(**shape)).count();
    let written = count(&|shape| shape >= 2).max(1);
    if 2 * count(&|shape| shape == 7) > written {
        SENTENCE + 3
    } else if 2 * count(&|shape| matches!(shape, 6 | 8..)) > written {
        SENTENCE + 2
    } else {
        SENTENCE + u8::from(count(&|shape| shape > 3) == 0)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A small vocabulary.
    pub fn vocabulary() -> Vocabulary {
        let list = "[UNK] [CLS] [SEP] the mill of or ##vel ##le ##ga ' s . u closed";
        Vocabulary::new(list.split(' ')).unwrap()
    }

    fn cut(token: &str) -> Vec<u32> {
        let mut pieces = Vec::new();
        vocabulary().cut(token, &mut pieces);
        pieces
    }

    #[test]
    fn tokens_are_cut_into_the_longest_pieces() {
        assert_eq!(cut("Orvelle"), [6, 7, 8]);
        assert_eq!(cut("ÓRVEL"), [6, 7]);
        assert_eq!(cut("U.S."), [13, 12, 11, 12]);
        assert_eq!(cut("’s"), [10, 11]);
        assert_eq!(cut("orzzz"), [0], "one unknown piece for the whole word");
        assert_eq!(cut("\u{300}"), [0], "a token has at least one piece");
    }

    #[test]
    fn shapes_tell_apart_what_lower_case_does_not() {
        let words = ["mill", "Mill", "MILL", "M", "M.", "McMill", "iMill", "B2", "b2", "27", "."];
        let mut shapes: Vec<u8> = words.iter().map(|word| shape(word)).collect();
        shapes.sort_unstable();
        shapes.dedup();
        assert_eq!(shapes.len(), words.len());
        let sentences =
            ["The mill of Orvelle closed", "the mill closed", "Mill Of Orvelle Closed", "MILL CLOSED NOW"];
        let kinds = sentences.map(|text| sentence_shape(&text.split(' ').collect::<Vec<_>>()));
        assert_eq!(kinds, [SENTENCE, SENTENCE + 1, SENTENCE + 2, SENTENCE + 3]);
    }

    #[test]
    fn windows_are_whole_sentences_and_every_token_has_pieces() {
        let vocabulary = vocabulary();
        let mut windows = Windows { vocabulary: &vocabulary, done: Vec::new(), open: Window::default() };
        let long = vec!["Orvelle"; 60];
        for words in [&long[..40], &long[..10], &long[..20], &vec!["mill"; 700][..]] {
            windows.add(0, vocabulary.sentence(words), &vec![Allowed(1); words.len()]);
        }
        let windows = windows.finish();
        assert_eq!(
            windows.iter().map(|window| window.sentences.clone()).collect::<Vec<_>>(),
            [vec![40, 10], vec![20], vec![700]]
        );
        for window in &windows {
            let Sequence { pieces, shapes, tokens } = &window.sequence;
            assert_eq!((pieces.len(), tokens.len()), (shapes.len(), window.allowed.len()));
            assert!(pieces.len() <= PLACES + 2);
            assert!(
                tokens.iter().all(|token| token.start < token.end && (token.end as usize) < pieces.len())
            );
            assert_eq!((pieces.first(), pieces.last()), (Some(&1), Some(&2)));
        }
    }
}
