//! Questions one after the other, with a way back, until all of them fit together.

use std::io;

use gradus_app::{AppError, Problem};

use super::{Heard, Terminal, failed, on_terminal};
use crate::failure::Failure;
use crate::shell::Shell;

/// Said where there is no question to go back to.
pub const FIRST: &str = "This is the first question.";

/// What a command is to write down, a part of it given as options and the rest asked for.
pub trait Form: Sized {
    /// It as the app takes it.
    type Draft;

    /// What has to be asked for, in the order of asking.
    fn missing(&self) -> Vec<Field<Self>>;

    /// What was given and answered.
    ///
    /// # Errors
    /// Where something that is needed is missing, because there is nobody to ask: which option gives it.
    fn draft(&self) -> Result<Self::Draft, Failure>;
}

/// One question of a form.
pub struct Field<F> {
    /// Its name in what the app says of it.
    pub name: &'static str,
    /// Whether it is asked, as things stand.
    pub applies: fn(&F) -> bool,
    /// Asks it, and puts the answer into the form.
    pub ask: fn(&mut F, &mut Terminal<'_>) -> io::Result<Heard>,
}

/// Where nobody can be asked, what is missing is told before a vault is opened.
///
/// # Errors
/// As [`Form::draft`].
pub fn ready<F: Form>(shell: &Shell, form: &F) -> Result<(), Failure> {
    if shell.can_ask() { Ok(()) } else { form.draft().map(drop) }
}

/// Asks for what is missing and hands it to `take`. What is refused about an answer is asked for again, and the other
/// answers stay.
///
/// # Errors
/// [`Failure::Left`]; what `take` says of something that was not asked for.
pub fn fill<F: Form, T>(
    shell: &Shell,
    form: &mut F,
    mut take: impl FnMut(F::Draft) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let fields = form.missing();
    if !shell.can_ask() || fields.is_empty() {
        return take(form.draft()?);
    }
    on_terminal(shell, |terminal| Asking { form, fields, terminal }.until_taken(&mut take))
}

/// A form on its way.
pub struct Asking<'a, 't, F> {
    /// What it is about.
    pub form: &'a mut F,
    /// Its questions, in the order of asking.
    pub fields: Vec<Field<F>>,
    /// Who is asked.
    pub terminal: &'a mut Terminal<'t>,
}

impl<F: Form> Asking<'_, '_, F> {
    /// Asks until `take` takes it.
    pub fn until_taken<T>(
        &mut self,
        take: &mut impl FnMut(F::Draft) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.terminal.tell_keys().map_err(failed)?;
        let mut at = 0;
        loop {
            self.ask_from(at)?;
            match take(self.form.draft()?) {
                Err(Failure::App { error: AppError::Invalid { problems }, around }) => {
                    let Some(place) = self.all_asked_for(&problems) else {
                        return Err(Failure::App { error: AppError::Invalid { problems }, around });
                    };
                    at = self.again(place, &problems[0])?;
                }
                done => return done,
            }
        }
    }

    /// The question of the first problem, where every problem is about one of these questions.
    fn all_asked_for(&self, problems: &[Problem]) -> Option<usize> {
        let asked = |name: &str| {
            self.fields.iter().rposition(|field| field.name == name && (field.applies)(self.form))
        };
        let places: Option<Vec<usize>> = problems.iter().map(|problem| asked(&problem.field)).collect();
        places?.first().copied()
    }

    /// Asks again for an answer that was refused, and for what that makes necessary. Where to go on: at the end, or at an
    /// earlier question.
    fn again(&mut self, place: usize, problem: &Problem) -> Result<usize, Failure> {
        let told = format!("That does not fit: {}; {}.", problem.wrong, problem.right);
        self.terminal.tell(&told).map_err(failed)?;
        let applied: Vec<bool> = self.fields.iter().map(|field| (field.applies)(self.form)).collect();
        self.terminal.is_wrong = true;
        let heard = self.one(place);
        self.terminal.is_wrong = false;
        if heard? == Heard::Back {
            return Ok(self.before(place).unwrap_or(place));
        }
        for (at, applied) in applied.iter().enumerate() {
            if !applied && (self.fields[at].applies)(self.form) && self.one(at)? == Heard::Back {
                return Ok(place);
            }
        }
        Ok(self.fields.len())
    }

    /// Asks from this question on.
    fn ask_from(&mut self, mut at: usize) -> Result<(), Failure> {
        while at < self.fields.len() {
            if !(self.fields[at].applies)(self.form) {
                at += 1;
                continue;
            }
            match (self.one(at)?, self.before(at)) {
                (Heard::Back, Some(before)) => at = before,
                (Heard::Back, None) => self.terminal.tell(FIRST).map_err(failed)?,
                _ => at += 1,
            }
        }
        Ok(())
    }

    fn one(&mut self, at: usize) -> Result<Heard, Failure> {
        match (self.fields[at].ask)(self.form, self.terminal).map_err(failed)? {
            Heard::Leave => Err(Failure::Left),
            heard => Ok(heard),
        }
    }

    /// The question that was asked before this one.
    fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&before| (self.fields[before].applies)(self.form))
    }
}
