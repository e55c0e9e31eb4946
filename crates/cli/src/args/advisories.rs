//! The arguments of `db` and `serve-osv`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use packages::Ecosystem;

use super::ListFormat;

/// What to do with advisories.
#[derive(Debug, Subcommand)]
pub enum DbCommand {
    /// Fetch what is newer, from OSV or another server of its dumps, or from a signed snapshot
    Update(UpdateArgs),
    /// Show how old the advisories are, and where they lie
    Status(StatusArgs),
    /// Write all that was fetched as one snapshot, to be signed
    Export(ExportArgs),
}

const UPDATE_HELP: &str = "What is fetched lies in the user's data folder (MAREMMA_DATA_DIR), and `scan`, `deps` and `serve-osv` use it where it is newer than what is
in the program. The address is that of --url, else of MAREMMA_OSV_URL, else of the config that --config names: a config that
merely lies in a folder decides for nobody else. What is older than what is there is refused.

A snapshot is a file of `maremma db export` that was signed by `minisign -S -m FILE`, with the signature beside it
(FILE.minisig); --key is the public key, or a file with it.

Examples:
  maremma db update
  maremma db update --ecosystem npm,PyPI --url https://mirror.example.com/osv
  maremma db update --from-snapshot advisories.bin --key minisign.pub

Exit codes:
  0   up to date
  2   the command line or the config cannot be understood, or nothing could be fetched; nothing was changed
  4   some ecosystems are up to date, and others could not be fetched
  70  a bug in Maremma";

/// The arguments of `db update`.
#[derive(Debug, Args)]
#[command(after_help = UPDATE_HELP)]
pub struct UpdateArgs {
    /// Only these: npm, PyPI, Maven, Go, RubyGems, Packagist, NuGet, crates.io [default: those that were fetched before or that the
    /// last scan had, else npm and PyPI]
    #[arg(long = "ecosystem", value_name = "NAME", value_delimiter = ',', value_parser = ecosystem())]
    pub ecosystems: Vec<Ecosystem>,
    /// The address of a server of OSV's dumps, before `/ECOSYSTEM/all.zip` [default: that of OSV]
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// A config that names address and ecosystems
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Take a signed snapshot instead
    #[arg(long, value_name = "URL|FILE", requires = "key", conflicts_with_all = ["ecosystems", "url", "config"])]
    pub from_snapshot: Option<String>,
    /// The public key of minisign that the snapshot has to be signed with
    #[arg(long, value_name = "KEY|FILE", requires = "from_snapshot")]
    pub key: Option<String>,
}

const STATUS_HELP: &str = "Exit codes:
  0   no advisories are older than 30 days
  1   some are
  2   the command line cannot be understood
  4   what was fetched cannot be read, and what is in the program is used instead
  70  a bug in Maremma";

/// The arguments of `db status`.
#[derive(Debug, Args)]
#[command(after_help = STATUS_HELP)]
pub struct StatusArgs {
    /// What the list is for
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// The arguments of `db export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The file to write
    pub file: PathBuf,
}

fn ecosystem() -> impl clap::builder::TypedValueParser<Value = Ecosystem> {
    use clap::builder::TypedValueParser as _;
    let names = clap::builder::PossibleValuesParser::new(Ecosystem::OF_LANGUAGES.map(Ecosystem::name));
    names.try_map(|text| Ecosystem::of_name(&text).ok_or("no ecosystem"))
}

const SERVE_HELP: &str = "It answers POST /v1/query, POST /v1/querybatch and GET /v1/vulns/ID as OSV does, from the advisories in the program and those
that were fetched, and says on standard output where. A commit has no advisories here: the answer is empty. Records have
ids, aliases, packages, ranges and severities; withdrawn ones, texts and versions listed one by one are left out, and the day of the
data stands for the time at which a record was changed.

Examples:
  maremma serve-osv
  pip-audit -s osv --osv-url http://127.0.0.1:8718/v1/query
  uv audit --service-url http://127.0.0.1:8718

Exit codes:
  0   ended by Ctrl-C
  2   the command line cannot be understood, or the address cannot be had
  70  a bug in Maremma";

/// The arguments of `serve-osv`.
#[derive(Debug, Args)]
#[command(after_help = SERVE_HELP)]
pub struct ServeArgs {
    /// Where to listen; port 0 takes any that is free
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.1:8718")]
    pub address: SocketAddr,
}
