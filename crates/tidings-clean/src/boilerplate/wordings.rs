//! The wordings by which controls, links, credits and comment blocks give themselves away.
//!
//! They are in folded form (lower case, no punctuation but colons, numbers as `0`): wordings of the trade, not of one site.

use tidings_core::RegionKind;
use tidings_core::RegionKind::{Byline, Navigation, PhotoCredit, Related, Share, SourceList, Widget};

use super::cues::Scope;

/// Lines that are these words and nothing else.
#[rustfmt::skip]
pub(super) static WHOLE: &[(RegionKind, Scope, &[&str])] = &[
    (Widget, Scope::Comments, &[
        "0 comments", "0 comment", "comments", "comments 0", "0 responses", "0 replies", "0 reply", "no comments",
        "leave a reply", "leave a comment", "leave your comment", "leave a comment below", "post a comment",
        "post your comment", "add a comment", "add your comment", "write a comment", "submit a comment",
        "join the discussion", "join the conversation", "join the discussion 0", "join the conversation 0",
        "join the debate", "start the conversation", "start the discussion", "view comments", "view all comments",
        "view 0 comments", "view comments 0", "show comments", "show comments 0", "show 0 comments", "see comments",
        "read comments", "read 0 comments", "read all comments", "read the comments", "load comments",
        "comments section", "comment section", "reader comments", "readers comments", "user comments",
        "comments closed", "comments are closed", "be the first to comment", "have your say", "discussion 0",
        "discussion", "most recent comments", "top comments", "latest comments", "all comments", "comment 0",
        "responses", "sign in to comment", "log in to comment", "login to comment", "what do you think: 0 comments",
        "whats your opinion", "conversation", "facebook comments", "leave a reply cancel reply",
        "0 thoughts", "comments sorted by", "sort by newest", "sort comments by",
    ]),
    (Related, Scope::Links, &[
        "related", "related articles", "related article", "related stories", "related story", "related content",
        "related news", "related posts", "related links", "related coverage", "related reading",
        "related items", "related videos", "read next", "up next", "you may also like", "you might also like", "you may like", "you might like",
        "you may also be interested in", "you might be interested in", "recommended", "recommended for you",
        "recommended stories", "recommended articles", "recommended reading", "more stories", "more news",
        "more top stories", "more on this story", "more on this topic", "more like this", "more coverage",
        "more from this section", "more from the author", "more from this author", "more articles", "most read",
        "most popular", "most viewed", "most shared", "trending", "trending now", "trending stories",
        "trending topics", "popular now", "popular stories", "top stories", "top news", "latest news",
        "latest stories", "latest headlines", "what to read next", "dont miss",
        "editors picks", "editors choice", "editors pick", "in other news", "people are also reading",
        "people also read", "others are reading", "from our partners", "from the web",
        "around the web", "around the network", "sponsored links", "promoted stories", "promoted links",
        "in case you missed it", "must read", "must reads", "more to read", "read more stories", "our picks",
    ]),
    (Related, Scope::Line, &["read more", "read also", "also read", "see also", "keep reading", "related topics"]),
    (Byline, Scope::Author, &[
        "about the author", "about the authors", "about the writer", "about the reporter", "about author",
        "author bio", "meet the author",
    ]),
    (Share, Scope::Line, &[
        "share", "tweet", "share this", "share this article", "share this story", "share this post", "share article",
        "share story", "share on social media", "share with friends", "share via", "share on", "share options",
        "share full article", "share to", "gift this article", "gift article", "email this", "email this article",
        "print this", "print this article", "print article", "copy link", "copy link to article", "link copied",
        "share link", "share this page", "0 shares", "shares", "0 share", "like this", "like this:", "share:",
        "share this:", "save article", "save for later", "bookmark", "send to a friend", "forward",
    ]),
    (Widget, Scope::Line, &[
        "advertisement", "advertisements", "advertising", "advert", "ad", "ads", "ad feedback", "sponsored",
        "sponsored content", "promoted", "promoted content", "paid content", "paid post", "partner content",
        "story continues below", "story continues below advertisement", "story continues after advertisement",
        "article continues below", "article continues below advertisement", "article continues after ad",
        "article continues after advertisement", "article continues after this advertisement", "continue reading",
        "continue reading below", "continue reading the main story", "continue reading this article",
        "scroll to continue", "scroll to continue with content", "scroll down to continue reading",
        "skip advertisement", "skip ad", "skip to content", "skip to main content", "skip to navigation",
        "skip to footer", "loading", "loading comments", "please wait", "click here", "tap here", "click to expand",
        "click to enlarge", "click here to read more", "click here for more", "subscribe", "subscribe now",
        "subscribe today", "subscribe for free", "sign up", "sign up now", "sign up here", "sign up for free",
        "register", "register now", "sign in", "log in", "login", "log out", "sign out", "my account",
        "create account", "create a free account", "already a subscriber: sign in", "already have an account",
        "newsletter", "newsletters", "our newsletter", "email newsletter", "enter your email",
        "enter your email address", "email address", "your email", "your email address", "submit", "search", "menu",
        "close", "cancel", "donate", "donate now", "support us", "support our work", "support our journalism",
        "support local journalism", "support independent journalism", "become a member", "join us", "follow us",
        "follow", "follow us:", "follow us on", "back to top", "go to top", "return to top", "toggle navigation",
        "accept", "accept all", "accept cookies", "accept all cookies", "reject all", "i agree", "got it",
        "manage cookies", "cookie settings", "cookie policy", "manage preferences", "privacy policy",
        "terms of use", "terms of service", "terms and conditions", "all rights reserved", "play", "pause",
        "play video", "play audio", "watch video", "watch now", "watch live", "listen", "listen now", "listen live",
        "0 min read", "0 minute read", "0 mins read", "0 minutes read", "reading time: 0 minutes",
        "reading time: 0 min", "reading time: 0 mins", "estimated reading time: 0 minutes", "min read", "minute read",
        "read time: 0 min", "read time: 0 minutes", "time to read: 0 minutes", "audio player", "video player",
        "image", "view gallery", "view all", "see more", "show more", "load more", "view more", "hide caption",
        "toggle caption", "enlarge this image", "expand image", "view image in fullscreen", "open image in lightbox",
        "report an error", "report a typo", "suggest a correction", "was this article helpful", "was this helpful",
        "rate this article", "rate this story", "thank you for reading", "thanks for reading", "breaking news alerts",
        "get alerts", "turn on notifications", "enable notifications", "add to favorites", "this is a carousel",
        "loading your audio article", "your browser does not support the audio element",
        "your browser does not support the video tag", "javascript is disabled in your browser",
        "download the app", "download our app", "get the app", "remove ads", "go ad free", "text size",
        "font size", "a a a", "0 views", "views 0", "views: 0",
    ]),
    (Navigation, Scope::Line, &[
        "previous article", "next article", "previous post", "next post", "previous story", "next story",
        "older posts", "newer posts", "post navigation",
        "site map", "sitemap", "table of contents", "advertise with us",
    ]),
];

/// Lines that begin with these words and have at most so many words.
#[rustfmt::skip]
pub(super) static OPENING: &[(RegionKind, Scope, usize, &[&str])] = &[
    (Widget, Scope::Line, 14, &[
        "listen to the article", "listen to this article", "listen to this story", "listen to this post", "listen to the story", "listen to article", "listen to story",
        "play this article", "click here to", "click here for", "tap here to", "audio: ", "this article is read by", "hear this article",
    ]),
    (Widget, Scope::Line, 45, &[
        "verify the accuracy of this article", "we value your privacy", "this site uses cookies", "this website uses cookies",
        "we use cookies", "our site uses cookies", "by continuing to use this site", "by clicking accept",
        "this content is hosted by a third party", "to view this content", "to see this content",
        "please enable javascript", "you need to enable javascript", "your browser does not support",
        "this video is not available", "this content is not available", "sorry, this video", "subscribe to our",
        "subscribe to the", "subscribe to get", "subscribe for", "sign up to our", "sign up for our",
        "sign up to receive", "sign up to get", "sign up here to", "sign up for free", "join our whatsapp",
        "join our telegram", "join our mailing list", "follow us on", "follow our", "like us on", "find us on",
        "get our free", "get the latest news", "get the day", "get breaking news alerts", "get breaking news", "download our app",
        "get our app", "support our journalism",
        "support quality journalism", "support local journalism", "support independent", "become a member",
        "thank you for reading", "thanks for reading", "if you enjoyed this", "if you liked this", "did you find this",
        "have a story", "have a news tip", "have a tip", "got a tip", "got a story", "do you have a story", "contact the newsroom",
        "add us as a preferred source", "make us your preferred", "set as preferred source",
        "your support makes", "register for free", "create a free account", "already a subscriber", "you have 0 free articles",
        "this article is for subscribers", "this story is for subscribers", "to continue reading",
        "to read the full", "log in to read", "log in to continue", "sign in to read", "sign in to continue", "please log in", "please sign in",
        "please login", "let us know what you think", "tell us what you think", "share your thoughts in the comments",
        "what do you think: let us know", "© 0", "© copyright", "all rights reserved", "discover more from",
        "view the discussion thread", "please enable cookies",
    ]),
    (SourceList, Scope::Line, 40, &[
        "source:", "sources:", "source: ", "news source:", "with inputs from", "with input from", "with agency inputs",
        "with files from", "with agencies", "with information from", "with additional reporting by",
        "with reporting from", "this article was originally published", "this article originally appeared",
        "this story was originally published", "this story originally appeared", "this article first appeared",
        "this story first appeared", "this post originally appeared", "this article was first published",
        "originally published by", "originally published in", "originally published on", "originally published at",
        "first published by", "first published in", "republished with permission", "reprinted with permission",
        "republished from", "this article is republished from", "copyright 0", "copyright © 0",
        "this report includes information from", "read the original article", "read the original story",
    ]),
    (Byline, Scope::Line, 30, &[
        "about the author:", "author:", "authors:", "written by", "reported by", "reporting by", "posted by",
        "story by", "words by", "text by", "additional reporting by", "edited by", "editing by",
        "contact the author", "contact the reporter", "follow the author", "email the author", "email the reporter",
        "compiled by", "published by", "byline:",
    ]),
    (Byline, Scope::Line, 60, &["about the author:", "about the authors:"]),
    (PhotoCredit, Scope::Line, 40, &[
        "photo:", "photos:", "photo by", "photos by", "photo credit", "photo courtesy", "photo/", "photograph:",
        "photograph by", "photography by", "image:", "images:", "image by", "image credit", "image credits",
        "image courtesy", "image source", "picture:", "pictures:", "picture by", "picture credit", "featured image",
        "cover photo", "cover image", "header image", "file photo", "credit:", "credits:", "photo illustration",
        "illustration:", "illustration by", "graphic:", "handout photo", "ap photo", "lead image", "top image",
        "video by", "video credit", "screenshot:", "screenshot via", "getty images",
    ]),
    (Navigation, Scope::Line, 25, &["tags:", "topics:", "tagged:", "filed under", "categories:", "category:", "keywords:"]),
    (Widget, Scope::Line, 12, &["our standards:"]),
    (Related, Scope::Line, 30, &[
        "read more:", "read more on", "read more about", "read more at", "read more from", "read also:", "also read:",
        "read:", "related:", "related article:", "related articles:", "related story:", "related stories:",
        "related coverage:", "see also:", "see more:", "more:", "more on this", "more from", "more about this",
        "more stories from", "more news from", "recommended:", "recommended for you:", "you may also like:", "you might also like:",
        "dont miss:", "up next:", "read next:", "watch:", "watch more:", "watch also:", "in pictures:", "must read:",
        "in case you missed it:", "icymi:", "also on", "more coverage:", "further reading:", "from the archive:",
        "from the archives:", "explore more", "read the full story", "read full story", "read the full article",
        "read full article", "read our full coverage", "for more on this", "for more news", "trending:",
        "most read:", "editors pick:", "editors picks:", "our previous coverage:", "previously:", "go deeper:",
        "continue reading:", "listen to more:",
    ]),
    (Share, Scope::Line, 16, &[
        "share this:", "share this article", "share this story", "share this post", "share on", "share via", "share:",
        "tweet this", "click to share", "click to email", "click to print", "email this",
    ]),
    (Widget, Scope::Comments, 14, &[
        "0 comments", "0 comment", "0 responses to", "0 thoughts on", "comments on this article", "leave a reply",
        "leave a comment", "join the discussion:", "join the conversation:", "you must be logged in to post a comment",
        "you must log in to post a comment", "your email address will not be published", "comments are closed",
        "comments 0", "comments:", "be the first to leave a comment", "what readers are saying", "read the comments",
        "log in to reply", "login to reply", "log in to comment", "sign in to comment", "please log in to comment",
        "what do you think about this story: share your", "join the conversation", "join the discussion",
    ]),
];

/// Words that decide in lines that are not running text, with a word that must stand with them.
#[rustfmt::skip]
pub(super) static TOGETHER: &[(RegionKind, usize, &str, &[&str])] = &[
    (Widget, 45, "newsletter", INVITATIONS),
    (Widget, 40, "inbox", INVITATIONS),
    (Widget, 40, "sign up for", INVITATIONS),
    (Widget, 40, "enter your email", &[]),
    (Widget, 80, "cookies", &["we use", "uses cookies", "accept all", "reject all", "store cookies", "our partners"]),
    (Widget, 40, "all rights reserved", &["©", "copyright", "0"]),
    (SourceList, 30, "contributed to this", &["report", "story", "article"]),
    (SourceList, 25, "used with permission", &["copyright", "©", "0"]),
    (Byline, 25, "contributed reporting", &[]),
    (Byline, 30, "editing by", &["reporting by", "writing by"]),
];

/// How an invitation begins; a sentence of the article that speaks of newsletters does not.
#[rustfmt::skip]
const INVITATIONS: &[&str] = &[
    "^sign up", "^subscribe", "^get", "^join", "^enter", "^never miss", "^stay", "^want", "^dont", "^register", "^receive",
    "^like", "^love", "^enjoy", "^try", "^follow", "^start", "^delivered", "^become", "^keep", "^interested",
    "^looking", "^liked", "^click", "^tap", "^unsubscribe", "^newsletter", "^email", "^breaking", "^top", "^your", "^our",
    "^free", "^daily", "^weekly", "^morning", "unsubscribe",
];
