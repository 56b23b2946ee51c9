use gradus_app::view::BlankView;
use gradus_app::{AppError, ask};
use serde::Serialize;

use crate::failure::Failure;
use crate::page::Ink;
use crate::screen;
use crate::shell::Shell;

/// A published form in the list of all.
#[derive(Serialize)]
pub struct Form<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it leaves to the clinician.
    pub blanks: Vec<BlankView>,
}

/// A published form in full.
#[derive(Serialize)]
pub struct FormText<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// `gradus plan forms`: the published forms with what each leaves blank, or the text of one.
pub fn run(shell: &Shell, name: Option<&str>) -> Result<(), Failure> {
    let published = ask::published_plans();
    let Some(wanted) = name else { return list(shell) };
    let found = published.iter().find(|(name, _)| *name == wanted);
    let &(name, text) = found.ok_or_else(|| {
        let names: Vec<&str> = published.iter().map(|(name, _)| *name).collect();
        AppError::NotFound {
            what: format!("a plan form named {wanted}"),
            right: format!("the forms are {}", names.join(", ")),
        }
    })?;
    if shell.json() { shell.print_json(&FormText { name, text }) } else { shell.print_raw(text) }
}

fn list(shell: &Shell) -> Result<(), Failure> {
    let mut forms = Vec::new();
    for (name, text) in ask::published_plans() {
        forms.push(Form { name, blanks: ask::plan_blanks(text)? });
    }
    shell.show(&forms, |page| {
        page.title("Published plan forms");
        page.line(
            Ink::Plain,
            "Transcribed from published protocols. What a form leaves blank is for the clinic to say.",
        );
        for form in &forms {
            page.heading(form.name);
            if form.blanks.is_empty() {
                page.indented(2, Ink::Plain, "nothing is left blank");
            }
            screen::blanks(page, 2, &form.blanks);
        }
        page.gap();
        page.line(Ink::Quiet, "`gradus plan forms NAME > plan.toml` starts a plan from one.");
    })
}
