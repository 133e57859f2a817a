//! Development figures of `clean.unicode` and `clean.spacing`: broken sentences that must come out whole, sound ones that
//! must stay, and how many spaces are put into clean news.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Result, anyhow};
use serde::Deserialize;
use tidings_clean::{Spacing, SpacingConfig, Unicode, UnicodeConfig};
use tidings_core::{Document, Repairs, Stage, StageType};

use crate::Job;
use crate::data::rows;

/// A sentence that was broken on purpose, or left as it was.
#[derive(Deserialize)]
struct Pair {
    group: String,
    text: String,
    fixed: String,
    /// What is right as well: repaired, but not made typographically plain.
    fixed_encoding: Option<String>,
}

/// A text of any of the sets that are clean.
#[derive(Deserialize)]
struct Clean {
    text: String,
}

/// Sets of clean news, and where they lie below the data folder.
const CLEAN: [(&str, &str); 3] = [
    ("BBC", "summaries/bbc_train.jsonl.gz"),
    ("CNN/DM", "summaries/cnndm_train.jsonl.gz"),
    ("Wikinews", "entities/wikinews-2019-2020.raw.jsonl"),
];

/// Treebanks, whose sentences are read from their comments.
const TREEBANKS: [(&str, &str); 2] = [("GUM", "en_gum-train.conllu"), ("EWT", "en_ewt-train.conllu")];

/// Prints the figures.
pub fn eval(job: &Job) -> Result<()> {
    let stages = Stages::new()?;
    pairs(job, &stages)?;
    for (name, path) in CLEAN {
        let texts = rows::<Clean>(&job.data.join(path))?;
        insertions(name, texts.iter().map(|row| row.text.as_str()), &stages)?;
    }
    for (name, path) in TREEBANKS {
        let file = std::fs::read_to_string(job.data.join("syntax").join(path))?;
        insertions(name, file.lines().filter_map(|line| line.strip_prefix("# text = ")), &stages)?;
    }
    Ok(())
}

struct Stages {
    unicode: Unicode,
    spacing: Spacing,
}

impl Stages {
    fn new() -> Result<Self> {
        Ok(Stages {
            unicode: Unicode::new(UnicodeConfig::default()).map_err(|error| anyhow!("{error}"))?,
            spacing: Spacing::new(SpacingConfig::default()).map_err(|error| anyhow!("{error}"))?,
        })
    }

    fn run(&self, text: &str) -> Result<Document> {
        let mut doc = Document::new("", text)?;
        self.unicode.process(&mut doc).map_err(|error| anyhow!("{error}"))?;
        self.spacing.process(&mut doc).map_err(|error| anyhow!("{error}"))?;
        Ok(doc)
    }
}

#[derive(Default)]
struct Group {
    exact: usize,
    but_for_quotes: usize,
    all: usize,
}

fn pairs(job: &Job, stages: &Stages) -> Result<()> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let mut damaged = 0;
    for pair in rows::<Pair>(&job.data.join("cleaning/unicode_pairs.jsonl.gz"))? {
        let doc = stages.run(&pair.text)?;
        let wanted = [Some(&pair.fixed), pair.fixed_encoding.as_ref()];
        let same = wanted.into_iter().flatten().any(|wanted| folded(wanted) == folded(doc.text()));
        damaged += usize::from(pair.group == "negative" && !same && folded(doc.text()) != folded(&pair.text));
        let group = groups.entry(pair.group).or_default();
        group.all += 1;
        group.exact += usize::from(doc.text() == pair.fixed);
        group.but_for_quotes += usize::from(same);
    }
    println!("{:<18} {:>6} {:>22}", "group", "exact", "ignoring quote curling");
    for (name, group) in &groups {
        println!("{name:<18} {:>6} {:>22} of {}", group.exact, group.but_for_quotes, group.all);
    }
    println!("negatives damaged: {damaged}");
    Ok(())
}

/// A text with its quotation marks made straight.
fn folded(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '‘' | '’' | '‚' | '‛' | 'ʼ' => '\'',
            '“' | '”' | '„' | '‟' => '"',
            c => c,
        })
        .collect()
}

/// Prints how many spaces are put into texts that are sound, by reason.
fn insertions<'t>(name: &str, texts: impl Iterator<Item = &'t str>, stages: &Stages) -> Result<()> {
    let mut reasons: HashMap<String, usize> = HashMap::new();
    let mut bytes = 0;
    for text in texts {
        bytes += text.len();
        let doc = stages.run(text)?;
        for repair in doc.get::<Repairs>().into_iter().flat_map(Repairs::iter) {
            *reasons.entry(repair.reason.to_string()).or_default() += 1;
        }
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort();
    let list: Vec<String> = reasons.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
    println!("{name}: {:.1} MB, edits: {}", bytes as f64 / 1e6, list.join(", "));
    Ok(())
}
