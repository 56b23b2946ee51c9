//! A check-in on its way: what to ask next, and what must be said before that.

use gradus_domain::Moment;
use gradus_triage::{Replies, derive};

use super::App;
use crate::view::{InterviewReply, InterviewView};
use crate::{AppError, show};

impl App {
    /// What to ask this person next after these replies, and whether what was said so far must be shown at once. Writes
    /// nothing: the answers are written down by the command `CheckIn` when the interview is over, and also where somebody
    /// leaves it while it is `urgent`. Hand in every reply since the first question, in the order of asking; without the
    /// last one the interview has gone back by one question.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` with every reply that names no question, comes twice, or is none of that question's answers.
    pub fn interview(
        &self,
        person: &str,
        replies: &[InterviewReply],
        now: &Moment,
    ) -> Result<InterviewView, AppError> {
        let history = &*self.history(person, now)?;
        let raw = replies.iter().map(|reply| (reply.id.as_str(), reply.answer.as_deref()));
        let replies = Replies::read(self.pack.vocabulary(), raw).map_err(show::fact_errors)?;
        let beside = self.beside_kept(history, &replies.answers(), now)?;
        let interview =
            self.pack.interview(&replies, &derive(&beside, now), now).map_err(show::fact_errors)?;
        Ok(show::interview(
            self.pack,
            (self.texts, self.words),
            &replies,
            &interview,
            self.contacts(history, now),
            now,
        ))
    }
}
