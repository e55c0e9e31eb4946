//! How the principal element of a resource policy meets the principal of a request.

use super::inquiry::{Inquiry, Keys};
use crate::arn::Arn;
use crate::document::{Effect, Element};
use crate::principal_pattern::{PrincipalKind, PrincipalPattern};
use crate::request::{ArnKind, Principal, Request};

/// How closely an entry names the principal. The order is the strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Closeness {
    /// It names the account, which decides by its own policies.
    Account,
    /// It names the role behind the session, or the user behind the federated session.
    Behind,
    /// It names the principal itself, or everyone.
    Itself,
}

/// How closely `element` selects the principal, and which names its session must have for that; `None` when it does not.
pub(super) fn closeness(
    element: &Element<PrincipalPattern>,
    effect: Effect,
    inquiry: &Inquiry<'_>,
) -> Option<(Closeness, Vec<String>)> {
    let request = inquiry.request;
    let found = element.patterns.iter().filter_map(|entry| entry_closeness(&entry.value, request)).max();
    if element.negated {
        return (!is_excepted(element, found, &request.principal)).then(|| (Closeness::Itself, Vec::new()));
    }
    if found.is_none() || (found == Some(Closeness::Account) && effect == Effect::Allow) {
        let names = session_names(element, inquiry);
        if !names.is_empty() {
            return Some((Closeness::Itself, names));
        }
    }
    found.map(|closeness| (closeness, Vec::new()))
}

/// Whether `NotPrincipal` excepts the principal, which it names as closely as `found`. An account excepts all that lies in
/// it, unless some of it are named beside it: then it stands there only because AWS looks at the account first, and its
/// others are not excepted ("AWS JSON policy elements: NotPrincipal" in the IAM user guide).
fn is_excepted(element: &Element<PrincipalPattern>, found: Option<Closeness>, principal: &Principal) -> bool {
    if found != Some(Closeness::Account) || principal.is_root() {
        return found.is_some();
    }
    let is_part = |entry: &PrincipalPattern| !entry.is_whole_account() && entry.account() == principal.account();
    !element.patterns.iter().any(|entry| is_part(&entry.value))
}

/// The sessions of the principal's role that the element names, where not everything about the request is known: a role
/// may ask in a session of any name.
fn session_names(element: &Element<PrincipalPattern>, inquiry: &Inquiry<'_>) -> Vec<String> {
    if matches!(inquiry.keys, Keys::Closed) {
        return Vec::new();
    }
    let Principal::Aws(asking) = &inquiry.request.principal else { return Vec::new() };
    let kind = inquiry.request.principal.arn_kind();
    let mut names: Vec<String> = Vec::new();
    for entry in element.patterns.iter().filter(|entry| entry.value.kind == PrincipalKind::Aws) {
        let Some((named, name)) = entry.value.text.rsplit_once('/') else { continue };
        let of_one_role = match kind {
            ArnKind::Role => stands_behind(asking, &entry.value.text, ArnKind::Session),
            ArnKind::Session => asking.rsplit_once('/').is_some_and(|(role, _)| role == named),
            ArnKind::User | ArnKind::FederatedUser | ArnKind::Other => false,
        };
        if of_one_role && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Whether `element` means the principal.
pub(crate) fn is_meant(element: &Element<PrincipalPattern>, request: &Request) -> bool {
    closeness(element, Effect::Allow, &Inquiry::of(request)).is_some()
}

fn entry_closeness(entry: &PrincipalPattern, request: &Request) -> Option<Closeness> {
    if entry.is_everyone() {
        return Some(Closeness::Itself);
    }
    let names = |text: &String| (**text == *entry.text).then_some(Closeness::Itself);
    match (entry.kind, &request.principal) {
        (PrincipalKind::Service, Principal::Service(name)) => names(name),
        (PrincipalKind::Federated, Principal::Federated(name)) => names(name),
        (PrincipalKind::CanonicalUser, Principal::CanonicalUser(id)) => names(id),
        (PrincipalKind::Aws, Principal::Aws(arn)) => aws_closeness(entry, arn, request),
        _ => None,
    }
}

fn aws_closeness(entry: &PrincipalPattern, arn: &str, request: &Request) -> Option<Closeness> {
    if &*entry.text == arn {
        let is_account = entry.is_whole_account();
        return Some(if is_account { Closeness::Account } else { Closeness::Itself });
    }
    if entry.is_whole_account() {
        return (entry.account() == request.principal.account()).then_some(Closeness::Account);
    }
    if stands_behind(&entry.text, arn, request.principal.arn_kind()) {
        return Some(Closeness::Behind);
    }
    // A unique id names a user or role that may have been made anew under the old name.
    let id = request.context.single("aws:userid").and_then(|id| id.split(':').next());
    (id == Some(&*entry.text)).then_some(Closeness::Itself)
}

/// Whether `arn` is a session of the role `named`, or of the federated user `named`.
fn stands_behind(named: &str, arn: &str, kind: ArnKind) -> bool {
    let (Some(named), Some(session)) = (Arn::parse(named), Arn::parse(arn)) else { return false };
    if kind == ArnKind::Session && !session.resource.starts_with("assumed-role/") {
        return false;
    }
    let same_home = named.service == "iam" && named.partition == session.partition && named.account == session.account;
    let own_name = |kind: &str| named.resource.strip_prefix(kind).and_then(|path| path.rsplit('/').next());
    let mut session_parts = session.resource.split('/').skip(1);
    same_home
        && match kind {
            ArnKind::Session => own_name("role/").is_some_and(|name| session_parts.next() == Some(name)),
            ArnKind::FederatedUser => own_name("user/").is_some_and(|name| session_parts.next() == Some(name)),
            ArnKind::User | ArnKind::Role | ArnKind::Other => false,
        }
}
