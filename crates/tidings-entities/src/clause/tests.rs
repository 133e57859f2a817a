//! Tests of the clause around a date, with tags guessed from the words.

use proptest::prelude::*;
use tidings_core::PennTag;

use super::{Clause, Outlook, outlook, rough_tag};
use crate::table::Key;

/// Words between blanks.
struct Words<'t>(Vec<&'t str>);

impl Clause for Words<'_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn tag(&self, at: usize) -> PennTag {
        let Some(word) = self.0.get(at) else { return PennTag::Period };
        let before = at.checked_sub(1).map_or("", |before| self.0[before]);
        let capital = at > 0 && word.starts_with(char::is_uppercase);
        rough_tag(&word.to_lowercase(), &before.to_lowercase(), capital)
    }

    fn lower(&self, at: usize) -> Key {
        self.0.get(at).map_or_else(Key::new, |word| Key::of(word))
    }

    fn head(&self, at: usize) -> Option<usize> {
        // No tree: a head that leads nowhere must do no harm.
        (at > 0 && self.0.len() > 60).then(|| at - 1)
    }

    fn is_headline(&self) -> bool {
        false
    }
}

#[track_caller]
fn check(text: &str, expected: Outlook) {
    let words: Vec<&str> = text.split(' ').collect();
    let at = words.iter().position(|word| *word == "Monday").unwrap();
    assert_eq!(outlook(&Words(words), at..at + 1).outlook, expected, "{text}");
}

#[test]
fn words_alone_tell_the_tense() {
    check("Work will start soon , the board said on Monday", Outlook::Past);
    check("They filed the returns on Monday", Outlook::Past);
    check("The board will vote on Monday", Outlook::Ahead);
    check("On Monday the board will vote", Outlook::Ahead);
    check("Talks resume on Monday", Outlook::Ahead);
    check("They plan to meet on Monday", Outlook::Ahead);
    check("It was due to begin on Monday", Outlook::AheadThen);
    check("The road was closed until Monday", Outlook::Either);
    check("Shut since Monday", Outlook::Past);
    check("A bright Monday", Outlook::Open);
}

proptest! {
    #[test]
    fn any_words_have_an_outlook(
        words in proptest::collection::vec("(will|to|be|said|due|of|the|set|,|and|who|ahead|starting|x|Monday)", 1..90),
        at in 0usize..90,
    ) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let at = at % words.len();
        outlook(&Words(words), at..at + 1);
    }
}
