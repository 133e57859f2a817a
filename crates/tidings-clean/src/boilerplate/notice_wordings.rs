//! The wordings of notices: corrections, press releases, consent, paywalls.
//!
//! All are asked of a line in lower case, unless a capital matters.

/// Whether one of some wordings stands in a text.
fn any(text: &str, wordings: &[&str]) -> bool {
    wordings.iter().any(|wording| text.contains(wording))
}

/// Whether one of some letters stands in a line, or the line is all in capitals: looked at before a copy is made in small letters.
fn may(line: &str, letters: &[&str]) -> bool {
    let has = |letters: &&str| memchr::memmem::find(line.as_bytes(), letters.as_bytes()).is_some();
    letters.iter().any(has) || !line.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Whether a line may ask for consent.
pub(super) fn may_ask_for_consent(line: &str) -> bool {
    may(line, &["you"])
        && may(line, &["ookie", "onsent", "ersonal", "artners", "rivacy", "evice", "echnologies", "dvertis"])
}

/// Whether a line may be a wall.
pub(super) fn may_be_wall(line: &str) -> bool {
    may(
        line,
        &[
            "read",
            "ubscri",
            "ree article",
            "nlock",
            "nlimited",
            "ccount",
            "lesen",
            "lire",
            "abonn",
            "uscrip",
            "leyendo",
            "legge",
        ],
    )
}

fn starts(text: &str, wordings: &[&str]) -> bool {
    wordings.iter().any(|wording| text.starts_with(wording))
}

/// Headings of corrections.
#[rustfmt::skip]
const CORRECTIONS: &[&str] = &["correction", "corrections", "clarification", "corrections and clarifications", "editor's note", "editor’s note"];
/// What corrections speak of.
#[rustfmt::skip]
const VERSIONS: &[&str] = &[
    "earlier version", "previous version", "original version", "this article", "this story", "this report", "this piece", "this post", "headline",
];
/// What they say of it.
#[rustfmt::skip]
const WRONG: &[&str] = &[
    "misstated", "misspelled", "misidentified", "misattributed", "misquoted", "incorrect", "erroneous", "inaccurate", "mistakenly", "wrongly",
    "was wrong", "in error", "has been corrected", "was corrected", "have been corrected", "has been amended", "was amended",
    "has been updated to correct", "has been updated to clarify", "has been clarified", "we regret the error", "we apologize",
];
/// How a labeled correction begins.
#[rustfmt::skip]
const LABELED: &[&str] = &["correction:", "corrections:", "clarification:", "correction —", "correction –", "correction (", "correction, "];
/// What a labeled correction says besides.
#[rustfmt::skip]
const MENDED: &[&str] = &["misspell", "misstat", "incorrect", "corrected", "clarified", "wrong", "should have", ", not "];
/// How notes begin that may be corrections.
#[rustfmt::skip]
const NOTED: &[&str] = &[
    "editor's note", "editor’s note", "note:", "update:", "editors' note", "editors’ note", "an earlier version of this", "a previous version of this",
    "the original version of this", "an earlier headline", "this article has been", "this story has been", "this article was amended",
    "this story was amended", "this article was corrected", "this story was corrected", "this article was updated", "this story was updated",
    "this report has been", "this post has been", "this piece has been",
];
/// How wires say that they correct.
const CORRECTS: &[&str] = &["this version corrects", "this story corrects", "this corrects"];

pub(super) fn is_correction_heading(lower: &str) -> bool {
    CORRECTIONS.contains(&lower.trim_matches(|c: char| !c.is_alphabetic()))
}

/// Whether a line says that an earlier version was wrong.
pub(super) fn corrects(lower: &str) -> bool {
    any(lower, VERSIONS) && any(lower, WRONG)
}

/// Whether a line may be a correction or its heading, by its first letters: looked at in every line, so nothing is copied.
pub(super) fn may_correct(line: &str) -> bool {
    let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins = |wording: &&str| {
        // As many bytes as tell the wordings from other text.
        let len = wording.len().min(4);
        bare.as_bytes().get(..len).is_some_and(|start| start.eq_ignore_ascii_case(&wording.as_bytes()[..len]))
    };
    [CORRECTIONS, LABELED, NOTED, CORRECTS].iter().any(|wordings| wordings.iter().any(begins))
}

/// Whether a line is a correction by its first words.
pub(super) fn opens_correction(lower: &str) -> bool {
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let labeled = starts(bare, LABELED) && (corrects(bare) || any(bare, MENDED));
    labeled || starts(bare, NOTED) && corrects(bare) || starts(bare, CORRECTS)
}

/// Labels at the head of press releases.
const RELEASE: &[&str] =
    &["for immediate release", "for release", "embargoed until", "embargoed for", "not for distribution"];

/// Whether a line tells a press release from other articles, at its head.
pub(super) fn is_release_label(line: &str) -> bool {
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    starts(bare, RELEASE) && bare.split(' ').count() <= 12
        || ["press release", "news release", "media release"].contains(&bare)
}

/// Wires that carry press releases.
#[rustfmt::skip]
const WIRES: &[&str] = &[
    "(business wire)", "(globe newswire)", "prnewswire", "(prweb)", "(accesswire)", "(marketwired)", "(newsfile corp",
];
/// What a press release says first.
const ANNOUNCED: &[&str] =
    &["today announced", "announced today", "is pleased to announce", "are pleased to announce"];

/// Whether a line begins with the dateline of a wire that carries press releases, or says what one says first.
pub(super) fn is_wired(line: &str) -> bool {
    let start = line.char_indices().nth(140).map_or(line, |(at, _)| &line[..at]);
    if start.contains('/') {
        let wire = start.split('/').nth(1).unwrap_or("");
        let named = (1..=20).contains(&wire.len()) && wire.bytes().all(|byte| byte.is_ascii_alphabetic());
        if named && (start.contains("--") || start.contains(['—', '–'])) {
            return true;
        }
    }
    may(start, &["(", "rnewswire", "RNewswire"]) && any(&start.to_lowercase(), WIRES)
        || may(line, &["nnounce"]) && any(&line.to_lowercase(), ANNOUNCED)
}

/// The name after `About`, in a line that is a heading.
pub(super) fn about(line: &str) -> Option<&str> {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let name = bare.strip_prefix("About ").or_else(|| bare.strip_prefix("ABOUT "))?;
    let first = name.split(' ').find(|word| !["the", "The", "THE"].contains(word))?;
    let capital = first.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    (capital && !line.ends_with(['?', '!']) && !name.to_lowercase().contains("author")).then_some(name)
}

/// What is said of an organization.
#[rustfmt::skip]
const DESCRIBES: &[&str] = &[
    " is a ", " is an ", " is the ", " is one of ", " provides ", " operates ", " develops ", " offers ", " was founded", " founded in ", " delivers ",
    " serves ", " helps ", " has been ", " are a ", " works ", " leading ", " headquartered", "® ", " specializes ", " makes ", "'s most ", "’s most ",
];

/// Whether a paragraph says what an organization is.
pub(super) fn describes(lower: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let short = name.trim_start_matches("the ").split([' ', ',', '(']).next().unwrap_or(&name);
    let start = lower.char_indices().nth(100).map_or(lower, |(at, _)| &lower[..at]);
    start.contains(short) && any(lower, DESCRIBES)
}

/// Headings of cautions.
#[rustfmt::skip]
const CAUTIONS: &[&str] = &["forward-looking statement", "forward looking statement", "safe harbor", "cautionary note", "cautionary statement"];

pub(super) fn is_caution_heading(lower: &str) -> bool {
    any(lower, CAUTIONS) && !lower.ends_with('.')
}

/// Words beside `contact` in a heading.
#[rustfmt::skip]
const RELATIONS: &[&str] = &[
    "media", "press", "investor", "investors", "public", "news", "company", "sales", "relations", "and", "contact", "contacts", "inquiries", "enquiries",
];
/// How a longer heading begins.
#[rustfmt::skip]
const ASK: &[&str] = &[
    "for media inquiries", "for press inquiries", "for more information, contact", "for more information contact", "for further information, contact",
];

pub(super) fn is_contact_heading(lower: &str) -> bool {
    let label = lower.split(':').next().unwrap_or(lower).trim_matches(|c: char| !c.is_alphanumeric());
    let asks = ["contact", "inquir", "enquir"].iter().any(|word| label.contains(word));
    asks && label.split([' ', '/', '&']).all(|word| word.is_empty() || RELATIONS.contains(&word))
        || starts(label, ASK)
}

/// Whether a line holds an address of mail or web, or a number to call.
pub(super) fn has_address(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    line.contains('@') || line.contains("www.") || line.contains("://") || digits >= 7 && line.len() <= 50
}

/// Marks at the end of press releases.
const ENDS: &[&str] =
    &["###", "-30-", "–30–", "—30—", "-ends-", "–ends–", "—ends—", "-end-", "–end–", "ends"];

pub(super) fn is_end_mark(line: &str) -> bool {
    line.len() <= 16
        && ENDS.contains(
            &line.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase().as_str(),
        )
}

/// Words of the trade in notices of consent.
#[rustfmt::skip]
const CONSENT: &[&str] = &[
    "cookie", "consent", "personal data", "our partners", "privacy policy", "your preferences", "legitimate interest", "your device", "opt out",
    "privacy settings", "similar technologies", "personalised", "personalized", "third parties", "advertising", "your privacy", "accept all",
    "withdraw", "your choices",
];
/// How a page speaks of itself.
#[rustfmt::skip]
const WE: &[&str] = &[
    "we and our", "we use", "we, and our", "our website", "this site", "this website", "our site", "we store", "we value your", "by clicking", "by continuing",
];

/// Whether a paragraph asks its reader for consent: who writes is "we", and three words of the trade stand in it.
pub(super) fn asks_for_consent(lower: &str) -> bool {
    let trade = CONSENT.iter().filter(|word| lower.contains(**word)).take(3).count();
    trade == 3 && any(lower, WE) && any(lower, &["you ", "your "]) && !lower.contains(['“', '"'])
}

/// How a paywall says that the text goes on for others, anywhere in its line.
#[rustfmt::skip]
const GOES_ON: &[&str] = &[
    "continue reading with a", "continue reading this article", "subscribe to read", "subscribe now to read", "subscribe to continue",
    "log in to read", "sign in to read", "register to read", "to read more, subscribe", "to unlock this", "unlock this article", "unlock the full",
    "want to read more? subscribe", "weiterlesen mit", "jetzt weiterlesen", "pour lire la suite", "para seguir leyendo", "per continuare a leggere",
];
/// The same, at the start of its line.
#[rustfmt::skip]
const GOES_ON_FIRST: &[&str] = &[
    "to continue reading", "to keep reading", "to read the full", "to read the rest", "to read this article", "to read this story",
];
/// How a paywall says that there are subscribers: pages sell subscriptions elsewhere too.
#[rustfmt::skip]
const SUBSCRIBERS: &[&str] = &[
    "for subscribers only", "is for subscribers", "for paying subscribers", "for paid subscribers", "only available to subscribers",
    "available to subscribers only", "exclusive to subscribers", "reserved for subscribers", "is reserved for our subscribers", "subscriber-only",
    "limit of free articles", "free articles this month", "your free articles", "last free article", "unlimited access to", "become a paid subscriber",
    "you have read your", "already a subscriber", "already have an account? log in", "réservé aux abonnés", "solo para suscriptores",
];

/// Whether a line says that the text goes on for others.
pub(crate) fn says_that_text_goes_on(lower: &str, words: u32) -> bool {
    words <= 45
        && (any(lower, GOES_ON) || starts(lower, GOES_ON_FIRST))
        && !lower.contains(['“', '"'])
        && !reports(lower)
}

/// Whether a line says that the rest is for subscribers.
pub(crate) fn is_wall(lower: &str, words: u32) -> bool {
    says_that_text_goes_on(lower, words)
        || words <= 45 && any(lower, SUBSCRIBERS) && !lower.contains(['“', '"']) && !reports(lower)
}

/// Words of an offer: a price, a trial, a way in.
#[rustfmt::skip]
const OFFER: &[&str] = &[
    "subscri", "cancel any", "cancel at any", "per month", "a month", "per week", "a week", "a year", "free trial", "first month", "first week", "unlimited",
    "log in", "sign in", "sign up", "register", "create an account", "membership", "digital access", "full access", "our journalism", "our reporting",
    "newsletter", "gift", "unlock", "choose your plan", "offer", "already", "account", "abonn", "suscri", "abbonat", "monat",
];

/// Whether a line belongs to an offer.
pub(crate) fn is_offer(lower: &str) -> bool {
    any(lower, OFFER) && !reports(lower)
}

fn reports(lower: &str) -> bool {
    any(lower, &[" said", " told "])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_are_told_by_their_wording() {
        for line in [
            "Correction: An earlier version of this article misstated the cost of the pier.",
            "CORRECTION, May 4: The crane is 12 meters high, not 21. We regret the error.",
            "Editor’s note: This story has been corrected. The engineer is Ada Lund.",
            "This article was amended on 4 May to say that an earlier version of the plan was wrong.",
            "A previous version of this story misspelled the name of the engineer.",
        ] {
            assert!(opens_correction(&line.to_lowercase()), "{line}");
        }
        for line in [
            "Correction: the market fell by a tenth in May.",
            "An earlier version of this pier stood where the school is now.",
            "This story has been told in the port for years.",
            "Note: the pier is closed on Monday.",
            "This article of the law has been wrong, the board said.",
        ] {
            assert!(!opens_correction(&line.to_lowercase()), "{line}");
        }
    }

    #[test]
    fn parts_of_releases_are_told_by_their_headings() {
        assert_eq!(about("About Harbor Cranes Inc."), Some("Harbor Cranes Inc"));
        assert_eq!(about("About Harbor Cranes"), Some("Harbor Cranes"));
        assert_eq!(about("About the pier"), None);
        for line in [
            "Media Contact:",
            "Press contacts",
            "Media and investor contacts",
            "Contact:",
            "Media inquiries: Ada Lund",
        ] {
            assert!(is_contact_heading(&line.to_lowercase()), "{line}");
        }
        for line in ["Contact with the pier was lost", "Eye contact", "First contact"] {
            assert!(!is_contact_heading(&line.to_lowercase()), "{line}");
        }
        assert!(
            has_address("+1 555 0134 22")
                && has_address("press@harbor.example")
                && !has_address("In 2026, 12 boats")
        );
        assert!(is_end_mark("# # #") && is_end_mark("- ENDS -") && !is_end_mark("The end"));
    }

    #[test]
    fn consent_and_walls_are_told_from_news_about_them() {
        let ask =
            "We and our partners store cookies on your device. You can withdraw your consent at any time.";
        assert!(asks_for_consent(&ask.to_lowercase()));
        let news = "The board fined the company, which had stored cookies on devices without the consent of their owners.";
        assert!(!asks_for_consent(&news.to_lowercase()));
        assert!(is_wall("to continue reading, subscribe for $1 a week.", 8));
        assert!(!is_wall("the paper said that it wants unlimited access to the files.", 11));
    }
}
