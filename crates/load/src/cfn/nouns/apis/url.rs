//! Function URLs: `AWS::Lambda::Url`.

use std::sync::Arc;

use model::{ApiStyle, Auth, EntryKind, Guard, Target};

use super::super::{Builder, Resource, name_at};
use super::{Route, add_api, add_route, cors, new_api};
use crate::cfn::environment::Environment;

/// Makes the front end of one function and its only entry.
pub(super) fn declare(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    if resource.kind != "AWS::Lambda::Url" {
        return;
    }
    let field = |name: &str| environment.field(&resource.properties, name);
    let mut api = new_api(environment, resource, ApiStyle::Platform);
    api.cors = cors::read(environment, &field("Cors"), &cors::PROPERTY);
    let api = add_api(environment, builder, api);
    let name = name_at(environment, &resource.properties, &["TargetFunctionArn"]).unwrap_or_default();
    let function = builder.index.function(&name);
    let types = environment.text(&field("AuthType"));
    let route = Route {
        origin: resource.origin.clone(),
        guard: resource.properties.first().map_or_else(Guard::always, |(guard, _)| guard.clone()),
        kind: EntryKind::Url,
        auth: types.map(|kind| if kind.as_ref() == "NONE" { Auth::None } else { Auth::Iam }),
        target: function.map_or(Target::Unknown(Arc::clone(&name)), Target::Function),
    };
    add_route(environment, builder, resource, Some(api), route);
}
