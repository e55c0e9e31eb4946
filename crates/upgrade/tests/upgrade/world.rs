//! A registry and advisories of one's own, and the files of a project.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;

use deps::{Advisory, Index, Indexes, build};
use packages::Format;
use source::FileId;
use upgrade::{Document, Memory, Offline, Options, Plan, plan, read_universe};

/// A world: what there is, and what is wrong with it.
pub struct World {
    registry: Memory,
    index: Vec<u8>,
    /// What is wanted.
    pub options: Options,
}

/// What came of a project.
#[derive(Debug)]
pub struct Outcome {
    /// The plan.
    pub plan: Plan,
    /// The files with its edits, by their paths.
    pub files: BTreeMap<String, String>,
}

impl World {
    /// A snapshot, and vulnerabilities as `name fixed`; where nothing is mended, `name` alone.
    pub fn new(ecosystem: &str, schema: &str, vulnerable: &[&str]) -> Self {
        let body: String = schema.lines().map(|line| format!("  {line}\n")).collect();
        let registry = read_universe(&format!("system: {ecosystem}\nschema: |\n{body}")).unwrap();
        Self { registry, index: index(ecosystem, vulnerable), options: Options::default() }
    }

    /// The registry, to complete it.
    pub fn registry_mut(&mut self) -> &mut Memory {
        &mut self.registry
    }

    fn indexes(&self) -> Indexes<'_> {
        let mut indexes = Indexes::default();
        indexes.add(Index::open(&self.index).unwrap()).unwrap();
        indexes
    }

    /// All plans for some files.
    pub fn plans(&self, files: &[(&str, &str)]) -> Vec<Outcome> {
        let documents = documents(files);
        let plans = plan(&documents, &self.indexes(), &self.registry, &self.options);
        plans.into_iter().map(|plan| outcome(plan, &documents)).collect()
    }

    /// The one plan for some files.
    pub fn plan(&self, files: &[(&str, &str)]) -> Outcome {
        let mut plans = self.plans(files);
        assert_eq!(plans.len(), 1, "{plans:?}");
        plans.remove(0)
    }

    /// The one plan for some files when no registry is asked.
    pub fn plan_offline(&self, files: &[(&str, &str)]) -> Outcome {
        let documents = documents(files);
        let indexes = self.indexes();
        let mut plans = plan(&documents, &indexes, &Offline::new(&indexes, &documents), &self.options);
        assert_eq!(plans.len(), 1, "{plans:?}");
        outcome(plans.remove(0), &documents)
    }
}

impl Outcome {
    /// The changes without those that come along: `name from -> to`.
    pub fn changes(&self) -> Vec<String> {
        let own = self.plan.changes.iter().filter(|change| change.how != upgrade::How::Along);
        own.map(|change| format!("{} {} -> {}", change.name, change.from.join(","), change.to.join(","))).collect()
    }

    /// What is left: `name version: why`.
    pub fn left(&self) -> Vec<String> {
        self.plan.left.iter().map(|left| format!("{} {}: {}", left.name, left.version, left.why)).collect()
    }
}

fn documents(files: &[(&str, &str)]) -> Vec<Document> {
    let document = |(number, (path, text)): (u32, &(&str, &str))| Document {
        file: FileId(number),
        path: (*path).to_owned(),
        format: Format::of_path(path).unwrap(),
        text: (*text).to_owned(),
    };
    (0..).zip(files).map(document).collect()
}

fn outcome(plan: Plan, documents: &[Document]) -> Outcome {
    let mut edits = plan.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse((edit.span.file, edit.span.start)));
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for edit in edits {
        let document = documents.iter().find(|document| document.file == edit.span.file).unwrap();
        let text = files.entry(document.path.clone()).or_insert_with(|| document.text.clone());
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
    }
    Outcome { plan, files }
}

fn index(ecosystem: &str, vulnerable: &[&str]) -> Vec<u8> {
    let record = |(number, said): (usize, &&str)| {
        let (name, fixed) = said.split_once(' ').unwrap_or((said, ""));
        let fixed = if fixed.is_empty() { String::new() } else { format!(r#",{{"fixed":"{fixed}"}}"#) };
        let range = format!(r#"{{"type":"ECOSYSTEM","events":[{{"introduced":"0"}}{fixed}]}}"#);
        let package = format!(r#"{{"ecosystem":"{ecosystem}","name":"{name}"}}"#);
        let affected = format!(r#"[{{"package":{package},"ranges":[{range}]}}]"#);
        let json = format!(r#"{{"id":"T-{number}","modified":"2026-01-01T00:00:00Z","affected":{affected}}}"#);
        Advisory::parse(&json).unwrap()
    };
    let advisories: Vec<Advisory> = vulnerable.iter().enumerate().map(record).collect();
    build(&advisories, &BTreeMap::new()).unwrap()
}
