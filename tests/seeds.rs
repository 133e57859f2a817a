//! Whole-document snapshots of the sample collection: what every stage does to every article, in the
//! form of `tidings explain`, so that a diff shows what a change did to real text.
//! `INSTA_UPDATE=always cargo test --test seeds` writes them anew.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::path::PathBuf;

use support::repository;
use tidings::explain::{Detail, walk};
use tidings::io::{Decoder, Inputs};
use tidings::{OffsetUnit, PipelineFile};

fn articles() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(repository().join("seeds/articles"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

#[test]
fn every_article_reads_as_before() {
    let registry = tidings::registry().unwrap();
    let file = PipelineFile::load(&repository().join("pipelines/news.toml"), &[], &registry).unwrap();
    let decoder = Decoder::new(&file.input, &registry, OffsetUnit::CodePoint).unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(repository().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let articles = articles();
    assert!(articles.len() >= 10, "the sample collection has at least ten articles");
    settings.bind(|| {
        for path in articles {
            let inputs =
                Inputs::open(&file.input, &[path.to_str().unwrap().to_owned()], Box::new(std::io::empty()))
                    .unwrap();
            for input in inputs {
                let mut doc = decoder.decode(&input.unwrap()).unwrap().unwrap();
                let detail = Detail { items: 200, characters: 100, times: false };
                let told = walk(&mut doc, &file.pipeline, &registry, detail);
                insta::assert_snapshot!(doc.id.clone(), anstream::adapter::strip_str(&told).to_string());
            }
        }
    });
}
