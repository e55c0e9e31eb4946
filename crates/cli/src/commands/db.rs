//! `maremma db`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ::advisory::{Client, Imported, OSV, Renewed, Shelf, UpdateError, Updated, Updater, export, import};
use deps::Index;
use packages::Ecosystem;
use report::Problem;
use scan::{AdvisorySource, Date, ExitCode};
use serde_json::json;

use crate::args::ListFormat;
use crate::args::advisories::{DbCommand, ExportArgs, StatusArgs, UpdateArgs};
use crate::clock;
use crate::output::{Terminal, write_out};
use crate::progress::Progress;
use crate::settings::read_config;

/// The address of a server of OSV's dumps, in place of OSV's own.
const VARIABLE: &str = "MAREMMA_OSV_URL";
/// Older advisories may lack what everybody knows.
const MAX_AGE_DAYS: i64 = 30;

/// Does what is asked with the advisories.
pub fn run(command: &DbCommand, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let shelf = Shelf::of_user().ok_or_else(|| {
        Problem::new("there is no folder for advisories: no home is known")
            .with_help("set MAREMMA_DATA_DIR and MAREMMA_CACHE_DIR")
    })?;
    match command {
        DbCommand::Update(UpdateArgs { from_snapshot: Some(from), key: Some(key), .. }) => snapshot(&shelf, from, key),
        DbCommand::Update(args) => update(&shelf, args, terminal),
        DbCommand::Status(args) => status(&shelf, args, terminal),
        DbCommand::Export(ExportArgs { file }) => {
            let day = export(&shelf, file).map_err(|error| problem(&error))?;
            let next = format!("sign it: minisign -S -m {}", file.display());
            write_out(|out| writeln!(out, "wrote the advisories of {day}; {next}"))?;
            Ok(ExitCode::Clean)
        }
    }
}

fn problem(error: &UpdateError) -> Problem {
    let problem = Problem::new(error.to_string());
    match error {
        UpdateError::Unreachable { .. } => {
            problem.with_help("scans use what is there; without a connection take a signed snapshot")
        }
        UpdateError::Nothing => problem.with_help("`maremma db update` fetches them"),
        UpdateError::Busy => problem.with_help("wait until it has ended"),
        _ => problem,
    }
}

fn snapshot(shelf: &Shelf, from: &str, key: &str) -> Result<ExitCode, Problem> {
    let imported = import(&Client::default(), shelf, from, key, clock::now()).map_err(|error| problem(&error))?;
    write_out(|out| match imported {
        Imported::Current => writeln!(out, "the snapshot is the one that is there already"),
        Imported::Renewed(day) => writeln!(out, "the snapshot of {day} is used from now on"),
    })?;
    Ok(ExitCode::Clean)
}

fn update(shelf: &Shelf, args: &UpdateArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let source = match &args.config {
        Some(path) => read_config(path)?.advisories,
        None => AdvisorySource::default(),
    };
    let set = std::env::var(VARIABLE).ok().filter(|url| !url.is_empty());
    let url = args.url.clone().or(set).or(source.url).unwrap_or_else(|| OSV.to_owned());
    let ecosystems = [&args.ecosystems, &source.ecosystems].into_iter().find(|named| !named.is_empty()).cloned();
    let ecosystems = ecosystems.unwrap_or_else(|| usual(shelf));
    let client = Client::default();
    let updater = Updater { client: &client, shelf, base: url.trim_end_matches('/'), now: clock::now() };
    let names: Vec<&str> = ecosystems.iter().map(|ecosystem| ecosystem.name()).collect();
    let mut shown = Some(Progress::show(terminal.watched, &format!("fetching {} from {url}", names.join(", "))));
    let mut outcomes = Vec::new();
    updater
        .update(&ecosystems, |ecosystem, outcome| {
            drop(shown.take());
            match &outcome {
                Ok(updated) => terminal.say(&told(ecosystem, updated)),
                Err(error) => terminal.problem(&named(ecosystem, error)),
            }
            outcomes.push(outcome.is_ok());
        })
        .map_err(|error| problem(&error))?;
    let updated = outcomes.iter().filter(|is_ok| **is_ok).count();
    write_out(|out| writeln!(out, "{updated} of {} ecosystems are up to date with {url}", outcomes.len()))?;
    Ok(match updated {
        all if all == outcomes.len() => ExitCode::Clean,
        0 => ExitCode::Usage,
        _ => ExitCode::Incomplete,
    })
}

/// What was fetched before and what the last scan had, or what most have.
fn usual(shelf: &Shelf) -> Vec<Ecosystem> {
    let shelved = shelf.read();
    let mut usual = shelf.remembered();
    let kept = shelved.volumes.iter().flat_map(|(_, volume)| volume.stocks()).map(|stock| stock.ecosystem);
    usual.extend(kept);
    usual.sort_unstable();
    usual.dedup();
    if usual.is_empty() { vec![Ecosystem::Npm, Ecosystem::PyPi] } else { usual }
}

fn named(ecosystem: Ecosystem, error: &UpdateError) -> Problem {
    let Problem { message, at, help } = problem(error);
    Problem { message: format!("{}: {message}", ecosystem.name()), at, help }
}

/// `npm: 214057 records of 2026-11-27, 209647 of malicious packages; the whole dump was fetched`.
fn told(ecosystem: Ecosystem, updated: &Updated) -> String {
    let Updated::Renewed(Renewed { as_of, records, malicious, singles, is_whole, unread, missing }) = updated else {
        return format!("{}: nothing was changed since the last update", ecosystem.name());
    };
    let whole = is_whole.then(|| "the whole dump was fetched".to_owned());
    let singles = (*singles > 0).then(|| format!("{singles} records were fetched one by one"));
    let unread = (*unread > 0).then(|| format!("{unread} could not be read"));
    let missing = (*missing > 0).then(|| format!("{missing} are listed and not there"));
    let first = format!("{}: {records} records of {as_of}, {malicious} of malicious packages", ecosystem.name());
    std::iter::once(first).chain(whole).chain(singles).chain(unread).chain(missing).collect::<Vec<_>>().join("; ")
}

/// What is known of an ecosystem, and where that lies.
struct Row {
    ecosystem: Ecosystem,
    as_of: String,
    records: u64,
    malicious: u64,
    /// None for what is in the program.
    path: Option<PathBuf>,
}

fn status(shelf: &Shelf, args: &StatusArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let shelved = shelf.read();
    let embedded =
        Index::embedded().and_then(|index| index.stocks()).map_err(|error| Problem::new(error.to_string()))?;
    let fetched = shelved
        .volumes
        .iter()
        .flat_map(|(path, volume)| volume.stocks().into_iter().map(move |stock| (stock, Some(path))));
    let mut rows: Vec<Row> = Vec::new();
    for (stock, path) in embedded.into_iter().map(|stock| (stock, None)).chain(fetched) {
        let row = Row {
            ecosystem: stock.ecosystem,
            as_of: stock.as_of.to_owned(),
            records: stock.records,
            malicious: stock.malicious,
            path: path.cloned(),
        };
        match rows.iter_mut().find(|own| own.ecosystem == row.ecosystem) {
            Some(own) if own.as_of <= row.as_of => *own = row,
            Some(_) => {}
            None => rows.push(row),
        }
    }
    let today = clock::today();
    write_out(|out| match args.format {
        ListFormat::Human => human(&rows, &today, out),
        ListFormat::Json => json(&rows, &today, out),
    })?;
    for (path, why) in &shelved.faults {
        terminal.say(&format!("`{}`: {why}; what is in the program is used instead", path.display()));
    }
    let is_old = rows.iter().any(|row| age(row, &today).is_none_or(|days| days > MAX_AGE_DAYS));
    if is_old || !shelved.faults.is_empty() {
        terminal.say(&format!("`maremma db update` fetches newer ones into {}", shelf.folder().display()));
    }
    Ok(match (shelved.faults.is_empty(), is_old) {
        (false, _) => ExitCode::Incomplete,
        (true, true) => ExitCode::Findings,
        (true, false) => ExitCode::Clean,
    })
}

/// How many days ago the data was; none if nobody knows.
fn age(row: &Row, today: &Date) -> Option<i64> {
    let day: Date = row.as_of.parse().ok()?;
    Some(today.unix_days() - day.unix_days())
}

fn place(path: Option<&Path>) -> String {
    path.map_or_else(|| "in the program".to_owned(), |path| path.display().to_string())
}

fn human(rows: &[Row], today: &Date, out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        let Row { ecosystem, as_of, records, malicious, path } = row;
        let days = age(row, today).map_or_else(|| "of no known day".to_owned(), |days| format!("{days} days old"));
        let place = place(path.as_deref());
        let name = ecosystem.name();
        writeln!(
            out,
            "{name:10} {as_of}  {days:>14}  {records:>7} records  {malicious:>7} of malicious packages  {place}"
        )?;
    }
    Ok(())
}

fn json(rows: &[Row], today: &Date, out: &mut dyn Write) -> io::Result<()> {
    let row = |row: &Row| {
        json!({
            "ecosystem": row.ecosystem.name(),
            "as_of": row.as_of,
            "days": age(row, today),
            "records": row.records,
            "malicious": row.malicious,
            "path": row.path.as_ref().map(|path| path.display().to_string()),
        })
    };
    writeln!(out, "{:#}", json!({"advisories": rows.iter().map(row).collect::<Vec<_>>()}))
}
