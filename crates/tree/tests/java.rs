//! What Java becomes.

use std::sync::Arc;

use source::{FileId, Limits};
use tree::{Language, Symbols, parse, print};

fn tree_of(code: &str) -> String {
    let (tree, notices) = parse(FileId(0), code, Language::Java, &Arc::new(Symbols::new()), &Limits::default());
    let messages: Vec<_> = notices.into_iter().map(|notice| notice.message).collect();
    assert_eq!(messages, [""; 0], "{code}");
    let children: Vec<_> = tree.root().children().map(print).collect();
    children.join(" ; ")
}

#[test]
fn expressions() {
    for (code, expected) in [
        (
            "a.b(1)[0].c++;",
            "(Update _++ (Member (Index (Call (Member (Name a) (Name b)) (Args (Int 1))) (Int 0)) (Name c)))",
        ),
        ("a = (T) b + 'c';", "(Assign (Name a) (Binary + (Cast (Name T) (Name b)) (Atom 'c')))"),
        ("a += b ? 0x1F : 1.5f;", "(AugAssign + (Name a) (Conditional (Name b) (Int 0x1F) (Float 1.5f)))"),
        (
            "new a.B<>(1) { int c; };",
            "(New (Generic (Member (Name a) (Name B)) (TypeArgs)) (Args (Int 1)) (Block (Variable (Attributes) (Name c) (Name int) _)))",
        ),
        ("a.new B();", "(New (Member (Name a) (Name B)) (Args) _)"),
        (
            "f(new String[]{\"a\"});",
            "(Call (Name f) (Args (New (Other array_type (Name String)) (Args (List (Str a))) _)))",
        ),
        ("f(new int[3]);", "(Call (Name f) (Args (New (Other array_type (Name int)) (Args (Int 3)) _)))"),
        (
            "f(a -> b, (c, d) -> { });",
            "(Call (Name f) (Args (Lambda (Attributes) (Params (Param (Attributes) (Name a) _ _)) _ (Block (Return implicit (Name b)))) \
             (Lambda (Attributes) (Params (Param (Attributes) (Name c) _ _) (Param (Attributes) (Name d) _ _)) _ (Block))))",
        ),
        (
            "f(A::b, A.class);",
            "(Call (Name f) (Args (Other method_reference (Name A) (Name b)) (Member (Name A) (Name class))))",
        ),
        (
            "b = a instanceof T t;",
            "(Assign (Name b) (Binary instanceof (Name a) (Variable (Attributes) (Name t) (Name T) _)))",
        ),
        ("s = \"\"\"\n  a\"\"\";", "(Assign (Name s) (Str \n  a))"),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn statements() {
    for (code, expected) in [
        (
            "final int a = 1, b[];",
            "(Variable (Attributes (Modifier final)) (Name a) (Name int) (Int 1)) ; \
             (Variable (Attributes (Modifier final)) (Name b) (Other array_type (Name int)) _)",
        ),
        ("var a = f();", "(Variable (Attributes) (Name a) _ (Call (Name f) (Args)))"),
        (
            "if (a) b(); else if (c) ; else { }",
            "(If (Name a) (Block (Call (Name b) (Args))) (If (Name c) (Block) (Block)))",
        ),
        (
            "for (int i = 0, j = 1; i < 3; i++, j++) ;",
            "(For (Tuple (Variable (Attributes) (Name i) (Name int) (Int 0)) (Variable (Attributes) (Name j) (Name int) (Int 1))) \
             (Binary < (Name i) (Int 3)) (Tuple (Update _++ (Name i)) (Update _++ (Name j))) (Block))",
        ),
        (
            "for (T a : b) continue l;",
            "(ForEach (Variable (Attributes) (Name a) (Name T) _) (Name b) (Block (Continue (Name l))) _)",
        ),
        (
            "try (R r = f(); q) { a(); } catch (E | F e) { } finally { b(); }",
            "(Try (Block (Variable try (Attributes) (Name r) (Name R) (Call (Name f) (Args))) (Name q) (Call (Name a) (Args))) \
             (Catches (Catch (Binary | (Name E) (Name F)) (Name e) (Block))) _ (Block (Call (Name b) (Args))))",
        ),
        (
            "switch (a) { case 1: case 2: f(); break; default: }",
            "(Switch (Name a) (Cases (Case (Patterns (Int 1)) _ (Block)) \
             (Case (Patterns (Int 2)) _ (Block (Call (Name f) (Args)) (Break _))) (Case (Patterns) _ (Block))))",
        ),
        (
            "int a = switch (b) { case \"x\", \"y\" -> 1; default -> { yield 2; } };",
            "(Variable (Attributes) (Name a) (Name int) (Switch (Name b) (Cases (Case (Patterns (Str x) (Str y)) _ (Block (Int 1))) \
             (Case (Patterns) _ (Block (Yield (Int 2)))))))",
        ),
        ("synchronized (a) { }", "(With synchronized (Items (Name a)) (Block))"),
        ("l: while (a) throw b;", "(Label l (While (Name a) (Block (Throw (Name b) _)) _))"),
        ("package a.b;", "(Package (Path (Name a) (Name b)) _)"),
        (
            "import a.B; import static a.B.c; import a.*;",
            "(Import from (Path (Name a)) (Name B) _) ; (Import static (Path (Name a) (Name B)) (Name c) _) ; \
             (Import from (Path (Name a)) (Name *) _)",
        ),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn definitions() {
    for (code, expected) in [
        (
            "@A(\"b\") public class C<T> extends D implements E, F { C() { super(1); } static { g(); } }",
            "(ClassDef class (Attributes (Decorator (Name A) (Args (Str b))) (Modifier public)) (Name C) (TypeParams (Name T)) \
             (Bases (Name D) (Name E) (Name F)) (Block (FunctionDef (Attributes) (Name C) (TypeParams) (Params) _ \
             (Block (Call (Name super) (Args (Int 1))))) (Other static_initializer (Block (Call (Name g) (Args))))))",
        ),
        (
            "interface A { @B(c = {1, 2}) List<Q> f(@D final String a, int... b) throws E; }",
            "(ClassDef interface (Attributes) (Name A) (TypeParams) (Bases) (Block (FunctionDef \
             (Attributes (Decorator (Name B) (Args (Keyword (Name c) (List (Int 1) (Int 2))))) (Other throws (Name E))) (Name f) \
             (TypeParams) (Params (Param (Attributes (Decorator (Name D) (Args)) (Modifier final)) (Name a) (Name String) _) \
             (Param ... (Attributes) (Name b) (Name int) _)) (Generic (Name List) (TypeArgs (Name Q))) _)))",
        ),
        (
            "enum A { B(1), C; int d; }",
            "(ClassDef enum (Attributes) (Name A) (TypeParams) (Bases) (Block (Variable (Attributes) (Name B) _ (Tuple (Int 1))) \
             (Variable (Attributes) (Name C) _ _) (Variable (Attributes) (Name d) (Name int) _)))",
        ),
        (
            "record A(int b) { }",
            "(ClassDef record (Attributes) (Name A) (TypeParams) (Bases) (Block (Variable (Attributes) (Name b) (Name int) _)))",
        ),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn depth_does_not_end_the_process() {
    let code = format!("a = {}b{};", "(".repeat(20_000), ")".repeat(20_000));
    assert_eq!(tree_of(&code), "(Assign (Name a) (Name b))");
}
