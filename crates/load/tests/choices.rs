//! Conditions as symbols, against an evaluator that knows nothing of them: for every deployment exactly one alternative
//! holds, and it has the value that the deployment gets.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::collections::BTreeMap;

use load::{Options, load};
use model::{Guard, Project};
use proptest::prelude::*;
use source::MemoryFiles;

/// Values that an open parameter may get; the last is written nowhere.
const VALUES: [&str; 3] = ["dev", "prod", "elsewhere"];
/// Parameters: `P0` and `P1` are closed, `P2` is open with a default, `P3` without, and the region is always open.
const NAMES: [&str; 5] = ["P0", "P1", "P2", "P3", "AWS::Region"];
const PARAMETERS: &str = "\
Parameters:
  P0: { Type: String, AllowedValues: [dev, prod], Default: prod }
  P1: { Type: String, AllowedValues: [dev, prod, elsewhere] }
  P2: { Type: String, Default: dev }
  P3: { Type: String }
";

type Deployment<'a> = BTreeMap<&'a str, &'a str>;

#[derive(Debug, Clone)]
enum Condition {
    Equals(usize, usize),
    Constant(bool),
    Earlier(usize),
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
}

#[derive(Debug, Clone)]
enum Value {
    Text(u8),
    Ref(usize),
    If(usize, Box<Value>, Box<Value>),
    Join(Box<Value>, Box<Value>),
    Absent,
}

fn condition() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![
        4 => (0..NAMES.len(), 0..2usize).prop_map(|(name, value)| Condition::Equals(name, value)),
        1 => any::<bool>().prop_map(Condition::Constant),
        2 => (0..4usize).prop_map(Condition::Earlier),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|part| Condition::Not(Box::new(part))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::And),
            prop::collection::vec(inner, 2..4).prop_map(Condition::Or),
        ]
    })
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => (0..4u8).prop_map(Value::Text),
        2 => (0..2usize).prop_map(Value::Ref),
        1 => Just(Value::Absent),
    ];
    leaf.prop_recursive(4, 16, 2, |inner| {
        let pair = (inner.clone(), inner);
        prop_oneof![
            3 => (0..4usize, pair.clone()).prop_map(|(c, (a, b))| Value::If(c, Box::new(a), Box::new(b))),
            1 => pair.prop_map(|(a, b)| Value::Join(Box::new(a), Box::new(b))),
        ]
    })
}

impl Condition {
    /// As written in condition number `own`; only earlier ones are referred to.
    fn written(&self, own: usize) -> String {
        let list = |parts: &[Self]| parts.iter().map(|part| part.written(own)).collect::<Vec<_>>().join(", ");
        match self {
            Self::Equals(name, value) => format!("!Equals [!Ref {:?}, {}]", NAMES[*name], VALUES[*value]),
            Self::Earlier(index) if *index < own => format!("!Condition C{index}"),
            Self::Constant(true) => "!Equals [a, a]".to_owned(),
            Self::Constant(false) | Self::Earlier(_) => "!Equals [a, b]".to_owned(),
            Self::Not(part) => format!("!Not [{}]", part.written(own)),
            Self::And(parts) => format!("!And [{}]", list(parts)),
            Self::Or(parts) => format!("!Or [{}]", list(parts)),
        }
    }

    fn holds(&self, own: usize, all: &[Self], deployment: &Deployment<'_>) -> bool {
        match self {
            Self::Equals(name, value) => deployment[NAMES[*name]] == VALUES[*value],
            Self::Earlier(index) if *index < own => all[*index].holds(*index, all, deployment),
            Self::Earlier(_) => false,
            Self::Constant(value) => *value,
            Self::Not(part) => !part.holds(own, all, deployment),
            Self::And(parts) => parts.iter().all(|part| part.holds(own, all, deployment)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(own, all, deployment)),
        }
    }
}

impl Value {
    fn written(&self) -> String {
        match self {
            Self::Text(number) => format!("t{number}"),
            Self::Ref(index) => format!("!Ref {}", NAMES[*index]),
            Self::Absent => "!Ref AWS::NoValue".to_owned(),
            Self::If(condition, then, otherwise) => {
                format!("!If [C{condition}, {}, {}]", then.written(), otherwise.written())
            }
            Self::Join(left, right) => format!("!Join ['-', [{}, {}]]", left.written(), right.written()),
        }
    }

    fn under(&self, all: &[Condition], deployment: &Deployment<'_>) -> Option<String> {
        match self {
            Self::Text(number) => Some(format!("t{number}")),
            Self::Ref(index) => Some(deployment[NAMES[*index]].to_owned()),
            Self::Absent => None,
            Self::If(condition, then, otherwise) => {
                let holds = all[*condition].holds(*condition, all, deployment);
                if holds { then } else { otherwise }.under(all, deployment)
            }
            Self::Join(left, right) => {
                let parts = [left, right].into_iter().filter_map(|part| part.under(all, deployment));
                Some(parts.collect::<Vec<_>>().join("-"))
            }
        }
    }
}

fn deployments() -> Vec<Deployment<'static>> {
    let mut all = vec![Deployment::new()];
    for name in NAMES {
        let values = if name == "P0" { &VALUES[..2] } else { &VALUES[..] };
        let longer = all.iter().flat_map(|one| {
            values.iter().map(move |value| one.iter().map(|(k, v)| (*k, *v)).chain([(name, *value)]).collect())
        });
        all = longer.collect();
    }
    all
}

/// Whether a deployment satisfies a guard, by the names and values of its symbols alone.
fn admits(project: &Project, guard: &Guard, deployment: &Deployment<'_>) -> bool {
    guard.symbols().all(|id| {
        let symbol = project.symbols.get(id).expect("a guard speaks of symbols of its project");
        let listed = if symbol.open { &symbol.values[..symbol.values.len() - 1] } else { &symbol.values[..] };
        let chosen = listed.iter().position(|value| **value == *deployment[&*symbol.name]);
        let chosen = chosen.unwrap_or(symbol.values.len() - 1);
        guard.and(&project.symbols.equals(id, chosen)).is_some()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn every_deployment_gets_its_value(
        conditions in prop::collection::vec(condition(), 4),
        exists in 0..4usize,
        value in value(),
    ) {
        let written: Vec<String> =
            conditions.iter().enumerate().map(|(own, one)| format!("  C{own}: {}\n", one.written(own))).collect();
        let template = format!(
            "{PARAMETERS}Conditions:\n{}Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Condition: C{exists}\n    Properties: {{ Code: ./s, Runtime: {} }}\n",
            written.concat(), value.written()
        );
        let loaded = load(&MemoryFiles::new([("t.yaml", template.as_str())]), &Options::default());
        prop_assume!(loaded.notices.is_empty());
        let function = loaded.project.functions.first();
        let mut ever = false;
        for deployment in deployments() {
            if !conditions[exists].holds(exists, &conditions, &deployment) {
                continue;
            }
            ever = true;
            let runtime = &function.expect("the function exists in this deployment").runtime.alternatives;
            let admitted: Vec<_> =
                runtime.iter().filter(|one| admits(&loaded.project, &one.guard, &deployment)).collect();
            let expected = value.under(&conditions, &deployment);
            prop_assert_eq!(admitted.len(), usize::from(expected.is_some()), "{}\n{:?}\n{:?}", template, deployment, runtime);
            let got = admitted.first().map(|one| one.value.as_ref().expect("known").to_string());
            prop_assert_eq!(got, expected, "{}\n{:?}\n{:?}", template, deployment, runtime);
        }
        prop_assert_eq!(function.is_some(), ever, "{}", template);
    }
}
