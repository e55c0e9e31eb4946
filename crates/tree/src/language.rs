//! The languages that are read.

/// A language of function code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Python 3; what of Python 2 its grammar takes.
    Python,
}

impl Language {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Python];

    /// The name that people use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Python => "Python",
        }
    }

    /// The language of a file, by the ending of its name.
    pub fn of_path(path: &str) -> Option<Self> {
        let (_, ending) = path.rsplit_once('.')?;
        Self::ALL.iter().copied().find(|language| language.endings().contains(&ending))
    }

    /// How names of its files end, without the dot.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Python => &["py", "pyi"],
        }
    }

    pub(crate) fn grammar(self) -> tree_sitter::Language {
        match self {
            Self::Python => tree_sitter_python::LANGUAGE.into(),
        }
    }
}
