use gradus_domain::device::{
    Bar, Device, Disinfection, Due, DueKind, Fit, Question, Readiness, Verdict, disinfection_fit,
    lubricant_fit,
};
use gradus_domain::{History, Logged, Moment};
use gradus_words::Words;

use super::triage::basis;
use crate::draft;
use crate::view::{
    DeviceBarView, DeviceDueView, DeviceQuestionView, DeviceState, DeviceView, FitView, FitWord,
};

/// One device as it stands.
pub(crate) fn device(words: &Words, history: &History, logged: &Logged<Device>, now: &Moment) -> DeviceView {
    let device = &logged.value;
    let ready = history.readiness(logged, now);
    let allergic = history.person.background.is_allergic_to_latex();
    let state = state(&ready, now);
    let question = |question: Question| DeviceQuestionView {
        id: draft::word(question).to_owned(),
        sentence: words.device_question(question),
    };
    let due = |due: &Due| device_due(words, history.first_used(logged, now).is_some(), due, now);
    let plan = history.plan_in_force(now.date());
    let ways = [Disinfection::MakersWay, Disinfection::Boiled, Disinfection::Bleach];
    DeviceView {
        id: logged.id.to_string(),
        name: device.name().to_owned(),
        sizes_tenths_mm: device.sizes().iter().map(|size| size.tenths()).collect(),
        line: words.device_line(device),
        state,
        sentence: words.device_state(&ready, now.date()),
        bars: ready.bars.iter().map(|bar| bar_view(words, *bar)).collect(),
        questions: Question::of(device, allergic).map(question).collect(),
        // What never goes in again needs no cleaning for it.
        due: match ready.bars.iter().any(|bar| bar.is_lasting()) {
            true => Vec::new(),
            false => history.device_dues(logged, now).iter().map(due).collect(),
        },
        lubricant: plan.map(|plan| {
            let lubricant = plan.value.lubricant();
            fit(words, lubricant_word(lubricant), lubricant_fit(lubricant.into(), device.material().into()))
        }),
        disinfection: ways.map(|how| fit(words, draft::word(how), disinfection_fit(how, device))).to_vec(),
    }
}

fn state(ready: &Readiness, now: &Moment) -> DeviceState {
    if ready.is_retired() {
        DeviceState::Retired
    } else if !ready.bars.is_empty() {
        DeviceState::Barred
    } else if ready.may_be_used(now.date()) {
        DeviceState::Ready
    } else {
        DeviceState::Unchecked
    }
}

/// Whether two things may meet.
pub(crate) fn fit(words: &Words, what: &str, fit: Fit) -> FitView {
    FitView {
        what: what.to_owned(),
        fits: match fit.verdict {
            Verdict::Fits => FitWord::Fits,
            Verdict::DoesNotFit => FitWord::DoesNotFit,
            Verdict::NotKnown => FitWord::NotKnown,
        },
        sentence: words.fit(fit.why),
        basis: basis(fit.basis),
        sources: owned(fit.sources),
    }
}

fn bar_view(words: &Words, bar: Bar) -> DeviceBarView {
    let (rests, sources) = bar.source();
    let code = match bar {
        Bar::Retired { .. } => "retired",
        Bar::Latex => "latex",
        Bar::No(question) | Bar::NotSure(question) => draft::word(question),
    };
    DeviceBarView {
        code: code.to_owned(),
        lasting: bar.is_lasting(),
        sentence: words.device_bar(bar),
        basis: basis(rests),
        sources: owned(sources),
    }
}

fn device_due(words: &Words, used: bool, due: &Due, now: &Moment) -> DeviceDueView {
    let kind = match due.kind {
        DueKind::Disinfect => "disinfect",
        DueKind::Replace => "replace",
    };
    DeviceDueView {
        kind: kind.to_owned(),
        by: due.by.map(|by| by.to_string()),
        due: due.by.is_some_and(|by| by <= now.date()),
        sentence: words.device_due(due, used),
        basis: basis(due.basis),
        sources: owned(due.sources),
    }
}

fn lubricant_word(lubricant: gradus_domain::plan::Lubricant) -> &'static str {
    draft::word(gradus_domain::device::Lubrication::from(lubricant))
}

fn owned(sources: &[&str]) -> Vec<String> {
    sources.iter().map(|source| (*source).to_owned()).collect()
}
