//! The Porter stemmer (Porter 1980) in the variant of NLTK, which the usual ROUGE scorers use: the irregular
//! words, the extended rules for `-ies` and `-ied`, and `-logi` are as there.

/// The stem of a word of lower-case ASCII letters and digits.
pub fn stem(word: &str) -> String {
    if let Some((_, irregular)) = IRREGULAR.iter().find(|(known, _)| *known == word) {
        return (*irregular).to_owned();
    }
    if word.len() <= 2 {
        return word.to_owned();
    }
    let mut word = word.as_bytes().to_vec();
    plural(&mut word);
    past_and_participle(&mut word);
    if word.len() > 2 && word.ends_with(b"y") && is_consonant(&word, word.len() - 2) {
        replace(&mut word, 1, b"i");
    }
    if word.ends_with(b"alli") && measure(&word[..word.len() - 4]) > 0 {
        replace(&mut word, 4, b"al");
    }
    if !apply(&mut word, STEP_2, |stem| measure(stem) > 0)
        && word.ends_with(b"logi")
        && measure(&word[..word.len() - 3]) > 0
    {
        replace(&mut word, 1, b"");
    }
    apply(&mut word, STEP_3, |stem| measure(stem) > 0);
    step_4(&mut word);
    if let Some(stem) = word.strip_suffix(b"e")
        && (measure(stem) > 1 || (measure(stem) == 1 && !is_short_end(stem)))
    {
        word.pop();
    }
    if word.ends_with(b"ll") && measure(&word[..word.len() - 1]) > 1 {
        word.pop();
    }
    String::from_utf8(word).unwrap_or_default()
}

const IRREGULAR: &[(&str, &str)] = &[
    ("sky", "sky"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("news", "news"),
    ("innings", "inning"),
    ("inning", "inning"),
    ("outings", "outing"),
    ("outing", "outing"),
    ("cannings", "canning"),
    ("canning", "canning"),
    ("howe", "howe"),
    ("proceed", "proceed"),
    ("exceed", "exceed"),
    ("succeed", "succeed"),
];

type Rules = &'static [(&'static str, &'static str)];

const STEP_2: Rules = &[
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
    ("fulli", "ful"),
];

const STEP_3: Rules = &[
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];

const STEP_4: &[&str] = &[
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism",
    "ate", "iti", "ous", "ive", "ize",
];

fn plural(word: &mut Vec<u8>) {
    if word.ends_with(b"ies") && word.len() == 4 {
        replace(word, 3, b"ie");
    } else if word.ends_with(b"sses") {
        replace(word, 2, b"");
    } else if word.ends_with(b"ies") {
        replace(word, 3, b"i");
    } else if word.ends_with(b"s") && !word.ends_with(b"ss") {
        word.pop();
    }
}

fn past_and_participle(word: &mut Vec<u8>) {
    if word.ends_with(b"ied") {
        let ending: &[u8] = if word.len() == 4 { b"ie" } else { b"i" };
        replace(word, 3, ending);
        return;
    }
    if word.ends_with(b"eed") {
        if measure(&word[..word.len() - 3]) > 0 {
            word.pop();
        }
        return;
    }
    let cut = match word.as_slice() {
        [stem @ .., b'e', b'd'] if has_vowel(stem) => 2,
        [stem @ .., b'i', b'n', b'g'] if has_vowel(stem) => 3,
        _ => return,
    };
    word.truncate(word.len() - cut);
    if [&b"at"[..], b"bl", b"iz"].iter().any(|end| word.ends_with(end)) {
        word.push(b'e');
    } else if is_doubled(word) {
        if !matches!(word.last(), Some(b'l' | b's' | b'z')) {
            word.pop();
        }
    } else if measure(word) == 1 && is_short_end(word) {
        word.push(b'e');
    }
}

fn step_4(word: &mut Vec<u8>) {
    let Some(suffix) = STEP_4.iter().find(|suffix| word.ends_with(suffix.as_bytes())) else { return };
    let stem = &word[..word.len() - suffix.len()];
    if measure(stem) > 1 && (*suffix != "ion" || matches!(stem.last(), Some(b's' | b't'))) {
        word.truncate(stem.len());
    }
}

/// Applies the first rule whose suffix fits, if the stem allows it; says whether a suffix fitted.
fn apply(word: &mut Vec<u8>, rules: Rules, allows: impl Fn(&[u8]) -> bool) -> bool {
    let Some((suffix, ending)) = rules.iter().find(|(suffix, _)| word.ends_with(suffix.as_bytes())) else {
        return false;
    };
    if allows(&word[..word.len() - suffix.len()]) {
        replace(word, suffix.len(), ending.as_bytes());
    }
    true
}

fn replace(word: &mut Vec<u8>, cut: usize, ending: &[u8]) {
    word.truncate(word.len() - cut);
    word.extend_from_slice(ending);
}

fn is_consonant(word: &[u8], at: usize) -> bool {
    match word[at] {
        b'a' | b'e' | b'i' | b'o' | b'u' => false,
        b'y' => at == 0 || !is_consonant(word, at - 1),
        _ => true,
    }
}

/// How often a consonant follows a vowel.
fn measure(word: &[u8]) -> usize {
    (1..word.len()).filter(|&at| !is_consonant(word, at - 1) && is_consonant(word, at)).count()
}

fn has_vowel(word: &[u8]) -> bool {
    (0..word.len()).any(|at| !is_consonant(word, at))
}

fn is_doubled(word: &[u8]) -> bool {
    matches!(word, [.., a, b] if a == b) && is_consonant(word, word.len() - 1)
}

/// Whether a word ends like "hop": consonant, vowel, consonant that is not w, x or y.
fn is_short_end(word: &[u8]) -> bool {
    let end = word.len();
    let consonant = |back: usize| is_consonant(word, end - back);
    (end >= 3
        && consonant(3)
        && !consonant(2)
        && consonant(1)
        && !matches!(word[end - 1], b'w' | b'x' | b'y'))
        || (end == 2 && !consonant(2) && consonant(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_those_of_the_paper() {
        for (word, expected) in [
            ("caresses", "caress"),
            ("ponies", "poni"),
            ("ties", "tie"),
            ("cats", "cat"),
            ("agreed", "agre"),
            ("plastered", "plaster"),
            ("motoring", "motor"),
            ("hopping", "hop"),
            ("filing", "file"),
            ("happy", "happi"),
            ("relational", "relat"),
            ("radically", "radic"),
            ("adoption", "adopt"),
            ("controlling", "control"),
            ("skies", "sky"),
            ("enjoying", "enjoy"),
            ("1990s", "1990"),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }
}
