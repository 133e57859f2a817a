//! Tests of cutting JSON into records.

use proptest::prelude::*;

use super::*;

/// Gives one byte at a time, so that every record crosses the edge of a read.
struct Slow(Vec<u8>, usize);

impl Read for Slow {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(&byte) = self.0.get(self.1) else { return Ok(0) };
        out[0] = byte;
        self.1 += 1;
        Ok(1)
    }
}

/// The records as `number@line:bytes`.
fn show(records: Records) -> Vec<String> {
    records
        .map(|record| match record {
            Ok(Record { bytes, line, number }) => {
                let number = number.map_or("-".to_owned(), |number| number.to_string());
                format!("{number}@{line}:{}", String::from_utf8_lossy(&bytes))
            }
            Err(error) => format!("{error:?}"),
        })
        .collect()
}

#[track_caller]
fn check(open: Open, input: &str, expected: &[&str]) {
    check_within(1000, open, input, expected);
}

type Open = fn(Box<dyn Read + Send>, usize) -> Records;

#[track_caller]
fn check_within(longest: usize, open: Open, input: &str, expected: &[&str]) {
    let fast = open(Box::new(io::Cursor::new(input.as_bytes().to_vec())), longest);
    let slow = open(Box::new(Slow(input.as_bytes().to_vec(), 0)), longest);
    assert_eq!(show(fast), expected);
    assert_eq!(show(slow), expected);
}

#[test]
fn lines_are_cut_at_line_feeds() {
    check(Records::lines, "", &[]);
    check(Records::lines, "a\n\nb", &["1@1:a", "2@2:", "3@3:b"]);
    check(Records::lines, "a\r\nb\n", &["1@1:a\r", "2@2:b"]);
}

#[test]
fn a_json_file_may_be_one_object() {
    check(Records::values, "{\"a\":1}\n", &["-@1:{\"a\":1}"]);
    check(Records::values, "\n{\n \"a\": \"}\\\"\"\n}\n\n", &["-@2:{\n \"a\": \"}\\\"\"\n}"]);
}

#[test]
fn a_json_file_may_be_lines() {
    check(Records::values, "{\"a\":1}\n{\"b\":[2]}\n", &["1@1:{\"a\":1}", "2@2:{\"b\":[2]}"]);
    // A broken first line must not take the second with it.
    check(Records::values, "{\"a\n{\"b\":2}\n", &["1@1:{\"a", "2@2:{\"b\":2}"]);
}

#[test]
fn a_json_file_may_be_a_list() {
    check(
        Records::values,
        "[{\"a\":1},\n {\"b\":\"]\"} , 7]\n",
        &["1@1:{\"a\":1}", "2@2:{\"b\":\"]\"}", "3@2:7"],
    );
    check(Records::values, "[]", &[]);
}

#[test]
fn a_list_that_is_cut_off_says_so() {
    check(Records::values, "[{\"a\":1},", &["1@1:{\"a\":1}", "OpenList"]);
    check(Records::values, "[{\"a\":1}, {\"b", &["1@1:{\"a\":1}", "2@1:{\"b", "OpenList"]);
}

#[test]
fn objects_over_many_lines_follow_each_other() {
    check(Records::values, "{\n}\n{\n}", &["1@1:{\n}", "2@3:{\n}"]);
}

#[test]
fn a_record_beyond_the_limit_costs_itself() {
    let long = |line, number| format!("TooLong {{ line: {line}, number: {number} }}");
    let line = "x".repeat(20);
    let lines = format!("short\n{line}\r\n{line}\nlast");
    check_within(19, Records::lines, &lines, &["1@1:short", &long(2, 2), &long(3, 3), "4@4:last"]);
    check_within(19, Records::lines, &format!("a\n{line}"), &["1@1:a", &long(2, 2)]);
    check_within(21, Records::lines, &format!("{line}\n"), &[&format!("1@1:{line}")]);
    let list = format!("[{{\"a\":1}},\n{{\"b\":\n\"{line}]\\\"}}\"}},{line} ,\n3]");
    check_within(19, Records::values, &list, &["1@1:{\"a\":1}", &long(2, 2), &long(3, 3), "4@4:3"]);
    let values = format!("{{\n\"a\":\"{line}\"}}\n{{\"b\":1}}");
    check_within(19, Records::values, &values, &[&long(1, 1), "2@3:{\"b\":1}"]);
    // All on one line: these are lines.
    let lines = format!("{{\"a\":\"{line}\"}}\n{{\"b\":1}}\n");
    check_within(19, Records::values, &lines, &[&long(1, 1), "2@2:{\"b\":1}"]);
}

/// A line almost without end, of which only so much may be kept.
#[test]
fn a_line_that_is_too_long_is_not_kept() {
    let stream = io::repeat(b'x').take(200_000_000).chain(&b"\nlast"[..]);
    let mut records = Records::lines(Box::new(stream), 1_000_000);
    assert!(matches!(records.next(), Some(Err(RecordError::TooLong { line: 1, .. }))));
    assert!(records.buffer.capacity() < 4_000_000, "{} bytes", records.buffer.capacity());
    assert_eq!(show(records), ["2@2:last"]);
}

proptest! {
    #[test]
    fn any_bytes_end(input in proptest::collection::vec(
        prop_oneof![Just(b'{'), Just(b'}'), Just(b'['), Just(b']'), Just(b'"'), Just(b'\\'),
                    Just(b'\n'), Just(b','), any::<u8>()], 0..80))
    {
        for open in [Records::lines as Open, Records::values] {
            let records = show(open(Box::new(io::Cursor::new(input.clone())), 1000));
            prop_assert!(records.len() <= input.len() + 1);
        }
    }

    #[test]
    fn lines_lose_nothing(input in proptest::collection::vec(prop_oneof![Just(b'\n'), Just(b'a')], 0..80)) {
        let records: Vec<Vec<u8>> = Records::lines(Box::new(Slow(input.clone(), 0)), 1000)
            .map(|record| record.expect("reads").bytes).collect();
        let mut joined = records.join(&b'\n');
        if input.ends_with(b"\n") {
            joined.push(b'\n');
        }
        prop_assert_eq!(joined, input);
    }
}

/// Gives its bytes, and then an error.
struct Breaking(Vec<u8>);

impl Read for Breaking {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let len = out.len().min(self.0.len());
        out[..len].copy_from_slice(&self.0[..len]);
        self.0.drain(..len);
        Ok(len)
    }
}

#[test]
fn an_error_behind_a_whole_record_does_not_cost_it() {
    for (input, record) in [("{\"a\": 1}\n", "1@1:{\"a\": 1}"), ("{\n\"a\": 1}\n", "1@1:{\n\"a\": 1}")] {
        let shown = show(Records::values(Box::new(Breaking(input.into())), 1000));
        assert_eq!(shown, [record, "Read(Kind(UnexpectedEof))"]);
    }
}
