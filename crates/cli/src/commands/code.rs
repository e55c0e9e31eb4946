//! `maremma code`.

use std::path::Path;

use finding::Notice;
use pattern::Language;
use report::Problem;
use scan::ExitCode;
use source::{Files as _, Limits, LineIndex};

use crate::args::CodeArgs;
use crate::disk::DiskFiles;
use crate::output::{Terminal, write_out};
use crate::walk;

/// Searches, and shows the lines.
pub fn run(args: &CodeArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let language = language(&args.language)?;
    let limits = Limits::default();
    let (files, prefix) = files(&args.path, &limits)?;
    let (places, notices) = scan::code::search(&files, &args.pattern, language, &limits)
        .map_err(|error| Problem::new(error).with_help("a pattern looks like the code that it is to find"))?;
    write_out(|out| {
        for place in &places {
            let text = files.read(place.file).map(|bytes| syntax::decode(place.file, bytes).0).unwrap_or_default();
            let lines = LineIndex::new(&text);
            let at = lines.place(&text, place.start);
            let line = text.lines().nth(at.line as usize - 1).unwrap_or_default();
            writeln!(out, "{prefix}{}:{}:{}: {}", files.path(place.file), at.line, at.column, line.trim())?;
        }
        Ok(())
    })?;
    say(&notices, &files, terminal);
    Ok(if places.is_empty() { ExitCode::Findings } else { ExitCode::Clean })
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
        return Ok((DiskFiles::new(folder.to_owned(), vec![name.into()], limits.file_bytes), prefix));
    }
    let listing = walk::list(path, &[], limits)?;
    let prefix = if path == Path::new(".") { String::new() } else { format!("{}/", path.display()) };
    Ok((DiskFiles::new(path.to_owned(), listing.paths, limits.file_bytes), prefix))
}

/// Says how many files were not fully looked at, and why the first of them was not.
pub fn say(notices: &[Notice], files: &DiskFiles, terminal: &Terminal) {
    let incomplete: Vec<&Notice> = notices.iter().filter(|notice| notice.kind.is_incomplete()).collect();
    let most = if terminal.out.verbose { usize::MAX } else { 5 };
    for notice in incomplete.iter().take(most) {
        let path = match &notice.place {
            finding::Place::Span(span) => files.path(span.file).to_owned(),
            finding::Place::File(file) => files.path(*file).to_owned(),
            finding::Place::Path(path) => path.clone(),
            finding::Place::Scan => String::new(),
        };
        terminal.say(&format!("{}: {path}: {}", notice.kind.name(), notice.message));
    }
    if let Some(more) = incomplete.len().checked_sub(most).filter(|more| *more > 0) {
        terminal.say(&format!("{more} more notices; --verbose shows all"));
    }
}
