//! The API as a page to read.

use std::fmt::Write;

use uniffi_meta::{DefaultValueMetadata, FieldMetadata, FnParamMetadata, LiteralMetadata, Type};

use super::surface::Surface;

const HEAD: &str = "\
# What Kotlin, Swift and Python see

Written by `UPDATE=1 cargo test -p gradus-ffi --test api`, never by hand. A test fails when it is not what the library exports, and another
one when the changelog does not know it. Names are Rust's; each language spells them its own way (`planHistory`, `plan_history`).

`T?` may be missing, `[T]` is a list, `bytes` are raw bytes. What has `=` may be left out, and is then what stands there. Everything throws
`GradusError`. The meaning of each field stands in the generated code of every language.
";

pub fn of(surface: &Surface) -> String {
    let mut page = HEAD.to_owned();
    page.push_str("\n## Functions\n\n");
    for it in &surface.functions {
        assert!(it.throws.is_some(), "{} can break off, and must be able to say so", it.name);
        verb(&mut page, &it.name, &it.inputs, it.return_type.as_ref(), it.docstring.as_deref());
    }
    for object in &surface.objects {
        write!(page, "\n## Object `{}`\n\n{}\n\n", object.name, first(object.docstring.as_deref()))
            .expect("memory");
        for it in surface.constructors.iter().filter(|it| it.self_name == object.name) {
            assert!(it.throws.is_some(), "{} must be able to fail", it.name);
            let name = format!("{}.{}", object.name, it.name);
            verb(&mut page, &name, &it.inputs, None, it.docstring.as_deref());
        }
        for it in surface.methods.iter().filter(|it| it.self_name == object.name) {
            assert!(it.throws.is_some(), "{} must be able to fail", it.name);
            verb(&mut page, &it.name, &it.inputs, it.return_type.as_ref(), it.docstring.as_deref());
        }
    }
    page.push_str("\n## Records\n\n");
    for it in &surface.records {
        writeln!(page, "- `{}{}`: {}", it.name, fields(&it.fields), first(it.docstring.as_deref()))
            .expect("memory");
    }
    for it in &surface.enums {
        write!(page, "\n## Enum `{}`\n\n{}\n\n", it.name, first(it.docstring.as_deref())).expect("memory");
        for case in &it.variants {
            let (name, says) = (&case.name, first(case.docstring.as_deref()));
            writeln!(page, "- `{name}{}`: {says}", fields(&case.fields)).expect("memory");
        }
    }
    page
}

fn verb(
    page: &mut String,
    name: &str,
    inputs: &[FnParamMetadata],
    answer: Option<&Type>,
    docs: Option<&str>,
) {
    let inputs: Vec<_> =
        inputs.iter().map(|input| named(&input.name, &input.ty, input.default.as_ref())).collect();
    let answer = answer.map(|ty| format!(" -> {}", spell(ty))).unwrap_or_default();
    writeln!(page, "- `{name}({}){answer}`: {}", inputs.join(", "), first(docs)).expect("memory");
}

fn fields(all: &[FieldMetadata]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let all: Vec<_> = all.iter().map(|field| named(&field.name, &field.ty, field.default.as_ref())).collect();
    format!(" {{ {} }}", all.join(", "))
}

/// With what it is where a caller leaves it out: to take that away breaks the caller.
fn named(name: &str, ty: &Type, default: Option<&DefaultValueMetadata>) -> String {
    let default = match default {
        None => "",
        Some(DefaultValueMetadata::Literal(LiteralMetadata::None)) => " = nothing",
        Some(DefaultValueMetadata::Literal(LiteralMetadata::EmptySequence)) => " = []",
        Some(other) => panic!("a default that the listing has no words for: {other:?}"),
    };
    format!("{name}: {}{default}", spell(ty))
}

fn spell(ty: &Type) -> String {
    match ty {
        Type::UInt8 => "u8".into(),
        Type::UInt16 => "u16".into(),
        Type::UInt32 => "u32".into(),
        Type::UInt64 => "u64".into(),
        Type::Boolean => "bool".into(),
        Type::String => "text".into(),
        Type::Bytes => "bytes".into(),
        Type::Optional { inner_type } => format!("{}?", spell(inner_type)),
        Type::Sequence { inner_type } => format!("[{}]", spell(inner_type)),
        Type::Record { name, .. } | Type::Enum { name, .. } | Type::Object { name, .. } => name.clone(),
        other => panic!("a type that no language here is known to take well: {other:?}"),
    }
}

/// The first paragraph on one line.
pub fn first(docs: Option<&str>) -> String {
    let docs = docs.expect("everything is documented").trim();
    let paragraph = docs.split("\n\n").next().unwrap_or_default();
    paragraph.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}
