//! `maremma iam explain`.

use std::path::Path;
use std::sync::Arc;

use account::{Held, Via};
use finding::{Notice, NoticeKind, Place};
use inquiry::explain::{Told, explain};
use inquiry::{Deployment, Subject, kind_name, kind_of};
use policy::PolicyDocument;
use report::{Explanations, Problem};
use scan::{ExitCode, Sources};
use source::Span;

use super::asked::levels;
use super::subjects::{Found, policies};
use crate::args::iam::AnswerFormat;
use crate::args::iam::ExplainArgs;
use crate::inputs::Inputs;
use crate::output::{Terminal, write_out};

/// Explains a file or a principal.
pub fn run(args: &ExplainArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let (mut inputs, mut notices) = (Inputs::default(), Vec::new());
    let path = Path::new(&args.what);
    let (told, sources) = if args.what == "-" || path.is_file() || looks_like_a_file(&args.what) {
        of_file(path, &mut inputs, &mut notices)?
    } else {
        of_principal(args, &mut inputs, &mut notices)?
    };
    let told = Explanations { told: &told, notices: &notices, sources: &sources };
    write_out(|out| match args.format {
        AnswerFormat::Human => report::explain(&told, &terminal.out, out),
        AnswerFormat::Json => report::explain_json(&told, out),
    })?;
    Ok(ExitCode::Clean)
}

/// Whether a person meant a file, be it there or not: names of principals do not end so, and are no folders.
fn looks_like_a_file(what: &str) -> bool {
    let ends_so = [".json", ".yaml", ".yml"].iter().any(|ending| what.ends_with(ending));
    ends_so || (what.contains(['/', '.']) && Path::new(what).is_dir())
}

type Explained = (Vec<(String, Vec<Told>)>, Sources);

/// The policies of a file, each by itself.
fn of_file(path: &Path, inputs: &mut Inputs, notices: &mut Vec<Notice>) -> Result<Explained, Problem> {
    let documents = policies(path, inputs, notices)?;
    let explained = documents.into_iter().map(|document| {
        let name = format!("{} · {}", path.display(), kind_name(&kind_of(&document)));
        (name, explain(&[unnamed(document)]))
    });
    let explained = explained.collect();
    let mut sources = Sources::default();
    inputs.add_to(&mut sources);
    Ok((explained, sources))
}

/// A policy that has no name.
fn unnamed(document: Arc<PolicyDocument>) -> Held {
    let origin = document.origin.clone();
    Held { name: Arc::from(""), arn: None, via: Via::Inline, document: Some(document), origin }
}

/// What a principal may do, what limits it, and who may take it on.
fn of_principal(args: &ExplainArgs, inputs: &mut Inputs, notices: &mut Vec<Notice>) -> Result<Explained, Problem> {
    let found = Found::read(&args.place, inputs, notices)?;
    notices.retain(|notice| notice.kind.is_incomplete());
    let deployment = Deployment {
        account: args.place.account_id.as_deref().map(Arc::from),
        region: args.place.region.as_deref().map(Arc::from),
    };
    let subjects = found.subjects(&args.what, &deployment, notices)?;
    let mut explained = Vec::new();
    let (service, resource) = levels(&args.organisation, inputs, notices)?;
    for subject in &subjects {
        for held in subject.unknown() {
            let message = format!("policy `{}` is attached, but what it says is not known", held.name);
            let place = held.origin.written().map_or(Place::Scan, Place::Span);
            notices.push(Notice { place, kind: NoticeKind::Unresolved, message });
        }
        explained.extend(parts(subject));
    }
    for (what, levels) in [("service", service), ("resource", resource)] {
        for (index, level) in levels.into_iter().enumerate() {
            let name = format!("organisation, level {} · {what} control policies", index + 1);
            let told = explain(&level.into_iter().map(unnamed).collect::<Vec<_>>());
            // What only limits gives nobody anything.
            explained.push((name, told.into_iter().map(|told| Told { risks: Vec::new(), ..told }).collect()));
        }
    }
    notices.dedup();
    let spans: Vec<Span> = explained
        .iter()
        .flat_map(|(_, told): &(String, Vec<Told>)| told)
        .filter_map(|told| told.origin.written())
        .chain(notices.iter().filter_map(|notice| match notice.place {
            Place::Span(span) => Some(span),
            _ => None,
        }))
        .collect();
    let sources = found.sources(inputs, spans, args.format);
    Ok((explained, sources))
}

fn parts(subject: &Subject) -> Vec<(String, Vec<Told>)> {
    let when = subject.only_if.as_ref().map_or_else(String::new, |only_if| format!(" when {only_if}"));
    let name = format!("{}{when}", subject.name);
    let mut parts = vec![(format!("{name} · what it may do"), explain(&subject.policies))];
    if let Some(boundary) = &subject.boundary {
        parts.push((format!("{name} · what limits it"), explain(std::slice::from_ref(boundary))));
    }
    if let Some(trust) = &subject.trust {
        let trust = Held { name: Arc::from(""), ..trust.clone() };
        parts.push((format!("{name} · who may take it on"), explain(&[trust])));
    }
    parts
}
