//! Policy variables: `${key}` and `${key, 'default'}`.

use policy::{Comparison, PolicyDocument};
use source::Origin;
use syntax::{Node, Value};

use crate::check::checks;
use crate::found::Found;
use crate::view::{Policy, View, items};

checks! {
    INVALID_VARIABLE_FOR_OPERATOR: Error, "a policy variable stands under an operator that takes none", "Variables work with string and ARN operators only; here the text is compared as it is.";
    MISSING_BRACE_IN_VARIABLE: Error, "a policy variable is not closed", "Add the missing brace; without it the text is no variable.";
    MISSING_QUOTE_IN_VARIABLE: Error, "the default of a policy variable is not quoted", "Put the default in single quotes, as in `${aws:username, 'nobody'}`.";
    UNSUPPORTED_SPACE_IN_VARIABLE: Error, "a policy variable has a blank in its name", "Write the key without blanks.";
    EMPTY_VARIABLE: Error, "a policy variable is empty", "Name a key between the braces, or remove them.";
    VARIABLE_UNSUPPORTED_IN_ELEMENT: Error, "a policy variable stands where none is read", "Variables are read in `Resource` and in conditions only.";
    VARIABLE_UNSUPPORTED_IN_VERSION: Error, "a policy variable stands in a document of the old version", "Set `Version` to 2012-10-17; before it, the text is taken as it is.";
}

pub(crate) fn check(policy: &Policy<'_>, view: &View<'_>, found: &mut Found) {
    for name in ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"] {
        if let Some(entry) = view.element(name) {
            texts(&entry.node, &mut |text, origin| elsewhere(name, text, origin, found));
        }
    }
    for name in ["Resource", "NotResource"] {
        if let Some(entry) = view.element(name) {
            texts(&entry.node, &mut |text, origin| variables(policy.document, text, origin, found));
        }
    }
    for condition in &view.parsed.conditions {
        for value in condition.values.iter().filter(|value| value.value.contains('$')) {
            match condition.meaning.map(|meaning| meaning.comparison) {
                Some(comparison) if !takes_variables(comparison) => {
                    if policy::has_variable(&value.value) && !policy::has_hole(&value.value) {
                        let message = format!("`{}` takes no variables", condition.operator.value);
                        found.add(&INVALID_VARIABLE_FOR_OPERATOR, &value.origin, message);
                    }
                }
                _ => variables(policy.document, &value.value, &value.origin, found),
            }
        }
    }
}

const fn takes_variables(comparison: Comparison) -> bool {
    matches!(
        comparison,
        Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::StringLike | Comparison::ArnLike
    )
}

fn texts(node: &Node, each: &mut impl FnMut(&str, &Origin)) {
    for item in items(node) {
        match &item.value {
            Value::Text(text) => each(text, &item.origin),
            // Lists of principals by kind.
            Value::Map(map) => map
                .values()
                .flat_map(items)
                .filter_map(|item| Some((item.as_str()?, item)))
                .for_each(|(text, item)| each(text, &item.origin)),
            _ => {}
        }
    }
}

fn elsewhere(name: &str, text: &str, origin: &Origin, found: &mut Found) {
    if policy::has_variable(text) && !policy::has_hole(text) {
        found.add(&VARIABLE_UNSUPPORTED_IN_ELEMENT, origin, format!("`{name}` takes no policy variables"));
    }
}

fn variables(document: &PolicyDocument, text: &str, origin: &Origin, found: &mut Found) {
    if !text.contains('$') || policy::has_hole(text) {
        return;
    }
    // Without a version AWS takes the old one; a version it does not know is another finding.
    let is_old = document.version.as_ref().is_none_or(|version| &*version.value == "2008-10-17");
    if is_old && policy::has_variable(text) {
        let message = format!("`{text}` is plain text in version 2008-10-17, which is taken when none is said");
        found.add(&VARIABLE_UNSUPPORTED_IN_VERSION, origin, message);
        return;
    }
    if let Some(bare) = without_brace(text) {
        found.add(&MISSING_BRACE_IN_VARIABLE, origin, format!("the variable `{bare}` lacks a brace"));
        return;
    }
    for inner in bodies(text) {
        body(inner, origin, found);
    }
}

/// A variable that is opened and not closed, or that has no opening brace: `${aws:username`, `$aws:username}`.
fn without_brace(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let from = rest.get(at..)?;
        let after = from.get(1..)?;
        match after.strip_prefix('{') {
            Some(inner) => match inner.find('}') {
                Some(end) if !inner.get(..end).is_some_and(|body| body.contains("${")) => {
                    rest = inner.get(end + 1..)?
                }
                _ => return Some(from),
            },
            None if after.starts_with("aws:") && after.contains('}') => return Some(from),
            None => rest = after,
        }
    }
    None
}

/// What stands between `${` and `}`.
fn bodies(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|piece| piece.split_once('}').map(|(body, _)| body))
}

fn body(inner: &str, origin: &Origin, found: &mut Found) {
    if matches!(inner, "*" | "?" | "$") {
        return;
    }
    let (name, default) = inner.split_once(',').map_or((inner, None), |(name, default)| (name, Some(default.trim())));
    if name.trim().is_empty() {
        found.add(&EMPTY_VARIABLE, origin, "a variable without a key");
    } else if name.contains(char::is_whitespace) {
        let tight: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        // The names of tags may have blanks.
        if !name.trim().contains('/') || name.trim() != name {
            let message = format!("the variable `{name}` has a blank in its name");
            found.suggest(&UNSUPPORTED_SPACE_IN_VARIABLE, origin, message, tight);
        }
    }
    if let Some(default) = default {
        let is_quoted = default.len() >= 2 && default.starts_with('\'') && default.ends_with('\'');
        if !is_quoted {
            let message = format!("the default `{default}` is not in single quotes");
            let bare = default.trim_matches('\'');
            found.suggest(&MISSING_QUOTE_IN_VARIABLE, origin, message, format!("'{bare}'"));
        }
    }
}
