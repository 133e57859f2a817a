//! Spoken text and other languages through the driver, with the default pipeline: whose words are whose, what is no claim, what a
//! document in another language has, and that given mentions are taken.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../support/mod.rs"]
mod support;

use serde_json::{Value, json};
use support::{Place, repository};

const CASES: &str = include_str!("cases.txt");

/// A text with what must come out; see the head of `cases.txt`.
struct Case<'c> {
    name: &'c str,
    kind: &'c str,
    text: String,
    /// Speaker, entity and words of a claim.
    wanted: Vec<[&'c str; 3]>,
    unwanted: Vec<&'c str>,
}

fn cases() -> Vec<Case<'static>> {
    let blocks = CASES.split("\n### ").skip(1);
    blocks
        .map(|block| {
            let (head, rest) = block.split_once('\n').unwrap();
            let (name, kind) = head.split_once(' ').unwrap();
            let expected = |line: &&str| line.starts_with("> ") || line.starts_with("! ");
            let text: Vec<&str> = rest.lines().take_while(|line| !expected(line)).collect();
            let lines = || rest.lines().skip(text.len());
            let parts = |line: &'static str| {
                let mut parts = line.split(" | ").map(str::trim);
                [parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap()]
            };
            Case {
                name,
                kind,
                text: text.join("\n").trim().to_owned(),
                wanted: lines().filter_map(|line| line.strip_prefix("> ")).map(parts).collect(),
                unwanted: lines().filter_map(|line| line.strip_prefix("! ")).collect(),
            }
        })
        .collect()
}

/// What the default pipeline, or the one of `config`, finds in JSON records.
fn run(records: &[Value], config: Option<&str>) -> Vec<Value> {
    let place = Place::new();
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    place.file("in.jsonl", lines.join("\n"));
    let default = repository().join("pipelines/news.toml");
    let config = config.map_or(default, |config| place.file("a.toml", config));
    place.tidings(["run", config.to_str().unwrap(), "in.jsonl", "--output", "out", "-q"]).ends_with(0);
    place.lines("out/documents.jsonl")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

/// The name of an entity of a document; `-` for none.
fn name<'d>(document: &'d Value, entity: &Value) -> &'d str {
    let entity = entity.as_u64().map(|id| &document["entity_index"][id as usize]["name"]);
    entity.map_or("-", |name| name.as_str().unwrap())
}

#[test]
fn what_is_said_is_a_claim_of_who_says_it() {
    let cases = cases();
    assert!(cases.len() >= 36);
    let records: Vec<Value> =
        cases.iter().map(|case| json!({ "id": case.name, "text": case.text })).collect();
    let mut wrong = Vec::new();
    for (case, document) in cases.iter().zip(run(&records, None)) {
        let kind = document["meta"]["kind"].as_str().unwrap_or("article");
        if kind != case.kind {
            wrong.push(format!("{}: kind {kind}", case.name));
        }
        let claims = document["claims"].as_array().unwrap();
        for [speaker, entity, words] in &case.wanted {
            let is_found = claims.iter().any(|claim| {
                let source = &claim["source"];
                text(&source["text"]).contains(speaker)
                    && name(&document, &source["entity"]).eq_ignore_ascii_case(entity)
                    && text(&claim["text"]).contains(words)
                    && claim["confidence"].as_f64().unwrap() >= 0.5
            });
            if !is_found {
                wrong.push(format!("{}: {speaker} ({entity}): {words}", case.name));
            }
        }
        let summary = document["summary"].as_array().unwrap();
        for words in &case.unwanted {
            let told = claims.iter().chain(summary).any(|told| text(&told["text"]).contains(words));
            if told {
                wrong.push(format!("{}: tells {words}", case.name));
            }
        }
        for turn in document["layers"]["speech_turns"].as_array().unwrap_or(&Vec::new()) {
            let speaker = &turn["speaker"];
            assert!(speaker["end"].as_u64() > speaker["start"].as_u64(), "{}: {turn}", case.name);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Briefs of one event in other languages and scripts.
const FOREIGN: [(&str, &str); 14] = [
    (
        "es",
        "El puerto sigue cerrado\n\nEl alcalde Martín Salas dijo el lunes que el muro no estará listo en agosto. \"No podemos esperar más\", dijo Salas a los pescadores. La obra costará 12 millones.",
    ),
    (
        "fr",
        "Le port reste fermé\n\nLe maire Paul Martin a déclaré lundi que le mur ne serait pas prêt en août. « Nous ne pouvons plus attendre », a-t-il dit aux pêcheurs du port.",
    ),
    (
        "de",
        "Der Hafen bleibt zu\n\nDie Bürgermeisterin Anna Keller sagte am Montag, der Hafen bleibe bis zum 12. Mai geschlossen. „Wir können nicht länger warten“, sagte sie.",
    ),
    (
        "it",
        "Il porto resta chiuso\n\nIl sindaco Carlo Rossi ha detto lunedì che la diga non è ancora finita e che il porto non può aprire prima di agosto.",
    ),
    (
        "pt",
        "O porto fica fechado\n\nA presidente da câmara disse na segunda-feira que o muro não está pronto e que as obras vão custar mais 12 milhões de euros.",
    ),
    (
        "nl",
        "De haven blijft dicht\n\nDe burgemeester zei maandag dat de muur nog niet klaar is en dat het water blijft stijgen, maar de vissers zijn het daar niet mee eens.",
    ),
    (
        "pl",
        "Port pozostaje zamknięty\n\nBurmistrz powiedziała w poniedziałek, że mur nie jest jeszcze gotowy, a rybacy nie mogą wypłynąć przed sierpniem.",
    ),
    (
        "tr",
        "Liman kapalı kalıyor\n\nBelediye başkanı pazartesi günü duvarın henüz bitmediğini ve limanın ağustos ayına kadar kapalı kalacağını söyledi.",
    ),
    (
        "ru",
        "Порт остаётся закрытым\n\nМэр города Анна Петрова сообщила в понедельник, что стена ещё не готова. «Мы не можем больше ждать», — сказала она.",
    ),
    (
        "zh",
        "港口将关闭至下周\n\n市长李明周一表示,港口将关闭到下周,因为防洪墙尚未完工.他说:“我们不能再等了.”工程耗资1260万欧元.",
    ),
    (
        "ja",
        "港は来週まで閉鎖\n\n市長は月曜日、防潮堤がまだ完成していないため港を閉鎖すると述べた。「もう待てない」と市長は語った。",
    ),
    (
        "ko",
        "항구 폐쇄\n\n시장은 월요일에 방파제가 아직 완공되지 않아 항구를 폐쇄한다고 밝혔다. \"더 기다릴 수 없다\"고 말했다.",
    ),
    (
        "ar",
        "الميناء يبقى مغلقا\n\nقالت رئيسة البلدية يوم الاثنين إن الجدار لم يكتمل بعد وإن الميناء سيبقى مغلقا حتى الأسبوع المقبل.",
    ),
    ("th", "ท่าเรือปิด\n\nนายกเทศมนตรีกล่าวเมื่อวันจันทร์ว่ากำแพงยังไม่เสร็จและท่าเรือจะปิดจนถึงสัปดาห์หน้า"),
];

#[test]
fn a_text_in_another_language_is_left_alone() {
    let records: Vec<Value> =
        FOREIGN.iter().map(|(code, text)| json!({ "id": code, "text": text })).collect();
    for ((code, source), document) in FOREIGN.iter().zip(run(&records, None)) {
        let meta = &document["meta"];
        assert_eq!(
            (text(&meta["language"]), &meta["unsupported_language"]),
            (*code, &json!(true)),
            "{source}"
        );
        assert_eq!(text(&document["text"]), *source, "nothing is put in");
        for list in ["claims", "summary", "keyphrases", "checkworthiness", "entity_index"] {
            assert_eq!(document[list], json!([]), "{code}: {list}");
        }
        for value in document["entities"].as_array().unwrap() {
            assert!(text(&value["text"]).contains(|c: char| c.is_ascii_digit()), "{code}: {value}");
        }
    }
}

#[test]
fn english_with_names_of_elsewhere_is_read() {
    let texts = [
        "Mayor Martín Salas said in Ciudad Alda on Monday that the wall would not be ready in August.",
        "Zhang Wei (张伟), who leads the port of Ningbo, said that the cranes were safe.",
        "Trains halted north of Porto Alda",
        "Marsh quits",
    ];
    let records: Vec<Value> = texts.iter().map(|text| json!({ "text": text })).collect();
    let documents = run(&records, None);
    assert!(documents.iter().all(|document| document["meta"]["unsupported_language"].is_null()));
    let speakers: Vec<&str> =
        documents[..2].iter().map(|found| name(found, &found["claims"][0]["source"]["entity"])).collect();
    assert_eq!(speakers, ["Martín Salas", "Zhang Wei"]);
}

#[test]
fn a_declared_language_gives_way_to_the_text() {
    let page = |lang: &str, body: &str| json!({ "id": lang, "html": format!("<html lang={lang}><body><h1>Port</h1><p>{body}</p></body></html>") });
    let english = "The mayor said that the wall at the harbor would be ready in August, and that the town had paid for it. \
                   The fishers of the town, who had asked for a new pier, said that they would not wait for it.";
    let spanish = "El alcalde dijo que el muro del puerto no estará listo en agosto y que la ciudad ya lo ha pagado. \
                   Los pescadores de la ciudad dijeron que no van a esperar más.";
    let found = run(&[page("de", english), page("en", spanish)], None);
    let of = |document: &Value| {
        (text(&document["meta"]["language"]).to_owned(), document["meta"]["unsupported_language"].clone())
    };
    assert_eq!(of(&found[0]), ("en".to_owned(), Value::Null));
    assert_eq!(of(&found[1]), ("es".to_owned(), json!(true)));
}

#[test]
fn a_name_is_that_of_the_text_and_the_usual_one_stands_beside_it() {
    let source = "Facebook paid the fine in Kiev, and the U.S. thanked Facebook for it. The United Kingdom and the UK did not.";
    let found = run(&[json!({ "text": source })], None);
    let index = found[0]["entity_index"].as_array().unwrap();
    let of = |wanted: &str| index.iter().find(|entity| entity["name"] == wanted).unwrap();
    let listed = |name: &str| json!({ "name": name, "origin": "alias_list" });
    assert_eq!(of("Facebook")["canonical"], listed("Meta"));
    assert_eq!(of("Kiev")["canonical"], listed("Kyiv"));
    assert_eq!(of("U.S.")["canonical"], listed("United States"));
    // The text uses the usual name itself.
    assert_eq!(of("United Kingdom")["canonical"], Value::Null);
    assert_eq!(of("United Kingdom")["aliases"], json!(["UK"]));
}

const LINKING: &str = "[[stage]]\nuse = \"entities.coreference\"\n";

#[test]
fn given_mentions_are_linked_alone() {
    let source = "Élise Lund met the Quay Trust. Lund left. She said the Trust had paid.";
    let span = |words: &str, nth: usize| {
        let at = source.match_indices(words).nth(nth).unwrap().0;
        let start = source[..at].chars().count();
        json!({ "start": start, "end": start + words.chars().count(), "label": "PERSON", "text": words })
    };
    let mut trust = [span("Quay Trust", 0), span("Trust", 1)];
    trust.iter_mut().for_each(|mention| mention["label"] = json!("ORG"));
    let [whole, short] = trust;
    let record = json!({ "id": "a", "text": source, "entities": [span("Élise Lund", 0), whole, span("Lund", 1), short] });
    let found = &run(&[record], Some(LINKING))[0];
    let linked: Vec<(&str, &str)> = found["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mention| (text(&mention["text"]), name(found, &mention["entity"])))
        .collect();
    let expected = [
        ("Élise Lund", "Élise Lund"),
        ("Quay Trust", "Quay Trust"),
        ("Lund", "Élise Lund"),
        ("Trust", "Quay Trust"),
    ];
    assert_eq!(linked, expected);
    let she = &found["layers"]["references"]["mentions"][0];
    assert_eq!((name(found, &she["entity"]), text(&found["meta"]["entities"])), ("Élise Lund", ""));
}

#[test]
fn our_own_output_is_taken_as_given() {
    let source =
        "Delphine Marsh said that the Harbor Trust had paid. Marsh left for Kiev. The Trust was not told.";
    let first = run(&[json!({ "id": "a", "text": source })], Some(LINKING));
    let again = run(&first, Some(LINKING));
    assert_eq!(again[0]["entities"], first[0]["entities"]);
    assert_eq!(again[0]["entity_index"], first[0]["entity_index"]);
    // A name that no finder of names would find is still there.
    let mut changed = first[0].clone();
    changed["entities"] =
        json!([{ "start": 20, "end": 24, "label": "EVENT", "text": "that", "entity": 0, "confidence": 1.0 }]);
    let kept = run(&[changed], Some(LINKING));
    assert_eq!(kept[0]["entities"][0]["text"], "that");
}

#[test]
fn a_wrong_place_is_a_failure_with_its_document() {
    let place = Place::new();
    let record = json!({ "id": "left", "text": "Marsh left.", "entities": [{ "start": 0, "end": 50, "label": "PERSON" }] });
    place.file("in.jsonl", record.to_string());
    place.file("a.toml", LINKING);
    place.tidings(["run", "a.toml", "in.jsonl", "--output", "out", "-q"]);
    let failure = &place.lines("out/failures.jsonl")[0];
    assert_eq!(failure["id"], "left");
    let reason = failure.to_string();
    assert!(reason.contains("`entities[0]`: 0 to 50 is no place in a text of length 11"), "{reason}");
}
