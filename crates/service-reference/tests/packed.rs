//! What was packed is what `data/iam` says, whole and in full.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use service_reference::{
    Action, ConditionKey, ManagedPolicy, ResourceType, ValueKind, actions, managed_policies,
    managed_policies_published, managed_policy, published, service, services,
};

fn table(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn members<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    value.get(field).and_then(Value::as_object).into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn texts(value: Option<&Value>) -> BTreeSet<String> {
    let listed = value.and_then(Value::as_array).into_iter().flatten();
    listed.filter_map(Value::as_str).map(str::to_lowercase).collect()
}

fn names(keys: impl Iterator<Item = ConditionKey>) -> BTreeSet<String> {
    keys.map(|key| key.name.to_lowercase()).collect()
}

fn kind(key: ConditionKey) -> String {
    let kind = match key.kind {
        ValueKind::Arn => "ARN".to_owned(),
        ValueKind::Ip => "IPAddress".to_owned(),
        other => format!("{other:?}"),
    };
    if key.is_multivalued { format!("ArrayOf{kind}") } else { kind }
}

fn check_action(packed: Action, written: &Value) {
    assert_eq!(Some(format!("{:?}", packed.level()).as_str()), written["level"].as_str(), "{packed}");
    assert_eq!(names(packed.condition_keys()), texts(written.get("keys")), "{packed}");
    let dependent: BTreeSet<String> =
        packed.dependent_actions().map(|action| action.to_string().to_lowercase()).collect();
    assert_eq!(dependent, texts(written.get("dependent")), "{packed}");
    let mut uses = Map::new();
    for used in packed.resources() {
        let required = if used.is_required() { "*" } else { "" };
        let keys: Vec<Value> = used.condition_keys().map(|key| Value::from(key.name)).collect();
        uses.insert(format!("{}{required}", used.resource_type().name()), Value::from(keys));
    }
    let none = Value::Object(Map::new());
    assert_eq!(&Value::Object(uses), written.get("resources").unwrap_or(&none), "{packed}");
}

fn check_resource(packed: ResourceType, written: &Value) {
    assert_eq!(Some(packed.arn()), written["arn"].as_str(), "{packed:?}");
    assert_eq!(names(packed.condition_keys()), texts(written.get("keys")), "{packed:?}");
}

#[test]
fn the_reference() {
    let table = table(include_str!("../../../data/iam/reference.json"));
    assert_eq!(table["date"].as_str(), Some(published()));
    let mut counted = 0;
    for (prefix, written) in members(&table, "services") {
        let packed = service(prefix).unwrap();
        assert_eq!(Some(packed.name()), written["name"].as_str());
        assert_eq!(Some(packed.has_resource_control()), written["rcp"].as_bool());
        for (name, action) in members(written, "actions") {
            check_action(packed.action(name).unwrap(), action);
            counted += 1;
        }
        assert_eq!(packed.resource_types().count(), members(written, "resources").count());
        for (name, resource) in members(written, "resources") {
            check_resource(packed.resource_type(name).unwrap(), resource);
        }
        let keys: BTreeSet<(&str, String)> = packed.condition_keys().map(|key| (key.name, kind(key))).collect();
        let expected = members(written, "keys").map(|(name, kind)| (name, kind.as_str().unwrap().to_owned()));
        // A name in another case is one key, which has the case of one of the services.
        let lower = |(name, kind): (&str, String)| (name.to_lowercase(), kind);
        assert_eq!(keys.into_iter().map(lower).collect::<BTreeSet<_>>(), expected.map(lower).collect(), "{prefix}");
    }
    assert_eq!(services().count(), members(&table, "services").count());
    assert_eq!(actions().count(), counted);
}

#[test]
fn the_managed_policies() {
    let table = table(include_str!("../../../data/iam/managed-policies.json"));
    assert_eq!(table["date"].as_str(), Some(managed_policies_published()));
    for (kind, is_withdrawn) in [("policies", false), ("withdrawn", true)] {
        for (path, document) in members(&table, kind) {
            let packed = managed_policy(path).unwrap();
            assert_eq!((packed.path(), packed.is_withdrawn()), (path, is_withdrawn));
            assert_eq!(packed.document(), document.to_string(), "{path}");
        }
        let is_of_kind = |policy: &ManagedPolicy| policy.is_withdrawn() == is_withdrawn;
        assert_eq!(managed_policies().filter(is_of_kind).count(), members(&table, kind).count());
    }
}
