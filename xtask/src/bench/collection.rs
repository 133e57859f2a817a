//! A large collection of generated articles, to time the corpus stages on.
//!
//! It has what is hard: stories of one to hundreds of articles, whose outlets tell the same facts in other words and now and
//! then with another figure; wire copy, whole and cut short; words as frequent as in news (Zipf) and names that few articles
//! have. The texts are put together from templates and invented words; the same number of articles gives the same bytes.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;

use super::corpus::Size;

/// Writes `count` articles as JSON lines to `path`.
pub fn write(path: &Path, count: usize) -> Result<Size> {
    let file = fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut out = BufWriter::new(file);
    let mut dice = Dice(7);
    let mut bytes = 0;
    let (mut story, mut left) = (Story::new(&mut dice, 0), 0);
    for number in 0..count {
        if left == 0 {
            story = Story::new(&mut dice, number * 28 / count);
            // Half of the stories have one or two articles, one in five hundred has three hundred and more.
            left = articles_of_a_story(dice.roll());
        }
        left -= 1;
        let article = story.article(&mut dice);
        bytes += article.text.len();
        let line = json!({
            "id": format!("{number:07}"), "title": article.title, "outlet": article.outlet,
            "date": format!("2025-03-{:02}", article.day), "text": article.text,
        });
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(Size { documents: count, bytes })
}

/// How many articles a story has, by chance: a number from 0 to 1.
fn articles_of_a_story(chance: f64) -> usize {
    ((1.0 / (chance + 0.002)) as usize).max(1)
}

/// Outlets of the collection.
const OUTLETS: usize = 300;

/// A linear congruential generator (Knuth's MMIX constants).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(crate) fn below(&mut self, sides: usize) -> usize {
        (self.roll() * sides as f64) as usize
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// A word of the language: that of rank r is r times as rare as the first.
    fn word(&mut self) -> String {
        invented(60_000f64.powf(self.roll()) as usize)
    }

    fn name(&mut self) -> String {
        let number = 60_000 + self.below(200_000);
        capitalized(&invented(number))
    }
}

const SYLLABLES: [&str; 32] = [
    "ba", "ren", "to", "li", "mar", "so", "ve", "din", "ka", "pel", "ru", "sta", "no", "gri", "fe", "lum",
    "ha", "bri", "cor", "ne", "ul", "tam", "wi", "dre", "go", "lin", "sha", "por", "em", "zi", "qua", "jo",
];

/// The invented word of a number.
fn invented(number: usize) -> String {
    let mut word = String::new();
    let mut rest = number + SYLLABLES.len();
    while rest > 0 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    word
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

const EVENTS: [&str; 12] = [
    "storm", "strike", "fire", "flood", "election", "trial", "merger", "blackout", "protest", "collapse",
    "summit", "outbreak",
];
const THINGS: [&str; 12] = [
    "houses",
    "workers",
    "ships",
    "schools",
    "passengers",
    "farms",
    "shops",
    "patients",
    "trains",
    "bridges",
    "voters",
    "soldiers",
];
const FIRST_NAMES: [&str; 12] =
    ["Ida", "Per", "Maren", "Jon", "Elsa", "Tomas", "Ruth", "Anders", "Nora", "Felix", "Clara", "Hugo"];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The facts of a story, each in three tellings. `#` is the figure of the fact.
const FACTS: [[&str; 3]; 6] = [
    [
        "The {event} in {place} left # {things} without power on {weekday}, {person} said.",
        "{person} said # {things} had no power after the {event} hit {place} on {weekday}.",
        "# {things} were without power in {place} after {weekday}'s {event}, according to {person}.",
    ],
    [
        "{org} estimated the damage at # million dollars.",
        "Repairs after the {event} will cost # million dollars, {org} said.",
        "The bill for {place} is # million dollars, {org} announced in a statement.",
    ],
    [
        "The government sent # engineers to {place} to repair the {topic}.",
        "# engineers are on their way to {place}, where the {topic} must be repaired.",
        "To repair the {topic}, # engineers were sent to {place}.",
    ],
    [
        "\"We have not seen such a {event} in # years,\" said {other}, who lives in {place}.",
        "{other} told reporters that {place} had not seen such a {event} in # years.",
        "It was the first {event} of its kind in # years, {other} said.",
    ],
    [
        "{org} rejected the claim that the {topic} had been neglected for # months.",
        "Critics say the {topic} was neglected for # months, which {org} denies.",
        "{other} accused {org} of neglecting the {topic} for # months.",
    ],
    [
        "Talks about the {topic} will resume in {place} on {weekday}, {person} said.",
        "{person} expects talks on the {topic} to go on in {place} on {weekday}.",
        "{place} will host more talks about the {topic} on {weekday}.",
    ],
];

/// Sentences around the facts: `%` is a word, now and then one of the story.
const AROUND: [&str; 6] = [
    "The % of the % has long been a matter of % between {place} and the %.",
    "{person} said the % would not change the % of the %.",
    "In % the % was built with the % of a %, and few expected a %.",
    "A % near the % showed that the % had grown since the %.",
    "\"Nobody asked us about the %,\" {other} said of the %.",
    "The % and the % are under %, but the % of {org} stays open.",
];

/// What happened, and the words that belong to it.
struct Story {
    day: usize,
    place: String,
    org: String,
    people: [String; 2],
    event: &'static str,
    things: &'static str,
    weekday: &'static str,
    topic: Vec<String>,
    figures: [usize; 6],
    /// What the agency wrote.
    wire: Vec<String>,
}

struct Article {
    title: String,
    outlet: String,
    day: usize,
    text: String,
}

impl Story {
    fn new(dice: &mut Dice, day: usize) -> Self {
        let person = |dice: &mut Dice| format!("{} {}", dice.one(&FIRST_NAMES), dice.name());
        let mut story = Story {
            day: 1 + day,
            place: dice.name(),
            org: format!("the {} Council", dice.name()),
            people: [person(dice), person(dice)],
            event: dice.one(&EVENTS),
            things: dice.one(&THINGS),
            weekday: dice.one(&WEEKDAYS),
            topic: (0..16).map(|_| dice.word()).collect(),
            figures: [0; 6].map(|_| 2 + dice.below(900)),
            wire: Vec::new(),
        };
        story.wire = story.sentences(dice);
        story
    }

    /// A third of the articles are wire copy, some of it edited or cut short; the others tell the story anew.
    fn article(&self, dice: &mut Dice) -> Article {
        let mut sentences = match dice.below(9) {
            0 => self.wire.clone(),
            1 => self.wire[..self.wire.len() / 2].to_vec(),
            2 => {
                let mut edited = self.wire.clone();
                edited.remove(dice.below(self.wire.len()));
                edited
            }
            _ => self.sentences(dice),
        };
        let last = sentences.len().saturating_sub(1);
        for at in (0..last).step_by(3) {
            sentences[at].push('\n');
        }
        let topic = &self.topic[dice.below(self.topic.len())];
        let title = format!("{} in {}: what is known of the {topic}", capitalized(self.event), self.place);
        let outlet = format!("The {} Post", capitalized(&invented(1 + dice.below(OUTLETS))));
        let day = (self.day + dice.below(3)).min(28);
        Article { title, outlet, day, text: sentences.join(" ").replace("\n ", "\n") }
    }

    fn sentences(&self, dice: &mut Dice) -> Vec<String> {
        let mut sentences = Vec::new();
        for (fact, tellings) in FACTS.iter().enumerate() {
            if dice.below(4) > 0 {
                // One report in ten has another figure.
                let figure = self.figures[fact] + if dice.below(10) == 0 { 1 + dice.below(400) } else { 0 };
                let telling = dice.one(tellings);
                sentences.push(self.filled(telling, figure, dice));
            }
            for _ in 0..2 + dice.below(5) {
                let around = dice.one(&AROUND);
                sentences.push(self.filled(around, 0, dice));
            }
        }
        sentences
    }

    fn filled(&self, template: &str, figure: usize, dice: &mut Dice) -> String {
        let topic = &self.topic[dice.below(self.topic.len())];
        let mut text = template.to_owned();
        for (slot, value) in [
            ("{event}", self.event),
            ("{things}", self.things),
            ("{weekday}", self.weekday),
            ("{place}", &self.place),
            ("{org}", &self.org),
            ("{person}", &self.people[0]),
            ("{other}", &self.people[1]),
            ("{topic}", topic),
            ("#", &figure.to_string()),
        ] {
            text = text.replace(slot, value);
        }
        while let Some(at) = text.find('%') {
            let word = if dice.below(4) == 0 {
                self.topic[dice.below(self.topic.len())].clone()
            } else {
                dice.word()
            };
            text.replace_range(at..at + 1, &word);
        }
        capitalized(&text)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_story_has_an_article_and_none_has_them_all() {
        assert_eq!(articles_of_a_story(0.999_999), 1);
        assert_eq!(articles_of_a_story(0.6), 1);
        assert_eq!(articles_of_a_story(0.0), 500);
    }

    #[test]
    fn the_same_number_of_articles_gives_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let written = |name: &str| {
            let path = folder.path().join(name);
            let size = write(&path, 300).unwrap();
            (size, fs::read_to_string(&path).unwrap())
        };
        let (size, first) = written("a");
        assert_eq!(written("b").1, first);
        assert_eq!(size.documents, 300);
        let articles: Vec<serde_json::Value> =
            first.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(articles.len(), 300);
        let text = |article: &serde_json::Value| article["text"].as_str().unwrap().to_owned();
        assert_eq!(size.bytes, articles.iter().map(|article| text(article).len()).sum::<usize>());
        // Some are copies, most are not.
        let different: BTreeSet<String> = articles.iter().map(text).collect();
        assert!((200..300).contains(&different.len()), "{}", different.len());
        assert!(articles.iter().all(|article| !text(article).contains(['%', '#', '{'])));
    }
}
