//! Rules for every source file: white space, heads, sizes, names, leftovers.

use std::path::Path;

use super::Problem;
use super::lexer::{Kind, pieces};

/// A file may not have more lines than this; a table of data may.
const MOST_LINES: usize = 600;
/// A file with more lines than this is worth a thought.
const MANY_LINES: usize = 400;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 9] =
    ["utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "stuff"];

/// No trailing blanks, no tabs, one newline at the end.
pub fn white_space(path: &Path, text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        if line.ends_with([' ', '\t', '\r']) {
            problems.push(Problem::new(path, index + 1, "white space at the end of the line: remove it"));
        }
        if line.contains('\t') {
            problems.push(Problem::new(
                path,
                index + 1,
                "a tab: write spaces, or `\\t` in a string that needs it",
            ));
        }
    }
    if !text.is_empty() && (!text.ends_with('\n') || text.ends_with("\n\n")) {
        let message = "the file must end with one newline";
        problems.push(Problem::new(path, text.lines().count(), message));
    }
    problems
}

/// Rules for a Rust source; the second part is a note on its size.
pub fn rust(path: &Path, text: &str) -> (Vec<Problem>, Option<Problem>) {
    let mut problems = Vec::new();
    if !text.starts_with("//!") {
        let message = "no head: begin the file with a `//!` comment that says what it is for";
        problems.push(Problem::new(path, 1, message));
    }
    problems.extend(empty_name(path));
    problems.extend(leftovers(path, text));
    let lines = text.lines().count();
    let is_table = text.lines().take_while(|line| line.starts_with("//!")).any(|l| l.contains("Data table"));
    if lines > MOST_LINES && !is_table {
        let message = format!(
            "{lines} lines, and {MOST_LINES} are the most: split the file by ideas \
             (if it is a table of data, say `Data table` in its head)"
        );
        problems.push(Problem::new(path, 0, message));
    }
    let note = (lines > MANY_LINES && lines <= MOST_LINES && !is_table)
        .then(|| Problem::new(path, 0, format!("{lines} lines: think of splitting it")));
    (problems, note)
}

/// A module must be named after what it holds.
fn empty_name(path: &Path) -> Option<Problem> {
    let names = path.components().filter_map(|part| Path::new(part.as_os_str()).file_stem()?.to_str());
    let name = names.into_iter().find(|name| EMPTY_NAMES.contains(name))?;
    let message = format!("`{name}` says nothing of what is inside: name the module after what it holds");
    Some(Problem::new(path, 0, message))
}

/// Nothing half-done is left behind.
fn leftovers(path: &Path, text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    for piece in pieces(text) {
        match piece.kind {
            Kind::Code => {
                for leftover in ["todo!", "dbg!", "unimplemented!"] {
                    if has_macro(piece.text, leftover) {
                        problems.push(Problem::new(
                            path,
                            piece.line,
                            format!("`{leftover}` is left over: finish it or take it out"),
                        ));
                    }
                }
                if let Some(name) = inline_module(piece.text).filter(|name| EMPTY_NAMES.contains(name)) {
                    let message =
                        format!("`mod {name}` says nothing of what is inside: name it after what it holds");
                    problems.push(Problem::new(path, piece.line, message));
                }
            }
            Kind::Comment => {
                for mark in ["TODO", "FIXME", "XXX"] {
                    if let Some(after) = bare_mark(piece.text, mark)
                        && !after.trim_start_matches(['(', ' ', ':']).starts_with('#')
                    {
                        problems.push(Problem::new(
                            path,
                            piece.line,
                            format!(
                                "a {mark} without an issue number: open an issue and write `{mark}(#12)`"
                            ),
                        ));
                    }
                }
            }
            Kind::Literal => {}
        }
    }
    problems
}

/// Whether the macro stands in the code as a word of its own.
fn has_macro(code: &str, name: &str) -> bool {
    code.match_indices(name)
        .any(|(at, _)| !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_'))
}

/// What follows the mark, if it stands as a word of its own outside backticks.
fn bare_mark<'t>(comment: &'t str, mark: &str) -> Option<&'t str> {
    let (at, _) = comment.match_indices(mark).find(|(at, _)| {
        let (before, after) = (&comment[..*at], &comment[at + mark.len()..]);
        before.matches('`').count() % 2 == 0
            && !before.ends_with(char::is_alphanumeric)
            && !after.starts_with(char::is_alphanumeric)
    })?;
    comment.get(at + mark.len()..)
}

/// The name in `mod name {` or `mod name;`.
fn inline_module(code: &str) -> Option<&str> {
    let name = code.trim_start().trim_start_matches("pub ").strip_prefix("mod ")?;
    Some(name.trim_end().trim_end_matches(['{', ';']).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line and the first words of every problem.
    fn check(problems: &[Problem], expected: &[(usize, &str)]) {
        assert_eq!(problems.len(), expected.len(), "{problems:?}");
        for (problem, (line, start)) in problems.iter().zip(expected) {
            assert_eq!(problem.line, *line, "{problem}");
            assert!(problem.message.contains(start), "{problem}");
        }
    }

    fn rust_problems(text: &str) -> Vec<Problem> {
        rust(Path::new("crates/a/src/b.rs"), text).0
    }

    #[test]
    fn white_space_is_kept_clean() {
        let check = |text, expected: &[_]| check(&white_space(Path::new("a.md"), text), expected);
        check("a\nb\n", &[]);
        check("", &[]);
        check("a \nb\tc\n", &[(1, "white space"), (2, "a tab")]);
        check("a", &[(1, "one newline")]);
        check("a\n\n", &[(2, "one newline")]);
        check("a\r\n", &[(1, "white space")]);
    }

    #[test]
    fn a_file_has_a_head() {
        check(&rust_problems("//! What.\n"), &[]);
        check(&rust_problems("use a;\n"), &[(1, "no head")]);
    }

    #[test]
    fn a_long_file_is_refused_unless_it_is_a_table() {
        let long = |head: &str, lines: usize| format!("{head}\n{}", "//\n".repeat(lines - 1));
        check(&rust_problems(&long("//! What.", 601)), &[(0, "601 lines")]);
        check(&rust_problems(&long("//! What.\n//! Data table: names.", 700)), &[]);
        let note = |lines| rust(Path::new("a.rs"), &long("//! What.", lines)).1.is_some();
        assert_eq!([400, 401, 600, 601].map(note), [false, true, true, false]);
    }

    #[test]
    fn names_say_what_is_inside() {
        let named = |path: &str| rust(Path::new(path), "//! A.\n").0;
        check(&named("crates/a/src/utils.rs"), &[(0, "`utils`")]);
        check(&named("crates/a/src/common/mod.rs"), &[(0, "`common`")]);
        check(&named("crates/a/src/commonplace.rs"), &[]);
        check(&rust_problems("//! A.\nmod helpers {\n}\n"), &[(2, "`mod helpers`")]);
    }

    #[test]
    fn leftovers_are_found_outside_strings() {
        check(&rust_problems("//! A.\nfn a() { todo!() }\n"), &[(2, "`todo!`")]);
        check(&rust_problems("//! A.\nfn a() { f(\"todo!\"); not_todo!() }\n"), &[]);
        check(&rust_problems("//! A.\n// TODO: later\n"), &[(2, "a TODO without")]);
        check(&rust_problems("//! A.\n// TODO(#3): later\n// a `TODO` is a mark\n// TODO #4\n"), &[]);
    }
}
