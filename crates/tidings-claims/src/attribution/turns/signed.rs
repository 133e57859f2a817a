//! Quotations and statements with a name beside them and no verb: `"K" — Ada Lind, farmer`, a line with a dash below a quotation,
//! `Ada Lind: "K"`, `And from Ada Lind:` above a quotation, `From the desk of Ada Lind:` above a statement.
//!
//! A line that says who reported, took the picture or checked the text signs no quotation.

use std::ops::Range;

use tidings_core::{Mention, PennTag, Quote, QuoteKind, Span, SpeechKind, SpeechTurn};

use super::Reader;

/// How sure a signature by a person, and one by another name, is.
const BY_PERSON: f32 = 0.9;
const BY_OTHER: f32 = 0.6;
/// How sure a statement below a name is, whose words stand in no quotation marks.
const UNMARKED: f32 = 0.75;

/// A signature is no longer, in words and bytes.
const MOST_WORDS: usize = 20;
const MOST_BYTES: usize = 200;

/// What a line with a dash begins with that signs no quotation, in small letters.
const CREDITS: [&str; 22] = [
    "reporting",
    "additional",
    "with",
    "by",
    "edited",
    "editing",
    "compiled",
    "photo",
    "photos",
    "picture",
    "video",
    "watch",
    "read",
    "source",
    "sources",
    "writing",
    "written",
    "translated",
    "this",
    "see",
    "more",
    "agencies",
];

const DASHES: [char; 6] = ['-', '–', '—', '―', '~', '−'];

/// A run of sentences that no end of paragraph parts.
struct Paragraph {
    span: Span,
    /// Indices of its sentences.
    sentences: Range<usize>,
}

/// Adds the signed quotations of a document to the turns that are known.
pub(super) fn find(reader: &Reader, turns: &mut Vec<SpeechTurn>) {
    let paragraphs = paragraphs(reader);
    let known: Vec<Span> = turns.iter().map(|turn| turn.span).collect();
    // Turns come in the order of the text.
    let is_free = |span: Span| {
        let next = known.partition_point(|turn| turn.end <= span.start);
        known.get(next).is_none_or(|turn| turn.start >= span.end)
    };
    let mut end = 0;
    let mut push = |turn: SpeechTurn, turns: &mut Vec<SpeechTurn>| {
        if turn.span.start >= end && is_free(turn.span) {
            end = turn.span.end;
            turns.push(turn);
        }
    };
    for at in 0..paragraphs.len() {
        if let Some(turn) = statement(reader, &paragraphs, at) {
            push(turn, turns);
        }
        let Some(quote) = whole_quote(reader, paragraphs[at].span) else { continue };
        let found = below(reader, &paragraphs, at, quote).or_else(|| above(reader, &paragraphs, at, quote));
        if let Some(turn) = found {
            push(turn, turns);
        }
    }
}

fn paragraphs(reader: &Reader) -> Vec<Paragraph> {
    let mut first = 0;
    let groups = reader.sentences.0.chunk_by(|left, right| left.paragraph == right.paragraph);
    groups
        .map(|group| {
            let sentences = first..first + group.len();
            first = sentences.end;
            let span = group.iter().fold(group[0].span, |span, sentence| span.cover(sentence.span));
            Paragraph { span, sentences }
        })
        .collect()
}

/// The quotation that a paragraph is, but for a name before or behind it.
fn whole_quote<'a>(reader: &Reader<'a>, paragraph: Span) -> Option<&'a Quote> {
    let from = reader.quotes.0.partition_point(|quote| quote.span.start < paragraph.start);
    let mut inside = reader.quotes.0[from..].iter().take_while(|quote| quote.span.start < paragraph.end);
    let first = inside.find(|quote| quote.depth == 0)?;
    // A second one means that the author tells something in between.
    let only = !inside.any(|quote| quote.depth == 0 && quote.kind == QuoteKind::Speech);
    (only && first.kind == QuoteKind::Speech).then_some(first)
}

/// A signature behind the quotation or on the line below it.
fn below(reader: &Reader, paragraphs: &[Paragraph], at: usize, quote: &Quote) -> Option<SpeechTurn> {
    let paragraph = paragraphs[at].span;
    let lead = reader.slice(Span::new(paragraph.start, quote.span.start.max(paragraph.start)));
    if !lead.trim_matches(['•', '*', '-', '>', ' ']).is_empty() {
        return None;
    }
    let rest = Span::new(quote.span.end, paragraph.end.max(quote.span.end)).trim(reader.text);
    let own_line = rest.is_empty();
    let line = if own_line { paragraphs.get(at + 1)?.span } else { rest };
    let signature = after_dash(reader, line)?;
    if own_line && quote.continues {
        return None;
    }
    let signer = Signer::of(reader, signature, false)?;
    // An agency below a quotation has sent the text; behind a quotation it is quoted.
    if own_line && !signer.is_person && signer.entity.is_some() {
        return None;
    }
    Some(signer.turn(quote.span.cover(line), quote.span, None))
}

/// What stands behind the dash that a line begins with.
fn after_dash(reader: &Reader, line: Span) -> Option<Span> {
    let text = reader.slice(line);
    let rest = text.trim_start_matches(DASHES);
    let dashed = rest.len() < text.len();
    let rest = rest.trim_start();
    let signature = Span::new(line.end - rest.len() as u32, line.end);
    (dashed && !rest.is_empty()).then_some(signature)
}

/// A name before the quotation and a colon, on its line or on that above.
fn above(reader: &Reader, paragraphs: &[Paragraph], at: usize, quote: &Quote) -> Option<SpeechTurn> {
    let paragraph = paragraphs[at].span;
    let behind = Span::new(quote.span.end, paragraph.end.max(quote.span.end));
    if reader.slice(behind).contains(char::is_alphanumeric) {
        return None;
    }
    let lead = Span::new(paragraph.start, quote.span.start.max(paragraph.start)).trim(reader.text);
    let line = if lead.is_empty() { paragraphs.get(at.checked_sub(1)?)?.span } else { lead };
    let (announced, cue) = before_colon(reader, line)?;
    let signer = announcer(reader, announced)?;
    Some(signer.turn(line.cover(quote.span), quote.span, Some(cue)))
}

/// A line without the colon at its end, and the colon.
fn before_colon(reader: &Reader, line: Span) -> Option<(Span, Span)> {
    let kept = reader.slice(line).strip_suffix([':', '：'])?;
    let end = line.start + kept.len() as u32;
    Some((Span::new(line.start, end).trim(reader.text), Span::new(end, line.end)))
}

/// Words before the name of somebody whose words follow, in small letters.
const ANNOUNCED: [&str; 18] = [
    "from the desk of",
    "from the office of",
    "a message from",
    "message from",
    "a statement from",
    "statement from",
    "a statement by",
    "statement by",
    "statement of",
    "remarks by",
    "remarks of",
    "a note from",
    "a letter from",
    "a word from",
    "comment from",
    "and from",
    "from",
    "and",
];

/// Whoever a line before a colon announces: `And from Chairwoman Rosa Oduya`, `Ada Lind, farmer`.
fn announcer(reader: &Reader, line: Span) -> Option<Signer> {
    let text = reader.slice(line);
    // A sentence with a verb is for those who have learned to read them.
    let relative = [", who ", ", which ", ", whose "].iter().filter_map(|lead| text.find(lead)).min();
    let main = Span::new(line.start, line.start + relative.unwrap_or(text.len()) as u32);
    if reader.has_finite_verb(main) {
        return None;
    }
    let lower = text.to_lowercase();
    let lead = ANNOUNCED.iter().filter(|lead| lower.starts_with(**lead)).map(|lead| lead.len());
    let lead =
        lead.filter(|len| text.get(*len..).is_some_and(|rest| rest.starts_with(' '))).max().unwrap_or(0);
    let rest = text.get(lead..)?.trim_start();
    let name = Span::new(line.end - rest.len() as u32, line.end);
    // "Ada Lund, speaking for the board, proposed:"
    let last = reader.tokens.inside(line).next_back().and_then(|token| reader.tags.get(token));
    let is_verb = matches!(last, Some(PennTag::Vb | PennTag::Vbn | PennTag::Vbg));
    let named = reader.who(head_of(reader, name)).is_some();
    if is_verb || lead == 0 && !named {
        return None;
    }
    let signer = Signer::of(reader, name, lead > 0)?;
    (signer.is_person || lead > 0).then_some(signer)
}

/// `From the desk of Ada Lind, analyst:` above a paragraph that stands in no quotation marks.
fn statement(reader: &Reader, paragraphs: &[Paragraph], at: usize) -> Option<SpeechTurn> {
    let line = paragraphs.get(at)?.span;
    let lower = reader.slice(line).get(..LONGEST_LEAD.min(line.len() as usize))?.to_lowercase();
    // "From" alone begins many a line.
    if !ANNOUNCED.iter().any(|lead| lead.len() > SHORT_LEAD && lower.starts_with(lead)) {
        return None;
    }
    let (announced, cue) = before_colon(reader, line).unwrap_or((line, Span::new(line.end, line.end)));
    let signer = announcer(reader, announced).filter(|signer| signer.is_person)?;
    let body = paragraphs.get(at + 1)?;
    let own = reader.sentences.0.get(body.sentences.clone())?;
    let quoted = whole_quote(reader, body.span).is_some_and(|quote| quote.span.start == body.span.start);
    if quoted
        || own.iter().any(|sentence| sentence.kind.is_above_text())
        || !reader.has_finite_verb(body.span)
    {
        return None;
    }
    let mut turn = signer.turn(line.cover(body.span), body.span, (!cue.is_empty()).then_some(cue));
    turn.confidence = turn.confidence.min(UNMARKED);
    Some(turn)
}

/// The longest of [`ANNOUNCED`], and the longest that announces a quotation only.
const LONGEST_LEAD: usize = 20;
const SHORT_LEAD: usize = 8;

/// Who signs.
struct Signer {
    speaker: Span,
    role: Option<Span>,
    entity: Option<u32>,
    is_person: bool,
}

impl Signer {
    /// Reads a name with what stands beside it; `None` if it is no such thing. Behind words that announce somebody, a description may
    /// come before the name.
    fn of(reader: &Reader, span: Span, announced: bool) -> Option<Self> {
        let text = reader.slice(span).trim_end_matches(['.', ',', ';', ' ']);
        let speaker = Span::new(span.start, span.start + text.len() as u32);
        let words = text.split_whitespace().count();
        let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
        let names_last = reader.names(speaker).last().is_some_and(|mention| mention.span.end == speaker.end);
        let announced = announced && names_last;
        let is_name =
            text.starts_with(char::is_uppercase) || names_first(reader, speaker).is_some() || announced;
        if words == 0
            || words > MOST_WORDS
            || text.len() > MOST_BYTES
            || text.contains(['"', '“', '”', '?', '!', '@', ':', '\n'])
            || CREDITS.contains(&first.as_str())
            || !is_name
            || reader.has_finite_verb(head_of(reader, speaker))
        {
            return None;
        }
        let mention = reader.who(head_of(reader, speaker)).or_else(|| reader.who(speaker));
        let is_person = mention.is_some_and(|mention| mention.label == tidings_core::Label::Person);
        // A name that nothing tells of: two capital words and more, as persons have.
        let head = reader.slice(head_of(reader, speaker));
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        if mention.is_none()
            && !announced
            && !(head.split_whitespace().all(capital) && (2..=4).contains(&head.split_whitespace().count()))
        {
            return None;
        }
        let role = mention.filter(|_| is_person).and_then(|mention| role(reader, speaker, mention));
        Some(Signer { speaker, role, entity: mention.map(|mention| mention.entity), is_person })
    }

    fn turn(self, span: Span, body: Span, cue: Option<Span>) -> SpeechTurn {
        SpeechTurn {
            span,
            body,
            kind: SpeechKind::Signed,
            speaker: Some(self.speaker),
            role: self.role,
            entity: self.entity,
            cue,
            confidence: if self.is_person { BY_PERSON } else { BY_OTHER },
        }
    }
}

/// A signature up to its first comma: the name, with a title before it.
fn head_of(reader: &Reader, speaker: Span) -> Span {
    let text = reader.slice(speaker);
    let end = text.find([',', '(']).unwrap_or(text.len());
    Span::new(speaker.start, speaker.start + end as u32).trim(reader.text)
}

fn names_first<'a>(reader: &Reader<'a>, speaker: Span) -> Option<&'a Mention> {
    reader.names(speaker).first().filter(|mention| mention.span.start == speaker.start)
}

/// What stands beside the name: before it, or behind the comma after it.
fn role(reader: &Reader, speaker: Span, mention: &Mention) -> Option<Span> {
    let before = Span::new(speaker.start, mention.span.start.max(speaker.start)).trim(reader.text);
    let after = Span::new(mention.span.end, speaker.end.max(mention.span.end));
    let text = reader.slice(after);
    let skipped = text.len() - text.trim_start_matches([',', ' ', '(']).len();
    let after = Span::new(after.start + skipped as u32, after.end);
    let before = Some(before).filter(|before| !before.is_empty());
    before.or(Some(after).filter(|after| skipped > 0 && !after.is_empty()))
}
