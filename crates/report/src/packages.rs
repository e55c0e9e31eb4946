//! What an application ships of others, and what is known of it: for people and as JSON.

mod licences;
mod news;

use std::io::{self, Write};

use deps::{Judged, JudgedRange, Listing, Vulnerability};
use finding::{Notice, Place};
use packages::{Coverage, Origin, Package, Requirement};
use scan::{Advised, Excused, Packages};
use serde::Serialize;
use source::Files;
use versions::Share;

pub use licences::{licences, licences_json};
pub use news::{news, news_json};

use crate::json::AdvisedShape;
use crate::style::{Style, Tone, count, plain};

/// Writes the inventory for people: for each file what has known vulnerabilities and where to go; all packages if they want all.
///
/// # Errors
/// Those of `out`.
pub fn packages(found: &Packages, files: &dyn Files, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let has_any = |listing: &&Listing| {
        let is_known = found.judgement.packages.iter().any(|judged| judged.package.span.file == listing.file)
            || found.judgement.ranges.iter().any(|judged| judged.requirement.span.file == listing.file);
        style.verbose || is_known
    };
    for listing in found.listings.iter().filter(has_any) {
        let (file, inventory) = (listing.file, &listing.inventory);
        let mut head = vec![style.paint(Tone::Strong, &plain(files.path(file)))];
        if !inventory.packages.is_empty() {
            head.push(count(inventory.packages.len(), "package"));
        }
        if !inventory.requirements.is_empty() {
            head.push(count(inventory.requirements.len(), "requirement"));
        }
        head.extend(covered(found.coverage.iter().filter(|(own, _)| *own == file).map(|(_, row)| row)));
        if !listing.functions.is_empty() {
            head.push(plain(&format!("for {}", listing.functions.join(", "))));
        }
        writeln!(out, "{}", head.join(" · "))?;
        for judged in found.judgement.packages.iter().filter(|judged| judged.package.span.file == file) {
            writeln!(out, "  {}", package_line(judged, style))?;
        }
        for judged in found.judgement.ranges.iter().filter(|judged| judged.requirement.span.file == file) {
            writeln!(out, "  {}", range_line(judged, style))?;
        }
        if style.verbose {
            for package in &inventory.packages {
                writeln!(out, "  {}", plain_line(package))?;
            }
            for own in &inventory.requirements {
                writeln!(out, "  {}", plain(format!("{} {}", own.written_name, own.range).trim_end()))?;
            }
        }
        writeln!(out)?;
    }
    for excused in &found.excused {
        let packages = excused.judgement.packages.iter().map(|judged| package_line(judged, style));
        let ranges = excused.judgement.ranges.iter().map(|judged| range_line(judged, style));
        for line in packages.chain(ranges) {
            writeln!(out, "does not count: {line}: {}\n", plain(&excused.reason))?;
        }
    }
    let others = found.listings.iter().filter(|listing| !has_any(listing)).count();
    if others > 0 {
        writeln!(out, "{} with nothing known, --verbose lists them\n", count(others, "other list"))?;
    }
    writeln!(out, "{}", last_line(found))
}

/// How much of an archive, with those inside of it, is known.
fn covered<'c>(rows: impl Iterator<Item = &'c Coverage>) -> Option<String> {
    let sums = rows.map(|row| (u128::from(row.identified_bytes), u128::from(row.unknown_bytes)));
    let (known, unknown) = sums.reduce(|one, other| (one.0 + other.0, one.1 + other.1))?;
    let all = known + unknown;
    Some(format!("{} % of {all} bytes belong to packages", known * 100 / all.max(1)))
}

/// `lodash 4.17.15 → 4.17.21: 4 known vulnerabilities, CVE-… (9.1), CVE-… (7.2)`.
fn package_line(judged: &Judged, style: &Style) -> String {
    let package = &judged.package;
    let from = format!("{} {}", package.written_name, package.version.as_deref().unwrap_or_default());
    let to = judged.upgrade.as_ref().map_or_else(
        || "no better version known".to_owned(),
        |upgrade| match upgrade.left {
            0 => format!("→ {}", upgrade.to.as_str()),
            left => format!("→ {} ({left} left)", upgrade.to.as_str()),
        },
    );
    let groups = if package.groups.is_empty() { String::new() } else { format!(" [{}]", package.groups.join(", ")) };
    let from = style.paint(worst(judged.vulnerabilities.first()), &plain(&from));
    let place = judged.place.as_ref().map_or_else(String::new, |place| plain(&format!(" in {place}")));
    format!("{from}{groups}{place} {to}: {}", names(judged.vulnerabilities.iter()))
}

fn range_line(judged: &JudgedRange, style: &Style) -> String {
    let requirement = &judged.requirement;
    let (share, own) = judged.strongest(|_| true);
    let which = match share {
        Share::All => "every version",
        Share::End => "the newest version",
        Share::Part | Share::None => "some version",
    };
    let to = JudgedRange::mended(&own).map_or_else(String::new, |version| format!(" → {}", version.as_str()));
    let from = format!("{} {}", requirement.written_name, requirement.range);
    let from = style.paint(worst(own.first().copied()), &plain(from.trim_end()));
    format!("{from}{to}: {which} of it: {}", names(own.into_iter()))
}

fn names<'v>(vulnerabilities: impl Iterator<Item = &'v Vulnerability>) -> String {
    let name = |own: &Vulnerability| match own.rating {
        Some(deps::Rating { score: Some(score), .. }) => format!("{} ({score:.1})", own.name()),
        Some(rating) => format!("{} ({})", own.name(), rating.severity),
        None => own.name().to_owned(),
    };
    vulnerabilities.map(name).collect::<Vec<_>>().join(", ")
}

fn worst(vulnerability: Option<&Vulnerability>) -> Tone {
    let severity = vulnerability.and_then(|own| own.rating).map(|rating| rating.severity);
    severity.map_or(Tone::Warn, crate::human::tone)
}

fn plain_line(package: &Package) -> String {
    let mut parts = vec![package.written_name.clone(), package.version.clone().unwrap_or_else(|| "-".to_owned())];
    parts.extend((!package.groups.is_empty()).then(|| format!("[{}]", package.groups.join(", "))));
    parts.extend(match &package.origin {
        Origin::Registry => None,
        Origin::Git { url, .. } | Origin::Url(url) => Some(format!("from {url}")),
        Origin::Path(path) => Some(format!("from the folder `{path}`")),
    });
    plain(&parts.join(" "))
}

/// What was looked up, in what.
fn last_line(found: &Packages) -> String {
    let advised = |own: &Advised| format!("{} {} of {}", own.records, own.ecosystem.name(), own.as_of);
    let advised: Vec<String> = found.advisories.iter().map(advised).collect();
    let known = count(found.judgement.packages.len() + found.judgement.ranges.len(), "of them");
    let known = known.trim_end_matches('s');
    let looked_up = count(found.checked(), "package");
    if advised.is_empty() {
        return format!("{looked_up} looked up");
    }
    format!("{looked_up} looked up, {known} with known vulnerabilities · advisories: {}", advised.join(", "))
}

#[derive(Serialize)]
struct Document<'p> {
    version: &'static str,
    files: Vec<FileShape<'p>>,
    /// What does not count, by documents of OpenVEX.
    excused: Vec<ExcusedShape<'p>>,
    advisories: Vec<AdvisedShape<'p>>,
    notices: Vec<NoticeShape<'p>>,
    /// Up to which tier of reachability packages were judged; the others were not evaluated.
    tier: &'static str,
}

/// What was not read or not looked up.
#[derive(Serialize)]
struct NoticeShape<'p> {
    kind: &'static str,
    message: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'p str>,
}

#[derive(Serialize)]
struct ExcusedShape<'p> {
    reason: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<PackageShape<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    requirement: Option<RequirementShape<'p>>,
}

#[derive(Serialize)]
struct FileShape<'p> {
    path: &'p str,
    functions: &'p [String],
    packages: Vec<PackageShape<'p>>,
    requirements: Vec<RequirementShape<'p>>,
}

#[derive(Serialize)]
struct PackageShape<'p> {
    ecosystem: &'static str,
    name: &'p str,
    version: Option<&'p str>,
    purl: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<&'p str>,
    groups: &'p [String],
    direct: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    upgrade: Option<UpgradeShape<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vulnerabilities: Vec<VulnerabilityShape<'p>>,
}

#[derive(Serialize)]
struct UpgradeShape<'p> {
    to: &'p str,
    left: usize,
}

#[derive(Serialize)]
struct RequirementShape<'p> {
    ecosystem: &'static str,
    name: &'p str,
    range: &'p str,
    groups: &'p [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vulnerabilities: Vec<AllowedShape<'p>>,
}

#[derive(Serialize)]
struct AllowedShape<'p> {
    /// `every`, `newest` or `some` version that the range lets pass.
    affects: &'static str,
    #[serde(flatten)]
    vulnerability: VulnerabilityShape<'p>,
}

#[derive(Serialize)]
struct VulnerabilityShape<'p> {
    id: &'p str,
    aliases: &'p [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    exploited: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'p str>,
    cwe: &'p [u32],
    fixed: Vec<&'p str>,
    symbols: &'p [String],
}

/// Writes the inventory as JSON: every package and requirement, with what is known of it.
///
/// # Errors
/// Those of `out`.
pub fn packages_json(found: &Packages, files: &dyn Files, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        version: "1",
        files: found.listings.iter().map(|listing| file_shape(found, files, listing)).collect(),
        excused: found.excused.iter().map(excused_shape).collect(),
        advisories: found.advisories.iter().map(AdvisedShape::of).collect(),
        notices: found.notices.iter().map(|notice| notice_shape(notice, files)).collect(),
        tier: "T0 listed",
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn excused_shape(excused: &Excused) -> ExcusedShape<'_> {
    let package = excused.judgement.packages.first().map(|judged| package_shape(&judged.package, Some(judged)));
    let requirement = excused.judgement.ranges.first();
    let requirement = requirement.map(|judged| requirement_shape(&judged.requirement, Some(judged)));
    ExcusedShape { reason: &excused.reason, package, requirement }
}

fn file_shape<'p>(found: &'p Packages, files: &'p dyn Files, listing: &'p Listing) -> FileShape<'p> {
    let Listing { file, inventory, functions, .. } = listing;
    let judged = |package: &Package| {
        let key = |own: &Package| (own.span.file, own.ecosystem, own.name.clone(), own.version.clone());
        found.judgement.packages.iter().find(|judged| key(&judged.package) == key(package))
    };
    let ranges = |requirement: &Requirement| {
        found.judgement.ranges.iter().find(|judged| judged.requirement.span == requirement.span)
    };
    FileShape {
        path: files.path(*file),
        functions,
        packages: inventory.packages.iter().map(|package| package_shape(package, judged(package))).collect(),
        requirements: inventory.requirements.iter().map(|own| requirement_shape(own, ranges(own))).collect(),
    }
}

fn requirement_shape<'p>(requirement: &'p Requirement, judged: Option<&'p JudgedRange>) -> RequirementShape<'p> {
    RequirementShape {
        ecosystem: requirement.ecosystem.name(),
        name: &requirement.name,
        range: &requirement.range,
        groups: &requirement.groups,
        vulnerabilities: judged.into_iter().flat_map(|judged| &judged.allowed).map(allowed_shape).collect(),
    }
}

fn package_shape<'p>(package: &'p Package, judged: Option<&'p Judged>) -> PackageShape<'p> {
    let upgrade = judged.and_then(|judged| judged.upgrade.as_ref());
    PackageShape {
        ecosystem: package.ecosystem.name(),
        name: &package.name,
        version: package.version.as_deref(),
        purl: sbom::purl_of(package).map(|purl| purl.to_string()),
        licence: package.licence.as_deref(),
        groups: &package.groups,
        direct: package.direct,
        upgrade: upgrade.map(|upgrade| UpgradeShape { to: upgrade.to.as_str(), left: upgrade.left }),
        vulnerabilities: judged
            .into_iter()
            .flat_map(|judged| &judged.vulnerabilities)
            .map(vulnerability_shape)
            .collect(),
    }
}

fn allowed_shape(allowed: &deps::Allowed) -> AllowedShape<'_> {
    let affects = match allowed.share {
        Share::All => "every",
        Share::End => "newest",
        Share::Part | Share::None => "some",
    };
    AllowedShape { affects, vulnerability: vulnerability_shape(&allowed.vulnerability) }
}

fn vulnerability_shape(own: &Vulnerability) -> VulnerabilityShape<'_> {
    VulnerabilityShape {
        id: own.name(),
        aliases: own.names.get(1..).unwrap_or_default(),
        severity: own.rating.map(|rating| rating.severity.name()),
        score: own.rating.and_then(|rating| rating.score),
        exploited: own.is_exploited,
        published: own.published.as_deref(),
        cwe: &own.cwe,
        fixed: own.fixes.iter().map(|version| version.as_str()).collect(),
        symbols: &own.symbols,
    }
}

fn notice_shape<'p>(notice: &'p Notice, files: &'p dyn Files) -> NoticeShape<'p> {
    let path = match &notice.place {
        Place::File(file) => Some(files.path(*file)),
        Place::Span(span) => Some(files.path(span.file)),
        Place::Path(path) | Place::Beside(path, _) => Some(path.as_str()),
        Place::Scan => None,
    };
    NoticeShape { kind: notice.kind.name(), message: &notice.message, path }
}
