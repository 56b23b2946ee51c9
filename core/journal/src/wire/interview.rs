//! The text form of a check-in that is not over: kept beside the journal, never in it.

use chrono::{DateTime, FixedOffset};
use gradus_domain::EntryId;
use serde::{Deserialize, Serialize};

use super::v1::field::time;
use super::{Version, WireError, json, read};

/// The version of the text form that is written.
pub const INTERVIEW_VERSION: u16 = 1;

/// What was answered so far, and when the last answer came.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptInterview {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Each question by its name, with its answer as raw text; nothing where it was put and not answered.
    pub replies: Vec<(String, Option<String>)>,
    /// What of it was written down already because it was urgent, as the sentence that was said.
    pub reported: Option<String>,
    /// The entry in which that stands, and its place in the order of arrival.
    pub written: Option<(EntryId, u64)>,
}

/// The text of a check-in that is not over.
pub fn encode_interview(kept: &KeptInterview) -> String {
    let body = Body {
        v: INTERVIEW_VERSION,
        at: kept.at.to_rfc3339(),
        replies: kept.replies.clone(),
        reported: kept.reported.clone(),
        written: kept.written.map(|(entry, arrival)| (entry.to_string(), arrival)),
    };
    String::from_utf8(json(&body)).expect("JSON is UTF-8")
}

/// The check-in that this text is of.
///
/// # Errors
/// [`WireError::NewerBody`], `Shape` and `Field`.
pub fn decode_interview(text: &str) -> Result<KeptInterview, WireError> {
    let Version { v } = read(text.as_bytes())?;
    if v != INTERVIEW_VERSION {
        return Err(WireError::NewerBody { found: v });
    }
    let Body { at, replies, reported, written, .. } = read(text.as_bytes())?;
    let wrong = WireError::Field { field: "written", right: "the identity of an entry" };
    let known = |(entry, arrival): (String, u64)| Some((entry.parse().ok()?, arrival));
    let written = written.map(|written| known(written).ok_or(wrong)).transpose()?;
    Ok(KeptInterview { at: time(&at, "at")?, replies, reported, written })
}

#[derive(Serialize, Deserialize)]
struct Body {
    v: u16,
    at: String,
    replies: Vec<(String, Option<String>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reported: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    written: Option<(String, u64)>,
}

gradus_domain::unprinted!(KeptInterview);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back_and_a_newer_form_is_left_alone() {
        let at = DateTime::parse_from_rfc3339("2026-03-16T20:00:00.250+01:00").expect("a time");
        let replies = vec![("bleeding".to_owned(), Some("drip".to_owned())), ("worry".to_owned(), None)];
        for (reported, written) in
            [(None, None), (Some("Call today.".to_owned()), Some((EntryId([7; 32]), 12)))]
        {
            let kept = KeptInterview { at, replies: replies.clone(), reported, written };
            let text = encode_interview(&kept);
            assert!(decode_interview(&text) == Ok(kept));
            let newer = decode_interview(&text.replacen("\"v\":1", "\"v\":2", 1)).err();
            assert_eq!(newer, Some(WireError::NewerBody { found: 2 }));
            let wrong = decode_interview(&text.replacen("2026-03-16T", "yesterday", 1)).err();
            assert!(matches!(wrong, Some(WireError::Field { field: "at", .. })));
            assert!(decode_interview(&text[..text.len() - 1]).is_err());
        }
        let older = r#"{"v":1,"at":"2026-03-16T20:00:00+01:00","replies":[],"reported":"Call."}"#;
        assert!(decode_interview(older).is_ok_and(|kept| kept.written.is_none()), "of before it was kept");
        let nowhere = older.replace("}", r#","written":["here",1]}"#);
        assert!(matches!(decode_interview(&nowhere).err(), Some(WireError::Field { field: "written", .. })));
    }
}
