//! Charts by themselves: their points, their tables, their drawings, for screens that show them.

use gradus_domain::{Ease, StopReason, Untold};

use super::*;
use crate::report::Chart;

const DAY: &str = "2026-01-19";

fn charts(diary: &Diary, to: &str) -> Vec<Chart> {
    diary.charts(FROM, to, &format!("{to}T21:00"))
}

fn chart(diary: &Diary, to: &str, id: &str) -> Chart {
    charts(diary, to).into_iter().find(|chart| chart.id == id).expect("a chart")
}

#[test]
fn each_stands_alone_and_says_the_same_as_on_the_page() {
    let page = three_week_page();
    let all = three_weeks().charts(FROM, TO, NOW);
    assert_eq!(all.iter().map(|chart| chart.id).collect::<Vec<_>>(), CHARTS);
    for chart in all {
        let svg = chart.svg.expect("a drawing");
        let tags = read(&svg);
        assert_eq!(tags[0].attribute("xmlns"), Some("http://www.w3.org/2000/svg"));
        assert_eq!(text_of(&tags, "desc"), Some(chart.sentence.as_str()), "{}", chart.id);
        assert!(page.contains(&chart.sentence), "{}", chart.id);
        assert!(
            svg.contains("prefers-color-scheme: dark") && !svg.contains("<script"),
            "light and dark, and still"
        );
        assert!(!svg.contains("url(") && !svg.contains("NaN"), "nothing is fetched");
        assert!(chart.rows.iter().all(|row| row.len() == chart.head.len()) && !chart.rows.is_empty());
        let points: usize = chart.series.iter().map(|series| series.points.len()).sum();
        assert!(points > 0 && chart.series.iter().all(|series| !series.label.is_empty()), "{}", chart.id);
        assert!(
            chart.series.iter().all(|series| series.points.is_sorted_by_key(|(day, _)| *day)),
            "{}",
            chart.id
        );
    }
}

#[test]
fn nothing_logged_is_nothing_drawn_and_every_sentence_still_stands() {
    let nobody = Diary::of("Nobody Yet");
    for chart in charts(&nobody, DAY) {
        assert!(chart.svg.is_none() && chart.sentence.ends_with('.'), "{}", chart.id);
        let points: u32 = chart.series.iter().flat_map(|series| &series.points).map(|(_, value)| value).sum();
        assert_eq!(points, 0, "{}", chart.id);
    }
    assert!(
        charts(&nobody, DAY).iter().all(|chart| chart.id != "heat"),
        "nobody was asked about temperature"
    );
}

#[test]
fn minutes_are_those_written_down_and_a_session_without_them_is_left_out() {
    let mut diary = one_session();
    diary.history.sessions[0].value.holds_s = vec![90, 60];
    diary.session("2026-01-19T18:50", 9, 1, 2).holds_s = Vec::new();
    let time = chart(&diary, DAY, "time");
    assert_eq!(time.series[0].points, [(date(DAY), 25)], "two and a half minutes");
    assert_eq!(
        time.sentence,
        "1 session has its time written down: 2.5 minutes. 1 session that was held has no time; it is left out, not counted as \
         nothing."
    );
    assert_eq!(time.rows, [["19 Jan 2026", "2.5", "1", "2"]]);
    diary.history.sessions[0].value.stopped = Some(StopReason::Pain);
    diary.history.sessions[0].value.holds_s = vec![0];
    let none = chart(&diary, DAY, "time");
    assert!(none.sentence.starts_with("No session has its time written down.") && none.svg.is_none());
    assert_eq!(none.rows, [["19 Jan 2026", "–", "0", "1"]], "what was only tried is not held");
}

#[test]
fn how_it_went_in_is_counted_as_it_was_told() {
    let mut diary = one_session();
    for (at, ease) in [
        ("2026-01-19T12:00", Ease::Firm),
        ("2026-01-20T12:00", Ease::NotPassed),
        ("2026-01-26T12:00", Ease::ForcedNotDone),
    ] {
        diary.session(at, 9, 1, 2).ease = ease;
    }
    let untold = diary.session("2026-01-27T12:00", 9, 1, 2);
    (untold.ease, untold.untold) = (Ease::Firm, vec![Untold::Ease]);
    let ease = chart(&diary, "2026-02-01", "ease");
    assert_eq!(
        ease.rows,
        [["19 Jan 2026", "1", "1", "1", "0"], ["26 Jan 2026", "0", "0", "1", "1"]],
        "week by week"
    );
    let told: Vec<_> = ease.series.iter().map(|series| series.points.clone()).collect();
    let weeks = |first: u32, second: u32| vec![(date("2026-01-19"), first), (date("2026-01-26"), second)];
    assert_eq!(told, [weeks(10, 0), weeks(10, 0), weeks(10, 10)]);
    assert!(ease.sentence.ends_with("Of 1 more the diary does not tell it."), "{}", ease.sentence);
}

#[test]
fn a_hidden_pain_and_a_size_that_did_not_pass_are_points_of_their_own() {
    let mut diary = one_session();
    let numbed = diary.session("2026-01-20T12:00", 10, 1, 4);
    numbed.adjuncts =
        vec![gradus_domain::AdjunctUse { kind: gradus_domain::Adjunct::NumbingGel, prescribed: true }];
    numbed.ease = Ease::NotPassed;
    let pain = chart(&diary, "2026-01-20", "pain");
    assert_eq!(pain.series[0].points, [(date(DAY), 20)]);
    assert_eq!(pain.series[1].points, [(date("2026-01-20"), 40)]);
    let size = chart(&diary, "2026-01-20", "size");
    assert_eq!(
        (size.series[0].points.as_slice(), size.series[1].points.as_slice()),
        ([(date(DAY), 90)].as_slice(), [(date("2026-01-20"), 100)].as_slice())
    );
}
