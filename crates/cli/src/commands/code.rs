//! `maremma code`.

use std::path::Path;

use finding::{Notice, Place};
use pattern::Language;
use report::Problem;
use scan::ExitCode;
use source::{Files as _, Limits, LineIndex};

use crate::args::CodeArgs;
use crate::disk::DiskFiles;
use crate::output::{Terminal, write_out};
use crate::walk;

/// Characters of a line that are shown.
const MOST_SHOWN: usize = 240;

/// Searches, and shows the lines.
pub fn run(args: &CodeArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let language = language(&args.language)?;
    let limits = Limits::default();
    let (files, prefix) = files(&args.path, &limits)?;
    let (places, notices) = scan::code::search(&files, &args.pattern, language, &limits)
        .map_err(|error| Problem::new(error).with_help("a pattern looks like the code that it is to find"))?;
    write_out(|out| {
        let mut before = None;
        for place in &places {
            // What is found at one place in several ways is shown once.
            if before.replace((place.file, place.start)) == Some((place.file, place.start)) {
                continue;
            }
            let text = files.read(place.file).map(|bytes| syntax::decode(place.file, bytes).0).unwrap_or_default();
            let lines = LineIndex::new(&text);
            let at = lines.place(&text, place.start);
            let line = text.lines().nth(at.line as usize - 1).unwrap_or_default();
            let line = excerpt(line, at.column as usize);
            writeln!(out, "{prefix}{}:{}:{}: {line}", files.path(place.file), at.line, at.column)?;
        }
        Ok(())
    })?;
    say(&notices, &files, terminal);
    Ok(if places.is_empty() { ExitCode::Findings } else { ExitCode::Clean })
}

/// A line, or the part of a long one from a column on: minified code is one line.
fn excerpt(line: &str, column: usize) -> String {
    if line.len() <= MOST_SHOWN {
        return line.trim().to_owned();
    }
    let skipped = column.saturating_sub(1);
    let shown: String = line.chars().skip(skipped).take(MOST_SHOWN).collect();
    let (before, after) =
        (if skipped > 0 { "…" } else { "" }, if line.chars().nth(skipped + MOST_SHOWN).is_some() { "…" } else { "" });
    format!("{before}{shown}{after}")
}

/// The language of a name.
fn language(name: &str) -> Result<Language, Problem> {
    Language::of_name(name).filter(|language| language.is_analysed()).ok_or_else(|| {
        let problem = Problem::new(format!("`{name}` is not a language that can be searched"));
        let help = "there are python, javascript, typescript, java, go, ruby, php and csharp, and generic and regex for any text";
        problem.with_help(help)
    })
}

/// The files below a path, and what to write before their names.
pub fn files(path: &Path, limits: &Limits) -> Result<(DiskFiles, String), Problem> {
    if !path.exists() {
        return Err(Problem::new(format!("cannot read `{}`: no such file or directory", path.display())));
    }
    if path.is_file() {
        let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let prefix = if folder == Path::new(".") { String::new() } else { format!("{}/", folder.display()) };
        return Ok((DiskFiles::new(folder.to_owned(), vec![name.into()], limits), prefix));
    }
    let listing = walk::list(path, &[], limits)?;
    let prefix = if path == Path::new(".") { String::new() } else { format!("{}/", path.display()) };
    Ok((DiskFiles::new(path.to_owned(), listing.paths, limits), prefix))
}

/// Where a notice is: a path, and the line if it is about one.
pub fn place(notice: &Notice, files: &DiskFiles) -> String {
    match &notice.place {
        Place::Span(span) => {
            let text = files.read(span.file).map(|bytes| syntax::decode(span.file, bytes).0).unwrap_or_default();
            format!("{}:{}", files.path(span.file), LineIndex::new(&text).line(span.start))
        }
        Place::File(file) => files.path(*file).to_owned(),
        Place::Path(path) | Place::Beside(path, None) => path.clone(),
        Place::Beside(path, Some(line)) => format!("{path}:{line}"),
        Place::Scan => String::new(),
    }
}

/// Says how many files were not fully looked at, and why the first of them was not.
pub fn say(notices: &[Notice], files: &DiskFiles, terminal: &Terminal) {
    let incomplete: Vec<&Notice> = notices.iter().filter(|notice| notice.kind.is_incomplete()).collect();
    let most = if terminal.out.verbose { usize::MAX } else { 5 };
    for notice in incomplete.iter().take(most) {
        let place = place(notice, files);
        let place = if place.is_empty() { place } else { format!("{place}: ") };
        terminal.say(&format!("{}: {place}{}", notice.kind.name(), notice.message));
    }
    if let Some(more) = incomplete.len().checked_sub(most).filter(|more| *more > 0) {
        terminal.say(&format!("{more} more notices; --verbose shows all"));
    }
}
