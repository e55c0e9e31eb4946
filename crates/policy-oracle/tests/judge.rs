//! The judge itself: it catches wrong answers, and the two evaluators agree.

use policy::decide::{Answer, Space};
use policy_oracle::{
    Case, Fault, Seeded, Universe, Verdict, compare_evaluators, draw, judge, judge_answer, replay, shrink,
};
use serde_json::json;

fn inclusion(inner: serde_json::Value, outer: serde_json::Value) -> Case {
    let document = |statement| json!({ "Version": "2012-10-17", "Statement": [statement] });
    Case::inclusion(document(inner), document(outer), Space::free())
}

fn shown(case: &Case) -> bool {
    let both = case.read();
    let found = Universe::new(case, &both).and_then(|universe| universe.find(case));
    if let Some(request) = &found {
        assert_eq!(replay(case, &both, request), Verdict::Shown, "{}: {request:?}", case.to_json());
    }
    found.is_some()
}

#[test]
fn brute_force_finds_what_differs() {
    let all = || json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
    let when = |operator: &str, values: serde_json::Value| json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { operator: { "k": values } } });
    for (inner, outer, differs) in [
        (all(), all(), false),
        (all(), when("StringLike", json!("*")), true),
        (when("StringLike", json!("*")), all(), false),
        (when("StringLike", json!("a*")), when("StringLike", json!(["a", "a?*"])), false),
        (when("StringEquals", json!("a")), when("StringEqualsIgnoreCase", json!("A")), false),
        (when("StringEqualsIgnoreCase", json!("A")), when("StringEquals", json!("a")), true),
        (when("NumericLessThan", json!("2")), when("NumericLessThan", json!("1.5")), true),
        (when("NumericLessThan", json!("1.5")), when("NumericLessThanEquals", json!("1.5")), false),
        (when("ForAnyValue:StringEquals", json!("a")), when("ForAllValues:StringEquals", json!("a")), true),
        (when("ForAllValues:StringEquals", json!("a")), when("ForAnyValue:StringEquals", json!("a")), true),
        (when("Null", json!("true")), when("ForAllValues:StringEquals", json!("a")), false),
        (
            json!({ "Effect": "Allow", "Action": "*", "Resource": "${k}", "Condition": { "StringEquals": { "k": "a" } } }),
            json!({ "Effect": "Allow", "Action": "*", "Resource": "a" }),
            false,
        ),
        (
            json!({ "Effect": "Allow", "Action": "*", "Resource": "${k}" }),
            json!({ "Effect": "Allow", "Action": "*", "Resource": ["a", "${k}?"] }),
            true,
        ),
    ] {
        let case = inclusion(inner, outer);
        assert_eq!(shown(&case), differs, "{}", case.to_json());
    }
}

#[test]
fn a_wrong_answer_is_caught_and_made_small() {
    let fails = |case: &Case| {
        let verdict = judge_answer(case, &case.read(), &Answer::Yes);
        matches!(verdict, Verdict::Wrong(wrong) if wrong.fault == Fault::Missed)
    };
    let mut caught = 0;
    for seed in 0..200 {
        let case = draw(&mut Seeded::new(seed));
        if fails(&case) {
            caught += 1;
            let small = shrink(&case, fails);
            assert!(fails(&small) && small.to_json().to_string().len() <= case.to_json().to_string().len());
        }
    }
    assert!(caught > 40, "only {caught} of 200 differ");
}

#[test]
fn what_brute_force_finds_replays() {
    let found = (0..500).filter(|seed| shown(&draw(&mut Seeded::new(*seed)))).count();
    assert!((100..400).contains(&found), "{found} of 500: the drawing is lopsided");
}

#[test]
fn the_evaluators_agree() {
    for seed in 0..1500 {
        let case = draw(&mut Seeded::new(seed));
        let found = compare_evaluators(&case, 20, &mut Seeded::new(seed + 1));
        assert_eq!(found, None, "seed {seed}: {}", case.to_json());
    }
}

#[test]
fn no_answer_is_wrong() {
    for seed in 0..1500 {
        let case = draw(&mut Seeded::new(seed));
        if let Verdict::Wrong(wrong) = judge(&case) {
            let small =
                shrink(&case, |case| matches!(judge(case), Verdict::Wrong(other) if other.fault == wrong.fault));
            panic!("seed {seed}: {}\n{:#}\n{:?}", wrong.fault, small.to_json(), judge(&small));
        }
    }
}
