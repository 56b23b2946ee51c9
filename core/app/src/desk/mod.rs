//! The desk of whoever writes, reads or signs rules: is this pack sound, what does a rule say, what does a new pack change.
//! Needs no vault. Its answers are for people at a desk and do not cross to phones.

mod rules;
mod signed;
mod view;

pub use rules::{PackText, any_rule, check_rules, difference, difference_html, reference_html, rule_in_full};
pub use signed::{PackSigned, SignatureError, public_key, sign_rules, verify_rules};
pub use view::{
    AnyRule, AskedView, CaseFacts, CaseView, ChangeView, ChangedAnswer, ChangedRule, DifferenceView,
    EvidenceView, ExampleView, PackChecked, RuleInFull, SettingAsked, SettingRuleInFull, ShortAnswer,
    SideWord,
};
