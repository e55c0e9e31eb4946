//! Semgrep rules over the code of an application.

mod described;
mod pack;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use finding::{Finding, Notice, Place, RuleId};
use flow::Handler;
use model::Project;
use pattern::{Program, Rule, Run, compile, load_files};
use rayon::prelude::*;
use source::{FileId, Files, Limits, LineIndex, Span};
use tree::Language;

use super::cache::{self, Book, Cache, Compiled, Entry};
use super::handlers::{Handlers, handlers};
use super::hit::hits;
use super::{of_language, over_candidates, read};

/// Rules that a scan also runs, read from rule files.
#[derive(Debug, Clone, Default)]
pub struct CodeRules {
    rules: Arc<Vec<Rule>>,
    /// The id of each rule in reports, by its number.
    ids: Arc<Vec<RuleId>>,
    /// What was not understood of the rule files; the places are paths.
    notices: Vec<Notice>,
    /// The digest of the rule files.
    digest: String,
}

/// What rules find in the code of an application.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub findings: Vec<Finding>,
    pub notices: Vec<Notice>,
    /// The rules that ran, as reports describe them.
    pub rules: Vec<finding::Rule>,
    /// The files of code.
    pub analysed: BTreeSet<FileId>,
    /// The places that reports may not show.
    pub secrets: Vec<Span>,
}

impl CodeRules {
    /// Reads the rules of all given files. A rule that is not valid is left out with a notice.
    pub fn read(files: &dyn Files, limits: &Limits) -> Self {
        let every: Vec<FileId> = (0..files.paths().len() as u32).map(FileId).collect();
        let (rules, notices) = load_files(files, &every, limits);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for rule in &rules {
            *counts.entry(rule.id.as_str()).or_default() += 1;
        }
        // Where several files have a rule of one name, their folders tell them apart.
        let id = |rule: &Rule| match counts.get(rule.id.as_str()) {
            Some(1) => RuleId::new(&format!("code/{}", rule.id)),
            _ => RuleId::new(&format!("code/{}", rule.path_id(files))),
        };
        let ids = rules.iter().map(id).collect();
        let notices = notices.into_iter().map(|notice| by_path(files, notice)).collect();
        Self { rules: Arc::new(rules), ids: Arc::new(ids), notices, digest: digest(files, &every) }
    }

    /// These rules and others after them.
    #[must_use]
    pub fn and(&self, others: &Self) -> Self {
        Self {
            rules: Arc::new(self.rules.iter().chain(&*others.rules).cloned().collect()),
            ids: Arc::new(self.ids.iter().chain(&*others.ids).cloned().collect()),
            notices: self.notices.iter().chain(&others.notices).cloned().collect(),
            digest: cache::digest(&[self.digest.as_bytes(), others.digest.as_bytes()]),
        }
    }

    /// Whether there is no rule and nothing to say.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.notices.is_empty()
    }

    /// The ids of the rules in reports.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        self.ids.iter().map(RuleId::to_string)
    }

    /// Runs the rules on all files of code. What the cache knows of a file is not looked for again.
    pub(crate) fn run(
        &self,
        files: &dyn Files,
        project: &Project,
        limits: &Limits,
        cache: Option<&dyn Cache>,
    ) -> Found {
        let name = cache::book_name(&self.digest, limits);
        let known = Book::load(cache, &name);
        let handlers = handlers(files, project);
        let mut next = Book::default();
        let mut found = Found { notices: self.notices.clone(), ..Found::default() };
        let mut ran: BTreeSet<usize> = BTreeSet::new();
        for language in Language::ALL.iter().copied() {
            let own = of_language(files, language);
            if own.is_empty() {
                continue;
            }
            let pass = Pass {
                rules: self,
                files,
                handlers: &handlers,
                limits,
                language,
                known: &known,
                program: OnceLock::new(),
            };
            let looked: Vec<Looked> = own.par_iter().map(|file| pass.file(*file)).collect();
            let compiled = pass.compiled();
            let said = compiled.notices.iter();
            found.notices.extend(said.map(|(kind, message)| Notice {
                place: Place::Scan,
                kind: *kind,
                message: message.clone(),
            }));
            ran.extend(compiled.rules.iter().copied());
            next.languages.insert(language.name().to_owned(), compiled);
            found.analysed.extend(own);
            for one in looked {
                next.files.extend(one.entry);
                found.findings.extend(one.findings);
                found.notices.extend(one.notices);
                found.secrets.extend(one.secrets);
            }
        }
        if let Some(cache) = cache
            && (next.languages != known.languages || !next.files.keys().eq(known.files.keys()))
        {
            next.store(cache, &name);
        }
        found.rules = ran.into_iter().filter_map(|number| self.described(number)).collect();
        found
    }
}

/// The rules over the files of one language.
struct Pass<'p> {
    rules: &'p CodeRules,
    files: &'p dyn Files,
    handlers: &'p Handlers,
    limits: &'p Limits,
    language: Language,
    known: &'p Book,
    /// Compiled only if some file needs it.
    program: OnceLock<(Program, Vec<Notice>)>,
}

/// What came of one file.
#[derive(Default)]
struct Looked {
    findings: Vec<Finding>,
    notices: Vec<Notice>,
    secrets: Vec<Span>,
    /// What to know of it next time.
    entry: Option<(String, Entry)>,
}

impl Pass<'_> {
    fn file(&self, file: FileId) -> Looked {
        let (text, said) = match read(self.files, file) {
            Ok(read) => read,
            Err(notice) => return Looked { notices: vec![notice], ..Looked::default() },
        };
        let handlers = self.handlers.get(&file).map_or(&[][..], Vec::as_slice);
        let called = format!("{handlers:?}");
        let key = cache::digest(&[self.files.path(file).as_bytes(), text.as_bytes(), called.as_bytes()]);
        let entry = self.known.files.get(&key).cloned().unwrap_or_else(|| self.look(file, &text, handlers));
        let mut looked = Looked { notices: said, ..Looked::default() };
        looked.notices.extend(entry.notices(file));
        for hit in &entry.hits {
            let (Some(rule), Some(id)) = (self.rules.rules.get(hit.rule), self.rules.ids.get(hit.rule)) else {
                continue;
            };
            let mut finding = hit.finding(id, rule, file, &text);
            finding.functions.extend(handlers.iter().map(|(_, function)| function.clone()));
            looked.findings.push(finding);
            let span = |at: &std::ops::Range<u32>| Span::new(file, at.start as usize, at.end as usize);
            looked.secrets.extend(hit.secrets.iter().map(span));
        }
        looked.entry = entry.is_plain().then_some((key, entry));
        looked
    }

    /// What the rules find in a file.
    fn look(&self, file: FileId, text: &str, handlers: &[(Handler, String)]) -> Entry {
        let (program, _) = self.program();
        let path = self.files.path(file);
        let rules = &self.rules.rules;
        let (found, notices) = over_candidates(file, text, program, self.limits, |code, present, candidates, steps| {
            let run = Run::new(program, code, present, steps);
            let named: Vec<Handler> = handlers.iter().map(|(handler, _)| handler.clone()).collect();
            let events = flow::events(code, &named);
            let rules = candidates.iter().filter_map(|number| Some((*number, rules.get(*number)?)));
            let rules = rules.filter(|(_, rule)| rule.paths.contains(path));
            rules.flat_map(|(number, rule)| hits(number, rule, &run, Some(&events))).collect()
        });
        Entry::new(found, &notices)
    }

    fn program(&self) -> &(Program, Vec<Notice>) {
        self.program.get_or_init(|| compile(&self.rules.rules, self.language))
    }

    fn compiled(&self) -> Compiled {
        let known = self.known.languages.get(self.language.name()).filter(|_| self.program.get().is_none());
        if let Some(known) = known {
            return known.clone();
        }
        let (program, notices) = self.program();
        // The messages name the rules; their spans point into rule files.
        let said = notices.iter().map(|notice| (notice.kind, notice.message.clone()));
        Compiled { rules: program.rules.clone(), notices: said.collect() }
    }
}

fn digest(files: &dyn Files, every: &[FileId]) -> String {
    let read = every.iter().map(|file| (files.path(*file), files.read(*file).unwrap_or_default()));
    let read: Vec<(&str, Vec<u8>)> = read.collect();
    let parts: Vec<&[u8]> = read.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes.as_slice()]).collect();
    cache::digest(&parts)
}

/// A notice about a rule file, whose id means nothing among the files of the scan.
fn by_path(files: &dyn Files, notice: Notice) -> Notice {
    let (file, at) = match notice.place {
        Place::Span(span) => (span.file, Some(span.start)),
        Place::File(file) => (file, None),
        Place::Scan | Place::Path(_) => return notice,
    };
    let path = files.path(file);
    let line = at.and_then(|at| {
        let text = syntax::decode(file, files.read(file).ok()?).0;
        Some(LineIndex::new(&text).line(at))
    });
    let place = line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"));
    Notice { place: Place::Path(place), ..notice }
}
