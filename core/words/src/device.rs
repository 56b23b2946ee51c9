//! What is said of devices.

use chrono::NaiveDate;
use gradus_domain::device::{
    Bar, Care, Device, DeviceCare, Due, DueKind, FitReason, Question, Readiness, RetireReason,
};
use gradus_domain::plan::{Material, Retention};
use gradus_domain::{Answer, Basis, Millimetres};

use crate::Words;

impl Words {
    /// Sizes, material, and what keeps a device from being lost inside.
    pub fn device_line(&self, device: &Device) -> String {
        let material = self.word(match device.material() {
            Material::Silicone => "devices.silicone",
            Material::Metal => "devices.metal",
            Material::Glass => "devices.glass",
            Material::Plastic => "devices.plastic",
            Material::LatexCovered => "devices.latex_covered",
        });
        let held = match device.retention() {
            Retention::Base => self.word("devices.base"),
            Retention::Grip { depth_stop_mm } => {
                self.say("devices.grip", &[("depth", &depth_stop_mm.to_string())])
            }
        };
        let sizes = self.device_sizes(device.sizes());
        self.say("devices.line", &[("sizes", &sizes), ("material", &material), ("held", &held)])
    }

    fn device_sizes(&self, sizes: &[Millimetres]) -> String {
        sizes.iter().map(|size| self.size(*size)).collect::<Vec<_>>().join(", ")
    }

    /// Whether a device may be used on this day, and why not.
    pub fn device_state(&self, ready: &Readiness, today: NaiveDate) -> String {
        if let Some(bar) = ready.bars.iter().find(|bar| matches!(bar, Bar::Retired { .. })) {
            return self.device_bar(*bar);
        }
        if !ready.bars.is_empty() {
            return self.say("devices.barred", &[("why", &self.device_bars(&ready.bars))]);
        }
        self.word(if ready.may_be_used(today) { "devices.ready" } else { "devices.unchecked" })
    }

    fn device_bars(&self, bars: &[Bar]) -> String {
        bars.iter().map(|bar| self.device_bar(*bar)).collect::<Vec<_>>().join(" ")
    }

    /// Why a device that is named must not be used.
    pub fn device_not_to_be_used(&self, name: &str, bars: &[Bar]) -> String {
        self.say("devices.not_to_be_used", &[("name", name), ("why", &self.device_bars(bars))])
    }

    /// One thing that bars a device.
    pub fn device_bar(&self, bar: Bar) -> String {
        match bar {
            Bar::Retired { why, on } => {
                self.say("devices.retired", &[("date", &self.date(on)), ("why", &self.retired_because(why))])
            }
            Bar::Latex => self.word("devices.latex"),
            Bar::NotSure(question) => {
                self.say("devices.not_sure", &[("question", &self.device_question(question))])
            }
            Bar::No(question) => self.word(match question {
                Question::NoCrack => "devices.no_no_crack",
                Question::NotTacky => "devices.no_not_tacky",
                Question::Straight => "devices.no_straight",
                Question::Base => "devices.no_base",
                Question::DepthMark => "devices.no_depth_mark",
                Question::Own => "devices.no_own",
                Question::Clean => "devices.no_clean",
                Question::Temperature => "devices.no_temperature",
                Question::NoLatex => "devices.no_no_latex",
            }),
        }
    }

    fn retired_because(&self, why: RetireReason) -> String {
        self.word(match why {
            RetireReason::Replaced => "devices.why_replaced",
            RetireReason::Broken => "devices.why_broken",
            RetireReason::Lost => "devices.why_lost",
            RetireReason::Other => "devices.why_other",
        })
    }

    /// A question about a device before it is used.
    pub fn device_question(&self, question: Question) -> String {
        self.word(match question {
            Question::NoCrack => "devices.ask_no_crack",
            Question::NotTacky => "devices.ask_not_tacky",
            Question::Straight => "devices.ask_straight",
            Question::Base => "devices.ask_base",
            Question::DepthMark => "devices.ask_depth_mark",
            Question::Own => "devices.ask_own",
            Question::Clean => "devices.ask_clean",
            Question::Temperature => "devices.ask_temperature",
            Question::NoLatex => "devices.ask_no_latex",
        })
    }

    /// What is to be done with a device; says where a number is a proposal.
    pub fn device_due(&self, due: &Due, used: bool) -> String {
        let date = due.by.map(|by| self.date(by));
        match (due.kind, date) {
            (DueKind::Disinfect, Some(date)) if due.after_illness => {
                self.say("devices.disinfect_ill", &[("date", &date)])
            }
            (DueKind::Disinfect, Some(date)) if due.basis == Basis::Proposal => {
                self.say("devices.disinfect_weekly", &[("date", &date)])
            }
            (DueKind::Disinfect, Some(date)) => self.say("devices.disinfect_by", &[("date", &date)]),
            (DueKind::Replace, Some(date)) => self.say("devices.replace_by", &[("date", &date)]),
            (DueKind::Replace, None) if used => self.word("devices.replace_ask"),
            (DueKind::Disinfect, None) if used => self.word("devices.not_used_since"),
            (DueKind::Disinfect, None) => self.word("devices.disinfect_unused"),
            (DueKind::Replace, None) => self.word("devices.replace_unused"),
        }
    }

    /// What is to be done today with these devices. `is_ours`: the day of one of them is a proposal.
    pub fn device_task(&self, kind: DueKind, names: &[&str], is_ours: bool) -> String {
        let key = match kind {
            DueKind::Disinfect if is_ours => "devices.task_disinfect_proposal",
            DueKind::Disinfect => "devices.task_disinfect",
            DueKind::Replace => "devices.task_replace",
        };
        self.say(key, &[("names", &names.join(", "))])
    }

    /// That these devices are broken and still in the list.
    pub fn device_broken_task(&self, names: &[&str]) -> String {
        self.say("devices.task_broken", &[("names", &names.join(", "))])
    }

    /// Why two things may meet or not.
    pub fn fit(&self, why: FitReason) -> String {
        self.word(match why {
            FitReason::WaterSuitsAll => "devices.fit_water",
            FitReason::SiliconeOnSilicone => "devices.fit_silicone_on_silicone",
            FitReason::SiliconeSlippery => "devices.fit_silicone",
            FitReason::OilOnSilicone => "devices.fit_oil_on_silicone",
            FitReason::OilOnLatex => "devices.fit_oil_on_latex",
            FitReason::OilHardToClean => "devices.fit_oil",
            FitReason::Medicine => "devices.fit_medicine",
            FitReason::Irritates => "devices.fit_irritates",
            FitReason::MakersWay => "devices.fit_makers_way",
            FitReason::BoilingSilicone => "devices.fit_boiling_silicone",
            FitReason::SealedCore => "devices.fit_sealed_core",
            FitReason::BleachOnPlastic => "devices.fit_bleach_on_plastic",
            FitReason::BleachOnMetal => "devices.fit_bleach_on_metal",
            FitReason::AskMaker => "devices.fit_ask_maker",
        })
    }

    /// Sizes of the plan that no device has; `None` where none is lacking.
    pub fn device_lacking(&self, sizes: &[Millimetres]) -> Option<String> {
        (!sizes.is_empty()).then(|| self.say("devices.lacking", &[("sizes", &self.device_sizes(sizes))]))
    }

    /// That every device of this size in the list is barred, such as one for this reason.
    pub fn device_none_named(&self, size: Millimetres, why: &str) -> String {
        self.say("devices.none_named", &[("sizes", &self.size(size)), ("why", why)])
    }

    /// That a device is of somebody else in this vault.
    pub fn device_of_another(&self) -> String {
        self.word("devices.of_another")
    }

    /// That a device has no end of this size.
    pub fn device_other_size(&self, name: &str, size: Millimetres) -> String {
        self.say("devices.other_size", &[("name", name), ("size", &self.size(size))])
    }

    /// That no device of a size with which the session begins may go in yet.
    pub fn device_warm_up(&self, size: Millimetres) -> String {
        self.say("devices.warm_up", &[("size", &self.size(size))])
    }

    /// That the mark of a device lies deeper than the plan lets anything go in.
    pub fn device_too_deep(&self, name: &str, depth_mm: u16, stop_mm: u16) -> String {
        let (depth, stop) = (depth_mm.to_string(), stop_mm.to_string());
        self.say("devices.too_deep", &[("name", name), ("depth", &depth), ("stop", &stop)])
    }

    /// That the plan's lubricant destroys a device.
    pub fn device_wrong_lubricant(&self, name: &str, why: FitReason) -> String {
        self.say("devices.wrong_lubricant", &[("name", name), ("why", &self.fit(why))])
    }

    /// What is asked where a device broke that was in use (F1).
    pub fn device_piece_missing(&self, name: &str) -> String {
        self.say("devices.piece_missing", &[("name", name)])
    }

    /// That a device is to be looked at first.
    pub fn device_unchecked(&self, name: &str) -> String {
        self.say("devices.look_first", &[("name", name)])
    }

    /// A device in the diary.
    pub fn device_added(&self, device: &Device) -> String {
        self.say("devices.added", &[("name", device.name()), ("line", &self.device_line(device))])
    }

    /// What was done with a device, in the diary. `name`: of the device, where it is known.
    pub fn device_care(&self, name: &str, care: &DeviceCare) -> String {
        let name = ("name", name);
        match &care.what {
            Care::Cleaned => self.say("devices.cleaned", &[name]),
            Care::Disinfected(_) => self.say("devices.disinfected", &[name]),
            Care::Retired(why) => self.say("devices.put_away", &[name, ("why", &self.retired_because(*why))]),
            Care::Checked(check) => {
                let found = check.answers.iter().filter_map(|(question, answer)| match answer {
                    Answer::Known(true) => None,
                    Answer::Known(false) => Some(self.device_bar(Bar::No(*question))),
                    Answer::Unknown => Some(self.device_bar(Bar::NotSure(*question))),
                });
                let found: Vec<_> = found.collect();
                match &found[..] {
                    [] => self.say("devices.checked", &[name]),
                    found => self.say("devices.checked_found", &[name, ("found", &found.join(" "))]),
                }
            }
        }
    }
}
