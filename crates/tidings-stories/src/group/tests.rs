//! Tests of `stories.group` over whole collections.

use proptest::prelude::*;
use tidings_core::{AnyCorpusStage, CorpusRecord, MetaField, Origin};

use super::*;
use crate::testing::{COLLECTION, run};

fn stage() -> Group {
    Group::new(GroupConfig::default()).expect("defaults are valid")
}

fn stories(documents: &[Document]) -> Vec<Vec<String>> {
    let stage = stage();
    let observe = |doc: &Document| Observed {
        id: doc.id.clone(),
        record: stage.observe(doc, OffsetUnit::Utf8).expect("needs no layer"),
    };
    let report =
        stage.conclude(documents.iter().map(observe).collect(), &Conclusions::default()).expect("concludes");
    assert_eq!(report.documents, documents.len());
    report.stories.into_iter().map(|story| story.members).collect()
}

fn document(id: &str, title: Option<&str>, day: &str, text: &str) -> Document {
    let mut doc = Document::new(id, text).expect("is short");
    if let Some(title) = title {
        doc.meta.set(MetaField::Title, title, Origin::Input);
    }
    if !day.is_empty() {
        doc.meta.set(MetaField::Published, day, Origin::Input);
    }
    doc
}

#[test]
fn articles_on_one_event_are_one_story() {
    let (group, _, _) = run(&COLLECTION);
    let members: Vec<String> = group.stories.iter().map(|story| story.members.join(" ")).collect();
    assert_eq!(members, ["ferry-1 ferry-2 ferry-3", "vote-1 vote-2", "museum-1"]);
    let ferry = &group.stories[0];
    assert_eq!(ferry.first_day.as_deref(), Some("2025-05-06"));
    assert_eq!(ferry.last_day.as_deref(), Some("2025-05-07"));
    assert!(ferry.similarity > 0.3 && ferry.members.contains(&ferry.story), "{ferry:?}");
}

#[test]
fn a_title_counts_the_same_in_its_field_and_above_the_text() {
    let (title, text) = ("Ferry runs aground off Tolvik", "The coast guard took everybody off the Maren.");
    let apart = GroupRecord::of(&document("a", Some(title), "", text), Background::embedded());
    let above =
        GroupRecord::of(&document("a", None, "", &format!("{title}\n{text}")), Background::embedded());
    assert_eq!(apart, above);
}

#[test]
fn the_same_matter_a_year_later_is_another_story() {
    let text = "Heavy rain flooded the underpass of Brenholm station, and trains to Askvik were stopped.";
    let later = "Rain flooded the underpass of Brenholm station again; no trains went to Askvik on Friday.";
    let near = [document("a", None, "2024-06-01", text), document("b", None, "2024-06-03", later)];
    assert_eq!(stories(&near).len(), 1);
    let far = [document("a", None, "2023-06-01", text), document("b", None, "2024-06-03", later)];
    // The days cost less than this pair has to spare; they count all the same.
    let rule = Rule { threshold: 0.3, ..Rule::default() };
    let count = |documents: &[Document]| training::group(&rule, documents).stories.len();
    assert!(count(&far) >= count(&near));
}

#[test]
fn documents_without_words_are_stories_of_their_own() {
    let documents = [document("a", None, "", ""), document("b", None, "", "…"), document("c", None, "", "")];
    assert_eq!(stories(&documents), [["a"], ["b"], ["c"]]);
    assert!(stories(&[]).is_empty());
}

#[test]
fn copies_are_in_one_story_however_many_there_are() {
    let text = "The ferry Maren ran aground off Tolvik on Monday with 212 people aboard.";
    let documents: Vec<Document> = (0..300).map(|n| document(&format!("{n:03}"), None, "", text)).collect();
    assert_eq!(stories(&documents).len(), 1);
}

#[test]
fn a_threshold_that_makes_no_sense_is_refused() {
    for threshold in [-0.1, 1.5, f64::NAN] {
        assert!(Group::new(GroupConfig { threshold }).is_err());
    }
}

/// A generated article: words of its story among words of all.
fn generated(seed: u64) -> String {
    let mut state = seed + 1;
    let mut roll = |sides: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let story = seed / 4;
    let word = |_| {
        if roll(3) == 0 { format!("story{story}x{} ", roll(20)) } else { format!("word{} ", roll(4_000)) }
    };
    (0..120).map(word).collect()
}

fn collection() -> Vec<CorpusRecord> {
    let stage = stage();
    let record = |seed: u64| {
        let day = if seed.is_multiple_of(3) { "" } else { "2025-01-02" };
        // Some documents share an id: they must not depend on who came first either.
        let doc = document(&format!("{:02}", seed % 50), None, day, &generated(seed));
        stage.observe_json(&doc, OffsetUnit::Utf8).expect("observes")
    };
    (0..60).map(record).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_stories_do_not_depend_on_the_order_of_the_records(shuffled in Just(collection()).prop_shuffle()) {
        let conclude = |records| {
            stage().conclude_json(records, &mut Conclusions::default()).expect("concludes").to_string()
        };
        prop_assert_eq!(conclude(shuffled), conclude(collection()));
    }

    #[test]
    fn any_texts_are_grouped(texts in proptest::collection::vec("(\\PC|[a-e]{1,3} |\n){0,60}", 0..8)) {
        let documents: Vec<Document> =
            texts.iter().enumerate().map(|(n, text)| document(&n.to_string(), None, "", text)).collect();
        let members: usize = stories(&documents).iter().map(Vec::len).sum();
        prop_assert_eq!(members, documents.len());
    }
}

#[test]
fn the_stories_do_not_depend_on_the_number_of_threads() {
    // More articles than one thread looks at in one go.
    let documents: Vec<Document> =
        (0..300).map(|seed| document(&format!("{seed:03}"), None, "", &generated(seed))).collect();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
        pool.install(|| stories(&documents))
    };
    let one = with(1);
    assert!(one.len() > 50, "{}", one.len());
    assert_eq!(with(4), one);
}

#[test]
fn generated_stories_are_found() {
    let documents: Vec<Document> =
        (0..40).map(|seed| document(&format!("{seed:02}"), None, "", &generated(seed))).collect();
    let found = stories(&documents);
    assert_eq!(found.len(), 10, "{found:?}");
}
