//! Tests of `summary.keyphrases`.

use proptest::prelude::*;
use tidings_core::{Entity, Label, Mention, Span};

use super::*;
use crate::lexicon::class;
use crate::splitter::document;

const ARTICLE: &str = "Power Plant at Alton Gets New Cooling Towers\n\
    The power plant at Alton will get new cooling towers before the winter, Energy Minister Jonas Weir said on Monday. \
    The old cooling towers have leaked since the spring, and the river Ashel has warmed by two degrees.\n\
    Weir told reporters that the cooling tower nearest to the river would be torn down first. The power plant will \
    stay open. Fishing clubs along the Ashel demanded a lower limit on waste heat. Waste heat kills salmon, they say.\n\
    The operator of the power plants, Alton Power, called the limit on waste heat reasonable. Alton has waited long \
    for the towers, said Weir.";

fn phrases_of(mut doc: Document, config: SummaryKeyphrasesConfig) -> (Document, Keyphrases) {
    SummaryKeyphrases::new(config).expect("is valid").process(&mut doc).expect("has its layers");
    let phrases = doc.get::<Keyphrases>().cloned().expect("was made");
    (doc, phrases)
}

/// Every phrase as first written, with the number of its places.
fn phrases(doc: Document, config: SummaryKeyphrasesConfig) -> Vec<String> {
    let (doc, phrases) = phrases_of(doc, config);
    phrases.0.iter().map(|phrase| format!("{} {}", doc.slice(phrase.spans[0]), phrase.spans.len())).collect()
}

#[test]
fn phrases_are_whole_and_have_all_their_places() {
    let found = phrases(document(ARTICLE), SummaryKeyphrasesConfig::default());
    for expected in ["Power Plant 4", "Cooling Towers 4", "Alton 4", "waste heat 3", "Jonas Weir 1"] {
        assert!(found.iter().any(|phrase| phrase.eq_ignore_ascii_case(expected)), "{expected}: {found:?}");
    }
}

#[test]
fn two_names_of_one_thing_are_one_phrase() {
    let mut doc =
        document("The Harbor Trust owns the pier. On Monday HT said that the pier leaks. HT will mend it.");
    let mention = |name: &str, from: usize| {
        let start = (from + doc.text()[from..].find(name).unwrap()) as u32;
        let span = Span::new(start, start + name.len() as u32);
        Mention { span, label: Label::Org, entity: 0, confidence: 1.0 }
    };
    let mentions = vec![mention("Harbor Trust", 0), mention("HT", 0), mention("HT", 60)];
    doc.insert(Entities { mentions, index: vec![Entity::new("Harbor Trust", Label::Org)] });
    let found = phrases(doc, SummaryKeyphrasesConfig::default());
    assert_eq!(found.iter().filter(|phrase| phrase.contains('H')).collect::<Vec<_>>(), ["Harbor Trust 3"]);
}

#[test]
fn a_name_is_whole_and_nothing_is_cut_out_of_it() {
    let text = "Ferries to New Alton City were full. The New Alton City Council hired ferries. New Alton City has no bridge.";
    let mut doc = document(text);
    let city = |at: usize| Mention {
        span: Span::from_range(at..at + 14),
        label: Label::Gpe,
        entity: 0,
        confidence: 1.0,
    };
    let mentions = text.match_indices("New Alton City").map(|(at, _)| city(at)).collect();
    doc.insert(Entities { mentions, index: vec![Entity::new("New Alton City", Label::Gpe)] });
    let found = phrases(doc, SummaryKeyphrasesConfig::default());
    assert!(found.contains(&"New Alton City 3".to_owned()), "{found:?}");
    assert!(
        !found.iter().any(|phrase| phrase.starts_with("Alton") || phrase.starts_with("City")),
        "{found:?}"
    );
}

#[test]
fn no_phrase_is_a_fragment() {
    let (doc, phrases) = phrases_of(document(ARTICLE), SummaryKeyphrasesConfig::default());
    for phrase in &phrases.0 {
        let text = doc.slice(phrase.spans[0]).to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        assert!(class(words[0]).is_none() && class(words[words.len() - 1]).is_none(), "{text}");
        assert!(
            !["tower", "towers", "heat", "plant", "torn", "leaked", "warmed"].contains(&&*text),
            "{text}"
        );
    }
}

#[test]
fn limits_hold() {
    let two = SummaryKeyphrasesConfig { max_phrases: 2, ..SummaryKeyphrasesConfig::default() };
    assert_eq!(phrases(document(ARTICLE), two).len(), 2);
    let one_word = SummaryKeyphrasesConfig { max_words: 1, ..SummaryKeyphrasesConfig::default() };
    let (doc, found) = phrases_of(document(ARTICLE), one_word);
    assert!(found.0.iter().all(|phrase| !doc.slice(phrase.spans[0]).contains(' ')));
    assert!(SummaryKeyphrases::new(SummaryKeyphrasesConfig { max_phrases: 0, max_words: 4 }).is_err());
    assert!(SummaryKeyphrases::new(SummaryKeyphrasesConfig { max_phrases: 4, max_words: 9 }).is_err());
}

#[test]
fn spelling_variants_are_one_phrase() {
    let text = "Mayor Ondrejova met the monitors of the cease-fire. They praised Ondrejova for the ceasefire. \
                Later Ondrejowa said that the ceasefire holds. The critics of Ondrejova doubt the cease-fire.";
    let found = phrases(document(text), SummaryKeyphrasesConfig::default());
    assert!(found.contains(&"Ondrejova 4".to_owned()), "{found:?}");
    assert!(found.contains(&"cease-fire 4".to_owned()), "{found:?}");
}

#[test]
fn names_come_from_the_layer_in_their_full_form() {
    let text = "Council member Ines Porto resigned. Porto gave no reason. Friends of Porto were surprised.";
    let mut doc = document(text);
    let mention = |(at, len): (usize, usize)| Mention {
        span: Span::from_range(at..at + len),
        label: Label::Person,
        entity: 0,
        confidence: 1.0,
    };
    let full = text.find("Ines Porto").map(|at| (at, 10));
    let short = text.match_indices("Porto").skip(1).map(|(at, _)| (at, 5));
    let mentions = full.into_iter().chain(short).map(mention).collect();
    let index = vec![Entity { aliases: vec!["Porto".into()], ..Entity::new("Ines Porto", Label::Person) }];
    doc.insert(Entities { mentions, index });
    let found = phrases(doc, SummaryKeyphrasesConfig::default());
    assert_eq!(found[0], "Ines Porto 1", "{found:?}");
    assert!(!found.iter().any(|phrase| phrase.starts_with("Porto")), "{found:?}");
}

proptest! {
    #[test]
    fn any_text_gives_phrases_that_differ(text in "(([A-C][a-c]{0,2} |[a-d]{1,3} |the |of |will |[.\\n])|\\PC{0,3}){0,120}") {
        let (doc, phrases) = phrases_of(document(&text), SummaryKeyphrasesConfig::default());
        let firsts: Vec<String> =
            phrases.0.iter().map(|phrase| format!(" {} ", doc.slice(phrase.spans[0]).to_lowercase())).collect();
        for (index, phrase) in phrases.0.iter().enumerate() {
            prop_assert!(!phrase.spans.is_empty() && phrase.spans.is_sorted());
            prop_assert!(phrase.spans.iter().all(|span| !doc.slice(*span).trim().is_empty()));
            prop_assert!(phrase.score.is_finite());
            let part_of = |other: &String| other.contains(&firsts[index]);
            prop_assert_eq!(firsts.iter().filter(|other| part_of(other)).count(), 1, "{:?}", firsts);
        }
        prop_assert!(phrases.0.len() <= 8);
    }
}
