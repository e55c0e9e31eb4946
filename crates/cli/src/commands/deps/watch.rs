//! `maremma deps watch`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::Application;
use report::Problem;
use scan::{Config, ExitCode, Packages, Seen, Watch, Watched};
use source::FileId;

use crate::args::{ListFormat, Target, WatchArgs};
use crate::disk::{DiskFiles, reason, write_whole};
use crate::output::{Terminal, write_out};
use crate::settings::{Settings, bom};
use crate::walk;

/// The name of the kept state.
const STATE: &str = "maremma-watch.json";

/// Judges stored bills of materials again, and says what is new.
pub fn run(args: &WatchArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let settings = Settings::load(&Target { vex: args.vex.clone(), ..Target::of_packages(first(args)) })?;
    let paths = paths(args, &settings.config)?;
    if paths.is_empty() {
        terminal.say("no bill of materials was found");
        return Ok(ExitCode::NothingToScan);
    }
    let place = args.state.clone().unwrap_or_else(|| beside(first(args)));
    let before = read(&place)?;
    let files = DiskFiles::new(PathBuf::new(), paths.clone(), &settings.config.limits);
    let boms = paths.iter().map(|path| path.to_string()).collect();
    let mut found = scan::packages(&files, &Application::default(), &Config { boms, ..settings.config });
    crate::commands::code::say(&found.notices, &files, terminal);
    super::say_unused(&found.notices, terminal);
    let keys: BTreeMap<FileId, String> =
        paths.iter().zip(0..).map(|(path, file)| (FileId(file), key(&place, Path::new(&**path)))).collect();
    let seen = seen(&found, &keys);
    let old = before.clone().unwrap_or_default();
    let folder = folder(&place);
    let changes = old.compare(&seen, &|key| folder.join(key).exists());
    keep_new(&mut found, &keys, &changes.new);
    write_out(|out| match args.format {
        ListFormat::Human => report::news(&found, &files, before.is_none(), changes.gone, &terminal.out, out),
        ListFormat::Json => report::news_json(&found, &files, before.is_none(), changes.gone, out),
    })?;
    write_whole(&place, changes.next.to_text().as_bytes())
        .map_err(|error| Problem::new(format!("cannot write `{}`: {}", place.display(), reason(&error))))?;
    Ok(match changes.new.is_empty() {
        false => ExitCode::Findings,
        true if found.is_incomplete() => ExitCode::Incomplete,
        true => ExitCode::Clean,
    })
}

fn first(args: &WatchArgs) -> &Path {
    args.paths.first().map_or(Path::new("."), PathBuf::as_path)
}

/// Where the state is kept if nobody says: in the folder that is watched, or beside the first file.
fn beside(path: &Path) -> PathBuf {
    if path.is_dir() { path.join(STATE) } else { path.with_file_name(STATE) }
}

/// The files to watch, sorted: those that are named, and those of folders whose content says what they are.
fn paths(args: &WatchArgs, config: &Config) -> Result<Vec<Arc<str>>, Problem> {
    let mut paths: Vec<Arc<str>> = Vec::new();
    for path in &args.paths {
        let named = |path: &Path| {
            let text =
                path.to_str().ok_or_else(|| Problem::new(format!("`{}`: the name is not UTF-8", path.display())))?;
            Ok(Arc::from(text))
        };
        if path.is_dir() {
            for below in walk::list(path, &[], &config.limits)?.paths.iter().filter(|below| below.ends_with(".json")) {
                let file = path.join(&**below);
                if scan::is_bom_name(below) || bom(&file)? {
                    paths.push(named(&file)?);
                }
            }
        } else if bom(path)? || scan::is_bom_name(&path.to_string_lossy()) {
            paths.push(named(path)?);
        } else {
            let problem = Problem::new(format!("`{}` is no bill of materials", path.display()));
            return Err(problem.with_help("CycloneDX and SPDX 2.2 and 2.3 are read, as JSON"));
        }
    }
    paths.sort_unstable();
    paths.dedup();
    Ok(paths)
}

/// What was kept; `None` if nothing is there yet.
fn read(place: &Path) -> Result<Option<Watch>, Problem> {
    let named = |what: String| {
        let problem = Problem::new(format!("the state `{}` cannot be used: {what}", place.display()));
        problem.with_help("take it away to begin anew: the next run then prints all that is known")
    };
    if !place.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(place).map_err(|error| named(reason(&error)))?;
    Watch::parse(&text).map(Some).map_err(|error| named(error.to_string()))
}

/// The folder of the state, as it is found from anywhere.
fn folder(place: &Path) -> PathBuf {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// What a file is called in the state: its path from the folder of the state, or its whole path.
fn key(place: &Path, path: &Path) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    whole.strip_prefix(folder(place)).unwrap_or(&whole).to_string_lossy().replace('\\', "/")
}

/// What is known now, by the names of files in the state.
fn seen(found: &Packages, keys: &BTreeMap<FileId, String>) -> BTreeMap<String, Seen> {
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for (file, key) in keys {
        let now = seen.entry(key.clone()).or_default();
        now.is_partial = found.is_file_incomplete(*file);
        let own = found.judgement.packages.iter().filter(|judged| judged.package.span.file == *file);
        now.known = own.flat_map(watched).collect();
    }
    seen
}

/// The vulnerabilities of a package.
fn watched(judged: &deps::Judged) -> impl Iterator<Item = Watched> {
    let package = sbom::purl_of(&judged.package).map_or_else(|| judged.package.name.clone(), |purl| purl.to_string());
    judged.vulnerabilities.iter().map(move |own| Watched { package: package.clone(), names: own.names.clone() })
}

/// Takes away what is not new.
fn keep_new(found: &mut Packages, keys: &BTreeMap<FileId, String>, new: &BTreeMap<String, Vec<Watched>>) {
    for judged in &mut found.judgement.packages {
        let own = keys.get(&judged.package.span.file).and_then(|key| new.get(key)).map_or(&[][..], Vec::as_slice);
        let is_new: Vec<bool> = watched(judged).map(|one| own.contains(&one)).collect();
        let mut is_new = is_new.into_iter();
        judged.vulnerabilities.retain(|_| is_new.next().unwrap_or(false));
    }
    found.judgement.packages.retain(|judged| !judged.vulnerabilities.is_empty());
}
