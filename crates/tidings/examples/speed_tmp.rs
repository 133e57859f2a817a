//! temp
use std::time::{Duration, Instant};
use tidings::{Document, Entities, References, Stage, StageType, Values};
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let reps: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let mut docs: Vec<Document> = text
        .lines()
        .map(|l| {
            let v: serde_json::Value = serde_json::from_str(l).unwrap();
            let d = Document::new("x", v["text"].as_str().unwrap()).unwrap();
            d
        })
        .collect();
    let bytes: usize = docs.iter().map(|d| d.text().len()).sum();
    let stages: Vec<(&str, Box<dyn Stage>)> = vec![
        ("tokens", Box::new(tidings::language::Tokenizer::new(Default::default()).unwrap())),
        ("sentences", Box::new(tidings::language::SentenceSplitter::new(Default::default()).unwrap())),
        ("values", Box::new(tidings::entities::ValuesStage::new(Default::default()).unwrap())),
        ("names", Box::new(tidings::entities::NamesStage::new(Default::default()).unwrap())),
        ("coreference", Box::new(tidings::entities::CoreferenceStage::new(Default::default()).unwrap())),
    ];
    for (name, stage) in &stages {
        let mut best = Duration::MAX;
        for _ in 0..reps {
            let start = Instant::now();
            for d in &mut docs {
                stage.process(d).unwrap();
            }
            best = best.min(start.elapsed());
        }
        println!("{name}: {:.1} MB/s", bytes as f64 / 1e6 / best.as_secs_f64());
    }
    let m: usize = docs.iter().map(|d| d.get::<Entities>().unwrap().mentions.len()).sum();
    let v: usize = docs.iter().map(|d| d.get::<Values>().unwrap().0.len()).sum();
    let r: usize = docs.iter().map(|d| d.get::<References>().unwrap().mentions.len()).sum();
    println!("{bytes} bytes, {} docs, {m} mentions {v} values {r} references", docs.len());
}
