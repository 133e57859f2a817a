//! Mutations of JSON: one value of a line is another, and the line is JSON still.
//!
//! Cuts of text make a line that no reader takes; what lies behind the reader must meet lines that are wrong in one value.

use fastrand::Rng;
use serde_json::{Value, json};

/// Changes one value in one line of the input, if that line is JSON. (What stands before the first bracket does not count.)
pub(crate) fn change(random: &mut Rng, input: &mut Vec<u8>, words: &[&str]) {
    let lines: Vec<&[u8]> = input.split(|byte| *byte == b'\n').collect();
    let number = random.usize(..lines.len());
    let before = lines[number].iter().position(|byte| matches!(byte, b'{' | b'[')).unwrap_or_default();
    let line = &lines[number][before..];
    let Ok(mut value) = serde_json::from_slice::<Value>(line) else { return };
    let mut places = Vec::new();
    list(&value, String::new(), &mut places);
    let from = places[random.usize(..places.len())].as_str();
    let other = lines[random.usize(..lines.len())];
    // The same place of another line fits in its place; another place of the same line does not.
    let other = serde_json::from_slice::<Value>(other).ok().filter(|_| random.bool());
    let borrowed = other.as_ref().unwrap_or(&value).pointer(from).cloned();
    let to = if other.is_some() { from } else { places[random.usize(..places.len())].as_str() };
    if let Some(place) = value.pointer_mut(to) {
        step(random, place, borrowed, words);
    }
    let start = before + lines[..number].iter().map(|line| line.len() + 1).sum::<usize>();
    let end = start + line.len();
    input.splice(start..end, value.to_string().into_bytes());
}

/// Every place in a value, as a JSON pointer.
fn list(value: &Value, place: String, places: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                list(item, format!("{place}/{index}"), places);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let name = name.replace('~', "~0").replace('/', "~1");
                list(field, format!("{place}/{name}"), places);
            }
        }
        _ => {}
    }
    places.push(place);
}

/// Makes a value another, mostly of its own type.
fn step(random: &mut Rng, value: &mut Value, borrowed: Option<Value>, words: &[&str]) {
    let choice = random.usize(..10);
    if choice == 0 {
        *value = any(random);
        return;
    }
    if choice == 1
        && let Some(borrowed) = borrowed
    {
        *value = borrowed;
        return;
    }
    match value {
        Value::Number(number) => *value = near(random, number.as_i64()),
        Value::Bool(bool) => *bool = !*bool,
        Value::String(text) => {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let at = places[random.usize(..places.len())];
            match random.usize(..4) {
                0 => text.truncate(at),
                1 => text.insert_str(at, &text.repeat(random.usize(..20))),
                _ => text.insert_str(at, random.choice(words).copied().unwrap_or_default()),
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let (one, other) = (random.usize(..items.len()), random.usize(..items.len()));
            match random.usize(..5) {
                0 => drop(items.remove(one)),
                1 => items.truncate(one),
                2 => items.insert(other, items[one].clone()),
                3 => items.reverse(),
                _ => items.swap(one, other),
            }
        }
        Value::Object(fields) if !fields.is_empty() => {
            let name = fields.keys().nth(random.usize(..fields.len())).cloned().unwrap_or_default();
            let field = fields.remove(&name);
            if let Some(field) = field.filter(|_| random.bool()) {
                fields.insert(random.choice(words).copied().unwrap_or_default().to_owned(), field);
            }
        }
        _ => *value = any(random),
    }
}

/// A number beside another, or at the edge of a type.
fn near(random: &mut Rng, number: Option<i64>) -> Value {
    let number = number.unwrap_or_default();
    match random.usize(..6) {
        0 => number.wrapping_add(1).into(),
        1 => number.wrapping_sub(1).into(),
        2 => number.wrapping_mul(2).into(),
        3 => random.i64(..1000).into(),
        _ => any_number(random),
    }
}

fn any_number(random: &mut Rng) -> Value {
    let numbers = [
        json!(0),
        json!(-1),
        json!(0.5),
        json!(-0.0),
        json!(1e308),
        json!(u32::MAX),
        json!(1_u64 << 32),
        json!(i64::MIN),
        json!(u64::MAX),
    ];
    random.choice(numbers).unwrap_or_default()
}

fn any(random: &mut Rng) -> Value {
    match random.usize(..6) {
        0 => Value::Null,
        1 => Value::Bool(random.bool()),
        2 => json!([]),
        3 => json!({}),
        4 => json!(""),
        _ => any_number(random),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_json_and_is_another() {
        let line = r#"{"a/b~": [1, "é", {"c": null}], "d": 2.5, "e": true}"#;
        let before = format!("x\nl0{line}\n{line}");
        let (mut random, mut changed) = (Rng::with_seed(1), 0);
        for _ in 0..500 {
            let mut input = before.clone().into_bytes();
            change(&mut random, &mut input, &["word"]);
            let after = String::from_utf8(input).expect("text");
            let lines: Vec<&str> = after.split('\n').collect();
            assert_eq!((lines.len(), lines[0], &lines[1][..2]), (3, "x", "l0"), "{after}");
            let value = |line: &str| serde_json::from_str::<Value>(line).expect("JSON");
            let same = value(&lines[1][2..]) == value(line) && value(lines[2]) == value(line);
            changed += usize::from(!same);
        }
        assert!(changed > 250, "{changed} of 500");
    }
}
