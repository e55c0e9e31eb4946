//! Which files are templates.

use syntax::Node;

/// Whether a file's name lets it be a template.
pub fn is_candidate(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let known = ["yaml", "yml", "json", "template"].iter().any(|known| extension.eq_ignore_ascii_case(known));
    known && !matches!(name, "package.json" | "package-lock.json" | "tsconfig.json" | "pnpm-lock.yaml")
}

/// Whether a text says of itself that it is a template; then it is said when it cannot be read.
pub(crate) fn claims_to_be_template(text: &str) -> bool {
    text.contains("AWSTemplateFormatVersion") || text.contains("AWS::Serverless-2016-10-31")
}

/// Whether a text is worth parsing: it says what it is, or names resources and a type of the cloud.
pub(crate) fn may_be_template(text: &str) -> bool {
    claims_to_be_template(text)
        || text.contains("Resources") && text.contains("Type") && (text.contains("AWS::") || text.contains("Fn::"))
}

/// Whether a document is a CloudFormation template: it has resources, and one of them has a type, or the document says
/// what it is.
pub(crate) fn is_template(root: &Node) -> bool {
    let Some(resources) = root.get("Resources").filter(|resources| resources.as_map().is_some() || resources.is_null())
    else {
        return false;
    };
    let typed = |resource: &Node| resource.get("Type").and_then(Node::as_str).is_some_and(|kind| kind.contains("::"));
    root.get("AWSTemplateFormatVersion").is_some()
        || root.get("Transform").is_some()
        || resources.as_map().is_some_and(|map| map.iter().any(|(key, node)| typed(node) || key.starts_with("Fn::")))
}
