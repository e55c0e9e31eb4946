//! Rules as reporting descriptors.

use std::borrow::Cow;

use finding::{Confidence, Rule, Severity};

use super::log::{Configuration, Help, Message, RuleDescriptor, RuleProperties};

/// The descriptor of a rule.
pub(super) fn rule(rule: &Rule) -> RuleDescriptor<'_> {
    RuleDescriptor {
        id: &rule.id,
        name: pascal_case(&rule.id),
        short_description: Message::sentence(&rule.title),
        full_description: Message::sentence(&what(&rule.page).unwrap_or_else(|| rule.title.to_string())),
        help: Help { text: &rule.page, markdown: &rule.page },
        default_configuration: Configuration { level: level(rule.highest) },
        properties: RuleProperties {
            tags: tags(rule),
            precision: precision(rule.confidence),
            security_severity: security_severity(rule.highest),
            problem_severity: problem_severity(rule.highest),
        },
    }
}

/// SARIF's level of a severity.
pub(super) const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

/// A number in the range that code scanning shows under the severity's own name.
const fn security_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "3.0",
        Severity::Info => "0.0",
    }
}

const fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "recommendation",
    }
}

const fn precision(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "very-high",
        Confidence::Medium => "high",
        Confidence::Low => "medium",
    }
}

fn tags(rule: &Rule) -> Vec<Cow<'_, str>> {
    let analyzer = rule.id.split('/').next().unwrap_or_default();
    let mut tags = vec![Cow::Borrowed("security"), Cow::Borrowed(analyzer)];
    tags.extend(rule.cwe.iter().map(|number| Cow::Owned(format!("external/cwe/cwe-{number:03}"))));
    let references = rule.owasp.iter().chain(rule.attack).chain(rule.compliance);
    tags.extend(references.map(|reference| Cow::Borrowed(*reference)));
    tags
}

/// The first paragraph of the page's `What`.
fn what(page: &str) -> Option<String> {
    let (_, after) = page.split_once("\n## What\n")?;
    let lines = after.lines().skip_while(|line| line.trim().is_empty());
    let paragraph: Vec<&str> = lines.take_while(|line| !line.trim().is_empty()).map(str::trim).collect();
    (!paragraph.is_empty()).then(|| paragraph.join(" "))
}

/// The last part of the id as a name: `OpenHttpRoute`.
fn pascal_case(id: &str) -> String {
    let last = id.rsplit('/').next().unwrap_or_default();
    let capital = |word: &str| {
        let mut characters = word.chars();
        characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect::<String>()
    };
    last.split(['-', '_']).map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_pascal_case() {
        for (id, name) in [("posture/open-http-route", "OpenHttpRoute"), ("code/python/eval", "Eval"), ("", "")] {
            assert_eq!(pascal_case(id), name);
        }
    }

    #[test]
    fn the_full_description_is_the_first_paragraph_of_what() {
        assert_eq!(what("# T\n\n## What\n\nOne.\nTwo.\n\nThree.\n## Why\n").as_deref(), Some("One. Two."));
        assert_eq!(what("# T\n"), None);
    }
}
