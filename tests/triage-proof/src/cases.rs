use gradus_domain::{Certainty, GateSize, GateTime};
use gradus_triage::{Facts, Pack};

use crate::people::{but, read};
use crate::space::now;
use crate::stream::disposition;

/// The table that the tests of the room hold the pack to.
const TABLE: &str = include_str!("../../../core/triage/tests/behaviour/cases.txt");

/// One line: what a rule asks for, where it fires, and where it just does not.
pub struct Case {
    pub rule: String,
    asks: String,
    pub fires: Vec<(String, Facts)>,
    pub silent: Vec<(String, Facts)>,
}

pub fn all(pack: &Pack) -> Vec<Case> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| case(pack, line)).collect()
}

fn case(pack: &Pack, line: &str) -> Case {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let days = match parts[1] {
        "adult" => 12_000,
        "child" => 1_000,
        "baby" => 63,
        other => panic!("nobody is called {other}"),
    };
    let of = |sign: char| {
        let sets = parts[3..].iter().filter_map(|part| part.strip_prefix(sign)).map(str::trim);
        sets.map(|set| (set.to_owned(), read(pack, &but(pack, days, set)))).collect()
    };
    Case { rule: parts[0].to_owned(), asks: parts[2].to_owned(), fires: of('+'), silent: of('-') }
}

impl Case {
    /// How this pack goes against the line, if it does.
    pub fn broken_by(&self, pack: &Pack) -> Option<String> {
        for (set, facts) in &self.fires {
            let decision = pack.decide(facts, &now());
            let Some(fired) = decision.fired.iter().find(|rule| rule.id == self.rule) else {
                return Some(format!("{} is silent on {set}", self.rule));
            };
            if fired.certainty != Certainty::Yes || asked(fired) != self.asks {
                return Some(format!("{} asks for {} on {set}", self.rule, asked(fired)));
            }
        }
        let fires = |facts: &Facts| pack.decide(facts, &now()).fired.iter().any(|rule| rule.id == self.rule);
        self.silent
            .iter()
            .find(|(_, facts)| fires(facts))
            .map(|(set, _)| format!("{} fires on {set}", self.rule))
    }
}

/// Disposition, gate and size as the table writes them.
fn asked(fired: &gradus_domain::FiredRule) -> String {
    let time = match fired.gate.time {
        GateTime::Now => "now".to_owned(),
        GateTime::Blocked => "blocked".to_owned(),
        GateTime::WaitUntil(until) => match (until - now().wall).num_minutes() {
            minutes if minutes % 60 == 0 => format!("wait {} h", minutes / 60),
            minutes => format!("wait {minutes} min"),
        },
    };
    let size = match fired.gate.size {
        GateSize::Step => "step".to_owned(),
        GateSize::Same => "same".to_owned(),
        GateSize::Down(sizes) => format!("down {sizes}"),
        GateSize::Start => "start".to_owned(),
    };
    let level = match disposition(fired.disposition) {
        (level, 0) => level.to_owned(),
        (level, days) if level == "contact" => format!("{level} {days} d"),
        (level, hours) => format!("{level} {hours} h"),
    };
    format!("{level}, {time}, {size}")
}
