//! One article, as the ranker sees it: its running text, its words, its names.

use tidings_core::{Document, Entities, Sentences, Span, Tokens};

use super::body::{Body, Candidate, title};
use crate::lexicon::Class;
use crate::vocabulary::{Stemming, TermId, Vocabulary, Word};

/// A token that belongs to no name.
const NO_NAME: u32 = u32::MAX;

/// An article before anything is scored.
pub(crate) struct Article<'a> {
    pub(crate) doc: &'a Document,
    pub(super) tokens: &'a Tokens,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) body: Body,
    /// The words of the candidates, one after another, each with its token.
    words: Vec<(u32, Word)>,
    /// The content terms of the title, sorted; empty if there is none.
    pub(super) title: Vec<TermId>,
    pub(super) names: Names<'a>,
}

impl<'a> Article<'a> {
    pub(crate) fn new(doc: &'a Document, tokens: &'a Tokens, sentences: &Sentences) -> Self {
        let vocabulary = Vocabulary::new(doc.text(), tokens, Stemming::Full);
        let mut title = vocabulary.known_content_terms(&title(doc, sentences));
        title.sort_unstable();
        title.dedup();
        let mut body = Body::of(doc, tokens, sentences);
        let mut words = Vec::with_capacity(tokens.len());
        for candidate in &mut body.candidates {
            let first = words.len();
            let tokens = candidate.tokens.clone();
            words.extend(tokens.filter_map(|token| Some((token as u32, vocabulary.at(token)?))));
            candidate.words = first..words.len();
        }
        let names = Names::of(doc, tokens, &body);
        Article { doc, tokens, vocabulary, body, words, title, names }
    }

    /// The words of a candidate, each with its token.
    #[inline]
    pub(crate) fn words<'w>(
        &'w self,
        candidate: &Candidate,
    ) -> impl ExactSizeIterator<Item = (usize, Word)> + use<'w, 'a> {
        self.words[candidate.words.clone()].iter().map(|(token, word)| (*token as usize, *word))
    }

    /// The text of a token.
    pub(crate) fn form(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |token| self.doc.slice(token.span))
    }

    /// How many different words of the title a candidate has.
    pub(super) fn title_words(&self, candidate: &Candidate) -> usize {
        let mut shared: Vec<TermId> = self
            .words(candidate)
            .map(|(_, word)| word.term)
            .filter(|term| self.title.binary_search(term).is_ok())
            .collect();
        shared.sort_unstable();
        shared.dedup();
        shared.len()
    }

    /// Whether all words of a span are pronouns.
    pub(super) fn is_pronoun(&self, span: Span) -> bool {
        let mut words = self.tokens.inside(span).filter_map(|token| self.vocabulary.at(token));
        words.all(|word| word.class == Some(Class::Pronoun))
    }
}

/// Whether a word can carry what a sentence says: everything but the words that only hold it together.
pub(super) fn is_open(word: Word) -> bool {
    use Class::{Auxiliary, Connective, Determiner, Preposition, Pronoun};
    !matches!(word.class, Some(Pronoun | Determiner | Auxiliary | Preposition | Connective))
}

/// The names in an article.
pub(super) struct Names<'a> {
    pub(super) entities: Option<&'a Entities>,
    /// By entity: how often it is named, relative to the one named most.
    salience: Vec<f32>,
    /// By entity: the first candidate that names it.
    first: Vec<u32>,
    /// By token: the entity it names, or `NO_NAME`.
    at: Vec<u32>,
}

impl<'a> Names<'a> {
    fn of(doc: &'a Document, tokens: &Tokens, body: &Body) -> Self {
        let entities = doc.get::<Entities>();
        let count = entities.map_or(0, |entities| entities.index.len());
        let mut names =
            Names { entities, salience: vec![0.0; count], first: vec![u32::MAX; count], at: Vec::new() };
        let Some(entities) = entities else { return names };
        names.at = vec![NO_NAME; tokens.len()];
        let (mut token, mut sentence) = (0, 0);
        for mention in entities.mentions.iter().filter(|mention| !mention.label.is_value()) {
            let Some(salience) = names.salience.get_mut(mention.entity as usize) else { continue };
            while tokens.spans().get(token).is_some_and(|span| span.end <= mention.span.start) {
                token += 1;
            }
            while tokens.spans().get(token).is_some_and(|span| span.start < mention.span.end) {
                names.at[token] = mention.entity;
                token += 1;
            }
            while body.candidates.get(sentence).is_some_and(|c| c.span.end <= mention.span.start) {
                sentence += 1;
            }
            let inside = body.candidates.get(sentence).is_some_and(|c| c.span.contains(mention.span));
            if inside {
                *salience += 1.0;
                let first = &mut names.first[mention.entity as usize];
                *first = (*first).min(sentence as u32);
            }
        }
        let most = names.salience.iter().copied().fold(1.0, f32::max);
        names.salience.iter_mut().for_each(|salience| *salience /= most);
        names
    }

    /// The entity that a token names.
    pub(super) fn at(&self, token: usize) -> Option<u32> {
        self.at.get(token).copied().filter(|entity| *entity != NO_NAME)
    }

    /// How much the article is about an entity, from 0 to 1.
    pub(super) fn salience(&self, entity: u32) -> f32 {
        self.salience.get(entity as usize).copied().unwrap_or(0.0)
    }

    /// The first candidate that names an entity.
    pub(super) fn first(&self, entity: u32) -> u32 {
        self.first.get(entity as usize).copied().unwrap_or(u32::MAX)
    }
}
