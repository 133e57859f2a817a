//! Tests of speech turns: signed quotations, labels, and what of a turn is a claim. What cleaning finds is made by hand here; whole
//! documents are in the tests of the driver.

use tidings_core::{
    Claims, Document, Entities, Entity, Label, Mention, MetaField, Origin, PartKind, Parts, Span, Speaker,
    SpeechKind, SpeechTurns, Stage, StageType, TextPart,
};

use crate::attribution::{Attribution, AttributionConfig};
use crate::testing::read;

/// The document with the persons and organizations (behind a `+`) of a list as names, every one an entity of its last word.
fn document(text: &str, names: &str) -> Document {
    let mut doc = read(text);
    let mut found: Vec<(usize, &str, Label)> = Vec::new();
    for name in names.split(", ").filter(|name| !name.is_empty()) {
        let (name, label) = name.strip_prefix('+').map_or((name, Label::Person), |name| (name, Label::Org));
        found.extend(text.match_indices(name).map(|(at, _)| (at, name, label)));
    }
    found.sort_by_key(|(at, name, _)| (*at, std::cmp::Reverse(name.len())));
    let mut entities = Entities::default();
    let mut end = 0;
    for (at, name, label) in found.into_iter().filter(|(at, ..)| text.is_char_boundary(*at)) {
        if at < end {
            continue;
        }
        end = at + name.len();
        let last = |name: &str| name.rsplit(' ').next().unwrap_or("").to_lowercase();
        let known = entities.index.iter().position(|entity| last(&entity.name) == last(name));
        let entity = known.unwrap_or_else(|| {
            entities.index.push(Entity::new(name, label));
            entities.index.len() - 1
        }) as u32;
        entities.mentions.push(Mention { span: Span::from_range(at..end), label, entity, confidence: 1.0 });
    }
    doc.insert(entities);
    doc
}

/// Gives a document the parts that its lines are: a name, perhaps an office, a colon, words. `Q` asks.
fn with_turns(doc: &mut Document) {
    let text = doc.text().to_owned();
    let mut parts = Parts::default();
    let mut at = 0;
    for line in text.split('\n') {
        let start = at;
        at += line.len() + 1;
        let Some((label, _)) =
            line.split_once(": ").filter(|(label, _)| label.chars().all(|c| !c.is_lowercase()))
        else {
            continue;
        };
        let (name, role) = label.split_once(", ").map_or((label, None), |(name, role)| (name, Some(role)));
        let span = |from: usize, len: usize| Span::from_range(start + from..start + from + len);
        let last = name.rsplit(' ').next().unwrap_or("");
        let known = parts
            .speakers
            .iter()
            .position(|known| known.name.slice(&text).is_some_and(|known| known.ends_with(last)));
        let speaker = known.unwrap_or_else(|| {
            let role = role.map(|role| span(name.len() + 2, role.len()));
            parts.speakers.push(Speaker { name: span(0, name.len()), role });
            parts.speakers.len() - 1
        });
        parts.parts.push(TextPart {
            span: span(0, line.len()),
            body: span(label.len() + 2, line.len() - label.len() - 2),
            kind: match name {
                "Q" => PartKind::Question,
                "A" => PartKind::Answer,
                _ => PartKind::Turn,
            },
            label: Some(span(0, name.len())),
            speaker: Some(speaker as u32),
            published: None,
        });
    }
    doc.insert(parts);
}

fn attribute(mut doc: Document) -> Document {
    Attribution::new(AttributionConfig::default()).unwrap().process(&mut doc).unwrap();
    doc
}

/// Source, entity and content of every claim.
fn claims(doc: &Document) -> Vec<(&str, Option<&str>, &str)> {
    let index = &doc.get::<Entities>().unwrap().index;
    let claims = doc.get::<Claims>().unwrap().0.iter();
    claims
        .map(|claim| {
            let entity = claim.source_entity.map(|entity| index[entity as usize].name.as_str());
            (claim.source.map_or("", |source| doc.slice(source)), entity, doc.slice(claim.content[0]))
        })
        .collect()
}

/// The only claim of a text with a quotation, whose speaker is `expected`.
#[track_caller]
fn signed(text: &str, names: &str, expected: &str) {
    let doc = attribute(document(text, names));
    let found = claims(&doc);
    let quoted: Vec<_> = found.iter().filter(|claim| claim.2.starts_with(['"', '“'])).collect();
    let [(source, entity, _)] = quoted[..] else { panic!("{found:?}") };
    assert!(
        source.contains(expected) && entity.is_some_and(|entity| entity.ends_with(expected)),
        "{found:?}"
    );
    let sure = doc.get::<Claims>().unwrap().0.iter().map(|claim| claim.confidence).fold(0.0, f32::max);
    assert!(sure >= 0.6, "{sure}");
}

#[test]
fn a_dash_behind_or_below_a_quotation_signs_it() {
    for (text, names) in [
        ("\"The pier is safe and will be for years.\" -Commissioner Ada Lund", "Ada Lund"),
        ("\"The pier is safe and will be for years.\" — Ada Lund, harbor master", "Ada Lund"),
        ("“The pier is safe and will be for years.” – Ada Lund, who built it", "Ada Lund"),
        ("“The pier is safe and will be for years.”\n\n— Ada Lund, harbor master", "Ada Lund"),
        ("“The pier is safe and will be for years.”\n— Mayor Ada Lund of Marren", "Ada Lund"),
        ("“The pier is safe and will be for years.”\n\n- Ada Lund", "Ada Lund"),
        ("“The pier is safe and will be for years.” ― Dr. Ada Lund, Quay Trust", "Ada Lund, +Quay Trust"),
        (
            "The council met.\n\n“The pier is safe and will be for years.”\n\n–Chairwoman Ada Lund, Marren Port",
            "Ada Lund, +Marren Port",
        ),
        ("“The pier is safe. It will be for years.” -- Ada Lund, farmer", "Ada Lund"),
        ("• “The pier is safe and will be for years.” — Ada Lund, a fisher", "Ada Lund"),
    ] {
        signed(text, names, "Lund");
    }
}

#[test]
fn a_colon_before_or_above_a_quotation_announces_it() {
    for text in [
        "Ada Lund: “The pier is safe and will be for years.”",
        "Ada Lund, harbor master: “The pier is safe and will be for years.”",
        "Chairwoman Ada Lund: \"The pier is safe and will be for years.\"",
        "And from Chairwoman Ada Lund:\n\n\"The pier is safe and will be for years.\"",
        "From the desk of Ada Lund, senior analyst:\n\n\"The pier is safe and will be for years.\"",
        "Statement from Mayor Ada Lund:\n\n“The pier is safe and will be for years.”",
        "A message from Ada Lund:\n“The pier is safe and will be for years.”",
        "Ada Lund, mayor of Marren:\n\n“The pier is safe and will be for years.”",
        "The council met.\n\nFrom Ada Lund:\n\n“The pier is safe and will be for years.”",
        "Remarks by Ada Lund, harbor master:\n\n“The pier is safe and will be for years.”",
    ] {
        signed(text, "Ada Lund", "Lund");
    }
}

#[test]
fn each_of_several_quotations_has_its_own_signature() {
    let text = "“The pier is safe and will be for years.” -Commissioner Ada Lund\n\nAnd from Chairwoman Rosa Holm:\n\n\
                “Nobody asked the people who fish there.”\n\n“It was closed too late by the board.”\n— Ola Berg, sailor";
    let doc = attribute(document(text, "Ada Lund, Rosa Holm, Ola Berg"));
    let found: Vec<_> = claims(&doc).into_iter().map(|claim| claim.1.unwrap_or("")).collect();
    assert_eq!(found, ["Ada Lund", "Rosa Holm", "Ola Berg"], "{:?}", claims(&doc));
}

#[test]
fn credits_and_dashes_of_the_author_sign_nothing() {
    for text in [
        "“The pier is safe and will be for years.”\n\n— Reporting by Ada Lund in Marren",
        "“The pier is safe and will be for years.”\n\n- With files from Ada Lund",
        "“The pier is safe and will be for years.”\n\n— Ada Lund said that it was not.",
        "“The pier is safe and will be for years.” — a bold claim that Ada Lund denies.",
        "“The pier is safe and will be for years.”\n\nAda Lund\n\nThe board met.",
        "“The pier is safe and will be for years.”\n\n— Photo: Ada Lund",
        "However, addressing the board, Ada Lund proposed: “The pier should be closed for a year.”",
    ] {
        let doc = attribute(document(text, "Ada Lund"));
        assert_eq!(doc.get::<SpeechTurns>().unwrap().0, [], "{text}");
    }
}

#[test]
fn a_statement_below_a_name_is_a_turn() {
    let text = "From the desk of Ada Lund, harbor master:\n\nThe pier was closed on Monday. Good luck to all. Why now? \
                It will open again in May.\n\nThe board met on Tuesday.";
    let doc = attribute(document(text, "Ada Lund"));
    let turns = &doc.get::<SpeechTurns>().unwrap().0;
    assert_eq!((turns.len(), turns[0].kind, turns[0].entity), (1, SpeechKind::Signed, Some(0)));
    assert_eq!(turns[0].role.map(|role| doc.slice(role)), Some("harbor master"));
    let said: Vec<_> = claims(&doc).into_iter().map(|claim| (claim.1, claim.2)).collect();
    let lund = Some("Ada Lund");
    assert_eq!(said, [(lund, "The pier was closed on Monday"), (lund, "It will open again in May")]);
}

const HEARING: &str = "IDA HOLM, ANCHOR: Good evening. The wall is in trouble again. Tom?\n\
                       TOM BERG, REPORTER: The council says work starts in August. Thank you.\n\
                       ADA LUND, MAYOR: We could not wait any longer. It will cost 12 million euros.\n\
                       BERG: But the fishermen sued. Did you know that?\n\
                       HOLM: Tom Berg, thank you.";

#[test]
fn turns_are_claims_of_their_speakers() {
    let mut doc = document(HEARING, "IDA HOLM, TOM BERG, ADA LUND, BERG, HOLM, Tom Berg");
    with_turns(&mut doc);
    let doc = attribute(doc);
    let found = claims(&doc);
    let expected = [
        ("IDA HOLM, ANCHOR", Some("IDA HOLM"), "The wall is in trouble again"),
        ("TOM BERG, REPORTER", Some("TOM BERG"), "The council says work starts in August"),
        ("The council", None, "work starts in August"),
        ("ADA LUND, MAYOR", Some("ADA LUND"), "We could not wait any longer"),
        ("ADA LUND, MAYOR", Some("ADA LUND"), "It will cost 12 million euros"),
        ("BERG", Some("TOM BERG"), "But the fishermen sued"),
    ];
    assert_eq!(found, expected);
    let all = &doc.get::<Claims>().unwrap().0;
    assert_eq!(all[2].details.inside, Some(1));
    assert!(all.iter().all(|claim| claim.cue.is_some()));
}

#[test]
fn a_last_name_finds_its_bearer_and_two_bearers_are_nobody() {
    let last = |text: &str, names: &str| {
        let mut doc = document(text, names);
        with_turns(&mut doc);
        attribute(doc).get::<SpeechTurns>().unwrap().0.last().map(|turn| turn.entity)
    };
    let text = "Ada Lund led the port.\nLUND: We closed the pier.";
    assert_eq!(last(text, "Ada Lund"), Some(Some(0)));
    let mut doc = document("LUND: We closed the pier.\nX: Yes.", "");
    with_turns(&mut doc);
    let doc = attribute(doc);
    assert_eq!(doc.get::<SpeechTurns>().unwrap().0[0].entity, None);
    assert_eq!(claims(&doc), [("LUND", None, "We closed the pier")]);
}

#[test]
fn questions_are_no_claims() {
    let text = "Q: Why did the council say that the wall is late? You built it.\nA: The state changed its rules twice.";
    let mut doc = document(&format!("Ada Lund leads the port.\n{text}"), "Ada Lund");
    with_turns(&mut doc);
    let doc = attribute(doc);
    assert_eq!(claims(&doc), [("A", Some("Ada Lund"), "The state changed its rules twice")]);
    assert_eq!(doc.get::<SpeechTurns>().unwrap().0[0].kind, SpeechKind::Question);
}

/// Who answers where only letters stand.
fn interviewee(head: &str, question: &str, names: &str, author: &str) -> Option<String> {
    let text = format!(
        "{head}\nQ: {question}\nA: The state changed its rules twice.\nQ: Why?\nA: Nobody knows why."
    );
    let mut doc = document(&text, names);
    with_turns(&mut doc);
    if !author.is_empty() {
        doc.meta.add(MetaField::Byline, author, Origin::Input);
    }
    let doc = attribute(doc);
    let turn = doc.get::<SpeechTurns>().unwrap().0[1].clone();
    assert_eq!(turn.speaker.map(|speaker| doc.slice(speaker)), Some("A"));
    turn.entity.map(|entity| doc.get::<Entities>().unwrap().index[entity as usize].name.clone())
}

#[test]
fn the_interviewee_is_found_or_nobody_is() {
    let why = "Why is it late?";
    let both = "Ada Lund, Ola Berg";
    for (head, question, names, author) in [
        ("Ada Lund has led the port for nine years.", why, "Ada Lund", ""),
        ("Ten questions for Ada Lund\nBy Ola Berg", why, both, ""),
        ("Ten questions for Ada Lund\nOla Berg", why, both, "Ola Berg"),
        ("Ada Lund took over the port from Ola Berg. We spoke with Ada Lund in May.", why, both, ""),
        ("Ada Lund talks about the pier that Ola Berg built.", why, both, ""),
        ("Our reporter Ola Berg asked the harbor master, Ada Lund, about the wall.", why, both, ""),
        ("An interview with Ada Lund, who followed Ola Berg", why, both, ""),
        ("Ten questions", "Ms. Lund, why is it late?", "Lund", ""),
        ("Ten questions", "Why is it late, Ada Lund?", "Ada Lund", ""),
        ("Ada Lund told the Courier what Ola Berg had planned.", why, both, ""),
    ] {
        let found = interviewee(head, question, names, author);
        assert!(found.as_deref().is_some_and(|name| name.ends_with("Lund")), "{head} {found:?}");
    }
    for (head, question, names) in [
        ("Ada Lund and Ola Berg built the port.", why, both),
        ("Ten questions", why, ""),
        ("FAQ on the wall that Ada Lund wants", why, "Ada Lund"),
        ("Ten questions", "Did Ada Lund build it?", "Ada Lund"),
    ] {
        assert_eq!(interviewee(head, question, names, ""), None, "{head}");
    }
}

#[test]
fn posts_are_claims_of_their_accounts() {
    let text = "Ada Lund @adalund · Jul 6\n1/ BREAKING: The council voted for the wall. 12M euros\n\n@other · Jul 6\nThey never asked us. See you in court.";
    let mut doc = document(text, "Ada Lund");
    let place = |words: &str| text.find(words).map(|at| Span::from_range(at..at + words.len())).unwrap();
    let post = |from: &str, handle: &str, body: &str, speaker: u32| TextPart {
        span: Span::new(place(from).start, place(body).end),
        body: place(body),
        kind: PartKind::Post,
        label: Some(place(handle)),
        speaker: Some(speaker),
        published: None,
    };
    doc.insert(Parts {
        parts: vec![
            post("Ada Lund", "@adalund", "1/ BREAKING: The council voted for the wall. 12M euros", 0),
            post("@other", "@other", "They never asked us. See you in court.", 1),
        ],
        speakers: vec![
            Speaker { name: place("@adalund"), role: None },
            Speaker { name: place("@other"), role: None },
        ],
    });
    let doc = attribute(doc);
    let found = claims(&doc);
    let posts: Vec<_> = found.iter().filter(|claim| claim.0.starts_with('@')).copied().collect();
    assert_eq!(
        posts,
        [
            ("@adalund", Some("Ada Lund"), "The council voted for the wall"),
            ("@other", None, "They never asked us")
        ]
    );
}

#[test]
fn the_time_of_speaking_is_no_part_of_the_speaker() {
    let source = |text: &str| {
        let doc = attribute(document(text, "+Quay Foods Inc., +USA Today"));
        claims(&doc).first().map(|claim| claim.0.to_owned()).unwrap_or_default()
    };
    for (text, expected) in [
        ("Quay Foods Inc. today announced that it has opened a plant.", "Quay Foods Inc."),
        (
            "Quay Foods Inc., a maker of fish, today announced that it has a new plant.",
            "Quay Foods Inc., a maker of fish",
        ),
        ("The company on Monday said it would hire drivers.", "The company"),
        ("A poll released Monday said that most people want a wall.", "A poll released Monday"),
        ("USA Today said that most people want a wall.", "USA Today"),
    ] {
        assert_eq!(source(text), expected, "{text}");
    }
}

#[test]
fn turns_can_be_left_out() {
    let mut doc = document(HEARING, "");
    with_turns(&mut doc);
    let config = AttributionConfig { turns: false, ..Default::default() };
    Attribution::new(config).unwrap().process(&mut doc).unwrap();
    assert!(doc.get::<SpeechTurns>().unwrap().0.is_empty());
}

#[test]
fn a_text_in_another_language_has_no_claims() {
    let mut doc = read("Ada Lund said that the pier was weak.");
    doc.meta.unsupported_language = Some(true);
    assert!(attribute(doc).get::<Claims>().unwrap().0.is_empty());
}
