//! What Ruby becomes.

use std::sync::Arc;

use source::{FileId, Limits};
use tree::{Language, Symbols, parse, print};

fn tree_of(code: &str) -> String {
    let (tree, notices) = parse(FileId(0), code, Language::Ruby, &Arc::new(Symbols::new()), &Limits::default());
    let messages: Vec<_> = notices.into_iter().map(|notice| notice.message).collect();
    assert_eq!(messages, [""; 0], "{code}");
    let children: Vec<_> = tree.root().children().map(print).collect();
    children.join(" ; ")
}

#[test]
fn expressions() {
    for (code, expected) in [
        ("a.b(1)[0]&.c\n", "(Member &. (Index (Call (Member (Name a) (Name b)) (Args (Int 1))) (Int 0)) (Name c))"),
        ("A::B.new ::C, \"d\"\n", "(Call (Member (Member :: (Name A) (Name B)) (Name new)) (Args (Name C) (Str d)))"),
        (
            "f a, *b, **c, &d\n",
            "(Call (Name f) (Args (Name a) (Spread * (Name b)) (Spread ** (Name c)) (Spread & (Name d))))",
        ),
        (
            "f(k: 1, :l => 2, \"m\" => 3, n:)\n",
            "(Call (Name f) (Args (Keyword (Name k) (Int 1)) (Keyword (Name l) (Int 2)) (Pair (Str m) (Int 3)) (Keyword (Name n) (Name n))))",
        ),
        ("a[1, 2] = b[:c]\n", "(Assign (Index (Name a) (Args (Int 1) (Int 2))) (Index (Name b) (Atom c)))"),
        (
            "{a: 1, :b => 2, \"c\" => 3, d => 4}\n",
            "(Dict (Pair (Atom a) (Int 1)) (Pair (Atom b) (Int 2)) (Pair (Str c) (Int 3)) (Pair (Name d) (Int 4)))",
        ),
        ("%w[a b] + %i[c]\n", "(Binary + (List (Str a) (Str b)) (List (Atom c)))"),
        ("\"a#{b}c\" \"d\"\n", "(Template concat (Template (Str a) (Name b) (Str c)) (Str d))"),
        ("/a/i =~ %r{b#{c}}\n", "(Binary =~ (Regex /a/i) (Template regex (Str b) (Name c)))"),
        ("`ls #{a}`\n", "(Template shell (Str ls ) (Name a))"),
        (
            "a = <<~B + <<-'C'\n  b #{c}\nB\n  d\n  C\n",
            "(Assign (Name a) (Binary + (Template (Str   b ) (Name c) (Str \n)) (Str   d\n)))",
        ),
        ("-> (x) { x }\n", "(Lambda -> (Attributes) (Params (Param (Attributes) (Name x) _ _)) _ (Block (Name x)))"),
        (
            "f(1) do |a, (b, *c), d: 2, &e| g end\n",
            "(Call (Call (Name f) (Args (Int 1))) (Args (Lambda (Attributes) (Params (Param (Attributes) (Name a) _ _) (Param (Attributes) (Tuple (Name b) (Name c)) _ _) (Param (Attributes) (Name d) _ (Int 2)) (Param & (Attributes) (Name e) _ _)) _ (Block (Name g)))))",
        ),
        (
            "f { }.h\n",
            "(Member (Call (Call (Name f) (Args)) (Args (Lambda (Attributes) (Params) _ (Block)))) (Name h))",
        ),
        ("f.(1)\n", "(Call (Name f) (Args (Int 1)))"),
        ("not (a and b) or c\n", "(Binary || (Unary ! (Binary && (Name a) (Name b))) (Name c))"),
        ("a ? 1 : 2.5\n", "(Conditional (Name a) (Int 1) (Float 2.5))"),
        ("(1..)\n", "(Binary .. (Int 1) (Null))"),
        ("a, *b = c, d\n", "(Assign (Tuple (Name a) (Spread * (Name b))) (Tuple (Name c) (Name d)))"),
        ("@a ||= $b\n", "(AugAssign || (Name @a) (Name $b))"),
        ("a.b += ?c\n", "(AugAssign + (Member (Name a) (Name b)) (Atom ?c))"),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn statements() {
    for (code, expected) in [
        (
            "if a then b elsif c then d else e end\n",
            "(If (Name a) (Block (Name b)) (If (Name c) (Block (Name d)) (Block (Name e))))",
        ),
        ("a unless b\n", "(If (Name b) (Block) (Block (Name a)))"),
        ("begin; a; end until b\n", "(DoWhile (Block (Name a)) (Unary ! (Name b)))"),
        ("a while b\n", "(While (Name b) (Block (Name a)) _)"),
        ("for a, b in c do d end\n", "(ForEach (Tuple (Name a) (Name b)) (Name c) (Block (Name d)) _)"),
        (
            "case a when 1, 2 then b else c end\n",
            "(Switch (Name a) (Cases (Case (Patterns (Int 1) (Int 2)) _ (Block (Name b))) (Case (Patterns) _ (Block (Name c)))))",
        ),
        (
            "case a\nin {b: 1} if c then d\nin [e, *f] then g\nend\n",
            "(Switch (Name a) (Cases (Case (Patterns (Dict (Pair (Atom b) (Int 1)))) (Name c) (Block (Name d))) (Case (Patterns (List (Name e) (Spread * (Name f)))) _ (Block (Name g)))))",
        ),
        (
            "begin\n a\nrescue B, C => d\n e\nelse\n f\nensure\n g\nend\n",
            "(Try (Block (Name a)) (Catches (Catch (Tuple (Name B) (Name C)) (Name d) (Block (Name e)))) (Block (Name f)) (Block (Name g)))",
        ),
        ("a = b rescue c\n", "(Assign (Name a) (Try (Block (Name b)) (Catches (Catch _ _ (Block (Name c)))) _ _))"),
        (
            "return 1, 2\nnext a\nbreak\nyield a: 1\n",
            "(Return (Tuple (Int 1) (Int 2))) ; (Continue (Name a)) ; (Break _) ; (Yield (Dict (Pair (Atom a) (Int 1))))",
        ),
        ("require 'a'\nrequire b\n", "(Import require (Str a) _ _) ; (Import require (Name b) _ _)"),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn definitions() {
    for (code, expected) in [
        (
            "class A::B < C\n D = 1\n def e(f, g = 1, *h, i:, j: 2, **k, &l)\n  m\n rescue N\n  o\n end\nend\n",
            "(ClassDef class (Attributes) (Member :: (Name A) (Name B)) (TypeParams) (Bases (Name C)) (Block (Assign (Name D) (Int 1)) (FunctionDef (Attributes) (Name e) (TypeParams) (Params (Param (Attributes) (Name f) _ _) (Param (Attributes) (Name g) _ (Int 1)) (Param * (Attributes) (Name h) _ _) (Param (Attributes) (Name i) _ _) (Param (Attributes) (Name j) _ (Int 2)) (Param ** (Attributes) (Name k) _ _) (Param & (Attributes) (Name l) _ _)) _ (Block (Try (Block (Name m)) (Catches (Catch (Name N) _ (Block (Name o)))) _ _)))))",
        ),
        (
            "module A\n def self.b? = c\nend\n",
            "(ClassDef module (Attributes) (Name A) (TypeParams) (Bases) (Block (FunctionDef singleton (Attributes (Name self)) (Name b?) (TypeParams) (Params) _ (Block (Name c)))))",
        ),
        (
            "class << self\n def a=(b)\n end\nend\n",
            "(ClassDef singleton (Attributes) (Name self) (TypeParams) (Bases) (Block (FunctionDef (Attributes) (Name a=) (TypeParams) (Params (Param (Attributes) (Name b) _ _)) _ (Block))))",
        ),
    ] {
        assert_eq!(tree_of(code), expected, "{code}");
    }
}

#[test]
fn depth_does_not_end_the_process() {
    let code = format!("a = {}b{}\n", "(".repeat(20_000), ")".repeat(20_000));
    assert_eq!(tree_of(&code), "(Assign (Name a) (Name b))");
}

#[test]
fn broken_code_gives_what_can_be_read() {
    let code = "class A\n  def b(\n    c(1)\n<<~X\n #{\n";
    let (tree, notices) = parse(FileId(0), code, Language::Ruby, &Arc::new(Symbols::new()), &Limits::default());
    assert!(!notices.is_empty());
    assert!(print(tree.root()).contains("(Name c)"));
}
