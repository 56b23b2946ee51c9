//! Lives a made-up cohort and prints what was counted as JSON; `tests/triage-proof/cohort/run` makes a page of it.
//!
//! ```text
//! gradus-cohort [--people N] [--cases N] [--days N] [--seed N] [--threads N] [--set NUMBER=VALUE]...
//! ```
//!
//! `--people` live as the table draws them; of each complication `--cases` more are made up in each group that can have it.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::time::Instant;

use gradus_cohort::{Counted, Course, Group, Memory, Setting, Sort, Table, Tally, live};
use gradus_triage::Pack;
use serde_json::{Value, json};

struct Asked {
    people: u64,
    cases: u64,
    days: u32,
    seed: u64,
    threads: u64,
    set: Vec<(String, f64)>,
}

fn main() -> Result<(), String> {
    let asked = asked(std::env::args().skip(1))?;
    let started = Instant::now();
    let workers = (0..asked.threads).map(|worker| {
        let asked = &asked;
        move || work(asked, worker)
    });
    let parts = std::thread::scope(|scope| {
        let running: Vec<_> = workers.map(|work| scope.spawn(work)).collect();
        running
            .into_iter()
            .map(|one| one.join().map_err(|_| "a life broke off".to_owned())?)
            .collect::<Result<Vec<_>, _>>()
    })?;
    let mut groups: BTreeMap<String, Tally> = BTreeMap::new();
    let (mut all, mut given) = (Tally::default(), Tally::default());
    let mut lives: Vec<Life> = parts.into_iter().flatten().collect();
    lives.sort_by_key(|life| life.number);
    for life in lives {
        if life.given {
            given.add(life.counted);
        } else {
            groups.entry(life.group).or_default().add(life.counted.clone());
            all.add(life.counted);
        }
    }
    let table = table(&asked)?;
    let pack = Pack::builtin([0; 32]);
    println!(
        "{}",
        json!({
            "pack": pack.version(), "people": asked.people, "cases": asked.cases, "days": asked.days, "seed": asked.seed,
            "set": asked.set.iter().cloned().collect::<BTreeMap<_, _>>(), "seconds": started.elapsed().as_secs_f64().round(),
            "bases": table.bases(), "all": all.json(), "given": given.json(),
            "groups": groups.iter().map(|(id, tally)| (id.clone(), tally.json())).collect::<BTreeMap<_, _>>(),
            "titles": titles(&pack), "urgency": urgencies(&table),
            "missed": all.missed(|id| table.course(id)?.urgency).into_iter().chain(given.missed(|id| table.course(id)?.urgency)).collect::<Vec<_>>(),
        })
    );
    Ok(())
}

fn titles(pack: &Pack) -> Value {
    let titles = pack.rules().iter().map(|rule| (rule.id.clone(), json!(rule.title)));
    Value::Object(titles.collect())
}

fn urgencies(table: &Table) -> Value {
    let of = |course: &Course| Some((course.id.clone(), json!(gradus_cohort::name(course.urgency?))));
    Value::Object(table.courses.iter().filter_map(of).collect())
}

struct Life {
    number: u64,
    group: String,
    given: bool,
    counted: Counted,
}

/// Every so many-th life.
fn work(asked: &Asked, worker: u64) -> Result<Vec<Life>, String> {
    let table = table(asked)?;
    let pack = Pack::builtin([0; 32]);
    let memory = Memory::new(&pack);
    let setting =
        Setting { table: &table, pack: &pack, memory: Some(&memory), days: asked.days, keep: false };
    let complications = table.courses.iter().filter(|course| course.sort == Sort::Complication);
    let pairs: Vec<(&Course, &Group)> = complications
        .flat_map(|course| {
            table.groups.iter().filter(|g| course.groups.contains_key(&g.id)).map(move |g| (course, g))
        })
        .collect();
    let cases = asked.cases * pairs.len() as u64;
    let mine = (worker..asked.people + cases).step_by(asked.threads as usize);
    Ok(mine
        .map(|number| {
            let seed = (asked.seed << 32) ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let given = number >= asked.people;
            let (with, group) = match given {
                true => {
                    let (course, group) = pairs[((number - asked.people) % pairs.len() as u64) as usize];
                    (Some(course), group)
                }
                false => (None, group_of(&table, number, asked.people)),
            };
            Life {
                number,
                group: group.id.clone(),
                given,
                counted: live(&setting, group, seed, with).counted,
            }
        })
        .collect())
}

/// Groups follow one another in their shares.
fn group_of(table: &Table, number: u64, people: u64) -> &Group {
    let place = (number as f64 + 0.5) / people as f64;
    let mut upto = 0.0;
    let found = table.groups.iter().find(|group| {
        upto += group.share;
        place < upto
    });
    found.unwrap_or(&table.groups[table.groups.len() - 1])
}

fn table(asked: &Asked) -> Result<Table, String> {
    asked.set.iter().try_fold(Table::own()?, |table, (id, value)| table.with(id, *value))
}

fn asked(mut arguments: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut asked = Asked { people: 200, cases: 3, days: 180, seed: 1, threads: 2, set: Vec::new() };
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
        let number = || value.parse::<u64>().map_err(|_| format!("{name} {value}: write a whole number"));
        match name.as_str() {
            "--people" => asked.people = number()?,
            "--cases" => asked.cases = number()?,
            "--days" => asked.days = u32::try_from(number()?).map_err(|error| error.to_string())?,
            "--seed" => asked.seed = number()?,
            "--threads" => asked.threads = number()?.max(1),
            "--set" => {
                let pair = value.split_once('=').and_then(|(id, to)| Some((id.to_owned(), to.parse().ok()?)));
                asked.set.push(pair.ok_or_else(|| format!("--set {value}: write NUMBER=VALUE"))?);
            }
            _ => {
                return Err(format!(
                    "{name} is unknown; write --people, --cases, --days, --seed, --threads or --set"
                ));
            }
        }
    }
    Ok(asked)
}
