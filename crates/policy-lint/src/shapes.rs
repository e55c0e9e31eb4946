//! The forms that the ARNs of each service have.

use std::collections::HashMap;
use std::sync::OnceLock;

use policy::{Arn, Glob};
use service_reference::{service, services};

/// The form of the ARNs of one type of resource.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Empty when there is no region; a hole stands for any.
    pub(crate) region: String,
    /// Empty when there is no account; a hole stands for any.
    pub(crate) account: String,
    /// The last part; each hole is a `*`.
    resource: Glob,
}

/// Forms that documentation names and the table lacks: service, region, account, last part.
const FURTHER: [(&str, &str, &str, &str); 4] = [
    ("apigateway", "*", "", "/v2/*"),
    ("apigateway", "*", "", "/tags*"),
    ("autoscaling", "*", "*", "scalingPolicy:*"),
    ("cloudformation", "*", "aws", "transform/*"),
];

type Shapes = HashMap<String, Vec<Shape>>;

/// The forms by the service that stands in the ARN, which is not always the prefix of the actions.
static SHAPES: OnceLock<Shapes> = OnceLock::new();

/// The forms of a service's ARNs that the last part of a written one may have; `None` when no form is known.
pub(crate) fn fitting(service: &str, resource: &str) -> Option<Vec<&'static Shape>> {
    let shapes = table().get(service)?;
    let written = written(resource);
    Some(shapes.iter().filter(|shape| shape.resource.intersects(&written)).collect())
}

/// Whether this service stands in ARNs, or has actions at least.
pub(crate) fn is_arn_service(name: &str) -> bool {
    table().contains_key(name) || service(name).is_some()
}

fn table() -> &'static Shapes {
    SHAPES.get_or_init(|| {
        let mut table = Shapes::new();
        for (service, region, account, resource) in FURTHER {
            let (region, account) = (region.to_owned(), account.to_owned());
            table.entry(service.to_owned()).or_default().push(Shape { region, account, resource: Glob::new(resource) });
        }
        for resource in services().flat_map(service_reference::Service::resource_types) {
            if let Some((service, shape)) = shape(resource.arn()) {
                // A form of any service's ARNs, such as that of a backup, is one of its own service, too.
                let of = if service.contains("${") { resource.service().prefix().to_owned() } else { service };
                table.entry(of).or_default().push(shape);
            }
        }
        table
    })
}

fn shape(template: &str) -> Option<(String, Shape)> {
    let arn = Arn::parse(template)?;
    let (region, account) = (arn.region.to_owned(), arn.account.to_owned());
    Some((arn.service.to_owned(), Shape { region, account, resource: Glob::new(&without_holes(arn.resource)) }))
}

/// Every `${Hole}` as `*`.
pub(crate) fn without_holes(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        plain.push_str(before);
        plain.push('*');
        rest = after.split_once('}').map_or("", |(_, behind)| behind);
    }
    plain.push_str(rest);
    plain
}

/// The pattern of a written part: variables and parts that a template leaves open may be anything.
fn written(text: &str) -> Glob {
    let open = without_holes(text);
    let mut plain = String::new();
    let mut rest = open.as_str();
    while let Some((before, after)) = rest.split_once(policy::HOLE_START) {
        plain.push_str(before);
        plain.push('*');
        rest = after.split_once(policy::HOLE_END).map_or("", |(_, behind)| behind);
    }
    plain.push_str(rest);
    Glob::new(&plain)
}
