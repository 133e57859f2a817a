//! What a page says about itself: meta elements, linked data, the address, dates.

use std::ops::Range;

use tidings_core::{Meta, MetaField, Origin, Span};

use super::json_ld::{LinkedData, read};
use super::script_text::Script;
use super::tokenizer::Attributes;
use crate::byline::{is_agency, is_outlet, parse};
use crate::character_references::resolved;
use crate::outlet;

/// Longest value that is taken over, in bytes.
const LONGEST: usize = 1000;

/// Shortest and longest label before a headline ("Exclusive", "Crisis in the bay"), in bytes of its letters.
const SHORTEST_LABEL: usize = 5;
const LONGEST_LABEL: usize = 60;

/// The statements of a page, as byte ranges of it.
#[derive(Default)]
pub(crate) struct Head {
    fields: Vec<(Said, Range<usize>)>,
    scripts: Vec<Script>,
    expect_linked_data: bool,
}

/// How many scripts are remembered, and how short one may be.
const SCRIPTS: (usize, usize) = (64, 20);

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    OpenGraphTitle,
    Title,
    Description,
    Author,
    /// Text of an element that is marked as the author.
    AuthorText,
    Site,
    Published,
    Modified,
    Time,
    Canonical,
    OpenGraphUrl,
    Language,
}

impl Head {
    pub(crate) fn meta(&mut self, html: &str, attributes: Attributes<'_>) {
        let (mut said, mut content) = (None, None);
        for attribute in attributes.take(32) {
            match attribute.name {
                "property" | "name" | "itemprop" => said = said.or(meta_name(&html[attribute.value])),
                "content" => content = Some(attribute.value),
                _ => {}
            }
        }
        if let (Some(said), Some(content)) = (said, content) {
            self.say(said, content);
        }
    }

    pub(crate) fn link(&mut self, html: &str, attributes: Attributes<'_>) {
        let (mut canonical, mut href) = (false, None);
        for attribute in attributes.take(32) {
            match attribute.name {
                "rel" => canonical = html[attribute.value].eq_ignore_ascii_case("canonical"),
                "href" => href = Some(attribute.value),
                _ => {}
            }
        }
        if let Some(href) = href.filter(|_| canonical) {
            self.say(Said::Canonical, href);
        }
    }

    pub(crate) fn language(&mut self, html: &str, attributes: Attributes<'_>) {
        let lang = attributes.take(32).find(|attribute| matches!(attribute.name, "lang" | "xml:lang"));
        if let Some(lang) = lang.filter(|lang| html[lang.value.clone()].len() >= 2) {
            self.say(Said::Language, lang.value);
        }
    }

    pub(crate) fn time(&mut self, html: &str, attributes: Attributes<'_>) {
        let time = attributes.take(32).find(|attribute| attribute.name == "datetime");
        if let Some(time) = time.filter(|time| html[time.value.clone()].len() >= 10) {
            self.say(Said::Time, time.value);
        }
    }

    pub(crate) fn title(&mut self, range: Range<usize>) {
        self.say(Said::Title, range);
    }

    pub(crate) fn author(&mut self, range: Range<usize>) {
        self.say(Said::AuthorText, range);
    }

    /// Says whether the next script is linked data.
    pub(crate) fn expect_linked_data(&mut self, expect: bool) {
        self.expect_linked_data = expect;
    }

    /// Remembers a script, if it can hold data.
    pub(crate) fn script(&mut self, range: Range<usize>) {
        let is_linked_data = std::mem::take(&mut self.expect_linked_data);
        if self.scripts.len() < SCRIPTS.0 && range.len() >= SCRIPTS.1 {
            self.scripts.push(Script { range, is_linked_data });
        }
    }

    /// The scripts of the page.
    pub(crate) fn scripts(&self) -> &[Script] {
        &self.scripts
    }

    /// Whether the page says that its article is only for subscribers.
    pub(crate) fn is_for_subscribers(&self, html: &str) -> bool {
        let mut linked = self.scripts.iter().filter(|script| script.is_linked_data);
        linked.any(|script| super::json_ld::is_for_subscribers(&html[script.range.clone()]))
    }

    /// Keeps the first few statements of each kind.
    fn say(&mut self, said: Said, range: Range<usize>) {
        let count = self.fields.iter().filter(|(known, _)| *known == said).count();
        if count < 8 && self.fields.len() < 100 && !range.is_empty() {
            self.fields.push((said, range));
        }
    }

    fn first(&self, said: Said) -> Option<Range<usize>> {
        self.fields.iter().find(|(known, _)| *known == said).map(|(_, range)| range.clone())
    }

    /// What the page calls its headline, best first.
    pub(crate) fn titles<'a>(&self, html: &'a str) -> Vec<&'a str> {
        [Said::OpenGraphTitle, Said::Title]
            .into_iter()
            .filter_map(|said| html.get(self.first(said)?))
            .collect()
    }

    /// What the page says that it is about.
    pub(crate) fn descriptions<'a>(&self, html: &'a str) -> Vec<&'a str> {
        let all = self.fields.iter().filter(|(known, _)| *known == Said::Description);
        all.take(2).filter_map(|(_, range)| html.get(range.clone())).collect()
    }

    /// Writes what the page says into the metadata, where nothing is known yet.
    ///
    /// `headline` and `subtitle` are the blocks of the page that stay in the text.
    pub(crate) fn fill(
        &self,
        html: &str,
        headline: Option<(String, Span)>,
        subtitle: Option<(String, Span)>,
        meta: &mut Meta,
    ) {
        let mut filler = Filler { html, meta };
        let linked: Vec<(LinkedData, Span)> = self
            .scripts
            .iter()
            .filter(|script| script.is_linked_data)
            .filter_map(|script| {
                Some((read(&html[script.range.clone()])?, Span::from_range(script.range.clone())))
            })
            .collect();
        filler.publisher(self, &linked);
        if let Some((title, span)) = headline {
            filler.headline(&title, span, self, &linked);
        }
        if let Some((subtitle, span)) = subtitle {
            filler.put(MetaField::Subtitle, &subtitle, span);
        }
        for (data, span) in &linked {
            filler.linked(data, *span);
        }
        filler.title(self.first(Said::OpenGraphTitle));
        filler.title(self.first(Said::Title));
        filler.say(MetaField::Url, self.first(Said::Canonical));
        filler.say(MetaField::Url, self.first(Said::OpenGraphUrl));
        filler.date(MetaField::Published, self.first(Said::Published));
        filler.date(MetaField::Updated, self.first(Said::Modified));
        filler.date(MetaField::Published, self.first(Said::Time));
        for said in [Said::Author, Said::AuthorText] {
            let found =
                self.fields.iter().filter(|(known, _)| *known == said).map(|(_, range)| range.clone());
            filler.authors(found.collect());
        }
        filler.language(self.first(Said::Language));
    }
}

fn meta_name(name: &str) -> Option<Said> {
    Some(match name.to_ascii_lowercase().as_str() {
        "og:title" | "twitter:title" => Said::OpenGraphTitle,
        "description" | "og:description" | "twitter:description" => Said::Description,
        "og:site_name" => Said::Site,
        "og:url" => Said::OpenGraphUrl,
        "author" | "article:author" | "byl" | "dc.creator" | "parsely-author" | "sailthru.author" => {
            Said::Author
        }
        "article:published_time"
        | "datepublished"
        | "date"
        | "dc.date"
        | "pubdate"
        | "parsely-pub-date"
        | "publish-date"
        | "dc.date.issued"
        | "og:published_time" => Said::Published,
        "article:modified_time" | "datemodified" | "og:updated_time" | "lastmod" => Said::Modified,
        _ => return None,
    })
}

struct Filler<'a> {
    html: &'a str,
    meta: &'a mut Meta,
}

impl Filler<'_> {
    fn put(&mut self, field: MetaField, value: &str, span: Span) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() && value.len() <= LONGEST {
            self.meta.set_missing(field, value, Origin::Source(span));
        }
    }

    fn say(&mut self, field: MetaField, range: Option<Range<usize>>) {
        let Some(range) = range else { return };
        if range.len() <= LONGEST {
            self.put(field, &resolved(&self.html[range.clone()]), Span::from_range(range));
        }
    }

    /// The outlet, by the best of the names that the page gives it.
    fn publisher(&mut self, head: &Head, linked: &[(LinkedData, Span)]) {
        let site = head.first(Said::Site).filter(|range| range.len() <= LONGEST);
        let title = head.first(Said::Title).map(|range| resolved(&self.html[range])).unwrap_or_default();
        let site = site.map(|range| (resolved(&self.html[range.clone()]), Span::from_range(range)));
        let others = linked.iter().map(|(data, span)| (resolved(&data.publisher), *span));
        let names: Vec<(String, Span)> = site.into_iter().chain(others).collect();
        let Some(best) = outlet::best(names.iter().map(|(name, _)| name.as_str()), &title) else { return };
        let folded = outlet::folded(best);
        let from = names.iter().find(|(name, _)| outlet::folded(name).starts_with(&folded)).or(names.first());
        if let Some((_, span)) = from {
            let (best, span) = (best.to_owned(), *span);
            self.put(MetaField::Publisher, &best, span);
        }
    }

    /// The headline on the page, unless it is the name of the site or has a label before what the head calls it.
    fn headline(&mut self, title: &str, span: Span, head: &Head, linked: &[(LinkedData, Span)]) {
        let site = self.meta.get(MetaField::Publisher).map(outlet::folded).unwrap_or_default();
        let own = outlet::folded(title);
        let address = head.first(Said::Canonical).or_else(|| head.first(Said::OpenGraphUrl));
        let domain = address.map(|range| outlet::folded(domain(&self.html[range]))).unwrap_or_default();
        if own.is_empty() || own == site || own == domain || title.eq_ignore_ascii_case("by") {
            // The page's own name: the head knows the headline.
            return;
        }
        let said = head.titles(self.html).into_iter().map(resolved);
        let other = linked.iter().map(|(data, _)| resolved(&data.headline)).chain(said).find(|other| {
            let folded = outlet::folded(other);
            let words = other.split_whitespace().count();
            let label = own.len().saturating_sub(folded.len());
            // "The" and "2025" are no labels.
            words >= 3 && (SHORTEST_LABEL..=LONGEST_LABEL).contains(&label) && own.ends_with(&folded)
        });
        let other = other.or_else(|| self.agreed(&own, head, linked));
        self.put(MetaField::Title, other.as_deref().unwrap_or(title), span);
    }

    /// What all of the head of a news page calls the article, if nothing of it knows the headline on the page: that
    /// is the newest entry of a live blog, a ticker or a label.
    fn agreed(&self, own: &str, head: &Head, linked: &[(LinkedData, Span)]) -> Option<String> {
        let said = |kind: Said| {
            let fields = head.fields.iter().filter(move |(said, _)| *said == kind);
            fields.map(|(_, range)| resolved(&self.html[range.clone()]))
        };
        let headline = linked.iter().find(|(data, _)| data.news).map(|(data, _)| resolved(&data.headline))?;
        let folded = outlet::folded(&headline);
        let title = outlet::folded(&said(Said::Title).next()?);
        let mut social = said(Said::OpenGraphTitle).map(|title| outlet::folded(&title));
        let agreed =
            title.starts_with(&folded) && !title.starts_with(own) && social.all(|social| social == folded);
        (agreed && headline.split_whitespace().count() >= 3 && headline.len() <= LONGEST).then_some(headline)
    }

    /// What the head calls the page, without the name of the site at its end.
    fn title(&mut self, range: Option<Range<usize>>) {
        let Some(range) = range.filter(|range| range.len() <= LONGEST) else { return };
        let title = resolved(&self.html[range.clone()]);
        let site = self.meta.get(MetaField::Publisher).map(str::to_owned).unwrap_or_default();
        let marks = [" | ", " - ", " – ", " — ", " :: ", "ㅣ", "｜", " · "];
        let mut kept = title.as_str();
        while let Some((at, end)) =
            marks.iter().filter_map(|mark| kept.rfind(mark).map(|at| (at, at + mark.len()))).max()
        {
            let last = kept[end..].trim();
            let named = !site.is_empty() && outlet::folded(last) == outlet::folded(&site);
            let unnamed = site.is_empty() && (is_outlet(last) || last.len() * 2 < at);
            if !named && !unnamed {
                break;
            }
            kept = &kept[..at];
        }
        self.put(MetaField::Title, kept, Span::from_range(range));
    }

    fn date(&mut self, field: MetaField, range: Option<Range<usize>>) {
        let Some(range) = range else { return };
        if is_iso_date(&self.html[range.clone()]) {
            self.say(field, Some(range));
        }
    }

    fn authors(&mut self, ranges: Vec<Range<usize>>) {
        if !self.meta.values(MetaField::Byline).is_empty() {
            return;
        }
        for range in ranges {
            let value = resolved(&self.html[range.clone()]);
            if value.contains("://") {
                continue;
            }
            let credits = parse(&value);
            for person in credits.persons {
                self.meta.add(MetaField::Byline, person, Origin::Source(Span::from_range(range.clone())));
            }
            let outlet = credits.publisher.filter(|name| !is_agency(name));
            if let Some(name) = outlet {
                self.put(MetaField::Publisher, &name, Span::from_range(range));
            }
        }
    }

    fn linked(&mut self, data: &LinkedData, span: Span) {
        for agency in &data.agencies {
            self.meta.add(MetaField::CreditedSources, resolved(agency), Origin::Source(span));
        }
        self.put(MetaField::Title, &resolved(&data.headline), span);
        for (field, date) in [(MetaField::Published, &data.published), (MetaField::Updated, &data.modified)] {
            if is_iso_date(date) {
                self.put(field, date, span);
            }
        }
        if self.meta.values(MetaField::Byline).is_empty() {
            for author in &data.authors {
                self.meta.add(MetaField::Byline, resolved(author), Origin::Source(span));
            }
        }
    }

    fn language(&mut self, range: Option<Range<usize>>) {
        let Some(range) = range else { return };
        let code = self.html[range.clone()].split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        if code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase()) {
            self.put(MetaField::Language, &code, Span::from_range(range));
        }
    }
}

/// The domain of an address, without `www`.
fn domain(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// Whether a value begins with a date of the form 2025-12-31.
fn is_iso_date(value: &str) -> bool {
    let value = value.trim().as_bytes();
    value.len() >= 10
        && value[..10]
            .iter()
            .enumerate()
            .all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { b.is_ascii_digit() })
}
