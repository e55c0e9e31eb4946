//! What each command does.

mod baseline;
mod code;
mod completions;
mod db;
mod deps;
mod explain;
mod fix;
mod iam;
mod rules;
mod sbom;
mod scan;
mod serve_osv;
mod slim;

use ::scan::ExitCode;
use report::Problem;

use crate::args::{Command, RulesCommand};
use crate::output::Terminal;

/// Runs a command.
pub fn run(command: &Command, terminal: &Terminal) -> Result<ExitCode, Problem> {
    match command {
        Command::Scan(args) => scan::run(args, terminal),
        Command::Fix(args) => fix::run(args, terminal),
        Command::Baseline(command) => baseline::run(command, terminal),
        Command::Deps(args) => deps::run(args, terminal),
        Command::Sbom(args) => sbom::run(args, terminal),
        Command::Slim(args) => slim::run(args, terminal),
        Command::Db(command) => db::run(command, terminal),
        Command::ServeOsv(args) => serve_osv::run(args, terminal),
        Command::Iam(command) => iam::run(command, terminal),
        Command::Explain { rule, rules } => explain::run(rule, rules),
        Command::Code(args) => code::run(args, terminal),
        Command::Rules { command: None } => rules::run(),
        Command::Rules { command: Some(RulesCommand::Test { path }) } => rules::test(path, terminal),
        Command::Completions { shell } => completions::run(*shell),
    }
}
