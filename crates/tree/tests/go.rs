//! What Go becomes.

use std::sync::Arc;

use source::{FileId, Limits};
use tree::{Language, Symbols, parse, print};

fn tree_of(code: &str) -> String {
    let (tree, notices) = parse(FileId(0), code, Language::Go, &Arc::new(Symbols::new()), &Limits::default());
    let messages: Vec<_> = notices.into_iter().map(|notice| notice.message).collect();
    assert_eq!(messages, [""; 0], "{code}");
    let children: Vec<_> = tree.root().children().map(print).collect();
    children.join(" ; ")
}

#[test]
fn expressions() {
    for (code, expected) in [
        (
            "f(&a.b, *c, d[1:], e...)\n",
            "(Call (Name f) (Args (Unary & (Member (Name a) (Name b))) (Unary * (Name c)) (Index (Name d) (Slice (Int 1) _ _)) (Spread ... (Name e))))",
        ),
        (
            "a = h.C{B: 1, \"c\": `d`, {1, 2}, e}\n",
            "(Assign (Name a) (New (Member (Name h) (Name C)) (Args (Keyword (Name B) (Int 1)) (Pair (Str c) (Str d)) \
             (New _ (Args (Int 1) (Int 2)) _) (Name e)) _))",
        ),
        ("a = []byte(\"b\")\n", "(Assign (Name a) (Cast (Other slice_type (Name byte)) (Str b)))"),
        ("a = b.(*T)\n", "(Assign (Name a) (Cast assert (Unary * (Name T)) (Name b)))"),
        ("f[int](a)\n", "(Call (Generic (Name f) (TypeArgs (Name int))) (Args (Name a)))"),
        (
            "a = make(map[string]int)\n",
            "(Assign (Name a) (Call (Name make) (Args (Other type (Other map_type (Name string) (Name int))))))",
        ),
        (
            "a = 'b' == nil && !true\n",
            "(Assign (Name a) (Binary && (Binary == (Atom 'b') (Null)) (Unary ! (Bool true))))",
        ),
        (
            "f(func(a int) error { })\n",
            "(Call (Name f) (Args (Lambda (Attributes) (Params (Param (Attributes) (Name a) (Name int) _)) (Name error) (Block))))",
        ),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn statements() {
    for (code, expected) in [
        ("a, err := f()\n", "(Assign := (Tuple (Name a) (Name err)) (Call (Name f) (Args)))"),
        ("a += 1; b--\n", "(AugAssign + (Name a) (Int 1)) ; (Update _-- (Name b))"),
        (
            "if a := f(); a { } else if b { } else { return 1, 2 }\n",
            "(Block (Assign := (Name a) (Call (Name f) (Args))) (If (Name a) (Block) (If (Name b) (Block) \
             (Block (Return (Tuple (Int 1) (Int 2)))))))",
        ),
        ("for i, v := range a { break }\n", "(ForEach (Tuple (Name i) (Name v)) (Name a) (Block (Break _)) _)"),
        (
            "for i := 0; i < 3; i++ { }\n",
            "(For (Assign := (Name i) (Int 0)) (Binary < (Name i) (Int 3)) (Update _++ (Name i)) (Block))",
        ),
        ("for a { }\nfor { }\n", "(While (Name a) (Block) _) ; (While _ (Block) _)"),
        (
            "switch a := b.(type) { case int, string: f(); default: }\n",
            "(Switch (Assign := (Name a) (Name b)) (Cases (Case (Patterns (Name int) (Name string)) _ (Block (Call (Name f) (Args)))) \
             (Case (Patterns) _ (Block))))",
        ),
        (
            "select { case a := <-b: f(a); case c <- 1: }\n",
            "(Switch select _ (Cases (Case (Patterns (Assign := (Name a) (Unary <- (Name b)))) _ (Block (Call (Name f) (Args (Name a))))) \
             (Case (Patterns (Binary <- (Name c) (Int 1))) _ (Block))))",
        ),
        ("go f()\ndefer g()\n", "(Go (Call (Name f) (Args))) ; (Defer (Call (Name g) (Args)))"),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn definitions() {
    for (code, expected) in [
        (
            "import (\"fmt\"; h \"net/http\"; . \"x/y\")\n",
            "(Import import (Str fmt) _ _) ; (Import import (Str net/http) _ (Name h)) ; (Import import (Str x/y) (Name *) _)",
        ),
        (
            "var a, b int = 1, 2\nconst (c = iota; d)\nvar e, f = g()\n",
            "(Variable var (Attributes) (Name a) (Name int) (Int 1)) ; (Variable var (Attributes) (Name b) (Name int) (Int 2)) ; \
             (Variable const (Attributes) (Name c) _ (Name iota)) ; (Variable const (Attributes) (Name d) _ _) ; \
             (Variable var (Attributes) (Tuple (Name e) (Name f)) _ (Call (Name g) (Args)))",
        ),
        (
            "func (t *T) M(a, b string, c ...int) (n int, err error) { }\n",
            "(FunctionDef (Attributes (Param (Attributes) (Name t) (Unary * (Name T)) _)) (Name M) (TypeParams) \
             (Params (Param (Attributes) (Name a) (Name string) _) (Param (Attributes) (Name b) (Name string) _) \
             (Param ... (Attributes) (Name c) (Name int) _)) (Tuple (Name int) (Name error)) (Block))",
        ),
        (
            "type T struct { A, B int `json:\"a\"`; *E }\n",
            "(ClassDef struct (Attributes) (Name T) (TypeParams) (Bases) (Block (Variable (Attributes (Str json:\"a\")) (Name A) (Name int) _) \
             (Variable (Attributes (Str json:\"a\")) (Name B) (Name int) _) (Variable (Attributes) _ (Name E) _)))",
        ),
        (
            "type I interface { M(a int) error; E }\n",
            "(ClassDef interface (Attributes) (Name I) (TypeParams) (Bases) (Block (FunctionDef (Attributes) (Name M) (TypeParams) \
             (Params (Param (Attributes) (Name a) (Name int) _)) (Name error) _) (Name E)))",
        ),
        ("type S = []string\n", "(Other type_declaration (Name S) (Other slice_type (Name string)))"),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn depth_does_not_end_the_process() {
    let code = format!("a = {}b{}\n", "(".repeat(20_000), ")".repeat(20_000));
    assert_eq!(tree_of(&code), "(Assign (Name a) (Name b))");
}
