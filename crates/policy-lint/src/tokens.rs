//! Roles that trust the tokens of an identity provider: which of its tokens?

use policy::{Comparison, Condition, PrincipalKind, PrincipalPattern, Quantifier, Sourced};

use crate::check::checks;
use crate::found::Found;
use crate::options::PolicyType;
use crate::trust::{Form, provider};
use crate::view::{Policy, View};

checks! {
    MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL: SecurityWarning, "every token of an identity provider is trusted", "Add conditions on the provider's own keys, at least on `aud` and `sub`.";
    MISSING_GITHUB_REPO_CONDITION_KEY: SecurityWarning, "every repository on GitHub may assume the role", "Add a condition on `token.actions.githubusercontent.com:sub` that names your repository.";
    SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED: Warning, "the repository or branch on GitHub is left open", "Name the repository and the branch in `token.actions.githubusercontent.com:sub`, or the branch in `:ref`.";
    CONFIRM_AUDIENCE_CLAIM_TYPE: Suggestion, "a set operator compares the audience of a token", "Use it only if the provider puts several audiences into one token; with one audience, leave it out.";
    FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE: SecurityWarning, "`ForAnyValue` compares an audience that is one value", "This provider's tokens have one audience; leave the set operator out.";
}

const GITHUB: &str = "token.actions.githubusercontent.com";

/// Claims of GitHub's tokens that name the repository.
const GITHUB_REPOSITORY_CLAIMS: [&str; 4] = ["sub", "repository", "repository_id", "job_workflow_ref"];

/// Providers whose tokens have one audience.
const ONE_AUDIENCE: [&str; 5] =
    [GITHUB, "cognito-identity.amazonaws.com", "accounts.google.com", "www.amazon.com", "graph.facebook.com"];

pub(crate) fn check(policy: &Policy<'_>, view: &View<'_>, found: &mut Found) {
    if policy.options.kind != PolicyType::Trust || !view.allows() {
        return;
    }
    for principal in view.parsed.principal.iter().flat_map(|element| &element.patterns) {
        if let Some(host) = host(&principal.value) {
            tokens(view, principal, host, found);
        }
    }
    for condition in &view.parsed.conditions {
        audience(condition, found);
        subject(view, condition, found);
    }
}

/// The provider whose tokens a principal stands for.
fn host(principal: &PrincipalPattern) -> Option<&str> {
    let text = &*principal.text;
    let is_web = principal.kind == PrincipalKind::Federated && provider(text) == Some(Form::Web);
    is_web.then(|| text.split_once("oidc-provider/").map_or(text, |(_, host)| host))
}

fn tokens(view: &View<'_>, principal: &Sourced<PrincipalPattern>, host: &str, found: &mut Found) {
    let claims: Vec<String> = view.parsed.conditions.iter().filter_map(|one| claim(one, host)).collect();
    if host == GITHUB {
        let names_repository = claims.iter().any(|claim| GITHUB_REPOSITORY_CLAIMS.contains(&claim.as_str()));
        if !names_repository {
            let message = "no condition says which repository on GitHub may assume the role";
            found.add(&MISSING_GITHUB_REPO_CONDITION_KEY, &principal.origin, message);
        }
    } else if claims.is_empty() {
        let message = format!("any token of `{host}` assumes the role");
        found.add(&MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL, &principal.origin, message);
    }
}

/// The claim of the provider that a condition asks for, in lower case.
fn claim(condition: &Condition, host: &str) -> Option<String> {
    let key = condition.key.value.to_ascii_lowercase();
    key.strip_prefix(&host.to_ascii_lowercase())?.strip_prefix(':').map(str::to_owned)
}

fn audience(condition: &Condition, found: &mut Found) {
    let key = condition.key.value.to_ascii_lowercase();
    let Some(host) = key.strip_suffix(":aud") else { return };
    let Some(quantifier) = condition.meaning.and_then(|meaning| meaning.quantifier) else { return };
    let has_one = ONE_AUDIENCE.contains(&host);
    match quantifier {
        Quantifier::ForAnyValue if has_one => {
            let message = format!("tokens of `{host}` have one audience");
            found.add(&FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE, &condition.origin, message);
        }
        // `ForAllValues` over one value is a finding of its own for any key.
        Quantifier::ForAllValues if has_one => {}
        _ => {
            let message = format!("has a token of `{host}` more than one audience?");
            found.add(&CONFIRM_AUDIENCE_CLAIM_TYPE, &condition.origin, message);
        }
    }
}

fn subject(view: &View<'_>, condition: &Condition, found: &mut Found) {
    let is_open = |pattern: &str| {
        let branch_is_named = view.asks(&format!("{GITHUB}:ref"));
        leaves_open(pattern, branch_is_named)
    };
    let is_like =
        condition.meaning.is_some_and(|meaning| meaning.comparison == Comparison::StringLike && !meaning.negated);
    if !is_like || claim(condition, GITHUB).as_deref() != Some("sub") {
        return;
    }
    for value in condition.values.iter().filter(|value| is_open(&value.value)) {
        let message = format!("`{}` leaves the repository or the branch open", value.value);
        found.add(&SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED, &value.origin, message);
    }
}

/// Whether a subject such as `repo:owner/name:ref:refs/heads/main` leaves its repository or its branch to a wildcard.
fn leaves_open(pattern: &str, branch_is_named: bool) -> bool {
    let Some((repository, rest)) = pattern.strip_prefix("repo:").and_then(|rest| rest.split_once(':')) else {
        return pattern.contains('*');
    };
    let branch_is_open = matches!(rest, "*" | "ref:*" | "ref:refs/*" | "ref:refs/heads/*");
    repository.contains('*') || (branch_is_open && !branch_is_named)
}
