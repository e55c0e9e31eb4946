//! `maremma explain`.

use finding::Rule;
use report::Problem;
use scan::{ExitCode, nearest};

use crate::output::write_out;

/// Shows a rule's page; the last part of an id is enough.
pub fn run(id: &str) -> Result<ExitCode, Problem> {
    let rules = scan::rules();
    let named_shortly = |rule: &&Rule| rule.id.ends_with(&format!("/{id}"));
    let Some(rule) = rules.iter().find(|rule| rule.id == id).or_else(|| rules.iter().find(named_shortly)) else {
        let help = match nearest(id, rules.iter().map(|rule| rule.id.as_ref())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`maremma rules` lists all rules".to_owned(),
        };
        return Err(Problem::new(format!("there is no rule `{id}`")).with_help(help));
    };
    write_out(|out| {
        writeln!(out, "{}", rule.page.trim_end())?;
        writeln!(out, "\n---\n{} · up to {} · confidence {}", rule.id, rule.highest, rule.confidence)
    })?;
    Ok(ExitCode::Clean)
}
