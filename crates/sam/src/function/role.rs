//! The execution role of a function.

use syntax::{Node, Value, node};

use super::lambda::is_traced;
use super::validate::DEAD_LETTER_ACTIONS;
use crate::arn;
use crate::context::Context;
use crate::error::Cause;
use crate::iam::{self, RoleParts};
use crate::resource::{Resource, SamResource};
use crate::tags;
use crate::values;

/// The role that the function has unless it is given one.
pub(super) fn build(
    resource: &mut SamResource,
    invoke_policies: Vec<Node>,
    context: &Context<'_>,
) -> Result<Resource, Cause> {
    let traced = is_traced(resource, context)?;
    let origin = resource.origin_of("Policies").derived("execution role");
    let mut inline: Vec<Node> = dead_letter_policy(resource).into_iter().collect();
    inline.extend(invoke_policies);
    let tags = resource.get("Tags");
    let tags = tags::with_created_by(&resource.logical_id, tags.and_then(Node::as_map), &resource.origin_of("Tags"))?;
    let parts = RoleParts {
        logical_id: resource.logical_id.to_string(),
        attributes: resource.passed_attributes(),
        trust: resource
            .get("AssumeRolePolicyDocument")
            .cloned()
            .unwrap_or_else(|| iam::trust_policy("lambda.amazonaws.com", &resource.origin.derived("execution role"))),
        policies: resource.get("Policies").cloned(),
        managed_policy_arns: managed(resource, traced, context),
        inline_policies: inline,
        path: resource.get("RolePath").cloned(),
        permissions_boundary: resource.get("PermissionsBoundary").cloned(),
        tags: Some(tags),
        origin,
    };
    iam::role(parts, context)
}

fn managed(resource: &SamResource, traced: bool, context: &Context<'_>) -> Vec<Node> {
    let mut arns = Vec::new();
    let mut add = |name: &str, property: &str| {
        let origin = resource.origin_of(property).derived("execution role");
        arns.push(node!(&origin; (arn::aws_managed_policy(name, context.options))));
    };
    if resource.set("DurableConfig").is_some() {
        add("service-role/AWSLambdaBasicDurableExecutionRolePolicy", "DurableConfig");
    } else {
        add("service-role/AWSLambdaBasicExecutionRole", "");
    }
    if traced {
        add(arn::xray_policy_name(context.options), "Tracing");
    }
    if resource.set("VpcConfig").is_some() {
        add("service-role/AWSLambdaVPCAccessExecutionRole", "VpcConfig");
    }
    arns
}

fn dead_letter_policy(resource: &SamResource) -> Option<Node> {
    let queue = resource.set("DeadLetterQueue")?;
    let kind = queue.get("Type")?.as_str()?;
    let (_, action) = DEAD_LETTER_ACTIONS.iter().find(|(name, _)| *name == kind)?;
    let target = queue.get("TargetArn")?;
    let origin = queue.origin.derived("dead letter queue");
    Some(node!(&origin; {
        "PolicyName": "DeadLetterQueuePolicy",
        "PolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [{ "Action": (*action), "Resource": (target), "Effect": "Allow" }],
        },
    }))
}

/// Gives the function the role, wholly or where its own `Fn::If` says `AWS::NoValue`; returns whether the role is
/// needed.
pub(super) fn attach(
    resource: &SamResource,
    lambda: &mut Resource,
    role: &mut Resource,
    context: &mut Context<'_>,
) -> Result<bool, Cause> {
    let arn = role.attribute("Arn");
    let Some(given) = resource.get("Role") else {
        lambda.set("Role", arn);
        return Ok(true);
    };
    if values::intrinsic_if(given).is_none() {
        return Ok(false);
    }
    let mut given = given.clone();
    context.resolve(&mut given)?;
    lambda.set("Role", &given);
    let Some(Value::List(items)) = values::intrinsic_if(&given).map(|arguments| &arguments.value) else {
        return Err(malformed(resource));
    };
    let [condition, then, otherwise] = items.as_slice() else { return Err(malformed(resource)) };
    let origin = given.origin.derived("execution role");
    match (values::is_no_value(then), values::is_no_value(otherwise)) {
        (true, true) => lambda.set("Role", arn),
        (true, false) => {
            lambda.set("Role", values::conditional(condition.clone(), arn, otherwise.clone(), &origin));
            role.set_attribute("Condition", condition);
        }
        (false, true) => {
            lambda.set("Role", values::conditional(condition.clone(), then.clone(), arn, &origin));
            let negated = format!("NOT{}", crate::python::display(condition));
            role.set_attribute("Condition", negated.as_str());
            context.add_condition(&negated, values::not(condition, &origin));
        }
        (false, false) => return Ok(false),
    }
    Ok(true)
}

fn malformed(resource: &SamResource) -> Cause {
    let message = "Malformed 'Role' property: Fn::If requires 3 arguments.";
    Cause::resource(resource.logical_id.clone(), message).at(&resource.origin_of("Role"))
}
