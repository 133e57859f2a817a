//! `cargo xtask new-stage FAMILY NAME`: the skeleton of a stage, registered, documented and tested.
//!
//! The skeleton is a real stage (`skeleton.rs`) that is compiled and tested with this program, so
//! that what it writes cannot rot; here its names are replaced and its lines put in their places.

mod places;
#[cfg(test)]
mod skeleton;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::tidy::is_stage_crate;
use crate::workspace::{self, packages, read, shown, write};

const SKELETON: &str = include_str!("skeleton.rs");
const SKELETON_MANUAL: &str = include_str!("skeleton.md");

/// The golden list of registered stages, one name a line.
const GOLDEN_LIST: &str = "tests/stages.txt";

/// A longer name would not fit the lines of the skeleton.
const LONGEST_NAME: usize = 24;

#[derive(clap::Args)]
pub struct Arguments {
    /// The family: the crate `tidings-FAMILY` gets the stage.
    family: String,
    /// The name of the stage within its family: a noun, lower case, words joined by `_`.
    name: String,
}

/// Writes the skeleton and says what to do next.
pub fn run(arguments: &Arguments) -> Result<()> {
    let root = workspace::root();
    let Arguments { family, name } = arguments;
    let written = write_stage(&root, family, name)?;
    format(&root, &written);
    for path in &written {
        println!("wrote {}", shown(path));
    }
    println!(
        "\nThe stage `{family}.{name}` is registered. Next:\n\
         1. put the real work into `process`, and what it is for into the manual page beside it\n\
         2. cargo test -p tidings-{family} {name}\n\
         3. cargo xtask docs\n\
         4. cargo xtask ci"
    );
    Ok(())
}

/// Writes the files of a new stage; the paths of what was written or changed.
fn write_stage(root: &Path, family: &str, name: &str) -> Result<Vec<PathBuf>> {
    check_name(name)?;
    let folder = crate_of_family(root, family)?;
    let source = folder.join("src");
    let [code, manual, library] = ["rs", "md", ""].map(|end| match end {
        "" => source.join("lib.rs"),
        end => source.join(format!("{name}.{end}")),
    });
    let golden = read(root, Path::new(GOLDEN_LIST))?;
    let full_name = format!("{family}.{name}");
    let taken = [code.clone(), source.join(name)].into_iter().find(|path| root.join(path).exists());
    if let Some(path) = taken {
        bail!("{} exists: choose another name, or edit the stage that is there", shown(&path));
    }
    if golden.lines().any(|line| line.trim() == full_name) {
        bail!("there is a stage `{full_name}` in {GOLDEN_LIST}: choose another name");
    }

    let type_name = camel_case(name);
    let rename = |text: &str| {
        text.replace("example.skeleton", &full_name).replace("Skeleton", &type_name).replace("skeleton", name)
    };
    let module = format!("mod {name};");
    let export = format!("pub use {name}::{{{type_name}, {type_name}Config}};");
    let lib = read(root, &library)?;
    let lib = places::add_statement(&places::add_statement(&lib, &module), &export);
    write(root, &code, &with_registration(&rename(SKELETON), &type_name))?;
    write(root, &manual, &rename(SKELETON_MANUAL))?;
    write(root, &library, &lib)?;
    write(root, Path::new(GOLDEN_LIST), &places::add_line(&golden, &full_name))?;
    Ok(vec![code, manual, library, GOLDEN_LIST.into()])
}

/// The folder of the crate that holds a family.
fn crate_of_family(root: &Path, family: &str) -> Result<PathBuf> {
    let packages = packages(root)?;
    let families: Vec<(&str, &PathBuf)> = packages
        .iter()
        .filter(|package| is_stage_crate(package))
        .filter_map(|package| Some((package.name.strip_prefix("tidings-")?, &package.folder)))
        .collect();
    match families.iter().find(|(known, _)| *known == family) {
        Some((_, folder)) => Ok(folder.to_path_buf()),
        None => {
            let known: Vec<String> = families.iter().map(|(known, _)| format!("`{known}`")).collect();
            bail!("there is no family `{family}`: the families are {}", known.join(", "))
        }
    }
}

fn check_name(name: &str) -> Result<()> {
    const KEYWORDS: [&str; 12] =
        ["as", "box", "do", "dyn", "for", "if", "in", "loop", "match", "mod", "type", "use"];
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    let shape = name.starts_with(|first: char| first.is_ascii_lowercase()) && !name.ends_with('_');
    if !plain || !shape || name.contains("__") {
        bail!("`{name}` is no name for a stage: write lower-case words joined by `_`, such as `key_figures`");
    }
    if name.len() > LONGEST_NAME {
        bail!("`{name}` is too long: {LONGEST_NAME} letters are the most");
    }
    if KEYWORDS.contains(&name) || matches!(name, "lib" | "tests") {
        bail!("`{name}` means something else in Rust: choose another name");
    }
    Ok(())
}

/// `key_figures` as `KeyFigures`.
fn camel_case(name: &str) -> String {
    name.split('_')
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
        })
        .collect()
}

/// The code with the line that registers the stage before its tests. The skeleton itself is not
/// registered: it would be in every list of stages.
fn with_registration(code: &str, type_name: &str) -> String {
    let line = format!("tidings_core::register_stage!({type_name});\n");
    match code.find("#[cfg(test)]") {
        Some(tests) => format!("{}{line}\n{}", &code[..tests], &code[tests..]),
        None => format!("{code}\n{line}"),
    }
}

/// Formats what was written, if the formatter is installed: a long name can move a line break.
fn format(root: &Path, written: &[PathBuf]) {
    let sources = written.iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let done = Command::new("rustfmt")
        .current_dir(root)
        .args(["--edition", "2024"])
        .args(sources)
        .stderr(Stdio::null())
        .status();
    if !done.is_ok_and(|status| status.success()) {
        println!("note: `rustfmt` did not run: run `cargo fmt` before you commit");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workspace with one stage crate, as the real ones are laid out.
    fn workspace_of_one() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| write(folder.path(), Path::new(path), text).unwrap();
        put("crates/tidings-core/Cargo.toml", "[package]\nname = \"tidings-core\"\n");
        put("crates/tidings-clean/Cargo.toml", "[package]\nname = \"tidings-clean\"\n");
        put(
            "crates/tidings-clean/src/lib.rs",
            "//! Cleans.\n\nmod page;\n\npub use page::{Page, PageConfig};\n",
        );
        put("crates/tidings-clean/src/page.rs", "//! Page.\n");
        put("tests/stages.txt", "clean.page\n");
        folder
    }

    #[test]
    fn a_stage_is_written_registered_and_listed() {
        let folder = workspace_of_one();
        let root = folder.path();
        write_stage(root, "clean", "key_figures").unwrap();
        let text = |path: &str| read(root, Path::new(path)).unwrap();
        assert_eq!(
            text("crates/tidings-clean/src/lib.rs"),
            "//! Cleans.\n\nmod key_figures;\nmod page;\n\n\
             pub use key_figures::{KeyFigures, KeyFiguresConfig};\npub use page::{Page, PageConfig};\n"
        );
        assert_eq!(text("tests/stages.txt"), "clean.key_figures\nclean.page\n");
        let code = text("crates/tidings-clean/src/key_figures.rs");
        for part in [
            "const NAME: &'static str = \"clean.key_figures\";",
            "include_str!(\"key_figures.md\")",
            "pub struct KeyFiguresConfig {",
            "tidings_core::register_stage!(KeyFigures);\n\n#[cfg(test)]",
        ] {
            assert!(code.contains(part), "{part} is missing in\n{code}");
        }
        assert!(!code.to_lowercase().contains("skeleton"), "{code}");
        assert!(text("crates/tidings-clean/src/key_figures.md").starts_with("## What it does"));
    }

    #[test]
    fn what_cannot_be_written_is_refused_and_changes_nothing() {
        let folder = workspace_of_one();
        let check = |family: &str, name: &str, words: &str| {
            let error = write_stage(folder.path(), family, name).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        };
        check("clean", "page", "src/page.rs exists");
        check("cleen", "figures", "the families are `clean`");
        check("core", "figures", "no family `core`");
        check("clean", "Key-Figures", "lower-case words");
        check("clean", "use", "something else in Rust");
        check("clean", &"a".repeat(25), "too long");
        let files = workspace::files(folder.path(), &["rs", "md"]);
        assert_eq!(files.len(), 2, "{files:?}");
    }

    /// Slow: it compiles a copy of a stage crate. `cargo xtask ci` runs it.
    #[test]
    #[ignore = "compiles a copy of the workspace"]
    fn a_new_stage_compiles_and_passes_its_tests() {
        let copy = tempfile::tempdir().unwrap();
        let (root, to) = (workspace::root(), copy.path());
        for path in
            workspace::files(&root, &["rs", "md", "toml", "lock", "txt", "json", "bin", "tsv", "model"])
        {
            let target = to.join(&path);
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            std::fs::copy(root.join(&path), target).unwrap();
        }
        let written = write_stage(to, "language", "key_figures").unwrap();
        format(to, &written);
        // The folder that this test was built into: what does not change is not built again.
        let exe = std::env::current_exe().unwrap();
        let target = exe.ancestors().nth(3).unwrap();
        let cargo = |arguments: &[&str]| {
            let done = Command::new("cargo")
                .args(arguments)
                .current_dir(to)
                .env("CARGO_TARGET_DIR", target)
                .status();
            assert!(done.unwrap().success(), "cargo {}", arguments.join(" "));
        };
        cargo(&["fmt", "--check", "-p", "tidings-language"]);
        cargo(&["test", "-p", "tidings-language", "--lib", "key_figures"]);
    }
}
