//! The stage `claims.attribution`.

use tidings_core::{
    Claim, ClaimKind, Claims, Document, Entities, Layer, Quotes, Sentences, SettingError, Span, Stage,
    StageError, StageType, Tokens,
};

use super::config::AttributionConfig;
use super::speaker::Speakers;
use crate::rules::{Input, Rules};

/// Finds who said what.
pub struct Attribution {
    config: AttributionConfig,
}

impl StageType for Attribution {
    type Config = AttributionConfig;
    const NAME: &'static str = "claims.attribution";
    const PURPOSE: &'static str = "Finds who said what: source, cue and content of attributed statements";
    const MANUAL: &'static str = include_str!("attribution.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, Sentences::NAME, Quotes::NAME];
    const READS: &'static [&'static str] = &[Entities::NAME];
    const PROVIDES: &'static [&'static str] = &[Claims::NAME];

    fn new(config: AttributionConfig) -> Result<Self, SettingError> {
        if !(0.0..=1.0).contains(&config.min_confidence) {
            return Err(SettingError::new("min_confidence", "must be from 0 to 1"));
        }
        Ok(Attribution { config })
    }
}

impl Stage for Attribution {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let sentences = doc.get::<Sentences>().ok_or_else(|| StageError::missing_layer(Sentences::NAME))?;
        let quotes = doc.get::<Quotes>().ok_or_else(|| StageError::missing_layer(Quotes::NAME))?;
        let entities = doc.get::<Entities>();
        let rules = Rules { bare_quotes: self.config.bare_quotes, lists: self.config.lists };
        let reading = rules.read(Input { text: doc.text(), tokens, sentences, quotes, entities });
        let claims = self.conclude(doc.text(), quotes, entities, reading.claims);
        doc.insert(Claims(claims));
        Ok(())
    }
}

impl Attribution {
    /// Drops what the settings do not want, names the speakers and sorts.
    fn conclude(
        &self,
        text: &str,
        quotes: &Quotes,
        entities: Option<&Entities>,
        mut claims: Vec<Claim>,
    ) -> Vec<Claim> {
        claims.retain(|claim| {
            claim.confidence >= self.config.min_confidence
                && (self.config.unsourced || claim.source.is_some())
                && self.config.classes.contains(&claim.cue_class)
        });
        for claim in &mut claims {
            claim.content.sort_unstable();
            claim.kind = kind_of(text, &claim.content, quotes);
        }
        claims.sort_by_key(|claim| (claim.content.first().copied(), claim.cue, claim.source));
        let mut speakers = Speakers::new(entities, self.config.pronouns);
        for claim in &mut claims {
            claim.source_entity =
                claim.source.and_then(|source| speakers.resolve(text, source, claim.sentence));
        }
        claims
    }
}

/// How much of the content stands in quotation marks, by its letters.
fn kind_of(text: &str, content: &[Span], quotes: &Quotes) -> ClaimKind {
    let (mut inside, mut outside) = (false, false);
    for part in content {
        let mut at = part.start;
        let first = quotes.0.partition_point(|quote| quote.span.start < part.start);
        // The outer quotation that begins before the part may cover it.
        let from = quotes.0[..first].iter().rposition(|quote| quote.depth == 0).unwrap_or(first);
        for quote in quotes.0[from..].iter().take_while(|quote| quote.span.start < part.end) {
            if quote.depth > 0 || quote.span.end <= at {
                continue;
            }
            outside |= has_letters(text, at, quote.span.start.max(at));
            inside |= has_letters(text, quote.inner.start.max(at), quote.inner.end.min(part.end));
            at = quote.span.end.min(part.end);
        }
        outside |= has_letters(text, at, part.end);
    }
    match (inside, outside) {
        (true, false) => ClaimKind::Direct,
        (true, true) => ClaimKind::Mixed,
        _ => ClaimKind::Indirect,
    }
}

fn has_letters(text: &str, start: u32, end: u32) -> bool {
    start < end
        && text.get(start as usize..end as usize).is_some_and(|text| text.chars().any(char::is_alphanumeric))
}

tidings_core::register_stage!(Attribution);
