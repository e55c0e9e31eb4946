//! Documents of any of the formats, read into packages.

use std::collections::BTreeMap;

use finding::{Notice, NoticeKind};
use packages::{Dependency, Inventory, Package, Purl};
use source::{FileId, Limits, Span};
use syntax::{Node, parse_json};

use crate::identity::package_of;
use crate::{Component, cyclonedx, spdx_json};

/// What a document lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// What the document is about, where that is such a package itself. It is not among the components.
    pub subject: Option<Component>,
    /// The packages of ecosystems that are known, in the order of the document.
    pub components: Vec<Component>,
    /// How many things are listed without a package URL, so that nobody knows what they are.
    pub unidentified: usize,
    /// What could not be read, and what was left out.
    pub notices: Vec<Notice>,
}

impl Reading {
    /// The packages, as lockfiles give them, without the subject.
    pub fn into_inventory(self) -> Inventory {
        let package = |component: Component| Package { licence: component.licence, ..component.package };
        let packages = self.components.into_iter().map(package).collect();
        Inventory { packages, notices: self.notices, ..Inventory::default() }
    }
}

/// Whether a file is called what documents of these formats are called.
pub fn is_named_as_bom(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let names = ["bom.json", "sbom.json"];
    let endings = [".cdx.json", ".bom.json", ".sbom.json", ".cyclonedx.json", ".spdx.json"];
    names.contains(&name.as_str()) || endings.iter().any(|ending| name.ends_with(ending))
}

/// Whether a text is a document of one of these formats, whatever its file is called.
pub fn is_bom(text: &str) -> bool {
    // Most other files do not have the words, and need not be parsed.
    if !["\"bomFormat\"", "\"spdxVersion\"", "\"https://spdx.org/rdf/"].iter().any(|word| text.contains(word)) {
        return false;
    }
    let root = parse_json(FileId(0), text, &Limits::default()).root;
    let is_format = |root: &Node| {
        root.get("bomFormat").is_some()
            || root.get("spdxVersion").is_some()
            || text_of(root, "@context").is_some_and(|context| context.contains("spdx.org"))
    };
    // One that is broken is told when it is read.
    root.is_none_or(|root| is_format(&root) || root.get("sbom").is_some_and(is_format))
}

/// Why a document of these formats is not read although it is one: it is no JSON. None for JSON, and for what is no such document.
pub fn unread(text: &str) -> Option<&'static str> {
    let head: String = text.chars().take(2000).collect();
    if head.trim_start().starts_with('<') && head.contains("cyclonedx.org/schema/bom") {
        Some("CycloneDX in XML is not read, only in JSON")
    } else if head.trim_start().starts_with("SPDXVersion:") {
        Some("SPDX as tags and values is not read, only as JSON")
    } else {
        None
    }
}

/// More notices than this of one document tell a reader nothing new.
const MOST_NOTICES: usize = 100;

/// Reads a document, CycloneDX 1.2 to 1.7 or SPDX 2.2 and 2.3, as JSON; the content says which.
pub fn read(file: FileId, text: &str, limits: &Limits) -> Reading {
    let document = parse_json(file, text, limits);
    let mut found = Found {
        file,
        reading: Reading { notices: document.notices, ..Reading::default() },
        left: BTreeMap::new(),
        unnamed: None,
        bytes_of_edges: limits.file_bytes,
        has_left_out: false,
    };
    let Some(root) = document.root.filter(|root| root.as_map().is_some()) else {
        found.note(None, NoticeKind::Malformed, "no bill of materials: it holds no object");
        return found.finish();
    };
    // GitHub hands out its documents in an envelope.
    let root = root.get("sbom").filter(|inner| inner.get("spdxVersion").is_some()).unwrap_or(&root);
    if root.get("bomFormat").is_some() {
        cyclonedx::read(root, &mut found);
    } else if root.get("spdxVersion").is_some() {
        spdx_json::read(root, &mut found);
    } else if text_of(root, "@context").is_some_and(|context| context.contains("spdx.org")) {
        found.note(None, NoticeKind::Unsupported, "SPDX 3 is not read; 2.2 and 2.3 are");
    } else {
        found.note(
            None,
            NoticeKind::Malformed,
            "neither CycloneDX nor SPDX: there is no `bomFormat` and no `spdxVersion`",
        );
    }
    found.finish()
}

/// What was found so far.
#[derive(Debug)]
pub(crate) struct Found {
    file: FileId,
    reading: Reading,
    /// Package types of which no advisories are known: how many there are, and where the first is.
    left: BTreeMap<String, (usize, Span)>,
    /// The first of those without a package URL.
    unnamed: Option<Span>,
    /// How long the names in all edges may still be: a short reference may stand for a long name many times.
    bytes_of_edges: u64,
    /// Whether some edges are left out.
    has_left_out: bool,
}

impl Found {
    /// The place of a node in the document.
    pub fn span(&self, node: &Node) -> Span {
        node.span().unwrap_or(Span::new(self.file, 0, 0))
    }

    /// Notes something of a place, or of the whole file.
    pub fn note(&mut self, at: Option<&Node>, kind: NoticeKind, message: impl Into<String>) {
        self.push(match at {
            Some(node) => Notice::at(self.span(node), kind, message),
            None => Notice::file(self.file, kind, message),
        });
    }

    fn push(&mut self, notice: Notice) {
        let notices = &mut self.reading.notices;
        if notices.len() < MOST_NOTICES {
            notices.push(notice);
        } else if notices.len() == MOST_NOTICES {
            let message = "too many notices; the rest of them is not shown";
            notices.push(Notice::file(self.file, NoticeKind::Limit, message));
        }
    }

    /// Counts something that has no package URL.
    pub fn unidentified(&mut self, node: &Node) {
        self.reading.unidentified += 1;
        let span = self.span(node);
        self.unnamed.get_or_insert(span);
    }

    /// The package that a package URL in the document names. What is none is a notice; other types are counted.
    pub fn package(&mut self, node: &Node) -> Option<Package> {
        let text = node.text().unwrap_or_default();
        let purl: Purl = match text.parse() {
            Ok(purl) => purl,
            Err(error) => {
                self.note(Some(node), NoticeKind::Malformed, format!("`{text}` is no package URL: {error}"));
                return None;
            }
        };
        let span = self.span(node);
        let package = package_of(&purl, span);
        if package.is_none() {
            self.left.entry(purl.kind().to_owned()).or_insert((0, span)).0 += 1;
        }
        package
    }

    /// Notes what the document is about.
    pub fn set_subject(&mut self, subject: Option<Component>) {
        self.reading.subject = subject;
    }

    /// Adds a component; its place among the components.
    pub fn add(&mut self, component: Component) -> usize {
        self.reading.components.push(component);
        self.reading.components.len() - 1
    }

    /// Notes that one component needs another.
    pub fn need(&mut self, from: usize, to: usize) {
        let Some(needed) = self.reading.components.get(to).map(|component| &component.package) else { return };
        let version = needed.version.as_deref().unwrap_or_default();
        let length = u64::try_from(needed.written_name.len() + version.len() + 1).unwrap_or(u64::MAX);
        let Some(left) = self.bytes_of_edges.checked_sub(length) else {
            if !std::mem::replace(&mut self.has_left_out, true) {
                self.note(None, NoticeKind::Limit, "too many dependencies; some are left out");
            }
            return;
        };
        self.bytes_of_edges = left;
        let dependency = Dependency { name: needed.written_name.clone(), range: version.to_owned() };
        if let Some(component) = self.reading.components.get_mut(from) {
            component.package.dependencies.push(dependency);
        }
    }

    /// Notes what the subject asks for itself, which nothing else is then.
    pub fn mark_direct(&mut self, places: &[usize]) {
        for component in &mut self.reading.components {
            component.package.direct.get_or_insert(false);
        }
        for place in places {
            if let Some(component) = self.reading.components.get_mut(*place) {
                component.package.direct = Some(true);
            }
        }
    }

    /// All components.
    pub fn components(&mut self) -> &mut [Component] {
        &mut self.reading.components
    }

    fn finish(mut self) -> Reading {
        if let Some(span) = self.unnamed {
            let things = count(self.reading.unidentified, "thing");
            let message = format!("{things} listed without a package URL and not looked at; the first is here");
            self.push(Notice::at(span, NoticeKind::Unresolved, message));
        }
        for (kind, (number, span)) in std::mem::take(&mut self.left) {
            let packages = count(number, "package");
            let message = format!("{packages} of type `{kind}` and not looked at; the first is here");
            self.push(Notice::at(span, NoticeKind::Unsupported, message));
        }
        self.reading
    }
}

/// `1 thing is`, `2 things are`.
fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing} is") } else { format!("{number} {thing}s are") }
}

/// The text at a key, if it is one and not empty.
pub(crate) fn text_of(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::text).filter(|text| !text.is_empty()).map(|text| text.to_string())
}

/// The items of the list at a key; none where there is no list.
pub(crate) fn items<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    node.get(key).and_then(Node::as_list).unwrap_or_default()
}
