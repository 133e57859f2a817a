//! `clean.boilerplate`: recognizes what every line of a text is and cuts what is not the article.
//!
//! A line goes only on evidence: a cue in the line itself ("Read more: …"), a cue with a scope ("16
//! Comments", and all that follows), or its place and form at the head (byline, date line). Nothing is cut
//! for being short. On text that is already mostly clean every filter by length or density that was
//! measured did harm (C4 line rules 5 to 20 points of F1), while comment blocks were the worst leak and show only
//! by how they start; hence cues with scopes.

mod comments;
mod config;
mod cues;
mod dump;
mod features;
mod folded;
mod glued;
mod head;
#[cfg(test)]
mod head_tests;
mod line;
mod model;
mod notice_wordings;
mod notices;
mod scopes;
mod second;
mod spare;
mod stage;
#[cfg(test)]
mod tests;
pub mod training;
mod voices;
mod wordings;

pub use config::BoilerplateConfig;
pub(crate) use cues::{Cue, CueFinder, Scope, photo_credit_at};
pub(crate) use head::{dateline, is_release_label};
pub(crate) use line::{bullet_len, is_numbered};
pub(crate) use notice_wordings::{is_offer, is_wall, says_that_text_goes_on};
pub use stage::Boilerplate;
pub(crate) use stage::SUBTITLE;
