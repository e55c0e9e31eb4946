//! What was known before: findings a project lives with for now, by their two keys. Never a snippet, never a line number.

use std::collections::{BTreeMap, VecDeque};

use finding::{Finding, Fingerprint, Severity, Suppression, SuppressionKind};
use serde::{Deserialize, Serialize};

use crate::{BaselineSummary, Config, Sources};

/// The version of the file format that this build reads and writes.
const VERSION: u32 = 1;

/// The findings that were known when the baseline was written, ordered by path, resource and rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The version of the file format.
    version: u32,
    /// What was known.
    pub findings: Vec<Known>,
}

/// One known finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The path it was in, for people.
    pub path: String,
    /// The resource it was about, for people; empty when there was none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub resource: String,
    /// The rule that found it.
    pub rule: String,
    /// How bad it was.
    pub severity: Severity,
    /// Why it is accepted, if anybody said so; kept by `baseline prune`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Its keys.
    #[serde(rename = "fingerprint")]
    pub keys: Fingerprint,
}

/// Why a baseline cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// The text is not a baseline.
    #[error("not a baseline: {0}")]
    Malformed(#[from] serde_json::Error),
    /// A later Maremma wrote it.
    #[error("baseline of version {0}, this build reads version {VERSION}")]
    Version(u32),
}

/// A baseline beside the findings of a scan.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// For every known finding, in the baseline's order, the index of the finding it was matched with.
    pub matches: Vec<Option<usize>>,
}

impl Default for Baseline {
    fn default() -> Self {
        Self { version: VERSION, findings: Vec::new() }
    }
}

impl Baseline {
    /// Reads the text of a baseline file.
    ///
    /// # Errors
    /// When it is not JSON of the expected shape, or of a later version.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let baseline: Self = serde_json::from_str(text)?;
        if baseline.version == VERSION { Ok(baseline) } else { Err(BaselineError::Version(baseline.version)) }
    }

    /// The text of a baseline file; ends with a line end.
    pub fn to_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// A baseline of everything that counts now: what the source or the config suppresses is left out.
    pub fn of(findings: &[Finding], sources: &Sources) -> Self {
        let counts =
            |finding: &&Finding| finding.suppression.as_ref().is_none_or(|s| s.kind == SuppressionKind::Baseline);
        let known = findings.iter().filter(counts).filter_map(|finding| Known::of(finding, sources)).collect();
        Self::from_known(known)
    }

    fn from_known(mut known: Vec<Known>) -> Self {
        known.sort_by(|a, b| a.order().cmp(&b.order()));
        Self { version: VERSION, findings: known }
    }

    /// Matches known findings with those of a scan: by primary key, then what is left one-to-one by moved key.
    pub fn compare(&self, findings: &[Finding]) -> Comparison {
        let mut matches = vec![None; self.findings.len()];
        let mut taken = vec![false; findings.len()];
        for key in [|keys: &Fingerprint| keys.primary.clone(), |keys: &Fingerprint| keys.moved.clone()] {
            let mut free: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
            for (index, (finding, taken)) in findings.iter().zip(&taken).enumerate() {
                if let (false, Some(keys)) = (*taken, &finding.fingerprint) {
                    free.entry(key(keys)).or_default().push_back(index);
                }
            }
            for (known, matched) in self.findings.iter().zip(&mut matches) {
                if matched.is_none() {
                    *matched = free.get_mut(&key(&known.keys)).and_then(VecDeque::pop_front);
                }
            }
            matches.iter().flatten().for_each(|index| taken.iter_mut().skip(*index).take(1).for_each(|t| *t = true));
        }
        Comparison { matches }
    }

    /// Suppresses the findings that were known and counts what changed. What the scan did not look at is not fixed.
    pub fn apply(&self, findings: &mut [Finding], config: &Config) -> BaselineSummary {
        let comparison = self.compare(findings);
        for (known, matched) in self.findings.iter().zip(&comparison.matches) {
            let Some(finding) = matched.and_then(|index| findings.get_mut(index)) else { continue };
            let reason = known.reason.clone().unwrap_or_else(|| "known since the baseline".to_owned());
            finding.suppression.get_or_insert(Suppression { kind: SuppressionKind::Baseline, reason });
        }
        let known = comparison.matches.iter().flatten().count();
        let new = findings.iter().filter(|finding| finding.is_active()).count();
        BaselineSummary { new, known, fixed: gone(&self.findings, &comparison, config).len() }
    }

    /// The baseline without what is fixed, and with today's keys and places for what has moved. What the scan did not
    /// look at stays.
    #[must_use]
    pub fn pruned(&self, findings: &[Finding], sources: &Sources, config: &Config) -> Self {
        let comparison = self.compare(findings);
        let still = self.findings.iter().zip(&comparison.matches).filter_map(|(known, matched)| {
            let Some(finding) = matched.and_then(|index| findings.get(index)) else {
                return (!known.is_in_scope(config)).then(|| known.clone());
            };
            Some(Known { reason: known.reason.clone(), ..Known::of(finding, sources)? })
        });
        Self::from_known(still.collect())
    }

    /// The known findings that a scan looked for and no longer has.
    pub fn fixed(&self, findings: &[Finding], config: &Config) -> Vec<&Known> {
        gone(&self.findings, &self.compare(findings), config)
    }
}

/// The known findings that were looked for and not matched.
fn gone<'k>(known: &'k [Known], comparison: &Comparison, config: &Config) -> Vec<&'k Known> {
    let pairs = known.iter().zip(&comparison.matches);
    pairs.filter(|(known, matched)| matched.is_none() && known.is_in_scope(config)).map(|(known, _)| known).collect()
}

impl Known {
    fn of(finding: &Finding, sources: &Sources) -> Option<Self> {
        Some(Self {
            path: sources.path(finding.location.span.file).to_owned(),
            resource: finding.location.resource.clone(),
            rule: finding.rule.to_string(),
            severity: finding.severity,
            reason: None,
            keys: finding.fingerprint.clone()?,
        })
    }

    /// Whether a scan looks for it: its analyzer and its rule run, and its file is asked for.
    fn is_in_scope(&self, config: &Config) -> bool {
        let analyzer = self.rule.split('/').next().unwrap_or_default();
        let has_rule = analyzer != "code" || config.code.ids().any(|id| id == self.rule);
        config.runs(analyzer) && has_rule && config.loads(&self.path)
    }

    fn order(&self) -> (&str, &str, &str, &str) {
        (&self.path, &self.resource, &self.rule, &self.keys.primary)
    }
}

#[cfg(test)]
mod tests {
    use finding::{Confidence, Location, RuleId};
    use proptest::prelude::*;
    use source::{FileId, Span};

    use super::*;

    /// Findings whose keys come from few values, so that they meet.
    fn findings() -> impl Strategy<Value = Vec<Finding>> {
        let finding = (0..6_u8, 0..3_u8).prop_map(|(primary, moved)| {
            let location = Location { span: Span::new(FileId(0), 0, 0), resource: String::new() };
            let mut finding = Finding::new(RuleId::new("a/b"), Severity::Low, Confidence::Low, location, "m");
            // The primary key tells more than the moved one: equal primary keys have equal moved keys.
            let keys = Fingerprint { primary: format!("{moved}-{primary}"), moved: moved.to_string() };
            finding.fingerprint = Some(keys);
            finding
        });
        prop::collection::vec(finding, 0..12)
    }

    /// How many pairs a perfect one-to-one match by some key can make.
    fn pairs(known: &[Known], findings: &[Finding], key: impl Fn(&Fingerprint) -> &String) -> usize {
        let mut left: Vec<&String> = findings.iter().flat_map(|f| &f.fingerprint).map(&key).collect();
        let mut hits = 0;
        for known in known {
            if let Some(at) = left.iter().position(|candidate| *candidate == key(&known.keys)) {
                left.swap_remove(at);
                hits += 1;
            }
        }
        hits
    }

    #[test]
    fn what_was_not_looked_for_is_neither_fixed_nor_forgotten() {
        let keys = Fingerprint { primary: "p".to_owned(), moved: "m".to_owned() };
        let known = |path: &str, rule: &str| Known {
            path: path.to_owned(),
            resource: String::new(),
            rule: rule.to_owned(),
            severity: Severity::Low,
            reason: None,
            keys: keys.clone(),
        };
        let baseline = Baseline::from_known(vec![known("a", "iam/x"), known("a", "posture/x"), known("b", "iam/x")]);
        let config = Config { skip: vec!["posture".into()], templates: vec!["a".into()], ..Config::default() };
        let fixed: Vec<_> =
            baseline.fixed(&[], &config).into_iter().map(|k| (k.path.as_str(), k.rule.as_str())).collect();
        assert_eq!(fixed, [("a", "iam/x")]);
        assert_eq!(baseline.apply(&mut [], &config), BaselineSummary { new: 0, known: 0, fixed: 1 });
        assert_eq!(baseline.pruned(&[], &Sources::default(), &config).findings.len(), 2);
    }

    proptest! {
        #[test]
        fn every_match_is_one_to_one_and_as_many_as_can_be(before in findings(), mut after in findings()) {
            let baseline = Baseline::of(&before, &Sources::default());
            let comparison = baseline.compare(&after);
            let matched: Vec<usize> = comparison.matches.iter().flatten().copied().collect();
            let mut distinct = matched.clone();
            distinct.sort_unstable();
            distinct.dedup();
            prop_assert_eq!(distinct.len(), matched.len());
            prop_assert_eq!(matched.len(), pairs(&baseline.findings, &after, |keys| &keys.moved));

            let same = baseline.findings.iter().zip(&comparison.matches).filter(|(known, matched)| {
                matched.is_some_and(|index| after[index].fingerprint.as_ref() == Some(&known.keys))
            });
            prop_assert_eq!(same.count(), pairs(&baseline.findings, &after, |keys| &keys.primary));

            let summary = baseline.apply(&mut after, &Config::default());
            prop_assert_eq!(summary.known + summary.fixed, before.len());
            prop_assert_eq!(summary.known + summary.new, after.len());
        }

        #[test]
        fn a_baseline_knows_all_it_was_made_of(findings in findings()) {
            let baseline = Baseline::of(&findings, &Sources::default());
            let read = Baseline::parse(&baseline.to_text()).unwrap();
            prop_assert_eq!(&read, &baseline);
            prop_assert!(baseline.compare(&findings).matches.iter().all(Option::is_some));
            prop_assert_eq!(baseline.pruned(&findings, &Sources::default(), &Config::default()), baseline);
        }
    }
}
