//! What is true of somebody at a moment, whether or not anybody asks.

use std::collections::BTreeSet;

use gradus_domain::Bleeding;
use gradus_triage::{Kind, Vocabulary, Worse};

use crate::chance::Chance;
use crate::table::{Course, Table};

/// Minutes since midnight before the first day.
pub(crate) type Minute = i64;

/// A sign that shows for a while.
struct Shows {
    fact: String,
    /// What is told; `None` where it is for how many hours it has been so.
    value: Option<String>,
    from: Minute,
    until: Minute,
}

/// One person's body.
pub(crate) struct Body<'v> {
    vocabulary: &'v Vocabulary,
    shows: Vec<Shows>,
    /// Worst pain and blood of each session: when, points, blood.
    sessions: Vec<(Minute, u8, Bleeding)>,
    temperature: (f64, f64),
}

/// When a sign begins that cannot wait.
pub(crate) struct Pressing(pub(crate) Minute);

impl<'v> Body<'v> {
    pub(crate) fn new(vocabulary: &'v Vocabulary, table: &Table) -> Self {
        let temperature = (table.number("temperature_mean"), table.number("temperature_sd"));
        Self { vocabulary, shows: Vec::new(), sessions: Vec::new(), temperature }
    }

    /// A course begins. Answers with the signs that cannot wait.
    pub(crate) fn begin(
        &mut self,
        course: &Course,
        child: bool,
        onset: Minute,
        chance: &mut Chance,
    ) -> Vec<Pressing> {
        let mut pressing = Vec::new();
        for sign in &course.signs {
            let share = if child { sign.share } else { sign.adult.unwrap_or(sign.share) };
            let [early, late] = sign.from_h;
            let from = onset + (chance.between(early, late) * 60.0) as Minute;
            let value = drawn(&sign.value, chance);
            if !chance.is(share) {
                continue;
            }
            let until = from + (sign.for_h * 60.0) as Minute;
            self.shows.push(Shows { fact: sign.fact.clone(), value, from, until });
            pressing.extend(sign.strong.then_some(Pressing(from)));
        }
        pressing
    }

    pub(crate) fn held(&mut self, at: Minute, pain: u8, blood: Bleeding) {
        self.sessions.push((at, pain, blood));
    }

    /// Whether anything shows that is not as it is on a good day.
    pub(crate) fn shows(&self, at: Minute) -> bool {
        self.shows.iter().any(|one| one.from <= at && at < one.until)
    }

    /// Everything that has shown so far.
    pub(crate) fn shown(&self, at: Minute) -> BTreeSet<String> {
        let begun = self.shows.iter().filter(|one| one.from <= at);
        begun.map(|one| format!("{}={}", one.fact, one.value.as_deref().unwrap_or("hours"))).collect()
    }

    /// Whether something shows that nobody was asked about.
    pub(crate) fn shows_beside(&self, asked: &[String], at: Minute) -> Option<&str> {
        let open = |one: &&Shows| one.from <= at && at < one.until;
        self.shows
            .iter()
            .filter(open)
            .map(|one| one.fact.as_str())
            .find(|fact| !asked.iter().any(|id| id == fact))
    }

    /// The true answer to a question, about the time since the last check-in.
    pub(crate) fn truth(&self, fact: &str, since: Minute, at: Minute, chance: &mut Chance) -> String {
        let of_session = match fact {
            "flacc" | "pain_peak" => Some(self.pain(since).to_string()),
            "bleeding" => Some(word(self.blood(since)).to_owned()),
            "blood_seen" => Some((self.blood(since) > Bleeding::None).to_string()),
            "bleeding_amount" => Some(amount(self.blood(since)).to_owned()),
            "bleeding_min" => Some(minutes(self.blood(since)).to_string()),
            "bleeds_24h" => Some(self.bleeds(at).to_string()),
            "temperature_c" => Some(format!("{:.1}", self.well(chance))),
            "hours_since_antipyretic" => Some("240".to_owned()),
            _ => None,
        };
        let name = if fact == "flacc" { "pain_peak" } else { fact };
        let shown = self
            .shows
            .iter()
            .filter(|one| one.fact == name && one.from <= at && since.max(one.from) < one.until);
        let shown = shown.map(|one| one.value.clone().unwrap_or_else(|| ((at - one.from) / 60).to_string()));
        let all = of_session.into_iter().chain(shown);
        let worst = all.max_by(|one, other| self.danger(fact, one).total_cmp(&self.danger(fact, other)));
        worst.map_or_else(|| self.mildest(fact), |answer| self.in_range(fact, answer))
    }

    /// A reading of somebody who is well, as a thermometer in armpit or ear shows it.
    fn well(&self, chance: &mut Chance) -> f64 {
        chance.normal(self.temperature.0, self.temperature.1)
    }

    fn since(&self, since: Minute) -> impl Iterator<Item = &(Minute, u8, Bleeding)> {
        self.sessions.iter().filter(move |(at, ..)| *at > since)
    }

    pub(crate) fn pain(&self, since: Minute) -> u8 {
        self.since(since).map(|(_, pain, _)| *pain).max().unwrap_or(0)
    }

    pub(crate) fn blood(&self, since: Minute) -> Bleeding {
        self.since(since).map(|(.., blood)| *blood).max().unwrap_or(Bleeding::None)
    }

    fn bleeds(&self, at: Minute) -> usize {
        self.since(at - 24 * 60).filter(|(.., blood)| *blood > Bleeding::None).count().max(1)
    }

    fn danger(&self, fact: &str, answer: &str) -> f64 {
        let Some(known) = self.vocabulary.fact(fact) else { return 0.0 };
        if let Kind::Level(levels) = &known.kind {
            return levels.iter().position(|level| level == answer).unwrap_or(0) as f64;
        }
        let number = answer.parse::<f64>().unwrap_or(f64::from(u8::from(answer == "true")));
        match known.worse {
            Worse::Up => number,
            Worse::Down => -number,
            Worse::Both { .. } => (number - 36.7).abs(),
        }
    }

    fn mildest(&self, fact: &str) -> String {
        match self.vocabulary.fact(fact).map(|known| &known.kind) {
            Some(Kind::Level(levels)) => levels.first().cloned().unwrap_or_default(),
            Some(Kind::Number { least, .. }) => least.to_string(),
            Some(Kind::YesNo) | None => "false".to_owned(),
        }
    }

    fn in_range(&self, fact: &str, answer: String) -> String {
        let Some(Kind::Number { least, greatest, .. }) = self.vocabulary.fact(fact).map(|known| &known.kind)
        else {
            return answer;
        };
        let tenths = |number: f64| (number * 10.0).round() as i64;
        let number = answer.parse::<f64>().map_or(least.tenths(), tenths);
        gradus_domain::Decimal::from_tenths(number.clamp(least.tenths(), greatest.tenths())).to_string()
    }

    /// The answer beside the right one, as a thumb may hit it.
    pub(crate) fn slip(&self, fact: &str, truth: &str) -> String {
        match self.vocabulary.fact(fact).map(|known| &known.kind) {
            Some(Kind::Level(levels)) => {
                let at = levels.iter().position(|level| level == truth).unwrap_or(0);
                levels.get(at + 1).or_else(|| levels.get(at.wrapping_sub(1))).cloned().unwrap_or_default()
            }
            Some(Kind::Number { .. }) => {
                let number = truth.parse::<f64>().unwrap_or(0.0);
                self.in_range(fact, (number + 1.0).to_string())
            }
            Some(Kind::YesNo) | None => (truth != "true").to_string(),
        }
    }
}

fn drawn(value: &str, chance: &mut Chance) -> Option<String> {
    if value == "hours" {
        return None;
    }
    let range = value.split_once("..").and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
    Some(range.map_or_else(|| value.to_owned(), |(low, high)| format!("{:.1}", chance.between(low, high))))
}

/// The app's word.
fn word(blood: Bleeding) -> &'static str {
    match blood {
        Bleeding::None => "none",
        Bleeding::Streak => "streak",
        Bleeding::PinkTint => "pink_tint",
        Bleeding::Drip => "drip",
        Bleeding::RedBowl => "red_bowl",
        Bleeding::Clots => "clots",
        Bleeding::NonStop => "non_stop",
    }
}

fn amount(blood: Bleeding) -> &'static str {
    match blood {
        Bleeding::None => "none",
        Bleeding::Streak | Bleeding::PinkTint => "under_teaspoon",
        Bleeding::Drip => "teaspoon_or_more",
        Bleeding::RedBowl | Bleeding::Clots | Bleeding::NonStop => "cup_or_more",
    }
}

/// How long it bleeds. A streak is on the device, and gone.
pub(crate) fn minutes(blood: Bleeding) -> u16 {
    match blood {
        Bleeding::None => 0,
        Bleeding::Streak | Bleeding::PinkTint => 1,
        Bleeding::Drip => 12,
        Bleeding::RedBowl | Bleeding::Clots | Bleeding::NonStop => 30,
    }
}

/// The blood of the app's word.
pub(crate) fn bleeding(of: &str) -> Option<Bleeding> {
    use Bleeding::{Clots, Drip, NonStop, None, PinkTint, RedBowl, Streak};
    [None, Streak, PinkTint, Drip, RedBowl, Clots, NonStop].into_iter().find(|blood| word(*blood) == of)
}
