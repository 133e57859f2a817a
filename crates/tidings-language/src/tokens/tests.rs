//! Tests of the tokenizer: the expected tokens are written with `|` where two touch.

use proptest::prelude::*;
use tidings_core::TokenKind::{self, Clitic, Email, Handle, Hashtag, Number, Punctuation, Symbol, Url, Word};
use tidings_core::Tokens;

use super::TokenizerConfig;
use super::scan::scan;

/// The text with `|` between tokens that touch.
fn cut(text: &str, tokens: &Tokens) -> String {
    let mut out = String::new();
    let mut end = 0;
    for token in tokens.iter() {
        let (start, gap) = (token.span.start as usize, &text[end..token.span.start as usize]);
        out.push_str(if gap.is_empty() && end > 0 { "|" } else { gap });
        end = token.span.end as usize;
        out.push_str(&text[start..end]);
    }
    out.push_str(&text[end..]);
    out
}

/// `expected` is the text with `|` between tokens that touch.
#[track_caller]
fn check(expected: &str) {
    let text = expected.replace('|', "");
    assert_eq!(cut(&text, &scan(&text, TokenizerConfig::default())), expected);
}

#[track_caller]
fn check_kind(text: &str, expected: TokenKind) {
    let tokens = scan(text, TokenizerConfig::default());
    assert_eq!(tokens.kinds(), [expected], "{text}");
}

#[test]
fn clitics_are_split() {
    check("Kyiv|'s mayor did|n't say we|'re late|, they|'ve gone|, I|'ll go|, she|'d go|, I|'m in|.");
    check("Kyiv|’s mayor did|n’t ca|n’t wo|n’t DO|N'T IT|’S|.");
    check("could|n't|'ve would|'ve I|'d|'ve the U.S.|'s 2024|'s 20|%|'s");
    check("can|not Can|not gon|na do|nt is|nt amount President");
}

#[test]
fn apostrophes_inside_names_stay() {
    check("O’Brien|’s Shi’ite d’état Qur'an o’clock L’Aquila rock 'n' roll");
}

#[test]
fn plural_possessives_are_not_closing_quotes() {
    check("the allies|’ plan and the allies|' plan");
    let kinds = |text| scan(text, TokenizerConfig::default()).kinds().to_vec();
    assert_eq!(kinds("allies’ plan"), [Word, Clitic, Word]);
    assert_eq!(kinds("‘allies’ plan"), [Punctuation, Word, Punctuation, Word]);
    assert_eq!(kinds("'our allies' plan"), [Punctuation, Word, Word, Punctuation, Word]);
}

#[test]
fn clipped_words_and_years_keep_their_apostrophe() {
    check("let 'em in ’til ’89 and the '90s|, the 1970's|, the 1970s");
}

#[test]
fn compounds_are_split_but_prefixes_stay() {
    check("a 20|-|point US|-|led plan|, Jean|-|Pierre al|-|Zahir");
    check("a non-binding pre-war e-mail by the ex-minister on mid-June");
    check("U.S.|\u{2011}|backed buy|\u{2011}|in de|-|facto F|-|16 COVID|-|19");
    let whole = TokenizerConfig { split_hyphens: false, ..TokenizerConfig::default() };
    let text = "US-led Jean-Pierre - no";
    assert_eq!(cut(text, &scan(text, whole)), text);
}

#[test]
fn clitics_can_be_kept() {
    let whole = TokenizerConfig { split_clitics: false, ..TokenizerConfig::default() };
    for text in ["didn't", "Kyiv’s", "cannot", "they’re", "DON'T"] {
        assert_eq!(scan(text, whole).len(), 1, "{text}");
    }
}

#[test]
fn numbers_keep_their_separators() {
    check("1,200 3.5 10:30 1/2 9/11 2025-12-28 12/28/2025 1,200,300.50 10.0.0.1 1,00,000 .25");
    check("20|% $|5 €|3.5|bn US$ 5 10|am 35|km 3|-|2 1914|–|18 555-0134 212-555-0134 +44 7700");
    check("2019|,|2020 18|,|19|,|20 5|, 6|. 20th 1990s 5G 4chan G7 CO2 10|a.m. 3|.");
    check_kind("1,200.50", Number);
    check_kind("21st", Number);
    check_kind("4chan", Word);
}

#[test]
fn abbreviations_keep_their_period() {
    check("Mr. Ito|, Gen. Vondra and Dr. J. D. Abara of the U.S. met at 5 a.m. in St. Malo|.");
    check("e.g. this|, i.e. that|, Acme Inc.|, No. 5 vs. 6 on Jan. 3|, a Ph.D. from the U.K");
    check("That is a no|. No|. Never|. Plan B|. The end of vitamin C|.");
    check("J.D. Abara|, J.|Smith|, Gen.|Smith|, the U.S.|-|led plan|, U.S.A and so on|, etc|... Jr.|.");
}

#[test]
fn a_missing_space_after_a_mark_is_no_reason_to_join() {
    check("as promised|.|The talks|, in Lviv|,|Odesa|;|then ended|?|Nobody");
    check("a ruling|.|it said");
}

#[test]
fn addresses_are_whole() {
    check("see https://example.com/a_(b)?c=d#e|, or www.example.org/x|.");
    check("(|http://example.com/a|) example.com|. file.txt|, bbc.co.uk|: node.js");
    check("write to j.doe+x@mail.example.com|, to @ministry_1 and about #Ceasefire2025|!");
    check("a @ b # 1 a|@|!");
    check_kind("https://example.com/%20", Url);
    check_kind("example.com", Url);
    check_kind("press@example.org", Email);
    check_kind("@ministry", Handle);
    check_kind("#Київ", Hashtag);
    check_kind("report.pdf", Word);
}

#[test]
fn marks_are_tokens() {
    check("“|No|,|” he said|—|twice|–|“|never|”|... well|…");
    check("«|Non|» „|Nein|“ \"|no|\" '|no|' (|no|) [|no|] [...] and|/|or what|?! -- *** a|--|b");
    check_kind("?!", Punctuation);
    check_kind("$", Symbol);
    check_kind("US$", Symbol);
    check_kind(":)", Symbol);
}

#[test]
fn letters_of_any_script_make_words() {
    check("São Tomé|, Władysław|’s Київ|, 北京|。 naïve cafe\u{301}s");
    check("👩\u{200D}👩\u{200D}👧|👍🏽|🇺🇦|🇵🇱 5|°|C");
}

#[test]
fn names_with_ampersands_stay() {
    check("AT&T and R&D but salt|&|pepper");
}

/// Text that reaches every rule: pieces that the rules name, in any order, with any Unicode between.
fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,3}",
        "[ \t\n.,'’‘\"“”@#:/$&-]{0,4}",
        "[A-Za-z0-9]{0,4}",
        prop::sample::select(vec![
            "U.S.", "n't", "’s", "://", "http", "www.", "@a.b", "e.g.", "co-", "\u{200D}", "\u{301}",
            "\u{A0}", "\u{2011}", "1,200", "20th", "…", "🇺", "👍🏽", "[...]", "cannot", "\r\n", "'90s",
            "\u{85}", "Ph.D", "A&B",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn only_white_space_lies_between_tokens(text in odd_text()) {
        for (split_clitics, split_hyphens) in [(true, true), (false, false)] {
            let tokens = scan(&text, TokenizerConfig { split_clitics, split_hyphens });
            let mut end = 0;
            for token in tokens.iter() {
                let (start, next) = (token.span.start as usize, token.span.end as usize);
                prop_assert!(start >= end && next > start);
                prop_assert!(text[end..start].chars().all(char::is_whitespace), "{:?}", &text[end..start]);
                prop_assert!(!text[start..next].contains(char::is_whitespace), "{:?}", &text[start..next]);
                end = next;
            }
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }
    }
}

#[test]
fn time_is_linear_without_spaces() {
    // Each of these would take minutes if a rule looked back or ahead without bound.
    for piece in [
        "a", "1", "a.", "A.", "Ab.", "a@", "://", "http://", "1-", "1,22,", "'", "a'", "@", "…", "\"",
        "a\u{301}", "(", "www.",
    ] {
        let text = piece.repeat(300_000 / piece.len());
        assert!(scan(&text, TokenizerConfig::default()).len() <= text.len());
    }
}
