//! Bodies of version 1, frozen: fields keep their names, order and meaning; the fixtures under `tests/fixtures/v1`
//! are read and written byte for byte for ever.

pub(crate) mod assessment;
pub(crate) mod clinic;
pub(crate) mod device;
pub(crate) mod field;
pub(crate) mod observation;
pub(crate) mod person;
pub(crate) mod session;
pub(crate) mod stage;
pub(crate) mod words;
