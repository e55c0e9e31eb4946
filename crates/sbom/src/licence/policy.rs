//! Which licences a project takes: lists of ids, held against expressions.

use spdx::LicenseReq;

use super::{Licence, LicenceError, item_text};

/// Which licences a project takes.
///
/// A licence on a list stands for itself with and without "or later", and for itself with any exception. One that is listed
/// with an exception stands for just that, and is stronger: `GPL-2.0-only WITH Classpath-exception-2.0` may be allowed where
/// `GPL-2.0-only` is denied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LicencePolicy {
    allow: Vec<Term>,
    deny: Vec<Term>,
}

/// What a policy says of a package's licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// There is a choice of licences in the expression that the project takes.
    Accepted,
    /// There is none; these stand in the way, in the order of the text.
    Refused(Vec<Refusal>),
    /// The licence is written, but not as an expression of SPDX.
    Unreadable(LicenceError),
    /// No licence is known.
    Missing,
}

/// Why a licence of an expression is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is on the list of those denied.
    Denied(String),
    /// It is not on the list of those allowed.
    NotAllowed(String),
}

/// A licence of a list or of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    /// The id without what says whether later versions are meant, in lower case.
    licence: String,
    exception: Option<String>,
}

impl LicencePolicy {
    /// A policy of ids of SPDX. Where nothing is allowed by name, all that is not denied is.
    ///
    /// # Errors
    /// When a text of a list is no single licence.
    pub fn new(allow: &[&str], deny: &[&str]) -> Result<Self, LicenceError> {
        let terms = |list: &[&str]| list.iter().map(|text| Term::parse(text)).collect::<Result<Vec<_>, _>>();
        Ok(Self { allow: terms(allow)?, deny: terms(deny)? })
    }

    /// What it says of a licence as an author wrote it.
    pub fn judge(&self, licence: Option<&str>) -> Verdict {
        // SPDX writes the words where nothing is known, or where there is none.
        let is_said = |text: &&str| !matches!(text.trim(), "" | "NOASSERTION" | "NONE");
        let Some(text) = licence.filter(is_said) else { return Verdict::Missing };
        let licence = match Licence::parse(text) {
            Ok(licence) => licence,
            Err(error) => return Verdict::Unreadable(error),
        };
        let mut refusals = Vec::new();
        let is_accepted = licence.expression.evaluate(|requirement| match self.refusal(requirement) {
            Some(refusal) => {
                if !refusals.contains(&refusal) {
                    refusals.push(refusal);
                }
                false
            }
            None => true,
        });
        if is_accepted { Verdict::Accepted } else { Verdict::Refused(refusals) }
    }

    fn refusal(&self, requirement: &LicenseReq) -> Option<Refusal> {
        let term = Term::of(requirement);
        let named = |list: &[Term]| list.iter().any(|listed| listed.covers(&term));
        let text = || super::requirement_text(requirement);
        if term.exception.is_some() && self.allow.contains(&term) && !self.deny.contains(&term) {
            None
        } else if named(&self.deny) {
            Some(Refusal::Denied(text()))
        } else if self.allow.is_empty() || named(&self.allow) {
            None
        } else {
            Some(Refusal::NotAllowed(text()))
        }
    }
}

impl Term {
    fn parse(text: &str) -> Result<Self, LicenceError> {
        let licence = Licence::parse(text)?;
        let mut requirements = licence.expression.requirements();
        match (requirements.next(), requirements.next()) {
            (Some(one), None) => Ok(Self::of(&one.req)),
            _ => Err(LicenceError::Several(text.to_owned())),
        }
    }

    fn of(requirement: &LicenseReq) -> Self {
        let text = item_text(&requirement.license);
        let endings = ["-or-later", "-only", "+"];
        let licence = endings.iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(&text).to_lowercase();
        Self { licence, exception: requirement.addition.as_ref().map(ToString::to_string) }
    }

    /// Whether this entry of a list means a licence.
    fn covers(&self, other: &Self) -> bool {
        self.licence == other.licence && (self.exception.is_none() || self.exception == other.exception)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(allow: &[&str], deny: &[&str], licence: &str) -> Vec<Refusal> {
        match LicencePolicy::new(allow, deny).unwrap().judge(Some(licence)) {
            Verdict::Accepted => Vec::new(),
            Verdict::Refused(refusals) => refusals,
            other => panic!("{other:?}"),
        }
    }

    fn denied(licence: &str) -> Refusal {
        Refusal::Denied(licence.to_owned())
    }

    fn not_allowed(licence: &str) -> Refusal {
        Refusal::NotAllowed(licence.to_owned())
    }

    #[test]
    fn one_choice_that_is_not_denied_is_enough() {
        let deny = ["GPL-3.0-only"];
        assert_eq!(refused(&[], &deny, "MIT OR GPL-3.0-only"), []);
        assert_eq!(refused(&[], &deny, "MIT AND GPL-3.0-only"), [denied("GPL-3.0-only")]);
        assert_eq!(refused(&[], &deny, "MIT AND (GPL-3.0-only OR ISC)"), []);
        assert_eq!(refused(&[], &deny, "GPL-3.0"), [denied("GPL-3.0-only")]);
        assert_eq!(refused(&[], &deny, "GPL-3.0+"), [denied("GPL-3.0-or-later")]);
        let withdrawn = "GPL-3.0-with-GCC-exception";
        assert_eq!(refused(&[], &deny, withdrawn), [denied("GPL-3.0-only WITH GCC-exception-3.1")]);
        assert_eq!(refused(&[], &deny, "LGPL-3.0-only OR GPL-2.0-only"), []);
    }

    #[test]
    fn where_some_are_allowed_no_others_are() {
        let allow = ["MIT", "Apache-2.0", "LicenseRef-acme"];
        assert_eq!(refused(&allow, &[], "MIT"), []);
        assert_eq!(refused(&allow, &[], "Apache-2.0 WITH LLVM-exception"), []);
        assert_eq!(refused(&allow, &[], "LicenseRef-acme OR BUSL-1.1"), []);
        assert_eq!(
            refused(&allow, &[], "MIT AND BSD-3-Clause AND ISC"),
            [not_allowed("BSD-3-Clause"), not_allowed("ISC")]
        );
        assert_eq!(refused(&allow, &["MIT"], "MIT OR ISC"), [denied("MIT"), not_allowed("ISC")]);
    }

    #[test]
    fn an_exception_that_is_named_is_stronger() {
        let (allow, deny) = (["GPL-2.0-only WITH Classpath-exception-2.0", "MIT"], ["GPL-2.0-only"]);
        assert_eq!(refused(&allow, &deny, "GPL-2.0-only WITH Classpath-exception-2.0"), []);
        assert_eq!(refused(&allow, &deny, "GPL-2.0-only"), [denied("GPL-2.0-only")]);
        let other = "GPL-2.0-only WITH Bison-exception-2.2";
        assert_eq!(refused(&allow, &deny, other), [denied(other)]);
        let named = ["Apache-2.0 WITH LLVM-exception"];
        assert_eq!(refused(&[], &named, "Apache-2.0"), []);
        assert_eq!(refused(&["Apache-2.0"], &named, named[0]), [denied(named[0])]);
    }

    #[test]
    fn what_is_not_known_is_no_verdict() {
        let policy = LicencePolicy::new(&["MIT"], &[]).unwrap();
        assert_eq!(policy.judge(None), Verdict::Missing);
        for nothing in [" ", "NOASSERTION", "NONE"] {
            assert_eq!(policy.judge(Some(nothing)), Verdict::Missing);
        }
        assert!(matches!(policy.judge(Some("BSD")), Verdict::Unreadable(_)));
        let error = LicencePolicy::new(&["MIT OR ISC"], &[]).unwrap_err();
        assert_eq!(error.to_string(), "`MIT OR ISC` is more than one licence");
    }
}
