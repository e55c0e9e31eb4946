//! Whether a name and its literal value are a secret.

use finding::Confidence;

use crate::shapes::by_format;

/// What a value was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// What it is: `AWS access key id`, `password`.
    pub what: &'static str,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Last words of names whose values are secrets, and what they are; matched on the name split into words.
const NAMES: &[(&[&str], &str)] = &[
    (&["password"], "password"),
    (&["passwd"], "password"),
    (&["pwd"], "password"),
    (&["passphrase"], "passphrase"),
    (&["secret"], "secret"),
    (&["secret", "key"], "secret key"),
    (&["secret", "access", "key"], "secret access key"),
    (&["private", "key"], "private key"),
    (&["signing", "key"], "signing key"),
    (&["encryption", "key"], "encryption key"),
    (&["api", "key"], "API key"),
    (&["apikey"], "API key"),
    (&["access", "token"], "access token"),
    (&["auth", "token"], "access token"),
    (&["bot", "token"], "access token"),
    (&["refresh", "token"], "refresh token"),
    (&["token"], "token"),
    (&["credentials"], "credentials"),
];

/// Judges one name and its value; `None` when it is no secret. The value must be literal: parts that only a deployment
/// knows (`‹…›`) and dynamic references make it none.
pub fn judge(name: &str, value: &str) -> Option<Judged> {
    let value = value.trim();
    if value.contains('‹') || value.contains("{{resolve:") {
        return None;
    }
    if let Some(what) = by_format(value) {
        return Some(Judged { what, confidence: Confidence::High });
    }
    let what = by_name(name)?;
    if is_placeholder(value) || is_pointer(value) {
        return None;
    }
    let confidence = if looks_random(value) { Confidence::High } else { Confidence::Medium };
    Some(Judged { what, confidence })
}

fn by_name(name: &str) -> Option<&'static str> {
    let words = words(name);
    let ends =
        |tail: &[&str]| words.len() >= tail.len() && words.iter().rev().zip(tail.iter().rev()).all(|(a, b)| a == b);
    NAMES.iter().filter(|(tail, _)| ends(tail)).max_by_key(|(tail, _)| tail.len()).map(|(_, what)| *what)
}

/// `DB_PASSWORD`, `dbPassword` and `db-password` are the words `db`, `password`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut was_lower = false;
    for character in name.chars() {
        if !character.is_ascii_alphanumeric() || (character.is_ascii_uppercase() && was_lower) {
            words.push(String::new());
        }
        was_lower = character.is_ascii_lowercase();
        if character.is_ascii_alphanumeric()
            && let Some(last) = words.last_mut()
        {
            last.push(character.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// What stands in for a value that is to come.
fn is_placeholder(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let marks = [
        "<",
        ">",
        "${",
        "changeme",
        "change-me",
        "change_me",
        "your",
        "placeholder",
        "todo",
        "xxxx",
        "replace",
        "****",
    ];
    let words = ["", "none", "null", "true", "false", "test", "dummy", "string", "n/a", "na", "-"];
    value.len() < 6 || words.contains(&lower.as_str()) || marks.iter().any(|mark| lower.contains(mark))
}

/// What says where a secret is instead of what it is: a path, an ARN, a URL, the name of a parameter or variable.
fn is_pointer(value: &str) -> bool {
    let is_path = value.starts_with('/') || value.starts_with("arn:") || value.contains("://");
    let is_name = value.contains('/')
        && value.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.".contains(c))
        && !looks_random(value);
    // `prod-db-password`, `DB_SECRET`: words of a name, no digits among them.
    let is_words =
        value.chars().all(|c| c.is_ascii_alphabetic() || "-_. ".contains(c)) && value.contains(['-', '_', '.', ' ']);
    is_path || is_name || is_words
}

/// Long, of several kinds of characters, and few of them repeated.
fn looks_random(value: &str) -> bool {
    let has = |is: fn(char) -> bool| usize::from(value.chars().any(is));
    let kinds = has(|c| c.is_ascii_lowercase()) + has(|c| c.is_ascii_uppercase()) + has(|c| c.is_ascii_digit());
    let distinct = value.chars().collect::<std::collections::BTreeSet<_>>().len();
    value.len() >= 16 && kinds >= 2 && distinct * 2 >= value.len().min(32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_decide_together() {
        let secret = [
            ("AWS_KEY", "AKIAQLXT4EXAMP7ZKQ2J"),
            ("DB_PASSWORD", "hunter2-hunter2"),
            ("dbPassword", "correct horse 1"),
            ("DATABASE_URL", "postgres://app:s3cretpw@db.internal/app"),
        ];
        for (name, value) in secret {
            assert!(judge(name, value).is_some(), "{name}");
        }
        let harmless = [
            ("DB_PASSWORD", "{{resolve:secretsmanager:prod/db:SecretString:password}}"),
            ("DB_SECRET", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db"),
            ("DB_PASSWORD", "/prod/db/password"),
            ("SECRET", "prod-db-secret"),
            ("API_KEY", "<your key>"),
            ("API_KEY", "‹ApiKey›"),
            ("PASSWORD_POLICY", "at least 12 characters"),
            ("SECRET_NAME", "prod9"),
            ("TABLE", "orders-0123456789abcdef"),
            ("DATABASE_URL", "postgres://db.internal/app"),
            ("DATABASE_URL", "postgres://app:${PASSWORD}@db.internal/app"),
        ];
        for (name, value) in harmless {
            assert_eq!(judge(name, value), None, "{name}");
        }
    }
}
