//! The cost of editing a text: applying a list of edits, composing alignments, asking them.
//!
//! The text is made of news-like paragraphs; every paragraph loses a line and has two references
//! replaced, as in a page with a widget and typographic marks.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use tidings_core::{Alignment, Document, EditList, RegionKind, Span};

const PARAGRAPH: &str = "The ministers of the four coastal states met on Tuesday and agreed to open the ports &amp; \
    the canal before winter.\nShare this story\n&ldquo;We expect ships within two weeks, the harbor master of \
    Østhavn said.\n";

fn source(paragraphs: usize) -> String {
    PARAGRAPH.repeat(paragraphs)
}

/// Removes the share lines and replaces the references.
fn edits(text: &str) -> EditList {
    let mut edits = EditList::new();
    let changes = [("Share this story\n", None), ("&amp;", Some("&")), ("&ldquo;", Some("“"))];
    for (old, new) in changes {
        for (start, old) in text.match_indices(old) {
            let span = Span::from_range(start..start + old.len());
            match new {
                None => edits.delete(span, RegionKind::Share, "share line"),
                Some(new) => edits.replace(span, new, "character reference"),
            }
        }
    }
    edits
}

/// The alignment of a text whose every `every`th word is replaced.
fn alignment(text: &str, every: usize) -> (String, Alignment) {
    let mut edits = EditList::new();
    for (index, (start, _)) in text.match_indices(" the ").enumerate() {
        if index % every == 0 {
            edits.replace(Span::from_range(start..start + 5), " a ", "word");
        }
    }
    let mut doc = Document::new("bench", text).expect("a short text");
    doc.edit(edits).expect("good edits");
    (doc.text().to_owned(), doc.alignment().clone())
}

fn bench(criterion: &mut Criterion) {
    let text = source(400);
    let mut group = criterion.benchmark_group("alignment");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("edit", |bencher| {
        bencher.iter_batched(
            || (Document::new("bench", text.as_str()).expect("a short text"), edits(&text)),
            |(mut doc, edits)| doc.edit(edits).map(|()| doc),
            BatchSize::SmallInput,
        );
    });
    let (middle, first) = alignment(&text, 1);
    let (newest, second) = alignment(&middle, 2);
    group.bench_function("compose", |bencher| bencher.iter(|| black_box(&first).then(black_box(&second))));
    let both = first.then(&second);
    group.throughput(Throughput::Elements(newest.len() as u64 / 8));
    group.bench_function("query", |bencher| {
        bencher.iter(|| {
            let spans = (0..newest.len() as u32 - 8).step_by(8).map(|start| Span::new(start, start + 8));
            spans.filter(|span| both.source_of(*span).is_some()).count()
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
