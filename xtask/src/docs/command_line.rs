//! The page of the command line: the long help of every command.

use std::fmt::Write;

use clap::Command;

/// The width that help texts are wrapped to, whatever terminal writes the page.
const WIDTH: usize = 100;

/// `docs/reference/command-line.md`.
pub fn page(command: Command) -> String {
    let mut out = String::from(
        "<!-- Written by `cargo xtask docs`; do not edit. -->\n# Command line\n\n\
         What `--help` prints, command by command.\n",
    );
    // Building gives the commands below the first one their full names.
    let mut command = command.term_width(WIDTH);
    command.build();
    write_command(&mut out, &mut command, 2);
    out
}

fn write_command(out: &mut String, command: &mut Command, depth: usize) {
    let name = command.get_bin_name().unwrap_or(command.get_name()).to_owned();
    let help = command.render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    let _ = writeln!(out, "\n{} `{name}`\n\n```text\n{}\n```", "#".repeat(depth), help.join("\n").trim());
    let shown = |command: &&mut Command| !command.is_hide_set() && command.get_name() != "help";
    for below in command.get_subcommands_mut().filter(shown) {
        write_command(out, below, depth + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_visible_command_is_on_the_page() {
        let command = Command::new("tidings")
            .about("Tells.")
            .subcommand(Command::new("run").about("Runs.").subcommand(Command::new("deep")))
            .subcommand(Command::new("secret").hide(true));
        let page = page(command);
        let headings: Vec<&str> = page.lines().filter(|line| line.starts_with('#')).collect();
        assert_eq!(
            headings,
            ["# Command line", "## `tidings`", "### `tidings run`", "#### `tidings run deep`"]
        );
        assert!(page.contains("Usage: tidings run"), "{page}");
        assert!(!page.contains("secret"), "{page}");
    }
}
