use crate::Words;

/// What the main button of the first screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Back to a session.
    Return,
    /// Call for emergency care.
    CallEmergency,
    /// Call the clinic.
    CallClinic,
    /// Write down what the clinic said.
    RecordContact,
    /// Bring in the plan.
    ImportPlan,
    /// Answer questions that are waited for.
    Answer,
    /// Answer questions that nobody waits for.
    CheckIn,
    /// End the pause.
    EndPause,
    /// Begin a session.
    Start,
}

impl Words {
    /// What stands on that button, for the person of this name.
    pub fn next_action(&self, next: Next, name: &str) -> String {
        let key = match next {
            Next::Return => "next.return",
            Next::CallEmergency => "next.call_emergency",
            Next::CallClinic => "next.call_clinic",
            Next::RecordContact => "next.record_contact",
            Next::ImportPlan => "next.import_plan",
            Next::Answer => "next.answer",
            Next::CheckIn => "next.check_in",
            Next::EndPause => "next.end_pause",
            Next::Start => "next.start",
        };
        self.say(key, &[("name", name)])
    }
}
