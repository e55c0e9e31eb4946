//! `reference.json`: services with their actions, resource types and condition keys.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Map, Value, json};

use super::{json, texts};

/// Dependent actions by action, both in lower case.
type Dependents = BTreeMap<String, BTreeSet<String>>;

/// Services that share the prefix of another and hide its name in the package.
const NAMES: [(&str, &str); 1] = [("cloudformation", "AWS CloudFormation")];

/// What people call a service.
fn name<'n>(names: &'n Value, prefix: &str) -> Result<&'n str> {
    let own = NAMES.iter().find(|(known, _)| *known == prefix).map(|(_, name)| *name);
    own.or_else(|| names.get(prefix)?.as_str()).context("a service has no name")
}

/// Reads the package and lays it out as the table.
pub fn table(package: &Path, dependents: &Path) -> Result<Value> {
    let data = package.join("data");
    let updated = json(&package.join("package.json"))?;
    let updated = updated.get("updatedAt").and_then(Value::as_str).and_then(|at| at.get(..10));
    let names = json(&data.join("serviceNames.json"))?;
    let resource_control = json(&data.join("rcpSupportedServices.json"))?;
    let dependents = read_dependents(&json(dependents)?);
    let mut services = Map::new();
    for prefix in json(&data.join("services.json"))?.as_array().into_iter().flatten().filter_map(Value::as_str) {
        let part = |kind: &str| json(&data.join(kind).join(format!("{prefix}.json"))).map(with_holes);
        let service = json!({
            "name": name(&names, prefix)?,
            "rcp": resource_control.as_array().is_some_and(|all| all.iter().any(|listed| listed == prefix)),
            "actions": members(&part("actions")?, "name", |action| self::action(prefix, action, &dependents))?,
            "resources": members(&part("resourceTypes")?, "key", resource_type)?,
            "keys": members(&part("conditionKeys")?, "key", |key| Ok(key.get("type").cloned().unwrap_or_default()))?,
        });
        services.insert(prefix.to_owned(), service);
    }
    drop_unknown_dependents(&mut services);
    for kind in ["actions", "resources", "keys"] {
        let sizes = services.values().filter_map(|service| Some(service.get(kind)?.as_object()?.len()));
        println!("{} {kind}", sizes.sum::<usize>());
    }
    println!("{} services", services.len());
    Ok(json!({ "date": updated.context("the package has no date")?, "services": services }))
}

/// The members of `table` by the name that field `named` holds; each as `shape` says.
fn members(table: &Value, named: &str, mut shape: impl FnMut(&Value) -> Result<Value>) -> Result<Value> {
    let mut shaped = Map::new();
    for member in table.as_object().into_iter().flat_map(Map::values) {
        let name = member.get(named).and_then(Value::as_str).context("a member has no name")?;
        let value = shape(member).with_context(|| format!("`{name}`"))?;
        let other = shaped.insert(name.to_owned(), value.clone());
        ensure!(other.is_none_or(|other| other == value), "`{name}` stands twice and says two things");
    }
    Ok(Value::Object(shaped))
}

fn action(prefix: &str, action: &Value, dependents: &Dependents) -> Result<Value> {
    let level = action.get("accessLevel").and_then(Value::as_str).unwrap_or_default();
    let mut row = Map::from_iter([("level".to_owned(), Value::from(level_of(level)?))]);
    let resources = uses(action);
    let keys: BTreeSet<&str> = texts(action, "conditionKeys").collect();
    let needs = dependents.get(&lower(&format!("{prefix}:{}", name_of(action))));
    if !resources.is_empty() {
        row.insert("resources".to_owned(), json!(resources));
    }
    if !keys.is_empty() {
        row.insert("keys".to_owned(), json!(keys));
    }
    if let Some(needs) = needs {
        row.insert("dependent".to_owned(), json!(needs));
    }
    Ok(Value::Object(row))
}

/// The resource types an action acts on, a required one with `*` after it as AWS writes it, each with the condition
/// keys that hold for this use only.
fn uses(action: &Value) -> BTreeMap<String, BTreeSet<&str>> {
    let listed: Vec<&Value> = action.get("resourceTypes").and_then(Value::as_array).into_iter().flatten().collect();
    let mut uses: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for used in &listed {
        // A type may be listed once for each way to call the action.
        let is_required = listed.iter().any(|other| is_required(other) && name_of(other) == name_of(used));
        let written = format!("{}{}", name_of(used), if is_required { "*" } else { "" });
        uses.entry(written).or_default().extend(texts(used, "conditionKeys"));
    }
    uses
}

fn name_of(row: &Value) -> &str {
    row.get("name").and_then(Value::as_str).unwrap_or_default()
}

fn is_required(used: &Value) -> bool {
    used.get("required").and_then(Value::as_bool) == Some(true)
}

fn resource_type(resource: &Value) -> Result<Value> {
    let arn = resource.get("arn").and_then(Value::as_str).context("a resource type has no ARN")?;
    let keys: BTreeSet<&str> = texts(resource, "conditionKeys").collect();
    Ok(if keys.is_empty() { json!({ "arn": arn }) } else { json!({ "arn": arn, "keys": keys }) })
}

/// The table's word for an access level. Of several the most telling: writing labels is tagging.
fn level_of(level: &str) -> Result<&'static str> {
    let telling = ["Permissions", "Tagging", "Write", "Read", "List"];
    match telling.into_iter().find(|word| level.contains(word)) {
        Some(name) => Ok(name),
        None => bail!("`{level}` is no access level"),
    }
}

/// The hole in the name of a condition key is written in three ways: `${TagKey}`, `<key>` and `tag-key`. The table has the first.
fn with_holes(value: Value) -> Value {
    match value {
        Value::String(text) => match text.strip_suffix("/<key>").or(text.strip_suffix("/tag-key")) {
            Some(key) => Value::from(format!("{key}/${{TagKey}}")),
            None => Value::String(text),
        },
        Value::Array(items) => items.into_iter().map(with_holes).collect(),
        Value::Object(members) => members.into_iter().map(|(name, member)| (name, with_holes(member))).collect(),
        other => other,
    }
}

fn read_dependents(definition: &Value) -> Dependents {
    let mut all = Dependents::new();
    let services = definition.as_object().into_iter().flatten();
    for (prefix, service) in services {
        let privileges = service.get("privileges").and_then(Value::as_object).into_iter().flatten();
        for (name, privilege) in privileges {
            let rows = privilege.get("resource_types").and_then(Value::as_object).into_iter().flat_map(Map::values);
            let needs: BTreeSet<String> = rows.flat_map(|row| texts(row, "dependent_actions")).map(lower).collect();
            if !needs.is_empty() {
                all.entry(lower(&format!("{prefix}:{name}"))).or_default().extend(needs);
            }
        }
    }
    all
}

fn lower(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Dependent actions get the case of the action they name; one that no longer exists is left out, and said.
fn drop_unknown_dependents(services: &mut Map<String, Value>) {
    let mut known = BTreeMap::new();
    for (prefix, service) in services.iter() {
        let names = service.get("actions").and_then(Value::as_object).into_iter().flat_map(Map::keys);
        known.extend(names.map(|name| (lower(&format!("{prefix}:{name}")), format!("{prefix}:{name}"))));
    }
    let mut dropped = BTreeSet::new();
    let actions = services.values_mut().filter_map(|service| service.get_mut("actions")?.as_object_mut());
    for needs in actions.flat_map(Map::values_mut).filter_map(|action| action.get_mut("dependent")?.as_array_mut()) {
        needs.retain_mut(|need| {
            let named = need.as_str().unwrap_or_default();
            match known.get(named) {
                Some(right) => *need = Value::from(right.as_str()),
                None => drop(dropped.insert(named.to_owned())),
            }
            known.contains_key(&lower(need.as_str().unwrap_or_default()))
        });
    }
    println!("dependent actions that do not exist: {dropped:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_telling_level_counts() {
        assert_eq!(level_of("Permissions management, Write").unwrap(), "Permissions");
        assert_eq!(level_of("Tagging, Write").unwrap(), "Tagging");
        assert_eq!(level_of("List").unwrap(), "List");
        assert!(level_of("").is_err());
    }

    #[test]
    fn a_type_that_is_listed_twice_is_used_once() {
        let used = |name: &str, required: bool, key: &str| json!({ "name": name, "required": required, "conditionKeys": [key] });
        let action = json!({ "resourceTypes": [used("a", false, "x"), used("a", true, "y"), used("b", false, "z")] });
        assert_eq!(json!(uses(&action)), json!({ "a*": ["x", "y"], "b": ["z"] }));
    }

    #[test]
    fn holes_are_written_in_one_way() {
        let keys = json!({ "keys": ["s3:ExistingObjectTag/<key>", "ssm:resourceTag/tag-key", "a/${B}", "a"] });
        let expected =
            json!({ "keys": ["s3:ExistingObjectTag/${TagKey}", "ssm:resourceTag/${TagKey}", "a/${B}", "a"] });
        assert_eq!(with_holes(keys), expected);
    }

    #[test]
    fn dependents_get_the_case_of_the_action() {
        let definition = json!({ "a": { "privileges": { "One": { "resource_types": {
            "": { "dependent_actions": ["A:two", "a:Gone"] }
        } } } } });
        let dependents = read_dependents(&definition);
        let one = action("a", &json!({ "name": "One", "accessLevel": "Read" }), &dependents).unwrap();
        let mut services = Map::new();
        services.insert("a".to_owned(), json!({ "actions": { "One": one, "Two": {} } }));
        drop_unknown_dependents(&mut services);
        assert_eq!(services["a"]["actions"]["One"]["dependent"], json!(["a:Two"]));
    }
}
