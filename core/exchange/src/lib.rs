//! What enters or leaves the device: diaries that people already keep, and the report for the clinic.
#![forbid(unsafe_code)]

pub mod csv;
pub mod report;
