//! Every rule there is.

use finding::Rule;

/// The metadata of every rule, ordered by id.
pub fn rules() -> Vec<Rule> {
    let mut rules: Vec<Rule> = crate::RULES.iter().map(|entry| entry.rule.clone()).collect();
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    rules
}
