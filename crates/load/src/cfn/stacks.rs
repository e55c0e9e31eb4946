//! Prepared templates to one project: which are nested in which, with which parameters.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use finding::{Notice, NoticeKind, Place};
use model::{Cloud, Guard, Project, Stack, StackId, Symbols};
use source::{FileId, Files, join_path, parent_path};
use syntax::{Map, Node};

use super::environment::Environment;
use super::nouns::{self, Builder, Index};
use super::prepare::{Prepared, Transformed, transformed};
use super::symbols::{Choices, Given};
use crate::{Loaded, Options};

/// How deep stacks may nest.
const MOST_NESTED: usize = 8;

/// How many stacks one root may have below it.
const MOST_STACKS: usize = 500;

struct Assembler<'a> {
    files: &'a dyn Files,
    options: &'a Options,
    prepared: BTreeMap<FileId, Prepared>,
    symbols: RefCell<Symbols>,
    builder: Builder<'a>,
    notices: Vec<Notice>,
    /// Steps of evaluation left for the stacks of one root.
    steps: Cell<usize>,
    /// How many more stacks the root may have below it.
    stacks_left: usize,
}

/// Joins prepared templates to one project.
pub(crate) fn assemble(files: &dyn Files, prepared: Vec<Prepared>, options: &Options) -> Loaded {
    let templates = prepared.len();
    let prepared: BTreeMap<FileId, Prepared> = prepared.into_iter().map(|one| (one.file, one)).collect();
    let nested: BTreeSet<FileId> = prepared.values().flat_map(|one| children(files, one)).collect();
    let mut roots: Vec<FileId> = prepared.keys().copied().filter(|file| !nested.contains(file)).collect();
    if roots.is_empty() {
        // Templates that only nest each other: begin with the first.
        roots.extend(prepared.keys().next());
    }
    let mut assembler = Assembler {
        files,
        options,
        prepared,
        symbols: RefCell::default(),
        builder: Builder { files, project: Project::default(), index: Index::default() },
        notices: Vec::new(),
        steps: Cell::default(),
        stacks_left: 0,
    };
    for root in roots {
        assembler.builder.index = Index::default();
        assembler.steps.set(options.limits.steps);
        assembler.stacks_left = MOST_STACKS;
        assembler.root(root);
    }
    let mut project = assembler.builder.project;
    project.symbols = assembler.symbols.into_inner();
    let mut notices = assembler.notices;
    notices.extend(undeclared(options, assembler.prepared.values()));
    Loaded { project, notices, templates }
}

impl Assembler<'_> {
    fn root(&mut self, file: FileId) {
        let Some(prepared) = self.prepared.get(&file) else { return };
        let transformed =
            Transformed { template: prepared.template.clone(), refused_cors: prepared.refused_cors.clone() };
        let given = prepared.given.clone();
        self.stack(file, &transformed, &given, "", None, 0);
    }

    /// Adds one stack and those nested in it.
    fn stack(
        &mut self,
        file: FileId,
        transformed: &Transformed,
        given: &Given,
        path: &str,
        parent: Option<StackId>,
        depth: usize,
    ) {
        let id = StackId::of(self.builder.project.stacks.len());
        self.builder.project.stacks.push(Stack { cloud: Cloud::Aws, path: Arc::from(path), file, parent });
        let template = &transformed.template;
        let symbols = std::mem::take(&mut self.symbols);
        let choices = Choices::read(template, given, &mut symbols.borrow_mut());
        let steps = self.steps.take();
        let steps = Cell::new(steps);
        let environment = Environment::new(id, template, choices, &symbols, (self.options.limits.depth, &steps));
        nouns::declare(&environment, &mut self.builder);
        nouns::add_cors(&environment, &mut self.builder, &transformed.refused_cors);
        let nested = self.nested(&environment, file, path);
        nouns::link(&environment, &mut self.builder);
        self.notices.extend(environment.notices.into_inner());
        self.symbols = symbols;
        self.steps = steps;
        for (child, given, path) in nested {
            self.child(child, &given, &path, id, depth + 1);
        }
    }

    fn child(&mut self, file: FileId, given: &Given, path: &str, parent: StackId, depth: usize) {
        let message = match self.stacks_left.checked_sub(1) {
            _ if depth > MOST_NESTED => "stacks nest deeper than the limit, or in a circle",
            None => "more nested stacks than the limit; the rest is left out",
            Some(left) => {
                self.stacks_left = left;
                ""
            }
        };
        if !message.is_empty() {
            let notice = Notice::file(file, NoticeKind::Limit, message);
            if !self.notices.contains(&notice) {
                self.notices.push(notice);
            }
            return;
        }
        let Some(prepared) = self.prepared.get(&file) else { return };
        let mut noticed = Vec::new();
        let transformed = transformed(self.files, file, &prepared.written, given, self.options, &mut noticed);
        self.stack(file, &transformed, given, path, Some(parent), depth);
    }

    /// The stacks a template nests, with the parameters it gives them.
    fn nested(&mut self, environment: &Environment<'_>, file: FileId, path: &str) -> Vec<(FileId, Given, String)> {
        let mut nested = Vec::new();
        for resource in nouns::resources(environment) {
            if resource.kind != "AWS::CloudFormation::Stack" {
                continue;
            }
            let address = nouns::name_at(environment, &resource.properties, &["TemplateURL"]);
            let child = address.as_ref().and_then(|address| local_file(self.files, file, address));
            let Some(child) = child.filter(|child| self.prepared.contains_key(child)) else {
                let message = "a nested stack whose template is not among the scanned files";
                environment.notice(&resource.origin, NoticeKind::Unresolved, message);
                continue;
            };
            let mut given = Given::new();
            for (_, parameters) in environment.field(&resource.properties, "Parameters") {
                for (name, value) in parameters.as_map().into_iter().flat_map(Map::iter) {
                    let values = environment.alternatives(&Guard::always(), value).into_iter();
                    let values = values.filter_map(|(_, value)| value).collect();
                    given.insert(Arc::clone(name), values);
                }
            }
            let name = &resource.name;
            nested.push((child, given, if path.is_empty() { name.to_string() } else { format!("{path}/{name}") }));
        }
        nested
    }
}

/// Given parameters that no template has.
fn undeclared<'a>(options: &Options, prepared: impl Iterator<Item = &'a Prepared>) -> Vec<Notice> {
    let mut unused: BTreeSet<&str> = options.parameters.keys().map(String::as_str).collect();
    for template in prepared {
        let declared = template.written.get("Parameters").and_then(Node::as_map);
        declared.into_iter().flat_map(Map::keys).for_each(|name| {
            unused.remove(name.as_ref());
        });
    }
    let notice = |name: &str| {
        let message = format!("a value is given for parameter `{name}`, which no template has");
        Notice { place: Place::Scan, kind: NoticeKind::Ambiguous, message }
    };
    unused.into_iter().map(notice).collect()
}

/// Files that a template nests.
fn children(files: &dyn Files, prepared: &Prepared) -> Vec<FileId> {
    let resources = prepared.written.get("Resources").and_then(Node::as_map);
    let addresses = resources.into_iter().flat_map(Map::values).filter_map(|resource| {
        match resource.get("Type").and_then(Node::as_str) {
            Some("AWS::CloudFormation::Stack") => resource.at(&["Properties", "TemplateURL"]),
            Some("AWS::Serverless::Application") => resource.at(&["Properties", "Location"]),
            _ => None,
        }
    });
    addresses.filter_map(|address| local_file(files, prepared.file, address.as_str()?)).collect()
}

fn local_file(files: &dyn Files, template: FileId, address: &str) -> Option<FileId> {
    if address.contains("://") {
        return None;
    }
    files.find(&join_path(parent_path(files.path(template)), address)?)
}
