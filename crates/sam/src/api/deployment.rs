//! Deployments whose logical id changes with what they deploy, so that the platform makes a new one.

use syntax::{Node, node};

use crate::context::Context;
use crate::hash;
use crate::py27::{self, Doc};
use crate::resource::{Resource, SamResource};

const BETWEEN: &str = "||";

/// Appends to the deployment's id a hash of the API's document and of the settings that matter beside it.
pub(super) fn tie_to_body(
    deployment: &mut Resource,
    resource: &SamResource,
    body: &Doc,
    domain: Option<&Node>,
    context: &Context<'_>,
) {
    if !body.is_truthy() {
        return;
    }
    let text = match resource.set("AlwaysDeploy") {
        Some(_) => seconds(context.options.now_seconds),
        None => what_is_deployed(resource, body, domain, context),
    };
    deployment.logical_id = hash::logical_id_of_text(&deployment.logical_id, &text).into();
    let digest = hash::sha1_hex(&text);
    deployment.set("Description", node!(&deployment.origin; (format!("RestApi deployment id: {digest}"))));
}

fn what_is_deployed(resource: &SamResource, body: &Doc, domain: Option<&Node>, context: &Context<'_>) -> String {
    let mut parts = vec![py27::str_of(body)];
    parts.extend(resource.set("OpenApiVersion").map(|version| Doc::from_template(version).to_string()));
    parts.extend(domain.map(hash::spaced_json));
    parts.extend(context.apis.function_names.get(&resource.logical_id).cloned());
    parts.join(BETWEEN)
}

fn seconds(now: Option<f64>) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "seconds since the epoch; the cast saturates")]
    let whole = now.unwrap_or_default() as i64;
    whole.to_string()
}
