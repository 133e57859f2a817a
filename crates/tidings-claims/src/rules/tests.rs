//! Tests of the rules. A claim is written `source <cue> content | content`, with marks for what is not plain: `!` for negated,
//! then the kind if not indirect and the modality if not asserted.

use tidings_core::{Claim, ClaimKind, Document, Modality, Stage, StageType};

use super::{Input, Rules};
use crate::attribution::kind_of;
use crate::quotes::Quotations;
use crate::testing::document;

/// The rules alone are trusted from this confidence on.
const LEAST: f32 = 0.35;

fn write(doc: &Document, claim: &Claim) -> String {
    let source = claim.source.map_or("", |span| doc.slice(span));
    let cue = claim.cue.map_or("", |span| doc.slice(span));
    let content: Vec<&str> = claim.content.iter().map(|span| doc.slice(*span)).collect();
    let mut out = format!("{source} <{cue}> {}", content.join(" | "));
    if claim.negated {
        out.push_str(" !");
    }
    if claim.kind != ClaimKind::Indirect {
        out.push_str(&format!(" {}", claim.kind));
    }
    if claim.modality != Modality::Asserted {
        out.push_str(&format!(" {}", claim.modality));
    }
    out
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let mut doc = document(text);
    Quotations::new(Default::default()).unwrap().process(&mut doc).unwrap();
    let quotes = doc.get().unwrap();
    let input =
        Input { text, tokens: doc.get().unwrap(), sentences: doc.get().unwrap(), quotes, entities: None };
    let mut claims = Rules { bare_quotes: true, lists: true }.read(input).claims;
    claims.retain(|claim| claim.confidence >= LEAST);
    for claim in &mut claims {
        claim.content.sort_unstable();
        claim.kind = kind_of(text, &claim.content, quotes);
    }
    claims.sort_by_key(|claim| (claim.content.first().copied(), claim.cue, claim.source));
    let found: Vec<String> = claims.iter().map(|claim| write(&doc, claim)).collect();
    assert_eq!(found, expected, "in {text}");
}

#[test]
fn the_source_comes_first() {
    check("The mayor said on Friday that the bridge is safe.", &["The mayor <said> the bridge is safe"]);
    check(
        "Ada Lind, an engineer from Oslo, warned reporters that the pier was weak.",
        &["Ada Lind, an engineer from Oslo <warned> the pier was weak"],
    );
    check("On Monday, officials told the council it had no money.", &["officials <told> it had no money"]);
    check("The ministry says its boats will sail.", &["The ministry <says> its boats will sail"]);
    check("Harbor Board Says Pier Will Close", &["Harbor Board <Says> Pier Will Close"]);
}

#[test]
fn the_source_comes_last() {
    check("The bridge is safe, the mayor said.", &["the mayor <said> The bridge is safe"]);
    check(
        "The bridge is safe, said Ada Lind, an engineer.",
        &["Ada Lind, an engineer <said> The bridge is safe"],
    );
    check(
        "“It is over,” said Ada Lind, 41, who runs the bank.",
        &["Ada Lind, 41, who runs the bank <said> “It is over,” direct"],
    );
    check("\"Why now?\" the mayor asked.", &["the mayor <asked> \"Why now?\" direct question"]);
}

#[test]
fn the_source_comes_between() {
    check("The bridge, the mayor said, is safe.", &["the mayor <said> The bridge | is safe"]);
    check(
        "“We waited,” she said, “and nobody came.”",
        &["she <said> “We waited,” | “and nobody came.” direct"],
    );
    check(
        "If the talks fail, she predicted, prices will rise.",
        &["she <predicted> If the talks fail | prices will rise conditional"],
    );
    check(
        "“We waited,” she said. “Nobody came. It was dark.”",
        &["she <said> “We waited,” | “Nobody came. It was dark.” direct"],
    );
}

#[test]
fn prepositions() {
    check(
        "According to Ada Lind, an engineer, the pier is weak.",
        &["Ada Lind, an engineer <According to> the pier is weak"],
    );
    check("Two boats sank, according to the ministry.", &["the ministry <according to> Two boats sank"]);
    check("The work went according to plan.", &[]);
}

#[test]
fn nouns_and_adjectives() {
    check("The mayor’s claim that the bridge is safe was false.", &["The mayor <claim> the bridge is safe"]);
    check("Residents remain skeptical about the plan.", &["Residents <skeptical about> the plan ! hedged"]);
    check("There are fears that the wall could fall.", &[" <fears> the wall could fall hedged"]);
}

#[test]
fn passives() {
    check("The losses are believed to be heavy.", &[" <believed> The losses | to be heavy hedged"]);
    check("It was reported that two boats sank.", &[" <reported> two boats sank"]);
    check("The claim was rejected by the ministry.", &["the ministry <rejected> The claim !"]);
}

#[test]
fn several_claims_in_a_sentence() {
    check(
        "The mayor said the bridge was safe and warned that the pier was not.",
        &["The mayor <said> the bridge was safe", "The mayor <warned> the pier was not"],
    );
    check(
        "Lind praised the crew, adding that the work was hard.",
        &["Lind <praised> the crew", "Lind <adding> the work was hard"],
    );
    check(
        "Officials said the report found that the pier leaks.",
        &["Officials <said> the report found that the pier leaks", "the report <found> the pier leaks"],
    );
}

#[test]
fn modality_and_negation() {
    check(
        "The union demanded that the ships must stop.",
        &["The union <demanded> the ships must stop demand"],
    );
    check("Lind called for a new law.", &["Lind <called for> a new law demand"]);
    check(
        "The ministry denied that the date had slipped.",
        &["The ministry <denied> the date had slipped !"],
    );
    check("Analysts said prices may rise.", &["Analysts <said> prices may rise hedged"]);
    check("Traders do not expect prices to fall.", &["Traders <expect> prices to fall ! hedged"]);
    check("Lind asked whether the date would hold.", &["Lind <asked> whether the date would hold question"]);
}

#[test]
fn nobody_speaks() {
    check("The talks suggest that both sides are tired.", &[]);
    check("This reflects a deep mistrust.", &[]);
    check("The president’s comments underscore the need for help.", &[]);
    check("The storm claimed the lives of two sailors.", &[]);
    check("A noted author read recent reports of a flood.", &[]);
    check("The spokeswoman did not say whether the plan would change.", &[]);
    check("The firm declined to comment.", &[]);
    check("The United States lost two ships.", &[]);
}

#[test]
fn mixed_content() {
    check(
        "Lind called the plan “a gift to no one” on Monday.",
        &["Lind <called> the plan “a gift to no one” on Monday mixed"],
    );
}

#[test]
fn lists() {
    check(
        "The miners’ demands include:\n• higher pay\n• safer shafts.",
        &["The miners <demands> higher pay demand", "The miners <demands> safer shafts demand"],
    );
}

#[test]
fn speech_over_paragraphs_keeps_its_speaker() {
    check(
        "“We waited long,” Lind said. “It was cold.\n“Nobody came.”",
        &["Lind <said> “We waited long,” | “It was cold. | “Nobody came.” direct"],
    );
}

#[test]
fn names_before_a_colon_and_after_a_dash() {
    check("Ada Lind: “It will hold for years.”", &["Ada Lind <> “It will hold for years.” direct"]);
    check(
        "“It will hold for years.” — Ada Lind, engineer",
        &["Ada Lind, engineer <> “It will hold for years.” direct"],
    );
}
