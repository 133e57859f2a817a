//! Tests of `clean.wrapping`.

use proptest::prelude::*;
use tidings_core::{Document, RegionKind, Regions, Repairs, Stage, StageType};

use super::{Wrapping, WrappingConfig};

fn run(text: &str) -> Document {
    let mut doc = Document::new("t", text).unwrap();
    Wrapping::new(WrappingConfig::default()).unwrap().process(&mut doc).unwrap();
    doc
}

fn check(text: &str, expected: &str) {
    assert_eq!(run(text).text(), expected);
}

fn stays(text: &str) {
    check(text, text);
}

const PARAGRAPHS: [&str; 4] = [
    "The northern pier of the port of Varna will stay closed until the cranes have been inspected again, the harbor board said \
     on Monday after a meeting that lasted six hours and ended without a date for the reopening.",
    "Fishermen who use the pier in winter said they had been told nothing. “We read it in the paper,” said Ada Lund, who keeps \
     two boats there and has paid for her berth until May.",
    "Nobody was hurt.",
    "The board’s engineer, who found the first crack in October, told a local station that the steel was sound and that the \
     delay had more to do with the insurance than with the state of the cranes.",
];

/// Wraps a paragraph as a program does.
fn wrap(paragraph: &str, width: usize, indent: &str) -> String {
    let (mut out, mut columns) = (indent.to_owned(), indent.len());
    for (at, word) in paragraph.split(' ').enumerate() {
        let len = word.chars().count();
        if at > 0 && columns + 1 + len > width {
            out.push('\n');
            columns = 0;
        } else if at > 0 {
            out.push(' ');
            columns += 1;
        }
        out.push_str(word);
        columns += len;
    }
    out
}

#[test]
fn wrapped_paragraphs_are_joined() {
    for width in [60, 65, 72, 78] {
        for (indent, between) in [("", "\n\n"), ("   ", "\n"), ("", "\n")] {
            let wrapped: Vec<_> = PARAGRAPHS.iter().map(|paragraph| wrap(paragraph, width, indent)).collect();
            let plain: Vec<_> = PARAGRAPHS.iter().map(|paragraph| [indent, paragraph].concat()).collect();
            check(&wrapped.join(between), &plain.join(between));
        }
    }
}

#[test]
fn every_kept_byte_leads_back() {
    let doc = run(&wrap(PARAGRAPHS[0], 60, ""));
    assert_eq!(doc.text(), PARAGRAPHS[0]);
    for run in doc.alignment().runs().iter().filter(|run| run.kept) {
        assert_eq!(doc.slice(run.text), doc.source_slice(run.source));
    }
    let repairs = doc.get::<Repairs>().unwrap();
    assert!(repairs.iter().all(|repair| doc.source_slice(repair.source) == "\n"));
}

#[test]
fn headlines_and_short_lines_stay_alone() {
    check(
        "Pier at Varna stays closed\n\nThe northern pier of the port will stay closed until the cranes\nhave been \
         inspected again, the harbor board said on Monday after a\nmeeting that lasted six hours.\n\nAda Lund\nHarbor Echo",
        "Pier at Varna stays closed\n\nThe northern pier of the port will stay closed until the cranes have been \
         inspected again, the harbor board said on Monday after a meeting that lasted six hours.\n\nAda Lund\nHarbor Echo",
    );
}

#[test]
fn rows_that_a_person_has_broken() {
    check(
        "The pier will stay closed until the cranes have been checked, the\nboard of the port said on Monday, after a talk of \
         Ada\nLund, who speaks for the fishermen. They had asked for a hearing in\nthe old hall, which stands behind the pier of Porto\n\
         Varna, and were told to wait for the end of the\nwinter.",
        "The pier will stay closed until the cranes have been checked, the board of the port said on Monday, after a talk of \
         Ada Lund, who speaks for the fishermen. They had asked for a hearing in the old hall, which stands behind the pier of Porto \
         Varna, and were told to wait for the end of the winter.",
    );
}

#[test]
fn broken_words_are_mended_and_compounds_are_not() {
    check(
        "The work on the northern pier of the harbor will start in Sep-\ntember, said Ada Lund, who is known to be a rather well-\n\
         known engineer of the old board. They met on the pier on Mon-\nday. He and his old friends, among them Mr. Lund and Mary-\n\
         Kate Orr, who keeps a boat and is said to be about fifty-\ntwo, paid a fine, and all in all it was more than 300 eu-\nros.",
        "The work on the northern pier of the harbor will start in September, said Ada Lund, who is known to be a rather well-\
         known engineer of the old board. They met on the pier on Monday. He and his old friends, among them Mr. Lund and Mary-\
         Kate Orr, who keeps a boat and is said to be about fifty-two, paid a fine, and all in all it was more than 300 euros.",
    );
}

#[test]
fn lists_turns_and_replies_inside_wrapped_text() {
    let list = "- a new crane before the summer, which the ministry has to pay for\n  and the board will own\n- money";
    let head = wrap(PARAGRAPHS[0], 66, "");
    let turn = "ADA LUND, FISHERMAN: They are cutting us off from the market, and I\ntold them so last week.";
    let reply = "> we read it in the paper and nobody has told us anything about\n> the crane";
    check(
        &format!("{head}\n\n{list}\n\n{turn}\nQ: Why?\n\n{reply}"),
        &format!(
            "{}\n\n{}\n\n{}\nQ: Why?\n\n{reply}",
            PARAGRAPHS[0],
            list.replace("\n  ", " "),
            turn.replace('\n', " ")
        ),
    );
}

#[test]
fn page_numbers_inside_a_paragraph_go() {
    let text = PARAGRAPHS.join(" ");
    let doc = run(&wrap(&text, 64, "").replacen('\n', "\n\n- 12 -\n\n", 1));
    assert_eq!(doc.text(), text);
    let region =
        doc.get::<Regions>().unwrap().iter().find(|region| region.kind == RegionKind::Navigation).unwrap();
    assert_eq!(doc.source_slice(region.source), "- 12 -");
}

#[test]
fn heads_of_pages_inside_a_paragraph_go() {
    let text = [PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[3], PARAGRAPHS[0]].join(" ");
    let rows: Vec<String> = wrap(&text, 64, "").lines().map(str::to_owned).collect();
    // A page ends in the middle of a sentence.
    let ends =
        |row: &&usize| !rows[**row].ends_with('.') && rows[**row + 1].starts_with(|c: char| c.is_lowercase());
    let ends: Vec<usize> = [1, 2, 3, 4, 5, 6, 7, 8].iter().filter(ends).step_by(3).copied().collect();
    let page = |(at, row): (usize, &String)| match ends.iter().position(|end| *end == at) {
        Some(page) => format!("{row}\n\n{}\n\u{C}\nHarbor Echo, May {}", page + 1, page + 3),
        None => row.clone(),
    };
    assert!(ends.len() > 1);
    let paged: Vec<String> = rows.iter().enumerate().map(page).collect();
    check(&paged.join("\n"), &text);
}

#[test]
fn doubled_line_breaks() {
    check(&wrap(PARAGRAPHS[0], 64, "").replace('\n', "\n\n"), PARAGRAPHS[0]);
}

#[test]
fn scripts_without_capitals() {
    let text = "港口管理委員會星期一表示在起重機再次接受檢查之前北碼頭將繼續關閉會議持續了六個小時\
                但沒有確定重新開放的日期漁民們說他們什麼都沒有被告知工程師在十月發現了第一條裂縫他告訴\
                當地電台鋼材是好的延誤更多是因為保險而不是起重機的狀況部長沒有回應記者的問題會議結束。";
    let characters: Vec<char> = text.chars().collect();
    let rows: Vec<String> = characters.chunks(33).map(|row| row.iter().collect()).collect();
    check(&rows.join("\n"), text);
    let text = "قال مجلس الميناء يوم الاثنين إن الرصيف الشمالي سيبقى مغلقا حتى يتم فحص الرافعات مرة أخرى بعد اجتماع استمر ست ساعات \
                وانتهى دون تحديد موعد لإعادة الافتتاح وقال الصيادون الذين يستخدمون الرصيف في الشتاء إنهم لم يبلغوا بأي شيء وقال \
                المهندس الذي اكتشف أول شق في أكتوبر لمحطة محلية إن الفولاذ سليم وإن التأخير له علاقة بالتأمين أكثر من حالة الرافعات.";
    check(&wrap(text, 66, ""), text);
}

#[test]
fn what_is_not_wrapped_stays() {
    stays(&PARAGRAPHS.join("\n"));
    stays(&PARAGRAPHS.join("\n\n"));
    // A poem, with and without capitals.
    stays(
        "The harbor sleeps beneath the snow,\nThe cranes are still, the gulls are slow,\nAnd where the northern pier has been\nThe water keeps its winter green,",
    );
    stays(
        "the harbor sleeps\nbeneath the snow and nobody\nhas come\nto look for what the water left\non the stones of the old pier\nin march",
    );
    // Short lines of a chat.
    stays(
        "lol they will never pay for it\nyou must be joking\nmy cousin said the same thing in may and nobody listened to him at all\nok\nhe was right though, look at the pier now",
    );
    // Headlines, each long enough.
    stays(
        "Fishermen of Varna ask for a hearing in the old town hall on Monday\nBoard of the harbor puts off the inspection of cranes again\nEngineer says the steel of the northern pier is sound after all",
    );
    // A list without bullets.
    stays(
        "What the board wants from the ministry before the end of the winter:\na new crane before the summer\nmoney for the old one\na hearing in the old town hall of Varna, with all of the fishermen\na date",
    );
    // A table and verses in small letters.
    stays(
        &(1..9)
            .map(|at| {
                format!("harbor,pier {at},crane number {at},checked by the engineer,found sound in may\n")
            })
            .collect::<String>(),
    );
    stays(
        "the harbor keeps its light for no one now that the boats are gone\nand the men who mended nets have sold the nets and their houses\nand the cranes stand in the snow like birds that forgot the south\nnobody asks them for the way and they would not tell it to you",
    );
    // Code.
    stays(
        "fn main() {\n    let pier = open_the_northern_pier_of_the_port(of_varna, and_more)?;\n    let crane = pier.cranes().filter(|crane| crane.is_sound()).next()?;\n    crane.lift();\n}",
    );
    // A transcript with one turn a line.
    stays(
        "IDA HOLM, ANCHOR: Good evening. The flood wall is in trouble.\n\nTOM REYES: the council says the work will start in August\n\nHOLM: thank you.",
    );
}

proptest! {
    #[test]
    fn any_text_is_safe_and_keeps_its_words(text in "([a-z]{1,9}[ -]|[A-Z][a-z]{1,9}[.,]? |\\n|\\n\\n|12\\n|\\PC{0,3}|> |- ){0,160}") {
        let doc = run(&text);
        for run in doc.alignment().runs().iter().filter(|run| run.kept) {
            prop_assert_eq!(doc.slice(run.text), doc.source_slice(run.source));
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        prop_assert_eq!(letters(doc.text()), letters(&text));
    }

    #[test]
    fn wrapped_text_comes_back(width in 55usize..90, repeat in 1usize..4) {
        let all = PARAGRAPHS.repeat(repeat);
        let wrapped: Vec<_> = all.iter().map(|paragraph| wrap(paragraph, width, "")).collect();
        let doc = run(&wrapped.join("\n\n"));
        prop_assert_eq!(doc.text(), all.join("\n\n"));
    }
}
