//! Documents that a run sets aside: which, why, and the line that is written for them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tidings_core::{Document, MetaField, Quality};

use crate::config::SkipConfig;

impl SkipConfig {
    /// Whether any document can be set aside.
    pub fn is_active(&self) -> bool {
        self.needs_quality() || !self.languages.is_empty() || self.truncated
    }

    /// Whether the signals of `clean.quality` decide.
    pub fn needs_quality(&self) -> bool {
        !(self.flags.is_empty() && self.least.is_empty() && self.most.is_empty())
    }

    /// Why a document is to be set aside, a phrase for each rule that applies; empty if it is not.
    pub fn reasons(&self, doc: &Document) -> Vec<SkipReason> {
        let mut reasons = Vec::new();
        if let Some(quality) = doc.get::<Quality>() {
            let flags = self.flags.iter().filter(|flag| quality.flags.contains(flag));
            reasons.extend(flags.map(|flag| SkipReason { rule: format!("flag {flag}"), found: None }));
            let value = |signal| quality.signals.get(signal).map(|value| f64::from(*value));
            for (signal, least) in &self.least {
                let found = value(signal).filter(|value| value < least);
                reasons.extend(
                    found.map(|found| SkipReason {
                        rule: format!("{signal} below {least}"),
                        found: Some(found),
                    }),
                );
            }
            for (signal, most) in &self.most {
                let found = value(signal).filter(|value| value > most);
                reasons.extend(
                    found.map(|found| SkipReason {
                        rule: format!("{signal} above {most}"),
                        found: Some(found),
                    }),
                );
            }
        }
        let language = doc.meta.get(MetaField::Language).filter(|_| !self.languages.is_empty());
        if let Some(language) = language.filter(|code| !self.languages.iter().any(|wanted| wanted == code)) {
            reasons.push(SkipReason { rule: format!("language {language}"), found: None });
        }
        if self.truncated && doc.meta.truncated == Some(true) {
            reasons.push(SkipReason { rule: "truncated".to_owned(), found: None });
        }
        reasons
    }
}

/// Why a document was set aside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SkipReason {
    /// The rule, for example `flag gopher.words` or `words below 80`.
    pub rule: String,
    /// What the signal was, for rules about signals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<f64>,
}

/// A document that was set aside: one line of `skipped.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Skipped {
    /// The id of the document.
    pub id: String,
    /// The file it came from.
    pub path: String,
    /// Its line in that file, if the file is read by lines.
    pub line: Option<u64>,
    /// The rules that apply.
    pub reasons: Vec<SkipReason>,
    /// The document as far as it was processed, in the layout of `documents.jsonl`.
    pub document: Box<RawValue>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tidings_core::{Origin, QualityFlag, QualitySignal};

    use super::*;

    fn reasons(config: &SkipConfig) -> Vec<String> {
        let mut doc = Document::new("a", "x").expect("short");
        doc.meta.set(MetaField::Language, "de", Origin::Input);
        doc.meta.truncated = Some(true);
        doc.insert(Quality {
            signals: BTreeMap::from([(QualitySignal::Words, 40.0)]),
            flags: vec![QualityFlag::GopherWords],
        });
        config.reasons(&doc).into_iter().map(|reason| reason.rule).collect()
    }

    #[test]
    fn every_rule_says_why() {
        let none = SkipConfig::default();
        assert!(!none.is_active() && reasons(&none).is_empty());
        let flags =
            SkipConfig { flags: vec![QualityFlag::C4Notices, QualityFlag::GopherWords], ..none.clone() };
        assert_eq!(reasons(&flags), ["flag gopher.words"]);
        let least = SkipConfig { least: BTreeMap::from([(QualitySignal::Words, 50.0)]), ..none.clone() };
        assert_eq!(reasons(&least), ["words below 50"]);
        let most = SkipConfig { most: BTreeMap::from([(QualitySignal::Words, 39.5)]), ..none.clone() };
        assert_eq!(reasons(&most), ["words above 39.5"]);
        assert_eq!(reasons(&SkipConfig { languages: vec!["en".into()], ..none.clone() }), ["language de"]);
        assert!(reasons(&SkipConfig { languages: vec!["de".into()], ..none.clone() }).is_empty());
        assert_eq!(reasons(&SkipConfig { truncated: true, ..none }), ["truncated"]);
    }
}
