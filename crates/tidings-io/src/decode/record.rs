//! One JSON object as fields: the known ones as text, the others as they stand.
//!
//! One pass over the line. A string without escapes is borrowed from it; a field that nobody asked for
//! is only skipped, and parsed later if it is kept.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::config::InputFields;

/// A known field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Text,
    Html,
    Title,
    Url,
    Date,
    Outlet,
}

const FIELDS: [Field; 7] =
    [Field::Id, Field::Text, Field::Html, Field::Title, Field::Url, Field::Date, Field::Outlet];

impl Field {
    pub(super) fn name(self, names: &InputFields) -> &str {
        match self {
            Field::Id => &names.id,
            Field::Text => &names.text,
            Field::Html => &names.html,
            Field::Title => &names.title,
            Field::Url => &names.url,
            Field::Date => &names.date,
            Field::Outlet => &names.outlet,
        }
    }
}

/// The fields of one object. `null` counts as absent.
#[derive(Debug, Default)]
pub(super) struct Record<'a> {
    known: [Option<Cow<'a, str>>; 7],
    /// Other fields, in order, not yet parsed.
    pub(super) rest: Vec<(Cow<'a, str>, &'a RawValue)>,
}

impl<'a> Record<'a> {
    /// Reads an object.
    pub(super) fn read(json: &'a str, names: &InputFields) -> serde_json::Result<Self> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let record = deserializer.deserialize_any(RecordVisitor(names))?;
        deserializer.end()?;
        Ok(record)
    }

    /// Takes the value of a known field.
    pub(super) fn take(&mut self, field: Field) -> Option<Cow<'a, str>> {
        self.known[field as usize].take()
    }

    /// The names of the fields that have a value.
    pub(super) fn present<'s>(&'s self, names: &'s InputFields) -> impl Iterator<Item = &'s str> {
        let known = FIELDS.iter().filter(|field| self.known[**field as usize].is_some());
        known.map(|field| field.name(names)).chain(self.rest.iter().map(|(name, _)| name.as_ref()))
    }
}

struct RecordVisitor<'n>(&'n InputFields);

impl<'a> Visitor<'a> for RecordVisitor<'_> {
    type Value = Record<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Record<'a>, A::Error> {
        let mut record = Record::default();
        while let Some(key) = map.next_key_seed(Key)? {
            let mut wanted = FIELDS.iter().filter(|field| field.name(self.0) == key);
            let Some(first) = wanted.next() else {
                record.rest.push((key, map.next_value()?));
                continue;
            };
            let value = map.next_value_seed(Text { name: &key, number: *first == Field::Id })?;
            // Two fields may have one name: an address that is also the id.
            for field in wanted {
                record.known[*field as usize] = value.clone();
            }
            record.known[*first as usize] = value;
        }
        Ok(record)
    }

    fn visit_seq<A: SeqAccess<'a>>(self, _: A) -> Result<Record<'a>, A::Error> {
        Err(not_an_object("a list"))
    }
    fn visit_str<E: Error>(self, _: &str) -> Result<Record<'a>, E> {
        Err(not_an_object("a string"))
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Record<'a>, E> {
        Err(not_an_object("`true` or `false`"))
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<Record<'a>, E> {
        Err(not_an_object("a number"))
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<Record<'a>, E> {
        Err(not_an_object("a number"))
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Record<'a>, E> {
        Err(not_an_object("a number"))
    }
    fn visit_unit<E: Error>(self) -> Result<Record<'a>, E> {
        Err(not_an_object("`null`"))
    }
}

fn not_an_object<E: Error>(found: &str) -> E {
    E::custom(format_args!("a record must be a JSON object, not {found}"))
}

/// The name of a field.
struct Key;

impl<'a> DeserializeSeed<'a> for Key {
    type Value = Cow<'a, str>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Cow<'a, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'a> for Key {
    type Value = Cow<'a, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }
    fn visit_borrowed_str<E: Error>(self, key: &'a str) -> Result<Cow<'a, str>, E> {
        Ok(Cow::Borrowed(key))
    }
    fn visit_str<E: Error>(self, key: &str) -> Result<Cow<'a, str>, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}

/// The value of a field that must be text. A number serves as an id.
struct Text<'n> {
    name: &'n str,
    number: bool,
}

impl Text<'_> {
    fn refuse<T, E: Error>(&self, found: &str) -> Result<T, E> {
        Err(E::custom(format_args!("`{}` must be a string, not {found}", self.name)))
    }

    fn number<'a, E: Error>(&self, number: impl fmt::Display) -> Result<Option<Cow<'a, str>>, E> {
        if self.number { Ok(Some(Cow::Owned(number.to_string()))) } else { self.refuse("a number") }
    }
}

impl<'a> DeserializeSeed<'a> for Text<'_> {
    type Value = Option<Cow<'a, str>>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Text<'_> {
    type Value = Option<Cow<'a, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }
    fn visit_borrowed_str<E: Error>(self, text: &'a str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        self.number(number)
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        self.number(number)
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        self.number(number)
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        self.refuse("`true` or `false`")
    }
    fn visit_seq<A: SeqAccess<'a>>(self, _: A) -> Result<Self::Value, A::Error> {
        self.refuse("a list")
    }
    fn visit_map<A: MapAccess<'a>>(self, _: A) -> Result<Self::Value, A::Error> {
        self.refuse("an object")
    }
}
