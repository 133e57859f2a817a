//! The section of one document: what it is, what it says, what was found in it.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde_json::Value;
use tidings_core::Extraction;
use tidings_io::{DocumentRecord, MetaRecord};
use tidings_stories::{ClaimMatch, ClaimRelation, Relation};

use super::claims::{self, reasons, score};
use super::corpus::Corpus;
use super::marks::{LISTED, class, marked, worth_checking};
use super::outline::{Outline, anchor};
use super::places::Places;
use super::stories::{article, story_anchor};

/// What a document's section needs of the others.
pub(super) struct Context<'a> {
    pub(super) outline: &'a Outline,
    pub(super) corpus: &'a Corpus,
}

/// The section of the document of the given number.
///
/// Fails if a span is no place in the text.
pub(super) fn section(
    record: &DocumentRecord<'_>,
    number: usize,
    context: &Context<'_>,
) -> Result<Markup, String> {
    let places = Places::new(&record.text, record.offsets);
    let text = marked(record, number, &places, context.corpus.ties(number))?.draw();
    let worth_list = worth_list(record, number, &places)?;
    let claims = record.claims.as_ref().map_or(0, Vec::len);
    let open = context.outline.documents.len() == 1;
    let language = record.meta.language.as_deref();
    Ok(html! {
        details class="document" open[open] {
            summary {
                h3 dir="auto" { (record.meta.title.as_deref().unwrap_or(&record.id)) }
                " "
                span class="about" { (headline_facts(&record.meta, claims)) }
            }
            article id={ "d" (number) } {
                (meta(record))
                (ties(number, context))
                (summary(record, number))
                h4 { "Text" }
                div class="text" dir="auto" lang=[language] { (text) }
                @if claims > 0 {
                    details { summary { h4 { "Claims " span class="count" { (claims) } } } (claims::list(record, number)) }
                }
                (worth_list)
                (matches(number, context))
                (entities(record))
                (removed(record))
            }
        }
        "\n"
    })
}

/// The line under the title.
fn headline_facts(meta: &MetaRecord, claims: usize) -> String {
    let day = meta.published.as_deref().map(|date| date.get(..10).unwrap_or(date));
    let claims = format!("{claims} claim{}", if claims == 1 { "" } else { "s" });
    let facts = [meta.publisher.as_deref(), day, Some(&claims)];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The metadata that is there, the unknown fields of the input included.
fn meta(record: &DocumentRecord<'_>) -> Markup {
    let meta = &record.meta;
    let list = |values: &Option<Vec<String>>| values.as_ref().map(|values| values.join(", "));
    let fields = [
        ("Subtitle", meta.subtitle.clone()),
        ("By", list(&meta.byline)),
        ("Publisher", meta.publisher.clone()),
        ("Published", meta.published.clone()),
        ("Updated", meta.updated.clone()),
        ("Place", meta.dateline_place.clone()),
        ("Language", meta.language.clone()),
        ("Credits", list(&meta.credited_sources)),
        ("Photograph", meta.photo_credit.clone()),
        ("Document", Some(record.id.to_string())),
    ];
    html! {
        dl class="meta" {
            @for (name, value) in &fields { @if let Some(value) = value { div { dt { (name) } dd dir="auto" { (value) } } } }
            @if let Some(url) = &meta.url { div { dt { "Address" } dd { (address(url)) } } }
            @for (name, value) in &meta.extra {
                div { dt { (name) } dd dir="auto" { (value.as_str().map_or_else(|| Value::to_string(value), str::to_owned)) } }
            }
            @if let Some(kind) = meta.kind { div { dt { "Kind" } dd { (kind.name().replace('_', " ")) } } }
            @if let Some(doubt) = extraction(meta) { div { dt { "Extraction" } dd { (doubt) } } }
            @if meta.text_has_markup == Some(true) { div { dt { "Markup" } dd { "the text of the input holds HTML tags" } } }
            @if meta.truncated == Some(true) { div { dt { "Incomplete" } dd { "the end of the article is missing" } } }
        }
    }
}

/// What a person should know about how well the article was found.
fn extraction(meta: &MetaRecord) -> Option<&'static str> {
    match meta.extraction? {
        Extraction::Ok => None,
        Extraction::Poor => Some("poor: compare the text with its page"),
        Extraction::Empty => Some("empty: no article was found"),
    }
}

/// An address is a link only if it leads to the web: others could run a script.
fn address(url: &str) -> Markup {
    let lower = url.trim().to_ascii_lowercase();
    let web = lower.starts_with("https://") || lower.starts_with("http://");
    html! { @if web { a href=(url.trim()) rel="noreferrer nofollow" { (url) } } @else { (url) } }
}

/// The story that the document tells, and its copies.
fn ties(number: usize, context: &Context<'_>) -> Markup {
    let Some(ties) = context.corpus.ties(number) else { return html! {} };
    let story = ties.story.and_then(|place| Some((place, context.corpus.stories.get(place)?)));
    html! {
        @if let Some((place, story)) = story {
            p { "Part of the story " a href={ "#" (story_anchor(place)) } { (story.title(context.outline)) } }
        }
        @for copied in &ties.copies {
            @let how = match copied.relation {
                Relation::Exact => "the same text",
                Relation::Near => "nearly the same text",
                Relation::Contained => "one contains most of the other",
            };
            p class="copy" {
                @if copied.by_other { "Copied by " } @else { "A copy of " }
                (article(&copied.other, context.outline)) ": " (how)
            }
        }
    }
}

/// The summary and the keyphrases.
fn summary(record: &DocumentRecord<'_>, number: usize) -> Markup {
    let sentences = record.summary.as_deref().unwrap_or_default();
    let phrases = record.keyphrases.as_deref().unwrap_or_default();
    html! {
        @if !sentences.is_empty() {
            h4 { "Summary" }
            ul class="summary" {
                @for row in sentences {
                    li dir="auto" title=[reasons(&row.reasons)] {
                        a href={ "#" (anchor(number, row.start)) } { (row.text) }
                    }
                }
            }
        }
        @if !phrases.is_empty() {
            h4 { "Keyphrases" }
            ul class="phrases" { @for row in phrases { li { (row.text) } } }
        }
    }
}

/// The sentences most worth checking.
fn worth_list(record: &DocumentRecord<'_>, number: usize, places: &Places<'_>) -> Result<Markup, String> {
    let mut rows = Vec::new();
    for (place, row) in worth_checking(record).enumerate() {
        rows.push((row, places.range(("checkworthiness", place), row.start, row.end)?));
    }
    Ok(html! {
        @if !rows.is_empty() {
            details {
                summary { h4 { "Sentences worth checking " span class="count" { (rows.len()) } } }
                ol class="worth-list" {
                    @for (row, range) in rows.iter().take(LISTED) {
                        li {
                            a href={ "#" (anchor(number, row.start)) } { (places.text.get(range.clone()).unwrap_or_default()) }
                            " " span class="about" {
                                (score(row.score)) @if let Some(why) = reasons(&row.reasons) { ": " (why) }
                            }
                        }
                    }
                }
                @if rows.len() > LISTED { p class="about" { "The others are marked in the text." } }
            }
        }
    })
}

/// What other documents say of the same.
fn matches(number: usize, context: &Context<'_>) -> Markup {
    let places = context.corpus.ties(number).map_or(&[][..], |ties| &ties.matches);
    let found: Vec<(&ClaimMatch, bool)> = places
        .iter()
        .filter_map(|(place, is_a)| Some((context.corpus.matches.get(*place)?, *is_a)))
        .collect();
    html! {
        @if !found.is_empty() {
            details {
                summary { h4 { "In other articles " span class="count" { (found.len()) } } }
                ul class="matches" { @for (found, is_a) in found { li { (matched(found, is_a, number, context)) } } }
            }
        }
    }
}

fn matched(found: &ClaimMatch, is_a: bool, number: usize, context: &Context<'_>) -> Markup {
    let (own, other) = if is_a { (&found.a, &found.b) } else { (&found.b, &found.a) };
    let (class, relation) = match found.relation {
        ClaimRelation::Contradicts => ("against", "Contradicted by"),
        ClaimRelation::Same => ("same", "Said too by"),
        ClaimRelation::Related => ("related", "Related to"),
    };
    html! {
        a href={ "#" (anchor(number, own.start)) } { (own.text) }
        p class=(class) {
            b { (relation) } " " (super::stories::statement(other, context.outline))
            " " span class="about" { (found.reason) @if !found.independent { "; not independent" } }
        }
    }
}

/// What the document names.
fn entities(record: &DocumentRecord<'_>) -> Markup {
    let index = record.entity_index.as_deref().unwrap_or_default();
    html! {
        @if !index.is_empty() {
            details {
                summary { h4 { "Names " span class="count" { (index.len()) } } }
                ul class="names" {
                    @for row in index {
                        li {
                            mark class=(class(row.label)) { (row.name) } " " span class="about" {
                                (row.label.name()) ", " (row.mentions) "×"
                                @if !row.aliases.is_empty() { "; also " (row.aliases.join(", ")) }
                                @if !row.roles.is_empty() { "; " (row.roles.join(", ")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What cleaning removed, by kind.
fn removed(record: &DocumentRecord<'_>) -> Markup {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for region in record.regions.iter().flatten().filter(|region| region.removed) {
        *counts.entry(region.kind.name()).or_default() += 1;
    }
    html! {
        @if !counts.is_empty() {
            p class="about" {
                "Removed from the source: "
                @for (place, (kind, count)) in counts.iter().enumerate() {
                    @if place > 0 { ", " } (count) "\u{a0}×\u{a0}" (kind.replace('_', " "))
                }
            }
        }
    }
}
