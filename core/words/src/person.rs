use gradus_domain::Person;

use crate::Words;

impl Words {
    /// What an entry about a person says beside the one before, `None` for the first. Names what changed and no value: the
    /// old name or a condition that was taken out is nobody's business in a list that is read over a shoulder.
    pub fn person(&self, before: Option<&Person>, now: &Person) -> String {
        let Some(before) = before else { return self.word("diary.person_added") };
        let parts = [
            ("person.name", before.name != now.name),
            ("person.born", before.born != now.born),
            ("person.role", before.role != now.role),
            ("person.conditions", before.background.conditions != now.background.conditions),
            ("person.operations", before.background.surgeries != now.background.surgeries),
        ];
        let changed = parts.into_iter().filter(|(_, changed)| *changed).map(|(key, _)| self.word(key));
        match changed.collect::<Vec<_>>().join(", ").as_str() {
            "" => self.word("diary.person_same"),
            what => self.say("diary.person_changed", &[("what", what)]),
        }
    }
}
