//! Bytes through the readers and decoders of `tidings-io`: `readers`.
//!
//! The first byte of an input says what the rest is, and the second in which encoding the configuration says it is. An upper-case
//! letter packs the rest before it is read, so that mutations reach what lies inside gzip.

use std::cell::LazyCell;
use std::io::{Cursor, Write};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;
use tidings::io::{Decoder, Encoder, InputConfig, InputFailure, InputFormat, Inputs, RawFormat, RawInput};
use tidings::{Document, OffsetUnit};

use super::documents::{page_seeds, text_seeds};
use crate::check;
use crate::seeds::{files_under, overwrite, read};
use crate::setup::SETUP;

/// What the rest of an input is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// JSON lines.
    Lines,
    /// A file of JSON values.
    Json,
    /// A plain text.
    Text,
    /// A page.
    Page,
    /// A page and, after a NUL byte, the JSON file beside it.
    Beside,
    /// A web archive.
    Archive,
    /// An e-mail or a mailbox.
    Mail,
    /// A feed in XML or JSON.
    Feed,
}

const FORMS: [(u8, Form); 8] = [
    (b'l', Form::Lines),
    (b'j', Form::Json),
    (b't', Form::Text),
    (b'h', Form::Page),
    (b's', Form::Beside),
    (b'w', Form::Archive),
    (b'm', Form::Mail),
    (b'f', Form::Feed),
];

/// Labels of encodings; that of `0` is the default.
const LABELS: [&str; 10] = [
    "auto",
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1252",
    "iso-2022-jp",
    "gb18030",
    "euc-kr",
    "x-user-defined",
    "koi8-u",
];

/// What gzip begins with.
const GZIP: [u8; 2] = [0x1F, 0x8B];

pub(super) fn check(input: &[u8]) -> Result<()> {
    let [form, label, rest @ ..] = input else { return Ok(()) };
    let known = FORMS.iter().find(|(letter, _)| *letter == form.to_ascii_lowercase());
    let form_read = known.map_or(FORMS[usize::from(*form) % FORMS.len()].1, |(_, form)| *form);
    let config = InputConfig {
        encoding: LABELS[usize::from(label.wrapping_sub(b'0')) % LABELS.len()].to_owned(),
        ..InputConfig::default()
    };
    let decoder = Decoder::new(&config, &SETUP.registry, OffsetUnit::CodePoint)?;
    let inputs = if form_read == Form::Beside {
        vec![Ok(beside(rest))]
    } else {
        let plain = inputs(form_read, &config, rest.to_vec())?;
        // What is packed already is unpacked once in any case.
        if form.is_ascii_uppercase() && !rest.starts_with(&GZIP) {
            same_as_packed(&plain, &inputs(form_read, &config, packed(rest)?)?)?;
        }
        plain
    };
    ensure!(inputs.len() <= rest.len() + 1, "{} documents in {} bytes", inputs.len(), rest.len());
    for input in &inputs {
        match input {
            Ok(input) => decoded(&decoder, input)?,
            Err(failure) => ensure!(!failure.reason.is_empty(), "a failure without a reason"),
        }
    }
    Ok(())
}

fn beside(rest: &[u8]) -> RawInput {
    let (page, side) = match rest.iter().position(|byte| *byte == 0) {
        Some(at) => (&rest[..at], Some(rest[at + 1..].to_vec())),
        None => (rest, None),
    };
    RawInput { side, ..RawInput::whole("page", RawFormat::Html, page) }
}

fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    // Two members, as tools that append write them.
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let mut packed = Vec::new();
    for part in [first, second] {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(part)?;
        packed.extend(encoder.finish()?);
    }
    Ok(packed)
}

/// Everything that the reader finds in the bytes.
fn inputs(form: Form, config: &InputConfig, bytes: Vec<u8>) -> Result<Vec<Result<RawInput, InputFailure>>> {
    thread_local! {
        static FOLDER: LazyCell<std::io::Result<TempDir>> = const { LazyCell::new(tempfile::tempdir) };
    }
    let most = 4 * bytes.len() + 64;
    let format = match form {
        Form::Lines => InputFormat::Jsonl,
        Form::Json => InputFormat::Auto,
        Form::Text => InputFormat::Text,
        Form::Page | Form::Beside => InputFormat::Html,
        Form::Archive => InputFormat::Warc,
        Form::Mail => InputFormat::Mail,
        Form::Feed => InputFormat::Feed,
    };
    let config = InputConfig { format, ..config.clone() };
    let opened = if form == Form::Json {
        // Only the name of a file says that it holds one value.
        FOLDER.with(|folder| {
            let folder = folder.as_ref().map_err(|error| std::io::Error::from(error.kind()))?;
            let path = folder.path().join("in.json");
            overwrite(&path, &bytes)?;
            let name = path.to_str().context("the name of a temporary folder is not UTF-8")?.to_owned();
            anyhow::Ok(Inputs::open(&config, &[name], Box::new(std::io::empty()))?)
        })?
    } else {
        Inputs::open(&config, &["-".to_owned()], Box::new(Cursor::new(bytes)))?
    };
    let mut found = Vec::new();
    for input in opened {
        if found.len() > most {
            bail!("reading does not end: {} documents", found.len());
        }
        found.push(input);
    }
    Ok(found)
}

/// What is packed is read as what is not. (Where something is wrong the words may differ.)
fn same_as_packed(
    plain: &[Result<RawInput, InputFailure>],
    packed: &[Result<RawInput, InputFailure>],
) -> Result<()> {
    ensure!(plain.len() == packed.len(), "{} documents, and packed {}", plain.len(), packed.len());
    for (plain, packed) in plain.iter().zip(packed) {
        let same = match (plain, packed) {
            (Ok(plain), Ok(packed)) => plain == packed,
            (Err(plain), Err(packed)) => plain.line == packed.line,
            _ => false,
        };
        ensure!(same, "{plain:?}, and packed {packed:?}");
    }
    Ok(())
}

/// A document holds what it should, or there is an error that says something; the second time it is the same.
fn decoded(decoder: &Decoder, input: &RawInput) -> Result<()> {
    let given = decoder.given_id(input);
    match decoder.decode(input) {
        Ok(Some(doc)) => {
            ensure!(doc.source() == doc.text(), "reading has changed the text");
            ensure!(!doc.id.is_empty(), "a document without an id");
            ensure!(
                given.as_ref().is_none_or(|given| *given == doc.id),
                "the id `{}` and not {given:?}",
                doc.id
            );
            let line = check::document(&doc)?;
            let again = decoder.decode(input)?.context("the second time there is no document")?;
            ensure!(line == check::line(&again)?, "the second time another document");
        }
        Ok(None) => ensure!(decoder.decode(input)?.is_none(), "the second time there is a document"),
        Err(error) => {
            let message = error.to_string();
            ensure!(!message.is_empty(), "an error without a message");
            let again = decoder.decode(input).err().map(|error| error.to_string());
            ensure!(again.as_ref() == Some(&message), "{message}, the second time {again:?}");
        }
    }
    Ok(())
}

/// Every form in some encodings, from the seed collection and the tests.
pub(super) fn seeds(root: &Path) -> Result<Vec<Vec<u8>>> {
    let (pages, texts) = (page_seeds(root)?, text_seeds(root)?);
    let mut seeds = Vec::new();
    let mut add = |head: &str, body: &[u8]| seeds.push([head.as_bytes(), body].concat());
    for page in &pages {
        add("h0", page);
        add("H0", page);
        add("w0", &archive(page));
        add("W0", &archive(&page[..page.len().min(600)]));
        let start = String::from_utf8_lossy(&page[..page.len().min(600)]);
        add("m0", mail("text/html", "quoted-printable", &start.replace('=', "=3D")).as_bytes());
        add("f0", feed(&format!("<content:encoded><![CDATA[{start}]]></content:encoded>")).as_bytes());
        add(
            "s0",
            &[page, &b"\0{\"id\": 7, \"title\": \"A\", \"url\": \"https://harbor.example/\"}"[..]].concat(),
        );
    }
    for text in &texts {
        let text = String::from_utf8_lossy(text);
        let short: String = text.chars().take(300).collect();
        let record = serde_json::json!({ "id": "a", "text": short, "date": "2025-12-16", "desk": 1 });
        add("t0", text.as_bytes());
        add("T0", text.as_bytes());
        add("l0", format!("{record}\n\n{{\"html\": \"<p>a\"}}\n").as_bytes());
        add("L1", format!("{record}\n{record}\n").as_bytes());
        add("j0", format!("[{record}, {record}]").as_bytes());
        add("J0", format!("{record}\n{record}").as_bytes());
        let from = "From a@harbor.example Mon Jan  5 06:00:00 2026\n";
        let message = mail("text/plain; format=flowed", "8bit", &short);
        add("m0", message.as_bytes());
        add("M0", format!("{from}{message}\n{from}{message}").as_bytes());
        add("F0", feed(&format!("<description>{short}</description>")).as_bytes());
        let item = serde_json::json!({ "id": 1, "content_text": short, "authors": [{ "name": "A" }] });
        let head = "{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"T\", \"items\": [";
        add("f0", format!("{head}{item}, {item}]}}").as_bytes());
        let wide: Vec<u8> = short.encode_utf16().flat_map(u16::to_le_bytes).collect();
        add("t2", &wide);
        add("t0", &[&b"\xFF\xFE"[..], &wide].concat());
        for from in [0, 100, 400, 900] {
            let short: String = text.chars().skip(from).take(110).collect();
            let mut doc = Document::new("a", short)?;
            SETUP.analysis.process(&mut doc)?;
            let mut line = Vec::new();
            Encoder::new(&SETUP.news.output, &SETUP.registry)?.encode(&doc, &mut line)?;
            add("l0", &line);
        }
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap_or(0x93)).collect();
        add("t4", &bytes);
    }
    for lines in read(&files_under(root, "tests/cmd", &["jsonl"])?)? {
        add("l0", &lines);
    }
    add("l0", &packed(b"{\"text\": \"Kyiv agreed.\"}\n")?);
    add("w0", &packed(&archive(b"<p>Kyiv agreed."))?);
    Ok(seeds)
}

/// An e-mail with two parts.
fn mail(kind: &str, transfer: &str, body: &str) -> String {
    format!(
        "Return-Path: <a@harbor.example>\nFrom: Harbor Echo <a@harbor.example>\nSubject: =?utf-8?Q?The_pier?=\n\
         Date: Mon, 5 Jan 2026 06:00:00 +0100\nContent-Type: multipart/alternative; boundary=b\n\n\
         --b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nS3lpdiBhZ3JlZWQu\n\
         --b\nContent-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: {transfer}\n\n{body}\n--b--\n"
    )
}

/// A feed of two entries.
fn feed(inside: &str) -> String {
    let item = format!("<item><title>A &amp; B</title><link>/a</link>{inside}</item>");
    format!(
        "<?xml version=\"1.0\"?><rss><channel><title>Harbor Echo</title><link>https://harbor.example</link>{item}{item}</channel></rss>"
    )
}

/// A web archive of one page.
fn archive(page: &[u8]) -> Vec<u8> {
    let http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    let length = http.len() + page.len();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\na\n\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\
         WARC-Target-URI: https://harbor.example/a\r\nWARC-Date: 2025-12-16T10:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), http, page, b"\r\n\r\n"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_a_document_of_its_seeds() {
        let seeds = seeds(&crate::seeds::root()).expect("seeds");
        for (letter, form) in FORMS.into_iter().filter(|(_, form)| *form != Form::Beside) {
            let (config, mut documents) = (InputConfig::default(), 0);
            for seed in seeds.iter().filter(|seed| seed[0] == letter && seed[1] == b'0') {
                for input in inputs(form, &config, seed[2..].to_vec()).expect("reads").into_iter().flatten() {
                    documents += usize::from(matches!(SETUP.decoder.decode(&input), Ok(Some(_))));
                }
            }
            assert!(documents > 1, "`{}`: {documents} documents", char::from(letter));
        }
    }

    #[test]
    fn many_mutated_inputs_are_documents() {
        let seeds = seeds(&crate::seeds::root()).expect("seeds");
        let target = crate::find("readers").expect("a target");
        let mut mutator = crate::mutate::Mutator::new(1, target, &seeds);
        let (mut documents, mut annotated) = (0, 0);
        for _ in 0..1000 {
            let input = mutator.next_input();
            let [letter, b'0', rest @ ..] = input.as_slice() else { continue };
            let Some((_, form)) = FORMS.iter().find(|(known, _)| known == letter) else { continue };
            let inputs = inputs(*form, &InputConfig::default(), rest.to_vec()).expect("reads");
            for doc in inputs.into_iter().flatten().filter_map(|input| SETUP.decoder.decode(&input).ok()?) {
                documents += 1;
                annotated += usize::from(doc.layers().iter().next().is_some());
            }
        }
        assert!(documents > 200 && annotated > 20, "{documents}, {annotated} of them annotated");
    }

    #[test]
    fn a_difference_of_packed_bytes_is_told() {
        let read =
            |bytes: &[u8]| inputs(Form::Lines, &InputConfig::default(), bytes.to_vec()).expect("reads");
        let (one, other) = (read(b"{\"text\": \"a\"}\n"), read(b"{\"text\": \"b\"}\n"));
        same_as_packed(&one, &one).expect("the same");
        same_as_packed(&one, &other).expect_err("another text");
        same_as_packed(&one, &[]).expect_err("nothing");
    }
}
