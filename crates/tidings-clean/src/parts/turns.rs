//! Turns: what speakers say one after the other in a transcript or an interview.

use std::collections::BTreeMap;

use tidings_core::{DocumentKind, PartKind, Parts, Span, TextPart};

use super::furniture::{is_direction, is_notice};
use super::label::{Form, Label, label};
use super::speakers::{Cast, MOST_LOOKS, full_name_in, key};

/// A line with a label.
struct Turn {
    line: usize,
    label: Label,
    key: String,
}

/// Fewer turns are a quotation with a colon.
const LEAST_TURNS: usize = 3;

/// The turns of a text and what kind of document they make; `None` if it has none. An article that ends in an interview is an
/// article with parts.
pub(super) fn find(text: &str, lines: &[Span]) -> Option<(DocumentKind, Parts)> {
    let slice = |line: usize| lines[line].slice(text).unwrap_or("");
    let labels = (0..lines.len()).filter_map(|line| Some((line, label(slice(line))?)));
    let all: Vec<Turn> = labels
        .map(|(line, label)| {
            let key = key(&slice(line)[label.name.clone()]);
            Turn { line, label, key }
        })
        .collect();
    let forms = Forms::of(&all, text, |turn| slice(turn.line)[turn.label.body..].trim_end().ends_with('?'))?;
    let turns: Vec<Turn> = all.into_iter().filter(|turn| forms.accept(turn)).collect();
    let first = turns.first()?.line;
    if turns.len() < LEAST_TURNS {
        return None;
    }
    let mut cast = Cast::default();
    let mut parts = Vec::with_capacity(turns.len());
    for (at, turn) in turns.iter().enumerate() {
        let next = turns.get(at + 1).map_or(lines.len(), |next| next.line);
        let last = last_line(turn.line, next, &slice);
        let line = lines[turn.line];
        let within = |range: &std::ops::Range<usize>| {
            Span::new(line.start + range.start as u32, line.start + range.end as u32)
        };
        let name = within(&turn.label.name);
        let speaker = cast.index(&turn.key, name, turn.label.role.as_ref().map(within));
        let end = lines[last].end;
        let body = Span::new((line.start + turn.label.body as u32).min(end), end).trim(text);
        parts.push(TextPart {
            span: Span::new(line.start, end),
            body,
            kind: PartKind::Turn,
            label: Some(name),
            speaker: Some(speaker),
            published: None,
        });
    }
    cast.complete(text);
    let said: u32 = parts.iter().map(|part| part.span.len()).sum();
    let before: u32 = lines[..first].iter().map(|line| line.len()).sum();
    let whole: u32 = lines.iter().map(|line| line.len()).sum();
    let voices = Voices::of(&parts, &turns, text);
    let interview = forms.letters || voices.one_asks(text);
    if interview {
        voices.mark_questions(&mut parts);
    }
    // Much of the text, and most of what comes after the first turn.
    let kind = if said * 10 < whole * 4 || said * 10 < (whole - before) * 6 {
        DocumentKind::Article
    } else if interview {
        DocumentKind::Interview
    } else {
        DocumentKind::Transcript
    };
    Some((kind, Parts { parts, speakers: cast.speakers }))
}

/// The last line of a turn that begins on `line`, before that of `next`: without headings above the next turn and without notices.
fn last_line<'t>(line: usize, next: usize, slice: &impl Fn(usize) -> &'t str) -> usize {
    let stop = (line + 1..next).find(|at| is_notice(slice(*at)) || is_direction(slice(*at))).unwrap_or(next);
    let mut last = stop - 1;
    let is_heading = |at: usize| {
        let text = slice(at);
        !text.ends_with(['.', '?', '!', '"', '”', '…', ':', ')']) && text.split_whitespace().count() <= 10
    };
    // Lines of one word or two may be said: the line of the label always is.
    if last > line && is_heading(last) && stop == next {
        last -= 1;
    }
    last
}

/// Which forms of labels are those of speakers here.
struct Forms {
    letters: bool,
    capitals: bool,
    names: bool,
    /// Names as in running text that are of speakers.
    known: Vec<String>,
}

impl Forms {
    /// Decides by all labels together; `None` if there are no speakers.
    fn of(all: &[Turn], text: &str, asks: impl Fn(&Turn) -> bool) -> Option<Self> {
        let count = |form: Form| all.iter().filter(|turn| turn.label.form == form).count();
        let (questions, answers, capitals) =
            (count(Form::Question), count(Form::Answer), count(Form::Capitals));
        let asking = all.iter().filter(|turn| turn.label.form == Form::Question && asks(turn)).count();
        let letters =
            questions > 0 && answers > 0 && questions + answers >= LEAST_TURNS && asking * 2 >= questions;
        let of_form = |form: Form| all.iter().filter(move |turn| turn.label.form == form);
        let recurs = |form: Form| {
            let mut keys: Vec<&str> = of_form(form).map(|turn| turn.key.as_str()).collect();
            keys.sort_unstable();
            let all = keys.len();
            keys.dedup();
            (keys.len(), all - keys.len())
        };
        let (distinct, again) = recurs(Form::Capitals);
        let roles = of_form(Form::Capitals).filter(|turn| turn.label.role.is_some()).count();
        let capitals =
            capitals >= LEAST_TURNS && distinct >= 2 && (again > 0 || roles >= 2) || letters && capitals > 0;
        // Meals of a menu recur as speakers do, but nobody has a name like them, and they ask nothing.
        let (distinct, again) = recurs(Form::Name);
        let asked = of_form(Form::Name).any(&asks);
        let known = known_names(all, text);
        let named = of_form(Form::Name).filter(|turn| known.contains(&turn.key)).count();
        let names = named >= LEAST_TURNS && distinct >= 2 && again > 0 && asked || letters && named > 0;
        (letters || capitals || names).then_some(Forms { letters, capitals, names, known })
    }

    fn accept(&self, turn: &Turn) -> bool {
        match turn.label.form {
            Form::Question | Form::Answer => self.letters,
            Form::Capitals => self.capitals,
            Form::Name => self.names && self.known.contains(&turn.key),
        }
    }
}

/// What speakers are called by instead of a name, in small letters.
const OFFICES: [&str; 18] = [
    "host",
    "guest",
    "interviewer",
    "interviewee",
    "moderator",
    "reporter",
    "journalist",
    "anchor",
    "presenter",
    "narrator",
    "caller",
    "operator",
    "audience",
    "chair",
    "chairman",
    "judge",
    "witness",
    "counsel",
];

/// The labels, written as in running text, that are names: of two words and more, or the last of such, or behind a first name in the
/// text. None if there are more than speakers ever are.
fn known_names(all: &[Turn], text: &str) -> Vec<String> {
    let mut long: BTreeMap<&str, bool> = BTreeMap::new();
    for turn in all.iter().filter(|turn| turn.label.form != Form::Question && turn.label.form != Form::Answer)
    {
        let is_long = turn.label.name.len() > turn.key.len() + 1;
        let of_form = turn.label.form == Form::Name;
        if is_long || of_form {
            *long.entry(&turn.key).or_default() |= is_long;
        }
    }
    if long.len() > MOST_LOOKS {
        return Vec::new();
    }
    let known =
        long.into_iter().filter(|(key, long)| *long || OFFICES.contains(key) || full_name_in(text, key));
    known.map(|(key, _)| key.to_owned()).collect()
}

/// Signs of a broadcast or a hearing.
const BROADCAST: [&str; 10] = [
    "TRANSCRIPT",
    "transcript",
    "BEGIN VIDEO",
    "VIDEOTAPE",
    "VOICE-OVER",
    "voice-over",
    "voiceover",
    "CROSSTALK",
    "crosstalk",
    "CORRESPONDENT:",
];

/// What is known of each speaker.
struct Voices(Vec<Voice>);

struct Voice {
    form: Form,
    turns: u32,
    /// How many of the turns end as a question.
    asked: u32,
}

impl Voice {
    fn asks(&self) -> bool {
        match self.form {
            Form::Question => true,
            Form::Answer => false,
            _ => self.asked * 2 > self.turns,
        }
    }

    fn is_letter(&self) -> bool {
        matches!(self.form, Form::Question | Form::Answer)
    }
}

impl Voices {
    fn of(parts: &[TextPart], turns: &[Turn], text: &str) -> Self {
        let mut voices: Vec<Voice> = Vec::new();
        for (part, turn) in parts.iter().zip(turns) {
            let at = part.speaker.unwrap_or_default() as usize;
            if at >= voices.len() {
                voices.push(Voice { form: turn.label.form, turns: 0, asked: 0 });
            }
            if let Some(voice) = voices.get_mut(at) {
                voice.turns += 1;
                voice.asked += u32::from(part.body.slice(text).is_some_and(|body| body.ends_with('?')));
            }
        }
        Voices(voices)
    }

    /// Whether one of two questions the other, rather than several talking.
    fn one_asks(&self, text: &str) -> bool {
        self.0.len() == 2
            && self.0.iter().filter(|voice| voice.asks()).count() == 1
            && !BROADCAST.iter().any(|sign| text.contains(sign))
    }

    /// Tells questions from answers, and makes one speaker of a letter and the only name that it can stand for.
    fn mark_questions(&self, parts: &mut [TextPart]) {
        let only = |asks: bool| {
            let mut names =
                (0..self.0.len()).filter(|at| self.0[*at].asks() == asks && !self.0[*at].is_letter());
            names.next().filter(|_| names.next().is_none())
        };
        let (asking, answering) = (only(true), only(false));
        for part in parts.iter_mut() {
            let Some(voice) = part.speaker.and_then(|speaker| self.0.get(speaker as usize)) else { continue };
            let asks = voice.asks();
            part.kind = if asks { PartKind::Question } else { PartKind::Answer };
            if let Some(name) = (if asks { asking } else { answering }).filter(|_| voice.is_letter()) {
                part.speaker = Some(name as u32);
            }
        }
    }
}
