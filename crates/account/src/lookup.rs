//! From what a person types to a principal.

use policy::Arn;

use crate::{Principal, PrincipalKind};

/// The principals that a text may mean.
#[derive(Debug, Clone)]
pub enum Lookup<'a> {
    /// This one.
    Found(&'a Principal),
    /// None.
    Absent,
    /// Several of this name; an ARN tells them apart.
    Several(Vec<&'a Principal>),
}

/// Finds by ARN, by the ARN of a session, by `user/name` or `role/name` with or without path, or by name.
pub(crate) fn find<'a>(principals: &'a [Principal], wanted: &str) -> Lookup<'a> {
    let meant: Vec<&Principal> = principals.iter().filter(|principal| is_meant(principal, wanted)).collect();
    match meant.as_slice() {
        [] => Lookup::Absent,
        [only] => Lookup::Found(only),
        _ => Lookup::Several(meant),
    }
}

fn is_meant(principal: &Principal, wanted: &str) -> bool {
    if let Some(arn) = Arn::parse(wanted) {
        return *principal.arn == *wanted || is_session(principal, arn);
    }
    let Some((kind, name)) = wanted.split_once('/').filter(|(kind, _)| ["user", "role"].contains(kind)) else {
        return *principal.name == *wanted;
    };
    let with_path = || principal.arn.rsplit_once(&format!(":{kind}/")).is_some_and(|(_, own)| own == name);
    principal.kind.name() == kind && (*principal.name == *name || with_path())
}

/// Whether an ARN names a session of the role.
fn is_session(principal: &Principal, arn: Arn<'_>) -> bool {
    let own = Arn::parse(&principal.arn);
    let mut parts = arn.resource.split('/');
    principal.kind == PrincipalKind::Role
        && arn.service == "sts"
        && own.is_some_and(|own| own.account == arn.account && own.partition == arn.partition)
        && parts.next() == Some("assumed-role")
        && parts.next() == Some(&*principal.name)
}
