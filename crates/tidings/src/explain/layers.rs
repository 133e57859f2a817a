//! Layers for a person: one line an annotation.

use std::borrow::Cow;
use std::collections::BTreeMap;

use tidings_core::{
    AnyLayer, Bound, Checkworthiness, Claim, Claims, DateDetails, DateModifier, Document, Entities, Headline,
    Keyphrases, Lemmas, MetaField, PartKind, Parts, Quotes, ReferenceKind, References, Registry, Sentence,
    SentenceKind, Sentences, Summary, Syntax, Tags, Tokens, Value, Values, Words,
};

use super::Detail;
use super::style::{BOLD, DIM, RESET, excerpt};

/// A layer as a headline and items.
pub(super) struct Description {
    pub(super) head: String,
    pub(super) items: Vec<String>,
}

/// Describes a layer; one that Tidings does not know is shown as JSON.
pub(super) fn describe(
    doc: &Document,
    layer: &dyn AnyLayer,
    registry: &Registry,
    detail: Detail,
) -> Description {
    let any = layer.as_any();
    if let Some(tokens) = any.downcast_ref::<Tokens>() {
        describe_tokens(tokens)
    } else if let Some(sentences) = any.downcast_ref::<Sentences>() {
        describe_sentences(sentences)
    } else if let Some(entities) = any.downcast_ref::<Entities>() {
        describe_entities(entities)
    } else if let Some(values) = any.downcast_ref::<Values>() {
        describe_values(doc, values)
    } else if let Some(quotes) = any.downcast_ref::<Quotes>() {
        describe_quotes(doc, quotes, detail)
    } else if let Some(claims) = any.downcast_ref::<Claims>() {
        let items = claims.0.iter().map(|claim| describe_claim(doc, claim)).collect();
        Description { head: count(claims.0.len(), "claim"), items }
    } else if let Some(summary) = any.downcast_ref::<Summary>() {
        describe_summary(doc, summary)
    } else if let Some(phrases) = any.downcast_ref::<Keyphrases>() {
        describe_keyphrases(doc, phrases)
    } else if let Some(words) = any.downcast_ref::<Words>() {
        Description { head: count(words.len(), "word"), items: Vec::new() }
    } else if let Some(tags) = any.downcast_ref::<Tags>() {
        describe_tags(doc, tags)
    } else if let Some(lemmas) = any.downcast_ref::<Lemmas>() {
        describe_lemmas(doc, lemmas)
    } else if let Some(syntax) = any.downcast_ref::<Syntax>() {
        describe_syntax(doc, syntax)
    } else if let Some(references) = any.downcast_ref::<References>() {
        describe_references(doc, references)
    } else if let Some(headline) = any.downcast_ref::<Headline>() {
        describe_headline(doc, headline)
    } else if let Some(worth) = any.downcast_ref::<Checkworthiness>() {
        describe_worth(doc, worth)
    } else if let Some(parts) = any.downcast_ref::<Parts>() {
        describe_parts(doc, parts)
    } else {
        describe_unknown(layer, registry)
    }
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn describe_tokens(tokens: &Tokens) -> Description {
    Description { head: count(tokens.len(), "token"), items: Vec::new() }
}

/// The words with their tags, as one line a sentence.
fn describe_tags(doc: &Document, tags: &Tags) -> Description {
    let items =
        sentences(doc, |index, token| Some(format!("{token}{DIM}/{}{RESET}", tags.upos.get(index)?.name())));
    Description { head: count(tags.upos.len(), "tag"), items }
}

/// The lemmas, as one line a sentence.
fn describe_lemmas(doc: &Document, lemmas: &Lemmas) -> Description {
    let items = sentences(doc, |index, token| lemmas.lemma(index, token).map(Cow::into_owned));
    Description { head: count(lemmas.numbers().len(), "lemma"), items }
}

/// The words with their relation and head, as one line a sentence.
fn describe_syntax(doc: &Document, syntax: &Syntax) -> Description {
    let spans = doc.get::<Tokens>().map_or(&[][..], Tokens::spans);
    let items = sentences(doc, |index, token| {
        let relation = syntax.relations.get(index)?.name();
        let head = syntax.head(index).and_then(|head| spans.get(head));
        let head = head.map(|span| format!(" {}", doc.slice(*span))).unwrap_or_default();
        Some(format!("{token} {DIM}({relation}{head}){RESET}"))
    });
    Description { head: count(syntax.heads.len(), "word"), items }
}

/// One line a sentence, with something for every token.
fn sentences(doc: &Document, show: impl Fn(usize, &str) -> Option<String>) -> Vec<String> {
    let (Some(tokens), Some(sentences)) = (doc.get::<Tokens>(), doc.get::<Sentences>()) else {
        return Vec::new();
    };
    let line = |sentence: &Sentence| {
        let shown = sentence.tokens().filter_map(|index| show(index, doc.slice(tokens.get(index)?.span)));
        shown.collect::<Vec<_>>().join(" ")
    };
    sentences.0.iter().map(line).collect()
}

fn describe_references(doc: &Document, references: &References) -> Description {
    let index = doc.get::<Entities>().map_or(&[][..], |entities| entities.index.as_slice());
    let items = references.mentions.iter().filter_map(|mention| {
        let named = mention.entity.and_then(|entity| Some(index.get(entity as usize)?.name.clone()));
        let name = named.or_else(|| Some(one_line(doc.slice(mention.antecedent?))))?;
        let kind = match mention.kind {
            ReferenceKind::Pronoun => "pronoun",
            ReferenceKind::Nominal => "description",
        };
        let (text, sure) = (one_line(doc.slice(mention.span)), mention.confidence);
        Some(format!("{text} = {BOLD}{name}{RESET} {DIM}({kind}; {sure:.2}){RESET}"))
    });
    Description { head: count(references.mentions.len(), "reference"), items: items.collect() }
}

fn describe_headline(doc: &Document, headline: &Headline) -> Description {
    let title = doc.meta.get(MetaField::Title).map(one_line);
    let text = headline.span.map(|span| one_line(doc.slice(span))).or(title).unwrap_or_default();
    let facts = [
        ("who", &headline.who),
        ("where", &headline.places),
        ("when", &headline.when),
        ("how many", &headline.how_many),
    ];
    let facts = facts.iter().filter(|(_, spans)| !spans.is_empty()).map(|(name, spans)| {
        let words: Vec<String> = spans.iter().map(|span| one_line(doc.slice(*span))).collect();
        format!("{DIM}{name}:{RESET} {}", words.join(", "))
    });
    Description { head: text, items: facts.collect() }
}

fn describe_worth(doc: &Document, worth: &Checkworthiness) -> Description {
    let items = worth.0.iter().map(|sentence| {
        let text = excerpt(doc.slice(sentence.span), 80);
        format!("{:.2} {text} {DIM}({}){RESET}", sentence.score, sentence.reasons.join(", "))
    });
    Description { head: count(worth.0.len(), "sentence"), items: items.collect() }
}

fn describe_parts(doc: &Document, parts: &Parts) -> Description {
    let items = parts.parts.iter().map(|part| {
        let speaker = parts.speaker_of(part).map(|speaker| format!(" {}", one_line(doc.slice(speaker.name))));
        let published = part.published.as_deref().map(|published| format!(" {published}"));
        let kind = match part.kind {
            PartKind::Post => "post",
            PartKind::Turn => "turn",
            PartKind::Question => "question",
            PartKind::Answer => "answer",
        };
        let (speaker, published) = (speaker.unwrap_or_default(), published.unwrap_or_default());
        format!("{BOLD}{kind}{speaker}{RESET}{published}: {}", excerpt(doc.slice(part.body), 80))
    });
    Description { head: count(parts.parts.len(), "part"), items: items.collect() }
}

fn describe_sentences(sentences: &Sentences) -> Description {
    let of = |kind| sentences.0.iter().filter(|sentence| sentence.kind == kind).count();
    let paragraphs = sentences.0.last().map_or(0, |sentence| sentence.paragraph as usize + 1);
    let mut head = format!(
        "{} in {}, of them {} and {}",
        count(sentences.0.len(), "sentence"),
        count(paragraphs, "paragraph"),
        count(of(SentenceKind::Heading), "heading"),
        count(of(SentenceKind::ListItem), "list item"),
    );
    if of(SentenceKind::Label) > 0 {
        head = format!("{head}; {}", count(of(SentenceKind::Label), "label"));
    }
    Description { head, items: Vec::new() }
}

fn describe_entities(entities: &Entities) -> Description {
    let mut mentions: BTreeMap<u32, usize> = BTreeMap::new();
    for mention in &entities.mentions {
        *mentions.entry(mention.entity).or_default() += 1;
    }
    let mut order: Vec<(usize, u32)> = mentions.iter().map(|(entity, count)| (*count, *entity)).collect();
    order.sort_by_key(|(count, entity)| (std::cmp::Reverse(*count), *entity));
    let items = order.iter().filter_map(|(mentions, entity)| {
        let entity = entities.index.get(*entity as usize)?;
        let also = if entity.aliases.is_empty() {
            String::new()
        } else {
            format!("; also {}", entity.aliases.join(", "))
        };
        let label = entity.label.name();
        Some(format!(
            "{label:<12} {BOLD}{}{RESET} {DIM}({}{also}){RESET}",
            entity.name,
            count(*mentions, "mention")
        ))
    });
    let items: Vec<String> = items.collect();
    let head = format!(
        "{} of {}",
        count(entities.mentions.len(), "mention"),
        noun(entities.index.len(), "entity", "entities")
    );
    Description { head, items }
}

fn noun(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The values with their meanings.
pub(super) fn describe_values(doc: &Document, values: &Values) -> Description {
    let items = values.0.iter().map(|mention| {
        let bound = match mention.bound {
            Bound::Exact | Bound::Between => "",
            Bound::About => "about ",
            Bound::AtLeast => "at least ",
            Bound::AtMost => "at most ",
            Bound::Nearly => "nearly ",
        };
        let upper = mention.upper.as_ref().map(|upper| format!(" to {}", value(upper))).unwrap_or_default();
        let label = mention.label.name();
        format!(
            "{label:<12} {BOLD}{}{RESET} = {bound}{}{upper}{}",
            doc.slice(mention.span),
            value(&mention.value),
            mention.date.as_deref().map(date_details).unwrap_or_default()
        )
    });
    Description { items: items.collect(), head: count(values.0.len(), "value") }
}

/// How a date was told and counted, in brackets: ` (weekday:monday, from 2026-07-08)`.
fn date_details(details: &DateDetails) -> String {
    let DateDetails { relative, anchor, modifier, zone, readings } = details;
    let modifier = modifier.map(|modifier| match modifier {
        DateModifier::Start => "the start of it".to_owned(),
        DateModifier::Mid => "the middle of it".to_owned(),
        DateModifier::End => "the end of it".to_owned(),
    });
    let readings = (!readings.is_empty()).then(|| format!("may be {}", readings.join(" or ")));
    let parts = [
        relative.clone(),
        anchor.as_ref().map(|anchor| format!("from {anchor}")),
        modifier,
        zone.as_ref().map(|zone| format!("zone {zone}")),
        readings,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

fn value(value: &Value) -> String {
    match value {
        Value::Date { iso } | Value::Time { iso } | Value::Duration { iso } => iso.clone(),
        Value::Set { iso } => format!("every {iso}"),
        Value::RelativeDate { relative } => relative.clone(),
        Value::Percent { number, points: false } => format!("{number}%"),
        Value::Percent { number, points: true } => format!("{number} percentage points"),
        Value::Money { amount, currency } => {
            format!("{amount} {}", currency.as_deref().unwrap_or("of some currency"))
        }
        Value::Quantity { number, unit } => format!("{number} {unit}"),
        Value::Ordinal { rank } => format!("number {rank}"),
        Value::Cardinal { number } => number.to_string(),
        Value::Score { first, second } => format!("a score of {first} to {second}"),
        Value::Multiple { factor } => format!("{factor} times"),
        Value::Unresolved => "(no computed value)".to_owned(),
    }
}

fn describe_quotes(doc: &Document, quotes: &Quotes, detail: Detail) -> Description {
    let items = quotes.0.iter().map(|quote| {
        let kind = format!("{:?}", quote.kind).to_lowercase();
        let unclosed = if quote.unclosed { ", not closed" } else { "" };
        format!("{DIM}{kind}{unclosed}{RESET} {}", excerpt(doc.slice(quote.inner), detail.characters))
    });
    Description { items: items.collect(), head: count(quotes.0.len(), "quotation") }
}

/// `[source] *cue* {content} …`, in the order of the text, then what is known of the claim.
fn describe_claim(doc: &Document, claim: &Claim) -> String {
    let mut parts = Vec::new();
    parts.extend(claim.source.map(|span| (span, format!("[{BOLD}{}{RESET}]", one_line(doc.slice(span))))));
    parts.extend(claim.cue.map(|span| (span, format!("*{}*", one_line(doc.slice(span))))));
    parts.extend(claim.content.iter().map(|span| (*span, format!("{{{}}}", one_line(doc.slice(*span))))));
    parts.sort_by_key(|(span, _)| *span);
    let parts: Vec<String> = parts.into_iter().map(|(_, text)| text).collect();
    let negated = if claim.negated { ", denied" } else { "" };
    let name = claim
        .source_entity
        .and_then(|entity| Some(doc.get::<Entities>()?.index.get(entity as usize)?.name.as_str()));
    let sure = claim.speaker_confidence.map(|sure| format!(" {sure:.2}")).unwrap_or_default();
    let speaker = name.map(|name| format!("; speaker {name}{sure}")).unwrap_or_default();
    let (kind, modality, confidence) = (claim.kind, claim.modality, claim.confidence);
    format!("{} {DIM}({kind}, {modality}{negated}{speaker}; {confidence:.2}){RESET}", parts.join(" "))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn describe_summary(doc: &Document, summary: &Summary) -> Description {
    let items = summary.0.iter().map(|sentence| {
        let text = one_line(doc.slice(sentence.span));
        format!("{text} {DIM}({:.2}: {}){RESET}", sentence.score, sentence.reasons.join(", "))
    });
    Description { items: items.collect(), head: count(summary.0.len(), "sentence") }
}

fn describe_keyphrases(doc: &Document, phrases: &Keyphrases) -> Description {
    let items = phrases.0.iter().map(|phrase| {
        let text = phrase.spans.first().map_or(String::new(), |span| one_line(doc.slice(*span)));
        format!("{text} {DIM}({:.2}, {}){RESET}", phrase.score, count(phrase.spans.len(), "time"))
    });
    Description { items: items.collect(), head: count(phrases.0.len(), "phrase") }
}

fn describe_unknown(layer: &dyn AnyLayer, registry: &Registry) -> Description {
    let json =
        registry.layer(layer.name()).and_then(|definition| definition.to_json(layer, &mut |_| ()).ok());
    let items = match json {
        Some(serde_json::Value::Array(items)) => items.iter().map(ToString::to_string).collect(),
        Some(json) => vec![json.to_string()],
        None => Vec::new(),
    };
    Description { head: count(layer.len(), "annotation"), items }
}
