//! Tests of `clean.boilerplate`.

use proptest::prelude::*;
use tidings_core::{Document, RegionKind, Regions, Stage, StageType};

use super::{Boilerplate, BoilerplateConfig};

/// Two paragraphs of running text, long enough for a comment cue to end the article.
const BODY: &str = "The northern pier of the port of Varna will stay closed until the cranes have been inspected again, the \
harbor board said on Monday after a meeting that lasted six hours and ended without a date for the reopening.\n\
Fishermen who use the pier in winter said they had been told nothing. The board’s engineer, who found the first crack in \
October, told a local station that the steel was sound and that the delay had more to do with the insurance than with \
the state of the cranes. A spokeswoman for the ministry declined to say when the next inspection would take place or who \
would pay for it.";

fn run_with(config: BoilerplateConfig, text: &str) -> Document {
    let mut doc = Document::new("t", text).unwrap();
    Boilerplate::new(config).unwrap().process(&mut doc).unwrap();
    doc
}

/// Runs the stage on lines marked with the kind they should get (`kind| line`); lines without a mark are body.
/// Checks the kinds and that exactly the right lines are left.
fn check(marked: &str) {
    let (mut text, mut kinds, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    let drop = BoilerplateConfig::default().drop;
    for line in marked.replace("BODY", BODY).lines() {
        let (kind, line) = line.split_once("| ").map_or(("body", line), |(kind, line)| (kind.trim(), line));
        let dropped = drop.iter().any(|known| known.name() == kind);
        text.push(line.to_owned());
        kinds.push((line.to_owned(), kind.to_owned()));
        if !dropped {
            kept.push(line.to_owned());
        }
    }
    let doc = run_with(BoilerplateConfig::default(), &text.join("\n"));
    let regions = doc.get::<Regions>().unwrap();
    let found: Vec<_> = regions
        .iter()
        .filter(|region| !matches!(region.kind, RegionKind::Blank | RegionKind::Truncated))
        .map(|region| (doc.source_slice(region.source).to_owned(), region.kind.name().to_owned()))
        .collect();
    assert_eq!(found, kinds);
    assert_eq!(doc.text(), kept.join("\n"));
}

#[test]
fn head_of_an_article() {
    check(
        "widget| Listen to the article (6 min)\n\
         title| Port Stays Closed as Inspectors Wait\n\
         byline| By Ada Lund, Senior Correspondent\n\
         byline| Published December 15, 2025, 9:42 p.m.\n\
         share| Share this: Facebook X WhatsApp Email\n\
         photo_credit| Cranes at rest on Sunday. Pool photo via Harbor Echo\n\
         BODY",
    );
}

#[test]
fn bylines_without_by() {
    check(
        "share| Facebook | X | Email | Print\n\
         title| Port stays closed as inspectors wait\n\
         byline| Ada Lund, Europe correspondent\n\
         byline| The Harbor Echo, Tuesday 16 December 2025 08.15 GMT\n\
         photo_credit| Photo: J. Orr / Getty\n\
         BODY",
    );
}

#[test]
fn a_subtitle_and_a_place_around_the_byline() {
    check(
        "navigation| World | Europe\n\
         title| Port stays closed as inspectors wait\n\
         heading| The board blames the insurance. The engineer blames the board.\n\
         byline| By ADA LUND and JON ORR\n\
         dateline| PRAGUE\n\
         byline| Nov 3, 2025 | 6 min read\n\
         BODY\n\
         widget| ___\n\
         source_list| The Harbor Wire contributed to this report.\n\
         navigation| Tags: ports, steel",
    );
}

#[test]
fn comments_go_to_the_end() {
    check(
        "title| Port Stays Closed\nBODY\n\
         widget| 2 Comments\n\
         comment| I was there on Sunday and nobody was working, so I doubt the whole story.\n\
         comment| Good point. The board should resign.",
    );
    for cue in ["Leave a reply", "Join the discussion (2)", "View all comments", "Comments (17)"] {
        check(&format!(
            "title| Port Stays Closed\nBODY\nwidget| {cue}\ncomment| I agree with my neighbor here."
        ));
    }
}

#[test]
fn comments_that_nothing_announces_go() {
    let comments = [
        "harbor_mike",
        "December 16, 2025 at 4:12 pm",
        "I worked on that pier for 19 years and I would not trust those cranes either.",
        "Dee L.",
        "December 16, 2025 at 5:01 pm",
        "You must be joking, my cousin said the same thing in May and nobody listened to him.",
        "Great article!",
        "Old Salt",
        "December 17, 2025 at 9:40 am",
        "lol, you think they will pay for it? I don't, and I bet you don't either.",
        "Mina K",
        "December 17, 2025 at 11:15 am",
        "Thank you so much for sharing! I hope you are right.",
    ];
    let doc = run_with(BoilerplateConfig::default(), &format!("{BODY}\n{}", comments.join("\n")));
    assert_eq!(doc.text(), BODY);
    let regions = doc.get::<Regions>().unwrap().iter();
    assert!(regions.filter(|region| region.kind == RegionKind::Comment).count() > 5);
}

/// What looks like comments and is the article.
#[test]
fn posts_code_and_lists_are_no_comments() {
    let paragraph = |who: &str| {
        format!("{who} said on Tuesday that the pier would not be sold, whatever the board had heard.")
    };
    let body = format!("{BODY}\n{}\n{}", paragraph("The mayor"), paragraph("A deputy"));
    let posts = [
        "They never asked us. I will see you in court, and I hope you all come along.",
        "Thank you to all of you who wrote to me. You are the best!",
    ];
    let signature = "— Ada Lund (@ada_lund) November 18, 2019";
    let stays = |text: String| assert_eq!(run_with(BoilerplateConfig::default(), &text).text(), text);
    stays(format!("{body}\n{}\n{signature}\n{}", posts[0], paragraph("Her brother")));
    stays(format!("{body}\n{} {signature}\n{}", posts[1], paragraph("Her brother")));
    stays(format!("{body}\n{}\n{signature}\n{}\n{signature}", posts[0], posts[1]));
    stays(format!("{body}\n{signature}\n{}", paragraph("Her brother")));
    let code = "{\n  title: 'Pier',\n  comments: [\n    { text: 'I agree with you' }\n  ]\n}";
    let after = "Each entry has a text. You can sort them, and I keep mine by day.\nMy advice is to keep your list short.";
    stays(format!("{body}\nThe answer is JSON:\n{code}\n{after}"));
    stays(format!(
        "{body}\nThe form has these fields:\nName: your own\nComments: [free text]\nDate: any\n{after}"
    ));
    let study = "Our results show that the wall is needed. You would see the same elsewhere, I think.\nMy own view is another.";
    stays(format!("{body}\nDiscussion\n{study}"));
    stays(format!("{body}\nThe page counts:\n- Views\n- Comments\n- Shares\n{after}"));
}

/// A counter in the middle of a text does not take most of it, unless comment follows comment.
#[test]
fn most_of_a_text_is_taken_only_with_the_heads_of_comments() {
    let said = "Two boats lie there, and on the cranes the rust of the first winters has eaten through the paint, they wrote.";
    let replies = "Mike says:\nMay 3, 2024 at 4:12 pm\nI told you so, did I not?";
    let (story, replies) = ([said; 12].join("\n"), [replies; 14].join("\n"));
    for cue in ["Comments", "Discussion", "Leave a comment"] {
        let text = format!("Port Stays Closed\n{BODY}\n{cue}\n{story}");
        assert!(run_with(BoilerplateConfig::default(), &text).text().ends_with(&story), "{cue}");
    }
    let doc =
        run_with(BoilerplateConfig::default(), &format!("Port Stays Closed\n{BODY}\n14 Comments\n{replies}"));
    assert_eq!(doc.text(), format!("Port Stays Closed\n{BODY}"));
    let doc = run_with(BoilerplateConfig::default(), &format!("Port Stays Closed\n{BODY}\n{replies}"));
    assert_eq!(doc.text(), format!("Port Stays Closed\n{BODY}"));
}

#[test]
fn an_interview_stays() {
    let turns = ["Harbor Echo: Did you know that I asked?", "Ada Lund: I did, and you know why I said no."];
    let text = format!("{BODY}\n{}", [turns; 6].concat().join("\n"));
    assert_eq!(run_with(BoilerplateConfig::default(), &text).text(), text);
}

#[test]
fn cues_inside_a_glued_text_are_found() {
    let body = BODY.replace('\n', " ");
    let text = format!(
        "{body} Read more: Who owns the pier? {body} Sign up for our free newsletter and never miss a story. {body}"
    );
    assert_eq!(run_with(BoilerplateConfig::default(), &text).text(), format!("{body} {body} {body}"));
}

#[test]
fn a_counter_at_the_head_has_no_scope() {
    check("title| Port Stays Closed\nwidget| 12 Comments\nBODY");
}

#[test]
fn many_rejected_cues_cost_linear_time() {
    let lines = "Comments\nThe mayor said that the town would not wait for the board.\n".repeat(4000);
    run_with(BoilerplateConfig::default(), &format!("Port Stays Closed\n{BODY}\n{lines}"));
}

#[test]
fn a_report_after_a_comment_button_stays() {
    let report = "The mayor said that the town would not wait. He announced a plan for a second pier in the spring, \
                  according to two members of the council who had seen the drawings and the figures.";
    check(&format!(
        "title| Port Stays Closed\nBODY\nwidget| Leave a comment\n{report}\n{}\n{}",
        report.replace("mayor", "deputy"),
        report.replace("mayor", "minister").replace("second", "third"),
    ));
}

#[test]
fn tail_of_an_article() {
    check(
        "title| Port Stays Closed\nBODY\n\
         widget| Sign up for our free newsletter and get the news in five minutes.\n\
         byline| Written by Ada Lund for Harbor Echo Media, original reporting.\n\
         source_list| Sources: Reuters, The Varna Post\n\
         photo_credit| Photo: J. Orr / Unsplash\n\
         related| Related: How a pier is built\n\
         widget| Comments ()",
    );
    check(
        "title| Port Stays Closed\nBODY\n\
         byline| About the author\n\
         byline| Ada Lund covers ports for the Harbor Echo. She lives in Varna.\n\
         related| You may also like\n\
         related| Ten piers to see before you die\n\
         related| The men who mend nets",
    );
}

#[test]
fn press_releases() {
    check(
        "widget| FOR IMMEDIATE RELEASE\n\
         title| Harbor Cranes Names Ada Lund Chief Engineer\nBODY\n\
         about| About Harbor Cranes\n\
         about| Harbor Cranes is a maker of cranes with 400 employees in two ports. For more, visit www.cranes.example.\n\
         disclaimer| Forward-Looking Statements\n\
         disclaimer| This release contains forward-looking statements that involve risks. Actual results may differ.\n\
         contact| Media Contact:\n\
         contact| Jon Orr\n\
         contact| press@cranes.example\n\
         source_list| SOURCE Harbor Cranes\n\
         widget| ###",
    );
    // A heading of an article, in a text that is no press release.
    check(
        "title| Port Stays Closed\nBODY\nheading| About Harbor Cranes\n\
         Harbor Cranes is a maker of cranes that has worked for the port since 1990, and the board owes it money.\n\
         The two have met in court three times, most recently in May, and the judge told them to talk.",
    );
}

#[test]
fn corrections_are_told_and_cut() {
    check(
        "title| Port Stays Closed\nBODY\n\
         correction| Correction: An earlier version of this article misstated the height of the crane. It is 12 meters.",
    );
    check(
        "title| Port Stays Closed\n\
         correction| Editor’s note: This story has been corrected. The engineer is Ada Lund, not Ana Lund.\nBODY\n\
         correction| Correction\n\
         correction| This article misspelled the name of the port. We regret the error.",
    );
    check(
        "title| Port Stays Closed\nBODY\nCorrection: the price of steel fell by a tenth in May, and nobody had seen it coming.",
    );
}

#[test]
fn a_paywall_is_cut_and_the_text_is_marked() {
    for pitch in [
        "To continue reading, subscribe to the Harbor Echo.",
        "Continue reading with a subscription\nSubscribe now to read this article. Already a subscriber? Log in.\n\
         Only $1 a week for the first six months, then $12 a month. Cancel any time.",
        "You have reached your limit of free articles.",
        "This article is for subscribers only.\nSubscribe",
    ] {
        let doc = run_with(BoilerplateConfig::default(), &format!("Port Stays Closed\n{BODY}\n{pitch}"));
        assert_eq!(doc.text(), format!("Port Stays Closed\n{BODY}"), "{pitch}");
        let cut = doc.get::<Regions>().unwrap().iter().find(|region| region.kind == RegionKind::Truncated);
        assert_eq!(cut.unwrap().reason, "the text goes on for subscribers", "{pitch}");
    }
    check(
        "title| Port Stays Closed\nBODY\n\
         The Harbor Echo said on Monday that its articles on the port would be for subscribers only from May on.\n\
         “To continue reading the news of the port, people will have to pay,” the editor said.",
    );
}

#[test]
fn a_notice_of_consent_above_the_text_goes() {
    check(
        "title| Port Stays Closed\n\
         widget| We and our partners store cookies on your device and process personal data, such as the pages that you read, to \
         measure advertising and to learn what our readers want. With your consent we may use your exact place and the marks of \
         your device. You can change your choices at any time by clicking on the link below, or read our privacy policy.\nBODY",
    );
    check(
        "title| Board fines harbor site\n\
         The harbor site had stored cookies on the devices of its readers and sold personal data to third parties for \
         advertising without their consent, the board for privacy said on Monday after a year of work.\nBODY",
    );
}

/// A list that the model takes for something else needs a cue beside it, and one of days and prices more than that.
#[test]
fn lists_below_the_text_stay() {
    let dates: Vec<String> = [
        "Varna, Old Hall",
        "Burgas, Sea Garden",
        "Kiel, Fjord Club",
        "Emden, The Lock",
        "Dover, Castle",
        "Calais, Casino",
    ]
    .iter()
    .enumerate()
    .map(|(at, place)| format!("May {} – {place}", 2 * at + 3))
    .collect();
    let dates =
        [dates.clone(), dates.iter().map(|date| date.replace("May", "June")).collect()].concat().join("\n");
    let text = format!("{BODY}\n{dates}");
    assert_eq!(run_with(BoilerplateConfig::default(), &text).text(), text);
    let doc = run_with(BoilerplateConfig::default(), &format!("{text}\nFollow us on Facebook"));
    assert_eq!(doc.text(), text);
}

#[test]
fn boxes_with_a_heading() {
    check(
        "title| Port Stays Closed\nBODY\nwidget| Fact Checker\nwidget| Verify the accuracy of this article with our tool.\nwidget| 0 Comments",
    );
}

#[test]
fn headings_and_lists_are_marked_and_stay() {
    check(
        "title| Port Stays Closed\nBODY\n\
         heading| What the board wants\n\
         The board has sent the ministry a list of demands, which include the following:\n\
         list_item| * a new crane before the summer\n\
         list_item| * money for the old one\n\
         heading| “Steel is patient”\n\
         The engineer laughed when he was asked about it.\n\
         heading| Who pays?\n\
         Nobody has said so far, and the ministry does not answer its telephone.",
    );
}

fn dateline(text: &str, expected: &str) {
    let doc = run_with(BoilerplateConfig::default(), &format!("Port Stays Closed\n{text}"));
    assert_eq!(doc.text(), format!("Port Stays Closed\n{expected}"), "{text}");
}

#[test]
fn datelines() {
    let said = "The port of Varna will stay closed, the board said.";
    for head in [
        "VARNA —",
        "VARNA — ",
        "VARNA, Bulgaria (AP) — ",
        "NEW YORK (Harbor Echo) - ",
        "Varna, Bulgaria – ",
        "WASHINGTON, Dec. 3 (Reuters) - ",
        "(Reuters) - ",
        "ST. JOHN'S -- ",
        "Reuters - ",
        "MOSCOW, January 5. /TASS/. ",
        "VARNA, March 3, 2026 /HarborWire/ -- ",
    ] {
        dateline(&format!("{head}{said}"), said);
    }
    for text in [
        "The board — all of it — resigned on Monday.",
        "Ports — he has seen many — bore him, he said.",
        "BREAKING — The port of Varna is closed, the board said.",
        "A well-known port closed, the board said.",
        "Inflation - The silent thief is back, the board said.",
    ] {
        dateline(text, text);
    }
}

#[test]
fn a_text_that_breaks_off_is_marked() {
    let doc = run_with(
        BoilerplateConfig::default(),
        &format!("{BODY}\nThe mayor spoke last. He warned that the only thing certain was that the"),
    );
    let region =
        doc.get::<Regions>().unwrap().iter().find(|region| region.kind == RegionKind::Truncated).unwrap();
    assert_eq!(doc.source_slice(region.source), "He warned that the only thing certain was that the");
    let doc = run_with(BoilerplateConfig::default(), BODY);
    assert!(doc.get::<Regions>().unwrap().iter().all(|region| region.kind != RegionKind::Truncated));
}

#[test]
fn sentences_that_sound_like_cues_stay() {
    for line in [
        "Sources said on Monday that the board would meet again this week.",
        "Share prices fell after the board spoke, and the mayor told reporters to wait.",
        "By Friday, the board had lost three of its members to the rival port.",
        "Written by hand, the letter reached the board on Monday morning.",
        "More from the same batch of steel was found in the southern pier, officials said.",
        "Photographs of the crack spread quickly; the photo by a fisherman was seen by thousands.",
        "The newsletter of the union, which appears weekly, called the decision a joke.",
        "Comments by the minister drew criticism from the fishermen on Monday.",
        "Facebook and X removed the video of the crack, the two companies said.",
    ] {
        check(&format!("title| Port Stays Closed\n{BODY}\n{line}\n{BODY}"));
    }
}

#[test]
fn what_is_not_dropped_is_marked() {
    let config = BoilerplateConfig { drop: vec![RegionKind::Comment], ..Default::default() };
    let text = format!("Port Stays Closed\nVARNA — {BODY}\nPhoto: J. Orr / Getty\n1 Comment\nI agree.");
    let doc = run_with(config, &text);
    assert_eq!(doc.text(), text.strip_suffix("\nI agree.").unwrap());
    let kept: Vec<_> = doc
        .get::<Regions>()
        .unwrap()
        .iter()
        .filter(|region| !region.removed)
        .map(|region| region.kind.name())
        .collect();
    assert_eq!(kept, ["title", "dateline", "body", "body", "photo_credit", "widget"]);
}

#[test]
fn the_article_itself_cannot_be_dropped() {
    let config = BoilerplateConfig { drop: vec![RegionKind::Body], ..Default::default() };
    assert!(Boilerplate::new(config).is_err());
}

proptest! {
    #[test]
    fn any_text_is_safe(text in "(\\PC{0,40}\\n|[A-Z]{1,8}( \\([A-Z]{2}\\))? [—-] ?|Read more: |12 Comments\n|By [A-Z][a-z]{1,9} |. |[a-z]{1,9} ){0,20}") {
        let doc = run_with(BoilerplateConfig::default(), &text);
        for run in doc.alignment().runs().iter().filter(|run| run.kept) {
            prop_assert_eq!(doc.slice(run.text), doc.source_slice(run.source));
        }
    }

    #[test]
    fn a_clean_article_comes_out_unchanged(repeat in 1usize..5, title in "[A-Z][a-z]{2,8}( [a-z]{2,8}){2,6}") {
        let text = format!("{title}\n{}", [BODY].repeat(repeat).join("\n"));
        let doc = run_with(BoilerplateConfig::default(), &text);
        prop_assert_eq!(doc.text(), &text);
    }
}

#[test]
fn a_signature_or_a_closing_mark_ends_a_text() {
    let body = "The northern pier of the port will stay closed until spring, the harbor board said late on Monday in Varna.\n";
    let ends = |last: &str| {
        let mut doc = Document::new(
            "t",
            format!("{body}{body}The board said that the cranes had to be inspected again before {last}"),
        )
        .unwrap();
        Boilerplate::new(BoilerplateConfig::default()).unwrap().process(&mut doc).unwrap();
        !doc.get::<Regions>().unwrap().iter().any(|region| region.kind == RegionKind::Truncated)
    };
    for last in ["spring. (alu)", "spring.« (Ada Lund)", "spring.【Ada Lund】", "spring.«", "(so it said.)"]
    {
        assert!(ends(last), "{last}");
    }
    for last in ["the", "spring …", "the (so far"] {
        assert!(!ends(last), "{last}");
    }
}
