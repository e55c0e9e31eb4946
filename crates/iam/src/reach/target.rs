//! The ARNs that stores and functions of a project may have.

use model::{AccessTarget, Function, FunctionId, Identity, Project, ResourceId, StoreId};
use policy::{Arn, HOLE_END, HOLE_START, ResourcePattern};

use crate::data_plane::Row;

/// The stores beside an identity that a row is about, each with the patterns its ARN may satisfy.
pub(super) fn store_targets(
    project: &Project,
    beside: &ResourceId,
    row: &Row,
) -> Vec<(AccessTarget, Vec<ResourcePattern>)> {
    let endings: &[&str] = match (row.inside, row.service) {
        (true, _) => &["/*"],
        (_, "dynamodb") => &["", "/index/*", "/stream/*"],
        // A secret's ARN ends in six characters that policies often leave out.
        (_, "secretsmanager") => &["", "-??????"],
        _ => &[""],
    };
    let near = project.stores.iter().enumerate().filter(|(_, store)| project.are_together(&store.resource, beside));
    let stores = near.filter_map(|(index, store)| {
        Arn::parse(&store.cloud_name).filter(|arn| arn.service == row.service)?;
        Some((AccessTarget::Store(StoreId::of(index)), patterns(&store.cloud_name, &store.resource, endings)))
    });
    stores.collect()
}

/// The functions beside an identity, each with the patterns its ARN may satisfy.
pub(super) fn function_targets(project: &Project, beside: &ResourceId) -> Vec<(AccessTarget, Vec<ResourcePattern>)> {
    let near = project.function_ids().filter(|(_, function)| project.are_together(&function.resource, beside));
    near.map(|(id, function)| (AccessTarget::Function(id), function_patterns(function))).collect()
}

/// The patterns that the ARN of a function may satisfy, with or without version.
fn function_patterns(function: &Function) -> Vec<ResourcePattern> {
    patterns(&function.cloud_name, &function.resource, &["", ":*"])
}

/// The patterns that the ARN of an identity may satisfy.
pub(crate) fn identity_patterns(identity: &Identity) -> Vec<ResourcePattern> {
    patterns(&identity.cloud_name, &identity.resource, &[""])
}

/// The patterns that an ARN may satisfy, with each of the endings.
fn patterns(arn: &str, id: &ResourceId, endings: &[&str]) -> Vec<ResourcePattern> {
    let Some(arn) = Arn::parse(arn) else { return Vec::new() };
    let names = possible_names(arn.resource, id);
    let resources = names.iter().flat_map(|name| endings.iter().map(move |ending| format!("{name}{ending}")));
    resources.map(|resource| anywhere(&arn, &resource)).collect()
}

/// The functions beside an identity whose ARN a pattern may mean.
pub(crate) fn functions_meant(project: &Project, beside: &ResourceId, pattern: &ResourcePattern) -> Vec<FunctionId> {
    let is_meant = |function: &Function| {
        project.are_together(&function.resource, beside)
            && function_patterns(function).iter().any(|known| known.intersects(pattern))
    };
    project.function_ids().filter(|(_, function)| is_meant(function)).map(|(id, _)| id).collect()
}

/// A resource with its name, and with the name that the platform generates where the template gives none: stack name,
/// logical id, random ending.
fn possible_names(resource: &str, id: &ResourceId) -> Vec<String> {
    // The name of a parameter may start with the `/` that joins it to its type.
    let resource = resource.replacen("parameter//", "parameter/", 1);
    let hole = format!("{HOLE_START}{}{HOLE_END}", id.name);
    if !resource.contains(&hole) {
        return vec![resource];
    }
    let generated = [id.name.to_string(), id.name.to_lowercase()];
    let generated = generated.iter().map(|name| resource.replacen(&hole, &format!("‹stack›-{name}-*"), 1));
    let mut names: Vec<String> = generated.collect();
    names.insert(0, resource);
    names.dedup();
    names
}

/// The ARN in whatever region and account the stack is deployed to, where the template does not say it.
fn anywhere(arn: &Arn<'_>, resource: &str) -> ResourcePattern {
    let place = |part: &str| if part.starts_with(HOLE_START) { "*".to_owned() } else { part.to_owned() };
    let (region, account) = (place(arn.region), place(arn.account));
    ResourcePattern::new(format!("arn:*:{}:{region}:{account}:{resource}", arn.service))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::StackId;

    use super::*;

    #[test]
    fn a_generated_name_starts_with_the_stack() {
        let id = ResourceId { stack: StackId(0), name: Arc::from("Orders") };
        assert_eq!(possible_names("table/orders", &id), ["table/orders"]);
        assert_eq!(
            possible_names("table/‹Orders›", &id),
            ["table/‹Orders›", "table/‹stack›-Orders-*", "table/‹stack›-orders-*"]
        );
        assert_eq!(possible_names("parameter//app/key", &id), ["parameter/app/key"]);
    }

    #[test]
    fn an_arn_is_meant_in_every_region_and_version() {
        let id = ResourceId { stack: StackId(0), name: Arc::from("F") };
        let known = patterns("arn:aws:lambda:‹region›:‹account›:function:‹F›", &id, &["", ":*"]);
        let is_meant = |text: &str| known.iter().any(|pattern| pattern.intersects(&ResourcePattern::new(text)));
        assert!(is_meant("arn:aws:lambda:‹region›:‹account›:function:‹F›"));
        assert!(is_meant("arn:aws:lambda:‹region›:‹account›:function:‹F›:live"));
        assert!(is_meant("arn:aws:lambda:eu-west-1:111122223333:function:‹stack›-*"));
        assert!(!is_meant("arn:aws:lambda:‹region›:‹account›:function:‹G›"));
    }
}
