//! APIs nobody wrote: those that API events without an API stand for.
//!
//! Each event adds its path to the document of its API; an event that names no API adds it to the implicit one, which is
//! dropped again if no event does so. What stands behind the paths is added later, when functions are expanded.

mod attributes;
mod kind;
mod order;
mod route_settings;

use std::collections::HashMap;
use std::sync::Arc;

use source::Origin;
use syntax::{Map, Node, node};

use crate::api::Definitions;
use crate::error::{Cause, TransformError};
use crate::expect::{self, Subject};
use crate::openapi::{ANY_METHOD, HttpDocument, RestDocument, route_keys};
use crate::py27::Doc;
use crate::values;
use attributes::Attributes;
use kind::Kind;
use order::Order;

/// API events that a template may have. Each makes a resource, of which the platform takes 500 in a template; the work
/// for an event grows with the events before it.
const API_EVENTS: usize = 2_000;
const MANAGED: &str = "__MANAGE_SWAGGER";
const REST_API: &str = "AWS::Serverless::Api";
const HTTP_API: &str = "AWS::Serverless::HttpApi";

/// Adds default definitions and the paths of all API events; returns the API documents so far.
///
/// # Errors
/// When an event is not valid.
pub fn add_paths(template: &mut Map) -> Result<Definitions, TransformError> {
    if api_events(template) > API_EVENTS {
        return Err(Cause::document("The template has too many API events.").into());
    }
    let python27 = order::is_python27(template);
    let mut definitions = Definitions::default();
    default_definitions(template, &mut definitions);
    let Some(resources) = template.get("Resources").and_then(Node::as_map) else { return Ok(definitions) };
    let mut resources = Order::of(resources, python27);
    let mut events = HashMap::new();
    for kind in [Kind::Rest, Kind::Http] {
        Pass { kind, python27, template, definitions: &mut definitions, apis: HashMap::new() }
            .run(&mut resources, &mut events)?;
    }
    let Some(map) = template.get_mut("Resources").and_then(Node::as_map_mut) else { return Ok(definitions) };
    for (id, order) in &events {
        if let Some(events) = map.get_mut(id).and_then(events_mut) {
            order.apply(events);
        }
    }
    resources.apply(map);
    let shared = template.get_mut("Globals").and_then(Node::as_map_mut).and_then(|globals| globals.get_mut("Api"));
    if let Some(shared) = shared.and_then(Node::as_map_mut) {
        Order::of(shared, python27).apply(shared);
    }
    Ok(definitions)
}

/// How many events of functions and state machines are for APIs.
fn api_events(template: &Map) -> usize {
    let resources = template.get("Resources").and_then(Node::as_map).into_iter().flat_map(Map::values);
    let events = resources.filter_map(|resource| resource.at(&["Properties", "Events"])?.as_map());
    let kinds = events.flat_map(Map::values).filter_map(|event| event.get("Type")?.as_str());
    kinds.filter(|kind| matches!(*kind, "Api" | "HttpApi")).count()
}

/// Gives an empty document to each API that has no definition.
fn default_definitions(template: &mut Map, definitions: &mut Definitions) {
    let Some(resources) = template.get_mut("Resources").and_then(Node::as_map_mut) else { return };
    for (id, resource) in resources.iter_mut() {
        let rest = match resource.get("Type").and_then(Node::as_str) {
            Some(REST_API) => true,
            Some(HTTP_API) => false,
            _ => continue,
        };
        let has = |name: &str| values::set(resource.at(&["Properties", name])).is_some();
        // Without properties a REST API is not valid, and its events are not looked at.
        let empty = rest && resource.get("Properties").is_none();
        if empty || has("DefinitionBody") || has("DefinitionUri") {
            continue;
        }
        let cause = resource.origin.derived("default definition");
        let Some(properties) = properties_mut(resource, &cause) else { continue };
        let document = if rest { RestDocument::skeleton(&cause) } else { HttpDocument::skeleton(&cause) };
        properties.insert("DefinitionBody", document.to_node());
        properties.insert(MANAGED, node!(&cause; true));
        definitions.set(id, document);
    }
}

fn properties_mut<'n>(resource: &'n mut Node, cause: &Origin) -> Option<&'n mut Map> {
    let map = resource.as_map_mut()?;
    map.get_or_insert_with("Properties", || node!(cause; {})).as_map_mut()
}

fn events_mut(resource: &mut Node) -> Option<&mut Map> {
    resource.as_map_mut()?.get_mut("Properties")?.as_map_mut()?.get_mut("Events")?.as_map_mut()
}

/// One walk over all events of a kind.
struct Pass<'t> {
    kind: Kind,
    python27: bool,
    template: &'t mut Map,
    definitions: &'t mut Definitions,
    apis: HashMap<Arc<str>, Attributes>,
}

impl Pass<'_> {
    fn run(mut self, resources: &mut Order, events: &mut HashMap<Arc<str>, Order>) -> Result<(), TransformError> {
        let written = self.add_implicit_api(resources);
        let mut errors = Vec::new();
        for id in resources.keys() {
            let Some(resource) = self.resource(&id) else { continue };
            let order = self.events_of(resource, events.remove(&id));
            let Some(mut order) = order else { continue };
            let api_events = order.filtered(|event| self.is_api_event(&id, event));
            match api_events.keys().iter().try_for_each(|event| self.add_event(&id, event)) {
                Ok(()) if !api_events.is_empty() => order.write_back(&api_events),
                Ok(()) => {}
                Err(cause) if cause.aborts => return Err(cause.into()),
                Err(cause) => errors.push(cause.in_function(&id)),
            }
            events.insert(id, order);
        }
        self.take_over_attributes();
        self.make_paths_conditional()?;
        self.drop_unused_api(resources, written);
        if errors.is_empty() { Ok(()) } else { Err(TransformError::new(errors)) }
    }

    fn resource(&self, id: &str) -> Option<&Node> {
        self.template.get("Resources")?.get(id)
    }

    fn resource_mut(&mut self, id: &str) -> Option<&mut Node> {
        self.template.get_mut("Resources")?.as_map_mut()?.get_mut(id)
    }

    fn events_of(&self, resource: &Node, known: Option<Order>) -> Option<Order> {
        let kind = resource.get("Type").and_then(Node::as_str)?;
        if !matches!(kind, "AWS::Serverless::Function" | "AWS::Serverless::StateMachine") {
            return None;
        }
        let events = resource.at(&["Properties", "Events"]).and_then(Node::as_map)?;
        Some(known.unwrap_or_else(|| Order::of(events, self.python27)))
    }

    fn event(&self, function: &str, event: &str) -> Option<&Node> {
        self.resource(function)?.at(&["Properties", "Events", event])
    }

    fn is_api_event(&self, function: &str, event: &str) -> bool {
        let kind = self.event(function, event).and_then(|event| event.get("Type"));
        kind.and_then(Node::as_str) == Some(self.kind.event_type())
    }

    /// Adds the implicit API and returns the resource that has its id already.
    fn add_implicit_api(&mut self, resources: &mut Order) -> Option<Node> {
        let id = self.kind.implicit_id();
        let cause = self.first_implicit_event(resources).unwrap_or(Origin::Default("AWS SAM"));
        let cause = cause.derived("implicit API");
        let document = match self.kind {
            Kind::Rest => RestDocument::skeleton(&cause),
            Kind::Http => HttpDocument::skeleton(&cause),
        };
        resources.add(id);
        let api = self.kind.implicit_api(&document, &cause);
        let map = self.template.get_mut("Resources")?.as_map_mut()?;
        self.definitions.add_implicit(id, document);
        map.insert(id, api)
    }

    fn first_implicit_event(&self, resources: &Order) -> Option<Origin> {
        let property = self.kind.api_property();
        resources.keys().iter().find_map(|id| {
            let events = self.resource(id)?.at(&["Properties", "Events"])?.as_map()?;
            let implicit = |event: &&Node| {
                event.get("Type").and_then(Node::as_str) == Some(self.kind.event_type())
                    && event.at(&["Properties", property]).is_none()
            };
            events.values().find(implicit).map(|event| event.origin.clone())
        })
    }

    fn add_event(&mut self, function: &str, event: &str) -> Result<(), Cause> {
        let Some(written) = self.event(function, event) else { return Ok(()) };
        let origin = written.origin.clone();
        let mut properties = match written.get("Properties") {
            Some(properties) if self.kind == Kind::Rest && !values::truthy(properties) => return Ok(()),
            None if self.kind == Kind::Rest => return Ok(()),
            Some(properties) => properties
                .as_map()
                .cloned()
                .ok_or_else(|| Cause::event(event, "Properties should be a map.").at(&properties.origin))?,
            None => Map::new(),
        };
        self.hand_on_tags(function, &properties);
        self.complete(&mut properties, &origin);
        let written = self.resource_mut(function).and_then(events_mut).and_then(|events| events.get_mut(event));
        if let Some(written) = written.and_then(Node::as_map_mut) {
            let place = written.get("Properties").map_or_else(|| origin.clone(), |node| node.origin.clone());
            written.insert("Properties", Node::from_map(properties.clone(), place));
        }
        let target = Route::of(event, &properties, self.kind)?;
        if let Some(resource) = self.template.get("Resources").and_then(|resources| resources.get(function)) {
            self.apis.entry(target.api.clone()).or_default().note(&target.path, &target.method, resource);
        }
        self.add_path(event, &target, &origin)?;
        if self.kind == Kind::Http && properties.contains("RouteSettings") {
            let condition = self.resource(function).and_then(|resource| resource.get("Condition")).cloned();
            self.add_route_settings(event, &target, properties.get("RouteSettings"), values::set(condition.as_ref()))?;
        }
        Ok(())
    }

    /// Puts in what an event may leave out.
    fn complete(&self, properties: &mut Map, origin: &Origin) {
        let cause = origin.derived("implicit API");
        if !properties.contains(self.kind.api_property()) {
            let api = values::reference(self.kind.implicit_id(), &cause);
            properties.insert(self.kind.api_property(), api);
        }
        let missing = |name: &str| values::set(properties.get(name)).is_none();
        if self.kind == Kind::Http && missing("Path") && missing("Method") {
            properties.insert("Path", node!(&cause; "$default"));
            properties.insert("Method", node!(&cause; (ANY_METHOD)));
        }
    }

    /// Gives the tags of a function that propagates them to the implicit API it calls for.
    fn hand_on_tags(&mut self, function: &str, event: &Map) {
        if event.contains(self.kind.api_property()) {
            return;
        }
        let Some(resource) = self.resource(function) else { return };
        let section = match resource.get("Type").and_then(Node::as_str) {
            Some("AWS::Serverless::StateMachine") => "StateMachine",
            _ => "Function",
        };
        let globals = self.template.get("Globals").and_then(|globals| globals.get(section));
        let value = |name: &str| {
            let own = values::set(resource.at(&["Properties", name]));
            own.or_else(|| values::set(globals?.get(name))).cloned()
        };
        let (Some(_), Some(tags)) = (value("PropagateTags"), value("Tags")) else { return };
        let Some(api) = self.resource_mut(self.kind.implicit_id()) else { return };
        let cause = tags.origin.derived("PropagateTags");
        let Some(properties) = properties_mut(api, &cause) else { return };
        let held = properties.get_or_insert_with("Tags", || node!(&cause; {})).as_map_mut();
        if let (Some(held), Some(tags)) = (held, tags.as_map()) {
            for (key, entry) in tags.entries() {
                held.insert_at(key.clone(), entry.key.clone(), entry.node.clone());
            }
        }
        properties.insert("PropagateTags", node!(&cause; true));
    }

    fn add_path(&mut self, event: &str, route: &Route, origin: &Origin) -> Result<(), Cause> {
        let api = self.resource(&route.api);
        let api_type = api.and_then(|api| api.get("Type")).and_then(Node::as_str);
        if api.is_none() || (self.kind == Kind::Rest && api_type == Some(HTTP_API)) {
            let (property, kind) = (self.kind.api_property(), self.kind.resource_type());
            let message = format!("{property} must be a valid reference to an '{kind}' resource in same template.");
            return Err(Cause::event(event, message).at(origin));
        }
        let properties = api.and_then(|api| api.get("Properties")).and_then(Node::as_map);
        let managed = properties.is_some_and(|properties| values::set(properties.get(MANAGED)).is_some());
        let Some(body) = self.definitions.of(&route.api, properties) else { return Ok(()) };
        let (path, method) = route_keys(&route.path, &route.method);
        let cause = origin.derived("event");
        let document = match self.kind {
            Kind::Rest if managed && RestDocument::is_valid(&body) => {
                let mut document = RestDocument::open(&body)?;
                document.add_path(&path, &method, &cause)?;
                document.close()
            }
            Kind::Http if managed && HttpDocument::is_valid(&body) => {
                let mut document = HttpDocument::open(&body)?;
                document.add_path(&path, &method, &cause)?;
                document.close()
            }
            _ => return Ok(()),
        };
        self.definitions.set(&route.api, document);
        Ok(())
    }

    fn take_over_attributes(&mut self) {
        let id = self.kind.implicit_id();
        let Some(attributes) = self.apis.get(id) else { return };
        let policies = [
            ("DeletionPolicy", attributes.deletion_policy()),
            ("UpdateReplacePolicy", attributes.replacement_policy()),
        ];
        let conditions = attributes.all_conditions();
        let name = format!("{id}Condition");
        let condition = conditions.map(|conditions| match conditions.as_slice() {
            [one] => one.clone(),
            _ => {
                let origins = conditions.iter().map(|one| one.origin.clone()).collect();
                attributes::add_combined(self.template, &name, conditions);
                Node::from_text(name, Origin::derived_from(origins, "combined condition"))
            }
        });
        let Some(api) = self.resource_mut(id).and_then(Node::as_map_mut) else { return };
        for (attribute, value) in std::iter::once(("Condition", condition)).chain(policies) {
            if let Some(value) = value {
                api.insert(attribute, value);
            }
        }
    }

    /// Puts each path of a managed API under the conditions of its methods, if all of them have one.
    fn make_paths_conditional(&mut self) -> Result<(), Cause> {
        let resources = self.template.get("Resources").and_then(Node::as_map);
        let managed = |resource: &Node| {
            resource.get("Type").and_then(Node::as_str) == Some(self.kind.resource_type())
                && values::set(resource.at(&["Properties", MANAGED])).is_some()
        };
        let ids: Vec<Arc<str>> = resources
            .into_iter()
            .flat_map(Map::iter)
            .filter(|(_, resource)| managed(resource))
            .map(|(id, _)| id.clone())
            .collect();
        for id in ids {
            let properties = self.resource(&id).and_then(|api| api.get("Properties")).and_then(Node::as_map);
            let Some(body) = self.definitions.of(&id, properties) else { continue };
            let document = match self.kind {
                Kind::Rest => {
                    let mut document = RestDocument::open(&body)?;
                    for path in document.paths() {
                        if let Some(condition) = self.path_condition(&id, &path.text) {
                            document.make_path_conditional(&path, &condition)?;
                        }
                    }
                    document.close()
                }
                Kind::Http => {
                    let mut document = HttpDocument::open(&body)?;
                    for path in document.paths() {
                        if let Some(condition) = self.path_condition(&id, &path.text) {
                            document.make_path_conditional(&path, &condition)?;
                        }
                    }
                    document.close()
                }
            };
            self.definitions.set(&id, document);
        }
        Ok(())
    }

    fn path_condition(&mut self, api: &str, path: &str) -> Option<Doc> {
        let conditions = self.apis.get(api)?.path_conditions(path)?;
        if let [one] = conditions.as_slice() {
            return Some(Doc::from_template(one));
        }
        let words = path.replace('/', "SLASH").replace('{', "OB").replace('}', "CB");
        let name = format!("{api}{words}PathCondition");
        let origins = conditions.iter().map(|one| one.origin.clone()).collect();
        attributes::add_combined(self.template, &name, conditions);
        Some(Doc::text(name, &Origin::derived_from(origins, "combined condition")))
    }

    /// Takes the implicit API out again if no event added a path to it.
    fn drop_unused_api(&mut self, resources: &mut Order, written: Option<Node>) {
        let id = self.kind.implicit_id();
        if self.definitions.has_paths(id) {
            return;
        }
        self.definitions.forget_implicit(id);
        let Some(map) = self.template.get_mut("Resources").and_then(Node::as_map_mut) else { return };
        match written {
            Some(written) => {
                map.insert(id, written);
            }
            None => {
                map.remove(id);
                resources.remove(id);
            }
        }
    }
}

/// The API, path and method of an event.
struct Route {
    api: Arc<str>,
    path: Arc<str>,
    method: Arc<str>,
}

impl Route {
    fn of(event: &str, properties: &Map, kind: Kind) -> Result<Self, Cause> {
        let subject = Subject::Event(event);
        for name in ["Path", "Method"] {
            expect::present(properties.get(name), subject, name)?;
        }
        let api = properties.get(kind.api_property());
        let api = api.map(|api| api.get("Ref").unwrap_or(api));
        let text = |node: Option<&Node>, name: &str| expect::text(node, subject, name).map(Arc::from);
        Ok(Self {
            api: text(api, kind.api_property())?,
            path: text(properties.get("Path"), "Path")?,
            method: text(properties.get("Method"), "Method")?,
        })
    }
}
