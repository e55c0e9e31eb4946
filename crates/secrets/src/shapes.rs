//! Values that a provider's format gives away, whatever they are called.

/// One format: what it is, how it begins, how long the rest is, and of which characters.
struct Shape {
    what: &'static str,
    prefix: &'static str,
    rest: std::ops::RangeInclusive<usize>,
    allowed: fn(char) -> bool,
}

fn upper_or_digit(character: char) -> bool {
    character.is_ascii_uppercase() || character.is_ascii_digit()
}

fn alphanumeric(character: char) -> bool {
    character.is_ascii_alphanumeric()
}

fn token(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.')
}

/// Source: the public documentation of each provider's key formats.
const SHAPES: &[Shape] = &[
    Shape { what: "AWS access key id", prefix: "AKIA", rest: 16..=16, allowed: upper_or_digit },
    Shape { what: "AWS temporary access key id", prefix: "ASIA", rest: 16..=16, allowed: upper_or_digit },
    Shape { what: "GitHub token", prefix: "ghp_", rest: 36..=36, allowed: alphanumeric },
    Shape { what: "GitHub token", prefix: "gho_", rest: 36..=36, allowed: alphanumeric },
    Shape { what: "GitHub token", prefix: "ghs_", rest: 36..=36, allowed: alphanumeric },
    Shape { what: "GitHub token", prefix: "github_pat_", rest: 82..=82, allowed: token },
    Shape { what: "GitLab token", prefix: "glpat-", rest: 20..=60, allowed: token },
    Shape { what: "Stripe secret key", prefix: "sk_live_", rest: 20..=247, allowed: alphanumeric },
    Shape { what: "Stripe restricted key", prefix: "rk_live_", rest: 20..=247, allowed: alphanumeric },
    Shape { what: "Slack token", prefix: "xoxb-", rest: 20..=250, allowed: token },
    Shape { what: "Slack token", prefix: "xoxp-", rest: 20..=250, allowed: token },
    Shape { what: "Google API key", prefix: "AIza", rest: 35..=35, allowed: token },
    Shape { what: "SendGrid key", prefix: "SG.", rest: 60..=70, allowed: token },
    Shape { what: "npm token", prefix: "npm_", rest: 36..=36, allowed: alphanumeric },
    Shape { what: "PyPI token", prefix: "pypi-", rest: 50..=250, allowed: token },
    Shape { what: "OpenAI key", prefix: "sk-proj-", rest: 20..=250, allowed: token },
    Shape { what: "Anthropic key", prefix: "sk-ant-", rest: 20..=250, allowed: token },
];

/// What a value is by its format.
pub(crate) fn by_format(value: &str) -> Option<&'static str> {
    if value.contains("-----BEGIN") && value.contains("PRIVATE KEY-----") {
        return Some("private key");
    }
    if is_jwt(value) {
        return Some("JSON Web Token");
    }
    if has_password_in_url(value) {
        return Some("URL with a password");
    }
    let fits = |shape: &&Shape| {
        let rest = value.strip_prefix(shape.prefix);
        rest.is_some_and(|rest| shape.rest.contains(&rest.len()) && rest.chars().all(shape.allowed))
    };
    SHAPES.iter().find(fits).map(|shape| shape.what)
}

fn is_jwt(value: &str) -> bool {
    let parts: Vec<&str> = value.split('.').collect();
    let header = |part: &str| part.starts_with("eyJ") && part.len() > 10;
    parts.len() == 3 && header(parts.first().unwrap_or(&"")) && value.len() > 60 && value.chars().all(token)
}

/// `scheme://user:password@host`, the password neither empty nor a reference.
fn has_password_in_url(value: &str) -> bool {
    let Some((_, rest)) = value.split_once("://") else { return false };
    let Some((credentials, host)) = rest.split_once('@') else { return false };
    let Some((_, password)) = credentials.split_once(':') else { return false };
    let is_reference = ['$', '{', '<', '‹', '%', '*'].iter().any(|mark| password.contains(*mark));
    !password.is_empty() && !is_reference && !credentials.contains('/') && !host.is_empty()
}
