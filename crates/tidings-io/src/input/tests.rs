//! Tests of finding and reading inputs.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;
use crate::config::InputFormat;
use crate::testing::{folder, folder_with};

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("packed");
    encoder.finish().expect("packed")
}

/// Reads the files and shows each item as `id=bytes` or `name!line:reason`.
fn read(files: &[(&str, &[u8])], config: &InputConfig) -> Vec<String> {
    let folder = folder_with(files);
    let paths = [folder.path().display().to_string()];
    show(Inputs::open(config, &paths, Box::new(io::empty())).expect("found"))
}

fn show(inputs: Inputs) -> Vec<String> {
    inputs
        .map(|item| match item {
            Ok(raw) => format!("{}={}", raw.id(), String::from_utf8_lossy(&raw.bytes)),
            Err(InputFailure { name, line, reason, .. }) => match line {
                Some(line) => format!("{name}!{line}:{reason}"),
                None => format!("{name}!{reason}"),
            },
        })
        .collect()
}

fn auto() -> InputConfig {
    InputConfig::default()
}

#[test]
fn files_are_whole_and_json_is_cut() {
    let files: &[(&str, &[u8])] = &[
        ("a.txt", b"one\ntwo"),
        ("b.jsonl", b"{\"n\":1}\n{\"n\":2}\n"),
        ("c.html", b"<p>x"),
        ("d.json", b"{\n}"),
    ];
    assert_eq!(read(files, &auto()), ["a=one\ntwo", "b:1={\"n\":1}", "b:2={\"n\":2}", "c=<p>x", "d={\n}"]);
}

#[test]
fn gzip_is_unpacked_whatever_its_name() {
    let two_members = [gz(b"{}\n"), gz(b"[]\n")].concat();
    let files: &[(&str, &[u8])] =
        &[("a.txt.gz", &gz(b"one")), ("b.txt", &gz(b"two")), ("c.jsonl.gz", &two_members)];
    assert_eq!(read(files, &auto()), ["a=one", "b=two", "c:1={}", "c:2=[]"]);
}

#[test]
fn an_archive_that_is_cut_off_keeps_the_lines_before() {
    let lines: String =
        (0..20_000).map(|n: u64| format!("{{\"n\":{}}}\n", n.wrapping_mul(0x9E37_79B9_7F4A_7C15))).collect();
    let packed = gz(lines.as_bytes());
    let items = read(&[("a.jsonl.gz", &packed[..packed.len() / 2]), ("b.txt", b"next")], &auto());
    let (last, rest) = (&items[items.len() - 1], &items[..items.len() - 2]);
    assert_eq!(last, "b=next");
    assert!(rest.len() > 5000, "{} lines", rest.len());
    let kept: Vec<_> = rest.iter().filter_map(|item| item.split_once('=')).map(|(_, line)| line).collect();
    assert!(lines.lines().zip(&kept).all(|(line, kept)| line == *kept));
    let line = rest.len() + 1;
    assert_eq!(
        items[items.len() - 2],
        format!("a!{line}:the gzip archive is cut off; what stands before line {line} was read")
    );
}

#[test]
fn a_packed_text_that_is_cut_off_or_damaged_is_a_failure() {
    let mut damaged = gz("some words that can be packed, some words".repeat(9).as_bytes());
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xFF;
    damaged[middle + 1] ^= 0xFF;
    let packed = gz(b"one");
    let items = read(&[("a.txt.gz", &packed[..packed.len() - 9]), ("b.txt.gz", &damaged)], &auto());
    assert_eq!(items[0], "a!the gzip archive is cut off");
    assert!(items[1].starts_with("b!the gzip archive is "), "{}", items[1]);
}

#[test]
fn an_empty_file_is_a_failure_and_an_empty_stream_is_not() {
    let files: &[(&str, &[u8])] =
        &[("a.txt", b""), ("b.jsonl", b""), ("c.txt.gz", &gz(b"")), ("d.json", b"")];
    let expected = ["a", "b", "c", "d"].map(|name| format!("{name}!the file is empty"));
    assert_eq!(read(files, &auto()), expected);
    let stdin = Inputs::open(&auto(), &["-".to_owned()], Box::new(io::empty())).expect("opens");
    assert_eq!(show(stdin), Vec::<String>::new());
}

#[test]
fn utf16_json_is_translated_before_it_is_cut() {
    let utf16 = |text: &str, mark: &[u8]| -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    let text = "{\"a\":\"Łódź 😀\"}\n{}\n";
    let items = read(&[("a.jsonl", &utf16(text, b"\xFF\xFE"))], &auto());
    assert_eq!(items, ["a:1={\"a\":\"Łódź 😀\"}", "a:2={}"]);
    let labeled = InputConfig { encoding: "utf-16le".to_owned(), ..auto() };
    let items = read(&[("a.jsonl", &utf16(text, b""))], &labeled);
    assert_eq!(items, ["a:1={\"a\":\"Łódź 😀\"}", "a:2={}"]);
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_first_line() {
    assert_eq!(read(&[("a.jsonl", b"\xEF\xBB\xBF{}\n")], &auto()), ["a:1={}"]);
}

#[test]
fn a_long_line_is_one_record() {
    let long = vec![b'x'; 3_000_000];
    let mut file = b"short\n".to_vec();
    file.extend_from_slice(&long);
    file.extend_from_slice(b"\nlast");
    let folder = folder_with(&[("a.jsonl", &file)]);
    let path = folder.path().join("a.jsonl").display().to_string();
    let inputs = Inputs::open(&auto(), &[path], Box::new(io::empty())).expect("found");
    let lengths: Vec<usize> = inputs.map(|raw| raw.expect("read").bytes.len()).collect();
    assert_eq!(lengths, [5, 3_000_000, 4]);
}

#[test]
fn standard_input_is_json_lines_unless_told() {
    let stdin = |config: &InputConfig| {
        let stdin = Cursor::new("{}\n[]");
        show(Inputs::open(config, &["-".to_owned()], Box::new(stdin)).expect("opens"))
    };
    assert_eq!(stdin(&auto()), ["stdin:1={}", "stdin:2=[]"]);
    assert_eq!(stdin(&InputConfig { format: InputFormat::Text, ..auto() }), ["stdin={}\n[]"]);
}

#[test]
fn a_format_chooses_the_files_of_a_folder() {
    let files: &[(&str, &[u8])] = &[("a.txt", b"a"), ("b.html", b"b"), ("c.jsonl", b"{}")];
    let only = |format| read(files, &InputConfig { format, ..auto() });
    assert_eq!(only(InputFormat::Html), ["b=b"]);
    assert_eq!(only(InputFormat::Text), ["a=a"]);
    assert_eq!(only(InputFormat::Jsonl), ["c:1={}"]);
}

#[test]
fn progress_reaches_the_size() {
    let folder = folder_with(&[("a.txt", b"12345"), ("b.jsonl.gz", &gz(b"{}\n"))]);
    let paths = [folder.path().display().to_string()];
    let mut inputs = Inputs::open(&auto(), &paths, Box::new(io::empty())).expect("found");
    let (size, progress) = (inputs.size_hint_bytes(), inputs.progress());
    assert_eq!((progress.bytes(), inputs.file_count()), (0, 2));
    assert!(inputs.by_ref().all(|item| item.is_ok()));
    assert_eq!(size, Some(progress.bytes()));
}

#[test]
fn files_named_by_the_caller_take_the_place_of_the_configuration() {
    let folder = folder(&["a.txt", "b.txt"]);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let config = InputConfig { paths: vec![path("a.txt")], ..auto() };
    let open = |named: &[String]| show(Inputs::open(&config, named, Box::new(io::empty())).expect("found"));
    assert_eq!(open(&[]), ["a=a.txt"]);
    assert_eq!(open(&[path("b.txt")]), ["b=b.txt"]);
    let nothing = Inputs::open(&auto(), &[] as &[&str], Box::new(io::empty())).err().expect("refused");
    assert_eq!(
        nothing.to_string(),
        "no input is named: give `paths` in `[input]`, or files on the command line"
    );
}

#[test]
fn a_file_that_goes_away_is_a_failure_among_others() {
    let folder = folder(&["a.txt", "b.txt"]);
    let paths = [folder.path().display().to_string()];
    let inputs = Inputs::open(&auto(), &paths, Box::new(io::empty())).expect("found");
    std::fs::remove_file(folder.path().join("a.txt")).expect("removed");
    assert_eq!(show(inputs), ["a!the file cannot be read: there is no such file or folder", "b=b.txt"]);
}

/// A record of a web archive.
fn warc(kind: &str, content: &str) -> Vec<u8> {
    let header = format!("WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Length: {}\r\n\r\n", content.len());
    [header.as_bytes(), content.as_bytes(), b"\r\n\r\n"].concat()
}

/// What each item is, without the headers of archive records.
fn archived(file: (&str, &[u8])) -> Vec<String> {
    let last = |item: String| item.rsplit("\r\n").next().map(str::to_owned).unwrap_or(item);
    let id = |item: &str| item.split(['=', '!']).next().unwrap_or_default().to_owned();
    read(&[file], &auto()).into_iter().map(|item| format!("{} {}", id(&item), last(item))).collect()
}

#[test]
fn an_archive_gives_its_pages_packed_or_not() {
    let records =
        [warc("warcinfo", "x"), warc("response", "one"), warc("request", "y"), warc("response", "two")];
    let expected = ["a:2 one", "a:4 two"];
    assert_eq!(archived(("a.warc", &records.concat())), expected);
    assert_eq!(archived(("a.warc.gz", &gz(&records.concat()))), expected);
    assert_eq!(archived(("a.warc.gz", &records.map(|record| gz(&record)).concat())), expected);
}

#[test]
fn a_damaged_member_of_an_archive_is_a_failure_and_not_the_end() {
    let mut damaged = gz(&warc("response", &"lost ".repeat(50)));
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xFF;
    damaged[middle + 1] ^= 0xFF;
    let archive = [gz(&warc("response", "one")), damaged, gz(&warc("response", "three"))].concat();
    let items = archived(("a.warc.gz", &archive));
    assert_eq!(items.len(), 3, "{items:?}");
    assert!(items[0].ends_with("one") && items[2].ends_with("three"), "{items:?}");
    assert!(items[1].contains("the gzip archive is damaged at or after record"), "{items:?}");
}

#[test]
fn a_page_with_the_name_of_a_json_file_is_not_beside_itself() {
    let folder = folder_with(&[("a.json", b"<!doctype html>\n<p>x")]);
    let path = [folder.path().join("a.json")];
    let mut inputs = Inputs::open(&auto(), &path, Box::new(io::empty())).expect("found");
    let page = inputs.next().expect("a page").expect("read");
    assert_eq!((page.format, page.side), (RawFormat::Html, None));
}

#[test]
fn a_json_file_beside_a_page_is_no_document() {
    let files: &[(&str, &[u8])] = &[
        ("a.html", b"<p>x"),
        ("a.json", b"{\"title\":\"T\"}"),
        ("b.json", b"{}"),
        ("c.html.gz", &gz(b"<p>y")),
    ];
    let folder = folder_with(files);
    let paths = [folder.path().display().to_string()];
    let open = || Inputs::open(&auto(), &paths, Box::new(io::empty())).expect("found");
    assert_eq!(show(open()), ["a=<p>x", "b={}", "c=<p>y"]);
    let sides: Vec<_> = open().map(|item| item.expect("read").side).collect();
    assert_eq!(sides, [Some(b"{\"title\":\"T\"}".to_vec()), None, None]);
}
