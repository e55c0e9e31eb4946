//! Who may ask: all whom the statements name, and for each kind somebody whom none names.

use crate::arn::Arn;
use crate::context::Context;
use crate::decide::search::case::Case;
use crate::decide::search::choice::{Choice, Part};
use crate::evaluate::{PolicyKind, is_meant};
use crate::principal_pattern::{PrincipalKind, PrincipalPattern};
use crate::request::{Principal, Request};

/// Accounts for strangers; one of them is surely not named.
const STRANGERS: [&str; 3] = ["999999999999", "888888888888", "777777777777"];

/// Whether some statement asks who the principal is, or only some may ask.
pub(in crate::decide) fn are_asked(case: &Case<'_, '_>) -> bool {
    let mut clauses = case.wanted().chain(case.unwanted());
    case.space.principals.is_some() || clauses.any(|clause| clause.kind == PolicyKind::Resource)
}

/// The choices for the principal. `also` are further ARNs.
pub(in crate::decide) fn choices(case: &Case<'_, '_>, also: &[String]) -> Vec<Choice> {
    let candidates = match &case.space.principals {
        Some(principals) => principals.clone(),
        None => candidates(case, also),
    };
    let choices = candidates.into_iter().filter_map(|principal| {
        let request = request_of(principal);
        let kills = case.kills(|clause| {
            clause.kind != PolicyKind::Resource
                || clause.statement.principal.as_ref().is_some_and(|element| is_meant(element, &request))
        })?;
        Some(Choice { part: Part::Principal(request.principal), kills })
    });
    choices.collect()
}

fn request_of(principal: Principal) -> Request {
    Request {
        principal,
        action: String::new(),
        resource: String::new(),
        resource_account: None,
        context: Context::new(),
    }
}

fn candidates(case: &Case<'_, '_>, also: &[String]) -> Vec<Principal> {
    let elements = case.wanted().chain(case.unwanted()).flat_map(|clause| &clause.statement.principal);
    let entries: Vec<&PrincipalPattern> =
        elements.flat_map(|element| &element.patterns).map(|entry| &entry.value).collect();
    let is_named = |account: &&&str| !entries.iter().any(|entry| entry.account() == Some(**account));
    let stranger = STRANGERS.iter().find(is_named).copied().unwrap_or("999999999999");
    let mut found = vec![user_of(stranger, case), Principal::Anonymous];
    found.extend(also.iter().map(|arn| Principal::Aws(arn.clone())));
    for entry in entries {
        found.extend(named(entry, case));
    }
    let fresh = case.letters.common();
    found.push(Principal::Service(format!("{fresh}.amazonaws.com")));
    found.push(Principal::Federated(fresh.to_string()));
    found.push(Principal::CanonicalUser(fresh.to_string()));
    found
}

fn user_of(account: &str, case: &Case<'_, '_>) -> Principal {
    Principal::Aws(format!("arn:aws:iam::{account}:user/{}", case.letters.common()))
}

/// Those whom an entry names, and somebody else of the same account; of a whole account its root user too, whom
/// `NotPrincipal` may except alone.
fn named(entry: &PrincipalPattern, case: &Case<'_, '_>) -> Vec<Principal> {
    let text = entry.text.to_string();
    match entry.kind {
        PrincipalKind::Service => vec![Principal::Service(text)],
        PrincipalKind::Federated => vec![Principal::Federated(text)],
        PrincipalKind::CanonicalUser => vec![Principal::CanonicalUser(text)],
        PrincipalKind::Everyone | PrincipalKind::Unknown => Vec::new(),
        PrincipalKind::Aws if entry.is_everyone() => Vec::new(),
        PrincipalKind::Aws => {
            let account = entry.account().map(|account| user_of(account, case));
            let itself = (!entry.is_whole_account()).then_some(Principal::Aws(text));
            let root = entry.account().filter(|_| entry.is_whole_account());
            let root = root.map(|account| Principal::Aws(format!("arn:aws:iam::{account}:root")));
            itself.into_iter().chain(account).chain(root).chain(session_of(&entry.text, case)).collect()
        }
    }
}

/// A session of the role, or a federated session of the user, that an entry names.
fn session_of(text: &str, case: &Case<'_, '_>) -> Option<Principal> {
    let arn = Arn::parse(text).filter(|arn| arn.service == "iam")?;
    let (kind, path) = arn.resource.split_once('/')?;
    let name = path.rsplit('/').next()?;
    let session = match kind {
        "role" => format!("assumed-role/{name}/{}", case.letters.common()),
        "user" => format!("federated-user/{name}"),
        _ => return None,
    };
    Some(Principal::Aws(format!("arn:{}:sts::{}:{session}", arn.partition, arn.account)))
}
