//! Where code calls what a vulnerability lies in: with what arrives there from an event, if that is known.
//!
//! Two things say what a vulnerability lies in: the rules of `rules/callables`, whose sinks are the calls that make advisories
//! matter, and the symbols that advisories of Go carry themselves. Only what concerns the given vulnerabilities is read and
//! run, so that nothing is done for an application that has none. That no call is found says nothing: neither knows all.

mod symbols;
mod table;

use std::collections::BTreeMap;
use std::ops::Range;

use finding::{Notice, NoticeKind};
use flow::{Events, Handler, taint};
use model::Project;
use pattern::rule::Mode;
use pattern::{Rule, Run};
use rayon::prelude::*;
use source::{FileId, Files, Limits, Span};
use tree::Language;

use super::handlers::{Handlers, handlers};
use super::programs::Programs;
use super::{join, over_program, over_text, read};
use symbols::Functions;
use table::Table;

/// A vulnerability of a package whose calls are looked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// The package, as a package URL without a version.
    pub package: &'w str,
    /// All names of the vulnerability, the one to call it by first.
    pub names: &'w [String],
    /// The functions in which it lies, as its advisories name them: of Go, the path of the package, a dot and the function.
    pub symbols: &'w [String],
}

impl Wanted<'_> {
    /// The name to call it by.
    fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

/// A call of what a vulnerability lies in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Called {
    /// Where: the argument that matters, or the call.
    pub at: Span,
    /// The package, as it was asked for.
    pub package: String,
    /// What is called: the id of the rule that says so, or the symbol of the advisory.
    pub callable: String,
    /// The vulnerabilities that lie in it, each by the name to call it by; sorted.
    pub advisories: Vec<String>,
    /// Where what arrives there comes from, if it is from an event or request.
    pub source: Option<Span>,
}

/// The calls in files of code, in the order of their places, and where not all was looked at. Handlers are those that the
/// project knows; where it knows none, they are told by their shape.
pub fn called(
    files: &dyn Files,
    project: &Project,
    wanted: &[Wanted<'_>],
    code: &[FileId],
    limits: &Limits,
) -> (Vec<Called>, Vec<Notice>) {
    let (table, functions) = (Table::of(wanted, limits), Functions::of(wanted));
    if table.rules.is_empty() && functions.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let look = Look {
        files,
        handlers: handlers(files, project),
        limits,
        programs: Programs::of(&table.rules, code.iter().map(|file| files.path(*file))),
        table: &table,
        functions: &functions,
    };
    let (mut found, mut notices) = (Vec::new(), Vec::new());
    join(code.par_iter().map(|file| look.file(*file)).collect(), &mut found, &mut notices);
    found.sort_unstable();
    found.dedup();
    // What else there is to say of a file, a scan of its code says.
    notices.retain(|notice| notice.kind == NoticeKind::Limit);
    (found, notices)
}

/// The rules and functions over the files.
struct Look<'l> {
    files: &'l dyn Files,
    handlers: Handlers,
    limits: &'l Limits,
    programs: Programs<'l>,
    table: &'l Table,
    functions: &'l Functions<'l>,
}

impl Look<'_> {
    fn file(&self, file: FileId) -> (Vec<Called>, Vec<Notice>) {
        let Some(language) = Language::of_path(self.files.path(file)) else { return (Vec::new(), Vec::new()) };
        let has_functions = language == Language::Go && !self.functions.is_empty();
        let program = self.programs.get(Some(language)).map(|(program, _)| program);
        if program.is_none() && !has_functions {
            return (Vec::new(), Vec::new());
        }
        let text = match read(self.files, file) {
            Ok((text, _)) => text,
            Err(notice) => return (Vec::new(), vec![notice]),
        };
        let (mut found, mut notices) = (Vec::new(), Vec::new());
        if let Some(program) = program {
            let handlers: Vec<Handler> =
                self.handlers.get(&file).into_iter().flatten().map(|(handler, _)| handler.clone()).collect();
            let look = |run: &Run<'_>, candidates: &[usize]| {
                let events = flow::events(run.code(), &handlers);
                let calls = candidates.iter().map(|number| self.of_rule(file, *number, run, &events));
                calls.flatten().collect::<Vec<_>>()
            };
            // A rule is run without sources too: that something is called counts.
            let (own, said) = over_program(file, &text, program, self.limits, true, |_| true, look);
            found.extend(own);
            notices.extend(said);
        }
        if has_functions && self.functions.may_be_in(&text) {
            let symbols = std::sync::Arc::default();
            let look = |code: pattern::Code<'_>, _: &std::cell::Cell<usize>| self.functions.calls(file, code);
            let (own, said) = over_text(file, &text, Some(language), &symbols, self.limits, look);
            found.extend(own);
            notices.extend(said);
        }
        (found, notices)
    }

    /// The calls that a rule tells of, each place once.
    fn of_rule(&self, file: FileId, number: usize, run: &Run<'_>, events: &Events) -> Vec<Called> {
        let Some((rule, told)) = self.table.rule(number) else { return Vec::new() };
        let span = |range: &Range<u32>| Span::new(file, range.start as usize, range.end as usize);
        let places = places(rule, run, events).into_iter();
        let called = places.map(|((start, end), source)| Called {
            at: span(&(start..end)),
            package: told.package.clone(),
            callable: rule.id.as_str().to_owned(),
            advisories: told.advisories.clone(),
            source: source.as_ref().map(span),
        });
        called.collect()
    }
}

/// Where the sinks of a rule are, and where what arrives there comes from.
fn places(rule: &Rule, run: &Run<'_>, events: &Events) -> BTreeMap<(u32, u32), Option<Range<u32>>> {
    let key = |range: &Range<u32>| (range.start, range.end);
    match &rule.mode {
        Mode::Taint(own) => {
            let sinks = own.sinks.iter().flat_map(|sink| run.matches(rule, &sink.formula));
            let mut places: BTreeMap<_, _> = sinks.map(|sink| (key(&sink.range), None)).collect();
            let reached = taint(run, rule, own, Some(events)).into_iter();
            places.extend(reached.map(|one| (key(&one.found.range), Some(one.source))));
            places
        }
        Mode::Search(formula) => run.matches(rule, formula).iter().map(|found| (key(&found.range), None)).collect(),
        Mode::Join(_) | Mode::Extract(_) | Mode::Dependencies(_) => BTreeMap::new(),
    }
}
