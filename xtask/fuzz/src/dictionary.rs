//! Words that mutations put into inputs: what markup, damaged text, JSON, archives and TOML are made of.
//!
//! Data table: one list for each kind of input.

/// HTML.
#[rustfmt::skip]
pub const MARKUP: &[&str] = &[
    "<p>", "</p>", "<div class=\"comments\">", "</div>", "<article>", "</article>", "<main>", "<h1>", "</h1>",
    "<br>", "<br/>", "<li>", "<ul>", "<table><tr><td>", "<pre>", "<textarea>", "<script>", "</script>", "<style>",
    "</style>", "<title>", "<svg><![CDATA[", "]]>", "<!--", "-->", "<!-->", "<!DOCTYPE html>", "<template>",
    "<noscript>", "<iframe>", "<plaintext>", "<a href=\"", "<img alt=\"", "<span\u{a0}x>", "<p", "<", ">", "</",
    "<!", "<?", "&amp;", "&lt;", "&#0;", "&#x110000;", "&#xD800;", "&#128;", "&#999999999999;", "&notin", "&",
    "&nbsp", "&NotEqualTilde;", "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"",
    "{\"@graph\":[{\"@id\":\"a\",\"author\":[[{\"name\":null}]]}]}", "<meta property=\"og:title\" content=\"",
    "<meta name=author content=", "<meta charset=\"utf-16\">", "<time datetime=\"2025-02-30T25:61\">",
    "<section role=\"complementary\" hidden aria-hidden=true style=\"display:none\">", "<figure><figcaption>",
    "<blockquote>", "<header>", "<footer>", "<aside>", "<nav>", "<b><i></b></i>", "<frameset>", "<body>", "<html>",
];

/// News text and what goes wrong with text.
#[rustfmt::skip]
pub const TEXT: &[&str] = &[
    "\u{0}", "\u{feff}", "\u{fffd}", "\u{fffe}", "\u{85}", "\u{2028}", "\u{2029}", "\u{a0}", "\u{200b}", "\u{200d}",
    "\u{ad}", "\u{202e}", "\u{2066}", "\u{e000}", "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}", "\u{1f1fa}\u{1f1f8}",
    "e\u{301}\u{301}\u{301}", "\u{1e9e}", "\u{130}", "\u{149}", "\u{fb03}", "\u{3a3}\u{3c3}\u{3c2}", "\u{10ffff}",
    "â€™", "â€œ", "â€\u{9d}", "Ã©", "Ã¢â‚¬â„¢", "Ã\u{a0}", "ï»¿", "Â ", "&amp;amp;quot;", "&#8217;", "&rsquo;", "\\u2019",
    "\\ud83d", "\\x00", "%E2%80%99", "\r", "\r\n", "\n\n", "\n", "\t", " ", ".", "...", "…", "?!", "!", ",", ";", ":",
    "—", "–", "-", "\"", "“", "”", "‘", "’", "'", "«", "»", "„", "``", "''", "(", ")", "[", "]", "{", "}",
    "$1.5bn", "€ 3,000,000", "12.5%", "1/2", "½", "1,2,3,4", "99999999999999999999", "-0", "1e309", "0x7f", "No. 5",
    "2025-02-30", "31 April", "Feb. 29, 1900", "24:60", "midnight", "last Tuesday", "the 1990s", "Q3", "5th", "10-12",
    "Mr.", "Mrs. ", "Dr. ", "U.S.", "U.K.-based", "J. K. ", "Inc.", "St. ", "e.g. ", "a.m.", "p.m.", "Jr.", "the", "The ",
    "said", "says", "told", "according to", "he said that", "She ", "they", "who", "which", "not ", "denied", "n't", "'s",
    "s'", "O'Neil", "al-Din", "van der ", "Ministry of Defense", "NATO", "Kyiv", "New York", "Ångström", "Łódź", "Москва",
    "東京", "العربية", "हिन्दी", "Smith", "John Smith", "Reuters", "(Reuters) - ", "By Ada Crane\n", "WASHINGTON (AP) — ",
    "Advertisement\n", "Read more: ", "Share this", "Sign up for our newsletter", "© 2025", "Photo: ", "Comments (3)\n",
    "Updated: ", "https://harbor.example/a?b=c#d", "www.x.", "a@b.example", "@handle", "#tag", "* ", "- ", "1. ", "• ",
    "| ", "====", "----", "aaaaaaaa", "ALL CAPS", "iPhone", "COVID-19", "re-elect", "and/or", "w/o", "x²", "CO₂",
];

/// JSON.
#[rustfmt::skip]
pub const JSON: &[&str] = &[
    "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "false", "0", "-1", "-0.0", "1e400", "1e-400", "0.1",
    "4294967295", "4294967296", "9223372036854775808", "18446744073709551616", "NaN", "Infinity", "\\u0000", "\\ud800",
    "\\udc00", "\\ud83d\\ude00", "\\n", "\\/", "\"text\": \"", "\"html\": \"<p>\"", "\"id\": ", "\"title\": ", "\"date\": ",
    "\"url\": ", "\"meta\": {}", "\"format_version\": 1", "\"offsets\": \"utf16\"", "\"offsets\": \"codepoint\"",
    "\"start\": ", "\"end\": ", "\"layers\": {\"tokens\": []}", "\"tokens\": []", "\"sentences\": []", "\"claims\": [{}]",
    "\"regions\": [", "\"entity\": 4294967295", "\"$serde_json::private::RawValue\": 1", "[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":",
    "\n", "\r\n", "\u{0}", "\u{feff}", "{}", "[]", "\"\"",
];

/// Web archives and gzip. Bytes that are no UTF-8 come from flips of bits.
#[rustfmt::skip]
pub const ARCHIVE: &[&str] = &[
    "WARC/1.0\r\n", "WARC/1.1\r\n", "WARC-Type: response\r\n", "WARC-Type: resource\r\n", "WARC-Type: request\r\n",
    "WARC-Target-URI: https://harbor.example/b\r\n", "WARC-Target-URI: <urn:x>\r\n", "Content-Length: 0\r\n",
    "Content-Length: 4294967296\r\n", "Content-Length: 18446744073709551615\r\n", "Content-Length: -1\r\n",
    "Content-Length: 99999999999999999999\r\n", "Content-Length: 10\r\n", "Content-Type: application/http\r\n",
    "Content-Type: text/html; charset=\"shift_jis\"\r\n", "Content-Type: text/html; charset=utf-7\r\n",
    "HTTP/1.1 200 OK\r\n", "HTTP/1.1 301 Moved\r\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n",
    "Content-Encoding: br\r\n", "\r\n\r\n", "\n\n", "FFFFFFFFFFFFFFFF\r\n", "5\r\nhello\r\n0\r\n\r\n", "0\r\n\r\n",
    "\u{1f}\u{8b}\u{8}", "WARC-Truncated: length\r\n", "WARC-Segment-Number: 2\r\n", ": x\r\n",
];

/// TOML.
#[rustfmt::skip]
pub const TOML: &[&str] = &[
    "[", "]", "[[", "]]", "=", " = ", "\n", "\"", "'", "\"\"\"", "'''", "#", ",", ".", "{", "}", "true", "false", "0",
    "-1", "1e400", "inf", "nan", "-nan", "9223372036854775807", "9223372036854775808", "0x_1", "0b2", "1_000", "\\u0000",
    "\\uD800", "\\U00110000", "\\", "1979-05-27T07:32:00Z", "25:00:00", "[]", "{}", "[[[[[[[[", "{a={a={a={",
    "a.b.c.d = 1\n", "\"\" = 1\n", "\u{0}", "\u{feff}", "\u{a0}", "é", "\u{1f600}", "\u{85}", "\r\n", "\t",
];

/// Names of a pipeline file and of its sections and settings.
#[rustfmt::skip]
pub const SETTINGS: &[&str] = &[
    "[[stage]]\n", "[[corpus]]\n", "[input]\n", "[output]\n", "[run]\n", "[input.fields]\n", "[output.skip]\n", "use = ",
    "\"clean.page\"", "\"clean.unicode\"", "\"clean.boilerplate\"", "\"language.tokens\"", "\"entities.names\"",
    "\"claims.attribution\"", "\"summary.sentences\"", "\"stories.duplicates\"", "\"stories.briefing\"", "\"clean.\"",
    "paths = [\"a\"]\n", "format = \"warc\"\n", "encoding = \"shift_jis\"\n", "annotations = false\n", "folder = \"\"\n",
    "formats = [\"html\"]\n", "offsets = \"utf16\"\n", "layers = [\"all\", \"tokens\"]\n", "skip = { flags = [\"short\"] }\n",
    "workers = 1024\n", "max_sentences = 0\n", "max_words = 120\n", "min_similarity = 0.5\n", "threshold = 1e-9\n",
    "--set ", "--set output.folder=x\n", "--set run.workers=0\n", "--set clean.page.x=1\n", "--set stories.group.min_overlap=0\n",
    "--set input.fields.text=[a, b]\n", "--set =\n", "--set a.b\n", "--set summary.sentences.max_sentences=\u{a0}5\n",
];

/// Files of records.
#[rustfmt::skip]
pub const RECORDS: &[&str] = &[
    "{\"tidings_records\":1,\"offsets\":\"codepoint\"}\n", "{\"tidings_records\":2,\"offsets\":\"codepoint\"}\n",
    "{\"tidings_records\":1,\"offsets\":\"utf8\"}\n", "\"records\":{", "\"stories.duplicates\":", "\"stories.group\":",
    "\"stories.claims\":", "\"stories.briefing\":", "\"id\":\"d0\"", "\"id\":\"\"", "d0", "d1", "d2",
];
