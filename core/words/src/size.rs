use std::fmt::Display;

use gradus_domain::{Decimal, Millimetres};

use crate::Words;

impl Words {
    /// A size, such as `12.5 mm`.
    pub fn size(&self, size: Millimetres) -> String {
        self.decimal(size)
    }

    /// So many tenths of a millimetre.
    pub(crate) fn tenths_mm(&self, tenths: u16) -> String {
        self.decimal(format_args!("{} mm", Decimal::from_tenths(tenths.into())))
    }

    /// A number as it is written in this language: with a point, or with a comma.
    pub fn decimal(&self, number: impl Display) -> String {
        number.to_string().replace('.', &self.word("number.decimal"))
    }
}
