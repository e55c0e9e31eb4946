//! `maremma explain`.

use std::path::PathBuf;

use finding::Rule;
use report::Problem;
use scan::{ExitCode, nearest};

use crate::output::write_out;
use crate::settings::code_rules;

/// Shows a rule's page; the last part of an id is enough where only one rule has it.
pub fn run(id: &str, files: &[PathBuf]) -> Result<ExitCode, Problem> {
    let given = code_rules(files)?;
    let given = given.ids().filter_map(|id| given.rule(&id));
    let rules: Vec<Rule> = super::rules::all().into_iter().chain(given).collect();
    let short: Vec<&Rule> = rules.iter().filter(|rule| rule.id.ends_with(&format!("/{id}"))).collect();
    let exact = rules.iter().find(|rule| rule.id == id);
    if let (None, [_, _, ..]) = (exact, &*short) {
        let ids: Vec<&str> = short.iter().map(|rule| &*rule.id).collect();
        return Err(Problem::new(format!("several rules are called `{id}`")).with_help(ids.join(", ")));
    }
    let Some(rule) = exact.or_else(|| short.first().copied()) else {
        let help = match nearest(id, rules.iter().map(|rule| rule.id.as_ref())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`maremma rules` lists all rules".to_owned(),
        };
        return Err(Problem::new(format!("there is no rule `{id}`")).with_help(help));
    };
    write_out(|out| {
        for line in rule.page.trim_end().lines().map(readable) {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "\n---\n{} · up to {} · confidence {}", rule.id, rule.highest, rule.confidence)
    })?;
    Ok(ExitCode::Clean)
}

/// A line of a page without what only its tests read: the mark of a finding, the name of a file.
fn readable(line: &str) -> &str {
    match line.strip_prefix("```").and_then(|fence| fence.split_once(' ')) {
        Some((language, _)) => line.get(..3 + language.len()).unwrap_or(line),
        None => [" # finding:", " // finding:"].iter().fold(line, |line, mark| line.split(mark).next().unwrap_or(line)),
    }
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn marks_and_file_names_are_for_tests() {
        assert_eq!(readable("```yaml template.yaml"), "```yaml");
        assert_eq!(readable("```"), "```");
        assert_eq!(readable("  AuthType: NONE # finding: high F"), "  AuthType: NONE");
        assert_eq!(readable("  eval(x); // finding:"), "  eval(x);");
        assert_eq!(readable("prose `code` # not a mark"), "prose `code` # not a mark");
    }
}
