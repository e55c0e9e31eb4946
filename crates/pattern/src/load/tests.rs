use finding::{Notice, NoticeKind, Place};
use source::{FileId, Files as _, Limits, MemoryFiles};

use super::*;
use crate::rule::{
    Analyzer, Condition, EntropyMode, Formula, Label, Mode, Requires, Severity, SideEffect, SinkRequires, SourceModel,
};
use crate::{Language, Rule};

fn read(text: &str) -> (Vec<Rule>, Vec<Notice>) {
    load(FileId(0), text, &Limits::default())
}

/// A search rule for Python with those keys.
fn rule(keys: &str) -> String {
    let body: String = keys.lines().map(|line| format!("  {line}\n")).collect();
    format!("rules:\n- id: r\n  message: m\n  severity: ERROR\n  languages: [python]\n{body}")
}

/// The only rule of those keys, with no notice.
fn valid(keys: &str) -> Rule {
    let (mut rules, notices) = read(&rule(keys));
    assert_eq!(notices, [], "{keys}");
    assert_eq!(rules.len(), 1, "{keys}");
    rules.pop().unwrap()
}

fn search(keys: &str) -> Formula {
    match valid(keys).mode {
        Mode::Search(formula) => formula,
        other => panic!("{other:?}"),
    }
}

/// A formula in one line: `all(+a -b ?1 !$X)`.
fn short(formula: &Formula) -> String {
    match formula {
        Formula::Pattern(text) => text.as_str().trim().to_owned(),
        Formula::Regex(regex) => format!("/{}/", regex.text()),
        Formula::Any(any) => format!("any({})", any.iter().map(short).collect::<Vec<_>>().join(" ")),
        Formula::Inside(inner) => format!("inside({})", short(inner)),
        Formula::Anywhere(inner) => format!("anywhere({})", short(inner)),
        Formula::All(all) => {
            let mut parts: Vec<String> = all.positives.iter().map(|part| format!("+{}", short(part))).collect();
            parts.extend(all.negatives.iter().map(|part| format!("-{}", short(part))));
            parts.extend(all.conditions.iter().map(|condition| match condition {
                Condition::Regex { metavariable, regex, constant_propagation } => {
                    format!("?{metavariable}~{}{}", regex.text(), if *constant_propagation { "!" } else { "" })
                }
                Condition::Pattern { metavariable, language, formula } => {
                    let language = language.map_or("", Language::name);
                    format!("?{metavariable}:{language}:{}", short(formula))
                }
                Condition::Comparison { text, .. } => format!("?{text}"),
                Condition::Analysis { metavariable, analyzer } => format!("?{metavariable}:{analyzer:?}"),
                Condition::Type { metavariable, types, .. } => {
                    format!("?{metavariable}:{}", types.iter().map(|text| text.as_str()).collect::<Vec<_>>().join("|"))
                }
                Condition::Name { metavariable, modules, .. } => format!("?{metavariable} from {}", modules.join("|")),
            }));
            parts.extend(all.focus.iter().map(|focus| {
                let names: Vec<&str> = focus.metavariables.iter().map(|name| name.as_str()).collect();
                format!("!{}", names.join("|"))
            }));
            parts.extend(all.fix.iter().map(|fix| format!("fix {fix}")));
            parts.extend(all.bind.iter().map(|name| format!("as {name}")));
            format!("all({})", parts.join(" "))
        }
    }
}

/// The message of the only notice, and what stands at its place; the rule is off.
fn refused(keys: &str) -> (String, String) {
    let text = rule(keys);
    let (rules, notices) = read(&text);
    assert_eq!(rules.len(), 0, "{keys}");
    let [notice] = notices.as_slice() else { panic!("{keys}: {notices:?}") };
    let Place::Span(span) = notice.place else { panic!("{notice:?}") };
    let place = &text[span.start as usize..span.end as usize];
    (notice.message.strip_prefix("rule `r` is off: ").unwrap_or(&notice.message).to_owned(), place.to_owned())
}

fn check_refused(keys: &str, message: &str, place: &str) {
    assert_eq!(refused(keys), (message.to_owned(), place.to_owned()), "{keys}");
}

#[test]
fn a_rule_says_what_it_is() {
    let rule = valid(
        "pattern: f($X)\n\
         metadata: {cwe: ['CWE-89: SQL', CWE-79], owasp: A03:2021, confidence: HIGH, references: [https://a], maremma: {sources: [event]}}\n\
         fix: |\n  g($X)\n\
         fix-regex: {regex: f, replacement: g, count: 1}\n\
         paths: {include: ['*.py'], exclude: [tests/]}\n\
         options: {symbolic_propagation: true, generic_ellipsis_max_span: 3}\n\
         min-version: 1.20.0",
    );
    assert_eq!((rule.id.as_str(), rule.message.as_str(), rule.severity), ("r", "m", Severity::Error));
    assert_eq!(rule.severity.level(), finding::Severity::High);
    assert_eq!(
        (rule.metadata.cwe.as_slice(), rule.metadata.sources.as_slice()),
        ([89, 79].as_slice(), [SourceModel::Event].as_slice())
    );
    assert_eq!(rule.metadata.confidence, Some(finding::Confidence::High));
    assert_eq!(&*rule.metadata.owasp[0], "A03:2021");
    assert!(rule.metadata.written.is_some());
    assert_eq!(rule.fix.unwrap().as_str(), "g($X)");
    assert_eq!(rule.fix_regex.unwrap().apply("f(f)").unwrap(), "g(f)");
    assert!(rule.paths.contains("a/b.py") && !rule.paths.contains("tests/b.py") && !rule.paths.contains("b.js"));
    assert!(rule.options.symbolic_propagation && rule.options.constant_propagation);
    assert_eq!(rule.options.generic_ellipsis_max_span, 3);
}

#[test]
fn classic_formulas_keep_their_meaning() {
    let formula = search(
        "patterns:\n\
         - pattern-not: f(1)\n\
         - pattern: f($X)\n\
         - pattern-inside: |\n    def $F(...):\n      ...\n\
         - pattern-not-inside: with $Y\n\
         - pattern-either:\n  - pattern: $X\n  - pattern-regex: a+\n  - patterns: [{pattern: b}, {pattern-not-regex: c}]\n\
         - pattern-not:\n    patterns: [{pattern: d}, {pattern-inside: e}]\n\
         - semgrep-internal-pattern-anywhere: import x\n\
         - focus-metavariable: $X\n\
         - focus-metavariable: [$X, $Y]",
    );
    assert_eq!(
        short(&formula),
        "all(+f($X) +inside(def $F(...):\n  ...) +any($X /a+/ all(+b -/c/)) +anywhere(import x) -f(1) -inside(with $Y) \
         -all(+d +inside(e)) !$X !$X|$Y)"
    );
}

#[test]
fn conditions_are_typed() {
    let formula = search(
        "patterns:\n\
         - pattern: f($X)\n\
         - metavariable-regex: {metavariable: $X, regex: '(?!a)b', constant-propagation: true}\n\
         - metavariable-pattern: {metavariable: $X, language: js, patterns: [{pattern-not: g()}]}\n\
         - metavariable-pattern: {metavariable: $X, language: regex, pattern: a|b}\n\
         - metavariable-comparison: {metavariable: $X, comparison: $X > 0o600, base: 8, strip: true}\n\
         - metavariable-analysis: {metavariable: $X, analyzer: redos}\n\
         - metavariable-analysis: {metavariable: $X, analyzer: {kind: entropy_v2, mode: strict}}\n\
         - metavariable-type: {metavariable: $X, types: [str, int]}\n\
         - metavariable-name: {metavariable: $X, module: django}",
    );
    assert_eq!(
        short(&formula),
        "all(+f($X) ?$X~(?!a)b! ?$X:javascript:all(-g()) ?$X:regex:/a|b/ ?$X > 0o600 ?$X:Redos ?$X:EntropyV2(Strict) ?$X:str|int ?$X from django)"
    );
    let Formula::All(all) = formula else { panic!() };
    assert_eq!(
        all.conditions[4],
        Condition::Analysis { metavariable: crate::Metavariable::new("$X"), analyzer: Analyzer::Redos }
    );
    let strict = Analyzer::EntropyV2(EntropyMode::Strict);
    assert!(matches!(&all.conditions[5], Condition::Analysis { analyzer, .. } if *analyzer == strict));
}

#[test]
fn newer_formulas_mean_the_same() {
    let formula = search(
        "match:\n\
         \x20 all:\n\
         \x20 - f($X)\n\
         \x20 - not: f(1)\n\
         \x20 - not: {inside: 'with $Y'}\n\
         \x20 - inside: {any: [a, {regex: b}]}\n\
         \x20 - anywhere: import x\n\
         \x20 where:\n\
         \x20 - focus: [$X]\n\
         \x20 - metavariable: $X\n\
         \x20   regex: b\n\
         \x20 - metavariable: $X\n\
         \x20   not: c\n\
         \x20 - metavariable: $X\n\
         \x20   analyzer: entropy\n\
         \x20 - metavariable: $X\n\
         \x20   type: str\n\
         \x20 - comparison: $X > 1\n\
         \x20 fix: g($X)\n\
         \x20 as: $ALL",
    );
    assert_eq!(
        short(&formula),
        "all(+f($X) +inside(any(a /b/)) +anywhere(import x) -f(1) -inside(with $Y) ?$X~b! ?$X::all(-c) ?$X:Entropy ?$X:str ?$X > 1 \
         !$X fix g($X) as $ALL)"
    );
    assert_eq!(short(&search("match: f($X)")), "f($X)");
    assert_eq!(short(&search("match: {pattern: f($X), where: [{focus: $X}]}")), "all(+f($X) !$X)");
    assert_eq!(short(&search("match: {any: [{pattern: a, fix: b}, c]}")), "any(all(+a fix b) c)");
}

#[test]
fn taint_has_all_its_options() {
    let rule = valid(
        "mode: taint\n\
         pattern-sources:\n\
         - {pattern: a, label: A, exact: true, by-side-effect: only, control: true}\n\
         - {patterns: [{pattern: b}, {focus-metavariable: $X}], requires: A and not B, by-side-effect: true}\n\
         pattern-sinks:\n\
         - {patterns: [{pattern: s($X)}, {focus-metavariable: $X}], requires: A or B, at-exit: true}\n\
         - pattern: t\n\
           \x20 exact: false\n\
           \x20 requires: [{$X: A}, {$Y: B}]\n\
         pattern-sanitizers:\n\
         - {pattern: c, exact: true, by-side-effect: true, not_conflicting: true}\n\
         pattern-propagators:\n\
         - {pattern: $TO.add($FROM), from: $FROM, to: $TO, by-side-effect: false, requires: A, label: B, replace-labels: [A]}\n\
         - {pattern: $TO.put($FROM), from: $FROM, to: $TO}",
    );
    let Mode::Taint(taint) = rule.mode else { panic!() };
    let [first, second] = taint.sources.as_slice() else { panic!() };
    assert!(first.exact && first.control && first.by_side_effect == SideEffect::Only && first.requires.is_none());
    assert_eq!((first.label.as_str(), second.label.clone()), ("A", Label::default()));
    assert!(!second.exact && second.by_side_effect == SideEffect::Yes);
    assert!(matches!(second.requires, Some(Requires::And(_))));
    let [first, second] = taint.sinks.as_slice() else { panic!() };
    assert!(first.exact && first.at_exit && first.has_focus && !second.exact && !second.has_focus);
    assert!(matches!(&second.requires, Some(SinkRequires::Metavariables(all)) if all.len() == 2));
    let sanitizer = &taint.sanitizers[0];
    assert!(sanitizer.exact && sanitizer.by_side_effect && sanitizer.not_conflicting);
    let [first, second] = taint.propagators.as_slice() else { panic!() };
    assert!(!first.by_side_effect && second.by_side_effect);
    assert_eq!((first.from.as_str(), first.to.as_str(), first.replace_labels.len()), ("$FROM", "$TO", 1));
    assert_eq!(taint.formulas().count(), 7);
}

#[test]
fn taint_has_a_newer_syntax() {
    let rule = valid(
        "taint:\n  sources: [a, {pattern: b, label: L}]\n  sinks: [{any: [s, t], requires: L}]\n  sanitizers: [c]\n  propagators: [{pattern: p, from: $A, to: $B}]",
    );
    let Mode::Taint(taint) = rule.mode else { panic!() };
    assert_eq!(taint.formulas().map(short).collect::<Vec<_>>(), ["a", "b", "any(s t)", "c", "p"]);
    assert!(taint.sinks[0].requires.is_some());
}

#[test]
fn json_and_lists_are_rule_files_too() {
    let json = r#"{"rules": [{"id": "a.b.c", "message": "m", "severity": "LOW", "languages": ["ts", "js", "javascript"], "pattern": "f(\"x\")"}]}"#;
    let (rules, notices) = read(json);
    assert_eq!(notices, []);
    assert_eq!(rules[0].languages, [Language::TypeScript, Language::JavaScript]);
    assert!(matches!(&rules[0].mode, Mode::Search(Formula::Pattern(text)) if text.as_str() == "f(\"x\")"));
    let (rules, notices) = read("- {id: a, message: m, severity: LOW, languages: [regex], pattern-regex: a}\n");
    assert_eq!((rules.len(), notices.len()), (1, 0));
}

#[test]
fn in_a_rule_for_regex_patterns_are_expressions() {
    let text = "rules:\n- {id: a, message: m, severity: INFO, languages: [none], patterns: [{pattern-regex: a}, {pattern-not: 'b+'}]}\n";
    let (rules, notices) = read(text);
    assert_eq!(notices, []);
    let Mode::Search(formula) = &rules[0].mode else { panic!() };
    assert_eq!(short(formula), "all(+/a/ -/b+/)");
}

#[test]
fn mistakes_say_where_and_what_was_expected() {
    check_refused("patern: f", "the key `patern` has no meaning here; did you mean `pattern`?", "patern");
    check_refused("patterns: [{patern: f}]", "the key `patern` has no meaning here; did you mean `pattern`?", "patern");
    check_refused("patterns: [f]", "a text alone may not stand in `patterns`; write `pattern:` before it", "f");
    check_refused(
        "patterns:\n- pattern: f\n  pattern-not: g",
        "the key `pattern-not` stands beside another one; is a `-` missing before it?",
        "pattern-not",
    );
    check_refused(
        "patterns: [{pattern-not: f}]",
        "`patterns` needs at least one pattern that must match, not only negations and conditions",
        "[{pattern-not: f}]",
    );
    check_refused(
        "pattern-either: [{pattern-not: f}]",
        "a negation alone matches nothing; it may not stand in `pattern-either`",
        "pattern-not",
    );
    check_refused(
        "pattern-either: [{metavariable-regex: {metavariable: $X, regex: a}}]",
        "`metavariable-regex` may stand only directly in `patterns`",
        "metavariable-regex",
    );
    check_refused(
        "pattern: f\npatterns: []",
        "only one of `pattern`, `patterns`, `pattern-either` or `pattern-regex` may stand here",
        "patterns",
    );
    check_refused(
        "pattern-regex: (a",
        "not a valid regular expression: opening parenthesis without closing parenthesis",
        "(a",
    );
    check_refused(
        "patterns:\n- pattern: f($X)\n- metavariable-comparison: {metavariable: $X, comparison: $X >}",
        "not a valid comparison: a value was expected, not the end at byte 4",
        "$X >",
    );
    check_refused(
        "patterns:\n- pattern: f\n- metavariable-regex: {metavar: $X, regex: a}",
        "the key `metavar` has no meaning here; expected `metavariable`, `regex` or `constant-propagation`",
        "metavar",
    );
    check_refused(
        "mode: tain\npattern: f",
        "`mode` should be `search`, `taint`, `join` or `extract`, not `tain`; did you mean `taint`?",
        "tain",
    );
    check_refused(
        "mode: taint\npattern-sources: [{pattern: a}]\npattern-sink: [{pattern: b}]",
        "the key `pattern-sinks` is missing; `pattern-sink` looks like it",
        "pattern-sink",
    );
    check_refused(
        "mode: taint\npattern-sources: [{pattern: a, requires: A B}]\npattern-sinks: [{pattern: b}]",
        "`requires` should be a truth expression over labels: `and`, `or` or the end was expected, not `B`",
        "A B",
    );
    check_refused(
        "pattern: f\npaths: {includes: [a]}",
        "the key `includes` has no meaning here; did you mean `include`?",
        "includes",
    );
    check_refused(
        "match: {all: [f], any: [g]}",
        "only one of `pattern`, `regex`, `all`, `any`, `not`, `inside` or `anywhere` may stand here",
        "any",
    );
    check_refused("match: {not: f}", "a negation alone matches nothing; it may not stand alone", "not");
    check_refused("pattern: {a: b}", "`pattern` should be a text, not a mapping", "{a: b}");
    check_refused(
        "pattern: f\noptions: {ac_matching: 3}",
        "`ac_matching` should be true or false, not a number",
        "ac_matching",
    );
    check_refused(
        "pattern: f\nmetadata: {maremma: {sources: [evnt]}}",
        "`maremma.sources` knows `event`, not `evnt`; did you mean `event`?",
        "evnt",
    );
    check_refused(
        "pattern: f\nmetadata: {maremma: {callable: {package: lodash, advisories: [CVE-1]}}}",
        "`package` should be a package URL such as `pkg:npm/lodash`, not `lodash`",
        "lodash",
    );
    check_refused(
        "pattern: f\nmetadata: {maremma: {callable: {package: 'pkg:npm/lodash', advisory: [CVE-1]}}}",
        "the key `advisory` has no meaning here; did you mean `advisories`?",
        "advisory",
    );
}

#[test]
fn a_key_that_is_missing_at_the_sink_is_a_mistake_of_one_rule_only() {
    let text = "rules:\n\
        - {id: a, message: m, severity: BAD, languages: [python], pattern: f}\n\
        - {id: b, message: m, severity: INFO, languages: [pyton], pattern: f}\n\
        - {id: c, severity: INFO, languages: [python], pattern: f}\n\
        - {id: d, message: m, severity: INFO, languages: [python, generic], pattern: f}\n\
        - {id: 'e e', message: m, severity: INFO, languages: [python], pattern: f}\n\
        - {message: m, severity: INFO, languages: [python], pattern: f}\n\
        - nothing\n\
        - {id: z, message: m, severity: INFO, languages: [python], pattern: f}\n";
    let (rules, notices) = read(text);
    assert_eq!(rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["z"]);
    let messages: Vec<&str> = notices.iter().map(|notice| notice.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "rule `a` is off: `severity` should be `CRITICAL`, `HIGH`, `MEDIUM`, `LOW`, `ERROR`, `WARNING`, `INFO`, `INVENTORY` or `EXPERIMENT`, not `BAD`",
            "rule `b` is off: `pyton` is not a language that rules may name; did you mean `python`?",
            "rule `c` is off: the key `message` is missing",
            "rule `d` is off: `generic` may only stand alone in `languages`",
            "a rule without an id is off: `id` should be letters, digits, `.`, `_` and `-`",
            "a rule without an id is off: the key `id` is missing",
            "a rule without an id is off: a rule should be a mapping, not a text",
        ]
    );
}

#[test]
fn what_is_odd_is_said_and_does_not_stop_the_rule() {
    let check = |keys: &str, message: &str| {
        let (rules, notices) = read(&rule(keys));
        assert_eq!(rules.len(), 1, "{keys}");
        let messages: Vec<_> = notices.iter().map(|notice| notice.message.as_str()).collect();
        assert_eq!(messages, [format!("rule `r`: {message}")], "{keys}");
    };
    check("pattern: f\nmetadat: {}", "the key `metadat` has no meaning here; did you mean `metadata`?");
    check(
        "pattern: f\noptions: {symbolic_propagatoin: true}",
        "the option `symbolic_propagatoin` is not known; did you mean `symbolic_propagation`?",
    );
    check("patterns: [{pattern: f}, {focus-metavariable: X}]", "`X` is not the name of a metavariable, such as `$X`");
    check("match: {all: [f, {not: g, where: []}]}", "`where` beside `not` has no effect; put it below");
    check(
        "mode: join\njoin: {refs: [{rule: a.yaml, as: a}], on: ['a.$X == b.$X']}",
        "rules of the mode `join` are not run",
    );
}

#[test]
fn rules_for_other_versions_are_skipped() {
    let (rules, notices) = read(&rule("pattern: f\nmin-version: 99.0.0"));
    assert_eq!((rules.len(), notices[0].kind), (0, NoticeKind::Skipped));
    let (rules, notices) = read(&rule("pattern: f\nmax-version: 1.20.0"));
    assert_eq!((rules.len(), notices[0].kind), (0, NoticeKind::Skipped));
}

#[test]
fn files_that_hold_no_rules_say_so() {
    for (text, message) in [
        ("", "the rule file is empty"),
        ("rule: []", "not a rule file: it has no `rules`; did you mean `rules`?"),
        ("a: b", "not a rule file: it has no `rules`"),
        ("just words", "not a rule file: it has no `rules`"),
        ("rules: 3", "`rules` should be a list, not a number"),
    ] {
        let (rules, notices) = read(text);
        assert_eq!((rules.len(), notices.len()), (0, 1), "{text}");
        assert_eq!(notices[0].message, message, "{text}");
    }
}

#[test]
fn ids_repeat_across_files_and_paths_tell_them_apart() {
    let one = rule("pattern: f");
    let other = one.replace("[python]", "[hcl]");
    let files = MemoryFiles::new([("aws/a.yaml", one.clone()), ("aws/b/a.yml", other), ("top.yaml", one)]);
    let (rules, notices) = load_files(&files, &[FileId(0), FileId(1), FileId(2)], &Limits::default());
    assert_eq!(
        rules.iter().map(|rule| rule.path_id(files.path(rule.file))).collect::<Vec<_>>(),
        ["aws.r", "aws.b.r", "r"]
    );
    let messages: Vec<_> = notices.iter().map(|notice| notice.message.as_str()).collect();
    assert_eq!(messages, ["1 rule was not run: it is for terraform"]);
    let twice = rule("pattern: f") + "- {id: r, message: m, severity: LOW, languages: [go], pattern: f}\n";
    let (rules, notices) = read(&twice);
    assert_eq!(rules.len(), 2);
    assert_eq!(notices[0].message, "rule `r`: another rule of this file has the same id; both are run");
}

#[test]
fn names_of_rule_files() {
    for path in ["a.yaml", "a/b.yml"] {
        assert!(is_rule_path(path), "{path}");
    }
    for path in ["a.test.yaml", "a.py", "a/.yaml", "a.fixed.yml", "a.json"] {
        assert!(!is_rule_path(path), "{path}");
    }
}
