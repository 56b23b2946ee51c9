//! Diaries that come from elsewhere.

use std::collections::BTreeMap;

use gradus_domain::{Answer, Assessment, Certainty, History, Moment, Origin, Session};
use gradus_exchange::csv::{self, Import, Row};
use gradus_journal::Statement;
use gradus_triage::{LOOK_BACK, assess};
use gradus_words::{Concern, Notice};

use super::App;
use super::about::with_session;
use crate::view::{AssumedView, ColumnChoice, ColumnUse, ImportView, RefusedRow};
use crate::{AppError, show};

/// How many sessions a preview shows.
const PREVIEW: usize = 5;

impl App {
    /// Reads a diary in CSV. With `write` false nothing is written and the answer is a preview, which says before the
    /// write whether the rows hold sessions back.
    ///
    /// Imported sessions are kept and shown, and earn no step up. Rows that cannot be read are refused, each with its
    /// reason; the others are taken, all of them or none.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` for a file that is no table or a mapping that names no column or field; `Storage`; `Locked` where
    /// the vault is locked meanwhile.
    pub fn import_sessions(
        &mut self,
        person: &str,
        csv: &str,
        mapping: &[ColumnChoice],
        write: bool,
        now: &Moment,
    ) -> Result<ImportView, AppError> {
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        let mapping: Vec<_> = mapping.iter().map(|one| (one.column.as_str(), one.field.as_str())).collect();
        let import = csv::read(csv, &mapping, history, now).map_err(crate::fault::csv)?;
        let after = with_rows(history, &import.sessions, now);
        // A danger sign in a diary closes the gate in the transaction that brings it in.
        let answer = self.assess_session(&after, now)?.filter(|_| !import.sessions.is_empty());
        let (assessment, triage) = answer.unzip();
        let mut notices = vec![self.words.notice(Notice::Imported)];
        let written = write && !import.sessions.is_empty();
        if written {
            let sessions =
                import.sessions.iter().map(|row| (row.at, Statement::Session(row.session.clone())));
            let answer = assessment.map(|answer| (now.wall, Statement::Assessment(answer)));
            self.write(id, &sessions.chain(answer).collect::<Vec<_>>(), true, now)?;
        } else if let Some(assessment) = &assessment {
            notices.splice(0..0, self.held_back(history, &import.sessions, assessment, now)?);
        }
        Ok(ImportView { written, triage: triage.filter(|_| written), notices, ..self.read_as(import) })
    }

    /// How a diary was read, as if nothing of it were written.
    fn read_as(&self, import: Import) -> ImportView {
        let sentence = |row: &Row| self.words.imported(row.at, &row.session);
        let refused = import.refused.into_iter().map(|row| RefusedRow {
            line: row.line,
            column: row.column,
            wrong: row.wrong,
            right: row.right,
        });
        let assumed = import.assumed.into_iter().map(|(one, rows)| AssumedView {
            code: one.code().to_owned(),
            rows,
            sentence: self.words.assumed(one, rows as usize),
        });
        ImportView {
            columns: import.columns.into_iter().map(|(column, field)| ColumnUse { column, field }).collect(),
            taken: u32::try_from(import.sessions.len()).unwrap_or(u32::MAX),
            already_there: import.duplicates,
            preview: import.sessions.iter().take(PREVIEW).map(sentence).collect(),
            refused: refused.collect(),
            assumed: assumed.collect(),
            notices: Vec::new(),
            written: false,
            triage: None,
        }
    }

    /// Which rows the triage would answer with `assessment`, and what that does to the next session; `None` where the log
    /// without them says as much.
    fn held_back(
        &self,
        history: &History,
        rows: &[Row],
        assessment: &Assessment,
        now: &Moment,
    ) -> Result<Option<String>, AppError> {
        let without = |sessions: &[Row], history: &History| {
            let facts = self.facts(&with_rows(history, sessions, now), BTreeMap::new(), now)?;
            Ok::<_, AppError>(fired(&assess(self.pack, &facts, now)))
        };
        if without(&[], history)? == fired(assessment) {
            return Ok(None);
        }
        let bare = History { sessions: Vec::new(), ..history.clone() };
        let quiet = without(&[], &bare)?;
        let mut concerns: BTreeMap<Concern, Vec<u32>> = BTreeMap::new();
        for row in rows.iter().filter(|row| now.wall - row.at < LOOK_BACK) {
            self.may_go_on()?;
            if without(std::slice::from_ref(row), &bare)? != quiet {
                concerns.entry(concern(&row.session)).or_default().push(row.line);
            }
        }
        let call = self.words.answered(assessment, self.texts, show::route(self.pack, assessment));
        Ok(Some(self.words.import_holds_back(history, &concerns, &call, assessment.gate, now)))
    }
}

fn with_rows(history: &History, rows: &[Row], now: &Moment) -> History {
    rows.iter()
        .fold(history.clone(), |log, row| with_session(log, row.at, &row.session, Origin::Imported, now))
}

/// What was answered, by rule.
fn fired(assessment: &Assessment) -> Vec<(String, Certainty)> {
    assessment.fired.iter().map(|rule| (rule.id.clone(), rule.certainty)).collect()
}

/// What a row that the triage answers leaves open, or else tells.
fn concern(session: &Session) -> Concern {
    let pain = [session.pain.before, session.pain.peak, session.pain.after];
    match (pain.contains(&Some(Answer::Unknown)), session.bleeding == Some(Answer::Unknown)) {
        (true, true) => Concern::Both,
        (true, false) => Concern::Pain,
        (false, true) => Concern::Blood,
        (false, false) => Concern::Sign,
    }
}
