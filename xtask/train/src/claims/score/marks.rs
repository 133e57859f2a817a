//! Which characters stand inside quotation marks, as the published measure sees it (not as `claims.quotes` does).

use tidings_core::Span;

/// A bit for each byte of the text.
pub struct Marks(Vec<bool>);

impl Marks {
    pub fn new(text: &str) -> Self {
        let mut inside = vec![false; text.len()];
        let mut start = 0;
        for line in text.split('\n') {
            read_line(text, start, start + line.len(), &mut inside);
            start += line.len() + 1;
        }
        Marks(inside)
    }

    /// Whether all of the span stands inside marks; true for an empty one.
    pub fn inside(&self, span: Span) -> bool {
        self.0[span.range()].iter().all(|inside| *inside)
    }
}

fn read_line(text: &str, start: usize, end: usize, inside: &mut [bool]) {
    let mut open: Option<(usize, &str)> = None;
    let mut at = start;
    while let Some(mut letter) = text[at..end].chars().next() {
        let mut step = letter.len_utf8();
        if text[at..end].starts_with("''") || text[at..end].starts_with("``") {
            (letter, step) = ('"', 2);
        }
        match open {
            None => match letter {
                '"' => open = Some((at, "\"”")),
                '“' | '„' | '‟' => open = Some((at, "\"”“")),
                '«' => open = Some((at, "»")),
                '‘' if !text[..at]
                    .chars()
                    .next_back()
                    .is_some_and(|before| at > start && before.is_alphanumeric()) =>
                {
                    if let Some(close) = single_close(text, at + step, end)
                        && text[at..close].chars().count() > 13
                    {
                        inside[at..close].fill(true);
                        at = close;
                        continue;
                    }
                }
                _ => {}
            },
            Some((from, closers)) => {
                let doubled = letter == '“' && text[from..at].chars().count() < 2;
                if closers.contains(letter) && !doubled {
                    inside[from..at + step].fill(true);
                    open = None;
                }
            }
        }
        at += step;
    }
    if let Some((from, _)) = open {
        inside[from..end].fill(true);
    }
}

/// The end of the first `’` that no letter follows.
fn single_close(text: &str, from: usize, end: usize) -> Option<usize> {
    text[from..end]
        .match_indices('’')
        .map(|(at, mark)| from + at + mark.len())
        .find(|close| !text[*close..].chars().next().is_some_and(char::is_alphabetic))
}
