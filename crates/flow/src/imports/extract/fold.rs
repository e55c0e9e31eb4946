//! Which names an expression may give, as far as the file itself says.

use tree::{Kind, Node, Value};

use super::Reading;
use crate::imports::written::Target;

/// How far values are followed.
const DEEPEST: usize = 8;
/// The most expressions that are looked at for one import.
const MOST_STEPS: usize = 2_000;
/// The most names that one expression is taken for.
const MOST: usize = 32;
/// Stands for the module's own name until what follows it is known.
const OWN_NAME: char = '\u{0}';

/// A text that an expression gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Folded {
    Exact(String),
    /// It begins like this.
    Start(String),
    Unknown,
}

impl Folded {
    /// What an import of it asks for.
    pub(super) fn target(self) -> Target {
        match self {
            Self::Exact(name) => Target::Module(name.replace(OWN_NAME, "")),
            Self::Start(start) if start.trim_matches(['.', '/']).is_empty() && !start.contains('/') => {
                if start.is_empty() { Target::Computed } else { Target::Start(start) }
            }
            Self::Start(start) => Target::Start(start.replace(OWN_NAME, "")),
            Self::Unknown => Target::Computed,
        }
    }

    fn then(self, next: &Self, between: &str) -> Self {
        match (self, next) {
            (Self::Exact(left), Self::Exact(right)) => Self::Exact(format!("{left}{between}{right}")),
            (Self::Exact(left), Self::Start(right)) => Self::Start(format!("{left}{between}{right}")),
            (Self::Exact(left), Self::Unknown) if !left.is_empty() => Self::Start(format!("{left}{between}")),
            (Self::Start(left), _) => Self::Start(left),
            (Self::Exact(_) | Self::Unknown, _) => Self::Unknown,
        }
    }
}

impl Reading<'_> {
    /// What an expression may give; never empty.
    pub(super) fn fold(&self, node: Node<'_>) -> Vec<Folded> {
        self.steps.set(MOST_STEPS);
        let mut all = self.folded(node, 0);
        all.truncate(MOST);
        if all.is_empty() { vec![Folded::Unknown] } else { all }
    }

    fn folded(&self, node: Node<'_>, depth: usize) -> Vec<Folded> {
        let left = self.steps.get().checked_sub(1);
        let Some(left) = left.filter(|_| depth <= DEEPEST) else { return vec![Folded::Unknown] };
        self.steps.set(left);
        let part = |place: usize| node.child(place).map_or(vec![Folded::Unknown], |part| self.folded(part, depth + 1));
        match node.kind() {
            Kind::Str => vec![unescaped(node.text()).map_or(Folded::Unknown, Folded::Exact)],
            Kind::Template if !matches!(node.text(), "shell" | "regex") => self.joined(node.children(), "", depth),
            Kind::Binary if node.text() == "+" => self.joined(node.children(), "", depth),
            Kind::Binary if node.text() == "%" => vec![formatted(node.child(0), '%')],
            Kind::Binary if matches!(node.text(), "||" | "??") => [part(0), part(1)].concat(),
            Kind::Conditional => [part(1), part(2)].concat(),
            Kind::Cast => part(1),
            Kind::Assign => part(1),
            Kind::Name => self.named(node, depth),
            Kind::Member if self.slice(node) == "__spec__.parent" => vec![Folded::Exact(OWN_NAME.to_string())],
            Kind::Call => self.called(node, depth),
            Kind::New if node.child(0).is_some_and(|name| name.text() == "URL") => self.url(node, depth),
            _ => match self.names().constant(self.tree, node.id()) {
                Some(constant) => vec![constant.text.map_or(Folded::Unknown, |text| Folded::Exact(text.to_string()))],
                None => vec![Folded::Unknown],
            },
        }
    }

    /// Texts one after the other.
    fn joined<'n>(&self, parts: impl Iterator<Item = Node<'n>>, between: &str, depth: usize) -> Vec<Folded> {
        let mut all: Vec<Folded> = Vec::new();
        for (place, part) in parts.enumerate() {
            let next = self.folded(part, depth + 1);
            if place == 0 {
                all = next;
                continue;
            }
            let pairs = all.iter().flat_map(|left| next.iter().map(move |right| left.clone().then(right, between)));
            let pairs: Vec<Folded> = pairs.take(MOST).collect();
            all = pairs;
        }
        all
    }

    fn named(&self, node: Node<'_>, depth: usize) -> Vec<Folded> {
        match node.text() {
            "__dirname" => return vec![Folded::Exact(".".to_owned())],
            "__package__" if !self.tree.language().is_script() => return vec![Folded::Exact(OWN_NAME.to_string())],
            "__name__" if !self.tree.language().is_script() => {
                let stem = self.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".py");
                let own = if stem == "__init__" { String::new() } else { format!(".{stem}") };
                return vec![Folded::Exact(format!("{OWN_NAME}{own}"))];
            }
            _ => {}
        }
        let names = self.names();
        if let Some(constant) = names.constant(self.tree, node.id()) {
            return vec![constant.text.map_or(Folded::Unknown, |text| Folded::Exact(text.to_string()))];
        }
        let value = match names.value(node.id()) {
            Some(Value::Expression(value)) => Some(*value),
            _ => names.given_around(self.tree, node.id()),
        };
        let value = value.filter(|value| *value != node.id());
        value.map_or(vec![Folded::Unknown], |value| self.folded(self.tree.node(value), depth + 1))
    }

    /// `path.join(…)`, `os.path.join(…)` and what hands a path on as it is.
    fn called(&self, node: Node<'_>, depth: usize) -> Vec<Folded> {
        let (Some(callee), Some(arguments)) = (node.child(0), node.child(1)) else { return vec![Folded::Unknown] };
        let object = callee.child(0).filter(|_| callee.kind() == Kind::Member).and_then(super::last_name);
        match (object, super::last_name(callee)) {
            (None, Some("format")) => vec![formatted(callee.child(0), '{')],
            (Some("path"), Some("join" | "resolve")) => self.joined(arguments.children(), "/", depth),
            (Some("require"), Some("resolve")) | (_, Some("pathToFileURL" | "fileURLToPath")) => {
                arguments.child(0).map_or(vec![Folded::Unknown], |first| self.folded(first, depth + 1))
            }
            (Some("path"), Some("dirname")) => {
                let own = arguments.child(0).is_some_and(|file| {
                    matches!(
                        self.slice(file),
                        "__file__" | "__filename" | "os.path.abspath(__file__)" | "os.path.realpath(__file__)"
                    )
                });
                vec![if own { Folded::Exact(".".to_owned()) } else { Folded::Unknown }]
            }
            _ => vec![Folded::Unknown],
        }
    }

    /// `new URL('./a.js', import.meta.url)`
    fn url(&self, node: Node<'_>, depth: usize) -> Vec<Folded> {
        let arguments = node.child(1);
        let base = arguments.and_then(|arguments| arguments.child(1));
        let path = arguments.and_then(|arguments| arguments.child(0));
        match path.filter(|_| base.is_some_and(|base| self.slice(base) == "import.meta.url")) {
            Some(path) => self.folded(path, depth + 1),
            None => vec![Folded::Unknown],
        }
    }
}

/// How a text begins in which something is filled in.
fn formatted(text: Option<Node<'_>>, mark: char) -> Folded {
    let text = text.filter(|text| text.kind() == Kind::Str).and_then(|text| unescaped(text.text()));
    let start = text.as_deref().and_then(|text| text.split(mark).next()).filter(|start| !start.is_empty());
    start.map_or(Folded::Unknown, |start| Folded::Start(start.to_owned()))
}

/// A text with its escapes undone; none where one is not of the simple kind.
fn unescaped(text: &str) -> Option<String> {
    if !text.contains('\\') {
        return Some(text.to_owned());
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(char) = rest.next() {
        match char {
            '\\' => match rest.next()? {
                own @ ('\\' | '/' | '\'' | '"' | '`' | '-' | '.') => plain.push(own),
                _ => return None,
            },
            other => plain.push(other),
        }
    }
    Some(plain)
}
