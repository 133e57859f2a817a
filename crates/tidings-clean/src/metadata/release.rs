//! The company behind a press release: it signs with "SOURCE Brightwater Group", or says what it is under "About
//! Brightwater Group".

/// So much of a text is looked at for the signs of a press release, in bytes from its start.
const HEAD: usize = 1500;

/// Longest name of a company, in bytes.
const LONGEST: usize = 80;

/// The company that publishes a press release, and where its name stands in the text; none of any other text.
pub(super) fn company(text: &str) -> Option<(&str, usize)> {
    if !lines(text).take_while(|(_, at)| *at < HEAD).any(|(line, _)| is_sign(line)) {
        return None;
    }
    let named = |openings: &'static [&'static str]| {
        lines(text).filter_map(|(line, at)| Some((name_after(line, openings)?, at, line))).last()
    };
    let (name, at, line) = named(&["SOURCE: ", "SOURCE "]).or_else(|| named(&["About ", "ABOUT "]))?;
    Some((name, at + line.find(name)?))
}

/// The lines of a text without the space around them, and where they begin.
fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at + line.len() - line.trim_start().len();
        *at += line.len();
        Some((line.trim(), start))
    })
}

/// Whether a line is a label of a press release, or a dateline of a wire that distributes them.
fn is_sign(line: &str) -> bool {
    const WIRES: [&str; 8] = [
        "/prnewswire",
        "(business wire)",
        "(globe newswire)",
        "(globenewswire)",
        "/cnw/",
        "/newsline/",
        "(ein presswire)",
        "/accesswire",
    ];
    let lower = line.get(..line.len().min(200)).unwrap_or(line).to_lowercase();
    crate::boilerplate::is_release_label(line) || WIRES.iter().any(|wire| lower.contains(wire))
}

/// The name after one of the openings of a short line.
fn name_after<'a>(line: &'a str, openings: &[&str]) -> Option<&'a str> {
    let name = openings.iter().find_map(|opening| line.strip_prefix(opening))?.trim().trim_end_matches(':');
    let words = name.split_whitespace().count();
    let sound = name.len() <= LONGEST
        && (1..=8).contains(&words)
        && name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let general =
        ["Us", "The Author", "This", "The Company"].iter().any(|word| name.eq_ignore_ascii_case(word));
    (sound && !general && !name.ends_with(['.', '?', '!']) || sound && is_incorporated(name)).then_some(name)
}

fn is_incorporated(name: &str) -> bool {
    ["Inc.", "Co.", "Corp.", "Ltd.", "S.A.", "N.V.", "plc."].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let found = company(text);
        assert_eq!(found.map(|(name, _)| name), expected, "{text}");
        if let Some((name, at)) = found {
            assert_eq!(&text[at..at + name.len()], name);
        }
    }

    #[test]
    fn who_signs_a_press_release() {
        let head = "FOR IMMEDIATE RELEASE\n\nHarbor Group Names Ilse Kern\n\nELSWORTH -- Harbor Group today said it.\n\n";
        check(&format!("{head}About Us\nWe build.\n\n  SOURCE Harbor Group"), Some("Harbor Group"));
        check(
            &format!("{head}About Harbor Group, Inc.\nHarbor Group builds cranes."),
            Some("Harbor Group, Inc."),
        );
        check(&format!("{head}About 40 people came."), None);
        check(head, None);
    }

    #[test]
    fn other_texts_have_none() {
        check("Port shut\n\nThe port is shut.\n\nSOURCE Harbor Group", None);
        check("ELSWORTH, March 3 /PRNewswire/ -- The port.\nSOURCE Harbor Group", Some("Harbor Group"));
    }
}
