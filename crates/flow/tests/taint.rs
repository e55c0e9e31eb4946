//! Where taint arrives.

#![expect(clippy::panic, reason = "a test may fail")]

use std::cell::Cell;

use flow::taint;
use pattern::{Code, Mode, Run, compile, load};
use source::{FileId, Limits};
use tree::{Language, names, parse};

const RULE: &str = "
rules:
  - id: flow
    mode: taint
    languages: [python, javascript]
    severity: ERROR
    message: found
    pattern-sources:
      - pattern: source(...)
      - patterns:
          - pattern-inside: |
              def handler($EVENT, ...):
                ...
          - focus-metavariable: $EVENT
    pattern-sanitizers:
      - pattern: clean(...)
    pattern-sinks:
      - pattern: sink(...)
";

/// The lines at which a rule finds something.
fn found_by(rule: &str, code: &str) -> Vec<usize> {
    found_in(Language::Python, rule, code)
}

fn found_in(language: Language, rule: &str, code: &str) -> Vec<usize> {
    found_and_stopped(language, rule, code).0
}

/// The lines of the findings, and where code was nested too deep to be followed.
fn found_and_stopped(language: Language, rule: &str, code: &str) -> (Vec<usize>, Option<u32>) {
    let (rules, notices) = load(FileId(0), rule, &Limits::default());
    assert!(notices.is_empty(), "{notices:?}");
    let (program, notices) = compile(&rules, language);
    assert!(notices.is_empty(), "{notices:?}");
    let (tree, _) = parse(FileId(1), code, language, &program.symbols, &Limits::default());
    let names = names(&tree);
    let steps = Cell::new(1_000_000);
    let (present, _) = program.candidates(code, false);
    let run = Run::new(&program, Code { text: code, tree: &tree, names: &names }, &present, &steps);
    let mut lines = Vec::new();
    for rule in &rules {
        let Mode::Taint(own) = &rule.mode else { panic!("a rule of another kind") };
        for one in taint(&run, rule, own, None) {
            lines.push(code.get(..one.found.range.start as usize).unwrap_or_default().matches('\n').count() + 1);
        }
    }
    (lines, run.stopped_at())
}

fn found(code: &str) -> Vec<usize> {
    found_by(RULE, code)
}

#[test]
fn values_flow_through_assignments_and_calls() {
    assert_eq!(found("x = source()\ny = 'a' + x\nsink(y)"), [3]);
    assert_eq!(found("x = source()\nsink(f(x).g[0])"), [2]);
    assert_eq!(found("sink(f'{source()}')"), [1]);
    assert_eq!(found("x = source()\nx = 1\nsink(x)"), [0; 0]);
    assert_eq!(found("a, b = source(), 1\nsink(b)\nsink(a)"), [3]);
}

#[test]
fn parts_of_values_are_told_apart() {
    assert_eq!(found("x.a = source()\nsink(x.b)\nsink(x.a)\nsink(x)"), [3, 4]);
    assert_eq!(found("x = source()\nx['k'] = 1\nsink(x['k'])\nsink(x['l'])"), [4]);
}

#[test]
fn branches_and_loops_are_joined() {
    assert_eq!(found("if c:\n  x = source()\nelse:\n  x = 1\nsink(x)"), [5]);
    assert_eq!(found("x = source()\nif c:\n  x = 1\n  sink(x)\nsink(x)"), [5]);
    assert_eq!(found("for i in y:\n  sink(x)\n  x = source()"), [2]);
    assert_eq!(found("try:\n  x = source()\nexcept E:\n  x = 1\nfinally:\n  sink(x)"), [6]);
}

#[test]
fn sanitizers_stop_it() {
    assert_eq!(found("x = clean(source())\nsink(x)"), [0; 0]);
    assert_eq!(found("x = source()\nsink(clean(x))\nsink(x)"), [3]);
}

#[test]
fn parameters_are_sources_where_a_rule_says_so() {
    assert_eq!(found("def handler(event, context):\n  sink(event['body'])\n  sink(context)"), [2]);
    assert_eq!(found("def other(event):\n  sink(event)"), [0; 0]);
    assert_eq!(found("def handler(event, context):\n  rows = [x for x in event]\n  sink(rows)"), [3]);
}

#[test]
fn labels_are_required() {
    let rule = "
rules:
  - id: labels
    mode: taint
    languages: [python]
    severity: ERROR
    message: found
    pattern-sources:
      - {label: A, pattern: a()}
      - {label: B, pattern: b()}
    pattern-sinks:
      - {requires: A and not B, pattern: sink(...)}
";
    assert_eq!(found_by(rule, "sink(a())\nsink(a() + b())\nsink(b())"), [1]);
}

#[test]
fn depth_ends_nothing() {
    let deep = format!("sink({}source(){})", "f(".repeat(5_000), ")".repeat(5_000));
    assert!(found(&deep).is_empty());
    let nested: String = (0..400).map(|depth| format!("{}if c:\n", " ".repeat(depth))).collect();
    assert!(found(&format!("{nested}{}pass\n", " ".repeat(400))).is_empty());
}

#[test]
fn texts_and_blocks_of_ruby_carry_taint() {
    let rule = "
rules:
  - id: flow
    mode: taint
    languages: [ruby]
    severity: ERROR
    message: found
    pattern-sources:
      - pattern: params
    pattern-sinks:
      - pattern: sink(...)
";
    let found = |code| found_in(Language::Ruby, rule, code);
    assert_eq!(found("a = params[:b]\nsink \"x#{a}\"\nsink <<~X\n  #{a}\nX\n"), [2, 3]);
    assert_eq!(found("a = String.new\na.concat(params[:b])\nsink(a)\n"), [3]);
    assert_eq!(found("b = params\nc.each do |d|\n  sink(b)\n  e = b\nend\nsink(c)\n"), [3]);
    assert_eq!(found("a = {}\na[:b] = params\nsink(a[:c])\nsink(a[:b])\n"), [4]);
    assert_eq!(found("def f\n  g = params[:b]\nrescue E\n  sink(g)\nend\n"), [4]);
}

/// What Semgrep 1.182 finds on the same lines.
#[test]
fn values_flow_as_in_semgrep() {
    let rule = "
rules:
  - id: flow
    mode: taint
    languages: [python, javascript, java, go]
    severity: ERROR
    message: found
    pattern-sources: [{pattern: src(...)}]
    pattern-sinks: [{pattern: sink(...)}]
";
    let python = [
        ("x = src()\nsink(x[1:])", 0),
        ("sink({src(): 1})", 1),
        ("for a, b in src():\n  sink(b)", 2),
        ("A = src()\ndef f():\n  sink(A)", 3),
        ("def f():\n  sink(A)\nA = src()", 0),
        ("A = 'a' + src()\ndef f():\n  sink(A)", 0),
        ("A = 1\nA = src()\ndef f():\n  sink(A)", 0),
        ("while a:\n  x = src()\n  break\nsink(x)", 4),
        ("while a:\n  if b:\n    x = src()\n    continue\n  sink(y)\nsink(x)", 6),
        ("for a in b:\n  if c:\n    x = src()\n    break\n  x = 1\nsink(x)", 6),
        ("x = src()\nwhile a:\n  raise b\n  sink(x)", 0),
        ("a[i] = src()\na[j] = 1\nsink(a[k])", 0),
        ("x = src()\nx.a[i].b = 1\nsink(x.a)", 3),
    ];
    let javascript = [
        ("const {a, ...b} = src();\nsink(b);", 0),
        ("const {a} = src();\nsink(a);", 2),
        ("for (const [a, b] of src()) sink(a);", 0),
        ("for (const a of src()) sink(a);", 1),
        ("sink((src(), 1));", 0),
        ("if (a) { let x = src(); }\nsink(x);", 2),
        ("const a = src();\nconst f = () => { sink(a); };", 2),
        ("a['b'] = src();\nsink(a.b);", 0),
        ("switch (a) { case 1: x = src(); break; default: x = 1; }\nsink(x);", 2),
        ("switch (a) { case 1: x = src(); default: x = 1; }\nsink(x);", 0),
        ("f(() => { x = src(); });\nsink(x);", 2),
        ("o: for (;;) { for (;;) { x = src(); break o; } }\nsink(x);", 2),
    ];
    let java = [
        ("class A { void f() { for (String s : src()) {\nsink(s); } } }", 2),
        ("class A { final String s = src();\nvoid f() { sink(s); } }", 2),
        ("class A { String s = src();\nvoid f() { sink(s); } }", 0),
    ];
    let go =
        [("package a\nfunc f() { x := src()\nsink(x[1:]) }", 0), ("package a\nfunc f() { x := src()\nsink(x[1]) }", 3)];
    let all = [
        (Language::Python, &python[..]),
        (Language::JavaScript, &javascript[..]),
        (Language::Java, &java[..]),
        (Language::Go, &go[..]),
    ];
    for (language, cases) in all {
        for (code, line) in cases {
            let wanted: Vec<usize> = (*line > 0).then_some(*line).into_iter().collect();
            assert_eq!(found_in(language, rule, code), wanted, "{code}");
        }
    }
}

#[test]
fn sources_and_propagators_may_change_variables_alone() {
    let rule = "
rules:
  - id: closed
    mode: taint
    languages: [python]
    severity: ERROR
    message: found
    pattern-sources:
      - by-side-effect: only
        label: closed
        patterns: [{pattern: $F.close()}, {focus-metavariable: $F}]
    pattern-propagators:
      - {pattern: $TO.join($FROM), from: $FROM, to: $TO}
      - by-side-effect: false
        patterns: [{pattern-inside: $G($FROM)}, {focus-metavariable: $G}, {pattern: keep}]
        from: $FROM
        to: $G
        label: kept
        requires: closed
    pattern-sinks:
      - requires: closed
        patterns: [{pattern: $F.close()}, {focus-metavariable: $F}]
      - requires: kept
        pattern: sink(...)
";
    assert_eq!(found_by(rule, "f.close()\nf.close()"), [2]);
    assert_eq!(found_by(rule, "f.close()\ng.join(f)\ng.close()"), [3]);
    assert_eq!(found_by(rule, "f.close()\nsink(f)\nsink(keep(f))"), [3]);
}

#[test]
fn harmless_types_stop_it_where_a_rule_says_so() {
    let rule = "
rules:
  - id: flow
    mode: taint
    languages: [java]
    severity: ERROR
    message: found
    options: {taint_assume_safe_booleans: true, taint_assume_safe_numbers: true}
    pattern-sources: [{pattern: src(...)}]
    pattern-sinks: [{pattern: sink(...)}]
";
    let code = "class A { void f() { String x = src();
sink(x == null); sink(!x); sink(x.equals(\"a\")); sink((int) x); sink(Integer.parseInt(x));
sink((x == null) + \"\");
sink(x.indexOf(\"a\"));
int i = src(); sink(i); } }";
    assert_eq!(found_in(Language::Java, rule, code), [4]);
}

#[test]
fn taint_in_csharp() {
    let rule = "
rules:
  - id: flow
    mode: taint
    languages: [csharp]
    severity: ERROR
    message: found
    pattern-sources: [{pattern: source(...)}]
    pattern-sinks: [{pattern: sink(...)}]
";
    let code = "class A { readonly string f = source(); void M(object o) {
if (source() is string a) { sink(a); }
var b = new B { C = source() }; sink(b.C);
this.g = source(); sink(g);
var d = source(); F(() => sink(d));
var e = from x in d where x.A select x.B; sink(e);
sink(xs[d]);
sink(f); sink(this.f);
var h = new B(); h.C = source(); sink(h.D); sink(h.E());
}
string P => sink(source()); string Q() => sink(source());
}";
    assert_eq!(found_in(Language::CSharp, rule, code), [2, 3, 4, 5, 6, 8, 8, 9, 11, 11]);
}

/// A rule with a source and a sink for a language, with options.
fn plain(language: &str, options: &str) -> String {
    format!(
        "
rules:
  - id: flow
    mode: taint
    languages: [{language}]
    severity: ERROR
    message: found
    options: {{{options}}}
    pattern-sources: [{{pattern: src(...)}}]
    pattern-sinks: [{{pattern: sink(...)}}]
"
    )
}

#[test]
fn what_is_thrown_is_caught_where_it_may_be() {
    let rule = plain("python", "");
    let found = |code: &str| found_by(&rule, code);
    assert!(found("try:\n  a\nexcept E:\n  x = src()\n  sink(x)").is_empty());
    assert!(found("x = src()\ntry:\n  a\nelse:\n  raise E\nsink(x)").is_empty());
    assert!(found("x = src()\ntry:\n  a()\nfinally:\n  return\nsink(x)").is_empty());
    assert_eq!(found("x = 1\ntry:\n  if a:\n    x = src()\n    raise E\nexcept E:\n  sink(x)"), [7]);
    assert_eq!(found("try:\n  x = src()\n  return 1\nfinally:\n  sink(x)"), [5]);
    assert_eq!(found("try:\n  try:\n    raise E\n  finally:\n    x = src()\nexcept E:\n  sink(x)"), [7]);
    assert!(found("x = src()\ntry:\n  f = lambda: g()\nexcept E:\n  sink(x)").is_empty());
}

#[test]
fn fields_are_told_apart() {
    let java = plain("java", "");
    let found = |code: &str| found_in(Language::Java, &java, &format!("class A {{ void f() {{\n{code}\n}} }}"));
    assert_eq!(found("o.setX(src());\nsink(o.getX());\nsink(o.getY());\nsink(o.x);"), [3, 5]);
    assert_eq!(found("o.x = src();\nsink(o.m());\nsink(o.y.m());"), [3]);
    assert_eq!(found("this.x = src();\nsink(x);"), [3]);
    let javascript = plain("javascript", "");
    let found = |code: &str| found_in(Language::JavaScript, &javascript, code);
    assert_eq!(found("const o = {a: src(), b: 1};\nsink(o.a);\nsink(o.b);\nsink(o);"), [2, 4]);
    assert_eq!(found("const o = {a: {c: src(), d: 1}};\nconst p = o;\nsink(p.a.d);\nsink(p.a.c);"), [4]);
    assert_eq!(found("const o = {a: src(), b: 1};\nconst {a, b} = o;\nsink(b);\nsink(a);"), [4]);
    assert_eq!(found("x[i].a = src();\nsink(x[j].a);\nx[i].a = 1;\nsink(x[j].a);\nx[j] = src();\nsink(x[0]);"), [2, 6]);
}

#[test]
fn fields_hold_what_their_class_gives_them() {
    let java = plain("java", "");
    let found = |code: &str| found_in(Language::Java, &java, code);
    assert_eq!(found("class A { private static B b;\nstatic { b = src(); }\nvoid f() { sink(b); } }"), [3]);
    assert_eq!(found("class A { private B b;\nA() { this.b = src(); }\nvoid f() { sink(this.b); } }"), [3]);
    assert!(found("class A { B b;\nA() { this.b = src(); }\nvoid f() { sink(this.b); } }").is_empty());
    assert!(found("class A { private B b;\nA() { b = src(); }\nA(int i) {}\nvoid f() { sink(b); } }").is_empty());
    assert!(found("class A { private B b;\nvoid g() { b = src(); }\nvoid f() { sink(b); } }").is_empty());
}

#[test]
fn sources_may_be_control_or_the_place_that_is_reported() {
    let control = plain("python", "").replace("{pattern: src(...)}", "{pattern: src(...), control: true}");
    assert_eq!(found_by(&control, "def f():\n  sink()\n  if a:\n    src()\n  b()\n  sink()"), [6]);
    let rule = plain("python", "taint_focus_on: source");
    assert_eq!(found_by(&rule, "x = src()\nif c:\n  x = src()\nsink(x)"), [1, 3]);
}

#[test]
fn a_sanitizer_and_a_focus_mean_what_they_say() {
    let rule = plain("python", "taint_assume_safe_functions: true").replace(
        "[{pattern: sink(...)}]",
        "[{patterns: [{pattern: sink($X)}, {focus-metavariable: $X}]}]
    pattern-sanitizers: [{patterns: [{pattern: $O.a}, {focus-metavariable: $O}]}]",
    );
    assert_eq!(found_by(&rule, "sink(src())\nsink(f(src()))\nx = src()\nsink(x.a)\nsink(x.b)"), [1, 5]);
    let rule = plain("python", "taint_only_propagate_through_assignments: true");
    assert_eq!(found_by(&rule, "x = src()\ny = x.a\nsink(y)\nsink(x)"), [4]);
}

#[test]
fn it_says_where_it_did_not_follow() {
    let stopped = |code: &str| found_and_stopped(Language::Python, RULE, code).1;
    let deep = |inner: &str| format!("sink({}{inner}{})\n", "[".repeat(400), "]".repeat(400));
    assert!(stopped(&deep("source()")).is_some());
    assert_eq!(stopped(&format!("a{}\nsink(source())", ".b()".repeat(400))), None);
    let nested: String = (0..200).map(|depth| format!("{}if c:\n", " ".repeat(depth))).collect();
    assert!(stopped(&format!("{nested}{}sink(source())\n", " ".repeat(200))).is_some());
    assert_eq!(stopped("sink(source())"), None);
}
