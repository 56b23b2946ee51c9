use gradus_app::view::{InboxView, LockedRunView, LockedView, RunStage};

use crate::page::{Ink, Page};

/// What is known while the vault is locked.
pub fn locked(page: &mut Page, view: &LockedView) {
    let waiting = match view.waiting {
        0 => "No note waits.".to_owned(),
        1 => "1 note waits until the vault is opened.".to_owned(),
        many => format!("{many} notes wait until the vault is opened."),
    };
    page.line(Ink::Plain, &waiting);
    for run in &view.runs {
        page.gap();
        page.line(Ink::Strong, &format!("Session {}", run.run));
        let mut rows = vec![("Step", step(run).to_owned())];
        rows.extend(run.held_ms.map(|ms| ("In for", clock(ms))));
        rows.extend(run.left_ms.map(|ms| ("Left", clock(ms))));
        rows.push(("Can be told", run.events.join(", ")));
        page.fields(2, &rows);
    }
}

/// What became of the notes.
pub fn inbox_news(page: &mut Page, view: &InboxView) {
    let ink = if view.alarming { Ink::Caution } else { Ink::Plain };
    view.sentences.iter().for_each(|sentence| page.line(ink, sentence));
    if view.sentences.is_empty() {
        page.line(Ink::Plain, "Nothing was noted while the vault was locked.");
    }
}

fn step(run: &LockedRunView) -> &'static str {
    match run.stage {
        RunStage::CheckList => "look at each point of the check list",
        RunStage::Ready => "ready for the next one",
        RunStage::Holding => "holding",
        RunStage::TakeOut => "take it out now",
        RunStage::Resting => "resting",
        RunStage::Paused => "a break",
        RunStage::AfterCare => "after-care",
        RunStage::Done => "done; it waits to be written down",
    }
}

fn clock(ms: u64) -> String {
    format!("{}:{:02}", ms / 60_000, ms / 1000 % 60)
}
