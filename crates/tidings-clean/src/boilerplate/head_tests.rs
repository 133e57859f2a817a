//! Tests of what stands above an article: shapes of bylines, and labels that are no headline.

use tidings_core::{Document, RegionKind, Regions, Stage, StageType};

use super::{Boilerplate, BoilerplateConfig};

const BODY: &str = "The northern pier of the port of Varna will stay closed until the cranes have been inspected again, the \
    harbor board said on Monday after a meeting that lasted six hours and ended without a date for the reopening.\n\n\
    Fishermen who use the pier in winter said they had been told nothing. A spokeswoman for the ministry declined to say \
    when the next inspection would take place or who would pay for it.";

/// The kinds of the regions whose lines are given.
fn kinds(text: &str, lines: &[&str]) -> Vec<Option<RegionKind>> {
    let mut doc = Document::new("t", text).unwrap();
    Boilerplate::new(BoilerplateConfig::default()).unwrap().process(&mut doc).unwrap();
    let regions = doc.get::<Regions>().unwrap();
    let kind = |line: &&str| {
        regions.iter().find(|region| doc.source_slice(region.source) == *line).map(|region| region.kind)
    };
    lines.iter().map(kind).collect()
}

const BYLINE: Option<RegionKind> = Some(RegionKind::Byline);
const TITLE: Option<RegionKind> = Some(RegionKind::Title);

#[test]
fn shapes_of_bylines() {
    for line in [
        "Monday August 27, 2018 10:05 am PDT by Julia Clove",
        "By court reporter Julia Clove and staff",
        "By Senior Political Editor Julia Clove",
        "By Julia Clove with files from The Canadian Press",
        "Posted on August 27, 2018 by Julia Clove",
    ] {
        let text = format!("Port stays closed as inspectors wait\n\n{line}\n\n{BODY}");
        assert_eq!(kinds(&text, &[line]), [BYLINE], "{line}");
    }
    // Without a headline above it, as in a page whose headline is known.
    let line = "Monday August 27, 2018 10:05 am PDT by Julia Clove";
    assert_eq!(kinds(&format!("{line}\n{BODY}"), &[line]), [BYLINE]);
}

#[test]
fn names_above_the_dateline_of_a_wire() {
    for names in
        ["MINA DAHL and TOM KENT", "Mina Dahl and Tom Kent, The Associated Press", "Mina Dahl\nTom Kent"]
    {
        let text = format!("Port stays closed\n\n{names}\n\nELSWORTH (AP) — {BODY}");
        for line in names.lines() {
            assert_eq!(kinds(&text, &[line]), [BYLINE], "{line}");
        }
    }
    let text =
        format!("Port stays closed\n\nBy MINA DAHL and TOM KENT\nAssociated Press\n\nELSWORTH (AP) — {BODY}");
    assert_eq!(kinds(&text, &["By MINA DAHL and TOM KENT", "Associated Press"]), [BYLINE, BYLINE]);
    // Above a text without a wire they may be its heading.
    let text = format!("Port stays closed\n\nMINA DAHL and TOM KENT\n\n{BODY}");
    assert_ne!(kinds(&text, &["MINA DAHL and TOM KENT"]), [BYLINE]);
}

#[test]
fn the_label_of_a_press_release_is_no_headline() {
    let widget = Some(RegionKind::Widget);
    for label in [
        "FOR IMMEDIATE RELEASE",
        "Press Release:",
        "NEWS RELEASE",
        "*** Media Release ***",
        "EMBARGOED UNTIL MARCH 3, 2026",
    ] {
        let text = format!(
            "{label}\n\nHarbor Group Names Ilse Kern Finance Chief\n\nELSWORTH, March 3, 2026 /NewsLine/ -- {BODY}"
        );
        assert_eq!(
            kinds(&text, &[label, "Harbor Group Names Ilse Kern Finance Chief"]),
            [widget, TITLE],
            "{label}"
        );
    }
    let text = format!("Press release of the harbor angers fishermen\n\n{BODY}");
    assert_eq!(kinds(&text, &["Press release of the harbor angers fishermen"]), [TITLE]);
}
