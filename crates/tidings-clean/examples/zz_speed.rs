use tidings_clean::*;
use tidings_core::*;
fn main() {
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let dir = std::env::args().nth(2).unwrap();
    let html = std::env::args().nth(3).is_none();
    let pages: Vec<String> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| std::fs::read_to_string(e.unwrap().path()).unwrap())
        .collect();
    let bytes: usize = pages.iter().map(|p| p.len()).sum();
    let stages: Vec<Box<dyn Stage>> = if html {
        vec![Box::new(Page::new(PageConfig::default()).unwrap())]
    } else {
        vec![
            Box::new(Unicode::new(UnicodeConfig::default()).unwrap()),
            Box::new(Repeats::new(RepeatsConfig::default()).unwrap()),
            Box::new(Boilerplate::new(BoilerplateConfig::default()).unwrap()),
            Box::new(Metadata::new(MetadataConfig::default()).unwrap()),
        ]
    };
    let mut times = vec![0.0; stages.len()];
    let mut total = 0;
    for _ in 0..n {
        for p in &pages {
            let mut doc = Document::with_format(
                "a",
                p.clone(),
                if html { SourceFormat::Html } else { SourceFormat::Text },
            )
            .unwrap();
            for (s, t) in stages.iter().zip(&mut times) {
                let start = std::time::Instant::now();
                s.process(&mut doc).unwrap();
                *t += start.elapsed().as_secs_f64();
            }
            total += doc.text().len();
        }
    }
    for t in &times {
        println!("{:.1} MB/s", (bytes * n) as f64 / 1e6 / t);
    }
    println!("all {:.1} MB/s, {total}", (bytes * n) as f64 / 1e6 / times.iter().sum::<f64>());
}
