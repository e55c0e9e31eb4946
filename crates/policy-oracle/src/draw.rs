//! Random questions that are small enough for brute force and use every part of the language.

mod condition;
mod document;
mod edit;

use policy::decide::{Domain, Space};
use policy::{ContextValue, Principal};
use serde_json::{Value, json};

use crate::choices::Choices;
use crate::question::{Case, Shape};
use document::document;
use edit::edited;

/// One key of a question.
#[derive(Debug, Clone, Copy)]
struct Key {
    name: &'static str,
    kind: Kind,
    many: bool,
}

/// What the values of a key are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Arn,
    Number,
    Time,
    Truth,
    Address,
    /// The ARN of a principal.
    PrincipalArn,
    /// The ARN of a source.
    SourceArn,
    /// An account's number.
    Account,
    /// Text in one condition and number in another.
    Mixed,
}

/// What the documents of one question have in common.
#[derive(Debug, Clone)]
struct Style {
    keys: Vec<Key>,
    on_resource: bool,
    variables: bool,
    most_statements: usize,
    /// Whether keys that say the same must agree.
    correlated: bool,
}

/// Draws a question.
pub fn draw(choices: &mut impl Choices) -> Case {
    let mut style = style(choices);
    let (count, shape) = match choices.below(10) {
        0..7 => (2, Shape::inclusion()),
        7 => (4, limits(choices)),
        _ => {
            let count = 2 + choices.below(3);
            (count, tree(choices, count, 3))
        }
    };
    if count > 2 {
        style.most_statements = 2;
    }
    let mut documents: Vec<Value> = vec![document(choices, &style)];
    while documents.len() < count {
        let before = documents.last().cloned().unwrap_or_default();
        let near = choices.chance(60);
        documents.push(if near { edited(choices, &style, before) } else { document(choices, &style) });
    }
    // What the combination does not name has no say in what values a key may have.
    for (_, document) in documents.iter_mut().enumerate().filter(|(number, _)| !shape.names(*number)) {
        *document = json!({ "Version": "2012-10-17", "Statement": [] });
    }
    Case { documents, shape, space: space(choices, &style) }
}

fn style(choices: &mut impl Choices) -> Style {
    if choices.chance(12) {
        return correlated(choices);
    }
    let count = 1 + choices.below(3);
    let names = ["k", "l", "m"];
    let keys = names.iter().take(count).map(|name| {
        let kind = match choices.below(20) {
            0..10 => Kind::Text,
            10 | 11 => Kind::Arn,
            12 | 13 => Kind::Number,
            14 | 15 => Kind::Time,
            16 => Kind::Truth,
            17 | 18 => Kind::Address,
            _ => Kind::Mixed,
        };
        Key { name, kind, many: choices.chance(35) }
    });
    Style {
        keys: keys.collect(),
        on_resource: choices.chance(20),
        variables: choices.chance(35),
        most_statements: 1 + choices.below(4),
        correlated: false,
    }
}

/// Keys that must agree with each other, and with the principal where policies name some.
fn correlated(choices: &mut impl Choices) -> Style {
    let key = |name, kind| Key { name, kind, many: false };
    let about_principal =
        [key("aws:PrincipalArn", Kind::PrincipalArn), key("aws:PrincipalAccount", Kind::Account), key("k", Kind::Text)];
    let about_source =
        [key("aws:SourceArn", Kind::SourceArn), key("aws:SourceAccount", Kind::Account), key("k", Kind::Text)];
    let first = if choices.chance(50) { about_principal } else { about_source };
    let second = if choices.chance(20) { about_source.to_vec() } else { Vec::new() };
    Style {
        keys: first.into_iter().chain(second).collect(),
        on_resource: choices.chance(60),
        variables: false,
        most_statements: 1 + choices.below(3),
        correlated: true,
    }
}

/// The keys' domains: often left open, sometimes said.
fn space(choices: &mut impl Choices, style: &Style) -> Space {
    let mut space = if style.correlated { Space::aws() } else { Space::free() };
    for key in style.keys.iter().filter(|_| !style.correlated) {
        if choices.chance(25) {
            let domain = if key.many { Domain::Many } else { Domain::Single };
            space.keys.insert(key.name.to_owned(), domain);
        }
    }
    if style.on_resource && choices.chance(15) {
        let arns = [
            "arn:aws:iam::111111111111:user/u",
            "arn:aws:iam::111111111111:role/r",
            "arn:aws:iam::222222222222:user/u",
        ];
        let some = arns.iter().take(1 + choices.below(3)).map(|arn| Principal::Aws((*arn).to_owned()));
        space.principals = Some(some.chain([Principal::Anonymous]).collect());
    }
    if !style.correlated && choices.chance(10) {
        let one = |text: &str| Some(ContextValue::Single(text.to_owned()));
        let domain =
            [one("a"), one("ab"), one("1"), one("true"), None].into_iter().take(1 + choices.below(5)).collect();
        space.keys.insert("k".to_owned(), Domain::OneOf(domain));
    }
    space
}

/// A role within its boundary and an organisation's limit, against what is needed.
fn limits(choices: &mut impl Choices) -> Shape {
    let all = vec![Shape::Grants(vec![0]), Shape::Grants(vec![1]), Shape::Grants(vec![2])];
    let needed = if choices.chance(50) { Shape::Grants(vec![3]) } else { Shape::Allows(vec![3]) };
    let mut parts = all;
    parts.push(Shape::Not(Box::new(needed)));
    Shape::All(parts)
}

fn tree<C: Choices>(choices: &mut C, documents: usize, depth: usize) -> Shape {
    if depth == 0 || choices.chance(25) {
        let mut leaf = vec![choices.below(documents)];
        if choices.chance(25) {
            leaf.push(choices.below(documents));
        }
        return match choices.below(4) {
            0 => Shape::Allows(leaf),
            1 => Shape::Denies(leaf),
            _ => Shape::Grants(leaf),
        };
    }
    let parts = |choices: &mut C| -> Vec<Shape> { (0..2).map(|_| tree(choices, documents, depth - 1)).collect() };
    match choices.below(5) {
        0 | 1 => Shape::All(parts(choices)),
        2 => Shape::Any(parts(choices)),
        _ => Shape::Not(Box::new(tree(choices, documents, depth - 1))),
    }
}
