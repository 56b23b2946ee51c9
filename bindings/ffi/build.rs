//! Describes the app's plain views to UniFFI, so that the core stays free of it.
//!
//! Reads every file of `core/app/src/view` and writes one `uniffi::remote` twin for each public struct and enum, doc
//! comments included. A view with a private field or a type that cannot cross fails here, at build time.

use std::path::Path;
use std::{env, fs};

use quote::{ToTokens, quote};
use syn::{Attribute, Field, Fields, Item, Type, Visibility, parse_quote};

fn main() {
    let views = Path::new("../../core/app/src/view");
    println!("cargo:rerun-if-changed={}", views.display());
    let mut files: Vec<_> = fs::read_dir(views)
        .expect("the view folder is beside this crate")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("mod.rs"))
        .collect();
    files.sort();

    let mut twins = String::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a readable view file");
        let file = syn::parse_file(&text).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
        for item in file.items {
            if let Some(twin) = twin(item) {
                twins.push_str(&twin);
                twins.push('\n');
            }
        }
    }
    let out = Path::new(&env::var_os("OUT_DIR").expect("cargo sets it")).join("views.rs");
    fs::write(out, twins).expect("a writable build folder");
}

/// The description of one public view type; `None` for everything else in the file.
fn twin(item: Item) -> Option<String> {
    match item {
        Item::Struct(mut view) if matches!(view.vis, Visibility::Public(_)) => {
            keep_docs(&mut view.attrs);
            view.fields.iter_mut().for_each(|field| keep_docs(&mut field.attrs));
            let name = &view.ident;
            if name.to_string().ends_with("Draft") {
                view.fields.iter_mut().for_each(may_be_left_out);
            }
            Some(
                quote!(use gradus_app::view::#name; #[uniffi::remote(Record)] #view)
                    .to_token_stream()
                    .to_string(),
            )
        }
        Item::Enum(mut view) if matches!(view.vis, Visibility::Public(_)) => {
            keep_docs(&mut view.attrs);
            for variant in &mut view.variants {
                keep_docs(&mut variant.attrs);
                if let Fields::Named(fields) = &mut variant.fields {
                    fields.named.iter_mut().for_each(|field| keep_docs(&mut field.attrs));
                }
            }
            let name = &view.ident;
            Some(
                quote!(use gradus_app::view::#name; #[uniffi::remote(Enum)] #view)
                    .to_token_stream()
                    .to_string(),
            )
        }
        _ => None,
    }
}

/// What a form may leave open, a caller may leave out. A list is never left out: an empty one says something.
fn may_be_left_out(field: &mut Field) {
    if matches!(&field.ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Option"))
    {
        field.attrs.push(parse_quote!(#[uniffi(default = None)]));
    }
}

fn keep_docs(attributes: &mut Vec<Attribute>) {
    attributes.retain(|attribute| attribute.path().is_ident("doc"));
}
