//! From a question that is answered wrongly to a small one that still is.

use serde_json::Value;

use crate::question::{Case, Shape};

/// The most questions asked on the way.
const MOST_TRIES: usize = 4000;

/// The smallest question found by leaving parts out for which `fails` still holds.
pub fn shrink(case: &Case, mut fails: impl FnMut(&Case) -> bool) -> Case {
    let mut best = case.clone();
    let mut tries = 0;
    loop {
        let mut found = None;
        for smaller in candidates(&best) {
            tries += 1;
            if tries > MOST_TRIES {
                return best;
            }
            if smaller.is_sound() && fails(&smaller) {
                found = Some(smaller);
                break;
            }
        }
        match found {
            Some(smaller) => best = smaller,
            None => return best,
        }
    }
}

fn candidates(case: &Case) -> Vec<Case> {
    let mut all: Vec<Case> =
        smaller_shapes(&case.shape).into_iter().map(|shape| Case { shape, ..case.clone() }).collect();
    for key in case.space.keys.keys() {
        let mut less = case.clone();
        less.space.keys.remove(key);
        all.push(less);
    }
    for (number, document) in case.documents.iter().enumerate() {
        let statements = document.get("Statement").map(smaller_values).unwrap_or_default();
        for smaller in statements {
            let mut less = case.clone();
            if let Some(place) = less.documents.get_mut(number).and_then(|document| document.get_mut("Statement")) {
                *place = smaller;
                all.push(less);
            }
        }
    }
    all
}

fn smaller_shapes(shape: &Shape) -> Vec<Shape> {
    let each = |parts: &[Shape], whole: fn(Vec<Shape>) -> Shape| {
        let mut all = parts.to_vec();
        for at in 0..parts.len() {
            let without = |at: usize| parts.iter().enumerate().filter(move |(other, _)| *other != at);
            if parts.len() > 1 {
                all.push(whole(without(at).map(|(_, part)| part.clone()).collect()));
            }
            for smaller in parts.get(at).map(smaller_shapes).unwrap_or_default() {
                let mut some = parts.to_vec();
                if let Some(place) = some.get_mut(at) {
                    *place = smaller;
                }
                all.push(whole(some));
            }
        }
        all
    };
    match shape {
        Shape::All(parts) => each(parts, Shape::All),
        Shape::Any(parts) => each(parts, Shape::Any),
        Shape::Not(part) => {
            let negated = smaller_shapes(part).into_iter().map(|smaller| Shape::Not(Box::new(smaller)));
            std::iter::once((**part).clone()).chain(negated).collect()
        }
        Shape::Grants(numbers) if numbers.len() > 1 => numbers.iter().map(|one| Shape::Grants(vec![*one])).collect(),
        _ => Vec::new(),
    }
}

/// The value with one part left out or made shorter, in every way.
fn smaller_values(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => smaller_lists(items),
        Value::Object(fields) => {
            let mut all = Vec::new();
            for (name, inner) in fields {
                let mut without = fields.clone();
                without.remove(name);
                all.push(Value::Object(without));
                for smaller in smaller_values(inner) {
                    let mut with = fields.clone();
                    with.insert(name.clone(), smaller);
                    all.push(Value::Object(with));
                }
                let Some(positive) = positive(name) else { continue };
                let mut with = fields.clone();
                with.remove(name);
                with.insert(positive, inner.clone());
                all.push(Value::Object(with));
            }
            all
        }
        Value::String(text) if !matches!(text.as_str(), "Allow" | "Deny") => smaller_texts(text),
        _ => Vec::new(),
    }
}

fn smaller_lists(items: &[Value]) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let mut without = items.to_vec();
        without.remove(at);
        all.push(without.into());
        for smaller in smaller_values(item) {
            let mut with = items.to_vec();
            if let Some(place) = with.get_mut(at) {
                *place = smaller;
            }
            all.push(with.into());
        }
    }
    if let [only] = items
        && only.is_string()
    {
        all.push(only.clone());
    }
    all
}

fn smaller_texts(text: &str) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    if text != "*" && text.len() > 1 {
        all.push("*".into());
    }
    if text.starts_with("arn:") || text.parse::<f64>().is_ok() {
        return all;
    }
    for (at, length) in parts(text) {
        let rest = text.get(at + length..).unwrap_or_default();
        all.push(format!("{}{rest}", text.get(..at).unwrap_or_default()).into());
    }
    if let Some((before, after)) = text.split_once(", '") {
        let behind = after.split_once("'}").map_or("", |(_, behind)| behind);
        all.push(format!("{before}}}{behind}").into());
    }
    all
}

/// Where the letters and variables of a text start, and how long they are.
fn parts(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let variable = text.get(at..).filter(|rest| rest.starts_with("${")).and_then(|rest| rest.find('}'));
        let length = variable.map_or(letter.len_utf8(), |end| end + 1);
        found.push((at, length));
        at += length;
    }
    found
}

/// The plain form of a `Not…` element or of an operator with a suffix.
fn positive(name: &str) -> Option<String> {
    let plain = name.strip_prefix("Not").filter(|rest| rest.len() > 3).or_else(|| name.strip_suffix("IfExists"))?;
    Some(plain.to_owned())
}
