//! Chooses the sentences of a summary: the set that covers most of what is worth telling within a budget of words.

use super::concepts::Concepts;
use super::products::Products;
use super::story::{StorySentence, StoryText};

/// Sentences that are considered, the best for their length: bounds the work of a very large story.
const MOST_CONSIDERED: usize = 150;
/// Sets that are carried on from step to step.
const BEAM: usize = 12;
/// Sentences that are more alike repeat each other.
const REPEATS: f64 = 0.45;
/// What a word of summary must bring at the usual budget; less with more room.
const WORD_COST: f64 = 0.05;
/// The budget, in words, that the other figures are tuned for.
const USUAL_BUDGET: f64 = 70.0;
/// The shortest sentence worth quoting, in words.
const LEAST_WORDS: usize = 7;
/// A sentence that is less like the story only fills up the budget.
const LEAST_CENTRALITY: f64 = 0.1;
/// What the first sentence of the most central article brings beside its words at the usual budget; more with more room,
/// where its lead can be told in one go. The next sentences bring a half, a third and so on.
const LEAD_BONUS: f64 = 0.4;
const MOST_LEAD_BONUS: f64 = 2.0;
/// What a sentence loses that does not stand alone, or only says that somebody said nothing.
const LEANING_COST: f64 = 0.5;

/// The numbers of the chosen sentences, in the order of the summary: what stands early in its article comes first.
pub(super) fn choose(
    story: &StoryText<'_>,
    concepts: &Concepts,
    values: &[f64],
    budget: usize,
) -> Vec<usize> {
    let room = budget.max(1) as f64 / USUAL_BUDGET;
    let word_cost = WORD_COST / room;
    let lead_bonus = (LEAD_BONUS * room * room).min(MOST_LEAD_BONUS);
    let main = most_central(&story.document_centrality);
    let own_value = |sentence: &StorySentence<'_>| {
        let lead = if Some(sentence.document) == main {
            lead_bonus / (1.0 + f64::from(sentence.place))
        } else {
            0.0
        };
        lead - if leans(sentence.text) || says_nothing(sentence.text) { LEANING_COST } else { 0.0 }
            - word_cost * sentence.length as f64
    };
    let fits = |sentence: &StorySentence<'_>| {
        (LEAST_WORDS..=budget).contains(&sentence.length)
            && sentence.centrality >= LEAST_CENTRALITY
            && !breaks_quotation(sentence.text)
    };
    let mut candidates: Vec<(f64, usize)> = story
        .sentences
        .iter()
        .enumerate()
        .filter(|(_, sentence)| fits(sentence))
        .map(|(number, sentence)| {
            let sum: f64 = concepts.of_sentence[number].iter().map(|concept| values[*concept as usize]).sum();
            ((sum + own_value(sentence)) / sentence.length as f64, number)
        })
        .collect();
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    candidates.truncate(MOST_CONSIDERED);
    let mut numbers: Vec<usize> = candidates.into_iter().map(|(_, number)| number).collect();
    numbers.sort_unstable();
    // What a sentence brings by itself does not change from set to set.
    let own: Vec<f64> = numbers.iter().map(|number| own_value(&story.sentences[*number])).collect();
    let mut chosen = best_set(story, concepts, values, budget, &numbers, &own);
    chosen.sort_by(|a, b| {
        let key = |number: usize| {
            let sentence = &story.sentences[number];
            (sentence.place, Some(sentence.document) != main, sentence.document)
        };
        key(*a).cmp(&key(*b))
    });
    chosen
}

/// The best set of sentences among some, found by a beam search: the numbers, ascending. `own` is what each brings by itself.
fn best_set(
    story: &StoryText<'_>,
    concepts: &Concepts,
    values: &[f64],
    budget: usize,
    numbers: &[usize],
    own: &[f64],
) -> Vec<usize> {
    let mut repeats = Repeats::new(story, numbers);
    let mut beam = vec![State {
        chosen: Vec::new(),
        repeated: vec![false; numbers.len()],
        covered: vec![0; values.len().div_ceil(64)],
        words: 0,
        value: 0.0,
    }];
    let mut best: (f64, Vec<usize>) = (0.0, Vec::new());
    while !beam.is_empty() {
        let mut next: Vec<(f64, usize, usize)> = Vec::new();
        for (from, state) in beam.iter().enumerate() {
            for (place, number) in numbers.iter().enumerate() {
                if state.repeated[place]
                    || state.chosen.contains(number)
                    || state.words + story.sentences[*number].length > budget
                {
                    continue;
                }
                let gain: f64 = concepts.of_sentence[*number]
                    .iter()
                    .filter(|concept| state.covered[**concept as usize / 64] >> (*concept % 64) & 1 == 0)
                    .map(|concept| values[*concept as usize])
                    .sum();
                next.push((state.value + gain + own[place], from, place));
            }
        }
        next.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut grown: Vec<State> = Vec::with_capacity(BEAM);
        for (value, from, place) in next {
            let state = beam[from].with(numbers[place], value, story, concepts, repeats.of(place));
            if grown.iter().any(|other| other.chosen == state.chosen) {
                continue;
            }
            if value > best.0 {
                best = (value, state.chosen.clone());
            }
            grown.push(state);
            if grown.len() == BEAM {
                break;
            }
        }
        beam = grown;
    }
    best.1
}

/// The first of the most central documents.
pub(super) fn most_central(centrality: &[f64]) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (document, value) in centrality.iter().enumerate() {
        if best.is_none_or(|known| *value > centrality[known]) {
            best = Some(document);
        }
    }
    best
}

/// Which sentences repeat each other, looked at once for each that is chosen.
struct Repeats<'a> {
    story: &'a StoryText<'a>,
    numbers: &'a [usize],
    /// The sentences at these places by their words.
    products: Products,
    /// By place among the numbers.
    known: Vec<Option<Vec<bool>>>,
}

impl<'a> Repeats<'a> {
    fn new(story: &'a StoryText<'a>, numbers: &'a [usize]) -> Self {
        let vectors = numbers.iter().map(|number| story.sentences[*number].vector.as_slice());
        Repeats { story, numbers, products: Products::of(vectors), known: vec![None; numbers.len()] }
    }

    /// Which of the sentences repeat that at a place.
    fn of(&mut self, place: usize) -> &[bool] {
        let vector = &self.story.sentences[self.numbers[place]].vector;
        let all = || self.products.with(vector).into_iter().map(|alike| alike > REPEATS);
        self.known[place].get_or_insert_with(|| all().collect())
    }
}

/// A set of sentences under way.
struct State {
    /// Ascending.
    chosen: Vec<usize>,
    /// By place: whether the sentence repeats one that is chosen.
    repeated: Vec<bool>,
    /// A bit a concept.
    covered: Vec<u64>,
    words: usize,
    value: f64,
}

impl State {
    /// The set with one sentence more, which some others repeat.
    fn with(
        &self,
        number: usize,
        value: f64,
        story: &StoryText<'_>,
        concepts: &Concepts,
        repeats: &[bool],
    ) -> State {
        let mut chosen = self.chosen.clone();
        chosen.push(number);
        chosen.sort_unstable();
        let mut covered = self.covered.clone();
        for concept in &concepts.of_sentence[number] {
            covered[*concept as usize / 64] |= 1 << (concept % 64);
        }
        let repeated = self.repeated.iter().zip(repeats).map(|(known, new)| *known || *new).collect();
        State { chosen, repeated, covered, words: self.words + story.sentences[number].length, value }
    }
}

/// Whether a quotation begins or ends in the sentence without its other end: the rest is in another sentence.
fn breaks_quotation(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    count('“') != count('”') || count('"') % 2 != 0 || count('«') != count('»')
}

/// Beginnings of a sentence that leans on the one before it.
const LEANING: [&str; 30] = [
    "and",
    "but",
    "or",
    "so",
    "yet",
    "he",
    "she",
    "they",
    "it",
    "his",
    "her",
    "their",
    "its",
    "this",
    "that",
    "these",
    "those",
    "however",
    "meanwhile",
    "also",
    "then",
    "there",
    "such",
    "both",
    "still",
    "instead",
    "moreover",
    "i",
    "we",
    "you",
];

/// Whether a sentence begins in the middle of a thought, is a question, or is not whole.
pub(super) fn leans(text: &str) -> bool {
    let opened = text.starts_with(['"', '“', '\'', '‘']);
    let first =
        text.trim_start_matches(['"', '“', '\'', '‘', '(']).split(|c: char| !c.is_alphanumeric()).next();
    let first = first.unwrap_or("").to_lowercase();
    let end = text.trim_end_matches(['"', '”', '\'', '’', ')', ' ']);
    (!opened && LEANING.contains(&first.as_str()))
        || end.ends_with('?')
        || !end.ends_with(['.', '!', '…', '?'])
}

/// Ends of sentences that report no answer.
const NO_ANSWER: [&str; 6] = [
    "did not answer",
    "declined to comment",
    "declined to say",
    "did not respond",
    "did not immediately respond",
    "could not be reached",
];

/// Whether a sentence only says that somebody did not answer.
fn says_nothing(text: &str) -> bool {
    NO_ANSWER.iter().any(|words| text.contains(words))
}

#[cfg(test)]
mod tests {
    use super::leans;

    #[test]
    fn sentences_that_stand_alone_are_told_from_others() {
        for alone in ["The port reopened on Monday.", "“It is open,” the mayor said.", "Eight ships left."]
        {
            assert!(!leans(alone), "{alone}");
        }
        for leaning in ["But it closed again.", "He left.", "Who pays?", "More on this story"] {
            assert!(leans(leaning), "{leaning}");
        }
    }
}
