//! How a net learns to decide the transitions of a parser: from its own decisions, right or wrong, with what each of them costs.

use tidings_language::syntax::{Drafted, Seen, State, Transition, WORD_SLOTS};
use tidings_learn::linear::softmax;
use tidings_learn::net::{NetPass, NetTrainer};
use tidings_learn::random::Random;

use super::oracle::GoldTree;
use super::tags;
use super::vocabulary::TrainedVocabulary;

const RATE: f32 = 0.04;
const DROPOUT: f32 = 0.25;
const BLINDNESS: f32 = 0.15;
/// A word seen this often is understood from its vector alone in half of the decisions.
const RARE: f32 = 5.0;
/// From this round on the parser follows its own decisions this often, right or wrong.
const EXPLORE_FROM: usize = 1;
const EXPLORE: f32 = 0.9;

/// A sentence with its tree, as a parser sees it.
pub struct ParseLesson {
    pub seen: Vec<Seen>,
    pub gold: GoldTree,
    /// The draft of a parser that has not seen the sentence; empty while there is none.
    pub draft: Vec<Drafted>,
}

/// What a net is trained with.
pub struct Course<'w, const H: usize> {
    pub sizes: &'static [u32],
    pub relations: usize,
    pub epochs: usize,
    pub words: &'w TrainedVocabulary,
}

impl<const H: usize> Course<'_, H> {
    /// Trains a net that sees the rows that `rows` makes of a state, and gives its bytes.
    pub fn learn<const N: usize>(
        &self,
        mut sentences: Vec<&ParseLesson>,
        rows: impl Fn(&ParseLesson, &State) -> [u32; N],
    ) -> Vec<u8> {
        let mut random = Random::new(13);
        let scores = Transition::ALL.len() + 2 * self.relations;
        let mut trainer = NetTrainer::<H>::new(self.sizes, scores, &mut random);
        for slot in WORD_SLOTS {
            trainer.tie(slot, &self.words.vectors, &mut random);
        }
        (trainer.dropout, trainer.blindness, trainer.rare) = (DROPOUT, BLINDNESS, RARE);
        let mut pass = NetPass::new(scores);
        let mut state = State::default();
        for epoch in 0..self.epochs {
            random.shuffle(&mut sentences);
            let mut counts = [0; 2];
            for (number, lesson) in sentences.iter().enumerate() {
                let done = (epoch as f32 + number as f32 / sentences.len() as f32) / self.epochs as f32;
                trainer.rate = RATE * (1.0 - done).max(0.02);
                let explore = epoch >= EXPLORE_FROM;
                state.begin(lesson.seen.len());
                while !state.done() {
                    if state.stack.is_empty() {
                        state.apply(Transition::Shift, 0);
                        continue;
                    }
                    trainer.forward(&rows(lesson, &state), &mut pass, Some(&mut random));
                    counts[0] += decide(&mut trainer, &mut pass, &mut state, lesson, explore, &mut random);
                }
                counts[1] += lesson.seen.len();
                trainer.step();
            }
            eprintln!("epoch {}: {} of {} heads lost", epoch + 1, counts[0], counts[1]);
        }
        trainer.finish()
    }
}

/// Learns from one decision, whose scores are worked out, and makes a transition. Gives what the best-scoring one costs.
fn decide<const H: usize>(
    trainer: &mut NetTrainer<H>,
    pass: &mut NetPass<H>,
    state: &mut State,
    lesson: &ParseLesson,
    explore: bool,
    random: &mut Random,
) -> usize {
    pass.gradients.fill(0.0);
    let costs = Transition::ALL.map(|transition| {
        if state.allows(transition) { lesson.gold.cost(state, transition) } else { usize::MAX }
    });
    let least = costs.into_iter().min().unwrap_or(0);
    let best_of = |allowed: &dyn Fn(usize) -> bool| {
        let numbers = (0..3).filter(|number| allowed(*number));
        numbers.fold(
            3,
            |best, number| if best == 3 || pass.scores[number] > pass.scores[best] { number } else { best },
        )
    };
    let found = best_of(&|number| costs[number] != usize::MAX);
    let right = best_of(&|number| costs[number] == least);
    // The probability of all transitions that cost least should be 1.
    let share =
        |number: usize, keep: bool| if keep { (pass.scores[number] - pass.scores[found]).exp() } else { 0.0 };
    let allowed: [f32; 3] = std::array::from_fn(|number| share(number, costs[number] != usize::MAX));
    let good: [f32; 3] = std::array::from_fn(|number| share(number, costs[number] == least));
    let (all, best) = (allowed.iter().sum::<f32>(), good.iter().sum::<f32>().max(1e-9));
    for number in 0..3 {
        pass.gradients[number] = allowed[number] / all - good[number] / best;
    }
    let relations = (pass.scores.len() - 3) / 2;
    let first = |transition| if transition == Transition::Left { 3 } else { 3 + relations };
    for transition in [Transition::Left, Transition::Right] {
        if !state.allows(transition) {
            continue;
        }
        if let Some(relation) = lesson.gold.relation(state, transition) {
            let range = first(transition)..first(transition) + relations;
            pass.gradients[range.clone()].copy_from_slice(&pass.scores[range.clone()]);
            softmax(&mut pass.gradients[range]);
            pass.gradients[first(transition) + relation as usize] -= 1.0;
        }
    }
    trainer.backward(pass);
    let number = if explore && random.share() < EXPLORE { found } else { right };
    let transition = Transition::ALL[number];
    let relation = match transition {
        Transition::Shift => 0,
        _ => tags::best(&pass.scores[first(transition)..first(transition) + relations]) as u8,
    };
    state.apply(transition, relation);
    costs[found] - least
}
