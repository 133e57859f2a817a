//! The stage `clean.metadata`.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, Layer, MetaField, Origin, RegionKind, Regions, SettingError, SourceFormat, Sourced, Span,
    Stage, StageError, StageType, register_stage,
};

use super::language::{self, Found};
use super::sources::{credited, photo};
use super::{release, visible};
use crate::boilerplate::{SUBTITLE, dateline, photo_credit_at};
use crate::byline::{is_agency, is_person, is_wire, natural_case, parse};
use crate::dates::{date_in_address, find_date, iso_8601};
use crate::{outlet, page, unicode};

/// Settings of `clean.metadata`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MetadataConfig {
    /// Whether the language is identified from the text.
    pub language: bool,
    /// Least confidence of the language identifier for its answer to count.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub min_confidence: f64,
    /// How much of the text the language identifier reads, in bytes.
    #[schemars(range(min = 100))]
    pub sample: u32,
}

impl Default for MetadataConfig {
    fn default() -> Self {
        MetadataConfig { language: true, min_confidence: 0.8, sample: 2000 }
    }
}

/// Reads metadata from the regions; see the manual page.
pub struct Metadata {
    config: MetadataConfig,
}

impl StageType for Metadata {
    type Config = MetadataConfig;
    const NAME: &'static str = "clean.metadata";
    const PURPOSE: &'static str = "Reads title, byline, date, place and credits from the regions";
    const MANUAL: &'static str = include_str!("metadata.md");
    const REQUIRES: &'static [&'static str] = &[Regions::NAME];

    fn new(config: MetadataConfig) -> Result<Self, SettingError> {
        Ok(Metadata { config })
    }
}

impl Stage for Metadata {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let regions: Vec<(RegionKind, Span)> = doc
            .get::<Regions>()
            .map(|regions| regions.iter().map(|region| (region.kind, region.source)).collect())
            .unwrap_or_default();
        let subtitle =
            doc.get::<Regions>().and_then(|regions| regions.iter().find(|region| region.reason == SUBTITLE));
        let subtitle = subtitle.map(|region| region.source);
        let mut reader = Reader { doc, updated: None, agency: None };
        for (kind, source) in &regions {
            reader.read(*kind, *source);
        }
        if let Some(source) = subtitle {
            let line = reader.readable(source);
            reader.set(MetaField::Subtitle, &line, source);
        }
        reader.finish();
        reader.beside_the_headline();
        reader.mend();
        let truncated = regions.iter().any(|(kind, _)| *kind == RegionKind::Truncated);
        doc.meta.truncated.get_or_insert(truncated);
        if self.config.language {
            self.language(doc);
        }
        Ok(())
    }
}

impl Metadata {
    /// Sets the language, and whether the stages of analysis must leave the text alone. What the page or the record says of its
    /// language is often that of a template: a text that is plainly in another one knows better.
    fn language(&self, doc: &mut Document) {
        let text = doc.text();
        let end =
            (0..=text.len().min(self.config.sample as usize)).rev().find(|&at| text.is_char_boundary(at));
        let end = end.unwrap_or(0);
        let found = match language::identify(&text[..end], self.config.min_confidence) {
            // An article below a note in another language.
            Found::Other(_) if text.len() >= 2 * end && self.ends_in_english(&text[end..]) => Found::English,
            found => found,
        };
        let origin = || Origin::Stage(Metadata::NAME.into());
        let unsupported = match found {
            Found::English => {
                if !doc.meta.get(MetaField::Language).is_some_and(is_english) {
                    doc.meta.set(MetaField::Language, ENGLISH, origin());
                }
                false
            }
            Found::Other(code) => {
                let declared = doc.meta.get(MetaField::Language);
                if let Some(code) = code.filter(|_| declared.is_none_or(is_english)) {
                    doc.meta.set(MetaField::Language, code, origin());
                }
                true
            }
            // Too little to tell: what is declared holds for the field, and the text is read as English.
            Found::Unsure => false,
        };
        doc.meta.unsupported_language = unsupported.then_some(true);
    }

    /// Whether the last part of a text is English, as far as the identifier reads.
    fn ends_in_english(&self, rest: &str) -> bool {
        let from = rest.len().saturating_sub(self.config.sample as usize);
        let from = (from..=rest.len()).find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        language::identify(&rest[from..], self.config.min_confidence) == Found::English
    }
}

/// The language that the stages of analysis read.
const ENGLISH: &str = "en";

/// Whether a code is that of English, in whatever country: `en`, `en-US`.
fn is_english(code: &str) -> bool {
    let language = code.split(['-', '_']).next().unwrap_or_default();
    language.eq_ignore_ascii_case(ENGLISH) || language.eq_ignore_ascii_case("english")
}

/// Reads one region after the other.
struct Reader<'a> {
    doc: &'a mut Document,
    /// A date of change, which stands in for the date of publication if there is no other.
    updated: Option<(String, Span)>,
    /// Who signs the dateline.
    agency: Option<(String, Span)>,
}

impl Reader<'_> {
    fn read(&mut self, kind: RegionKind, source: Span) {
        let told = matches!(
            kind,
            RegionKind::Title
                | RegionKind::Byline
                | RegionKind::Dateline
                | RegionKind::SourceList
                | RegionKind::PhotoCredit
                | RegionKind::Widget
        );
        if !told || source.len() > 2000 {
            return;
        }
        let line = self.readable(source);
        match kind {
            RegionKind::Title => self.set(MetaField::Title, &line, source),
            RegionKind::Byline => self.byline(&line, source),
            RegionKind::Dateline => self.dateline(&line, source),
            RegionKind::SourceList => {
                for name in credited(&line) {
                    let origin = Origin::Source(self.locate(&name, source));
                    self.doc.meta.add(MetaField::CreditedSources, name, origin);
                }
            }
            RegionKind::PhotoCredit => {
                if let Some(credit) = photo(&line, photo_credit_at(&line)) {
                    self.set(MetaField::PhotoCredit, credit, source);
                }
            }
            RegionKind::Widget => {
                // "The Harbor Echo uses cookies to …"
                if let Some(at) = line.find(" uses cookies").filter(|&at| at <= 50) {
                    let name = line[..at].trim();
                    let named = name.starts_with(char::is_uppercase) && !name.starts_with("This");
                    if named && !name.contains("website") && !name.contains('.') {
                        self.agency.get_or_insert((name.to_owned(), source));
                    }
                }
            }
            _ => {}
        }
    }

    fn byline(&mut self, line: &str, source: Span) {
        if line.split_ascii_whitespace().count() > 30 {
            // A note on the author.
            return;
        }
        if let Some((range, date)) = find_date(line) {
            let lower = line[..range.start].to_ascii_lowercase();
            let changed = lower.contains("updated") || lower.contains("modified");
            let span = self.locate(&line[range], source);
            if changed && !lower.contains("published") {
                self.updated.get_or_insert((date.to_string(), span));
            } else {
                self.doc.meta.set_missing(MetaField::Published, date.to_string(), Origin::Source(span));
            }
        }
        let about = line.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("about the"));
        if about {
            return;
        }
        let credits = parse(line);
        if self.is_open(MetaField::Byline) || self.continues(source) {
            for person in &credits.persons {
                let origin = Origin::Source(self.locate(person, source));
                self.doc.meta.add(MetaField::Byline, person, origin);
            }
        }
        if let Some(name) = credits.publisher {
            self.set(MetaField::Publisher, &name, source);
        }
    }

    /// Whether the last author stands in the line above: names one a line.
    fn continues(&self, source: Span) -> bool {
        const GAP: u32 = 8;
        let last = self.doc.meta.values(MetaField::Byline).last();
        last.is_some_and(|last| match last.origin {
            Origin::Source(span) => span.end <= source.start && source.start - span.end <= GAP,
            _ => false,
        })
    }

    /// Whether the field may take more values: what came from elsewhere is complete.
    fn is_open(&self, field: MetaField) -> bool {
        self.doc.meta.values(field).is_empty()
    }

    fn dateline(&mut self, line: &str, source: Span) {
        let end = format!("{line} X");
        let Some(found) = dateline(&end) else {
            // A place alone in its line.
            return self.set_at(MetaField::DatelinePlace, &natural_case(line), line, source);
        };
        let place = &end[found.place];
        if !place.is_empty() {
            let natural: Vec<_> = place.split(", ").map(natural_case).collect();
            self.set_at(MetaField::DatelinePlace, &natural.join(", "), place, source);
        }
        // "ELSWORTH, March 3, 2026 /NewsLine/ --".
        if let Some((range, date)) = find_date(line) {
            self.set_at(MetaField::Published, &date.to_string(), &line[range], source);
        }
        let Some(agency) = found.agency.map(|range| end[range].to_owned()) else { return };
        if is_wire(&agency) {
            let origin = Origin::Source(self.locate(&agency, source));
            self.doc.meta.add(MetaField::CreditedSources, agency, origin);
        } else if agency.contains(' ') {
            self.agency = Some((agency, source));
        }
    }

    fn finish(&mut self) {
        if let Some((date, span)) = self.updated.take() {
            self.doc.meta.set_missing(MetaField::Published, date.clone(), Origin::Source(span));
            self.doc.meta.set_missing(MetaField::Updated, date, Origin::Source(span));
        }
        // Of pages, the head says who publishes them.
        if self.doc.format() == SourceFormat::Text
            && let Some((name, at)) = release::company(self.doc.source())
        {
            let (name, span) = (name.to_owned(), Span::from_range(at..at + name.len()));
            self.doc.meta.set_missing(MetaField::Publisher, name, Origin::Source(span));
        }
        if let Some((name, source)) = self.agency.take() {
            self.set(MetaField::Publisher, &name, source);
        }
    }

    /// Reads what a page shows beside its headline, where its head and its regions say nothing.
    fn beside_the_headline(&mut self) {
        if self.doc.format() == SourceFormat::Html {
            self.read_visible();
        }
        let address = self.doc.meta.get(MetaField::Url).filter(|_| self.is_open(MetaField::Published));
        if let Some(day) = address.and_then(date_in_address) {
            self.doc.meta.set(MetaField::Published, day, Origin::Stage(Metadata::NAME.into()));
        }
    }

    fn read_visible(&mut self) {
        let authors = self.doc.meta.values(MetaField::Byline);
        let signed = !authors.is_empty();
        let given = authors.iter().any(|author| author.origin == Origin::Input);
        let known: Vec<&str> = authors.iter().map(|author| author.value.as_str()).collect();
        let complete = signed && !self.is_open(MetaField::Published);
        if complete && (given || visible::is_shown(self.doc.source(), &known)) {
            return;
        }
        let found = visible::read(self.doc.source(), &known);
        let span = |range: Range<usize>| Origin::Source(Span::from_range(range));
        let dates = [(MetaField::Published, found.published), (MetaField::Updated, found.updated)];
        for (field, found) in dates.into_iter().filter(|_| !complete) {
            if let Some((value, range)) = found {
                self.doc.meta.set_missing(field, value, span(range));
            }
        }
        let head = || visible::named_in_head(self.doc.source()).into_iter().collect();
        let persons = match (signed, found.persons.is_empty()) {
            // The author of linked data is often who put the page up.
            (true, _) => found.signed,
            (false, true) => head(),
            (false, false) => found.persons,
        };
        if persons.is_empty() || given {
            return;
        }
        self.doc.meta.clear(MetaField::Byline);
        for (name, range) in persons {
            self.doc.meta.add(MetaField::Byline, name, span(range));
        }
    }

    /// Repairs damaged characters in values, and writes dates as ISO 8601 has them.
    fn mend(&mut self) {
        for field in [MetaField::Title, MetaField::Subtitle, MetaField::Publisher, MetaField::PhotoCredit] {
            let Some(value) = self.doc.meta.values(field).first().cloned() else { continue };
            let whole = unicode::repaired(&value.value);
            if whole != value.value {
                self.doc.meta.set(field, whole.trim(), value.origin);
            }
        }
        self.mend_publisher();
        self.mend_authors();
        for field in [MetaField::Published, MetaField::Updated] {
            let Some(value) = self.doc.meta.values(field).first().cloned() else { continue };
            // What an input record says is its own affair.
            let Some(iso) = iso_8601(&value.value).filter(|_| value.origin != Origin::Input) else {
                continue;
            };
            if iso != value.value {
                self.doc.meta.set(field, iso, value.origin);
            }
        }
    }

    /// Takes away an outlet that is no name.
    fn mend_publisher(&mut self) {
        let Some(publisher) = self.doc.meta.values(MetaField::Publisher).first() else { return };
        if publisher.origin != Origin::Input && outlet::worth(&publisher.value) == outlet::Worth::None {
            self.doc.meta.clear(MetaField::Publisher);
        }
    }

    /// Takes away authors that are nobody: content systems, agencies, and beside persons the outlet itself.
    fn mend_authors(&mut self) {
        let publisher = outlet::folded(self.doc.meta.get(MetaField::Publisher).unwrap_or_default());
        let authors = self.doc.meta.values(MetaField::Byline);
        let is_outlet = |author: &Sourced<String>| outlet::folded(&author.value) == publisher;
        let signed = authors.iter().any(|author| !is_outlet(author) && is_person(&author.value));
        let is_real = |author: &Sourced<String>| {
            let nobody = visible::is_nobody(&author.value) || outlet::is_no_author(&author.value);
            author.origin == Origin::Input || !(nobody || signed && is_outlet(author))
        };
        if authors.iter().all(is_real) {
            return;
        }
        let (real, others): (Vec<_>, Vec<_>) = authors.iter().cloned().partition(is_real);
        self.doc.meta.clear(MetaField::Byline);
        for author in real {
            self.doc.meta.add(MetaField::Byline, author.value, author.origin);
        }
        for agency in others.into_iter().filter(|author| is_agency(&author.value)) {
            self.doc.meta.add(MetaField::CreditedSources, agency.value, agency.origin);
        }
    }

    fn set(&mut self, field: MetaField, value: &str, source: Span) {
        self.set_at(field, value, value, source);
    }

    fn set_at(&mut self, field: MetaField, value: &str, written: &str, source: Span) {
        let origin = Origin::Source(self.locate(written, source));
        if !value.trim().is_empty() {
            self.doc.meta.set_missing(field, value.trim(), origin);
        }
    }

    /// Where in a region a value stands; the whole region if it stands there in other characters.
    fn locate(&self, value: &str, source: Span) -> Span {
        let slice = self.doc.source_slice(source);
        slice.find(value).map_or(source, |at| {
            Span::from_range(source.start as usize + at..source.start as usize + at + value.len())
        })
    }

    /// A region as a reader would see it: without markup, repaired.
    fn readable(&self, source: Span) -> String {
        let slice = self.doc.source_slice(source);
        match self.doc.format() {
            SourceFormat::Text => unicode::repaired(slice).into_owned(),
            SourceFormat::Html => unicode::repaired(&page::plain(slice)).into_owned(),
        }
    }
}

register_stage!(Metadata);
