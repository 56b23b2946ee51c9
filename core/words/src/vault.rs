//! The vault's own affairs: another key, an end.

use crate::Words;

impl Words {
    /// A renewal of the key was cut short.
    pub fn rotation_undone(&self) -> String {
        self.word("rotation.undone")
    }

    /// The key was renewed and nobody may have read the new recovery code.
    pub fn rotation_code_not_noted(&self) -> String {
        self.word("rotation.code_not_noted")
    }

    /// What erasing did, and what it does not reach.
    pub fn erased(&self, anything: bool, left_others: bool) -> String {
        let said = match (anything, left_others) {
            (false, _) => return self.word("erased.nothing"),
            (true, false) => "erased.all",
            (true, true) => "erased.others_stay",
        };
        format!("{} {}", self.word(said), self.word("erased.copies"))
    }
}
