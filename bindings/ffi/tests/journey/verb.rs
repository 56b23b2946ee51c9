use std::sync::Arc;

use gradus_app::view::ClockReading;
use gradus_ffi::{Gradus, GradusError};
use serde_json::{Value, json};

use super::answer::{failed, page, view};
use super::argument::{
    answers, bytes, command, fills, mapping, maybe, number, practice_people, replies, run_details, run_draft,
    text, truth,
};
use super::{locked, ways};

pub fn call(verb: &str, with: &Value, now: &ClockReading, vault: &mut Option<Arc<Gradus>>) -> Value {
    let language = maybe(with, "language");
    match verb {
        "practice" => take(vault, Gradus::practice(number(with, "seed"), now)),
        "practice_with" => {
            take(vault, Gradus::practice_with(number(with, "seed"), practice_people(with), now))
        }
        "triage" => view(gradus_ffi::triage(answers(with), now, language)),
        "interview_without_vault" => view(gradus_ffi::interview_without_vault(replies(with), now, language)),
        "lubricant_fit" => {
            view(gradus_ffi::lubricant_fit(&text(with, "lubricant"), &text(with, "surface"), language))
        }
        "setting_without_vault" => view(gradus_ffi::setting_without_vault(answers(with), now, language)),
        "setting_facts" => view(gradus_ffi::setting_facts(language)),
        "stretch_trial" => view(gradus_ffi::stretch_trial()),
        "facts" => view(gradus_ffi::facts(language)),
        "rules" => view(gradus_ffi::rules(language)),
        "published_plans" => match gradus_ffi::published_plans(language) {
            Ok(plans) => {
                let shown = |plan: gradus_ffi::PublishedPlan| json!({"name": plan.name, "title": plan.title, "text": plan.text});
                plans.into_iter().map(shown).collect()
            }
            Err(error) => failed(error),
        },
        "plan_check" => view(gradus_ffi::plan_check(&text(with, "text"), fills(with), language)),
        "plan_blanks" => view(gradus_ffi::plan_blanks(&text(with, "text"), language)),
        "occurrences" => view(gradus_ffi::occurrences(
            &text(with, "text"),
            fills(with),
            &text(with, "from_date"),
            &text(with, "to_date"),
        )),
        "open" => take(vault, Gradus::open(&text(with, "folder"), &bytes(with, "passcode"), now)),
        "open_on_device" => {
            let (passcode, device) = (bytes(with, "passcode"), bytes(with, "device_secret"));
            take(vault, Gradus::open_on_device(&text(with, "folder"), &passcode, &device, now))
        }
        "open_by_platform" => {
            take(vault, Gradus::open_by_platform(&text(with, "folder"), &bytes(with, "platform_secret"), now))
        }
        "recover" => take(vault, Gradus::recover(&text(with, "folder"), &bytes(with, "recovery_code"), now)),
        _ if maybe(with, "folder").is_some() => locked::call(verb, with, now),
        _ => ask(vault.as_ref().expect("a vault comes first"), verb, with, now),
    }
}

fn take(vault: &mut Option<Arc<Gradus>>, made: Result<Arc<Gradus>, GradusError>) -> Value {
    match made {
        Ok(made) => {
            *vault = Some(made);
            Value::Null
        }
        Err(error) => failed(error),
    }
}

fn ask(vault: &Gradus, verb: &str, with: &Value, now: &ClockReading) -> Value {
    let person = || text(with, "person");
    let (from, to) = (maybe(with, "from_date"), maybe(with, "to_date"));
    match verb {
        "lock" => view(vault.lock()),
        "record" => view(vault.record(command(with), now)),
        "people" => view(vault.people()),
        "person" => view(vault.person(maybe(with, "name_or_id"))),
        "entry_details" => view(vault.entry_details(&person(), &text(with, "entry"))),
        "person_details" => view(vault.person_details(&person())),
        "inbox_news" => view(vault.inbox_news()),
        "interview" => view(vault.interview(&person(), replies(with), now)),
        "keep_interview" => view(vault.keep_interview(&person(), replies(with), now)),
        "kept_interview" => match vault.kept_interview(&person(), now) {
            Ok(kept) => kept.into_iter().map(|one| json!({"id": one.id, "answer": one.answer})).collect(),
            Err(error) => failed(error),
        },
        "setting" => view(vault.setting(&person(), answers(with), now)),
        "start_run" => view(vault.start_run(&person(), run_draft(with), now)),
        "run" => view(vault.run(&person(), now)),
        "run_event" => view(vault.run_event(&person(), &text(with, "event"), now)),
        "finish_run" => view(vault.finish_run(&person(), run_details(with), now)),
        "abandon_run" => view(vault.abandon_run(&person(), now)),
        "today" => view(vault.today(&person(), now)),
        "devices" => view(vault.devices(&person(), now)),
        "reminders" => view(vault.reminders(now)),
        "plan" => view(vault.plan(&person(), now)),
        "plan_history" => view(vault.plan_history(&person())),
        "plan_for" => view(vault.plan_for(&person(), &text(with, "text"), fills(with), now)),
        "plan_replaced" => view(vault.plan_replaced(&person(), &text(with, "text"), fills(with), now)),
        "plan_known" => match vault.plan_known(&person(), now) {
            Ok(known) => {
                known.into_iter().map(|fill| json!({"field": fill.field, "value": fill.value})).collect()
            }
            Err(error) => failed(error),
        },
        "plan_preview" => {
            let weeks = u8::try_from(number(with, "weeks")).expect("some weeks");
            view(vault.plan_preview(&person(), weeks, now))
        }
        "progress" => view(vault.progress(&person(), now)),
        "timeline" => view(vault.timeline(&person(), from, to, now)),
        "trends" => view(vault.trends(&person(), from, to, now)),
        "import_sessions" => {
            let csv = text(with, "csv");
            view(vault.import_sessions(&person(), &csv, mapping(with), truth(with, "write"), now))
        }
        "report_html" => page(vault.report_html(&person(), from, to, truth(with, "with_notes"), now)),
        "verify" => view(vault.verify(now, maybe(with, "not_older_than"))),
        "rotation_left" => view(vault.rotation_left()),
        "recovery_code_noted" => view(vault.recovery_code_noted()),
        "set_language" => page(vault.set_language(&text(with, "tag"))),
        "change_passcode"
        | "rotate_key"
        | "renew_recovery_code"
        | "add_platform_way"
        | "remove_way"
        | "set_lock_policy" => ways::change(vault, verb, with, now),
        "change_count" => view(vault.change_count()),
        "changes_since" => view(vault.changes_since(number(with, "since"))),
        other => panic!("no verb is called {other}"),
    }
}
