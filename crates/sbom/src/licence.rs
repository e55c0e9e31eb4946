//! Licences as expressions of SPDX, and which of them a project takes.

mod policy;

use spdx::expression::{ExprNode, Operator};
use spdx::{Expression, LicenseItem, LicenseReq, ParseMode};

pub use policy::{LicencePolicy, Refusal, Verdict};

/// Why a text is no licence expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LicenceError {
    /// Not an expression of ids of the SPDX list.
    #[error("`{text}` is no licence expression: {reason}")]
    Malformed {
        /// The text.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An expression where a list wants a single licence.
    #[error("`{0}` is more than one licence")]
    Several(String),
}

/// Of the liberties that people take, those that leave no doubt: `/` for `OR`, `GPL-3.0+`, and ids that the list has
/// withdrawn. Names that merely resemble an id are not guessed.
const MODE: ParseMode = ParseMode {
    allow_slash_as_or_operator: true,
    allow_imprecise_license_names: false,
    allow_postfix_plus_on_gpl: true,
    allow_deprecated: true,
    allow_unknown: false,
};

/// Ids that the list has withdrawn because they are a licence with an exception, and what took their place.
const WITHDRAWN: [(&str, &str); 9] = [
    ("GPL-2.0-with-GCC-exception", "GPL-2.0-only WITH GCC-exception-2.0"),
    ("GPL-2.0-with-autoconf-exception", "GPL-2.0-only WITH Autoconf-exception-2.0"),
    ("GPL-2.0-with-bison-exception", "GPL-2.0-only WITH Bison-exception-2.2"),
    ("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"),
    ("GPL-2.0-with-font-exception", "GPL-2.0-only WITH Font-exception-2.0"),
    ("GPL-3.0-with-GCC-exception", "GPL-3.0-only WITH GCC-exception-3.1"),
    ("GPL-3.0-with-autoconf-exception", "GPL-3.0-only WITH Autoconf-exception-3.0"),
    ("eCos-2.0", "GPL-2.0-or-later WITH eCos-exception-2.0"),
    ("wxWindows", "LGPL-2.0-or-later WITH WxWindows-exception-3.1"),
];

/// A licence expression, such as `MIT OR (Apache-2.0 AND GPL-2.0-only WITH Classpath-exception-2.0)`.
#[derive(Debug, Clone)]
pub struct Licence {
    expression: Expression,
    text: String,
}

impl Licence {
    /// Reads an expression of ids of the SPDX list and of `LicenseRef-…`.
    ///
    /// # Errors
    /// When the text is none, such as `Apache License` or `see LICENSE`.
    pub fn parse(text: &str) -> Result<Self, LicenceError> {
        let malformed = |reason: String| LicenceError::Malformed { text: text.to_owned(), reason };
        let expression = Expression::parse_mode(&without_withdrawn(text), MODE)
            .map_err(|error| malformed(error.reason.to_string()))?;
        // The list that the parser has holds it as if it were a licence.
        if expression.requirements().any(|one| one.req.license.id().is_some_and(|id| id.name == "NOASSERTION")) {
            return Err(malformed("`NOASSERTION` names no licence".to_owned()));
        }
        let written = write(&expression);
        Ok(Self { expression, text: written })
    }

    /// The expression as SPDX writes it, without needless parentheses and with current ids of the GNU licences.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The id, if the whole expression is one id of the SPDX list.
    pub fn id(&self) -> Option<&str> {
        let mut requirements = self.expression.requirements();
        let (Some(one), None) = (requirements.next(), requirements.next()) else { return None };
        let is_id = one.req.license.id().is_some() && one.req.addition.is_none() && !self.text.ends_with('+');
        is_id.then_some(&self.text)
    }

    /// Whether it names licences or exceptions that only another document explains.
    pub fn has_references(&self) -> bool {
        self.text.contains("Ref-")
    }
}

/// The text with the ids that took the place of [`WITHDRAWN`] ones.
fn without_withdrawn(text: &str) -> String {
    let is_between = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '/');
    let current = |part: &str| {
        let word = part.trim_end_matches(is_between);
        let between = part.get(word.len()..).unwrap_or_default();
        let current = WITHDRAWN.iter().find(|(withdrawn, _)| *withdrawn == word).map_or(word, |(_, current)| current);
        [current, between].concat()
    };
    text.split_inclusive(is_between).map(current).collect()
}

/// The infix text of an expression, which is kept as postfix.
fn write(expression: &Expression) -> String {
    // Each with the operator that joins it outermost.
    let mut parts: Vec<(String, Option<Operator>)> = Vec::new();
    for node in expression.iter() {
        match node {
            ExprNode::Req(requirement) => parts.push((requirement_text(&requirement.req), None)),
            ExprNode::Op(operator) => {
                let (Some((right, of_right)), Some((left, of_left))) = (parts.pop(), parts.pop()) else { continue };
                let enclosed = |text: String, inner: Option<Operator>| match (operator, inner) {
                    (Operator::And, Some(Operator::Or)) => format!("({text})"),
                    _ => text,
                };
                let word = if *operator == Operator::And { " AND " } else { " OR " };
                let joined = [enclosed(left, of_left).as_str(), word, enclosed(right, of_right).as_str()].concat();
                parts.push((joined, Some(*operator)));
            }
        }
    }
    parts.pop().map(|(text, _)| text).unwrap_or_default()
}

fn requirement_text(requirement: &LicenseReq) -> String {
    let addition = requirement.addition.as_ref().map(|addition| format!(" WITH {addition}")).unwrap_or_default();
    format!("{}{addition}", item_text(&requirement.license))
}

/// A licence with the current id: `GPL-3.0` is `GPL-3.0-only`, and `GPL-3.0+` is `GPL-3.0-or-later`.
fn item_text(item: &LicenseItem) -> String {
    let LicenseItem::Spdx { id, or_later } = item else { return item.to_string() };
    let name = id.name.trim_end_matches('+');
    let is_later = *or_later || id.name.ends_with('+');
    let current = spdx::gnu_license_id(name, is_later).filter(|_| id.is_gnu());
    current.map_or_else(|| item.to_string(), |current| current.name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, written: &str, id: Option<&str>) {
        let licence = Licence::parse(text).unwrap();
        assert_eq!((licence.as_str(), licence.id()), (written, id), "{text}");
        assert_eq!(Licence::parse(written).unwrap().as_str(), written, "what is written reads back");
    }

    #[test]
    fn expressions_are_written_in_one_way() {
        check("MIT", "MIT", Some("MIT"));
        check("(MIT OR Apache-2.0)", "MIT OR Apache-2.0", None);
        check("MIT/Apache-2.0", "MIT OR Apache-2.0", None);
        check("(MIT OR Apache-2.0) AND ISC", "(MIT OR Apache-2.0) AND ISC", None);
        check("MIT OR (Apache-2.0 AND ISC)", "MIT OR Apache-2.0 AND ISC", None);
        check("GPL-3.0", "GPL-3.0-only", Some("GPL-3.0-only"));
        check("GPL-3.0+", "GPL-3.0-or-later", Some("GPL-3.0-or-later"));
        check("Apache-2.0+", "Apache-2.0+", None);
        check("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", None);
        check("LicenseRef-acme", "LicenseRef-acme", None);
        check("(MIT/eCos-2.0)", "MIT OR GPL-2.0-or-later WITH eCos-exception-2.0", None);
        for (withdrawn, current) in WITHDRAWN {
            assert!(spdx::license_id(withdrawn).is_some_and(spdx::LicenseId::is_deprecated), "{withdrawn}");
            check(withdrawn, current, None);
        }
    }

    #[test]
    fn names_that_are_no_ids_are_not_guessed() {
        for text in [
            "",
            "Apache License, Version 2.0",
            "BSD",
            "SEE LICENSE IN LICENSE.txt",
            "UNLICENSED",
            "MIT OR",
            "(MIT",
            "NOASSERTION",
            "NONE",
            "MIT OR NOASSERTION",
        ] {
            assert!(Licence::parse(text).is_err(), "{text}");
        }
        let error = Licence::parse("MIT OR NOPE").unwrap_err().to_string();
        assert_eq!(error, "`MIT OR NOPE` is no licence expression: unknown term");
    }
}
