//! Quality: numbers that published filters of web text judge a document by, and which of their limits
//! it passes or not. A flag is a fact for whoever selects documents; nothing is dropped for it here.

use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::{Frame, Layer, finite};
use crate::text::Span;

/// Declares the signals or flags with their names.
macro_rules! names {
    ($(#[$about:meta])* $type:ident { $($(#[$doc:meta])* $variant:ident = $name:literal,)* }) => {
        $(#[$about])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
        )]
        pub enum $type {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl $type {
            /// All of them, in the order of the output.
            pub const ALL: &[$type] = &[$($type::$variant,)*];

            /// The name in output and configuration.
            pub const fn name(self) -> &'static str {
                match self {
                    $($type::$variant => $name,)*
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

names! {
    /// A number about the text of a document. Shares are between 0 and 1.
    QualitySignal {
        /// How many words (between white space) there are.
        Words = "words",
        /// Characters a word, on average.
        WordLength = "word_length",
        /// Number signs and ellipses for each word.
        SymbolsPerWord = "symbols_per_word",
        /// The share of words with a letter in them.
        AlphabeticWords = "alphabetic_words",
        /// How many of the words "the", "be", "to", "of", "and", "that", "have", "with" occur.
        StopWords = "stop_words",
        /// The share of lines that begin with a bullet.
        BulletLines = "bullet_lines",
        /// The share of lines that end with an ellipsis.
        EllipsisLines = "ellipsis_lines",
        /// The share of lines that end with sentence punctuation.
        PunctuatedLines = "punctuated_lines",
        /// The share of lines with at most 30 characters.
        ShortLines = "short_lines",
        /// Line breaks for each word.
        LineBreaksPerWord = "line_breaks_per_word",
        /// The share of lines that stand in the document before.
        DuplicateLines = "duplicate_lines",
        /// The share of characters in such lines.
        DuplicateLineCharacters = "duplicate_line_characters",
        /// The share of characters in the commonest sequence of 2 words.
        Top2Grams = "top_2_grams",
        /// The share of characters in the commonest sequence of 3 words.
        Top3Grams = "top_3_grams",
        /// The share of characters in the commonest sequence of 4 words.
        Top4Grams = "top_4_grams",
        /// The share of characters in sequences of 5 words that occur before.
        Duplicate5Grams = "duplicate_5_grams",
        /// The share of characters in sequences of 6 words that occur before.
        Duplicate6Grams = "duplicate_6_grams",
        /// The share of characters in sequences of 7 words that occur before.
        Duplicate7Grams = "duplicate_7_grams",
        /// The share of characters in sequences of 8 words that occur before.
        Duplicate8Grams = "duplicate_8_grams",
        /// The share of characters in sequences of 9 words that occur before.
        Duplicate9Grams = "duplicate_9_grams",
        /// The share of characters in sequences of 10 words that occur before.
        Duplicate10Grams = "duplicate_10_grams",
        /// How many sentences there are, counted by their punctuation.
        Sentences = "sentences",
        /// How many curly brackets there are.
        CurlyBrackets = "curly_brackets",
        /// How many lines speak of JavaScript, cookies or terms of use.
        NoticeLines = "notice_lines",
        /// How often "lorem ipsum" occurs.
        LoremIpsum = "lorem_ipsum",
    }
}

names! {
    /// A limit of a published filter that a document does not keep.
    QualityFlag {
        /// Gopher: fewer than 50 or more than 100,000 words.
        GopherWords = "gopher.words",
        /// Gopher: fewer than 3 or more than 10 characters a word.
        GopherWordLength = "gopher.word_length",
        /// Gopher: more than one number sign or ellipsis for every ten words.
        GopherSymbols = "gopher.symbols",
        /// Gopher: more than 90% of the lines begin with a bullet.
        GopherBullets = "gopher.bullets",
        /// Gopher: more than 30% of the lines end with an ellipsis.
        GopherEllipses = "gopher.ellipses",
        /// Gopher: fewer than 80% of the words have a letter.
        GopherAlphabetic = "gopher.alphabetic",
        /// Gopher: fewer than two of eight common English words.
        GopherStopWords = "gopher.stop_words",
        /// Gopher: more than 30% of the lines, or 20% of the characters in lines, repeat.
        GopherDuplicateLines = "gopher.duplicate_lines",
        /// Gopher: one sequence of 2 to 4 words makes up more than 20%, 18% or 16% of the text.
        GopherTopGrams = "gopher.top_grams",
        /// Gopher: repeated sequences of 5 to 10 words make up more than 15% (down to 10%) of the text.
        GopherDuplicateGrams = "gopher.duplicate_grams",
        /// C4: fewer than 3 sentences.
        C4Sentences = "c4.sentences",
        /// C4: a curly bracket.
        C4CurlyBrackets = "c4.curly_brackets",
        /// C4: "lorem ipsum".
        C4LoremIpsum = "c4.lorem_ipsum",
        /// C4: a line about JavaScript, cookies or terms of use.
        C4Notices = "c4.notices",
        /// FineWeb: at most 12% of the lines end with punctuation.
        FineWebPunctuation = "fineweb.punctuation",
        /// FineWeb: at least 67% of the lines have at most 30 characters.
        FineWebShortLines = "fineweb.short_lines",
        /// FineWeb: at least 10% of the characters stand in repeated lines.
        FineWebDuplicates = "fineweb.duplicates",
        /// FineWeb: more than 3 line breaks for every ten words.
        FineWebLineBreaks = "fineweb.line_breaks",
    }
}

/// The quality of a document: every signal, and the limits that are not kept, sorted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quality {
    /// The signals by name.
    #[serde(deserialize_with = "finite::numbers")]
    pub signals: BTreeMap<QualitySignal, f32>,
    /// The limits that are not kept.
    pub flags: Vec<QualityFlag>,
}

impl Layer for Quality {
    const NAME: &'static str = "quality";
    // It speaks of the document as a whole and points nowhere.
    const FRAME: Frame = Frame::Source;

    fn len(&self) -> usize {
        self.signals.len()
    }

    fn visit_spans(&mut self, _: &mut dyn FnMut(&mut Span)) {}
}

/// The schema of a table with a number for any of the signals.
pub fn signal_limits_schema(_: &mut SchemaGenerator) -> Schema {
    let number = |signal: &QualitySignal| (signal.name().to_owned(), serde_json::json!({ "type": "number" }));
    let properties: serde_json::Map<String, serde_json::Value> =
        QualitySignal::ALL.iter().map(number).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_json() {
        for signal in QualitySignal::ALL {
            assert_eq!(serde_json::to_value(signal).expect("a name"), signal.name());
        }
        for flag in QualityFlag::ALL {
            assert_eq!(serde_json::to_value(flag).expect("a name"), flag.name());
        }
    }

    #[test]
    fn json_and_back() {
        let quality = Quality {
            signals: BTreeMap::from([(QualitySignal::Words, 12.0), (QualitySignal::Top2Grams, 0.25)]),
            flags: vec![QualityFlag::GopherWords],
        };
        let json = serde_json::to_string(&quality).expect("writes");
        assert_eq!(json, r#"{"signals":{"words":12.0,"top_2_grams":0.25},"flags":["gopher.words"]}"#);
        assert_eq!(serde_json::from_str::<Quality>(&json).expect("reads"), quality);
    }
}
