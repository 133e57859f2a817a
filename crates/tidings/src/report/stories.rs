//! The section of stories: what several articles tell together, what only one tells, what they contradict each other on.

use maud::{Markup, html};
use tidings_stories::briefing::{BriefedSentence, Contested};
use tidings_stories::{Briefing, MatchedStatement};

use super::corpus::{Corpus, ToldStory};
use super::outline::{Outline, anchor};

/// The section; nothing without stories.
pub(super) fn section(corpus: &Corpus, outline: &Outline) -> Markup {
    html! {
        @if !corpus.stories.is_empty() {
            section aria-labelledby="stories" {
                h2 id="stories" { "Stories" }
                @for (place, told) in corpus.stories.iter().enumerate() { (story(told, place, outline)) "\n" }
            }
        }
    }
}

/// The name of a story's place in the page.
pub(super) fn story_anchor(place: usize) -> String {
    format!("s{}", place + 1)
}

/// A link to a document, under its headline; only the name of one that the page does not have.
pub(super) fn article(id: &str, outline: &Outline) -> Markup {
    let found = outline.number(id).and_then(|number| Some((number, outline.entry(number)?)));
    html! {
        @match found {
            Some((number, entry)) => a href={ "#d" (number) } { (entry.headline()) },
            None => (id),
        }
    }
}

/// A statement with who makes it, linked to its place.
pub(super) fn statement(statement: &MatchedStatement, outline: &Outline) -> Markup {
    html! {
        @if let Some(holder) = &statement.holder { (holder) ": " }
        "“" (statement.text) "” " (cite(&statement.document, statement.start, outline))
    }
}

/// The article of a sentence, as a link to the place of the sentence in it.
fn cite(id: &str, start: u32, outline: &Outline) -> Markup {
    let found = outline.number(id).and_then(|number| Some((number, outline.entry(number)?)));
    html! {
        cite {
            @match found {
                Some((number, entry)) => a href={ "#" (anchor(number, start)) } title=(entry.headline()) { (entry.short()) },
                None => (id),
            }
        }
    }
}

impl ToldStory {
    /// The headline of the story, or that of its most central article.
    pub(super) fn title<'a>(&'a self, outline: &'a Outline) -> &'a str {
        let briefed = self.briefing.as_ref().and_then(|briefing| briefing.title.as_deref());
        let central = || outline.number(&self.story.story).and_then(|number| outline.entry(number));
        briefed.or_else(|| central().map(|entry| entry.headline())).unwrap_or(&self.story.story)
    }
}

fn story(told: &ToldStory, place: usize, outline: &Outline) -> Markup {
    let contested = told.contested();
    html! {
        details class="story" open[place == 0] {
            summary {
                h3 dir="auto" { (told.title(outline)) }
                " "
                span class="about" { (facts(told)) }
            }
            div id=(story_anchor(place)) {
                @if let Some(briefing) = &told.briefing { (summary(briefing, outline)) (agreement(briefing, outline)) }
                @if !contested.is_empty() {
                    h4 { "Contested" }
                    ul class="contested" { @for row in contested { li { (contradiction(row, outline)) } } }
                }
                @if let Some(briefing) = &told.briefing { (timeline(briefing, outline)) }
                h4 { "Articles" }
                ul { @for id in &told.story.members { li { (article(id, outline)) " " (outlet(id, told, outline)) } } }
            }
        }
    }
}

/// The line under the title.
fn facts(told: &ToldStory) -> String {
    let story = &told.story;
    let mut facts = vec![format!("{} articles", story.members.len())];
    if let Some(briefing) = &told.briefing {
        facts.extend((!briefing.outlets.is_empty()).then(|| briefing.outlets.join(", ")));
        let voices = briefing.voices;
        facts.push(format!("{voices} independent voice{}", if voices == 1 { "" } else { "s" }));
    }
    facts.extend(match (&story.first_day, &story.last_day) {
        (Some(first), Some(last)) if first != last => Some(format!("{first} to {last}")),
        (first, last) => first.clone().or(last.clone()),
    });
    facts.join(" · ")
}

fn sentence(row: &BriefedSentence, outline: &Outline) -> Markup {
    html! { (row.text) " " (cite(&row.document, row.start, outline)) }
}

fn summary(briefing: &Briefing, outline: &Outline) -> Markup {
    html! {
        @if !briefing.summary.is_empty() {
            h4 { "In short" }
            ul { @for row in &briefing.summary { li { (sentence(row, outline)) } } }
        }
    }
}

/// What several voices tell, and what only one does.
fn agreement(briefing: &Briefing, outline: &Outline) -> Markup {
    let (all, some): (Vec<_>, Vec<_>) = briefing.shared.iter().partition(|shared| shared.all);
    html! {
        @for (title, shared) in [("What all say", all), ("What several say", some)] {
            @if !shared.is_empty() {
                h4 { (title) }
                ul class="shared" {
                    @for shared in shared {
                        li {
                            @for (place, row) in shared.sentences.iter().enumerate() {
                                p class=[(place > 0).then_some("also")] { (sentence(row, outline)) }
                            }
                        }
                    }
                }
            }
        }
        @if !briefing.only.is_empty() {
            h4 { "What only one says" }
            ul { @for row in &briefing.only { li { (sentence(row, outline)) } } }
        }
    }
}

fn contradiction(row: &Contested, outline: &Outline) -> Markup {
    html! {
        p { b { (row.reason) } " " span class="about" { "confidence " (format!("{:.2}", row.confidence)) } }
        p { (statement(&row.a, outline)) }
        p { (statement(&row.b, outline)) }
    }
}

fn timeline(briefing: &Briefing, outline: &Outline) -> Markup {
    html! {
        @if !briefing.timeline.is_empty() {
            h4 { "Timeline" }
            dl class="timeline" {
                @for entry in &briefing.timeline {
                    div { dt { time datetime=(entry.day) { (entry.day) } } dd { (sentence(&entry.sentence, outline)) } }
                }
            }
        }
    }
}

/// The outlet and day of an article of a story.
fn outlet(id: &str, told: &ToldStory, outline: &Outline) -> Markup {
    let briefed = told.briefing.iter().flat_map(|briefing| &briefing.documents).find(|row| row.id == id);
    let known = outline.number(id).and_then(|number| outline.entry(number));
    let outlet = known.and_then(|entry| entry.outlet.as_deref());
    let day = briefed.and_then(|row| row.day.as_deref());
    let facts: Vec<&str> = [outlet, day].into_iter().flatten().collect();
    html! { span class="about" { (facts.join(" · ")) } }
}
