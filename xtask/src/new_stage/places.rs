//! Where a line belongs in a file that is kept sorted.

/// Adds a line to a sorted list of lines, unless it is there. Comment lines at the top stay there.
pub fn add_line(list: &str, line: &str) -> String {
    let (head, mut lines): (Vec<&str>, Vec<&str>) = list.lines().partition(|line| line.starts_with('#'));
    if !lines.contains(&line) {
        let at = lines.partition_point(|known| *known < line);
        lines.insert(at, line);
    }
    head.into_iter().chain(lines).flat_map(|line| [line, "\n"]).collect()
}

/// Adds a `mod` or `pub use` statement to a crate root, in its place among its like.
pub fn add_statement(source: &str, statement: &str) -> String {
    let keyword = keyword(statement);
    let lines: Vec<&str> = source.lines().collect();
    let (start, end) = match block(&lines, keyword) {
        Some(block) => block,
        None => return with_new_block(&lines, statement),
    };
    // A statement of several lines begins at its keyword.
    let at = (start..end)
        .find(|at| lines[*at].starts_with(keyword) && sort_key(lines[*at]) > sort_key(statement))
        .unwrap_or(end);
    joined(&[&lines[..at], &[statement], &lines[at..]])
}

fn keyword(statement: &str) -> &'static str {
    if statement.starts_with("mod ") { "mod " } else { "pub use " }
}

/// What the formatter sorts statements by.
fn sort_key(statement: &str) -> &str {
    statement.trim_end_matches(';')
}

/// The first run of statements with the keyword: first line, and one past the last.
fn block(lines: &[&str], keyword: &str) -> Option<(usize, usize)> {
    let is_tests = |at: usize| at > 0 && lines[at - 1].starts_with("#[cfg(test)]");
    let start = (0..lines.len()).find(|at| lines[*at].starts_with(keyword) && !is_tests(*at))?;
    let mut end = start;
    while end < lines.len() && lines[end].starts_with(keyword) {
        end += 1 + lines[end..].iter().position(|line| line.trim_end().ends_with(';'))?;
    }
    Some((start, end))
}

/// The first statement of its kind: after the other kind, or else after the head.
fn with_new_block(lines: &[&str], statement: &str) -> String {
    let after_modules = block(lines, "mod ").filter(|_| !statement.starts_with("mod ")).map(|(_, end)| end);
    let head = lines.iter().take_while(|line| line.starts_with("//!") || line.starts_with("#![")).count();
    let at = after_modules.unwrap_or(head);
    let blank_after: &[&str] = if lines.get(at).is_some_and(|line| !line.is_empty()) { &[""] } else { &[] };
    joined(&[&lines[..at], &["", statement], blank_after, &lines[at..]])
}

fn joined(parts: &[&[&str]]) -> String {
    parts.iter().flat_map(|part| part.iter()).flat_map(|line| [*line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_finds_its_place() {
        assert_eq!(add_line("# head\na.b\nc.d\n", "b.c"), "# head\na.b\nb.c\nc.d\n");
        assert_eq!(add_line("a.b\n", "b.c"), "a.b\nb.c\n");
        assert_eq!(add_line("", "b.c"), "b.c\n");
        assert_eq!(add_line("b.c\n", "b.c"), "b.c\n");
    }

    #[test]
    fn a_statement_stands_among_its_like() {
        let lib = "//! A.\n\nmod a;\nmod c;\n#[cfg(test)]\nmod tests;\n\npub use a::{\n    A,\n    B,\n};\npub use c::C;\n";
        let lib = add_statement(lib, "mod b;");
        let lib = add_statement(&lib, "pub use b::B;");
        assert_eq!(
            lib,
            "//! A.\n\nmod a;\nmod b;\nmod c;\n#[cfg(test)]\nmod tests;\n\n\
             pub use a::{\n    A,\n    B,\n};\npub use b::B;\npub use c::C;\n"
        );
        assert!(add_statement(&lib, "mod d;").contains("mod c;\nmod d;\n#[cfg(test)]"));
        assert!(add_statement(&lib, "pub use d::D;").ends_with("pub use c::C;\npub use d::D;\n"));
    }

    #[test]
    fn the_first_statement_makes_its_block() {
        let lib = add_statement("//! A.\n", "mod a;");
        assert_eq!(lib, "//! A.\n\nmod a;\n");
        assert_eq!(add_statement(&lib, "pub use a::A;"), "//! A.\n\nmod a;\n\npub use a::A;\n");
        assert_eq!(add_statement("//! A.\n\nuse b;\n", "mod a;"), "//! A.\n\nmod a;\n\nuse b;\n");
    }
}
