//! The seven kinds of questions: a policy against itself after one edit.

use serde_json::{Map, Value, json};

/// One kind of questions.
pub(super) struct Kind {
    /// What is asked.
    pub(super) name: &'static str,
    /// Whether "included" is the only right answer.
    pub(super) is_included: bool,
    /// The two documents, where the edit applies.
    pub(super) questions: fn(&Value) -> Option<(Value, Value)>,
}

/// All kinds.
pub(super) const KINDS: [Kind; 7] = [
    Kind {
        name: "1 A in A without one condition",
        is_included: true,
        questions: |a| Some((a.clone(), without_condition(a)?)),
    },
    Kind {
        name: "2 A without one condition in A",
        is_included: false,
        questions: |a| Some((without_condition(a)?, a.clone())),
    },
    Kind {
        name: "3 A in A with s3:* in a statement",
        is_included: true,
        questions: |a| Some((a.clone(), with_action(a)?)),
    },
    Kind {
        name: "4 A with s3:* in a statement in A",
        is_included: false,
        questions: |a| Some((with_action(a)?, a.clone())),
    },
    Kind { name: "5 A with a deny of iam:* in A", is_included: true, questions: |a| Some((with_deny(a), a.clone())) },
    Kind { name: "6 A in A with a deny of iam:*", is_included: false, questions: |a| Some((a.clone(), with_deny(a))) },
    Kind {
        name: "7 A with one resource named in A",
        is_included: true,
        questions: |a| Some((with_resource(a)?, a.clone())),
    },
];

/// The document with its statements as a list.
fn listed(document: &Value) -> (Value, Vec<Value>) {
    let statements = match document.get("Statement") {
        Some(Value::Array(items)) => items.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    };
    (document.clone(), statements)
}

/// The document with these statements.
fn with(mut document: Value, statements: Vec<Value>) -> Value {
    if let Some(fields) = document.as_object_mut() {
        fields.insert("Statement".to_owned(), statements.into());
    }
    document
}

/// The document after the first statement that allows and that the edit applies to was edited.
fn with_edit(document: &Value, edit: fn(&mut Map<String, Value>) -> Option<()>) -> Option<Value> {
    let (document, mut statements) = listed(document);
    let allows = |fields: &Map<String, Value>| fields.get("Effect").is_some_and(|effect| effect == "Allow");
    let fields = statements.iter_mut().filter_map(Value::as_object_mut);
    fields.filter(|fields| allows(fields)).find_map(edit)?;
    Some(with(document, statements))
}

fn without_condition(document: &Value) -> Option<Value> {
    with_edit(document, |statement| {
        let block = statement.get_mut("Condition")?.as_object_mut()?;
        let operator = block.keys().next()?.clone();
        let keys = block.get_mut(&operator)?.as_object_mut()?;
        let key = keys.keys().next()?.clone();
        keys.remove(&key);
        if keys.is_empty() {
            block.remove(&operator);
        }
        Some(())
    })
}

fn with_action(document: &Value) -> Option<Value> {
    with_edit(document, |statement| {
        let action = statement.get_mut("Action")?;
        let mut actions = match &*action {
            Value::Array(items) => items.clone(),
            one => vec![one.clone()],
        };
        actions.push("s3:*".into());
        *action = actions.into();
        Some(())
    })
}

fn with_deny(document: &Value) -> Value {
    let (document, mut statements) = listed(document);
    statements.push(json!({ "Effect": "Deny", "Action": "iam:*", "Resource": "*" }));
    with(document, statements)
}

fn with_resource(document: &Value) -> Option<Value> {
    with_edit(document, |statement| {
        let resource = statement.get_mut("Resource")?;
        let is_star = *resource == "*" || *resource == json!(["*"]);
        is_star.then(|| *resource = "arn:aws:s3:::a-bucket/*".into())
    })
}
