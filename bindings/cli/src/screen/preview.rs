use gradus_app::view::{PreviewPath, PreviewView, PreviewWeek, StageView};

use super::words::{self, millimetres};
use crate::page::{Ink, Page};

/// Where the plan stands, and the next weeks as they will come.
pub fn preview(page: &mut Page, view: &PreviewView) {
    if let Some(stage) = &view.stage {
        stands(page, stage);
    }
    page.heading("If all goes well");
    path(page, &view.well);
    page.heading("With a bad week");
    path(page, &view.bad_week);
}

fn stands(page: &mut Page, stage: &StageView) {
    page.heading("Where the plan stands");
    page.line(
        Ink::Strong,
        &format!("{}, since {}.", stage.sentence, words::date(gradus_app::Locale::En, &stage.since)),
    );
    if let Some(proposal) = &stage.proposal {
        page.line(Ink::Plain, proposal);
    }
    for reason in &stage.reasons {
        page.item(Ink::Quiet, if reason.favours { "  +" } else { "  -" }, &reason.sentence);
    }
    if let Some(proposed) = &stage.proposed {
        page.line(Ink::Quiet, &format!("To accept it: gradus log stage --to {proposed}"));
    }
}

fn path(page: &mut Page, path: &PreviewPath) {
    page.line(Ink::Quiet, &path.sentence);
    let row = |week: &PreviewWeek| {
        vec![
            words::short_date(&week.from_date),
            week.sessions.to_string(),
            millimetres(week.size_tenths_mm),
            week.changes.join(" "),
        ]
    };
    let rows: Vec<_> = path.weeks.iter().map(row).collect();
    page.table(0, &["Week from", "Sessions", "Size", "What changes"], &rows);
    if let Some(ends) = &path.ends {
        page.line(Ink::Plain, &format!("Nobody can say what comes after that. That day says: {ends}"));
    }
}
