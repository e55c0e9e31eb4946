//! The command line.

pub mod advisories;
pub mod iam;
pub mod slim;

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use finding::Severity;
use scan::Date;

/// Secures serverless functions: code, configuration, permissions, event sources, data flows, cost.
#[derive(Debug, Parser)]
#[command(name = "maremma", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// Show every path, finding and notice in full
    #[arg(long, short, global = true)]
    pub verbose: bool,
}

const EXIT_CODES: &str = "Exit codes:
  0   nothing at or above --fail-on
  1   findings at or above --fail-on
  2   the command line, the config or all rules of --rules cannot be understood
  3   nothing to scan
  4   under --strict: something was not fully analysed
  70  a bug in Maremma";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find what is wrong with an application
    Scan(ScanArgs),
    /// Mend what can be mended by a change of the files
    Fix(FixArgs),
    /// Live with what is known, and see what is new
    #[command(subcommand)]
    Baseline(BaselineCommand),
    /// List what is shipped of others, what is known to be wrong with it, and where to go
    Deps(DepsArgs),
    /// Write a bill of materials
    Sbom(SbomArgs),
    /// Find what functions ship and never load, and write copies without it
    Slim(slim::SlimArgs),
    /// Keep advisories up to date, and see how old they are
    #[command(subcommand)]
    Db(advisories::DbCommand),
    /// Answer OSV's API on this machine, for tools that ask it
    ServeOsv(advisories::ServeArgs),
    /// Ask what policies allow
    #[command(subcommand)]
    Iam(iam::IamCommand),
    /// Show a rule's page
    Explain {
        /// The rule, such as `posture/open-http-route`
        rule: String,
        /// Semgrep rules that may be meant too: a rule file, or a folder of them; may be given several times
        #[arg(long, value_name = "FILE|DIR")]
        rules: Vec<PathBuf>,
    },
    /// Search code by a pattern
    Code(CodeArgs),
    /// List all rules, or test your own
    Rules {
        /// What to do; without it, rules are listed
        #[command(subcommand)]
        command: Option<RulesCommand>,
    },
    /// Write shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

const DEPS_HELP: &str =
    "A bill of materials is read as a list too: CycloneDX 1.2 to 1.7 and SPDX 2.2 and 2.3 as JSON, whatever its name.
Every file that lists packages is shown with the packages that have known vulnerabilities, the smallest version
with the fewest of them, and the functions that it lists them for. --verbose lists all packages and requirements. Ignores and
baselines are for `scan`. OpenVEX never says `not_affected` of itself: what is sure is `affected`, the rest `under_investigation`.

Exit codes:
  0   nothing known
  1   a package or requirement has a known vulnerability; with --licences: a licence that the config does not take
  2   the command line or the config cannot be understood
  3   no list of packages was found
  4   nothing known, and a list could not be read
  70  a bug in Maremma";

/// The arguments of `deps`.
#[derive(Debug, Args)]
#[command(after_help = DEPS_HELP, args_conflicts_with_subcommands = true)]
pub struct DepsArgs {
    /// What else to do
    #[command(subcommand)]
    pub command: Option<DepsCommand>,
    /// The folder of the application, a file that lists packages, a bill of materials, or an archive
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// What the list is for
    #[arg(long, value_enum, default_value_t)]
    pub format: DepsFormat,
    /// List the licences, each with its packages
    #[arg(long)]
    pub licences: bool,
    /// An OpenVEX document: what it says not to affect the application, or to be fixed, does not count; may be given several times
    #[arg(long, value_name = "FILE")]
    pub vex: Vec<PathBuf>,
    /// The package URL of the application in OpenVEX [default: pkg:generic/ and the name of the folder]
    #[arg(long, value_name = "PURL")]
    pub product: Option<String>,
    /// Who speaks in OpenVEX
    #[arg(long, value_name = "NAME", default_value = "maremma")]
    pub author: String,
}

/// What else to do with what is shipped of others.
#[derive(Debug, Subcommand)]
pub enum DepsCommand {
    /// Judge stored bills of materials again, and say only what is new since the last time
    Watch(WatchArgs),
}

const WATCH_HELP: &str =
    "The first run says all that is known and keeps it; each later one says what is new, and how much is gone: mended,
withdrawn, or with its package. Of a file that cannot be read nothing is forgotten.

Exit codes:
  0   nothing new
  1   something new
  2   the command line, the config or the kept state cannot be used
  3   no bill of materials was found
  4   nothing new, and a file could not be read
  70  a bug in Maremma";

/// The arguments of `deps watch`.
#[derive(Debug, Args)]
#[command(after_help = WATCH_HELP)]
pub struct WatchArgs {
    /// Bills of materials, CycloneDX or SPDX as JSON, or folders of them
    #[arg(required = true, value_name = "FILE|DIR")]
    pub paths: Vec<PathBuf>,
    /// Where to keep what is known [default: maremma-watch.json in the folder, or beside the first file]
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// What the news are for
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
    /// An OpenVEX document: what it says not to affect the application, or to be fixed, does not count; may be given several times
    #[arg(long, value_name = "FILE")]
    pub vex: Vec<PathBuf>,
}

/// The formats of `deps`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum DepsFormat {
    /// For people
    #[default]
    Human,
    /// For scripts
    Json,
    /// OpenVEX 0.2.0
    Openvex,
}

/// The formats of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    #[default]
    Human,
    /// For scripts
    Json,
}

const SBOM_HELP: &str = "Packages at a version are written; what is only asked for with a range is said and left out. The time is that of SOURCE_DATE_EPOCH if it is set, and the number follows from the content: the same files give the
same bytes then.

Examples:
  maremma sbom --format spdx -o app.spdx.json
  maremma sbom --function OrdersFunction

Exit codes:
  0   written
  2   the command line or the config cannot be understood, or there is no such function
  3   no package at a version was found
  70  a bug in Maremma";

/// The arguments of `sbom`.
#[derive(Debug, Args)]
#[command(after_help = SBOM_HELP)]
pub struct SbomArgs {
    /// The folder of the application, a file that lists packages, or an archive
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// The kind of document
    #[arg(long, value_enum, default_value_t)]
    pub format: BomFormat,
    /// Only what this function ships, by its name in the template
    #[arg(long, value_name = "NAME")]
    pub function: Option<String>,
    /// Write the document to a file
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The kinds of bills of materials.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum BomFormat {
    /// CycloneDX 1.6, JSON
    #[default]
    Cyclonedx,
    /// CycloneDX 1.7, JSON
    #[value(name = "cyclonedx-1.7")]
    CyclonedxNext,
    /// SPDX 2.3, JSON
    Spdx,
}

const CODE_EXAMPLES: &str = "Examples:
  maremma code -e 'os.system(...)' -l python src
  maremma code -e 'fetch($URL, ...)' -l ts

PATTERN is one of Semgrep's: `$X` stands for anything, `...` for any number of things.

Exit codes:
  0   found
  1   not found
  2   the command line or the pattern cannot be understood
  70  a bug in Maremma";

/// The arguments of `code`.
#[derive(Debug, Args)]
#[command(after_help = CODE_EXAMPLES)]
pub struct CodeArgs {
    /// What the code looks like
    #[arg(long, short = 'e', value_name = "PATTERN")]
    pub pattern: String,
    /// The language: python, javascript, typescript, java, go, ruby, php or csharp; generic or regex for any text
    #[arg(long, short, value_name = "LANGUAGE")]
    pub language: String,
    /// The folder or file to search
    #[arg(default_value = ".")]
    pub path: PathBuf,
}

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Run Semgrep rules on the fixtures beside them: `x.yaml` on `x.py`, whose comments say what must be found
    Test {
        /// The folder with rules and fixtures
        #[arg(default_value = ".")]
        path: PathBuf,
    },
}

/// What to scan, and how.
#[derive(Debug, Args)]
pub struct Target {
    /// The folder of the application, one template, one file of code, a file that lists packages, a bill of materials, or an
    /// archive
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Run only these analyzers: code, deps, iam, paths, posture, secrets
    #[arg(long, value_name = "ANALYZER", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Do not run these analyzers
    #[arg(long, value_name = "ANALYZER", value_delimiter = ',')]
    pub skip: Vec<String>,
    /// The value of a template parameter, in place of its default
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = parameter)]
    pub parameters: Vec<(String, String)>,
    /// A JSON file with values of template parameters
    #[arg(long, value_name = "FILE")]
    pub parameter_file: Option<PathBuf>,
    /// Semgrep rules to run on the code too: a rule file, or a folder of them; may be given several times
    #[arg(long, value_name = "FILE|DIR")]
    pub rules: Vec<PathBuf>,
    /// Run on the code only the rules that --rules names, and none of Maremma's own
    #[arg(long, requires = "rules")]
    pub rules_only: bool,
    /// Look at all code anew, and keep nothing of it for the next scan
    #[arg(long)]
    pub no_cache: bool,
    /// An OpenVEX document: what it says not to affect the application, or to be fixed, is ignored; may be given several times
    #[arg(long, value_name = "FILE")]
    pub vex: Vec<PathBuf>,
    /// The config [default: maremma.toml in the folder, or above it in the same repository]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The baseline [default: maremma-baseline.json in the folder, if it is there]
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// The day at which runtimes and ignores are judged [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
    /// How many threads to use [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

impl Target {
    /// A folder or template, and no wishes.
    pub fn of(path: &std::path::Path) -> Self {
        Self {
            path: path.to_owned(),
            only: Vec::new(),
            skip: Vec::new(),
            parameters: Vec::new(),
            parameter_file: None,
            rules: Vec::new(),
            rules_only: false,
            no_cache: false,
            vex: Vec::new(),
            config: None,
            baseline: None,
            as_of: None,
            threads: None,
        }
    }

    /// The same, of which only the packages matter.
    pub fn of_packages(path: &std::path::Path) -> Self {
        Self { only: vec!["deps".to_owned()], ..Self::of(path) }
    }
}

/// The arguments of `scan`.
#[derive(Debug, Args)]
pub struct ScanArgs {
    /// What to scan
    #[command(flatten)]
    pub target: Target,
    /// What the report is for
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Write the report to a file
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Fail from this severity on [default: medium]
    #[arg(long, value_name = "SEVERITY", value_parser = severity())]
    pub fail_on: Option<Severity>,
    /// Fail when something was not fully analysed
    #[arg(long)]
    pub strict: bool,
    /// Judge as if nothing were known
    #[arg(long, conflicts_with = "baseline")]
    pub no_baseline: bool,
}

const FIX_EXAMPLES: &str =
    "Each fix is proved: the changed files are scanned again, and a fix that leaves its finding is not made.

Packages with known vulnerabilities get the nearest better version: within what asks for them, else by another requirement of the
project, else by a version that is forced on others. Without a registry only versions are taken that advisories name, and
lockfiles with checksums stay as they are. A snapshot of a registry is a YAML file with `system`, such as npm, and `schema`: lines
with a name, below it versions, below each of them `name@range` for what it needs, `url: …` and `sum: …`.

Examples:
  maremma fix --diff
  maremma fix --rule deps/vulnerable-package --registry-snapshot npm.yaml
  maremma fix --rules rules/ --rule code/use-sha256 src

Exit codes:
  0   the fixes were made, or there is nothing to fix
  1   with --diff: there is something to fix
  2   the command line, the config or a file to change cannot be used
  70  a bug in Maremma";

/// The arguments of `fix`.
#[derive(Debug, Args)]
#[command(after_help = FIX_EXAMPLES)]
pub struct FixArgs {
    /// What to scan and mend
    #[command(flatten)]
    pub target: Target,
    /// Show the changes as a patch and write nothing
    #[arg(long)]
    pub diff: bool,
    /// Also make fixes that a person should judge
    #[arg(long)]
    pub suggested: bool,
    /// Only fixes of this rule, such as `posture/open-function-url`; may be given several times
    #[arg(long, value_name = "RULE")]
    pub rule: Vec<String>,
    /// Ask the registries of npm, PyPI and Maven Central which versions there are; they learn the names of packages. Other
    /// addresses are those of MAREMMA_NPM_URL, MAREMMA_PYPI_URL and MAREMMA_MAVEN_URL
    #[arg(long)]
    pub online: bool,
    /// A snapshot of a registry to take versions of packages from; may be given several times
    #[arg(long, value_name = "FILE")]
    pub registry_snapshot: Vec<PathBuf>,
}

/// What to do with a baseline.
#[derive(Debug, Subcommand)]
pub enum BaselineCommand {
    /// Write down all that is found now
    Create {
        /// What to scan
        #[command(flatten)]
        target: Target,
        /// Replace a baseline that is already there
        #[arg(long)]
        force: bool,
    },
    /// Forget what is fixed, and follow what has moved
    Prune {
        /// What to scan
        #[command(flatten)]
        target: Target,
    },
    /// Show what is new and what is fixed
    Diff {
        /// What to scan
        #[command(flatten)]
        target: Target,
        /// Fail from this severity on [default: medium]
        #[arg(long, value_name = "SEVERITY", value_parser = severity())]
        fail_on: Option<Severity>,
    },
}

/// The formats of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Human,
    /// For scripts
    Json,
    /// For code scanning
    Sarif,
}

pub(crate) fn severity() -> impl clap::builder::TypedValueParser<Value = Severity> {
    use clap::builder::TypedValueParser as _;
    clap::builder::PossibleValuesParser::new(Severity::ALL.map(Severity::name)).try_map(|text| text.parse::<Severity>())
}

pub(crate) fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected `NAME=VALUE`".to_owned()),
    }
}
