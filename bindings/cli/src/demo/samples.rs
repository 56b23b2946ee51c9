//! A story and a line of its times, every field filled.

use super::ledger::Spent;
use super::summary::Summary;
use crate::screen::samples;

pub fn spent() -> Spent {
    Spent { what: "writes", times: 41, ms: 123.4 }
}

pub fn story() -> Summary {
    Summary {
        vault: "vault".into(),
        report: "report.html".into(),
        passcode: "river",
        now: "2026-03-14T20:15:00+01:00".into(),
        plan: samples::plan(),
        proposed: samples::proposal(),
        held: samples::proposal(),
        refused: "Not proposed.".into(),
        today: samples::today(),
        triage: serde_json::Value::Null,
        after: samples::today(),
        acknowledged: 2,
        found: 2,
        verify: samples::verified(),
        times: vec![spent()],
        total_ms: 900.0,
    }
}
