//! Texts and pages for benches, made by rule: all different, the same on every machine.
//!
//! The pages are built as news sites build them: some 30 bytes of scripts, styles, navigation, cards and comments
//! for one of the article.

#[rustfmt::skip]
const SUBJECTS: [&str; 16] = [
    "The harbor board", "A spokesman for the ministry", "Two officials", "The mayor of Varna", "Fishermen", "The union of dockers",
    "An engineer who asked not to be named", "Residents of the old town", "The insurer", "A court in Burgas", "Her deputy",
    "The company that built the cranes", "Several ship owners", "The coast guard", "One captain", "The finance committee",
];
#[rustfmt::skip]
const VERBS: [&str; 16] = [
    "said on Monday that", "denied that", "told reporters that", "warned that", "expects that", "wrote in a letter that",
    "was told in March that", "had hoped that", "repeated that", "did not rule out that", "learned only later that", "argued that",
    "confirmed that", "has long insisted that", "joked that", "assumed that",
];
#[rustfmt::skip]
const OBJECTS: [&str; 16] = [
    "the northern pier would close", "ferries were late", "the budget “was a promise”", "no crane had failed", "ice had damaged the wall",
    "the tender was still open", "divers found two cracks", "grain would be moved by rail", "the fee doubled", "nobody had been hurt",
    "the lighthouse needs paint", "storms come more often now", "the loan was never signed", "work begins in spring", "the old steel was sound",
    "the islands had no bread",
];
#[rustfmt::skip]
const ENDS: [&str; 16] = [
    "after a meeting that lasted six hours", "in a country that counts on its ports", "for reasons that were not given", "despite the weather",
    "according to minutes seen by this newspaper", "while trucks waited outside the gate", "without naming a date", "as it did last winter",
    "because of a dispute over insurance", "two weeks before the vote", "although the inspection was private", "with the help of neighbors",
    "under a law from 1974", "and left by the back door", "to the surprise of everybody", "before the first snow",
];

/// Picks from lists by a fixed sequence of chance numbers.
struct Chance(u32);

impl Chance {
    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        from[(self.0 >> 16) as usize % from.len()]
    }

    fn sentence(&mut self, number: usize) -> String {
        let [subject, verb, object, end] = [&SUBJECTS, &VERBS, &OBJECTS, &ENDS].map(|list| self.pick(list));
        format!("{subject} {verb} {object} for the {}th time {end}.", number * 17)
    }
}

/// Articles of about 5 KB in clean English, with a headline and a dateline.
pub fn articles(count: u32) -> Vec<String> {
    let article = |seed: u32| {
        let mut chance = Chance(seed * 7 + 7);
        let mut text = String::from("Pier Closes as Storm Nears the Coast\nVARNA — ");
        for number in 0..60 {
            text += &chance.sentence(number);
            text += if number % 3 == 2 { "\n" } else { " " };
        }
        text
    };
    (0..count).map(article).collect()
}

/// An article in a page of a news site.
pub fn page(article: &str) -> String {
    let mut lines = article.lines();
    let title = lines.next().unwrap_or("");
    let body: String = lines.map(|line| format!("<p class=\"story-text\">{line}</p>\n")).collect();
    let script = "<script>var a=[1,2,3];function f(x){return x<3&&x>0?\"<p>\":a[x]}window.q=window.q||[];q.push({slot:\"mid\",sizes:[[300,250]],t:f(2)});</script>\n";
    let style =
        ".story-text{line-height:1.6;margin:0 0 1em}.card:hover>a{color:#023;text-decoration:underline}\n";
    let link = |number: usize| {
        format!(
            "<li class=\"nav-item\"><a href=\"/section/{number}?ref=nav\" data-track=\"nav-{number}\">Section {number}</a></li>"
        )
    };
    let card = |number: usize| {
        format!(
            "<div class=\"card teaser\"><a href=\"/story/{number}\"><img src=\"/img/{number}.jpg\" alt=\"\"><h3>Council delays vote \
             number {number} on bridge tolls</h3></a><p>The vote was to be held in spring, and nobody knows why.</p></div>\n"
        )
    };
    let comment = |number: usize| {
        format!(
            "<li class=\"comment\"><b>reader_{number}</b> <time datetime=\"2025-12-19\">Dec 19</time><p>I worked there for {number} \
             years, and you would not sleep a single night like that.</p><button>Reply</button></li>\n"
        )
    };
    let many = |count: usize, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<String>();
    format!(
        "<!doctype html><html lang=en><head><title>{title} | Harbor Echo</title><meta property=\"og:title\" content=\"{title}\">\
         <style>{}</style>{}</head><body><header><nav><ul>{}</ul></nav></header><main><article><h1>{title}</h1>\
         <p class=\"byline\">By <a rel=author href=\"/a\">Ada Lund</a></p><figure><img src=\"/p.jpg\"><figcaption>The pier. \
         <span class=credit>J. Orr</span></figcaption></figure><div class=\"article-body\">{body}</div></article>\
         <section id=comments><h3>12 Comments</h3><ul>{}</ul></section><aside class=\"related\"><h2>Related stories</h2>{}</aside>\
         </main><footer><ul>{}</ul><p>© 2025 Harbor Echo. All rights reserved.</p></footer>{}</body></html>",
        style.repeat(250),
        script.repeat(450),
        many(90, &link),
        many(20, &comment),
        many(30, &card),
        many(40, &link),
        script.repeat(250),
    )
}
