//! Data table: the patterns of the adversarial bench, each a document of any length of one shape that real news does not have.
//!
//! A pattern is made, never stored: the same name and length give the same bytes on every machine. Where a number or a name differs
//! from one piece to the next, the text does not repeat itself, so that `clean.repeats` cannot take it away.

/// What kind of file a pattern is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Plain text.
    Text,
    /// A page.
    Page,
}

impl Form {
    /// The ending of its file.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Text => "txt",
            Form::Page => "html",
        }
    }
}

/// How the bytes of a pattern are made.
enum Shape {
    /// One piece again and again.
    Repeat(&'static str),
    /// Pieces that differ: the piece of a number.
    Pieces(fn(&mut Maker)),
    /// So many pieces to open, and then as many to close.
    Nest(&'static str, &'static str, &'static str),
    /// A beginning, one piece again and again, and an end.
    Within(&'static str, &'static str, &'static str),
}

/// A pattern of any length.
pub struct Pattern {
    /// What it is called, for the table.
    pub name: &'static str,
    /// What kind of file it is.
    pub form: Form,
    /// The most memory for a byte of input that is expected, in bytes.
    pub memory: f64,
    /// The largest exponent of processor time over length that is expected.
    pub exponent: f64,
    shape: Shape,
}

/// The largest exponent of processor time over length.
pub const MOST_EXPONENT: f64 = 1.2;

/// The most memory for a byte of input, in bytes.
pub const MOST_MEMORY: f64 = 40.0;

/// A text in the making: the pieces write themselves into it.
pub struct Maker {
    text: String,
    /// Number of the piece, from 0.
    number: usize,
    state: u64,
}

impl Maker {
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The next number of a fixed sequence that looks random, below `end`.
    fn below(&mut self, end: u64) -> u64 {
        // SplitMix64.
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }

    /// A word of letters that stands for a number: another one for every number.
    fn word(&mut self, mut number: usize, capital: bool) {
        let start = self.text.len();
        for _ in 0..3 {
            self.text.push(char::from(b"bdfgklmnprst"[number % 12]));
            number /= 12;
            self.text.push(char::from(b"aeiou"[number % 5]));
            number /= 5;
        }
        if number > 0 {
            self.text.push_str(&number.to_string());
        }
        if capital {
            let first = self.text.remove(start).to_ascii_uppercase();
            self.text.insert(start, first);
        }
    }

    /// A name of the piece's own.
    fn name(&mut self) {
        self.word(self.number, true);
    }

    /// A word that comes again now and then.
    fn any_word(&mut self) {
        let number = self.below(5000) as usize;
        self.word(number, false);
    }
}

impl Pattern {
    /// The pattern in at least `bytes` bytes, and less than one piece more.
    pub fn make(&self, bytes: usize) -> String {
        match self.shape {
            Shape::Repeat(piece) => piece.repeat(bytes.div_ceil(piece.len())),
            Shape::Nest(open, middle, close) => {
                let count = bytes.saturating_sub(middle.len()).div_ceil(open.len() + close.len());
                open.repeat(count) + middle + &close.repeat(count)
            }
            Shape::Within(start, piece, end) => {
                let count = bytes.saturating_sub(start.len() + end.len()).div_ceil(piece.len());
                start.to_owned() + &piece.repeat(count) + end
            }
            Shape::Pieces(piece) => {
                let mut maker = Maker { text: String::with_capacity(bytes + 200), number: 0, state: 1 };
                while maker.text.len() < bytes {
                    piece(&mut maker);
                    maker.number += 1;
                }
                maker.text
            }
        }
    }
}

const fn text(name: &'static str, shape: Shape) -> Pattern {
    Pattern { name, form: Form::Text, memory: MOST_MEMORY, exponent: MOST_EXPONENT, shape }
}

const fn page(name: &'static str, shape: Shape) -> Pattern {
    Pattern { name, form: Form::Page, memory: MOST_MEMORY, exponent: MOST_EXPONENT, shape }
}

/// A pattern that takes more time for a byte until the first part of a document is full (32,768 tokens), and no more from there on.
const fn until_a_part_is_full(pattern: Pattern) -> Pattern {
    Pattern { exponent: 1.4, ..pattern }
}

/// A pattern of which what is found takes more memory than the limit: a claim or a name in every few words, each with its row.
const fn dense(memory: f64, pattern: Pattern) -> Pattern {
    Pattern { memory, ..pattern }
}

/// Every pattern.
pub const PATTERNS: &[Pattern] = &[
    // Sentences that repeat a shape.
    dense(
        50.0,
        text(
            "Xa yb said zc 7 people left. (distinct words)",
            Shape::Pieces(|m| {
                m.name();
                m.add(" ");
                m.any_word();
                m.add(" said ");
                m.any_word();
                let number = m.number.to_string();
                m.add(&format!(" {number} people left. "));
            }),
        ),
    ),
    dense(
        50.0,
        text("Mr. Smith said he knew Mrs. Jones.", Shape::Repeat("Mr. Smith said he knew Mrs. Jones. ")),
    ),
    dense(
        75.0,
        text(
            "Xa Smith said Smith left.",
            Shape::Pieces(|m| {
                m.name();
                m.add(" Smith said Smith left. ");
            }),
        ),
    ),
    text("He said that she said that (endless)", Shape::Repeat("He said that she said that ")),
    dense(60.0, text("he said, she said, (endless)", Shape::Repeat("he said, she said, "))),
    dense(
        70.0,
        text(
            "according to Xa, according to Xb,",
            Shape::Pieces(|m| {
                m.add("according to ");
                m.name();
                m.add(", ");
            }),
        ),
    ),
    dense(
        60.0,
        text(
            "Xa told Xb that Xc warned. by paragraphs",
            Shape::Pieces(|m| {
                m.name();
                m.add(" told ");
                m.word(m.number + 1, true);
                m.add(" that ");
                m.word(m.number + 2, true);
                m.add(" warned of floods.\n\n");
            }),
        ),
    ),
    text(
        "The plan says: * item lists",
        Shape::Within("The union's demands include:\n", "* Pay must rise by 7 percent.\n", ""),
    ),
    text(
        "ever the same lead and one item",
        Shape::Pieces(|m| {
            m.name();
            m.add(" demands:\n* ");
            m.any_word();
            m.add(" must go.\n");
        }),
    ),
    text(
        "Xa, the chief of Xb, and (endless names)",
        Shape::Pieces(|m| {
            m.name();
            m.add(", the chief of ");
            m.word(m.number * 7 + 3, true);
            m.add(", and ");
        }),
    ),
    text(
        "names and nothing else",
        Shape::Pieces(|m| {
            m.name();
            m.add(" ");
        }),
    ),
    text(
        "persons with first and last names",
        Shape::Pieces(|m| {
            m.add(["John ", "Mary ", "Ada ", "Peter "][m.number % 4]);
            m.name();
            m.add(" met Anna ");
            m.word(m.number / 3, true);
            m.add(" in Paris. ");
        }),
    ),
    text(
        "one last name, many first names",
        Shape::Pieces(|m| {
            m.name();
            m.add(" Smith came. Smith went. ");
        }),
    ),
    text(
        "acronyms in brackets",
        Shape::Pieces(|m| {
            m.name();
            m.add(" Trade Organization (");
            let letters: String = (0..3).map(|_| char::from(b'A' + m.below(26) as u8)).collect();
            m.add(&letters);
            m.add(") met. ");
        }),
    ),
    text("pronouns", Shape::Repeat("He saw her and she saw him. They left it. ")),
    dense(
        65.0,
        text(
            "one name, then pronouns",
            Shape::Within("Ada Lind came. ", "He told her that she was his. ", ""),
        ),
    ),
    text(
        "roles: the minister, the president",
        Shape::Repeat("The minister told the president that the spokesman left. "),
    ),
    text(
        "dates and weekdays",
        Shape::Pieces(|m| {
            let (day, year) = (m.number % 28 + 1, 1900 + m.number % 130);
            m.add(&format!("On Tuesday, March {day}, {year}, at 10:{:02} a.m., it fell. ", m.number % 60));
        }),
    ),
    text(
        "numbers and amounts",
        Shape::Pieces(|m| {
            let number = m.number;
            m.add(&format!("about ${number}.5 million or {number},000 tonnes, 3.{number} percent, "));
        }),
    ),
    text("digits without end", Shape::Repeat("1234567890")),
    text("digits with commas", Shape::Repeat("123,456,")),
    text("number words without end", Shape::Repeat("two hundred and thirty-four thousand ")),
    text("from 10 to 20 to 30 to", Shape::Repeat("10 to 20 to ")),
    text("January February March", Shape::Repeat("January February March ")),
    // Words, lines and white space.
    text("one endless word", Shape::Repeat("abcdefghij")),
    text("one endless capital word", Shape::Repeat("ABCDEFGHIJ")),
    text(
        "one endless line of words",
        Shape::Pieces(|m| {
            m.any_word();
            m.add(" ");
        }),
    ),
    text("a and nothing else", Shape::Repeat("a ")),
    text("many lines of one letter", Shape::Repeat("a\n")),
    text("many paragraphs of one letter", Shape::Repeat("a\n\n")),
    text(
        "many lines of one word each",
        Shape::Pieces(|m| {
            m.any_word();
            m.add("\n");
        }),
    ),
    text("many sentences of one letter", Shape::Repeat("A. ")),
    text("newlines", Shape::Repeat("\n")),
    text("spaces", Shape::Within("a", " ", "b")),
    text("tabs", Shape::Repeat("a\tb\t")),
    text("carriage returns and line feeds", Shape::Repeat("The mole fell.\r\n\r\n")),
    text("lines that end in spaces", Shape::Repeat("The mole fell   \n")),
    text(
        "no space after the full stop",
        Shape::Pieces(|m| {
            m.any_word();
            m.add(".The ");
            m.any_word();
            m.add(",and");
        }),
    ),
    text("abbreviations", Shape::Repeat("Mr. Dr. U.S. e.g. i.e. Inc. ")),
    text("full stops", Shape::Repeat(".")),
    text("ellipses", Shape::Repeat("... and … ")),
    text("exclamation marks", Shape::Repeat("No!!!?! ")),
    text("hyphens in one word", Shape::Repeat("well-")),
    text("hyphens and dashes", Shape::Repeat("a - b — c – d -- ")),
    text("apostrophes", Shape::Repeat("o'n't's've'll ")),
    text(
        "all caps",
        Shape::Pieces(|m| {
            let start = m.text.len();
            m.any_word();
            m.text[start..].make_ascii_uppercase();
            m.add(" SAYS ");
        }),
    ),
    dense(
        65.0,
        text(
            "Title Case Lines",
            Shape::Pieces(|m| {
                for offset in 0..6 {
                    m.word(m.number * 6 + offset, true);
                    m.add(" ");
                }
                m.add("\n");
            }),
        ),
    ),
    text("soft hyphens", Shape::Repeat("co\u{ad}op ")),
    // Quotations and brackets.
    text(
        "quotations",
        Shape::Pieces(|m| {
            m.add("“We ");
            m.any_word();
            m.add(" the ");
            m.any_word();
            m.add(",” he said. ");
        }),
    ),
    text("opening quotes alone", Shape::Repeat("“We left ")),
    text("closing quotes alone", Shape::Repeat("we left” ")),
    text("nested quotes", Shape::Nest("“", "we left", "”")),
    text("nested quotes of two kinds", Shape::Nest("“‘", "we left", "’”")),
    text("straight quotes", Shape::Repeat("\"a\" 'b' ")),
    text("straight quotes without spaces", Shape::Repeat("\"'")),
    text(
        "quotes that go on in every paragraph",
        Shape::Pieces(|m| {
            m.add("“We saw the ");
            m.any_word();
            m.add(" fall.\n\n");
        }),
    ),
    text(
        "one quotation of many sentences",
        Shape::Within("“We left.", " They stayed, he said.", "” she said."),
    ),
    until_a_part_is_full(text(
        "one quotation with quotations inside",
        Shape::Within("“We left.", " They said ‘no’ and ‘yes’, he said.", "” she said."),
    )),
    text("opening brackets", Shape::Repeat("(a [b {c ")),
    text("nested brackets", Shape::Nest("(", "a", ")")),
    text("guillemets", Shape::Repeat("« a » „b“ ‹c› ")),
    // Characters.
    text("mojibake without end", Shape::Repeat("â€™Ã©")),
    text(
        "mojibake in words",
        Shape::Pieces(|m| {
            m.any_word();
            m.add("â€™s cafÃ© ");
        }),
    ),
    text("mojibake twice over", Shape::Repeat("Ã¢â‚¬â„¢ ")),
    text("one letter with combining marks", Shape::Within("a", "\u{301}\u{323}", "b")),
    text("letters with combining marks", Shape::Repeat("e\u{301}a\u{308} ")),
    text("zero-width characters", Shape::Repeat("a\u{200b}b\u{200d}c\u{feff} ")),
    text("zero-width characters alone", Shape::Repeat("\u{200b}")),
    text("replacement characters", Shape::Repeat("\u{fffd}a")),
    text("controls and odd line ends", Shape::Repeat("a\u{b}b\u{7f}c\u{85}d\u{2028}")),
    text("non-breaking spaces", Shape::Repeat("a\u{a0}b\u{202f}")),
    text("character references in text", Shape::Repeat("&amp;amp; &#8217; &nbsp; ")),
    text("emoji", Shape::Repeat("👩‍👩‍👧‍👦🇫🇷👍🏽 ")),
    text("Chinese", Shape::Repeat("他说，船到了。")),
    text("Japanese without marks", Shape::Repeat("彼は港が開いたと言った")),
    text("Arabic and Hebrew, right to left", Shape::Repeat("قال الوزير إن הנמל נפתח. ")),
    text("direction marks", Shape::Repeat("\u{202e}a\u{202c}\u{2067}b\u{2069} ")),
    text("Cyrillic that looks Latin", Shape::Repeat("Тhе роrt ореnеd. ")),
    text("ligatures and full width", Shape::Repeat("ﬁne ｆｕｌｌ ")),
    // What scrapers leave.
    text(
        "web addresses",
        Shape::Pieces(|m| {
            let number = m.number;
            m.add(&format!("https://example.org/a/{number}?b=c&d={number} "));
        }),
    ),
    text("one endless web address", Shape::Within("https://example.org/", "a/b?c=d&", "")),
    text(
        "mail addresses",
        Shape::Pieces(|m| {
            m.any_word();
            m.add("@example.org, ");
        }),
    ),
    text("at signs and dots", Shape::Repeat("a@b.")),
    text("hashtags and handles", Shape::Repeat("#port @harbor ")),
    text(
        "lines like comments",
        Shape::Pieces(|m| {
            m.name();
            m.add(" 2 hours ago\nI do not agree with this ");
            m.any_word();
            m.add("!\nReply Like Share\n");
        }),
    ),
    text(
        "lines like bylines",
        Shape::Pieces(|m| {
            m.add("By ");
            m.name();
            m.add(" Lind, Staff Writer\n");
        }),
    ),
    text("By and By and By", Shape::Repeat("By and ")),
    text(
        "lines like datelines",
        Shape::Pieces(|m| {
            m.name();
            m.add(", Feb 3 (Reuters) - The pier fell.\n\n");
        }),
    ),
    text(
        "lines like share bars and sign-ups",
        Shape::Repeat("Share on Facebook\nTweet\nSubscribe to our newsletter\n"),
    ),
    text(
        "the same paragraph again",
        Shape::Repeat("The harbor council met on Monday and closed the pier at Marren for good.\n\n"),
    ),
    text("the same sentence again", Shape::Repeat("The harbor council met on Monday and closed the pier. ")),
    text(
        "two paragraphs that alternate",
        Shape::Repeat(
            "The harbor council met on Monday and closed the pier.\n\nThe mole will be rebuilt by next spring, engineers say.\n\n",
        ),
    ),
    text(
        "paragraphs that differ in one word",
        Shape::Pieces(|m| {
            m.add("The harbor council met on Monday and closed the pier at ");
            m.name();
            m.add(" for the winter.\n\n");
        }),
    ),
    text(
        "text like JSON",
        Shape::Pieces(|m| {
            let number = m.number;
            m.add(&format!("{{\"id\": {number}, \"a\": [1, 2, null], \"text\": \"said \\\"no\\\"\"}}, "));
        }),
    ),
    text(
        "text like a table",
        Shape::Pieces(|m| {
            let number = m.number;
            m.add(&format!("| {number} | 3.5 | Lind |\n"));
        }),
    ),
    text("text like code", Shape::Repeat("if (a[i] != b->c) { return f(x); } // no\n")),
    text("tags in plain text", Shape::Repeat("<b>a</b> <br/> ")),
    text(
        "lists of bullets",
        Shape::Pieces(|m| {
            m.add("• ");
            m.any_word();
            m.add(" and ");
            m.any_word();
            m.add("\n");
        }),
    ),
    // Pages.
    page("page: deep nesting", Shape::Nest("<div>", "<p>The mole fell on Monday.</p>", "</div>")),
    page("page: deep nesting of inline tags", Shape::Nest("<b>", "The mole fell.", "</b>")),
    page("page: tags never closed", Shape::Repeat("<div><p>The mole fell. <span>")),
    page("page: tags closed that never opened", Shape::Repeat("</div></p>a</span>")),
    page("page: one huge attribute", Shape::Within("<p title=\"", "abc ", "\">The mole fell.</p>")),
    page("page: many attributes", Shape::Within("<p ", "data-a=\"b\" ", ">The mole fell.</p>")),
    page(
        "page: distinct attributes",
        Shape::Pieces(|m| {
            if m.number == 0 {
                m.add("<p ");
            }
            m.add("a");
            m.word(m.number, false);
            m.add("=b ");
        }),
    ),
    page(
        "page: class names",
        Shape::Pieces(|m| {
            m.add("<div class=\"");
            m.any_word();
            m.add("-content article ");
            m.any_word();
            m.add("\">The mole fell.</div>\n");
        }),
    ),
    page("page: entities", Shape::Repeat("&amp;&lt;&eacute;&#8217;&bogus ")),
    page("page: one huge table", Shape::Within("<table>", "<tr><td>a</td><td>12</td></tr>", "</table>")),
    page("page: nested tables", Shape::Nest("<table><tr><td>", "a", "</td></tr></table>")),
    page("page: scripts", Shape::Repeat("<script>var a = \"<p>no</p>\";</script>")),
    page(
        "page: one script never closed",
        Shape::Within("<p>The mole fell.</p><script>", "var a = '</scrip'; ", ""),
    ),
    page("page: comments", Shape::Repeat("<!-- a --><p>b</p>")),
    page("page: comments never closed", Shape::Repeat("<!-- a ")),
    page("page: bare less-than signs", Shape::Repeat("a < b <")),
    page(
        "page: paragraphs",
        Shape::Pieces(|m| {
            m.add("<p>");
            m.name();
            m.add(" said the ");
            m.any_word();
            m.add(" would open again in May, according to the council.</p>\n");
        }),
    ),
    page(
        "page: links",
        Shape::Pieces(|m| {
            m.add("<li><a href=\"/a\">");
            m.name();
            m.add(" and the pier</a></li>");
        }),
    ),
    page("page: line breaks", Shape::Repeat("The mole fell.<br><br>")),
    page(
        "page: meta tags",
        Shape::Pieces(|m| {
            m.add("<meta name=\"author\" content=\"");
            m.name();
            m.add(" Lind\">");
        }),
    ),
    page(
        "page: JSON-LD",
        Shape::Repeat(
            "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"headline\": \"Pier\"}</script>",
        ),
    ),
    dense(55.0, page("page: headings", Shape::Repeat("<h2>Pier</h2><h1>Mole</h1>"))),
    page("page: lists in lists", Shape::Nest("<ul><li>a", "b", "</li></ul>")),
    page("page: forms and options", Shape::Within("<select>", "<option>a</option>", "</select>")),
];
