//! What several voices tell, and what only one does.

use super::choose::leans;
use super::conclude::Telling;
use super::report::{BriefedSentence, SharedStatement};
use super::story::{StorySentence, StoryText};
use crate::claims::denies;
use crate::likeness::Shared;

/// Sentences of different documents that are as alike as this tell the same.
const SAME: f64 = 0.42;
/// A statement that is as alike as this to one that is listed says it again.
const REPEATS: f64 = 0.6;
/// Of the telling words of the shorter and of the longer of them, so many are common.
const COVERED: f64 = 0.4;
const COVERED_LONGER: f64 = 0.25;
/// A sentence that is less like every sentence of the others is told by its own voice alone.
const ALONE: f64 = 0.22;
/// A shorter sentence says too little to be compared.
const LEAST_WORDS: usize = 7;
/// How many statements are listed.
const MOST_SHARED: usize = 8;
const MOST_ONLY: usize = 8;
/// Of them from one voice.
const MOST_ONLY_OF_VOICE: usize = 2;
/// Sentences of a story that are compared with all others: a story of hundreds of articles repeats itself.
const MOST_COMPARED: usize = 400;

/// For every voice that tells what the sentence tells, its most similar sentence; the sentence itself comes first.
pub(super) fn support(text: &StoryText<'_>, number: usize) -> Vec<usize> {
    let sentence = &text.sentences[number];
    let mut best: Vec<(u32, f64, usize)> = Vec::new();
    let all = text.alike(number).into_iter().enumerate();
    for (other, alike) in all.filter(|(_, alike)| *alike >= SAME) {
        let candidate = &text.sentences[other];
        // The same words in another paper are a copy: it says nothing that the first did not.
        if candidate.voice == sentence.voice || candidate.words == sentence.words {
            continue;
        }
        // Who denies it does not support it.
        if !is_one_matter(&sentence.likeness.shared_with(&candidate.likeness))
            || denies(candidate.text) != denies(sentence.text)
        {
            continue;
        }
        match best.iter_mut().find(|(voice, _, _)| *voice == candidate.voice) {
            Some(known) if known.1 < alike => *known = (candidate.voice, alike, other),
            Some(_) => {}
            None => best.push((candidate.voice, alike, other)),
        }
    }
    best.sort_unstable_by_key(|(voice, _, _)| *voice);
    std::iter::once(number).chain(best.into_iter().map(|(_, _, other)| other)).collect()
}

/// Whether two sentences have more in common than the name of a person or the topic.
fn is_one_matter(shared: &Shared) -> bool {
    let telling = shared.plain >= 2 || (shared.plain == 1 && shared.names >= 2);
    telling && shared.of_shorter >= COVERED && shared.of_longer >= COVERED_LONGER
}

/// The statements that several voices make, that with most support first.
pub(super) fn shared(telling: &Telling<'_>, worth: &dyn Fn(usize) -> f64) -> Vec<SharedStatement> {
    let text = telling.text;
    let mut statements: Vec<(usize, f64, Vec<usize>)> = candidates(text, worth)
        .into_iter()
        .map(|number| (number, support(text, number)))
        .filter(|(_, sentences)| sentences.len() > 1)
        .map(|(number, sentences)| (sentences.len(), worth(number), sentences))
        .collect();
    statements.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    let mut used: Vec<usize> = Vec::new();
    let mut listed = Vec::new();
    for (support, _, sentences) in statements {
        let repeats = |sentence: &usize| {
            let likeness = |number: usize| &text.sentences[number].likeness;
            let alike = |known: &usize| likeness(*known).cosine(likeness(*sentence));
            used.iter().any(|known| known == sentence || alike(known) >= REPEATS)
        };
        if sentences.iter().any(repeats) {
            continue;
        }
        used.extend_from_slice(&sentences);
        listed.push(SharedStatement {
            support,
            all: support == text.voices,
            sentences: sentences.iter().map(|n| telling.with_support(&text.sentences[*n], support)).collect(),
        });
        if listed.len() == MOST_SHARED {
            break;
        }
    }
    listed
}

/// What only one voice tells, that most worth telling first; nothing if there is only one voice.
pub(super) fn only(telling: &Telling<'_>, worth: &dyn Fn(usize) -> f64) -> Vec<BriefedSentence> {
    let text = telling.text;
    if text.voices < 2 {
        return Vec::new();
    }
    let mut alone: Vec<(f64, usize)> = candidates(text, worth)
        .into_iter()
        .filter(|number| {
            let sentence = &text.sentences[*number];
            let of_others = |(_, other): &(f64, &StorySentence<'_>)| other.voice != sentence.voice;
            sentence.length >= 8
                && !leans(sentence.text)
                && sentence.is_specific()
                && (text.alike(*number).into_iter().zip(&text.sentences))
                    .filter(of_others)
                    .all(|(alike, _)| alike < ALONE)
        })
        .map(|number| (worth(number), number))
        .collect();
    alone.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut listed: Vec<usize> = Vec::new();
    for (_, number) in alone {
        let sentence = &text.sentences[number];
        let of_voice = listed.iter().filter(|other| text.sentences[**other].voice == sentence.voice).count();
        // A copy tells it too.
        let told = |other: &usize| text.sentences[*other].likeness.cosine(&sentence.likeness) >= SAME;
        if listed.iter().any(told) {
            continue;
        }
        if of_voice < MOST_ONLY_OF_VOICE && listed.len() < MOST_ONLY {
            listed.push(number);
        }
    }
    listed.into_iter().map(|number| telling.with_support(&text.sentences[number], 1)).collect()
}

/// The sentences that are worth comparing, in the order of the story.
fn candidates(text: &StoryText<'_>, worth: &dyn Fn(usize) -> f64) -> Vec<usize> {
    let mut numbers: Vec<(f64, usize)> = (0..text.sentences.len())
        .filter(|number| text.sentences[*number].length >= LEAST_WORDS)
        .map(|number| (worth(number), number))
        .collect();
    if numbers.len() > MOST_COMPARED {
        numbers.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        numbers.truncate(MOST_COMPARED);
    }
    let mut numbers: Vec<usize> = numbers.into_iter().map(|(_, number)| number).collect();
    numbers.sort_unstable();
    numbers
}
