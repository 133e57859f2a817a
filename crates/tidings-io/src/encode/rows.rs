//! Makes the rows of a record from the layers of a document.

use std::borrow::Cow;
use std::iter::Peekable;

use tidings_core::{
    Bound, Claim, ClaimDetails, Document, Entities, Keyphrase, Mention, OffsetIndex, OffsetUnit, Quote,
    Region, Repair, Sentence, SentenceWorth, Span, SummarySentence, Token, ValueMention, Values,
};

use crate::layout::{
    ClaimRow, ClaimSourceRow, CueRow, EntityIndexRow, EntityRow, KeyphraseRow, MeantRow, PlaceRow, QuoteRow,
    RegionRow, RepairRow, Score, SentenceRow, SourceRow, SummaryRow, TokenRow, WordsRow, WorthRow,
};

/// Between the places of a claim whose content is in several.
const GAP: &str = " … ";

/// A document with the tables that translate its offsets.
pub(super) struct Rows<'d> {
    doc: &'d Document,
    text: OffsetIndex<'d>,
    /// `None` while the text is the source.
    source: Option<OffsetIndex<'d>>,
    provenance: bool,
}

/// Where a row stands, in the unit of the output.
struct Place {
    start: u32,
    end: u32,
    source_start: Option<u32>,
    source_end: Option<u32>,
}

/// Makes a row with its place.
macro_rules! at {
    ($place:expr, $row:ident { $($field:ident: $value:expr),* $(,)? }) => {{
        let Place { start, end, source_start, source_end } = $place;
        $row { start, end, source_start, source_end, $($field: $value),* }
    }};
}

impl<'d> Rows<'d> {
    pub(super) fn new(doc: &'d Document, unit: OffsetUnit, provenance: bool) -> Self {
        let source = (!doc.alignment().is_identity()).then(|| OffsetIndex::new(doc.source(), unit));
        Rows { doc, text: OffsetIndex::new(doc.text(), unit), source, provenance }
    }

    pub(super) fn doc(&self) -> &'d Document {
        self.doc
    }

    /// A span of the text in units.
    pub(super) fn text_span(&self, span: Span) -> Span {
        self.text.span_to_units(span)
    }

    /// A span of the source in units.
    pub(super) fn source_span(&self, span: Span) -> Span {
        self.source.as_ref().unwrap_or(&self.text).span_to_units(span)
    }

    /// Where a span of the text stands in the source, in units.
    pub(super) fn source_of(&self, span: Span) -> Span {
        self.source_span(self.doc.alignment().nearest_source_of(span))
    }

    fn place(&self, span: Span) -> Place {
        let Span { start, end } = self.text_span(span);
        let source = self.provenance.then(|| self.source_of(span));
        Place { start, end, source_start: source.map(|s| s.start), source_end: source.map(|s| s.end) }
    }

    fn slice(&self, span: Span) -> Cow<'d, str> {
        Cow::Borrowed(self.doc.slice(span))
    }

    fn place_row(&self, span: Span) -> PlaceRow {
        at!(self.place(span), PlaceRow {})
    }

    pub(super) fn region(&self, region: &'d Region) -> RegionRow<'d> {
        let Span { start, end } = self.source_span(region.source);
        let duplicate_of = region.duplicate_of.map(|span| {
            let Span { start, end } = self.source_span(span);
            SourceRow { source_start: start, source_end: end }
        });
        RegionRow {
            kind: region.kind,
            source_start: start,
            source_end: end,
            removed: region.removed,
            reason: region.reason.as_ref().into(),
            duplicate_of,
        }
    }

    pub(super) fn repair(&self, repair: &'d Repair) -> RepairRow<'d> {
        let Span { start, end } = self.source_span(repair.source);
        RepairRow { source_start: start, source_end: end, reason: repair.reason.as_ref().into() }
    }

    pub(super) fn token(&self, token: Token) -> TokenRow {
        at!(self.place(token.span), TokenRow { kind: token.kind })
    }

    pub(super) fn sentence(&self, sentence: &Sentence) -> SentenceRow {
        at!(
            self.place(sentence.span),
            SentenceRow {
                paragraph: sentence.paragraph,
                kind: sentence.kind,
                first_token: sentence.first_token,
                end_token: sentence.end_token,
            }
        )
    }

    pub(super) fn quote(&self, quote: &Quote) -> QuoteRow<'d> {
        let inner = self.text_span(quote.inner);
        at!(
            self.place(quote.span),
            QuoteRow {
                text: self.slice(quote.span),
                inner_start: inner.start,
                inner_end: inner.end,
                kind: quote.kind,
                unclosed: quote.unclosed,
                continues: quote.continues,
                depth: quote.depth,
            }
        )
    }

    /// Names and values as one list, sorted by start, then end.
    pub(super) fn entities<'r>(
        &'r self,
        names: Option<&'d Entities>,
        values: Option<&'d Values>,
    ) -> impl Iterator<Item = EntityRow<'d>> + use<'r, 'd> {
        Merged {
            rows: self,
            names: names.map_or(&[][..], |names| &names.mentions).iter().peekable(),
            values: values.map_or(&[][..], |values| &values.0).iter().peekable(),
        }
    }

    fn name(&self, mention: &Mention) -> EntityRow<'d> {
        at!(
            self.place(mention.span),
            EntityRow {
                label: mention.label,
                text: self.slice(mention.span),
                entity: Some(mention.entity),
                confidence: Some(Score(mention.confidence)),
                value: None,
                bound: None,
                upper: None,
                date: None,
            }
        )
    }

    fn value(&self, mention: &'d ValueMention) -> EntityRow<'d> {
        at!(
            self.place(mention.span),
            EntityRow {
                label: mention.label,
                text: self.slice(mention.span),
                entity: None,
                confidence: None,
                value: Some(Cow::Borrowed(&mention.value)),
                bound: Some(mention.bound),
                upper: mention.upper.as_ref().map(Cow::Borrowed),
                date: mention.date.as_deref().map(Cow::Borrowed),
            }
        )
    }

    pub(super) fn claim(&self, claim: &'d Claim) -> ClaimRow<'d> {
        let source = claim.source.map(|span| {
            at!(self.place(span), ClaimSourceRow { text: self.slice(span), entity: claim.source_entity })
        });
        let cue = claim.cue.map(|span| {
            at!(self.place(span), CueRow { text: self.slice(span), lemma: claim.lemma.as_str().into() })
        });
        let ClaimDetails { verbatim, addressee, channel, when, numbers, role, organization, inside, reasons } =
            &claim.details;
        ClaimRow {
            source_entity: claim.source_entity.filter(|_| claim.source.is_none()),
            source,
            speaker_confidence: claim.speaker_confidence.map(Score),
            cue,
            cue_class: claim.cue_class,
            content: claim.content.iter().map(|span| self.place_row(*span)).collect(),
            text: self.joined(&claim.content),
            sentence: claim.sentence,
            kind: claim.kind,
            modality: claim.modality,
            negated: claim.negated,
            checkworthy: claim.checkworthy.map(Score),
            confidence: Score(claim.confidence),
            verbatim: verbatim.iter().map(|span| self.place_row(*span)).collect(),
            addressee: addressee.map(|span| self.words(span)),
            channel: channel.map(|span| self.words(span)),
            when: when.map(|span| self.meant(span)),
            numbers: numbers.iter().map(|span| self.meant(*span)).collect(),
            role: role.map(|span| self.words(span)),
            organization: organization.map(|span| self.words(span)),
            inside: *inside,
            reasons: reasons.iter().map(|reason| reason.as_ref().into()).collect(),
        }
    }

    fn words(&self, span: Span) -> WordsRow<'d> {
        at!(self.place(span), WordsRow { text: self.slice(span) })
    }

    /// Words with the value that stands there.
    fn meant(&self, span: Span) -> MeantRow<'d> {
        let values = self.doc.get::<Values>().map_or(&[][..], |values| values.inside(span));
        let value = values.iter().find(|value| value.span == span);
        at!(
            self.place(span),
            MeantRow {
                text: self.slice(span),
                value: value.map(|value| Cow::Borrowed(&value.value)),
                bound: value.map(|value| value.bound).filter(|bound| *bound != Bound::Exact),
                upper: value.and_then(|value| value.upper.as_ref()).map(Cow::Borrowed),
            }
        )
    }

    pub(super) fn worth(&self, sentence: &'d SentenceWorth) -> WorthRow<'d> {
        at!(
            self.place(sentence.span),
            WorthRow {
                score: Score(sentence.score),
                reasons: sentence.reasons.iter().map(|reason| reason.as_ref().into()).collect(),
            }
        )
    }

    fn joined(&self, spans: &[Span]) -> Cow<'d, str> {
        match spans {
            [] => Cow::Borrowed(""),
            [only] => self.slice(*only),
            _ => {
                let parts: Vec<&str> = spans.iter().map(|span| self.doc.slice(*span)).collect();
                Cow::Owned(parts.join(GAP))
            }
        }
    }

    pub(super) fn summary(&self, sentence: &'d SummarySentence) -> SummaryRow<'d> {
        at!(
            self.place(sentence.span),
            SummaryRow {
                text: self.slice(sentence.span),
                score: Score(sentence.score),
                reasons: sentence.reasons.iter().map(|reason| reason.as_ref().into()).collect(),
            }
        )
    }

    pub(super) fn keyphrase(&self, phrase: &Keyphrase) -> KeyphraseRow<'d> {
        KeyphraseRow {
            text: phrase.spans.first().map_or(Cow::Borrowed(""), |span| self.slice(*span)),
            score: Score(phrase.score),
            spans: phrase.spans.iter().map(|span| self.place_row(*span)).collect(),
        }
    }
}

/// What the names stand for, with how often each is named.
pub(super) fn entity_index(names: &Entities) -> impl Iterator<Item = EntityIndexRow<'_>> {
    let mut mentions = vec![0; names.index.len()];
    for mention in &names.mentions {
        if let Some(count) = mentions.get_mut(mention.entity as usize) {
            *count += 1;
        }
    }
    names.index.iter().zip(mentions).zip(0..).map(|((entity, mentions), id)| EntityIndexRow {
        id,
        name: entity.name.as_str().into(),
        canonical: entity.canonical.as_ref().map(Cow::Borrowed),
        label: entity.label,
        mentions,
        aliases: entity.aliases.iter().map(|alias| alias.as_str().into()).collect(),
        roles: entity.roles.iter().map(|role| role.as_str().into()).collect(),
        key: entity.key.as_str().into(),
    })
}

/// Two sorted lists as one; of two at the same place, the name goes first.
struct Merged<'r, 'd> {
    rows: &'r Rows<'d>,
    names: Peekable<std::slice::Iter<'d, Mention>>,
    values: Peekable<std::slice::Iter<'d, ValueMention>>,
}

impl<'d> Iterator for Merged<'_, 'd> {
    type Item = EntityRow<'d>;

    fn next(&mut self) -> Option<EntityRow<'d>> {
        let name_first = match (self.names.peek(), self.values.peek()) {
            (Some(name), Some(value)) => name.span <= value.span,
            (name, _) => name.is_some(),
        };
        if name_first {
            self.names.next().map(|name| self.rows.name(name))
        } else {
            self.values.next().map(|value| self.rows.value(value))
        }
    }
}
