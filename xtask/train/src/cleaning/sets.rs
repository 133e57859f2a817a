//! Figures of pages by set and by site, and the worst pages by name.

use std::collections::BTreeMap;

use tidings_learn::Figure;

use super::data::{Article, Set};
use super::page::{Decided, THRESHOLDS, VIEWS};
use super::score::{Counts, mean};

/// How many pages and sites are listed.
const WORST: usize = 20;
/// Pages with an article of so many bytes may not come out empty.
const MUCH: usize = 400;

/// The sets, with their names.
pub const SETS: [(Set, &str); 2] =
    [(Set::Wcxb, "WCXB development articles, English"), (Set::Foreign, "publisher pages, other languages")];

/// The ways that a page is shown.
const VIEW_NAMES: [&str; VIEWS] = ["all evidence", "without names", "without English words"];

/// Prints the figures of cross-validation, and gives those for the card of the model.
pub fn report(decided: &[Decided], articles: &[Article]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (set, name) in SETS {
        let of_set = || decided.iter().zip(articles).filter(move |(_, article)| article.set == set);
        if of_set().next().is_none() {
            continue;
        }
        println!("{name}");
        for (at, threshold) in THRESHOLDS.iter().enumerate() {
            let all = mean(&of_set().map(|(page, _)| page.stage[at]).collect::<Vec<_>>());
            println!("  threshold {threshold}: {all}");
            if *threshold == super::PAGE_THRESHOLD {
                figures.push(Figure::new(name, "shingle F1, cross-validated by site", 100.0 * all.f1));
            }
        }
        let short: Vec<Counts> = of_set().filter_map(|(page, _)| page.short).collect();
        let empty = short.iter().filter(|counts| counts.hits == 0).count();
        println!("  with only the beginning of the article: {}, {empty} without a word of it", mean(&short));
        for (view, shown) in VIEW_NAMES.iter().enumerate() {
            let all = mean(&of_set().map(|(page, _)| page.scores[view]).collect::<Vec<_>>());
            println!("  by scores alone, {shown}: {all}");
        }
    }
    let at = THRESHOLDS.iter().position(|threshold| *threshold == super::PAGE_THRESHOLD).unwrap_or(0);
    let pages: Vec<(Counts, &Article)> =
        decided.iter().zip(articles).map(|(page, article)| (page.stage[at], article)).collect();
    worst(&pages);
    figures
}

/// Prints the pages that come out empty, the worst pages and the worst sites of each set.
pub fn worst(pages: &[(Counts, &Article)]) {
    let empty = |(counts, article): &&(Counts, &Article)| {
        counts.hits + counts.surplus == 0 && article.body.len() >= MUCH
    };
    let empty: Vec<&str> = pages.iter().filter(empty).map(|(_, article)| article.id.as_str()).collect();
    println!("empty, with an article of {MUCH} bytes and more: {} {}", empty.len(), empty.join(" "));
    for (set, name) in SETS {
        let mut of_set: Vec<&(Counts, &Article)> =
            pages.iter().filter(|(_, article)| article.set == set).collect();
        of_set.sort_by(|a, b| a.0.f1().total_cmp(&b.0.f1()));
        println!("worst pages, {name}");
        for (counts, article) in of_set.iter().take(WORST) {
            println!(
                "  {:.3}  +{:<5} -{:<5} {} ({})",
                counts.f1(),
                counts.surplus,
                counts.missing,
                article.id,
                article.site
            );
        }
        let mut sites: BTreeMap<&str, Vec<Counts>> = BTreeMap::new();
        of_set
            .iter()
            .for_each(|(counts, article)| sites.entry(article.site.as_str()).or_default().push(*counts));
        let mut sites: Vec<_> = sites.into_iter().filter(|(_, counts)| counts.len() > 1).collect();
        sites.sort_by(|a, b| mean(&a.1).f1.total_cmp(&mean(&b.1).f1));
        let sites: Vec<String> = sites
            .iter()
            .take(WORST)
            .map(|(site, counts)| format!("{site} {:.3} ({})", mean(counts).f1, counts.len()))
            .collect();
        println!("worst sites with two pages and more: {}", sites.join(", "));
    }
}
