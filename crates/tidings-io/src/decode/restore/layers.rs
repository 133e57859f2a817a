//! Makes standard layers of the rows of a record. Spans must fit the text, and layers that stages
//! expect sorted must be.

use std::borrow::Cow;

use tidings_core::{
    Checkworthiness, Claim, ClaimDetails, Claims, Entities, Entity, Keyphrase, Keyphrases, Mention, Quote,
    Quotes, Sentence, SentenceWorth, Sentences, Span, Summary, SummarySentence, Tokens, ValueMention, Values,
};

use super::Places;
use crate::decode::error::DecodeError;
use crate::layout::{
    ClaimRow, EntityIndexRow, EntityRow, KeyphraseRow, MeantRow, QuoteRow, SentenceRow, SummaryRow, TokenRow,
    WordsRow, WorthRow,
};

pub(super) fn tokens(rows: &[TokenRow], places: &Places<'_>) -> Result<Tokens, DecodeError> {
    let mut tokens = Tokens::with_capacity(rows.len());
    let mut order = Order::new("tokens");
    for (row, token) in rows.iter().enumerate() {
        let span = places.span("tokens", row, token.start, token.end)?;
        order.check(row, span)?;
        tokens.push(span, token.kind);
    }
    Ok(tokens)
}

pub(super) fn sentences(rows: &[SentenceRow], places: &Places<'_>) -> Result<Sentences, DecodeError> {
    let mut order = Order::new("sentences");
    let sentence = |(row, sentence): (usize, &SentenceRow)| {
        let span = places.span("sentences", row, sentence.start, sentence.end)?;
        order.check(row, span)?;
        let (first_token, end_token) = (sentence.first_token, sentence.end_token);
        if first_token > end_token {
            return Err(DecodeError::annotation(format!(
                "`sentences[{row}]`: its tokens end before they begin"
            )));
        }
        Ok(Sentence { span, first_token, end_token, paragraph: sentence.paragraph, kind: sentence.kind })
    };
    rows.iter().enumerate().map(sentence).collect::<Result<_, _>>().map(Sentences)
}

pub(super) fn quotes(rows: &[QuoteRow<'_>], places: &Places<'_>) -> Result<Quotes, DecodeError> {
    let quote = |(row, quote): (usize, &QuoteRow<'_>)| {
        Ok(Quote {
            span: places.span("quotes", row, quote.start, quote.end)?,
            inner: places.span("quotes", row, quote.inner_start, quote.inner_end)?,
            kind: quote.kind,
            unclosed: quote.unclosed,
            continues: quote.continues,
            depth: quote.depth,
        })
    };
    rows.iter().enumerate().map(quote).collect::<Result<_, _>>().map(Quotes)
}

/// The names, if the record has an index of them, and the values, if there are any or it has none.
pub(super) fn entities(
    rows: &[EntityRow<'_>],
    index: Option<&[EntityIndexRow<'_>]>,
    places: &Places<'_>,
) -> Result<(Option<Entities>, Option<Values>), DecodeError> {
    let mut names = Entities { mentions: Vec::new(), index: entity_index(index.unwrap_or(&[]))? };
    let mut values = Values::default();
    let (mut name_order, mut value_order) = (Order::new("entities"), Order::new("entities"));
    for (row, entity) in rows.iter().enumerate() {
        let span = places.span("entities", row, entity.start, entity.end)?;
        match (entity.entity, &entity.value) {
            (Some(id), None) if (id as usize) < names.index.len() => {
                name_order.check(row, span)?;
                let confidence = entity.confidence.map_or(1.0, |score| score.0);
                names.mentions.push(Mention { span, label: entity.label, entity: id, confidence });
            }
            (None, Some(value)) => {
                value_order.check(row, span)?;
                values.0.push(ValueMention {
                    span,
                    label: entity.label,
                    value: value.clone().into_owned(),
                    bound: entity.bound.unwrap_or_default(),
                    upper: entity.upper.clone().map(Cow::into_owned),
                    date: entity.date.clone().map(|details| Box::new(details.into_owned())),
                });
            }
            (Some(id), None) => {
                return Err(DecodeError::annotation(format!(
                    "`entities[{row}]`: the `entity` {id} is not in `entity_index`"
                )));
            }
            _ => {
                return Err(DecodeError::annotation(format!(
                    "`entities[{row}]` must have either `entity` or `value`"
                )));
            }
        }
    }
    let has_values = !values.0.is_empty() || index.is_none();
    Ok((index.is_some().then_some(names), has_values.then_some(values)))
}

fn entity_index(rows: &[EntityIndexRow<'_>]) -> Result<Vec<Entity>, DecodeError> {
    let entity = |(row, entity): (usize, &EntityIndexRow<'_>)| {
        if entity.id as usize != row {
            return Err(DecodeError::annotation(format!("`entity_index[{row}]` must have the `id` {row}")));
        }
        let owned = |list: &[Cow<'_, str>]| list.iter().map(|text| text.clone().into_owned()).collect();
        Ok(Entity {
            name: entity.name.clone().into_owned(),
            canonical: entity.canonical.clone().map(Cow::into_owned),
            label: entity.label,
            aliases: owned(&entity.aliases),
            roles: owned(&entity.roles),
            key: entity.key.clone().into_owned(),
        })
    };
    rows.iter().enumerate().map(entity).collect()
}

pub(super) fn claims(rows: &[ClaimRow<'_>], places: &Places<'_>) -> Result<Claims, DecodeError> {
    let claim = |(row, claim): (usize, &ClaimRow<'_>)| {
        let content: Vec<Span> =
            claim.content.iter().map(|place| places.place("claims", row, place)).collect::<Result<_, _>>()?;
        if content.is_empty() {
            return Err(DecodeError::annotation(format!("`claims[{row}]` has no `content`")));
        }
        let source = claim.source.as_ref();
        let cue = claim.cue.as_ref();
        let source_span = source.map(|at| places.span("claims", row, at.start, at.end)).transpose()?;
        Ok(Claim {
            source: source_span,
            source_entity: source.map_or(claim.source_entity, |source| source.entity),
            speaker_confidence: claim.speaker_confidence.map(|score| score.0),
            cue: cue.map(|at| places.span("claims", row, at.start, at.end)).transpose()?,
            lemma: cue.map_or_else(String::new, |cue| cue.lemma.clone().into_owned()),
            cue_class: claim.cue_class,
            content,
            kind: claim.kind,
            modality: claim.modality,
            negated: claim.negated,
            sentence: claim.sentence,
            confidence: claim.confidence.0,
            checkworthy: claim.checkworthy.map(|score| score.0),
            details: details(row, claim, places)?,
        })
    };
    rows.iter().enumerate().map(claim).collect::<Result<_, _>>().map(Claims)
}

fn details(row: usize, claim: &ClaimRow<'_>, places: &Places<'_>) -> Result<ClaimDetails, DecodeError> {
    let words = |words: &Option<WordsRow<'_>>| {
        words.as_ref().map(|at| places.span("claims", row, at.start, at.end)).transpose()
    };
    let meant = |at: &MeantRow<'_>| places.span("claims", row, at.start, at.end);
    let verbatim = claim.verbatim.iter().map(|place| places.place("claims", row, place));
    Ok(ClaimDetails {
        verbatim: verbatim.collect::<Result<_, _>>()?,
        addressee: words(&claim.addressee)?,
        channel: words(&claim.channel)?,
        when: claim.when.as_ref().map(meant).transpose()?,
        numbers: claim.numbers.iter().map(meant).collect::<Result<_, _>>()?,
        role: words(&claim.role)?,
        organization: words(&claim.organization)?,
        inside: claim.inside,
        reasons: claim.reasons.iter().map(|reason| reason.clone().into_owned().into()).collect(),
    })
}

pub(super) fn checkworthiness(
    rows: &[WorthRow<'_>],
    places: &Places<'_>,
) -> Result<Checkworthiness, DecodeError> {
    let sentence = |(row, sentence): (usize, &WorthRow<'_>)| {
        Ok(SentenceWorth {
            span: places.span("checkworthiness", row, sentence.start, sentence.end)?,
            score: sentence.score.0,
            reasons: sentence.reasons.iter().map(|reason| reason.clone().into_owned().into()).collect(),
        })
    };
    rows.iter().enumerate().map(sentence).collect::<Result<_, _>>().map(Checkworthiness)
}

pub(super) fn summary(rows: &[SummaryRow<'_>], places: &Places<'_>) -> Result<Summary, DecodeError> {
    let sentence = |(row, sentence): (usize, &SummaryRow<'_>)| {
        Ok(SummarySentence {
            span: places.span("summary", row, sentence.start, sentence.end)?,
            score: sentence.score.0,
            reasons: sentence.reasons.iter().map(|reason| reason.clone().into_owned().into()).collect(),
        })
    };
    rows.iter().enumerate().map(sentence).collect::<Result<_, _>>().map(Summary)
}

pub(super) fn keyphrases(rows: &[KeyphraseRow<'_>], places: &Places<'_>) -> Result<Keyphrases, DecodeError> {
    let phrase = |(row, phrase): (usize, &KeyphraseRow<'_>)| {
        let spans: Vec<Span> = phrase
            .spans
            .iter()
            .map(|place| places.place("keyphrases", row, place))
            .collect::<Result<_, _>>()?;
        if spans.is_empty() {
            return Err(DecodeError::annotation(format!("`keyphrases[{row}]` has no `spans`")));
        }
        Ok(Keyphrase { spans, score: phrase.score.0 })
    };
    rows.iter().enumerate().map(phrase).collect::<Result<_, _>>().map(Keyphrases)
}

/// Watches that rows are sorted and do not overlap, as stages expect of these layers.
struct Order {
    field: &'static str,
    end: u32,
}

impl Order {
    fn new(field: &'static str) -> Self {
        Order { field, end: 0 }
    }

    fn check(&mut self, row: usize, span: Span) -> Result<(), DecodeError> {
        if span.start < self.end {
            return Err(DecodeError::annotation(format!(
                "`{}[{row}]` begins before the row before it ends",
                self.field
            )));
        }
        self.end = span.end;
        Ok(())
    }
}
