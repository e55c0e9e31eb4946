//! What PHP becomes.

use std::sync::Arc;

use source::{FileId, Limits};
use tree::{Language, Symbols, parse, print};

fn tree_of(code: &str) -> String {
    let code = format!("<?php {code}");
    let (tree, notices) = parse(FileId(0), &code, Language::Php, &Arc::new(Symbols::new()), &Limits::default());
    let messages: Vec<_> = notices.into_iter().map(|notice| notice.message).collect();
    assert_eq!(messages, [""; 0], "{code}");
    let children: Vec<_> = tree.root().children().map(print).collect();
    children.join(" ; ")
}

#[test]
fn expressions() {
    for (code, expected) in [
        (
            "$a->b($c)?->d[0]; A::b(...$e); A::$f; A::G; $a[] = 1;",
            "(Index (Member ?-> (Call (Member -> (Name $a) (Name b)) (Args (Name $c))) (Name d)) (Int 0)) ; (Call (Member :: (Name A) (Name b)) (Args (Spread ... (Name $e)))) ; (Member :: (Name A) (Name $f)) ; (Member :: (Name A) (Name G)) ; (Assign (Index (Name $a) _) (Int 1))",
        ),
        (
            "new A\\B(1); new $b; new class(1) extends C { };",
            "(New (Member \\ (Name A) (Name B)) (Args (Int 1)) _) ; (New (Name $b) (Args) _) ; (New (Name C) (Args (Int 1)) (Block))",
        ),
        (
            "f(a: 1, &$b); \\F\\g(); $$h;",
            "(Call (Name f) (Args (Keyword (Name a) (Int 1)) (Name $b))) ; (Call (Member \\ (Name F) (Name g)) (Args)) ; (Call (Name $) (Args (Name $h)))",
        ),
        (
            "echo $a, \"x $b {$c->d} ${e}\"; print $f; include 'g'; exit;",
            "(Call (Name echo) (Args (Name $a) (Template (Str x ) (Name $b) (Str  ) (Member -> (Name $c) (Name d)) (Str  ) (Name $e)))) ; (Call (Name print) (Args (Name $f))) ; (Call (Name include) (Args (Str g))) ; (Call (Name die/exit) (Args))",
        ),
        (
            "isset($a, $b); die('c'); unset($d);",
            "(Other isset (Name $a) (Name $b)) ; (Call (Name die/exit) (Args (Str c))) ; (Call (Name unset) (Args (Name $d)))",
        ),
        (
            "$a ?? $b ?: $c; $a ? 1 : 2.5; !$a and -$b;",
            "(Binary ?: (Binary ?: (Name $a) (Name $b)) (Name $c)) ; (Conditional (Name $a) (Int 1) (Float 2.5)) ; (Binary && (Unary ! (Name $a)) (Unary - (Name $b)))",
        ),
        (
            "(int) $a; @f(); $a .= 'b' . TRUE . NULL; $i++; --$i;",
            "(Cast (Name int) (Name $a)) ; (Unary @ (Call (Name f) (Args))) ; (AugAssign . (Name $a) (Binary . (Binary . (Str b) (Bool true)) (Null))) ; (Update _++ (Name $i)) ; (Update --_ (Name $i))",
        ),
        (
            "list($a, $b) = [1, 'k' => &$c];",
            "(Assign (List (Name $a) (Name $b)) (List (Int 1) (Pair (Str k) (Name $c))))",
        ),
        (
            "function($a) use ($b) { }; fn($c) => $d;",
            "(Lambda (Attributes) (Params (Param (Attributes) (Name $a) _ _)) _ (Block)) ; (Lambda (Attributes) (Params (Param (Attributes) (Name $c) _ _)) _ (Block (Return implicit (Name $d))))",
        ),
        (
            "`ls $a`; $b = <<<X\n c {$d}\nX;\n$e = <<<'Y'\n f\nY;",
            "(Template shell (Str ls ) (Name $a)) ; (Assign (Name $b) (Template (Str  c ) (Name $d))) ; (Assign (Name $e) (Str  f))",
        ),
        (
            "$a = match($b) { 1, 2 => 'c', default => throw $d };",
            "(Assign (Name $a) (Switch (Name $b) (Cases (Case (Patterns (Int 1) (Int 2)) _ (Block (Str c))) (Case (Patterns) _ (Block (Throw (Name $d) _))))))",
        ),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn statements() {
    for (code, expected) in [
        (
            "if ($a) b(); elseif ($c) { } else if ($d): e(); else: f(); endif;",
            "(If (Name $a) (Block (Call (Name b) (Args))) (If (Name $c) (Block) (If (Name $d) (Block (Call (Name e) (Args))) (Block (Call (Name f) (Args))))))",
        ),
        (
            "foreach ($a as $k => $v): f(); endforeach; foreach ($a as &$v) { }",
            "(ForEach (Tuple (Name $k) (Name $v)) (Name $a) (Block (Call (Name f) (Args))) _) ; (ForEach (Name $v) (Name $a) (Block) _)",
        ),
        (
            "for ($i = 0, $j = 1; $i < 3; $i++) f(); while ($a) { } do { } while ($b);",
            "(For (Tuple (Assign (Name $i) (Int 0)) (Assign (Name $j) (Int 1))) (Binary < (Name $i) (Int 3)) (Update _++ (Name $i)) (Block (Call (Name f) (Args)))) ; (While (Name $a) (Block) _) ; (DoWhile (Block) (Name $b))",
        ),
        (
            "switch ($a) { case 1: case 2: f(); break; default: }",
            "(Switch (Name $a) (Cases (Case (Patterns (Int 1)) _ (Block)) (Case (Patterns (Int 2)) _ (Block (Call (Name f) (Args)) (Break _))) (Case (Patterns) _ (Block))))",
        ),
        (
            "try { a(); } catch (B | \\C\\D $e) { } finally { f(); }",
            "(Try (Block (Call (Name a) (Args))) (Catches (Catch (Binary | (Name B) (Member \\ (Name C) (Name D))) (Name $e) (Block))) _ (Block (Call (Name f) (Args))))",
        ),
        (
            "namespace A\\B; use C\\D as E, F; use function G\\{h, i as j};",
            "(Package (Path (Name A) (Name B)) _) ; (Import from (Path (Name C)) (Name D) (Name E)) ; (Import from (Path) (Name F) _) ; (Import from (Path (Name G)) (Name h) _) ; (Import from (Path (Name G)) (Name i) (Name j))",
        ),
        (
            "global $a; static $b = 1; const C = 2; goto d; d:",
            "(Global global (Name $a)) ; (Variable static (Attributes) (Name $b) _ (Int 1)) ; (Variable const (Attributes) (Name C) _ (Int 2)) ; (Other goto_statement (Name d)) ; (Label d _)",
        ),
        (
            "return $a; break 2; continue; throw new E;",
            "(Return (Name $a)) ; (Break (Int 2)) ; (Continue _) ; (Throw (New (Name E) (Args) _) _)",
        ),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn definitions() {
    for (code, expected) in [
        (
            "#[A(1), B] function f(int $a, ?string $b = null, C|D &...$c): array { }",
            "(FunctionDef (Attributes (Decorator (Name A) (Args (Int 1))) (Decorator (Name B) (Args))) (Name f) (TypeParams) (Params (Param (Attributes) (Name $a) (Name int) _) (Param (Attributes) (Name $b) (Unary ? (Name string)) (Null)) (Param ... (Attributes) (Name $c) (Binary | (Name C) (Name D)) _)) (Name array) (Block))",
        ),
        (
            "abstract class A extends B implements C, D\\E { use T; const F = 1; private static ?int $g = 2; abstract protected function h(); function __construct(private readonly int $i) { } }",
            "(ClassDef class (Attributes (Modifier abstract)) (Name A) (TypeParams) (Bases (Name B) (Name C) (Member \\ (Name D) (Name E))) (Block (Other use (Name T)) (Variable const (Attributes) (Name F) _ (Int 1)) (Variable (Attributes (Modifier private) (Modifier static)) (Name $g) (Unary ? (Name int)) (Int 2)) (FunctionDef (Attributes (Modifier abstract) (Modifier protected)) (Name h) (TypeParams) (Params) _ _) (FunctionDef (Attributes) (Name __construct) (TypeParams) (Params (Param (Attributes (Modifier private) (Modifier readonly)) (Name $i) (Name int) _)) _ (Block))))",
        ),
        (
            "interface A extends B { } trait C { } enum D: string { case E = 'e'; }",
            "(ClassDef interface (Attributes) (Name A) (TypeParams) (Bases (Name B)) (Block)) ; (ClassDef trait (Attributes) (Name C) (TypeParams) (Bases) (Block)) ; (ClassDef enum (Attributes) (Name D) (TypeParams) (Bases) (Block (Variable (Attributes) (Name E) _ (Str e))))",
        ),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn pages_hold_code_between_tags() {
    let page = "<b><?= $a ?></b>\n<?php if ($b): ?> c <?php endif; ?>";
    let (tree, _) = parse(FileId(0), page, Language::Php, &Arc::new(Symbols::new()), &Limits::default());
    assert_eq!(print(tree.root()), "(Module (Call (Name echo) (Args (Name $a))) (If (Name $b) (Block) _))");
}

#[test]
fn depth_does_not_end_the_process() {
    let code = format!("$a = {}$b{};", "(".repeat(20_000), ")".repeat(20_000));
    assert_eq!(tree_of(&code), "(Assign (Name $a) (Name $b))");
    let chain = format!("if ($a) {{ }}{}", " elseif ($b) { }".repeat(20_000));
    assert!(tree_of(&chain).starts_with("(If (Name $a) (Block) (If (Name $b) (Block)"));
}

#[test]
fn broken_code_gives_what_can_be_read() {
    let code = "<?php class A { function b( { c(1); } \"$d";
    let (tree, notices) = parse(FileId(0), code, Language::Php, &Arc::new(Symbols::new()), &Limits::default());
    assert!(!notices.is_empty());
    assert!(print(tree.root()).contains("(Name c)"));
}
