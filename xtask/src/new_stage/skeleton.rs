//! `example.skeleton`: say here what the stage does, why, and which paper it follows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{Document, SettingError, Stage, StageError, StageType};

const MANUAL: &str = include_str!("skeleton.md");

/// Settings of `example.skeleton`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SkeletonConfig {
    /// Lines of at least this many characters are counted.
    #[schemars(range(min = 1, max = 10000))]
    pub min_characters: u32,
}

impl Default for SkeletonConfig {
    fn default() -> Self {
        SkeletonConfig { min_characters: 80 }
    }
}

/// Counts long lines and notes their number in the metadata.
#[derive(Clone, Debug)]
pub struct Skeleton {
    config: SkeletonConfig,
}

impl StageType for Skeleton {
    type Config = SkeletonConfig;
    const NAME: &'static str = "example.skeleton";
    const PURPOSE: &'static str = "Counts long lines";
    const MANUAL: &'static str = MANUAL;

    fn new(config: SkeletonConfig) -> Result<Self, SettingError> {
        Ok(Skeleton { config })
    }
}

impl Stage for Skeleton {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let count = long_lines(doc.text(), self.config.min_characters);
        doc.meta.extra.insert("skeleton".to_owned(), count.into());
        Ok(())
    }
}

/// How many lines have at least `min_characters` characters.
fn long_lines(text: &str, min_characters: u32) -> usize {
    text.lines().filter(|line| line.chars().count() >= min_characters as usize).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn noted(text: &str, config: SkeletonConfig) -> Option<u64> {
        let mut doc = Document::new("a", text).unwrap();
        Skeleton::new(config).unwrap().process(&mut doc).unwrap();
        doc.meta.extra.get("skeleton")?.as_u64()
    }

    #[test]
    fn long_lines_are_counted() {
        let config = SkeletonConfig { min_characters: 3 };
        assert_eq!(noted("één\nab\n\nabcd", config.clone()), Some(2));
        assert_eq!(noted("", config), Some(0));
    }

    proptest! {
        #[test]
        fn any_text_has_a_count(text in "\\PC{0,40}(\n\\PC{0,40}){0,4}") {
            let count = noted(&text, SkeletonConfig { min_characters: 1 });
            prop_assert!(count.is_some_and(|count| count <= text.lines().count() as u64));
        }
    }
}
