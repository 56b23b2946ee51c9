use gradus_ffi::{GradusError, WrongField};
use serde::Serialize;
use serde_json::{Map, Value, json};

pub fn view<T: Serialize>(answer: Result<T, GradusError>) -> Value {
    match answer {
        Ok(view) => serde_json::to_value(view).expect("a view is JSON"),
        Err(error) => failed(error),
    }
}

pub fn page(answer: Result<String, GradusError>) -> Value {
    match answer {
        Ok(page) => json!({"bytes": page.len(), "fnv1a_64": format!("{:016x}", fnv1a_64(page.as_bytes()))}),
        Err(error) => failed(error),
    }
}

pub fn failed(error: GradusError) -> Value {
    let arm = match error {
        GradusError::Locked => json!("locked"),
        GradusError::WrongSecret => json!("wrong_secret"),
        GradusError::TooManyTries { wait_seconds } => {
            json!({"too_many_tries": {"wait_seconds": wait_seconds}})
        }
        GradusError::DeviceSecretGone => json!("device_secret_gone"),
        GradusError::Erased => json!("erased"),
        GradusError::EasyPasscode { guesses, per_hour, seconds } => {
            json!({"easy_passcode": {"guesses": guesses, "per_hour": per_hour, "seconds": seconds}})
        }
        GradusError::SecretNeeded => json!("secret_needed"),
        GradusError::InboxFull => json!("inbox_full"),
        GradusError::LastWay => json!("last_way"),
        GradusError::NotFound { what, right } => json!({"not_found": {"what": what, "right": right}}),
        GradusError::Invalid { fields } => {
            let field = |WrongField { line, field, wrong, right }: WrongField| json!({"line": line, "field": field, "wrong": wrong, "right": right});
            json!({"invalid": {"fields": fields.into_iter().map(field).collect::<Vec<_>>()}})
        }
        GradusError::Refused { why } => json!({"refused": {"why": why}}),
        GradusError::NewerVersion { file } => json!({"newer_version": {"file": file}}),
        GradusError::Damaged { file, kind, what, mendable } => {
            json!({"damaged": {"file": file, "kind": kind, "what": what, "mendable": mendable}})
        }
        GradusError::Busy => json!("busy"),
        GradusError::Storage { file, what } => json!({"storage": {"file": file, "what": what}}),
        GradusError::Internal { what } => json!({"internal": {"what": what}}),
    };
    json!({"error": arm})
}

/// Keys sorted, no spaces, and escapes only where JSON demands them, which is how serde_json writes text.
pub fn canonical(value: &Value) -> String {
    fn sorted(value: &Value) -> Value {
        match value {
            Value::Array(items) => items.iter().map(sorted).collect(),
            Value::Object(fields) => {
                let mut names: Vec<_> = fields.keys().collect();
                names.sort();
                names
                    .into_iter()
                    .map(|name| (name.clone(), sorted(&fields[name])))
                    .collect::<Map<_, _>>()
                    .into()
            }
            other => other.clone(),
        }
    }
    sorted(value).to_string()
}

fn fnv1a_64(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[test]
fn the_hash_is_the_published_one() {
    assert_eq!(fnv1a_64(b""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(fnv1a_64(b"foobar"), 0x8594_4171_f739_67e8);
}

#[test]
fn keys_are_sorted_and_text_is_escaped_as_little_as_can_be() {
    let value = json!({"b": [{"d": 1, "c": null}], "a": "\u{e4}/\"\\\n\t\u{1}\u{7f}\u{1f600}"});
    assert_eq!(
        canonical(&value),
        "{\"a\":\"\u{e4}/\\\"\\\\\\n\\t\\u0001\u{7f}\u{1f600}\",\"b\":[{\"c\":null,\"d\":1}]}"
    );
}
