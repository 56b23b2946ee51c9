//! What enters or leaves the device: diaries that people already keep, the report for the clinic, and the
//! rules as a page for whoever is to sign them.
#![forbid(unsafe_code)]

pub mod csv;
pub mod report;
pub mod rules;
