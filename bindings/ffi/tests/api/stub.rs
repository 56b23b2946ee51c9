//! The types and the documentation of the generated Python module, which UniFFI writes without most of either.

use std::fmt::Write;

use uniffi_meta::{
    EnumMetadata, EnumShape, FieldMetadata, FnParamMetadata, RecordMetadata, Type, VariantMetadata,
};

use super::surface::Surface;

const HEAD: &str = "\
# Written by `UPDATE=1 cargo test -p gradus-ffi --test api`, never by hand.
import enum

";

pub fn of(surface: &Surface) -> String {
    let mut page = HEAD.to_owned();
    for it in &surface.records {
        record(&mut page, it);
    }
    for it in &surface.enums {
        match (it.shape, it.variants.iter().all(|case| case.fields.is_empty())) {
            (EnumShape::Error { .. }, _) => error(&mut page, it),
            (EnumShape::Enum, true) => plain(&mut page, it),
            (EnumShape::Enum, false) => cases(&mut page, it),
        }
    }
    for object in &surface.objects {
        writeln!(page, "class {}:", object.name).expect("memory");
        docs(&mut page, 4, object.docstring.as_deref());
        for it in surface.constructors.iter().filter(|it| it.self_name == object.name) {
            page.push_str("    @classmethod\n");
            verb(&mut page, 4, &it.name, "cls", &it.inputs, Some(&object.name), it.docstring.as_deref());
        }
        for it in surface.methods.iter().filter(|it| it.self_name == object.name) {
            let answer = it.return_type.as_ref().map(spell);
            verb(&mut page, 4, &it.name, "self", &it.inputs, answer.as_deref(), it.docstring.as_deref());
        }
        page.push('\n');
    }
    for it in &surface.functions {
        let answer = it.return_type.as_ref().map(spell);
        verb(&mut page, 0, &it.name, "", &it.inputs, answer.as_deref(), it.docstring.as_deref());
    }
    page
}

fn record(page: &mut String, it: &RecordMetadata) {
    writeln!(page, "class {}:", it.name).expect("memory");
    docs(page, 4, it.docstring.as_deref());
    attributes(page, 4, &it.fields);
    initial(page, 4, "*, ", &it.fields);
    page.push('\n');
}

fn plain(page: &mut String, it: &EnumMetadata) {
    writeln!(page, "class {}(enum.Enum):", it.name).expect("memory");
    docs(page, 4, it.docstring.as_deref());
    for (number, case) in it.variants.iter().enumerate() {
        writeln!(page, "    {} = {number}", shout(&case.name)).expect("memory");
        docs(page, 4, case.docstring.as_deref());
    }
    page.push('\n');
}

/// UniFFI makes each case a class that stands inside the enum and is one of it.
fn cases(page: &mut String, it: &EnumMetadata) {
    writeln!(page, "class {}:", it.name).expect("memory");
    docs(page, 4, it.docstring.as_deref());
    for case in &it.variants {
        writeln!(page, "    class {}({}):", shout(&case.name), it.name).expect("memory");
        inside(page, case);
    }
    page.push('\n');
}

fn error(page: &mut String, it: &EnumMetadata) {
    writeln!(page, "class {}(Exception):", it.name).expect("memory");
    docs(page, 4, it.docstring.as_deref());
    for case in &it.variants {
        writeln!(page, "    class {}({}):", case.name, it.name).expect("memory");
        inside(page, case);
    }
    page.push('\n');
}

fn inside(page: &mut String, case: &VariantMetadata) {
    docs(page, 8, case.docstring.as_deref());
    attributes(page, 8, &case.fields);
    initial(page, 8, "", &case.fields);
}

fn attributes(page: &mut String, indent: usize, fields: &[FieldMetadata]) {
    for field in fields {
        writeln!(page, "{:indent$}{}: {}", "", field.name, spell(&field.ty)).expect("memory");
        docs(page, indent, field.docstring.as_deref());
    }
}

fn initial(page: &mut String, indent: usize, star: &str, fields: &[FieldMetadata]) {
    let star = if fields.is_empty() { "" } else { star };
    let each = fields.iter().map(|field| {
        let default = if field.default.is_some() { " = ..." } else { "" };
        format!("{}: {}{default}", field.name, spell(&field.ty))
    });
    let each: Vec<_> = ["self".to_owned()].into_iter().chain(star_first(star)).chain(each).collect();
    writeln!(page, "{:indent$}def __init__({}) -> None: ...", "", each.join(", ")).expect("memory");
}

fn star_first(star: &str) -> Option<String> {
    (!star.is_empty()).then(|| "*".to_owned())
}

fn verb(
    page: &mut String,
    indent: usize,
    name: &str,
    receiver: &str,
    inputs: &[FnParamMetadata],
    answer: Option<&str>,
    documentation: Option<&str>,
) {
    let inputs = inputs.iter().map(|input| {
        let default = if input.default.is_some() { " = ..." } else { "" };
        format!("{}: {}{default}", input.name, spell(&input.ty))
    });
    let receiver = (!receiver.is_empty()).then(|| receiver.to_owned());
    let inputs: Vec<_> = receiver.into_iter().chain(inputs).collect();
    let answer = answer.unwrap_or("None");
    writeln!(page, "{:indent$}def {name}({}) -> {answer}:", "", inputs.join(", ")).expect("memory");
    docs(page, indent + 4, documentation);
    writeln!(page, "{:indent$}    ...", "").expect("memory");
}

fn docs(page: &mut String, indent: usize, docs: Option<&str>) {
    let docs = docs.expect("everything is documented").trim();
    assert!(!docs.contains("\"\"\"") && !docs.contains('\\'), "would need escapes: {docs}");
    let mut lines = docs.lines().map(str::trim);
    let only = docs.lines().count() == 1;
    let first = lines.next().unwrap_or_default();
    writeln!(page, "{:indent$}\"\"\"{first}{}", "", if only { "\"\"\"" } else { "" }).expect("memory");
    for line in lines {
        match line {
            "" => page.push('\n'),
            line => writeln!(page, "{:indent$}{line}", "").expect("memory"),
        }
    }
    if !only {
        writeln!(page, "{:indent$}\"\"\"", "").expect("memory");
    }
}

fn spell(ty: &Type) -> String {
    match ty {
        Type::UInt8 | Type::UInt16 | Type::UInt32 | Type::UInt64 => "int".into(),
        Type::Boolean => "bool".into(),
        Type::String => "str".into(),
        Type::Bytes => "bytes".into(),
        Type::Optional { inner_type } => format!("{} | None", spell(inner_type)),
        Type::Sequence { inner_type } => format!("list[{}]", spell(inner_type)),
        Type::Record { name, .. } | Type::Enum { name, .. } | Type::Object { name, .. } => name.clone(),
        other => panic!("a type that no language here is known to take well: {other:?}"),
    }
}

/// `AddPerson` as `ADD_PERSON`.
fn shout(name: &str) -> String {
    let mut shouted = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !shouted.is_empty() {
            shouted.push('_');
        }
        shouted.push(letter.to_ascii_uppercase());
    }
    shouted
}
