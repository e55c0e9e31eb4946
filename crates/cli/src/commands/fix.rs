//! `maremma fix`.

mod packages;

use std::cell::Cell;
use std::path::Path;

use ::advisory::{Addresses, Client, OnlineRegistry, Shelf};
use finding::{Finding, Fix, FixSafety};
use fix::{Change, Mended, mend};
use report::{Problem, text_diff};
use scan::ExitCode;
use source::{FileId, Files};
use upgrade::{How, Plan};

use crate::args::FixArgs;
use crate::disk::{self, DiskFiles};
use crate::output::{Terminal, write_out};
use crate::progress::Progress;
use crate::session;
use crate::settings::Settings;
use packages::Upgraded;

/// Makes the fixes of what a scan finds, or shows them.
pub fn run(args: &FixArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let mut settings = Settings::load(&args.target)?;
    settings.config.baseline = settings.read_baseline()?;
    let (files, _) = session::files(&settings, &args.target, terminal)?;
    known_rules(args, &settings)?;
    let left_to_judge = Cell::new(false);
    let mut mended = {
        let _shown = Progress::show(terminal.watched, &format!("scanning {} files", files.paths().len()));
        let mut scan = |files: &dyn Files| scan::scan(files, &settings.config).findings;
        mend(&files, &|finding| chosen(args, finding, &left_to_judge), &mut scan)
    };
    let upgraded = upgraded(args, &files, &settings, &mut mended, terminal)?;
    mended.made.sort_by_key(|made| (made.finding.location.span.file, made.line));
    if args.diff {
        write_out(|out| {
            mended.files.iter().try_for_each(|(file, change)| {
                write!(out, "{}", patch(&settings.root, &files, *file, change, terminal))
            })
        })?;
    } else {
        for (file, change) in &mended.files {
            disk::replace(&settings.root.join(files.path(*file)), &change.before, &change.after)?;
        }
        write_out(|out| {
            mended.made.iter().try_for_each(|made| {
                let path = files.path(made.finding.location.span.file);
                writeln!(out, "{path}:{}: {} [{}]", made.line, made.fix.title, made.finding.rule)
            })?;
            upgraded.made.iter().try_for_each(|plan| write!(out, "{}", changes(plan, files.path(plan.file))))
        })?;
    }
    say_packages(&upgraded, &files, terminal);
    say(args, &mended, left_to_judge.get(), &files, terminal);
    let is_open = args.diff && !mended.files.is_empty();
    Ok(if is_open { ExitCode::Findings } else { ExitCode::Clean })
}

/// Makes the changes of packages, if they are asked for, beside those that were made; their files are added to the others.
fn upgraded(
    args: &FixArgs,
    files: &DiskFiles,
    settings: &Settings,
    mended: &mut Mended,
    terminal: &Terminal,
) -> Result<Upgraded, Problem> {
    let is_wanted = args.rule.is_empty() || args.rule.iter().any(|rule| rule.starts_with("deps/"));
    if !is_wanted {
        return Ok(Upgraded::default());
    }
    let _shown = Progress::show(terminal.watched, "looking for better versions of packages");
    let findings = scan::scan(files, &settings.config).findings;
    let online = args.online.then(online_registry).transpose()?;
    let asked = (args.registry_snapshot.as_slice(), online.as_ref());
    let upgraded = packages::upgrade(files, &mended.files, &settings.config, asked, &findings)?;
    mended.files.extend(upgraded.files.clone());
    Ok(upgraded)
}

/// A line for each package that gets another version, without those that come along.
fn changes(plan: &Plan, path: &str) -> String {
    let line = |change: &upgrade::Change| {
        let how = match change.how {
            How::Asked => "",
            How::Locked => " (locked)",
            How::Forced => " (forced)",
            How::ForcedAcross => " (forced across a major version: what asks for it may break)",
            How::Along => return None,
        };
        Some(format!("{path}: {} {} -> {}{how}\n", change.name, change.from.join(", "), change.to.join(", ")))
    };
    plan.changes.iter().filter_map(line).collect()
}

/// Says what came of the packages: what has to be run, and what is left and why.
fn say_packages(upgraded: &Upgraded, files: &DiskFiles, terminal: &Terminal) {
    for plan in &upgraded.made {
        let (before, after) = plan.vulnerabilities;
        let path = files.path(plan.file);
        terminal.say(&format!("{path}: known vulnerabilities: {after} instead of {before}"));
        if !plan.command.is_empty() {
            terminal.say(&format!("{path}: then run `{}`", plan.command));
        }
    }
    for file in &upgraded.refused {
        terminal.say(&format!("not changed: {}: a scan of the change found something new", files.path(*file)));
    }
    for plan in &upgraded.left {
        for left in &plan.left {
            let path = files.path(plan.file);
            let count = left.vulnerabilities.len();
            terminal.say(&format!("left: {path}: {} {} ({count} known): {}", left.name, left.version, left.why));
        }
    }
}

/// The fix to make for a finding: its best, if it is asked for. Notes whether there is one that only a person should make.
fn chosen<'f>(args: &FixArgs, finding: &'f Finding, left_to_judge: &Cell<bool>) -> Option<&'f Fix> {
    let is_named = args.rule.is_empty() || args.rule.iter().any(|rule| rule == finding.rule.as_str());
    if !finding.is_active() || !is_named {
        return None;
    }
    let fix = finding.fixes.iter().find(|fix| args.suggested || fix.safety == FixSafety::Safe);
    left_to_judge.set(left_to_judge.get() || fix.is_none() && !finding.fixes.is_empty());
    fix
}

/// A rule that does not exist is a mistake, not a wish that nothing fulfils.
fn known_rules(args: &FixArgs, settings: &Settings) -> Result<(), Problem> {
    let known: Vec<String> =
        scan::rules().iter().map(|rule| rule.id.to_string()).chain(settings.config.code.ids()).collect();
    match args.rule.iter().find(|rule| !known.contains(rule)) {
        None => Ok(()),
        Some(rule) => {
            let problem = Problem::new(format!("there is no rule `{rule}`"));
            Err(match scan::nearest(rule, known.iter().map(String::as_str)) {
                Some(near) => problem.with_help(format!("did you mean `{near}`?")),
                None => problem,
            })
        }
    }
}

/// The change as a patch that can be applied where the command was given.
fn patch(root: &Path, files: &DiskFiles, file: FileId, change: &Change, terminal: &Terminal) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let path = match root == Path::new(".") || root.is_absolute() {
        true => files.path(file).to_owned(),
        false => root.join(files.path(file)).display().to_string(),
    };
    text_diff(&path, &text(&change.before), &text(&change.after), &terminal.out)
}

/// Says what was made, and what was not and why.
fn say(args: &FixArgs, mended: &Mended, left_to_judge: bool, files: &DiskFiles, terminal: &Terminal) {
    for (finding, left) in &mended.left {
        let path = files.path(finding.location.span.file);
        terminal.say(&format!("not fixed: {} in {path}: {}", finding.rule, left.reason()));
    }
    let count = |number: usize, noun: &str| if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") };
    let word = if args.diff { "to make" } else { "made" };
    let (made, changed) = (count(mended.made.len(), "fix").replace("fixs", "fixes"), count(mended.files.len(), "file"));
    let hint = if left_to_judge { "; --suggested makes those too that need a person's judgement" } else { "" };
    terminal.say(&format!("{made} {word} in {changed}{hint}"));
}

/// The registries on the network, at the addresses of the environment or their own.
fn online_registry() -> Result<OnlineRegistry, Problem> {
    let usual = Addresses::default();
    let set = |name: &str, usual: String| std::env::var(name).ok().filter(|url| !url.is_empty()).unwrap_or(usual);
    let addresses = Addresses {
        npm: set("MAREMMA_NPM_URL", usual.npm).trim_end_matches('/').to_owned(),
        pypi: set("MAREMMA_PYPI_URL", usual.pypi).trim_end_matches('/').to_owned(),
        maven: set("MAREMMA_MAVEN_URL", usual.maven).trim_end_matches('/').to_owned(),
    };
    let shelf = Shelf::of_user().ok_or_else(|| Problem::new("no folder for documents of registries is known"))?;
    OnlineRegistry::new(Client::default(), addresses, shelf.cache()).map_err(|error| Problem::new(error.to_string()))
}
