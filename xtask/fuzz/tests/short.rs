//! A short campaign: the same in every run, over all targets, in an unoptimized build. And that a campaign finds what there is.

use std::path::Path;
use std::time::Duration;

use tidings_fuzz::campaign::{Plan, Tally, run};
use tidings_fuzz::{TARGETS, Target, seeds};

/// Executions of all targets together.
const EXECUTIONS: u64 = 3000;

fn campaign(folder: &Path, jobs: usize, executions: u64) -> Vec<(&'static Target, Tally)> {
    let plan = Plan {
        targets: TARGETS.iter().collect(),
        executions,
        limit: None,
        seed: 18,
        jobs,
        folder,
        root: &seeds::root(),
        hang: Duration::from_secs(300),
    };
    run(&plan, |target, finding| println!("{}: {}", target.name, finding.message)).expect("a campaign")
}

#[test]
fn mutated_inputs_break_nothing() {
    let folder = tempfile::tempdir().expect("folder");
    let tallies = campaign(folder.path(), 2, EXECUTIONS);
    let mut executions = 0;
    for (target, tally) in &tallies {
        println!("{}: {} in {:?}, slowest {:?}", target.name, tally.executions, tally.time, tally.slowest);
        executions += tally.executions;
        let found: Vec<_> = tally.findings.values().map(|finding| &finding.message).collect();
        assert!(
            found.is_empty(),
            "{}: {found:#?}\n`cargo xtask fuzz --executions {EXECUTIONS} --seed 18` keeps the inputs",
            target.name
        );
    }
    assert!(executions >= EXECUTIONS, "{executions}");
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("folder").collect();
    assert!(left.is_empty(), "{left:?}");
}
