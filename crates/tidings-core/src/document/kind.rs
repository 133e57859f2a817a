//! What kind of document it is, and how well its article was found: the metadata fields with a fixed set of values.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Declares a set of values with their names.
macro_rules! names {
    ($(#[$about:meta])* $type:ident { $($(#[$doc:meta])* $variant:ident = $name:literal,)* }) => {
        $(#[$about])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema,
        )]
        pub enum $type {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl $type {
            /// All of them.
            pub const ALL: &[$type] = &[$($type::$variant,)*];

            /// The name in output.
            pub const fn name(self) -> &'static str {
                match self {
                    $($type::$variant => $name,)*
                }
            }

            /// The one with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                $type::ALL.iter().copied().find(|known| known.name() == name)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

names! {
    /// What kind of document it is.
    DocumentKind {
        /// An article: what a document is unless something else was found.
        #[default]
        Article = "article",
        /// An e-mail that was sent to many.
        Newsletter = "newsletter",
        /// An e-mail from one to another.
        Email = "email",
        /// An entry of a feed (RSS, Atom, JSON feed).
        FeedEntry = "feed_entry",
        /// Dated posts about one event as it goes on.
        LiveBlog = "live_blog",
        /// Posts on a social network.
        Thread = "thread",
        /// What several speakers said, word by word.
        Transcript = "transcript",
        /// Questions and answers.
        Interview = "interview",
        /// What an organization tells the press about itself.
        PressRelease = "press_release",
        /// The beginning of an article whose rest is only for subscribers.
        Teaser = "teaser",
    }
}

names! {
    /// How well the article was found on its page.
    Extraction {
        /// It was found.
        #[default]
        Ok = "ok",
        /// What was kept is doubtful: little of much text, or found in a second look with less evidence.
        Poor = "poor",
        /// Nothing was found.
        Empty = "empty",
    }
}
