//! What is known of the packages as a document of OpenVEX.

use std::collections::{BTreeMap, BTreeSet};

use deps::{Allowed, Judged, Nature, Upgrade, Vulnerability};
use finding::Confidence;
use packages::{Package, Parts, Purl};
use sbom::{Assertion, Claim, Justification, Proof, Stamp, Tool, Vex, purl_of};
use scan::Packages;
use versions::Share;

use crate::args::DepsArgs;
use crate::clock;
use crate::commands::sbom::{folder_name, uuid_of};

/// How it stands with a vulnerability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// The package has it.
    Sure,
    /// It may have it.
    Unsure,
    /// It has it, and all that any function loads is known and does not have the package in it.
    RuledOut,
}

/// What is said, before what shares it is joined: the vulnerability's name, how it stands with it, and the words beside it.
type Said = (String, Standing, String);

/// The document. What a statement that was handed in excuses is not said again.
pub fn document(args: &DepsArgs, found: &Packages) -> Vex {
    let mut said: BTreeMap<Said, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    let mut add = |own: &Vulnerability, standing: Standing, words: String, package: &Package| {
        let is_to_be_mended = matches!(own.nature, Nature::Vulnerability | Nature::Malicious);
        let Some(purl) = purl_of(package).filter(|_| is_to_be_mended) else { return };
        let (aliases, packages) = said.entry((own.name().to_owned(), standing, words)).or_default();
        aliases.extend(own.names.iter().skip(1).cloned());
        packages.insert(purl.to_string());
    };
    for judged in &found.judgement.packages {
        let Judged { package, vulnerabilities, upgrade, .. } = judged;
        let ruled_out = judged.ruled_out();
        for own in vulnerabilities {
            let (standing, words) = match &ruled_out {
                Some(words) if own.nature == Nature::Vulnerability => (Standing::RuledOut, words.clone()),
                _ if own.confidence > Confidence::Low => (Standing::Sure, action(own, upgrade.as_ref())),
                _ => (Standing::Unsure, "it is not known up to which version it goes".to_owned()),
            };
            add(own, standing, words, package);
        }
    }
    for judged in &found.judgement.ranges {
        let asked = &judged.requirement;
        let package = Package::new(asked.ecosystem, &asked.written_name, None, asked.span);
        for Allowed { vulnerability, share } in &judged.allowed {
            let range = if asked.range.is_empty() { "any version" } else { asked.range.as_str() };
            let is_sure = *share == Share::All && vulnerability.confidence > Confidence::Low;
            let (standing, words) = match is_sure {
                true => (Standing::Sure, action(vulnerability, None)),
                false => (
                    Standing::Unsure,
                    format!("nothing locks which version is taken, and some that `{range}` lets pass have it"),
                ),
            };
            add(vulnerability, standing, words, &package);
        }
    }
    let claims: Vec<Claim> = said.into_iter().map(claim).collect();
    let product = product(args);
    let stamp =
        Stamp { seconds: clock::build_time(), uuid: uuid_of(&[format!("{product} {} {claims:?}", args.author)]) };
    let tool = Tool { name: "maremma".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() };
    Vex { author: args.author.clone(), product, claims, tool, stamp }
}

fn claim(
    ((vulnerability, standing, words), (aliases, packages)): (Said, (BTreeSet<String>, BTreeSet<String>)),
) -> Claim {
    let proof = Proof::complete(Justification::VulnerableCodeNotInExecutePath, &words, 0);
    let assertion = match (standing, proof) {
        (Standing::RuledOut, Some(proof)) => Assertion::NotAffected(proof),
        (Standing::Sure, _) => Assertion::Affected { action: words },
        _ => Assertion::UnderInvestigation { note: words },
    };
    let (aliases, packages) = (aliases.into_iter().collect(), packages.into_iter().collect());
    Claim { vulnerability, aliases, packages, assertion }
}

/// What to do about a vulnerability: the version to go to, or those in which it is mended.
fn action(own: &Vulnerability, upgrade: Option<&Upgrade>) -> String {
    let fixes: Vec<&str> = own.fixes.iter().map(|version| version.as_str()).collect();
    match (own.nature, upgrade) {
        (Nature::Malicious, _) => "remove the package".to_owned(),
        (_, Some(upgrade)) => format!("go to version {}", upgrade.to.as_str()),
        (_, None) if fixes.is_empty() => "no version without it is known".to_owned(),
        (_, None) => format!("go to a version in which it is mended: {}", fixes.join(", ")),
    }
}

/// The package URL of the application: the one that is given, or a generic one with the name of its folder or file.
fn product(args: &DepsArgs) -> String {
    let name = folder_name(&args.path);
    let parts = Parts {
        kind: "generic".to_owned(),
        namespace: String::new(),
        name: name.clone(),
        version: String::new(),
        qualifiers: BTreeMap::new(),
        subpath: String::new(),
    };
    let generic = || Purl::build(parts).map_or_else(|_| name, |purl| purl.to_string());
    args.product.clone().unwrap_or_else(generic)
}
