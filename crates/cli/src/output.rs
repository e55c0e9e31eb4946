//! The terminal, standard output and files that results are written to.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use clap::ColorChoice;
use report::{Problem, Style};

/// What is known about the terminal.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// The look of what goes to standard output.
    pub out: Style,
    /// The look of what goes to standard error.
    pub err: Style,
    /// Whether somebody watches standard error.
    pub watched: bool,
}

impl Terminal {
    /// Looks at the environment; colours only where somebody looks, and never under `NO_COLOR`.
    pub fn detect(color: ColorChoice, verbose: bool) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        let colour = |terminal: bool| match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => terminal && !plain,
        };
        let width = terminal_size::terminal_size().map_or(Style::default().width, |(width, _)| usize::from(width.0));
        let (out, err) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let style = |terminal| Style { colour: colour(terminal), width: width.clamp(40, 200), verbose };
        Self { out: style(out), err: style(err), watched: err }
    }

    /// Says what the user did wrong.
    pub fn problem(&self, problem: &Problem) {
        self.say(&problem.draw(&self.err));
    }

    /// Says something beside the result.
    pub fn say(&self, text: &str) {
        // Nobody listens on a closed standard error.
        let _ = writeln!(io::stderr(), "{}", text.trim_end_matches('\n'));
    }
}

/// Writes a result to standard output. A reader that goes away early, such as `head`, is no failure.
pub fn write_out(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Problem> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            // What is still buffered has no reader; flushing it again would only fail again.
            let _ = out.into_parts();
            Ok(())
        }
        Err(error) => Err(Problem::new(format!("cannot write to standard output: {error}"))),
        Ok(()) => Ok(()),
    }
}

/// Writes a result to a file.
pub fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Problem> {
    let written = File::create(path).map(BufWriter::new).and_then(|mut file| {
        write(&mut file)?;
        file.flush()
    });
    written.map_err(|error| Problem::new(format!("cannot write `{}`: {error}", path.display())))
}
