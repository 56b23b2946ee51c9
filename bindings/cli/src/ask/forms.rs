use gradus_app::view::BlankView;
use gradus_app::{AppError, ask};
use serde::Serialize;

use crate::failure::Failure;
use crate::page::Ink;
use crate::shell::Shell;

/// A published form in the list of all.
#[derive(Serialize)]
pub struct Form<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is for.
    pub title: String,
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
        forms.push(Form { name, title: ask::plan_title(text)?, blanks: ask::plan_blanks(text)? });
    }
    shell.show(&forms, |page| {
        page.title("Published plan forms");
        page.line(
            Ink::Plain,
            "What a form leaves blank is for the clinic to say; in a plan of your own, for you.",
        );
        for form in &forms {
            page.heading(form.name);
            let blanks = match form.blanks.len() {
                1 => "1 blank".to_owned(),
                n => format!("{n} blanks"),
            };
            page.indented(2, Ink::Plain, &format!("{}; {blanks}", form.title));
        }
        page.gap();
        page.line(
            Ink::Quiet,
            "`gradus plan forms NAME` shows one with its sources; `> plan.toml` behind it starts a plan.",
        );
    })
}
