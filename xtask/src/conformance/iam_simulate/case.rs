//! The parts of a case as values of the policy language.

use policy::{Context, ContextValue, Knowledge, PolicyDocument, Principal, Request};
use serde_json::Value;
use source::{FileId, Limits};

/// The policies of a case, kept so that they can be borrowed.
#[derive(Default)]
pub(super) struct Policies {
    pub identity: Vec<PolicyDocument>,
    /// Their names; without one a policy is called by its place.
    pub identity_names: Vec<String>,
    pub resource: Option<PolicyDocument>,
    pub boundary: Option<Vec<PolicyDocument>>,
    pub session: Option<PolicyDocument>,
    pub service_control: Vec<Level>,
    pub resource_control: Vec<Level>,
    pub endpoint: Option<Vec<PolicyDocument>>,
}

/// One level of an organisation.
pub(super) struct Level {
    pub name: String,
    pub policies: Vec<PolicyDocument>,
}

impl Policies {
    pub(super) fn borrowed(&self) -> policy::Policies<'_> {
        policy::Policies {
            identity: self.identity.iter().collect(),
            boundary: self.boundary.as_ref().map(|all| all.iter().collect()),
            session: self.session.as_ref().map(|one| vec![one]),
            resource: self.resource.as_ref(),
            service_control: borrowed(&self.service_control),
            resource_control: borrowed(&self.resource_control),
            endpoint: self.endpoint.as_ref().map(|all| all.iter().collect()),
        }
    }
}

fn borrowed(levels: &[Level]) -> Vec<Vec<&PolicyDocument>> {
    levels.iter().map(|level| level.policies.iter().collect()).collect()
}

/// A document; what is not understood in it is as AWS would take it.
pub(super) fn document(value: &Value) -> PolicyDocument {
    PolicyDocument::from_json(FileId(0), value.to_string().as_bytes(), &Limits::default()).0
}

/// The policy that AWS attaches to every level of an organisation by itself.
pub(super) fn full_access() -> PolicyDocument {
    document(&serde_json::json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }],
    }))
}

/// The items of a list under `key`.
pub(super) fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// A text under `key`.
pub(super) fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The request of a case with this context.
pub(super) fn request(value: &Value, context: Context) -> Request {
    let resource = value.get("resource").unwrap_or(&Value::Null);
    Request {
        principal: principal(value.get("principal").unwrap_or(&Value::Null)),
        action: text(value, "action"),
        resource: text(resource, "resource"),
        resource_account: Some(text(resource, "accountId")),
        context,
    }
}

fn principal(value: &Value) -> Principal {
    match value.as_str() {
        None => Principal::Anonymous,
        Some(arn) if arn.starts_with("arn:") && arn.contains("-provider/") => Principal::Federated(arn.to_owned()),
        Some(arn) if arn.starts_with("arn:") => Principal::Aws(arn.to_owned()),
        Some(service) if service.ends_with("amazonaws.com") => Principal::Service(service.to_owned()),
        Some(other) => Principal::Federated(other.to_owned()),
    }
}

/// The context: a list is a key of many values.
pub(super) fn context(value: &Value) -> Context {
    let mut context = Context::new();
    for (key, value) in value.as_object().into_iter().flatten() {
        let item = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        context.set(
            key,
            match value {
                Value::Array(items) => ContextValue::Many(items.iter().map(item).collect()),
                single => ContextValue::Single(item(single)),
            },
        );
    }
    context
}

/// What a case says is known of its keys; the first constraint that means a key counts for the most it says.
pub(super) fn knowledge(constraints: &[Value], key: &str) -> Knowledge {
    let mut found = Knowledge::Chosen;
    for constraint in constraints.iter().filter(|constraint| means(&text(constraint, "keyName"), key)) {
        let is_known = |what| constraint.get(what).and_then(Value::as_bool) == Some(true);
        let said = match (is_known("presenceIsKnown"), is_known("valueIsKnown")) {
            (_, true) => Knowledge::Settled,
            (true, false) => Knowledge::Presence,
            (false, false) => Knowledge::Nothing,
        };
        if matches!(found, Knowledge::Chosen | Knowledge::Nothing) || said == Knowledge::Settled {
            found = said;
        }
    }
    found
}

/// A name, or between slashes a prefix that ends in `.*`.
fn means(name: &str, key: &str) -> bool {
    let (name, key) = (name.to_ascii_lowercase(), key.to_ascii_lowercase());
    match name.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) {
        Some(pattern) => key.starts_with(pattern.trim_start_matches('^').trim_end_matches(".*")),
        None => name == key,
    }
}
