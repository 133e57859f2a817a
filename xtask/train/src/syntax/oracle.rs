//! What a transition costs: how many heads of the treebank can no longer be found after it (Goldberg and Nivre 2013, for the
//! arc-hybrid system). It is defined for any state, so that the parser can be trained on its own mistakes.

use tidings_language::syntax::{NOBODY, State, Transition};

/// The tree of a sentence in the treebank.
pub struct GoldTree {
    /// The head of every word, [`NOBODY`] for the root.
    pub heads: Vec<u32>,
    /// The relation of every word, as the parser numbers them.
    pub relations: Vec<u8>,
    /// The dependents of every word, in order.
    dependents: Vec<Vec<u32>>,
}

impl GoldTree {
    pub fn new(heads: Vec<u32>, relations: Vec<u8>) -> Self {
        let mut dependents = vec![Vec::new(); heads.len()];
        for (word, head) in heads.iter().enumerate() {
            if let Some(list) = dependents.get_mut(*head as usize) {
                list.push(word as u32);
            }
        }
        GoldTree { heads, relations, dependents }
    }

    /// What a transition that is allowed costs.
    pub fn cost(&self, state: &State, transition: Transition) -> usize {
        let waiting =
            |word: u32| self.dependents[word as usize].iter().filter(|word| **word >= state.next).count();
        let (top, second) = (state.top(0), state.top(1));
        match transition {
            Transition::Shift => {
                let head = self.heads[state.next as usize];
                // A root must be at the bottom of the stack.
                let lost = if head == NOBODY {
                    !state.stack.is_empty()
                } else {
                    head != top && state.stack.contains(&head)
                };
                let dependents = &self.dependents[state.next as usize];
                lost as usize + dependents.iter().filter(|word| state.stack.contains(word)).count()
            }
            Transition::Left => {
                let head = self.heads[top as usize];
                let lost = match head {
                    NOBODY => second == NOBODY,
                    head => head == second || head > state.next,
                };
                lost as usize + waiting(top)
            }
            Transition::Right => {
                let head = self.heads[top as usize];
                (head != NOBODY && head >= state.next) as usize + waiting(top)
            }
        }
    }

    /// The relation that an arc of a transition should have, if the arc is right.
    pub fn relation(&self, state: &State, transition: Transition) -> Option<u8> {
        let head = match transition {
            Transition::Shift => return None,
            Transition::Left => state.next,
            Transition::Right => state.top(1),
        };
        let top = state.top(0);
        (self.heads[top as usize] == head).then(|| self.relations[top as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// *Moscow denied the report*.
    fn tree() -> GoldTree {
        GoldTree::new(vec![1, NOBODY, 3, 1], vec![0; 4])
    }

    #[test]
    fn what_costs_nothing_leads_to_the_tree() {
        let (gold, mut state) = (tree(), State::default());
        state.begin(4);
        while !state.done() {
            let free = Transition::ALL.into_iter().find(|t| state.allows(*t) && gold.cost(&state, *t) == 0);
            state.apply(free.expect("there is one"), 0);
        }
        assert_eq!(state.heads, gold.heads);
    }

    #[test]
    fn a_mistake_costs_what_is_lost() {
        let (gold, mut state) = (tree(), State::default());
        state.begin(4);
        state.apply(Transition::Shift, 0);
        assert_eq!(gold.cost(&state, Transition::Shift), 2, "Moscow has no head, denied is not the root");
        state.apply(Transition::Left, 0);
        state.apply(Transition::Shift, 0);
        assert_eq!(gold.cost(&state, Transition::Left), 2, "the root and its object");
    }
}
