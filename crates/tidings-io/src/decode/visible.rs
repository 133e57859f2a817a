//! How much of a page or text a person would see, roughly: to choose between two versions of one thing.

/// How many letters and digits a text has.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// How many letters and digits of a page are shown, roughly: outside of tags, scripts and styles.
pub(super) fn visible(page: &str) -> usize {
    let (mut count, mut rest) = (0, page);
    while let Some(open) = rest.find('<') {
        count += letters(&rest[..open]);
        let tag = &rest[open + 1..];
        let hidden = ["style", "script", "title"].into_iter().find(|name| {
            tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                && tag[name.len()..].starts_with(|c: char| c == '>' || c.is_whitespace())
        });
        let end = match hidden {
            Some(name) => end_of(tag, name),
            None if tag.starts_with("!--") => tag.find("-->").map(|at| at + 3),
            None => tag.find('>').map(|at| at + 1),
        };
        let Some(end) = end else { return count };
        rest = &tag[end..];
    }
    count + letters(rest)
}

/// Where the end tag of a raw element begins.
fn end_of(tag: &str, name: &str) -> Option<usize> {
    memchr::memmem::find_iter(tag.as_bytes(), b"</")
        .find(|at| tag.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_shows_is_counted() {
        assert_eq!(visible("<style>p { x }</style><p class='a'>ab</p><!-- c -->\n<B>1</B>"), 3);
        assert_eq!(visible("<title>x</TITLE>ab"), 2);
        assert_eq!(visible("a<"), 1);
        assert_eq!(visible("<style>"), 0);
    }
}
