//! The names of authors as feeds give them: one person or several in a line, with or without an address.

/// The persons that a line names.
pub(super) fn authors(line: &str) -> Vec<String> {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = named(&line);
    let line = line.strip_prefix("By ").or_else(|| line.strip_prefix("by ")).unwrap_or(line).trim();
    let parts: Vec<&str> = line
        .split([',', ';', '&'])
        .flat_map(|part| part.split(" and "))
        .map(|part| part.trim().trim_start_matches("and ").trim())
        .filter(|part| !part.is_empty())
        .collect();
    let several = parts.len() > 1 && parts.iter().all(|part| is_full_name(part));
    let found = if several { parts } else { vec![line] };
    found.into_iter().filter(|name| name.chars().any(char::is_alphabetic)).map(str::to_owned).collect()
}

/// The name in `ada@quay.example (Ada Lund)` or `Ada Lund <ada@quay.example>`; nothing of an address alone.
fn named(line: &str) -> &str {
    if !line.contains('@') {
        return line;
    }
    if let Some((_, rest)) = line.split_once('(') {
        return rest.trim_end_matches(')').trim();
    }
    match line.split_once('<') {
        Some((name, _)) => name.trim(),
        None => "",
    }
}

/// Whether a part has the shape of a person's full name.
fn is_full_name(part: &str) -> bool {
    let words = part.split_whitespace().count();
    (2..=4).contains(&words) && part.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_one_or_several() {
        for (line, expected) in [
            ("Ada Lund", &["Ada Lund"][..]),
            ("By Ada Lund and Piers Orr", &["Ada Lund", "Piers Orr"]),
            ("Ada Lund, Piers Orr & Ida Holm", &["Ada Lund", "Piers Orr", "Ida Holm"]),
            ("Ada Lund, and Piers Orr", &["Ada Lund", "Piers Orr"]),
            ("Ada Lund, correspondent", &["Ada Lund, correspondent"]),
            ("ada@quay.example (Ada Lund)", &["Ada Lund"]),
            ("Ada\n Lund <ada@quay.example>", &["Ada Lund"]),
            ("ada@quay.example", &[]),
            ("News and Weather", &["News and Weather"]),
            (" ", &[]),
        ] {
            assert_eq!(authors(line), expected, "{line}");
        }
    }
}
