//! Lines that only a transcript, a thread or an e-mail has and that nobody says: directions, notices, counts of likes, links to
//! unsubscribe.

/// Beginnings of notices below and above transcripts and interviews, in small letters.
const NOTICES: [&str; 14] = [
    "this interview has been",
    "this interview was",
    "this conversation has been",
    "this conversation was",
    "this transcript was",
    "this transcript has been",
    "this is a rush transcript",
    "this is an edited transcript",
    "the transcript has been",
    "the interview has been",
    "transcript provided by",
    "to order a copy of this transcript",
    "edited for length",
    "copyright ©",
];

/// Whether a line is a notice about the text itself.
pub(super) fn is_notice(line: &str) -> bool {
    const LONGEST: usize = 400;
    if line.len() > LONGEST {
        return false;
    }
    let lower = line.trim_start_matches(['(', '[', '*', '_']).to_lowercase();
    NOTICES.iter().any(|notice| lower.starts_with(notice)) || lower == "end" || lower == "###"
}

/// Whether a line of a transcript is a direction: capitals between brackets, or what the microphone heard.
pub(super) fn is_direction(line: &str) -> bool {
    let inside = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let inside = inside.or_else(|| line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')));
    let Some(inside) = inside.filter(|inside| inside.len() <= 60 && !inside.contains([')', ']'])) else {
        return false;
    };
    let letters = inside.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().count() >= 3 && letters.clone().all(char::is_uppercase);
    capitals || HEARD.contains(&inside.to_lowercase().as_str())
}

/// What the microphone hears beside words, in small letters.
const HEARD: [&str; 24] = [
    "laughter",
    "applause",
    "crosstalk",
    "inaudible",
    "laughs",
    "music",
    "laughing",
    "cheers",
    "cheering",
    "chuckles",
    "sighs",
    "pause",
    "pauses",
    "unintelligible",
    "indistinct",
    "silence",
    "coughs",
    "crying",
    "booing",
    "off-mic",
    "cross talk",
    "cheers and applause",
    "laughter and applause",
    "overlapping speech",
];

/// Words of directions in capitals: "(END VIDEO CLIP)", "(COMMERCIAL BREAK)". Capitals in brackets may else be the short name of anything.
const DIRECTED: [&str; 14] = [
    "BEGIN",
    "END",
    "VIDEO",
    "VIDEOTAPE",
    "AUDIO",
    "CLIP",
    "CROSSTALK",
    "LAUGHTER",
    "APPLAUSE",
    "INAUDIBLE",
    "UNINTELLIGIBLE",
    "COMMERCIAL",
    "MUSIC",
    "TRANSLATED",
];

/// How something is said, in small letters: "(voice-over):".
const MANNERS: [&str; 7] = [
    "voice-over",
    "voiceover",
    "voice over",
    "on camera",
    "off camera",
    "through translator",
    "through interpreter",
];

/// Where directions stand between the words of a line, with one space beside each.
pub(super) fn directions_in(line: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = memchr::memchr2(b'(', b'[', &line.as_bytes()[at..]).map(|open| open + at) {
        let close = memchr::memchr2(b')', b']', &line.as_bytes()[open..]).map(|close| open + close);
        let Some(close) = close else { break };
        let group = &line[open..=close];
        let inside = group[1..group.len() - 1].trim();
        let directed = || inside.split([' ', '-']).any(|word| DIRECTED.contains(&word));
        if HEARD.contains(&inside.to_lowercase().as_str()) || is_direction(group) && directed() {
            let start = if line[..open].ends_with(' ') { open - 1 } else { open };
            let spaced = start == open && line[close + 1..].starts_with(' ');
            found.push(start..close + 1 + usize::from(spaced));
        } else if MANNERS.contains(&inside.to_lowercase().as_str())
            && line[..open].trim_end().ends_with(['.', '?', '!', '"', '”', '…'])
        {
            // Behind a name, the colon is that of the label.
            let rest = &line[close + 1..];
            let after = rest.strip_prefix(':').unwrap_or(rest).trim_start();
            found.push(open..line.len() - after.len());
        }
        at = close + 1;
    }
    found
}

/// What is counted below a post.
const COUNTED: [&str; 22] = [
    "reply",
    "replies",
    "repost",
    "reposts",
    "retweet",
    "retweets",
    "like",
    "likes",
    "quote",
    "quotes",
    "bookmark",
    "bookmarks",
    "view",
    "views",
    "share",
    "shares",
    "comment",
    "comments",
    "favorite",
    "favorites",
    "boosts",
    "boost",
];

/// Controls of threads, in small letters.
const CONTROLS: [&str; 8] = [
    "show this thread",
    "translate post",
    "translate tweet",
    "show more",
    "show replies",
    "view conversation",
    "read the full conversation",
    "reply",
];

/// Whether a line of a thread counts replies and likes, or is a control.
pub(super) fn is_counter(line: &str) -> bool {
    if CONTROLS.contains(&line.to_lowercase().as_str()) {
        return true;
    }
    let words: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || matches!(c, '·' | '•' | '|'))
        .filter(|word| !word.is_empty())
        .collect();
    let is_number = |word: &str| {
        let digits = word.trim_end_matches(['K', 'M', 'k', '+']);
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    words.len() >= 2
        && words.len().is_multiple_of(2)
        && words
            .chunks(2)
            .all(|pair| is_number(pair[0]) && COUNTED.contains(&pair[1].to_lowercase().trim_end_matches(',')))
}

/// Beginnings of what stands above and below a newsletter, in small letters.
const MAIL_CONTROLS: [&str; 34] = [
    "view in browser",
    "view in your browser",
    "view this email in",
    "view this newsletter in",
    "view online",
    "view web version",
    "read online",
    "read in browser",
    "open in browser",
    "having trouble viewing",
    "trouble viewing this email",
    "can't see this email",
    "unsubscribe",
    "to unsubscribe",
    "click here to unsubscribe",
    "you are receiving this",
    "you're receiving this",
    "you received this email",
    "this email was sent to",
    "this message was sent to",
    "this newsletter was sent to",
    "manage your preferences",
    "manage preferences",
    "manage your subscription",
    "update your preferences",
    "update your profile",
    "email preferences",
    "forward to a friend",
    "forward this email",
    "was this email forwarded to you",
    "add us to your address book",
    "if you no longer wish to receive",
    "im browser ansehen",
    "newsletter abbestellen",
];

/// Whether a line of an e-mail is a control or says why it was sent.
pub(super) fn is_mail_control(line: &str) -> bool {
    const LONGEST: usize = 400;
    const MOST_WORDS: usize = 30;
    if line.len() > LONGEST || line.split_whitespace().count() > MOST_WORDS {
        return false;
    }
    let lower = line.trim_start_matches(['[', '(', '*', '|', '-', ' ']).replace('’', "'").to_lowercase();
    let Some(control) = MAIL_CONTROLS.iter().find(|control| lower.starts_with(**control)) else {
        return false;
    };
    // "Unsubscribe rates rose": a word goes on that begins no address and no other control.
    let rest = lower[control.len()..].trim_start();
    let counted = |text: &str| text.split_whitespace().filter(|word| !word.contains("://")).count();
    *control != "unsubscribe" && *control != "to unsubscribe"
        || counted(rest) <= 6 && !lower.ends_with('.')
        || rest.contains("click")
        || rest.contains("here")
        || rest.contains("list")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_and_notices_are_told_from_speech() {
        for line in ["(BEGIN VIDEO CLIP)", "[Applause]", "(END VIDEOTAPE)"] {
            assert!(is_direction(line), "{line}");
        }
        for line in ["(He laughs at the idea.)", "(A) and (B)", "No.", "(5)"] {
            assert!(!is_direction(line), "{line}");
        }
        assert!(is_notice("*This interview has been edited for length and clarity.*") && is_notice("END"));
        assert!(!is_notice("This interview changed my life."));
    }

    #[test]
    fn directions_between_words_are_found() {
        let without = |line: &str| {
            let mut kept = line.to_owned();
            directions_in(line).into_iter().rev().for_each(|range| kept.replace_range(range, ""));
            kept
        };
        assert_eq!(without("They want to sue. (CROSSTALK)"), "They want to sue.");
        assert_eq!(without("[laughter] Yes, it is [Inaudible] closed."), "Yes, it is closed.");
        assert_eq!(without("They came. (voice-over): The owner left."), "They came. The owner left.");
        assert_eq!(without("TOM REYES (voice-over): They left."), "TOM REYES (voice-over): They left.");
        assert_eq!(without("We saw it (BEGIN VIDEO CLIP) there."), "We saw it there.");
        for kept in [
            "He joined NATO (NATO) and the WHO (WHO).",
            "It fell (he laughed).",
            "(A) and (B)",
            "Open ( only",
        ] {
            assert_eq!(without(kept), kept);
        }
    }

    #[test]
    fn controls_of_mail_are_told_from_news() {
        for line in [
            "View in browser: https://quay.example/m/1",
            "Unsubscribe: https://quay.example/u",
            "[Unsubscribe] | Manage preferences",
            "To unsubscribe from this list, click here.",
            "You’re receiving this email because you signed up at quay.example.",
        ] {
            assert!(is_mail_control(line), "{line}");
        }
        for line in [
            "Unsubscribe rates rose by a third after the storm.",
            "You are right, she said.",
            "The view in browsers differs.",
        ] {
            assert!(!is_mail_control(line), "{line}");
        }
    }

    #[test]
    fn counts_of_a_thread_are_told_from_results() {
        for line in
            ["12 replies 40 reposts 311 likes", "1.2K views", "3 comments · 5 shares", "Show this thread"]
        {
            assert!(is_counter(line), "{line}");
        }
        for line in ["12 people 40 boats", "3 likes it", "311 likes and more", "12"] {
            assert!(!is_counter(line), "{line}");
        }
    }
}
