//! What documents of OpenVEX say not to do harm, taken from what is to be mended.

use std::collections::BTreeMap;

use deps::{Allowed, Judged, JudgedRange, Judgement, Vulnerability};
use finding::{Notice, NoticeKind, Place};
use packages::Ecosystem;
use sbom::Statement;

/// What is known of a package or requirement, and does not count.
#[derive(Debug, Clone, PartialEq)]
pub struct Excused {
    /// The one package or requirement, with the vulnerabilities that do not count.
    pub judgement: Judgement,
    /// Why, as the statement has it.
    pub reason: String,
}

/// Moves what the statements excuse out of the judgement. A statement that is about nothing there is said.
pub(super) fn apply(judgement: &mut Judgement, statements: &[Statement]) -> (Vec<Excused>, Vec<Notice>) {
    let mut court = Court { statements, used: vec![false; statements.len()], excused: Vec::new() };
    judgement.sift_packages(|judged| court.package(judged));
    judgement.sift_ranges(|judged| court.range(judged));
    let unused = statements.iter().zip(&court.used).filter(|(_, used)| !**used);
    let notices = unused.map(|(statement, _)| unused_notice(statement)).collect();
    (court.excused, notices)
}

fn unused_notice(statement: &Statement) -> Notice {
    let name = statement.names.first().map_or("", String::as_str);
    let message = format!("the statement about {name} is about nothing that is known of these packages");
    Notice { place: Place::Beside(statement.path.clone(), Some(statement.line)), kind: NoticeKind::Ambiguous, message }
}

struct Court<'s> {
    statements: &'s [Statement],
    used: Vec<bool>,
    excused: Vec<Excused>,
}

impl Court<'_> {
    /// Why a vulnerability of a package does not count; of several statements the last decides.
    fn reason(
        &mut self,
        ecosystem: Ecosystem,
        name: &str,
        version: Option<&str>,
        own: &Vulnerability,
    ) -> Option<String> {
        let mut last: Option<&Statement> = None;
        for (statement, used) in self.statements.iter().zip(&mut self.used) {
            if statement.is_about(&own.names) && statement.covers(ecosystem, name, version) {
                *used = true;
                last = Some(statement);
            }
        }
        let statement = last.filter(|statement| statement.excuses())?;
        let why = if statement.reason.is_empty() { String::new() } else { format!(": {}", statement.reason) };
        Some(format!("{}{why}", statement.status.name()))
    }

    fn package(&mut self, mut judged: Judged) -> Option<Judged> {
        let package = judged.package.clone();
        let mut excused: BTreeMap<String, Vec<Vulnerability>> = BTreeMap::new();
        for own in std::mem::take(&mut judged.vulnerabilities) {
            match self.reason(package.ecosystem, &package.name, package.version.as_deref(), &own) {
                None => judged.vulnerabilities.push(own),
                Some(reason) => excused.entry(reason).or_default().push(own),
            }
        }
        for (reason, vulnerabilities) in excused {
            let packages = vec![Judged { vulnerabilities, ..judged.clone() }];
            self.excused.push(Excused { judgement: Judgement::of(packages, Vec::new()), reason });
        }
        (!judged.vulnerabilities.is_empty()).then_some(judged)
    }

    fn range(&mut self, mut judged: JudgedRange) -> Option<JudgedRange> {
        let requirement = judged.requirement.clone();
        let mut excused: BTreeMap<String, Vec<Allowed>> = BTreeMap::new();
        for own in std::mem::take(&mut judged.allowed) {
            match self.reason(requirement.ecosystem, &requirement.name, None, &own.vulnerability) {
                None => judged.allowed.push(own),
                Some(reason) => excused.entry(reason).or_default().push(own),
            }
        }
        for (reason, allowed) in excused {
            let ranges = vec![JudgedRange { allowed, ..judged.clone() }];
            self.excused.push(Excused { judgement: Judgement::of(Vec::new(), ranges), reason });
        }
        (!judged.allowed.is_empty()).then_some(judged)
    }
}
