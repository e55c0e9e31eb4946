//! Questions that were answered wrongly once.

use policy::ContextValue;
use policy::decide::{Domain, Space};
use policy_oracle::{Case, Shape, Verdict, judge};
use serde_json::Value;

fn space(value: &Value) -> Space {
    let mut space = if value["aws"] == true { Space::aws() } else { Space::free() };
    for key in value["many"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        space.keys.insert(key.to_owned(), Domain::Many);
    }
    for (key, values) in value["one_of"].as_object().into_iter().flatten() {
        let values = values.as_array().into_iter().flatten().filter_map(Value::as_str);
        let values = values.map(|text| Some(ContextValue::Single(text.to_owned()))).collect();
        space.keys.insert(key.clone(), Domain::OneOf(values));
    }
    space
}

#[test]
fn stay_right() {
    let mut count = 0;
    for line in include_str!("once-wrong.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let documents = case["documents"].as_array().unwrap().clone();
        let shape = Shape::from_json(&case["empty"]).unwrap();
        let verdict = judge(&Case { documents, shape, space: space(&case["space"]) });
        let is_right = match case["shown"] == true {
            // Where brute force does not look far enough.
            true => matches!(verdict, Verdict::Shown),
            false => matches!(verdict, Verdict::Shown | Verdict::Proved),
        };
        assert!(is_right, "{}: {verdict:?}", case["name"]);
        count += 1;
    }
    assert_eq!(count, 25);
}
