//! The parameters by which handlers get their events.

use pattern::Code;
use tree::{Kind, Language, Node, NodeId};

use super::Handler;

/// How far a value is followed to the function that it is.
const DEEPEST: usize = 6;

/// What the platform hands over beside the event, by the last part of its type's name.
const CONTEXTS: [&str; 4] = ["Context", "ILambdaContext", "LambdaContext", "OutputStream"];

/// The parameters for the event of a handler: one, or none if it is not in the file.
pub(super) fn parameters(code: Code<'_>, handler: &Handler) -> Vec<NodeId> {
    let functions: Vec<Node<'_>> = match code.tree.language() {
        Language::Java | Language::CSharp => methods(code, handler).collect(),
        Language::Go => started(code),
        _ => named(code, handler).collect(),
    };
    functions.into_iter().filter_map(event).map(|parameter| parameter.id()).collect()
}

/// The first parameter that is not the platform's own.
fn event(function: Node<'_>) -> Option<Node<'_>> {
    let parameters = function.children().find(|part| part.kind() == Kind::Params)?;
    let ruby = function.tree().language() == Language::Ruby;
    parameters.children().filter(|parameter| parameter.kind() == Kind::Param).find(|parameter| {
        let is_context = parameter.child(2).and_then(last_name).is_some_and(|name| CONTEXTS.contains(&name));
        let has_name = |name| parameter.child(1).is_some_and(|target| target.text() == name);
        !(is_context || has_name("self") || has_name("this") || ruby && has_name("context"))
    })
}

/// The last name of a type, without what it is given.
fn last_name(written: Node<'_>) -> Option<&str> {
    match written.kind() {
        Kind::Name => Some(written.text()),
        Kind::Member => last_name(written.child(1)?),
        Kind::Generic => last_name(written.child(0)?),
        _ => None,
    }
}

/// Methods of the handler's class.
fn methods<'c>(code: Code<'c>, handler: &'c Handler) -> impl Iterator<Item = Node<'c>> {
    let functions = code.tree.nodes().filter(|node| node.kind() == Kind::FunctionDef);
    functions.filter(move |function| {
        let is_named = |node: Node<'_>, name: &Option<String>| {
            name.as_deref().is_none_or(|name| node.child(1).is_some_and(|own| own.text() == name))
        };
        let class =
            std::iter::successors(function.parent(), |node| node.parent()).find(|node| node.kind() == Kind::ClassDef);
        // What an interface asks for twice, the compiler makes one of: the one that speaks of the event.
        let is_bridge = event(*function).and_then(|parameter| parameter.child(2)).and_then(last_name) == Some("Object");
        is_named(*function, &handler.function)
            && class.is_some_and(|class| is_named(class, &handler.class))
            && !is_bridge
    })
}

/// In Go: what `lambda.Start` is given.
fn started(code: Code<'_>) -> Vec<Node<'_>> {
    let calls = code.tree.nodes().filter(|node| node.kind() == Kind::Call);
    let starts = calls.filter(|call| {
        let callee = call.child(0).filter(|callee| callee.kind() == Kind::Member);
        let name = |place| callee.and_then(|callee| callee.child(place)).map_or("", Node::text);
        name(0) == "lambda" && name(1).starts_with("Start")
    });
    let given = starts.filter_map(|call| call.child(1)?.children().find_map(|value| function_of(code, value, 0)));
    given.collect()
}

/// The functions that a module makes known under the handler's name.
fn named<'c>(code: Code<'c>, handler: &'c Handler) -> impl Iterator<Item = Node<'c>> {
    let name = handler.function.as_deref().unwrap_or_default();
    let is_it = move |node: Option<Node<'_>>| node.is_some_and(|node| node.text() == name && node.kind() == Kind::Name);
    let values = code.tree.nodes().filter_map(move |node| match node.kind() {
        Kind::FunctionDef if is_it(node.child(1)) => Some(node),
        Kind::Variable if is_it(node.child(1)) => node.child(3),
        Kind::Assign => {
            let target = node.child(0)?;
            let own = if target.kind() == Kind::Member { target.child(1) } else { Some(target) };
            is_it(own).then(|| node.child(1)).flatten()
        }
        Kind::Pair if is_it(node.child(0)) && is_export(node) => node.child(1),
        // `export { f as handler }`
        Kind::Other if node.text() == "export_specifier" && is_it(node.child(1)) => node.child(0),
        _ => None,
    });
    let values = values.filter(move |value| !is_local(*value));
    values.filter_map(move |value| function_of(code, value, 0))
}

/// Whether a pair stands in `module.exports = {…}`.
fn is_export(pair: Node<'_>) -> bool {
    let assigned = pair.parent().and_then(Node::parent).filter(|node| node.kind() == Kind::Assign);
    let target = assigned.and_then(|assign| assign.child(0)).filter(|target| target.kind() == Kind::Member);
    target.and_then(|target| target.child(1)).is_some_and(|name| name.text() == "exports")
}

/// Whether something stands in another function.
fn is_local(node: Node<'_>) -> bool {
    let mut around = std::iter::successors(node.parent(), |node| node.parent());
    around.any(|node| matches!(node.kind(), Kind::FunctionDef | Kind::Lambda))
}

/// The function that a value is, with names followed and what wraps it taken off: `middy(f).use(x)` is `f`.
fn function_of<'c>(code: Code<'c>, value: Node<'c>, depth: usize) -> Option<Node<'c>> {
    if depth > DEEPEST {
        return None;
    }
    let inner = |value: Node<'c>| function_of(code, value, depth + 1);
    match value.kind() {
        Kind::Lambda | Kind::FunctionDef => Some(value),
        Kind::Name => {
            let binding = code.names.of(code.names.binding(value.id())?)?;
            let sites = binding.sites.iter().map(|site| code.tree.node(*site));
            sites
                .filter_map(|site| match site.kind() {
                    Kind::FunctionDef => Some(site),
                    Kind::Variable => inner(site.child(3)?),
                    Kind::Assign => inner(site.child(1)?),
                    _ => None,
                })
                .next_back()
        }
        Kind::Call => {
            let given = value.child(1).into_iter().flat_map(Node::children).find_map(inner);
            given.or_else(|| inner(value.child(0)?.child(0)?))
        }
        Kind::Await | Kind::Assign => inner(value.children().last()?),
        Kind::Cast => inner(value.child(1)?),
        _ => None,
    }
}
