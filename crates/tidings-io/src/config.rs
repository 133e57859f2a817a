//! The sections `[input]` and `[output]` of a pipeline file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use encoding_rs::Encoding;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::config::nearest;
use tidings_core::{OffsetUnit, QualityFlag, QualitySignal, SettingError};

/// Where documents come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InputConfig {
    /// Files, folders (with the folders inside them) and globs such as `articles/**/*.txt`; `-` is
    /// standard input. Of a folder, the files with a known ending and those that begin as an HTML page, an e-mail or a feed are read;
    /// hidden ones and the output folder are left out, and so are pipes and devices.
    pub paths: Vec<String>,
    /// What the files are.
    pub format: InputFormat,
    /// The encoding: `auto`, or a label of the WHATWG Encoding Standard such as `windows-1252`. JSON
    /// lines are UTF-8 (or UTF-16 with a byte order mark) unless a label says otherwise.
    pub encoding: String,
    /// Whether annotations in a record (of an earlier run of Tidings, or names that it gives as `entities`) are kept. Stages that edit the
    /// text refuse an annotated document: set this to `false` to clean and analyze it anew.
    pub annotations: bool,
    /// The most bytes that a document may have: a file, a line of JSON lines, a record of a web archive, an e-mail with its
    /// attachments, an entry of a feed, each as it is when it is unpacked. A longer one is a failure, and is never held in memory as a whole.
    #[schemars(range(min = 1, max = 4_294_967_295_u64))]
    pub max_document_bytes: u64,
    /// How many times its size a gzip file may unpack to before it is read no further, so that a small file cannot become
    /// gigabytes of input. Whatever unpacks to at most 16 MiB is read.
    #[schemars(range(min = 1))]
    pub max_expansion: u32,
    /// The names of the fields of a JSON record.
    pub fields: InputFields,
}

impl InputConfig {
    /// The most bytes that a document may have. Spans are 32-bit, and a record is at least as long as its text.
    pub(crate) fn longest_document(&self) -> usize {
        usize::try_from(self.max_document_bytes.min(u32::MAX.into())).unwrap_or(usize::MAX)
    }
}

impl Default for InputConfig {
    fn default() -> Self {
        InputConfig {
            paths: Vec::new(),
            format: InputFormat::Auto,
            encoding: "auto".to_owned(),
            annotations: true,
            max_document_bytes: 16 * 1024 * 1024,
            max_expansion: 300,
            fields: InputFields::default(),
        }
    }
}

/// What the input files are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum InputFormat {
    /// By the end of the file name: `.html` and `.htm` are pages, `.jsonl`, `.ndjson` and `.json` are
    /// JSON, `.warc` is a web archive, `.eml` and `.mbox` are e-mail, `.rss` and `.atom` are feeds, everything else is text; each also
    /// with `.gz`. What begins as an HTML page, an e-mail or a feed is one, whatever its name. A `.json` file beside a page of the same
    /// name says its title, address and date. Standard input is JSON lines.
    #[default]
    Auto,
    /// Each file is one plain text.
    Text,
    /// Each file is one HTML page.
    Html,
    /// Each line of a file is one JSON object.
    Jsonl,
    /// Each file is a web archive (WARC); each page in it is a document.
    Warc,
    /// Each file is an e-mail (RFC 5322) or a mailbox (mbox), of which each message is a document. Attachments are not read.
    Mail,
    /// Each file is a feed (RSS, Atom, JSON Feed); each entry with a text is a document.
    Feed,
}

/// The names of the fields of a JSON record. Fields with other names are kept with the metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InputFields {
    /// The name of the document: a string or a number.
    pub id: String,
    /// The plain text.
    pub text: String,
    /// The HTML page; read if there is no text.
    pub html: String,
    /// The headline.
    pub title: String,
    /// The address of the page.
    pub url: String,
    /// When it was published.
    pub date: String,
    /// Who published it.
    pub outlet: String,
}

impl Default for InputFields {
    fn default() -> Self {
        InputFields {
            id: "id".to_owned(),
            text: "text".to_owned(),
            html: "html".to_owned(),
            title: "title".to_owned(),
            url: "url".to_owned(),
            date: "date".to_owned(),
            outlet: "outlet".to_owned(),
        }
    }
}

/// Where results go and what they hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OutputConfig {
    /// The folder of the output files; it is made if it does not exist.
    pub folder: PathBuf,
    /// The forms in which documents are written: `jsonl` always, as the others are made from it, and `html` for a page to
    /// read, `report.html`.
    pub formats: Vec<OutputFormat>,
    /// What `start` and `end` count.
    pub offsets: OffsetUnit,
    /// Whether every span also says where it stands in the source (`source_start`, `source_end`), and
    /// every metadata value where it came from (`meta_origin`).
    pub provenance: bool,
    /// Whether tokens are written.
    pub tokens: bool,
    /// The layers that are written; `all` stands for every layer but those with a row a token (`tokens`,
    /// `tags`, `words`, `lemmas`, `syntax`).
    pub layers: Vec<String>,
    /// Whether documents are compressed (`documents.jsonl.gz`).
    pub compress: bool,
    /// Which documents are set aside in `skipped.jsonl`, each with its reasons, instead of being analyzed
    /// and written with the others.
    pub skip: SkipConfig,
}

impl Default for OutputConfig {
    fn default() -> Self {
        OutputConfig {
            folder: PathBuf::from("out"),
            formats: vec![OutputFormat::Jsonl],
            offsets: OffsetUnit::default(),
            provenance: false,
            tokens: false,
            layers: vec!["all".to_owned()],
            compress: false,
            skip: SkipConfig::default(),
        }
    }
}

/// Which documents are set aside: those to which any of these applies. By default none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SkipConfig {
    /// Flags of `clean.quality`: a document with one of them is set aside.
    pub flags: Vec<QualityFlag>,
    /// The least that a signal of `clean.quality` may be, by its name.
    #[schemars(schema_with = "tidings_core::signal_limits_schema")]
    pub least: BTreeMap<QualitySignal, f64>,
    /// The most that a signal of `clean.quality` may be, by its name.
    #[schemars(schema_with = "tidings_core::signal_limits_schema")]
    pub most: BTreeMap<QualitySignal, f64>,
    /// The languages that are wanted, as ISO 639-1 codes: a document that is known to be in another one is
    /// set aside. Empty: all.
    pub languages: Vec<String>,
    /// Whether documents whose end is missing are set aside.
    pub truncated: bool,
}

/// A form in which documents are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OutputFormat {
    /// One JSON object a line, in `documents.jsonl`.
    Jsonl,
    /// Everything that was found as one page for a person, `report.html`: what `tidings report` makes of the folder.
    Html,
}

impl OutputConfig {
    /// Whether the folder gets a report as well.
    pub fn wants_report(&self) -> bool {
        self.formats.contains(&OutputFormat::Html)
    }

    /// Checks that the formats can be written.
    ///
    /// # Errors
    /// If `jsonl` is missing, from which the others are made.
    pub fn check_formats(&self) -> Result<(), SettingError> {
        if self.formats.contains(&OutputFormat::Jsonl) {
            return Ok(());
        }
        let message =
            "`jsonl` must be among them: the report is made from it; write `formats = [\"jsonl\", \"html\"]`";
        Err(SettingError::new("formats", message))
    }
}

/// The encoding that a label names; `None` for `auto`.
pub(crate) fn encoding(label: &str) -> Result<Option<&'static Encoding>, SettingError> {
    if label.eq_ignore_ascii_case("auto") {
        return Ok(None);
    }
    Encoding::for_label(label.as_bytes()).map(Some).ok_or_else(|| {
        let hint = nearest(label, COMMON_LABELS).map(|near| format!(": did you mean `{near}`?"));
        let hint = hint.unwrap_or_else(|| "; use `auto` or a label such as `windows-1252`".to_owned());
        SettingError::new("encoding", format!("there is no encoding `{label}`{hint}"))
    })
}

/// Labels worth suggesting.
const COMMON_LABELS: [&str; 16] = [
    "auto",
    "utf-8",
    "utf-16le",
    "utf-16be",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1254",
    "koi8-r",
    "shift_jis",
    "euc-kr",
    "gb18030",
    "big5",
];
