//! The charts by themselves.

use crate::bench::{Bench, at, good, held};

const NOW: &str = "2026-03-05T21:00";

fn three_evenings() -> Bench {
    let mut bench = Bench::adult();
    for day in ["2026-03-02", "2026-03-03", "2026-03-04"] {
        bench.write(held("Robin", good("12")), &format!("{day}T20:00"));
    }
    bench
}

#[test]
fn they_are_the_charts_of_the_report_in_its_order_and_words() {
    let bench = three_evenings();
    let view = bench.app.trends("Robin", None, None, &at(NOW)).expect("charts");
    let page = bench.app.report_html("Robin", None, None, false, &at(NOW)).expect("a page");
    let ids: Vec<&str> = view.charts.iter().map(|chart| chart.id.as_str()).collect();
    assert_eq!(ids, ["size", "ease", "pain", "weeks", "time", "blood"], "nobody was asked about temperature");
    assert!(view.charts.iter().all(|chart| page.contains(&chart.sentence)));
    assert_eq!((view.person.name.as_str(), view.to_date.as_str()), ("Robin", "2026-03-05"));
    let size: Vec<_> = view.charts[0].series[0]
        .points
        .iter()
        .map(|point| (point.date.as_str(), point.value_tenths))
        .collect();
    assert_eq!(size, [("2026-03-02", 120), ("2026-03-03", 120), ("2026-03-04", 120)]);
    let minutes: u32 = view.charts[4].series[0].points.iter().map(|point| point.value_tenths).sum();
    assert_eq!(minutes, 3 * 40, "two holds of two minutes each evening");
}

#[test]
fn they_keep_to_their_days_and_a_wrong_range_or_person_is_an_error() {
    let bench = three_evenings();
    let trends = |from, to| bench.app.trends("Robin", from, to, &at(NOW));
    let one = trends(Some("2026-03-03"), Some("2026-03-03")).expect("charts");
    assert_eq!(one.charts[0].series[0].points.len(), 1);
    assert_eq!((one.from_date.as_str(), one.to_date.as_str()), ("2026-03-03", "2026-03-03"));
    let kind = |from, to| trends(from, to).map(|_| ()).map_err(|error| error.kind().to_owned());
    assert_eq!(kind(Some("2026-03-03"), Some("2026-03-02")), Err("invalid".to_owned()));
    assert_eq!(kind(Some("yesterday"), None), Err("invalid".to_owned()));
    assert_eq!(kind(Some("2006-03-01"), None), Err("invalid".to_owned()), "more than twenty years");
    assert_eq!(
        bench.app.trends("Kim", None, None, &at(NOW)).map(|_| ()).map_err(|error| error.kind().to_owned()),
        Err("not_found".to_owned())
    );
}
