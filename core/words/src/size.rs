use gradus_domain::Millimetres;

use crate::Words;

impl Words {
    /// A size, such as `12.5 mm`.
    pub fn size(&self, size: Millimetres) -> String {
        size.to_string()
    }
}
