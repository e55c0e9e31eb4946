//! The state of one transform.

use std::collections::HashMap;
use std::sync::Arc;

use finding::{Notice, NoticeKind};
use source::Origin;
use syntax::{Map, Node};

use crate::budget::Budget;
use crate::deployment::Deployments;
use crate::error::Cause;
use crate::intrinsics::{Parameters, References};
use crate::options::Options;
use crate::resource::SamType;

/// The state of one transform. Nothing outlives it, so that no transform sees another.
pub struct Context<'a> {
    /// What the transform was told.
    pub options: &'a Options<'a>,
    /// Parameter values and mappings.
    pub parameters: Parameters,
    /// The SAM template after Globals and implicit APIs. API events write paths into its API resources.
    pub template: Map,
    /// The CloudFormation template so far: SAM resources in it are replaced one by one.
    pub output: Map,
    /// What `!Ref LogicalId.Property` stands for.
    pub references: References,
    /// SAM resources whose logical id changes, old to new.
    pub changed_ids: HashMap<Arc<str>, Arc<str>>,
    /// Functions with a deployment preference.
    pub deployments: Deployments,
    /// What APIs share: usage plans, record sets, the functions they call.
    pub apis: crate::api::Shared,
    /// The values that may still be made.
    pub(crate) budget: Budget,
    /// Errors so far; an error of one resource does not stop the others.
    pub errors: Vec<Cause>,
    /// What could not be decided.
    pub notices: Vec<Notice>,
}

impl<'a> Context<'a> {
    /// The state before the first resource. The output starts as a copy of the template.
    pub fn new(template: Map, parameters: Parameters, options: &'a Options<'a>) -> Self {
        Self {
            options,
            parameters,
            output: template.clone(),
            template,
            references: References::default(),
            changed_ids: HashMap::new(),
            deployments: Deployments::default(),
            apis: crate::api::Shared::default(),
            budget: Budget::default(),
            errors: Vec::new(),
            notices: Vec::new(),
        }
    }

    /// A resource of the SAM template.
    pub fn resource(&self, logical_id: &str) -> Option<&Node> {
        self.template.get("Resources")?.get(logical_id)
    }

    /// A resource of the SAM template, to change in place.
    pub fn resource_mut(&mut self, logical_id: &str) -> Option<&mut Node> {
        self.template.get_mut("Resources")?.as_map_mut()?.get_mut(logical_id)
    }

    /// A resource of the SAM template, if it has the given type.
    pub fn sam_resource(&self, logical_id: &str, kind: SamType) -> Option<&Node> {
        self.resource(logical_id).filter(|resource| SamType::of(resource) == Some(kind))
    }

    /// The resources of the output.
    pub fn output_resources(&self) -> Option<&Map> {
        self.output.get("Resources")?.as_map()
    }

    /// The resources of the output, to change in place.
    pub fn output_resources_mut(&mut self) -> Option<&mut Map> {
        self.output.get_mut("Resources")?.as_map_mut()
    }

    /// A condition of the output.
    pub fn condition(&self, name: &str) -> Option<&Node> {
        self.output.get("Conditions")?.get(name)
    }

    /// Adds a condition to the output.
    pub fn add_condition(&mut self, name: &str, condition: Node) {
        let origin = condition.origin.clone();
        let conditions = self.output.get_or_insert_with("Conditions", || Node::from_map(Map::new(), origin));
        if let Some(conditions) = conditions.as_map_mut() {
            conditions.insert(name, condition);
        }
    }

    /// Replaces parameters in place, see [`Parameters::resolve`].
    ///
    /// # Errors
    /// As [`Parameters::resolve`].
    pub fn resolve(&self, node: &mut Node) -> Result<(), Cause> {
        self.parameters.resolve(node)
    }

    /// A copy with parameters replaced, see [`Parameters::resolved`].
    ///
    /// # Errors
    /// As [`Parameters::resolve`].
    pub fn resolved(&self, node: &Node) -> Result<Node, Cause> {
        self.parameters.resolved(node)
    }

    /// Notes what could not be decided about a value.
    pub fn notice(&mut self, origin: &Origin, kind: NoticeKind, message: impl Into<String>) {
        let place = origin.written().map_or(finding::Place::Scan, finding::Place::Span);
        self.notices.push(Notice { place, kind, message: message.into() });
    }
}
