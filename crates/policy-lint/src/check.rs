//! A check as a row: its id, how bad it is, what it means and what to do.

use std::fmt;

/// How bad a finding is, in the words of Access Analyzer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// A part of the policy does not work, or AWS refuses it.
    Error,
    /// The policy gives more than its author is likely to want.
    SecurityWarning,
    /// The policy may not do what its author means.
    Warning,
    /// The policy can be said shorter or clearer.
    Suggestion,
}

impl Category {
    /// The name as Access Analyzer prints it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "ERROR",
            Self::SecurityWarning => "SECURITY_WARNING",
            Self::Warning => "WARNING",
            Self::Suggestion => "SUGGESTION",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One check.
#[derive(Debug, PartialEq, Eq)]
pub struct Check {
    /// Its id: the issue code of Access Analyzer where there is one.
    pub id: &'static str,
    /// How bad it is.
    pub category: Category,
    /// What is wrong, as a phrase.
    pub title: &'static str,
    /// Why it matters or what to do, as a sentence.
    pub help: &'static str,
}

/// Declares the checks of one subject: a static of each, and `CHECKS` with all of them in order.
macro_rules! checks {
    ($( $id:ident: $category:ident, $title:literal, $help:literal; )*) => {
        $(
            #[doc = $title]
            pub(crate) static $id: $crate::check::Check = $crate::check::Check {
                id: stringify!($id),
                category: $crate::check::Category::$category,
                title: $title,
                help: $help,
            };
        )*
        /// The checks of this subject.
        pub(crate) static CHECKS: &[&$crate::check::Check] = &[$(&$id),*];
    };
}
pub(crate) use checks;
