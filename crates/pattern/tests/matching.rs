//! What patterns match.

#![expect(clippy::panic, reason = "a test may fail")]

use std::cell::Cell;
use std::sync::Arc;

use pattern::rule::Options;
use pattern::{Code, matches};
use source::{FileId, Limits};
use tree::{Language, Symbols, names, parse, pattern};

/// The lines on which a pattern matches.
fn lines(language: Language, text: &str, code: &str) -> Vec<usize> {
    let mut symbols = Symbols::new();
    let pattern = pattern(text, language, &mut symbols).unwrap_or_else(|error| panic!("{text}: {error}"));
    let symbols = Arc::new(symbols);
    let (tree, _) = parse(FileId(0), code, language, &symbols, &Limits::default());
    let names = names(&tree);
    let steps = Cell::new(1_000_000);
    let code_of = Code { text: code, tree: &tree, names: &names };
    let found = matches(&pattern, &symbols, code_of, &Options::default(), &steps);
    let line = |offset: u32| code.get(..offset as usize).unwrap_or_default().matches('\n').count() + 1;
    let mut lines: Vec<usize> = found.iter().map(|one| line(one.range.start)).collect();
    lines.dedup();
    lines
}

/// The texts at which a pattern matches.
fn texts(language: Language, text: &str, code: &str) -> Vec<String> {
    let mut symbols = Symbols::new();
    let pattern = pattern(text, language, &mut symbols).unwrap_or_else(|error| panic!("{text}: {error}"));
    let symbols = Arc::new(symbols);
    let (tree, _) = parse(FileId(0), code, language, &symbols, &Limits::default());
    let names = names(&tree);
    let steps = Cell::new(1_000_000);
    let code_of = Code { text: code, tree: &tree, names: &names };
    let found = matches(&pattern, &symbols, code_of, &Options::default(), &steps);
    let written = |range: std::ops::Range<u32>| code.get(range.start as usize..range.end as usize).unwrap_or_default();
    let mut texts: Vec<String> = found.iter().map(|one| written(one.range.clone()).to_owned()).collect();
    texts.dedup();
    texts
}

fn python(text: &str, code: &str) -> Vec<usize> {
    lines(Language::Python, text, code)
}

fn javascript(text: &str, code: &str) -> Vec<usize> {
    lines(Language::JavaScript, text, code)
}

fn csharp(text: &str, code: &str) -> Vec<usize> {
    lines(Language::CSharp, text, code)
}

fn ruby(text: &str, code: &str) -> Vec<usize> {
    lines(Language::Ruby, text, code)
}

fn php(text: &str, code: &str) -> Vec<usize> {
    lines(Language::Php, text, &format!("<?php {code}"))
}

#[test]
fn arguments_stand_by_place_or_by_name() {
    let code = "f(1, b=2, a=3)\nf(1, a=3)\nf(2, a=3)\nf()";
    assert_eq!(python("f(1, ..., a=$X)", code), [1, 2]);
    assert_eq!(python("f(a=$X, b=$Y, ...)", "f(b=1, a=2)"), [1]);
    assert_eq!(python("f(...)", code), [1, 2, 3, 4]);
}

#[test]
fn a_metavariable_is_one_thing() {
    assert_eq!(python("$X == $X", "a == a\na == b\nf(x) == f(x)"), [1, 3]);
    assert_eq!(python("$_ == $_", "a == b"), [1]);
}

#[test]
fn imports_are_followed() {
    let code = "import subprocess as s\nfrom subprocess import call\ns.call(x)\ncall(y)\nother.call(z)";
    assert_eq!(python("subprocess.call(...)", code), [3, 4]);
    assert_eq!(python("subprocess.$F(...)", code), [3, 4]);
    let code = "const { exec: run } = require('child_process');\nrun(x);\nexec(y);";
    assert_eq!(javascript("exec(...)", code), [3]);
}

#[test]
fn constants_are_followed_where_only_one_can_arrive() {
    assert_eq!(python("f('a')", "x = 'a'\nf(x)\nx = g()\nf(x)"), [2]);
    assert_eq!(python("f('...')", "x = 'a' if c else 'b'\nf(x)"), [2]);
    assert_eq!(python("f('...')", "for i in y:\n  f(x)\n  x = 'a'\n  x = g()"), [0; 0]);
    assert_eq!(python("f(3)", "x = 1\ndef g():\n  f(x + 2)"), [3]);
}

/// What Semgrep 1.182 finds on the same lines.
#[test]
fn loops_forget_what_may_change() {
    assert_eq!(python("f(1)", "def g():\n  a = 1\n  for b in c:\n    f(a)\n  f(a)"), [0; 0]);
    assert_eq!(python("f(1)", "def g():\n  a = 1\n  while b:\n    f(a)\n    break\n  f(a)"), [4, 6]);
    assert_eq!(python("f(1)", "a = 1\nfor b in c:\n  f(a)\nf(a)"), [3, 4]);
    assert_eq!(javascript("f(1)", "function g() { let a = 1;\nfor (;;) { f(a); } }"), [2]);
    assert_eq!(javascript("f(1)", "function g() { let a = 0; a = 1;\nfor (;;) { f(a); } }"), [0; 0]);
    let java = |code: &str| java("f(1)", &format!("class A {{ void g() {{\n{code}\n}} }}"));
    assert_eq!(java("int a = 1;\nwhile (b) { f(a); }\nf(a);"), [0; 0]);
    assert_eq!(java("final int a = 1;\nwhile (b) { f(a); }\nf(a);"), [3, 4]);
    assert_eq!(java("int a = 1;\ndo { f(a); } while (b);\nf(a);"), [3]);
}

#[test]
fn fields_are_constant_where_their_class_gives_them_once() {
    assert_eq!(java("f(1)", "class A { private static int a;\nstatic { a = 1; }\nvoid m() { f(a); } }"), [3]);
    assert_eq!(java("f(1)", "class A { private int a;\nA() { this.a = 1; }\nvoid m() { f(a); } }"), [3]);
    assert_eq!(java("f(1)", "class A { private int a;\nA() { a = 1; }\nA(int b) { }\nvoid m() { f(a); } }"), [0; 0]);
    assert_eq!(java("f(1)", "class A { private int a;\nvoid n() { a = 1; }\nvoid m() { f(a); } }"), [0; 0]);
}

#[test]
fn statements_have_gaps() {
    let code = "x = source()\nlog()\nif c:\n  sink(x)\n";
    assert_eq!(python("$X = source()\n...\nsink($X)", code), [1]);
    assert_eq!(python("$X = source()\nsink($X)", code), [0; 0]);
    assert_eq!(python("$X = source()\n...\nsink($X)", "x = source()\nsink(y)"), [0; 0]);
    assert_eq!(python("$X = source()\n...\nsink($X)", "x = source()\nreturn 1 + sink(x)"), [1]);
}

#[test]
fn texts_have_holes_and_expressions() {
    assert_eq!(python("f('=~/^http:/')", "f('http://a')\nf('https://a')"), [1]);
    assert_eq!(python("f('$URL')", "f('a')\nf(b)"), [1]);
    assert_eq!(python("f\"...{$X}...\"", "f'a{b}c'\nf'abc'\n'a'"), [1]);
    assert_eq!(javascript("`...${$X}...`", "`a${b}c`;\n`abc`;"), [1]);
}

#[test]
fn operators_have_orders_and_groups() {
    assert_eq!(python("a & $X & b", "a & b & c\nb & q\na & b"), [1]);
    assert_eq!(python("a and $X", "a and (b and c)\nb and a"), [1]);
}

#[test]
fn definitions_match_with_more_than_the_pattern_says() {
    let code = "@route('/')\nasync def f(a, b: int = 1) -> str:\n  return g(a)\n";
    assert_eq!(python("def $F(...):\n  ...\n  return $X", code), [1]);
    assert_eq!(python("@route(...)\ndef $F($A, ...):\n  ...", code), [1]);
    assert_eq!(python("@$D(...)", code), [1]);
    assert_eq!(
        python("class $C(Base, ...):\n  def run(self): ...", "class A(B, Base):\n  x = 1\n  def run(self): pass"),
        [1]
    );
    // What is not written is free, and an empty value is written.
    assert_eq!(python("def $F(..., $D={}, ...):\n  ...", "def f(a=1):\n  pass\ndef g(a={}):\n  pass"), [3]);
    assert_eq!(javascript("let $X = []", "let a = 1;\nlet b = [];"), [2]);
}

#[test]
fn scripts_have_many_ways_to_say_a_thing() {
    let code = "var a = f();\nlet b = f();\nc = f();\nconst g = (x) => f(x);\nfunction h(x) { return f(x); }";
    assert_eq!(javascript("$X = f()", code), [1, 2, 3]);
    assert_eq!(javascript("var $X = f()", code), [1, 2]);
    assert_eq!(javascript("function $F($X) { ... }", code), [5]);
    assert_eq!(javascript("f({a: $X, ...})", "f({b: 1, 'a': 2, c});\nf({b: 1});"), [1]);
    assert_eq!(javascript("$A.b", "a?.b;\na.b;"), [1, 2]);
    assert_eq!(javascript("for (...) { ... f(); ... }", "for (const x of y) { f(); }\nfor (;;) { f(); g(); }"), [1, 2]);
}

#[test]
fn hostile_patterns_end() {
    let many = "a & ".repeat(40) + "a";
    let holes: Vec<String> = (0..20).map(|number| format!("$X{number}")).collect();
    assert_eq!(python(&holes.join(" & "), &many), [1]);
    let dots = "f(...)\n...\n".repeat(12) + "g()";
    let calls = "f()\n".repeat(200);
    assert_eq!(python(&dots, &calls), [0; 0]);
}

#[test]
fn ruby_leaves_brackets_away() {
    let code = "f\na = f\nf 1\nb(f)\nf = 2\nc = f\n";
    assert_eq!(ruby("f(...)", code), [1, 2, 3, 4]);
    assert_eq!(ruby("f[...]", "f[1]\nf()[2]\n"), [1, 2]);
    assert_eq!(ruby("f()[...]", "f[1]\nf()[2]\nf = 1\nf[3]\n"), [1, 2]);
    assert_eq!(ruby("$X.$F(...)", "a.b\na.b 1\na[1]\n"), [2, 3]);
    assert_eq!(ruby("a[$X, ...]", "a[1]\na[1, 2]\na[]\n"), [1, 2]);
}

#[test]
fn a_block_of_ruby_is_an_argument_of_its_own() {
    let code = "f 1 do |a| b end\nf(1) { b }\nf(1)\n-> { b }\n";
    assert_eq!(ruby("f($X)", code), [1, 2, 3]);
    assert_eq!(ruby("f ... { ... }", code), [2]);
    assert_eq!(ruby("f ... { |$X| ... }", code), [1]);
    assert_eq!(ruby("-> { ... }", code), [4]);
}

#[test]
fn ruby_gives_back_what_stands_last() {
    let code =
        "def f\n  1\n  if a\n    2\n  else\n    b = 3\n  end\nend\ndef g\n  4\nrescue E\n  5\nensure\n  6\nend\n";
    assert_eq!(ruby("return $X", code), [4, 14]);
    assert_eq!(ruby("return 4", "def g\n  4\nrescue E\n  5\nend\n"), [2]);
}

#[test]
fn words_of_ruby_have_holes() {
    let code = "f :a, b: 1, :c => 2\nf({a: 1})\n/x/i\n/x#{y}/\n`ls #{x}`\n`ls`\n";
    assert_eq!(ruby("f :$A, ..., c: $V", code), [1]);
    assert_eq!(ruby(":$K => 1", code), [2]);
    assert_eq!(ruby("/.../", code), [3, 4]);
    assert_eq!(ruby("/x/", code), [3]);
    assert_eq!(ruby("`...#{$X}...`", code), [5]);
    assert_eq!(ruby("`...#{\"...\"}...`", code), [0; 0]);
    assert_eq!(ruby("f(\"...\")", "a = \"b\"\na << \"c\"\nf(a)\na << d\nf(a)\n"), [3]);
    assert_eq!(ruby("a = 1", "a, b = 1, 2\nb, a = 1, 2\n"), [1]);
}

#[test]
fn php_has_variables_names_and_superglobals() {
    assert_eq!(php("foo(...)", "foo(1);\nFOO(2);\n$x->FOO(3);\n$foo(4);\n"), [1, 2]);
    assert_eq!(php("$_GET[$K]", "$_GET['a'];\n$b['a'];\n"), [1]);
    assert_eq!(php("new A\\B(...)", "use A\\B;\nnew B(1);\nnew \\A\\B(2);\nnew C(3);\n"), [2, 3]);
    assert_eq!(
        php(
            "f(\"...\")",
            "class A { const B = 'b';\nfunction c() { f(self::B);\nf(escapeshellarg('d'));\nf($e); } }\n"
        ),
        [2, 3]
    );
    assert_eq!(php("$F(...)", "isset($a);\neval($a);\nf($a);\n"), [3]);
    assert_eq!(php("die(...)", "exit;\ndie('a');\n"), [1, 2]);
}

#[test]
fn texts_of_php_have_holes() {
    let code = "\"a $b\";\n\"a\";\n'c' . $d . 'e' . 'f';\n`ls`;\n";
    assert_eq!(php("\"...{$X}...\"", code), [1]);
    assert_eq!(php("\"...$X...\"", code), [1]);
    assert_eq!(php("$X . 'e' . $Y", code), [3]);
    assert_eq!(php("`...`", code), [4]);
    assert_eq!(php("public function f() { ... }", "class A { private function f() { g(); } }\n"), [1]);
    assert_eq!(php("if ($X) { ... } else { ... }", "if ($a) { } elseif ($b) { }\nif ($a) { }\n"), [1]);
}

#[test]
fn cases_stand_in_any_order() {
    let code = "switch (x) { case 1: f(); break; case 2: g(); default: h() }\nswitch (x) { case 1: f() }";
    assert_eq!(javascript("switch ($X) { case 2: ... }", code), [1]);
    assert_eq!(javascript("switch ($X) { case 2: ... case 1: ... }", code), [1]);
    assert_eq!(ruby("case $X\nwhen 2\n  ...\nend", "case x when 2, 3 then 4 end\ncase x when 3, 2 then 4 end\n"), [1]);
}

fn java(text: &str, code: &str) -> Vec<usize> {
    lines(Language::Java, text, code)
}

fn go(text: &str, code: &str) -> Vec<usize> {
    lines(Language::Go, text, &format!("package a\n{code}"))
}

#[test]
fn an_expression_with_a_semicolon_is_a_statement() {
    let code = "class A { int f =\n x.f();\nvoid m() {\n x.f(); int a =\n x.f(); return\n x.f();\n} void n() {\n if (x.f()) {}\n while (x.f()) {} } }";
    assert_eq!(java("x.f()", code), [2, 4, 5, 6, 8, 9]);
    assert_eq!(java("x.f();", code), [1, 4, 5]);
}

#[test]
fn statements_are_looked_into_so_far() {
    // What follows `f()` is taken for any call in the next statement, but not from functions, choices and parts.
    let after = |next: &str| python("f()\ng()\n", &format!("f()\n{next}\n"));
    for next in ["g()", "x = g()", "h(g())", "h(a=g())", "[g()]", "{1: g()}", "not g()", "g() + 1"] {
        assert_eq!(after(next), [1], "{next}");
    }
    for next in ["lambda: g()", "h(g() if a else b)", "h[g()]", "x = h[g()]", "[g() for a in b]", "if g():\n  pass"] {
        assert_eq!(after(next), [0; 0], "{next}");
    }
    assert_eq!(javascript("f(<... g ...>)", "f(c ? g : 1);\nf(x[g]);\nf(() => { g(); });\nf([g]);"), [1, 2, 4]);
    assert_eq!(python("f(<... g ...>)", "f(a=g)\nf([g])"), [2]);
}

#[test]
fn gaps_go_on_in_the_statements_inside() {
    assert_eq!(python("f()\n...\ng()\n", "f()\nif a:\n  g()\n"), [1]);
    assert_eq!(javascript("f()\n...\ng()", "f();\nh(() => { g(); });"), [1]);
    // A block of a pattern is all of the block.
    assert_eq!(javascript("if ($X) { f(); }", "if (a) { f(); }\nif (b) { f(); g(); }"), [1]);
    assert_eq!(javascript("if ($X) { }", "if (a) { }\nif (b) { f(); }"), [1]);
    assert_eq!(java("f(); $...BETWEEN; g();", "class A { void m() {\n f(); int a; g(); } }"), [2]);
}

#[test]
fn parts_of_statements_stand_for_all_of_them() {
    let code = "if (a > 2) {}\ntry { f(); }\ncatch (e) { g(); }\nfinally { h(); }\ntry { f(); } catch { }";
    assert_eq!(javascript("if ($X > $Y)", code), [1]);
    assert_eq!(javascript("catch ($E) { ... }", code), [3, 5]);
    assert_eq!(javascript("finally { ... }", code), [4]);
    assert_eq!(javascript("try { ... }", code), [2, 5]);
    assert_eq!(
        python("try:\n  ...\nexcept $X:\n  ...\n", "try:\n  f()\nexcept E as e:\n  g()\ntry:\n  f()\nexcept E:\n  g()"),
        [5]
    );
}

#[test]
fn what_is_required_is_imported() {
    let code =
        "const a = require('m');\nconst {b, c: d} = require('m');\nimport {b} from 'm/n';\nimport {c, b} from 'm';";
    assert_eq!(javascript("import 'm'", code), [1, 2, 3, 4]);
    assert_eq!(javascript("import {b} from 'm'", code), [2, 3, 4]);
    assert_eq!(javascript("import {b, c} from 'm'", code), [4]);
    assert_eq!(go("import \"a/b\"", "import (\n\t\"c\"\n\t\"a/b\"\n)\nimport x \"a/b/d\""), [2, 6]);
    assert_eq!(go("jwt.A", "import j \"x/jwt-go\"\nfunc f() {\n\tj.A\n}"), [4]);
    assert_eq!(java("import $X;", "import a.b.C;\nimport static a.D;"), [1, 2]);
}

#[test]
fn types_are_those_that_are_said_nearby() {
    let code = "class A { List<Boolean> l = x(); final String s = y(); void m(int n, Foo o) {
f(true); f(n == o);
f(n); f(1); f(n + 1); f(l.size());
f(l.get(0)); f(s.equals(\"a\"));
f(s); f(\"a\");
f(o); f(this.o); f(new Foo());
f(Foo); } }";
    for (wanted, lines) in
        [("boolean", vec![2, 4]), ("int", vec![3]), ("String", vec![5]), ("Foo", vec![6, 7]), ("List<$T>", vec![0; 0])]
    {
        assert_eq!(java(&format!("f(({wanted} $X))"), code), lines, "{wanted}");
    }
    assert_eq!(java("($T $X).size()", code), [3]);
    assert_eq!(
        go("($X : *T).f()", "func m() {\n\ta := &T{}\n\ta.f()\n\tb := new(T)\n\tb.f()\n\tc := T{}\n\tc.f()\n}"),
        [4, 6]
    );
}

#[test]
fn constants_are_followed_through_conditions_and_fields() {
    let code = "class A { final String s = \"a\"; void m(boolean b) {\n f(s); f(this.s);\n f(String.format(\"%s\", s));\n if (b = true) {}\n g(b); } }";
    assert_eq!(java("f(\"a\")", code), [2]);
    assert_eq!(java("f(\"...\")", code), [2, 3]);
    assert_eq!(java("g(true)", code), [5]);
}

#[test]
fn brackets_belong_to_what_stands_in_them() {
    assert_eq!(python("'...' '...'", "f(a=(\n'b'\n'c'))"), [1]);
    assert_eq!(javascript("f()", "if (\nf()) { x = (\nf()) }"), [2]);
}

#[test]
fn entries_and_tags_match_in_part() {
    assert_eq!(javascript("key: '$X'", "f({key: 'a', b: 1});\nkey: g('a');"), [1]);
    assert_eq!(javascript("{\"=~/[kK]ey/\": $X}", "f({Key: 1});\nf({k: 1});"), [1]);
    assert_eq!(javascript("<a b={{c: ...}} />", "x = <a b={{c: 1}} d=\"e\">f</a>;"), [1]);
    assert_eq!(javascript("<a>...</a>", "x = <a>b {c} d</a>;"), [1]);
    assert_eq!(javascript("{1: ...}", "f({0x1: a});\nf({1.0: a});\nf({2: a});"), [1, 2]);
    // What is constructed is no expression in it.
    assert_eq!(javascript("f(<... a ...>)", "f(new a());\nf(new b(a));"), [2]);
    assert_eq!(javascript("f($X). ...", "f(a);\nf(b).g.h();\ng(c);"), [1, 2]);
}

#[test]
fn a_metavariable_alone_is_an_expression() {
    assert_eq!(python("$X", "def f():\n  pass\na"), [3]);
    assert_eq!(javascript("{a, $B, ...} = c;\n...", "const {d, a} = c;"), [1]);
    assert_eq!(python("f(lambda $X: ...)", "f(lambda a: a)"), [1]);
    assert_eq!(ruby("def $F(...) ...", "def a(b)\n  c\nend"), [1]);
    assert_eq!(python("return $X", "f(lambda: a)\nf(lambda: a if b else c)\ndef g(h=lambda i: i): pass"), [1]);
}

#[test]
fn values_stay_what_they_are_where_their_types_are_said() {
    assert_eq!(lines(Language::TypeScript, "f(a.b)", "f(a.b as T);\nf(<T>a.b);"), [1, 2]);
    assert_eq!(lines(Language::TypeScript, "$X = a.$Y;", "const b: T = a.c as T;"), [1]);
    assert_eq!(java("f(a)", "class A { void m() {\n f((T) a); } }"), [2]);
    assert_eq!(javascript("$X = $Y", "a ??= 1;\nb ||= 2;"), [1, 2]);
}

#[test]
fn csharp_tells_single_statements_from_blocks() {
    let code = "while (a)\n b();\nwhile (a) {\n b();\n}\nif (a) b();\nif (a) { b(); }";
    assert_eq!(csharp("while (a) { ... }", code), [3]);
    assert_eq!(csharp("while (a) b();", code), [1]);
    assert_eq!(csharp("while (a) $S;", code), [1, 3]);
    assert_eq!(csharp("if (a) { ... }", code), [6, 7]);
    assert_eq!(csharp("if (a) { ... b(); ... }", code), [7]);
}

#[test]
fn csharp_takes_what_is_written() {
    let code = "class A : B, C {\nreadonly string a = \"b\"; string c;\nvoid D() { d = \"e\"; F<int>(g); }\n\
        string H => (I)g;\nabstract void J();\ntry { } finally { }\n}";
    assert_eq!(csharp("$X = \"...\"", code), [3]);
    assert_eq!(csharp("string $X;", code), [2, 4]);
    assert_eq!(csharp("const string $X = \"...\";", code), [2]);
    assert_eq!(csharp("F(...)", code), [3]);
    assert_eq!(csharp("void $F();", code), [5]);
    assert_eq!(csharp("class $X : B { ... }", code), [1]);
    assert_eq!(csharp("class $X : C { ... }", code), [0; 0]);
    assert_eq!(csharp("try { ... } catch ($E $X) { ... }", "try { } catch (E e) { } finally { }"), [0; 0]);
    assert_eq!(csharp("F(a)", "F((T)a);"), [1]);
    assert_eq!(csharp("T", "T a = new T(typeof(T), (T)b); F(T);"), [1]);
}

#[test]
fn csharp_follows_what_is_used() {
    let code = "using System.IO;\nusing G = H.I;\nclass A { void B() {\nFile.Open(a);\nG.J();\nK.L();\n} }";
    assert_eq!(csharp("System.IO.File.Open(...)", code), [4]);
    assert_eq!(csharp("H.I.J()", code), [5]);
    assert_eq!(csharp("using System;", code), [1]);
    assert_eq!(csharp("new H.I.K(...)", "using H.I;\nvar a = new K();"), [2]);
}

#[test]
fn types_of_csharp_are_those_that_rules_know() {
    let code = "class A { string b; B c; void F(B d, string e) {\nf(d); f(c); f(this.c); f(o.c);\n\
        var g = d; f(g);\nvar h = (B)o; f(h);\nf(e); f(b); f(\"a\"); f(o.b);\nf(B()); f(o);\n} }";
    assert_eq!(csharp("f((B $X))", code), [2, 3]);
    assert_eq!(csharp("f((string $X))", code), [5]);
}

#[test]
fn a_chain_may_be_a_statement_of_csharp() {
    let code = "class A { void F(App app, Log log) {\n app.UseX().UseY();\n log.Write();\n} }";
    assert_eq!(csharp("(App $A). ...;", code), [2]);
    assert_eq!(csharp("void F(...) {\n ...\n (App $A). ...;\n ...\n}", code), [1]);
}

#[test]
fn constants_of_csharp_are_declared_or_local() {
    let code = "class A { const string b = \"a\"; string c = \"a\"; static readonly string d = \"a\"; void F() {\nf(b); f(this.d);\n\
        f(c);\nvar e = \"x\"; e += \"y\"; f(e);\nvar g = \"a\"; while (h) { f(g); }\nf($\"{b}\"); f($\"{1}\");\n} }";
    assert_eq!(csharp("f(\"a\")", code), [2, 6]);
    assert_eq!(csharp("f(\"xy\")", code), [4]);
}

#[test]
fn the_name_that_a_call_calls_is_no_call_by_itself() {
    let mut symbols = Symbols::new();
    let pattern = pattern("link ...", Language::Ruby, &mut symbols).unwrap();
    let (symbols, code) = (Arc::new(symbols), "link 'a', b\n");
    let (tree, _) = parse(FileId(0), code, Language::Ruby, &symbols, &Limits::default());
    let names = names(&tree);
    let code_of = Code { text: code, tree: &tree, names: &names };
    let found = matches(&pattern, &symbols, code_of, &Options::default(), &Cell::new(10_000));
    assert_eq!(found.iter().map(|one| (one.range.start, one.range.end)).collect::<Vec<_>>(), [(0, 11)]);
}

/// What Semgrep 1.182 finds on the same lines.
#[test]
fn functions_that_are_members_have_names() {
    let code = "x = {\n  a: function (d) { },\n  b: (d) => { },\n  c(d) { },\n  e: function f(d) { },\n};\n\
                x.m = function (d) { };\nclass C {\n  n = (d) => { };\n  o(d) { }\n}\nconst p = (d) => { };";
    assert_eq!(javascript("function $F(...) { ... }", code), [2, 3, 4, 9, 10]);
    assert_eq!(javascript("function b(...) { ... }", code), [3]);
    assert_eq!(javascript("function (...) { ... }", code), [5, 7, 12]);
    assert_eq!(javascript("$X = ($Y) => { ... }", code), [7, 12]);
}

#[test]
fn gaps_stand_for_operands() {
    assert_eq!(python("$X + ...", "a"), [0; 0]);
    assert_eq!(python("a + ... + b", "a + b\na + c + b"), [2]);
    assert_eq!(python("a or b or $X or ...", "a or b\n(a or b) or c"), [2]);
}

#[test]
fn variables_are_made_in_one_way_of_several() {
    let code = "package a\nfunc f() {\nx := 1\nx = 1\nvar y = 1\n_, z := g()\n_, z = g()\n}";
    assert_eq!(lines(Language::Go, "$X := 1", code), [3]);
    assert_eq!(lines(Language::Go, "$X = 1", code), [3, 4, 5]);
    assert_eq!(lines(Language::Go, "..., $X := $Y", code), [6]);
    assert_eq!(javascript("<... $X = f() ...>", "let a =\n  f();"), [1]);
    assert_eq!(lines(Language::TypeScript, "import $A = $B;", "import a = require('b');"), [1]);
    assert_eq!(php("$F() == $F()", "<?php a() == A(); $a() == $A();"), [1]);
}

#[test]
fn a_row_ends_where_the_last_statement_that_it_passes_does() {
    let code = "a = f()\nif b:\n  g(a)\n  h()\ni()";
    assert_eq!(texts(Language::Python, "$X = f()\n...\ng($X)", code), [code.strip_suffix("\ni()").unwrap_or_default()]);
    let code = "class A\n  def b\n    c\n  end\nend";
    assert_eq!(texts(Language::Ruby, "class $A\n  ...\nend", code), ["class A\n  def b\n    c"]);
}

#[test]
fn what_a_try_opens_is_no_statement_of_its_body() {
    let java = |pattern: &str, body: &str| java(pattern, &format!("class A {{ void m() {{\n{body}\n}} }}"));
    let opened = "try (S s = f();\nR r = s.g()) {\nr.h();\n} finally { }";
    assert_eq!(java("S $S = ...;\n...\n$R.h();", opened), [0; 0]);
    assert_eq!(java("S $S = ...;", opened), [2]);
    assert_eq!(java("try { $R.h(); } finally { ... }", opened), [2]);
    assert_eq!(java("try (S $S = f(); R $R = $S.g()) { ... }", opened), [2]);
}

#[test]
fn of_two_values_one_is_enough_whatever_decides() {
    assert_eq!(javascript("f('...')", "f(a.b() ? 'c' : 'd');\nf(a ? 'c' : b);"), [1]);
    assert_eq!(javascript("f('...')", "let a = '';\ng(() => { a += b; });\nf(a);"), [0; 0]);
}
