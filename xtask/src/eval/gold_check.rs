//! Checks that the annotation of a collection is consistent, so that a slip in it cannot pass for a
//! mistake of the pipeline.

use tidings_core::{RegionKind, Span};

use super::gold::{Article, Collection, Gold, LinkEnd, Pair, is_kept};

/// Everything that is wrong, one line each.
pub fn problems(collection: &Collection) -> Vec<String> {
    let mut problems = Vec::new();
    for article in &collection.articles {
        let mut report = |message: String| problems.push(format!("{}: {message}", article.gold.id));
        check_regions(article, &mut report);
        check_entities(article, &mut report);
        check_claims(article, &mut report);
        check_sentences(article, &mut report);
    }
    let mut report = |message: String| problems.push(format!("links: {message}"));
    check_links(collection, &mut report);
    problems
}

type Report<'a> = &'a mut dyn FnMut(String);

impl Article {
    fn slice(&self, span: Span) -> &str {
        span.slice(&self.source).unwrap_or("")
    }
}

/// Whether a span begins and ends in kept text and runs over nothing but markup and blanks between.
fn in_kept_text(gold: &Gold, span: Span) -> bool {
    let covered: Vec<RegionKind> =
        gold.regions.iter().filter(|region| region.span.overlaps(span)).map(|region| region.kind).collect();
    let inside = |kind: &RegionKind| is_kept(*kind) || matches!(kind, RegionKind::Markup | RegionKind::Blank);
    covered.first().is_some_and(|kind| is_kept(*kind))
        && covered.last().is_some_and(|kind| is_kept(*kind))
        && covered.iter().all(inside)
}

fn check_regions(article: &Article, report: Report<'_>) {
    let mut at = 0;
    for region in &article.gold.regions {
        let (span, kind) = (region.span, region.kind);
        if span.start != at || span.is_empty() {
            report(format!("the region {kind} at byte {} should begin at byte {at}", span.start));
        }
        at = span.end;
        let text = article.slice(span);
        let blank = text.trim().is_empty();
        if kind == RegionKind::Blank && !blank {
            report(format!("the blank region {span} holds text: {text:?}"));
        }
        if is_kept(kind) && (blank || text.trim() != text) {
            report(format!("the region {kind} {span} has white space at its ends: {text:?}"));
        }
        if let Some(earlier) = region.duplicate_of {
            if earlier.end > span.start {
                report(format!("the duplicate {span} repeats {earlier}, which is not before it"));
            } else if article.slice(earlier) != text {
                report(format!("the duplicate {span} is not the text at {earlier}"));
            }
        }
        if (kind == RegionKind::Duplicate) != region.duplicate_of.is_some() {
            report(format!("the region {kind} {span}: `duplicate` and `duplicate_of` go together"));
        }
    }
    if at as usize != article.source.len() {
        report(format!("the regions end at byte {at}, the article at {}", article.source.len()));
    }
    let titles: Vec<Span> = article
        .gold
        .regions
        .iter()
        .filter(|region| region.kind == RegionKind::Title)
        .map(|region| region.span)
        .collect();
    if article.gold.title.map_or(!titles.is_empty(), |title| !titles.contains(&title)) {
        report("the title is not the region of kind `title`".to_owned());
    }
}

fn check_entities(article: &Article, report: Report<'_>) {
    let gold = &article.gold;
    for pair in gold.entities.windows(2) {
        if pair[0].span.end > pair[1].span.start {
            report(format!(
                "the entities {:?} and {:?} overlap or are not sorted",
                pair[0].text, pair[1].text
            ));
        }
    }
    for entity in &gold.entities {
        if article.slice(entity.span) != entity.text {
            report(format!("the entity {:?} is {:?} in the file", entity.text, article.slice(entity.span)));
        }
        if !in_kept_text(gold, entity.span) {
            report(format!("the entity {:?} at {} is not in kept text", entity.text, entity.span));
        }
        if entity.alt.iter().any(|alt| !alt.overlaps(entity.span) || *alt == entity.span) {
            report(format!("the entity {:?} has an `alt` that is not another span of it", entity.text));
        }
        if entity.alt_label == Some(entity.label) {
            report(format!("the entity {:?} has its label as `alt_label`", entity.text));
        }
    }
}

fn check_claims(article: &Article, report: Report<'_>) {
    for claim in &article.gold.claims {
        let parts: Vec<&str> = claim.content.iter().map(|span| article.slice(*span)).collect();
        if parts.join(" ") != claim.text {
            report(format!("the claim {:?} is {:?} in the file", claim.text, parts.join(" ")));
        }
        if claim.content.is_empty() || claim.text.trim().is_empty() {
            report("a claim has no content".to_owned());
        }
        for spans in [&claim.source, &claim.cue, &claim.content] {
            if spans.windows(2).any(|pair| pair[0].end > pair[1].start) {
                report(format!("the claim {:?} has parts that overlap or are not sorted", claim.text));
            }
            for span in spans {
                if span.is_empty() || !in_kept_text(&article.gold, *span) {
                    report(format!("the claim {:?} has {span} outside kept text", claim.text));
                }
                if article.slice(*span).trim() != article.slice(*span) {
                    report(format!("the claim {:?} has white space at the ends of {span}", claim.text));
                }
            }
        }
    }
}

fn check_sentences(article: &Article, report: Report<'_>) {
    let gold = &article.gold;
    for (what, spans) in
        [("factual", &gold.factual), ("summary", &gold.summary), ("not_claims", &gold.not_claims)]
    {
        for span in spans {
            if span.is_empty() || !in_kept_text(gold, *span) {
                report(format!("{what}: {:?} is not in kept text", article.slice(*span)));
            }
        }
    }
    if !(3..=5).contains(&gold.summary.len()) {
        report(format!("the summary has {} sentences, and should have three to five", gold.summary.len()));
    }
}

fn check_links(collection: &Collection, report: Report<'_>) {
    let links = &collection.links;
    for pair in &links.duplicates {
        check_copies(collection, pair, report);
    }
    for link in &links.links {
        if !["same", "contradicts", "related"].contains(&link.relation.as_str()) {
            report(format!("`{}` is no relation", link.relation));
        }
        for end in [&link.a, &link.b] {
            check_end(collection, end, report);
        }
        if link.a.document == link.b.document && link.a.claim_or_span == link.b.claim_or_span {
            report(format!("a link of {} {} with itself", link.a.document, link.a.claim_or_span));
        }
    }
    let mut told: Vec<&String> = links.stories.iter().flat_map(|story| &story.documents).collect();
    told.sort();
    let before = told.len();
    told.dedup();
    if told.len() < before {
        report("a document belongs to two stories".to_owned());
    }
    for story in &links.stories {
        if story.documents.is_empty() {
            report(format!("the story `{}` has no documents", story.id));
        }
    }
}

/// Copied paragraphs hold the same visible text.
fn check_copies(collection: &Collection, pair: &Pair, report: Report<'_>) {
    let (Some(a), Some(b)) = (collection.get(&pair.a), collection.get(&pair.b)) else { return };
    let visible = |article: &Article, spans: &[Span]| -> String {
        let text: String = spans.iter().map(|span| article.slice(*span)).collect();
        text.chars().filter(|letter| letter.is_alphanumeric()).collect()
    };
    if visible(a, &pair.a_spans) != visible(b, &pair.b_spans) {
        report(format!("the copied paragraphs of {} and {} differ", pair.a, pair.b));
    }
}

/// An end of a link is a claim, or else a span of kept text without white space at its ends.
fn check_end(collection: &Collection, end: &LinkEnd, report: Report<'_>) {
    let Some(article) = collection.get(&end.document) else { return };
    let span = end.claim_or_span;
    let is_claim = article.gold.claims.iter().any(|claim| {
        let cover = claim.content.iter().copied().reduce(Span::cover);
        cover == Some(span)
    });
    let text = article.slice(span);
    if !is_claim && (span.is_empty() || text.trim() != text || !in_kept_text(&article.gold, span)) {
        report(format!("{} {span} is neither a claim nor kept text: {text:?}", end.document));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::gold::load;
    use super::*;
    use crate::workspace::{root, write};

    #[test]
    fn the_annotation_of_the_seeds_is_consistent() {
        let seeds = root().join("seeds");
        let collection = load(&seeds.join("gold"), &seeds.join("articles")).unwrap();
        let problems = problems(&collection);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    const ARTICLE: &str = "Títle\nKyiv agreed, he said. One. Two.\n";
    const GOLD: &str = r#"{
        "id": "a", "file": "a.txt", "title": {"start": 0, "end": 5},
        "regions": [
            {"start": 0, "end": 5, "kind": "title"}, {"start": 5, "end": 6, "kind": "blank"},
            {"start": 6, "end": 37, "kind": "body"}, {"start": 37, "end": 38, "kind": "blank"}],
        "metadata": {"author": null},
        "entities": [{"start": 6, "end": 10, "label": "GPE", "text": "Kyiv"}],
        "claims": [{"kind": "indirect", "core": true, "source": [{"start": 19, "end": 21}],
            "cue": [{"start": 22, "end": 26}], "content": [{"start": 6, "end": 17}],
            "negated": false, "modality": "asserted", "text": "Kyiv agreed"}],
        "factual": [],
        "summary": [{"start": 6, "end": 27}, {"start": 28, "end": 32}, {"start": 33, "end": 37}],
        "not_claims": []}"#;

    /// The problems, or the error of reading, after a replacement in the annotation.
    fn damaged(from: &str, to: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let gold = GOLD.replacen(from, to, 1);
        assert!(from.is_empty() || gold != GOLD, "`{from}` is not in the annotation");
        write(folder.path(), Path::new("a.txt"), ARTICLE).unwrap();
        write(folder.path(), Path::new("a.json"), &gold).unwrap();
        match load(folder.path(), folder.path()) {
            Ok(collection) => problems(&collection).join("\n"),
            Err(error) => format!("{error:#}"),
        }
    }

    #[test]
    fn damage_is_found() {
        for (from, to, words) in [
            (r#""end": 37, "kind": "body"#, r#""end": 36, "kind": "body"#, "should begin at"),
            (r#""end": 38"#, r#""end": 39"#, "does not fit"),
            (r#""kind": "body""#, r#""kind": "comment""#, "not in kept text"),
            (r#""kind": "body""#, r#""kind": "text""#, "unknown variant `text`"),
            (r#""kind": "title""#, r#""kind": "heading""#, "is not the region of kind `title`"),
            (r#""label": "GPE""#, r#""label": "PLACE""#, "unknown variant `PLACE`"),
            (r#""text": "Kyiv""#, r#""text": "Kiev""#, r#""Kiev" is "Kyiv""#),
            (r#""text": "Kyiv agreed""#, r#""text": "Kyiv""#, r#"is "Kyiv agreed" in the file"#),
            (r#""start": 22, "end": 26"#, r#""start": 21, "end": 26"#, "white space at the ends"),
            (r#"{"start": 28, "end": 32}, "#, "", "has 2 sentences"),
        ] {
            let found = damaged(from, to);
            assert!(found.contains(words), "after {from} -> {to}: {found}");
        }
    }

    #[test]
    fn a_sound_annotation_has_no_problems() {
        // One byte more than characters: the offsets are code points.
        assert_eq!(ARTICLE.len(), 39);
        assert_eq!(damaged("", ""), "");
    }
}
