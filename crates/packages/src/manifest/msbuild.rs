//! MSBuild: the packages that projects of .NET ask for, and those whose versions `Directory.Packages.props` fixes.

use std::collections::HashMap;

use finding::{Notice, NoticeKind};
use roxmltree::Node;
use source::Span;

use super::LENGTH;
use crate::{Ecosystem, Input, Inventory, Requirement, markup};

/// Names in the list of one item.
const NAMES: usize = 256;

/// Properties by their names in lower case: MSBuild does not tell case apart.
type Properties = HashMap<String, Property>;

struct Property {
    value: String,
    /// Whether a condition decides between this value and an earlier one.
    contested: bool,
}

/// Versions by the names of packages in lower case, from files that projects share.
type Central = HashMap<String, Vec<Version>>;

/// A version that is laid down for a package.
#[derive(Clone)]
struct Version {
    range: String,
    /// Under which condition; empty for always.
    condition: String,
    at: Span,
}

/// The files that a project of MSBuild imports, as written.
pub fn msbuild_imports(input: Input<'_>) -> Vec<String> {
    let Some(document) = markup::parse(input, &mut Inventory::default()) else { return Vec::new() };
    let imports = document.root_element().descendants().filter(|node| node.tag_name().name() == "Import");
    let paths = imports.filter_map(|node| node.attribute("Project")).filter(|path| path.len() <= LENGTH);
    paths.take(NAMES).map(|path| path.trim().to_owned()).collect()
}

/// Reads a project alone. Properties of files that it imports are not known; the last value of a property counts.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    read_msbuild(input, &[])
}

/// Reads what a project of MSBuild asks for, with the files that it imports, the first that is read first. A version that
/// one of these lays down for a package (`Directory.Packages.props`) is told at the line that does so.
pub fn read_msbuild(input: Input<'_>, imports: &[Input<'_>]) -> Inventory {
    let mut found = Inventory::default();
    let Some(own) = markup::parse(input, &mut found) else { return found };
    if own.root_element().tag_name().name() != "Project" {
        found.malformed(markup::span(input.file, own.root_element()), "no project of MSBuild");
        return found;
    }
    let imported = imports.iter().filter_map(|input| Some((*input, markup::parse(*input, &mut found)?)));
    let imported: Vec<_> = imported.collect();
    let roots = imported.iter().map(|(input, document)| (*input, document.root_element()));
    let roots: Vec<(Input<'_>, Node<'_, '_>)> = roots.chain([(input, own.root_element())]).collect();
    // All properties have their values before the first item is looked at.
    let mut properties = Properties::new();
    for (_, root) in &roots {
        for node in elements(*root, "PropertyGroup") {
            set(node, node.tag_name().name().to_lowercase(), &mut properties, input.limits.depth);
        }
    }
    let central = central(&roots, input, &properties);
    for (origin, root) in &roots {
        for item in elements(*root, "ItemGroup") {
            let is_own = origin.file == input.file;
            let is_asked = match item.tag_name().name() {
                "PackageReference" => is_own || item.has_attribute("Include"),
                "GlobalPackageReference" => true,
                // Who reads the file alone wants to know what it lays down.
                "PackageVersion" => is_own && imports.is_empty(),
                _ => false,
            };
            if is_asked {
                read_item(*origin, item, &properties, &central, &mut found);
            }
        }
    }
    found
}

fn elements<'d, 't: 'd>(root: Node<'d, 't>, group: &'static str) -> impl Iterator<Item = Node<'d, 't>> {
    let elements = root.descendants().filter(Node::is_element);
    elements.filter(move |node| node.parent_element().is_some_and(|parent| parent.tag_name().name() == group))
}

/// What the files lay down. What holds always replaces what was laid down before.
fn central(roots: &[(Input<'_>, Node<'_, '_>)], own: Input<'_>, properties: &Properties) -> Central {
    let mut central = Central::new();
    for (input, root) in roots {
        for item in elements(*root, "ItemGroup") {
            let attribute = match item.tag_name().name() {
                "PackageVersion" => ["Include", "Update"].into_iter().find(|name| item.has_attribute(*name)),
                "PackageReference" if input.file != own.file => Some("Update"),
                _ => None,
            };
            let Some(attribute) = attribute.filter(|name| item.has_attribute(*name)) else { continue };
            let written = metadata(item, "Version");
            let range = expand(&written, properties).map(|own| own.value).filter(|own| !own.is_empty());
            let condition = condition(item, input.limits.depth).filter(|_| written.len() <= LENGTH);
            let (Some(range), Some(condition)) = (range, condition) else { continue };
            let at = markup::attribute_span(input.file, item, attribute);
            let names = item.attribute(attribute).unwrap_or_default();
            let names = expand(names, properties).map_or_else(|| names.to_owned(), |names| names.value);
            for name in names.split(';').map(str::trim).filter(|name| !name.is_empty()).take(NAMES) {
                let versions = central.entry(name.to_lowercase()).or_default();
                if condition.is_empty() {
                    versions.clear();
                }
                if versions.len() < NAMES {
                    versions.push(Version { range: range.clone(), condition: condition.clone(), at });
                }
            }
        }
    }
    central
}

fn set(node: Node<'_, '_>, name: String, properties: &mut Properties, depth: usize) {
    let earlier = properties.get(&name);
    if earlier.is_some() && node.attribute("Condition").is_some_and(|condition| is_unset(condition, &name)) {
        return;
    }
    // A value may use the property's own earlier one; what is not known stays as written.
    let written = markup::text(node);
    let Property { value, contested } =
        expand(&written, properties).unwrap_or(Property { value: written, contested: false });
    let conditional = node.ancestors().take(depth).any(|node| node.has_attribute("Condition"));
    let rival = earlier.is_some_and(|earlier| earlier.contested || earlier.value != value);
    properties.insert(name, Property { value, contested: contested || (conditional && rival) });
}

/// Whether a condition asks for a property to have no value yet: `'$(Name)' == ''`.
fn is_unset(condition: &str, name: &str) -> bool {
    let bare: String = condition.chars().filter(|c| !c.is_whitespace() && *c != '\'').take(LENGTH).collect();
    bare.to_lowercase() == format!("$({name})==")
}

/// Puts in the values of `$(Name)`; `None` where one is not known or the value grows too long.
fn expand(text: &str, properties: &Properties) -> Option<Property> {
    let (mut value, mut contested) = (String::new(), false);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("$(") {
        let (name, after) = after.split_once(')')?;
        value.push_str(before);
        let put_in = properties.get(&name.trim().to_lowercase())?;
        // What stayed as written is not known either.
        if value.len() + put_in.value.len() > LENGTH || put_in.value.contains("$(") {
            return None;
        }
        value.push_str(&put_in.value);
        contested |= put_in.contested;
        rest = after;
    }
    value.push_str(rest);
    Some(Property { value, contested })
}

fn read_item(input: Input<'_>, item: Node<'_, '_>, properties: &Properties, central: &Central, found: &mut Inventory) {
    let attribute = ["Include", "Update"].into_iter().find(|name| item.has_attribute(*name));
    let Some(attribute) = attribute else {
        // What is taken off the list asks for nothing.
        if !item.has_attribute("Remove") {
            found.malformed(markup::span(input.file, item), "a reference to no package");
        }
        return;
    };
    let at = markup::attribute_span(input.file, item, attribute);
    let names = item.attribute(attribute).unwrap_or_default();
    let names = expand(names, properties).map_or_else(|| names.to_owned(), |names| names.value);
    let names: Vec<_> = names.split(';').map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        return found.malformed(at, "a reference to no package");
    }
    let written = ["VersionOverride", "Version"].into_iter().map(|name| metadata(item, name));
    let written = written.into_iter().find(|version| !version.is_empty()).unwrap_or_default();
    let range = expand(&written, properties);
    let condition = condition(item, input.limits.depth).filter(|_| names.len() <= NAMES && written.len() <= LENGTH);
    let Some(condition) = condition else {
        let message = format!("more than {NAMES} names, or a version or condition of more than {LENGTH} bytes");
        found.notices.push(Notice::at(at, NoticeKind::Limit, message));
        return;
    };
    let groups = groups(item);
    for name in names {
        if name.contains("$(") {
            found.unresolved(at, format!("the name `{name}` depends on a property of another file"));
            continue;
        }
        let laid_down = central.get(&name.to_lowercase()).filter(|_| written.is_empty());
        if let Some(versions) = laid_down.filter(|_| item.tag_name().name() == "PackageReference") {
            for version in versions {
                let mut requirement = Requirement::new(Ecosystem::NuGet, name, &version.range, version.at);
                requirement.condition.clone_from(if condition.is_empty() { &version.condition } else { &condition });
                requirement.groups.clone_from(&groups);
                found.requirements.push(requirement);
            }
            continue;
        }
        match &range {
            None => found.unresolved(at, format!("the version `{written}` of `{name}` depends on another file")),
            Some(range) if range.value.is_empty() && attribute == "Include" => {
                found.unversioned(at, name, "another file, such as `Directory.Packages.props`");
            }
            Some(range) if range.contested => {
                let message = format!("the version `{written}` of `{name}` depends on conditions, and the last counts");
                found.notices.push(Notice::at(at, NoticeKind::Ambiguous, message));
            }
            Some(_) => {}
        }
        let version = range.as_ref().map_or("", |range| &range.value);
        let mut requirement = Requirement::new(Ecosystem::NuGet, name, version, at);
        requirement.condition.clone_from(&condition);
        requirement.groups.clone_from(&groups);
        found.requirements.push(requirement);
    }
}

/// Metadata of an item, written as an attribute or as an element; case does not matter.
fn metadata(item: Node<'_, '_>, name: &str) -> String {
    let attribute = item.attributes().find(|attribute| attribute.name().eq_ignore_ascii_case(name));
    let element = item.children().find(|child| child.tag_name().name().eq_ignore_ascii_case(name));
    let attribute = attribute.map(|attribute| attribute.value().trim().to_owned());
    attribute.or_else(|| element.map(markup::text)).unwrap_or_default()
}

/// What no other project inherits, and what is for all projects of a folder, serves to build.
fn groups(item: Node<'_, '_>) -> Vec<String> {
    let private = metadata(item, "PrivateAssets").eq_ignore_ascii_case("all");
    let dev = private || item.tag_name().name() == "GlobalPackageReference";
    dev.then(|| "dev".to_owned()).into_iter().collect()
}

/// The conditions of an item and of all around it, outermost first; `None` when they are too long.
fn condition(item: Node<'_, '_>, depth: usize) -> Option<String> {
    let conditions = item.ancestors().take(depth).filter_map(|node| node.attribute("Condition")).map(str::trim);
    let mut conditions: Vec<_> = conditions.filter(|condition| !condition.is_empty()).collect();
    if conditions.iter().map(|condition| condition.len()).sum::<usize>() > LENGTH {
        return None;
    }
    conditions.reverse();
    Some(match conditions.as_slice() {
        [one] => (*one).to_owned(),
        several => several.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join(" and "),
    })
}
