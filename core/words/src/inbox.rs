use chrono::{DateTime, FixedOffset};

use crate::Words;

/// What does not hold in what was noted while the diary was locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InboxDoubt {
    /// There is nothing, or nothing that can be read.
    Unreadable,
    /// The file is not as it was written; every note in it holds.
    Damaged,
    /// It is of another diary, of another time, or was given another key.
    Replaced,
    /// So many notes are not as they were written.
    Altered(u32),
    /// So many notes were taken away; `None` where nobody knows how many.
    Missing(Option<u32>),
}

impl Words {
    /// So many notes are in the diary now.
    pub fn inbox_taken_in(&self, notes: usize) -> String {
        self.count("inbox.taken_in", notes, &[])
    }

    /// A note that could not be written down, and why.
    pub fn inbox_left_out(&self, at: DateTime<FixedOffset>, why: &str) -> String {
        let stop = if why.ends_with('.') { "" } else { "." };
        self.say("inbox.left_out", &[("time", &self.moment(at)), ("why", &format!("{why}{stop}"))])
    }

    /// Notes wait where they are, because they could not be taken in now.
    pub fn inbox_waits(&self) -> String {
        self.word("inbox.waits")
    }

    /// A note that this version cannot read.
    pub fn inbox_unread(&self) -> String {
        self.word("inbox.unread")
    }

    /// A note of a session that is no longer open.
    pub fn inbox_no_session(&self) -> String {
        self.word("inbox.no_session")
    }

    /// A note about somebody who is not in this diary.
    pub fn inbox_nobody(&self) -> String {
        self.word("inbox.nobody")
    }

    /// What does not hold, and what to look at.
    pub fn inbox_doubt(&self, doubt: InboxDoubt) -> String {
        match doubt {
            InboxDoubt::Unreadable => self.word("inbox.unreadable"),
            InboxDoubt::Damaged => self.word("inbox.damaged"),
            InboxDoubt::Replaced => self.word("inbox.replaced"),
            InboxDoubt::Altered(notes) => self.count("inbox.altered", notes as usize, &[]),
            InboxDoubt::Missing(Some(notes)) => self.count("inbox.missing", notes as usize, &[]),
            InboxDoubt::Missing(None) => self.word("inbox.missing_some"),
        }
    }
}
