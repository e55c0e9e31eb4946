//! The ARNs that stores and functions of a project may have.

use model::{AccessTarget, FunctionId, Project, ResourceId, StoreId};
use policy::{Arn, HOLE_END, HOLE_START, ResourcePattern};

use crate::data_plane::Row;

/// The stores a row is about, each with the patterns its ARN may satisfy.
pub(super) fn store_targets(project: &Project, row: &Row) -> Vec<(AccessTarget, Vec<ResourcePattern>)> {
    let stores = project.stores.iter().enumerate().filter_map(|(index, store)| {
        let arn = Arn::parse(&store.arn).filter(|arn| arn.service == row.service)?;
        let names = possible_names(arn.resource, &store.resource);
        let endings: &[&str] = match (row.inside, row.service) {
            (true, _) => &["/*"],
            // A secret's ARN ends in six characters that policies often leave out.
            (_, "secretsmanager") => &["", "-??????"],
            _ => &[""],
        };
        let resources = names.iter().flat_map(|name| endings.iter().map(move |ending| format!("{name}{ending}")));
        let patterns = resources.map(|resource| anywhere(&arn, &resource)).collect();
        Some((AccessTarget::Store(StoreId::of(index)), patterns))
    });
    stores.collect()
}

/// The functions, each with the patterns its ARN may satisfy.
pub(super) fn function_targets(project: &Project) -> Vec<(AccessTarget, Vec<ResourcePattern>)> {
    let functions = project
        .function_ids()
        .map(|(id, function)| (AccessTarget::Function(id), function_patterns(&function.resource)));
    functions.collect()
}

/// The patterns that the ARN of a function may satisfy, with or without version.
pub(crate) fn function_patterns(resource: &ResourceId) -> Vec<ResourcePattern> {
    let generated = possible_names(&format!("{HOLE_START}{}{HOLE_END}", resource.name), resource);
    let names = generated.into_iter().chain([resource.name.to_string()]);
    let arns = names.flat_map(|name| ["", ":*"].map(|version| format!("arn:*:lambda:*:*:function:{name}{version}")));
    arns.map(ResourcePattern::new).collect()
}

/// The functions whose ARN a pattern may mean.
pub(crate) fn functions_meant(project: &Project, pattern: &ResourcePattern) -> Vec<FunctionId> {
    let meant = |resource: &ResourceId| function_patterns(resource).iter().any(|known| known.intersects(pattern));
    project.function_ids().filter(|(_, function)| meant(&function.resource)).map(|(id, _)| id).collect()
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
    fn functions_have_versions() {
        let id = ResourceId { stack: StackId(0), name: Arc::from("F") };
        let meant = |text: &str| function_patterns(&id).iter().any(|p| p.intersects(&ResourcePattern::new(text)));
        assert!(meant("arn:aws:lambda:‹region›:‹account›:function:‹F›"));
        assert!(meant("arn:aws:lambda:‹region›:‹account›:function:‹F›:live"));
        assert!(meant("arn:aws:lambda:eu-west-1:1:function:F"));
        assert!(!meant("arn:aws:lambda:‹region›:‹account›:function:‹G›"));
    }
}
