//! What every stage does to one document, in a form for a person.
//!
//! Stages run one by one; between them the document is compared with what it was: regions, repairs,
//! metadata, layers. Nothing here knows a stage; layers that Tidings does not know are shown as JSON.

mod layers;
mod style;

use std::fmt::Write;
use std::time::{Duration, Instant};

use tidings_core::{
    AnyLayer, Document, Layer, Meta, Origin, Pipeline, Region, RegionKind, Regions, Registry, Repair,
    Repairs, Step, Values,
};

use style::{BOLD, CUT, DIM, KEEP, RESET, excerpt, paint};

use crate::terminal::Shown;

/// How much is shown.
#[derive(Clone, Copy)]
pub struct Detail {
    /// The most items of one kind.
    pub items: usize,
    /// The most characters of an excerpt.
    pub characters: usize,
    /// Whether the time of every stage is shown.
    pub times: bool,
}

/// Runs the pipeline on a document and tells what every step did, with ANSI colors.
pub fn walk(doc: &mut Document, pipeline: &Pipeline, registry: &Registry, detail: Detail) -> String {
    let mut out = String::new();
    let characters = doc.source().chars().count();
    let _ = writeln!(out, "{BOLD}{}{RESET}: {characters} characters read", Shown(&doc.id));
    for (number, step) in pipeline.steps().iter().enumerate() {
        let before = Snapshot::of(doc);
        let start = Instant::now();
        let result = step.stage.process(doc);
        head(&mut out, number + 1, step, detail.times.then(|| start.elapsed()));
        if let Err(error) = result {
            let _ = writeln!(out, "   {CUT}failed:{RESET} {error}; the stages after it did not run");
            return paint(&out);
        }
        let lines = before.changes(doc, registry, detail);
        if lines.is_empty() {
            let _ = writeln!(out, "   {DIM}nothing to do{RESET}");
        }
        for line in lines {
            let _ = writeln!(out, "   {line}");
        }
    }
    tail(&mut out, doc);
    paint(&out)
}

fn head(out: &mut String, number: usize, step: &Step, time: Option<Duration>) {
    let time = time.map(|time| format!("{} µs", time.as_micros()));
    let added = step.added_for.map(|(layer, stage)| format!("added: `{stage}` needs `{layer}`"));
    let notes: Vec<String> = time.into_iter().chain(added).collect();
    let notes = if notes.is_empty() { String::new() } else { format!(" {DIM}({}){RESET}", notes.join(", ")) };
    let _ = writeln!(out, "\n{BOLD}{number}. {}{RESET}{notes}", step.definition.name);
}

fn tail(out: &mut String, doc: &Document) {
    let (read, left) = (doc.source().chars().count(), doc.text().chars().count());
    let share = (100 * left).checked_div(read).unwrap_or(100);
    let _ = writeln!(
        out,
        "\n{BOLD}Text after cleaning{RESET} {DIM}({left} of {read} characters, {share}%){RESET}\n"
    );
    out.push_str(doc.text().trim_end());
    out.push('\n');
}

/// What a document was before a stage.
struct Snapshot {
    regions: Vec<Region>,
    repairs: Vec<Repair>,
    meta: Meta,
    layers: Vec<(&'static str, usize)>,
    /// A later stage may say more of values that another one has found.
    values: Values,
}

impl Snapshot {
    fn of(doc: &Document) -> Self {
        Snapshot {
            regions: doc.get::<Regions>().map_or(Vec::new(), |regions| regions.as_slice().to_vec()),
            repairs: doc.get::<Repairs>().map_or(Vec::new(), |repairs| repairs.iter().cloned().collect()),
            meta: doc.meta.clone(),
            layers: doc.layers().iter().map(|layer| (layer.name(), layer.len())).collect(),
            values: doc.get::<Values>().cloned().unwrap_or_default(),
        }
    }

    /// A line for everything that is new.
    fn changes(&self, doc: &Document, registry: &Registry, detail: Detail) -> Vec<String> {
        let mut lines = Vec::new();
        self.region_changes(doc, detail, &mut lines);
        self.repair_changes(doc, detail, &mut lines);
        self.meta_changes(&doc.meta, &mut lines);
        for layer in doc.layers().iter() {
            let known = self.layers.iter().any(|before| *before == (layer.name(), layer.len()));
            let shown_above = [Regions::NAME, Repairs::NAME];
            if !known && !shown_above.contains(&layer.name()) {
                layer_lines(doc, layer, registry, detail, &mut lines);
            }
        }
        self.value_changes(doc, detail, &mut lines);
        lines
    }

    /// The values that have another meaning than before.
    fn value_changes(&self, doc: &Document, detail: Detail, lines: &mut Vec<String>) {
        let Some(values) = doc.get::<Values>().filter(|values| values.0.len() == self.values.0.len()) else {
            return;
        };
        let pairs = self.values.0.iter().zip(&values.0);
        let changed: Vec<_> =
            pairs.filter(|(before, now)| before != now).map(|(_, now)| now.clone()).collect();
        if changed.is_empty() {
            return;
        }
        let all = layers::describe_values(doc, &Values(changed));
        lines.push(format!("{KEEP}changed values{RESET}: {}", all.head));
        lines.extend(all.items.iter().take(detail.items).map(|item| format!("  {item}")));
        push_rest(all.items.len(), detail, "more values", lines);
    }

    fn region_changes(&self, doc: &Document, detail: Detail, lines: &mut Vec<String>) {
        let Some(regions) = doc.get::<Regions>() else { return };
        // White space goes with its line and is no news.
        let new = regions
            .iter()
            .filter(|region| region.kind != RegionKind::Blank && !self.regions.contains(region));
        let (removed, marked): (Vec<&Region>, Vec<&Region>) = new.partition(|region| region.removed);
        for (what, all) in [(format!("{CUT}removed"), removed), (format!("{KEEP}marked"), marked)] {
            let groups: Vec<&[&Region]> =
                all.chunk_by(|a, b| a.kind == b.kind && a.reason == b.reason).collect();
            lines
                .extend(groups.iter().take(detail.items).map(|group| region_line(doc, &what, group, detail)));
            push_rest(groups.len(), detail, "more kinds of regions", lines);
        }
    }

    fn repair_changes(&self, doc: &Document, detail: Detail, lines: &mut Vec<String>) {
        let Some(repairs) = doc.get::<Repairs>() else { return };
        let new: Vec<&Repair> = repairs.iter().filter(|repair| !self.repairs.contains(repair)).collect();
        for repair in new.iter().take(detail.items) {
            let place = tidings_core::Span::new(
                floor(doc.source(), repair.source.start.saturating_sub(12)),
                ceil(doc.source(), repair.source.end + 12),
            );
            let text = excerpt(doc.source_slice(place), detail.characters);
            lines.push(format!("{KEEP}repaired{RESET} {} {DIM}in …{text}…{RESET}", repair.reason));
        }
        push_rest(new.len(), detail, "more repairs", lines);
    }

    fn meta_changes(&self, meta: &Meta, lines: &mut Vec<String>) {
        for (field, values) in meta.fields() {
            if self.meta.values(field) != values {
                let joined: Vec<&str> = values.iter().map(|sourced| sourced.value.as_str()).collect();
                let origin = values.first().map_or("", |sourced| origin(&sourced.origin));
                lines.push(format!(
                    "{KEEP}meta{RESET} {} = {} {DIM}{origin}{RESET}",
                    field.name(),
                    Shown(joined.join("; "))
                ));
            }
        }
        if self.meta.truncated != meta.truncated
            && let Some(truncated) = meta.truncated
        {
            lines.push(format!("{KEEP}meta{RESET} truncated = {truncated}"));
        }
        for (name, value) in &meta.extra {
            if self.meta.extra.get(name) != Some(value) {
                lines.push(format!("{KEEP}meta{RESET} {} = {value}", Shown(name)));
            }
        }
    }
}

fn push_rest(len: usize, detail: Detail, what: &str, lines: &mut Vec<String>) {
    if len > detail.items {
        lines.push(format!("{DIM}… and {} {what}{RESET}", len - detail.items));
    }
}

/// Regions that follow each other, of one kind and for one reason, in one line.
fn region_line(doc: &Document, what: &str, group: &[&Region], detail: Detail) -> String {
    let [first, ..] = group else { return String::new() };
    let characters: usize = group.iter().map(|region| doc.source_slice(region.source).chars().count()).sum();
    let (kind, reason) = (first.kind, &first.reason);
    let times = if group.len() > 1 { format!(" ×{}", group.len()) } else { String::new() };
    let of = first.duplicate_of.map(|of| format!("; first at byte {}", of.start)).unwrap_or_default();
    let text = excerpt(doc.source_slice(first.source), detail.characters);
    format!("{what} {kind}{times}{RESET} {DIM}({characters} characters; {reason}{of}){RESET} {text}")
}

fn layer_lines(
    doc: &Document,
    layer: &dyn AnyLayer,
    registry: &Registry,
    detail: Detail,
    lines: &mut Vec<String>,
) {
    let all = layers::describe(doc, layer, registry, detail);
    lines.push(format!("{KEEP}made {}{RESET}: {}", layer.name(), all.head));
    lines.extend(all.items.iter().take(detail.items).map(|item| format!("  {item}")));
    if all.items.len() > detail.items {
        lines.push(format!(
            "  {DIM}… and {} more (--items shows more){RESET}",
            all.items.len() - detail.items
        ));
    }
}

fn origin(origin: &Origin) -> &'static str {
    match origin {
        Origin::Input => "(given with the input)",
        Origin::Source(_) => "(read in the text)",
        Origin::Stage(_) => "(computed)",
    }
}

fn floor(text: &str, at: u32) -> u32 {
    let mut at = at.min(text.len() as u32);
    while !text.is_char_boundary(at as usize) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, at: u32) -> u32 {
    let mut at = at.min(text.len() as u32);
    while !text.is_char_boundary(at as usize) {
        at += 1;
    }
    at
}
