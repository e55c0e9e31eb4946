//! `maremma slim`.

mod copy;
mod folder;
mod load;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use model::{CodeLocation, Function, Project};
use report::{Problem, SlimmedFunction};
use scan::slim::{Deployed, Slimmed, handler_files, manifest_edits};
use scan::{ExitCode, Provision};
use source::{FileId, Files as _, Limits};

use crate::args::slim::SlimArgs;
use crate::args::{ListFormat, Target};
use crate::output::{Terminal, write_out};
use crate::session;
use crate::settings::Settings;
use copy::Scratch;
use folder::Folder;
use load::{Outcome, load};

/// A function to look at.
struct Wanted {
    name: String,
    root: PathBuf,
    handler: Option<String>,
    /// Environment variables that are known, with their values.
    environment: Vec<(String, String)>,
    runtime: Option<String>,
    provision: Option<&'static Provision>,
}

/// A function that was looked at.
struct Looked {
    wanted: Wanted,
    folder: Folder,
    entries: Vec<FileId>,
    slimmed: Slimmed,
    outcome: Option<String>,
    /// Whether it does not load as before.
    is_broken: bool,
}

/// Says what functions ship and never load, and writes copies without it.
pub fn run(args: &SlimArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let wanted = match &args.function_folder {
        Some(folder) => vec![named(folder, args.handler.clone())?],
        None => of_templates(args, terminal)?,
    };
    let limits = Limits::default();
    let looked = wanted.into_iter().filter_map(|wanted| look(wanted, &limits, terminal));
    let mut looked: Vec<Looked> = looked.collect();
    if looked.is_empty() {
        terminal.say("no function with a folder was found");
        return Ok(ExitCode::NothingToScan);
    }
    if args.manifest {
        return manifests(&looked, &limits, terminal);
    }
    for own in &mut looked {
        finish(args, own)?;
    }
    let shown: Vec<SlimmedFunction<'_>> = looked.iter().map(shown).collect();
    write_out(|out| match args.format {
        ListFormat::Human => report::slim(&shown, &terminal.out, out),
        ListFormat::Json => report::slim_json(&shown, out),
    })?;
    let is_broken = looked.iter().any(|own| own.is_broken);
    Ok(if is_broken { ExitCode::Findings } else { ExitCode::Clean })
}

/// Shows manifests without what goes, each once.
fn manifests(looked: &[Looked], limits: &Limits, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let mut patches = BTreeMap::new();
    for own in looked {
        for (file, edits) in manifest_edits(&own.folder.files, &own.slimmed, limits) {
            let path = own.wanted.root.join(own.folder.files.path(file));
            let same = looked.iter().filter(|other| other.wanted.root == own.wanted.root).count();
            if same > 1 {
                terminal.say(&format!("{}: several functions share it, and each loads its own", path.display()));
                continue;
            }
            let Ok(before) = own.folder.files.read(file) else { continue };
            let before = String::from_utf8_lossy(&before).into_owned();
            let Some(after) = fix::apply(&before, &edits) else { continue };
            let shown = path.strip_prefix(".").unwrap_or(&path).display().to_string();
            patches.insert(path, report::text_diff(&shown, &before, &after, &terminal.out));
        }
    }
    write_out(|out| patches.values().try_for_each(|patch| write!(out, "{patch}")))?;
    if !patches.is_empty() {
        terminal.say("scripts and tests may need what no handler loads; write the lockfile anew after the change");
    }
    Ok(ExitCode::Clean)
}

fn shown(own: &Looked) -> SlimmedFunction<'_> {
    SlimmedFunction {
        name: own.wanted.name.clone(),
        folder: own.wanted.root.display().to_string(),
        files: &own.folder.files,
        slimmed: &own.slimmed,
        outcome: own.outcome.clone(),
    }
}

/// A function that is nothing but a folder.
fn named(folder: &Path, handler: Option<String>) -> Result<Wanted, Problem> {
    if !folder.is_dir() {
        return Err(Problem::new(format!("`{}` is no folder", folder.display())));
    }
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().map_or_else(|| "function".to_owned(), |name| name.to_string_lossy().into_owned());
    Ok(Wanted { name, root: folder.to_owned(), handler, environment: Vec::new(), runtime: None, provision: None })
}

/// The functions of the templates; says which have no folder.
fn of_templates(args: &SlimArgs, terminal: &Terminal) -> Result<Vec<Wanted>, Problem> {
    let target = Target { only: vec!["deps".to_owned()], ..Target::of(&args.path) };
    let settings = Settings::load(&target)?;
    let (files, _) = session::files(&settings, &target, terminal)?;
    let (app, _) = scan::application(&files, &settings.config);
    let project = &app.project;
    let names: Vec<String> = project.function_ids().map(|(_, own)| project.full_name(&own.resource)).collect();
    if let Some(unknown) = args.function.iter().find(|name| !names.contains(name)) {
        let problem = Problem::new(format!("there is no function `{unknown}`"));
        return Err(match scan::nearest(unknown, names.iter().map(String::as_str)) {
            Some(near) => problem.with_help(format!("did you mean `{near}`?")),
            None => problem,
        });
    }
    let mut found: Vec<Wanted> = Vec::new();
    for ((_, function), name) in project.function_ids().zip(names) {
        let is_wanted = args.function.is_empty() || args.function.contains(&name);
        if !is_wanted || found.iter().any(|own| own.name == name) {
            continue;
        }
        let template = files.path(project.file(&function.resource));
        match root(&settings.root, source::parent_path(template), function, &name) {
            Some(root) => found.push(wanted(project, function, name, root)),
            None => terminal.say(&format!("{name}: not looked at, as its code is in no folder here")),
        }
    }
    Ok(found)
}

/// The folder that is deployed: what `sam build` made of it, if that is there.
fn root(scanned: &Path, beside: &str, function: &Function, name: &str) -> Option<PathBuf> {
    let built = scanned.join(beside).join(".aws-sam/build").join(name);
    if built.is_dir() {
        return Some(built);
    }
    let folder = match (&function.deployed, &function.code) {
        (Some(deployed), _) | (None, CodeLocation::Folder(deployed)) => scanned.join(deployed),
        (None, _) => return None,
    };
    folder.is_dir().then_some(folder)
}

fn wanted(project: &Project, function: &Function, name: String, root: PathBuf) -> Wanted {
    let cloud = project.stacks.get(function.resource.stack.index()).map(|stack| stack.cloud);
    let runtime = function.runtime.known().map(|(_, runtime, _)| runtime).next();
    let known = function.environment.iter().filter_map(|own| {
        let (_, value, _) = own.value.known().next()?;
        Some((own.name.to_string(), value.to_string()))
    });
    Wanted {
        name,
        root,
        handler: function.handler.known().map(|(_, handler, _)| handler.to_string()).next(),
        environment: known.collect(),
        runtime: runtime.map(|runtime| runtime.to_string()),
        provision: cloud.zip(runtime).and_then(|(cloud, runtime)| scan::provided(cloud, runtime)),
    }
}

/// Looks at a function; says why where it cannot.
fn look(wanted: Wanted, limits: &Limits, terminal: &Terminal) -> Option<Looked> {
    let not = |why: &str| {
        terminal.say(&format!("{}: not looked at: {why}", wanted.name));
        None
    };
    let folder = match folder::read(&wanted.root, limits) {
        Ok(folder) => folder,
        Err(why) => return not(&why),
    };
    let entries = handler_files(&folder.files, wanted.handler.as_deref(), limits);
    if entries.is_empty() {
        return not(&format!("no file of the handler in `{}`", wanted.root.display()));
    }
    let deployed = Deployed {
        files: &folder.files,
        sizes: &folder.sizes,
        entries: entries.clone(),
        named: wanted.environment.iter().map(|(_, value)| value.clone()).collect(),
        runtime: wanted.runtime.clone(),
        provision: wanted.provision,
    };
    let slimmed = scan::slim::slim(&deployed, limits);
    super::code::say(&slimmed.notices, &folder.files, terminal);
    Some(Looked { wanted, folder, entries, slimmed, outcome: None, is_broken: false })
}

/// Writes the copy and loads the handlers, as far as that is asked for.
fn finish(args: &SlimArgs, own: &mut Looked) -> Result<(), Problem> {
    if args.apply.is_none() && !args.check {
        return Ok(());
    }
    let scratch = Scratch::new()?;
    let place = match &args.apply {
        Some(out) => copy::place(out, &own.wanted.root, &own.wanted.name)?,
        None => scratch.path().join("function"),
    };
    let root = &own.wanted.root;
    copy::copy(root, &own.folder.files, &own.slimmed.dropped, &place)?;
    let written = args.apply.as_ref().map(|_| format!("written to {}", place.display()));
    let Some(said) = args.check.then(|| differs(own, &place, &scratch)) else {
        own.outcome = written;
        return Ok(());
    };
    let (is_broken, said) = match said {
        Ok(()) => (false, "loads as before".to_owned()),
        Err(why) => (true, format!("left as it was: {why}")),
    };
    if is_broken {
        copy::remove(&place)?;
        if args.apply.is_some() {
            copy::copy(root, &own.folder.files, &std::collections::BTreeSet::new(), &place)?;
        }
    }
    own.is_broken = is_broken;
    own.outcome = Some(written.into_iter().chain([said]).collect::<Vec<_>>().join(" · "));
    Ok(())
}

/// Why a function does not load from its slimmed copy as it does from its folder.
fn differs(own: &Looked, copy: &Path, scratch: &Scratch) -> Result<(), String> {
    for entry in &own.entries {
        let path = own.folder.files.path(*entry);
        let outcome = |root: &Path| load(root, path, &own.wanted.environment, scratch.path());
        match (outcome(&own.wanted.root), outcome(copy)) {
            (Outcome::Loaded(before), Outcome::Loaded(after)) if before == after => {}
            (Outcome::Loaded(_), Outcome::Loaded(_)) => return Err(format!("`{path}` offers other names")),
            (Outcome::Loaded(_), Outcome::Failed(why)) => return Err(format!("`{path}` no longer loads: {why}")),
            (Outcome::Failed(why), _) => return Err(format!("`{path}` does not load here as it is: {why}")),
        }
    }
    Ok(())
}
