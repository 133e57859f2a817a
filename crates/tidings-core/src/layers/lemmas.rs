//! Lemmas: the dictionary form of every token, as an edit of the token.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::Error;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Layer;
use crate::text::Span;

/// How a token becomes its lemma: put it in lower case or not, cut letters off its end, add others.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LemmaRule {
    /// Whether the token is put in lower case.
    pub lower: bool,
    /// How many characters are cut off at the end; 255 cuts all.
    pub cut: u8,
    /// What is added then.
    pub add: String,
}

impl LemmaRule {
    /// The lemma of a token. Only a rule that changes something allocates.
    pub fn apply<'t>(&self, token: &'t str) -> Cow<'t, str> {
        let end = match self.cut {
            0 => token.len(),
            255 => 0,
            cut => token.char_indices().rev().nth(cut as usize - 1).map_or(0, |(at, _)| at),
        };
        let kept = token.get(..end).unwrap_or(token);
        let lower = self.lower && kept.chars().any(char::is_uppercase);
        match (lower, self.add.as_str()) {
            (false, "") => Cow::Borrowed(kept),
            (true, add) => Cow::Owned(kept.to_lowercase() + add),
            (false, add) => Cow::Owned(kept.to_owned() + add),
        }
    }
}

/// The lemmas of the tokens of a document, one rule a token.
///
/// ```
/// use tidings_core::{LemmaRule, Lemmas};
///
/// let rule = LemmaRule { lower: true, cut: 3, add: "y".into() };
/// let lemmas = Lemmas::new(vec![rule].into(), vec![0]);
/// assert_eq!(lemmas.lemma(0, "Cities").unwrap(), "city");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema)]
pub struct Lemmas {
    #[schemars(with = "Vec<LemmaRule>")]
    rules: Arc<[LemmaRule]>,
    of: Vec<u16>,
}

/// Writes the rules that the document uses, numbered anew.
impl Serialize for Lemmas {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let used: BTreeSet<u16> = self.of.iter().copied().collect();
        let rules: Vec<&LemmaRule> =
            used.iter().filter_map(|number| self.rules.get(*number as usize)).collect();
        let numbers: BTreeMap<u16, u16> = used.iter().copied().zip(0..).collect();
        let of: Vec<u16> = self.of.iter().map(|number| numbers[number]).collect();
        let mut object = serializer.serialize_struct("Lemmas", 2)?;
        object.serialize_field("rules", &rules)?;
        object.serialize_field("of", &of)?;
        object.end()
    }
}

impl Lemmas {
    /// A layer from a list of rules, which documents share, and the number of the rule of every token.
    pub fn new(rules: Arc<[LemmaRule]>, of: Vec<u16>) -> Self {
        Lemmas { rules, of }
    }

    /// The rule of the token at `index`, if there is one.
    #[inline]
    pub fn rule(&self, index: usize) -> Option<&LemmaRule> {
        self.rules.get(*self.of.get(index)? as usize)
    }

    /// The number of the rule of every token.
    pub fn numbers(&self) -> &[u16] {
        &self.of
    }

    /// The lemma of the token at `index`, which is written `token`; nothing if there is no such token.
    pub fn lemma<'t>(&self, index: usize, token: &'t str) -> Option<Cow<'t, str>> {
        self.rule(index).map(|rule| rule.apply(token))
    }
}

/// Read back from JSON that anybody may have written: every number must have a rule.
impl<'de> Deserialize<'de> for Lemmas {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "Lemmas")]
        struct Parts {
            rules: Vec<LemmaRule>,
            of: Vec<u16>,
        }
        let Parts { rules, of } = Parts::deserialize(deserializer)?;
        match of.iter().find(|number| **number as usize >= rules.len()) {
            Some(number) => Err(Error::custom(format_args!("there is no lemma rule {number}"))),
            None => Ok(Lemmas { rules: rules.into(), of }),
        }
    }
}

impl Layer for Lemmas {
    const NAME: &'static str = "lemmas";

    fn len(&self) -> usize {
        self.of.len()
    }

    fn visit_spans(&mut self, _: &mut dyn FnMut(&mut Span)) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(lower: bool, cut: u8, add: &str) -> LemmaRule {
        LemmaRule { lower, cut, add: add.into() }
    }

    #[test]
    fn rules_apply() {
        assert_eq!(rule(true, 0, "").apply("The"), "the");
        assert_eq!(rule(false, 1, "").apply("Games"), "Game");
        assert_eq!(rule(true, 255, "be").apply("Was"), "be");
        assert_eq!(rule(true, 9, "é").apply("été"), "é", "a token that is shorter than the cut");
        assert!(matches!(rule(true, 0, "").apply("port"), Cow::Borrowed("port")));
    }

    #[test]
    fn a_number_without_a_rule_is_refused() {
        let lemmas = Lemmas::new(vec![rule(true, 1, "")].into(), vec![0, 0]);
        let json = serde_json::to_string(&lemmas).unwrap();
        assert_eq!(serde_json::from_str::<Lemmas>(&json).unwrap(), lemmas);
        assert!(serde_json::from_str::<Lemmas>(&json.replace("[0,0]", "[0,1]")).is_err());
    }

    #[test]
    fn only_the_rules_in_use_are_written() {
        let rules = [rule(false, 0, ""), rule(true, 1, ""), rule(true, 3, "y"), rule(true, 255, "be")];
        let lemmas = Lemmas::new(rules.into(), vec![3, 1, 3]);
        let read: Lemmas = serde_json::from_str(&serde_json::to_string(&lemmas).unwrap()).unwrap();
        assert_eq!(read.rules.len(), 2);
        for (at, token) in ["was", "Ships", "are"].into_iter().enumerate() {
            assert_eq!(read.lemma(at, token), lemmas.lemma(at, token));
        }
    }
}
