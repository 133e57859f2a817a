//! The index of the reference, and its part of the book's table of contents.

use std::collections::BTreeMap;
use std::fmt::Write;

use tidings_core::{Frame, Registry};

use super::models::ModelFile;
use super::stage_names;

/// Indented, so that the pages are listed below the line before it.
const BEGIN: &str = "  <!-- reference begins -->";
const END: &str = "  <!-- reference ends -->";

/// `docs/reference/README.md`.
pub fn readme(registry: &Registry) -> String {
    let mut out = String::from(
        "<!-- Written by `cargo xtask docs`; do not edit. -->\n# Reference\n\n\
         Every stage that Tidings brings, by family. `tidings stages` prints the same list, and \
         `tidings stages NAME` a page of it.\n",
    );
    let mut families: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for stage in registry.stages() {
        families.entry(stage.family()).or_default().push(stage);
    }
    for (family, stages) in families {
        let _ = writeln!(out, "\n## {family}\n\n| stage | what it does | needs | makes |\n|---|---|---|---|");
        for stage in stages {
            let _ = writeln!(
                out,
                "| [`{0}`]({0}.md) | {1} | {2} | {3} |",
                stage.name,
                stage.purpose,
                layers(stage.requires),
                layers(stage.provides)
            );
        }
    }
    if !registry.corpus_stages().is_empty() {
        out.push_str("\n## Corpus stages\n\n| stage | what it does | needs |\n|---|---|---|\n");
        for stage in registry.corpus_stages() {
            let _ = writeln!(
                out,
                "| [`{0}`]({0}.md) | {1} | {2} |",
                stage.name,
                stage.purpose,
                layers(stage.requires)
            );
        }
    }
    out.push_str(
        "\n## Layers\n\nWhat stages make and need. The shape of each is in \
         [`document.schema.json`](../schema/document.schema.json).\n\n\
         | layer | points into | made by |\n|---|---|---|\n",
    );
    for layer in registry.layers() {
        let makers: Vec<&str> = registry
            .stages()
            .iter()
            .filter(|stage| stage.provides.contains(&layer.name))
            .map(|stage| stage.name)
            .collect();
        let frame = if layer.frame == Frame::Text { "the text" } else { "the source" };
        let _ = writeln!(out, "| `{}` | {frame} | {} |", layer.name, layers(&makers));
    }
    out.push_str("\nThe commands are in [Command line](command-line.md).\n");
    out
}

/// Names of layers, in backticks.
fn layers(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// `docs/SUMMARY.md` with the part between the markers brought up to date; without markers, the part
/// is added at the end.
pub fn summary(text: &str, registry: &Registry, models: &[ModelFile]) -> String {
    let mut part = format!("{BEGIN}\n");
    for name in stage_names(registry) {
        let _ = writeln!(part, "  - [{name}](reference/{name}.md)");
    }
    part.push_str("- [Models](models/README.md)\n");
    for file in models {
        let _ =
            writeln!(part, "  - [{}](models/{})", file.page_name().trim_end_matches(".md"), file.page_name());
    }
    part.push_str(END);
    between_markers(text, &part)
}

/// Puts `part`, which holds the markers, in the place of the old part.
fn between_markers(text: &str, part: &str) -> String {
    let old = text.find(BEGIN).and_then(|start| {
        let end = start + text[start..].find(END)? + END.len();
        Some((start, end))
    });
    match old {
        Some((start, end)) => format!("{}{part}{}", &text[..start], &text[end..]),
        None if text.is_empty() => format!("# Summary\n\n{part}\n"),
        None => format!("{}\n\n{part}\n", text.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_part_between_the_markers_changes() {
        let part = |text: &str| format!("{BEGIN}\n{text}\n{END}");
        let before = format!("# Summary\n\n- [A](a.md)\n{}\n- [B](b.md)\n", part("old"));
        assert_eq!(between_markers(&before, &part("new")), before.replace("old", "new"));
        assert_eq!(between_markers("", &part("new")), format!("# Summary\n\n{}\n", part("new")));
        assert_eq!(between_markers("# S\n", &part("new")), format!("# S\n\n{}\n", part("new")));
        let again = between_markers(&between_markers("# S\n", &part("new")), &part("new"));
        assert_eq!(again, between_markers("# S\n", &part("new")));
    }
}
