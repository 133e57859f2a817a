//! Time and size of the corpus stages over a large generated collection:
//! `cargo bench -p tidings-stories --bench collection -- 100000`.
//!
//! Not a statistical benchmark: one pass takes long enough to be told with a watch. The collection has what is hard:
//! words as frequent as in news (Zipf), stories from one to hundreds of articles, wire copy, and furniture of outlets.

use std::time::Instant;

use tidings_core::{
    AnyCorpusStage, Conclusions, CorpusRecord, CorpusStage, Document, MetaField, OffsetUnit, Origin,
};
use tidings_stories::{Duplicates, DuplicatesConfig, Group, GroupConfig};

struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, sides: usize) -> usize {
        (self.roll() * sides as f64) as usize
    }

    /// The number of a word: the first are the most frequent.
    fn word(&mut self) -> usize {
        (200_000f64.powf(self.roll())) as usize
    }
}

/// One article: words of its story mixed with those of the language.
fn article(dice: &mut Dice, story: &[usize], furniture: usize) -> String {
    let mut text = String::new();
    for paragraph in 0..4 + dice.below(8) {
        for _ in 0..40 {
            let word = if dice.roll() < 0.25 { story[dice.below(story.len())] } else { dice.word() };
            text.push_str(&format!("word{word} "));
        }
        text.push('\n');
        if paragraph == 1 {
            for word in 0..30 {
                text.push_str(&format!("house{furniture}x{word} "));
            }
            text.push('\n');
        }
    }
    text
}

fn main() {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(5_000);
    let mut dice = Dice(7);
    let duplicates = Duplicates::new(DuplicatesConfig::default()).expect("defaults are valid");
    let group = Group::new(GroupConfig::default()).expect("defaults are valid");
    let stages: [(&str, &dyn AnyCorpusStage); 2] =
        [("stories.duplicates", &duplicates), ("stories.group", &group)];
    let mut records: Vec<Vec<CorpusRecord>> = vec![Vec::new(); stages.len()];
    let mut observe = vec![0.0; stages.len()];
    let (mut story, mut left, mut wire, mut made) = (Vec::new(), 0, String::new(), 0);
    while made < count {
        if left == 0 {
            story = (0..40).map(|_| 200 + dice.word()).collect();
            left = 1 + (1.0 / (dice.roll() + 0.002)) as usize;
            wire = article(&mut dice, &story, 0);
        }
        left -= 1;
        // A third of the articles are the wire text with a word changed, some of them cut.
        let text = match dice.below(6) {
            0 => wire.replacen("word", "edited", 1 + dice.below(4)),
            1 => wire[..wire.len() / 2].to_owned(),
            _ => {
                let furniture = dice.below(300);
                article(&mut dice, &story, furniture)
            }
        };
        let mut doc = Document::new(format!("{made:07}"), text).expect("is short");
        doc.meta.set(MetaField::Published, format!("2025-03-{:02}", 1 + made * 28 / count), Origin::Input);
        for (stage, (_, definition)) in stages.iter().enumerate() {
            let start = Instant::now();
            records[stage].push(definition.observe_json(&doc, OffsetUnit::CodePoint).expect("observes"));
            observe[stage] += start.elapsed().as_secs_f64();
        }
        made += 1;
    }
    for ((name, stage), (records, observe)) in stages.iter().zip(records.into_iter().zip(observe)) {
        let bytes: usize = records.iter().map(|record| record.record.get().len()).sum();
        let start = Instant::now();
        let result = stage.conclude_json(records, &mut Conclusions::default()).expect("concludes");
        let found = result["stories"].as_array().or(result["groups"].as_array()).map_or(0, Vec::len);
        println!(
            "{name}: {count} articles observed in {observe:.1} s ({} bytes each), concluded in {:.1} s: {found} found",
            bytes / count,
            start.elapsed().as_secs_f64()
        );
    }
}
