//! What a function may not be.

use syntax::Node;

use crate::error::{Cause, Expected};
use crate::expect::Subject;
use crate::resource::SamResource;

/// What `DeadLetterQueue` may be, and what sending to it is called.
pub(super) const DEAD_LETTER_ACTIONS: [(&str, &str); 2] = [("SQS", "sqs:SendMessage"), ("SNS", "sns:Publish")];

fn error(resource: &SamResource, property: &str, message: impl Into<String>) -> Cause {
    Cause::resource(resource.logical_id.clone(), message).at(&resource.origin_of(property))
}

/// Checks what can be checked before anything is made.
pub(super) fn before(resource: &SamResource) -> Result<(), Cause> {
    properties_together(resource)?;
    dead_letter_queue(resource)?;
    tenancy(resource)
}

fn properties_together(resource: &SamResource) -> Result<(), Cause> {
    let is_set = |name: &str| resource.get(name).is_some();
    let mut messages = Vec::new();
    for (one, other) in
        [("CapacityProviderConfig", "ProvisionedConcurrencyConfig"), ("CapacityProviderConfig", "VpcConfig")]
    {
        if is_set(one) && is_set(other) {
            messages.push(format!("Cannot specify '{one}' and '{other}' together."));
        }
    }
    for (one, other) in
        [("FunctionScalingConfig", "CapacityProviderConfig"), ("VersionDeletionPolicy", "AutoPublishAlias")]
    {
        if is_set(one) && !is_set(other) {
            messages.push(format!("'{one}' requires '{other}'."));
        }
    }
    if messages.is_empty() { Ok(()) } else { Err(Cause::resource(resource.logical_id.clone(), messages.join("\n"))) }
}

fn dead_letter_queue(resource: &SamResource) -> Result<(), Cause> {
    let Some(queue) = resource.set("DeadLetterQueue") else { return Ok(()) };
    let given = |name: &str| crate::values::set(queue.get(name));
    let (Some(kind), Some(_)) = (given("Type"), given("TargetArn")) else {
        let message = "'DeadLetterQueue' requires Type and TargetArn properties to be specified.";
        return Err(error(resource, "DeadLetterQueue", message));
    };
    let Some(kind) = kind.as_str() else {
        let subject = Subject::Resource(&resource.logical_id);
        return Err(subject.wrong("DeadLetterQueue.Type", Expected::Text, None).at(&kind.origin));
    };
    if DEAD_LETTER_ACTIONS.iter().any(|(name, _)| *name == kind) {
        return Ok(());
    }
    Err(error(resource, "DeadLetterQueue", "'DeadLetterQueue' requires Type of ['SQS', 'SNS']"))
}

fn tenancy(resource: &SamResource) -> Result<(), Cause> {
    if resource.set("TenancyConfig").is_none() {
        return Ok(());
    }
    let excluded = [
        ("ProvisionedConcurrencyConfig", "Provisioned concurrency"),
        ("FunctionUrlConfig", "Function URL"),
        ("SnapStart", "SnapStart"),
    ];
    for (property, name) in excluded {
        if resource.set(property).is_some() {
            let message = format!("{name} is not supported for functions enabled with tenancy configuration.");
            return Err(error(resource, property, message));
        }
    }
    let events = resource.get("Events").and_then(Node::as_map);
    for event in events.into_iter().flat_map(syntax::Map::values) {
        let kind = event.get("Type").map_or_else(|| "None".to_owned(), crate::python::display);
        if !matches!(kind.as_str(), "Api" | "HttpApi") {
            let message = format!(
                "Event source '{kind}' is not supported for functions enabled with tenancy configuration. Only Api and \
                 HttpApi event sources are supported."
            );
            return Err(error(resource, "Events", message).at(&event.origin));
        }
    }
    Ok(())
}

/// Provisioned concurrency needs an alias.
pub(super) fn provisioned_concurrency(resource: &SamResource) -> Result<(), Cause> {
    if resource.set("ProvisionedConcurrencyConfig").is_some() && resource.set("AutoPublishAlias").is_none() {
        let message = "To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function";
        return Err(error(resource, "ProvisionedConcurrencyConfig", message));
    }
    Ok(())
}
