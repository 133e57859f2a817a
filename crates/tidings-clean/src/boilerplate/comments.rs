//! Blocks of comments: what readers wrote below the article, to the end of the text.
//!
//! In plain text comments are well-formed prose; only how they start shows, and who speaks. A block goes on more than one kind of
//! evidence: what announces it (a counter, a form), the heads of its comments (names, days, buttons), readers who speak of
//! themselves or to each other, and the model. A quoted post is none of these, nor is code, and what would take
//! half of the text needs the heads of several comments.

use std::ops::Range;

use tidings_core::RegionKind;

use super::cues::{Cue, Scope};
use super::stage::Sorter;
use super::voices::{Head, comment_head, is_code, is_signed_post, is_turn, speaks, voice};

/// Lines that are less likely to be the article than this speak for a block of comments at the end, others against it.
const UNLIKELY: f32 = 0.6;
/// Lines that are less likely than this on average are comments although nobody speaks of themselves.
const SURELY_NOT: f32 = 0.4;
/// One or two lines in which somebody speaks may be the end of an article.
const LEAST_VOICES: usize = 3;
/// Fewer words at the end of a text are no block of comments.
const LEAST_COMMENT_WORDS: u32 = 25;
/// So few words behind a counter or a form need no other evidence.
const FEW_WORDS: u32 = 40;
/// Where every so many lines somebody's turn begins with a name, it is an interview.
const INTERVIEW: usize = 6;
/// So many heads are evidence of comments, and so many that most of the text is comments.
const HEADS: usize = 2;
const MANY_HEADS: usize = 4;

/// In a block of comments a head stands every so many lines.
const EVERY: usize = 6;

/// What is seen of a block of lines.
struct Block {
    lines: usize,
    words: u32,
    /// Lines of running text.
    body: usize,
    /// Lines in which somebody speaks of themselves or to others, quoted posts apart; and without quotation marks.
    personal: usize,
    speaking: usize,
    of_self: usize,
    /// Lines of running text that report, and that are personal.
    reporting: usize,
    personal_body: usize,
    /// Heads and feet of comments, and lines of forms.
    heads: usize,
    forms: usize,
    posts: usize,
    items: usize,
    code: usize,
}

impl Sorter<'_> {
    /// Labels everything from `start` on as comments, unless it reads like an article. Says how many lines.
    pub(super) fn comments(
        &mut self,
        start: usize,
        cue: &Cue,
        words_before: u32,
        cues: &[Option<Cue>],
    ) -> usize {
        let block = self.block(start..self.lines.len(), cues);
        let confirmed = block.heads >= HEADS || block.forms > 0;
        let personal = block.personal * 5 >= block.lines;
        let heading = matches!(cue.name, "discussion" | "conversation");
        let sure = match cue.is_weak() {
            true => confirmed || personal && !heading && block.words <= words_before / 2,
            false => confirmed || personal || block.words <= FEW_WORDS,
        };
        let most = block.words > words_before && !self.may_be_most(&block, !cue.is_weak());
        if block.is_article(words_before) || !sure || most {
            return 0;
        }
        for line in start..self.lines.len() {
            self.label(line, RegionKind::Comment, format!("comment block after `{}`", self.slice(start - 1)));
        }
        self.lines.len() - start
    }

    /// Whether a block may be more than half of the text.
    fn may_be_most(&self, block: &Block, announced: bool) -> bool {
        block.heads >= MANY_HEADS
            || announced && (block.heads >= HEADS || block.personal * 5 >= block.lines * 2)
    }

    /// Whether a cue of comments stands in code, or in a list of fields.
    pub(super) fn is_inside_other(&self, line: usize) -> bool {
        let around = line.saturating_sub(1)..(line + 2).min(self.lines.len());
        let field = |line: usize| self.slice(line).contains(": ") && self.lines[line].words <= 8;
        let fields = around.clone().filter(|&line| field(line)).count();
        is_code(self.slice(line))
            || self.lines[line].bullet
            || around.clone().any(|next| next != line && is_code(self.slice(next)))
            || field(line) && fields == around.len()
    }

    fn block(&self, lines: Range<usize>, cues: &[Option<Cue>]) -> Block {
        let mut block = Block {
            lines: lines.len(),
            words: 0,
            body: 0,
            personal: 0,
            speaking: 0,
            of_self: 0,
            reporting: 0,
            personal_body: 0,
            heads: 0,
            forms: 0,
            posts: 0,
            items: 0,
            code: 0,
        };
        for line in lines {
            let (slice, form) = (self.slice(line), self.lines[line]);
            block.words += form.words;
            block.items += usize::from(form.bullet || form.numbered);
            if self.is_of_post(line) {
                block.posts += 1;
                continue;
            }
            if is_code(slice) {
                block.code += 1;
                continue;
            }
            let voice = voice(slice);
            block.personal += usize::from(voice.personal);
            block.of_self += usize::from(voice.of_self);
            block.speaking += usize::from(speaks(slice));
            block.heads += usize::from(comment_head(slice).is_some());
            block.forms += usize::from(
                cues[line].as_ref().is_some_and(|cue| cue.scope == Scope::Comments && !cue.is_weak()),
            );
            if form.is_body() {
                block.body += 1;
                block.reporting += usize::from(voice.reporting);
                block.personal_body += usize::from(voice.personal);
            }
        }
        block
    }

    /// Whether a line belongs to a quoted post: it is signed, or the next line is nothing but its signature.
    fn is_of_post(&self, line: usize) -> bool {
        let signature = |line: usize| {
            self.slice(line).starts_with(['—', '–', '―', '-']) && is_signed_post(self.slice(line))
        };
        is_signed_post(self.slice(line)) || line + 1 < self.lines.len() && signature(line + 1)
    }

    /// Labels a block of comments that nothing announces and whose heads give it away: names, days and buttons every few lines,
    /// and readers who speak between them, to the end of the text.
    pub(super) fn cut_headed_comments(&mut self) {
        let all = self.lines.len();
        let (mut heads, mut sure, mut personal, mut lines, mut start) = (0, 0, 0, 0, None);
        for line in (0..all).rev() {
            let slice = self.slice(line);
            lines += 1;
            personal += usize::from(speaks(slice) && !self.is_of_post(line));
            let Some(head) = comment_head(slice) else { continue };
            heads += 1;
            sure += usize::from(head == Head::Sure);
            let share = if sure >= HEADS { 4 } else { 2 };
            // "Ada says:" and the day below it make one comment.
            let pair = head == Head::Sure
                && line + 1 < all
                && comment_head(self.slice(line + 1)) == Some(Head::Doubtful);
            if (heads > HEADS || pair) && heads * EVERY >= lines && personal * share >= lines - heads {
                start = Some((line, heads));
            }
        }
        let Some((mut start, heads)) = start else { return };
        // A name may stand above the day.
        if start > 0 && self.lines[start - 1].words <= 4 && !self.lines[start - 1].closed {
            start -= 1;
        }
        let open = |line: &usize| self.labels[*line].is_none();
        let words = |lines: Range<usize>| -> u32 { lines.map(|line| self.lines[line].words).sum() };
        let body: u32 = (0..start)
            .filter(open)
            .filter(|line| self.lines[*line].is_body())
            .map(|line| self.lines[line].words)
            .sum();
        let turns = (start..all).filter(|line| is_turn(self.slice(*line))).count();
        if body < self.config.min_body_words
            || words(start..all) > words(0..start) && heads < MANY_HEADS
            || turns * INTERVIEW >= all - start
        {
            return;
        }
        for line in start..all {
            self.label(line, RegionKind::Comment, "comments at the end, by their heads");
        }
    }

    /// Whether the end of a text sounds like readers who talk to each other: comments that nothing announces. In an
    /// interview people talk too, but their turns carry their names.
    pub(super) fn ends_in_conversation(&self) -> bool {
        let end = self.lines.len() - self.lines.len() * 2 / 5..self.lines.len();
        let least = (end.len() * 3).div_ceil(10).max(2);
        let speaking = |line: &usize| speaks(self.slice(*line)) && !self.is_of_post(*line);
        end.clone().filter(speaking).take(least).count() >= least
            && end.clone().filter(|&line| is_turn(self.slice(line))).count() * INTERVIEW < end.len()
    }

    /// Labels the comments at the end of a text that nothing announces. They are found as one block: from where on the
    /// model is surest that what follows is not the article.
    pub(super) fn cut_conversation(&mut self, likely: &[f32], cues: &[Option<Cue>]) {
        let (mut sum, mut best, mut from) = (0.0, 0.0, likely.len());
        for line in (0..likely.len()).rev() {
            sum += self.lines[line].words as f32 * (UNLIKELY - likely[line]);
            if sum > best {
                (best, from) = (sum, line);
            }
        }
        let block = self.block(from..likely.len(), cues);
        let all: u32 = self.lines.iter().map(|line| line.words).sum();
        let sure = best >= block.words as f32 * (UNLIKELY - SURELY_NOT);
        let self_told = block.of_self * 4 >= block.lines;
        let voices = block.speaking >= LEAST_VOICES && block.speaking * 3 >= block.lines;
        let talk = voices && (self_told || sure) && block.posts == 0;
        let other = (block.items * 3 > block.lines || block.code > 0) && block.heads < HEADS;
        let most = block.words > all / 2 && !self.may_be_most(&block, false);
        // Some text must be left, and some of the block must sound like comments.
        if from == 0
            || block.words < LEAST_COMMENT_WORDS
            || block.speaking * 5 < block.lines
            || !(block.heads >= HEADS || block.forms > 0 || talk)
            || other
            || most
        {
            return;
        }
        for line in from..likely.len() {
            if self.labels[line].is_none() && self.marked[line].is_none() {
                self.set(line, RegionKind::Comment, "comments at the end, by their wording");
            }
        }
    }
}

impl Block {
    /// Clear evidence that a block is the article: it is long, it reports, and nobody in it speaks of themselves or to others.
    fn is_article(&self, words_before: u32) -> bool {
        let impersonal = self.personal_body * 10 <= self.body;
        let reports = self.reporting * 2 >= self.body || self.reporting * 4 >= self.body && self.words > 120;
        self.body >= 3 && impersonal && (reports || self.words > 2 * words_before)
    }
}
