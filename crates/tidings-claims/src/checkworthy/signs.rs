//! What a person would point at: signs that a sentence states a fact that can be checked, and signs against it.

use std::ops::Range;

use rustc_hash::FxHashMap;
use tidings_core::{Document, PennTag, Span, Tags, TokenKind, Tokens, Words};
use tidings_learn::feature;

/// A sign, and the reason that it gives.
pub(super) struct Sign {
    /// The reason if it speaks for checking.
    pub(super) reason: &'static str,
    /// Whether it speaks against.
    pub(super) against: bool,
}

macro_rules! signs {
    ($($name:ident = $reason:literal, $against:literal;)*) => {
        /// Indices into [`SIGNS`].
        #[allow(clippy::upper_case_acronyms)]
        #[derive(Clone, Copy)]
        enum Index { $($name),* }
        /// All signs.
        pub(super) const SIGNS: &[Sign] = &[$(Sign { reason: $reason, against: $against }),*];
    };
}

signs! {
    Number = "a number", false;
    Percent = "a share in percent", false;
    Money = "an amount of money", false;
    Year = "a year or date", false;
    Comparison = "a comparison", false;
    Change = "a rise or fall", false;
    Record = "a first, last, most or least", false;
    Past = "an event in the past", false;
    State = "how things are", false;
    Name = "a name", false;
    Names = "several names", false;
    Law = "a law, vote or ruling", false;
    Position = "what somebody did or stands for", false;
    Quantifier = "all, none or many of something", false;
    Cause = "a cause", false;
    Opinion = "not a matter of fact: an opinion", true;
    Feeling = "not a matter of fact: a feeling", true;
    Future = "not yet so: a forecast or promise", true;
    Demand = "not a matter of fact: a demand", true;
    Condition = "not stated as a fact: a condition", true;
    Question = "not a statement: a question", true;
    Experience = "not for others to know: personal experience", true;
    Address = "not a statement: talk between speakers", true;
    Hedge = "not stated as a fact: a guess", true;
    Short = "not enough said", true;
}

const COMPARE: &str = "more less fewer greater higher lower larger smaller bigger better worse than compared versus double \
     doubled triple tripled twice half times";
const CHANGE: &str = "rose risen fell fallen grew grown dropped increased decreased declined cut raised lost gained created \
     reduced doubled tripled jumped soared plunged climbed slashed expanded shrank surged slowed increase decrease decline rise drop growth";
const RECORD: &str = "first last most least highest lowest largest smallest biggest best worst fastest longest record only never \
     ever every oldest youngest greatest";
const LAW: &str = "law bill act vote voted votes veto vetoed signed passed amendment court ruled ruling treaty sanctions \
     legislation congress senate resolution tax taxes budget deficit debt";
const POSITION: &str = "supported opposed voted said called favored proposed promised wanted wrote signed supports opposes \
     backed sponsored cosponsored";
const QUANTITY: &str = "million millions billion billions trillion thousand thousands hundred hundreds dozen percent percentage \
     majority none all many few several half quarter third";
const CAUSE: &str = "because caused due result results resulted led thanks";
const OPINION: &str = "think believe feel opinion should wrong right great good bad terrible wonderful important best worst \
     ought fair unfair disgrace ridiculous believe hopefully frankly obviously clearly tremendous incredible beautiful";
const FEELING: &str =
    "love hate hope proud glad sorry happy sad afraid admire respect wish appreciate thank honored";
const FUTURE: &str = "will shall 'll wo going gonna tomorrow would";
const DEMAND: &str = "must should need needs let ought";
const CONDITION: &str = "if unless whether";
const HEDGE: &str = "maybe perhaps might may could probably possibly likely seems guess";
const ADDRESS: &str = "please ok okay yes no well sir thank thanks excuse senator governor mr. mrs. gentlemen welcome tonight \
     question answer seconds minutes";

/// The words of each list.
const LISTS: &[(Index, &str)] = &[
    (Index::Comparison, COMPARE),
    (Index::Change, CHANGE),
    (Index::Record, RECORD),
    (Index::Law, LAW),
    (Index::Position, POSITION),
    (Index::Quantifier, QUANTITY),
    (Index::Cause, CAUSE),
    (Index::Opinion, OPINION),
    (Index::Feeling, FEELING),
    (Index::Future, FUTURE),
    (Index::Demand, DEMAND),
    (Index::Condition, CONDITION),
    (Index::Hedge, HEDGE),
    (Index::Address, ADDRESS),
    (Index::Percent, "percent percentage"),
    (Index::Money, "dollar dollars euros pounds"),
    (Index::Experience, "i me my myself"),
];

/// The signs that words give, by the hash of their lower-case form.
pub struct SignWords(FxHashMap<u64, u32>);

impl Default for SignWords {
    fn default() -> Self {
        let mut signs: FxHashMap<u64, u32> = FxHashMap::default();
        for (sign, list) in LISTS {
            for word in list.split_ascii_whitespace() {
                *signs.entry(feature::bytes(word.as_bytes())).or_default() |= 1 << *sign as u32;
            }
        }
        SignWords(signs)
    }
}

/// The signs of a range of tokens, as bits, by the order of [`SIGNS`].
pub(super) struct SignReader<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    tags: &'a [PennTag],
    words: &'a Words,
    lists: &'a SignWords,
}

impl<'a> SignReader<'a> {
    /// `None` if the document lacks tokens, or words and tags that fit them.
    pub(super) fn new(doc: &'a Document, lists: &'a SignWords) -> Option<Self> {
        let (tokens, tags, words) = (doc.get::<Tokens>()?, doc.get::<Tags>()?, doc.get::<Words>()?);
        let fits = tags.penn.len() == tokens.len() && words.len() == tokens.len();
        fits.then(|| SignReader { text: doc.text(), tokens, tags: &tags.penn, words, lists })
    }

    pub(super) fn tokens(&self) -> &'a Tokens {
        self.tokens
    }

    /// The signs of one token alone.
    pub(super) fn of_token(&self, index: usize) -> u32 {
        let Some(token) = self.tokens.get(index) else { return 0 };
        let Some(word) = token.span.slice(self.text) else { return 0 };
        let tag = self.tags[index];
        let mut bits = 0;
        let mut set = |name: Index, when: bool| bits |= u32::from(when) << name as u32;
        if token.kind == TokenKind::Number || tag == PennTag::Cd {
            let digits = word.bytes().all(|byte| byte.is_ascii_digit());
            set(Index::Year, digits && word.len() == 4 && (word.starts_with("19") || word.starts_with("20")));
            set(Index::Number, !matches!(word, "one" | "One"));
            return bits;
        }
        set(Index::Percent, word == "%");
        set(Index::Money, matches!(word, "$" | "€" | "£" | "¥"));
        set(Index::Question, word == "?");
        if !word.starts_with(|letter: char| letter.is_alphabetic() || letter == '\'') {
            return bits;
        }
        set(Index::Name, matches!(tag, PennTag::Nnp | PennTag::Nnps));
        set(Index::Past, tag == PennTag::Vbd);
        set(Index::State, matches!(tag, PennTag::Vbz | PennTag::Vbp));
        set(Index::Comparison, matches!(tag, PennTag::Jjr | PennTag::Rbr));
        bits |= self.lists.0.get(&self.words[index].lower).copied().unwrap_or(0);
        bits
    }

    /// The signs of a range from those of its tokens, and how many names it has.
    pub(super) fn of_range(&self, range: Range<usize>, of_tokens: &[u32]) -> u32 {
        let mut bits = 0;
        let (mut names, mut words) = (0, 0);
        for index in range.clone() {
            let token = of_tokens.get(index).copied().unwrap_or(0);
            bits |= token;
            names += u32::from(token >> Index::Name as u32 & 1 == 1);
            words += usize::from(self.tokens.kinds().get(index) == Some(&TokenKind::Word));
        }
        bits |= u32::from(names > 2) << Index::Names as u32;
        bits |= u32::from(words < 6) << Index::Short as u32;
        bits
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        span.slice(self.text).unwrap_or("")
    }
}
