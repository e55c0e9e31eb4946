//! What an ignore says, from its words.

use super::Says;
use crate::Date;

/// Reads `ignore[RULE, ...] reason="..." until=YYYY-MM-DD`; what follows is not looked at once a comment ends.
pub(super) fn read(text: &str) -> Says {
    match parse(text) {
        Ok((rules, reason, until)) => says(rules, reason.as_deref(), until.as_deref()),
        Err(fault) => Says::Nothing(fault),
    }
}

/// What an ignore of these parts says.
pub(super) fn says(rules: Vec<String>, reason: Option<&str>, until: Option<&str>) -> Says {
    let reason = reason.map(str::trim).unwrap_or_default();
    if rules.is_empty() {
        return Says::Nothing("an ignore needs the ids of the rules that do not count".to_owned());
    }
    if reason.is_empty() {
        return Says::Nothing("an ignore needs a reason, such as `reason=\"public by design\"`".to_owned());
    }
    match until.map(str::parse::<Date>).transpose() {
        Ok(until) => Says::Ours { rules, reason: reason.to_owned(), until },
        Err(error) => Says::Nothing(error.to_string()),
    }
}

type Parts = (Vec<String>, Option<String>, Option<String>);

fn parse(text: &str) -> Result<Parts, String> {
    let unknown = || format!("`{}` is not `ignore[RULE] reason=\"...\"`", text.trim());
    let rest = text.trim_start().strip_prefix("ignore").ok_or_else(unknown)?;
    let (ids, mut rest) =
        rest.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']')).ok_or_else(unknown)?;
    let rules = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect();
    let (mut reason, mut until) = (None, None);
    while let Some((key, after)) = rest.split_once('=') {
        let (value, after) = value(after)?;
        match key.trim_matches([' ', '\t', ',']) {
            "reason" => reason = Some(value),
            "until" => until = Some(value),
            other => return Err(format!("`{other}` is neither `reason` nor `until`")),
        }
        rest = after;
    }
    Ok((rules, reason, until))
}

/// A word, or a text in quotes.
fn value(text: &str) -> Result<(String, &str), String> {
    let text = text.trim_start();
    if let Some(quoted) = text.strip_prefix('"') {
        let (value, rest) = quoted.split_once('"').ok_or("the reason is not closed by `\"`")?;
        return Ok((value.to_owned(), rest));
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (value, rest) = text.split_at(end);
    Ok((value.to_owned(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_ignore_is_read() {
        let text = r#" ignore[posture/a, iam/b] reason="it is, by design = public" until=2026-12-31 "#;
        let until = Some("2026-12-31".parse().unwrap());
        let rules = vec!["posture/a".to_owned(), "iam/b".to_owned()];
        assert_eq!(read(text), Says::Ours { rules, reason: "it is, by design = public".to_owned(), until });
    }

    #[test]
    fn what_is_not_an_ignore_says_why() {
        let faults = [
            ("ignore[a]", "an ignore needs a reason, such as `reason=\"public by design\"`"),
            ("ignore[a] reason=\"  \"", "an ignore needs a reason, such as `reason=\"public by design\"`"),
            ("ignore[] reason=\"x\"", "an ignore needs the ids of the rules that do not count"),
            ("ignore reason=\"x\"", "`ignore reason=\"x\"` is not `ignore[RULE] reason=\"...\"`"),
            ("ingore[a] reason=\"x\"", "`ingore[a] reason=\"x\"` is not `ignore[RULE] reason=\"...\"`"),
            ("ignore[a] because=\"x\"", "`because` is neither `reason` nor `until`"),
            ("ignore[a] reason=\"x", "the reason is not closed by `\"`"),
            ("ignore[a] reason=\"x\" until=tomorrow", "`tomorrow` is not a day such as 2026-12-31"),
        ];
        for (text, fault) in faults {
            assert_eq!(read(text), Says::Nothing(fault.to_owned()), "{text}");
        }
    }
}
