//! The first pass: candidates by their capitals, cut and labeled by lists and context.

use tidings_core::{Label, SentenceKind};

use super::draft::{Draft, LONGEST, Phrase, View};
use super::lexicon::{self, HEAD, Known, NAME, PEOPLE_OF, PLACE};
use crate::pieces::Shape;

/// How capitals are used in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Names and first words.
    Prose,
    /// Every important word: capitals say little.
    Headline,
    /// Every letter: capitals say nothing.
    Capitals,
}

/// The drafts of one sentence and what is needed to find them.
pub(super) struct Finder<'v, 't> {
    pub(super) view: &'v View<'t>,
    pub(super) drafts: Vec<Draft>,
    case: Case,
    /// First and one past the last piece of the sentence.
    start: usize,
    end: usize,
}

impl<'v, 't> Finder<'v, 't> {
    pub(super) fn new(view: &'v View<'t>) -> Self {
        Finder { view, drafts: Vec::new(), case: Case::Prose, start: 0, end: 0 }
    }

    /// Finds the names of the sentence over the pieces `start..end`.
    pub(super) fn sentence(&mut self, start: usize, end: usize, kind: SentenceKind) {
        (self.start, self.end) = (start, end);
        self.case = self.case_of(kind);
        let mut at = start;
        while at < end {
            let known = self.view.known(at);
            if known.any(Known::TAKEN) || !self.view.pieces[at].is_word() {
                at += 1;
            } else if !self.view.is_capital(at) {
                at = self.lower(at);
            } else {
                let stop = self.chain(at);
                self.cut(at, stop);
                at = stop;
            }
        }
    }

    fn case_of(&self, kind: SentenceKind) -> Case {
        let (mut lower, mut capital, mut upper) = (0, 0, 0);
        for at in self.start..self.end.min(self.start + 60) {
            let long = self.view.pieces[at].span.len() > 3;
            match self.view.pieces[at].shape {
                Shape::Lower if long => lower += 1,
                Shape::Capital if long => capital += 1,
                Shape::Upper if long && !self.view.known(at).any(Known::ACRONYM) => upper += 1,
                _ => {}
            }
        }
        if upper >= 3 && upper > 3 * (lower + capital) {
            Case::Capitals
        } else if capital >= 3 && (lower == 0 || capital > 2 * lower || kind == SentenceKind::Heading && capital > lower) {
            // A list of names in running text is no headline, and a headline has no full stop.
            let stop = (self.start..self.end).rev().take(3).any(|at| matches!(self.view.word(at), "." | "?" | "!"));
            if lower > 0 && stop { Case::Prose } else { Case::Headline }
        } else {
            Case::Prose
        }
    }

    fn push(&mut self, from: usize, to: usize, label: Label, confidence: f32) {
        self.drafts.push(Draft { from, to, label, confidence });
    }

    /// A lower-case word: a known name all the same, or a ministry.
    fn lower(&mut self, at: usize) -> usize {
        let view = self.view;
        if view.word(at) == "ministry" && at > self.start && MINISTRIES.contains(&view.word(at - 1)) {
            self.push(at - 1, at + 1, Label::Org, 0.6);
        }
        at + 1
    }

    /// One past the last piece of the chain of capitals that begins at `at`.
    fn chain(&self, at: usize) -> usize {
        let view = self.view;
        let mut end = at + 1;
        while end < self.end && end - at < LONGEST {
            let known = view.known(end);
            if known.any(Known::TAKEN) {
                break;
            }
            let step = match view.pieces[end].shape {
                Shape::Capital | Shape::Upper => 1,
                Shape::Hyphen => self.hyphen_step(end),
                Shape::Mark => self.mark_step(end),
                Shape::Lower => self.connector_step(at, end),
                Shape::Number if view.glued(end) || self.numbered(end) => 1,
                _ => 0,
            };
            if step == 0 || end + step > self.end {
                break;
            }
            end += step;
        }
        end
    }

    /// "Article 5", "Boeing 737": the numbers that `entities.values` leaves to names.
    fn numbered(&self, at: usize) -> bool {
        self.view.known(at - 1).any(Known::LAW_HEAD.or(Known::ORG).or(Known::PRODUCT)) && self.view.is_capital(at - 1)
    }

    /// A hyphen goes on if it joins the halves of one name: `Jong-un` and `F-16`, not `US-Russia`.
    fn hyphen_step(&self, at: usize) -> usize {
        let view = self.view;
        if !view.glued(at) || !view.glued(at + 1) || at + 1 >= self.end {
            return 0;
        }
        let covered = view.phrase(at - 1, self.end).is_some_and(|phrase| phrase.to > at + 1);
        let sides = view.known(at - 1).or(view.known(at + 1));
        let article = view.known(at - 1).any(Known::PARTICLE) && view.word(at - 1).len() <= 3;
        let whole = covered || article || !sides.any(PLACE.or(PEOPLE_OF).or(Known::ACRONYM).or(Known::PERSON));
        let right = view.shape(at + 1);
        let name = view.is_capital(at + 1) || right == Some(Shape::Number);
        // "Jong-un", "Siu-lai": a short second half that is no word.
        let given = right == Some(Shape::Lower)
            && view.word(at + 1).len() <= 5
            && (at > 1 && view.is_capital(at - 2) || view.known(at - 1).any(Known::FIRST.or(Known::SURNAME)))
            && !COMPOUND.contains(&view.word(at + 1))
            && !lexicon::is_plain(&view.key(at + 1, at + 2));
        if whole && (name || given) { 2 } else { 0 }
    }

    /// The period of an initial or an abbreviated title, and "&".
    fn mark_step(&self, at: usize) -> usize {
        let view = self.view;
        let last = view.word(at - 1);
        let initial = last.len() <= 2 && view.shape(at - 1) != Some(Shape::Lower) && !view.known(at - 1).any(Known::ACRONYM.or(Known::COUNTRY));
        let title = view.known(at - 1).any(Known::HONORIFIC.or(Known::TITLE)) && last.len() <= 4;
        match view.word(at) {
            "." if view.glued(at) && (initial || title) && view.is_capital(at + 1) => 1,
            "&" if view.is_capital(at + 1) => 2,
            _ => 0,
        }
    }

    /// "of", "de", "van der": how many pieces go on to the next capital.
    fn connector_step(&self, from: usize, at: usize) -> usize {
        let view = self.view;
        let known = view.known(at);
        if known.any(Known::PARTICLE) && view.shape(at + 1) == Some(Shape::Hyphen) {
            return if view.glued(at + 1) && view.glued(at + 2) && view.is_capital(at + 2) { 3 } else { 0 };
        }
        if known.any(Known::PARTICLE) {
            let count = 1 + usize::from(view.known(at + 1).any(Known::PARTICLE) && !view.is_capital(at + 1));
            return if view.is_capital(at + count) { count + 1 } else { 0 };
        }
        if !known.any(Known::CONNECTOR) || self.case == Case::Headline {
            return 0;
        }
        let heads = Known::OF_HEAD.or(Known::EVENT_HEAD).or(Known::LAW_HEAD).or(Known::GEO_PREFIX).or(Known::GEO_HEAD);
        let article = usize::from(view.word(at + 1) == "the");
        let next = at + 1 + article;
        let listed = view.phrase(from, self.end).is_some_and(|phrase| phrase.to > at);
        let goes_on = match view.word(at) {
            "of" => view.known(at - 1).any(heads),
            "for" => view.known(at - 1).any(Known::OF_HEAD),
            "and" => {
                let headed = (from..at).any(|i| view.word(i) == "of" || view.word(i) == "for");
                headed && !view.known(next).any(NAME.or(Known::FIRST).or(Known::TITLE).or(Known::OF_HEAD))
            }
            _ => false,
        };
        if view.is_capital(next) && (listed || goes_on) { 2 + article } else { 0 }
    }

    /// Cuts a chain into names and labels each.
    fn cut(&mut self, from: usize, to: usize) {
        let mut at = from;
        let mut titled = false;
        while at < to {
            let view = self.view;
            let known = view.known(at);
            let single = view.phrase(at, to).filter(|phrase| self.holds(at, *phrase, to));
            if !view.is_capital(at) {
                at += 1;
                continue;
            }
            let listed = single.is_some();
            if known.any(Known::FUNCTION.or(Known::CALENDAR)) && !listed && !known.any(Known::FIRST) {
                (at, titled) = (at + 1, false);
                continue;
            }
            if let Some(skip) = self.title(at, to).filter(|_| !single.is_some_and(|phrase| phrase.to > at + 1)) {
                titled = true;
                at = skip;
                continue;
            }
            let stop = self
                .headed(at, to, single)
                .or_else(|| self.person(at, to, titled, single))
                .or_else(|| single.map(|phrase| self.listed(at, phrase, to)))
                .unwrap_or_else(|| self.unknown(at, to));
            (at, titled) = (stop.max(at + 1), false);
        }
    }

    /// Whether a phrase of the lists is meant here.
    fn holds(&self, at: usize, phrase: Phrase, limit: usize) -> bool {
        let view = self.view;
        let known = phrase.known;
        if phrase.to > at + 1 {
            return true;
        }
        if known.any(Known::ACRONYM) && self.case == Case::Capitals {
            return view.word(at).len() > 2 && !known.any(Known::COMMON);
        }
        let short = known.any(Known::COUNTRY) && view.word(at).len() == 2;
        if short && (view.shape(at) != Some(Shape::Upper) || self.case == Case::Capitals) {
            return false;
        }
        if known.any(Known::WEAK_CITY) && !known.any(NAME) {
            let after_preposition = view.before(at).any(Known::PLACE_PREPOSITION);
            let before_state = view.word(at + 1) == "," && view.known(at + 2).any(Known::STATE.or(Known::COUNTRY));
            return (after_preposition && at + 1 == limit) || before_state;
        }
        let ordinary = known.any(Known::COMMON.or(Known::LOWERED)) && !known.any(PEOPLE_OF.or(Known::ACRONYM));
        if ordinary && known.any(Known::ORG.or(Known::PERSON).or(Known::WORK).or(Known::PRODUCT).or(Known::REGION).or(Known::LAW)) {
            // "Congress" and "the Senate" are names in running text; in a headline or as first word, likely.
            return self.case == Case::Prose && !view.opens(at, self.start) || known.any(Known::ORG) && !known.any(Known::LOWERED);
        }
        !ordinary || !view.opens(at, self.start) || known.any(Known::COUNTRY)
    }

    /// The first piece after the titles that begin at `at`: "Foreign Minister", "U.S. President" not included.
    fn title(&self, at: usize, to: usize) -> Option<usize> {
        let view = self.view;
        let titles = Known::TITLE.or(Known::HONORIFIC);
        let known = view.known(at);
        // "King" and "Bishop" are surnames after a first name; there `person` has taken them already.
        if known.any(titles) {
            let dot = usize::from(view.word(at + 1) == "." && at + 1 < to);
            return Some(at + 1 + dot);
        }
        let adjective = known.any(Known::COMMON) && !known.any(NAME.or(Known::FIRST)) && at + 1 < to;
        (adjective && view.known(at + 1).any(titles)).then_some(at + 2)
    }

    /// A name that ends in a word which says what it is: "Hallein Institute", "Kerch Bridge".
    fn headed(&mut self, at: usize, to: usize, single: Option<Phrase>) -> Option<usize> {
        let view = self.view;
        let known = view.known(at);
        if known.any(Known::LAW_HEAD) && view.shape(at + 1) == Some(Shape::Number) && at + 1 < to {
            self.push(at, at + 2, Label::Law, 0.8);
            return Some(at + 2);
        }
        if known.any(Known::PLACE_PREFIX) && single.is_none() && self.case == Case::Prose {
            let dot = usize::from(view.word(at + 1) == ".");
            let next = at + 1 + dot;
            if next < to && view.is_capital(next) && !view.known(next).any(Known::COMMON.or(Known::CALENDAR).or(NAME)) && self.head(at, to).is_none() {
                self.push(at, next + 1, Label::Gpe, 0.65);
                return Some(next + 1);
            }
        }
        if known.any(Known::GEO_PREFIX) && at + 1 < to && view.is_capital(at + 1) && self.case == Case::Prose {
            self.push(at, at + 2, Label::Loc, 0.8);
            return Some(at + 2);
        }
        let water = Known::GEO_PREFIX.or(Known::GEO_HEAD);
        let of = known.any(Known::OF_HEAD.or(Known::EVENT_HEAD).or(Known::LAW_HEAD).or(water)) && matches!(view.word(at + 1), "of" | "for");
        if of && at + 2 < to {
            let label = if known.any(water) { Label::Loc } else if known.any(Known::LAW_HEAD) { Label::Law } else if known.any(Known::EVENT_HEAD) { Label::Event } else { Label::Org };
            let stop = self.of_end(at, to);
            self.push(at, stop, label, 0.85);
            return Some(stop);
        }
        let head = self.head(at, to)?;
        if single.is_some_and(|phrase| phrase.to > head) {
            return None;
        }
        let label = self.head_label(head)?;
        // "the Trump administration": the person is named, not an organization.
        let person = known.any(Known::PERSON) && matches!(view.word(head), "Administration" | "Government" | "Team");
        if person {
            return None;
        }
        let mut end = head + 1;
        if end < to && matches!(view.word(end), "of" | "for") {
            end = self.of_end(head, to);
        }
        self.push(at, end, label, if head == at + 1 || single.is_some() { 0.75 } else { 0.8 });
        Some(end)
    }

    /// Where a name with "of" ends: before a title or a new name after "and".
    fn of_end(&self, at: usize, to: usize) -> usize {
        (at + 2..to).find(|i| self.view.known(*i).any(Known::TITLE) && self.view.is_capital(*i)).unwrap_or(to)
    }

    /// The last head of the chain from `at`, if the words before it can belong to it.
    fn head(&self, at: usize, to: usize) -> Option<usize> {
        let view = self.view;
        let mut head = None;
        for i in at + 1..to {
            let known = view.known(i);
            let hyphen = matches!(view.shape(i), Some(Shape::Hyphen | Shape::Number)) || view.word(i) == "&";
            if known.any(Known::CALENDAR) && !known.any(Known::FIRST) || !view.is_capital(i) && !hyphen {
                break;
            }
            if known.any(Known::TITLE.or(Known::HONORIFIC)) && !known.any(HEAD) && view.is_capital(i + 1) {
                break;
            }
            // "Julia Park" is a person, "Lincoln Park" is not.
            let family = known.any(Known::FIRST.or(Known::SURNAME)) && view.known(at).any(Known::FIRST) && i == at + 1;
            if known.any(HEAD) && (!family || known.any(Known::SUFFIX.or(Known::ORG_HEAD))) {
                head = Some(i);
            }
        }
        let head = head?;
        let between = at..head;
        let plain = between.clone().any(|i| view.known(i).any(Known::COMMON.or(Known::LOWERED)) && !view.known(i).any(NAME.or(Known::FIRST)));
        let named = between.clone().any(|i| view.known(i).any(NAME));
        if self.case != Case::Prose && (plain || !named || head > at + 2) {
            return None;
        }
        let first_plain = view.known(at).any(Known::COMMON) && !view.known(at).any(NAME) && view.opens(at, self.start);
        let weak_head = view.known(head).any(Known::EVENT_HEAD.or(Known::LAW_HEAD));
        (!(first_plain && head == at + 1 && (weak_head || view.known(at).any(Known::LOWERED)))).then_some(head)
    }

    fn head_label(&self, head: usize) -> Option<Label> {
        let known = self.view.known(head);
        Some(if known.any(Known::PLACE_HEAD) {
            Label::Gpe
        } else if known.any(Known::GEO_HEAD) && !known.any(Known::ORG_HEAD) {
            Label::Loc
        } else if known.any(Known::FACILITY_HEAD) && !known.any(Known::ORG_HEAD) {
            Label::Fac
        } else if known.any(Known::EVENT_HEAD) {
            Label::Event
        } else if known.any(Known::LAW_HEAD) {
            Label::Law
        } else if known.any(Known::ORG_HEAD.or(Known::SUFFIX)) {
            Label::Org
        } else {
            return None;
        })
    }

    /// A person: after a title, or from a first name on.
    fn person(&mut self, at: usize, to: usize, titled: bool, single: Option<Phrase>) -> Option<usize> {
        let view = self.view;
        let known = view.known(at);
        let listed_person = single.filter(|phrase| phrase.known.any(Known::PERSON));
        let place = single.is_some_and(|phrase| phrase.known.any(PLACE.or(PEOPLE_OF).or(Known::ORG).or(Known::ACRONYM)));
        if let Some(phrase) = listed_person.filter(|_| !known.any(Known::FIRST) || at + 1 == to) {
            let stop = self.family_end(at, phrase.to, to, 1);
            self.push(at, stop, Label::Person, if titled { 0.97 } else { 0.92 });
            return Some(stop);
        }
        if titled && !place && (!known.any(Known::COMMON.or(HEAD)) || known.any(Known::FIRST.or(Known::SURNAME))) {
            let stop = self.family_end(at, at + 1, to, 4);
            self.push(at, stop, Label::Person, 0.93);
            return Some(stop);
        }
        // "Al-Anbar" has an article, not a first name.
        let article = known.any(Known::PARTICLE) && view.shape(at + 1) == Some(Shape::Hyphen);
        if !known.any(Known::FIRST) || article || single.is_some_and(|phrase| phrase.to > at + 1) {
            return None;
        }
        let stop = self.family_end(at, at + 1, to, 3);
        let next = view.known(at + 1);
        let ordinary = known.any(Known::COMMON.or(Known::FUNCTION).or(Known::CALENDAR));
        if stop == at + 1 {
            let alone = !place && !ordinary && !known.any(Known::WEAK_CITY) && at + 1 == to;
            if !alone || self.case == Case::Capitals {
                return None;
            }
            self.push(at, stop, Label::Person, if known.any(Known::LOWERED) { 0.3 } else { 0.7 });
            return Some(stop);
        }
        let surname = next.any(Known::SURNAME.or(Known::PERSON)) || !next.any(Known::COMMON.or(NAME));
        let sure = surname && !(ordinary && next.any(Known::COMMON)) && (!place || next.any(Known::SURNAME));
        if !sure && (place || ordinary || self.case != Case::Prose) {
            return None;
        }
        self.push(at, stop, Label::Person, if surname { 0.9 } else { 0.7 });
        Some(stop)
    }

    /// Where a person's name ends that holds the pieces up to `end`: at most `more` words on.
    fn family_end(&self, at: usize, end: usize, to: usize, more: usize) -> usize {
        let view = self.view;
        let (mut stop, mut words, mut i) = (end, 0, end);
        while i < to && words < more {
            let known = view.known(i);
            let mark = matches!(view.shape(i), Some(Shape::Hyphen)) || view.word(i) == ".";
            if mark || known.any(Known::PARTICLE) && i + 1 < to && !view.known(i).any(Known::SURNAME) {
                i += 1;
                continue;
            }
            let capital = view.is_capital(i) || view.shape(i - 1) == Some(Shape::Hyphen);
            let role = known.any(Known::CALENDAR.or(Known::FUNCTION)) || known.any(Known::TITLE.or(PEOPLE_OF).or(Known::SUFFIX).or(Known::ACRONYM).or(Known::SAY)) && !known.any(Known::SURNAME.or(Known::FIRST));
            let place = known.any(PLACE) && !known.any(Known::SURNAME.or(Known::FIRST));
            let plain = known.any(Known::COMMON) && !known.any(Known::SURNAME.or(Known::FIRST).or(Known::PERSON));
            let plain = plain && (self.case != Case::Prose || known.any(Known::LOWERED) || words > 0);
            let numeral = i > at && matches!(view.word(i), "II" | "III" | "IV" | "V" | "VI" | "XIV" | "XVI" | "Jr" | "Sr");
            if !capital || (role || place || plain) && !numeral || view.shape(i) == Some(Shape::Upper) && !numeral && self.case == Case::Prose && view.word(i).len() > 3 {
                break;
            }
            // "J" of "J." is no word of its own.
            words += usize::from(view.word(i).trim_end_matches('.').len() > 1);
            i += 1;
            stop = i;
        }
        if stop < to && view.word(stop) == "." && view.word(stop - 1).len() <= 2 && stop - at > 1 && view.glued(stop) && matches!(view.word(stop - 1), "Jr" | "Sr") {
            stop += 1;
        }
        stop
    }

    /// A name of the lists.
    fn listed(&mut self, at: usize, phrase: Phrase, to: usize) -> usize {
        let view = self.view;
        let known = phrase.known;
        let stop = phrase.to;
        let direction = at.checked_sub(1).filter(|before| *before >= self.start && view.known(*before).any(Known::DIRECTION) && view.is_capital(*before));
        let label = if known.any(Known::LANGUAGE) && self.is_language(at, stop) {
            Label::Language
        } else if known.any(PEOPLE_OF) {
            Label::Norp
        } else if known.any(Known::ACRONYM.or(Known::ORG)) && !known.any(Known::COUNTRY) {
            Label::Org
        } else if known.any(Known::COUNTRY.or(Known::CITY).or(Known::STATE).or(Known::WEAK_CITY)) {
            Label::Gpe
        } else {
            self.other_label(known)
        };
        if label == Label::Gpe {
            if let Some(end) = self.plant(stop) {
                self.push(at, end, Label::Fac, 0.85);
                return end;
            }
            if self.is_team(stop, to) {
                self.push(at, stop + 1, Label::Org, 0.6);
                return stop + 1;
            }
            if let Some(before) = direction.filter(|_| self.case == Case::Prose) {
                self.push(before, stop, Label::Loc, 0.6);
                return stop;
            }
        }
        let context = view.before(at).any(Known::PLACE_PREPOSITION) && label == Label::Gpe;
        let doubtful = known.any(Known::FIRST.or(Known::SURNAME).or(Known::COMMON).or(Known::LOWERED)) && phrase.to == at + 1;
        let confidence = if context { 0.96 } else if doubtful { 0.7 } else { 0.9 };
        self.push(at, stop, label, confidence);
        stop
    }

    fn other_label(&self, known: Known) -> Label {
        let table = [
            (Known::REGION, Label::Loc),
            (Known::FACILITY, Label::Fac),
            (Known::EVENT, Label::Event),
            (Known::LAW, Label::Law),
            (Known::PRODUCT, Label::Product),
            (Known::PERSON, Label::Person),
        ];
        table.into_iter().find(|(flag, _)| known.any(*flag)).map_or(Label::WorkOfArt, |(_, label)| label)
    }

    /// "the Russian language", "speaks French".
    fn is_language(&self, at: usize, to: usize) -> bool {
        let view = self.view;
        let next = if view.shape(to) == Some(Shape::Hyphen) { to + 1 } else { to };
        let speaks = view.before(at).any(Known::LANGUAGE_WORD) && matches!(view.word_before(at), "speak" | "speaks" | "spoke" | "speaking");
        let alone = view.word_before(at) == "in" && !view.pieces.get(to).is_some_and(|piece| piece.is_word() || piece.shape == Shape::Hyphen);
        matches!(view.word(next), "language" | "dialect") || speaks || alone || (view.word(next) == "speaking" && next > to)
    }

    /// One past "nuclear power plant" and the like after a place.
    fn plant(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while PLANT_WORDS.contains(&self.view.word(end).to_ascii_lowercase().as_str()) && end < at + 3 {
            end += 1;
        }
        let head = self.view.word(end).to_ascii_lowercase();
        (end > at && matches!(head.as_str(), "plant" | "station" | "dam" | "airport" | "reactor")).then_some(end + 1)
    }

    /// "Chicago Bulls": a place and a plural that no list knows.
    fn is_team(&self, at: usize, to: usize) -> bool {
        let word = self.view.word(at);
        at < to && at + 1 >= to && self.case == Case::Prose && self.view.shape(at) == Some(Shape::Capital) && word.len() > 3 && word.ends_with('s') && !self.view.known(at).any(NAME.or(Known::LOWERED).or(Known::FIRST).or(Known::TITLE))
    }

    /// Words that no list knows: context decides.
    fn unknown(&mut self, at: usize, to: usize) -> usize {
        let view = self.view;
        let mut stop = at + 1;
        let part = |i: usize| view.shape(i) == Some(Shape::Hyphen) || view.word(i) == "&" || view.shape(i) == Some(Shape::Number);
        let ends = NAME.or(Known::TITLE).or(Known::FUNCTION).or(Known::CALENDAR);
        while stop < to && (view.is_capital(stop) && !view.known(stop).any(ends) || part(stop) || view.known(stop).any(Known::PARTICLE)) {
            stop += 1;
        }
        while stop > at + 1 && !view.is_capital(stop - 1) && !part(stop - 1) {
            stop -= 1;
        }
        let mut from = at;
        // The first word of a sentence has a capital anyway.
        while from < stop && view.opens(from, self.start) && view.known(from).any(Known::COMMON.or(Known::LOWERED).or(Known::SAY)) && !view.known(from).any(Known::FIRST) {
            from += 1;
        }
        if from < stop && view.is_capital(from) && let Some((label, confidence)) = self.guess(from, stop) {
            self.push(from, stop, label, confidence);
        }
        stop
    }

    /// A label for the unknown words `from..to`, if they look like a name at all.
    fn guess(&self, from: usize, to: usize) -> Option<(Label, f32)> {
        let view = self.view;
        let words = (from..to).filter(|i| view.is_capital(*i)).count();
        let common = (from..to).filter(|i| view.known(*i).any(Known::COMMON.or(Known::LOWERED))).count();
        let first = view.opens(from, self.start);
        if self.case == Case::Capitals || common == words && (words < 2 || first || self.case == Case::Headline) {
            return None;
        }
        let before = view.before(from);
        let after = view.known(to);
        let next_lower = view.shape(to) == Some(Shape::Lower);
        let word = view.word(from);
        let article = matches!(view.word_before(from), "the" | "The");
        if words == 1 && view.shape(from) == Some(Shape::Upper) {
            let plain = ABBREVIATIONS.contains(&word) || is_numeral(word) || word.len() > 6 || word.contains('.');
            let weight = if article { 0.6 } else if word.len() > 2 && self.case == Case::Prose { 0.45 } else { 0.3 };
            return (!plain).then_some((Label::Org, weight));
        }
        if after.any(Known::UNIT) && next_lower && words <= 2 || view.word_before(from) == "of" && view.before(from - 1).any(Known::UNIT) {
            return Some((Label::Gpe, 0.75));
        }
        let says = next_lower && after.any(Known::SAY) || before.any(Known::SAY) && !view.is_capital(from - 1) && matches!(view.word_before(from), "said" | "says" | "added" | "told" | "met");
        let role = before.any(Known::TITLE.or(Known::KIN).or(Known::HONORIFIC)) && !view.is_capital(from - 1);
        if (says || role) && words <= 3 && common == 0 {
            return Some((Label::Person, 0.7));
        }
        if before.any(Known::PLACE_PREPOSITION) && words <= 2 && common == 0 {
            return Some((Label::Gpe, 0.55));
        }
        let last = view.known(to - 1);
        if words >= 2 && last.any(Known::SURNAME) && common <= 1 {
            return Some((Label::Person, 0.7));
        }
        let inner_capital = word.chars().skip(1).any(char::is_uppercase) && !word.starts_with("Mc") && !word.contains('\'');
        if self.case == Case::Headline {
            return None;
        }
        if (2..=3).contains(&words) && common == 0 {
            return Some(if article { (Label::Org, 0.4) } else { (Label::Person, 0.5) });
        }
        if words >= 2 {
            return Some((Label::Org, if article && !first && common < words { 0.3 } else { 0.2 }));
        }
        if last.any(Known::SURNAME) {
            return (common == 0).then_some((Label::Person, 0.5));
        }
        let weight = if first { 0.2 } else { 0.3 };
        Some(if inner_capital { (Label::Org, weight + 0.15) } else if article { (Label::Org, weight) } else { (Label::Person, weight) })
    }
}

/// "defense ministry" in lower case is the name of an office.
const MINISTRIES: [&str; 18] = [
    "defense", "defence", "foreign", "finance", "interior", "energy", "health", "justice", "farm", "agriculture", "economy",
    "culture", "education", "transport", "infrastructure", "trade", "labor", "environment",
];

const PLANT_WORDS: [&str; 8] =
    ["nuclear", "power", "thermal", "hydroelectric", "hydropower", "atomic", "international", "railway"];

/// Second halves of compounds whose first half is a name: "Trump-era".
const COMPOUND: [&str; 12] = ["era", "led", "born", "run", "like", "made", "own", "ally", "held", "area", "wide", "held"];

/// Abbreviations that name nothing.
const ABBREVIATIONS: [&str; 44] = [
    "TV", "CEO", "CFO", "COO", "AI", "GDP", "PM", "AM", "OK", "ID", "DNA", "HIV", "AIDS", "VAT", "PR", "IT", "HR", "UFO",
    "SUV", "PDF", "USB", "LGBT", "LGBTQ", "MP", "PC", "CD", "DVD", "GPS", "VIP", "POW", "POWS", "SMS", "RIP", "LOL", "FYI", "BCE", "CE", "BC", "AD", "ICT", "GIS", "COVID", "SARS", "SOS",
];

/// Roman numerals.
fn is_numeral(word: &str) -> bool {
    word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'))
}
