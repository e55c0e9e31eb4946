//! The generated file.

use std::fmt::Write as _;

/// The definition of `rules!` for rules of these names.
///
/// It is the same text wherever the checkout lies.
pub fn rust_code(names: &[String]) -> String {
    let mut modules = String::new();
    let mut entries = String::new();
    for name in names {
        // Writing to a String cannot fail.
        let _ = writeln!(modules, "            pub(crate) mod {name};");
        let _ =
            writeln!(entries, "            crate::Entry {{ rule: rules::{name}::RULE, check: rules::{name}::check }},");
    }
    format!(
        "macro_rules! rules {{
    () => {{
        mod rules {{
{modules}        }}

        /// Every rule of this crate, ordered by id.
        pub static RULES: &[crate::Entry] = &[
{entries}        ];
    }};
}}
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_a_module_and_an_entry() {
        let code = rust_code(&["a_b".to_owned(), "c".to_owned()]);
        assert!(code.contains("            pub(crate) mod a_b;\n            pub(crate) mod c;\n"), "{code}");
        assert!(code.contains("crate::Entry { rule: rules::a_b::RULE, check: rules::a_b::check },\n"), "{code}");
    }

    #[test]
    fn no_path_is_written() {
        assert!(!rust_code(&["a".to_owned()]).contains('\\'));
        assert!(rust_code(&["a".to_owned()]).split('/').all(|part| !part.contains("target")));
    }
}
