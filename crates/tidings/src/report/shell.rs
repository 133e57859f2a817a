//! The page around the documents: head, counts, legend, list of failures.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Deserialize;
use tidings_io::each_line;

use super::corpus::Corpus;
use super::folder::{RunFiles, read_json};
use super::outline::Outline;

/// Stands in the template where documents and failures are written one by one. Nothing else can hold it: text is escaped.
const HOLE: &str = "<!--here-->";

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The SHA-256 hashes of the style and the script, in base64, as a browser computes them. A test computes them anew.
const STYLE_HASH: &str = "sha256-HW9yf9MivsQxoICFSZGM/wmN0Wdx7e5G74mr5wQprOM=";
const SCRIPT_HASH: &str = "sha256-5oMf9JGKU/zc5gr/2r2rTjMRIN684yOmb5TH3vu28Qo=";

/// What a browser may do with the page: whatever a document holds, nothing is loaded, nothing is sent, and no other script or
/// style than ours is used.
fn policy() -> String {
    format!(
        "default-src 'none'; style-src '{STYLE_HASH}'; script-src '{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'"
    )
}

/// What stands at the top.
pub(super) struct Header {
    pub(super) documents: usize,
    pub(super) failures: u64,
    pub(super) mentions: u64,
    pub(super) claims: u64,
    pub(super) stories: usize,
    run: RunRecord,
}

/// What the page takes from `run.json`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct RunRecord {
    tidings: Option<String>,
    interrupted: bool,
    skipped: u64,
}

impl Header {
    pub(super) fn read(files: &RunFiles, outline: &Outline, corpus: &Corpus) -> Result<Self, String> {
        let mut failures = 0;
        if let Some(path) = &files.failures {
            each_line(path, |_| {
                failures += 1;
                Ok(())
            })?;
        }
        Ok(Header {
            documents: outline.documents.len(),
            failures,
            mentions: outline.mentions,
            claims: outline.claims,
            stories: corpus.stories.len(),
            run: files.run.as_deref().map(read_json).transpose()?.unwrap_or_default(),
        })
    }
}

/// The page without its documents and failures, in the pieces between them.
pub(super) struct Shell {
    pub(super) before_documents: String,
    pub(super) before_failures: String,
    pub(super) after: String,
}

impl Shell {
    pub(super) fn new(header: &Header, stories: &Markup) -> Self {
        let page = page(header, stories).into_string();
        let mut pieces = page.splitn(3, HOLE).map(str::to_owned);
        let mut next = || pieces.next().unwrap_or_default();
        Shell { before_documents: next(), before_failures: next(), after: next() }
    }
}

fn page(header: &Header, stories: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy" content=(policy());
                title { "Report: " (header.documents) " documents" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (top(header))
                main {
                    (stories)
                    section aria-labelledby="documents" {
                        h2 id="documents" { "Documents" }
                        (legend())
                        (filter())
                        (PreEscaped(HOLE))
                    }
                    (failures(header))
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
        "\n"
    }
}

fn top(header: &Header) -> Markup {
    let counts = [
        ("documents", header.documents as u64),
        ("failures", header.failures),
        ("set aside", header.run.skipped),
        ("mentions of entities", header.mentions),
        ("claims", header.claims),
        ("stories of several articles", header.stories as u64),
    ];
    html! {
        header {
            h1 { "Report" }
            dl class="counts" {
                @for (name, count) in counts {
                    @if count > 0 || name != "set aside" { div { dt { (name) } dd { (count) } } }
                }
            }
            @if header.run.interrupted { p class="denied" { "The run was stopped before its end: documents are missing." } }
            nav aria-label="Parts of this page" {
                ul {
                    @if header.stories > 0 { li { a href="#stories" { "Stories" } } }
                    li { a href="#documents" { "Documents" } }
                    @if header.failures > 0 { li { a href="#failures" { "Failures" } } }
                }
            }
            @if let Some(version) = &header.run.tidings { p class="about" { "Made by Tidings " (version) } }
        }
    }
}

/// What the colors and lines in the texts mean.
fn legend() -> Markup {
    let labels = [
        ("person", "persons"),
        ("org", "organizations and groups"),
        ("gpe", "places"),
        ("event", "other names"),
        ("date", "dates and times"),
        ("money", "amounts and counts"),
    ];
    let parts = [("src", "who says it"), ("cue", "the word of saying"), ("said", "what is said")];
    html! {
        details class="legend" {
            summary { "What the marks mean" }
            ul {
                @for (class, name) in labels { li { mark class=(class) { (name) } } }
                @for (class, name) in parts { li { span class=(class) { (name) } } }
                li { span class="t worth" { "a sentence worth checking" } }
                li { span class="t best" { "a sentence of the summary" } }
            }
            p { "Names and labels show when the pointer rests on a mark; the list of names of each document has them too." }
        }
    }
}

/// Of use with the script only, which shows it.
fn filter() -> Markup {
    html! {
        form class="filter" role="search" hidden {
            label for="filter" { "Show documents with" }
            input id="filter" type="search" autocomplete="off" placeholder="title, outlet, date, keyphrase";
            output for="filter" aria-live="polite" {}
        }
    }
}

fn failures(header: &Header) -> Markup {
    html! {
        @if header.failures > 0 {
            section aria-labelledby="failures" {
                h2 id="failures" { "Failures" }
                details {
                    summary { (header.failures) " documents could not be read or processed" }
                    div class="wide" {
                        table {
                            thead { tr { th scope="col" { "document" } th scope="col" { "file" } th scope="col" { "stage" } th scope="col" { "reason" } } }
                            tbody { (PreEscaped(HOLE)) }
                        }
                    }
                }
            }
        } @else { (PreEscaped(HOLE)) }
    }
}
