//! How near packages with known vulnerabilities are to whoever sends events: imported, started, called, fed.

use std::collections::BTreeMap;

use deps::{Call, Evidence, Judged, Judgement, Nature, Tier, Vulnerability, Way};
use finding::{Notice, Severity, Step};
use flow::imports::{Answer, Basis, Doubt, ImportGraph, ReachedPackage};
use model::{Application, FunctionId, Reach, Target};
use packages::{Ecosystem, Package};
use paths::Weakness;
use source::{FileId, Files, Limits, Span};

use crate::code::{Called, Wanted, called};

/// Finds the ways to all that is judged, from what each function loads.
pub(super) fn ways(
    files: &dyn Files,
    app: &Application,
    graphs: &BTreeMap<String, ImportGraph>,
    judgement: &mut Judgement,
    limits: &Limits,
) -> Vec<Notice> {
    if graphs.is_empty() {
        return Vec::new();
    }
    let (calls, notices) = calls(files, app, graphs, judgement, limits);
    let look = Look { triggers: triggers(app), graphs, calls };
    for judged in &mut judgement.packages {
        let package = &judged.package;
        let asked = Asked::of(package.ecosystem, &package.name, package.version.as_deref(), judged.evidence);
        let own = look.ways(&judged.functions, &asked, &judged.vulnerabilities.iter().collect::<Vec<_>>());
        judged.set_ways(own);
    }
    for judged in &mut judgement.ranges {
        let requirement = &judged.requirement;
        let asked = Asked::of(requirement.ecosystem, &requirement.name, None, judged.evidence);
        let known: Vec<&Vulnerability> = judged.allowed.iter().map(|own| &own.vulnerability).collect();
        let own = look.ways(&judged.functions, &asked, &known);
        judged.set_ways(own);
    }
    notices.into_iter().chain(graphs.values().flat_map(|graph| graph.notices.clone())).collect()
}

/// The calls of all that is vulnerable, in the code that handlers load; that of installed packages is theirs to mend.
fn calls(
    files: &dyn Files,
    app: &Application,
    graphs: &BTreeMap<String, ImportGraph>,
    judgement: &Judgement,
    limits: &Limits,
) -> (Vec<Called>, Vec<Notice>) {
    let of_packages = judgement.packages.iter().flat_map(|judged| {
        let url = url(judged.package.ecosystem, &judged.package.name);
        judged.vulnerabilities.iter().map(move |own| (url.clone(), own))
    });
    let of_ranges = judgement.ranges.iter().flat_map(|judged| {
        let url = url(judged.requirement.ecosystem, &judged.requirement.name);
        judged.allowed.iter().map(move |own| (url.clone(), &own.vulnerability))
    });
    let known: Vec<(String, &Vulnerability)> =
        of_packages.chain(of_ranges).filter(|(_, own)| own.nature == Nature::Vulnerability).collect();
    let wanted: Vec<Wanted<'_>> =
        known.iter().map(|(package, own)| Wanted { package, names: &own.names, symbols: &own.symbols }).collect();
    let own = files.paths().len();
    let mut code: Vec<FileId> = graphs.values().flat_map(|graph| graph.files.keys().copied()).collect();
    code.retain(|file| (file.0 as usize) < own);
    code.sort_unstable();
    code.dedup();
    called(files, &app.project, &wanted, &code, limits)
}

/// A package URL without a version.
fn url(ecosystem: Ecosystem, name: &str) -> String {
    let package = Package::new(ecosystem, name, None, Span::new(FileId(0), 0, 0));
    sbom::purl_of(&package).map_or_else(String::new, |purl| purl.to_string())
}

/// What starts a function, by its full name: the way in that most people may take, and whether anybody may.
fn triggers(app: &Application) -> BTreeMap<String, (Step, Reach)> {
    let mut found: BTreeMap<FunctionId, (Step, Reach)> = BTreeMap::new();
    for (id, entry) in app.project.entry_ids() {
        let Target::Function(function) = entry.target else { continue };
        let reach = app.exposure.reach(id);
        let message = format!("{} starts it, {}", entry.label(&app.project), who(reach));
        let step = Step { span: entry.origin.written(), message };
        if found.get(&function).is_none_or(|(_, known)| *known < reach) {
            found.insert(function, (step, reach));
        }
    }
    let named = found
        .into_iter()
        .filter_map(|(id, own)| Some((app.project.full_name(&app.project.function(id)?.resource), own)));
    named.collect()
}

fn who(reach: Reach) -> &'static str {
    match reach {
        Reach::Public => "which anybody may do",
        _ if reach.is_open() => "which whoever has the API key may do",
        _ => "which not everybody may do",
    }
}

/// The functions that a package lets whoever sends an event steer.
pub(super) fn weaknesses(judged: &Judged) -> impl Iterator<Item = (Severity, Weakness)> {
    let fed = judged.ways.iter().filter(|way| way.evidence.tier == Tier::Fed);
    fed.filter_map(|way| {
        let call = way.calls.first()?;
        let own =
            judged.vulnerabilities.iter().filter(|own| call.vulnerabilities.iter().any(|name| name == own.name()));
        let severity = own.filter_map(|own| own.rating).map(|rating| rating.severity).max();
        let package = &judged.package;
        let weakness = Weakness {
            function: way.function.clone(),
            label: format!("{} {}", package.written_name, package.version.as_deref().unwrap_or_default()),
            message: format!("what the caller sends gets to {}", first_of(&call.vulnerabilities)),
            span: call.at.span,
        };
        Some((severity.unwrap_or(Severity::High), weakness))
    })
}

/// A package that is asked for.
struct Asked<'a> {
    ecosystem: Ecosystem,
    name: &'a str,
    version: Option<&'a str>,
    url: String,
    evidence: Evidence,
}

impl<'a> Asked<'a> {
    fn of(ecosystem: Ecosystem, name: &'a str, version: Option<&'a str>, evidence: Evidence) -> Self {
        Self { ecosystem, name, version, url: url(ecosystem, name), evidence }
    }
}

struct Look<'l> {
    triggers: BTreeMap<String, (Step, Reach)>,
    graphs: &'l BTreeMap<String, ImportGraph>,
    calls: Vec<Called>,
}

impl Look<'_> {
    /// The ways in each of the functions, the nearest first.
    fn ways(&self, functions: &[String], asked: &Asked<'_>, known: &[&Vulnerability]) -> Vec<Way> {
        let own = functions.iter().filter_map(|name| self.graphs.get_key_value(name));
        let mut ways: Vec<Way> = own.map(|(name, graph)| self.way(name, graph, asked, known)).collect();
        ways.sort_by_key(|way| std::cmp::Reverse((way.evidence, way.is_open)));
        ways
    }

    fn way(&self, function: &str, graph: &ImportGraph, asked: &Asked<'_>, known: &[&Vulnerability]) -> Way {
        let mut way = Way::new(function.to_owned(), asked.evidence);
        match graph.answer(asked.ecosystem, asked.name, asked.version) {
            Answer::Imported(package) => self.imported(&mut way, graph, package, asked, known),
            Answer::NotImported(basis) => {
                way.evidence.evaluated = Tier::Imported;
                way.is_ruled_out = basis == Basis::Modules;
                let message = match basis {
                    Basis::Modules => format!("nothing that `{function}` loads imports it: all of that was read"),
                    Basis::Lockfile => format!(
                        "nothing that `{function}` loads asks for it, by the lockfile; what packages load was not read"
                    ),
                };
                way.because = Some(Step { span: None, message });
            }
            Answer::Unknown(doubt) => way.because = Some(doubtful(function, doubt)),
        }
        way
    }

    fn imported(
        &self,
        way: &mut Way,
        graph: &ImportGraph,
        package: &ReachedPackage,
        asked: &Asked<'_>,
        known: &[&Vulnerability],
    ) {
        way.imports = package
            .proof
            .iter()
            .map(|step| Step { span: Some(step.span), message: format!("imports `{}`", step.written) })
            .collect();
        if !package.through.is_empty() {
            let message = format!("which asks for `{}`, by way of {}", asked.name, package.through.join(" → "));
            way.imports.push(Step { span: None, message });
        }
        way.evidence = Evidence { tier: Tier::Imported, evaluated: Tier::Reachable };
        let trigger = self.triggers.get(&way.function);
        way.trigger = trigger.map(|(step, _)| step.clone());
        way.is_open = trigger.is_some_and(|(_, reach)| *reach == Reach::Public);
        if trigger.is_some() {
            way.evidence.tier = Tier::Reachable;
        }
        let is_here = |call: &&Called| call.package == asked.url && graph.files.contains_key(&call.at.file);
        let is_known = |name: &String| known.iter().any(|own| own.name() == name);
        let mut calls: Vec<Call> = self
            .calls
            .iter()
            .filter(is_here)
            .filter_map(|call| {
                let vulnerabilities: Vec<String> =
                    call.advisories.iter().filter(|name| is_known(name)).cloned().collect();
                (!vulnerabilities.is_empty()).then(|| call_of(call, vulnerabilities))
            })
            .collect();
        calls.sort_by_key(|call| call.source.is_none());
        // Nobody gets to a call in a function that nothing starts; and that no call is known says nothing.
        way.evidence.tier = match calls.first() {
            Some(Call { source: Some(_), .. }) if trigger.is_some() => Tier::Fed,
            Some(_) if trigger.is_some() => Tier::Called,
            _ => way.evidence.tier,
        };
        way.evidence.evaluated = way.evidence.evaluated.max(way.evidence.tier);
        way.calls = calls;
    }
}

fn call_of(call: &Called, vulnerabilities: Vec<String>) -> Call {
    let message = format!("calls `{}`, where {} lies", call.callable, first_of(&vulnerabilities));
    let source = call.source.map(|span| Step { span: Some(span), message: "what the caller sends".to_owned() });
    Call { at: Step { span: Some(call.at), message }, source, vulnerabilities }
}

/// The first of some names, and how many others there are.
fn first_of(names: &[String]) -> String {
    let first = names.first().map_or("", String::as_str);
    match names.len() {
        0 | 1 => first.to_owned(),
        many => format!("{first} with {} more", many - 1),
    }
}

/// Why it cannot be told whether a function imports a package.
fn doubtful(function: &str, doubt: Doubt<'_>) -> Step {
    let start = format!("whether `{function}` imports it cannot be told");
    match doubt {
        Doubt::Edge(edge) => Step { span: Some(edge.span), message: format!("{start}: {}", edge.why.text()) },
        Doubt::Unlisted(own) => {
            Step { span: None, message: format!("{start}: nothing says what `{}` loads", own.name()) }
        }
        Doubt::Unexplained(own) => {
            Step { span: None, message: format!("{start}: nothing says which package `{}` is of", own.name()) }
        }
    }
}
