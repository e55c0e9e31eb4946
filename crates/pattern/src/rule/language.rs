//! The languages that a rule may name.

use std::fmt;

/// A language of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Python, of any version.
    Python,
    /// JavaScript, with JSX.
    JavaScript,
    /// TypeScript, with TSX.
    TypeScript,
    /// Java.
    Java,
    /// Go.
    Go,
    /// C#.
    CSharp,
    /// Ruby.
    Ruby,
    /// PHP.
    Php,
    /// Any text file, by regular expressions only.
    Regex,
    /// Any text file, by patterns over words and brackets.
    Generic,
    /// A language that Semgrep has and we do not analyse, by its usual name.
    Other(&'static str),
}

/// Every name, lower case, with what it stands for.
const NAMES: &[(&str, Language)] = &[
    ("python", Language::Python),
    ("py", Language::Python),
    ("python2", Language::Python),
    ("python3", Language::Python),
    ("javascript", Language::JavaScript),
    ("js", Language::JavaScript),
    ("typescript", Language::TypeScript),
    ("ts", Language::TypeScript),
    ("java", Language::Java),
    ("go", Language::Go),
    ("golang", Language::Go),
    ("csharp", Language::CSharp),
    ("c#", Language::CSharp),
    ("ruby", Language::Ruby),
    ("php", Language::Php),
    ("regex", Language::Regex),
    ("none", Language::Regex),
    ("generic", Language::Generic),
    ("spacegrep", Language::Generic),
    ("aliengrep", Language::Generic),
    ("apex", Language::Other("apex")),
    ("bash", Language::Other("bash")),
    ("sh", Language::Other("bash")),
    ("c", Language::Other("c")),
    ("cairo", Language::Other("cairo")),
    ("circom", Language::Other("circom")),
    ("clojure", Language::Other("clojure")),
    ("cpp", Language::Other("cpp")),
    ("c++", Language::Other("cpp")),
    ("dart", Language::Other("dart")),
    ("dockerfile", Language::Other("dockerfile")),
    ("docker", Language::Other("dockerfile")),
    ("elixir", Language::Other("elixir")),
    ("ex", Language::Other("elixir")),
    ("fga", Language::Other("fga")),
    ("openfga", Language::Other("fga")),
    ("gosu", Language::Other("gosu")),
    ("hack", Language::Other("hack")),
    ("html", Language::Other("html")),
    ("json", Language::Other("json")),
    ("jsonnet", Language::Other("jsonnet")),
    ("julia", Language::Other("julia")),
    ("kotlin", Language::Other("kotlin")),
    ("kt", Language::Other("kotlin")),
    ("lisp", Language::Other("lisp")),
    ("lua", Language::Other("lua")),
    ("move_on_aptos", Language::Other("move_on_aptos")),
    ("move_on_sui", Language::Other("move_on_sui")),
    ("objc", Language::Other("objc")),
    ("objectivec", Language::Other("objc")),
    ("objective-c", Language::Other("objc")),
    ("ocaml", Language::Other("ocaml")),
    ("powershell", Language::Other("powershell")),
    ("promql", Language::Other("promql")),
    ("proto", Language::Other("protobuf")),
    ("proto3", Language::Other("protobuf")),
    ("protobuf", Language::Other("protobuf")),
    ("ql", Language::Other("ql")),
    ("r", Language::Other("r")),
    ("rust", Language::Other("rust")),
    ("scala", Language::Other("scala")),
    ("scheme", Language::Other("scheme")),
    ("solidity", Language::Other("solidity")),
    ("sol", Language::Other("solidity")),
    ("swift", Language::Other("swift")),
    ("terraform", Language::Other("terraform")),
    ("tf", Language::Other("terraform")),
    ("hcl", Language::Other("terraform")),
    ("vue", Language::Other("vue")),
    ("xml", Language::Other("xml")),
    ("yaml", Language::Other("yaml")),
];

impl Language {
    /// The language of a name or alias, in any case.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, language)| *language)
    }

    /// All names, to tell the nearest one of a mistyped name.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }

    /// The usual name, lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::JavaScript => "javascript",
            Self::TypeScript => "typescript",
            Self::Java => "java",
            Self::Go => "go",
            Self::CSharp => "csharp",
            Self::Ruby => "ruby",
            Self::Php => "php",
            Self::Regex => "regex",
            Self::Generic => "generic",
            Self::Other(name) => name,
        }
    }

    /// The languages of code that its rules run on; none for those that run on any text, or not at all.
    pub const fn code(self) -> &'static [tree::Language] {
        match self {
            Self::Python => &[tree::Language::Python],
            Self::JavaScript => &[tree::Language::JavaScript],
            Self::TypeScript => &[tree::Language::TypeScript, tree::Language::Tsx],
            Self::Java => &[tree::Language::Java],
            Self::Go => &[tree::Language::Go],
            Self::CSharp => &[tree::Language::CSharp],
            Self::Ruby => &[tree::Language::Ruby],
            Self::Php => &[tree::Language::Php],
            Self::Regex | Self::Generic | Self::Other(_) => &[],
        }
    }

    /// Whether its rules run on the text of any file.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Regex | Self::Generic)
    }

    /// Whether rules in this language are run.
    pub const fn is_analysed(self) -> bool {
        !matches!(self, Self::Other(_))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_mean_their_language() {
        for (name, language) in [("js", Language::JavaScript), ("C#", Language::CSharp), ("golang", Language::Go)] {
            assert_eq!(Language::of_name(name), Some(language));
        }
        assert_eq!(Language::of_name("hcl").map(Language::is_analysed), Some(false));
        assert_eq!(Language::of_name("fortran"), None);
    }

    #[test]
    fn usual_names_are_names() {
        for (_, language) in NAMES {
            assert_eq!(Language::of_name(language.name()).map(Language::name), Some(language.name()));
        }
    }
}
