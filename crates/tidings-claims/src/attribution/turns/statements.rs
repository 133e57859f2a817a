//! Which sentences of a turn state something: those with a verb that has a subject. Greetings, thanks, questions, orders to a colleague
//! and fragments state nothing.

use std::ops::Range;

use tidings_core::{PennTag, QuoteKind, SentenceKind, Span, SpeechKind, SpeechTurn};

use super::Reader;

/// Fewer words are an answer or a call: "Yes, I do."
const LEAST_WORDS: usize = 3;

/// The statements of a turn: places of the text without the final period, in order.
pub(super) fn of(reader: &Reader, turn: &SpeechTurn) -> Vec<Span> {
    if matches!(turn.kind, SpeechKind::Question) || turn.body.is_empty() {
        return Vec::new();
    }
    let from = reader.sentences.0.partition_point(|sentence| sentence.span.end <= turn.body.start);
    let sentences =
        reader.sentences.0[from..].iter().take_while(|sentence| sentence.span.start < turn.body.end);
    let mut found = Vec::new();
    for sentence in sentences.filter(|sentence| sentence.kind != SentenceKind::Label) {
        let Some(said) = sentence.span.intersection(turn.body) else { continue };
        let said = without_manner(reader, said);
        let said = if turn.kind == SpeechKind::Post { without_lead(reader, said) } else { said };
        if states(reader, said) {
            found.push(without_period(reader, said));
        }
    }
    found
}

/// Whether somebody states something in a sentence, in words that are not quoted from another.
fn states(reader: &Reader, sentence: Span) -> bool {
    let text = reader.slice(sentence).trim_end_matches(['"', '”', '’', '\'', ')', ']', ' ']);
    if text.ends_with('?') || is_direction(reader.slice(sentence)) {
        return false;
    }
    let tokens = reader.tokens.inside(sentence);
    let own: Vec<usize> = tokens.filter(|token| !is_quoted(reader, sentence, *token)).collect();
    let is_word =
        |token: &usize| reader.slice(reader.tokens.spans()[*token]).starts_with(char::is_alphanumeric);
    if own.iter().filter(|token| is_word(token)).count() < LEAST_WORDS {
        return false;
    }
    let tag = |token: usize| reader.tags.get(token).copied();
    let is_finite =
        |token: &usize| matches!(tag(*token), Some(PennTag::Vbd | PennTag::Vbz | PennTag::Vbp | PennTag::Md));
    let mut finite = own.iter().enumerate().filter(|(_, token)| is_finite(token)).peekable();
    if finite.peek().is_none() {
        return (1..own.len()).any(|at| may_be_verb(reader, &own, at));
    }
    finite.any(|(at, token)| has_subject(reader, &own[..at], *token))
}

/// Whether a word that was tagged as a plural or a participle is a verb where the sentence has no other: "A new tank costs 90,000
/// euros", "the fund lost nine million".
fn may_be_verb(reader: &Reader, own: &[usize], at: usize) -> bool {
    use PennTag::{Cd, Dt, In, Nn, Nnp, Nns, Prp, PrpPossessive, Rb, To, Vb, Vbn};
    let tag = |at: usize| own.get(at).and_then(|token| reader.tags.get(*token)).copied();
    let next = own.get(at + 1).map_or("", |token| reader.slice(reader.tokens.spans()[*token]));
    let goes_on = matches!(tag(at + 1), Some(In | Dt | Cd | To | Prp | PrpPossessive | Rb))
        || next.starts_with(char::is_uppercase);
    match tag(at) {
        Some(Nns) => matches!(tag(at - 1), Some(Nn | Nnp)) && goes_on,
        Some(Vbn) => matches!(tag(at - 1), Some(Nn | Nnp | Nns | Prp)) && goes_on,
        // "Crews expect to finish".
        Some(Vb) => matches!(tag(at - 1), Some(Nns | Prp)),
        _ => false,
    }
}

/// Whether a noun or pronoun that can be the subject stands before a verb. "Tom Reyes, thank you" has none: he is called.
fn has_subject(reader: &Reader, before: &[usize], verb: usize) -> bool {
    let word = |token: usize| reader.slice(reader.tokens.spans()[token]);
    let is_nominal = |token: &usize| {
        use PennTag::{Cd, Dt, Ex, Nn, Nnp, Nnps, Nns, Prp, Vbg, Wdt, Wp};
        let tag = reader.tags.get(*token);
        matches!(tag, Some(Nn | Nns | Nnp | Nnps | Prp | Ex | Dt | Wdt | Wp | Cd | Vbg))
    };
    let comma = before.iter().rposition(|token| word(*token) == ",");
    let thanks = ["thank", "please", "let", "welcome", "stay", "look", "come", "go", "tell", "listen", "see"];
    if thanks.iter().any(|order| word(verb).eq_ignore_ascii_case(order)) {
        // "Tom, thank you", but "we, I think, see".
        return before[comma.map_or(0, |comma| comma + 1)..].iter().any(is_nominal);
    }
    before.iter().any(is_nominal)
}

/// Whether a token stands in a quotation of full sentences that does not hold the whole sentence.
fn is_quoted(reader: &Reader, sentence: Span, token: usize) -> bool {
    let at = reader.tokens.spans()[token];
    let from = reader.quotes.0.partition_point(|quote| quote.span.end <= at.start);
    let around = reader.quotes.0[from..].iter().take_while(|quote| quote.span.start <= at.start);
    around.into_iter().any(|quote| {
        let whole = quote.span.start <= sentence.start && sentence.end <= quote.span.end;
        quote.depth == 0 && quote.kind == QuoteKind::Speech && quote.span.contains(at) && !whole
    })
}

/// "(CROSSTALK)", "[laughter]".
fn is_direction(sentence: &str) -> bool {
    let open = sentence.strip_prefix(['(', '[']);
    open.is_some_and(|inside| {
        inside.trim_end_matches('.').ends_with([')', ']']) && inside.split_whitespace().count() <= 4
    })
}

/// What is said without the note before it on how it is said: "(voice-over):", "(through translator):".
fn without_manner(reader: &Reader, sentence: Span) -> Span {
    let text = reader.slice(sentence);
    let note = text.strip_prefix(['(', '[']).and_then(|rest| rest.split_once([')', ']']));
    let after = note
        .filter(|(inside, _)| inside.len() <= 40)
        .and_then(|(_, after)| after.trim_start().strip_prefix(':'));
    let skipped = after.map_or(0, |after| text.len() - after.trim_start().len());
    Span::new(sentence.start + skipped as u32, sentence.end)
}

/// A post without the number of a series and calls in capitals at its start: "2/", "(3/5)", "BREAKING:".
fn without_lead(reader: &Reader, sentence: Span) -> Span {
    let text = reader.slice(sentence);
    let mut rest = text;
    loop {
        let open = rest.trim_start_matches(['(', '[']);
        let digits = open.len() - open.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let series = open[digits..].strip_prefix('/').map(|after| {
            after.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches([')', ']', ':', '.'])
        });
        let call = rest.split_once(':').filter(|(call, _)| is_call(call)).map(|(_, after)| after);
        match series.filter(|_| (1..=3).contains(&digits)).or(call) {
            Some(after) => rest = after.trim_start(),
            None => break,
        }
    }
    let skipped = (text.len() - rest.len()) as u32;
    Span::new(sentence.start + skipped, sentence.end)
}

/// One or two words in capitals: "BREAKING", "JUST IN".
fn is_call(words: &str) -> bool {
    let letters = || words.chars().filter(|c| c.is_alphabetic());
    (1..=2).contains(&words.split_whitespace().count())
        && letters().count() >= 3
        && letters().all(char::is_uppercase)
}

/// A sentence without the period at its end. Other marks stay, as they do in the content of other claims.
fn without_period(reader: &Reader, sentence: Span) -> Span {
    let text = reader.slice(sentence);
    let kept = text.strip_suffix('.').filter(|kept| !kept.ends_with('.')).unwrap_or(text);
    let range: Range<u32> = sentence.start..sentence.start + kept.len() as u32;
    Span::new(range.start, range.end)
}
