//! Tests of `clean.metadata`.

use tidings_core::{Document, EditList, MetaField, Origin, RegionKind, Span, Stage, StageType};

use super::{Metadata, MetadataConfig};

/// A document with regions, given as (kind, text) lines.
fn document(regions: &[(RegionKind, &str)]) -> Document {
    let text: Vec<_> = regions.iter().map(|(_, line)| *line).collect();
    let mut doc = Document::new("t", text.join("\n")).unwrap();
    let mut edits = EditList::new();
    let mut at = 0;
    for (kind, line) in regions {
        edits.mark(Span::from_range(at..at + line.len()), *kind, "test");
        at += line.len() + 1;
    }
    doc.edit(edits).unwrap();
    Metadata::new(MetadataConfig::default()).unwrap().process(&mut doc).unwrap();
    doc
}

fn check(kind: RegionKind, line: &str, field: MetaField, expected: &[&str]) {
    let doc = document(&[(kind, line)]);
    let values: Vec<_> = doc.meta.values(field).iter().map(|value| value.value.as_str()).collect();
    assert_eq!(values, expected, "{line}");
}

#[test]
fn bylines_give_persons_publisher_and_date() {
    let line = "By Halyna Brandt and Piers Orr | The Harbor Echo | December 15, 2025";
    check(RegionKind::Byline, line, MetaField::Byline, &["Halyna Brandt", "Piers Orr"]);
    check(RegionKind::Byline, line, MetaField::Publisher, &["The Harbor Echo"]);
    check(RegionKind::Byline, line, MetaField::Published, &["2025-12-15"]);
    let line = "Monday August 27, 2018 10:05 am PDT by Julia Clove";
    check(RegionKind::Byline, line, MetaField::Byline, &["Julia Clove"]);
    check(RegionKind::Byline, line, MetaField::Published, &["2018-08-27"]);
    let lines = [(RegionKind::Byline, "Mina Dahl"), (RegionKind::Byline, "Tom Kent")];
    assert_eq!(document(&lines).meta.values(MetaField::Byline).len(), 2);
    check(RegionKind::Byline, "Last updated: 9 January 2026, 17:40", MetaField::Published, &["2026-01-09"]);
}

#[test]
fn a_date_of_change_does_not_hide_the_date_of_publication() {
    let doc =
        document(&[(RegionKind::Byline, "Updated 3 May 2025"), (RegionKind::Byline, "Published 1 May 2025")]);
    assert_eq!(doc.meta.get(MetaField::Published), Some("2025-05-01"));
    assert_eq!(doc.meta.get(MetaField::Updated), Some("2025-05-03"));
}

#[test]
fn places_in_natural_case() {
    check(RegionKind::Dateline, "WASHINGTON —", MetaField::DatelinePlace, &["Washington"]);
    check(RegionKind::Dateline, "NEW YORK (AP) —", MetaField::DatelinePlace, &["New York"]);
    check(
        RegionKind::Dateline,
        "KYIV, Ukraine, Dec. 3 (Harbor Echo) —",
        MetaField::DatelinePlace,
        &["Kyiv, Ukraine"],
    );
    let dated = "ELSWORTH, March 3, 2026 /NewsLine/ --";
    check(RegionKind::Dateline, dated, MetaField::Published, &["2026-03-03"]);
    check(RegionKind::Dateline, "PRAGUE", MetaField::DatelinePlace, &["Prague"]);
    check(RegionKind::Dateline, "MOSCOW, January 5. /TASS/.", MetaField::DatelinePlace, &["Moscow"]);
    check(RegionKind::Dateline, "NEW YORK (AP) —", MetaField::CreditedSources, &["AP"]);
    check(RegionKind::Dateline, "VARNA (Harbor Echo) —", MetaField::Publisher, &["Harbor Echo"]);
}

#[test]
fn sources_are_split_and_kept_as_written() {
    let credited =
        |line, expected: &[&str]| check(RegionKind::SourceList, line, MetaField::CreditedSources, expected);
    credited("Sources: Reuters, The Varna Post, Al Jazeera.", &["Reuters", "The Varna Post", "Al Jazeera"]);
    credited("(Source:www.harborecho.example)", &["www.harborecho.example"]);
    credited(
        "Source: Centre for Strategic and International Studies",
        &["Centre for Strategic and International Studies"],
    );
    credited("With inputs from AFP and Reuters", &["AFP", "Reuters"]);
    credited("The Harbor Wire contributed to this report.", &["The Harbor Wire"]);
    credited(
        "Associated Press writers A. Lund in Varna and B. Orr in Sofia contributed to this report.",
        &["Associated Press"],
    );
    credited("Copyright 2025 Harbor Wire. Used with permission.", &["Harbor Wire"]);
}

#[test]
fn photo_credits_without_their_label() {
    let credit = |line, expected| check(RegionKind::PhotoCredit, line, MetaField::PhotoCredit, &[expected]);
    credit("Photo: J. Orr / Unsplash", "J. Orr / Unsplash");
    credit("Photo by J. Orr/Getty Images", "J. Orr/Getty Images");
    credit("Cranes at rest. Pool photo via Harbor Echo", "Pool photo via Harbor Echo");
    credit("(Ada Lund/The Harbor Echo)", "Ada Lund/The Harbor Echo");
}

#[test]
fn values_lead_back_to_the_source_and_do_not_replace_others() {
    let doc = document(&[(RegionKind::Title, "Port closed"), (RegionKind::Byline, "By ADA LUND")]);
    let title = &doc.meta.values(MetaField::Title)[0];
    assert_eq!(title.origin, Origin::Source(Span::new(0, 11)));
    assert_eq!(doc.meta.get(MetaField::Byline), Some("Ada Lund"));
    let mut doc = Document::new("t", "Port closed").unwrap();
    doc.meta.set(MetaField::Title, "Given", Origin::Input);
    let mut edits = EditList::new();
    edits.mark(Span::new(0, 11), RegionKind::Title, "test");
    doc.edit(edits).unwrap();
    Metadata::new(MetadataConfig::default()).unwrap().process(&mut doc).unwrap();
    assert_eq!(doc.meta.get(MetaField::Title), Some("Given"));
}

#[test]
fn language_is_set_only_when_sure() {
    let language = |text: &str| {
        let mut doc = Document::new("t", text).unwrap();
        Metadata::new(MetadataConfig::default()).unwrap().process(&mut doc).unwrap();
        doc.meta.get(MetaField::Language).map(str::to_owned)
    };
    let english =
        "The board of the port said that it had been told of the crack in the pier by one of the engineers. ";
    assert_eq!(language(&english.repeat(3)).as_deref(), Some("en"));
    let german = "Der Hafen bleibt geschlossen, bis die Kräne noch einmal geprüft worden sind, sagte der Vorstand am Montag.";
    assert_eq!(language(german).as_deref(), Some("de"));
    assert_eq!(language("OK"), None);
    assert_eq!(language("12.5 — 17.3"), None);
}

#[test]
fn truncation_is_said_for_the_document() {
    assert_eq!(document(&[(RegionKind::Truncated, "It was the")]).meta.truncated, Some(true));
    assert_eq!(document(&[(RegionKind::Body, "It was.")]).meta.truncated, Some(false));
}

/// What the stage reads of a page whose regions say nothing.
fn page(html: &str, field: MetaField) -> Vec<String> {
    let mut doc = Document::with_format("t", html, tidings_core::SourceFormat::Html).unwrap();
    Metadata::new(MetadataConfig::default()).unwrap().process(&mut doc).unwrap();
    doc.meta.values(field).iter().map(|value| value.value.clone()).collect()
}

#[test]
fn what_stands_beside_a_headline_is_the_fallback() {
    let html =
        "<head><meta name=author content=Piers></head><h1>Port shut</h1><p>By Ada Lund</p><p>16 Dec 2025</p>";
    assert_eq!(page(html, MetaField::Byline), ["Ada Lund"]);
    assert_eq!(page(html, MetaField::Published), ["2025-12-16"]);
    assert_eq!(
        page("<head><meta name=author content=Piers></head><h1>Port</h1>", MetaField::Byline),
        ["Piers"]
    );
}

#[test]
fn dates_addresses_and_damaged_values_are_mended() {
    let mut doc = Document::new("t", "x").unwrap();
    let source = || Origin::Source(Span::new(0, 1));
    doc.meta.set(MetaField::Url, "https://harbor.example/2025/12/16/port", Origin::Input);
    doc.meta.set(MetaField::Updated, "2025-12-17 00:05:00 UTC", source());
    doc.meta.set(MetaField::Title, "The boardâ€™s plan", source());
    doc.meta.add(MetaField::Byline, "undefined", source());
    doc.meta.add(MetaField::Byline, "Ada Lund", source());
    Metadata::new(MetadataConfig::default()).unwrap().process(&mut doc).unwrap();
    assert_eq!(doc.meta.get(MetaField::Published), Some("2025-12-16"));
    assert_eq!(doc.meta.get(MetaField::Updated), Some("2025-12-17T00:05:00Z"));
    assert_eq!(doc.meta.get(MetaField::Title), Some("The board’s plan"));
    assert_eq!(doc.meta.values(MetaField::Byline).len(), 1);
}

#[test]
fn the_company_publishes_its_press_release() {
    let text =
        "FOR IMMEDIATE RELEASE\n\nHarbor Group Names Ilse Kern\n\nIt said so today.\n\nSOURCE Harbor Group";
    let mut doc = Document::new("t", text).unwrap();
    Metadata::new(MetadataConfig::default()).unwrap().process(&mut doc).unwrap();
    let publisher = &doc.meta.values(MetaField::Publisher)[0];
    assert_eq!(publisher.value, "Harbor Group");
    let Origin::Source(span) = publisher.origin else { panic!("no span: {publisher:?}") };
    assert_eq!(doc.source_slice(span), "Harbor Group");
}
