//! Can the answers of triage be trusted? Each subject is one part of the proof and prints what it found as JSON; `run`
//! beside this folder's sources runs them all and writes the report.
#![forbid(unsafe_code)]
// What is found is printed: that is what this program is for.
#![allow(clippy::print_stdout)]

mod cases;
mod chance;
mod drawn;
mod exhaustive;
mod mutants;
mod order;
mod parts;
mod people;
mod rules;
mod space;
mod speed;
mod stream;
mod vignettes;

use gradus_triage::Pack;
use serde_json::Value;

use crate::exhaustive::{Part, Reach};

const USAGE: &str = "usage: triage-proof SUBJECT [NAME=NUMBER...]
  rules    all=N some=N part=K of=N seed=N   every rule over its own facts
  pairs    all=N some=N part=K of=N seed=N   every two rules over theirs
  random   points=N part=K of=N seed=N       everything at once
  each                                       every rule, its cases and its numbers; every way to write a temperature
  mutants                                    every change to the pack, and who notices
  told                                       vignettes and stories: labels against answers
  speed                                      what an answer costs
  example                                    a full set of facts
  cold                                       one set of facts from standard input, answered
  stream   COUNT SEED                        sets of facts with their answers, a line each";

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [subject, count, seed] = &words[..]
        && subject == "stream"
    {
        let (count, seed) = (count.parse().unwrap_or(0), seed.parse().unwrap_or(1));
        // A reader that has seen enough closes the pipe.
        drop(stream::write(&Pack::builtin([7; 32]), count, seed));
        return;
    }
    match subject(&words) {
        Some(told) => println!("{told}"),
        None => {
            println!("{USAGE}");
            std::process::exit(2);
        }
    }
}

fn subject(words: &[String]) -> Option<Value> {
    let (subject, numbers) = words.split_first()?;
    let number = |name: &str| {
        let mut own = numbers.iter().filter_map(|word| word.split_once('='));
        own.find(|(known, _)| *known == name).and_then(|(_, number)| number.parse::<u64>().ok())
    };
    let count = |name: &str| number(name).and_then(|number| usize::try_from(number).ok());
    let pack = Pack::builtin([7; 32]);
    let part = Part {
        number: count("part").unwrap_or(0),
        of: count("of").filter(|of| *of > 0).unwrap_or(1),
        seed: number("seed").unwrap_or(1),
    };
    let reach = || Some(Reach { all: count("all")?, some: count("some")? });
    match subject.as_str() {
        "rules" => Some(exhaustive::rules(&pack, reach()?, part)),
        "pairs" => Some(exhaustive::pairs(&pack, reach()?, part)),
        "random" => Some(drawn::random(&pack, number("points")?, part)),
        "each" => Some(rules::report(&pack)),
        "mutants" => Some(mutants::report(&pack)),
        "told" => Some(vignettes::report(&pack)),
        "speed" => Some(speed::report(&pack)),
        "example" => Some(speed::example(&pack)),
        "cold" => Some(speed::cold()),
        _ => None,
    }
}
