//! Gives every finding its two keys: the one place where they are made.

use std::collections::BTreeMap;

use finding::{Finding, Fingerprint, normalise_snippet};

use crate::Sources;

/// Sets the fingerprints of findings that are in their final order; `sources` must be masked.
pub(crate) fn assign(findings: &mut [Finding], sources: &Sources) {
    let mut seen: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for finding in findings {
        let snippet = nameless(sources.snippet(finding.location.span).unwrap_or_default(), &finding.location.resource);
        let logical = logical_location(finding, sources);
        let key = (finding.rule.to_string(), logical.clone(), normalise_snippet(&snippet));
        let occurrence = seen.entry(key).or_default();
        finding.fingerprint = Some(Fingerprint::new(finding.rule.as_str(), &logical, &snippet, *occurrence));
        *occurrence += 1;
    }
}

/// The resource, or the path where there is none.
fn logical_location(finding: &Finding, sources: &Sources) -> String {
    let resource = &finding.location.resource;
    if resource.is_empty() { sources.path(finding.location.span.file).to_owned() } else { resource.clone() }
}

/// The snippet with the resource's own name left out, so that renaming the resource keeps the `moved` key.
fn nameless(snippet: &str, resource: &str) -> String {
    let name = resource.rsplit('/').next().unwrap_or_default();
    if name.is_empty() { snippet.to_owned() } else { snippet.replace(name, "\u{1}") }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use finding::{Confidence, Location, RuleId, Severity};
    use source::{FileId, Span};

    use super::*;

    /// The keys of one finding per place of `needle` in a file.
    fn keys(path: &str, text: &str, needle: &str, resource: &str) -> Vec<Fingerprint> {
        let file = FileId(0);
        let mut sources = Sources::default();
        sources.insert(file, Arc::from(path), Arc::from(text));
        let finding = |(at, _): (usize, &str)| {
            let location = Location { span: Span::new(file, at, at + needle.len()), resource: resource.to_owned() };
            Finding::new(RuleId::new("a/b"), Severity::Low, Confidence::High, location, "m")
        };
        let mut findings: Vec<Finding> = text.match_indices(needle).map(finding).collect();
        assign(&mut findings, &sources);
        findings.into_iter().filter_map(|finding| finding.fingerprint).collect()
    }

    #[test]
    fn moving_and_indenting_keep_both_keys() {
        let before = keys("a.yaml", "F:\n  Auth:\n    Type: NONE\n", "Auth:\n    Type: NONE", "F");
        let after =
            keys("b/c.yaml", "# more\n\nX: 1\nF:\n    Auth:\n        Type: NONE\n", "Auth:\n        Type: NONE", "F");
        assert_eq!(before, after);
    }

    #[test]
    fn renaming_the_resource_or_the_file_keeps_the_moved_key() {
        let (before, after) =
            (keys("a", "Orders: x", "Orders: x", "Orders"), keys("a", "Sales: x", "Sales: x", "Sales"));
        assert_ne!(before[0].primary, after[0].primary);
        assert_eq!(before[0].moved, after[0].moved);

        let (before, after) = (keys("a.py", "eval(x)", "eval(x)", ""), keys("b.py", "eval(x)", "eval(x)", ""));
        assert_ne!(before[0].primary, after[0].primary);
        assert_eq!(before[0].moved, after[0].moved);
    }

    #[test]
    fn equal_findings_are_told_apart_by_their_order() {
        let keys = keys("a", "x x x", "x", "");
        assert_eq!(keys.len(), 3);
        assert!(keys[0].primary != keys[1].primary && keys[1].primary != keys[2].primary);
    }
}
