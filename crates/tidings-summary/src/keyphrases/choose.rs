//! Weighing candidates and choosing those that say different things.

use rustc_hash::FxHashMap;
use tidings_core::{Keyphrase, Span};

use super::candidates::{Candidate, Terms, Text, span_of};
use crate::sentences::title;
use crate::vocabulary::TermId;

/// What a name weighs more than another phrase.
const NAME: f32 = 1.3;
/// What a phrase of the title weighs more.
const IN_TITLE: f32 = 1.5;
/// What each further word of a phrase adds: longer phrases are rarer and say more (RAKE).
const PER_WORD: f32 = 0.5;
/// What a phrase that is no name and stands in one place weighs.
const ONE_PLACE: f32 = 0.7;
/// What a single word that is no name weighs.
const ONE_WORD: f32 = 0.6;
/// How many candidates are compared with each other, for each phrase asked for.
const COMPARED: usize = 8;

/// The best phrases that say different things, best first.
pub(super) fn choose(text: &Text<'_>, candidates: &[Candidate], max_phrases: usize) -> Vec<Keyphrase> {
    let title = text.vocabulary.known_content_terms(&title(text.doc, text.sentences));
    let mut scored: Vec<(f32, usize)> = candidates
        .iter()
        .enumerate()
        .map(|(index, candidate)| (score(text, candidate, &title), index))
        .collect();
    // Candidates come in the order of the text: the earlier wins among equals.
    let best_first = |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    let compared = max_phrases.saturating_mul(COMPARED);
    if compared < scored.len() {
        scored.select_nth_unstable_by(compared, best_first);
        scored.truncate(compared);
    }
    scored.sort_unstable_by(best_first);

    let mut chosen: Vec<Chosen> = Vec::new();
    for (score, index) in scored {
        let Some(next) = Chosen::new(text, score, candidates[index].clone()) else { continue };
        let related: Vec<usize> =
            (0..chosen.len()).filter(|index| chosen[*index].relates_to(&next)).collect();
        if !related.is_empty() {
            merge(&mut chosen, &related, next);
        } else if chosen.len() < max_phrases {
            chosen.push(next);
        }
    }
    add_all_places(text, &mut chosen);
    chosen.into_iter().map(|chosen| Keyphrase { spans: chosen.spans, score: chosen.score }).collect()
}

/// How much a phrase says: how often, how early, how widely it stands, and what it is.
fn score(text: &Text<'_>, candidate: &Candidate, title: &[TermId]) -> f32 {
    let sentences = text.sentences.0.len().max(1) as f32;
    let frequency = 0.7 * candidate.mentions.ln_1p() + 0.3 * text.nouns.mean_count(&candidate.terms).ln_1p();
    let first = candidate.first_sentence as f32;
    let early = 1.0 + 1.0 / (1.0 + first / 4.0);
    let last = candidate.last_sentence as f32;
    let spread = 1.0 + 0.5 * (last - first) / sentences;
    let length = match (candidate.terms.len(), candidate.is_name) {
        (0 | 1, false) => ONE_WORD,
        (words, _) => 1.0 + PER_WORD * (words.clamp(1, 3) - 1) as f32,
    };
    let in_title = candidate.terms.iter().all(|term| title.contains(term));
    let kind = match (candidate.is_name, candidate.count()) {
        (true, _) => NAME,
        (false, 1) => ONE_PLACE,
        (false, _) => 1.0,
    };
    frequency * early * spread * length * kind * if in_title { IN_TITLE } else { 1.0 }
}

/// A chosen phrase.
struct Chosen {
    score: f32,
    candidate: Candidate,
    spans: Vec<Span>,
    /// The terms of its spelling variants, its own first.
    forms: Vec<Terms>,
    /// Its letters and digits in lower case, without plural endings of the words.
    folded: Vec<char>,
}

impl Chosen {
    fn new(text: &Text<'_>, score: f32, candidate: Candidate) -> Option<Self> {
        let spans: Vec<Span> = candidate.places().filter_map(|place| span_of(text, place)).collect();
        let first = text.doc.slice(*spans.first()?);
        Some(Chosen { score, folded: fold(first), forms: vec![candidate.terms], candidate, spans })
    }

    /// Whether the two say the same, or one is part of the other.
    fn relates_to(&self, other: &Chosen) -> bool {
        self.is_variant_of(other) || self.is_part_of(other) || self.has_part(other)
    }

    /// Whether it is part of a longer phrase.
    fn is_part_of(&self, other: &Chosen) -> bool {
        self.forms.iter().any(|form| is_part(form, &other.candidate.terms))
    }

    /// Whether a shorter phrase is part of it.
    fn has_part(&self, other: &Chosen) -> bool {
        self.forms.iter().any(|form| is_part(&other.candidate.terms, form))
    }

    /// Whether the two are other names of one thing ("U.S." and "United States") or differ only in spelling.
    fn is_variant_of(&self, other: &Chosen) -> bool {
        let named = self.candidate.entity.is_some() && self.candidate.entity == other.candidate.entity;
        if named && !self.is_part_of(other) && !self.has_part(other) {
            return true;
        }
        let shorter = self.folded.len().min(other.folded.len());
        let allowed = match shorter {
            0..7 => 0,
            7..14 => 1,
            _ => 2,
        };
        self.candidate.terms == other.candidate.terms
            || distance_at_most(&self.folded, &other.folded, allowed)
    }
}

/// What happens to a candidate that relates to phrases already chosen.
fn merge(chosen: &mut Vec<Chosen>, related: &[usize], next: Chosen) {
    if let Some(variant) = related.iter().copied().find(|index| chosen[*index].is_variant_of(&next)) {
        if related.len() == 1 {
            chosen[variant].spans.extend(next.spans);
            chosen[variant].forms.push(next.candidate.terms);
        }
        return;
    }
    let Some((first, others)) = related.split_first() else { return };
    let known = &chosen[*first];
    // The longer phrase is the better one if it is what the shorter one usually stands in.
    let is_longer = related.iter().all(|index| chosen[*index].is_part_of(&next));
    let usual = next.candidate.mentions * 2.0 >= known.candidate.mentions;
    let sure = known.candidate.is_name && next.candidate.is_name || next.candidate.count() > 1;
    if is_longer && usual && sure {
        chosen[*first] = Chosen { score: known.score.max(next.score), ..next };
        others.iter().rev().for_each(|other| drop(chosen.remove(*other)));
    }
}

/// Adds the places where a phrase stands inside a longer run of words.
fn add_all_places(text: &Text<'_>, chosen: &mut [Chosen]) {
    let mut by_first: FxHashMap<TermId, Vec<(usize, Terms)>> = FxHashMap::default();
    let mut begins = vec![false; text.vocabulary.len()];
    for (index, phrase) in chosen.iter().enumerate() {
        for form in &phrase.forms {
            if let Some(first) = form.first() {
                by_first.entry(*first).or_default().push((index, *form));
                begins[*first as usize] = true;
            }
        }
    }
    for sentence in &text.sentences.0 {
        for start in sentence.tokens() {
            let first = text.vocabulary.at(start).filter(|word| begins[word.term as usize]);
            let Some(first) = first else { continue };
            for (index, form) in by_first.get(&first.term).into_iter().flatten() {
                let place = start..start + form.len();
                let terms = place.clone().map(|token| text.vocabulary.at(token).map(|word| word.term));
                if place.end <= sentence.end_token as usize && terms.eq(form.iter().copied().map(Some)) {
                    chosen[*index].spans.extend(span_of(text, &place));
                }
            }
        }
    }
    for phrase in chosen {
        phrase.spans.sort_unstable();
        phrase.spans.dedup();
    }
}

/// Whether `part` stands inside `whole`, word for word.
fn is_part(part: &[TermId], whole: &[TermId]) -> bool {
    part.len() < whole.len() && whole.windows(part.len()).any(|window| window == part)
}

fn fold(phrase: &str) -> Vec<char> {
    let mut folded = Vec::with_capacity(phrase.len());
    for word in phrase.split(|c: char| !c.is_alphanumeric()) {
        let word = if word.len() > 3 && !word.ends_with("ss") {
            word.strip_suffix('s').unwrap_or(word)
        } else {
            word
        };
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

/// Whether two short strings differ in at most `limit` insertions, deletions and replacements.
fn distance_at_most(a: &[char], b: &[char], limit: usize) -> bool {
    if a.len().abs_diff(b.len()) > limit {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let ([_, a_rest @ ..], [_, b_rest @ ..]) = (a, b) else {
        // What is left of the longer one is within the limit.
        return true;
    };
    limit > 0
        && [(a_rest, b_rest), (a_rest, b), (a, b_rest)]
            .into_iter()
            .any(|(a, b)| distance_at_most(a, b, limit - 1))
}
