//! Notices on cookies and consent, by their wording.
//!
//! They are well-formed running text and often longer than a short article, and many pages name them nothing that tells.
//! One phrase proves little: an article may speak of cookies. A block is a notice if two phrases of different kinds meet in it,
//! and it goes only as the rules say.

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Phrases of notices, by kind. A block with phrases of two kinds is one.
#[rustfmt::skip]
const PHRASES: [&[&str]; 3] = [
    // What is stored.
    &["cookie", "device scanning", "local storage", "device identifiers", "information on a device", "information on your device"],
    // What the reader is to do.
    &[
        "consent", "accept", "agree to", "opt out", "opt-out", "your choices", "your settings", "preferences", "your browser",
        "continue to use", "by using", "by clicking", "withdraw", "may object",
        "zustimm", "einwilligung", "akzeptier", "einstellungen", "accepte", "consentement", "aceptar", "acepta", "consentimiento",
        "accetta", "consenso", "akkoord", "toestemming", "aceitar", "samtycke", "samtykke", "zgod", "kabul",
    ],
    // For what.
    &[
        "personalised ads", "personalized ads", "legitimate interest", "our partners", "third-party", "third party", "our site",
        "our website", "this site", "this website", "personal data", "we use", "our use", "precise geolocation", "privacy policy",
        "your experience", "non-essential", "ad and content measurement", "audience insights",
        "partnern", "unsere website", "personenbezogene", "datenschutz", "nos partenaires", "notre site", "nuestros socios",
        "nuestro sitio", "nostri partner", "questo sito", "onze partners", "onze website",
    ],
];

/// What every notice has one of, to look no further in other text.
static MARKS: LazyLock<[Finder<'static>; 7]> =
    LazyLock::new(|| ["ookie", "onsent", "artner", "evice", "nwilligung", "kies", "rivacy"].map(Finder::new));

/// Whether a text is a notice on cookies or consent, or a part of one.
pub(super) fn is_notice(text: &str) -> bool {
    let has = |text: &str, phrase: &str| memchr::memmem::find(text.as_bytes(), phrase.as_bytes()).is_some();
    if !MARKS.iter().any(|mark| mark.find(text.as_bytes()).is_some()) {
        return false;
    }
    let lower = text.to_lowercase();
    let kinds = PHRASES.map(|phrases| phrases.iter().filter(|phrase| has(&lower, phrase)).count());
    kinds.iter().filter(|count| **count > 0).count() >= 2 && kinds.iter().sum::<usize>() >= 3
        || kinds[0] > 0 && kinds[1] > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_known() {
        for text in [
            "We use cookies to make this site work. By clicking accept you agree to our use of optional cookies.",
            "With your permission our partners may use device scanning. Some processing of your personal data may not \
             require your consent.",
            "Wir verwenden Cookies und teilen Daten mit unseren Partnern. Ihre Einwilligung gilt für alle Seiten.",
            "Nous utilisons des cookies avec nos partenaires. Vous pouvez retirer votre consentement.",
        ] {
            assert!(is_notice(text), "{text}");
        }
    }

    #[test]
    fn articles_are_not() {
        for text in [
            "The bakery sells cookies to the crew of every ship, its owner said on Monday.",
            "The device was found on the pier, and the police spoke to partners of the owner.",
            "The regulator fined the company for storing personal data, the court said.",
        ] {
            assert!(!is_notice(text), "{text}");
        }
    }
}
