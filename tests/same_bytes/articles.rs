//! Generated articles: short, varied, full of words that are rare, nearly equal, or equal by a weak hash.
//!
//! The same seed gives the same articles. Nothing of them is taken from any text.

use std::collections::HashMap;

use tidings_learn::random::Random;

/// Pairs of words that the hash of earlier versions took for one: all of them differ only from the eighth letter on.
///
/// That hash chose the entry of a cache, so a document that had the one word changed what came out of a later document with the other.
pub fn colliding_words() -> Vec<[String; 2]> {
    let mut pairs = vec![["subsidium".to_owned(), "subsidies".to_owned()]];
    for start in ["observa", "committ", "governa", "interna", "organis", "adminis", "investi", "parliam"] {
        let mut seen: HashMap<u64, String> = HashMap::new();
        for [a, b, c] in letters() {
            let short = (c == 'a').then(|| format!("{start}{a}{b}"));
            for word in short.into_iter().chain([format!("{start}{a}{b}{c}")]) {
                if let Some(other) = seen.insert(weak_hash(word.as_bytes()), word.clone()) {
                    pairs.push([other, word]);
                }
            }
        }
    }
    pairs
}

/// All runs of three letters.
fn letters() -> impl Iterator<Item = [char; 3]> {
    let each = || 'a'..='z';
    each().flat_map(move |a| each().flat_map(move |b| each().map(move |c| [a, b, c])))
}

/// The hash by which `summary.keyphrases` and `summary.sentences` once kept what they knew of words.
pub fn weak_hash(bytes: &[u8]) -> u64 {
    let combine = |hash: u64, code: u64| (hash.rotate_left(5) ^ code).wrapping_mul(0x517c_c1b7_2722_0a95);
    let (eights, rest) = bytes.as_chunks::<8>();
    let hash =
        eights.iter().fold(bytes.len() as u64, |hash, eight| combine(hash, u64::from_le_bytes(*eight)));
    let hash = combine(hash, rest.iter().rev().fold(0, |code, byte| code << 8 | u64::from(*byte)));
    hash ^ hash >> 32
}

const NAMES: &[&str] = &[
    "Maren Holt",
    "Tobias Varga",
    "Ilse Brandt",
    "Omar Said",
    "Northgate Council",
    "Kestrel Energy",
    "Lakeside",
    "Port Amsel",
    "the Ministry of Water",
    "Ana Dias",
    "NATO",
    "St. Orrin",
    "Dr. Peel",
];
const VERBS: &[&str] =
    &["said", "told reporters", "warned", "denied", "announced", "claims", "argued", "promised", "estimated"];
const NOUNS: &[&str] = &[
    "subsidies",
    "dredgers",
    "harbours",
    "the budget",
    "a levy",
    "two ferries",
    "the inquiry",
    "turbines",
    "the plan",
    "rail fares",
];
const ACTS: &[&str] = &[
    "would cut",
    "had raised",
    "may delay",
    "approved",
    "will close",
    "has not funded",
    "voted against",
    "rebuilt",
];
const ENDS: &[&str] = &[
    "on Tuesday",
    "by 12 percent",
    "in 2024",
    "for $3.5 million",
    "last week",
    "after a vote",
    "within 40 days",
    "",
];

/// Makes articles.
pub struct Articles {
    random: Random,
    pairs: Vec<[String; 2]>,
}

impl Articles {
    pub fn new(seed: u64) -> Self {
        Articles { random: Random::new(seed), pairs: colliding_words() }
    }

    fn below(&mut self, end: usize) -> usize {
        self.random.below(end)
    }

    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        from[self.below(from.len())]
    }

    /// A word that is rare: one of a colliding pair, one letter off a common one, an invented one, a very long one.
    fn rare(&mut self) -> String {
        match self.below(6) {
            0..=2 => {
                let (pair, which) = (self.below(self.pairs.len()), self.below(2));
                self.pairs[pair][which].clone()
            }
            3 => {
                let words = self.pick(NOUNS);
                let word = words.rsplit(' ').next().unwrap_or(words);
                let (at, letter) = (self.below(word.len()), char::from(b'a' + self.below(26) as u8));
                word.char_indices().map(|(place, old)| if place == at { letter } else { old }).collect()
            }
            4 => (0..3 + self.below(12)).map(|_| char::from(b'a' + self.below(26) as u8)).collect(),
            _ => format!(
                "{}{}",
                "ultra-".repeat(1 + self.below(5)),
                self.pick(&["haul", "hauls", "fein", "états"])
            ),
        }
    }

    fn word(&mut self) -> String {
        let rare = self.rare();
        match self.below(8) {
            0 => rare[..1].to_uppercase() + &rare[1..],
            1 => rare.to_uppercase(),
            2 => rare + "'s",
            _ => rare,
        }
    }

    fn sentence(&mut self) -> String {
        let (name, verb, noun, act, end) =
            (self.pick(NAMES), self.pick(VERBS), self.pick(NOUNS), self.pick(ACTS), self.pick(ENDS));
        let (one, two) = (self.word(), self.word());
        match self.below(5) {
            0 => format!("{name} {verb} that {one} {act} {noun} {end}."),
            1 => format!("“The {one} {act} {noun},” {name} {verb} {end}."),
            2 => format!("The word {one} is not {two}."),
            3 => format!("{name} {act} {two} {noun} {end}, according to {one}."),
            _ => format!("Critics of {two} and {one} {act} {noun}; {name} {verb} so {end}."),
        }
    }

    /// The next article as a line of JSON: text, or a page.
    pub fn line(&mut self, number: usize) -> String {
        let is_page = self.below(4) == 0;
        let paragraphs = match self.below(20) {
            0 => 5,
            1 | 2 => 2,
            _ => 1,
        };
        let mut body = String::new();
        for _ in 0..paragraphs {
            let sentences: Vec<String> = (0..1 + self.below(2)).map(|_| self.sentence()).collect();
            let text = sentences.join(" ");
            if is_page {
                let class = self.word();
                body += &format!("<p class=\\\"{class}\\\">{text}</p>");
            } else {
                body += &format!("{text}\\n\\n");
            }
        }
        let title = self.word();
        if is_page {
            let page = format!(
                "<html><head><title>{title}</title></head><body><article><h1>{title} news</h1>{body}</article></body></html>"
            );
            format!("{{\"id\":\"{number}\",\"html\":\"{page}\"}}\n")
        } else {
            format!("{{\"id\":\"{number}\",\"title\":\"{title}\",\"text\":\"{body}\"}}\n")
        }
    }
}
