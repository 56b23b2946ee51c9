//! What is typed from paper.

use gradus_crypto::testing::SeededEntropy;
use gradus_journal::{Arrivals, FreshnessCode};
use gradus_vault::RecoveryCode;

use crate::wire::text;
use crate::{Target, same};

pub fn targets() -> Vec<Target> {
    vec![recovery(), freshness()]
}

/// A code that is taken is shown and taken as the same.
fn recovery() -> Target {
    let made = RecoveryCode::make(&SeededEntropy::new(1)).expect("a code").to_text();
    let seeds = vec![made.as_bytes().to_vec(), made.to_lowercase().replace('-', " ").into_bytes()];
    Target::new("recovery-code", seeds, |bytes| {
        text(bytes, |text| {
            let Ok(code) = RecoveryCode::parse(text) else { return Ok(false) };
            let again = RecoveryCode::parse(&code.to_text()).map_err(|error| error.to_string())?;
            same(&*again.to_text(), &*code.to_text(), "a code").map(|()| true)
        })
    })
}

fn freshness() -> Target {
    let start = Arrivals::start(&[1; 16], &[2; 16]);
    let code = FreshnessCode::of(&start, &start).to_string();
    Target::new("freshness-code", vec![code.into_bytes()], |bytes| {
        text(bytes, |text| {
            let Ok(code) = text.parse::<FreshnessCode>() else { return Ok(false) };
            let again: FreshnessCode =
                code.to_string().parse().map_err(|_| "it is not read again".to_owned())?;
            same(&again.to_string(), &code.to_string(), "a code").map(|()| true)
        })
    })
}
