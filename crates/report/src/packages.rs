//! What an application ships of others, and what is known of it: for people and as JSON.

mod licences;
mod news;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{self, Write};

use deps::{Evidence, Form, Judged, JudgedRange, Listing, Standing, Tier, Vulnerability, Way};
use finding::{Notice, Place};
use packages::{Coverage, Origin, Package, Requirement};
use scan::{Advised, Brought, Carried, Excused, Packages, Provided};
use serde::Serialize;
use source::Files;
use versions::Share;

pub use licences::{licences, licences_json};
pub use news::{news, news_json};

use crate::json::AdvisedShape;
use crate::style::{Style, Tone, count, plain};

/// Writes the inventory for people: for each function and each list of no function what has known vulnerabilities and where
/// to go; all packages if they want all.
///
/// # Errors
/// Those of `out`.
pub fn packages(found: &Packages, files: &dyn Files, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let view = View { found, files, style };
    for (names, carried) in together(&found.functions) {
        view.function(&names, carried, out)?;
    }
    let is_free = |listing: &Listing| listing.functions.is_empty() && listing.layers.is_empty();
    let free = found.listings.iter().enumerate().filter(|(_, listing)| is_free(listing));
    let (shown, others): (Vec<_>, Vec<_>) = free.partition(|(place, _)| style.verbose || view.has_any(*place));
    for (place, listing) in shown {
        writeln!(out, "{}", view.head(place, listing, Tone::Strong))?;
        view.known(&[place], &BTreeSet::new(), out)?;
        view.everything(listing, out)?;
        writeln!(out)?;
    }
    for excused in &found.excused {
        let packages = excused.judgement.packages.iter().map(|judged| package_line(judged, style));
        let ranges = excused.judgement.ranges.iter().map(|judged| range_line(judged, style));
        for line in packages.chain(ranges) {
            writeln!(out, "does not count: {line}: {}\n", plain(&excused.reason))?;
        }
    }
    for own in &found.brought {
        writeln!(out, "{}\n", brought_line(own))?;
    }
    if !others.is_empty() {
        writeln!(out, "{} with nothing known, --verbose lists them\n", count(others.len(), "other list"))?;
    }
    writeln!(out, "{}", last_line(found))
}

/// Functions that carry the same, with their names; those that carry nothing are left out.
fn together(functions: &[Carried]) -> Vec<(Vec<&str>, &Carried)> {
    let mut groups: Vec<(Vec<&str>, &Carried)> = Vec::new();
    for carried in functions.iter().filter(|carried| !carried.parts.is_empty()) {
        match groups.iter_mut().find(|(_, other)| other.parts == carried.parts) {
            Some((names, _)) => names.push(&carried.function),
            None => groups.push((vec![&carried.function], carried)),
        }
    }
    groups
}

/// So many names stand in one line; of the others the number.
const NAMES: usize = 6;

/// What is shown, from what.
struct View<'p> {
    found: &'p Packages,
    files: &'p dyn Files,
    style: &'p Style,
}

impl View<'_> {
    /// What functions that carry the same carry, in one screen.
    fn function(&self, names: &[&str], carried: &Carried, out: &mut dyn Write) -> io::Result<()> {
        let hidden: BTreeSet<(usize, usize)> = carried.hidden.iter().map(|own| (own.listing, own.package)).collect();
        let listings = || carried.parts.iter().filter_map(|part| Some((part, self.found.listings.get(part.listing)?)));
        let shipped = listings().filter(|(part, _)| part.evidence.tier >= Tier::Shipped);
        let shipped: usize = shipped.map(|(_, listing)| listing.inventory.packages.len()).sum();
        let mut head = vec![self.style.paint(Tone::Strong, &plain(&names.join(", ")))];
        if shipped > 0 {
            head.push(format!("{} shipped", count(shipped - hidden.len().min(shipped), "package")));
        }
        let only = listings().filter(|(_, listing)| listing.form == Form::List).flat_map(|(_, own)| &own.standings);
        let only = only.filter(|standing| standing.evidence == Evidence::ONLY_LISTED).count();
        head.extend((only > 0).then(|| format!("{only} only listed")));
        head.extend((!hidden.is_empty()).then(|| format!("{} not taken", hidden.len())));
        writeln!(out, "{}", head.join(" · "))?;
        for (part, listing) in listings() {
            let layer = part.layer.as_ref().map_or_else(String::new, |layer| plain(&format!("layer {layer}: ")));
            let head = self.head(part.listing, listing, Tone::Faint);
            writeln!(out, "  {layer}{head} · {}", tier(part.evidence))?;
        }
        let places: Vec<usize> = carried.parts.iter().map(|part| part.listing).collect();
        self.known(&places, &hidden, out)?;
        self.hidden(carried, out)?;
        listings().try_for_each(|(_, listing)| self.everything(listing, out))?;
        writeln!(out)
    }

    /// A list or an artifact in one line: its path, what it has, and how much of it is known.
    fn head(&self, place: usize, listing: &Listing, tone: Tone) -> String {
        let inventory = &listing.inventory;
        let path = plain(listing.path(self.files));
        let mut head = vec![if tone == Tone::Strong { self.style.paint(tone, &path) } else { path }];
        let what = if listing.form == Form::List { "package" } else { "installed package" };
        if !inventory.packages.is_empty() {
            head.push(count(inventory.packages.len(), what));
        }
        if !inventory.requirements.is_empty() {
            head.push(count(inventory.requirements.len(), "requirement"));
        }
        head.extend(covered(self.rows(place)));
        head.join(" · ")
    }

    /// How much is known of each archive of a listing.
    fn rows(&self, place: usize) -> impl Iterator<Item = &Coverage> {
        let file = self.found.listings.get(place).map(|listing| listing.file);
        self.found.coverage.iter().filter(move |(own, _)| Some(*own) == file).map(|(_, row)| row)
    }

    /// Whether something is known of what a listing has.
    fn has_any(&self, place: usize) -> bool {
        let Some(listing) = self.found.listings.get(place) else { return false };
        let (packages, requirements) = (listing.inventory.packages.len(), listing.inventory.requirements.len());
        let judgement = &self.found.judgement;
        (0..packages).any(|number| judgement.of_package(place, number).is_some())
            || (0..requirements).any(|number| {
                judgement.of_exact(place, number).is_some() || judgement.of_requirement(place, number).is_some()
            })
    }

    /// What is known of the packages of some listings, each once.
    fn known(&self, places: &[usize], hidden: &BTreeSet<(usize, usize)>, out: &mut dyn Write) -> io::Result<()> {
        let judgement = &self.found.judgement;
        let mut seen: HashSet<*const Judged> = HashSet::new();
        let mut seen_ranges: HashSet<*const JudgedRange> = HashSet::new();
        for place in places {
            let Some(listing) = self.found.listings.get(*place) else { continue };
            let numbers = (0..listing.inventory.packages.len()).filter(|number| !hidden.contains(&(*place, *number)));
            let packages = numbers.filter_map(|number| judgement.of_package(*place, number));
            let requirements = || 0..listing.inventory.requirements.len();
            let exact = requirements().filter_map(|number| judgement.of_exact(*place, number));
            for judged in packages.chain(exact).filter(|judged| seen.insert(std::ptr::from_ref(judged))) {
                writeln!(out, "  {}", package_line(judged, self.style))?;
            }
            for judged in requirements().filter_map(|number| judgement.of_requirement(*place, number)) {
                if seen_ranges.insert(std::ptr::from_ref(judged)) {
                    writeln!(out, "  {}", range_line(judged, self.style))?;
                }
            }
        }
        Ok(())
    }

    /// The copies that are not taken, by what ships those that are.
    fn hidden(&self, carried: &Carried, out: &mut dyn Write) -> io::Result<()> {
        let mut by: BTreeMap<(&str, usize), Vec<String>> = BTreeMap::new();
        for own in &carried.hidden {
            let Some(listing) = self.found.listings.get(own.listing) else { continue };
            let Some(package) = listing.inventory.packages.get(own.package) else { continue };
            let known = self.found.judgement.of_package(own.listing, own.package);
            let known = known.map_or_else(String::new, |judged| match judged.vulnerabilities.len() {
                1 => " (1 known vulnerability)".to_owned(),
                many => format!(" ({many} known vulnerabilities)"),
            });
            let version = package.version.as_deref().unwrap_or("-");
            by.entry((&own.by, own.listing)).or_default().push(format!("{} {version}{known}", package.written_name));
        }
        for ((taken, listing), mut names) in by {
            let path = self.found.listings.get(listing).map_or("", |listing| listing.path(self.files));
            let more = names.len().saturating_sub(NAMES);
            if !self.style.verbose && more > 0 {
                names.truncate(NAMES);
                names.push(format!("{more} more"));
            }
            writeln!(
                out,
                "  {}",
                plain(&format!("not taken from {path}, as {taken} has its own: {}", names.join(", ")))
            )?;
        }
        Ok(())
    }

    /// All that a listing has, if people want all.
    fn everything(&self, listing: &Listing, out: &mut dyn Write) -> io::Result<()> {
        if !self.style.verbose {
            return Ok(());
        }
        for package in &listing.inventory.packages {
            writeln!(out, "  {}", plain_line(package))?;
        }
        for own in &listing.inventory.requirements {
            writeln!(out, "  {}", plain(format!("{} {}", own.written_name, own.range).trim_end()))?;
        }
        Ok(())
    }
}

/// How near to harm something is, and what was looked at in vain.
fn tier(evidence: Evidence) -> String {
    match evidence.holds(Tier::Shipped) {
        Some(false) => format!("{}, not shipped", evidence.tier.name()),
        _ => evidence.tier.name().to_owned(),
    }
}

/// How much of an archive, with those inside of it, is known.
fn covered<'c>(rows: impl Iterator<Item = &'c Coverage>) -> Option<String> {
    let (known, unknown) = bytes(rows)?;
    let all = known + unknown;
    Some(format!("{} % of {all} bytes belong to packages, {unknown} are unknown", known * 100 / all.max(1)))
}

/// The bytes that belong to packages, and the others.
fn bytes<'c>(rows: impl Iterator<Item = &'c Coverage>) -> Option<(u128, u128)> {
    let sums = rows.map(|row| (u128::from(row.identified_bytes), u128::from(row.unknown_bytes)));
    sums.reduce(|one, other| (one.0 + other.0, one.1 + other.1))
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
    let words = judged.ways.first().and_then(Way::words).map_or_else(String::new, |words| plain(&format!(", {words}")));
    let tier = tier(judged.evidence) + &words;
    format!("{from}{groups}{place} {to} · {tier}: {}", names(judged.vulnerabilities.iter(), style))
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
    format!("{from}{to}: {which} of it: {}", names(own.into_iter(), style))
}

fn names<'v>(vulnerabilities: impl Iterator<Item = &'v Vulnerability>, style: &Style) -> String {
    let name = |own: &Vulnerability| match own.rating {
        Some(deps::Rating { score: Some(score), .. }) => format!("{} ({score:.1})", own.name()),
        Some(rating) => format!("{} ({})", own.name(), rating.severity),
        None => own.name().to_owned(),
    };
    let mut names: Vec<String> = vulnerabilities.map(name).collect();
    let more = names.len().saturating_sub(NAMES);
    if more > 0 && !style.verbose {
        names.truncate(NAMES);
        names.push(format!("{more} more"));
    }
    names.join(", ")
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

/// `the runtime python3.13 brings boto3, botocore at versions that its cloud moves · for api, worker`.
fn brought_line(own: &Brought) -> String {
    let Brought { runtime, functions, provision } = own;
    let name = |package: &Provided| match &package.version {
        Some(version) => format!("{} {version}", package.name),
        None => package.name.clone(),
    };
    let names: Vec<String> = provision.packages.iter().map(name).collect();
    let is_dated = provision.packages.iter().any(|package| package.version.is_some());
    let when =
        if is_dated { format!(", as of {}", provision.day) } else { " at versions that its cloud moves".to_owned() };
    plain(&format!("the runtime {runtime} brings {}{when} · for {}", names.join(", "), functions.join(", ")))
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
    functions: Vec<FunctionShape<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    provided: Vec<ProvidedShape<'p>>,
    notices: Vec<NoticeShape<'p>>,
}

/// What a function carries.
#[derive(Serialize)]
struct FunctionShape<'p> {
    name: &'p str,
    parts: Vec<PartShape<'p>>,
    /// Packages that another copy hides.
    hidden: Vec<HiddenShape<'p>>,
}

#[derive(Serialize)]
struct PartShape<'p> {
    path: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    layer: Option<&'p str>,
    #[serde(flatten)]
    evidence: EvidenceShape,
    packages: usize,
}

#[derive(Serialize)]
struct HiddenShape<'p> {
    path: &'p str,
    name: &'p str,
    version: Option<&'p str>,
    taken_from: &'p str,
}

/// The highest tier that holds, and the highest that was looked at.
#[derive(Serialize)]
struct EvidenceShape {
    tier: &'static str,
    evaluated: &'static str,
}

#[derive(Serialize)]
struct BytesShape {
    identified: u128,
    unknown: u128,
}

/// What a runtime brings to functions; nothing of it was looked up.
#[derive(Serialize)]
struct ProvidedShape<'p> {
    runtime: &'p str,
    functions: &'p [String],
    packages: Vec<ProvidedPackageShape<'p>>,
    as_of: &'p str,
    source: &'p str,
}

#[derive(Serialize)]
struct ProvidedPackageShape<'p> {
    ecosystem: &'p str,
    /// A `*` at its end stands for a family.
    name: &'p str,
    /// None where the cloud moves it as it likes.
    version: Option<&'p str>,
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
    /// `list`, `archive` or `folder`.
    form: &'static str,
    functions: &'p [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    layers: &'p [String],
    /// How much of an archive is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<BytesShape>,
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
    #[serde(flatten)]
    evidence: EvidenceShape,
    /// Where it lies in an archive or folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'p str>,
    /// What ships the copy that every function takes in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    upgrade: Option<UpgradeShape<'p>>,
    /// How near it is in each function that takes it, the nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ways: Vec<WayShape<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vulnerabilities: Vec<VulnerabilityShape<'p>>,
}

#[derive(Serialize)]
struct WayShape<'p> {
    function: &'p str,
    #[serde(flatten)]
    evidence: EvidenceShape,
    /// Whether anybody may start the function.
    open: bool,
    /// From what starts the function to the call.
    steps: Vec<String>,
    /// Why it cannot be told whether it is imported, or what a no stands on.
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'p str>,
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
    let view = View { found, files, style: &Style::default() };
    let listings = found.listings.iter().enumerate();
    let document = Document {
        version: "1",
        files: listings.map(|(place, listing)| view.file_shape(place, listing)).collect(),
        functions: found.functions.iter().map(|carried| view.function_shape(carried)).collect(),
        excused: found.excused.iter().map(excused_shape).collect(),
        advisories: found.advisories.iter().map(AdvisedShape::of).collect(),
        provided: found.brought.iter().map(provided_shape).collect(),
        notices: found.notices.iter().map(|notice| notice_shape(notice, files)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// A package apart from its listing.
fn alone(judged: &Judged) -> PackageShape<'_> {
    let standing = Standing { evidence: judged.evidence, ..Standing::default() };
    package_shape(&judged.package, standing, judged.place.as_ref(), Some(judged))
}

fn excused_shape(excused: &Excused) -> ExcusedShape<'_> {
    let package = excused.judgement.packages.first().map(alone);
    let requirement = excused.judgement.ranges.first();
    let requirement = requirement.map(|judged| requirement_shape(&judged.requirement, Some(judged), None));
    ExcusedShape { reason: &excused.reason, package, requirement }
}

fn provided_shape(own: &Brought) -> ProvidedShape<'_> {
    let package = |package: &'static Provided| ProvidedPackageShape {
        ecosystem: &package.ecosystem,
        name: &package.name,
        version: package.version.as_deref(),
    };
    ProvidedShape {
        runtime: &own.runtime,
        functions: &own.functions,
        packages: own.provision.packages.iter().map(package).collect(),
        as_of: &own.provision.day,
        source: &own.provision.source,
    }
}

impl<'p> View<'p> {
    fn file_shape(&self, place: usize, listing: &'p Listing) -> FileShape<'p> {
        let Listing { inventory, functions, layers, form, .. } = listing;
        let judgement = &self.found.judgement;
        let packages = inventory.packages.iter().enumerate().map(|(number, package)| {
            let judged = judgement.of_package(place, number);
            package_shape(package, listing.standing(number), listing.places.get(number), judged)
        });
        let requirements = inventory.requirements.iter().enumerate().map(|(number, own)| {
            let exact = judgement.of_exact(place, number);
            requirement_shape(own, judgement.of_requirement(place, number), exact)
        });
        FileShape {
            path: listing.path(self.files),
            form: match form {
                Form::List => "list",
                Form::Archive => "archive",
                Form::Bundle => "bundle",
                Form::Folder(_) => "folder",
            },
            functions,
            layers,
            bytes: bytes(self.rows(place)).map(|(identified, unknown)| BytesShape { identified, unknown }),
            packages: packages.collect(),
            requirements: requirements.collect(),
        }
    }

    fn function_shape(&self, carried: &'p Carried) -> FunctionShape<'p> {
        let parts = carried.parts.iter().filter_map(|part| {
            let listing = self.found.listings.get(part.listing)?;
            Some(PartShape {
                path: listing.path(self.files),
                layer: part.layer.as_deref(),
                evidence: evidence_shape(part.evidence),
                packages: listing.inventory.packages.len(),
            })
        });
        let hidden = carried.hidden.iter().filter_map(|own| {
            let listing = self.found.listings.get(own.listing)?;
            let package = listing.inventory.packages.get(own.package)?;
            let path = listing.places.get(own.package).map_or_else(|| listing.path(self.files), String::as_str);
            Some(HiddenShape { path, name: &package.name, version: package.version.as_deref(), taken_from: &own.by })
        });
        FunctionShape { name: &carried.function, parts: parts.collect(), hidden: hidden.collect() }
    }
}

const fn evidence_shape(evidence: Evidence) -> EvidenceShape {
    EvidenceShape { tier: evidence.tier.name(), evaluated: evidence.evaluated.name() }
}

fn way_shape(way: &Way) -> WayShape<'_> {
    WayShape {
        function: &way.function,
        evidence: evidence_shape(way.evidence),
        open: way.is_open,
        steps: way.steps().into_iter().map(|step| step.message).collect(),
        because: way.because.as_ref().map(|step| step.message.as_str()),
    }
}

fn requirement_shape<'p>(
    requirement: &'p Requirement,
    judged: Option<&'p JudgedRange>,
    exact: Option<&'p Judged>,
) -> RequirementShape<'p> {
    let every = |vulnerability| AllowedShape { affects: "every", vulnerability };
    let of_exact = exact.into_iter().flat_map(|judged| &judged.vulnerabilities).map(vulnerability_shape).map(every);
    let allowed = judged.into_iter().flat_map(|judged| &judged.allowed).map(allowed_shape);
    RequirementShape {
        ecosystem: requirement.ecosystem.name(),
        name: &requirement.name,
        range: &requirement.range,
        groups: &requirement.groups,
        vulnerabilities: of_exact.chain(allowed).collect(),
    }
}

fn package_shape<'p>(
    package: &'p Package,
    standing: Standing,
    place: Option<&'p String>,
    judged: Option<&'p Judged>,
) -> PackageShape<'p> {
    let upgrade = judged.and_then(|judged| judged.upgrade.as_ref());
    PackageShape {
        ecosystem: package.ecosystem.name(),
        name: &package.name,
        version: package.version.as_deref(),
        purl: sbom::purl_of(package).map(|purl| purl.to_string()),
        licence: package.licence.as_deref(),
        groups: &package.groups,
        direct: package.direct,
        evidence: evidence_shape(judged.map_or(standing.evidence, |judged| judged.evidence.max(standing.evidence))),
        place: place.map(String::as_str),
        hidden_by: standing.hidden_by,
        ways: judged.into_iter().flat_map(|judged| &judged.ways).map(way_shape).collect(),
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
