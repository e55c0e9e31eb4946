//! `maremma serve-osv`.

use advisory::{Api, Server};
use report::Problem;
use scan::ExitCode;

use crate::advisories;
use crate::args::advisories::ServeArgs;
use crate::disk::reason;
use crate::output::{Terminal, write_out};

/// Serves until it is interrupted.
pub fn run(args: &ServeArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let (indexes, notices) = advisories::fetched();
    notices.iter().for_each(|notice| terminal.say(&notice.message));
    let api = Api::new(indexes).map_err(|error| Problem::new(error.to_string()))?;
    let failed = |error: std::io::Error| Problem::new(format!("cannot listen on {}: {}", args.address, reason(&error)));
    let server = Server::bind(args.address, api).map_err(failed)?;
    if !args.address.ip().is_loopback() {
        terminal.say("others can reach it: nobody is asked who they are, and nothing is encrypted");
    }
    write_out(|out| writeln!(out, "listening on http://{}", server.address()))?;
    server.run().map_err(failed)?;
    Ok(ExitCode::Clean)
}
