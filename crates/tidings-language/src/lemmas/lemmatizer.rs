//! The trained lemmatizer.

use std::sync::Arc;

use tidings_core::{LemmaRule, PennTag, Upos, Word, WordCase};
use tidings_learn::feature::{key, pair};
use tidings_learn::lexicon::Lexicon;
use tidings_learn::{Model, ModelError, Section};

/// Decides by which rule a token becomes its lemma.
#[derive(Clone)]
pub struct Lemmatizer {
    rules: Arc<[LemmaRule]>,
    /// The answers to questions: the number of a rule, plus 1.
    answers: Lexicon,
}

/// What is asked of a token, the most special question first: the first that has an answer decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The word, its tags, and how it is written.
    WordAndCase,
    /// The word and its tags.
    Word,
    /// Its last bytes (4 to 0) and its tags, and how it is written.
    Ending(u8),
}

impl Question {
    /// All questions in order.
    pub const ALL: [Question; 7] = [
        Question::WordAndCase,
        Question::Word,
        Question::Ending(4),
        Question::Ending(3),
        Question::Ending(2),
        Question::Ending(1),
        Question::Ending(0),
    ];

    /// The key of the question about a token.
    #[inline]
    pub fn key(self, word: &Word, upos: Upos, penn: PennTag) -> u64 {
        let tags = (upos as u64) << 8 | penn as u64;
        let case = match word.case {
            WordCase::Lower | WordCase::Uncased => 0,
            WordCase::Initial => 1,
            WordCase::Upper => 2,
            WordCase::Mixed => 3,
        };
        match self {
            Question::WordAndCase => key(8, pair(word.lower, tags << 2 | case)),
            Question::Word => key(9, pair(word.lower, tags)),
            Question::Ending(bytes) => {
                let ending = if bytes == 0 { 0 } else { word.tail & (u32::MAX >> (32 - 8 * bytes.min(4))) };
                key(bytes as u32, pair(ending as u64, tags << 2 | case))
            }
        }
    }
}

impl Lemmatizer {
    /// A lemmatizer from a model.
    ///
    /// # Errors
    /// If the model is not one of lemmas.
    pub fn open(model: &Model) -> Result<Self, ModelError> {
        let damaged = || ModelError::Damaged("its list of rules does not fit".to_owned());
        let rules = read_rules(&model.section("rules")?).ok_or_else(damaged)?;
        Ok(Lemmatizer { rules: rules.into(), answers: Lexicon::open(model.section("answers")?)? })
    }

    /// The rules; the first leaves a token as it is.
    pub fn rules(&self) -> &Arc<[LemmaRule]> {
        &self.rules
    }

    /// The number of the rule of a token.
    #[inline]
    pub fn rule(&self, word: &Word, upos: Upos, penn: PennTag) -> u16 {
        let mut answers =
            Question::ALL.iter().map(|question| self.answers.get(question.key(word, upos, penn)));
        let rule = answers.find(|answer| *answer != 0).map_or(0, |answer| answer - 1);
        if (rule as usize) < self.rules.len() { rule } else { 0 }
    }
}

/// The bytes of a list of rules: for each whether it makes lower case, what it cuts, and what it adds, after its
/// length.
///
/// # Panics
/// If a rule adds more than 255 bytes.
pub fn rules_section(rules: &[LemmaRule]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for rule in rules {
        assert!(rule.add.len() < 256, "a rule adds too much");
        bytes.extend([rule.lower as u8, rule.cut, rule.add.len() as u8]);
        bytes.extend(rule.add.as_bytes());
    }
    bytes
}

fn read_rules(section: &Section) -> Option<Vec<LemmaRule>> {
    let (mut bytes, mut rules): (&[u8], _) = (section, Vec::new());
    while let [lower, cut, length, rest @ ..] = bytes {
        let (add, next) = rest.split_at_checked(*length as usize)?;
        rules.push(LemmaRule {
            lower: *lower != 0,
            cut: *cut,
            add: std::str::from_utf8(add).ok()?.to_owned(),
        });
        bytes = next;
    }
    (bytes.is_empty() && !rules.is_empty() && rules.len() < u16::MAX as usize).then_some(rules)
}
