//! Documents through stages: `page`, `cleaning` and `analysis`.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use tidings::{Document, Pipeline, SourceFormat};

use crate::check;
use crate::seeds::{files_under, read};
use crate::setup::SETUP;

pub(super) fn page(input: &[u8]) -> Result<()> {
    twice(&SETUP.page, SourceFormat::Html, input)?;
    Ok(())
}

pub(super) fn cleaning(input: &[u8]) -> Result<()> {
    twice(&SETUP.cleaning, SourceFormat::Text, input)?;
    Ok(())
}

/// Every stage that analyzes, and what the corpus stages note of the document.
pub(super) fn analysis(input: &[u8]) -> Result<()> {
    let [first, second] = twice(&SETUP.analysis, SourceFormat::Text, input)?;
    for step in &SETUP.news.corpus {
        let name = step.definition.name;
        let observe = |doc| {
            let record = step.stage.observe_json(doc, SETUP.news.output.offsets);
            record.with_context(|| format!("`{name}` cannot observe a document"))
        };
        let records = [observe(&first)?, observe(&second)?].map(|record| record.record.get().to_owned());
        ensure!(records[0] == records[1], "`{name}` observes {} and {}", records[0], records[1]);
    }
    Ok(())
}

/// Runs a document through a pipeline and checks it, and again: the thread has seen the words by then, and the result must be the same.
fn twice(pipeline: &Pipeline, format: SourceFormat, input: &[u8]) -> Result<[Document; 2]> {
    let run = || {
        let text = String::from_utf8_lossy(input);
        let mut doc = Document::with_format("fuzzed", text, format)?;
        pipeline.process(&mut doc).context("analysis of text does not fail")?;
        anyhow::Ok(doc)
    };
    let first = run()?;
    let line = check::document(&first)?;
    let second = run()?;
    let again = check::line(&second)?;
    ensure!(
        line == again,
        "the second time another line: {} and {}",
        String::from_utf8_lossy(&line),
        String::from_utf8_lossy(&again)
    );
    Ok([first, second])
}

/// The pages of the seed collection.
pub(super) fn page_seeds(root: &Path) -> Result<Vec<Vec<u8>>> {
    let mut seeds = read(&files_under(root, "seeds/articles", &["html"])?)?;
    seeds.extend(read(&files_under(root, "crates/tidings-clean/tests/data", &["html", "htm"])?)?);
    seeds.push(JSON_LD_PAGE.as_bytes().to_vec());
    Ok(seeds)
}

/// The articles of the seed collection, pages among them, and the cases of the tests.
pub(super) fn text_seeds(root: &Path) -> Result<Vec<Vec<u8>>> {
    let mut files = files_under(root, "seeds/articles", &["txt", "html"])?;
    files.extend(files_under(root, "tests/cases", &["txt"])?);
    files.extend(files_under(root, "tests/cmd", &["txt"])?);
    read(&files)
}

/// A small page with everything in its head that a page can say of itself.
const JSON_LD_PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Port shut | Harbor Tribune</title>
<link rel="canonical" href="https://harbor.example/port"><meta property="og:title" content="Port shut">
<meta name="author" content="Ada Crane"><meta property="article:published_time" content="2025-12-16T10:00:00Z">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"Port shut",
"author":[{"@type":"Person","name":"Ada Crane"}],"datePublished":"2025-12-16","isPartOf":{"@id":"x"}}]}</script></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav><main><article><h1>Port shut</h1><p class="byline">By Ada Crane</p>
<p>The port of Saltmarsh was shut on Tuesday, its harbor master said.<br>&ldquo;We wait,&rdquo; said Bo Reed &amp; others.</p>
<table><tr><td>1<td>2</table><pre>a
 b</pre><aside>Read more</aside><figure><img alt="x"><figcaption>Photo: C. D.</figcaption></figure></article></main>
<div id="comments"><p>First!</p></div><footer>&copy; 2025</footer><template><p>t</template></body></html>
"#;
