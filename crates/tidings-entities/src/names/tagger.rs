//! The trained tagger of names, and what its types are called.

use tidings_core::{Clock, Document, StageError};
use tidings_learn::chain::{ChainTagger, Decoder, FoundSpan, Pending, Scheme};
use tidings_learn::lexicon::Lexicon;
use tidings_learn::net::RowSums;
use tidings_learn::{Model, ModelError};

use super::evidence::Evidence;
use super::features::{HIDDEN, SLOTS, Style, features, parts};
use super::gazetteer::Gazetteer;
use super::lexicon::Lists;

/// What the tagger tells apart. The kinds of place are told apart afterwards, by lists and heads: no corpus of news
/// that may be used marks them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameType {
    /// A person.
    Person,
    /// An organization.
    Org,
    /// Any place: a state, a city, a river, a bridge.
    Place,
    /// A nationality, a religion, a political group.
    Norp,
    /// A named event.
    Event,
    /// A product, a vehicle, a weapon.
    Product,
    /// A book, a film, a song.
    WorkOfArt,
    /// Some other name: an award, a law, a language.
    Other,
}

impl NameType {
    /// Every type, in the order of their numbers.
    pub const ALL: [NameType; 8] = [
        NameType::Person,
        NameType::Org,
        NameType::Place,
        NameType::Norp,
        NameType::Event,
        NameType::Product,
        NameType::WorkOfArt,
        NameType::Other,
    ];

    /// The labels of the chain for these types.
    pub fn scheme() -> Scheme {
        Scheme::new(NameType::ALL.len())
    }

    /// The name in the model's metadata.
    pub const fn name(self) -> &'static str {
        match self {
            NameType::Person => "PERSON",
            NameType::Org => "ORG",
            NameType::Place => "PLACE",
            NameType::Norp => "NORP",
            NameType::Event => "EVENT",
            NameType::Product => "PRODUCT",
            NameType::WorkOfArt => "WORK_OF_ART",
            NameType::Other => "OTHER",
        }
    }
}

/// Added to the score of being no name: with dropout in training the tagger is a little too careful. Chosen on the
/// development parts.
const OUTSIDE: f32 = -0.3;

/// A name that the tagger found.
#[derive(Clone, Debug)]
pub(super) struct Tagged {
    pub(super) span: FoundSpan,
    /// The second most probable type, with its probability.
    pub(super) second: Option<(usize, f32)>,
}

/// Decides which tokens are names.
#[derive(Clone)]
pub(super) struct NameTagger {
    chain: ChainTagger<HIDDEN>,
    /// The numbers of words, by the hash of their lower-case form.
    words: Lexicon,
}

impl NameTagger {
    pub(super) fn open(model: &Model) -> Result<Self, ModelError> {
        let chain = ChainTagger::open(model.section("chain")?, SLOTS.sizes())?;
        if chain.chain().scheme() != NameType::scheme() {
            return Err(ModelError::Damaged("it has other types of names than this version".to_owned()));
        }
        Ok(NameTagger { chain, words: Lexicon::open(model.section("words")?)? })
    }

    /// Calls `found` for every name in the order of the text, with its tokens counted from the start of the document. Stops where it is
    /// if the time is up: the caller has to look.
    pub(super) fn tag(&self, evidence: &Evidence<'_>, clock: Clock, mut found: impl FnMut(Tagged)) {
        let (mut numbers, mut rows, mut spans) = (Vec::new(), Vec::new(), Vec::new());
        let mut pending = Pending::default();
        let mut decoder = Decoder::default();
        word_numbers(evidence, &self.words, &mut numbers);
        for sentence in &evidence.sentences.0 {
            let all = sentence.tokens();
            let style = Style::of(evidence, sentence);
            parts(evidence, sentence, style, |part| {
                if clock.check().is_err() {
                    return;
                }
                decoder.clear();
                features(evidence, &numbers, sentence, style, part.clone(), &mut rows, |rows| {
                    self.chain.push(&mut decoder, &mut pending, &RowSums::default(), rows);
                });
                self.chain.finish(&mut decoder, &mut pending);
                let chain = self.chain.chain();
                chain.adjust_outside(&mut decoder, OUTSIDE);
                chain.adjoin_outside(&mut decoder, part.start > all.start, part.end < all.end);
                chain.decode(&mut decoder, &mut spans);
                for mut span in spans.drain(..) {
                    let second = chain.second(&decoder, &span);
                    span.items = span.items.start + part.start..span.items.end + part.start;
                    found(Tagged { span, second });
                }
            });
        }
    }
}

fn word_numbers(evidence: &Evidence<'_>, words: &Lexicon, numbers: &mut Vec<u16>) {
    numbers.clear();
    let hashes = evidence.words.iter().map(|word| word.lower);
    words.lookup().each(hashes, |number| numbers.push(number));
}

/// Calls `found` with the rows of every token of a document with tokens, sentences, words, tags and, if there are any, values:
/// what the net is trained on. Says first which sentence it is of.
///
/// # Errors
/// If a layer is missing.
pub fn token_rows(
    doc: &Document,
    gazetteer: &Gazetteer,
    words: &Lexicon,
    mut found: impl FnMut(usize, &[u32]),
) -> Result<(), StageError> {
    let evidence = Evidence::collect(doc, gazetteer, Lists::Training)?;
    let (mut numbers, mut rows) = (Vec::new(), Vec::new());
    word_numbers(&evidence, words, &mut numbers);
    for (number, sentence) in evidence.sentences.0.iter().enumerate() {
        let style = Style::of(&evidence, sentence);
        features(&evidence, &numbers, sentence, style, sentence.tokens(), &mut rows, |rows| {
            found(number, rows)
        });
    }
    Ok(())
}

/// Finds names with a model that is not compiled in: for the figures of its card. Gives tokens and type.
///
/// # Errors
/// If the model is not one of names, or a layer is missing.
pub fn tag_with(model: &Model, doc: &Document, gazetteer: &Gazetteer) -> Result<Vec<FoundSpan>, StageError> {
    let tagger = NameTagger::open(model).map_err(|error| StageError::new(error.to_string()))?;
    let evidence = Evidence::collect(doc, gazetteer, Lists::Whole)?;
    let mut spans = Vec::new();
    tagger.tag(&evidence, Clock::default(), |tagged| spans.push(tagged.span));
    Ok(spans)
}
