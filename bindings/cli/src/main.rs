//! The terminal shell: reads arguments, asks for secrets, calls one verb of the app, and draws the view it answers with.
//!
//! It decides nothing about health. `patient` holds the commands that need a vault, `ask` those that need none,
//! `demo` tells the whole story on a throw-away vault, and `screen` draws each view.
#![forbid(unsafe_code)]

mod args;
mod ask;
mod assignment;
mod bars;
mod clock;
mod demo;
mod draft_file;
mod facts_file;
mod failure;
mod files;
mod interview;
mod json;
#[cfg(test)]
mod json_page;
mod object;
mod page;
mod patient;
mod prompt;
mod schema;
mod screen;
mod secret;
mod shell;
mod spoken;

use std::process::ExitCode;

fn main() -> ExitCode {
    match args::read() {
        Ok(cli) => {
            let shell = shell::Shell::new(&cli.global);
            match run(&shell, cli.command) {
                Ok(()) => ExitCode::SUCCESS,
                Err(failure) => shell.fail(&failure),
            }
        }
        Err(code) => code,
    }
}

fn run(shell: &shell::Shell, command: args::Command) -> Result<(), failure::Failure> {
    use args::Command;
    match command {
        Command::Demo(demo) => demo::run(shell, &demo),
        Command::Init => patient::vault::init(shell),
        Command::UnlockCheck => patient::vault::unlock_check(shell),
        Command::Verify(verify) => patient::vault::verify(shell, &verify),
        Command::Vault(vault) => patient::ways::run(shell, &vault.verb),
        Command::RenewKey => patient::vault::renew_key(shell),
        Command::Salvage(salvage) => patient::salvage::run(shell, &salvage),
        Command::Erase(erase) => patient::vault::erase(shell, &erase),
        Command::Person(person) => patient::person::run(shell, person.verb),
        Command::Device(device) => patient::device::run(shell, device.verb),
        Command::Plan(plan) => patient::plan::run(shell, plan.verb),
        Command::Today => patient::day::today(shell),
        Command::Run(run) => patient::run::run(shell, run),
        Command::Inbox(inbox) => patient::inbox::run(shell, inbox.verb),
        Command::Log(log) => patient::log::run(shell, log.verb),
        Command::Amend(amend) => patient::amend::run(shell, amend),
        Command::Pause(pause) => patient::pause::run(shell, pause),
        Command::Checkin(checkin) => patient::checkin::run(shell, checkin),
        Command::Progress => patient::day::progress(shell),
        Command::Trends(args) => patient::trends::run(shell, &args),
        Command::Timeline(range) => patient::day::timeline(shell, &range),
        Command::Report(report) => patient::report::run(shell, &report),
        Command::Triage(triage) => ask::triage::run(shell, &triage.facts),
        Command::Interview(interview) => ask::interview::run(shell, &interview),
        Command::Setting(setting) => patient::setting::run(shell, &setting),
        Command::Facts => ask::facts::run(shell),
        Command::Rules(rules) => ask::rules::run(shell, rules.verb),
        Command::Schedule(schedule) => ask::schedule::run(shell, &schedule),
    }
}
