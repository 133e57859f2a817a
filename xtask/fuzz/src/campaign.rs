//! A campaign: so many executions of every target, with mutated inputs, on several threads.
//!
//! The executions of a target are cut into chunks, each with random numbers of its own, so that what is executed depends on the
//! seed and the number of executions and not on the threads. A finding (a panic or a broken invariant) is minimized and written
//! into a file; one of the same kind is not told again. What a process cannot survive (the end of the stack or of memory, an
//! endless loop) leaves its input in a file too: every input is written down before it is executed.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Seek, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::Target;
use crate::minimize::minimize;
use crate::mutate::Mutator;

/// Executions of a chunk.
const CHUNK: u64 = 1000;

/// So many kinds of findings of one target are enough: with another it is passed over.
const MOST_FINDINGS: usize = 12;

/// How often it is looked whether an execution hangs.
const LOOK: Duration = Duration::from_millis(500);

/// What is to be executed.
pub struct Plan<'a> {
    /// The targets.
    pub targets: Vec<&'static Target>,
    /// Executions of all targets together; each has its share. At most 2^40.
    pub executions: u64,
    /// Chunks are not begun after so long.
    pub limit: Option<Duration>,
    /// What the random numbers begin with.
    pub seed: u64,
    /// How many threads work.
    pub jobs: usize,
    /// The folder of the findings; it is made if it does not exist.
    pub folder: &'a Path,
    /// The repository, for the inputs to begin with.
    pub root: &'a Path,
    /// An execution that takes longer hangs: that is a finding, and the end of the process.
    pub hang: Duration,
}

/// What became of one target.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// How often it was executed.
    pub executions: u64,
    /// The time of all executions together.
    pub time: Duration,
    /// The longest execution.
    pub slowest: Duration,
    /// What was found, by kind.
    pub findings: BTreeMap<String, Finding>,
}

/// A panic or a broken invariant.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What happened.
    pub message: String,
    /// The file with the input.
    pub path: PathBuf,
}

/// Executes a plan. `tell` hears of every finding at once.
///
/// # Errors
/// If the inputs to begin with cannot be read, or a finding cannot be written.
pub fn run(
    plan: &Plan<'_>,
    tell: impl Fn(&Target, &Finding) + Sync,
) -> Result<Vec<(&'static Target, Tally)>> {
    std::fs::create_dir_all(plan.folder).with_context(|| format!("cannot make {}", plan.folder.display()))?;
    let mut lanes = Vec::new();
    let shares: u64 = plan.targets.iter().map(|target| target.share).sum();
    for target in &plan.targets {
        let executions = (plan.executions * target.share).div_ceil(shares.max(1));
        lanes.push(Lane { target, executions, seeds: target.seeds(plan.root)?, tally: Mutex::default() });
    }
    let turns = turns(&plan.targets);
    let work = Work { plan, lanes, turns, next: AtomicU64::new(0), start: Instant::now(), tell: &tell };
    let jobs = plan.jobs.max(1);
    let slots: Vec<Slot> = (0..jobs).map(|number| Slot::new(plan.folder, number)).collect::<Result<_>>()?;
    let over = AtomicBool::new(false);
    let worked: Result<()> = std::thread::scope(|scope| {
        let workers: Vec<_> = slots.iter().map(|slot| scope.spawn(|| work.run(slot))).collect();
        scope.spawn(|| watch(plan, &slots, &over));
        let results: Vec<_> = workers.into_iter().map(|worker| worker.join()).collect();
        over.store(true, Ordering::Relaxed);
        results.into_iter().try_for_each(|result| match result {
            Ok(result) => result,
            Err(payload) => std::panic::resume_unwind(payload),
        })
    });
    slots.iter().for_each(Slot::remove);
    worked?;
    let done = |lane: Lane| (lane.target, lane.tally.into_inner().unwrap_or_else(PoisonError::into_inner));
    Ok(work.lanes.into_iter().map(done).collect())
}

/// Executes one input: `Err` with what happened if it is a finding.
pub fn execute(target: &Target, input: &[u8]) -> Result<(), String> {
    keep_panics();
    EXECUTING.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(|| target.check(input)));
    EXECUTING.set(false);
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(format!("{error:#}")),
        Err(_) => Err(LAST_PANIC.take().unwrap_or_else(|| "a panic in another thread".to_owned())),
    }
}

/// A target on its way.
struct Lane {
    target: &'static Target,
    executions: u64,
    seeds: Vec<Vec<u8>>,
    tally: Mutex<Tally>,
}

/// Whose chunk is next: in a round every target has as many turns as its share says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Turn {
    /// The place of its lane.
    lane: usize,
    /// Which of the turns of that lane it is.
    nth: u64,
}

/// The turns of a round, those of one target spread over it.
fn turns(targets: &[&'static Target]) -> Vec<Turn> {
    let most = targets.iter().map(|target| target.share).max().unwrap_or(0);
    let of_all = (0..most).flat_map(|nth| (0..targets.len()).map(move |lane| Turn { lane, nth }));
    of_all.filter(|turn| turn.nth < targets[turn.lane].share).collect()
}

struct Work<'a, T> {
    plan: &'a Plan<'a>,
    lanes: Vec<Lane>,
    turns: Vec<Turn>,
    next: AtomicU64,
    start: Instant,
    tell: &'a T,
}

impl<T: Fn(&Target, &Finding) + Sync> Work<'_, T> {
    /// Takes chunks, the targets in turn, until there are no more or the time is over.
    fn run(&self, slot: &Slot) -> Result<()> {
        // Corpus stages share their work with the pool of the thread: here that is the thread itself.
        let _pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build()?;
        let all = (self.turns.len() as u64).max(1);
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(turn) = self.turns.get((number % all) as usize) else { return Ok(()) };
            let round = number / all;
            let over = |lane: &Lane| round * lane.target.share * CHUNK >= lane.executions;
            if self.lanes.iter().all(over)
                || self.plan.limit.is_some_and(|limit| self.start.elapsed() >= limit)
            {
                return Ok(());
            }
            let lane = &self.lanes[turn.lane];
            let chunk = round * lane.target.share + turn.nth;
            let begun = chunk * CHUNK;
            self.chunk(lane, chunk, lane.executions.saturating_sub(begun).min(CHUNK), slot)?;
        }
    }

    fn chunk(&self, lane: &Lane, chunk: u64, executions: u64, slot: &Slot) -> Result<()> {
        let Lane { target, seeds, tally, .. } = lane;
        let seed =
            self.plan.seed.wrapping_add(chunk).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number_of(target.name);
        let mut mutator = Mutator::new(seed, target, seeds);
        let mut done = Tally::default();
        for _ in 0..executions {
            let input = mutator.next_input();
            slot.begin(target, &input)?;
            let start = Instant::now();
            let outcome = execute(target, &input);
            let time = start.elapsed();
            slot.end();
            done.executions += 1;
            done.time += time;
            done.slowest = done.slowest.max(time);
            if let Err(message) = outcome {
                self.found(lane, &input, &message)?;
            }
        }
        let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
        tally.executions += done.executions;
        tally.time += done.time;
        tally.slowest = tally.slowest.max(done.slowest);
        Ok(())
    }

    /// Minimizes and writes a finding, if it is the first of its kind.
    fn found(&self, lane: &Lane, input: &[u8], message: &str) -> Result<()> {
        let kind = kind(message);
        let known = || {
            let tally = lane.tally.lock().unwrap_or_else(PoisonError::into_inner);
            tally.findings.contains_key(&kind) || tally.findings.len() >= MOST_FINDINGS
        };
        if known() {
            return Ok(());
        }
        let fails =
            |input: &[u8]| execute(lane.target, input).is_err_and(|message| self::kind(&message) == kind);
        let smallest = minimize(input, fails);
        let message = execute(lane.target, &smallest).err().unwrap_or_else(|| message.to_owned());
        let path = self.plan.folder.join(file_name(lane.target, &smallest));
        std::fs::write(&path, &smallest).with_context(|| format!("cannot write {}", path.display()))?;
        let finding = Finding { message, path };
        let mut tally = lane.tally.lock().unwrap_or_else(PoisonError::into_inner);
        if tally.findings.insert(kind, finding.clone()).is_none() {
            (self.tell)(lane.target, &finding);
        }
        Ok(())
    }
}

/// What kind of finding a message tells of: the place of a panic; of another the beginning, without numbers and what it quotes.
fn kind(message: &str) -> String {
    if let Some((place, _)) = message.strip_prefix(PANIC).and_then(|rest| rest.split_once(": ")) {
        return place.to_owned();
    }
    let mut inside = false;
    let outside = |c: &char| {
        inside ^= matches!(c, '`' | '"');
        !inside && !c.is_ascii_digit()
    };
    message.chars().take(160).filter(outside).take(60).collect()
}

/// How the message of a panic begins whose place is known.
const PANIC: &str = "a panic at ";

/// The name of the file of a finding: its target, and a number of its bytes.
fn file_name(target: &Target, input: &[u8]) -> String {
    format!("{}-{:016x}.input", target.name, number_of(input))
}

/// A number of bytes, the same in every process.
fn number_of(bytes: impl AsRef<[u8]>) -> u64 {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes.as_ref());
    hasher.finish()
}

/// What a worker executes at the moment, on the disk and for the watch.
struct Slot {
    path: PathBuf,
    file: File,
    current: Mutex<Option<(Instant, &'static str, Vec<u8>)>>,
}

/// How the names of the files begin that hold what was executed when a process ended.
pub const UNDER_WAY: &str = "under-way-";

impl Slot {
    fn new(folder: &Path, number: usize) -> Result<Self> {
        let path = folder.join(format!("{UNDER_WAY}{}-{number}", std::process::id()));
        let file = File::create(&path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Slot { path, file, current: Mutex::new(None) })
    }

    /// Writes down the target, a line feed and the input.
    fn begin(&self, target: &'static Target, input: &[u8]) -> Result<()> {
        let mut noted = Vec::with_capacity(target.name.len() + 1 + input.len());
        noted.extend_from_slice(target.name.as_bytes());
        noted.push(b'\n');
        noted.extend_from_slice(input);
        let write = |mut file: &File| {
            file.rewind()?;
            file.write_all(&noted)?;
            file.set_len(noted.len() as u64)
        };
        write(&self.file).with_context(|| format!("cannot write {}", self.path.display()))?;
        let current = (Instant::now(), target.name, input.to_vec());
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some(current);
        Ok(())
    }

    fn end(&self) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn remove(&self) {
        // Nothing depends on it: the next run writes files of its own.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Ends the process if an execution hangs; its input stays in the file of its slot.
fn watch(plan: &Plan<'_>, slots: &[Slot], over: &AtomicBool) {
    while !over.load(Ordering::Relaxed) {
        std::thread::sleep(LOOK);
        for slot in slots {
            let current = slot.current.lock().unwrap_or_else(PoisonError::into_inner);
            let Some((start, name, _)) = current.as_ref().filter(|(start, ..)| start.elapsed() > plan.hang)
            else {
                continue;
            };
            let seconds = start.elapsed().as_secs();
            eprintln!("error: `{name}` hangs for {seconds} s; its input: {}", slot.path.display());
            std::process::exit(1);
        }
    }
}

thread_local! {
    /// Whether this thread executes an input.
    static EXECUTING: Cell<bool> = const { Cell::new(false) };
    /// What the last panic of an execution of this thread said, and where.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Lets panics of executions be kept instead of told, with their places. Others are told as before.
fn keep_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !EXECUTING.get() {
                return before(info);
            }
            let text = info.payload().downcast_ref::<&str>().copied();
            let text = text.or_else(|| info.payload().downcast_ref::<String>().map(String::as_str));
            let text = text.unwrap_or("no message");
            let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
            LAST_PANIC.set(Some(format!("{PANIC}{place}: {text}")));
        }));
    });
}

#[cfg(test)]
mod tests {
    use anyhow::ensure;

    use super::*;
    use crate::dictionary;

    /// Panics at a NUL byte and is wrong about two ellipses.
    static FRAGILE: Target = Target {
        name: "fragile",
        about: "a target with two faults",
        longest: 200,
        share: 1,
        json: 0,
        words: &[dictionary::TEXT],
        check: |input| {
            assert!(!input.contains(&0), "a NUL byte among {} bytes", input.len());
            let ellipses = String::from_utf8_lossy(input).matches('…').count();
            ensure!(ellipses < 2, "{ellipses} ellipses");
            Ok(())
        },
        seeds: |_| Ok(vec!["One, two … three.".into()]),
    };

    fn campaign(folder: &Path, jobs: usize) -> Tally {
        let (hang, root) = (Duration::from_secs(60), Path::new("."));
        let (targets, executions) = (vec![&FRAGILE], 4500);
        let plan = Plan { targets, executions, limit: None, seed: 3, jobs, folder, root, hang };
        run(&plan, |_, _| ()).expect("a campaign").remove(0).1
    }

    #[test]
    fn faults_are_found_and_minimized() {
        let folder = tempfile::tempdir().expect("folder");
        let tally = campaign(folder.path(), 3);
        assert_eq!(tally.executions, 4500);
        let found: Vec<_> = tally.findings.values().collect();
        let inputs: Vec<_> =
            found.iter().map(|finding| std::fs::read(&finding.path).expect("an input")).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(inputs, ["……".as_bytes(), &[0]]);
        assert_eq!(found[0].message, "2 ellipses");
        assert!(found[1].message.starts_with("a panic at ") && found[1].message.ends_with("among 1 bytes"));
        assert_eq!(execute(&FRAGILE, &inputs[0]), Err("2 ellipses".to_owned()));
        assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 2);
    }

    #[test]
    fn the_threads_do_not_change_what_is_found() {
        let kinds = |jobs| {
            let folder = tempfile::tempdir().expect("folder");
            campaign(folder.path(), jobs).findings.into_keys().collect::<Vec<_>>()
        };
        assert_eq!(kinds(1), kinds(4));
    }

    #[test]
    fn every_target_has_its_share_of_a_round() {
        let targets: Vec<&'static Target> = crate::TARGETS.iter().collect();
        let turns = turns(&targets);
        assert_eq!(turns.len() as u64, targets.iter().map(|target| target.share).sum::<u64>());
        for (lane, target) in targets.iter().enumerate() {
            let of_target: Vec<u64> =
                turns.iter().filter(|turn| turn.lane == lane).map(|turn| turn.nth).collect();
            assert_eq!(of_target, (0..target.share).collect::<Vec<_>>(), "{}", target.name);
        }
    }

    #[test]
    fn what_is_executed_is_written_down() {
        let folder = tempfile::tempdir().expect("folder");
        let slot = Slot::new(folder.path(), 7).expect("a slot");
        slot.begin(&FRAGILE, b"a long input").expect("written");
        slot.begin(&FRAGILE, b"short").expect("written");
        assert_eq!(std::fs::read(&slot.path).expect("a file"), b"fragile\nshort");
        slot.remove();
        assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 0);
    }

    #[test]
    fn kinds_do_not_depend_on_what_is_quoted() {
        assert_eq!(kind("`tokens`: 3..9 cuts"), kind("`sentences`: 12..40 cuts"));
        assert_eq!(kind("a panic at a.rs:3: 7 is less than 8"), kind("a panic at a.rs:3: 8 is less than 9"));
        assert_ne!(kind("a panic at a.rs:3: odd"), kind("a panic at a.rs:4: odd"));
    }
}
