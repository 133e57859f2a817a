//! Tests of `entities.dates`.

use tidings_core::{
    DateModifier, Document, MetaField, Origin, PartKind, Parts, Span, Stage, StageType, TextPart, Value,
    ValueMention, Values,
};
use tidings_language::syntax::ParserStage;

use super::{DatesConfig, DatesStage};
use crate::sample::document;
use crate::sample::unmark;
use crate::{ValuesConfig, ValuesStage};

/// Our own hard cases.
const CASES: &str = include_str!("../../../../tests/cases/dates.txt");

fn dated(text: &str, published: Option<&str>) -> Document {
    let mut doc = document(text);
    if let Some(day) = published {
        doc.meta.set(MetaField::Published, day, Origin::Input);
    }
    ValuesStage::new(ValuesConfig::default()).unwrap().process(&mut doc).unwrap();
    doc
}

fn settled(mut doc: Document) -> Document {
    DatesStage::new(DatesConfig::default()).unwrap().process(&mut doc).unwrap();
    doc
}

fn show_value(value: &Value) -> String {
    match value {
        Value::Date { iso } | Value::Time { iso } | Value::Duration { iso } | Value::Set { iso } => {
            iso.clone()
        }
        Value::RelativeDate { relative } => relative.clone(),
        Value::Cardinal { number } => number.to_string(),
        Value::Unresolved => "?".to_owned(),
        other => format!("{other:?}"),
    }
}

fn show(mention: &ValueMention) -> String {
    let details = mention.date.as_deref().cloned().unwrap_or_default();
    let mut out = match &mention.value {
        Value::RelativeDate { .. } | Value::Unresolved if !details.readings.is_empty() => {
            details.readings.join("|")
        }
        value => show_value(value),
    };
    out.push_str(match details.modifier {
        Some(DateModifier::Start) => "(start)",
        Some(DateModifier::Mid) => "(mid)",
        Some(DateModifier::End) => "(end)",
        None => "",
    });
    details.zone.iter().for_each(|zone| out.push_str(&format!("@{zone}")));
    mention.upper.iter().for_each(|upper| out.push_str(&format!(" to {}", show_value(upper))));
    out
}

fn marked(doc: &Document) -> String {
    let mut out = String::new();
    let mut at = 0;
    for mention in &doc.get::<Values>().unwrap().0 {
        out.push_str(&doc.text()[at..mention.span.start as usize]);
        out.push_str(&format!("[{} {} = {}]", mention.label, doc.slice(mention.span), show(mention)));
        at = mention.span.end as usize;
    }
    out + &doc.text()[at..]
}

/// The cases: day of publication and marked text.
fn cases() -> impl Iterator<Item = (Option<&'static str>, &'static str)> {
    let lines = CASES.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| match line.strip_prefix('@').and_then(|rest| rest.split_once(' ')) {
        Some((day, text)) => (Some(day), text),
        None => (None, line),
    })
}

fn wrong(prepare: impl Fn(&mut Document)) -> (usize, Vec<String>) {
    let mut wrong = Vec::new();
    let mut all = 0;
    for (day, text) in cases() {
        let mut doc = dated(&unmark(text), day);
        prepare(&mut doc);
        let shown = marked(&settled(doc));
        all += 1;
        if shown != text {
            wrong.push(format!("- {text}\n+ {shown}"));
        }
    }
    (all, wrong)
}

#[test]
fn the_cases_come_out_as_marked() {
    let (all, wrong) = wrong(|_| {});
    assert!(wrong.is_empty() && all >= 120, "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_cases_come_out_with_trees_too() {
    let parser = ParserStage::new(Default::default()).unwrap();
    let (all, wrong) = wrong(|doc| parser.process(doc).unwrap());
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_post_has_its_own_day() {
    let text = "The mill burned on Monday. It was torn down yesterday.";
    let mut doc = dated(text, Some("2026-07-08"));
    let span = Span::new(27, text.len() as u32);
    doc.insert(Parts {
        parts: vec![TextPart {
            span,
            body: span,
            kind: PartKind::Post,
            label: None,
            speaker: None,
            published: Some("2026-07-02T10:00:00Z".into()),
        }],
        speakers: Vec::new(),
    });
    let expected =
        "The mill burned on [DATE Monday = 2026-07-06]. It was torn down [DATE yesterday = 2026-07-01].";
    assert_eq!(marked(&settled(doc)), expected);
}

#[test]
fn a_value_says_how_it_was_found() {
    let doc = settled(dated("It rained on Monday.", Some("2026-07-08T06:00:00Z")));
    let details = doc.get::<Values>().unwrap().0[0].date.clone().unwrap();
    assert_eq!(details.relative.as_deref(), Some("weekday:monday"));
    assert_eq!(details.anchor.as_deref(), Some("2026-07-08"));
}

#[test]
fn what_was_settled_can_be_settled_again() {
    for (day, text) in cases() {
        let once = settled(dated(&unmark(text), day));
        let shown = marked(&once);
        assert_eq!(marked(&settled(once)), shown);
    }
}
