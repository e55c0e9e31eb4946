//! Imports as they are written.

use finding::Notice;
use source::Span;

/// What one file loads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileImports {
    /// In the order of the text. What only a compiler reads, such as imports of types, is left out.
    pub imports: Vec<Import>,
    /// The names that `__all__` of Python lists: what `import *` takes.
    pub exported: Vec<String>,
    /// Folders that the code itself adds to where modules are looked for, seen from the file's own folder; `sys.path` of Python.
    pub added_roots: Vec<String>,
    /// What was not read of the file; its imports are then not all known.
    pub notices: Vec<Notice>,
}

/// One import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// What is asked for.
    pub target: Target,
    /// How it is asked for.
    pub how: How,
    /// When it is loaded.
    pub when: When,
    /// Whether the code goes on if there is no such module: it stands in a `try`.
    pub is_optional: bool,
    /// Where it is written: the statement or the call.
    pub span: Span,
}

/// What an import asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A module by its name or path: `./a`, `lodash/get`, `os.path`, `..util`, `com.example.App`.
    Module(String),
    /// A name of a module, which may be a module itself: `from a import b`.
    Part {
        /// The module, with leading dots where it is relative.
        module: String,
        /// The name; `*` for all of them.
        name: String,
    },
    /// A module whose name begins like this: `./locales/` for `` `./locales/${x}` ``.
    Start(String),
    /// One that the code computes.
    Computed,
}

impl Target {
    /// The target as people write it.
    pub fn text(&self) -> String {
        match self {
            Self::Module(name) => name.clone(),
            Self::Part { module, name } if module.ends_with('.') => format!("{module}{name}"),
            Self::Part { module, name } => format!("{module}.{name}"),
            Self::Start(start) => format!("{start}…"),
            Self::Computed => "a computed name".to_owned(),
        }
    }
}

/// How an import asks: packages of Node may answer each way with another file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// A statement of the language, or `import()`.
    Import,
    /// `require`, of CommonJS, Ruby or PHP.
    Require,
    /// By its path alone, to be run or read elsewhere: a worker, `require.resolve`.
    Path,
}

/// When an import is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// Whenever the module is loaded.
    Always,
    /// If a condition holds, or something failed.
    Conditional,
    /// When the function around it is called.
    Lazy,
}

impl When {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Conditional => "conditional",
            Self::Lazy => "lazy",
        }
    }
}
