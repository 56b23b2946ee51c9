use std::collections::BTreeMap;

use chrono::NaiveDate;
use gradus_domain::document::{Document, Problem, Table};

/// The evidence that this version carries.
pub const EVIDENCE: &str = include_str!("../../clinical/evidence/evidence.toml");

const FORMAT: &str = "gradus-evidence/1";

/// What rules and advice rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    rows: BTreeMap<String, EvidenceRow>,
    reviews: Vec<Review>,
}

/// One statement, row or decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    /// Its id, such as `S18`, `C2.1.14` or `DC9`.
    pub id: String,
    /// A few words; empty for statements.
    pub title: String,
    /// What it says, in our own words.
    pub says: String,
    /// Of which sort it is.
    pub sort: EvidenceSort,
}

/// Where a row comes from and how firm it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvidenceSort {
    /// A statement of the fact-check reviews.
    Statement {
        /// How far sources agree.
        agreement: String,
        /// Names of the reviews, `A` or `B`.
        reviews: Vec<String>,
        /// False where sources dispute it or leave it open.
        settled: bool,
    },
    /// A row of the clinical reference.
    Clinical {
        /// `found`, `general` or `proposal`.
        mark: String,
        /// Who says so; empty for general knowledge and proposals.
        source: String,
    },
    /// A decision of the project that a clinician has yet to sign.
    Decision,
}

/// One fact-check review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// `A` or `B`.
    pub id: String,
    /// What it was about.
    pub title: String,
    /// When it was checked.
    pub checked: NaiveDate,
}

impl Evidence {
    /// The evidence that this version carries.
    pub fn builtin() -> Self {
        Self::parse(EVIDENCE).expect("the tests read the built-in evidence")
    }

    /// Reads evidence from TOML.
    ///
    /// # Errors
    /// Every mistake, with its line.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let document = Document::parse(text)?;
        let root = document.root();
        if let Some(format) = root.want("format", format!("write \"{FORMAT}\"")) {
            format.choice(&[(FORMAT, ())]);
        }
        let reviews = reviews(&root);
        let mut rows = BTreeMap::new();
        for (list, sort) in [("statement", statement as Sort), ("row", clinical), ("decision", decision)] {
            for table in root.tables(list) {
                let Some(row) = row(&table, sort) else { continue };
                if let Some(twin) = rows.insert(row.id.clone(), row) {
                    table.report("id", format!("{} stands twice", twin.id), "give it an id of its own");
                }
            }
        }
        document.finish()?;
        Ok(Self { rows, reviews })
    }

    /// The row of this id.
    pub fn row(&self, id: &str) -> Option<&EvidenceRow> {
        self.rows.get(id)
    }

    /// Every row, sorted by id.
    pub fn rows(&self) -> impl Iterator<Item = &EvidenceRow> {
        self.rows.values()
    }

    /// The fact-check reviews.
    pub fn reviews(&self) -> &[Review] {
        &self.reviews
    }
}

type Sort = fn(&Table<'_>) -> Option<EvidenceSort>;

fn reviews(root: &Table<'_>) -> Vec<Review> {
    let Some(table) = root.want_table("review") else { return Vec::new() };
    let read = |(id, field): (&str, gradus_domain::document::Field<'_>)| {
        let review = field.table()?;
        let title = review.want("title", "write its title")?.text()?.to_owned();
        let checked = review.want("checked", "write the date")?.date()?;
        Some(Review { id: id.to_owned(), title, checked })
    };
    table.fields().into_iter().filter_map(read).collect()
}

fn row(table: &Table<'_>, sort: Sort) -> Option<EvidenceRow> {
    let id = table.want("id", "write its id").and_then(|f| f.text());
    let says = table.want("says", "say it in your own words").and_then(|f| f.text());
    let title = table.field("title").and_then(|f| f.text()).unwrap_or_default().to_owned();
    let sort = sort(table);
    Some(EvidenceRow { id: id?.to_owned(), title, says: says?.to_owned(), sort: sort? })
}

fn statement(table: &Table<'_>) -> Option<EvidenceSort> {
    let agreement = table.want("agreement", "say how far sources agree").and_then(|f| f.text());
    let reviews = table.want("reviews", "name the reviews").map(|f| f.texts());
    let settled = table.want("settled", "write true or false").and_then(|f| f.flag());
    Some(EvidenceSort::Statement {
        agreement: agreement?.to_owned(),
        reviews: reviews?.into_iter().map(str::to_owned).collect(),
        settled: settled?,
    })
}

fn clinical(table: &Table<'_>) -> Option<EvidenceSort> {
    let marks = [("found", "found"), ("general", "general"), ("proposal", "proposal")];
    let mark = table.want("mark", "write found, general or proposal").and_then(|f| f.choice(&marks));
    let source = table.field("source").and_then(|f| f.text()).unwrap_or_default().to_owned();
    if mark == Some("found") && source.is_empty() {
        table.report("source", "missing", "name who says so");
    }
    Some(EvidenceSort::Clinical { mark: mark?.to_owned(), source })
}

fn decision(_: &Table<'_>) -> Option<EvidenceSort> {
    Some(EvidenceSort::Decision)
}
