//! Tests of the reader of feeds.

use proptest::prelude::*;

use super::*;

fn entry(head: &str, bytes: &str) -> Document {
    read("a".to_owned(), bytes.as_bytes(), Some(head.as_bytes()), None).expect("a document")
}

#[track_caller]
fn check(doc: &Document, expected: &[(MetaField, &str)]) {
    for field in MetaField::ALL.into_iter().filter(|field| *field != MetaField::Kind) {
        let found: Vec<&str> = doc.meta.values(field).iter().map(|sourced| sourced.value.as_str()).collect();
        let wanted: Vec<&str> =
            expected.iter().filter(|(known, _)| *known == field).map(|(_, value)| *value).collect();
        assert_eq!(found, wanted, "{}", field.name());
    }
    assert_eq!(doc.meta.kind(), DocumentKind::FeedEntry);
}

const RSS: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Quay &amp; Co</title>\
                   <link>https://quay.example/</link><language>en-gb</language>";

#[test]
fn an_item_of_rss() {
    let doc = entry(
        RSS,
        "<item><title><![CDATA[The <b>pier</b> &amp; the quay]]></title><link>/pier</link>\
         <guid isPermaLink=\"false\">q-5</guid><pubDate>Mon, 05 Jan 2026 06:00:00 GMT</pubDate>\
         <dc:creator>Ada Lund and Piers Orr</dc:creator><description>The pier is closed.</description>\
         <content:encoded><![CDATA[<p>The pier is closed.</p><p>“Until May,” she said.</p>]]></content:encoded>\
         <media:content url=\"x.jpg\"><media:title>no</media:title></media:content></item>",
    );
    check(
        &doc,
        &[
            (MetaField::Title, "The pier & the quay"),
            (MetaField::Byline, "Ada Lund"),
            (MetaField::Byline, "Piers Orr"),
            (MetaField::Publisher, "The Quay & Co"),
            (MetaField::Published, "2026-01-05T06:00:00Z"),
            (MetaField::Url, "https://quay.example/pier"),
            (MetaField::Language, "en"),
        ],
    );
    assert_eq!(doc.format(), SourceFormat::Html);
    assert!(
        doc.source()
            .contains("<article>\n<p>The pier is closed.</p><p>“Until May,” she said.</p>\n</article>")
    );
    assert_eq!(
        (&doc.meta.extra["entry_id"], &doc.meta.extra["entry_part"]),
        (&"q-5".into(), &"content".into())
    );
}

#[test]
fn a_plain_description_is_a_text() {
    let doc = entry(RSS, "<item><description>The pier &amp; the quay are closed.</description></item>");
    assert_eq!((doc.source(), doc.format()), ("The pier & the quay are closed.", SourceFormat::Text));
    assert_eq!(doc.meta.extra["entry_part"], "summary");
    let doc = entry(RSS, "<item><description>The pier &lt;i&gt;closed&lt;/i&gt;.</description></item>");
    assert!(doc.source().contains("<p>The pier <i>closed</i>.</p>"), "{}", doc.source());
}

#[test]
fn a_content_that_says_less_gives_way() {
    let doc = entry(
        RSS,
        "<item><content:encoded>&lt;img src=x&gt;</content:encoded><description>It is closed.</description></item>",
    );
    assert_eq!(doc.source(), "It is closed.");
}

#[test]
fn an_entry_of_atom() {
    let head = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\"><title type=\"text\">Quay</title>\
                <link rel=\"self\" href=\"https://quay.example/feed\"/><link href=\"https://quay.example/\"/>\
                <author><name>Quay</name></author><author><name>Ida Holm</name></author>";
    let doc = entry(
        head,
        "<entry xml:lang=\"en\"><title type=\"html\">The &amp;lt;pier&amp;gt;</title>\
         <link rel=\"enclosure\" href=\"https://quay.example/a.mp3\"/>\
         <link rel=\"alternate\" type=\"text/html\" href=\"https://quay.example/pier?a=1&amp;b=2\"/>\
         <id>tag:quay.example,2026:5</id><updated>2026-01-06T07:00:00+01:00</updated>\
         <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>It is <br/>closed &amp; shut.</p></div></content>\
         </entry>",
    );
    check(
        &doc,
        &[
            (MetaField::Title, "The <pier>"),
            (MetaField::Byline, "Ida Holm"),
            (MetaField::Publisher, "Quay"),
            (MetaField::Published, "2026-01-06T07:00:00+01:00"),
            (MetaField::Updated, "2026-01-06T07:00:00+01:00"),
            (MetaField::Url, "https://quay.example/pier?a=1&b=2"),
            (MetaField::Language, "en"),
        ],
    );
    assert!(doc.source().contains("<p>It is <br/>closed &amp; shut.</p>"), "{}", doc.source());
}

#[test]
fn an_item_of_rdf_with_prefixes() {
    let head = "<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\"><channel rdf:about=\"https://quay.example/\"><title>Quay</title></channel>";
    let doc = entry(
        head,
        "<rss:item rdf:about=\"https://quay.example/5\"><rss:title>Pier</rss:title>\
         <rss:description>It is closed.</rss:description><dc:date>2026-01-05</dc:date></rss:item>",
    );
    check(
        &doc,
        &[
            (MetaField::Title, "Pier"),
            (MetaField::Publisher, "Quay"),
            (MetaField::Published, "2026-01-05"),
            (MetaField::Url, "https://quay.example/5"),
        ],
    );
}

#[test]
fn the_outlet_of_an_aggregated_entry_is_its_source() {
    let doc = entry(
        RSS,
        "<item><description>It is closed.</description><source url=\"https://echo.example\">Harbor Echo</source></item>",
    );
    assert_eq!(doc.meta.get(MetaField::Publisher), Some("Harbor Echo"));
}

#[test]
fn an_item_of_a_json_feed() {
    let doc = entry(
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "language": "en-US"}"#,
        r#"{"id": 5, "url": "https://quay.example/5", "title": "Pier", "content_text": "It is closed.", "summary": "No.",
            "date_published": "2026-01-05T06:00:00Z", "authors": [{"name": "Ada Lund"}], "author": {"name": "Ada Lund"}, "tags": [1]}"#,
    );
    check(
        &doc,
        &[
            (MetaField::Title, "Pier"),
            (MetaField::Byline, "Ada Lund"),
            (MetaField::Publisher, "Quay"),
            (MetaField::Published, "2026-01-05T06:00:00Z"),
            (MetaField::Url, "https://quay.example/5"),
            (MetaField::Language, "en"),
        ],
    );
    assert_eq!((doc.source(), &doc.meta.extra["entry_id"]), ("It is closed.", &"5".into()));
}

#[test]
fn an_entry_without_text_is_refused_by_name() {
    let refused = |entry: &str| {
        read("a".to_owned(), entry.as_bytes(), Some(RSS.as_bytes()), None).expect_err("refused").reason
    };
    assert_eq!(
        refused("<item><title>Pier</title><link>https://quay.example/5</link><description/></item>"),
        "the entry has no text, neither content nor a description; it is called `Pier` and leads to https://quay.example/5"
    );
    assert_eq!(
        refused("<item><description>&lt;img src='x'&gt;</description></item>"),
        "the entry has no text, neither content nor a description"
    );
}

#[test]
fn an_entry_has_the_letters_that_its_feed_declares() {
    let (bytes, ..) = encoding_rs::ISO_8859_2.encode("<item><description>Łódź</description></item>");
    let head = b"<?xml version='1.0' encoding='iso-8859-2'?><rss><channel>";
    let doc = read("a".to_owned(), &bytes, Some(head), None).expect("a document");
    assert_eq!(doc.source(), "Łódź");
}

proptest! {
    #[test]
    fn any_entry_is_read_or_refused(
        bytes in "(<item>|<entry>|</item>|<title>|</title>|<link href='|'>|<description>|<!\\[CDATA\\[|\\]\\]>|&lt;p&gt;|&|a|\\{\"id\": 5\\}){0,40}",
        head in "(<rss>|<channel>|<title>|</title>|a|<link>|&|\\{){0,10}",
    ) {
        let _ = read("a".to_owned(), bytes.as_bytes(), Some(head.as_bytes()), None);
    }
}
