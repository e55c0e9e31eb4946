//! `maremma iam diff`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use account::{Account, Held};
use finding::Notice;
use inquiry::diff::{Diff, Side, Verdict, diff};
use inquiry::{Deployment, Subject};
use model::Application;
use policy::PolicyDocument;
use report::{Diffs, Problem};
use scan::{ExitCode, Sources};
use source::Span;

use super::subjects::{self, Found};
use crate::args::iam::{AnswerFormat, DiffArgs, Place};
use crate::inputs::Inputs;
use crate::output::{Terminal, write_out};

/// One side, read.
enum Read {
    /// Files with policies: they stand side by side.
    Policies(Vec<Arc<PolicyDocument>>),
    /// Principals by name: of an account document or of templates.
    Principals(&'static str, BTreeMap<String, Vec<Subject>>, Option<Found>),
}

/// Compares, and says what is new.
pub fn run(args: &DiffArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let (mut inputs, mut notices) = (Inputs::default(), Vec::new());
    // Of the old side only what is not understood matters to the reader of the new one.
    let old = read(&args.old, args, &mut inputs, &mut Vec::new())?;
    let new = read(&args.new, args, &mut inputs, &mut notices)?;
    notices.retain(|notice: &Notice| notice.kind.is_incomplete());
    let diffs = match (&old, &new) {
        (Read::Policies(old), Read::Policies(new)) => {
            let side = |documents: &'_ [Arc<PolicyDocument>]| documents.to_vec();
            let (old, new) = (side(old), side(new));
            let (old, new) = (old.iter().map(|own| &**own), new.iter().map(|own| &**own));
            vec![(String::new(), diff(&Side::of(old), &Side::of(new)))]
        }
        (Read::Principals(kind, old, _), Read::Principals(other, new, _)) if kind == other => by_principal(old, new),
        _ => {
            let problem =
                Problem::new(format!("`{}` and `{}` are of different kinds", args.old.display(), args.new.display()));
            return Err(problem
                .with_help("compare policies with policies, accounts with accounts, applications with applications"));
        }
    };
    let sources = sources(&new, &inputs, &diffs, &notices, args.format);
    let told = Diffs { diffs: &diffs, notices: &notices, sources: &sources };
    write_out(|out| match args.format {
        AnswerFormat::Human => report::diff(&told, &terminal.out, out),
        AnswerFormat::Json => report::diff_json(&told, out),
    })?;
    Ok(code(&diffs))
}

fn read(path: &Path, args: &DiffArgs, inputs: &mut Inputs, notices: &mut Vec<Notice>) -> Result<Read, Problem> {
    let is_json = path.extension().is_none_or(|extension| extension.eq_ignore_ascii_case("json"));
    if path == Path::new("-") || (path.is_file() && is_json) {
        let values = inputs.json(path)?;
        if account::is_account(&values) {
            let account = subjects::account_of(path, &values, notices)?;
            return Ok(Read::Principals("account", of_account(&account), None));
        }
        if !subjects::is_template(&values) {
            return subjects::policies_of(path, &values, inputs, notices).map(Read::Policies);
        }
    }
    let place = Place::of_app(path, &args.parameters);
    let found = Found::read(&place, inputs, notices)?;
    let principals = match &found {
        Found::App(app, ..) => of_app(app),
        Found::Account(_) | Found::Policies { .. } => BTreeMap::new(),
    };
    Ok(Read::Principals("application", principals, Some(found)))
}

fn of_account(account: &Account) -> BTreeMap<String, Vec<Subject>> {
    let named = account.principals.iter().map(|principal| {
        let name = format!("{} {}", principal.kind.name(), principal.name);
        (name, vec![Subject::of_account(principal, "")])
    });
    named.collect()
}

fn of_app(app: &Application) -> BTreeMap<String, Vec<Subject>> {
    let project = &app.project;
    let named = project.identities.iter().map(|identity| {
        let subjects = inquiry::subjects(project, identity, &Deployment::default(), &iam::managed_policy);
        (project.full_name(&identity.resource), subjects)
    });
    named.collect()
}

/// What is new of each principal: in what it may do, and in who may take it on. One that is new is new as a whole.
fn by_principal(old: &BTreeMap<String, Vec<Subject>>, new: &BTreeMap<String, Vec<Subject>>) -> Vec<(String, Diff)> {
    let mut diffs = Vec::new();
    for (name, subjects) in new {
        let before = old.get(name);
        for subject in subjects {
            // The same deployment, else the one in which least was allowed.
            let known = before
                .and_then(|before| before.iter().find(|own| own.only_if == subject.only_if).or_else(|| before.first()));
            let when = subject.only_if.as_ref().map_or_else(String::new, |only_if| format!(" when {only_if}"));
            let nothing = Side::default();
            let before = known.map_or(nothing, side);
            diffs.push((format!("{name}{when}"), diff(&before, &side(subject))));
            if let Some(trust) = document(subject.trust.as_ref()) {
                let before = known.and_then(|known| document(known.trust.as_ref()));
                diffs.push((format!("{name}: who may take it on"), diff(&Side::of(before), &Side::of([trust]))));
            }
        }
    }
    diffs
}

fn side(subject: &Subject) -> Side<'_> {
    let documents = subject.policies.iter().filter_map(|held| held.document.as_deref()).collect();
    Side { documents, boundary: document(subject.boundary.as_ref()) }
}

fn document(held: Option<&Held>) -> Option<&PolicyDocument> {
    held.and_then(|held| held.document.as_deref())
}

fn sources(new: &Read, inputs: &Inputs, diffs: &[(String, Diff)], notices: &[Notice], format: AnswerFormat) -> Sources {
    let additions = diffs.iter().flat_map(|(_, diff)| &diff.additions);
    let noticed = notices.iter().filter_map(|notice| match notice.place {
        finding::Place::Span(span) => Some(span),
        _ => None,
    });
    let spans: Vec<Span> =
        additions.filter_map(|addition| addition.statement.origin.written()).chain(noticed).collect();
    match new {
        Read::Principals(_, _, Some(found)) => found.sources(inputs, spans, format),
        Read::Principals(..) | Read::Policies(_) => {
            let mut sources = Sources::default();
            inputs.add_to(&mut sources);
            sources
        }
    }
}

fn code(diffs: &[(String, Diff)]) -> ExitCode {
    let any = |test: fn(Verdict) -> bool| diffs.iter().any(|(_, diff)| test(diff.verdict));
    if any(|verdict| verdict == Verdict::New) {
        ExitCode::Findings
    } else if any(|verdict| matches!(verdict, Verdict::Undecided(_))) {
        ExitCode::Incomplete
    } else {
        ExitCode::Clean
    }
}

impl Place {
    /// The templates of a path.
    fn of_app(path: &Path, parameters: &[(String, String)]) -> Self {
        Self {
            account: None,
            app: Some(PathBuf::from(path)),
            policies: Vec::new(),
            boundary: None,
            parameters: parameters.to_vec(),
            parameter_file: None,
            account_id: None,
            region: None,
        }
    }
}
