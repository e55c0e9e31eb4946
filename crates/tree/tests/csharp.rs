//! What C# becomes.

use std::sync::Arc;

use source::{FileId, Limits};
use tree::{Language, Symbols, parse, print};

fn tree_of(code: &str) -> String {
    let (tree, notices) = parse(FileId(0), code, Language::CSharp, &Arc::new(Symbols::new()), &Limits::default());
    let messages: Vec<_> = notices.into_iter().map(|notice| notice.message).collect();
    assert_eq!(messages, [""; 0], "{code}");
    let children: Vec<_> = tree.root().children().map(print).collect();
    children.join(" ; ")
}

#[test]
fn expressions() {
    for (code, expected) in [
        (
            "a.B(1)[0].C++;",
            "(Update _++ (Member (Index (Call (Member (Name a) (Name B)) (Args (Int 1))) (Int 0)) (Name C)))",
        ),
        ("a = (T)b + 'c';", "(Assign (Name a) (Binary + (Cast (Name T) (Name b)) (Atom 'c')))"),
        ("a = b as T;", "(Assign (Name a) (Cast (Name T) (Name b)))"),
        ("a += b ? 0x1F : 1.5f;", "(AugAssign + (Name a) (Conditional (Name b) (Int 0x1F) (Float 1.5f)))"),
        ("a = b?.C?[0];", "(Assign (Name a) (Index (Unary ? (Member (Unary ? (Name b)) (Name C))) (Int 0)))"),
        ("a = b ?? c!;", "(Assign (Name a) (Binary ?? (Name b) (Unary _! (Name c))))"),
        ("a[1, 2] = b[^1];", "(Assign (Index (Name a) (Args (Int 1) (Int 2))) (Index (Name b) (Unary ^ (Int 1))))"),
        (
            "F(out var a, out int b, ref c, d: 1);",
            "(Call (Name F) (Args (Name a) (Variable (Attributes) (Name b) (Name int) _) (Name c) (Keyword (Name d) (Int \
             1))))",
        ),
        (
            "F(a => a.B, async (int c) => { }, delegate { });",
            "(Call (Name F) (Args (Lambda (Attributes) (Params (Param (Attributes) (Name a) _ _)) _ (Member (Name a) (Name \
             B))) (Lambda (Attributes (Modifier async)) (Params (Param (Attributes) (Name c) (Name int) _)) _ (Block)) \
             (Lambda (Attributes) (Params) _ (Block))))",
        ),
        (
            "a = b is string c;",
            "(Assign (Name a) (Binary is (Name b) (Variable (Attributes) (Name c) (Name string) _)))",
        ),
        ("a = b is not null;", "(Assign (Name a) (Binary is (Name b) (Unary not (Null))))"),
        ("a = b is { Length: 5 };", "(Assign (Name a) (Binary is (Name b) (Dict (Pair (Name Length) (Int 5)))))"),
        (
            "a = b switch { 1 => c, > 2 when d => e, _ => f };",
            "(Assign (Name a) (Switch (Name b) (Cases (Case (Patterns (Int 1)) _ (Block (Name c))) (Case (Patterns (Unary \
             > (Int 2))) (Name d) (Block (Name e))) (Case (Patterns (Name _)) _ (Block (Name f))))))",
        ),
        ("a = typeof(B<C>);", "(Assign (Name a) (Call (Other typeof) (Args (Generic (Name B) (TypeArgs (Name C))))))"),
        (
            "a = await b.C<int>();",
            "(Assign (Name a) (Await (Call (Member (Name b) (Generic (Name C) (TypeArgs (Name int)))) (Args))))",
        ),
        ("this.a = base.b;", "(Assign (Member (Name this) (Name a)) (Member (Name base) (Name b)))"),
        ("a = (1, \"b\");", "(Assign (Name a) (Tuple (Int 1) (Str b)))"),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn texts() {
    for (code, expected) in [
        ("a = \"b\\n\";", "(Assign (Name a) (Str b\\n))"),
        ("a = @\"b\"\"c\";", "(Assign (Name a) (Str b\"\"c))"),
        ("a = \"\"\"b\"\"\";", "(Assign (Name a) (Str b))"),
        ("a = $\"b{c:N2}\\n{d}\";", "(Assign (Name a) (Template (Str b) (Name c) (Str \\n) (Name d)))"),
        ("a = $@\"{b}\";", "(Assign (Name a) (Template (Name b)))"),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn construction() {
    for (code, expected) in [
        ("a = new B(1);", "(Assign (Name a) (New (Name B) (Args (Int 1) (Tuple)) _))"),
        (
            "a = new B { C = 1, D = { E = 2 } };",
            "(Assign (Name a) (New (Name B) (Args (Tuple (Assign (Name C) (Int 1)) (Assign (Name D) (Tuple (Assign (Name \
             E) (Int 2)))))) _))",
        ),
        (
            "a = new(1) { [2] = 3 };",
            "(Assign (Name a) (Call (Other new) (Args (Int 1) (Tuple (Assign (Tuple (Int 2)) (Int 3))))))",
        ),
        ("a = new int[3];", "(Assign (Name a) (New (Other array_type (Name int)) (Args (Int 3) (Tuple)) _))"),
        ("a = new[] { 1 };", "(Assign (Name a) (List (Int 1)))"),
        (
            "a = new { B = 1, c.D };",
            "(Assign (Name a) (New _ (Args) (Block (Variable (Attributes) (Name B) _ (Int 1)) (Member (Name c) (Name \
             D)))))",
        ),
        ("a = b with { C = 1 };", "(Assign (Name a) (Other with_expression (Name b) (Assign (Name C) (Int 1))))"),
        ("int[] a = { 1 };", "(Variable (Attributes) (Name a) (Other array_type (Name int)) (Tuple (Int 1)))"),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn queries() {
    for (code, expected) in [
        (
            "a = from b in c where b.D select b.E;",
            "(Assign (Name a) (Call (Member (Call (Member (Name c) (Name Where)) (Args (Lambda (Attributes) (Params (Param \
             (Attributes) (Name b) _ _)) _ (Member (Name b) (Name D))))) (Name Select)) (Args (Lambda (Attributes) (Params \
             (Param (Attributes) (Name b) _ _)) _ (Member (Name b) (Name E))))))",
        ),
        (
            "a = from b in c join d in e on b.F equals d.G orderby b.H group b by d;",
            "(Assign (Name a) (Call (Member (Call (Member (Call (Member (Name c) (Name Join)) (Args (Name e) (Lambda \
             (Attributes) (Params (Param (Attributes) (Name b) _ _)) _ (Member (Name b) (Name F))) (Lambda (Attributes) \
             (Params (Param (Attributes) (Name d) _ _)) _ (Member (Name d) (Name G))) (Lambda (Attributes) (Params (Param \
             (Attributes) (Name b) _ _) (Param (Attributes) (Name d) _ _)) _ (Tuple (Name b) (Name d))))) (Name OrderBy)) \
             (Args (Lambda (Attributes) (Params (Param (Attributes) (Name b) _ _) (Param (Attributes) (Name d) _ _)) _ \
             (Member (Name b) (Name H))))) (Name GroupBy)) (Args (Lambda (Attributes) (Params (Param (Attributes) (Name b) \
             _ _) (Param (Attributes) (Name d) _ _)) _ (Name d)) (Lambda (Attributes) (Params (Param (Attributes) (Name b) \
             _ _) (Param (Attributes) (Name d) _ _)) _ (Name b)))))",
        ),
        (
            "a = from b in c from d in b.E let f = d.G select f;",
            "(Assign (Name a) (Call (Member (Call (Member (Call (Member (Name c) (Name SelectMany)) (Args (Lambda \
             (Attributes) (Params (Param (Attributes) (Name b) _ _)) _ (Member (Name b) (Name E))) (Lambda (Attributes) \
             (Params (Param (Attributes) (Name b) _ _) (Param (Attributes) (Name d) _ _)) _ (Tuple (Name b) (Name d))))) \
             (Name Select)) (Args (Lambda (Attributes) (Params (Param (Attributes) (Name b) _ _) (Param (Attributes) (Name \
             d) _ _)) _ (Member (Name d) (Name G))))) (Name Select)) (Args (Lambda (Attributes) (Params (Param (Attributes) \
             (Name b) _ _) (Param (Attributes) (Name d) _ _) (Param (Attributes) (Name f) _ _)) _ (Name f)))))",
        ),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn statements() {
    for (code, expected) in [
        (
            "const int a = 1, b = 2;",
            "(Variable (Attributes (Modifier const)) (Name a) (Name int) (Int 1)) ; (Variable (Attributes (Modifier \
             const)) (Name b) (Name int) (Int 2))",
        ),
        ("var a = F();", "(Variable (Attributes) (Name a) _ (Call (Name F) (Args)))"),
        (
            "if (a) B(); else if (c) ; else { }",
            "(If (Name a) (Block single (Call (Name B) (Args))) (If (Name c) (Block) (Block)))",
        ),
        (
            "for (int i = 0, j = 1; i < 3; i++, j++) { }",
            "(For (Tuple (Variable (Attributes) (Name i) (Name int) (Int 0)) (Variable (Attributes) (Name j) (Name int) \
             (Int 1))) (Binary < (Name i) (Int 3)) (Tuple (Update _++ (Name i)) (Update _++ (Name j))) (Block))",
        ),
        (
            "foreach (var (a, b) in c) { }",
            "(ForEach (Variable (Attributes) (Tuple (Name a) (Name b)) _ _) (Name c) (Block) _)",
        ),
        (
            "await foreach (T a in b) F(a);",
            "(ForEach await (Variable (Attributes) (Name a) (Name T) _) (Name b) (Block single (Call (Name F) (Args (Name \
             a)))) _)",
        ),
        (
            "using (var a = B()) { }",
            "(With using (Items (Variable (Attributes) (Name a) _ (Call (Name B) (Args)))) (Block))",
        ),
        ("using var a = B();", "(Variable (Attributes) (Name a) _ (Call (Name B) (Args)))"),
        ("lock (this) { }", "(With lock (Items (Name this)) (Block))"),
        (
            "try { A(); } catch (E e) when (e.F) { } catch { } finally { B(); }",
            "(Try (Block (Call (Name A) (Args))) (Catches (Catch (Name E) (Name e) (Block (Member (Name e) (Name F)))) \
             (Catch _ _ (Block))) _ (Block (Call (Name B) (Args))))",
        ),
        (
            "switch (a) { case 1: case string b when c: F(); break; default: break; }",
            "(Switch (Name a) (Cases (Case (Patterns (Int 1)) _ (Block)) (Case (Patterns (Variable (Attributes) (Name b) \
             (Name string) _)) (Name c) (Block (Call (Name F) (Args)) (Break _))) (Case (Patterns) _ (Block (Break _)))))",
        ),
        ("goto a;", "(Other goto_statement (Name a))"),
        ("a: F();", "(Label a (Call (Name F) (Args)))"),
        ("yield return a;", "(Yield (Name a))"),
        ("throw new E();", "(Throw (New (Name E) (Args (Tuple)) _) _)"),
        ("var (a, b) = C();", "(Variable (Attributes) (Tuple (Name a) (Name b)) _ (Call (Name C) (Args)))"),
        ("unsafe { A(); }", "(With unsafe (Items) (Block (Call (Name A) (Args))))"),
        (
            "using A; using B.C; using D = E.F; using static G.H;",
            "(Import using (Path (Name A)) (Name *) _) ; (Import using (Path (Name B) (Name C)) (Name *) _) ; (Import \
             using (Path (Name E) (Name F)) _ (Name D)) ; (Import using (Path (Name G) (Name H)) (Name *) _)",
        ),
        (
            "namespace A.B; class C { }",
            "(Package (Path (Name A) (Name B)) _) ; (ClassDef class (Attributes) (Name C) (TypeParams) (Bases) (Block))",
        ),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn definitions() {
    for (code, expected) in [
        (
            "[A(\"b\", C = 1), D] public class E<T> : F<T>, G where T : H { }",
            "(ClassDef class (Attributes (Decorator (Name A) (Args (Str b) (Keyword (Name C) (Int 1)))) (Decorator (Name \
             D) (Args)) (Modifier public)) (Name E) (TypeParams (Name T)) (Bases (Generic (Name F) (TypeArgs (Name T))) \
             (Name G)) (Block))",
        ),
        (
            "class A { public A(int b) : base(b) { C(); } ~A() { } }",
            "(ClassDef class (Attributes) (Name A) (TypeParams) (Bases) (Block (FunctionDef (Attributes (Modifier public)) \
             (Name A) (TypeParams) (Params (Param (Attributes) (Name b) (Name int) _)) _ (Block (Call (Name base) (Args \
             (Name b))) (Block (Call (Name C) (Args))))) (FunctionDef (Attributes) (Name Finalize) (TypeParams) (Params) _ \
             (Block))))",
        ),
        (
            "class A { [B] async Task<int> C([D] string e, int f = 1, params int[] g) => H(e); }",
            "(ClassDef class (Attributes) (Name A) (TypeParams) (Bases) (Block (FunctionDef (Attributes (Decorator (Name \
             B) (Args)) (Modifier async)) (Name C) (TypeParams) (Params (Param (Attributes (Decorator (Name D) (Args))) \
             (Name e) (Name string) _) (Param (Attributes) (Name f) (Name int) (Int 1)) (Param ... (Attributes) (Name g) \
             (Other array_type (Name int)) _)) (Generic (Name Task) (TypeArgs (Name int))) (Call (Name H) (Args (Name \
             e))))))",
        ),
        (
            "class A { static readonly string B = \"c\"; int d, e; event F G; }",
            "(ClassDef class (Attributes) (Name A) (TypeParams) (Bases) (Block (Variable (Attributes (Modifier static) \
             (Modifier const)) (Name B) (Name string) (Str c)) (Variable (Attributes) (Name d) (Name int) _) (Variable \
             (Attributes) (Name e) (Name int) _) (Variable (Attributes (Modifier event)) (Name G) (Name F) _)))",
        ),
        (
            "class A { public string B { get; set; } = \"c\"; string D => e; }",
            "(ClassDef class (Attributes) (Name A) (TypeParams) (Bases) (Block (Variable (Attributes (Modifier public)) \
             (Name B) (Name string) (Str c)) (FunctionDef (Attributes) (Name get_B) (TypeParams) (Params) (Name string) _) \
             (FunctionDef (Attributes) (Name set_B) (TypeParams) (Params (Param (Attributes) (Name value) (Name string) _)) \
             _ _) (Variable (Attributes) (Name D) (Name string) _) (FunctionDef (Attributes) (Name get_D) (TypeParams) \
             (Params) (Name string) (Name e))))",
        ),
        (
            "class A { int this[int b] { get { return c; } } public static A operator +(A b, A c) => b; }",
            "(ClassDef class (Attributes) (Name A) (TypeParams) (Bases) (Block (FunctionDef (Attributes) (Name get_Item) \
             (TypeParams) (Params (Param (Attributes) (Name b) (Name int) _)) (Name int) (Block (Return (Name c)))) \
             (FunctionDef (Attributes (Modifier public) (Modifier static)) (Name +) (TypeParams) (Params (Param \
             (Attributes) (Name b) (Name A) _) (Param (Attributes) (Name c) (Name A) _)) (Name A) (Name b))))",
        ),
        (
            "record A(int B) : C(B);",
            "(ClassDef record (Attributes) (Name A) (TypeParams) (Bases (Call (Name C) (Args (Name B)))) (Block (Param \
             (Attributes) (Name B) (Name int) _)))",
        ),
        (
            "struct A { } interface B { void C(); } enum D { E, F = 1 }",
            "(ClassDef class (Attributes) (Name A) (TypeParams) (Bases) (Block)) ; (ClassDef interface (Attributes) (Name \
             B) (TypeParams) (Bases) (Block (FunctionDef (Attributes) (Name C) (TypeParams) (Params) (Name void) _))) ; \
             (ClassDef enum (Attributes) (Name D) (TypeParams) (Bases) (Block (Other enum_member_declaration (Attributes) \
             (Name E) _) (Other enum_member_declaration (Attributes) (Name F) (Int 1))))",
        ),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn conditional_code_is_read_on_all_branches() {
    let code = "class A {\n#if B\n int c;\n#else\n int d;\n#endif\n}";
    assert!(tree_of(code).ends_with(
        "(Block (Variable (Attributes) (Name c) (Name int) _) (Variable (Attributes) (Name d) (Name int) _)))"
    ));
}

#[test]
fn broken_code_gives_a_partial_tree() {
    let code = "class A { void B() { c(1; } void D() { e(); } }";
    let (tree, notices) = parse(FileId(0), code, Language::CSharp, &Arc::new(Symbols::new()), &Limits::default());
    assert!(notices.iter().any(|notice| notice.message.starts_with("not valid C# here")), "{notices:?}");
    assert!(print(tree.root()).contains("(Call (Name e) (Args))"));
}

#[test]
fn depth_does_not_end_the_process() {
    let code = format!("a = {}b{};", "(".repeat(20_000), ")".repeat(20_000));
    assert_eq!(tree_of(&code), "(Assign (Name a) (Name b))");
}
