//! The arguments of `slim`.

use std::path::PathBuf;

use clap::Args;

use super::ListFormat;

const HELP: &str = "Packages go that no import of the handler leads to; of those that stay, modules that nothing imports, tests, documentation,
types, source maps and caches. What cannot be told is listed apart and stays. The folder of a function is never changed.

Examples:
  maremma slim
  maremma slim --apply slimmed --check
  maremma slim --function-folder api --handler src/app.handler

Exit codes:
  0   reported or written
  1   with --check: a function does not load as before and was left as it was
  2   the command line or the config cannot be understood, or OUT cannot be written
  3   no function with a folder was found
  70  a bug in Maremma";

/// The arguments of `slim`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct SlimArgs {
    /// The folder of the application, or one template
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Only this function, by its name in the template; may be given several times
    #[arg(long, value_name = "NAME")]
    pub function: Vec<String>,
    /// The deployed folder of a function of any cloud, in place of those that templates name
    #[arg(long, value_name = "DIR", conflicts_with = "function")]
    pub function_folder: Option<PathBuf>,
    /// The handler in that folder [default: where Azure Functions and Functions Framework begin]
    #[arg(long, value_name = "FILE.EXPORT", requires = "function_folder")]
    pub handler: Option<String>,
    /// What the report is for
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
    /// Show the direct dependencies that can go as a patch of `package.json` or `requirements.txt`, and no report
    #[arg(long, conflicts_with_all = ["format", "apply", "check"])]
    pub manifest: bool,
    /// Write a slimmed copy of each function to this folder
    #[arg(long, value_name = "OUT")]
    pub apply: Option<PathBuf>,
    /// Load each handler of Node and Python before and after, and keep what does not load as before. This runs the code of the
    /// modules, not the handlers
    #[arg(long)]
    pub check: bool,
}
