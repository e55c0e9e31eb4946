//! How findings about packages are told: one for each package, so that it says what to change.

use finding::{Confidence, Finding, Location, RuleId, Severity, Step};
use packages::{Ecosystem, Package, Requirement};
use source::Span;

use crate::{Evidence, Judged, JudgedRange, Nature, Tier, Upgrade, Vulnerability, Way};

/// So many names of vulnerabilities stand in the name of what is found; of the others the number.
const NAMES: usize = 2;

/// What is found of one package or requirement.
pub(crate) struct Told<'j> {
    span: Span,
    /// Its name and version in the manner of package URLs.
    named: String,
    groups: &'j [String],
    functions: &'j [String],
    /// Whether no function's code can take it.
    is_hidden: bool,
    /// Whether no function loads it.
    is_ruled_out: bool,
    /// How near it is to harm.
    evidence: Evidence,
    /// Why it counts or does not, for people.
    standing: Option<String>,
    also: &'j [(Span, Option<String>)],
    ways: &'j [Way],
    vulnerabilities: Vec<&'j Vulnerability>,
}

impl<'j> Told<'j> {
    /// What is known of a package, as far as it is of one kind. None if nothing is.
    pub(crate) fn of_package(judged: &'j Judged, is_wanted: impl Fn(Nature) -> bool) -> Option<Self> {
        let Package { ecosystem, name, version, span, groups, .. } = &judged.package;
        let own = judged.vulnerabilities.iter().filter(|own| is_wanted(own.nature)).collect();
        Self {
            span: *span,
            named: format!("{}/{name}@{}", ecosystem.purl_kind(), version.as_deref().unwrap_or_default()),
            groups,
            functions: &judged.functions,
            // What Node finds beside a layer's own packages may run all the same.
            is_hidden: judged.hidden_by.is_some() && *ecosystem != Ecosystem::Npm,
            is_ruled_out: judged.ruled_out().is_some(),
            evidence: judged.evidence,
            standing: standing(judged.evidence, &judged.layers, judged.hidden_by.as_deref()),
            also: &judged.also,
            ways: &judged.ways,
            vulnerabilities: own,
        }
        .if_any()
    }

    /// The given vulnerabilities of what a requirement lets pass. None if there are none.
    pub(crate) fn of_requirement(judged: &'j JudgedRange, own: Vec<&'j Vulnerability>) -> Option<Self> {
        let Requirement { ecosystem, name, range, span, groups, .. } = &judged.requirement;
        Self {
            span: *span,
            named: format!("{}/{name} {range}", ecosystem.purl_kind()),
            groups,
            functions: &judged.functions,
            is_hidden: false,
            is_ruled_out: false,
            evidence: judged.evidence,
            standing: standing(judged.evidence, &[], None),
            also: &[],
            ways: &judged.ways,
            vulnerabilities: own,
        }
        .if_any()
    }

    fn if_any(self) -> Option<Self> {
        (!self.vulnerabilities.is_empty()).then_some(self)
    }

    /// The finding. What is found has the names of vulnerabilities in its own name: a new one is never taken for a known one.
    pub(crate) fn finding(self, rule: RuleId, mut message: String) -> Finding {
        if let Some(words) = self.ways.first().and_then(Way::words) {
            message = format!("{message}; {words}");
        }
        let names = self.vulnerabilities.iter().take(NAMES).map(|own| own.name());
        let more = self.vulnerabilities.len().saturating_sub(NAMES);
        let more = (more > 0).then(|| format!("and {more} more"));
        let parts: Vec<&str> = std::iter::once(self.named.as_str()).chain(names).chain(more.as_deref()).collect();
        let location = Location { span: self.span, resource: parts.join(" ") };
        let (severity, confidence) = self.weight();
        let mut told = Finding::new(rule, severity, confidence, location, message);
        told.functions = self.functions.to_vec();
        told.flow = self.ways.first().map(Way::steps).unwrap_or_default();
        told.related = self.also.iter().map(|(span, place)| also(*span, place.as_deref())).collect();
        told.related.extend(self.standing.map(|message| Step { span: None, message }));
        told.related.extend(self.ways.iter().filter_map(|way| way.because.clone()));
        told.related.extend(self.vulnerabilities.iter().map(|own| Step { span: None, message: described(own) }));
        told
    }

    /// `3 known vulnerabilities, the worst CVE-2021-23337 (7.2)`.
    pub(crate) fn count(&self) -> String {
        match self.vulnerabilities.as_slice() {
            [] => "no known vulnerability".to_owned(),
            [one] => called(one),
            [worst, ..] => format!("{} known vulnerabilities, the worst {}", self.vulnerabilities.len(), called(worst)),
        }
    }

    /// The worst of the severities, and how sure that one is.
    fn weight(&self) -> (Severity, Confidence) {
        let weights = self.vulnerabilities.iter().map(|own| (severity(own), own.confidence));
        let (worst, confidence) = weights.max().unwrap_or((Severity::Info, Confidence::Low));
        // The `go` line of a module says which standard library is the oldest that will do, and not which one builds it.
        if self.named.starts_with("golang/stdlib@") {
            return (worst.min(Severity::Low), Confidence::Low);
        }
        let is_to_build = is_only_to_build(self.groups);
        // What was meant to build and is deployed all the same counts.
        let is_deployed = self.evidence.holds(Tier::Shipped) == Some(true) && !self.functions.is_empty();
        let is_fed = self.ways.iter().any(|way| way.is_open && way.evidence.tier == Tier::Fed);
        let severity = match () {
            () if self.is_hidden || self.is_ruled_out || is_to_build && !is_deployed => worst.min(Severity::Low),
            // Nobody may have rated it: that anybody gets there counts more.
            () if is_fed => worst.max(Severity::High),
            () => worst,
        };
        (severity, confidence)
    }
}

/// How near to harm it is, as far as that is more than that it is listed.
fn standing(evidence: Evidence, layers: &[String], hidden_by: Option<&str>) -> Option<String> {
    if evidence.tier == Tier::Listed {
        let is_absent = evidence.holds(Tier::Shipped) == Some(false);
        return is_absent.then(|| "only listed: it is not among the packages that are shipped".to_owned());
    }
    let layers = match layers {
        [] => String::new(),
        [one] => format!(" in the layer `{one}`"),
        several => format!(" in the layers `{}`", several.join("`, `")),
    };
    let hidden = hidden_by.map_or_else(String::new, |by| format!("; the copy of {by} is taken instead"));
    Some(format!("{}{layers}{hidden}", evidence.tier.name()))
}

/// Whether a package is not needed to run, by its groups.
pub(crate) fn is_only_to_build(groups: &[String]) -> bool {
    groups.iter().any(|group| matches!(group.as_str(), "dev" | "test" | "build" | "development"))
}

/// Another copy: its line in a list, or its place in an archive.
fn also(span: Span, place: Option<&str>) -> Step {
    match place {
        Some(place) => Step { span: None, message: format!("also in `{place}`") },
        None => Step { span: Some(span), message: "also here".to_owned() },
    }
}

/// How bad it is; one that nobody rated is medium.
fn severity(vulnerability: &Vulnerability) -> Severity {
    match vulnerability.nature {
        // The name may have been given to another package since.
        Nature::Malicious if vulnerability.confidence == Confidence::Low => Severity::Medium,
        Nature::Malicious => Severity::Critical,
        Nature::Vulnerability => vulnerability.rating.map_or(Severity::Medium, |rating| rating.severity),
        Nature::Unsound | Nature::Unmaintained | Nature::Notice => Severity::Info,
    }
}

/// `` `lodash` 4.17.15``, and where it lies in an archive, folder or layer.
pub(crate) fn named(judged: &Judged) -> String {
    let package = &judged.package;
    let layer = judged.layers.first().map_or_else(String::new, |layer| format!(" of the layer `{layer}`"));
    let place = judged.place.as_ref().map_or_else(String::new, |place| format!(" in `{place}`{layer}"));
    format!("`{}` {}{place}", package.written_name, package.version.as_deref().unwrap_or_default())
}

/// `CVE-2021-23337 (7.2)`, with what else makes it worse.
pub(crate) fn called(vulnerability: &Vulnerability) -> String {
    let score = vulnerability.rating.map(|rating| match rating.score {
        Some(score) => format!("{score:.1}"),
        None => rating.severity.to_string(),
    });
    let exploited = vulnerability.is_exploited.then(|| "known to be exploited".to_owned());
    let unsure = (vulnerability.confidence == Confidence::Low).then(|| "up to which version is not known".to_owned());
    let facts = score.or_else(|| Some("not rated".to_owned())).into_iter().chain(exploited).chain(unsure);
    format!("{} ({})", vulnerability.name(), facts.collect::<Vec<_>>().join(", "))
}

/// A vulnerability with its other names, its weaknesses and where it is mended.
fn described(vulnerability: &Vulnerability) -> String {
    let names = vulnerability.names.iter().skip(1).cloned();
    let weaknesses = vulnerability.cwe.iter().map(|number| format!("CWE-{number}"));
    let fixes: Vec<&str> = vulnerability.fixes.iter().map(|version| version.as_str()).collect();
    let fixed = (!fixes.is_empty()).then(|| format!("mended in {}", fixes.join(", ")));
    let facts: Vec<String> =
        std::iter::once(called(vulnerability)).chain(names).chain(weaknesses).chain(fixed).collect();
    facts.join(" · ")
}

/// What to do: to which version to go.
pub(crate) fn remedy(upgrade: Option<&Upgrade>) -> String {
    match upgrade {
        None => "no version above it is known to be better".to_owned(),
        Some(Upgrade { to, left: 0 }) => format!("{} has none", to.as_str()),
        Some(Upgrade { to, left }) => format!("{} has the fewest, {left}", to.as_str()),
    }
}

/// Whether the newest version that fits is taken when nothing locks one.
pub(crate) const fn takes_the_newest(ecosystem: Ecosystem) -> bool {
    !matches!(ecosystem, Ecosystem::Maven | Ecosystem::NuGet | Ecosystem::Go)
}
