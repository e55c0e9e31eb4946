//! Semgrep rules over the code of an application.

mod described;
mod pack;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use finding::{Finding, Notice, NoticeKind, Place, RuleId};
use flow::Handler;
use model::Project;
use pattern::{Rule, Run, load_files};
use rayon::prelude::*;
use source::{FileId, Files, Limits, LineIndex, Span};
use tree::Language;

use super::cache::{self, Book, Cache, Compiled, Entry};
use super::handlers::{Handlers, handlers};
use super::hit::hits;
use super::programs::{Key, Programs};
use super::{over_program, read, read_text};

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
    pub code: BTreeSet<FileId>,
    /// How many files were looked at.
    pub files: usize,
    /// The places that reports may not show.
    pub secrets: Vec<Span>,
}

impl CodeRules {
    /// Reads the rules of all given files. A rule that is not valid is left out with a notice. Folders that users name rules
    /// by are no part of ids: a rule must be called the same on every machine.
    pub fn read(files: &dyn Files, folders: &[String], limits: &Limits) -> Self {
        let every: Vec<FileId> = (0..files.paths().len() as u32).map(FileId).collect();
        let (rules, notices) = load_files(files, &every, limits);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for rule in &rules {
            *counts.entry(rule.id.as_str()).or_default() += 1;
        }
        // Where several files have a rule of one name, their folders tell them apart.
        let id = |rule: &Rule| match counts.get(rule.id.as_str()) {
            Some(1) => RuleId::new(&format!("code/{}", rule.id)),
            _ => RuleId::new(&format!("code/{}", rule.path_id(below(files.path(rule.file), folders)))),
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

    /// Whether one of the rules can be run.
    pub fn can_run(&self) -> bool {
        self.rules.iter().any(Rule::is_analysed)
    }

    /// What was not understood of the rule files.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The rule of an id, as reports describe it.
    pub fn rule(&self, id: &str) -> Option<finding::Rule> {
        self.described(self.ids.iter().position(|own| own.as_str() == id)?)
    }

    /// The ids of the rules in reports.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        self.ids.iter().map(RuleId::to_string)
    }

    /// Runs the rules on all files that they look at. What the cache knows of a file is not looked for again.
    pub(crate) fn run(
        &self,
        files: &dyn Files,
        project: &Project,
        limits: &Limits,
        cache: Option<&dyn Cache>,
    ) -> Found {
        let name = cache::book_name(&self.digest, limits);
        let known = Book::load(cache, &name);
        let pass = Pass {
            rules: self,
            files,
            handlers: &handlers(files, project),
            limits,
            known: &known,
            has_cache: cache.is_some(),
            programs: Programs::of(&self.rules, files.paths().iter().map(|path| &**path)),
        };
        let every: Vec<FileId> = (0..files.paths().len() as u32).map(FileId).collect();
        let looked: Vec<Looked> = every.par_iter().map(|file| pass.file(*file)).collect();
        let mut next = Book { languages: pass.compiled(), files: BTreeMap::new() };
        let mut found = Found { notices: self.notices.clone(), ..Found::default() };
        found.code.extend(every.iter().filter(|file| Language::of_path(files.path(**file)).is_some()));
        let said = next.languages.values().flat_map(|compiled| &compiled.notices);
        found.notices.extend(said.map(|(kind, message)| scan_notice(*kind, message.clone())));
        let mut binary = 0;
        for one in looked {
            match one {
                Looked::Not => {}
                Looked::Binary => binary += 1,
                Looked::Unreadable(notice) => found.notices.push(notice),
                Looked::Whole(whole) => {
                    found.files += 1;
                    next.files.extend(whole.entry);
                    found.findings.extend(whole.findings);
                    found.notices.extend(whole.notices);
                    found.secrets.extend(whole.secrets);
                }
            }
        }
        found.notices.extend(no_text(binary));
        if let Some(cache) = cache
            && (next.languages != known.languages || !next.files.keys().eq(known.files.keys()))
        {
            next.store(cache, &name);
        }
        let ran: BTreeSet<usize> = next.languages.values().flat_map(|compiled| &compiled.rules).copied().collect();
        found.rules = ran.into_iter().filter_map(|number| self.described(number)).collect();
        found
    }
}

/// The rules over the files.
struct Pass<'p> {
    rules: &'p CodeRules,
    files: &'p dyn Files,
    handlers: &'p Handlers,
    limits: &'p Limits,
    known: &'p Book,
    /// Whether what is found is kept for the next time.
    has_cache: bool,
    programs: Programs<'p>,
}

/// What became of a file.
enum Looked {
    /// No rule looks at it.
    Not,
    /// It is no text.
    Binary,
    /// It could not be read.
    Unreadable(Notice),
    /// Rules looked at it.
    Whole(Whole),
}

/// What came of a file.
struct Whole {
    findings: Vec<Finding>,
    notices: Vec<Notice>,
    secrets: Vec<Span>,
    /// What to know of it next time.
    entry: Option<(String, Entry)>,
}

impl Pass<'_> {
    /// A file is read once for all rules, and not at all if none looks at it.
    fn file(&self, file: FileId) -> Looked {
        let path = self.files.path(file);
        let mut programs: Vec<Key> = self.programs.for_path(path).collect();
        if programs.is_empty() {
            return Looked::Not;
        }
        let wanted = self.programs.wanted(path);
        programs.retain(|key| key.is_some() || self.programs.wants_text(&wanted));
        if programs.is_empty() {
            return Looked::Not;
        }
        let is_code = Language::of_path(path).is_some();
        let read = match is_code {
            true => read(self.files, file).map(Some),
            false => read_text(self.files, file).map(|text| Some((text?, Vec::new()))),
        };
        match read {
            Ok(Some((text, said))) => Looked::Whole(self.whole(file, &text, said, &programs, &wanted)),
            Ok(None) => Looked::Binary,
            Err(notice) => Looked::Unreadable(notice),
        }
    }

    fn whole(&self, file: FileId, text: &str, said: Vec<Notice>, programs: &[Key], wanted: &BTreeSet<usize>) -> Whole {
        let handlers = self.handlers.get(&file).map_or(&[][..], Vec::as_slice);
        let key = self.has_cache.then(|| {
            let called = format!("{handlers:?}");
            cache::digest(&[self.files.path(file).as_bytes(), text.as_bytes(), called.as_bytes()])
        });
        let known = key.as_ref().and_then(|key| self.known.files.get(key).cloned());
        let entry = known.unwrap_or_else(|| self.look(file, text, handlers, programs, wanted));
        let (mut findings, mut secrets) = (Vec::new(), Vec::new());
        for hit in &entry.hits {
            let (Some(rule), Some(id)) = (self.rules.rules.get(hit.rule), self.rules.ids.get(hit.rule)) else {
                continue;
            };
            let mut finding = hit.finding(id, rule, file, text);
            finding.functions.extend(handlers.iter().map(|(_, function)| function.clone()));
            findings.push(finding);
            secrets.extend(hit.secrets.iter().map(|at| Span::new(file, at.start as usize, at.end as usize)));
        }
        let notices = said.into_iter().chain(entry.notices(file)).collect();
        Whole { findings, notices, secrets, entry: key.filter(|_| entry.is_plain()).map(|key| (key, entry)) }
    }

    /// What the rules find in a file.
    fn look(
        &self,
        file: FileId,
        text: &str,
        handlers: &[(Handler, String)],
        programs: &[Key],
        wanted: &BTreeSet<usize>,
    ) -> Entry {
        let handlers: Vec<Handler> = handlers.iter().map(|(handler, _)| handler.clone()).collect();
        let (mut found, mut notices) = (Vec::new(), Vec::new());
        for (program, _) in programs.iter().filter_map(|key| self.programs.get(*key)) {
            let is_wanted = |number| wanted.contains(&number);
            let look = |run: &Run<'_>, candidates: &[usize]| {
                let events = flow::events(run.code(), &handlers);
                let rules = candidates.iter().filter_map(|number| Some((*number, self.rules.rules.get(*number)?)));
                rules.flat_map(|(number, rule)| hits(number, rule, run, Some(&events))).collect::<Vec<_>>()
            };
            let (own, noticed) = over_program(file, text, program, self.limits, !handlers.is_empty(), is_wanted, look);
            found.extend(own);
            notices.extend(noticed);
        }
        Entry::new(found, &notices)
    }

    /// What is known of the rules of each program.
    fn compiled(&self) -> BTreeMap<String, Compiled> {
        let one = |key: Key| {
            let name = key.map_or("text", Language::name).to_owned();
            let known = self.known.languages.get(&name).filter(|_| !self.programs.is_compiled(key));
            if let Some(known) = known {
                return Some((name, known.clone()));
            }
            let (program, notices) = self.programs.get(key)?;
            // The messages name the rules; their spans point into rule files.
            let said = notices.iter().map(|notice| (notice.kind, notice.message.clone()));
            Some((name, Compiled { rules: program.rules.clone(), notices: said.collect() }))
        };
        self.programs.keys().filter_map(one).collect()
    }
}

/// A notice of the scan as a whole.
fn scan_notice(kind: NoticeKind, message: String) -> Notice {
    Notice { place: Place::Scan, kind, message }
}

/// Says how many files are no text, if any are.
fn no_text(files: usize) -> Option<Notice> {
    let what = if files == 1 { "1 file is".to_owned() } else { format!("{files} files are") };
    let message = format!("{what} no text; rules for the text of any file were not run on them");
    (files > 0).then(|| scan_notice(NoticeKind::Skipped, message))
}

/// A path below the innermost of these folders that it is in.
fn below<'p>(path: &'p str, folders: &[String]) -> &'p str {
    let inside = folders.iter().filter_map(|folder| path.strip_prefix(folder.trim_end_matches('/'))?.strip_prefix('/'));
    inside.min_by_key(|rest| rest.len()).unwrap_or(path)
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
        Place::Scan | Place::Path(_) | Place::Beside(..) => return notice,
    };
    let path = files.path(file);
    let line = at.and_then(|at| {
        let text = syntax::decode(file, files.read(file).ok()?).0;
        Some(LineIndex::new(&text).line(at))
    });
    Notice { place: Place::Beside(path.to_owned(), line), ..notice }
}
