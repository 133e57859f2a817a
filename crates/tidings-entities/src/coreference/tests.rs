//! Tests of `entities.coreference`, on mentions that the tests mark.

use proptest::prelude::*;
use tidings_core::{Document, Entities, Label, References, Span, Stage, StageType};

use super::fold::Name;
use super::persons::Person;
use super::{CoreferenceConfig, CoreferenceStage};
use crate::sample::document;

/// A document out of text with marks `[LABEL name]`, analyzed.
fn analyze(marked: &str) -> Document {
    let (mut text, mut mentions, mut rest) = (String::new(), Vec::new(), marked);
    while let Some((before, tail)) = rest.split_once('[') {
        let (inside, after) = tail.split_once(']').expect("a closed mark");
        let (label, name) = inside.split_once(' ').expect("a label");
        text.push_str(before);
        let start = text.len();
        text.push_str(name);
        let label = Label::ALL.into_iter().find(|known| known.name() == label).expect("a label");
        mentions.push((Span::from_range(start..text.len()), label, 1.0));
        rest = after;
    }
    text.push_str(rest);
    let mut doc = document(&text);
    doc.insert(Entities::of_names(&text, mentions));
    run(&mut doc);
    doc
}

fn run(doc: &mut Document) {
    CoreferenceStage::new(CoreferenceConfig::default()).unwrap().process(doc).unwrap();
}

/// The entities as `name = canonical name (aliases)`.
#[track_caller]
fn check(marked: &str, expected: &[&str]) {
    let doc = analyze(marked);
    let of = |entity: &tidings_core::Entity| {
        let canonical = entity.canonical.as_ref().map(|canonical| format!(" = {}", canonical.name));
        let name = format!("{}{}", entity.name, canonical.unwrap_or_default());
        match entity.aliases.as_slice() {
            [] => name,
            aliases => format!("{name} ({})", aliases.join(", ")),
        }
    };
    let index: Vec<_> = doc.get::<Entities>().unwrap().index.iter().map(of).collect();
    assert_eq!(index, expected);
}

/// The references as `words = entity`.
#[track_caller]
fn check_references(marked: &str, expected: &[&str]) {
    let doc = analyze(marked);
    let index = &doc.get::<Entities>().unwrap().index;
    let references = &doc.get::<References>().unwrap().mentions;
    let shown: Vec<_> = references
        .iter()
        .map(|found| {
            let name = found.entity.map(|entity| index[entity as usize].name.as_str());
            let words = || doc.slice(found.antecedent.expect("an entity or an antecedent"));
            format!("{} = {}", doc.slice(found.span), name.unwrap_or_else(words))
        })
        .collect();
    assert_eq!(shown, expected);
}

#[track_caller]
fn check_roles(marked: &str, expected: &[&str]) {
    let doc = analyze(marked);
    let index = &doc.get::<Entities>().unwrap().index;
    assert_eq!(index.iter().find(|entity| entity.label == Label::Person).unwrap().roles, expected);
}

#[test]
fn surnames_and_first_names_go_to_the_full_name() {
    check(
        "[PERSON Maria Koval] spoke. [PERSON Koval] left, and [PERSON Maria] slept.",
        &["Maria Koval (Koval, Maria)"],
    );
    check(
        "[PERSON Koval] says no\n[PERSON Ursula von der Heide] met [PERSON Maria Koval]; [PERSON von der Heide] left.",
        &["Maria Koval (Koval)", "Ursula von der Heide (von der Heide)"],
    );
    check("[PERSON Dr. Ann Lee] and [PERSON Lee]. [PERSON A. Lee] too.", &["Dr. Ann Lee (A. Lee, Lee)"]);
}

#[test]
fn two_people_of_one_surname_stay_two() {
    check(
        "[PERSON Jan Koval] met [PERSON Maria Koval]. [PERSON Jan Koval] spoke. Later [PERSON Koval] left.",
        &["Jan Koval (Koval)", "Maria Koval"],
    );
    check(
        "[PERSON Paul Lee Jr.] and [PERSON Paul Lee Sr.] and [PERSON P. J. Lee]",
        &["Paul Lee Jr.", "Paul Lee Sr. (P. J. Lee)"],
    );
    check("[PERSON Louis XIV] and [PERSON Louis XVI]", &["Louis XIV", "Louis XVI"]);
}

#[test]
fn a_surname_that_everybody_knows_is_no_relative_named_later() {
    check(
        "[PERSON Biden] spoke. His son [PERSON Hunter Biden] left.",
        &["Biden = Joe Biden", "Hunter Biden"],
    );
}

#[test]
fn spellings_of_one_name_are_one_thing() {
    check(
        "[PERSON Volodymyr Zelenskiy] came. [PERSON Zelenskyy] spoke of [GPE Kiev], [GPE Kyiv] and [GPE Kharkov].",
        &["Volodymyr Zelenskiy = Volodymyr Zelenskyy (Zelenskyy)", "Kyiv (Kiev)", "Kharkov = Kharkiv"],
    );
    check("[GPE Bombay] is [GPE Mumbai].", &["Mumbai (Bombay)"]);
}

#[test]
fn the_name_is_the_fullest_form_of_the_text() {
    check("[ORG Facebook] paid. [ORG Facebook] appealed.", &["Facebook = Meta"]);
    check("The [GPE U.S.] left. The [GPE United States] came back.", &["United States (U.S.)"]);
    check("[PERSON IDA HOLM]: Yes. [PERSON HOLM]: No.", &["IDA HOLM (HOLM)"]);
    check("[PERSON ROLF KELLER]: Yes. I know [PERSON Keller].", &["ROLF KELLER (Keller)"]);
    check("[PERSON TOM REYES]: Yes. [PERSON Tom Reyes] left.", &["Tom Reyes (TOM REYES)"]);
}

#[test]
fn acronyms_are_initials_or_listed_or_introduced() {
    check(
        "The [ORG Hallein Research Institute] met. [ORG HRI] officials left.",
        &["Hallein Research Institute (HRI)"],
    );
    check("The [ORG U.N.] and the [ORG United Nations]", &["United Nations (U.N.)"]);
    check(
        "[ORG European Union] ([ORG EU]) and [ORG IAEA]",
        &["European Union (EU)", "IAEA = International Atomic Energy Agency"],
    );
    check("[ORG Nordic Telecom] ([ORG NDTEL]) grew. [ORG NDTEL] paid.", &["Nordic Telecom (NDTEL)"]);
    check(
        "[ORG Harbor Works], formerly known as [ORG Quay Brothers], closed.",
        &["Quay Brothers (Harbor Works)"],
    );
}

#[test]
fn short_forms_of_organizations() {
    check(
        "The [ORG Lakeside Examiner] wrote. The [ORG Examiner] knows. [ORG Apple Inc.] and [ORG Apple]",
        &["Lakeside Examiner (Examiner)", "Apple Inc. (Apple)"],
    );
    check(
        "The [ORG Ministry of Defense] and the [ORG Defense Ministry] and the [ORG White House] and the [ORG House of Commons] and the [ORG House]",
        &["Ministry of Defense (Defense Ministry)", "White House", "House of Commons (House)"],
    );
}

#[test]
fn a_region_is_not_the_plant_named_after_it() {
    check(
        "In [GPE Zaporizhzhia] and the [LOC Zaporizhzhia region] stands the [FAC Zaporizhzhia Nuclear Power Plant].",
        &["Zaporizhzhia", "Zaporizhzhia region", "Zaporizhzhia Nuclear Power Plant"],
    );
    check("[GPE Mexico City] lies in [GPE Mexico].", &["Mexico City", "Mexico"]);
    check("The [GPE Republic of Norland] or [GPE Norland]", &["Republic of Norland (Norland)"]);
}

#[test]
fn demonyms_are_related_and_not_the_same() {
    let doc = analyze("[GPE Ukraine] and the [NORP Ukrainians] and a [NORP Ukrainian] town");
    let (index, relations) =
        (&doc.get::<Entities>().unwrap().index, &doc.get::<References>().unwrap().relations);
    let names: Vec<_> = index.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["Ukraine", "Ukrainians"]);
    assert_eq!(relations.len(), 1);
    assert_eq!((relations[0].from, relations[0].to), (1, 0));
}

#[test]
fn roles_stand_before_and_behind_names() {
    check_roles("The [ORG Kremlin] spokesman, [PERSON Jan Koval], said no.", &["Kremlin spokesman"]);
    check_roles(
        "The [NORP Ukrainian] Deputy Foreign Minister [PERSON Jan Koval] said no.",
        &["Ukrainian Deputy Foreign Minister"],
    );
    check_roles("[GPE Norland]’s President [PERSON Jan Koval] said no.", &["Norland’s President"]);
    check_roles(
        "It was [PERSON Jan Koval], head of the [ORG Northern Party], who said no.",
        &["head of the Northern Party"],
    );
    check_roles("Secretary of State [PERSON Jan Koval] said no.", &["Secretary of State"]);
    check_roles("[PERSON Jan Koval] is a lawyer. The minister said no, [PERSON Koval] said.", &["lawyer"]);
    check_roles("Asked by the minister, [PERSON Jan Koval] said no.", &[]);
    check_roles("[PERSON Jan Koval], the minister said, was ill.", &[]);
}

#[test]
fn pronouns_go_to_the_only_person_they_fit() {
    check_references("[PERSON Maria Koval] spoke. She left.", &["She = Maria Koval"]);
    check_references(
        "[PERSON Maria Koval] met [PERSON John Reed]. He left, and she slept.",
        &["He = John Reed", "she = Maria Koval"],
    );
    check_references("[PERSON Maria Koval] spoke. He left.", &[]);
    check_references("[PERSON Maria Koval] spoke. It rained. It rained. It rained. She left.", &[]);
    check_references("[PERSON John Reed] said: “He is late.” His aide agreed.", &["His = John Reed"]);
}

#[test]
fn descriptions_go_to_the_only_bearer_of_the_role() {
    check_references(
        "President [PERSON Jan Koval] spoke. The president left.",
        &["The president = Jan Koval"],
    );
    check_references(
        "[NORP Norlandic] President [PERSON Jan Koval] met [NORP Sudlandic] President [PERSON Ann Lee]. The president left. The [NORP Sudlandic] president stayed.",
        &["The Sudlandic president = Ann Lee"],
    );
    check_references("Vice President [PERSON Jan Koval] spoke. The president left.", &[]);
    check_references("The president of [GPE Norland] left after President [PERSON Jan Koval] spoke.", &[]);
}

#[test]
fn somebody_without_a_name_is_never_a_person_with_one() {
    check_references(
        "The clerk, [PERSON Xu Dahl], said no.\n\nThe mayor said yes. “We will,” he said.",
        &["he = The mayor"],
    );
    check_references("[PERSON Paul Reed] left. A nurse came. She slept.", &["She = A nurse"]);
    check_references("[PERSON Paul Reed] met the mayor. He left.", &[]);
    check_references("[PERSON Paul Reed], the mayor, left. He slept.", &["He = Paul Reed"]);
}

#[test]
fn of_two_the_one_who_speaks_or_nobody() {
    check_references("[PERSON Paul Reed] met [PERSON John Lee]. He left.", &[]);
    check_references(
        "[PERSON Paul Reed] told [PERSON John Lee] to go. “You are late,” he said.",
        &["he = Paul Reed"],
    );
    check_references("[PERSON Paul Reed] left. [PERSON John Lee] thanked him.", &["him = Paul Reed"]);
    check_references("[PERSON Paul Reed] left. In his report, [PERSON John Lee] said why.", &[]);
    check_references("[PERSON Paul Reed] died on Sunday. “I am sad,” he said.", &[]);
}

#[test]
fn relatives_of_one_surname_stay_apart() {
    check(
        "[PERSON Agnes Holm] died on Sunday, her daughter, [PERSON Ida Holm], said. “She mapped the tides,” Ms. [PERSON Holm] said.",
        &["Agnes Holm", "Ida Holm (Holm)"],
    );
    check(
        "[PERSON Paul Renner] and his wife, [PERSON Ida Renner], spoke. Mr. [PERSON Renner] left. Mrs. [PERSON Renner] stayed.",
        &["Paul Renner (Renner)", "Ida Renner (Renner)"],
    );
    check("[PERSON Paul Renner] left. Mrs. [PERSON Renner] stayed.", &["Paul Renner", "Renner"]);
    check(
        "[PERSON Paul Renner] left with his brother, [PERSON Karl Renner]. [PERSON Renner] drove.",
        &["Paul Renner (Renner)", "Karl Renner"],
    );
}

#[test]
fn settings_are_checked() {
    let config = CoreferenceConfig { min_confidence: 2.0, ..Default::default() };
    assert_eq!(CoreferenceStage::new(config).err().unwrap().setting, Some("min_confidence"));
    let mut doc = Document::new("a", "Ann").unwrap();
    assert!(CoreferenceStage::new(Default::default()).unwrap().process(&mut doc).is_err());
}

#[test]
fn many_names_of_one_word_take_linear_time() {
    let mut marked = String::new();
    for number in 0..20_000 {
        marked.push_str(&format!(
            "[PERSON Ann{number} Lee] [PERSON Lee] [ORG Bank {number} Bank] [ORG Bank]. She left. "
        ));
    }
    assert_eq!(analyze(&marked).get::<Entities>().unwrap().mentions.len(), 80_000);
}

/// Names out of few parts, so that they meet.
fn name() -> impl Strategy<Value = String> {
    proptest::string::string_regex(
        "(Ann|Jan|Maria|J\\.|Pope|the) ?(Koval|Lee|von Lee|Bank of|É|XIV|Jr\\.)?( Koval| Lee| Inc\\.)?",
    )
    .unwrap()
}

proptest! {
    #[test]
    fn any_mentions_give_dense_numbers(
        text in "(\\PC{0,8}|(Ann|Lee|he|the president|\\.|“|, a minister|’s| ) ?){0,30}",
        cuts in proptest::collection::vec((0u32..200, 0u32..20, 0usize..18), 0..30),
    ) {
        let mut doc = document(&text);
        let mut mentions: Vec<_> = cuts
            .into_iter()
            .map(|(start, len, label)| (Span::new(start, start + len), Label::ALL[label], 0.5))
            .collect();
        mentions.sort_by_key(|(span, ..)| *span);
        doc.insert(Entities::of_names(&text, mentions));
        run(&mut doc);
        let entities = doc.get::<Entities>().unwrap();
        let mut next = 0;
        for mention in &entities.mentions {
            prop_assert!(mention.entity <= next);
            next = next.max(mention.entity + 1);
        }
        prop_assert_eq!(entities.index.len() as u32, next);
        prop_assert!(entities.mentions.is_sorted_by_key(|mention| mention.span));
        let mut end = 0;
        for reference in &doc.get::<References>().unwrap().mentions {
            prop_assert!(reference.span.start >= end && reference.entity.is_none_or(|entity| entity < next));
            prop_assert!(!doc.slice(reference.span).is_empty());
            end = reference.span.end;
        }
    }

    #[test]
    fn full_names_that_disagree_are_never_one_person(names in proptest::collection::vec(name(), 2..12)) {
        let marked: String = names.iter().map(|name| format!("[PERSON {}] left. ", name.trim())).collect();
        let doc = analyze(&marked);
        let entities = doc.get::<Entities>().unwrap();
        for a in &entities.mentions {
            for b in entities.mentions.iter().filter(|b| b.entity == a.entity) {
                let person = |span| Person::of(&Name::of(doc.slice(span)));
                let (a, b) = (person(a.span), person(b.span));
                prop_assert!(!a.full || !b.full || a.agrees(&b), "{:?} {:?}", a, b);
            }
        }
    }
}
