//! Closed classes and word lists: what a word is, without looking at its neighbors.

/// A set of properties of a token.
pub(crate) type Flags = u64;

macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {$(
        $(#[$doc])*
        pub(crate) const $name: Flags = 1 << $bit;
    )*};
}

flags! {
    COMMA = 0;
    SEMICOLON = 1;
    COLON = 2;
    DASH = 3;
    /// Ends a sentence.
    STOP = 4;
    OPEN = 5;
    CLOSE = 6;
    /// A quotation mark (not an apostrophe).
    MARK = 7;
    /// Inside any quotation.
    QUOTED = 8;
    /// Inside an outer quotation that is speech.
    SPEECH = 9;
    /// Begins with a capital.
    CAPITAL = 10;
    NUMBER = 11;
    /// The clitic of possession.
    GENITIVE = 12;
    NOT = 13;
    DETERMINER = 14;
    /// my, his, their …
    POSSESSIVE = 15;
    /// Pronouns for persons that can be a subject.
    PERSONAL = 16;
    /// it, this, that … as a subject: no one speaks.
    THING = 17;
    /// Pronouns in the objective case.
    OBJECTIVE = 18;
    BE = 19;
    HAVE = 20;
    DO = 21;
    MODAL = 22;
    PREPOSITION = 23;
    TO = 24;
    THAT_WORD = 25;
    /// whether, if, how, what, why …
    WH_WORD = 26;
    /// who, which, whose, whom.
    RELATIVE = 27;
    AND = 28;
    BUT = 29;
    /// while, although, because, after, when …
    SUBORDINATOR = 30;
    ADVERB = 31;
    /// Names of days and months, today, yesterday.
    TIME = 32;
    /// A finite verb of the common sort.
    VERB = 33;
    /// A noun for persons or bodies that speak.
    ROLE = 34;
    /// A noun for documents that say something.
    PAPER = 35;
    /// A noun for acts and events, which say nothing.
    ACT = 36;
    /// A letter or digit is in it.
    WORD = 37;
    /// some, many, most, others: they speak when they are alone.
    SOME = 38;
    /// Lower case, ends in -ed: a past or a participle.
    PAST_LIKE = 39;
    /// The whole word is in capitals.
    ALL_CAPITAL = 40;
    /// Ends in -ing.
    ING = 41;
    /// A verb that is surely finite, as far as lists and the word before tell.
    FINITE = 42;
    /// A word that may change how content is put forward: must, if, perhaps …
    SIGN = 43;
    /// Opens a preposition that attributes: according to, in the words of.
    ATTRIBUTES = 44;
    /// Means something else in capitals or in lower case.
    CASED = 45;
}

/// The lists behind the flags.
pub(super) static LISTS: &[(Flags, &str)] = &[
    (
        DETERMINER,
        "a an the this that these those some any each every no another both all either neither such",
    ),
    (POSSESSIVE, "my your his her its our their whose"),
    (PERSONAL, "he she they we i you who everyone everybody nobody someone somebody anyone"),
    (SOME, "some many most others several few one all both none another each"),
    (THING, "it this that these those which there what nothing everything something"),
    (OBJECTIVE, "him her them us me it you himself herself themselves itself"),
    (BE, "is are was were be been being am 's-be isn aren wasn weren"),
    (HAVE, "has have had having hasn haven hadn"),
    (DO, "does do did didn doesn don"),
    (
        MODAL,
        "will would can could may might must shall should wo won wouldn couldn ca cannot shouldn 'll ’ll 'd",
    ),
    (NOT, "not n't n’t never no-longer neither nor nobody none hardly"),
    (
        PREPOSITION,
        "of in on at by for from with without about against into over under after before during through between \
         among across toward towards near inside outside behind beyond within despite since until upon per via amid \
         like around throughout along beside besides except regarding concerning following including given as to",
    ),
    (TO, "to"),
    (ATTRIBUTES, "according in"),
    (CASED, "us it who may un march sat sun second mar dec wed will mark rose"),
    (
        SIGN,
        "must should ought nonnegotiable non-negotiable essential unacceptable imperative requires if unless provided \
         providing otherwise may might could perhaps possibly probably likely unlikely maybe apparently potentially \
         possible possibility chance estimated would only without need needs",
    ),
    (THAT_WORD, "that"),
    (WH_WORD, "whether if how what why when where who which"),
    (RELATIVE, "who which whose whom"),
    (AND, "and or &"),
    (BUT, "but yet nor so"),
    (
        SUBORDINATOR,
        "while although though because since after before until as unless whereas when if once whenever wherever \
         lest than",
    ),
    (
        ADVERB,
        "also still again now then later already often once never always just even only soon ever too instead \
         however meanwhile yesterday today tonight tomorrow earlier recently repeatedly publicly privately \
         previously further widely reportedly separately simply really long yet thus therefore moreover furthermore \
         nevertheless nonetheless perhaps maybe indeed here there first far quite very much since ago",
    ),
    (
        TIME,
        "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march \
         april may june july august september october november december jan feb mar apr jun jul aug sept oct nov dec \
         yesterday today tonight tomorrow morning afternoon evening night week month year weekend",
    ),
    (
        VERB,
        "is are was were has have had does do did will would can could may might must shall should \
         went came made took got gave left kept let began became brought bought built caught chose cut drew drove \
         ate fell felt fought flew forgot froze grew heard held hit kept knew laid led left lent lost meant met paid \
         put ran rose sat sent shook shot sold spent spoke stood stole struck swung taught threw understood woke wore \
         won lies goes comes makes takes gets gives leaves keeps lets begins becomes brings runs rises sits sends \
         stands seems appears remains continues includes needs requires faces means helps plays moves turns starts \
         ends fails falls looks works lives uses tries loses wins pays meets holds leads carries follows allows \
         happened seemed appeared remained included needed required faced helped played moved turned started ended \
         failed looked worked lived used tried carried followed allowed died killed attacked visited joined signed \
         voted passed reached opened closed announced increased decreased dropped returned received served created \
         launched agreed stopped changed ordered arrived attended hosted won beat lack lacks exists exist represent \
         represents reflects reflect come go make take become remain seem appear occupy occupies occupied triggered \
         think thinks believe believes wants want",
    ),
    (
        ROLE,
        "official officials spokesman spokesmen spokeswoman spokesperson spokespeople spokespersons analyst analysts \
         leader leaders diplomat diplomats critic critics resident residents president minister ministers governor \
         governors mayor mayors senator senators lawmaker lawmakers legislator legislators congressman congresswoman \
         representative representatives ambassador ambassadors envoy envoys negotiator negotiators adviser advisers \
         advisor advisors aide aides expert experts researcher researchers scientist scientists professor professors \
         economist economists lawyer lawyers attorney attorneys judge judges prosecutor prosecutors police officer \
         officers detective detectives commander commanders general generals soldier soldiers witness witnesses \
         neighbor neighbors neighbour neighbours survivor survivors victim victims family families relative relatives \
         mother father son daughter brother sister wife husband parent parents woman women man men people person \
         candidate candidates campaign campaigns supporter supporters opponent opponents ally allies rival rivals \
         democrats republicans conservatives liberals voters voter activist activists advocate advocates organizer \
         organizers protester protesters demonstrator demonstrators union unions worker workers employee employees \
         employer employers company companies firm firms bank banks agency agencies ministry ministries department \
         departments government governments administration commission committee council court courts parliament \
         congress senate house party parties group groups organization organizations organisation organisations \
         institute institutes university association coalition alliance board authority authorities kremlin pentagon \
         regulator regulators broker brokers trader traders insurer insurers investor investors owner owners manager \
         managers director directors chairman chairwoman chair chief chiefs head secretary chancellor premier king \
         queen prince pope bishop priest pastor imam author authors writer writers reporter reporters journalist \
         journalists editor editors columnist columnists host anchor commentator commentators observer observers \
         historian historians doctor doctors physician nurse nurses teacher teachers student students farmer farmers \
         driver drivers fisherman colleague colleagues friend friends source sources insider insiders strategist \
         strategists pollster pollsters consultant consultants veteran veterans player players coach coaches actor \
         actress singer artist artists team teams staff crew side sides capital capitals country countries nation \
         nations state states city mission office league federation inspectors inspector monitors monitor engineer \
         engineers operator operators executive executives founder founders partner partners member members \
         delegation delegations army armies military militaries navy air force forces militants rebels insurgents fighters guard guards \
         network outlet newspaper magazine broadcaster website users user fans fan customers customer some many others \
         everyone chiefs-of-staff deputy deputies inventor pilot pilots captain sheriff lieutenant colonel sergeant \
         lobbyist lobbyists donor donors sponsor juror jurors plaintiff plaintiffs defendant defendants suspect \
         suspects detainee detainees inmate inmates refugee refugees migrant migrants immigrants tenant tenants \
         landlord landlords shopkeeper villagers villager locals parishioners delegates delegate nominee nominees \
         front-runner frontrunner businessman businesswoman billionaire mogul tycoon entrepreneur celebrity speaker \
         two three four five dozens hundreds thousands millions half",
    ),
    (
        PAPER,
        "report reports study studies poll polls survey surveys document documents statement statements letter letters \
         memo memos note notes email emails e-mail e-mails article articles book books paper papers file files filing \
         filings lawsuit complaint indictment affidavit ruling transcript transcripts record records data figures \
         statistics estimates estimate forecast forecasts analysis review audit assessment research findings census \
         constitution bill law act treaty charter resolution text draft communique press editorial op-ed post tweet \
         message sign signs-posted plaque ad ads advertisement headline blog brief decree order guidelines numbers \
         results account accounts story stories website profile biography memoir testimony information evidence",
    ),
    (
        ACT,
        "talks talk comments comment remarks remark move moves diplomacy meeting meetings visit visits decision \
         decisions position positions situation war conflict crisis development developments proposal proposals plan \
         plans deal deals agreement agreements discussion discussions negotiations negotiation attack attacks strike \
         strikes event events fact facts experience history concept idea notion pace shift timing silence tone \
         reaction response approach strategy policy policies pattern trend trends circumstances process progress \
         images image photo photos picture pictures footage video videos signs dialogue gap gaps stance question \
         issue issues matter matters time times thing things way ways death deaths effort efforts attempt attempts",
    ),
];
