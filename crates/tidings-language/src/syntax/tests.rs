//! Tests of `language.syntax`.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use tidings_core::{Document, Sentences, Stage, StageType, Syntax, Tags, Tokens, Upos};
use tidings_learn::Model;

use super::*;
use crate::tags::tests::tagged;

fn parsed(text: &str) -> Document {
    let mut doc = tagged(text);
    ParserStage::new(ParserConfig::default()).unwrap().process(&mut doc).unwrap();
    doc
}

/// `word←relation−head` for every token.
fn arcs(text: &str) -> Vec<String> {
    let doc = parsed(text);
    let (tokens, syntax) = (doc.get::<Tokens>().unwrap(), doc.get::<Syntax>().unwrap());
    let word = |index: usize| doc.slice(tokens.get(index).unwrap().span);
    let arc = |index: usize| {
        let head = syntax.head(index).map_or("", &word);
        format!("{} {} {head}", word(index), syntax.relations[index].name())
    };
    (0..tokens.len()).map(arc).collect()
}

#[test]
fn the_model_is_whole() {
    let model = Model::from_bytes(&include_bytes!("../../models/syntax.model")[..]).unwrap();
    assert_eq!(model.metadata().name, "syntax");
}

#[test]
fn a_sentence() {
    assert_eq!(
        arcs("Moscow denied the new report."),
        [
            "Moscow nsubj denied",
            "denied root ",
            "the det report",
            "new amod report",
            "report obj denied",
            ". punct denied"
        ]
    );
    let arcs = arcs("The minister said that talks had failed.");
    assert!(arcs.contains(&"minister nsubj said".to_owned()), "{arcs:?}");
    assert!(arcs.contains(&"failed ccomp said".to_owned()), "{arcs:?}");
}

#[test]
fn a_sentence_without_end_takes_linear_time() {
    let time = |words: usize| {
        let mut doc = tagged(&"ports and rivers near ".repeat(words / 4));
        let stage = ParserStage::new(ParserConfig::default()).unwrap();
        let start = Instant::now();
        stage.process(&mut doc).unwrap();
        start.elapsed()
    };
    let (short, long) = (time(1200), time(9600));
    assert!(long < short * 25 + Duration::from_secs(1), "{short:?} for 1,200 words, {long:?} for 9,600");
}

#[test]
fn marks_hang_on_what_they_set_off() {
    let arcs = arcs("The mayor (a former clerk) denied the report, but the council said nothing.");
    for arc in ["( punct clerk", ") punct clerk", ", punct said", ". punct denied"] {
        assert!(arcs.contains(&arc.to_owned()), "{arc}: {arcs:?}");
    }
}

/// Every sentence is one tree of its own tokens, in which no mark governs anything.
fn check(doc: &Document) -> Result<(), TestCaseError> {
    let syntax = doc.get::<Syntax>().unwrap();
    prop_assert_eq!(syntax.heads.len(), doc.get::<Tokens>().unwrap().len());
    prop_assert_eq!(syntax.relations.len(), syntax.heads.len());
    for sentence in &doc.get::<Sentences>().unwrap().0 {
        let range = sentence.tokens();
        let is_mark = |index: usize| doc.get::<Tags>().unwrap().upos[index] == Upos::Punct;
        if !range.clone().all(is_mark) {
            let mut heads = range.clone().filter_map(|index| syntax.head(index));
            prop_assert!(!heads.any(is_mark), "a mark governs");
        }
        prop_assert_eq!(range.clone().filter(|index| syntax.head(*index).is_none()).count(), 1);
        for mut index in range.clone() {
            let mut steps = 0;
            while let Some(head) = syntax.head(index) {
                prop_assert!(range.contains(&head) && steps < range.len(), "a cycle, or a head elsewhere");
                (index, steps) = (head, steps + 1);
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_trees(text in ".{0,80}") {
        check(&parsed(&text))?;
    }

    #[test]
    fn any_words_are_trees(words in proptest::collection::vec("(the|of|said|that|Kyiv|[a-z]{1,7}|,|and|\\.|\"|\\(|\\)|-)", 0..40)) {
        check(&parsed(&words.join(" ")))?;
    }

    #[test]
    fn any_transitions_are_a_tree(choices in proptest::collection::vec(0usize..3, 0..80), length in 1usize..20) {
        let mut state = State::default();
        state.begin(length);
        for choice in choices {
            state.apply(Transition::ALL[choice], 0);
        }
        let mut steps = 0;
        while !state.done() {
            let next = Transition::ALL.into_iter().find(|transition| state.allows(*transition));
            state.apply(next.unwrap(), 0);
            steps += 1;
        }
        prop_assert!(steps <= 2 * length);
        prop_assert_eq!(state.heads.iter().filter(|head| **head == NOBODY).count(), 1);
    }
}
