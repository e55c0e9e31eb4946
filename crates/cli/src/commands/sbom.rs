//! `maremma sbom`.

use std::io::{self, Write};
use std::path::Path;

use ::sbom::{Bom, Component, CycloneDxVersion, Stamp, Subject, SubjectKind, Tool, write_cyclonedx, write_spdx};
use report::Problem;
use scan::{ExitCode, Packages};
use sha2::{Digest as _, Sha256};
use source::Files;

use super::deps::packages;
use crate::args::{BomFormat, SbomArgs, Target};
use crate::clock;
use crate::output::{Terminal, write_file, write_out};

/// Writes a bill of materials.
pub fn run(args: &SbomArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let (files, mut found) = packages(&Target::of_packages(&args.path), terminal)?;
    if args.path.is_dir() {
        // One that lies there already, such as that of the last run, tells of the same packages.
        found.listings.retain(|listing| !scan::is_bom_name(files.path(listing.file)));
    }
    let subject = subject(args);
    let components = components(&found, &files, args.function.as_deref())?;
    if components.is_empty() {
        terminal.say("no package at a version was found");
        return Ok(ExitCode::NothingToScan);
    }
    let ranges = found.judgement.unlocked;
    if ranges > 0 {
        terminal.say(&format!("left out, as no lockfile says their version: {ranges} requirements"));
    }
    let stamp = Stamp { seconds: clock::build_time(), uuid: number(&subject, &components) };
    let tool = Tool { name: "maremma".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() };
    let bom = Bom { subject, components, tool, stamp };
    let write = |out: &mut dyn Write| write(&bom, args.format, out);
    match &args.output {
        Some(path) => write_file(path, write)?,
        None => write_out(write)?,
    }
    Ok(ExitCode::Clean)
}

/// The application, by the name of its folder, or one function of it.
fn subject(args: &SbomArgs) -> Subject {
    let (kind, name) = match &args.function {
        Some(function) => (SubjectKind::Function, function.clone()),
        None => (SubjectKind::Application, folder_name(&args.path)),
    };
    Subject { kind, name, version: None, properties: Vec::new() }
}

/// What an application is called where nobody says: the name of its folder or file.
pub fn folder_name(path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    path.file_name().map_or_else(|| "application".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// What is at a version, of all files or of those that list packages for a function.
fn components(found: &Packages, files: &dyn Files, function: Option<&str>) -> Result<Vec<Component>, Problem> {
    let is_wanted = |functions: &[String]| function.is_none_or(|name| functions.iter().any(|own| own == name));
    let wanted: Vec<_> = found.listings.iter().filter(|listing| is_wanted(&listing.functions)).collect();
    if let Some(name) = function.filter(|_| wanted.is_empty()) {
        let known = found.listings.iter().flat_map(|listing| &listing.functions).map(String::as_str);
        let near = scan::nearest(name, known).map(|near| format!("did you mean `{near}`?"));
        let problem = Problem::new(format!("no file lists packages for a function `{name}`"));
        return Err(match near {
            Some(near) => problem.with_help(near),
            None => problem,
        });
    }
    let components = wanted.into_iter().flat_map(|listing| {
        listing.inventory.packages.iter().enumerate().map(|(number, package)| Component {
            package: package.clone(),
            licence: package.licence.clone(),
            found_in: vec![listing.places.get(number).map_or(files.path(listing.file), String::as_str).to_owned()],
        })
    });
    Ok(components.collect())
}

/// A UUID (version 8) that follows from what the document says.
fn number(subject: &Subject, components: &[Component]) -> u128 {
    let lines = components.iter().map(|component| {
        let package = &component.package;
        let line = (package.ecosystem, &package.name, &package.version, &package.origin, &component.found_in);
        format!("{line:?} {:?}", component.licence)
    });
    uuid_of(&std::iter::once(format!("{subject:?}")).chain(lines).collect::<Vec<_>>())
}

/// A UUID (version 8) that follows from texts.
pub fn uuid_of(texts: &[String]) -> u128 {
    let mut digest = Sha256::new();
    texts.iter().for_each(|text| digest.update(text));
    let digest = digest.finalize();
    let bits = digest.iter().take(16).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    bits & !(0xf << 76 | 0x3 << 62) | 0x8 << 76 | 0x2 << 62
}

fn write(bom: &Bom, format: BomFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        BomFormat::Cyclonedx => write_cyclonedx(bom, CycloneDxVersion::V1_6, out),
        BomFormat::CyclonedxNext => write_cyclonedx(bom, CycloneDxVersion::V1_7, out),
        BomFormat::Spdx => {
            let namespace = format!("https://spdx.org/spdxdocs/maremma-{}", bom.stamp.uuid_text());
            write_spdx(bom, &namespace, out)
        }
    }
}
