//! The command line and the config file, joined: what to scan and how.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use finding::{Notice, Place};
use report::Problem;
use sbom::Statement;
use scan::code::CodeRules;
use scan::{Baseline, Config, ConfigFile, nearest};
use source::{FileId, Limits, MemoryFiles};

use crate::args::Target;
use crate::disk::reason;
use crate::inputs::{self, Inputs};
use crate::{advisories, cache, clock, parameters, walk};

/// The name of the config.
const CONFIG: &str = "maremma.toml";
/// The name of the baseline.
const BASELINE: &str = "maremma-baseline.json";

/// What a run is asked to do.
#[derive(Debug)]
pub struct Settings {
    /// The folder that is scanned.
    pub root: PathBuf,
    /// The only files that are looked at, if a file that can be no template was named: that one, and for a manifest the
    /// lockfiles beside it.
    pub alone: Vec<Arc<str>>,
    /// What the scan is asked; its baseline is not read yet.
    pub config: Config,
    /// What the config file says.
    pub file: ConfigFile,
    /// What cannot be used of what lies on this machine.
    pub notices: Vec<Notice>,
    /// Where the baseline is.
    pub baseline: PathBuf,
    /// Whether somebody named the baseline, so that it has to be there.
    baseline_named: bool,
}

impl Settings {
    /// Reads the config and joins it with the command line, which outranks it.
    pub fn load(target: &Target) -> Result<Self, Problem> {
        let (root, named) = root(&target.path)?;
        let (mut templates, mut boms) = (Vec::new(), Vec::new());
        let alone = match named {
            Some(name) if scan::lists_packages(&name) => package_files(&root, name),
            Some(name) if bom(&root.join(&name))? => {
                boms.push(name.clone());
                vec![Arc::from(name)]
            }
            Some(name) if scan::is_template_name(&name) => {
                templates.push(name);
                Vec::new()
            }
            Some(name) => vec![Arc::from(name)],
            None => Vec::new(),
        };
        let (file, folder) = match config_path(target, &root) {
            Some(path) => (read_config(&path)?, path.parent().map_or_else(|| root.clone(), Path::to_owned)),
            None => (ConfigFile::default(), root.clone()),
        };
        let mut parameters = file.parameters.clone();
        if let Some(path) = &target.parameter_file {
            parameters.extend(parameters::read(path)?);
        }
        parameters.extend(target.parameters.iter().cloned());
        let named = target.baseline.clone().or_else(|| Some(folder.join(file.baseline.as_ref()?)));
        let mut config = Config {
            only: pick(&target.only, &file.only)?,
            skip: pick(&target.skip, &file.skip)?,
            templates,
            boms,
            licences: file.licences.clone(),
            vex: vex(target, &file, &folder)?,
            parameters,
            rules: file.rules.clone(),
            code: CodeRules::default(),
            cache: (!target.no_cache).then(|| cache::open(&root)).flatten(),
            advisories: Vec::new(),
            baseline: None,
            as_of: target.as_of.clone().unwrap_or_else(clock::today),
            limits: Limits::default(),
        };
        // Nothing is read in vain; but what is named has to be good.
        if config.runs("code") || !target.rules.is_empty() {
            config.code = code(target)?;
        }
        let mut notices = Vec::new();
        if config.runs("deps") {
            (config.advisories, notices) = advisories::fetched();
        }
        let baseline_named = named.is_some();
        let baseline = named.unwrap_or_else(|| root.join(BASELINE));
        Ok(Self { root, alone, config, file, notices, baseline, baseline_named })
    }

    /// Reads the baseline; `None` when there is none and nobody asked for one.
    pub fn read_baseline(&self) -> Result<Option<Baseline>, Problem> {
        if !self.baseline_named && !self.baseline.exists() {
            return Ok(None);
        }
        let named = |what: String| Problem::new(format!("baseline `{}`: {what}", self.baseline.display()));
        let text = std::fs::read_to_string(&self.baseline)
            .map_err(|error| named(reason(&error)).with_help("`maremma baseline create` writes one"))?;
        Baseline::parse(&text).map(Some).map_err(|error| named(error.to_string()))
    }
}

/// A file that lists packages, and the lockfiles beside it that say which versions it takes; sorted.
fn package_files(folder: &Path, named: String) -> Vec<Arc<str>> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<Arc<str>> =
        names.filter(|name| name == ".npmrc" || scan::locks(name, &named)).map(Arc::from).collect();
    names.push(Arc::from(named));
    names.sort_unstable();
    names
}

/// Whether a file is a bill of materials, by its content. One that is and cannot be read is a problem.
pub fn bom(path: &Path) -> Result<bool, Problem> {
    let limits = Limits::default();
    let mut bytes = Vec::new();
    let opened = File::open(path).and_then(|file| file.take(limits.file_bytes).read_to_end(&mut bytes));
    if opened.is_err() {
        // Whoever reads it next says why it cannot be read.
        return Ok(false);
    }
    let (text, _) = syntax::decode(FileId(0), bytes);
    match sbom::unread(&text) {
        Some(why) => {
            let problem = Problem::new(format!("cannot read `{}`: {why}", path.display()));
            Err(problem.with_help("tools that write bills of materials can write JSON too"))
        }
        None => Ok(sbom::is_bom(&text)),
    }
}

/// The statements of all documents of OpenVEX that the command line or the config names.
fn vex(target: &Target, file: &ConfigFile, folder: &Path) -> Result<Vec<Statement>, Problem> {
    let mut statements = Vec::new();
    for path in target.vex.iter().cloned().chain(file.vex.iter().map(|path| folder.join(path))) {
        let (text, shown) = (inputs::text(&path)?, inputs::shown(&path));
        let read = sbom::read_vex(FileId(0), &shown, &text, &Inputs::limits());
        if let Some(fault) = read.faults.first() {
            return Err(inputs::problem(&shown, &text, fault));
        }
        statements.extend(read.statements);
    }
    Ok(statements)
}

/// The rules over code: Maremma's own, if they are wanted, and those that are named.
fn code(target: &Target) -> Result<CodeRules, Problem> {
    let named = code_rules(&target.rules)?;
    Ok(if target.rules_only { named } else { CodeRules::pack().and(&named) })
}

/// The rules of all rule files that are named or lie in folders that are; hidden folders are not looked into.
pub fn code_rules(paths: &[PathBuf]) -> Result<CodeRules, Problem> {
    let limits = Inputs::limits();
    let mut texts = BTreeMap::new();
    for path in paths {
        let named = if path.is_dir() {
            let listing = walk::list(path, &[], &limits)?;
            let is_hidden = |below: &str| below.split('/').any(|part| part.starts_with('.'));
            let rules = listing.paths.into_iter().filter(|below| pattern::is_rule_path(below) && !is_hidden(below));
            rules.map(|below| path.join(&*below)).collect()
        } else {
            vec![path.clone()]
        };
        for file in named {
            texts.insert(inputs::shown(&file), inputs::text(&file)?);
        }
    }
    if texts.is_empty() && !paths.is_empty() {
        let problem = Problem::new("there is no rule file below the folder that `--rules` names");
        return Err(problem.with_help("rule files are YAML; a JSON file must be named itself"));
    }
    let folder = |path: &PathBuf| inputs::shown(if path.is_dir() { path } else { path.parent()? }).into();
    let folders: Vec<String> = paths.iter().filter_map(folder).collect();
    let rules = CodeRules::read(&MemoryFiles::new(texts), &folders, &limits);
    if !paths.is_empty() && !rules.can_run() {
        let problem = Problem::new("none of the rules that `--rules` names can be run");
        return Err(match rules.notices().first() {
            Some(Notice { place: Place::Beside(path, line), message, .. }) => {
                let line = line.map(|line| format!(":{line}")).unwrap_or_default();
                problem.with_help(format!("{path}{line}: {message}"))
            }
            Some(notice) => problem.with_help(notice.message.clone()),
            None => problem,
        });
    }
    Ok(rules)
}

/// The folder to scan and, if the path names a file, the file's name.
fn root(path: &Path) -> Result<(PathBuf, Option<String>), Problem> {
    let metadata = std::fs::metadata(path)
        .map_err(|error| Problem::new(format!("cannot scan `{}`: {}", path.display(), reason(&error))))?;
    if metadata.is_dir() {
        return Ok((path.to_owned(), None));
    }
    if !metadata.is_file() {
        return Err(Problem::new(format!("cannot scan `{}`: neither a file nor a folder", path.display())));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match path.file_name().and_then(|name| name.to_str()) {
        Some(name) => Ok((folder.to_owned(), Some(name.to_owned()))),
        None => Err(Problem::new(format!("cannot scan `{}`: the name is not UTF-8", path.display()))),
    }
}

/// The config that is named, or the nearest one from the scanned folder up to the top of its repository.
fn config_path(target: &Target, root: &Path) -> Option<PathBuf> {
    if target.config.is_some() {
        return target.config.clone();
    }
    let here = root.join(CONFIG);
    if here.is_file() {
        return Some(here);
    }
    let absolute = std::fs::canonicalize(root).ok()?;
    let top = absolute.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&absolute);
    let inside = absolute.ancestors().take_while(|folder| folder.starts_with(top));
    inside.map(|folder| folder.join(CONFIG)).find(|path| path.is_file())
}

/// Reads the config in a file.
pub fn read_config(path: &Path) -> Result<ConfigFile, Problem> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Problem::new(format!("config `{}`: {}", path.display(), reason(&error))))?;
    ConfigFile::parse(&text, &scan::rules(), &scan::analyzers()).map_err(|error| Problem {
        message: error.message,
        at: Some((path.display().to_string(), text.clone(), error.span)),
        help: error.help,
    })
}

/// The analyzers of the command line or else of the file.
fn pick(given: &[String], file: &[String]) -> Result<Vec<String>, Problem> {
    let known = scan::analyzers();
    match given.iter().find(|name| !known.contains(name)) {
        Some(name) => {
            let help = match nearest(name, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known: {}", known.join(", ")),
            };
            Err(Problem::new(format!("unknown analyzer `{name}`")).with_help(help))
        }
        None if given.is_empty() => Ok(file.to_vec()),
        None => Ok(given.to_vec()),
    }
}
