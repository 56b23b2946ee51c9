use chrono::Timelike;
use gradus_domain::sorting;
use gradus_domain::{StopReason, Untold};
use gradus_words::Assumed;

use super::Row;
use super::amount::holds_without_unit;
use super::cell::{bare, is_dash, is_unknown};
use super::field::Field;
use super::row::Reader;
use super::table::TableRow;
use super::when::{Order, is_named, is_time_named, is_two_days, when};

impl Reader<'_> {
    /// What a row that was read as `read` does not say.
    pub fn assumed(&self, row: &TableRow, read: &Row) -> Vec<Assumed> {
        let mut all = self.assumed_of_when(row, read);
        let (size, _) = self.said(row, "size");
        all.extend((!self.has_unit(&size)).then_some(Assumed::Millimetres));
        let (ease, _) = self.said(row, "ease");
        if ease.is_empty() || is_unknown(&ease) {
            let would_not_pass = read.session.stopped == Some(StopReason::WouldNotPass);
            all.push(if would_not_pass { Assumed::EaseNotPassed } else { Assumed::EaseFirm });
        }
        let (blood, _) = self.said(row, "bleeding");
        all.extend(is_dash(&blood).then_some(Assumed::BloodNotAsked));
        let (hold, column) = self.said(row, "hold");
        let bare = column.is_some_and(|column| holds_without_unit(&hold, column));
        all.extend(bare.then_some(Assumed::HoldSeconds));
        let (stopped, _) = self.said(row, "stop_reason");
        all.extend(stopped.is_empty().then_some(Assumed::RanItsCourse));
        all.extend(is_unknown(&stopped).then_some(Assumed::OtherReason));
        all
    }

    /// What of that is kept with the session for good: a reader must not take it for what somebody said.
    pub fn untold(&self, row: &TableRow, read: &Row) -> Vec<Untold> {
        let kept = self.assumed(row, read).into_iter().filter_map(|assumed| match assumed {
            Assumed::EaseFirm | Assumed::EaseNotPassed => Some(Untold::Ease),
            Assumed::Noon | Assumed::Hour(_) => Some(Untold::Time),
            _ => None,
        });
        sorting::set(kept).into_iter().collect()
    }

    fn assumed_of_when(&self, row: &TableRow, read: &Row) -> Vec<Assumed> {
        let ((date, field), (time, _)) = (self.said(row, "date"), self.said(row, "time"));
        let Ok(told) = when(&date, self.order) else { return Vec::new() };
        let mut all = Vec::new();
        let by_order = match (field, self.order) {
            (Some(Field::DateDayFirst | Field::DateMonthFirst), _) => None,
            (_, Order::DayFirst) => Some(Assumed::DayFirst),
            (_, Order::MonthFirst) => Some(Assumed::MonthFirst),
            (_, Order::Open | Order::Mixed) => None,
        };
        all.extend(by_order.filter(|_| is_two_days(&date)));
        let has_time = !time.is_empty() && time != "?";
        let is_by_name = if has_time { is_named(&time) } else { is_time_named(&date) };
        if !has_time && told.time.is_none() {
            all.push(Assumed::Noon);
        } else if is_by_name {
            all.extend(u8::try_from(read.at.hour()).map(Assumed::Hour));
        }
        all.extend(told.offset.is_none().then_some(Assumed::Offset));
        all
    }

    /// What a row says in a column, and how the column is read; nothing where there is no such column.
    fn said(&self, row: &TableRow, what: &str) -> (String, Option<Field>) {
        let Some((index, field)) = self.columns.that_says(what) else { return (String::new(), None) };
        (row.cells.get(index).map(|cell| bare(cell)).unwrap_or_default(), Some(field))
    }

    /// Whether the cell of a size, or else the header above it, names millimetres or the Hegar scale, which counts them.
    fn has_unit(&self, size: &str) -> bool {
        let header = self.columns.that_says("size").map_or("", |(index, _)| self.columns.header(index));
        let header = header.to_lowercase();
        let mut words = header.split(|letter: char| !letter.is_alphanumeric());
        size.chars().any(|letter| letter.is_ascii_alphabetic())
            || words.any(|word| word.ends_with("mm") || word.contains("hegar") || word.contains("millimet"))
    }
}
