//! Identity providers that give tokens to everyone, and what a stranger's token says.

use super::keys::{Said, perhaps};
use super::stranger::{Stranger, Who};

/// An identity provider as a policy names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Issuer {
    /// The principal as written.
    pub provider: String,
    /// Its host, which stands before its claims in condition keys; lower case.
    host: String,
}

impl Issuer {
    pub fn new(provider: &str) -> Self {
        let after = provider.split_once(":oidc-provider/").map_or(provider, |(_, host)| host);
        let host = if provider.contains(":saml-provider/") { "saml" } else { after };
        Self { provider: provider.to_owned(), host: host.to_ascii_lowercase() }
    }
}

/// Providers whose tokens anyone can get. Source: their documentation on federation with AWS.
const SHARED: [&str; 9] = [
    "token.actions.githubusercontent.com",
    "gitlab.com",
    "app.terraform.io",
    "agent.buildkite.com",
    "accounts.google.com",
    "graph.facebook.com",
    "www.amazon.com",
    "cognito-identity.amazonaws.com",
    "api.bitbucket.org",
];

/// Whether anyone can get a token of the provider, so that only a condition on the token tells friend from stranger.
pub fn is_shared_issuer(provider: &str) -> bool {
    let host = Issuer::new(provider).host;
    SHARED.iter().any(|shared| host == *shared)
}

/// Ends of the keys that identity providers set.
const CLAIMS: [&str; 16] = [
    "aud",
    "sub",
    "amr",
    "oaud",
    "app_id",
    "azp",
    "id",
    "iss",
    "actor",
    "repository",
    "repository_owner",
    "repository_id",
    "repository_owner_id",
    "job_workflow_ref",
    "namespace_path",
    "project_path",
];

/// Whether a key in lower case is a claim of an identity provider's token: `token.actions.githubusercontent.com:sub`.
pub(super) fn is_claim(name: &str) -> bool {
    let Some((host, claim)) = name.rsplit_once(':') else { return false };
    (host.contains('.') || host == "saml") && CLAIMS.contains(&claim)
}

/// What a stranger's token says under a claim.
pub(super) fn claim(name: &str, who: &Who, stranger: &Stranger) -> Said {
    let Who::Holder(issuer) = who else { return Said::OneOf(vec![None]) };
    let Some(claim) = name.strip_prefix(issuer.host.as_str()).and_then(|rest| rest.strip_prefix(':')) else {
        return Said::OneOf(vec![None]);
    };
    let own = &stranger.name;
    match (issuer.host.as_str(), claim) {
        // Whoever asks for the token chooses the audience.
        ("token.actions.githubusercontent.com" | "gitlab.com" | "app.terraform.io" | "agent.buildkite.com", "aud") => {
            Said::Anything
        }
        ("token.actions.githubusercontent.com", "actor") | ("cognito-identity.amazonaws.com", "amr") => Said::Anything,
        ("token.actions.githubusercontent.com", "sub") => owned("repo:*", own, "/*"),
        ("token.actions.githubusercontent.com", "repository" | "job_workflow_ref") | ("gitlab.com", "project_path") => {
            owned("*", own, "/*")
        }
        ("gitlab.com", "sub") => owned("project_path:*", own, "/*"),
        ("app.terraform.io" | "agent.buildkite.com", "sub") => owned("organization:*", own, ":*"),
        _ => perhaps(own),
    }
}

/// Names that begin with what a stranger owns: `repo:acme*` is met by a stranger's `repo:acme-evil/x`, `repo:acme/*` by
/// nobody else's.
fn owned(before: &str, own: &str, after: &str) -> Said {
    let separator = after.trim_end_matches('*');
    Said::Satisfying(vec![
        ("StringLike", vec![format!("{before}{own}{after}")]),
        ("StringNotLike", vec![format!("{before}{separator}*{own}{after}")]),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_issuers_serve_everyone() {
        for (provider, expected) in [
            ("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com", true),
            ("cognito-identity.amazonaws.com", true),
            ("arn:aws:iam::111122223333:saml-provider/corporate", false),
            ("arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE", false),
        ] {
            assert_eq!(is_shared_issuer(provider), expected, "{provider}");
        }
    }

    #[test]
    fn which_keys_are_claims() {
        for (key, expected) in [
            ("token.actions.githubusercontent.com:sub", true),
            ("cognito-identity.amazonaws.com:amr", true),
            ("saml:aud", true),
            ("aws:sourcearn", false),
            ("s3:prefix", false),
        ] {
            assert_eq!(is_claim(key), expected, "{key}");
        }
    }
}
