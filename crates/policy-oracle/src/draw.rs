//! Random questions that are small enough for brute force and use every part of the language.

mod condition;
mod document;
mod edit;

use policy::decide::{Domain, Space};
use serde_json::Value;

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
    Case { documents, shape, space: space(choices, &style) }
}

fn style(choices: &mut impl Choices) -> Style {
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
    }
}

/// The keys' domains: often left open, sometimes said.
fn space(choices: &mut impl Choices, style: &Style) -> Space {
    let mut space = Space::free();
    for key in &style.keys {
        if choices.chance(25) {
            let domain = if key.many { Domain::Many } else { Domain::Single };
            space.keys.insert(key.name.to_owned(), domain);
        }
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
