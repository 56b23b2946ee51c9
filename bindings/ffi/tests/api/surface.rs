//! What UniFFI wrote about the API into the built library, sorted.

use camino::Utf8PathBuf;
use uniffi_bindgen::macro_metadata::extract_from_library;
use uniffi_meta::{
    ConstructorMetadata, EnumMetadata, FieldMetadata, FnMetadata, Metadata, MethodMetadata, ObjectMetadata,
    RecordMetadata,
};

#[derive(Default)]
pub struct Surface {
    pub functions: Vec<FnMetadata>,
    pub objects: Vec<ObjectMetadata>,
    pub constructors: Vec<ConstructorMetadata>,
    pub methods: Vec<MethodMetadata>,
    pub records: Vec<RecordMetadata>,
    pub enums: Vec<EnumMetadata>,
}

/// The library that cargo built beside this test.
pub fn library() -> Utf8PathBuf {
    let test = std::env::current_exe().expect("this test");
    let name = format!("{}gradus_ffi{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    Utf8PathBuf::from_path_buf(test.with_file_name(name)).expect("a path in Unicode")
}

impl Surface {
    pub fn of_library() -> Self {
        let mut surface = Self::default();
        for item in extract_from_library(&library()).expect("the library says what it exports") {
            match item {
                Metadata::Func(it) => surface.functions.push(it),
                Metadata::Object(it) => surface.objects.push(it),
                Metadata::Constructor(it) => surface.constructors.push(it),
                Metadata::Method(it) => surface.methods.push(it),
                Metadata::Record(it) => surface.records.push(it),
                Metadata::Enum(it) => surface.enums.push(it),
                Metadata::Namespace(_) => {}
                other => panic!("the listing has no place for {other:?}"),
            }
        }
        surface.functions.sort_by(|one, other| one.name.cmp(&other.name));
        surface.constructors.sort_by(|one, other| one.name.cmp(&other.name));
        surface.methods.sort_by(|one, other| one.name.cmp(&other.name));
        surface.records.sort_by(|one, other| one.name.cmp(&other.name));
        surface.enums.sort_by(|one, other| one.name.cmp(&other.name));
        surface
    }

    /// Everything that has a name, with its documentation.
    pub fn documented(&self) -> Vec<(String, Option<&str>)> {
        fn fields<'a>(of: &str, fields: &'a [FieldMetadata]) -> Vec<(String, Option<&'a str>)> {
            fields.iter().map(|it| (format!("{of}.{}", it.name), it.docstring.as_deref())).collect()
        }
        let mut all = Vec::new();
        all.extend(self.functions.iter().map(|it| (it.name.clone(), it.docstring.as_deref())));
        all.extend(self.objects.iter().map(|it| (it.name.clone(), it.docstring.as_deref())));
        all.extend(self.constructors.iter().map(|it| (it.name.clone(), it.docstring.as_deref())));
        all.extend(self.methods.iter().map(|it| (it.name.clone(), it.docstring.as_deref())));
        for record in &self.records {
            all.push((record.name.clone(), record.docstring.as_deref()));
            all.extend(fields(&record.name, &record.fields));
        }
        for one in &self.enums {
            all.push((one.name.clone(), one.docstring.as_deref()));
            for variant in &one.variants {
                let name = format!("{}.{}", one.name, variant.name);
                all.push((name.clone(), variant.docstring.as_deref()));
                all.extend(fields(&name, &variant.fields));
            }
        }
        all
    }
}
