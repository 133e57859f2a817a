//! The base form and the class of a cue: from the lexicon of the rules if it is there, or else from a short list and the endings.

use std::borrow::Cow;
use std::ops::Range;

use tidings_core::CueClass::{
    self, Asks, Believes, Demands, Denies, Expects, Orders, Promises, Reports, Says,
};
use tidings_core::PennTag;

use super::argument_window::head;
use super::columns::Columns;
use crate::rules::words::*;

/// What a cue is.
pub(super) struct CueWords {
    pub(super) lemma: Cow<'static, str>,
    pub(super) class: CueClass,
    /// Whether it says that the content is not so.
    pub(super) negated: bool,
}

/// Cues that the rules do not know, by what they do.
const CLASSES: &[(CueClass, &str)] = &[
    (
        Believes,
        "see seem appear view feel favor support back embrace value prefer love hate like fear blame guess idea opinion mind",
    ),
    (
        Denies,
        "oppose opponent opposition decry reject challenge downplay ignore restrict distance shrug criticism avoid resist",
    ),
    (Demands, "want seek need look urge press advice endorse endorsement lobby campaign petition"),
    (Expects, "expect plan hope aim await worry prospect consider intend"),
    (Orders, "rule order vote sign pass nominate appoint allow ban block approve convict sentence charge"),
    (
        Reports,
        "find show publish release report cover identify read title quote include compare reveal document expose",
    ),
    (Promises, "vow pledge promise offer agree"),
    (Asks, "ask wonder question inquire"),
];

/// Reads a cue.
pub(super) fn read(columns: &Columns, cue: &Range<usize>) -> CueWords {
    let denied = cue.clone().any(|index| columns.is(index, NOT) && !columns.is(index, SOME | PERSONAL));
    let words = |lemma: Cow<'static, str>, class, negative: bool| CueWords {
        lemma,
        class,
        negated: negative ^ denied,
    };
    if let Some(index) = cue.clone().find(|index| columns.is(*index, ATTRIBUTES)) {
        let to = columns.word(index).eq_ignore_ascii_case("according");
        return words(if to { "according to".into() } else { lower(columns, index).into() }, Says, false);
    }
    let head = head(columns, cue);
    if let Some((lemma, class, negative)) = columns.token(head).entry() {
        return words(lemma.into(), class, negative);
    }
    // The last verb, or the last word that is no function word.
    let verb = cue
        .clone()
        .rev()
        .find(|index| is_verb(columns, *index) && !columns.is(*index, BE | HAVE | DO | MODAL));
    let content = || {
        cue.clone()
            .rev()
            .find(|index| columns.is(*index, WORD) && !columns.is(*index, PREPOSITION | TO | DETERMINER))
    };
    let index = verb.or_else(content).unwrap_or(head);
    let lemma = base_form(&lower(columns, index), columns.tag(index));
    let class = CLASSES
        .iter()
        .find(|(_, list)| list.split_ascii_whitespace().any(|word| lemma == word))
        .map_or(Says, |(class, _)| *class);
    words(lemma.into(), class, false)
}

fn lower(columns: &Columns, index: usize) -> String {
    columns.word(index).to_lowercase()
}

fn is_verb(columns: &Columns, index: usize) -> bool {
    matches!(
        columns.tag(index),
        Some(PennTag::Vb | PennTag::Vbd | PennTag::Vbg | PennTag::Vbn | PennTag::Vbp | PennTag::Vbz)
    )
}

/// The base form of a regular verb or noun, by its ending. A word that no list has is rarely irregular.
fn base_form(word: &str, tag: Option<PennTag>) -> String {
    let stem = match tag {
        Some(PennTag::Vbz | PennTag::Nns) => {
            return if let Some(stem) = word.strip_suffix("ies") {
                format!("{stem}y")
            } else if ["ches", "shes", "sses", "xes", "zes"].iter().any(|end| word.ends_with(end)) {
                word[..word.len() - 2].to_owned()
            } else {
                word.strip_suffix('s').unwrap_or(word).to_owned()
            };
        }
        Some(PennTag::Vbd | PennTag::Vbn) => {
            if let Some(stem) = word.strip_suffix("ied") {
                return format!("{stem}y");
            }
            word.strip_suffix("ed")
        }
        Some(PennTag::Vbg) => word.strip_suffix("ing"),
        _ => None,
    };
    let Some(stem) = stem.filter(|stem| stem.len() > 2 && stem.is_ascii()) else { return word.to_owned() };
    let bytes = stem.as_bytes();
    let last = bytes[bytes.len() - 1];
    let before = bytes[bytes.len() - 2];
    let vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u');
    if last == before && !matches!(last, b'l' | b's' | b'z') && !vowel(last) {
        return stem[..stem.len() - 1].to_owned();
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| stem.ends_with(end));
    let silent = matches!(last, b'c' | b'v' | b'u' | b'z')
        || (last == b'g' && before != b'n' && vowel(before))
        || (last == b's' && (vowel(before) || before == b'n') && !ends(&["ss", "us"]))
        || ends(&[
            "at", "it", "ot", "ut", "ir", "ar", "ur", "or", "am", "om", "id", "ib", "ad", "od", "ang", "eng",
            "dl", "bl", "pl",
        ]) && !ends(&[
            "eat", "oat", "eit", "our", "ear", "air", "oad", "ead", "eed", "eam", "oot", "out", "ait", "oom",
            "isit", "dit", "mit", "oint",
        ]);
    if silent { format!("{stem}e") } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_forms() {
        let check = |word: &str, tag, expected: &str| assert_eq!(base_form(word, Some(tag)), expected);
        check("decried", PennTag::Vbd, "decry");
        check("challenged", PennTag::Vbd, "challenge");
        check("highlighted", PennTag::Vbn, "highlight");
        check("advising", PennTag::Vbg, "advise");
        check("nominated", PennTag::Vbn, "nominate");
        check("planned", PennTag::Vbd, "plan");
        check("worries", PennTag::Vbz, "worry");
        check("teaches", PennTag::Vbz, "teach");
        check("fears", PennTag::Nns, "fear");
        check("Å", PennTag::Vbd, "Å");
    }
}
