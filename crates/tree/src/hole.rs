//! Holes of patterns as names that grammars take.
//!
//! A pattern goes through the grammar of its language, so that `$X` and `...` must look like names there. Both are written
//! with a letter of click languages, which every one of the grammars takes in a name and which no code uses.

use crate::kind::Kind;

/// What stands for `$`; twice, for `...`.
pub(crate) const MARK: &str = "ǂ";

/// What stands for `...`.
pub(crate) const ELLIPSIS: &str = "ǂǂ";

/// Stands before [`MARK`] where the grammar only takes a name with a capital.
pub(crate) const CAPITAL: &str = "M";

/// `<... e ...>` is a call of this.
pub(crate) const DEEP: &str = "ǂdeep";

/// `(T $X)` is a call of this, with `$X` and `T`.
pub(crate) const TYPED: &str = "ǂtyped";

/// The hole that a name stands for.
pub(crate) fn kind(name: &str) -> Option<Kind> {
    if name == ELLIPSIS {
        return Some(Kind::Ellipsis);
    }
    let name = restore(name);
    if name.strip_prefix("$...").is_some_and(is_hole_name) {
        return Some(Kind::MetavariableEllipsis);
    }
    is_metavariable(&name).then_some(Kind::Metavariable)
}

/// Whether a text is the name of a metavariable: `$X`, `$_`, `$1`.
pub fn is_metavariable(name: &str) -> bool {
    name.strip_prefix('$').is_some_and(|name| is_hole_name(name) || name.bytes().all(|byte| byte.is_ascii_digit()))
        && name.len() > 1
}

fn is_hole_name(name: &str) -> bool {
    name.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase() || byte == b'_')
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// A text with its holes as the pattern's author wrote them.
pub(crate) fn restore(text: &str) -> String {
    if !text.contains(MARK) {
        return text.to_owned();
    }
    text.replace("ǂǂǂ", "$...").replace("ǂǂ", "...").replace('ǂ', "$")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_holes() {
        assert_eq!(kind("ǂX"), Some(Kind::Metavariable));
        assert_eq!(kind("$X_1"), Some(Kind::Metavariable));
        assert_eq!(kind("ǂǂ"), Some(Kind::Ellipsis));
        assert_eq!(kind("ǂǂǂARGS"), Some(Kind::MetavariableEllipsis));
        assert_eq!(kind("$x"), None);
        assert_eq!(kind("x"), None);
        assert_eq!(kind("$"), None);
    }

    #[test]
    fn texts_get_their_holes_back() {
        assert_eq!(restore("a ǂǂ ǂX ǂǂǂXS"), "a ... $X $...XS");
    }
}
