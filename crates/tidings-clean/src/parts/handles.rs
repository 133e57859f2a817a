//! Handles of social networks: `@gullwatch`, `@ada@harbor.example`.

/// The handle at the start of a text, and how many bytes it has.
pub(super) fn handle_at(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('@')?;
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let name = rest.bytes().take_while(|byte| is_part(*byte)).count();
    if !(2..=30).contains(&name) {
        return None;
    }
    // The server that an account of a federated network is on, or the domain that is the name.
    let server = |from: usize| {
        rest[from..].bytes().take_while(|byte| is_part(*byte) || matches!(byte, b'.' | b'-')).count()
    };
    let len = match rest.as_bytes().get(name) {
        Some(b'@') => name + 1 + server(name + 1),
        Some(b'.') => name + server(name),
        _ => name,
    };
    let handle = rest[..len].trim_end_matches(['.', '-', '@']);
    Some(1 + handle.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_end_where_their_letters_do() {
        for (text, expected) in [
            ("@gullwatch · Jul 6", Some("@gullwatch")),
            ("@ada@harbor.example: x", Some("@ada@harbor.example")),
            ("@quay.example.", Some("@quay.example")),
            ("@courier: x", Some("@courier")),
            ("@ x", None),
            ("gullwatch", None),
        ] {
            assert_eq!(handle_at(text).map(|len| &text[..len]), expected, "{text}");
        }
    }
}
