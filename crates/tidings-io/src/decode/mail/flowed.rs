//! Undoes `format=flowed` (RFC 3676): a line that ends in a space goes on in the next one.

/// The text with its flowed lines joined. `del_sp` tells that the space was added, in scripts without spaces.
pub(super) fn unflowed(text: &str, del_sp: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // How deep the line before is quoted, if it goes on.
    let mut open: Option<usize> = None;
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let content = &line[depth..];
        // A space at the beginning was stuffed in.
        let content = content.strip_prefix(' ').unwrap_or(content);
        let signature = content == "-- ";
        if open.is_none_or(|before| before != depth || signature) {
            if open.is_some() {
                out.push('\n');
            }
            (0..depth).for_each(|_| out.push('>'));
            if depth > 0 {
                out.push(' ');
            }
        }
        let flows = content.ends_with(' ') && !signature;
        out.push_str(if flows && del_sp { &content[..content.len() - 1] } else { content });
        open = flows.then_some(depth);
        if !flows {
            out.push('\n');
        }
    }
    // The end of the last line was none of the text.
    if open.is_none() {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn flowed_lines_are_joined() {
        assert_eq!(
            unflowed("The pier \r\nis closed.\r\n\r\nUntil May.\r\n", false),
            "The pier is closed.\n\nUntil May.\n"
        );
        assert_eq!(
            unflowed(">She said: \n>yes.\n> no \nAnd left.", false),
            "> She said: yes.\n> no \nAnd left."
        );
        assert_eq!(unflowed("a \n-- \nAda", false), "a \n-- \nAda");
        assert_eq!(unflowed("港は \n閉鎖", true), "港は閉鎖");
        assert_eq!(unflowed(" From here", false), "From here");
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(text in "[a-z> \\n]{0,80}") {
            let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).collect::<String>();
            prop_assert_eq!(letters(&unflowed(&text, false)), letters(&text));
        }
    }
}
