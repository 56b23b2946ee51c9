//! What people say, and what the rules answer to it: days in people's own words (`stories/`), and cases whose answer was
//! written down before a rule was run on them (`vignettes/`).
#![forbid(unsafe_code)]
// The share of facts with a place, and which answer was given to which case, are what these tests are read for.
#![allow(clippy::print_stdout)]

mod asked;
mod read;
mod stories;
mod vignettes;
