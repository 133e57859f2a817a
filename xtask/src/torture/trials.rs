//! The trials: what happens to a run, and what it must leave all the same.

use std::path::Path;
use std::thread;

use anyhow::Result;

use super::driver::Driver;
use crate::bench::collection::Dice;

/// What became of the trials of one kind.
#[derive(Default)]
pub struct Tally {
    pub runs: usize,
    /// Runs that did not come to their end.
    pub ended_early: usize,
    /// Runs that were gone on with.
    pub went_on: usize,
    /// What went wrong, and when.
    pub wrong: Vec<String>,
}

/// Trials with numbers of chance.
pub struct Trials {
    dice: Dice,
}

/// The kinds of errors that a disk has.
const ERRORS: [&str; 3] = ["enospc", "eio", "efbig"];
/// Numbers of workers beside the driver's own.
const WORKERS: [usize; 3] = [2, 3, 8];

impl Trials {
    pub fn new(seed: u64) -> Self {
        Trials { dice: Dice(seed) }
    }

    /// Whole runs, most of them with as many workers as the driver has.
    pub fn repeat(&mut self, driver: &Driver, runs: usize) -> Result<Tally> {
        let mut tally = Tally::default();
        let output = driver.output("repeat");
        for number in 0..runs {
            let workers = (number % 10 == 9).then(|| WORKERS[number / 10 % WORKERS.len()]);
            let ended = driver.run(&output, workers)?;
            tally.runs += 1;
            tally.note(driver.judge(&output, &ended), || format!("run {number} with {workers:?} workers"));
        }
        Ok(tally)
    }

    /// Runs that are killed at a random moment; one in three is killed again when it goes on.
    pub fn kill_at_moments(&mut self, driver: &Driver, kills: usize) -> Result<Tally> {
        let mut tally = Tally::default();
        for number in 0..kills {
            let output = driver.output("kill");
            let mut moments = Vec::new();
            let times = if self.dice.below(3) == 0 { 2 } else { 1 };
            for time in 0..times {
                let moment = driver.duration.mul_f64(self.dice.roll());
                let mut child = driver.start(&output, time > 0)?;
                thread::sleep(moment);
                child.kill()?;
                tally.runs += 1;
                tally.ended_early += usize::from(!child.wait()?.success());
                moments.push(moment);
            }
            tally.go_on(driver, &output, || format!("kill {number} after {moments:?}"))?;
        }
        Ok(tally)
    }

    /// Runs that end at an exact operation on their output, half of whose bytes are written if it is a write.
    pub fn kill_at_operations(&mut self, driver: &Driver, kills: usize) -> Result<Tally> {
        self.at_operations(driver, kills, |_| "kill")
    }

    /// Runs whose disk fails from an exact operation on.
    pub fn fail(&mut self, driver: &Driver, faults: usize) -> Result<Tally> {
        self.at_operations(driver, faults, |dice| ERRORS[dice.below(ERRORS.len())])
    }

    fn at_operations(
        &mut self,
        driver: &Driver,
        trials: usize,
        action: impl Fn(&mut Dice) -> &'static str,
    ) -> Result<Tally> {
        let mut tally = Tally::default();
        let operations = operations(driver)?;
        for number in 0..trials {
            let output = driver.output("fault");
            let fault = format!("any:{}:{}", 1 + self.dice.below(operations), action(&mut self.dice));
            tally.runs += 1;
            let ended = driver.run_with_fault(&output, &fault, false)?;
            tally.ended_early += usize::from(!ended.status.success());
            tally.go_on(driver, &output, || format!("fault {number}, {fault}"))?;
        }
        Ok(tally)
    }

    /// Two runs into one folder at once: one of them is refused, the other one is not disturbed.
    pub fn pair(&mut self, driver: &Driver, pairs: usize) -> Result<Tally> {
        let mut tally = Tally::default();
        for number in 0..pairs {
            let output = driver.output("pair");
            let first = driver.start(&output, false)?;
            thread::sleep(driver.duration.mul_f64(self.dice.roll() / 2.0));
            let second = driver.start(&output, number % 2 == 0)?;
            let ended = [first.wait_with_output()?, second.wait_with_output()?];
            tally.runs += 2;
            let refused = ended.iter().filter(|ended| ended.status.code() == Some(1)).count();
            tally.ended_early += refused;
            let one = ended.iter().find(|ended| ended.status.success());
            let wrong = match one {
                // Both may succeed, one after the other, if the first was at its end.
                Some(ended) => driver.judge(&output, ended),
                None => Some("neither run came to its end".to_owned()),
            };
            tally.note(wrong, || format!("pair {number}"));
        }
        Ok(tally)
    }
}

impl Tally {
    fn note(&mut self, wrong: Option<String>, trial: impl Fn() -> String) {
        self.wrong.extend(wrong.map(|reason| format!("{}: {reason}", trial())));
    }

    /// Goes on with a run that ended early, and judges what it leaves.
    fn go_on(&mut self, driver: &Driver, output: &Path, trial: impl Fn() -> String) -> Result<()> {
        let ended = driver.resume(output)?;
        self.went_on += 1;
        self.note(driver.judge(output, &ended), trial);
        Ok(())
    }
}

/// About how many operations a run makes: a power of two that it does not reach, halved until it does.
fn operations(driver: &Driver) -> Result<usize> {
    let reaches = |number: usize| -> Result<bool> {
        let output = driver.output("count");
        Ok(!driver.run_with_fault(&output, &format!("any:{number}:kill"), false)?.status.success())
    };
    let mut high = 16;
    while reaches(high)? {
        high *= 2;
    }
    let mut low = high / 2;
    while high - low > 2 {
        let middle = low.midpoint(high);
        if reaches(middle)? { low = middle } else { high = middle }
    }
    Ok(low.max(1))
}
