//! What Python becomes.

use std::sync::Arc;

use source::{FileId, Limits};
use tree::{Language, Symbols, parse, print};

fn tree_of(code: &str) -> String {
    let (tree, notices) = parse(FileId(0), code, Language::Python, &Arc::new(Symbols::new()), &Limits::default());
    let messages: Vec<_> = notices.into_iter().map(|notice| notice.message).collect();
    assert_eq!(messages, [""; 0], "{code}");
    let children: Vec<_> = tree.root().children().map(print).collect();
    children.join(" ; ")
}

#[test]
fn expressions() {
    for (code, expected) in [
        (
            "a.b(1, *x, k='v')",
            "(Call (Member (Name a) (Name b)) (Args (Int 1) (Spread * (Name x)) (Keyword (Name k) (Str v))))",
        ),
        ("a < b <= c", "(Binary <= (Binary < (Name a) (Name b)) (Name c))"),
        ("a not in b and not c", "(Binary && (Binary not in (Name a) (Name b)) (Unary ! (Name c)))"),
        ("x[1:, ::2]", "(Index (Name x) (Tuple (Slice (Int 1) _ _) (Slice _ _ (Int 2))))"),
        ("f'a{b!r:>{w}}c' 'd'", "(Template concat (Template (Str a) (Name b) (Str c)) (Str d))"),
        (
            "lambda x, *y: x",
            "(Lambda (Attributes) (Params (Param (Attributes) (Name x) _ _) (Param * (Attributes) (Name y) _ _)) _ (Block (Return implicit (Name x))))",
        ),
        (
            "{k: v for k, v in d if k}",
            "(Comprehension dict (Pair (Name k) (Name v)) (ForClause (Tuple (Name k) (Name v)) (Name d)) (IfClause (Name k)))",
        ),
        ("a if b else c", "(Conditional (Name b) (Name a) (Name c))"),
        ("(a := 1)", "(Assign (Name a) (Int 1))"),
        ("rb'\\x00'", "(Str \\x00)"),
        ("print 'a', b", "(Call (Name print) (Args (Str a) (Name b)))"),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn statements() {
    for (code, expected) in [
        ("a: int = 1", "(Variable (Attributes) (Name a) (Name int) (Int 1))"),
        (
            "if a:\n  b\nelif c:\n  d\nelse:\n  pass",
            "(If (Name a) (Block (Name b)) (If (Name c) (Block (Name d)) (Block (Pass))))",
        ),
        ("if a: b", "(If (Name a) (Block (Name b)) _)"),
        (
            "for i in x:\n  break\nelse:\n  continue",
            "(ForEach (Name i) (Name x) (Block (Break _)) (Block (Continue _)))",
        ),
        (
            "try:\n  a\nexcept (E, F) as e:\n  b\nfinally:\n  c",
            "(Try (Block (Name a)) (Catches (Catch (Tuple (Name E) (Name F)) (Name e) (Block (Name b)))) _ (Block (Name c)))",
        ),
        ("with a as b, c:\n  d", "(With with (Items (WithItem (Name a) (Name b)) (Name c)) (Block (Name d)))"),
        ("raise A from b", "(Throw (Name A) (Name b))"),
        ("del a, b", "(Delete (Name a) (Name b))"),
        (
            "import a.b as c, d",
            "(Import import (Path (Name a) (Name b)) _ (Name c)) ; (Import import (Path (Name d)) _ _)",
        ),
        (
            "from ..a import (b as c, d)",
            "(Import from (Path .. (Name a)) (Name b) (Name c)) ; (Import from (Path .. (Name a)) (Name d) _)",
        ),
        ("from a import *", "(Import from (Path (Name a)) (Name *) _)"),
        (
            "match a:\n  case 1 if b:\n    c",
            "(Switch (Name a) (Cases (Case (Patterns (Int 1)) (IfClause (Name b)) (Block (Name c)))))",
        ),
        (
            "@a(1)\nasync def f(): ...",
            "(FunctionDef (Attributes (Decorator (Name a) (Args (Int 1))) (Modifier async)) (Name f) (TypeParams) (Params) _ (Block (Dots)))",
        ),
        (
            "class A(B, m=C): x = 1",
            "(ClassDef class (Attributes) (Name A) (TypeParams) (Bases (Name B) (Keyword (Name m) (Name C))) (Block (Assign (Name x) (Int 1))))",
        ),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn depth_costs_no_stack() {
    let depth = 100_000;
    let code = format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
    let limits = Limits::default();
    let (tree, _) = parse(FileId(0), &code, Language::Python, &Arc::new(Symbols::new()), &limits);
    assert!(tree.len() > 1);
    let code = format!("a{}", ".b()".repeat(depth));
    let (tree, _) = parse(FileId(0), &code, Language::Python, &Arc::new(Symbols::new()), &limits);
    assert!(tree.len() > depth * 2);
}
