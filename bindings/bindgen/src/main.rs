//! Writes the Kotlin, Swift and Python halves of the bindings from the built library.
#![forbid(unsafe_code)]

fn main() {
    uniffi::uniffi_bindgen_main();
}
