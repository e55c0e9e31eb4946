//! Any bytes as a file of code: it is read, its names are resolved, and rules with every kind of part run on it.
#![no_main]

use std::cell::Cell;

use flow::{Delivery, Handler};
use pattern::rule::Mode;
use pattern::{Code, Run, compile, load};
use source::FileId;
use tree::Language;

/// Patterns and a taint rule that most code has something for.
const RULES: &str = "
rules:
  - id: shapes
    languages: [python, javascript, typescript, java, go, ruby, php, csharp]
    severity: INFO
    message: found
    options: {symbolic_propagation: true}
    patterns:
      - pattern-either:
          - pattern: $X
          - pattern: $F(..., <... $Y ...>, ...)
          - pattern: $A = $B
      - pattern-not: '\"...\"'
  - id: flow
    languages: [python, javascript, typescript, java, go, ruby, php, csharp]
    severity: INFO
    message: found
    metadata: {maremma: {sources: [event]}}
    mode: taint
    options: {taint_assume_safe_numbers: true}
    pattern-sources: [{pattern: $F(...), by-side-effect: true}]
    pattern-sinks: [{pattern: $G(...)}]
";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let language = Language::ALL[usize::from(*choice) % Language::ALL.len()];
    let (text, _) = syntax::decode(FileId(0), bytes.to_vec());
    let limits = checks::limits();
    let (rules, _) = load(FileId(1), RULES, &limits);
    let (program, _) = compile(&rules, language);
    let (tree, _) = tree::parse(FileId(0), &text, language, &program.symbols, &limits);
    for node in tree.nodes() {
        let range = node.range();
        assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?}");
        assert!(node.id() < tree.end(node.id()));
    }
    let names = tree::names(&tree);
    let steps = Cell::new(20_000);
    let (present, _) = program.candidates(&text, true);
    let code = Code { text: &text, tree: &tree, names: &names };
    let run = Run::new(&program, code, &present, &steps);
    let events = flow::events(code, &handlers());
    for rule in program.rules.iter().filter_map(|number| rules.get(*number)) {
        let found = match &rule.mode {
            Mode::Search(formula) => run.matches(rule, formula),
            Mode::Taint(taint) => flow::taint(&run, rule, taint, Some(&events)),
            _ => Vec::new(),
        };
        for one in found {
            assert!(text.get(one.range.start as usize..one.range.end as usize).is_some(), "{:?}", one.range);
        }
    }
});

/// Handlers of the names that seeds have.
fn handlers() -> [Handler; 2] {
    let handler = |class: Option<&str>, deliveries| Handler {
        class: class.map(str::to_owned),
        function: Some("handler".to_owned()),
        deliveries,
    };
    [handler(None, vec![Delivery::Http, Delivery::Queue]), handler(Some("App"), vec![Delivery::Bucket])]
}
