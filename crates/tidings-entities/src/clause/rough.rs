//! Tags guessed from the words alone, for who has no tagger: enough to find verbs and their tense.

use tidings_core::PennTag;

use super::lists::{INTENDED, POSTPONED, PRESENT, SCHEDULED, SCHEDULED_FOR, SPEECH, TRAVELED, has};

/// The tag of a word in lower case after the word `before`; `capital` if it was written with a capital.
pub(crate) fn rough_tag(word: &str, before: &str, capital: bool) -> PennTag {
    match word {
        "will" | "'ll" | "’ll" | "wo" | "shall" | "would" | "could" | "should" | "might" | "must" | "can"
        | "ca" | "cannot" => return PennTag::Md,
        "may" if !capital => return PennTag::Md,
        "to" => return PennTag::To,
        "was" | "were" | "had" | "did" | "went" => return PennTag::Vbd,
        "is" | "has" | "does" => return PennTag::Vbz,
        "are" | "am" | "'re" | "’re" | "'ve" | "’ve" => return PennTag::Vbp,
        "have" | "do" => return if is_before_base(before) { PennTag::Vb } else { PennTag::Vbp },
        "be" => return PennTag::Vb,
        "been" => return PennTag::Vbn,
        "being" => return PennTag::Vbg,
        "not" | "n't" | "n’t" | "also" | "still" | "already" | "never" | "now" | "only" => {
            return PennTag::Rb;
        }
        "and" | "or" | "but" => return PennTag::Cc,
        "the" | "a" | "an" | "this" | "these" | "those" | "every" | "each" => return PennTag::Dt,
        "its" | "his" | "her" | "their" | "our" | "my" | "your" => return PennTag::PrpPossessive,
        "it" | "he" | "she" | "they" | "we" | "i" | "you" => return PennTag::Prp,
        "who" | "whom" | "what" => return PennTag::Wp,
        "which" => return PennTag::Wdt,
        "when" | "where" => return PennTag::Wrb,
        "of" | "in" | "on" | "at" | "by" | "for" | "from" | "with" | "until" | "till" | "since"
        | "before" | "after" | "during" | "through" | "over" | "under" | "that" | "because" | "if"
        | "while" | "although" | "though" | "whether" | "as" | "ahead" | "into" | "about" | "against"
        | "between" => return PennTag::In,
        "," => return PennTag::Comma,
        ";" | ":" | "—" | "–" => return PennTag::Colon,
        "(" | "[" => return PennTag::LeftBracket,
        "“" | "‘" => return PennTag::Opening,
        "'s" | "’s" | "'" | "’" => return PennTag::Pos,
        _ => {}
    }
    if capital || !word.starts_with(|c: char| c.is_ascii_lowercase()) {
        return if capital { PennTag::Nnp } else { PennTag::Sym };
    }
    verb_tag(word, before)
}

fn is_before_base(before: &str) -> bool {
    matches!(
        before,
        "to" | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "shall"
            | "should"
            | "'ll"
            | "’ll"
            | "not"
            | "n't"
            | "did"
            | "does"
            | "do"
    )
}

fn verb_tag(word: &str, before: &str) -> PennTag {
    let helped = matches!(
        before,
        "was"
            | "were"
            | "is"
            | "are"
            | "be"
            | "been"
            | "being"
            | "has"
            | "have"
            | "had"
            | "'s"
            | "’s"
            | "not"
    );
    if is_before_base(before) && !word.ends_with("ed") && !word.ends_with("ing") {
        return PennTag::Vb;
    }
    let nominal = matches!(before, "the" | "a" | "an" | "its" | "his" | "her" | "their" | "this" | "of");
    if nominal {
        return PennTag::Nn;
    }
    let listed = [SCHEDULED, SCHEDULED_FOR, POSTPONED, INTENDED, TRAVELED, SPEECH, PAST]
        .iter()
        .any(|list| has(list, word));
    let ended = word.len() > 4 && word.ends_with("ed") && !has(ED, word);
    match () {
        () if has(SCHEDULED, word) => PennTag::Vbn,
        () if word.ends_with("ing") && word.len() > 5 && helped => PennTag::Vbg,
        () if has(PRESENT, word) => {
            if word.ends_with('s') {
                PennTag::Vbz
            } else {
                PennTag::Vbp
            }
        }
        () if matches!(word, "says" | "tells" | "reports" | "claims") => PennTag::Vbz,
        () if matches!(word, "say" | "tell" | "think" | "know" | "hope" | "expect" | "fear") => PennTag::Vbp,
        () if (listed || ended) && helped => PennTag::Vbn,
        () if listed || ended => PennTag::Vbd,
        () => PennTag::Nn,
    }
}

/// Words in "ed" that are no verbs in the past.
const ED: &[&str] = &[
    "biped",
    "breed",
    "exceed",
    "hundred",
    "indeed",
    "naked",
    "need",
    "proceed",
    "sacred",
    "seed",
    "speed",
    "succeed",
    "unmanned",
    "unprecedented",
    "weed",
    "wicked",
];

/// Frequent forms of the past that follow no rule.
const PAST: &[&str] = &[
    "ate",
    "became",
    "began",
    "beat",
    "bought",
    "broke",
    "brought",
    "built",
    "burnt",
    "came",
    "caught",
    "chose",
    "cut",
    "dealt",
    "drew",
    "drove",
    "fell",
    "felt",
    "fled",
    "fought",
    "found",
    "froze",
    "gave",
    "got",
    "grew",
    "heard",
    "held",
    "hit",
    "hung",
    "hurt",
    "kept",
    "knew",
    "laid",
    "lay",
    "led",
    "lent",
    "lost",
    "made",
    "meant",
    "met",
    "paid",
    "ran",
    "rang",
    "rose",
    "said",
    "sank",
    "sat",
    "saw",
    "sent",
    "shook",
    "shot",
    "shut",
    "slept",
    "sold",
    "spent",
    "spoke",
    "spread",
    "stood",
    "stole",
    "struck",
    "swept",
    "swore",
    "taken",
    "taught",
    "threw",
    "told",
    "took",
    "understood",
    "went",
    "withdrew",
    "woke",
    "won",
    "wore",
    "wrote",
];
