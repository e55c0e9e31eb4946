//! `Policies` of a function or state machine: documents and managed policies become those of a role.

use std::collections::HashMap;
use std::sync::LazyLock;

use syntax::{Node, node};

use crate::context::Context;
use crate::error::Cause;
use crate::iam::RoleParts;
use crate::options::Options;
use crate::policy_templates::PolicyKind;
use crate::values;

/// Partition to the ARNs of the policies AWS manages, by name.
type ManagedPolicies = HashMap<String, HashMap<String, String>>;

/// From the SAM repository at 7000d0a3, 2026-05-29.
static MANAGED: LazyLock<ManagedPolicies> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../data/sam/aws_managed_policies.json")).unwrap_or_default()
});

/// The policies of a role, by kind.
#[derive(Debug, Default)]
pub struct Sorted {
    /// ARNs of managed policies, each once.
    pub managed: Vec<Node>,
    /// Inline policies.
    pub inline: Vec<Node>,
}

/// Sorts the policies of a role by kind.
///
/// # Errors
/// When an entry is not a policy.
pub fn sorted(parts: &RoleParts, role_id: &str, context: &Context<'_>) -> Result<Sorted, Cause> {
    let mut sorted = Sorted { managed: parts.managed_policy_arns.clone(), inline: parts.inline_policies.clone() };
    let Some(policies) = values::set(parts.policies.as_ref()) else { return Ok(sorted) };
    let entries = policies.as_list().unwrap_or(std::slice::from_ref(policies));
    let kinds = entries.iter().map(PolicyKind::of).collect::<Result<Vec<_>, _>>()?;
    for (index, (entry, kind)) in entries.iter().zip(kinds).enumerate() {
        match kind {
            PolicyKind::Document => {
                let name = format!("{role_id}Policy{index}");
                sorted.inline.push(convert(entry, |document| named(&name, document)));
            }
            PolicyKind::Managed => {
                let arn = convert(entry, |name| arn_of(name, context.options));
                if !sorted.managed.contains(&arn) {
                    sorted.managed.push(arn);
                }
            }
            PolicyKind::Template | PolicyKind::Unknown => {
                let message = format!("Policy at index {index} in the 'Policies' property is not valid");
                return Err(Cause::resource(parts.logical_id.as_str(), message).at(&entry.origin));
            }
        }
    }
    Ok(sorted)
}

/// The entry converted, or both sides of it if it is an `Fn::If`; `AWS::NoValue` stays.
fn convert(entry: &Node, change: impl Fn(&Node) -> Node) -> Node {
    let Some([condition, then, otherwise]) = values::intrinsic_if(entry).and_then(Node::as_list) else {
        return change(entry);
    };
    let side = |side: &Node| if values::is_no_value(side) { side.clone() } else { change(side) };
    node!(&entry.origin; { "Fn::If": [(condition), (side(then)), (side(otherwise))] })
}

fn named(name: &str, document: &Node) -> Node {
    node!(&document.origin.derived("policy"); { "PolicyName": (name), "PolicyDocument": (document) })
}

/// The ARN of a managed policy given by name; what is not a known name stays as it is.
fn arn_of(name: &Node, options: &Options<'_>) -> Node {
    let Some(text) = name.as_str() else { return name.clone() };
    let bundled = || MANAGED.get(&options.partition)?.get(text);
    let more = || options.more_managed_policies.get(text).filter(|_| !text.starts_with("arn:"));
    match options.managed_policies.get(text).or_else(bundled).or_else(more) {
        Some(arn) => Node::from_text(arn.as_str(), name.origin.derived("managed policy")),
        None => name.clone(),
    }
}
