//! Declared shapes of nested properties: a table says what a value may look like, one function checks and coerces.
//!
//! The coercions and the order of errors are those of the reference's schema library (pydantic 1), because they show in
//! its output: `MaxVCpuCount: "10"` becomes a number, an empty list where a mapping may stand becomes an empty mapping.

use syntax::{Map, Node, Value};

/// What a value may look like.
#[derive(Debug)]
pub(crate) enum Schema {
    /// Anything, null too.
    Free,
    /// Anything but null: what is passed on unread.
    Present,
    /// Text; numbers are taken as text.
    Text,
    /// A truth value, or a word or number for one.
    Flag,
    /// A whole number, or text of one.
    Whole,
    /// A number, or text of one.
    Number,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A list of one shape.
    ListOf(&'static Schema),
    /// A mapping from any text to one shape.
    MapOf(&'static Schema),
    /// A mapping with these keys only.
    Object(&'static [Field]),
    /// The first of these shapes that fits.
    Either(&'static [Schema]),
}

/// A key of an [`Schema::Object`].
#[derive(Debug)]
pub(crate) struct Field {
    name: &'static str,
    shape: Schema,
    required: bool,
}

/// A key that must be set.
pub(crate) const fn required(name: &'static str, shape: Schema) -> Field {
    Field { name, shape, required: true }
}

/// A key that may be absent or null.
pub(crate) const fn optional(name: &'static str, shape: Schema) -> Field {
    Field { name, shape, required: false }
}

/// One way in which a value misses its shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mismatch {
    /// Keys and indices, joined by dots.
    pub(crate) path: String,
    /// What is wrong there.
    pub(crate) fault: Fault,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A required key is absent.
    Missing,
    /// A key is not known.
    Unknown,
    /// Null where a value must stand.
    Null,
    /// Not of this kind; the text is the reference's name for it and its words.
    Kind(Kind),
    /// Not one of the permitted texts.
    NotPermitted(&'static [&'static str]),
}

/// The kinds a value can miss.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A mapping.
    Map,
    /// A list.
    List,
    /// Text.
    Text,
    /// A truth value.
    Flag,
    /// A whole number.
    Whole,
    /// A number.
    Number,
}

impl Kind {
    const fn words(self) -> &'static str {
        match self {
            Self::Map => "value is not a valid dict",
            Self::List => "value is not a valid list",
            Self::Text => "str type expected",
            Self::Flag => "value could not be parsed to a boolean",
            Self::Whole => "value is not a valid integer",
            Self::Number => "value is not a valid float",
        }
    }

    /// The name used when several kinds are possible; text has none there.
    const fn name(self) -> Option<&'static str> {
        match self {
            Self::Map => Some("dictionary"),
            Self::List => Some("list"),
            Self::Whole => Some("integer"),
            Self::Number => Some("number"),
            Self::Text | Self::Flag => None,
        }
    }
}

/// The value as its shape has it: unknown and null keys gone, scalars coerced.
///
/// # Errors
/// All mismatches, in the order of the declaration; unknown keys after the known ones of the same mapping.
pub(crate) fn check(node: &Node, shape: &Schema) -> Result<Node, Vec<Mismatch>> {
    let mut path = Vec::new();
    let mut mismatches = Vec::new();
    let checked = fit(node, shape, &mut path, &mut mismatches);
    checked.filter(|_| mismatches.is_empty()).ok_or(mismatches)
}

/// All mismatches as one text, a sentence per path; kinds that were possible at one path are said together.
pub(crate) fn describe_all(mismatches: &[Mismatch]) -> String {
    let mut sentences: Vec<String> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for mismatch in mismatches.iter() {
        if seen.contains(&mismatch.path.as_str()) {
            continue;
        }
        seen.push(&mismatch.path);
        let kinds = kinds_at(mismatches, &mismatch.path);
        sentences.push(if kinds.len() > 1 {
            format!("Property '{}' value must be {}.", mismatch.path, kinds.join(" or "))
        } else {
            mismatch.sentence()
        });
    }
    sentences.join(" ")
}

fn kinds_at(mismatches: &[Mismatch], path: &str) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    for mismatch in mismatches.iter().filter(|mismatch| mismatch.path == path) {
        if let Fault::Kind(kind) = mismatch.fault
            && let Some(name) = kind.name()
            && !kinds.contains(&name)
        {
            kinds.push(name);
        }
    }
    kinds
}

impl Mismatch {
    fn sentence(&self) -> String {
        let path = &self.path;
        match &self.fault {
            Fault::Missing => format!("Property '{path}' is required."),
            Fault::Unknown => format!("Property '{path}' is an invalid property."),
            Fault::Null => format!("Property '{path}' none is not an allowed value."),
            Fault::Kind(kind) => format!("Property '{path}' {}.", kind.words()),
            Fault::NotPermitted(permitted) => {
                let list = permitted.iter().map(|text| format!("'{text}'")).collect::<Vec<_>>().join(", ");
                format!("Property '{path}' unexpected value; permitted: {}.", list.to_lowercase())
            }
        }
    }
}

/// The recursion is as deep as the declared shape, never as deep as the value.
fn fit(node: &Node, shape: &Schema, path: &mut Vec<String>, mismatches: &mut Vec<Mismatch>) -> Option<Node> {
    if matches!(shape, Schema::Free) {
        return Some(node.clone());
    }
    if node.is_null() {
        return miss(path, mismatches, Fault::Null);
    }
    match shape {
        Schema::Free | Schema::Present => Some(node.clone()),
        Schema::Text => text(node).or_else(|| miss(path, mismatches, Fault::Kind(Kind::Text))),
        Schema::Flag => flag(node).or_else(|| miss(path, mismatches, Fault::Kind(Kind::Flag))),
        Schema::Whole => whole(node).or_else(|| miss(path, mismatches, Fault::Kind(Kind::Whole))),
        Schema::Number => number(node).or_else(|| miss(path, mismatches, Fault::Kind(Kind::Number))),
        Schema::OneOf(permitted) => match node.as_str() {
            Some(text) if permitted.contains(&text) => Some(node.clone()),
            _ => miss(path, mismatches, Fault::NotPermitted(permitted)),
        },
        Schema::ListOf(item) => fit_list(node, item, path, mismatches),
        Schema::MapOf(value) => fit_map(node, value, path, mismatches),
        Schema::Object(fields) => fit_object(node, fields, path, mismatches),
        Schema::Either(shapes) => fit_either(node, shapes, path, mismatches),
    }
}

fn miss(path: &[String], mismatches: &mut Vec<Mismatch>, fault: Fault) -> Option<Node> {
    mismatches.push(Mismatch { path: path.join("."), fault });
    None
}

fn fit_list(node: &Node, item: &Schema, path: &mut Vec<String>, mismatches: &mut Vec<Mismatch>) -> Option<Node> {
    let Some(items) = node.as_list() else {
        return miss(path, mismatches, Fault::Kind(Kind::List));
    };
    let mut fitted = Vec::with_capacity(items.len());
    for (index, value) in items.iter().enumerate() {
        path.push(index.to_string());
        fitted.extend(fit(value, item, path, mismatches));
        path.pop();
    }
    Some(Node::from_list(fitted, node.origin.clone()))
}

/// The mapping a value is taken for: itself, or an empty one for an empty list or text.
fn mapping(node: &Node) -> Option<Map> {
    match &node.value {
        Value::Map(map) => Some(map.clone()),
        Value::List(items) if items.is_empty() => Some(Map::new()),
        Value::Text(text) if text.is_empty() => Some(Map::new()),
        _ => None,
    }
}

fn fit_map(node: &Node, shape: &Schema, path: &mut Vec<String>, mismatches: &mut Vec<Mismatch>) -> Option<Node> {
    let Some(map) = mapping(node) else {
        return miss(path, mismatches, Fault::Kind(Kind::Map));
    };
    let mut fitted = Map::new();
    for (key, entry) in map {
        path.push(key.to_string());
        if let Some(value) = fit(&entry.node, shape, path, mismatches) {
            fitted.insert_at(key, entry.key, value);
        }
        path.pop();
    }
    Some(Node::from_map(fitted, node.origin.clone()))
}

fn fit_object(node: &Node, fields: &[Field], path: &mut Vec<String>, mismatches: &mut Vec<Mismatch>) -> Option<Node> {
    let Some(map) = mapping(node) else {
        return miss(path, mismatches, Fault::Kind(Kind::Map));
    };
    let mut fitted = Map::new();
    for field in fields {
        path.push(field.name.to_owned());
        match map.entry(field.name) {
            Some(entry) if field.required || !entry.node.is_null() => {
                if let Some(value) = fit(&entry.node, &field.shape, path, mismatches) {
                    fitted.insert_at(field.name, entry.key.clone(), value);
                }
            }
            None if field.required => {
                miss(path, mismatches, Fault::Missing);
            }
            _ => {}
        }
        path.pop();
    }
    report_unknown(&map, fields, path, mismatches);
    Some(Node::from_map(fitted, node.origin.clone()))
}

fn report_unknown(map: &Map, fields: &[Field], path: &mut Vec<String>, mismatches: &mut Vec<Mismatch>) {
    let known = |key: &str| fields.iter().any(|field| field.name == key);
    let mut unknown: Vec<&str> = map.keys().map(AsRef::as_ref).filter(|key| !known(key)).collect();
    unknown.sort_unstable();
    for key in unknown {
        path.push(key.to_owned());
        miss(path, mismatches, Fault::Unknown);
        path.pop();
    }
}

fn fit_either(node: &Node, shapes: &[Schema], path: &mut Vec<String>, mismatches: &mut Vec<Mismatch>) -> Option<Node> {
    let mut missed = Vec::new();
    for shape in shapes {
        let before = missed.len();
        let fitted = fit(node, shape, path, &mut missed);
        if fitted.is_some() && missed.len() == before {
            return fitted;
        }
    }
    mismatches.append(&mut missed);
    None
}

fn text(node: &Node) -> Option<Node> {
    let written = match &node.value {
        Value::Text(_) => return Some(node.clone()),
        Value::Int(value) => value.to_string(),
        Value::Bool(value) => (if *value { "True" } else { "False" }).to_owned(),
        Value::Float(value) => format!("{value:?}"),
        Value::Null | Value::List(_) | Value::Map(_) => return None,
    };
    Some(Node::from_text(written, node.origin.clone()))
}

fn flag(node: &Node) -> Option<Node> {
    let value = match &node.value {
        Value::Bool(_) => return Some(node.clone()),
        Value::Int(0) => false,
        Value::Int(1) => true,
        Value::Text(text) => match text.to_ascii_lowercase().as_str() {
            "0" | "off" | "f" | "false" | "n" | "no" => false,
            "1" | "on" | "t" | "true" | "y" | "yes" => true,
            _ => return None,
        },
        _ => return None,
    };
    Some(Node::from_bool(value, node.origin.clone()))
}

fn whole(node: &Node) -> Option<Node> {
    let value = match &node.value {
        Value::Int(_) => return Some(node.clone()),
        Value::Bool(value) => i128::from(*value),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "truncation is what the reference does; the cast saturates"
        )]
        Value::Float(value) if value.is_finite() => *value as i128,
        Value::Text(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    Some(Node::from_int(value, node.origin.clone()))
}

fn number(node: &Node) -> Option<Node> {
    let value = match &node.value {
        Value::Float(_) => return Some(node.clone()),
        #[expect(clippy::cast_precision_loss, reason = "a float is what the reference makes of it")]
        Value::Int(value) => *value as f64,
        Value::Bool(value) => f64::from(u8::from(*value)),
        Value::Text(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    Some(Node::new(Value::Float(value), node.origin.clone()))
}

#[cfg(test)]
mod tests {
    use source::Origin;
    use syntax::node;

    use super::*;

    const TEXTS: Schema = Schema::Either(&[Schema::MapOf(&Schema::Free), Schema::ListOf(&Schema::Text)]);
    const SHAPE: Schema = Schema::Object(&[
        required("Ids", TEXTS),
        optional("Count", Schema::Either(&[Schema::MapOf(&Schema::Free), Schema::Whole])),
        optional("Mode", Schema::OneOf(&["Read", "Write"])),
    ]);

    fn sentences(node: &Node) -> String {
        check(node, &SHAPE).map_or_else(|mismatches| describe_all(&mismatches), |_| String::new())
    }

    #[test]
    fn scalars_are_coerced_and_null_keys_dropped() {
        let here = Origin::Default("test");
        let given = node!(&here; { "Ids": [1, "b"], "Count": "10", "Mode": null });
        let fitted = check(&given, &SHAPE).unwrap();
        assert_eq!(fitted, node!(&here; { "Ids": ["1", "b"], "Count": 10 }));
        let empty = check(&node!(&here; { "Ids": [] }), &SHAPE).unwrap();
        assert_eq!(empty, node!(&here; { "Ids": {} }));
    }

    #[test]
    fn mismatches_are_said_in_the_words_of_the_reference() {
        let here = Origin::Default("test");
        assert_eq!(sentences(&node!(&here; {})), "Property 'Ids' is required.");
        assert_eq!(
            sentences(&node!(&here; { "Ids": 3, "Z": 1, "A": 1 })),
            "Property 'Ids' value must be dictionary or list. Property 'A' is an invalid property. \
             Property 'Z' is an invalid property."
        );
        assert_eq!(
            sentences(&node!(&here; { "Ids": null, "Count": "x" })),
            "Property 'Ids' none is not an allowed value. Property 'Count' value must be dictionary or integer."
        );
    }
}
