//! Rules for the manifests: what is inherited, and which way the arrows between crates point.

use std::path::Path;

use toml::{Table, Value};

use super::Problem;
use crate::workspace::Package;

/// Crates of the frame. Every other crate in `crates/` is a stage crate.
const FRAME: [&str; 4] = ["tidings", "tidings-core", "tidings-io", "tidings-learn"];

/// The crates of the workspace that a stage crate may depend on.
const FOR_STAGES: [&str; 2] = ["tidings-core", "tidings-learn"];

/// Whether a package is a stage crate.
pub fn is_stage_crate(package: &Package) -> bool {
    package.folder.starts_with("crates") && !FRAME.contains(&package.name.as_str())
}

/// Checks every manifest, and that the licenses are there.
pub fn check(root: &Path, packages: &[Package]) -> Vec<Problem> {
    let names: Vec<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    let mut problems = Vec::new();
    // What lies in `tests/` stands for a crate outside the workspace.
    for package in packages.iter().filter(|package| !package.folder.starts_with("tests")) {
        problems.extend(inherited(package));
        problems.extend(arrows(package, &names));
    }
    for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
        if !root.join(license).is_file() {
            problems.push(Problem::new(Path::new(license), 0, "missing: put the text of the license here"));
        }
    }
    problems
}

fn manifest_path(package: &Package) -> std::path::PathBuf {
    package.folder.join("Cargo.toml")
}

/// Lints, license and versions come from the workspace.
fn inherited(package: &Package) -> Vec<Problem> {
    let path = manifest_path(package);
    let mut problems = Vec::new();
    let inherits = |value: Option<&Value>| value.is_some_and(is_inherited);
    if !inherits(package.manifest.get("lints")) {
        problems.push(Problem::new(
            &path,
            0,
            "the lints are its own: write `[lints]` and `workspace = true`",
        ));
    }
    let section = package.manifest.get("package");
    for key in ["license", "edition", "rust-version", "version"] {
        if !inherits(section.and_then(|section| section.get(key))) {
            let message = format!("`{key}` is its own or missing: write `{key}.workspace = true`");
            problems.push(Problem::new(&path, 0, message));
        }
    }
    let described = section.and_then(|section| section.get("description")).and_then(Value::as_str);
    if described.is_none_or(|text| text.len() < 20) {
        problems.push(Problem::new(&path, 0, "no description: say in one line what the crate is for"));
    }
    for (_, dependencies) in dependency_tables(&package.manifest) {
        for (name, value) in dependencies {
            if !is_inherited(value) {
                let message = format!(
                    "`{name}` has its own version: put it under `[workspace.dependencies]` in the root \
                     and write `{name}.workspace = true`"
                );
                problems.push(Problem::new(&path, 0, message));
            }
        }
    }
    problems
}

fn is_inherited(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

/// Arrows point one way: core <- learn <- stages <- facade.
fn arrows(package: &Package, names: &[&str]) -> Vec<Problem> {
    let path = manifest_path(package);
    let frame = |name: &str| FRAME.contains(&name);
    let mut problems = Vec::new();
    for (kind, dependencies) in dependency_tables(&package.manifest) {
        // Tests and examples of a crate may use what they like.
        if kind == "dev-dependencies" {
            continue;
        }
        for name in dependencies.keys().map(String::as_str).filter(|name| names.contains(name)) {
            let message = match package.name.as_str() {
                _ if !package.folder.starts_with("crates") => continue,
                "tidings" => continue,
                "tidings-core" => {
                    format!("tidings-core depends on nothing of the workspace: remove `{name}`")
                }
                "tidings-io" | "tidings-learn" if name == "tidings-core" => continue,
                "tidings-io" | "tidings-learn" => {
                    format!("`{}` depends on tidings-core alone: remove `{name}`", package.name)
                }
                _ if FOR_STAGES.contains(&name) => continue,
                _ if frame(name) => format!("a stage crate does not know `{name}`: only the facade links it"),
                _ => format!(
                    "a stage crate does not use another one: what it shares with `{name}` \
                     is a layer type in tidings-core"
                ),
            };
            problems.push(Problem::new(&path, 0, message));
        }
    }
    problems
}

/// Every table of dependencies in a manifest, with its kind.
fn dependency_tables(manifest: &Table) -> Vec<(&'static str, &Table)> {
    const KINDS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];
    let per_target =
        manifest.get("target").and_then(Value::as_table).into_iter().flat_map(|targets| targets.values());
    std::iter::once(manifest)
        .chain(per_target.filter_map(Value::as_table))
        .flat_map(|table| KINDS.map(|kind| (kind, table.get(kind).and_then(Value::as_table))))
        .filter_map(|(kind, table)| Some((kind, table?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(folder: &str, rest: &str) -> Package {
        let name = folder.rsplit('/').next().unwrap().to_owned();
        let text = format!("[package]\nname = \"{name}\"\n{rest}");
        Package { folder: folder.into(), name, manifest: text.parse().unwrap() }
    }

    fn check_arrows(folder: &str, rest: &str, expected: Option<&str>) {
        let names = ["tidings", "tidings-core", "tidings-clean", "tidings-claims", "tidings-io"];
        let found = arrows(&package(folder, rest), &names);
        assert_eq!(found.len(), usize::from(expected.is_some()), "{found:?}");
        if let (Some(problem), Some(words)) = (found.first(), expected) {
            assert!(problem.message.contains(words), "{problem}");
        }
    }

    #[test]
    fn arrows_point_one_way() {
        let on = |name: &str| format!("[dependencies]\n{name}.workspace = true\n");
        check_arrows("crates/tidings-claims", &on("tidings-core"), None);
        check_arrows("crates/tidings-claims", &on("tidings-clean"), Some("another one"));
        check_arrows("crates/tidings-claims", &on("tidings-io"), Some("only the facade"));
        check_arrows("crates/tidings-claims", "[dev-dependencies]\ntidings-clean.workspace = true\n", None);
        check_arrows("crates/tidings-core", &on("tidings-io"), Some("nothing of the workspace"));
        check_arrows("crates/tidings-io", &on("tidings-clean"), Some("tidings-core alone"));
        check_arrows("crates/tidings", &on("tidings-clean"), None);
        check_arrows(
            "crates/tidings-claims",
            "[target.'cfg(unix)'.dependencies]\ntidings-clean.workspace = true\n",
            Some("another one"),
        );
    }

    #[test]
    fn what_is_not_inherited_is_reported() {
        let all = "license.workspace = true\nedition.workspace = true\nrust-version.workspace = true\n\
                   version.workspace = true\ndescription = \"Takes a thing into its parts\"\n[lints]\nworkspace = true\n";
        let none = inherited(&package("crates/tidings-clean", all));
        assert!(none.is_empty(), "{none:?}");
        let own = format!("{all}[dependencies]\nserde = \"1\"\n");
        assert_eq!(inherited(&package("crates/tidings-clean", &own)).len(), 1);
        assert_eq!(inherited(&package("crates/tidings-clean", "")).len(), 6);
    }
}
