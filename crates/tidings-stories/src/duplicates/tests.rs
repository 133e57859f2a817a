//! Whole-collection tests of `stories.duplicates`, on generated articles.

use proptest::prelude::*;
use tidings_core::{AnyCorpusStage, CorpusRecord, OffsetUnit};

use super::*;

/// A pseudo-random sequence: the tests must not change from run to run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// An article of `paragraphs` paragraphs with 40 words each, unlike that of any other seed.
fn article(seed: u64, paragraphs: usize) -> String {
    let mut dice = Dice(seed);
    let mut paragraph = || {
        let words: Vec<String> = (0..40).map(|_| format!("w{}", dice.roll(3_000))).collect();
        words.join(" ") + ".\n"
    };
    (0..paragraphs).map(|_| paragraph()).collect()
}

/// The text with every `every`th word replaced.
fn edited(text: &str, every: usize) -> String {
    let words = text.split_inclusive(' ').enumerate();
    words.map(|(index, word)| if index % every == every - 1 { "edited " } else { word }).collect()
}

fn record(stage: &Duplicates, id: &str, text: &str) -> CorpusRecord {
    let doc = Document::new(id, text).expect("is short");
    stage.observe_json(&doc, OffsetUnit::Utf8).expect("needs no layer")
}

fn default_stage() -> Duplicates {
    Duplicates::new(DuplicatesConfig::default()).expect("defaults are valid")
}

fn report(documents: &[(&str, &str)]) -> DuplicateReport {
    let stage = default_stage();
    let observed = |(id, text): &(&str, &str)| {
        let doc = Document::new(*id, *text).expect("is short");
        Observed {
            id: (*id).to_owned(),
            record: stage.observe(&doc, OffsetUnit::Utf8).expect("needs no layer"),
        }
    };
    stage.conclude(documents.iter().map(observed).collect(), &Conclusions::default()).expect("concludes")
}

/// Groups in one line each: `representative: member relation, …`.
fn groups(documents: &[(&str, &str)]) -> Vec<String> {
    let line = |group: DuplicateGroup| {
        let member = |m: &DuplicateMember| format!("{} {:?}", m.id, m.relation).to_lowercase();
        let members: Vec<String> = group.members.iter().map(member).collect();
        format!("{}: {}", group.representative, members.join(", "))
    };
    report(documents).groups.into_iter().map(line).collect()
}

#[test]
fn copies_are_found_and_named() {
    let whole = article(1, 12);
    let shouted = whole.to_uppercase().replace('.', " …");
    let half: String = whole.lines().take(6).map(|line| format!("{line}\n")).collect();
    let documents = [
        ("edited", &*edited(&whole, 40)),
        ("half", &*half),
        ("other", &*article(2, 12)),
        ("shouted", &*shouted),
        ("whole", &*whole),
    ];
    assert_eq!(groups(&documents), ["shouted: edited near, half contained, whole exact"]);
}

#[test]
fn a_copy_cut_in_the_middle_of_a_sentence_is_contained() {
    let whole = article(3, 20);
    let cut = &whole[..whole.len() / 5];
    let found = report(&[("whole", &*whole), ("cut", cut)]);
    assert_eq!(groups(&[("whole", &*whole), ("cut", cut)]), ["whole: cut contained"]);
    assert!(found.groups[0].members[0].containment > 0.95);
    assert!((found.pairs[0].similarity - 0.2).abs() < 0.1, "{:?}", found.pairs);
}

#[test]
fn shared_phrases_do_not_make_duplicates() {
    // Runs of eight words in common after every twenty: the habits of one author.
    let phrases = article(9, 10);
    let phrases: Vec<&str> = phrases.split_whitespace().collect();
    let with_phrases = |seed: u64| {
        let own = article(seed, 15);
        let own: Vec<&str> = own.split_whitespace().collect();
        let parts = own.chunks(20).zip(phrases.chunks(8)).flat_map(|(own, phrase)| [own, phrase].concat());
        parts.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(report(&[("a", &with_phrases(4)), ("b", &with_phrases(5))]).pairs, []);
}

#[test]
fn a_shared_paragraph_is_a_passage_with_its_places() {
    let wire = "“Wire copy” runs over many words here: alpha beta gamma delta epsilon zeta eta theta iota \
                kappa lambda mu nu xi omicron pi rho.";
    let (a, b) = (article(6, 4), article(7, 4));
    let first = format!("{a}{wire}\n{a}");
    let second = format!("{b}\n{}\n", wire.replace(['“', '”'], "\""));
    let found = report(&[("b", &second), ("a", &first)]);
    assert_eq!(found.groups, []);
    let [passage] = found.shared_passages.as_slice() else { panic!("{:?}", found.shared_passages) };
    let text = |id: &str| if id == "a" { &first } else { &second };
    for (place, id) in passage.places.iter().zip(["a", "b"]) {
        assert_eq!(place.id, id);
        let passage = &text(id)[place.start as usize..place.end as usize];
        assert!(passage.starts_with("Wire copy") && passage.ends_with("pi rho"), "{passage}");
    }
}

#[test]
fn a_short_text_in_two_articles_does_not_join_them() {
    let (a, b, short) = (article(10, 20), article(11, 30), article(12, 2));
    let documents = [("a", &*format!("{a}{short}")), ("b", &*format!("{b}{short}")), ("short", &*short)];
    assert_eq!(groups(&documents), ["b: short contained"]);
}

#[test]
fn short_documents_are_duplicates_only_if_equal() {
    let text = "Eleven words are too few to say anything about similarity here.";
    let near = text.replace("here", "today");
    let documents =
        [("a", text), ("b", "eleven words are too few to say anything about similarity, here"), ("c", &near)];
    assert_eq!(groups(&documents), ["a: b exact"]);
    assert_eq!(groups(&[("a", ""), ("b", ""), ("c", " … ")]), [""; 0]);
}

#[test]
fn a_chain_of_versions_stays_one_group_and_names_the_link() {
    let first = article(13, 10) + "And one line more than all the later versions have.";
    let second = edited(&first, 25);
    let third = edited(&second, 23);
    let found = report(&[("v1", &first), ("v2", &second), ("v3", &third)]);
    assert_eq!(found.groups.len(), 1, "{found:?}");
    let of: Vec<&str> = found.groups[0].members.iter().map(|member| &*member.of).collect();
    assert_eq!(of, ["v1", "v2"]);
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    for config in [
        DuplicatesConfig { min_similarity: 0.0, ..DuplicatesConfig::default() },
        DuplicatesConfig { min_containment: f64::NAN, ..DuplicatesConfig::default() },
        DuplicatesConfig { min_words: 4, ..DuplicatesConfig::default() },
    ] {
        assert!(Duplicates::new(config).is_err());
    }
}

/// A collection with every kind of copy, some under one id.
fn collection() -> Vec<CorpusRecord> {
    let stage = default_stage();
    let mut records = Vec::new();
    for seed in 0..12 {
        let whole = article(100 + seed, 6);
        records.push(record(&stage, &format!("{seed}-whole"), &whole));
        records.push(record(&stage, &format!("{seed}-edited"), &edited(&whole, 30 + seed as usize)));
        records.push(record(&stage, &format!("{seed}-half"), &whole[..whole.len() / 2]));
        records.push(record(&stage, "same-id", &edited(&whole, 50)));
        let mixed = format!("{}{}", &whole[..whole.len() / 3], article(200 + seed, 5));
        records.push(record(&stage, &format!("{seed}-mixed"), &mixed));
    }
    records
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_report_does_not_depend_on_the_order_of_the_records(
        shuffled in Just(collection()).prop_shuffle()
    ) {
        let stage = default_stage();
        let expected = stage.conclude_json(collection(), &mut Conclusions::default()).expect("concludes").to_string();
        prop_assert!(expected.contains("contained"));
        prop_assert_eq!(stage.conclude_json(shuffled, &mut Conclusions::default()).expect("concludes").to_string(), expected);
    }

    #[test]
    fn any_text_has_a_record_and_is_an_exact_copy_of_itself(text in "\\PC{0,300}") {
        let found = report(&[("a", &text), ("b", &text)]);
        let words = DuplicateRecord::of(&text, OffsetUnit::Utf8).words;
        prop_assert_eq!(found.groups.len(), usize::from(words > 0));
    }
}

#[test]
fn the_work_does_not_grow_with_the_square_of_a_cluster() {
    // Copies of one article with an edit each: comparing all with all would be 12 million comparisons.
    let whole = article(300, 4);
    let words: Vec<&str> = whole.split_whitespace().collect();
    let records: Vec<_> = (0..5_000)
        .map(|copy| {
            let mut words = words.clone();
            words[copy % 150] = "edited";
            words[(copy / 150) % 150] = "again";
            let id = format!("{copy:05}");
            Observed { id, record: DuplicateRecord::of(&words.join(" "), OffsetUnit::Utf8) }
        })
        .collect();
    let found = default_stage().conclude(records, &Conclusions::default()).expect("concludes");
    assert_eq!(found.groups.len(), 1);
    assert_eq!(found.groups[0].members.len(), 4_999);
    assert!(found.pairs.len() < 1_000_000, "{} pairs", found.pairs.len());
}

#[test]
fn a_long_line_without_a_space_is_linear() {
    let text = "x".repeat(4_000_000);
    assert_eq!(DuplicateRecord::of(&text, OffsetUnit::Utf8).words, 1);
}
