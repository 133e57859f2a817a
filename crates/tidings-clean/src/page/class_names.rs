//! What class names, ids and roles say: the words that page builders use for comments, shares, bylines.

use tidings_core::RegionKind;
use tidings_core::RegionKind::{Byline, Caption, Comment, Navigation, PhotoCredit, Related, Share, Widget};

/// What the names of an element say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// The text in it is no part of the article.
    Kind(RegionKind),
    /// The text of the article is in it.
    Body,
    /// The line under the headline.
    Subtitle,
}

/// First words of class names that say what the page is about, not what the element is.
const TOPICS: [&str; 18] = [
    "hljs", "hide", "category", "tag", "type", "status", "format", "page", "template", "layout", "theme",
    "postid", "has", "no", "with", "without", "is", "not",
];

/// Reads a class, id or role attribute.
pub(crate) fn named(value: &str) -> Option<Named> {
    value.split_ascii_whitespace().take(24).find_map(name)
}

/// Reads one class name, split into words at hyphens, underscores and humps.
fn name(name: &str) -> Option<Named> {
    let mut lower = [0u8; 64];
    let len = name.len().min(lower.len());
    let mut words: [&[u8]; 8] = [&[]; 8];
    let bytes = &name.as_bytes()[..len];
    for (to, from) in lower.iter_mut().zip(bytes) {
        *to = from.to_ascii_lowercase();
    }
    let (mut count, mut start) = (0, 0);
    for at in 0..=len {
        let end = at == len || !bytes[at].is_ascii_alphanumeric();
        let hump = !end && at > start && bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase();
        if (end || hump) && at > start && count < words.len() {
            words[count] = &lower[start..at];
            count += 1;
        }
        if end || hump {
            start = at + usize::from(end);
        }
    }
    let words = &words[..count];
    let setting = words.iter().any(|word| matches!(*word, b"enabled" | b"disabled" | b"true" | b"false"));
    let topic = setting || words.len() > 1 && TOPICS.iter().any(|topic| topic.as_bytes() == words[0]);
    if topic || words.is_empty() {
        None
    } else {
        pair(words).or_else(|| words.iter().find_map(|word| single(word)))
    }
}

/// Names that need two words.
fn pair(words: &[&[u8]]) -> Option<Named> {
    words.windows(2).find_map(|pair| {
        Some(match (pair[0], pair[1]) {
            (b"article" | b"story" | b"entry" | b"post" | b"asset", b"body" | b"content" | b"text") => {
                Named::Body
            }
            (b"photo" | b"image" | b"img" | b"media" | b"picture", b"credit" | b"credits" | b"source") => {
                Named::Kind(PhotoCredit)
            }
            (b"caption", b"text") | (b"image" | b"photo" | b"media", b"caption" | b"description") => {
                Named::Kind(Caption)
            }
            (
                b"entry" | b"post" | b"article" | b"story",
                b"meta" | b"info" | b"date" | b"time" | b"author",
            ) => Named::Kind(Byline),
            (b"author", b"bio" | b"box" | b"info" | b"name" | b"block" | b"card" | b"meta") => {
                Named::Kind(Byline)
            }
            (b"read", b"more" | b"next" | b"also")
            | (b"more", b"from" | b"stories" | b"news" | b"articles")
            | (b"most", b"read" | b"popular" | b"viewed")
            | (b"also", b"read")
            | (b"up", b"next")
            | (b"see", b"also")
            | (b"you", b"may") => Named::Kind(Related),
            (b"sign", b"up")
            | (b"call", b"to")
            | (b"skip", b"link" | b"to")
            | (b"pay", b"wall")
            | (b"sr", b"only")
            | (b"screen", b"reader")
            | (b"visually", b"hidden")
            | (b"back", b"to") => Named::Kind(Widget),
            (
                b"site" | b"global" | b"main" | b"top" | b"page",
                b"nav" | b"menu" | b"navigation" | b"footer" | b"bar",
            )
            | (b"site" | b"global", b"header")
            | (b"tag" | b"tags", b"list" | b"links" | b"cloud")
            | (b"post" | b"entry" | b"article", b"tags" | b"footer" | b"categories") => {
                Named::Kind(Navigation)
            }
            (b"sub", b"title" | b"headline" | b"heading" | b"head") => Named::Subtitle,
            _ => return None,
        })
    })
}

fn single(word: &[u8]) -> Option<Named> {
    let kind = match word {
        b"comment" | b"comments" | b"commentlist" | b"commenting" | b"disqus" | b"livefyre" | b"respond"
        | b"discussion" | b"replies" | b"viafoura" | b"spotim" | b"openweb" => Comment,
        b"share" | b"shares" | b"sharing" | b"sharebar" | b"sharedaddy" | b"sharethis" | b"social"
        | b"socials" | b"addthis" | b"addtoany" | b"a2a" | b"socialshare" => Share,
        b"related" | b"recommended" | b"recommendation" | b"recommendations" | b"recirc"
        | b"recirculation" | b"readmore" | b"trending" | b"outbrain" | b"taboola" | b"mostread"
        | b"popular" | b"yarpp" | b"relatedposts" | b"upnext" | b"readnext" | b"morefrom" | b"zergnet"
        | b"revcontent" => Related,
        b"newsletter" | b"newsletters" | b"subscribe" | b"subscription" | b"signup" | b"promo"
        | b"promotion" | b"promobox" | b"ad" | b"ads" | b"advert" | b"advertisement" | b"advertising"
        | b"adslot" | b"dfp" | b"sponsor" | b"sponsored" | b"cookie" | b"cookies" | b"consent" | b"gdpr"
        | b"popup" | b"modal" | b"paywall" | b"donate" | b"donation" | b"sidebar" | b"rail" | b"toolbar"
        | b"tools" | b"cta" | b"search" | b"searchform" | b"complementary" | b"dialog" | b"alert"
        | b"printfriendly" | b"adsbygoogle" => Widget,
        b"byline" | b"bylines" | b"author" | b"authors" | b"dateline" | b"timestamp" | b"pubdate"
        | b"datetime" => Byline,
        b"credit" | b"credits" | b"photocredit" | b"imagecredit" => PhotoCredit,
        b"caption" | b"captions" | b"wp-caption-text" => Caption,
        b"nav" | b"navbar" | b"navigation" | b"menu" | b"breadcrumb" | b"breadcrumbs" | b"crumbs"
        | b"footer" | b"masthead" | b"topbar" | b"pagination" | b"pager" | b"toc" | b"contentinfo"
        | b"sitemap" | b"tags" => Navigation,
        b"articlebody" | b"storybody" | b"articlecontent" | b"articletext" => return Some(Named::Body),
        b"dek" | b"deck" | b"standfirst" | b"subtitle" | b"subhead" | b"subheadline" | b"subheading" => {
            return Some(Named::Subtitle);
        }
        _ => return None,
    };
    Some(Named::Kind(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: Option<Named>) {
        assert_eq!(named(value), expected, "{value}");
    }

    #[test]
    fn words_inside_names() {
        check("lx-comment", Some(Named::Kind(Comment)));
        check("story shareBar", Some(Named::Kind(Share)));
        check("ArticleBody_text__x1", Some(Named::Body));
        check("photo-credit", Some(Named::Kind(PhotoCredit)));
        check("c-dek", Some(Named::Subtitle));
    }

    #[test]
    fn topics_and_layout_say_nothing() {
        check("post category-social-media tag-comments no-comments has-sidebar", None);
        check("headline address shadow thread", None);
        check("", None);
    }
}
