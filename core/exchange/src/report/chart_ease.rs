//! How the size went in, by week. What a diary from elsewhere did not tell is counted apart, never as easy.

use gradus_domain::{Ease, Logged, Session, Untold};
use maud::{Markup, html};

use super::ReportInput;
use super::axis::DayAxis;
use super::figure::{self, Drawing, FOOT, Figure, LEFT, RIGHT, Series, Table, key_mark};
use super::range::InRange;
use super::weeks::{Week, bar, heights, weeks};

const TOP: f64 = 14.0;
const BOTTOM: f64 = 154.0;

/// Sessions of one week by how the size went in.
#[derive(Default)]
struct Count {
    easy: u32,
    firm: u32,
    not_in: u32,
    untold: u32,
}

impl Count {
    fn of(sessions: &[&Logged<Session>]) -> Self {
        let mut count = Self::default();
        for session in sessions {
            *match session.value.ease {
                Ease::Easy | Ease::Firm if session.value.untold.contains(&Untold::Ease) => &mut count.untold,
                Ease::Easy => &mut count.easy,
                Ease::Firm => &mut count.firm,
                Ease::ForcedNotDone | Ease::NotPassed => &mut count.not_in,
            } += 1;
        }
        count
    }

    fn told(&self) -> u32 {
        self.easy + self.firm + self.not_in
    }

    fn parts(&self) -> [u32; 3] {
        [self.easy, self.firm, self.not_in]
    }
}

const KEYS: [&str; 3] = ["ease_easy", "ease_firm", "ease_not_in"];

pub(super) fn figure(input: &ReportInput<'_>, range: &InRange<'_>) -> Figure {
    let weeks: Vec<(Week, Count)> =
        weeks(input, range).into_iter().map(|(week, sessions)| (week, Count::of(sessions))).collect();
    let say = |key: &str| input.words.report(key, &[]);
    let told = weeks.iter().any(|(_, count)| count.told() > 0);
    let axis = DayAxis::new(input.from, input.to, (LEFT, RIGHT)).filter(|_| told);
    let series = KEYS.iter().enumerate().map(|(part, key)| Series {
        label: say(key),
        points: weeks.iter().map(|(week, count)| (week.first, count.parts()[part] * 10)).collect(),
    });
    Figure {
        id: "ease",
        title: say("ease_title"),
        unit: say("week_unit"),
        sentences: sentences(input, &Count::of(&range.sessions)),
        drawing: axis.map(|axis| drawing(input, &weeks, &axis)),
        table: table(input, &weeks),
        series: series.collect(),
    }
}

fn drawing(input: &ReportInput<'_>, weeks: &[(Week, Count)], axis: &DayAxis) -> Drawing {
    let most = weeks.iter().map(|(_, count)| count.told()).max().unwrap_or(1);
    let (y, labelled) = heights(most, BOTTOM, TOP);
    let part = |from: fn(&Count) -> u32, to: fn(&Count) -> u32| {
        weeks.iter().map(|(week, count)| bar(*week, axis, &y, from(count), to(count))).collect::<String>()
    };
    let marks = html! {
        (figure::values(&y, &labelled))
        (figure::dates(input, axis, TOP, BOTTOM))
        path.closed d=(part(|count| count.easy + count.firm, Count::told)) {}
        path.track d=(part(|count| count.easy, |count| count.easy + count.firm)) {}
        path.bar d=(part(|_| 0, |count| count.easy)) {}
    };
    Drawing { height: BOTTOM + FOOT, marks, key: key(input, weeks) }
}

fn key(input: &ReportInput<'_>, weeks: &[(Week, Count)]) -> Vec<(Markup, String)> {
    let classes = ["bar", "track", "closed"];
    let all = KEYS.iter().zip(classes).enumerate();
    let shown = all.filter(|(part, _)| weeks.iter().any(|(_, count)| count.parts()[*part] > 0));
    shown
        .map(|(_, (name, class))| (key_mark(class, "M4 2H18V14H4z"), input.words.report(name, &[])))
        .collect()
}

fn sentences(input: &ReportInput<'_>, whole: &Count) -> Vec<String> {
    let words = input.words;
    if whole.told() + whole.untold == 0 {
        return vec![words.report("nothing", &[])];
    }
    let [easy, firm, not_in] = whole.parts().map(|n| n.to_string());
    let parts = [("easy", &*easy), ("firm", &*firm), ("not_in", &*not_in)];
    let mut said = vec![words.report_count("ease_said", whole.told() as usize, &parts)];
    let untold = whole.untold as usize;
    said.extend((untold > 0).then(|| words.report_count("ease_untold", untold, &[])));
    said
}

fn table(input: &ReportInput<'_>, weeks: &[(Week, Count)]) -> Table {
    let say = |key: &str| input.words.report(key, &[]);
    let row = |(week, count): &(Week, Count)| {
        let counts = [count.easy, count.firm, count.not_in, count.untold].map(|n| n.to_string());
        [input.words.date(week.first)].into_iter().chain(counts).collect()
    };
    let heads = ["week_of", "ease_easy", "ease_firm", "ease_not_in", "ease_not_told"];
    Table { head: heads.map(say).to_vec(), rows: weeks.iter().map(row).collect() }
}
