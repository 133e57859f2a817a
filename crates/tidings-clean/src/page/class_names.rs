//! What class names, ids and roles say: the words that page builders use for comments, shares, bylines.
//!
//! A word is a hint, not a verdict: hints become features of the blocks inside, and the model weighs them.

/// Hints, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hints(pub(crate) u64);

impl Hints {
    pub(crate) const NONE: Hints = Hints(0);
    pub(crate) const COMMENT: Hints = Hints(1);
    pub(crate) const SHARE: Hints = Hints(1 << 1);
    pub(crate) const RELATED: Hints = Hints(1 << 2);
    /// Advertisements, newsletters, subscriptions.
    pub(crate) const PROMOTION: Hints = Hints(1 << 3);
    /// Pop-ups, tools, searches, cookie notices.
    pub(crate) const WIDGET: Hints = Hints(1 << 4);
    pub(crate) const BYLINE: Hints = Hints(1 << 5);
    pub(crate) const CREDIT: Hints = Hints(1 << 6);
    pub(crate) const CAPTION: Hints = Hints(1 << 7);
    pub(crate) const NAVIGATION: Hints = Hints(1 << 8);
    pub(crate) const SIDEBAR: Hints = Hints(1 << 9);
    pub(crate) const HEADER: Hints = Hints(1 << 10);
    pub(crate) const FOOTER: Hints = Hints(1 << 11);
    /// The text of an article, surely.
    pub(crate) const BODY: Hints = Hints(1 << 12);
    /// The text of something.
    pub(crate) const CONTENT: Hints = Hints(1 << 13);
    pub(crate) const TITLE: Hints = Hints(1 << 14);
    pub(crate) const SUBTITLE: Hints = Hints(1 << 15);
    /// Cards, teasers, grids: links to other pages.
    pub(crate) const CARD: Hints = Hints(1 << 16);
    pub(crate) const TAGS: Hints = Hints(1 << 17);
    /// Notes on the author.
    pub(crate) const BIOGRAPHY: Hints = Hints(1 << 18);
    pub(crate) const HIDDEN: Hints = Hints(1 << 19);
    pub(crate) const FORM: Hints = Hints(1 << 20);
    pub(crate) const QUOTE: Hints = Hints(1 << 21);
    /// Galleries, players, figures.
    pub(crate) const MEDIA: Hints = Hints(1 << 22);
    pub(crate) const BUTTON: Hints = Hints(1 << 23);
    /// Questions and answers, folded sections.
    pub(crate) const FOLDED: Hints = Hints(1 << 24);
    pub(crate) const REFERENCES: Hints = Hints(1 << 25);
    pub(crate) const ARTICLE: Hints = Hints(1 << 26);
    pub(crate) const MAIN: Hints = Hints(1 << 27);
    pub(crate) const LIST: Hints = Hints(1 << 28);
    pub(crate) const TABLE: Hints = Hints(1 << 29);
    /// Dates, categories, counts.
    pub(crate) const META: Hints = Hints(1 << 30);
    /// Boxes beside the text.
    pub(crate) const ASIDE: Hints = Hints(1 << 31);
    /// How many there are of which the model sees the distance.
    pub(crate) const COUNT: usize = 32;
    /// Notices on cookies and consent; the model sees a widget.
    pub(crate) const CONSENT: Hints = Hints(1 << 32);
    /// What stands between a reader and the article; the model sees a promotion.
    pub(crate) const PAYWALL: Hints = Hints(1 << 33);

    /// Whether the two have one in common.
    pub(crate) const fn has(self, other: Hints) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub(crate) const fn with(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }
}

/// First words of class names that say what the page is about, not what the element is.
const TOPICS: [&[u8]; 17] = [
    b"hljs",
    b"hide",
    b"category",
    b"tag",
    b"type",
    b"status",
    b"format",
    b"template",
    b"layout",
    b"theme",
    b"postid",
    b"has",
    b"no",
    b"with",
    b"without",
    b"is",
    b"not",
];

/// Reads a class, id or role attribute.
pub(crate) fn hints(value: &str) -> Hints {
    value.split_ascii_whitespace().take(24).fold(Hints::NONE, |all, one| all.with(name(one)))
}

/// Reads one class name, split into words at hyphens, underscores and humps.
fn name(name: &str) -> Hints {
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
    let topic = setting || words.len() > 1 && TOPICS.contains(&words[0]);
    if topic || words.is_empty() {
        return Hints::NONE;
    }
    match pairs(words) {
        Hints::NONE => words.iter().fold(Hints::NONE, |all, word| all.with(single(word))),
        found => found,
    }
}

/// Names that need two words.
fn pairs(words: &[&[u8]]) -> Hints {
    words.windows(2).fold(Hints::NONE, |all, two| all.with(pair(two[0], two[1])))
}

#[rustfmt::skip]
fn pair(first: &[u8], second: &[u8]) -> Hints {
    match (first, second) {
        (b"article" | b"story" | b"entry" | b"post" | b"asset" | b"news" | b"blog", b"body" | b"content" | b"text" | b"copy") => {
            Hints::BODY
        }
        (b"article" | b"story" | b"entry" | b"post" | b"news" | b"page", b"title" | b"headline" | b"heading") => Hints::TITLE,
        (b"photo" | b"image" | b"img" | b"media" | b"picture", b"credit" | b"credits" | b"source") => Hints::CREDIT,
        (b"caption", b"text") | (b"image" | b"photo" | b"media", b"caption" | b"description") => Hints::CAPTION,
        (b"entry" | b"post" | b"article" | b"story", b"meta" | b"info" | b"date" | b"time" | b"details") => Hints::META,
        (b"entry" | b"post" | b"article" | b"story", b"author") | (b"author", b"name" | b"meta" | b"link") => Hints::BYLINE,
        (b"author" | b"about", b"bio" | b"box" | b"info" | b"block" | b"card" | b"profile" | b"description" | b"author") => {
            Hints::BIOGRAPHY
        }
        (b"read", b"more" | b"next" | b"also")
        | (b"more", b"from" | b"stories" | b"news" | b"articles" | b"posts")
        | (b"most", b"read" | b"popular" | b"viewed")
        | (b"also", b"read")
        | (b"up", b"next")
        | (b"see", b"also")
        | (b"you", b"may")
        | (b"latest" | b"recent" | b"other" | b"similar", b"posts" | b"news" | b"articles" | b"stories" | b"post") => Hints::RELATED,
        (b"pay", b"wall") => Hints::PROMOTION.with(Hints::PAYWALL),
        (b"sign", b"up") | (b"call", b"to") | (b"opt", b"in") | (b"lead", b"magnet") => Hints::PROMOTION,
        (b"skip", b"link" | b"to") | (b"sr", b"only") | (b"screen", b"reader") | (b"visually", b"hidden") => Hints::HIDDEN,
        (b"back", b"to") => Hints::WIDGET,
        (b"site" | b"global" | b"main" | b"top" | b"page", b"nav" | b"menu" | b"navigation" | b"bar") => Hints::NAVIGATION,
        (b"site" | b"global" | b"page" | b"main", b"header") => Hints::HEADER,
        (b"site" | b"global" | b"page" | b"main", b"footer") => Hints::FOOTER,
        (b"tag" | b"tags", b"list" | b"links" | b"cloud") | (b"post" | b"entry" | b"article", b"tags" | b"categories") => {
            Hints::TAGS
        }
        (b"post" | b"entry" | b"article", b"footer") => Hints::FOOTER.with(Hints::META),
        (b"sub", b"title" | b"headline" | b"heading" | b"head") => Hints::SUBTITLE,
        (b"pull", b"quote") => Hints::QUOTE,
        (b"table", b"contents") => Hints::NAVIGATION,
        _ => Hints::NONE,
    }
}

#[rustfmt::skip]
fn single(word: &[u8]) -> Hints {
    match word {
        b"comment" | b"comments" | b"commentlist" | b"commenting" | b"commenter" | b"disqus" | b"livefyre" | b"respond"
        | b"discussion" | b"replies" | b"reply" | b"viafoura" | b"spotim" | b"openweb" | b"feedback" | b"reviews" | b"kommentar" | b"kommentare"
        | b"kommentarer" | b"commentaire" | b"commentaires" | b"comentario" | b"comentarios" | b"commenti" | b"reacties"
        | b"komentarze" | b"yorum" | b"yorumlar" => Hints::COMMENT,
        b"share" | b"shares" | b"sharing" | b"sharebar" | b"sharedaddy" | b"sharethis" | b"social" | b"socials" | b"addthis"
        | b"addtoany" | b"a2a" | b"socialshare" | b"follow" | b"teilen" | b"partage" | b"partager" | b"compartir" | b"compartilhar"
        | b"condividi" | b"delen" | b"paylas" => Hints::SHARE,
        b"related" | b"recommended" | b"recommendation" | b"recommendations" | b"recirc" | b"recirculation" | b"readmore"
        | b"trending" | b"outbrain" | b"taboola" | b"mostread" | b"popular" | b"yarpp" | b"relatedposts" | b"upnext"
        | b"readnext" | b"morefrom" | b"zergnet" | b"revcontent" | b"jp" | b"similar" | b"more" | b"verwandte" | b"similaires" | b"relacionado"
        | b"relacionados" | b"relacionada" | b"relacionadas" | b"correlati" | b"gerelateerd" => Hints::RELATED,
        b"newsletter" | b"newsletters" | b"subscribe" | b"subscription" | b"signup" | b"promo" | b"promotion" | b"promobox"
        | b"ad" | b"ads" | b"advert" | b"advertisement" | b"advertising" | b"adslot" | b"dfp" | b"sponsor" | b"sponsored"
        | b"donate" | b"donation" | b"cta" | b"adsbygoogle" | b"banner" | b"optin" | b"mailchimp" | b"affiliate"
        | b"disclosure" | b"disclaimer" | b"werbung" | b"anzeige" | b"publicite" | b"pub" | b"publicidad" | b"publicidade" | b"pubblicita"
        | b"reklama" | b"reklam" | b"annonse" | b"abo" | b"abonnement" | b"abonnieren" => Hints::PROMOTION,
        b"cookie" | b"cookies" | b"consent" | b"gdpr" | b"cookielawinfo" | b"cookieconsent" | b"cookienotice" | b"cookiebar"
        | b"cookiebot" | b"cookieyes" | b"cky" | b"onetrust" | b"cmplz" | b"termly" | b"iubenda" | b"usercentrics" | b"osano"
        | b"didomi" | b"ccpa" => Hints::WIDGET.with(Hints::CONSENT),
        b"paywall" | b"regwall" | b"piano" => Hints::PROMOTION.with(Hints::PAYWALL),
        b"popup" | b"modal" | b"toolbar" | b"tools" | b"search" | b"searchform"
        | b"dialog" | b"alert" | b"printfriendly" | b"widget" | b"overlay" | b"login" | b"rating" | b"vote" | b"poll"
        | b"dropdown" | b"tooltip" | b"notification" | b"print" => Hints::WIDGET,
        b"byline" | b"bylines" | b"author" | b"authors" | b"dateline" | b"contributor" | b"contributors" | b"autor" | b"autoren" | b"autores"
        | b"auteur" | b"auteurs" | b"autore" | b"autori" | b"yazar" => Hints::BYLINE,
        b"timestamp" | b"pubdate" | b"datetime" | b"date" | b"meta" | b"metadata" | b"published" | b"category" | b"categories"
        | b"readtime" | b"views" | b"info" | b"infos" | b"eyebrow" | b"kicker" | b"datum" | b"fecha" | b"tarih" | b"dachzeile" => Hints::META,
        b"credit" | b"credits" | b"photocredit" | b"imagecredit" | b"fotocredit" | b"bildnachweis" => Hints::CREDIT,
        b"caption" | b"captions" | b"bildunterschrift" | b"legende" | b"leyenda" | b"didascalia" | b"bildtext" | b"onderschrift" => {
            Hints::CAPTION
        }
        b"nav" | b"navbar" | b"navigation" | b"menu" | b"breadcrumb" | b"breadcrumbs" | b"crumbs" | b"topbar" | b"pagination"
        | b"pager" | b"toc" | b"sitemap" | b"submenu" | b"megamenu" | b"tabs" | b"prev" | b"next" | b"links" => Hints::NAVIGATION,
        b"sidebar" | b"rail" | b"complementary" | b"secondary" | b"side" | b"sidebars" => Hints::SIDEBAR,
        b"header" | b"masthead" | b"hero" | b"head" | b"top" => Hints::HEADER,
        b"footer" | b"contentinfo" | b"copyright" | b"bottom" | b"colophon" | b"legal" => Hints::FOOTER,
        b"artikeltext" | b"artikelbody" | b"textodanoticia" | b"cuerpo" | b"corpo" | b"articlebody" | b"storybody" | b"articlecontent" | b"articletext" | b"bodytext" | b"fulltext" | b"storytext" => Hints::BODY,
        b"content" | b"body" | b"text" | b"copy" | b"richtext" | b"rte" | b"wysiwyg" | b"prose" | b"paragraph" | b"markdown"
        | b"post" | b"entry" | b"blog" | b"story" | b"single" | b"news" | b"inhalt" | b"contenu" | b"contenido" | b"conteudo" | b"contenuto"
        | b"texte" | b"texto" | b"testo" | b"tekst" | b"noticia" | b"noticias" | b"nachricht" | b"haber" => Hints::CONTENT,
        b"article" | b"artikel" | b"articulo" | b"articolo" | b"artigo" => Hints::ARTICLE.with(Hints::CONTENT),
        b"main" | b"primary" => Hints::MAIN,
        b"title" | b"headline" | b"heading" | b"titel" | b"titre" | b"titulo" | b"titolo" | b"titular" | b"baslik" | b"tytul" => Hints::TITLE,
        b"dek" | b"deck" | b"standfirst" | b"subtitle" | b"subhead" | b"subheadline" | b"subheading" | b"lede" | b"chapo" | b"vorspann"
        | b"unterzeile" | b"untertitel" | b"sommario" | b"entradilla" | b"bajada" | b"ingress" | b"perex" | b"sapo" | b"soustitre" => {
            Hints::SUBTITLE
        }
        b"excerpt" => Hints::CARD,
        b"card" | b"cards" | b"teaser" | b"teasers" | b"grid" | b"item" | b"items" | b"carousel" | b"slider" | b"slide" | b"swiper"
        | b"tile" | b"thumb" | b"thumbnail" | b"feed" | b"loop" | b"archive" | b"listing" | b"product" | b"products" => Hints::CARD,
        b"schlagworte" | b"etiquetas" | b"temas" | b"tag" | b"tags" | b"topics" | b"topic" | b"keywords" | b"label" | b"labels" => Hints::TAGS,
        b"bio" | b"biography" | b"authorbox" | b"profile" | b"avatar" => Hints::BIOGRAPHY,
        b"hidden" | b"invisible" | b"hide" => Hints::HIDDEN,
        b"form" | b"input" | b"field" | b"contact" | b"wpcf7" | b"hs" | b"hubspot" => Hints::FORM,
        b"quote" | b"blockquote" | b"pullquote" | b"testimonial" | b"tweet" => Hints::QUOTE,
        b"gallery" | b"video" | b"player" | b"figure" | b"image" | b"photo" | b"media" | b"audio" | b"embed" | b"podcast" => {
            Hints::MEDIA
        }
        b"btn" | b"button" | b"buttons" => Hints::BUTTON,
        b"faq" | b"faqs" | b"accordion" | b"collapse" | b"collapsible" | b"toggle" | b"expand" => Hints::FOLDED,
        b"references" | b"reference" | b"footnote" | b"footnotes" | b"citation" | b"citations" | b"sources" => Hints::REFERENCES,
        b"list" | b"bullets" => Hints::LIST,
        b"table" => Hints::TABLE,
        b"box" | b"callout" | b"infobox" | b"factbox" | b"aside" | b"note" | b"takeaways" | b"inset" => Hints::ASIDE,
        _ => Hints::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: Hints) {
        assert_eq!(hints(value), expected, "{value}");
    }

    #[test]
    fn words_inside_names() {
        check("lx-comment", Hints::COMMENT);
        check("shareBar", Hints::SHARE);
        check("ArticleBody_x1", Hints::BODY);
        check("photo-credit", Hints::CREDIT);
        check("c-dek", Hints::SUBTITLE);
    }

    #[test]
    fn topics_and_layout_say_nothing() {
        check("category-social-media tag-comments no-comments has-sidebar", Hints::NONE);
        check("address shadow thread", Hints::NONE);
        check("", Hints::NONE);
    }
}
