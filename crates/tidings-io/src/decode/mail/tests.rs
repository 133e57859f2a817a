//! Tests of the reader of e-mail.

use proptest::prelude::*;
use tidings_core::SourceFormat;

use super::*;

fn mail(bytes: &[u8]) -> Document {
    read("a".to_owned(), bytes, None).expect("a document")
}

#[track_caller]
fn refused(bytes: &str, expected: &str) {
    assert_eq!(read("a".to_owned(), bytes.as_bytes(), None).expect_err("refused").reason, expected);
}

const NEWSLETTER: &str = "Return-Path: <news@quay.example>\r
From: =?utf-8?Q?The_Qu=C3=A4y?= <news@quay.example>\r
Subject: =?utf-8?B?VGhlIHBpZXI6IGNsb3NlZA==?=\r
 =?utf-8?Q?_until_May?=\r
Date: Mon, 5 Jan 2026 06:00:00 +0100\r
Message-ID: <5@quay.example>\r
List-Unsubscribe: <https://quay.example/u>\r
Content-Language: de-AT\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=m\r
\r
--m\r
Content-Type: multipart/alternative; boundary=a\r
\r
--a\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
\r
The pier is clo=\r
sed. =E2=80=9CUntil May,=E2=80=9D Ada Lund said.\r
--a\r
Content-Type: text/html; charset=utf-8\r
Content-Transfer-Encoding: base64\r
\r
PHA+VGhlIHBpZXIgaXMgY2xvc2VkLjwvcD48cD5VbnRpbCBNYXksIEFkYSBMdW5kIHNhaWQuPC9w\r
Pg==\r
--a--\r
--m\r
Content-Type: application/pdf; name=plan.pdf\r
Content-Disposition: attachment; filename=plan.pdf\r
Content-Transfer-Encoding: base64\r
\r
JVBERi0xLjcK\r
--m--\r
";

#[test]
fn a_newsletter_is_decoded() {
    let doc = mail(NEWSLETTER.as_bytes());
    assert_eq!(doc.source().trim(), "<p>The pier is closed.</p><p>Until May, Ada Lund said.</p>");
    assert_eq!(doc.format(), SourceFormat::Html);
    let get = |field| doc.meta.get(field);
    assert_eq!(get(MetaField::Title), Some("The pier: closed until May"));
    assert_eq!(get(MetaField::Published), Some("2026-01-05T06:00:00+01:00"));
    assert_eq!((get(MetaField::Publisher), get(MetaField::Byline)), (Some("The Quäy"), None));
    assert_eq!(get(MetaField::Language), Some("de"));
    assert_eq!(doc.meta.kind(), DocumentKind::Newsletter);
    assert_eq!(doc.meta.extra["message_id"], "5@quay.example");
    assert_eq!(doc.meta.extra["attachments_skipped"], 1);
}

#[test]
fn the_plain_text_is_read_where_the_page_says_less() {
    // "<p>See the web.</p>"
    let stub = NEWSLETTER.replace(
        "PHA+VGhlIHBpZXIgaXMgY2xvc2VkLjwvcD48cD5VbnRpbCBNYXksIEFkYSBMdW5kIHNhaWQuPC9w\r\nPg==",
        "PHA+U2VlIHRoZSB3ZWIuPC9wPg==",
    );
    let doc = mail(stub.as_bytes());
    assert_eq!(doc.format(), SourceFormat::Text);
    assert_eq!(doc.source().trim(), "The pier is closed. “Until May,” Ada Lund said.");
}

fn simple(header: &str, body: &[u8]) -> Vec<u8> {
    [b"From: Ada Lund <ada@home.example>\nSubject: Pier\n", header.as_bytes(), b"\n\n", body].concat()
}

#[test]
fn a_mail_from_a_person_has_a_byline() {
    let doc = mail(&simple("Date: Mon, 5 Jan 2026 06:00:00 GMT", b"It is closed.\n"));
    assert_eq!((doc.source(), doc.format()), ("It is closed.\n", SourceFormat::Text));
    assert_eq!(doc.meta.get(MetaField::Byline), Some("Ada Lund"));
    assert_eq!((doc.meta.get(MetaField::Publisher), doc.meta.kind()), (None, DocumentKind::Email));
    assert_eq!(doc.meta.get(MetaField::Published), Some("2026-01-05T06:00:00Z"));
}

#[test]
fn flowed_lines_are_joined() {
    let doc = mail(&simple("Content-Type: text/plain; format=flowed", b"The pier \nis closed.\n"));
    assert_eq!(doc.source(), "The pier is closed.\n");
}

#[test]
fn what_the_mail_says_of_its_letters_may_be_wrong() {
    let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode("Пирс закрыт до мая, сообщил совет в понедельник.");
    for header in ["Content-Type: text/plain; charset=utf-8", "Content-Type: text/plain", "X-A: b"] {
        assert_eq!(
            mail(&simple(header, &cyrillic)).source(),
            "Пирс закрыт до мая, сообщил совет в понедельник.",
            "{header}"
        );
    }
    let doc = mail(&simple("Content-Type: text/plain; charset=iso-8859-1", b"Caf\xE9 closed"));
    assert_eq!(doc.source(), "Café closed");
}

#[test]
fn a_mail_that_was_sent_on_is_read() {
    let outer = format!(
        "From: Piers Orr <piers@home.example>\nSubject: Fwd\nContent-Type: multipart/mixed; boundary=f\n\n--f\n\
         Content-Type: message/rfc822\n\n{}\n--f--\n",
        String::from_utf8_lossy(&simple("Content-Type: text/plain", b"It is closed.\n"))
    );
    let doc = mail(outer.as_bytes());
    assert_eq!(doc.meta.get(MetaField::Title), Some("Pier"));
    assert_eq!(doc.source().trim(), "It is closed.");
}

#[test]
fn a_page_that_a_browser_saved_is_a_page() {
    let doc = mail(
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://quay.example/pier\r\nSubject: The pier\r\n\
          Date: Mon, 5 Jan 2026 06:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=m\r\n\r\n\
          --m\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p class=3D\"a\">It is closed.</p>\r\n--m--\r\n",
    );
    assert_eq!(doc.source().trim(), "<p class=\"a\">It is closed.</p>");
    let get = |field| doc.meta.get(field);
    assert_eq!(
        (get(MetaField::Url), get(MetaField::Title)),
        (Some("https://quay.example/pier"), Some("The pier"))
    );
    assert_eq!((get(MetaField::Published), doc.meta.kind()), (None, DocumentKind::Article));
    assert_eq!(doc.meta.extra["captured"], "2026-01-05T06:00:00Z");
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason() {
    refused("", "it is no e-mail: it does not begin with header fields such as `From:` and `Date:`");
    refused(
        "Kyiv agreed.\n",
        "it is no e-mail: it does not begin with header fields such as `From:` and `Date:`",
    );
    refused("Subject: a\n\n  \n", "the e-mail has no text");
    refused(
        "Subject: a\nContent-Type: application/pdf\nContent-Disposition: attachment\n\nx\n",
        "the e-mail has no text, only an attachment, which is not read",
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in "(Subject: a|From: b <c@d>|Content-Type: |multipart/mixed; boundary=x|text/html|text/plain; format=flowed|--x|\\r|\\n|\\n\\n|base64|=\\?utf-8\\?Q\\?|<p>|é){0,40}",
    ) {
        let _ = read("a".to_owned(), bytes.as_bytes(), None);
    }
}
