//! Analyzing a sentence by a trained net: step by step, and once more from where it was least sure.
//!
//! A first analysis takes the most probable transition every time. Then, as often as the caller pays for, the step whose second
//! best transition is the most probable is decided otherwise, and the rest of the sentence anew; what is more probable as a
//! whole stays (after Choi and McCallum 2013, *Transition-based Dependency Parsing with Selectional Branching*). Every analysis of a sentence makes
//! the same number of transitions, so that their probabilities can be compared, and two that have come to the same state go on alike. Each takes
//! time that grows with the sentence and no faster.

use tidings_learn::net::{Net, NetScratch};

use super::fitting::Fitting;
use super::roles::{LONGEST, RoleRows, RoleSums};
use super::seen::{NOTHING, Seen};
use super::state::{State, Transition};
use crate::bits;

/// A second best transition that is less probable is not tried.
const DOUBT: f32 = 0.25;

/// What was decided in a step.
#[derive(Clone, Copy, Debug)]
struct Step {
    transition: Transition,
    relation: u8,
    /// The logarithm of the probability of both.
    chance: f32,
    /// The second best transition, if it is probable enough and has not been tried, with the logarithm of its probability.
    second: Option<(Transition, f32)>,
}

/// What an analysis writes to while it works.
#[derive(Clone, Debug, Default)]
pub(super) struct Decisions<const H: usize> {
    hidden: NetScratch<H>,
    sums: RoleSums<H>,
    /// The steps of the best analysis so far, and those of the one under way.
    best: Vec<Step>,
    steps: Vec<Step>,
    /// The state that the best analysis has where the one under way is.
    mate: State,
    /// Relations that fit, and their scores.
    labels: Vec<u8>,
    scores: Vec<f32>,
}

/// A net, and the sentence that it decides about.
#[derive(Clone, Copy)]
pub(super) struct Decider<'n, const H: usize> {
    pub(super) net: &'n Net<H>,
    pub(super) seen: &'n [Seen],
    /// How many relations it knows, and which of them fit.
    pub(super) relations: usize,
    pub(super) fitting: &'n Fitting,
    /// Which rows are about one word alone.
    pub(super) roles: &'n RoleRows,
}

impl<const H: usize> Decider<'_, H> {
    /// Analyzes the sentence, with at most so many revisions (none if it has no end): leaves the tree in the state.
    pub(super) fn analyze<const N: usize>(
        self,
        state: &mut State,
        revisions: usize,
        scratch: &mut Decisions<H>,
        rows: impl Fn(&State) -> [u32; N],
    ) {
        let length = self.seen.len();
        scratch.sums.begin(length);
        scratch.best.clear();
        state.begin(length);
        while prepare(state) {
            let step = self.decide(state, None, scratch, &rows);
            scratch.best.push(step);
        }
        let revisions = if length > LONGEST { 0 } else { revisions };
        for _ in 0..revisions {
            let Some(at) = most_doubtful(&scratch.best) else { break };
            self.revise(state, at, scratch, &rows);
        }
        if revisions > 0 {
            state.begin(length);
            scratch.best.iter().for_each(|step| take(state, step));
        }
    }

    /// Analyzes the sentence otherwise than the best analysis from one of its steps on, and keeps what is more probable. It ends where it is
    /// clear which that is: where both have come to one state again, or where what is gone on with can no longer become the more probable one.
    fn revise<const N: usize>(
        self,
        state: &mut State,
        at: usize,
        scratch: &mut Decisions<H>,
        rows: &impl Fn(&State) -> [u32; N],
    ) {
        state.begin(self.seen.len());
        scratch.best[..at].iter().for_each(|step| take(state, step));
        scratch.mate.copy(state);
        scratch.steps.clear();
        let mut forced = scratch.best[at].second.map(|(transition, _)| transition);
        // How much more probable the best analysis is up to here, and how probable it is from here on.
        let (mut behind, mut rest) = (0.0, -scratch.best[at..].iter().map(|step| step.chance).sum::<f32>());
        let mut next = at;
        let wins = loop {
            if !prepare(state) {
                break behind < 0.0;
            }
            let step = self.decide(state, forced.take(), scratch, rows);
            behind -= step.chance;
            scratch.steps.push(step);
            prepare(state);
            while scratch.mate.made() < state.made() && next < scratch.best.len() {
                let step = &scratch.best[next];
                take(&mut scratch.mate, step);
                prepare(&mut scratch.mate);
                (behind, rest, next) = (behind + step.chance, rest + step.chance, next + 1);
            }
            if behind >= rest {
                break false;
            }
            if scratch.mate.goes_on_as(state) {
                break behind < 0.0;
            }
        };
        let Decisions { best, steps, .. } = scratch;
        if wins {
            // Revisions go forward: what stands before the change stays as it is.
            best[..at].iter_mut().for_each(|step| step.second = None);
            best.splice(at..next, steps.drain(..));
        } else {
            best[at].second = None;
        }
    }

    /// Decides a step, the best one unless another transition is wanted, and takes it.
    #[inline]
    fn decide<const N: usize>(
        self,
        state: &mut State,
        wanted: Option<Transition>,
        scratch: &mut Decisions<H>,
        rows: &impl Fn(&State) -> [u32; N],
    ) -> Step {
        let Decisions { hidden, sums, labels, scores, .. } = scratch;
        sums.hide(self.net, state, &rows(state), self.roles, hidden);
        let mut step = self.step(state, hidden, wanted);
        if let Some((first, fitting)) = self.labels(state, step.transition) {
            labels.clear();
            scores.clear();
            self.net.each_score(
                hidden,
                bits::numbers(fitting.into()).map(|relation| first + relation),
                |number, score| {
                    labels.push((number - first) as u8);
                    scores.push(score as f32 * self.net.scale());
                },
            );
            let best = best_of(scores);
            step.relation = labels[best];
            step.chance += scores[best] - log_sum(scores);
        }
        state.apply(step.transition, step.relation);
        step
    }

    /// The transition of a state, the best one unless another is wanted; its relation is still to be found.
    #[inline]
    fn step(self, state: &State, hidden: &NetScratch<H>, wanted: Option<Transition>) -> Step {
        let mut scores = [f32::NEG_INFINITY; Transition::ALL.len()];
        let allowed = Transition::ALL.into_iter().filter(|transition| state.allows(*transition));
        self.net.each_score(hidden, allowed.map(|transition| transition as usize), |number, score| {
            scores[number] = score as f32 * self.net.scale();
        });
        let all = log_sum(&scores);
        let chosen = wanted.map_or_else(|| best_of(&scores), |transition| transition as usize);
        let others = (0..scores.len()).filter(|number| *number != chosen);
        let other = others.max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)));
        // What was chosen against the odds is not taken back.
        let second =
            other.filter(|_| wanted.is_none()).map(|number| (Transition::ALL[number], scores[number] - all));
        Step {
            transition: Transition::ALL[chosen],
            relation: 0,
            chance: scores[chosen] - all,
            second: second.filter(|(_, chance)| *chance > DOUBT.ln()),
        }
    }

    /// The number of the first score of a relation that a transition makes, and the set of those that fit.
    #[inline]
    fn labels(self, state: &State, transition: Transition) -> Option<(usize, u64)> {
        let (first, head, head_first) = match transition {
            Transition::Shift => return None,
            Transition::Left => (Transition::ALL.len(), state.next, false),
            Transition::Right => (Transition::ALL.len() + self.relations, state.top(1), true),
        };
        let upos = |word: u32| self.seen.get(word as usize).unwrap_or(&NOTHING).upos;
        Some((first, self.fitting.get(head_first, upos(head), upos(state.top(0)))))
    }
}

/// Makes the transitions that need no decision. Whether there is one to be made.
#[inline]
fn prepare(state: &mut State) -> bool {
    if state.stack.is_empty() && state.reading() {
        state.apply(Transition::Shift, 0);
    }
    !state.done()
}

/// Makes a transition that was decided before.
#[inline]
fn take(state: &mut State, step: &Step) {
    prepare(state);
    state.apply(step.transition, step.relation);
}

/// The step that is most likely to have been decided wrongly; the first of equals.
fn most_doubtful(steps: &[Step]) -> Option<usize> {
    let mut found: Option<(usize, f32)> = None;
    for (at, step) in steps.iter().enumerate() {
        if let Some((_, chance)) = step.second
            && found.is_none_or(|(_, most)| chance > most)
        {
            found = Some((at, chance));
        }
    }
    found.map(|(at, _)| at)
}

/// The number of the largest score; the first of equals.
#[inline]
fn best_of(scores: &[f32]) -> usize {
    let mut best = 0;
    for (number, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = number;
        }
    }
    best
}

/// The logarithm of the sum of the exponentials.
#[inline]
fn log_sum(scores: &[f32]) -> f32 {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    // What is smaller by far more than that adds nothing that counts, and most are.
    let near = scores.iter().filter(|score| **score > most - 16.0);
    most + near.map(|score| (score - most).exp()).sum::<f32>().ln()
}
