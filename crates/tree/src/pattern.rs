//! From the text of a pattern to its tree.

mod rewrite;
mod token;

use source::Limits;
use thiserror::Error;

use crate::hole::is_metavariable;
use crate::kind::Kind;
use crate::language::Language;
use crate::lower::{self, Mode};
use crate::parse;
use crate::symbols::{Symbol, Symbols};
use crate::tree::{NodeId, Tree};
use rewrite::Wrapper;

/// A pattern, ready to be compared with code.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Its tree; its symbols are in the table it was read with.
    pub tree: Tree,
    /// What it looks for: an expression or a statement, or several statements in a row.
    pub roots: Vec<NodeId>,
    /// How much of the code it speaks of.
    pub extent: Extent,
    /// The names that each root needs in the code. Those of types do not count, for code may have them without saying so.
    pub names: Vec<Vec<Symbol>>,
    /// The texts that it needs in the code; what code puts together from parts may stand there in parts only.
    pub texts: Vec<Symbol>,
}

/// How much of the code a pattern speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What looks like it.
    Whole,
    /// `f();`: the statement that holds such an expression.
    Statement,
    /// `if (a)`: the condition of one, whatever follows.
    Condition,
    /// `try { … }`: the body of one, whatever follows.
    Body,
    /// `finally { … }`: that part of a statement.
    Finally,
}

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PatternError {
    /// There is nothing in it.
    #[error("an empty pattern matches nothing")]
    Empty,
    /// The grammar does not take it.
    #[error("not a valid {language} pattern at `{near}`")]
    Invalid {
        /// The language's name.
        language: &'static str,
        /// Where in the pattern: a byte offset.
        at: usize,
        /// What stands there.
        near: String,
    },
}

/// Reads a pattern; its names enter `symbols`.
///
/// # Errors
/// Where none of the ways to read it, as an expression, as statements, as a part of a class, pleases the grammar.
pub fn pattern(text: &str, language: Language, symbols: &mut Symbols) -> Result<Pattern, PatternError> {
    if text.trim().is_empty() {
        return Err(PatternError::Empty);
    }
    let limits = Limits::default();
    let mut first_error = None;
    let drafts = rewrite::drafts(text, language);
    for (grammar, draft) in grammars(language).iter().flat_map(|grammar| drafts.iter().map(move |own| (*grammar, own)))
    {
        let Some(syntax) = parse::syntax(&draft.text, grammar, &limits) else { continue };
        let root = syntax.root_node();
        if root.has_error() {
            first_error.get_or_insert_with(|| invalid(draft, text, language, root));
            continue;
        }
        let table = std::mem::take(symbols);
        let (mut tree, _) = lower::lower(language, &draft.text, root, Mode::Pattern, table, limits.nodes);
        *symbols = std::mem::take(&mut tree.symbols);
        let roots = roots(&tree, draft.wrapper);
        if !roots.is_empty() {
            let names = roots.iter().map(|root| needed(&tree, *root, text, symbols)).collect();
            let texts = roots.iter().flat_map(|root| texts(&tree, *root, text, symbols)).collect();
            return Ok(Pattern { tree, roots, extent: extent(draft.wrapper, text, language), names, texts });
        }
    }
    Err(first_error.unwrap_or(PatternError::Empty))
}

/// The names in a root that stand in the pattern's text as they would in the code.
fn needed(tree: &Tree, root: NodeId, text: &str, symbols: &Symbols) -> Vec<Symbol> {
    let names = outside(tree, root, Kind::TypedMetavariable).filter(|node| tree.kind(*node) == Kind::Name);
    let is_needed = |name: &str| name.len() > 1 && text.contains(name) && !is_metavariable(name);
    names.map(|node| tree.symbol(node)).filter(|name| is_needed(symbols.text(*name))).collect()
}

/// The texts in a root that code must have as they stand there. The pieces of a template may be cut elsewhere.
fn texts(tree: &Tree, root: NodeId, text: &str, symbols: &Symbols) -> Vec<Symbol> {
    let texts = outside(tree, root, Kind::Template).filter(|node| tree.kind(*node) == Kind::Str);
    // `...`, `$X` and `=~/…/` stand for other texts.
    let is_needed = |own: &str| own.len() > 1 && text.contains(own) && !own.contains(['$', '.', '~']);
    texts.map(|node| tree.symbol(node)).filter(|own| is_needed(symbols.text(*own))).collect()
}

/// The nodes of a root, in order, but for those below nodes of a kind.
fn outside(tree: &Tree, root: NodeId, kind: Kind) -> impl Iterator<Item = NodeId> {
    let mut next = root;
    std::iter::from_fn(move || {
        let node = (next < tree.end(root)).then_some(next)?;
        next = if tree.kind(node) == kind { tree.end(node) } else { NodeId(node.0 + 1) };
        Some(node)
    })
}

fn extent(wrapper: Wrapper, text: &str, language: Language) -> Extent {
    let has_semicolons = !matches!(language, Language::Python | Language::Go);
    match wrapper {
        Wrapper::Condition => Extent::Condition,
        Wrapper::Try => Extent::Body,
        Wrapper::Finally => Extent::Finally,
        Wrapper::None if has_semicolons && text.trim_end().ends_with(';') => Extent::Statement,
        _ => Extent::Whole,
    }
}

/// The grammars that may take a pattern: rules for JavaScript also speak of types and of TSX.
fn grammars(language: Language) -> &'static [Language] {
    match language {
        Language::Python => &[Language::Python],
        Language::JavaScript => &[Language::JavaScript, Language::Tsx, Language::TypeScript],
        Language::TypeScript => &[Language::TypeScript, Language::Tsx],
        Language::Tsx => &[Language::Tsx, Language::TypeScript],
        Language::Java => &[Language::Java],
        Language::Go => &[Language::Go],
        Language::Ruby => &[Language::Ruby],
        Language::Php => &[Language::Php],
        Language::CSharp => &[Language::CSharp],
    }
}

/// What the pattern looks for: what stands inside of what is around it.
fn roots(tree: &Tree, wrapper: Wrapper) -> Vec<NodeId> {
    let part = |kind, place| tree.nodes().find(|node| node.kind() == kind).and_then(|node| node.child(place));
    let holder = match wrapper {
        Wrapper::Condition => return part(Kind::If, 0).map(|part| part.id()).into_iter().collect(),
        Wrapper::Try => return part(Kind::Try, 0).map(|part| part.id()).into_iter().collect(),
        Wrapper::Finally => return part(Kind::Try, 3).map(|part| part.id()).into_iter().collect(),
        Wrapper::Catch => part(Kind::Try, 1),
        Wrapper::None => Some(tree.root()),
        Wrapper::Class => {
            let class = tree.nodes().find(|node| node.kind() == Kind::ClassDef);
            class.and_then(|class| class.children().last())
        }
        Wrapper::Entries => tree.nodes().find(|node| matches!(node.kind(), Kind::Dict | Kind::Args)),
        Wrapper::Cases => tree.nodes().find(|node| node.kind() == Kind::Cases),
        Wrapper::Body => {
            let function = tree.nodes().find(|node| node.kind() == Kind::FunctionDef);
            function.and_then(|function| function.children().last())
        }
        Wrapper::Value | Wrapper::Type => {
            // A statement around the variable would be a part of the pattern.
            let variable = tree.root().child(0).filter(|first| first.kind() == Kind::Variable);
            let part = variable.and_then(|variable| variable.child(if wrapper == Wrapper::Type { 2 } else { 3 }));
            return part.map(|part| part.id()).into_iter().collect();
        }
        Wrapper::Attributes => tree.nodes().find(|node| node.kind() == Kind::Attributes),
    };
    holder.map(|holder| holder.children().map(|node| node.id()).collect()).unwrap_or_default()
}

/// The first place that the grammar does not take.
fn invalid(draft: &rewrite::Draft, text: &str, language: Language, root: lower::Syntax<'_>) -> PatternError {
    let mut node = root;
    while let Some(worse) = children(node).into_iter().find(|child| child.has_error()) {
        node = worse;
    }
    let at = draft.origin(node.start_byte()).min(text.len());
    let near = text.get(at..).unwrap_or_default();
    let near: String = near.trim_start().lines().next().unwrap_or_default().chars().take(40).collect();
    PatternError::Invalid { language: language.name(), at, near }
}

fn children(node: lower::Syntax<'_>) -> Vec<lower::Syntax<'_>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::print;

    fn tree_of(text: &str, language: Language) -> String {
        let mut symbols = Symbols::new();
        match pattern(text, language, &mut symbols) {
            Ok(mut pattern) => {
                pattern.tree.symbols = symbols;
                let printed = pattern.roots.iter().map(|root| print(pattern.tree.node(*root)));
                printed.collect::<Vec<_>>().join(" ; ")
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn holes_stand_where_their_texts_stood() {
        let python = |text| tree_of(text, Language::Python);
        assert_eq!(
            python("$F(..., $X, k=$V)"),
            "(Call (Metavariable $F) (Args (Ellipsis ...) (Metavariable $X) (Keyword (Name k) (Metavariable $V))))"
        );
        assert_eq!(python("{..., 'a': $X}"), "(Dict (Ellipsis) (Pair (Str a) (Metavariable $X)))");
        assert_eq!(
            python("f($X)\n...\ng(<... $Y ...>)"),
            "(Call (Name f) (Args (Metavariable $X))) ; (Ellipsis ...) ; (Call (Name g) (Args (Deep (Metavariable $Y))))"
        );
        assert_eq!(
            python("$X. ... .run($...REST)"),
            "(Call (Member (Member (Metavariable $X) (Ellipsis ...)) (Name run)) (Args (MetavariableEllipsis $...REST)))"
        );
    }

    #[test]
    fn types_and_strings_have_holes_too() {
        let python = |text| tree_of(text, Language::Python);
        assert_eq!(
            python("($X: str).format('$Y ...')"),
            "(Call (Member (TypedMetavariable $X (Name str)) (Name format)) (Args (Str $Y ...)))"
        );
        assert_eq!(python("f\"...{$X}...\""), "(Template (Str ...) (Metavariable $X) (Str ...))");
        assert_eq!(
            python("def $F(..., $A: int = 1, *$B): ..."),
            "(FunctionDef (Attributes) (Metavariable $F) (TypeParams) (Params (Ellipsis ...) \
             (Param (Attributes) (Metavariable $A) (Name int) (Int 1)) (Param * (Attributes) (Metavariable $B) _ _)) _ \
             (Block (Ellipsis ...)))"
        );
    }

    #[test]
    fn holes_of_javascript_fit_where_they_stand() {
        let javascript = |text| tree_of(text, Language::JavaScript);
        assert_eq!(
            javascript("function ...($X, ...) { ... }"),
            "(FunctionDef (Attributes) (Ellipsis ...) (TypeParams) (Params (Param (Attributes) (Metavariable $X) _ _) \
             (Ellipsis ...)) _ (Block (Ellipsis ...)))"
        );
        assert_eq!(javascript("{..., a: $X}"), "(Dict (Ellipsis ...) (Pair (Name a) (Metavariable $X)))");
        assert_eq!(javascript("f(...$XS)"), "(Call (Name f) (Args (Spread ... (Metavariable $XS))))");
        assert_eq!(
            javascript("<a ... href={$X} />"),
            "(Element / (Name a) (Attributes (Ellipsis) (Attribute (Name href) (Metavariable $X))))"
        );
        assert_eq!(
            javascript("$X = <... {a: ...} ...>;"),
            "(Assign (Metavariable $X) (Deep (Dict (Pair (Name a) (Ellipsis ...)))))"
        );
        assert_eq!(
            javascript("for (...) { ... }\n...\nf()"),
            "(For (Ellipsis ...) _ _ (Block (Ellipsis ...))) ; (Ellipsis ...) ; (Call (Name f) (Args))"
        );
        assert_eq!(javascript("($X: Request).get"), "(Member (TypedMetavariable $X (Name Request)) (Name get))");
    }

    #[test]
    fn holes_of_ruby_fit_where_they_stand() {
        for (text, expected) in [
            (
                "f(..., $X, k: $V)",
                "(Call (Name f) (Args (Ellipsis ...) (Metavariable $X) (Keyword (Name k) (Metavariable $V))))",
            ),
            (
                "class $C < $B\n  ...\nend",
                "(ClassDef class (Attributes) (Metavariable $C) (TypeParams) (Bases (Metavariable $B)) (Block (Ellipsis ...)))",
            ),
            (
                "$X. ... .b(...)",
                "(Call (Member (Member (Metavariable $X) (Ellipsis ...)) (Name b)) (Args (Ellipsis ...)))",
            ),
            ("{..., k: $V, ...}", "(Dict (Ellipsis ...) (Pair (Atom k) (Metavariable $V)) (Ellipsis ...))"),
            (
                "$F ... { |$A| ... }",
                "(Call (Call (Metavariable $F) (Args (Ellipsis ...))) (Args (Lambda (Attributes) (Params (Param (Attributes) (Metavariable $A) _ _)) _ (Block (Ellipsis ...)))))",
            ),
            (":$K => $V", "(Pair (Atom $K) (Metavariable $V))"),
            ("\"...#{$X}...\"", "(Template (Str ...) (Metavariable $X) (Str ...))"),
            ("`...#{\"...\"}...`", "(Template shell (Str ...) (Str ...) (Str ...))"),
            ("f :$A, <... g ...>", "(Call (Name f) (Args (Atom $A) (Deep (Name g))))"),
            ("-> (...) { ... }", "(Lambda -> (Attributes) (Params (Ellipsis ...)) _ (Block (Ellipsis ...)))"),
            ("$X = <<~A\n  b\nA", "(Assign (Metavariable $X) (Str   b\n))"),
            ("if ...\n  $S\nend", "(If (Ellipsis ...) (Block (Metavariable $S)) _)"),
            ("....permit(...)", "(Call (Member (Ellipsis ...) (Name permit)) (Args (Ellipsis ...)))"),
            ("/...#{...}.../", "(Template regex (Str ...) (Ellipsis ...) (Str ...))"),
            ("require $R", "(Import require (Metavariable $R) _ _)"),
        ] {
            assert_eq!(tree_of(text, Language::Ruby), expected, "{text}");
        }
    }

    #[test]
    fn holes_of_php_fit_where_they_stand() {
        for (text, expected) in [
            (
                "f(..., $X, k: $V)",
                "(Call (Name f) (Args (Ellipsis ...) (Metavariable $X) (Keyword (Name k) (Metavariable $V))))",
            ),
            (
                "class $C extends $B { ... }",
                "(ClassDef class (Attributes) (Metavariable $C) (TypeParams) (Bases (Metavariable $B)) (Block (Ellipsis ...)))",
            ),
            (
                "$X-> ... ->b(...)",
                "(Call (Member -> (Member -> (Metavariable $X) (Ellipsis ...)) (Name b)) (Args (Ellipsis ...)))",
            ),
            ("[..., $K => $V, ...]", "(List (Ellipsis ...) (Pair (Metavariable $K) (Metavariable $V)) (Ellipsis ...))"),
            (
                "foreach ($A as $B) { ... f($B); ... }",
                "(ForEach (Metavariable $B) (Metavariable $A) (Block (Ellipsis ...) (Call (Name f) (Args (Metavariable $B))) (Ellipsis ...)) _)",
            ),
            (
                "public function $F(..., $T $P, ...) { ... }",
                "(FunctionDef (Attributes) (Metavariable $F) (TypeParams) (Params (Ellipsis ...) (Param (Attributes) (Metavariable $P) (Metavariable $T) _) (Ellipsis ...)) _ (Block (Ellipsis ...)))",
            ),
            ("\"a $X {$Y}...\"", "(Template (Str a ) (Metavariable $X) (Str  ) (Metavariable $Y) (Str ...))"),
            ("foo(\"$X\")", "(Call (Name foo) (Args (Str $X)))"),
            ("$_GET[$K]", "(Index (Name $_GET) (Metavariable $K))"),
            ("if ($A > 1)", "(If (Binary > (Metavariable $A) (Int 1)) (Block) _)"),
            (
                "...\n$X = <... $Y ...>;\n...",
                "(Ellipsis ...) ; (Assign (Metavariable $X) (Deep (Metavariable $Y))) ; (Ellipsis ...)",
            ),
            ("switch ($X) { ... }", "(Switch (Metavariable $X) (Cases (Ellipsis ...)))"),
            ("new $C(...)", "(New (Metavariable $C) (Args (Ellipsis ...)) _)"),
            ("echo ...;", "(Call (Name echo) (Args (Ellipsis ...)))"),
            (
                "try { ... } catch ($E $V) { ... }",
                "(Try (Block (Ellipsis ...)) (Catches (Catch (Metavariable $E) (Metavariable $V) (Block (Ellipsis ...)))) _ _)",
            ),
            (
                "#[$A]\nclass $C { }",
                "(ClassDef class (Attributes (Decorator (Metavariable $A) (Args))) (Metavariable $C) (TypeParams) (Bases) (Block))",
            ),
            ("f($...XS)", "(Call (Name f) (Args (MetavariableEllipsis $...XS)))"),
            ("A::$B", "(Member :: (Name A) (Metavariable $B))"),
        ] {
            assert_eq!(tree_of(text, Language::Php), expected, "{text}");
        }
    }

    #[test]
    fn holes_of_csharp_fit_where_they_stand() {
        for (text, expected) in [
            (
                "F(..., $X, k: $V)",
                "(Call (Name F) (Args (Ellipsis ...) (Metavariable $X) (Keyword (Name k) (Metavariable $V))))",
            ),
            (
                "[$A(...)] public class $C : $B { ... }",
                "(ClassDef class (Attributes (Decorator (Metavariable $A) (Args (Ellipsis ...))) (Modifier public)) \
                 (Metavariable $C) (TypeParams) (Bases (Metavariable $B)) (Block (Ellipsis ...)))",
            ),
            (
                "$T $F(..., [$A] string $X, ...) { ... $S; ... }",
                "(FunctionDef (Attributes) (Metavariable $F) (TypeParams) (Params (Ellipsis ...) (Param (Attributes \
                 (Decorator (Metavariable $A) (Args))) (Metavariable $X) (Name string) _) (Ellipsis ...)) (Metavariable $T) \
                 (Block (Ellipsis ...) (Metavariable $S) (Ellipsis ...)))",
            ),
            (
                "new $T { ..., A = $X, ... }",
                "(New (Metavariable $T) (Args (Tuple (Ellipsis ...) (Assign (Name A) (Metavariable $X)) (Ellipsis ...))) _)",
            ),
            (
                "(List<...> $X).F()",
                "(Call (Member (TypedMetavariable $X (Generic (Name List) (TypeArgs (Ellipsis ...)))) (Name F)) (Args))",
            ),
            (
                "$X is $T $Y",
                "(Binary is (Metavariable $X) (Variable (Attributes) (Metavariable $Y) (Metavariable $T) _))",
            ),
            ("$\"...{$X}...\"", "(Template (Str ...) (Metavariable $X) (Str ...))"),
            (
                "using $U;\n...\n$X = <... $Y ...>;",
                "(Import using (Path (Metavariable $U)) (Name *) _) ; (Ellipsis ...) ; (Assign (Metavariable $X) (Deep (Metavariable $Y)))",
            ),
            (
                "$F(($X) => { ... })",
                "(Call (Metavariable $F) (Args (Lambda (Attributes) (Params (Param (Attributes) (Metavariable $X) _ _)) _ (Block (Ellipsis ...)))))",
            ),
            ("$X. ... .F()", "(Call (Member (Member (Metavariable $X) (Ellipsis ...)) (Name F)) (Args))"),
            (
                "switch ($X) { ... case 1: ... }",
                "(Switch (Metavariable $X) (Cases (Ellipsis) (Case (Patterns (Int 1)) _ (Block (Ellipsis ...)))))",
            ),
            (
                "$X switch { ..., 1 => $Y }",
                "(Switch (Metavariable $X) (Cases (Ellipsis) (Case (Patterns (Int 1)) _ (Block (Metavariable $Y)))))",
            ),
            ("for (...) { ... }", "(For (Ellipsis ...) _ _ (Block (Ellipsis ...)))"),
            (
                "public $C(...) { ... }",
                "(FunctionDef (Attributes (Modifier public)) (Metavariable $C) (TypeParams) (Params (Ellipsis ...)) _ (Block (Ellipsis ...)))",
            ),
            ("catch ($E $X) { ... }", "(Catch (Metavariable $E) (Metavariable $X) (Block (Ellipsis ...)))"),
            ("if ($C) $S", "(If (Metavariable $C) (Block single (Metavariable $S)) _)"),
            ("while ($C) $S", "(While (Metavariable $C) (Block single (Metavariable $S)) _)"),
            ("$T $S", "(Variable (Attributes) (Metavariable $S) (Metavariable $T) _)"),
            (
                "from $A in $B select $C",
                "(Call (Member (Metavariable $B) (Name Select)) (Args (Lambda (Attributes) (Params (Param (Attributes) (Metavariable $A) _ _)) _ (Metavariable $C))))",
            ),
        ] {
            assert_eq!(tree_of(text, Language::CSharp), expected, "{text}");
        }
    }

    #[test]
    fn a_text_that_is_no_pattern_says_where() {
        let error = tree_of("foo($X", Language::Python);
        assert_eq!(error, "not a valid Python pattern at `foo($X`");
        assert_eq!(tree_of("  ", Language::Python), "an empty pattern matches nothing");
    }
}
