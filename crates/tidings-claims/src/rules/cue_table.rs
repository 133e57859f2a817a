//! The cue lexicon: verbs by what they do and what may follow them, nouns, and the verbs' irregular forms.
//!
//! Written by hand; how sure a group is was set by counts of cues in news text.

use tidings_core::CueClass::{
    self, Asks, Believes, Demands, Denies, Expects, Orders, Promises, Reports, Says,
};

/// What may follow a cue verb as content. A set of bits.
pub(super) type Frames = u16;

/// A clause with or without "that".
pub(super) const CLAUSE: Frames = 1;
/// A clause only if it begins with "that".
pub(super) const THAT: Frames = 1 << 1;
/// A noun phrase and what hangs on it.
pub(super) const NOUN: Frames = 1 << 2;
/// "to" and a verb.
pub(super) const INFINITIVE: Frames = 1 << 3;
/// A recipient before the content: "told reporters that".
pub(super) const RECIPIENT: Frames = 1 << 4;
/// "whether", "if", "how", "why" …
pub(super) const WH: Frames = 1 << 5;
/// A direct quotation.
pub(super) const QUOTE: Frames = 1 << 6;
/// A noun phrase, then "to" and a verb; both are content: "wants Kyiv to withdraw".
pub(super) const NOUN_TO: Frames = 1 << 7;
/// A noun phrase only with "as" later on: "described the deal as a trap".
pub(super) const AS: Frames = 1 << 8;
/// A gerund: "denied taking money".
pub(super) const GERUND: Frames = 1 << 9;
/// The verb says nothing about an act of speech when its subject is a thing: only persons, bodies and documents count.
pub(super) const AGENT: Frames = 1 << 10;
/// Documents may be the subject as well.
pub(super) const DOCUMENT: Frames = 1 << 11;
/// The cue denies its content.
pub(super) const NEGATIVE: Frames = 1 << 12;
/// Passive with "to": "is said to", "was expected to".
pub(super) const PASSIVE: Frames = 1 << 13;

/// Verbs that share class, frames and prior.
pub(super) struct VerbGroup {
    pub(super) class: CueClass,
    pub(super) frames: Frames,
    /// Prepositions that belong to the cue and bring the content.
    pub(super) prepositions: &'static [&'static str],
    /// How sure an attribution by such a verb is, in percent.
    pub(super) prior: u8,
    /// Base forms, separated by spaces.
    pub(super) verbs: &'static str,
}

const fn group(
    class: CueClass,
    frames: Frames,
    prepositions: &'static [&'static str],
    prior: u8,
    verbs: &'static str,
) -> VerbGroup {
    VerbGroup { class, frames, prepositions, prior, verbs }
}

/// Verbs whose forms in the present are more often nouns, and which no noun of saying covers: they need a plain content or subject.
pub(super) static HOMOGRAPHS: &str = "state post list figure cast back brand label project press campaign issue document answer \
     note voice signal like reason message counsel laugh smile chant credit rule order direct contest appeal champion \
     support favor favour quip joke tweet detail hail paint welcome praise blame attack blast view question request estimate \
     forecast caution mock brief talk push bet find query appeal reference outline crow cry chime bark snap";

/// All verbs. A verb stands in one group only.
pub(super) static VERBS: &[VerbGroup] = &[
    group(Says, CLAUSE | QUOTE | WH | PASSIVE, &["of"], 95, "say"),
    group(Says, CLAUSE | RECIPIENT | QUOTE | WH | PASSIVE, &["of"], 92, "tell"),
    group(Says, CLAUSE | QUOTE | WH | NOUN | AGENT, &[], 85, "add write tweet retweet reply recount"),
    group(
        Says,
        CLAUSE | QUOTE | WH | NOUN | DOCUMENT,
        &[],
        85,
        "note state explain declare claim assert contend acknowledge stress emphasize emphasise underline \
         concede admit confess mention comment remark reiterate allege proclaim",
    ),
    group(Says, CLAUSE | QUOTE | WH | DOCUMENT, &["for", "against"], 88, "argue maintain"),
    group(Says, CLAUSE | QUOTE, &["on", "upon"], 88, "insist"),
    group(
        Says,
        CLAUSE | QUOTE | AGENT,
        &["that"],
        75,
        "respond answer counter retort quip joke snap shout yell scream chant whisper mutter exclaim sigh \
         interject fume bristle opine muse gush bark chime declaim thunder boast brag crow tease concur \
         volunteer intone grumble rejoin fret protest gripe counsel elaborate summarize testify recall reminisce \
         recollect post message caution enthuse observe relate stipulate",
    ),
    group(
        Says,
        QUOTE | THAT | AGENT,
        &[],
        60,
        "continue begin conclude repeat laugh smile interrupt deadpan cry",
    ),
    group(Says, CLAUSE | QUOTE | AGENT, &["of", "about"], 80, "complain"),
    group(Says, THAT | QUOTE | NOUN | AGENT, &[], 65, "lament bemoan decry mock dismiss echo counterargue"),
    group(Says, RECIPIENT | CLAUSE | QUOTE | AGENT, &["of"], 75, "remind assure inform notify"),
    group(Says, NOUN | WH | AGENT, &[], 55, "discuss articulate outline detail voice express"),
    group(Says, NOUN | QUOTE | AGENT, &["for", "as", "of"], 70, "call"),
    group(
        Says,
        AS | NOUN | QUOTE | AGENT | DOCUMENT,
        &["as"],
        75,
        "describe characterize characterise portray depict frame liken brand dub label",
    ),
    group(Says, AS | AGENT, &[], 60, "cast paint hail tout slam denounce"),
    group(
        Says,
        NOUN | QUOTE | AGENT,
        &["for"],
        65,
        "criticize criticise blast condemn attack assail praise applaud laud blame thank ridicule chide \
         lambast lambaste castigate excoriate deride belittle rebuke scold disparage commend credit congratulate \
         welcome apologize",
    ),
    group(Says, NOUN | AGENT, &[], 75, "accuse"),
    group(Says, CLAUSE | NOUN | AGENT | DOCUMENT, &[], 80, "suggest imply hint"),
    group(Says, THAT | NOUN | WH | AGENT | DOCUMENT, &[], 55, "signal convey communicate"),
    group(Says, AGENT, &["about", "of"], 50, "speak talk"),
    group(Says, NOUN | THAT | AGENT | DOCUMENT, &[], 60, "cite invoke reference list"),
    group(Says, AGENT, &["to"], 50, "refer allude"),
    group(Says, CLAUSE | AGENT, &["with", "on"], 55, "agree"),
    group(Denies, AGENT | NEGATIVE, &["with"], 55, "disagree"),
    group(Reports, CLAUSE | QUOTE | NOUN | PASSIVE | AGENT | DOCUMENT, &["on"], 80, "report"),
    group(
        Reports,
        CLAUSE | QUOTE | NOUN | AGENT | DOCUMENT | INFINITIVE,
        &[],
        78,
        "announce confirm disclose reveal divulge",
    ),
    group(Reports, CLAUSE | AGENT | DOCUMENT, &[], 70, "find"),
    group(Reports, CLAUSE | NOUN | AGENT | DOCUMENT | PASSIVE, &[], 75, "estimate calculate reckon assess"),
    group(Reports, CLAUSE | NOUN | AGENT | DOCUMENT, &[], 65, "show indicate"),
    group(Reports, NOUN | THAT | AGENT | DOCUMENT, &[], 45, "unveil"),
    group(Reports, THAT | AGENT | DOCUMENT, &[], 60, "certify verify document determine discover"),
    group(Asks, WH | QUOTE | RECIPIENT | INFINITIVE | AGENT | PASSIVE, &["about"], 78, "ask"),
    group(Asks, WH | QUOTE | AGENT, &["about"], 72, "wonder inquire enquire"),
    group(Asks, WH | NOUN | AGENT, &[], 60, "question query"),
    group(Denies, CLAUSE | NOUN | GERUND | AGENT | NEGATIVE, &[], 85, "deny"),
    group(Denies, CLAUSE | NOUN | AGENT | NEGATIVE, &[], 72, "dispute doubt refute rebut contest"),
    group(Denies, NOUN | AGENT | NEGATIVE, &[], 65, "reject rebuff oppose disavow repudiate"),
    group(Denies, INFINITIVE | AGENT | NEGATIVE, &[], 55, "decline refuse"),
    group(Demands, CLAUSE | NOUN | QUOTE | INFINITIVE | AGENT | DOCUMENT, &[], 80, "demand"),
    group(Demands, RECIPIENT | NOUN_TO | CLAUSE | NOUN | QUOTE | AGENT | DOCUMENT, &[], 75, "urge"),
    group(
        Demands,
        NOUN_TO | AGENT,
        &[],
        60,
        "implore beg exhort beseech press encourage advise instruct pressure invite",
    ),
    group(Demands, AGENT, &["for"], 55, "push lobby plead appeal campaign agitate clamor"),
    group(Demands, NOUN | AGENT, &["for"], 60, "advocate"),
    group(Demands, CLAUSE | NOUN | INFINITIVE | GERUND | AGENT | DOCUMENT, &[], 70, "propose recommend"),
    group(Demands, NOUN | INFINITIVE | NOUN_TO | AGENT, &[], 68, "want"),
    group(Demands, NOUN | INFINITIVE | AGENT, &[], 55, "seek"),
    group(Demands, NOUN | CLAUSE | AGENT, &[], 60, "request"),
    group(Promises, CLAUSE | INFINITIVE | NOUN | QUOTE | AGENT, &[], 82, "promise vow pledge"),
    group(Promises, INFINITIVE | NOUN | AGENT, &["with"], 62, "threaten"),
    group(Promises, CLAUSE | INFINITIVE | AGENT, &[], 62, "swear"),
    group(Promises, INFINITIVE | NOUN | AGENT, &[], 50, "offer intend"),
    group(Expects, CLAUSE | QUOTE | RECIPIENT | AGENT | DOCUMENT, &["of", "against", "about"], 85, "warn"),
    group(Expects, CLAUSE | NOUN | QUOTE | AGENT | DOCUMENT | PASSIVE, &[], 80, "predict forecast project"),
    group(Expects, CLAUSE | INFINITIVE | NOUN_TO | NOUN | AGENT | PASSIVE, &[], 68, "expect"),
    group(Expects, CLAUSE | NOUN | PASSIVE | AGENT, &[], 68, "fear anticipate foresee"),
    group(Expects, CLAUSE | INFINITIVE | AGENT, &["for"], 65, "hope"),
    group(Expects, CLAUSE | AGENT, &["about"], 60, "worry"),
    group(Expects, THAT | AGENT, &["on", "about"], 50, "speculate bet"),
    group(Believes, CLAUSE | PASSIVE | AGENT, &["in"], 75, "believe"),
    group(Believes, CLAUSE | PASSIVE | AGENT, &["of"], 60, "think"),
    group(Believes, NOUN | CLAUSE | PASSIVE | AGENT, &[], 55, "consider deem presume suspect reason"),
    group(Believes, AS | AGENT, &[], 55, "view regard see perceive interpret"),
    group(
        Believes,
        THAT | AGENT | PASSIVE,
        &[],
        50,
        "know understand feel realize realise assume recognize recognise remember hold learn hear figure imagine appreciate",
    ),
    group(
        Believes,
        NOUN | AGENT,
        &[],
        50,
        "endorse back support favor favour prefer defend champion espouse",
    ),
    group(Orders, CLAUSE | NOUN_TO | NOUN | AGENT, &[], 65, "order direct"),
    group(Orders, CLAUSE | AGENT | DOCUMENT, &["against"], 65, "rule decree"),
    group(Orders, THAT | INFINITIVE | WH | AGENT, &[], 50, "decide resolve"),
];

/// Verbs whose particle is part of the cue and changes what they do: verb, particle, class, frames, prior in percent.
pub(super) static PHRASES: &[(&str, &str, CueClass, Frames, u8)] = &[
    ("point", "out", Says, CLAUSE | QUOTE | NOUN | AGENT | DOCUMENT, 85),
    ("make", "clear", Says, CLAUSE | WH | QUOTE | AGENT | DOCUMENT, 80),
    ("make", "it clear", Says, CLAUSE | WH | QUOTE | AGENT | DOCUMENT, 80),
    ("make", "plain", Says, CLAUSE | AGENT | DOCUMENT, 70),
    ("lay", "out", Says, NOUN | AGENT | DOCUMENT, 65),
    ("spell", "out", Says, NOUN | WH | AGENT | DOCUMENT, 65),
    ("set", "out", Says, NOUN | AGENT | DOCUMENT, 45),
    ("rule", "out", Denies, NOUN | GERUND | AGENT | NEGATIVE, 75),
    ("shoot", "back", Says, QUOTE | THAT | AGENT, 75),
    ("fire", "back", Says, QUOTE | THAT | AGENT, 75),
    ("hit", "back", Says, QUOTE | THAT | AGENT, 70),
    ("push", "back", Denies, QUOTE | THAT | AGENT | NEGATIVE, 60),
    ("put", "it", Says, QUOTE | AGENT, 75),
    ("chime", "in", Says, QUOTE | THAT | AGENT, 70),
    ("call", "for", Demands, NOUN | NOUN_TO | AGENT | DOCUMENT, 82),
    ("call", "on", Demands, NOUN_TO | NOUN | AGENT, 80),
    ("call", "upon", Demands, NOUN_TO | NOUN | AGENT, 80),
    ("push", "for", Demands, NOUN | NOUN_TO | AGENT, 65),
    ("press", "for", Demands, NOUN | AGENT, 65),
    ("insist", "on", Demands, NOUN | GERUND | AGENT, 80),
    ("ask", "for", Demands, NOUN | AGENT | DOCUMENT, 65),
    ("hint", "at", Says, NOUN | AGENT, 65),
    ("rail", "against", Says, NOUN | AGENT, 65),
    ("lash", "out at", Says, NOUN | AGENT, 60),
    ("warn", "of", Expects, NOUN | AGENT | DOCUMENT, 80),
    ("warn", "against", Demands, NOUN | GERUND | AGENT | DOCUMENT, 80),
    ("object", "to", Denies, NOUN | GERUND | AGENT | NEGATIVE, 65),
    ("float", "", Says, NOUN | AGENT, 45),
    ("put", "", Reports, AS | AGENT | DOCUMENT, 60),
    ("put", "forward", Says, NOUN | AGENT, 55),
    ("shrug", "off", Denies, NOUN | AGENT | NEGATIVE, 50),
    ("turn", "down", Denies, NOUN | AGENT | NEGATIVE, 50),
    ("play", "down", Denies, NOUN | AGENT, 55),
    ("would", "like", Demands, NOUN | INFINITIVE | NOUN_TO | AGENT, 60),
];

/// Forms that the rules of spelling do not give: base, third person, past, participle, -ing. A dash means regular.
pub(super) static IRREGULAR: &[(&str, &str, &str, &str, &str)] = &[
    ("say", "says", "said", "said", "saying"),
    ("tell", "tells", "told", "told", "telling"),
    ("write", "writes", "wrote", "written", "writing"),
    ("retweet", "-", "retweeted", "retweeted", "retweeting"),
    ("tweet", "-", "tweeted", "tweeted", "tweeting"),
    ("repeat", "-", "repeated", "repeated", "repeating"),
    ("speak", "-", "spoke", "spoken", "speaking"),
    ("find", "-", "found", "found", "finding"),
    ("know", "-", "knew", "known", "knowing"),
    ("think", "-", "thought", "thought", "thinking"),
    ("understand", "-", "understood", "understood", "understanding"),
    ("feel", "-", "felt", "felt", "feeling"),
    ("hold", "-", "held", "held", "holding"),
    ("hear", "-", "heard", "heard", "hearing"),
    ("see", "-", "saw", "seen", "seeing"),
    ("foresee", "-", "foresaw", "foreseen", "foreseeing"),
    ("show", "-", "showed", "shown", "showing"),
    ("seek", "-", "sought", "sought", "seeking"),
    ("swear", "-", "swore", "sworn", "swearing"),
    ("begin", "-", "began", "begun", "beginning"),
    ("cast", "-", "cast", "cast", "casting"),
    ("bet", "-", "bet", "bet", "betting"),
    ("beg", "-", "begged", "begged", "begging"),
    ("brag", "-", "bragged", "bragged", "bragging"),
    ("quip", "-", "quipped", "quipped", "quipping"),
    ("snap", "-", "snapped", "snapped", "snapping"),
    ("slam", "-", "slammed", "slammed", "slamming"),
    ("dub", "-", "dubbed", "dubbed", "dubbing"),
    ("admit", "-", "admitted", "admitted", "admitting"),
    ("refer", "-", "referred", "referred", "referring"),
    ("prefer", "-", "preferred", "preferred", "preferring"),
    ("rebut", "-", "rebutted", "rebutted", "rebutting"),
    ("concur", "-", "concurred", "concurred", "concurring"),
    ("forecast", "-", "forecast", "forecast", "forecasting"),
    ("make", "-", "made", "made", "making"),
    ("lay", "-", "laid", "laid", "laying"),
    ("set", "-", "set", "set", "setting"),
    ("shoot", "-", "shot", "shot", "shooting"),
    ("hit", "-", "hit", "hit", "hitting"),
    ("put", "-", "put", "put", "putting"),
    ("fret", "-", "fretted", "fretted", "fretting"),
    ("would", "would", "would", "would", "would"),
    ("signal", "-", "signaled", "signaled", "signaling"),
    ("label", "-", "labeled", "labeled", "labeling"),
    ("counsel", "-", "counseled", "counseled", "counseling"),
];

/// The noun makes a claim even if nobody owns it: "fears that".
pub(super) const OWNERLESS: Frames = 1 << 14;

/// Nouns that report what their possessor or a "that" clause says: class, frames, prior in percent, singular forms.
pub(super) static NOUNS: &[(CueClass, Frames, u8, &str)] = &[
    (
        Says,
        OWNERLESS,
        75,
        "claim assertion argument allegation accusation contention insistence admission acknowledgment \
         acknowledgement suggestion",
    ),
    (
        Says,
        INFINITIVE,
        70,
        "statement declaration comment remark explanation testimony complaint boast criticism message answer response",
    ),
    (Believes, OWNERLESS, 65, "belief view opinion conviction assumption impression perception"),
    (Believes, 0, 60, "stance position conclusion assessment"),
    (Expects, OWNERLESS, 65, "fear warning prediction expectation worry concern hope threat speculation"),
    (Expects, 0, 60, "forecast estimate projection"),
    (Demands, INFINITIVE, 68, "demand call proposal plea request recommendation desire aspiration"),
    (
        Promises,
        INFINITIVE,
        66,
        "promise pledge vow commitment assurance offer plan willingness readiness intention determination",
    ),
    (Denies, NEGATIVE | INFINITIVE, 68, "denial rejection refusal"),
    (Reports, 0, 60, "announcement confirmation finding revelation report"),
    (Orders, 0, 55, "ruling decision order"),
];

/// Adjectives after "is", "was", "remains": class, negative, words after which the content begins, prior in percent.
pub(super) static ADJECTIVES: &[(CueClass, bool, &[&str], u8, &str)] = &[
    (Believes, false, &["that", "of"], 62, "confident convinced certain sure adamant positive"),
    (Believes, true, &["that", "of", "about"], 62, "skeptical sceptical doubtful unconvinced"),
    (
        Expects,
        false,
        &["that", "about"],
        60,
        "worried concerned afraid fearful optimistic hopeful pessimistic wary anxious",
    ),
    (Promises, false, &["to"], 52, "willing ready prepared eager determined"),
    (Promises, true, &["to"], 52, "unwilling reluctant"),
    (Denies, true, &["to"], 50, "opposed"),
    (Says, false, &["about"], 45, "critical dismissive"),
];
