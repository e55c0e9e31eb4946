//! What functions ship and never load: for people and as JSON.

use std::collections::BTreeMap;
use std::io::{self, Write};

use scan::slim::{Ground, Piece, Size, SizeClass, Slimmed, Unsure, Vanished};
use serde::Serialize;
use source::{Files, LineIndex, Span};

use crate::style::{Style, Tone, count, plain};

/// One function that was looked at.
pub struct SlimmedFunction<'s> {
    /// Its full name, or that of its folder.
    pub name: String,
    /// Its deployed folder as people name it.
    pub folder: String,
    /// The files of the folder.
    pub files: &'s dyn Files,
    /// What was found.
    pub slimmed: &'s Slimmed,
    /// What was done with it, and whether it loads as before; none where nothing was asked for.
    pub outcome: Option<String>,
}

/// So many rows of a kind are shown; --verbose shows all.
const ROWS: usize = 12;

/// Writes what may go, function by function, for people.
///
/// # Errors
/// Those of `out`.
pub fn slim(functions: &[SlimmedFunction<'_>], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    functions.iter().try_for_each(|function| one(function, style, out))?;
    writeln!(
        out,
        "Classes are the bounds of \"Lambda quotas\" in the documentation of AWS, on unpacked bytes. Nothing was timed."
    )
}

fn one(function: &SlimmedFunction<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let Slimmed { before, after, packages, files, unsure, provided, vanished, .. } = function.slimmed;
    let head = style.paint(Tone::Strong, &plain(&function.name));
    writeln!(out, "{head} · {} · {} → {}", plain(&function.folder), size(before), size(after))?;
    let (was, is) = (SizeClass::of(before.bytes), SizeClass::of(after.bytes));
    let class =
        if was == is { format!("{}, as before", is.name()) } else { format!("{} → {}", was.name(), is.name()) };
    writeln!(out, "  {} % less · cold start: {class}", percent(before.bytes, after.bytes))?;
    let mut rows: Vec<String> = Vec::new();
    for (piece, ground) in packages {
        let direct = if piece.is_direct == Some(true) {
            "nothing loads it"
        } else {
            "only needed by what goes, or never loaded"
        };
        let ground = if *ground == Ground::Names { ", and nothing names it" } else { "" };
        rows.push(format!("{} · {direct}{ground}", named(piece)));
    }
    list("packages that can go", &rows, style, out)?;
    let rows: Vec<String> = files
        .iter()
        .map(|(kind, own)| format!("{} · {} · {}", kind.name(), count(own.files, "file"), bytes(own.bytes)))
        .collect();
    list("files that can go", &rows, style, out)?;
    let rows: Vec<String> =
        unsure.iter().map(|own| format!("{} · {}", named(&own.piece), reason(function, own))).collect();
    list("kept, as it cannot be told", &rows, style, out)?;
    let rows: Vec<String> = provided.iter().map(named).collect();
    list(
        "kept, though the runtime brings them: left out, the cloud and no lockfile says their version",
        &rows,
        style,
        out,
    )?;
    let rows: Vec<String> = vanished.iter().map(vanishing).collect();
    list("known vulnerabilities that vanish", &rows, style, out)?;
    if let Some(outcome) = &function.outcome {
        writeln!(out, "  {}", plain(outcome))?;
    }
    writeln!(out)
}

fn list(title: &str, rows: &[String], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "  {title}: {}", rows.len())?;
    let most = if style.verbose { usize::MAX } else { ROWS };
    rows.iter().take(most).try_for_each(|row| writeln!(out, "    {}", plain(row)))?;
    match rows.len().checked_sub(most).filter(|more| *more > 0) {
        Some(more) => writeln!(out, "    {more} more, --verbose lists them"),
        None => Ok(()),
    }
}

fn named(piece: &Piece) -> String {
    let version = piece.version.as_deref().unwrap_or("of no version");
    format!("{} {version} · {}", piece.name, bytes(piece.bytes))
}

fn reason(function: &SlimmedFunction<'_>, own: &Unsure) -> String {
    match own.at.and_then(|at| place(function.files, at)) {
        Some(place) => format!("{} ({place})", own.why),
        None => own.why.clone(),
    }
}

/// `path:line` of a span, as seen from the function's folder.
fn place(files: &dyn Files, at: Span) -> Option<String> {
    let path = files.shared_path(at.file)?;
    let bytes = files.read(at.file).ok()?;
    let (text, _) = syntax::decode(at.file, bytes);
    Some(format!("{path}:{}", LineIndex::new(&text).line(at.start)))
}

fn vanishing(own: &Vanished) -> String {
    let names: Vec<&str> = own.vulnerabilities.iter().map(|known| known.name()).collect();
    format!("{} {}: {}", own.name, own.version.as_deref().unwrap_or_default(), names.join(", "))
}

fn size(size: &Size) -> String {
    format!("{} in {} and {}", bytes(size.bytes), count(size.packages, "package"), count(size.files, "file"))
}

/// Bytes as people read them.
fn bytes(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{}.{} kB", bytes / 1_000, bytes % 1_000 / 100),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

fn percent(before: u64, after: u64) -> u64 {
    (before.saturating_sub(after) * 100).checked_div(before).unwrap_or_default()
}

/// Writes the same for scripts.
///
/// # Errors
/// Those of `out`.
pub fn slim_json(functions: &[SlimmedFunction<'_>], out: &mut dyn Write) -> io::Result<()> {
    let document = Document { version: "1", functions: functions.iter().map(shape).collect() };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'s> {
    version: &'static str,
    functions: Vec<FunctionShape<'s>>,
}

#[derive(Serialize)]
struct FunctionShape<'s> {
    name: &'s str,
    folder: &'s str,
    before: SizeShape,
    after: SizeShape,
    packages: Vec<PieceShape<'s>>,
    files: BTreeMap<&'static str, GroupShape>,
    unsure: Vec<PieceShape<'s>>,
    provided: Vec<PieceShape<'s>>,
    vulnerabilities: Vec<VanishedShape<'s>>,
    /// The paths of all files that go, seen from the folder.
    dropped: Vec<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'s str>,
}

#[derive(Serialize)]
struct SizeShape {
    bytes: u64,
    packages: usize,
    files: usize,
    class: &'static str,
}

#[derive(Serialize)]
struct GroupShape {
    files: usize,
    bytes: u64,
}

#[derive(Serialize)]
struct PieceShape<'s> {
    ecosystem: &'static str,
    name: &'s str,
    version: Option<&'s str>,
    folder: &'s str,
    bytes: u64,
    files: usize,
    direct: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ground: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
}

#[derive(Serialize)]
struct VanishedShape<'s> {
    ecosystem: &'static str,
    name: &'s str,
    version: Option<&'s str>,
    ids: Vec<&'s str>,
}

fn shape<'s>(function: &'s SlimmedFunction<'_>) -> FunctionShape<'s> {
    let slimmed = function.slimmed;
    let ground = |ground: Ground| if ground == Ground::Modules { "modules" } else { "names" };
    FunctionShape {
        name: &function.name,
        folder: &function.folder,
        before: size_shape(slimmed.before),
        after: size_shape(slimmed.after),
        packages: slimmed
            .packages
            .iter()
            .map(|(piece, own)| PieceShape { ground: Some(ground(*own)), ..piece_shape(piece) })
            .collect(),
        files: slimmed
            .files
            .iter()
            .map(|(kind, own)| (kind.name(), GroupShape { files: own.files, bytes: own.bytes }))
            .collect(),
        unsure: slimmed
            .unsure
            .iter()
            .map(|own| PieceShape {
                why: Some(&own.why),
                at: own.at.and_then(|at| place(function.files, at)),
                ..piece_shape(&own.piece)
            })
            .collect(),
        provided: slimmed.provided.iter().map(piece_shape).collect(),
        vulnerabilities: slimmed
            .vanished
            .iter()
            .map(|own| VanishedShape {
                ecosystem: own.ecosystem.name(),
                name: &own.name,
                version: own.version.as_deref(),
                ids: own.vulnerabilities.iter().map(|known| known.name()).collect(),
            })
            .collect(),
        dropped: slimmed.dropped.iter().map(|file| function.files.path(*file)).collect(),
        outcome: function.outcome.as_deref(),
    }
}

const fn size_shape(size: Size) -> SizeShape {
    SizeShape { bytes: size.bytes, packages: size.packages, files: size.files, class: SizeClass::of(size.bytes).name() }
}

fn piece_shape(piece: &Piece) -> PieceShape<'_> {
    PieceShape {
        ecosystem: piece.ecosystem.name(),
        name: &piece.name,
        version: piece.version.as_deref(),
        folder: &piece.folder,
        bytes: piece.bytes,
        files: piece.files,
        direct: piece.is_direct,
        ground: None,
        why: None,
        at: None,
    }
}
