//! Lists of words that conventions and details ask for: which of them a word is in, by one look at a table.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use tidings_learn::feature;

/// A set of lists.
pub(super) type WordClasses = u32;

macro_rules! word_classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal: $words:literal;)*) => {
        $($(#[$doc])* pub(super) const $name: WordClasses = 1 << $bit;)*
        const LISTS: &[(WordClasses, &str)] = &[$(($name, $words)),*];
    };
}

word_classes! {
    /// Cues with which somebody may say nothing.
    SAYING = 0: "say said comment commented confirm confirmed disclose disclosed respond responded answer answered elaborate \
     elaborated specify specified name named tell told verify verified identify identified explain explained discuss discussed";
    /// Words after "declined to".
    ANSWERING = 1: "comment say answer discuss elaborate respond specify name be confirm give provide speak talk";
    /// Verbs for what follows from a thing.
    INFERRING = 2: "suggest suggests suggested reflect reflects reflected underscore underscores underscored indicate indicates \
     indicated show shows showed shown signal signals signaled highlight highlights highlighted mean means meant point points pointed \
     imply implies implied illustrate illustrates illustrated demonstrate demonstrates demonstrated reveal reveals revealed \
     underline underlines underlined raise raises raised hint hints hinted prove proves proved reinforce reinforces reinforced \
     confirm confirms confirmed bring brings brought mark marks marked make makes made";
    DECLINING = 3: "decline declined declines refuse refused refuses";
    ASKING = 4: "ask asked asking request requested";
    /// What somebody asks not to be.
    NAMED = 5: "named identified quoted";
    UNNAMED = 6: "anonymously anonymity";
    /// Nobody says something.
    NOBODY = 7: "neither nobody none no";
    YET = 8: "yet";
    /// Things in which something is said.
    MEDIUM = 9: "statement interview speech letter tweet email e-mail post briefing conference testimony memo message \
     address podcast broadcast column op-ed editorial essay article book blog video filing lawsuit complaint report note \
     hearing debate call ruling opinion affidavit town-hall press release remarks telegram";
    /// Parts of the names of news media.
    OUTLET = 10: "reuters ap afp associated press bbc cnn msnbc nbc abc cbs fox npr pbs bloomberg politico axios times post \
     journal tribune herald guardian gazette courier ledger examiner chronicle globe telegraph observer magazine newspaper \
     newspapers radio television tv news agency broadcaster channel tass interfax xinhua yahoo buzzfeed huffpost slate vox \
     newsweek economist atlantic";
    /// What leads to a medium: "in a statement".
    THROUGH = 11: "in on at during via through by over from";
    /// What leads to a medium without an article: "on television".
    ON = 12: "on via over";
    /// A medium without an article.
    ON_AIR = 13: "twitter facebook tv television radio cnn msnbc fox x telegram instagram";
    /// Of somebody who knows, but is not named.
    HEARSAY = 14: "familiar briefed anonymity unnamed unidentified anonymous";
    /// What somebody does without words.
    GESTURE = 15: "nodded nods smiled smiles shrugged shrugs laughed laughs grinned grins sighed sighs frowned frowns winked waved \
     blinked stared glanced looked turned paused pauses walked left sat stood stepped leaned listened listens watched cried wept \
     pointed bowed gestured chuckled giggled sobbed gasped coughed scowled winced beamed hesitated";
}

/// By the hash of the word in lower case.
static CLASSES: LazyLock<FxHashMap<u64, WordClasses>> = LazyLock::new(|| {
    let mut classes: FxHashMap<u64, WordClasses> = FxHashMap::default();
    for (class, words) in LISTS {
        for word in words.split_ascii_whitespace() {
            *classes.entry(feature::bytes(word.as_bytes())).or_default() |= class;
        }
    }
    classes
});

/// The lists that a word is in, by the hash of its lower-case form.
pub(super) fn classes(word: u64) -> WordClasses {
    CLASSES.get(&word).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_in_all_its_lists() {
        let of = |word: &str| classes(feature::bytes(word.as_bytes()));
        assert_eq!(of("comment"), SAYING | ANSWERING);
        assert_eq!(of("on"), THROUGH | ON);
        assert_eq!(of("harbor"), 0);
    }
}
