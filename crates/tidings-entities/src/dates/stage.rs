//! The stage `entities.dates`.
//!
//! `entities.values` finds dates and says what their words mean; here the sentence around a date, by its tags and its tree,
//! decides which day that is. A date whose sentence leaves it open keeps what the words say and the days that it may be.
//!
//! Invariant: what happened is never put after the day of publication, nor what is to come before it.

use jiff::civil::Date;
use tidings_core::{
    Document, Label, Layer, MetaField, Parts, Sentences, SettingError, Span, Stage, StageError, StageType,
    Syntax, Tags, Tokens, Value, ValueMention, Values, register_stage,
};

use super::config::DatesConfig;
use super::pointers::pointers;
use super::sentence::Layers;
use super::story::Story;
use crate::clause::{Outlook, Reading, outlook};
use crate::values::relative::Relative;
use crate::values::resolve::{Answer, day_of, relative_of, resolve, settle};
use crate::values::{link, settle_upper};

/// Decides which day is meant.
pub struct DatesStage {
    config: DatesConfig,
}

/// What the sentence of a mention says.
#[derive(Clone, Copy)]
struct Seen {
    reading: Reading,
    sentence: usize,
    anchor: Option<Date>,
}

impl Stage for DatesStage {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        if doc.meta.is_unsupported_language() {
            return Ok(());
        }
        let mut values = match doc.remove::<Values>() {
            Some(values) => values.0,
            None => return Err(StageError::missing_layer(Values::NAME)),
        };
        if let (Some(tokens), true) = (doc.get::<Tokens>(), self.config.from_text) {
            let found = pointers(doc.text(), tokens, &values);
            values.extend(found);
            values.sort_by_key(|mention| mention.span.start);
        }
        let settled = self.settle_all(doc, &mut values);
        values.retain(|mention| !is_idle(mention));
        doc.insert(Values(values));
        settled
    }
}

impl DatesStage {
    fn settle_all(&self, doc: &Document, values: &mut [ValueMention]) -> Result<(), StageError> {
        let layers = Layers::of(doc)
            .ok_or_else(|| StageError::new("the tags do not fit the tokens: make both layers again"))?;
        let published = doc.meta.get(MetaField::Published).and_then(day_of);
        let parts = doc.get::<Parts>();
        let anchor_at = |span: Span| {
            let own = parts.and_then(|parts| parts.at(span.start)).and_then(|part| part.published.as_deref());
            own.and_then(day_of).or(published)
        };
        let clock = doc.clock();
        let seen = |mention: &ValueMention| {
            let (sentence, words) = layers.sentence(mention.span)?;
            let reading = outlook(&words, words.words_of(mention.span));
            Some(Seen { reading, sentence, anchor: anchor_at(mention.span) })
        };
        let mut all: Vec<Option<Seen>> = vec![None; values.len()];
        for (mention, slot) in values.iter_mut().zip(&mut all) {
            if mention.label != Label::Date {
                continue;
            }
            clock.check()?;
            *slot = seen(mention);
            if let Some(seen) = slot {
                settle_one(mention, *seen);
            }
        }
        from_speech(values, &all);
        relink(doc.text(), values, &all);
        if self.config.from_text {
            self.count_from_text(values, &all);
        }
        Ok(())
    }

    /// Counts "the next day" from the date before it.
    fn count_from_text(&self, values: &mut [ValueMention], all: &[Option<Seen>]) {
        let mut story = Story::default();
        for (mention, seen) in values.iter_mut().zip(all) {
            let Some(seen) = seen else { continue };
            let relative = relative_of(mention);
            if let Some(relative @ (Relative::FromText { .. } | Relative::WeekdayFromText { .. })) = relative
            {
                let back = self.config.sentences_back as usize;
                let told = matches!(seen.reading.outlook, Outlook::Past | Outlook::Either | Outlook::Open);
                let limit = seen.anchor.filter(|_| seen.reading.outlook == Outlook::Past);
                match story.resolve(relative, seen.sentence, back, limit).filter(|_| told) {
                    Some((answer, day)) => settle(mention, relative, day, answer),
                    None => mention.value = relative.value(),
                }
            }
            story.tell(mention, seen.sentence, seen.reading.is_of_speech);
        }
    }
}

/// Whether a mention only points to a date, and to none.
fn is_idle(mention: &ValueMention) -> bool {
    let relative =
        matches!(mention.value, Value::RelativeDate { .. }).then(|| relative_of(mention)).flatten();
    matches!(relative, Some(Relative::FromText { by: 0, .. }))
}

/// Resolves a mention by its own sentence.
fn settle_one(mention: &mut ValueMention, seen: Seen) {
    let Some(anchor) = seen.anchor else { return };
    match relative_of(mention) {
        Some(Relative::FromText { .. } | Relative::WeekdayFromText { .. }) => {}
        Some(relative) => {
            settle(mention, relative, anchor, resolve(relative, anchor, seen.reading.outlook));
            settle_upper(mention);
        }
        None => choose(mention, anchor, seen.reading.outlook),
    }
}

/// Takes the one reading of a date in digits that the tense allows.
fn choose(mention: &mut ValueMention, anchor: Date, outlook: Outlook) {
    let Some(details) = mention.date.as_deref_mut().filter(|details| !details.readings.is_empty()) else {
        return;
    };
    let anchor = anchor.to_string();
    let fits = |reading: &&String| match outlook {
        Outlook::Past => **reading <= anchor,
        Outlook::Ahead => **reading >= anchor,
        _ => true,
    };
    let mut fitting = details.readings.iter().filter(fits);
    if let (Some(one), None) = (fitting.next(), fitting.next()) {
        mention.value = Value::Date { iso: one.clone() };
    }
}

/// "would meet on Monday, they said on Sunday": what was to come counts from the day of speech.
fn from_speech(values: &mut [ValueMention], all: &[Option<Seen>]) {
    for at in 0..values.len() {
        let Some(seen) = all[at].filter(|seen| seen.reading.outlook == Outlook::AheadThen) else { continue };
        let Some(relative @ Relative::Weekday { .. }) = relative_of(&values[at]) else { continue };
        let spoken = values.iter().zip(all).find_map(|(other, other_seen)| {
            let same =
                other_seen.is_some_and(|other| other.sentence == seen.sentence && other.reading.is_of_speech);
            match &other.value {
                Value::Date { iso } if same && iso.len() == 10 => day_of(iso),
                _ => None,
            }
        });
        if let Some(day) = spoken {
            let answer = resolve(relative, day, Outlook::Ahead);
            if matches!(answer, Answer::Known(_)) {
                settle(&mut values[at], relative, day, answer);
            }
        }
    }
}

/// The longest text between the ends of a range, in bytes.
const BETWEEN: u32 = 14;

/// Resolves the ends of ranges together, now that the sentence is known.
fn relink(text: &str, values: &mut [ValueMention], all: &[Option<Seen>]) {
    for at in 1..values.len() {
        let Some((first, second)) = values.split_at_mut_checked(at) else { continue };
        let (Some(first), Some(second), Some(seen)) = (first.last_mut(), second.first_mut(), all[at - 1])
        else {
            continue;
        };
        let near = second.span.start.saturating_sub(first.span.end) <= BETWEEN;
        let open = relative_of(first).is_some_and(Relative::is_open);
        // A day of "12 to 15 May" has no second mention.
        let own = text
            .get(first.span.end as usize..second.span.start as usize)
            .is_some_and(|gap| !gap.contains(','));
        if first.upper.is_some() && near && open && own && second.label == Label::Date && ends(first, second)
        {
            link(first, second, seen.anchor, seen.reading.outlook);
        }
    }
}

/// Whether the upper end of the first mention was taken from the second.
fn ends(first: &ValueMention, second: &ValueMention) -> bool {
    let open = relative_of(second).is_some_and(Relative::is_open);
    open || first.upper.as_ref() == Some(&second.value)
}

impl StageType for DatesStage {
    type Config = DatesConfig;
    const NAME: &'static str = "entities.dates";
    const PURPOSE: &'static str = "Decides which day a date means, by its sentence and the dates before it";
    const MANUAL: &'static str = include_str!("dates.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, Sentences::NAME, Tags::NAME, Values::NAME];
    const READS: &'static [&'static str] = &[Syntax::NAME, Parts::NAME];
    const PROVIDES: &'static [&'static str] = &[Values::NAME];

    fn new(config: DatesConfig) -> Result<Self, SettingError> {
        Ok(DatesStage { config })
    }
}

register_stage!(DatesStage);
