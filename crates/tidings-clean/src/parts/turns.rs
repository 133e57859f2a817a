//! Turns: what speakers say one after the other in a transcript or an interview.

use std::collections::BTreeMap;

use tidings_core::{DocumentKind, PartKind, Parts, Span, TextPart};

use super::furniture::{is_direction, is_notice};
use super::label::{Form, Label, label};
use super::speakers::{Cast, MOST_LOOKS, full_name_in, is_title, key};

/// A line with a label.
struct Turn {
    line: usize,
    label: Label,
    key: String,
    /// Whether what is said first ends as a sentence does, and whether as a question.
    speaks: bool,
    asks: bool,
    /// Whether the name has a title before it: "MS. TANAKA".
    titled: bool,
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
            let said = match slice(line)[label.body..].trim_end() {
                "" if line + 1 < lines.len() => slice(line + 1),
                said => said,
            };
            let speaks = said.ends_with(['.', '?', '!', '…', '"', '”', '’', '»', ')', ']', '—', '–']);
            let titled =
                slice(line)[label.name.clone()].split_once(' ').is_some_and(|(first, _)| is_title(first));
            Turn { line, label, key, speaks, asks: said.ends_with('?'), titled }
        })
        .collect();
    let forms = Forms::of(&all, text)?;
    let turns: Vec<Turn> = all.into_iter().filter(|turn| forms.accept(turn)).collect();
    let first = turns.first()?.line;
    if turns.len() < LEAST_TURNS {
        return None;
    }
    let mut cast = Cast::default();
    let mut parts = Vec::with_capacity(turns.len());
    // How many lines a turn has below its first.
    let mut longest = 0;
    for (at, turn) in turns.iter().enumerate() {
        let next = turns.get(at + 1).map_or(lines.len(), |next| next.line);
        let mut last = last_line(turn.line, next, &slice);
        if at + 1 == turns.len() {
            // What follows the last turn may be the rest of an article.
            last = last.min(turn.line + 2 * longest.max(1));
        }
        longest = longest.max(last - turn.line);
        let line = lines[turn.line];
        let within = |range: &std::ops::Range<usize>| {
            Span::new(line.start + range.start as u32, line.start + range.end as u32)
        };
        let name = within(&turn.label.name);
        let speaker = cast.index(text, &turn.key, name, turn.label.role.as_ref().map(within));
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
    fn of(all: &[Turn], text: &str) -> Option<Self> {
        let of_form = |form: Form| Sample::of(all.iter().filter(move |turn| turn.label.form == form));
        let (questions, answers) = (of_form(Form::Question), of_form(Form::Answer));
        let capitals = of_form(Form::Capitals);
        // Reporters are letters where one who is named answers them.
        let replies = answers.turns + if questions.turns >= 2 { capitals.turns } else { 0 };
        let letters = questions.turns > 0
            && replies > 0
            && (questions.turns + replies >= LEAST_TURNS
                || questions.turns + answers.turns + capitals.turns > LEAST_TURNS)
            && questions.asked * 2 >= questions.turns;
        let again = capitals.turns > capitals.speakers;
        let several = capitals.turns >= LEAST_TURNS && capitals.speakers >= 2;
        let speak = capitals.spoken * 10 >= capitals.turns * 7;
        let capitals = speak && (several && (again || capitals.roles >= 2) || letters && capitals.turns > 0);
        // The headings of lists and the meals of a menu recur as speakers do, but they seldom ask, and say no sentences.
        let known = known_names(all, text);
        let names =
            Sample::of(all.iter().filter(|turn| turn.label.form == Form::Name && known.contains(&turn.key)));
        let speak = names.spoken * 10 >= names.turns * 8;
        let several = names.turns > LEAST_TURNS && names.speakers >= 2 && names.speakers * 2 <= names.turns;
        let ask = names.asked > 0 && names.asked * 6 >= names.turns;
        let names = speak && (several && ask || letters && names.turns > 0);
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

/// What some turns have in common.
#[derive(Default)]
struct Sample {
    turns: usize,
    speakers: usize,
    /// How many have an office beside the name.
    roles: usize,
    /// How many end as a sentence, and how many of them as a question.
    spoken: usize,
    asked: usize,
}

impl Sample {
    fn of<'t>(turns: impl Iterator<Item = &'t Turn>) -> Self {
        let mut keys = Vec::new();
        let mut sample = Sample::default();
        for turn in turns {
            keys.push(turn.key.as_str());
            sample.turns += 1;
            sample.roles += usize::from(turn.label.role.is_some() || turn.titled);
            sample.spoken += usize::from(turn.speaks);
            sample.asked += usize::from(turn.asks);
        }
        keys.sort_unstable();
        keys.dedup();
        Sample { speakers: keys.len(), ..sample }
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
const BROADCAST: [&str; 13] = [
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
    ", HOST:",
    ", ANCHOR:",
    ", BYLINE:",
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
