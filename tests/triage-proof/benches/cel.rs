//! What the same rules cost in the expression language CEL, by the crate `cel`. Reads `{"rules": {id: expression}, "facts":
//! {name: number}}` from standard input; prints the least time of one pass over all rules, and which of them hold.
#![forbid(unsafe_code)]
// What is measured is printed: that is what this program is for.
#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::io::Read;
use std::time::Instant;

use cel::{Context, Program, Value};

const RUNS: usize = 31;
const PASSES: u32 = 200;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("rules and facts");
    let told: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let mut context = Context::default();
    for (name, value) in told["facts"].as_object().expect("facts") {
        context.add_variable_from_value(name.as_str(), value.as_i64().expect("a number"));
    }
    let rules = told["rules"].as_object().expect("rules");
    let compile = |text: &serde_json::Value| Program::compile(text.as_str().expect("text")).expect("CEL");
    let programs: Vec<(&String, Program)> = rules.iter().map(|(id, text)| (id, compile(text))).collect();
    let holds = |program: &Program| matches!(program.execute(&context), Ok(Value::Bool(true)));
    let held: Vec<&String> = programs.iter().filter(|(_, one)| holds(one)).map(|(id, _)| *id).collect();
    let pass = || programs.iter().filter(|(_, program)| holds(program)).count();
    let least = (0..RUNS).map(|_| {
        let start = Instant::now();
        for _ in 0..PASSES {
            black_box(pass());
        }
        start.elapsed().as_secs_f64() * 1e6 / f64::from(PASSES)
    });
    let least = least.fold(f64::INFINITY, f64::min);
    println!("{}", serde_json::json!({"rules": programs.len(), "least_us": least, "held": held}));
}
